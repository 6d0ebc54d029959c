//! What is known of variables while a script is read.

use std::collections::BTreeMap;

/// A variable's value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) text: String,
    /// Whether something in it is unknown; then it stands in `text` as written.
    pub(super) is_open: bool,
}

/// Variables that are kept; a script with more is no script that anybody wrote.
const MOST: usize = 2_000;

/// Values by name. A name without one is not known, or no longer.
#[derive(Clone, Debug, Default)]
pub(super) struct Variables {
    values: BTreeMap<String, Value>,
    /// Names that were assigned since [`Variables::watch`], with what they were before.
    before: Vec<(String, Option<Value>)>,
}

impl Variables {
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    /// Assigns, or forgets where there is no value.
    pub(super) fn set(&mut self, name: &str, value: Option<Value>) {
        let old = self.values.get(name).cloned();
        self.before.push((name.to_owned(), old));
        match value {
            Some(value) if self.values.len() < MOST || self.values.contains_key(name) => {
                self.values.insert(name.to_owned(), value);
            }
            _ => {
                self.values.remove(name);
            }
        }
    }

    /// Where the watch for assignments begins.
    pub(super) fn watch(&self) -> usize {
        self.before.len()
    }

    /// Undoes what was assigned since, and gives the names: after one branch, for the next.
    pub(super) fn undo(&mut self, since: usize) -> Vec<(String, Option<Value>)> {
        let mut assigned = Vec::new();
        while self.before.len() > since {
            let Some((name, old)) = self.before.pop() else { break };
            let now = self.values.remove(&name);
            if let Some(old) = old {
                self.values.insert(name.clone(), old);
            }
            if !assigned.iter().any(|(known, _): &(String, Option<Value>)| *known == name) {
                assigned.push((name, now));
            }
        }
        assigned
    }

    /// Puts together what the branches assigned: a name keeps its value only where all agree.
    pub(super) fn join(&mut self, assigned: Vec<(String, Option<Value>)>) {
        for (name, value) in assigned {
            let agrees = self.values.get(&name) == value.as_ref();
            if !agrees {
                self.set(&name, None);
            }
        }
    }
}
