//! The machines that something talks to, each once.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Section;
use crate::compare::Compared;
use crate::compare::diff::{Item, Place, changes};
use crate::facts::{Endpoint, EndpointKind, Facts};
use crate::report::{Change, ChangedFacts};

pub(super) const SECTION: Section = Section { of: ChangedFacts::Endpoints, name: "endpoints", changes: of_endpoints };

fn of_endpoints(compared: &Compared<'_>) -> Vec<Change> {
    changes(items(&compared.baseline.facts), items(compared.facts))
}

/// Each host once, at its first place. What is only read about is no endpoint.
fn items(facts: &Facts) -> Vec<Item<'_>> {
    use EndpointKind::{Documentation, Example, Namespace};
    let mut seen = BTreeSet::new();
    let talked_to = facts.endpoints.iter().filter(|own| {
        !own.host.is_empty()
            && !matches!(own.kind, Documentation | Example | Namespace)
            && seen.insert((own.host.as_str(), own.port, own.kind))
    });
    talked_to.map(item).collect()
}

fn item(own: &Endpoint) -> Item<'_> {
    let port = own.port.map(|port| format!(":{port}")).unwrap_or_default();
    Item {
        key: own.host.clone(),
        subject: Cow::Borrowed(&own.host),
        value: Cow::Owned(format!("{}{port}", own.kind.as_str())),
        place: Place::Site(&own.site),
    }
}
