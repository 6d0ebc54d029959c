//! `ENV` of a Dockerfile, the defaults of `ARG`, and the flags in `ENTRYPOINT` and `CMD`.

use crate::parse::container::dockerfile::Instructions;
use crate::parse::document::{Node, json};

use super::command::{self, located, program_name};
use super::env;
use super::environment::image_name;
use super::keys::Keys;

/// Adds the variables and flags.
pub(super) fn read(keys: &mut Keys<'_>) {
    let mut image = String::new();
    let mut entry_point = String::new();
    for instruction in Instructions::new(keys.text().content()) {
        let Some((keyword, rest)) = instruction.text.split_once(char::is_whitespace) else { continue };
        let (rest, at) = (rest.trim(), instruction.at);
        match keyword.to_ascii_uppercase().as_str() {
            "FROM" => {
                image = rest.split_whitespace().find(|word| !word.starts_with("--")).map_or("", image_name).to_owned();
                entry_point.clear();
            }
            "ENV" => variables(rest, at, keys),
            "ARG" => env::words(rest, |name, value| keys.set(name, value, at)),
            "ENTRYPOINT" => {
                let words = words(rest);
                entry_point = words.first().map_or("", |word| program_name(word)).to_owned();
                command::read(&located(&words, at), keys);
            }
            "CMD" => {
                let words = words(rest);
                // Arguments of the entry point, here or in the image that it begins with; else a program of its own.
                if !entry_point.is_empty() {
                    command::flags(&entry_point, &located(&words, at), keys);
                } else if words.first().is_some_and(|word| word.starts_with('-')) {
                    command::flags(&image, &located(&words, at), keys);
                } else {
                    command::read(&located(&words, at), keys);
                }
            }
            _ => {}
        }
    }
}

/// `ENV NAME=value …`, or the old form, `ENV NAME a value`.
fn variables(rest: &str, at: usize, keys: &mut Keys<'_>) {
    match rest.split_once(char::is_whitespace) {
        Some((name, value)) if !name.contains('=') => keys.set(name, value.trim(), at),
        _ => env::words(rest, |name, value| {
            keys.set(name, value, at);
            command::options("", name, value, at, keys);
        }),
    }
}

/// A command as a JSON list, or as a shell has it.
fn words(rest: &str) -> Vec<String> {
    if rest.starts_with('[') {
        let list = json::read(rest);
        return list.root.items().iter().filter_map(Node::text).map(str::to_owned).collect();
    }
    env::all_words(rest)
}
