//! Code that an installer runs by itself: the commands before and after, or that the script is another.

use std::borrow::Cow;
use std::collections::HashMap;

use super::Section;
use crate::compare::Compared;
use crate::compare::diff::{Item, Place, changes};
use crate::facts::{Facts, FileFact, InstallHook};
use crate::report::{Change, ChangedFacts};

pub(super) const SECTION: Section =
    Section { of: ChangedFacts::InstallHooks, name: "install hooks", changes: of_hooks };

fn of_hooks(compared: &Compared<'_>) -> Vec<Change> {
    let before = items(&compared.baseline.facts, |path| compared.files.path_after(path));
    changes(before, items(compared.facts, |path| path))
}

fn items<'a>(facts: &'a Facts, path: impl Fn(&'a str) -> &'a str) -> Vec<Item<'a>> {
    let mut files: HashMap<&str, &FileFact> = HashMap::new();
    if !facts.install_hooks.is_empty() {
        files.extend(facts.files.iter().map(|file| (file.path.as_str(), file)));
    }
    let hooks = facts.install_hooks.iter();
    hooks.map(|hook| item(hook, path(&hook.site.path), files.get(hook.site.path.as_str()).copied())).collect()
}

fn item<'a>(hook: &'a InstallHook, path: &str, file: Option<&FileFact>) -> Item<'a> {
    let value = if hook.command.is_empty() { contents(file) } else { Cow::Borrowed(hook.command.as_str()) };
    Item {
        key: format!("{path}\n{}", hook.hook),
        subject: Cow::Borrowed(&hook.hook),
        value,
        place: Place::Site(&hook.site),
    }
}

/// A script that is the hook itself, by its contents.
fn contents(file: Option<&FileFact>) -> Cow<'static, str> {
    const SHOWN: usize = 12;
    let digest = file.and_then(|file| file.sha256.as_deref()?.get(..SHOWN));
    digest.map_or(Cow::Borrowed("not read"), |digest| Cow::Owned(format!("contents {digest}…")))
}
