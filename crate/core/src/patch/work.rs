//! One file, fix after fix.

use crate::config::{canonical, is_masked, relaxed, shown_value};
use crate::context::OwnConfig;
use crate::facts::{ConfigFormat, ConfigKey};
use crate::limits::PATCH_WORK_BYTES;
use crate::packs::Fix;

use super::check::{self, Wanted, below};
use super::diff;
use super::draft::Draft;
use super::hidden::Hidden;
use super::notation::{self, Change, Edit, Notation, Value};

/// A file on which fixes are tried, each on top of those before it.
pub(super) struct Work<'c> {
    config: &'c OwnConfig,
    old: Draft,
    hidden: Hidden,
    new: Draft,
    /// Whether a diff, which is UTF-8, can show nothing but ASCII of the file's encoding.
    is_ascii_only: bool,
    /// Bytes that may still be read again.
    left_bytes: usize,
}

/// Why a fix is not in the diff.
type Why = String;

impl<'c> Work<'c> {
    /// Begins with the file as it is.
    ///
    /// # Errors
    /// Why no change of it can be a diff.
    pub(super) fn new(config: &'c OwnConfig) -> Result<Self, Why> {
        if config.bytes.is_empty() && !config.keys.is_empty() {
            return Err("the file is too large for a patch".to_owned());
        }
        if let Some(broken) = &config.broken {
            return Err(format!("the file is broken in line {}", broken.line));
        }
        // UTF-16, with a mark or without.
        if config.bytes.starts_with(&[0xFF, 0xFE])
            || config.bytes.starts_with(&[0xFE, 0xFF])
            || config.bytes.contains(&0)
        {
            return Err("the file is in UTF-16, which a patch cannot change".to_owned());
        }
        let utf8 = std::str::from_utf8(&config.bytes).map(str::to_owned);
        let is_ascii_only = utf8.is_err();
        let text = utf8.unwrap_or_else(|_| config.bytes.iter().copied().map(char::from).collect());
        let old = Draft::new(&config.name, config.format, text);
        if old.read.is_cut || old.read.broken.is_some() {
            return Err("not all of the file could be read".to_owned());
        }
        let hidden = Hidden::of(&old, is_ascii_only);
        Ok(Self { config, new: old.clone(), old, hidden, is_ascii_only, left_bytes: PATCH_WORK_BYTES })
    }

    /// The diff of all that was done.
    pub(super) fn diff(&self) -> String {
        diff::unified(&self.config.name, &self.old, &self.new, |line| self.hidden.is(line))
    }

    /// Makes a change, or leaves everything as it was; `false` where there is nothing to do.
    ///
    /// # Errors
    /// Why somebody has to do it by hand.
    pub(super) fn apply(&mut self, fix: &Fix) -> Result<bool, Why> {
        if !is_needed(fix, &self.new.read.keys) {
            return Ok(false);
        }
        let (Fix::Set { key, .. } | Fix::Delete { key } | Fix::Rename { key, .. }) = fix;
        stay_clear(&Found::of(&self.new.read.keys, key))?;
        let before = self.new.clone();
        let done = match fix {
            Fix::Set { key, value } => self.set(key, value),
            Fix::Delete { key } => self.delete(key),
            Fix::Rename { key, to } => self.rename(key, to),
        };
        if done.is_err() {
            self.new = before;
        }
        done.map(|()| true)
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), Why> {
        let found = Found::of(&self.new.read.keys, key);
        match found.keys.as_slice() {
            _ if found.is_below => Err("it is a map".to_owned()),
            [] => self.step(&Wanted::Insert { key, value }, |notation| notation.insert(key, Value::Meant(value))),
            [one] => self.step(&Wanted::Set { key: &one.key, value }, |notation| {
                notation.change(&one.key, &[one], Change::Set(value))
            }),
            _ => Err(SEVERAL.to_owned()),
        }
    }

    fn delete(&mut self, key: &str) -> Result<(), Why> {
        let found = Found::of(&self.new.read.keys, key);
        let keys: Vec<&ConfigKey> = found.keys.iter().collect();
        let wanted = Wanted::Remove { key: &found.name };
        if keys.len() > 1 && !found.is_below && self.config.format != ConfigFormat::Yaml {
            return Err(SEVERAL.to_owned());
        }
        self.step(&wanted, |notation| notation.change(&found.name, &keys, Change::Remove))
    }

    fn rename(&mut self, key: &str, to: &str) -> Result<(), Why> {
        let found = Found::of(&self.new.read.keys, key);
        if !Found::of(&self.new.read.keys, to).keys.is_empty() && relaxed(key) != relaxed(to) {
            return Err(format!("`{}` is set already", crate::facts::excerpt(to)));
        }
        if found.is_below && !is_tree(self.config.format) {
            return self.rename_each(&found, to);
        }
        let [one, others @ ..] = found.keys.as_slice() else { return Ok(()) };
        if !others.is_empty() && !found.is_below && self.config.format != ConfigFormat::Yaml {
            return Err(SEVERAL.to_owned());
        }
        let keys: Vec<&ConfigKey> = found.keys.iter().collect();
        let notation = self.notation()?;
        if notation.is_beside(&found.name, &keys, to) {
            drop(notation);
            let wanted = Wanted::Rename { key: &found.name, to };
            return self.step(&wanted, |notation| notation.change(&found.name, &keys, Change::Rename(to)));
        }
        let written = notation.written(&found.name, &keys).filter(|_| !found.is_below);
        drop(notation);
        let written = written.ok_or("its value would have to move to another place")?;
        // Put there before it is taken away, so that a map around both is never without members.
        self.step(&Wanted::Insert { key: to, value: &one.value }, |notation| {
            notation.insert(to, Value::AsWritten(&written))
        })?;
        let again = Found::of(&self.new.read.keys, &one.key);
        let keys: Vec<&ConfigKey> = again.keys.iter().collect();
        self.step(&Wanted::Remove { key: &one.key }, |notation| notation.change(&one.key, &keys, Change::Remove))
    }

