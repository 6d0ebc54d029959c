//! Where the readers put what they find.

use crate::facts::{ConfigFormat, ConfigKey, FileFact, Purpose, excerpt};
use crate::limits::CONFIG_KEY_BYTES;
use crate::parse;
use crate::parse::text::Text;

use super::ConfigFile;
use super::path::cut;
use super::secret;

/// Most bytes of a value that are looked at: an excerpt shows far fewer.
const VALUE_BYTES: usize = 4_096;

/// Most bytes of a program's name that are kept.
const PROGRAM_BYTES: usize = 64;

/// Collects the keys of one file. Everything that is shown goes through here, so that no secret gets out.
pub(super) struct Keys<'t> {
    text: &'t Text<'t>,
    format: ConfigFormat,
    is_sample: bool,
    most: usize,
    is_nested: bool,
    found: Vec<(usize, ConfigKey)>,
    is_cut: bool,
}

/// A key as a reader finds it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry<'e> {
    pub(super) key: &'e str,
    pub(super) value: &'e str,
    /// Byte offset in the text.
    pub(super) at: usize,
    pub(super) is_commented: bool,
    /// Whether what is around it says that the value is a secret; the key's own name is looked at anyhow.
    pub(super) is_secret: bool,
    /// The program that a flag is for.
    pub(super) program: &'e str,
}

impl<'t> Keys<'t> {
    pub(super) fn new(text: &'t Text<'t>, format: ConfigFormat, most: usize) -> Self {
        Self {
            text,
            format,
            is_sample: is_sample(text.path()),
            most,
            is_nested: false,
            found: Vec::new(),
            is_cut: false,
        }
    }

    /// The same for a text that is a value in another file.
    pub(super) fn nested(self) -> Self {
        Self { is_nested: true, ..self }
    }

    /// The text that is read.
    pub(super) fn text(&self) -> &'t Text<'t> {
        self.text
    }

    /// How the text is written.
    pub(super) fn format(&self) -> ConfigFormat {
        self.format
    }

    /// Whether no more keys are taken.
    pub(super) fn is_full(&self) -> bool {
        self.is_cut
    }

    /// Adds a key that is set.
    pub(super) fn set(&mut self, key: &str, value: &str, at: usize) {
        self.add(Entry { key, value, at, ..Entry::default() });
    }

    /// Adds a key.
    pub(super) fn add(&mut self, entry: Entry<'_>) {
        let name = excerpt_of_key(entry.key);
        if name.is_empty() {
            return;
        }
        if self.found.len() >= self.most {
            self.is_cut = true;
            return;
        }
        let is_secret = entry.is_secret || secret::is_secret_key(entry.key);
        let words_name = matches!(self.format, ConfigFormat::Directives | ConfigFormat::Nginx);
        let value = excerpt(&secret::shown(cut(entry.value, VALUE_BYTES), is_secret, words_name));
        let line = self.text.line_of(entry.at);
        let key = ConfigKey {
            path: self.text.path().to_owned(),
            line,
            key: name,
            value,
            is_commented: entry.is_commented,
            is_sample: self.is_sample,
            format: self.format,
            program: excerpt(cut(entry.program, PROGRAM_BYTES)),
        };
        self.found.push((entry.at, key));
    }

    /// Adds the keys of a file that stands in this one as the value of the key at `at`, from the line after `line_before`
    /// on: line by line, or all in that line.
    pub(super) fn nest(&mut self, file: ConfigFile, at: usize, line_before: u32, has_lines: bool) {
        self.is_cut |= file.is_cut;
        for key in file.keys {
            let line = line_before.saturating_add(if has_lines { key.line } else { 1 });
            self.found.push((at, ConfigKey { line, is_sample: self.is_sample, ..key }));
        }
    }

    /// Whether the text is itself a value in another file: then no files are looked for in it.
    pub(super) fn is_nested(&self) -> bool {
        self.is_nested
    }

    /// How many more keys are taken.
    pub(super) fn room(&self) -> usize {
        self.most.saturating_sub(self.found.len())
    }

    /// The keys in the order of the text, and whether some are missing.
    pub(super) fn finish(mut self) -> (Vec<ConfigKey>, bool) {
        self.found.sort_by_key(|(at, _)| *at);
        (self.found.into_iter().map(|(_, key)| key).collect(), self.is_cut)
    }
}

/// A key for showing: control characters replaced, and not longer than a path may be.
fn excerpt_of_key(key: &str) -> String {
    excerpt(cut(key, CONFIG_KEY_BYTES))
}

/// Whether a file is one to copy, by its name: `app.conf.sample`, `sshd_config.default`, `examples/app.yml`.
fn is_sample(path: &str) -> bool {
    let file = FileFact { path: path.to_owned(), ..FileFact::default() };
    let last = path.rsplit(['.', '/']).next().unwrap_or("");
    parse::purpose(&file) == Purpose::Sample || matches!(last, "default" | "defaults" | "rpmnew" | "dpkg-dist")
}
