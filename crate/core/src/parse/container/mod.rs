//! Images, charts and what sets machines up: Dockerfile, Compose, Kubernetes, Helm, Ansible, Terraform.

mod ansible;
mod compose;
pub(crate) mod dockerfile;
mod github;
mod gitlab;
mod hcl;
mod helm;
mod image;
mod images;
mod kubernetes;
mod terraform;
mod tree;
mod variables;

use super::Format;

pub(super) const FORMATS: &[Format] = &[
    dockerfile::FORMAT,
    compose::FORMAT,
    kubernetes::FORMAT,
    helm::CHART,
    helm::LOCK,
    helm::VALUES,
    ansible::COLLECTION,
    ansible::REQUIREMENTS,
    terraform::LOCK,
    terraform::CONFIGURATION,
    github::FORMAT,
    gitlab::FORMAT,
];
