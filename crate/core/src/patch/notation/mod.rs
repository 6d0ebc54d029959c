//! How each format is changed: where a key stands, and which pieces of text have to be others.

mod block;
mod braces;
mod json;
mod line;
mod outline;
mod tables;
mod toml;
mod tree;

mod xml;
mod xml_outline;
mod yaml;

use crate::facts::{ConfigFormat, ConfigKey};

use super::draft::Splice;

/// The pieces of text that make a change, or why it has to be made by hand.
pub(super) type Edit = Result<Vec<Splice>, String>;

/// A value to write.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value<'v> {
    /// By what it means; it is quoted and escaped as the format wants it.
    Meant(&'v str),
    /// As the file has it elsewhere, quotes and all.
    AsWritten(&'v str),
}

/// What a key is to become.
#[derive(Clone, Copy, Debug)]
pub(super) enum Change<'c> {
    Set(&'c str),
    Remove,
    /// Another name in the same place.
    Rename(&'c str),
}

/// A file in a format that can be changed.
pub(super) trait Notation {
    /// Changes the key, or what stands below it; `keys` are the places.
    fn change(&self, key: &str, keys: &[&ConfigKey], change: Change<'_>) -> Edit;

    /// Adds a key that is not there.
    fn insert(&self, key: &str, value: Value<'_>) -> Edit;

    /// Whether another name for a key stands in the same place.
    fn is_beside(&self, key: &str, keys: &[&ConfigKey], to: &str) -> bool;

    /// The value of a key as it is written, where it can be moved.
    fn written(&self, key: &str, keys: &[&ConfigKey]) -> Option<String>;
}

/// The notation of a text.
///
/// # Errors
/// Why a format is not changed.
pub(super) fn of<'t>(
    format: ConfigFormat,
    text: &'t str,
    keys: &'t [ConfigKey],
) -> Result<Box<dyn Notation + 't>, String> {
    let tree = |outline: Option<outline::Outline>| {
        let outline = outline.ok_or_else(|| "its structure is not clear".to_owned())?;
        Ok::<Box<dyn Notation + 't>, String>(Box::new(tree::Tree { format, text, outline }))
    };
    match format {
        ConfigFormat::Yaml if ["{{", "{%", "<%"].iter().any(|sign| text.contains(sign)) => Err(TEMPLATE.to_owned()),
        ConfigFormat::Yaml => tree(yaml::outline(text)),
        ConfigFormat::Json | ConfigFormat::Jsonc | ConfigFormat::Json5 => tree(json::outline(text)),
        ConfigFormat::Toml => tree(toml::outline(text)),
        ConfigFormat::Xml => Ok(Box::new(xml::Xml::new(text)?)),
        ConfigFormat::Registry => Err("a file of the Windows registry is merged, not edited".to_owned()),
        ConfigFormat::Template => Err(TEMPLATE.to_owned()),
        ConfigFormat::Python | ConfigFormat::Script => Err("the file is a program".to_owned()),
        ConfigFormat::Ini
        | ConfigFormat::Unit
        | ConfigFormat::Properties
        | ConfigFormat::Env
        | ConfigFormat::Dockerfile
        | ConfigFormat::Nginx
        | ConfigFormat::Directives => Ok(Box::new(line::Lines::new(format, text, keys))),
    }
}

const TEMPLATE: &str = "the file is a template";
