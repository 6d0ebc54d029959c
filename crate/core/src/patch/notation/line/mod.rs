//! Formats of lines: properties, environment files, INI and units, directives, nginx, `ENV` of a Dockerfile.

mod insert;
mod split;
mod words;
mod written;

use std::ops::Range;

use crate::config::canonical;
use crate::facts::{ConfigFormat, ConfigKey};
use crate::parse::document::ini;

use super::super::draft::Splice;
use super::tree::{LIST_ITEM, UNCLEAR, line_end};
use super::{Change, Edit, Notation, Value};

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
            Value::Meant(value) => written::value(self.format, "", value)?,
            Value::AsWritten(raw) => raw.to_owned(),
        };
        insert::insert(self, key, &written)
    }

    fn is_beside(&self, _: &str, keys: &[&ConfigKey], to: &str) -> bool {
        keys.iter().all(|key| {
            let is_in_place = |place: Place| self.name_in(self.around(&key.key, &place), to).is_some();
            self.is_of_words(key) || self.place(key).is_some_and(is_in_place)
        })
    }

    fn written(&self, _: &str, keys: &[&ConfigKey]) -> Option<String> {
        let [key] = keys else { return None };
        let place = self.place(key).filter(|place| !place.is_continued && !self.is_of_words(key))?;
        Some(self.get(place.value).to_owned()).filter(|value| !value.is_empty())
    }
}

impl<'t> Lines<'t> {
    pub(super) fn new(format: ConfigFormat, text: &'t str, keys: &'t [ConfigKey]) -> Self {
        let mut starts: Vec<usize> =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at.saturating_add(1))).collect();
        starts.push(text.len());
        Self { format, text, keys, starts }
    }

    fn change_one(&self, key: &ConfigKey, change: Change<'_>) -> Edit {
        if self.is_of_words(key) {
            let lines = self.logical(key.line).ok_or(UNCLEAR)?;
            return words::Words::of(self.text, lines).ok_or(UNCLEAR)?.change(&key.key, change);
        }
        let place = self.place(key).ok_or(UNCLEAR)?;
        match change {
            Change::Remove => Ok(vec![Splice::new(place.lines, "")]),
            Change::Set(_) if place.is_continued => Err("its value takes several lines".to_owned()),
            Change::Set(value) => {
                let written = written::value(self.format, self.get(place.value.clone()), value)?;
                let sign = if place.value.start == place.name.end { self.sign_beside(None) } else { String::new() };
                Ok(vec![Splice::new(place.value, format!("{sign}{written}"))])
            }
            Change::Rename(to) => {
                let name = self.name_in(self.around(&key.key, &place), to).ok_or(UNCLEAR)?;
                Ok(vec![Splice::new(place.name, name)])
            }
        }
    }

    fn get(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or("")
    }

    /// A line, from 1, with its end.
    fn line(&self, line: u32) -> Option<Range<usize>> {
        let at = usize::try_from(line).ok()?;
        Some(*self.starts.get(at.checked_sub(1)?)?..*self.starts.get(at)?)
    }

    /// A line with those in which it goes on.
    fn logical(&self, line: u32) -> Option<Range<usize>> {
        let mut lines = self.line(line)?;
        let mut line = line;
        while split::goes_on(self.format, self.get(self.line(line)?)) {
            line = line.checked_add(1)?;
            lines.end = self.line(line)?.end;
        }
        Some(lines)
    }

    /// Whether a key is a variable of which several may stand on one line.
    fn is_of_words(&self, key: &ConfigKey) -> bool {
        let line = || self.line(key.line).map_or("", |line| self.get(line)).trim_start();
        match self.format {
            ConfigFormat::Unit => line().starts_with("Environment"),
            ConfigFormat::Dockerfile => true,
            _ => false,
        }
    }

    /// Where a key stands that has a line, or lines, of its own.
    fn place(&self, key: &ConfigKey) -> Option<Place> {
        let first = self.line(key.line)?;
        let lines = self.logical(key.line)?;
        let is_continued = lines.end > first.end;
        let line = self.get(first.start..line_end(self.text, first.start));
        let inner = split::after_export(self.format, line.trim_start());
        let start = first.start.saturating_add(line.len().saturating_sub(inner.len()));
        let (name, value) = split::split(self.format, inner.trim_end())?;
        let [name, value] =
            [name, value].map(|range| start.saturating_add(range.start)..start.saturating_add(range.end));
        let own = self.get(name.clone());
        let own = if self.format == ConfigFormat::Properties { ini::unescaped(own) } else { own.to_owned() };
        let is_it = canonical(&key.key).ends_with(&canonical(&own));
        is_it.then_some(Place { lines, name, value, is_continued })
    }

    /// Keys that are set and have lines of their own, with their places. Of several on one line, the first.
    fn placed(&self) -> impl Iterator<Item = (&'t ConfigKey, Place)> {
        let mut last = 0;
        let first_of_line = self.keys.iter().filter(move |key| std::mem::replace(&mut last, key.line) != key.line);
        let own = first_of_line.filter(|key| !key.is_commented && !self.is_of_words(key));
        own.filter_map(|key| Some((key, self.place(key)?)))
    }

    /// The sections or blocks around a key.
    fn around<'k>(&self, key: &'k str, place: &Place) -> &'k str {
        match self.format {
            ConfigFormat::Properties | ConfigFormat::Env => "",
            _ => key.get(..key.len().saturating_sub(place.name.len())).unwrap_or("").trim_end_matches('.'),
        }
    }

    /// The name on its line of a key among others of a section or block; nothing where it belongs in another.
    fn name_in(&self, around: &str, key: &str) -> Option<String> {
        match self.format {
            ConfigFormat::Env => written::variable(key),
            ConfigFormat::Properties => Some(written::property(key)),
            _ if around.is_empty() => Some(key.to_owned()),
            _ => {
                let is_in = canonical(key).strip_prefix(&canonical(around)).is_some_and(|rest| rest.starts_with('.'));
                is_in.then(|| key.get(around.len().saturating_add(1)..).map(str::to_owned)).flatten()
            }
        }
    }

    /// What stands between name and value beside, else in the first line that has both, else usually.
    fn sign_beside(&self, beside: Option<&Place>) -> String {
        let sign = |place: &Place| Some(self.get(place.name.end..place.value.start)).filter(|sign| !sign.is_empty());
        let between = beside.and_then(sign).or_else(|| self.placed().find_map(|(_, place)| sign(&place)));
        let usual = if matches!(self.format, ConfigFormat::Directives | ConfigFormat::Nginx) { " " } else { "=" };
        between.unwrap_or(usual).to_owned()
    }
}
