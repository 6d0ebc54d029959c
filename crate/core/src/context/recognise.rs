//! From a file's contents, and what the user says about it, to its role.

use super::configuration::Configuration;
use super::inventory::{Form, Listing, Named, Sample, Table, recognise};
use super::seen::{SUPPORTED, seen};
use super::{Context, InputChoice, OwnConfig, Recognised, Role};
use crate::facts::excerpt;
use crate::limits::INPUT_BYTES;
use crate::packs::{PackProblem, Packs};
use crate::parse::redact::redact;
use crate::parse::text::Text;

impl Context {
    /// Reads a file as what it is. Its place in [`Context::beside`] is the next one.
    pub(super) fn take_in(&mut self, name: &str, bytes: &[u8], choice: &InputChoice) -> Recognised {
        match choice.role {
            Some(Role::Pack) => return self.take_pack(name, bytes, "you say that it is a pack"),
            Some(Role::Config) => return self.take_own(name, bytes),
            Some(role @ (Role::Package | Role::Baseline | Role::Unknown)) => {
                return Recognised { role, reason: "left alone, as you say".to_owned(), ..Recognised::default() };
            }
            None if Packs::looks_like_pack(bytes) => {
                return self.take_pack(name, bytes, "it has the fields of a pack");
            }
            Some(Role::Inventory) | None => {}
        }
        let is_asked = choice.role.is_some();
        if let Some(sentence) = unreadable(bytes) {
            return refused(is_asked, sentence);
        }
        let text = Text::new(name, bytes);
        let sample = Sample::new(&text);
        match find(&text, &sample, choice, is_asked) {
            Found::List(form, named) => self.take_list(name, choice, named, |listing| (form.read)(&text, listing)),
            Found::Table(table) => {
                let named = table.named();
                let taken = self.take_list(name, choice, named, |listing| table.read(&text, listing));
                Recognised { header: table.shown_header(), columns: table.columns(), ..taken }
            }
            Found::TableWithoutMeaning(_) | Found::Nothing
                if !is_asked && let Some(found) = Configuration::of(name, bytes, &text) =>
            {
                self.keep_config(name, bytes, found, "")
            }
            Found::TableWithoutMeaning(table) => {
                let reason = "a table, but no column says which software it is about; say which column is what";
                Recognised { header: table.shown_header(), ..refused(is_asked, reason.to_owned()) }
            }
            Found::Nothing => refused(is_asked, seen(&text, &sample)),
        }
    }

