//! CronJobs of Kubernetes. A template of one that is no YAML is read line by line.

use crate::config::kubernetes;
use crate::facts::{Facts, Schedule, ScheduleKind};
use crate::schedule::{CronStyle, cron_words, shown};

use crate::parse::document::{Node, json, yaml};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

pub(in crate::parse) const FORMAT: Format = Format { name: "Kubernetes CronJob", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    ["yaml", "yml", "json", "tpl"].iter().any(|extension| candidate.has_extension(extension))
        && candidate.head_holds(b"CronJob")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let content = text.content();
    let documents =
        if content.trim_start().starts_with('{') { vec![json::read(content)] } else { yaml::read_all(content) };
    if content.contains("{{") && documents.iter().any(|document| document.broken.is_some()) {
        return facts.schedules.extend(template(&text));
    }
    let objects = documents.iter().flat_map(|document| kubernetes::members(&document.root));
    let jobs = objects.filter(|(named, _)| named.kind == Some("CronJob")).filter_map(|(_, job)| job_of(job, &text));
    facts.schedules.extend(jobs.take(input.most_facts));
}

fn job_of(job: &Node, text: &Text<'_>) -> Option<Schedule> {
    let spec = job.get("spec")?;
    let (expression, at) = spec.word_of("schedule")?;
    let name = job.get("metadata").and_then(|metadata| metadata.get("name")).and_then(Node::word).unwrap_or_default();
    let pod = ["jobTemplate", "spec", "template", "spec"].iter().try_fold(spec, |node, key| node.get(key));
    let container = pod.and_then(|pod| pod.items_of("containers").first());
    let zone = spec.get("timeZone").and_then(Node::word).unwrap_or_default();
    Some(schedule((name, expression, zone), &container.map(command).unwrap_or_default(), text, at))
}

/// The image, and the words that it is started with.
fn command(container: &Node) -> String {
    let words = ["command", "args"].iter().flat_map(|key| container.items_of(key)).filter_map(Node::word);
    container.get("image").and_then(Node::word).into_iter().chain(words).collect::<Vec<_>>().join(" ")
}

fn schedule((name, expression, zone): (&str, &str, &str), command: &str, text: &Text<'_>, at: usize) -> Schedule {
    Schedule {
        kind: ScheduleKind::KubernetesCronJob,
        name: shown(name),
        expression: shown(expression),
        words: cron_words(expression, CronStyle::CRONTAB),
        time_zone: shown(zone),
        command: shown(command),
        site: text.site(at),
        ..Schedule::default()
    }
}

fn template(text: &Text<'_>) -> Option<Schedule> {
    let value = |key: &str| {
        text.lines_at().find_map(|(at, line)| {
            let value = line.trim_start().strip_prefix(key)?.strip_prefix(':')?;
            Some((value.trim().trim_matches(['"', '\'']), at))
        })
    };
    let (expression, at) = value("schedule")?;
    let word = |key: &str| value(key).map(|(value, _)| value).unwrap_or_default();
    let name = word("name");
    let name = if name.contains("{{") { "" } else { name };
    Some(schedule((name, expression, ""), word("image"), text, at))
}
