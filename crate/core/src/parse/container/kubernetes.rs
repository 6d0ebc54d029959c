//! Kubernetes manifests: the images of containers in objects of any kind.

use crate::facts::{Facts, Manifest};
use crate::parse::document::{Document, Node, json, yaml};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::images::{self, Images};
use super::tree;

pub(in crate::parse) const FORMAT: Format = Format { name: "Kubernetes", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    if candidate.has_extension("yaml") || candidate.has_extension("yml") {
        // `apiVersion: v2` of a chart is another matter.
        return has_line(candidate.head, b"apiVersion:") && has_line(candidate.head, b"kind:");
    }
    candidate.has_extension("json")
        && candidate.head.trim_ascii_start().starts_with(b"{")
        && candidate.head_holds(b"\"apiVersion\"")
        && candidate.head_holds(b"\"kind\"")
}

/// Whether a line begins with these bytes, or with them as the first key of a sequence's item.
fn has_line(head: &[u8], key: &[u8]) -> bool {
    head.split(|&byte| byte == b'\n').any(|line| line.strip_prefix(b"- ").unwrap_or(line).starts_with(key))
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let mut sink = Sink::new(facts, path, input.most_facts);
    if text.content().contains("{{") && path.contains("templates/") {
        sink.skip("it is a template: which images it names is decided when it is installed".to_owned());
        return;
    }
    let documents = if input.file.name().ends_with(".json") {
        vec![json::read(text.content())]
    } else {
        yaml::read_all(text.content())
    };
    sink.manifest(manifest(&documents, &text));
    let mut images = Images::new(&mut sink, &text);
    for document in &documents {
        for member in tree::members(&document.root) {
            match (member.key.text.as_str(), member.value.word()) {
                ("image", Some(reference)) if !is_block_device(member.parent) => images.add(reference, member.value.at),
                // Custom resources write it as charts do.
                ("image", None) => {
                    images.add_parts(member.value);
                }
                _ => {}
            }
        }
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
