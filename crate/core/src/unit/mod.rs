//! Services by name: those that the package brings, and those that its scripts use.

pub(crate) mod file;
pub(crate) mod known;
mod script;

use crate::facts::Facts;
use crate::parse::script::Read;

/// Takes what the calls of a script say about it.
pub(crate) fn take(read: &Read<'_>, facts: &mut Facts) {
    let mut found = Vec::new();
    for call in &read.script.calls {
        if found.len() >= read.most_facts {
            break;
        }
        if call.remote_host.is_none() {
            script::uses(call, read, &mut found);
            script::written(call, read, facts);
        }
    }
    found.truncate(read.most_facts);
    facts.unit_uses.append(&mut found);
}
