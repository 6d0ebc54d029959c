//! READMEs and notes at the top of the package: what they promise and demand, and which product they are about.

use crate::facts::{Facts, Manifest, Requirement, RequirementKind, Sited, Stance, excerpt};

use crate::limits::PROSE_BYTES;

use super::sentence;
use crate::parse::redact::redact;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};
use crate::version;

pub(crate) const FORMAT: Format = Format { name: "README", matches, parse };

const NAMES: &[&str] =
    &["readme", "install", "installation", "release", "releasenotes", "upgrade", "upgrading", "update"];
const EXTENSIONS: &[&str] = &["", "md", "txt", "markdown", "rst", "adoc"];

fn matches(candidate: &Candidate<'_>) -> bool {
    let name = candidate.name;
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    if !EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known)) {
        return false;
    }
    let first = stem.split(['-', '_', '.', ' ']).next().unwrap_or(stem);
    // An `install` without extension is a script unless it shouts.
    (!extension.is_empty() || first.chars().all(|c| !c.is_lowercase()))
        && NAMES.iter().any(|known| first.eq_ignore_ascii_case(known))
        && place::is_at_root(&candidate.file.path)
}

/// Headings are looked for in this many lines.
const TITLE_LINES: usize = 12;

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let mut sink = Sink::new(facts, path, input.most_facts);
    if let Some(manifest) = title(&text) {
        sink.manifest(manifest);
    }
    let mut is_code = false;
    let mut taken_bytes: usize = 0;
    for (number, line) in text.lines() {
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            is_code = !is_code;
            continue;
        }
        if taken_bytes > PROSE_BYTES {
            sink.skip(format!("prose beyond {PROSE_BYTES} bytes was not read"));
            break;
        }
        taken_bytes = taken_bytes.saturating_add(line.len());
        // A command that is shown says who has to run it.
        if trimmed.trim_start_matches("$ ").starts_with("sudo ") {
            sink.requirement(Requirement {
                kind: RequirementKind::Privilege,
                stance: Stance::Required,
                text: excerpt(&redact(trimmed)),
                minutes: None,
                site: text.line_site(number),
            });
            continue;
        }
        if is_code || trimmed.starts_with("$ ") {
            continue;
        }
        let plain = trimmed.trim_start_matches(['#', '*', '-', '>', ' ', '+']).replace(['*', '_', '`'], "");
        for sentence_text in super::sentences(&plain) {
            if let Some(claim) = sentence(sentence_text) {
                sink.requirement(Requirement {
                    kind: claim.kind,
                    stance: claim.stance,
                    text: excerpt(&redact(sentence_text)),
                    minutes: claim.minutes,
                    site: text.line_site(number),
                });
            }
        }
    }
}

/// Words of a title that name no product, before the name and after it.
const LEADING: &[&str] = &[
    "release",
    "notes",
    "for",
    "readme",
    "installing",
    "upgrading",
    "upgrade",
    "update",
    "updating",
    "to",
    "installation",
    "guide",
    "instructions",
    "welcome",
    "the",
    "install",
    "how",
    "about",
    "of",
];
const TRAILING: &[&str] = &[
    "version",
    "release",
    "upgrade",
    "update",
    "package",
    "full",
    "patch",
    "installer",
    "bundle",
    "v",
    "ver",
    "build",
    "hotfix",
    "to",
    "cumulative",
    "installation",
    "-",
    "–",
    "—",
    ":",
];
/// Most words of a product's name.
const MOST_WORDS: usize = 5;

/// The product and version of the first heading, where it names both: `# Product 5.0.1 upgrade`.
fn title(text: &Text<'_>) -> Option<Manifest> {
    let (number, line) = text.lines().take(TITLE_LINES).find(|(_, line)| !line.trim().is_empty())?;
    let next = text.lines().nth(usize::try_from(number).ok()?).map_or("", |(_, line)| line.trim());
    let is_underlined = next.len() >= 3 && next.chars().all(|c| matches!(c, '=' | '-' | '~'));
    let heading = line.trim().strip_prefix("# ").or_else(|| is_underlined.then(|| line.trim()))?;
    let words: Vec<&str> =
        heading.split_whitespace().map(|word| word.trim_matches(['(', ')', ',', '*', '`'])).collect();
    let is_version = |word: &&str| word.contains('.') && version::looks_like_version(word);
    // From one version to another: whose is it?
    if words.iter().filter(|word| is_version(word)).count() != 1 {
        return None;
    }
    let at = words.iter().position(is_version)?;
    let version_word = words.get(at)?.trim_start_matches(['v', 'V']);
    let is_in = |word: &&&str, list: &[&str]| list.iter().any(|known| word.eq_ignore_ascii_case(known));
    let name: Vec<&str> = words.get(..at)?.iter().skip_while(|word| is_in(word, LEADING)).copied().collect();
    let kept = name.iter().rposition(|word| !is_in(&word, TRAILING)).map_or(0, |last| last.saturating_add(1));
    let name = name.get(..kept)?;
    if name.is_empty() || name.len() > MOST_WORDS {
        return None;
    }
    let site = text.line_site(number);
    Some(Manifest {
        describes_package: true,
        name: Some(Sited { value: excerpt(&name.join(" ")), site: site.clone() }),
        version: Some(Sited { value: excerpt(version_word), site }),
        ..fact::manifest(text.path(), "README", "generic")
    })
}
