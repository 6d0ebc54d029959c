//! `dropscope keys`: a search for configuration keys wherever they may stand.

use dropscope_core::context::Context;
use dropscope_core::facts::Facts;
use dropscope_core::report;
use dropscope_core::search::{self, KeyHits, KeyQuery};

use crate::args::{HitsFormat, Keys};
use crate::exit::{self, Exit, Stop};
use crate::package::{Package, Reading};
use crate::{beside, out, package};

/// Looks for keys and prints the hits.
pub fn run(keys: &Keys) -> Exit {
    match search(keys).and_then(|found| print(keys, &found.hits).map(|()| found)) {
        Ok(Found { is_complete: false, .. }) => {
            out::say("Not everything could be read; there may be more.");
            exit::INCOMPLETE
        }
        Ok(Found { hits, .. }) if hits.total() == 0 => exit::FINDINGS,
        Ok(_) => exit::CLEAN,
        Err(stop) => {
            out::say(&stop.message);
            stop.exit
        }
    }
}

struct Found {
    hits: KeyHits,
    /// Whether everything that was given could be read.
    is_complete: bool,
}

fn search(keys: &Keys) -> Result<Found, Stop> {
    let query = KeyQuery { text: keys.patterns.join(" "), limit: keys.most };
    if !query.has_words() {
        return Err(Stop::usage("a pattern needs a letter, a digit or a `*`"));
    }
    let limits = package::limits(&keys.effort)?;
    let reading = Reading::new(&keys.effort, &limits);
    let mut context = Context::default();
    beside::take(&keys.beside, &reading, &mut context)?;
    let (facts, is_read) = match &keys.package {
        Some(path) => {
            let Package { session, reducer, .. } = reading.read(path, "the package")?;
            reducer.facts(&session)
        }
        None => (Facts::default(), true),
    };
    let is_complete = is_read && context.baseline.as_ref().is_none_or(|baseline| baseline.complete);
    Ok(Found { hits: search::keys(&query, &facts, &context), is_complete })
}

fn print(keys: &Keys, hits: &KeyHits) -> Result<(), Stop> {
    let bytes = match keys.format {
        HitsFormat::Text => report::keys_text(hits, out::has_colours()).into_bytes(),
        HitsFormat::Json => hits.to_json(),
    };
    out::write(bytes, None).map_err(|error| Stop::usage(format!("The hits cannot be written: {error}")))
}
