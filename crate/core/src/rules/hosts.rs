//! How a finding names the hosts it is about.

use std::collections::BTreeSet;

use super::weight::RELATED;
use crate::context::{Context, Installed, Inventory, Role};
use crate::facts::{Location, excerpt};
use crate::finding::Finding;

/// Hosts for a sentence: `mgmt02.dten.test`, or `3 of 41 hosts: a, b, c`, with `…` where there are more. Each counts once;
/// they come in the inventory's order.
pub(crate) fn hosts(inventory: &Inventory, hosts: impl Iterator<Item = u32>) -> String {
    const SHOWN: usize = 5;
    let hosts: BTreeSet<u32> = hosts.collect();
    let mut names: Vec<String> = hosts.iter().take(SHOWN).map(|&host| name(inventory, host)).collect();
    if let [one] = names.as_slice()
        && hosts.len() == 1
    {
        return one.clone();
    }
    if hosts.len() > SHOWN {
        names.push("…".to_owned());
    }
    format!("{} of {} hosts: {}", hosts.len(), inventory.hosts().len(), names.join(", "))
}

/// The line of the list that says that something is installed.
pub(crate) fn place(context: &Context, installed: &Installed) -> Location {
    let list = usize::try_from(installed.input).ok().and_then(|at| context.beside.get(at));
    let name = list.map_or(String::new(), |file| file.name.clone());
    let pointer = match installed.line {
        0 => excerpt(&format!("{} {}", installed.name, installed.version)),
        line => format!("line {line}"),
    };
    Location::beside(Role::Inventory, &name, &pointer)
}

/// Why nothing can be held against production; `None` where an inventory was given.
pub(crate) fn missing_inventory(context: &Context) -> Option<String> {
    if !context.inventory.is_empty() {
        return None;
    }
    let is_unread = context.beside.iter().any(|file| file.recognised.role == Role::Inventory);
    Some(if is_unread {
        "no host could be read out of the inventory".to_owned()
    } else {
        "no inventory was given: a list of what is installed, with its hosts".to_owned()
    })
}

/// Adds the lines of the inventory that a finding is about, as far as a finding lists places.
pub(crate) fn with_places(finding: Finding, context: &Context, rows: &[&Installed]) -> Finding {
    rows.iter().take(RELATED).fold(finding, |finding, row| {
        let label = format!("{} has {}", name(&context.inventory, row.host), excerpt(&row.version));
        finding.related(label, place(context, row))
    })
}

fn name(inventory: &Inventory, host: u32) -> String {
    let host = usize::try_from(host).ok().and_then(|at| inventory.hosts().get(at));
    host.map_or_else(|| "a host without a name".to_owned(), |host| excerpt(&host.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::{Beside, Host};

    fn inventory(number: usize) -> Inventory {
        let mut inventory = Inventory::default();
        for at in 0..number {
            inventory.add_host(Host { name: format!("h{at}"), ..Host::default() });
        }
        inventory
    }

    #[test]
    fn one_host_is_named_and_many_are_counted() {
        let inventory = inventory(41);
        assert_eq!(hosts(&inventory, [7].into_iter()), "h7");
        assert_eq!(hosts(&inventory, [9, 7, 9, 8].into_iter()), "3 of 41 hosts: h7, h8, h9");
        assert_eq!(hosts(&inventory, 0..7), "7 of 41 hosts: h0, h1, h2, h3, h4, …");
    }

    #[test]
    fn a_line_is_one_of_the_list_that_says_so() {
        let list = |name: &str| Beside { name: name.into(), ..Beside::default() };
        let context = Context { beside: vec![list("dpkg.txt"), list("pip.txt")], ..Context::default() };
        let installed = Installed { input: 1, line: 7, ..Installed::default() };
        assert_eq!(place(&context, &installed), Location::beside(Role::Inventory, "pip.txt", "line 7"));
    }
}
