use super::timeline;
use crate::facts::{Effect, Facts, FileFact, Invocation, Purpose, Site};
use crate::report::Stage;

fn facts(files: &[&str], effects: &[(&str, u32)], calls: &[(&str, u32, &str)]) -> Facts {
    let site = |path: &str, line| Site::line(path, line, "x");
    Facts {
        files: files
            .iter()
            .map(|path| FileFact { path: (*path).into(), purpose: Purpose::InstallScript, ..FileFact::default() })
            .collect(),
        effects: effects.iter().map(|(path, line)| Effect { site: site(path, *line), ..Effect::default() }).collect(),
        invocations: calls
            .iter()
            .map(|(path, line, target)| Invocation {
                target: (*target).into(),
                is_conditional: false,
                site: site(path, *line),
            })
            .collect(),
        ..Facts::default()
    }
}

fn told(facts: &Facts) -> Vec<(Stage, u32)> {
    timeline(facts).steps.iter().map(|step| (step.stage, step.effect)).collect()
}

#[test]
fn what_a_script_calls_comes_where_it_is_called() {
    let facts = facts(
        &["s/install.sh", "s/upgrade.sh", "s/rollback.sh", "s/lonely.sh"],
        &[("s/install.sh", 1), ("s/install.sh", 9), ("s/lonely.sh", 1), ("s/rollback.sh", 1), ("s/upgrade.sh", 3)],
        &[("s/install.sh", 5, "$(dirname \"$0\")/upgrade.sh"), ("s/upgrade.sh", 1, "./install.sh")],
    );
    // The two call each other: both are called, and the first by name begins.
    assert_eq!(
        told(&facts),
        [(Stage::Rollback, 3), (Stage::Install, 0), (Stage::Install, 4), (Stage::Install, 1), (Stage::ByHand, 2),]
    );
}

#[test]
fn a_call_means_the_file_that_is_nearest() {
    let facts = facts(
        &["a/install.sh", "a/lib/x.sh", "b/lib/x.sh"],
        &[("a/lib/x.sh", 1), ("b/lib/x.sh", 1)],
        &[("a/install.sh", 1, ". $HERE/lib/x.sh")],
    );
    assert_eq!(told(&facts), [(Stage::Install, 0), (Stage::ByHand, 1)]);
    assert_eq!(timeline(&facts).stage("a/lib/x.sh"), Stage::Install);
}
