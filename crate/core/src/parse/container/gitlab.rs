//! `.gitlab-ci.yml`: the images that jobs and their services run in.

use crate::facts::Facts;
use crate::parse::document::{Node, yaml};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::images::{self, Images};
use super::tree;

pub(in crate::parse) const FORMAT: Format = Format { name: "GitLab CI", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.is_named(&[".gitlab-ci.yml", ".gitlab-ci.yaml"])
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = yaml::read(text.content());
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(images::manifest("GitLab CI", &document, &text));
    let mut images = Images::new(&mut sink, &text);
    for member in tree::members(&document.root) {
        match member.key.text.as_str() {
            "image" => add(member.value, &mut images),
            "services" => member.value.items().iter().for_each(|service| add(service, &mut images)),
            _ => {}
        }
    }
}

/// `ruby:3.3`, or `{name: ruby:3.3, entrypoint: …}`.
fn add(node: &Node, images: &mut Images<'_, '_, '_>) {
    let named = node.get("name").unwrap_or(node);
    if let Some(reference) = named.word() {
        images.add(reference, named.at);
    }
}
