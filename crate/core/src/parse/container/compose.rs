//! Compose files: the images of services. What a service builds itself is fetched from nowhere.

use std::collections::BTreeMap;

use crate::facts::Facts;
use crate::parse::document::{Node, yaml};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::images::{self, Images};
use super::variables;

pub(in crate::parse) const FORMAT: Format = Format { name: "Compose", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    // `compose.yaml`, `docker-compose.prod.yml`.
    let name = candidate.name.strip_prefix("docker-").or_else(|| candidate.name.strip_prefix("podman-"));
    let name = name.unwrap_or(candidate.name);
    name.strip_prefix("compose").is_some_and(|rest| rest.starts_with(['.', '-', '_']))
        && (candidate.has_extension("yaml") || candidate.has_extension("yml"))
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = yaml::read(text.content());
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(images::manifest("Compose", &document, &text));
    let mut images = Images::new(&mut sink, &text);
    // Services may take over what an extension (`x-base: &base`) says.
    for (key, node) in document.root.members() {
        if key.text == "services" {
            for (_, service) in node.members() {
                image(service, &mut images);
            }
        } else if key.text.starts_with("x-") {
            image(node, &mut images);
        }
    }
}

fn image(service: &Node, images: &mut Images<'_, '_, '_>) {
    let Some(image) = service.get("image").filter(|_| service.get("build").is_none()) else { return };
    // The environment that gives variables their values is another machine's; defaults are here.
    if let Some(reference) = image.word().and_then(|word| variables::replace(word, &BTreeMap::new())) {
        images.add(&reference, image.at);
    }
}
