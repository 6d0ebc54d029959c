//! JSON lists of flat records: `pip list --format=json`, `ConvertTo-Json`, ServiceNow's records, and any list whose keys
//! say what they are.

use super::{Interest, Path, Shape, read};
use crate::context::inventory::form::{Form, Named};
use crate::context::inventory::helm;
use crate::context::inventory::listing::Listing;
use crate::context::inventory::osquery;
use crate::context::inventory::sample::Sample;
use crate::context::inventory::sbom;
use crate::context::inventory::table::{Mapping, TableRow};
use crate::facts::excerpt;
use crate::parse::document::Node;
use crate::parse::text::Text;

pub(in crate::context::inventory) const PIP_LIST: Form =
    Form { recognise: recognise_pip_list, read: |text, listing| read_rows(text, listing, "pypi") };
pub(in crate::context::inventory) const ROWS: Form =
    Form { recognise: recognise_rows, read: |text, listing| read_rows(text, listing, "generic") };

fn recognise_pip_list(sample: &Sample<'_>) -> Option<Named> {
    let shape = sample.shape.as_ref()?;
    is_pip_list(shape)
        .then(|| Named::new("pip list --format=json", "JSON: a list of records with `name` and `version`"))
}

/// Keys that pip writes, all in lower case.
fn is_pip_list(shape: &Shape) -> bool {
    const KEYS: &[&str] = &["name", "version", "editable_project_location", "latest_version", "latest_filetype"];
    shape.has("/0/name") && shape.has("/0/version") && shape.keys_below("/0").all(|key| KEYS.contains(&key))
}

/// Keys of what says what is wanted, not what is there: Kubernetes' objects, and lockfiles.
const WANTED: &[&str] = &["/items/0/kind", "/content-hash", "/lockfileVersion", "/packages-dev"];

fn recognise_rows(sample: &Sample<'_>) -> Option<Named> {
    let shape = sample.shape.as_ref()?;
    let has_own_form = is_pip_list(shape) || osquery::is_table(shape) || helm::is_list(shape) || sbom::is_list(sample);
    if has_own_form || WANTED.iter().any(|key| shape.has(key)) {
        return None;
    }
    let record = records(shape)?;
    let keys: Vec<&str> = shape.keys_below(&record).collect();
    Some(Named::new("JSON table", format!("JSON: records with {}", excerpt(&keys.join(", ")))))
}

/// The pointer of the first record of a list at the top or one level below, where its keys are those of an inventory.
fn records(shape: &Shape) -> Option<String> {
    let firsts = shape.pointers().filter(|pointer| pointer.ends_with("/0") && pointer.matches('/').count() <= 2);
    let mut fitting = firsts.filter(|pointer| Mapping::of_header(shape.keys_below(pointer)).is_inventory());
    fitting.next().map(str::to_owned)
}

fn read_rows(text: &Text<'_>, listing: &mut Listing<'_>, ecosystem: &str) {
    let mut table: Option<(Vec<String>, Mapping)> = None;
    read(text, listing, interest, |path, record, line, listing| {
        if path.item(path.len().saturating_sub(1)).is_none() {
            return;
        }
        if table.is_none() {
            let keys: Vec<String> = record.members().iter().map(|(key, _)| key.text.clone()).collect();
            let mapping = Mapping::of_header(keys.iter().map(String::as_str));
            table = mapping.is_inventory().then_some((keys, mapping));
        }
        let Some((keys, mapping)) = &table else { return };
        let cells: Vec<&str> = keys.iter().map(|key| record.get(key).and_then(cell).unwrap_or("")).collect();
        mapping.add(&TableRow { cells: &cells, line, ecosystem }, listing);
    });
}

/// A single value; of a reference in ServiceNow's records, what it shows.
fn cell(node: &Node) -> Option<&str> {
    node.text().or_else(|| node.get("display_value").and_then(Node::text))
}

fn interest(path: &Path) -> Interest {
    let is_item = path.len().checked_sub(1).is_some_and(|last| path.item(last).is_some());
    match path.len() {
        _ if is_item => Interest::Take,
        0 | 1 => Interest::Enter,
        _ => Interest::Skip,
    }
}
