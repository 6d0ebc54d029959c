//! `dependency/loose-version`

use crate::facts::Dependency;
use crate::finding::{Finding, Phase, Severity};
use crate::rules::versions::{Needed, Width, needed, width};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "dependency/loose-version",
    severity: Severity::Medium,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("loose_version.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let needed: Vec<Needed<'_>> = needed(facts).into_iter().filter(Needed::is_vendors_own).collect();
    if needed.is_empty() {
        return Outcome::NotApplicable("no manifest of the vendor's own names dependencies".into());
    }
    Outcome::of(needed.iter().filter_map(|needed| finding(rule, needed.dependency)).collect())
}

fn finding(rule: &Rule, dependency: &Dependency) -> Option<Finding> {
    let (open, severity) = match width(dependency)? {
        Width::Narrow | Width::Unbounded => return None,
        Width::Minor => ("every patch of a minor version", Severity::Low),
        Width::Major => ("more than one minor version", Severity::Medium),
        Width::Majors => ("more than one major version", Severity::Medium),
    };
    let message = format!(
        "`{}` of `{}` leaves {open} open: it does not say which was tested.",
        dependency.requirement, dependency.name
    );
    let finding = Finding::new(rule, &dependency.name, message, dependency.site.location()).severity(severity).step(
        "ask-vendor",
        format!("Ask the vendor which versions of {} this release was tested with.", dependency.name),
    );
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::facts::Facts;
    use crate::facts::{Bound, Interval, Manifest, Site, VersionRange};

    fn run(ecosystem: &str, lower: &str, upper: &str) -> Option<Severity> {
        let bound = |version: &str, inclusive| Some(Bound { version: version.into(), inclusive });
        let intervals = vec![Interval { lower: bound(lower, true), upper: bound(upper, false) }];
        let dependency = Dependency {
            name: "pg".into(),
            requirement: "as written".into(),
            range: Some(VersionRange { dialect: "generic".into(), intervals }),
            ecosystem: ecosystem.into(),
            site: Site::line("m", 1, "pg"),
            ..Dependency::default()
        };
        let manifest =
            Manifest { path: "m".into(), ecosystem: ecosystem.into(), describes_package: true, ..Manifest::default() };
        let facts = Facts { manifests: vec![manifest], dependencies: vec![dependency], ..Facts::default() };
        match check(&RULE, &Case::new(&facts, &Context::default())) {
            Outcome::Findings(found) => Some(found[0].severity),
            _ => None,
        }
    }

    #[test]
    fn the_wider_the_worse() {
        assert_eq!(run("generic", "4.0.0", "5.0.0"), Some(Severity::Medium));
        assert_eq!(run("generic", "12", "16"), Some(Severity::Medium));
        assert_eq!(run("generic", "5.0.0", "5.1.0"), Some(Severity::Low));
        assert_eq!(run("generic", "5.0.1", "5.0.4"), None);
    }

    #[test]
    fn a_caret_in_npm_is_custom() {
        assert_eq!(run("npm", "1.2.0", "2.0.0"), None);
    }
}
