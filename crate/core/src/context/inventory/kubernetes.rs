//! `kubectl get … -o json`: the images of pods and of what makes pods, and what nodes run themselves.

use super::form::{Form, Named};
use super::json::{self, Interest};
use super::listing::{Listing, Row};
use super::sample::{Sample, quoted};
use crate::parse::document::Node;
use crate::parse::text::Text;

pub(super) const FORM: Form = Form { recognise, read };

fn recognise(sample: &Sample<'_>) -> Option<Named> {
    let shape = sample.shape.as_ref()?;
    let kind = [shape.text("/items/0/kind"), shape.text("/kind")].into_iter().find(|kind| KINDS.contains(kind))?;
    (shape.has("/apiVersion") || shape.has("/items/0/apiVersion"))
        .then(|| Named::new("kubectl get -o json", format!("JSON with `apiVersion` and the kind {}", quoted(kind))))
}

/// Kinds that say what runs.
const KINDS: &[&str] =
    &["Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job", "CronJob", "Node"];

fn read(text: &Text<'_>, listing: &mut Listing<'_>) {
    let mut has_items = false;
    json::read(
        text,
        listing,
        |path| match (path.len(), path.key(0)) {
            (0, _) | (1, Some("items")) => Interest::Enter,
            (2, Some("items")) => Interest::Take,
            _ => Interest::Skip,
        },
        |_, object, line, listing| {
            has_items = true;
            take(object, line, listing);
        },
    );
    if !has_items {
        json::read(text, listing, |_| Interest::Take, |_, object, line, listing| take(object, line, listing));
    }
}

fn take(object: &Node, line: u32, listing: &mut Listing<'_>) {
    match word(object, &["kind"]) {
        "Node" => node(object, line, listing),
        kind if KINDS.contains(&kind) => containers(object, line, listing),
        _ => {}
    }
}

/// The parts of a node by the fields of `status.nodeInfo`, which have name and version in one or two words.
fn node(object: &Node, line: u32, listing: &mut Listing<'_>) {
    let info = |field: &str| word(object, &["status", "nodeInfo", field]).to_owned();
    let host = listing.host(word(object, &["metadata", "name"]), &info("osImage"), &info("architecture"));
    // `containerd://1.7.2`
    let runtime = info("containerRuntimeVersion");
    let (runtime, runtime_version) = runtime.split_once("://").unwrap_or((&runtime, ""));
    let parts = [
        ("kubelet", info("kubeletVersion")),
        ("kube-proxy", info("kubeProxyVersion")),
        ("linux", info("kernelVersion")),
        (runtime, runtime_version.to_owned()),
    ];
    for (name, version) in &parts {
        if !version.is_empty() {
            listing.add(Row { host: Some(host), name, version, ecosystem: "generic", line });
        }
    }
}

/// The images of a pod, on its node; of a template, in its namespace.
fn containers(object: &Node, line: u32, listing: &mut Listing<'_>) {
    let ended = matches!(word(object, &["status", "phase"]), "Succeeded" | "Failed");
    // The last replica set of a deployment stays with no replicas.
    if ended || word(object, &["spec", "replicas"]) == "0" {
        return;
    }
    let host = match word(object, &["spec", "nodeName"]) {
        "" => match word(object, &["metadata", "namespace"]) {
            "" => "namespace/default".to_owned(),
            namespace => format!("namespace/{namespace}"),
        },
        node => node.to_owned(),
    };
    let specs: [&[&str]; 3] =
        [&["spec"], &["spec", "template", "spec"], &["spec", "jobTemplate", "spec", "template", "spec"]];
    for spec in specs.into_iter().filter_map(|path| at(object, path)) {
        let lists = ["containers", "initContainers"].into_iter().filter_map(|list| spec.get(list));
        for image in lists.flat_map(Node::items).filter_map(|container| container.get("image")?.word()) {
            let host = listing.host(&host, "", "");
            let (name, version) = image_name(image);
            listing.add(Row { host: Some(host), name, version, ecosystem: "oci", line });
        }
    }
}

/// Name and tag of `registry:port/path/name:tag@digest`; the digest where there is no tag. The name is what stands last in
/// the path, as purl's type `oci` has it.
fn image_name(image: &str) -> (&str, &str) {
    let (image, digest) = image.split_once('@').unwrap_or((image, ""));
    let last = image.rsplit('/').next().unwrap_or(image);
    match last.split_once(':') {
        Some((name, tag)) => (name, tag),
        None => (last, digest),
    }
}

fn at<'n>(node: &'n Node, path: &[&str]) -> Option<&'n Node> {
    path.iter().try_fold(node, |node, key| node.get(key))
}

fn word<'n>(node: &'n Node, path: &[&str]) -> &'n str {
    at(node, path).and_then(Node::word).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_may_have_a_port_a_tag_and_a_digest() {
        assert_eq!(image_name("nginx"), ("nginx", ""));
        assert_eq!(image_name("docker.io/library/nginx:1.25.3"), ("nginx", "1.25.3"));
        assert_eq!(image_name("registry.test:5000/a/b"), ("b", ""));
        assert_eq!(image_name("registry.test:5000/a/b:v1@sha256:00ff"), ("b", "v1"));
        assert_eq!(image_name("b@sha256:00ff"), ("b", "sha256:00ff"));
    }
}
