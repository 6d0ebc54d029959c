//! Jobs of launchd (launchd.plist(5)) as XML.

use crate::facts::{Facts, Schedule, ScheduleKind, Unit};
use crate::schedule::{CronStyle, cron_words, duration, shown};

use crate::parse::document::{Node, xml};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

pub(in crate::parse) const FORMAT: Format = Format { name: "launchd job", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    let path = &candidate.file.path;
    candidate.has_extension("plist")
        && (path.contains("LaunchDaemons/")
            || path.contains("LaunchAgents/")
            || candidate.head_holds(b"ProgramArguments"))
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    // The reader of XML keeps the order of elements of one name only; the pairs are read from the text.
    let Some(job) = Job::read(text.content()) else { return };
    let site = text.site(job.at);
    facts.units.push(Unit {
        name: shown(&job.label),
        system: "launchd".to_owned(),
        command: shown(&job.command),
        site: site.clone(),
        ..Unit::default()
    });
    if let Some((expression, words)) = job.when {
        facts.schedules.push(Schedule {
            kind: ScheduleKind::Launchd,
            name: shown(&job.label),
            expression,
            words,
            command: shown(&job.command),
            user: shown(&job.user),
            site,
            ..Schedule::default()
        });
    }
}

struct Job {
    label: String,
    command: String,
    user: String,
    /// As written, and in words.
    when: Option<(String, String)>,
    /// Byte offset of what says when, or of the label.
    at: usize,
}

impl Job {
    fn read(content: &str) -> Option<Self> {
        let document = xml::read(content);
        let dict = document.root.get("plist")?.get("dict")?;
        let pairs = pairs(dict);
        let find = |key: &str| pairs.iter().find(|(name, _)| *name == key).map(|(_, value)| *value);
        let word = |key: &str| find(key).and_then(Node::word).unwrap_or_default();
        let label = find("Label")?;
        let arguments = find("ProgramArguments").map(arguments).filter(|words| !words.is_empty());
        let timed = find("StartCalendarInterval").or_else(|| find("StartInterval"));
        let interval = find("StartInterval").and_then(Node::word).and_then(|seconds| seconds.parse().ok());
        let when = match (find("StartCalendarInterval"), interval) {
            (Some(calendar), _) => Some(calendar_words(calendar)),
            (None, Some(seconds)) => Some((format!("StartInterval {seconds}"), duration::every(seconds))),
            (None, None) => None,
        };
        Some(Self {
            label: label.word()?.to_owned(),
            command: arguments.unwrap_or_else(|| word("Program").to_owned()),
            user: word("UserName").to_owned(),
            when,
            at: timed.map_or(label.at, |node| node.at),
        })
    }
}

/// A dictionary's keys with the elements that follow them.
fn pairs(dict: &Node) -> Vec<(&str, &Node)> {
    let members = dict.members();
    let behind = members.iter().skip(1);
    let is_key = |name: &str| name == "key";
    members
        .iter()
        .zip(behind)
        .filter(|((name, _), (next, _))| is_key(&name.text) && !is_key(&next.text))
        .filter_map(|((_, key), (_, value))| Some((key.word()?, value)))
        .collect()
}

fn arguments(array: &Node) -> String {
    array.all("string").filter_map(Node::word).collect::<Vec<_>>().join(" ")
}

/// A dictionary of `Minute`, `Hour`, `Day`, `Weekday`, `Month`, or several; what is left out is every one.
fn calendar_words(calendar: &Node) -> (String, String) {
    let several: Vec<&Node> = calendar.all("dict").collect();
    let all = if several.is_empty() { vec![calendar] } else { several };
    let mut expressions = Vec::new();
    let mut words = Vec::new();
    for one in all {
        let pairs = pairs(one);
        let field =
            |key: &str| pairs.iter().find(|(name, _)| *name == key).and_then(|(_, value)| value.word()).unwrap_or("*");
        let fields = [field("Minute"), field("Hour"), field("Day"), field("Month"), field("Weekday")].join(" ");
        words.push(cron_words(&fields, CronStyle::CRONTAB));
        expressions.extend(pairs.iter().map(|(name, value)| format!("{name} {}", value.word().unwrap_or_default())));
    }
    (format!("StartCalendarInterval {}", expressions.join(", ")), words.join("; "))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_job_says_when_and_what() {
        let job = Job::read(
            "<plist version=\"1.0\"><dict><key>Label</key><string>org.example.sync</string>\
             <key>ProgramArguments</key><array><string>/opt/sync</string><string>--all</string></array>\
             <key>StartCalendarInterval</key><dict><key>Hour</key><integer>3</integer><key>Minute</key>\
             <integer>15</integer></dict></dict></plist>",
        )
        .unwrap();
        assert_eq!(job.label, "org.example.sync");
        assert_eq!(job.command, "/opt/sync --all");
        assert_eq!(job.when.unwrap().1, "every day at 03:15");
    }
}
