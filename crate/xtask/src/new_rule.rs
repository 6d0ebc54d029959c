//! `cargo xtask new-rule GROUP/NAME`: the files of a rule that says "not checked" until somebody writes its judgement.
use crate::run::{Error, Result, at, root, step};
use std::fs;
use std::path::Path;

pub fn new_rule(words: &[&str]) -> Result<()> {
    let [id] = words else {
        return Err(Error::Usage("usage: cargo xtask new-rule GROUP/NAME".into()));
    };
    let (group, name) = parts(id)?;
    let module = name.replace('-', "_");
    let rules = root().join("crate/core/src/rules");
    let list = rules.join(group).join("mod.rs");
    if !list.exists() {
        let known = groups(&rules)?.join(", ");
        return Err(Error::Usage(format!("there is no group `{group}`: {known}")));
    }
    let code = rules.join(group).join(format!("{module}.rs"));
    if code.exists() {
        return Err(Error::Usage(format!("{id} exists: {}", code.display())));
    }
    let listed = with_line(&at(&list, fs::read_to_string(&list))?, &module)
        .ok_or_else(|| Error::Check(format!("{} has no `rules! {{ … }}` list", list.display())))?;
    write(&code, &source(id, &module))?;
    write(&code.with_extension("md"), &document(id))?;
    let cases = root().join("tests/cases").join(group).join(name);
    for case in ["hit", "clean"] {
        write(&cases.join(case).join("package.toml"), "[[entry]]\nname = 'README.md'\ndata = \"x\"\n")?;
    }
    write(&list, &listed)?;
    println!(
        "\n  Next: the judgement and its document, the two packages, then `UPDATE_CASES=1 cargo test -p dropscope-tests --test cases`,"
    );
    println!(
        "  which writes hit/expected.json; look at it. Tests fail until the document and both cases say something."
    );
    Ok(())
}

/// Group and name of `group/kebab-noun-phrase`.
fn parts(id: &str) -> Result<(&str, &str)> {
    let is_kebab = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part
                .split('-')
                .all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()))
    };
    match id.split_once('/') {
        Some((group, name)) if is_kebab(group) && is_kebab(name) && !name.starts_with("no-") => Ok((group, name)),
        _ => Err(Error::Usage(format!("`{id}` is not `group/kebab-noun-phrase`, naming the bad thing (never `no-…`)"))),
    }
}

fn groups(rules: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in at(rules, fs::read_dir(rules))? {
        let entry = at(rules, entry)?;
        if entry.path().join("mod.rs").exists() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// The group's list with one more line at its end.
fn with_line(list: &str, module: &str) -> Option<String> {
    let start = list.find("rules! {")? + "rules! {".len();
    let end = start + list.get(start..)?.find('}')?;
    let (before, after) = (list.get(..end)?, list.get(end..)?);
    let gap = if before.ends_with('\n') { "" } else { "\n" };
    Some(format!("{before}{gap}    {module},\n{after}"))
}

fn write(file: &Path, text: &str) -> Result<()> {
    if let Some(folder) = file.parent() {
        at(folder, fs::create_dir_all(folder))?;
    }
    step(file.strip_prefix(root()).unwrap_or(file).display());
    at(file, fs::write(file, text))
}

fn source(id: &str, module: &str) -> String {
    format!(
        r#"//! `{id}`

use crate::finding::{{Phase, Severity}};
use crate::rules::{{Case, Outcome, Rule, RuleScope}};

pub const RULE: Rule = Rule {{
    id: "{id}",
    severity: Severity::Medium,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("{module}.md"),
    check,
}};

fn check(_: &Rule, _: &Case<'_>) -> Outcome {{
    Outcome::NotChecked("this rule is not written yet".to_owned())
}}
"#
    )
}

fn document(id: &str) -> String {
    format!("# {id}\n\n## What it finds\n\n## Why it matters\n\n## What to do\n\n## When it is wrong\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_gets_one_more_line() {
        let listed = with_line("//! x\nrules! {\n    a,\n}\n#[cfg(test)]\nmod tests;\n", "b_c");
        assert_eq!(listed.as_deref(), Some("//! x\nrules! {\n    a,\n    b_c,\n}\n#[cfg(test)]\nmod tests;\n"));
        assert_eq!(with_line("rules! {}\n", "a").as_deref(), Some("rules! {\n    a,\n}\n"));
        assert_eq!(with_line("const RULES: u8 = 0;", "a"), None);
    }

    #[test]
    fn only_a_kebab_name_in_a_group_is_an_id() {
        assert!(parts("dependency/unbounded-version").is_ok());
        for bad in ["unbounded", "a/b/c", "A/b", "a/b_c", "a/", "/b", "a/no-lockfile", "a/b--c", "../a/b"] {
            assert!(parts(bad).is_err(), "{bad}");
        }
    }
}
