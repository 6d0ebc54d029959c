//! `manifest/install-hook`

use crate::facts::InstallHook;
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::weight::{RELATED, Weight, Weights, count};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "manifest/install-hook",
    severity: Severity::Medium,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("install_hook.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let weights = Weights::new(facts);
    let (own, inside): (Vec<&InstallHook>, Vec<&InstallHook>) = facts
        .install_hooks
        .iter()
        .filter(|hook| weights.of(&hook.site.path) != Weight::Reading)
        .partition(|hook| weights.of(&hook.site.path) >= Weight::Shipped);
    let single = own.into_iter().map(|hook| {
        let confidence = if weights.of(&hook.site.path) == Weight::Own { Confidence::High } else { Confidence::Medium };
        of_package(rule, hook).confidence(confidence)
    });
    Outcome::of(single.chain(of_contents(rule, &inside)).collect())
}

fn of_package(rule: &Rule, hook: &InstallHook) -> Finding {
    let message = if hook.command.is_empty() {
        format!("`{}` runs by itself during installation ({}).", hook.site.path, hook.hook)
    } else {
        format!("{} runs `{}` by itself during installation.", hook.hook, hook.command)
    };
    let finding = Finding::new(rule, &hook.hook, message, hook.site.location())
        .step("verify", "Read what the hook runs before you install, with the rights that the installer will have.");
    match hook.hook.starts_with("npm ") {
        true => finding.step("run", "Or install with `npm install --ignore-scripts`, and run what is needed by hand."),
        false => finding,
    }
}

/// Hooks of bundled packages, tests and samples: they run only if somebody installs those by themselves.
fn of_contents(rule: &Rule, hooks: &[&InstallHook]) -> Option<Finding> {
    let (first, others) = hooks.split_first()?;
    let number = count(hooks.len(), "install hook lies", "install hooks lie");
    let message = format!("{number} in bundled packages, tests or samples, the first being {}.", first.hook);
    let finding = Finding::new(rule, "bundled packages", message, first.site.location())
        .severity(Severity::Low)
        .confidence(Confidence::Low)
        .step("verify", "Check whether the installation runs a package manager over the bundled packages.");
    Some(others.iter().take(RELATED).fold(finding, |finding, hook| finding.related(&hook.hook, hook.site.location())))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]

    use super::*;
    use crate::context::Context;
    use crate::facts::Facts;
    use crate::facts::{ArchiveFact, ArchiveFormat, FileFact, Manifest, Purpose, Site};

    fn hook(path: &str) -> InstallHook {
        InstallHook { hook: "npm postinstall".into(), command: "node x.js".into(), site: Site::line(path, 5, "x") }
    }

    #[test]
    fn the_packages_own_hook_counts_and_bundled_ones_are_one_weak_finding() {
        let vendored = |path: &str| FileFact { path: path.into(), purpose: Purpose::Vendored, ..FileFact::default() };
        let facts = Facts {
            files: vec![vendored("node_modules/a/package.json"), vendored("node_modules/b/package.json")],
            manifests: vec![Manifest { path: "package.json".into(), describes_package: true, ..Manifest::default() }],
            install_hooks: vec![
                hook("node_modules/a/package.json"),
                hook("package.json"),
                hook("node_modules/b/package.json"),
            ],
            ..Facts::default()
        };
        let Outcome::Findings(found) = check(&RULE, &Case::new(&facts, &Context::default())) else { panic!("no finding") };
        let found: Vec<_> = found.iter().map(|f| (f.severity, f.confidence, f.related.len())).collect();
        assert_eq!(found, [(Severity::Medium, Confidence::High, 0), (Severity::Low, Confidence::Low, 1)]);
    }

    #[test]
    fn scripts_of_a_debian_package_are_its_own() {
        let found = |format| {
            let facts = Facts {
                archives: vec![ArchiveFact { format, ..ArchiveFact::default() }],
                install_hooks: vec![hook("control.tar.xz!/./postinst")],
                ..Facts::default()
            };
            let Outcome::Findings(found) = check(&RULE, &Case::new(&facts, &Context::default())) else { panic!("no finding") };
            found.first().map(|finding| finding.severity)
        };
        assert_eq!(found(ArchiveFormat::Ar), Some(Severity::Medium));
        assert_eq!(found(ArchiveFormat::Zip), Some(Severity::Low));
    }

    #[test]
    fn no_hook_is_clean() {
        assert_eq!(check(&RULE, &Case::new(&Facts::default(), &Context::default())), Outcome::Clean);
    }
}
