//! Formats of lines: properties, environment files, INI and units, directives, nginx, `ENV` of a Dockerfile.

use std::ops::Range;

use crate::config::canonical;
use crate::facts::{ConfigFormat, ConfigKey};
use crate::parse::document::ini;

use super::super::draft::Splice;
use super::tree::{LIST_ITEM, UNCLEAR, line_end};
use super::{Change, Edit, Notation, Value, words};

/// A text of lines.
pub(super) struct Lines<'t> {
    format: ConfigFormat,
    text: &'t str,
    keys: &'t [ConfigKey],
    /// Where lines begin, and the end of the text.
    starts: Vec<usize>,
}

/// Where the pieces of an assignment stand.
struct Place {
    /// All its lines, with the end of the last.
    lines: Range<usize>,
    name: Range<usize>,
    /// As written, in its quotes.
    value: Range<usize>,
    /// Whether the value goes on in other lines.
    is_continued: bool,
}

impl<'t> Lines<'t> {
    pub(super) fn new(format: ConfigFormat, text: &'t str, keys: &'t [ConfigKey]) -> Self {
        let mut starts: Vec<usize> =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at.saturating_add(1))).collect();
        starts.push(text.len());
        Self { format, text, keys, starts }
    }

    /// A line, from 1, with its end.
    fn line(&self, line: u32) -> Option<Range<usize>> {
        let at = usize::try_from(line).ok()?;
        Some(*self.starts.get(at.checked_sub(1)?)?..*self.starts.get(at)?)
    }

    fn get(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or("")
    }

    /// Where a key stands that has a line, or lines, of its own.
    fn place(&self, key: &ConfigKey) -> Option<Place> {
        let first = self.line(key.line)?;
        let mut lines = first.clone();
        let mut line = key.line;
        while self.goes_on(self.get(self.line(line)?)) {
            line = line.checked_add(1)?;
            lines.end = self.line(line)?.end;
        }
        let is_continued = lines.end > first.end;
        let written = self.get(first.start..line_end(self.text, first.start));
        let inner = written.trim_start();
        let inner = match self.format {
            ConfigFormat::Env => {
                ["export ", "set "].iter().find_map(|word| inner.strip_prefix(word)).unwrap_or(inner).trim_start()
            }
            _ => inner,
        };
        let start = first.start.saturating_add(written.len().saturating_sub(inner.len()));
        let (name, value) = self.split(inner.trim_end())?;
        let name = start.saturating_add(name.start)..start.saturating_add(name.end);
        let value = start.saturating_add(value.start)..start.saturating_add(value.end);
        let own = ini::unescaped(self.get(name.clone()));
        let own = if self.format == ConfigFormat::Properties { own.as_str() } else { self.get(name.clone()) };
        canonical(&key.key).ends_with(&canonical(own)).then_some(Place { lines, name, value, is_continued })
    }

    fn goes_on(&self, line: &str) -> bool {
        match self.format {
            ConfigFormat::Properties => ini::goes_on(line.trim()),
            ConfigFormat::Unit | ConfigFormat::Dockerfile => line.trim_end().ends_with('\\'),
            _ => false,
        }
    }

    /// Name and value of a line without the blanks around it.
    fn split(&self, line: &str) -> Option<(Range<usize>, Range<usize>)> {
        let name_end = match self.format {
            ConfigFormat::Properties => {
                let mut is_escaped = false;
                let separates = |c: char| {
                    let separates = !is_escaped && matches!(c, '=' | ':' | ' ' | '\t');
                    is_escaped = c == '\\' && !is_escaped;
                    separates
                };
                line.find(separates)
            }
            ConfigFormat::Env => line.find('='),
            ConfigFormat::Ini | ConfigFormat::Unit => line.find(['=', ':']),
            _ => line.find([' ', '\t', '=']),
        };
        let name_end = name_end.unwrap_or(line.len());
        let name = line.get(..name_end)?.trim_end();
        let after = line.get(name_end..)?;
        let signs: &[char] = match self.format {
            ConfigFormat::Nginx => &[],
            ConfigFormat::Properties | ConfigFormat::Ini | ConfigFormat::Unit => &['=', ':'],
            _ => &['='],
        };
        let value = after.trim_start();
        let value = value.strip_prefix(signs).unwrap_or(value).trim_start();
        let start = line.len().saturating_sub(value.len());
        let length = match self.format {
            // One statement on a line of its own.
            ConfigFormat::Nginx => {
                let end = value.find(';').filter(|_| !value.contains(['{', '}', '"', '\'']))?;
                let rest = value.get(end.saturating_add(1)..)?.trim_start();
                if !(rest.is_empty() || rest.starts_with('#')) {
                    return None;
                }
                value.get(..end)?.trim_end().len()
            }
            ConfigFormat::Ini => {
                let inner = ini::unquoted(value);
                let is_quoted = value.starts_with(['"', '\'']) && !inner.starts_with(['"', '\'']);
                inner.len().saturating_add(if is_quoted { 2 } else { 0 })
            }
            _ => value.len(),
        };
        Some((0..name.len(), start..start.saturating_add(length)))
    }

    /// The sections or blocks around a key.
    fn around(&self, key: &'t str, place: &Place) -> &'t str {
        match self.format {
            ConfigFormat::Properties | ConfigFormat::Env => "",
            _ => key.get(..key.len().saturating_sub(place.name.len())).unwrap_or("").trim_end_matches('.'),
        }
    }

    /// The name on its line of a key among others of a section or block; nothing where it belongs in another.
    fn name_in(&self, around: &str, key: &str) -> Option<String> {
        match self.format {
            ConfigFormat::Env => env_name(key),
            ConfigFormat::Properties => Some(escaped_key(key)),
            _ if around.is_empty() => Some(key.to_owned()),
            _ => {
                let is_in = canonical(key).strip_prefix(&canonical(around)).is_some_and(|rest| rest.starts_with('.'));
                is_in.then(|| key.get(around.len().saturating_add(1)..).map(str::to_owned)).flatten()
            }
        }
    }

    /// The words of a variable, where the format sets several on a line.
    fn words(&self, key: &ConfigKey) -> Option<words::Words<'t>> {
        let first = self.line(key.line)?;
        let line = self.get(first.clone()).trim_start();
        let is_words = match self.format {
            ConfigFormat::Unit => line.starts_with("Environment"),
            ConfigFormat::Dockerfile => true,
            _ => false,
        };
        if !is_words {
            return None;
        }
        let mut end = first.end;
        let mut at = key.line;
        while self.goes_on(self.get(self.line(at)?)) {
            at = at.checked_add(1)?;
            end = self.line(at)?.end;
        }
        words::Words::of(self.text, first.start..end)
    }

    fn change_one(&self, key: &ConfigKey, change: Change<'_>) -> Edit {
        if let Some(words) = self.words(key) {
            return words.change(&key.key, change);
        }
        let place = self.place(key).ok_or(UNCLEAR)?;
        match change {
            Change::Remove => Ok(vec![Splice::new(place.lines, "")]),
            Change::Set(_) if place.is_continued => Err("its value takes several lines".to_owned()),
            Change::Set(value) => {
                let written = self.written_value(self.get(place.value.clone()), value)?;
                let sign = if place.value.start == place.name.end { self.sign_beside(None) } else { String::new() };
                Ok(vec![Splice::new(place.value, format!("{sign}{written}"))])
            }
            Change::Rename(to) => {
                let name = self.name_in(self.around(&key.key, &place), to).ok_or(UNCLEAR)?;
                Ok(vec![Splice::new(place.name, name)])
            }
        }
    }

    /// A value in the place of another one, or of none.
    fn written_value(&self, old: &str, value: &str) -> Result<String, String> {
        if value.chars().any(char::is_control) {
            return Err("the value takes several lines".to_owned());
        }
        let quote = old.chars().next().filter(|c| matches!(c, '"' | '\'') && old.len() > 1 && old.ends_with(*c));
        let has_sign = value.contains(['"', '\'', '$', '`', '\\']);
        match self.format {
            ConfigFormat::Properties => Ok(value.replace('\\', "\\\\")),
            ConfigFormat::Nginx if value.contains([';', '{', '}', '"', '\'']) => {
                Err("the value has signs of the format".to_owned())
            }
            ConfigFormat::Env | ConfigFormat::Ini if quote.is_some() && has_sign => {
                Err("the value has signs of the format".to_owned())
            }
            ConfigFormat::Env | ConfigFormat::Ini if let Some(quote) = quote => Ok(format!("{quote}{value}{quote}")),
            ConfigFormat::Env if has_sign => Err("the value has signs of a shell".to_owned()),
            ConfigFormat::Env if value.contains(|c: char| c.is_whitespace() || "&|;<>()*?#~!".contains(c)) => {
                Ok(format!("\"{value}\""))
            }
            _ => Ok(value.to_owned()),
        }
    }

    /// What stands between name and value beside, or usually does.
    fn sign_beside(&self, beside: Option<&Place>) -> String {
        let sign = |place: &Place| Some(self.get(place.name.end..place.value.start)).filter(|sign| !sign.is_empty());
        let between = beside.and_then(sign).or_else(|| self.placed().find_map(|(_, place)| sign(&place)));
        between.map_or_else(
            || match self.format {
                ConfigFormat::Directives | ConfigFormat::Nginx => " ".to_owned(),
                _ => "=".to_owned(),
            },
            str::to_owned,
        )
    }

    /// Keys that are set and have lines of their own, with their places.
    fn placed(&self) -> impl Iterator<Item = (&'t ConfigKey, Place)> {
        let set = self.keys.iter().filter(|key| !key.is_commented && self.words(key).is_none());
        set.filter_map(|key| Some((key, self.place(key)?)))
    }

    /// A line behind another one, indented as it is.
    fn behind(&self, beside: &Place, name: &str, value: &str) -> Edit {
        let start = beside.lines.start;
        let lead = self.get(start..beside.name.start);
        let sign = self.sign_beside(Some(beside));
        let end = if self.format == ConfigFormat::Nginx { ";" } else { "" };
        let line = format!("{lead}{name}{sign}{value}{end}");
        Ok(vec![self.whole_line(beside.lines.end, &line)])
    }

    /// A line of its own at the beginning of another one, or at the end of the text.
    fn whole_line(&self, at: usize, line: &str) -> Splice {
        let before = self.get(0..at);
        let is_open = !before.is_empty() && !before.ends_with('\n');
        Splice::new(at..at, if is_open { format!("\n{line}") } else { format!("{line}\n") })
    }

    /// The sections of an INI file with the lines that they take, the header's first.
    fn sections(&self) -> Vec<(&'t str, Range<usize>)> {
        let mut found: Vec<(&str, Range<usize>)> = Vec::new();
        for pair in self.starts.windows(2) {
            let [start, end] = [pair.first(), pair.last()].map(|at| at.copied().unwrap_or(0));
            let name = self.get(start..end).trim().strip_prefix('[').and_then(|rest| rest.split_once(']'));
            if let Some((name, _)) = name {
                found.push((name.trim(), start..end));
            }
            if let Some((_, lines)) = found.last_mut() {
                lines.end = end;
            }
        }
        found
    }

    fn insert_in_section(&self, key: &str, value: &str) -> Edit {
        let sections = self.sections();
        let wanted = canonical(key);
        let is_around = |name: &str| wanted.strip_prefix(&canonical(name)).is_some_and(|rest| rest.starts_with('.'));
        let section = sections.iter().filter(|(name, _)| is_around(name)).max_by_key(|(name, _)| name.len());
        let (around, lines) = match section {
            Some((name, lines)) => (*name, lines.clone()),
            None if sections.is_empty() || !key.contains('.') => {
                ("", 0..sections.first().map_or(self.text.len(), |(_, lines)| lines.start))
            }
            None => {
                let (around, name) = key.rsplit_once('.').ok_or(UNCLEAR)?;
                let sign = self.sign_beside(None);
                let blank = if self.text.ends_with('\n') || self.text.is_empty() { "\n" } else { "\n\n" };
                let end = self.text.len();
                let table = format!("{blank}[{around}]\n{name}{sign}{value}\n");
                return Ok(vec![Splice::new(end..end, table)]);
            }
        };
        let name = self.name_in(around, key).ok_or(UNCLEAR)?;
        if let Some((_, beside)) = self.placed().filter(|(_, place)| lines.contains(&place.name.start)).last() {
            return self.behind(&beside, &name, value);
        }
        let sign = self.sign_beside(None);
        let line = format!("{name}{sign}{value}");
        let at = if around.is_empty() { lines.end } else { self.text.len().min(next_line(self.text, lines.start)) };
        Ok(vec![self.whole_line(at, &line)])
    }

    /// Behind the key that has most of the path in common, else behind the last.
    fn insert_beside(&self, key: &str, value: &str) -> Edit {
        let name = self.name_in("", key).ok_or("no variable can be called so")?;
        let wanted = canonical(key);
        let common = |other: &str| {
            let parts = |key: &str| key.split(['.', '_']).map(str::to_owned).collect::<Vec<_>>();
            parts(&wanted).iter().zip(parts(&canonical(other))).take_while(|(a, b)| *a == b).count()
        };
        match self.placed().max_by_key(|(other, place)| (common(&other.key), place.name.start)) {
            Some((_, beside)) => self.behind(&beside, &name, value),
            None => Ok(vec![self.whole_line(self.text.len(), &format!("{name}{}{value}", self.sign_beside(None)))]),
        }
    }

    /// Behind the last key of the same block.
    fn insert_in_block(&self, key: &str, value: &str) -> Edit {
        let mut best: Option<(usize, Place, String)> = None;
        for (other, place) in self.placed() {
            let around = self.around(&other.key, &place);
            let name = self.name_in(around, key).filter(|name| !name.contains('.'));
            if let Some(name) = name
                && best.as_ref().is_none_or(|(length, ..)| around.len() >= *length)
            {
                best = Some((around.len(), place, name));
            }
        }
        let (_, beside, name) = best.ok_or("no other key stands in its block")?;
        self.behind(&beside, &name, value)
    }
}

