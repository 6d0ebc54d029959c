//! What containers get as their environment: Kubernetes objects and Compose files.
//!
//! These files say how something runs, and set its keys by the way. So the variables are the keys, by their own names,
//! beside the flags that containers get and a ConfigMap's entries; how many replicas there are is for other facts.

use crate::parse::document::{Document, Key, Node, Value};

use super::command::{self, Word};
use super::keys::{Entry, Keys};
use super::tree::{self, Meaning};
use super::{env, format_of, kubernetes};

/// Adds the variables and flags of a document that is such a file; whether it is one.
pub(super) fn read(document: &Document, keys: &mut Keys<'_>) -> bool {
    let root = &document.root;
    if root.get("apiVersion").and_then(Node::text).is_some() && root.get("kind").and_then(Node::text).is_some() {
        for (named, node) in kubernetes::members(root) {
            object(node, named.kind.unwrap_or(""), keys);
        }
        return true;
    }
    let Some(services) = root.get("services").filter(|services| is_compose(services)) else { return false };
    for (_, service) in services.members() {
        if let Some(environment) = service.get("environment") {
            variables(environment, keys);
        }
        container(service, &COMPOSE, keys);
    }
    // What stands beside the services is about Compose itself.
    let beside = root.members().iter().filter(|(key, _)| key.text != "services" && !key.text.starts_with("x-"));
    let rest = Node { value: Value::Map(beside.cloned().collect()), at: root.at };
    if !rest.members().is_empty() {
        tree::flatten(&rest, Meaning { merges: true, ..Meaning::default() }, keys);
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
            for (key, node) in ["data", "stringData", "binaryData"].iter().flat_map(|data| root.members_of(data)) {
                let value = node.text().unwrap_or("");
                if kind == "Secret" || !nested(key, node.at, value, keys) {
                    let entry = Entry { key: &key.text, value, at: key.at, ..Entry::default() };
                    keys.add(Entry { is_secret: kind == "Secret", ..entry });
                }
            }
        }
        // It describes values, and sets none.
        "CustomResourceDefinition" => {}
        _ if has_containers(root) => containers(root, keys),
        _ => {
            tree::flatten(root, Meaning { merges: true, ..Meaning::default() }, keys);
        }
    }
}

/// Adds the keys of a file that a ConfigMap holds (`application.yml: |`); whether it is one.
fn nested(key: &Key, at: usize, value: &str, keys: &mut Keys<'_>) -> bool {
    let is_file = value.contains('\n') && !keys.is_nested();
    let Some(format) = format_of(&key.text, value.as_bytes()).filter(|_| is_file) else { return false };
    let text = keys.text();
    // A block begins on a line of its own; a text in quotes is all in the line of its key.
    let line_before = text.line_of(at).saturating_sub(1);
    let has_lines = text.line_of(key.at) <= line_before;
    let file = super::read_nested(text.path(), value, format, keys.room());
    keys.nest(file, key.at, line_before, has_lines);
    true
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
        for one in lists.flat_map(Node::items) {
            if let Some(environment) = one.get("env") {
                variables(environment, keys);
            }
            container(one, &KUBERNETES, keys);
        }
    }
}

/// Where a container says what runs in it.
struct Fields {
    program: &'static str,
    arguments: &'static str,
    /// Whether the arguments may begin with the program, where it is not given apart.
    begin_with_program: bool,
}

const KUBERNETES: Fields = Fields { program: "command", arguments: "args", begin_with_program: false };
const COMPOSE: Fields = Fields { program: "entrypoint", arguments: "command", begin_with_program: true };

/// The flags of a container. Where it does not say what runs, its image does.
fn container(container: &Node, fields: &Fields, keys: &mut Keys<'_>) {
    let program = words(container.get(fields.program));
    let has_program = !program.is_empty();
    let owned: Vec<(String, usize)> = program.into_iter().chain(words(container.get(fields.arguments))).collect();
    let words: Vec<Word<'_>> = owned.iter().map(|(text, at)| Word { text, at: *at }).collect();
    let is_flag_first = words.first().is_some_and(|word| word.text.starts_with('-'));
    if has_program || fields.begin_with_program && !is_flag_first {
        command::read(&words, keys);
    } else {
        let image = container.get("image").and_then(Node::word).map_or("", image_name);
        command::flags(image, &words, keys);
    }
}

/// The words of a list, or of a text.
fn words(command: Option<&Node>) -> Vec<(String, usize)> {
    let Some(command) = command else { return Vec::new() };
    if let Some(text) = command.text() {
        return env::all_words(text).into_iter().map(|word| (word, command.at)).collect();
    }
    command.items().iter().filter_map(|item| Some((item.text()?.to_owned(), item.at))).collect()
}

/// The last part of an image's name: `quay.io/prometheus/prometheus:v2.53` is `prometheus`.
pub(super) fn image_name(reference: &str) -> &str {
    let name = reference.split('@').next().unwrap_or(reference);
    let name = name.rsplit('/').next().unwrap_or(name);
    name.split([':', '$', '{']).next().unwrap_or(name)
}

/// `{NAME: value}`, `[NAME=value]` or `[{name: NAME, value: value}]`.
fn variables(environment: &Node, keys: &mut Keys<'_>) {
    for (key, node) in environment.members() {
        variable(&key.text, node.text().unwrap_or(""), key.at, keys);
    }
    for item in environment.items() {
        match &item.value {
            Value::Scalar(scalar) => {
                let (name, value) = scalar.text.split_once('=').unwrap_or((&scalar.text, ""));
                variable(name, value, item.at, keys);
            }
            _ => {
                let Some(name) = item.get("name").and_then(Node::text) else { continue };
                let value = item.get("value").and_then(Node::text).unwrap_or("");
                variable(name, value, item.at, keys);
            }
        }
    }
}

fn variable(name: &str, value: &str, at: usize, keys: &mut Keys<'_>) {
    keys.set(name, value, at);
    command::options("", name, value, at, keys);
}
