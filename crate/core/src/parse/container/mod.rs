//! Images, charts and what sets machines up: Dockerfile, Compose, Kubernetes, Helm, Ansible, Terraform.

use super::Format;

pub(super) const FORMATS: &[Format] = &[];
