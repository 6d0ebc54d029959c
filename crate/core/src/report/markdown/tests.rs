#![allow(clippy::unwrap_used)]

use super::{markdown, markdown_with_ticks, ticks};
use crate::context::Context;
use crate::facts::Facts;
use crate::report::{Options, Parts, Plan, PlanStep, Report, ReportInput, build};

fn report(steps: &[(&str, &str)]) -> Report {
    let parts = Parts {
        options: Options::default(),
        package: ReportInput { name: "a[b](http://x.example).zip".into(), ..ReportInput::default() },
        facts: Facts::default(),
        context: &Context::default(),
        complete: true,
    };
    let step = |(id, text): &(&str, &str)| PlanStep {
        id: (*id).into(),
        text: (*text).into(),
        command: "echo ```\nls".into(),
        ..PlanStep::default()
    };
    Report { plan: Plan { before: steps.iter().map(step).collect(), ..Plan::default() }, ..build(parts) }
}

#[test]
fn a_package_makes_no_link_no_html_and_calls_nobody() {
    let out =
        markdown(&report(&[("ab12ab12ab12ab12", "See <img src=x> @all ![p](http://evil.example) www.evil.example")]));
    for bad in ["<img", "@all", "![p](http", "www.evil.example", "a[b](http"] {
        let is_in_code = |at: usize| out[..at].rsplit('\n').next().unwrap().matches('`').count() % 2 == 1;
        assert!(out.match_indices(bad).all(|(at, _)| is_in_code(at)), "{bad} in {out}");
        assert!(out.contains(bad), "{bad} is lost: {out}");
    }
    assert!(out.contains("  ````\n  echo ```\n  ls\n  ````"), "{out}");
}

#[test]
fn ticks_survive_the_way_through_an_editor() {
    let report = report(&[("ab12ab12ab12ab12", "First (of two)."), ("cd34cd34cd34cd34", "Second.")]);
    let ticked = markdown(&report).replacen("- [ ]", "* [X]", 1).replace('\n', "\r\n");
    let again = markdown_with_ticks(&report, &ticks(&ticked));
    assert!(again.contains("- [x] First") && again.contains("- [ ] Second"), "{again}");
    let without_ids = ticked.replace("<!-- step:ab12ab12ab12ab12 -->", "");
    assert!(markdown_with_ticks(&report, &ticks(&without_ids)).contains("- [x] First"));
}

#[test]
fn a_ticked_step_that_is_gone_is_told() {
    let before = markdown(&report(&[("ab12ab12ab12ab12", "First.")])).replace("- [ ]", "- [x]");
    let out = markdown_with_ticks(&report(&[("cd34cd34cd34cd34", "Second.")]), &ticks(&before));
    assert!(out.contains("No longer in the plan") && out.contains("- [ ] Second. **(new)**"), "{out}");
}
