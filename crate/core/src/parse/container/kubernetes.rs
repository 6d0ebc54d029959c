//! Kubernetes manifests: the objects, what custom resources deprecate, and the images of containers in objects of any kind.

use crate::config::kubernetes;
use crate::facts::{Facts, Manifest};
use crate::parse::config::custom_resource;
use crate::parse::document::{Document, Node, json, yaml};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, head};

use super::image::Image;
use super::images::{self, Images};
use super::tree;

pub(in crate::parse) const FORMAT: Format = Format { name: "Kubernetes", matches, parse };

/// Kustomize sets the images of the objects that it puts together, and need not say of which kind it is.
const KUSTOMIZATION: &[&str] = &["kustomization.yaml", "kustomization.yml"];

fn matches(candidate: &Candidate<'_>) -> bool {
    if candidate.is_named(KUSTOMIZATION) {
        return true;
    }
    if candidate.has_extension("yaml") || candidate.has_extension("yml") {
        // `apiVersion: v2` of a chart is another matter.
        let has_line = |lines: [&[u8]; 2]| lines.iter().any(|line| head::has_line(candidate.head, line));
        return has_line([b"apiVersion:", b"- apiVersion:"]) && has_line([b"kind:", b"- kind:"]);
    }
    candidate.has_extension("json")
        && candidate.head.trim_ascii_start().starts_with(b"{")
        && candidate.head_holds(b"\"apiVersion\"")
        && candidate.head_holds(b"\"kind\"")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let mut sink = Sink::new(facts, path, input.most_facts);
    let documents = if input.file.name().ends_with(".json") {
        vec![json::read(text.content())]
    } else {
        yaml::read_all(text.content())
    };
    kubernetes::objects(&documents, &text).into_iter().for_each(|object| sink.object(object));
    if documents.iter().any(|document| document.broken.is_some()) && text.content().contains("{{") {
        sink.skip("it is a template: which images it names is decided when it is installed".to_owned());
        return;
    }
    for (_, object) in documents.iter().flat_map(|document| kubernetes::members(&document.root)) {
        custom_resource::read(object, &text, &mut sink);
    }
    sink.manifest(manifest(&documents, &text));
    let mut images = Images::new(&mut sink, &text);
    for document in &documents {
        for member in tree::members(&document.root) {
            match (member.key.text.as_str(), member.value.word()) {
                ("image", Some(reference)) if !is_block_device(member.parent) => images.add(reference, member.value.at),
                // Custom resources write it as charts do.
                ("image", None) => images.add_parts(member.value),
                ("images", None) => member.value.items().iter().for_each(|item| replaced(item, &mut images)),
                _ => {}
            }
        }
    }
}

/// `{name: …, newName: …, newTag: …, digest: …}` of Kustomize.
fn replaced(item: &Node, images: &mut Images<'_, '_, '_>) {
    let word = |key: &str| item.get(key).and_then(Node::word);
    let (tag, digest) = (word("newTag"), word("digest"));
    let Some(name) = item.get("newName").or_else(|| item.get("name")) else { return };
    if let Some(image) = name.word().filter(|_| tag.is_some() || digest.is_some()).and_then(Image::read) {
        images.add_image(image.with(tag, digest), name.at);
    }
}

/// One for the file: broken where the first of its documents is, with the keys that stand twice in any of them.
fn manifest(documents: &[Document], text: &Text<'_>) -> Manifest {
    let mut whole = Document::default();
    for document in documents {
        whole.broken = whole.broken.or_else(|| document.broken.clone());
        whole.duplicate_keys.extend(document.duplicate_keys.iter().cloned());
    }
    images::manifest("Kubernetes", &whole, text)
}

/// The image of a Ceph volume (`rbd`) is a disk.
fn is_block_device(map: &Node) -> bool {
    map.get("monitors").is_some() || map.get("pool").is_some()
}