    /// Everything below a key, where each has a line of its own.
    fn rename_each(&mut self, found: &Found, to: &str) -> Result<(), Why> {
        for key in &found.keys {
            let rest = key.key.get(found.name.len()..).unwrap_or("");
            self.rename(&key.key, &format!("{to}{rest}"))?;
        }
        Ok(())
    }

    fn notation(&self) -> Result<Box<dyn Notation + '_>, Why> {
        notation::of(self.config.format, self.new.body(), &self.new.read.keys)
    }

    /// One edit: made, read again, and kept only where it did what was wanted, and shows no secret.
    fn step(&mut self, wanted: &Wanted<'_>, edit: impl FnOnce(&dyn Notation) -> Edit) -> Result<(), Why> {
        let cost = self.new.body().len();
        self.left_bytes = self.left_bytes.checked_sub(cost).ok_or("there are too many changes for so large a file")?;
        let splices = edit(&*self.notation()?)?;
        let format = self.config.format;
        let next = self.new.changed(&self.config.name, format, splices).ok_or("where it stands is not clear")?;
        let is_read = next.read.broken.is_none() && !next.read.is_cut;
        if !is_read || !check::holds(&self.new.read.keys, &next.read.keys, wanted, format) {
            return Err(match wanted {
                Wanted::Insert { .. } => "where it belongs is not clear".to_owned(),
                _ => "more than this key would be another".to_owned(),
            });
        }
        let hidden = Hidden::of(&next, self.is_ascii_only);
        let shows = |change: &diff::Change| {
            change.old.clone().any(|line| self.hidden.is(line)) || change.new.clone().any(|line| hidden.is(line))
        };
        if diff::changes(&self.old, &next).iter().any(shows) {
            return Err(SECRET.to_owned());
        }
        self.new = next;
        Ok(())
    }
}

/// What is not touched, whatever the format.
fn stay_clear(found: &Found) -> Result<(), Why> {
    if found.keys.iter().any(|key| is_masked(&key.value)) {
        return Err(SECRET.to_owned());
    }
    if found.keys.len() > MOST_KEYS {
        return Err(format!("it is {} keys", found.keys.len()));
    }
    if found.name.ends_with(']') {
        return Err("it is an item of a list".to_owned());
    }
    if found.name.starts_with('-') {
        return Err("a flag is changed in the command that has it".to_owned());
    }
    Ok(())
}

/// Keys that one fix may be about.
const MOST_KEYS: usize = 200;

const SEVERAL: &str = "it is set more than once";
const SECRET: &str = "a line of it holds a secret, or something that a patch cannot show";

/// Whether there is something to do for a fix.
pub(super) fn is_needed(fix: &Fix, keys: &[ConfigKey]) -> bool {
    match fix {
        Fix::Set { key, value } => {
            let found = Found::of(keys, key);
            let is_so = |own: &ConfigKey| !is_masked(&own.value) && own.value == shown_value(&own.key, value);
            found.is_below || found.keys.is_empty() || !found.keys.iter().all(is_so)
        }
        Fix::Delete { key } | Fix::Rename { key, .. } => !Found::of(keys, key).keys.is_empty(),
    }
}

/// What is set of a key.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The places where it is, or where what is below it is.
    pub(super) keys: Vec<ConfigKey>,
    /// Whether it is a map, so that only what is in it stands in the list.
    pub(super) is_below: bool,
    /// Its name as the file has it.
    pub(super) name: String,
}

impl Found {
    /// The key itself, else what stands below it, else the only one of nearly the same name.
    pub(super) fn of(keys: &[ConfigKey], key: &str) -> Self {
        let set = || keys.iter().filter(|own| !own.is_commented);
        let wanted = canonical(key);
        let all =
            |fits: &dyn Fn(&str) -> bool| -> Vec<ConfigKey> { set().filter(|own| fits(&own.key)).cloned().collect() };
        let same = all(&|own| canonical(own) == wanted);
        if let Some(first) = same.first() {
            let name = first.key.clone();
            return Self { keys: same, is_below: false, name };
        }
        let inner = all(&|own| below(&canonical(own), &wanted).is_some());
        if let Some(first) = inner.first() {
            let name = first.key.get(..key.len()).unwrap_or(key).to_owned();
            return Self { keys: inner, is_below: true, name };
        }
        let letters = relaxed(key);
        let nearly = all(&|own| !letters.is_empty() && relaxed(own) == letters);
        match nearly.first().filter(|_| nearly.len() == 1) {
            Some(one) => Self { name: one.key.clone(), keys: nearly, is_below: false },
            None => Self::default(),
        }
    }
}

/// Formats in which a map is a piece of text.
fn is_tree(format: ConfigFormat) -> bool {
    use ConfigFormat::{Json, Json5, Jsonc, Toml, Yaml};
    matches!(format, Yaml | Json | Jsonc | Json5 | Toml)
}
