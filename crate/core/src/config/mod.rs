//! Configuration: the text of a file becomes keys with their places, whatever the format.
//!
//! The package's files and the user's own are read alike, so that they can be laid side by side. One file here is one
//! format; `format` tells which a file has, `keys` collects what they find and lets no secret out.

mod command;
mod comments;
mod directives;
mod dockerfile;
mod env;
mod environment;
mod format;
mod helm;
mod ini;
mod keys;
pub(crate) mod kubernetes;
mod name;
mod nginx;
mod path;
mod properties;
mod python;
mod registry;
mod script;
mod secret;
mod select;
mod structured;
mod template;
mod tree;
mod xml;

pub use format::format_of;
pub use kubernetes::kubernetes_objects;
pub use name::{KeyMatch, canonical, matching, relaxed};
pub(crate) use script::Flags;
pub use select::configuration_format;
pub(crate) use select::is_of_boot_archive;

use crate::facts::{ConfigFormat, ConfigKey};
use crate::parse::document::Break;
use crate::parse::redact::redact;
use crate::parse::text::Text;

use keys::Keys;

/// A configuration file as far as it could be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConfigFile {
    /// Its keys in the order of the text; those in comments too.
    pub keys: Vec<ConfigKey>,
    /// Where and why it leaves its format. The keys before that are kept.
    pub broken: Option<ConfigBreak>,
    /// Whether there are more keys than were taken.
    pub is_cut: bool,
}

/// Why a file is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigBreak {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What is wrong.
    pub reason: String,
}

/// Reads no more than `most` keys of a file.
pub fn read(path: &str, bytes: &[u8], format: ConfigFormat, most: usize) -> ConfigFile {
    let text = Text::new(path, bytes);
    let mut file = read_into(Keys::new(&text, format, most), &text);
    file.broken = file.broken.or_else(|| not_utf8(format, bytes));
    file
}

/// Reads a file that is a value in another.
fn read_nested(path: &str, content: &str, format: ConfigFormat, most: usize) -> ConfigFile {
    let text = Text::new(path, content.as_bytes());
    read_into(Keys::new(&text, format, most).nested(), &text)
}

fn read_into(mut keys: Keys<'_>, text: &Text<'_>) -> ConfigFile {
    let format = keys.format();
    let broken = match format {
        ConfigFormat::Yaml | ConfigFormat::Template if template::is_template(text.content()) => {
            template::read(&mut keys);
            None
        }
        ConfigFormat::Yaml | ConfigFormat::Json | ConfigFormat::Jsonc | ConfigFormat::Json5 | ConfigFormat::Toml => {
            structured::read(format, &mut keys)
        }
        ConfigFormat::Xml => xml::read(&mut keys),
        ConfigFormat::Ini | ConfigFormat::Unit => ini::read(&mut keys),
        ConfigFormat::Properties => without_break(properties::read, &mut keys),
        ConfigFormat::Env => without_break(env::read, &mut keys),
        ConfigFormat::Dockerfile => without_break(dockerfile::read, &mut keys),
        ConfigFormat::Nginx => nginx::read(&mut keys),
        ConfigFormat::Directives => without_break(directives::read, &mut keys),
        ConfigFormat::Registry => without_break(registry::read, &mut keys),
        ConfigFormat::Python => without_break(python::read, &mut keys),
        ConfigFormat::Script => without_break(script::read, &mut keys),
        ConfigFormat::Template => without_break(template::read, &mut keys),
    };
    let broken = broken.map(|broken| located(text, &broken));
    let (keys, is_cut) = keys.finish();
    ConfigFile { keys, broken, is_cut }
}

/// A value as it may be shown beside its key: an excerpt without secrets.
pub(crate) fn shown_value(key: &str, value: &str) -> String {
    crate::facts::excerpt(&secret::shown(value, secret::is_secret_key(key), false))
}

/// Whether a value as shown is not all of it, for it is a secret.
pub(crate) fn is_masked(shown: &str) -> bool {
    shown.contains(secret::MASK)
}

/// Whether a word of a line names a secret, or is one, so that the line, or the one after it, may hold its value.
pub(crate) fn may_name_secret(line: &str) -> bool {
    let words = line.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')));
    words.into_iter().any(secret::is_secret_name) || is_masked(&secret::shown(line, false, true))
}

fn without_break(read: fn(&mut Keys<'_>), keys: &mut Keys<'_>) -> Option<Break> {
    read(keys);
    None
}

fn located(text: &Text<'_>, broken: &Break) -> ConfigBreak {
    let (line, column) = text.position(broken.at);
    ConfigBreak { line, column, reason: crate::facts::excerpt(&redact(&broken.reason)) }
}

/// TOML is UTF-8 with at most one mark and nothing else; JSON and YAML may be UTF-16, but not Latin-1.
fn not_utf8(format: ConfigFormat, bytes: &[u8]) -> Option<ConfigBreak> {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    let at = match format {
        ConfigFormat::Toml if bytes.strip_prefix(MARK).is_some_and(|rest| rest.starts_with(MARK)) => MARK.len(),
        ConfigFormat::Toml => {
            let first_zero = bytes.iter().position(|&byte| byte == 0);
            first_zero.or_else(|| Some(std::str::from_utf8(bytes).err()?.valid_up_to()))?
        }
        ConfigFormat::Json | ConfigFormat::Json5 | ConfigFormat::Yaml => {
            if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
                return None;
            }
            std::str::from_utf8(bytes).err()?.valid_up_to()
        }
        _ => return None,
    };
    let before = bytes.get(..at).unwrap_or_default();
    let line = before.iter().filter(|&&byte| byte == b'\n').count().saturating_add(1);
    let column = before.iter().rev().take_while(|&&byte| byte != b'\n').count().saturating_add(1);
    let clamp = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Some(ConfigBreak { line: clamp(line), column: clamp(column), reason: "bytes that are no UTF-8 text".to_owned() })
}
