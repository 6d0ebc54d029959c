//! What a command does, to this machine or elsewhere, and what undoes it. One file a family of commands; each looks at a call
//! and says what it does, or that it is none of its own.

mod access;
mod cluster;
mod deletion;
mod found;
mod http;
mod local;
mod remote;
mod request;
mod stores;
#[cfg(test)]
mod tests;
mod written;

use crate::facts::{Effect, Facts, excerpt};
use crate::parse::redact::redact;
use crate::parse::script::Read;
use crate::script::Call;

use found::Found;

/// A call, and the one whose output it gets.
#[derive(Clone, Copy)]
struct Doing<'c> {
    call: &'c Call,
    /// The calls before it in the same pipeline, the nearest first.
    piped_from: Option<&'c Call>,
}

/// The families, in the order in which they are asked; the first that knows the call has it.
const FAMILIES: &[fn(&Doing<'_>) -> Option<Found>] = &[
    request::found,
    http::found,
    local::found,
    deletion::found,
    access::found,
    stores::found,
    cluster::found,
    remote::found,
    written::found,
];

/// Takes what the calls of a script do.
pub(crate) fn take(read: &Read<'_>, facts: &mut Facts) {
    let mut found: Vec<Effect> = Vec::new();
    let mut before: Option<&Call> = None;
    for call in &read.script.calls {
        let doing = Doing { call, piped_from: before.filter(|_| call.is_piped) };
        before = Some(call);
        let Some(effect) = FAMILIES.iter().find_map(|family| family(&doing)) else { continue };
        if found.len() >= read.most_facts {
            break;
        }
        let effect = placed(effect, call, read);
        if !found.contains(&effect) {
            found.push(effect);
        }
    }
    facts.effects.append(&mut found);
}

/// The effect with what only its place says.
fn placed(found: Found, call: &Call, read: &Read<'_>) -> Effect {
    let shown = |text: &str| excerpt(&redact(text));
    let Found { kind, target, elsewhere, class, inverse, capture } = found;
    let elsewhere = if elsewhere.is_empty() { call.remote_host.clone().unwrap_or_default() } else { elsewhere };
    Effect {
        kind,
        target: shown(&target),
        elsewhere: shown(&elsewhere),
        command: shown(&call.all_words().join(" ")),
        class,
        inverse: shown(&inverse),
        capture: shown(&capture),
        is_conditional: call.is_conditional || call.is_uncalled,
        site: read.text.site(call.at),
    }
}
