//! What to tell the people who are affected, with what is known filled in.

use crate::report::{Message, Window};
use crate::rules::Case;

pub(super) fn messages(case: &Case<'_>, window: Option<&Window>) -> Vec<Message> {
    let Some(window) = window else { return Vec::new() };
    let what = what(case);
    let start = window.start.as_deref().unwrap_or("<start>");
    let end = window.end.as_deref().unwrap_or("<end>");
    let minutes = window.total_minutes;
    [
        ("a week before", format!("{what} will be upgraded on <day>, from {start} to {end}. It will not be available for up to {minutes} minutes (an estimate). Tell <contact> if that time does not suit you.")),
        ("a day before", format!("Tomorrow from {start} to {end}: upgrade of {what}. Finish what you are working on in it before.")),
        ("an hour before", format!("In an hour, at {start}, the upgrade of {what} begins. Please save your work and log off.")),
        ("at the start", format!("The upgrade of {what} has begun. It is not available until {end}, or until we write again.")),
        ("delay", format!("The upgrade of {what} takes longer than planned, because <reason>. We decide at <time> whether to go on or back.")),
        ("done", format!("The upgrade of {what} is done. Please tell <contact> if something does not work as before.")),
        ("rolled back", format!("The upgrade of {what} was rolled back, because <reason>. The version from before runs; a new date follows.")),
    ]
    .into_iter()
    .map(|(when, text)| Message { when: when.to_owned(), text })
    .collect()
}

/// Name and version by the package's own manifest.
fn what(case: &Case<'_>) -> String {
    let own = case.facts.manifests.iter().find(|manifest| manifest.is_own() && manifest.name.is_some());
    let Some(own) = own else { return "<product>".to_owned() };
    let name = own.name.as_ref().map_or("<product>", |name| &name.value);
    match &own.version {
        Some(version) => format!("{name} (to {})", version.value),
        None => name.to_owned(),
    }
}
