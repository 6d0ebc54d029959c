//! `Dockerfile`: the images that stages begin with, and those that files are copied from.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Facts, PackageOrigin};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};

use super::image::Image;
use super::variables;

pub(in crate::parse) const FORMAT: Format = Format { name: "Dockerfile", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    let name = candidate.name;
    let begins = ["Dockerfile", "Containerfile", "dockerfile"]
        .iter()
        .any(|word| name.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-', '_'])));
    (begins && !name.ends_with("ignore")) || candidate.has_extension("dockerfile")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(fact::list(path, "Dockerfile", "docker", PackageOrigin::Reference));
    let mut reader = Reader::default();
    for instruction in Instructions::new(text.content()) {
        if let Some(image) = reader.take(&instruction)
            && let Some(image) = Image::read(&image)
        {
            sink.package(image.package(text.site(instruction.at)));
        }
    }
}

/// Most arguments that are kept; one can stand for a text that is longer than itself.
const MOST_ARGUMENTS: usize = 1_000;

#[derive(Default)]
struct Reader {
    /// Arguments before the first stage: only these are known in `FROM`.
    arguments: BTreeMap<String, String>,
    stages: BTreeSet<String>,
    images: BTreeSet<String>,
    has_stage: bool,
}

impl Reader {
    /// The image that an instruction fetches, the first time.
    fn take(&mut self, instruction: &Instruction) -> Option<String> {
        let mut words = instruction.text.split_ascii_whitespace();
        let keyword = words.next()?.to_ascii_uppercase();
        match keyword.as_str() {
            "ARG" if !self.has_stage => {
                let room = MOST_ARGUMENTS.saturating_sub(self.arguments.len());
                for (name, value) in words.filter_map(|word| word.split_once('=')).take(room) {
                    let value = variables::replace(value.trim_matches(['"', '\'']), &self.arguments);
                    self.arguments.insert(name.to_owned(), value.unwrap_or_default());
                }
                None
            }
            "FROM" => {
                self.has_stage = true;
                let mut words = words.skip_while(|word| word.starts_with("--"));
                let image = words.next()?;
                let is_named = words.next().is_some_and(|word| word.eq_ignore_ascii_case("as"));
                let stage = words.next().filter(|_| is_named).map(str::to_ascii_lowercase);
                let image = self.image(image);
                self.stages.extend(stage);
                image
            }
            "COPY" | "ADD" => {
                let from =
                    words.take_while(|word| word.starts_with("--")).find_map(|word| word.strip_prefix("--from="))?;
                self.image(from)
            }
            _ => None,
        }
    }

    fn image(&mut self, word: &str) -> Option<String> {
        let image = variables::replace(word.trim_matches(['"', '\'']), &self.arguments)?;
        let is_stage = self.stages.contains(&image.to_ascii_lowercase()) || image.bytes().all(|b| b.is_ascii_digit());
        if is_stage || image == "scratch" || !self.images.insert(image.clone()) {
            return None;
        }
        Some(image)
    }
}

/// An instruction with its continued lines joined.
pub(crate) struct Instruction {
    pub(crate) text: String,
    /// Byte offset of its first line.
    pub(crate) at: usize,
}

/// Instructions of a file, without comments and the bodies of here-documents.
pub(crate) struct Instructions<'t> {
    rest: &'t str,
    at: usize,
    escape: char,
}

impl<'t> Instructions<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        // A parser directive in the first line: `# escape=` and a backtick, for paths of Windows.
        let first = text.lines().next().unwrap_or("").to_ascii_lowercase();
        let is_backtick = first.strip_prefix('#').is_some_and(|rest| rest.replace(' ', "") == "escape=`");
        Self { rest: text, at: 0, escape: if is_backtick { '`' } else { '\\' } }
    }

    fn line(&mut self) -> Option<&'t str> {
        let end = self.rest.find('\n').map_or(self.rest.len(), |at| at.saturating_add(1));
        let (line, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        self.at = self.at.saturating_add(end);
        Some(line.trim()).filter(|_| end > 0)
    }

    fn skip_here_documents(&mut self, instruction: &str) {
        for delimiter in here_documents(instruction) {
            while let Some(line) = self.line() {
                if line == delimiter {
                    break;
                }
            }
        }
    }
}

impl Iterator for Instructions<'_> {
    type Item = Instruction;

    fn next(&mut self) -> Option<Instruction> {
        let mut text = String::new();
        let mut at = self.at;
        loop {
            let start = self.at;
            let Some(line) = self.line() else {
                return Some(Instruction { text, at }).filter(|instruction| !instruction.text.is_empty());
            };
            // Comments and empty lines may stand between continued lines too.
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if text.is_empty() {
                at = start;
            }
            match line.strip_suffix(self.escape) {
                Some(line) => {
                    text.push_str(line);
                    text.push(' ');
                }
                None => {
                    text.push_str(line);
                    self.skip_here_documents(&text);
                    return Some(Instruction { text, at });
                }
            }
        }
    }
}

/// The delimiters of `RUN <<EOF`, `COPY <<-"EOF" /path`.
fn here_documents(instruction: &str) -> Vec<&str> {
    let keyword = instruction.split_ascii_whitespace().next().unwrap_or("");
    if !["RUN", "COPY", "ADD"].iter().any(|word| keyword.eq_ignore_ascii_case(word)) {
        return Vec::new();
    }
    let words = instruction.split_ascii_whitespace().filter_map(|word| word.strip_prefix("<<"));
    let delimiters = words.map(|word| word.trim_start_matches('-').trim_matches(['"', '\'']));
    delimiters.filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')).collect()
}
