//! `archive/path-traversal`

use crate::context::Context;
use crate::facts::{Facts, Location};
use crate::finding::{Finding, Phase, Severity};
use crate::rules::{Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/path-traversal",
    severity: Severity::High,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("path_traversal.md"),
    check,
};

fn check(rule: &Rule, facts: &Facts, _: &Context) -> Outcome {
    let escapes = facts.files.iter().filter(|file| leaves_its_folder(file.inner_path()));
    Outcome::of(
        escapes
            .map(|file| {
                let message = format!("`{}` climbs out of the folder it is unpacked into.", file.path);
                Finding::new(rule, &file.path, message, Location::Entry { path: file.path.clone() })
                    .step("ask-vendor", "Ask the vendor why the entry leaves the package's folder, and for a clean build.")
                    .step("verify", "Until then, unpack only with a tool that refuses `..`, as an unprivileged user.")
            })
            .collect(),
    )
}

/// Whether the path is outside of its start at any point on its way.
fn leaves_its_folder(path: &str) -> bool {
    let mut depth = 0_i64;
    path.split(['/', '\\']).any(|part| {
        depth += match part {
            "" | "." => 0,
            ".." => -1,
            _ => 1,
        };
        depth < 0
    })
}

#[cfg(test)]
mod tests {
    use super::leaves_its_folder;

    #[test]
    fn climbing_out_on_the_way_counts() {
        assert!(leaves_its_folder("../x"));
        assert!(leaves_its_folder("a/../../x"));
        assert!(leaves_its_folder("a\\..\\..\\x"));
        assert!(!leaves_its_folder("a/../x"));
        assert!(!leaves_its_folder("a/..b/x"));
    }
}
