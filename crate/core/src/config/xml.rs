//! XML: pairs of a name and a value are keys by that name, everything else by its path of elements and attributes.
//!
//! Pairs: `<property name="…" value="…"/>` (Spring, Log4j, Ant), `<add key="…" value="…"/>` (.NET), `<property><name>…
//! </name><value>…</value></property>` (Hadoop), `<entry key="…">…</entry>` (Java properties), `<context-param>`.

use crate::parse::document::{Break, Document, Key, Node, Value, xml};

use super::keys::{Entry, Keys};
use super::secret;
use super::tree::{self, Meaning};

/// Adds the keys; where the document breaks.
pub(super) fn read(keys: &mut Keys<'_>) -> Option<Break> {
    let mut document = xml::read(keys.text().content());
    take_pairs(&mut document.root, false, keys);
    let Document { root, broken, .. } = document;
    tree::flatten(&root, Meaning { repeats_are_lists: true, ..Meaning::default() }, keys);
    broken
}

/// Adds the pairs and takes them out of the tree. Depth is bounded by the reader.
fn take_pairs(node: &mut Node, is_secret: bool, keys: &mut Keys<'_>) {
    let Value::Map(members) = &mut node.value else { return };
    let had_members = !members.is_empty();
    members.retain_mut(|(key, node)| match pair(node) {
        Some((name, value)) => {
            let is_secret = is_secret || key.text == "connectionStrings" || secret::is_secret_name(&key.text);
            keys.add(Entry { key: name, value, at: node.at, is_secret, ..Entry::default() });
            false
        }
        None => {
            let is_secret = is_secret || is_connection_list(key);
            take_pairs(node, is_secret, keys);
            !matches!(&node.value, Value::Map(members) if members.is_empty())
        }
    });
    // What held nothing but pairs is no key of its own.
    if had_members && members.is_empty() {
        node.value = Value::default();
    }
}

fn is_connection_list(key: &Key) -> bool {
    key.text == "connectionStrings"
}

/// The name and value of an element that is such a pair.
fn pair(node: &Node) -> Option<(&str, &str)> {
    const NAMES: &[&str] = &["name", "key", "param-name", "env-entry-name"];
    const VALUES: &[&str] = &["value", "param-value", "env-entry-value", "connectionString", xml::TEXT];
    let text = |name: &&str| match &node.get(name)?.value {
        Value::Scalar(scalar) => Some(scalar.text.as_str()),
        _ => None,
    };
    let name = NAMES.iter().find_map(text).filter(|name| !name.is_empty())?;
    Some((name, VALUES.iter().find_map(text)?))
}