    fn take_list(
        &mut self,
        file: &str,
        choice: &InputChoice,
        named: Named,
        read: impl FnOnce(&mut Listing<'_>),
    ) -> Recognised {
        let input = self.next_place();
        let host = choice.host.as_deref().map(str::trim).filter(|host| !host.is_empty());
        let mut listing = Listing::new(&mut self.inventory, input, host.unwrap_or_else(|| stem(file)));
        read(&mut listing);
        let mut taken = listing.finish();
        if taken.components == 0 {
            taken.problems.push("nothing that is installed stands in it".to_owned());
        }
        Recognised {
            role: Role::Inventory,
            form: taken.form.unwrap_or(named.form),
            reason: named.reason,
            hosts: count(taken.hosts.len()),
            components: taken.components,
            problems: taken.problems,
            ..Recognised::default()
        }
    }

    fn take_pack(&mut self, name: &str, bytes: &[u8], reason: &str) -> Recognised {
        let input = self.next_place();
        let mut recognised = Recognised { role: Role::Pack, reason: reason.to_owned(), ..Recognised::default() };
        match self.packs.add(name, bytes, input) {
            Ok(pack) => {
                recognised.form = "pack".to_owned();
                let updated = if pack.updated.is_empty() { String::new() } else { format!(" of {}", pack.updated) };
                let title = if pack.title.is_empty() { &pack.id } else { &pack.title };
                recognised.reason =
                    excerpt(&format!("{reason}: {title}, version {}{updated}, {} rows", pack.version, pack.rows));
            }
            Err(problems) => {
                recognised.problems = problems.iter().take(MOST_PROBLEMS).map(sentence).collect();
                if let Some(more) = problems.len().checked_sub(MOST_PROBLEMS).filter(|&more| more > 0) {
                    recognised.problems.push(format!("{more} more problems"));
                }
                if recognised.problems.is_empty() {
                    recognised.problems.push("it could not be read as a pack".to_owned());
                }
            }
        }
        recognised
    }

    /// Takes a file as configuration because the user says so.
    fn take_own(&mut self, name: &str, bytes: &[u8]) -> Recognised {
        let says = "you say that it is configuration";
        let text = Text::new(name, bytes);
        let found = match unreadable(bytes) {
            Some(sentence) => Err(sentence),
            None => Configuration::asked(name, bytes, &text),
        };
        match found {
            Ok(found) => self.keep_config(name, bytes, found, says),
            Err(sentence) => {
                let problems = vec![sentence];
                Recognised { role: Role::Config, reason: says.to_owned(), problems, ..Recognised::default() }
            }
        }
    }

    fn keep_config(&mut self, name: &str, bytes: &[u8], found: Configuration, says: &str) -> Recognised {
        let config = OwnConfig::new(self.next_place(), name, found.format, found.read, bytes);
        let keys = config.keys.iter().filter(|key| !key.is_commented).count();
        let plural = if keys == 1 { "" } else { "s" };
        let what = format!("{} with {keys} key{plural}", config.format.name());
        self.configs.push(config);
        Recognised {
            role: Role::Config,
            form: found.format.name().to_owned(),
            reason: if says.is_empty() { what } else { format!("{says}: {what}") },
            components: count(keys),
            problems: found.problems,
            ..Recognised::default()
        }
    }

    fn next_place(&self) -> u32 {
        count(self.beside.len())
    }
}

/// Problems of one pack that are shown.
const MOST_PROBLEMS: usize = 20;

/// `line 4, column 1: path[0].stops: …`.
fn sentence(problem: &PackProblem) -> String {
    let PackProblem { line, column, field, reason } = problem;
    let field = if field.is_empty() { String::new() } else { format!("{field}: ") };
    excerpt(&redact(&format!("line {line}, column {column}: {field}{reason}")))
}

/// What a text is.
enum Found {
    List(&'static Form, Named),
    Table(Table),
    /// A table, but nothing says which column is what.
    TableWithoutMeaning(Table),
    Nothing,
}

/// The list that a text is. Columns that the user named make it a table, whatever its lines look like.
fn find(text: &Text<'_>, sample: &Sample<'_>, choice: &InputChoice, is_asked: bool) -> Found {
    if let Some(columns) = choice.columns.as_ref().filter(|_| sample.shape.is_none()) {
        let guessed = Table::with_inventory_header(text).or_else(|| Table::with_any_header(text));
        let Some(mut table) = guessed else { return Found::Nothing };
        table.choose(columns);
        return if table.is_readable() { Found::Table(table) } else { Found::TableWithoutMeaning(table) };
    }
    if let Some((form, named)) = recognise(sample) {
        return Found::List(form, named);
    }
    if sample.shape.is_some() {
        return Found::Nothing;
    }
    if let Some(table) = Table::with_inventory_header(text) {
        return Found::Table(table);
    }
    match Table::with_any_header(text) {
        // Only a row that has a known word in it is a header for certain; another may be somebody's data.
        Some(table) if is_asked || table.has_known_column() => Found::TableWithoutMeaning(table),
        _ => Found::Nothing,
    }
}

/// Why bytes are no text that could be a list.
fn unreadable(bytes: &[u8]) -> Option<String> {
    if bytes.len() as u64 > INPUT_BYTES {
        return Some(format!("{} bytes; at most {INPUT_BYTES} are read (INPUT_BYTES)", bytes.len()));
    }
    super::seen::not_text(bytes)
}

/// A file that nothing was taken from. What the user took for an inventory stays one, and says why it cannot be read.
fn refused(is_asked: bool, what: String) -> Recognised {
    let reason = format!("{what}. {SUPPORTED}");
    if is_asked {
        let problems = vec![reason];
        let reason = "you say that it is an inventory".to_owned();
        return Recognised { role: Role::Inventory, reason, problems, ..Recognised::default() };
    }
    Recognised { reason, ..Recognised::default() }
}

/// Endings of lists that are no part of a host's name (`web01.example.test.txt`).
const ENDINGS: &[&str] = &[
    "txt", "csv", "tsv", "json", "jsonl", "list", "lst", "log", "out", "xml", "cdx", "spdx", "syft", "bom", "sbom",
    "status",
];

/// The name of the host that a list is about, by the name of its file.
fn stem(file: &str) -> &str {
    let mut stem = file;
    while let Some((before, ending)) = stem.rsplit_once('.') {
        if before.is_empty() || !ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)) {
            break;
        }
        stem = before;
    }
    stem
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
