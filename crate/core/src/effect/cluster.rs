//! Kubernetes, by its clients.

use crate::facts::EffectKind as Kind;
use crate::facts::UndoClass::{R1, R3};

use super::Doing;
use super::found::{Found, plain, value};

pub(super) fn found(doing: &Doing<'_>) -> Option<Found> {
    let call = doing.call;
    let words = plain(call, &["-n", "--namespace", "-f", "--filename", "--context", "-l", "--values", "--set", "-k"]);
    let verb = words.first().copied()?;
    let file = value(call, &["-f", "--filename", "-k"]);
    let target = words.get(1..).map(|rest| rest.join(" ")).filter(|rest| !rest.is_empty());
    let target = target.or(file.map(str::to_owned)).unwrap_or_default();
    let change = |class, inverse: &str, capture: &str| {
        Some(
            Found::elsewhere(Kind::KubernetesChange, class, target.clone(), "the cluster")
                .inverse(inverse)
                .capture(capture),
        )
    };
    match (call.program.as_str(), verb) {
        (
            "kubectl" | "oc",
            "apply" | "create" | "patch" | "replace" | "set" | "scale" | "label" | "annotate" | "edit",
        ) => change(R1, "kubectl apply -f <objects from before>", "kubectl get <objects> -o yaml"),
        ("kubectl" | "oc", "delete") => {
            change(R3, "kubectl apply -f <objects from before>", "kubectl get <objects> -o yaml")
        }
        ("kubectl" | "oc", "rollout") if words.get(1) == Some(&"restart") => change(R1, "", ""),
        ("helm", "install" | "upgrade") => {
            let release = words.get(1).copied().unwrap_or("<release>");
            let inverse = format!("helm rollback {release} <revision> (it leaves custom resource definitions)");
            change(R1, &inverse, &format!("helm history {release}"))
        }
        ("helm", "uninstall" | "delete") => {
            change(R3, "helm install with the values from before", "helm get values <release>")
        }
        _ => None,
    }
}
