//! The objects of Kubernetes manifests: `apiVersion`, `kind` and name of every document.

use crate::facts::{KubernetesObject, excerpt};
use crate::limits::DOCUMENT_DEPTH;
use crate::parse::document::{Document, Node, json, yaml};
use crate::parse::text::Text;

use super::helm;
use super::template::is_template;

/// The objects of a manifest, of a template of one, or of a list of what runs in a cluster (`kubectl get -o yaml`), in the
/// order of the text. Empty where the text is something else.
pub fn kubernetes_objects(path: &str, bytes: &[u8]) -> Vec<KubernetesObject> {
    let text = Text::new(path, bytes);
    let content = text.content();
    // Most files are no manifests, and reading a whole document costs.
    if !content.contains("apiVersion") || !content.contains("kind") {
        return Vec::new();
    }
    let is_json = content.trim_start().starts_with('{');
    let documents = if is_json { vec![json::read(content)] } else { yaml::read_all(content) };
    objects(&documents, &text)
}

/// The same where the text was read already. A template that is no YAML is read line by line.
pub(crate) fn objects(documents: &[Document], text: &Text<'_>) -> Vec<KubernetesObject> {
    let is_broken = documents.iter().any(|document| document.broken.is_some());
    if is_broken && is_template(text.content()) {
        return helm::objects(text);
    }
    let mut objects = Vec::new();
    for (named, node) in documents.iter().flat_map(|document| members(&document.root)) {
        let (Some(api_version), Some(kind)) = (named.api_version, named.kind) else { continue };
        let name = node.get("metadata").and_then(|metadata| metadata.get("name")).and_then(Node::word);
        let at = node.word_of("apiVersion").map_or(node.at, |(_, at)| at);
        objects.extend(object(api_version, kind, name.unwrap_or(""), || text.site(at)));
    }
    objects
}

/// An object of these words; nothing where they cannot be those of one.
pub(super) fn object(
    api_version: &str,
    kind: &str,
    name: &str,
    site: impl FnOnce() -> crate::facts::Site,
) -> Option<KubernetesObject> {
    let is_api_version = api_version.starts_with(|c: char| c.is_ascii_lowercase())
        && api_version.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/'));
    let is_kind = kind.starts_with(|c: char| c.is_ascii_uppercase()) && kind.chars().all(|c| c.is_ascii_alphanumeric());
    let name = if name.contains("{{") { "" } else { name };
    (is_api_version && is_kind).then(|| KubernetesObject {
        api_version: excerpt(api_version),
        kind: excerpt(kind),
        name: excerpt(name),
        site: site(),
    })
}

/// What an object is called, as it says itself or as the list around it does.
#[derive(Clone, Copy, Default)]
pub(crate) struct Named<'n> {
    pub(crate) api_version: Option<&'n str>,
    pub(crate) kind: Option<&'n str>,
}

/// The object that a document is, or those that it lists: `items` of a `List` or `DeploymentList`, `objects` of an OpenShift
/// `Template`. The list itself is none.
pub(crate) fn members(root: &Node) -> Vec<(Named<'_>, &Node)> {
    let mut found = Vec::new();
    let mut open = vec![(Named::default(), root, 0_usize)];
    while let Some((around, node, depth)) = open.pop() {
        let word = |key: &str| node.get(key).and_then(Node::word);
        let named =
            Named { api_version: word("apiVersion").or(around.api_version), kind: word("kind").or(around.kind) };
        let Some(kind) = named.kind else { continue };
        let list = match kind.strip_suffix("List") {
            Some(item) => node.get("items").map(|items| (items, item)),
            None if kind == "Template" => node.get("objects").map(|objects| (objects, "")),
            None => None,
        };
        match list {
            Some((items, item_kind)) if depth < DOCUMENT_DEPTH => {
                let kind = Some(item_kind).filter(|kind| !kind.is_empty());
                // A `List` of everything says nothing about its items.
                let around = Named { api_version: named.api_version.filter(|_| kind.is_some()), kind };
                open.extend(items.items().iter().rev().map(|item| (around, item, depth.saturating_add(1))));
            }
            _ => found.push((named, node)),
        }
    }
    found
}