impl Notation for Lines<'_> {
    fn change(&self, _: &str, keys: &[&ConfigKey], change: Change<'_>) -> Edit {
        let mut splices = Vec::new();
        for key in keys {
            splices.extend(self.change_one(key, change)?);
        }
        Ok(splices)
    }

    fn insert(&self, key: &str, value: Value<'_>) -> Edit {
        if key.contains(['[', ']', '*']) && self.format != ConfigFormat::Properties {
            return Err(LIST_ITEM.to_owned());
        }
        let written = match value {
            Value::Meant(value) => self.written_value("", value)?,
            Value::AsWritten(raw) => raw.to_owned(),
        };
        match self.format {
            ConfigFormat::Dockerfile => Err("an `ENV` line belongs in the stage that needs it".to_owned()),
            ConfigFormat::Unit if !key.contains('.') => {
                Err("a variable belongs in an `Environment=` line of the unit's `[Service]`".to_owned())
            }
            ConfigFormat::Ini | ConfigFormat::Unit => self.insert_in_section(key, &written),
            ConfigFormat::Directives | ConfigFormat::Nginx => self.insert_in_block(key, &written),
            _ => self.insert_beside(key, &written),
        }
    }

    fn is_beside(&self, _: &str, keys: &[&ConfigKey], to: &str) -> bool {
        keys.iter().all(|key| {
            self.words(key).is_some()
                || self.place(key).is_some_and(|place| self.name_in(self.around(&key.key, &place), to).is_some())
        })
    }

    fn written(&self, _: &str, keys: &[&ConfigKey]) -> Option<String> {
        let [key] = keys else { return None };
        if self.words(key).is_some() {
            return None;
        }
        let place = self.place(key).filter(|place| !place.is_continued)?;
        Some(self.get(place.value).to_owned()).filter(|value| !value.is_empty())
    }
}

/// The name of an environment variable for a key: `dten.hybrid.enable` is `DTEN_HYBRID_ENABLE`.
fn env_name(key: &str) -> Option<String> {
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    if is_name(key) {
        return Some(key.to_owned());
    }
    let name = key.replace(['.', '-'], "_").to_ascii_uppercase();
    is_name(&name).then_some(name)
}

/// A key of properties with the signs escaped that would end it.
fn escaped_key(key: &str) -> String {
    let mut out = String::new();
    for c in key.chars() {
        if matches!(c, '=' | ':' | ' ' | '\\' | '#' | '!') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn next_line(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at.saturating_add(end).saturating_add(1))
}
