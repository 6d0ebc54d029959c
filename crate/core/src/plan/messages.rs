//! Words for the people who are affected, with what is known filled in and `<…>` for the rest.

use super::window::spoken;
use super::{Scene, plain};
use crate::report::{Message, Plan};

pub(super) fn messages(scene: &Scene<'_, '_>, plan: &Plan) -> Vec<Message> {
    let (name, version) = scene.product();
    let what = match (name.as_str(), version.as_str()) {
        ("", _) => "<SERVICE>".to_owned(),
        (name, "") => plain(name),
        (name, version) => format!("{} (to {})", plain(name), plain(version)),
    };
    let window = plan.window.as_ref();
    let clock = |time: Option<&String>, open: &str| time.cloned().unwrap_or_else(|| open.to_owned());
    let start = clock(window.and_then(|window| window.start.as_ref()), "<START>");
    let end = clock(window.and_then(|window| window.end.as_ref()), "<END>");
    let until = window.and_then(|window| spoken(window.turn_back_at.as_ref())).unwrap_or_else(|| "<TIME>".to_owned());
    let reboot = match (scene.work.reboots.is_empty(), scene.work.is_reboot_conditional) {
        (true, _) => "",
        (false, true) => " The machines may restart.",
        (false, false) => " The machines restart.",
    };
    let away = if scene.work.stops.is_empty() && scene.work.reboots.is_empty() {
        "It may be away for short times."
    } else {
        "It is not available for a part of that time."
    };
    let message = |when: &str, text: String| Message { when: when.to_owned(), text };
    vec![
        message(
            "a week before",
            format!(
                "We plan to upgrade {what} on {start}, until {end}. {away}{reboot} If that does not suit you, tell <NAME> by <DAY>."
            ),
        ),
        message(
            "a day before",
            format!(
                "Tomorrow we upgrade {what}: {start} until {end}. {away}{reboot} Please end what must not be interrupted before."
            ),
        ),
        message(
            "an hour before",
            format!("In an hour we begin to upgrade {what}. We decide by {until} whether we keep it or go back."),
        ),
        message(
            "at the start",
            format!("We begin to upgrade {what} now. {away} We write here when it is done, at the latest at {end}."),
        ),
        message(
            "delay",
            format!(
                "The upgrade of {what} takes longer than planned: <REASON>. New end: <TIME>. Next message: <TIME>."
            ),
        ),
        message(
            "done",
            format!("The upgrade of {what} is done, and our checks pass. Tell <NAME> what does not work as before."),
        ),
        message(
            "rolled back",
            format!(
                "We took the upgrade of {what} back because of <REASON>. The old version runs again since <TIME>; a new date follows."
            ),
        ),
    ]
}
