//! YAML, JSON and its relatives, and TOML.

use crate::facts::ConfigFormat;
use crate::parse::document::{Break, Document, json, toml, yaml};

use super::comments::{self, Syntax};
use super::environment;
use super::keys::Keys;
use super::tree::{self, Meaning};

/// Adds the keys of all documents; the first break.
pub(super) fn read(format: ConfigFormat, keys: &mut Keys<'_>) -> Option<Break> {
    let content = keys.text().content();
    let documents = match format {
        ConfigFormat::Json => vec![json::read(content)],
        ConfigFormat::Jsonc => vec![json::read_relaxed(content)],
        ConfigFormat::Json5 => vec![json::read_json5(content)],
        ConfigFormat::Toml => vec![toml::read(content)],
        _ => yaml::read_all_expanded(content),
    };
    let syntax = match format {
        ConfigFormat::Yaml => Some(Syntax::Yaml),
        ConfigFormat::Toml => Some(Syntax::Toml),
        _ => None,
    };
    let meaning = Meaning { merges: format == ConfigFormat::Yaml, ..Meaning::default() };
    let mut places = Vec::new();
    for document in &documents {
        if !environment::read(document, keys) {
            places.append(&mut tree::flatten(&document.root, meaning, keys));
        }
    }
    if let Some(syntax) = syntax {
        comments::read(syntax, places, keys);
    }
    documents.into_iter().find_map(|Document { broken, .. }| broken)
}
