//! What containers get as their environment: Kubernetes objects and Compose files.
//!
//! These files say how something runs, and set its keys by the way. So the variables are the keys, by their own names,
//! beside a ConfigMap's entries; how many replicas there are is for other facts.

use crate::parse::document::{Document, Key, Node, Value};

use super::keys::{Entry, Keys};
use super::tree::{self, Meaning};

/// Adds the variables of a document that is such a file; whether it is one.
pub(super) fn read(document: &Document, keys: &mut Keys<'_>) -> bool {
    let root = &document.root;
    if root.get("apiVersion").and_then(Node::text).is_some()
        && let Some(kind) = root.get("kind").and_then(Node::text)
    {
        object(root, kind, keys);
        return true;
    }
    let Some(services) = root.get("services").filter(|services| is_compose(services)) else { return false };
    for (_, service) in services.members() {
        if let Some(environment) = service.get("environment") {
            variables(environment, keys);
        }
    }
    true
}

/// Whether every service is made of an image or built.
fn is_compose(services: &Node) -> bool {
    let members = services.members();
    !members.is_empty()
        && members.iter().all(|(_, service)| ["image", "build", "extends"].iter().any(|key| service.get(key).is_some()))
}

/// Kubernetes: data of a ConfigMap or Secret, a custom resource's `spec`, and every container's variables.
fn object(root: &Node, kind: &str, keys: &mut Keys<'_>) {
    match kind {
        "ConfigMap" | "Secret" => {
            for (key, node) in ["data", "stringData", "binaryData"].iter().flat_map(|data| members_of(root, data)) {
                let entry = Entry { key: &key.text, value: node.text().unwrap_or(""), at: key.at, ..Entry::default() };
                keys.add(Entry { is_secret: kind == "Secret", ..entry });
            }
        }
        _ if has_containers(root) => containers(root, keys),
        _ => {
            tree::flatten(root, Meaning { merges: true, ..Meaning::default() }, keys);
        }
    }
}

fn members_of<'n>(node: &'n Node, key: &str) -> &'n [(Key, Node)] {
    node.get(key).map_or(&[], Node::members)
}

const POD_PATHS: &[&[&str]] =
    &[&["spec"], &["spec", "template", "spec"], &["spec", "jobTemplate", "spec", "template", "spec"]];

fn has_containers(root: &Node) -> bool {
    POD_PATHS.iter().any(|path| pod(root, path).is_some_and(|pod| pod.get("containers").is_some()))
}

fn pod<'n>(root: &'n Node, path: &[&str]) -> Option<&'n Node> {
    path.iter().try_fold(root, |node, name| node.get(name))
}

fn containers(root: &Node, keys: &mut Keys<'_>) {
    for pod in POD_PATHS.iter().filter_map(|path| pod(root, path)) {
        let lists = ["initContainers", "containers"].iter().filter_map(|list| pod.get(list));
        for environment in lists.flat_map(Node::items).filter_map(|container| container.get("env")) {
            variables(environment, keys);
        }
    }
}

/// `{NAME: value}`, `[NAME=value]` or `[{name: NAME, value: value}]`.
fn variables(environment: &Node, keys: &mut Keys<'_>) {
    for (key, node) in environment.members() {
        keys.set(&key.text, node.text().unwrap_or(""), key.at);
    }
    for item in environment.items() {
        match &item.value {
            Value::Scalar(scalar) => {
                let (name, value) = scalar.text.split_once('=').unwrap_or((&scalar.text, ""));
                keys.set(name, value, item.at);
            }
            _ => {
                let Some(name) = item.get("name").and_then(Node::text) else { continue };
                let value = item.get("value").and_then(Node::text).unwrap_or("");
                keys.set(name, value, item.at);
            }
        }
    }
}
