//! Every rule has a document, a hit case, a clean case, and an id that can be relied on.
#![allow(clippy::panic, clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dropscope_core::finding::Severity;
use dropscope_core::rules;
use dropscope_tests::cases;

const HEADINGS: [&str; 4] = ["What it finds", "Why it matters", "What to do", "When it is wrong"];

/// Groups whose list in the design is to be complete.
const COMPLETE_GROUPS: [&str; 1] = ["archive"];

#[test]
fn ids_are_unique_kebab_case_in_their_group() {
    let mut seen = BTreeSet::new();
    for rule in rules::all() {
        let parts: Vec<&str> = rule.id.split('/').collect();
        assert_eq!(parts.len(), 2, "{}: an id is `group/name`", rule.id);
        for part in parts {
            let is_kebab = part
                .split('-')
                .all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()));
            assert!(is_kebab, "{}: `{part}` is not kebab-case", rule.id);
        }
        assert!(seen.insert(rule.id), "{} stands twice in the list", rule.id);
    }
}

#[test]
fn every_document_has_its_title_and_four_headings_with_text() {
    for rule in rules::all() {
        let mut lines = rule.document.lines();
        assert_eq!(lines.next(), Some(format!("# {}", rule.id).as_str()), "{}: title", rule.id);
        let headings: Vec<&str> = rule.document.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(headings, HEADINGS, "{}: headings", rule.id);
        for section in rule.document.split("\n## ").skip(1) {
            let text = section.split_once('\n').map_or("", |(_, text)| text.trim());
            assert!(text.len() > 20, "{}: `{}` says nothing", rule.id, section.trim());
        }
    }
}

#[test]
fn every_rule_has_a_hit_case_and_a_clean_case() {
    let lacking: Vec<String> = rules::all()
        .flat_map(|rule| {
            let folders = cases::of_rule(rule);
            ["hit", "clean"].into_iter().filter_map(move |kind| {
                let is_kind = |path: &std::path::PathBuf| {
                    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(kind))
                };
                (!folders.iter().any(is_kind)).then(|| format!("{}: no {kind} case", rule.id))
            })
        })
        .collect();
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

#[test]
fn ids_and_severities_are_those_of_the_design() {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/CHECKS.md");
    let Ok(text) = std::fs::read_to_string(&list) else {
        println!("skipped: the design's list of rules is not beside the project");
        return;
    };
    let designed = designed(&text);
    assert!(designed.len() > 50, "the list of rules could not be read");
    for rule in rules::all() {
        if let Some(severity) = designed.get(rule.id) {
            assert_eq!(rule.severity, *severity, "{}", rule.id);
        }
    }
    for (id, _) in designed.iter().filter(|(id, _)| COMPLETE_GROUPS.iter().any(|group| id.starts_with(*group))) {
        assert!(rules::find(id).is_some(), "{id} is in the design and not in the list");
    }
}

/// Rule ids and severities in a list of `name severity (remark) · name severity …` under `## group: title`.
fn designed(text: &str) -> BTreeMap<String, Severity> {
    let mut rules = BTreeMap::new();
    for section in text.split("\n## ").skip(1) {
        let Some((group, body)) = section.split_once(':') else { continue };
        if group.contains(',') {
            continue;
        }
        for item in body.split(['·', '\n']) {
            let mut words = item.split_whitespace();
            let (Some(name), Some(word)) = (words.next(), words.next()) else { continue };
            let word = word.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
            if let Ok(severity) = serde_json::from_value(serde_json::Value::String(word.into())) {
                rules.insert(format!("{group}/{name}"), severity);
            }
        }
    }
    rules
}
