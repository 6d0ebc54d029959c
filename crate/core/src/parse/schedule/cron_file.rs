//! Crontabs, files in `cron.d`, and scripts in `cron.daily` and its kin.

use crate::facts::{Facts, Schedule, ScheduleKind, Site};
use crate::schedule::crontab::{self, Columns};

use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

pub(in crate::parse) const FORMAT: Format = Format { name: "crontab", matches, parse };

/// Folders of scripts, and how often each of them is run.
const FOLDERS: &[(&str, &str)] = &[
    ("cron.hourly", "every hour"),
    ("cron.daily", "every day"),
    ("cron.weekly", "every week"),
    ("cron.monthly", "every month"),
    ("cron.yearly", "every year"),
];

/// What a file is for cron.
enum Kind {
    Table(Columns),
    /// A script that is run so often.
    Script(&'static str, &'static str),
}

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.file.path.contains("cron") && kind(&candidate.file.path, candidate.name).is_some()
}

fn kind(path: &str, name: &str) -> Option<Kind> {
    // What cron's own `run-parts` passes over, and what is no table.
    if name.starts_with('.') || has_other_extension(name) {
        return None;
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder.rsplit('/').next().unwrap_or(folder));
    if let Some((folder, often)) = FOLDERS.iter().find(|(known, _)| *known == folder) {
        return Some(Kind::Script(folder, often));
    }
    // Sources of Debian packages name what the package's script of that folder becomes.
    let extension = FOLDERS.iter().find(|(known, _)| name == *known || name.ends_with(&format!(".{known}")));
    if let Some((folder, often)) = extension {
        return Some(Kind::Script(folder, often));
    }
    match name {
        "anacrontab" => Some(Kind::Table(Columns::Anacron)),
        "crontab" if path.ends_with("etc/crontab") => Some(Kind::Table(Columns::System)),
        _ if folder == "cron.d" || name.ends_with(".cron.d") => Some(Kind::Table(Columns::System)),
        "crontab" => Some(Kind::Table(Columns::Own)),
        _ if name.ends_with(".crontab") || name.ends_with(".cron") => Some(Kind::Table(Columns::Own)),
        _ if folder == "crontabs" => Some(Kind::Table(Columns::Own)),
        _ => None,
    }
}

fn has_other_extension(name: &str) -> bool {
    const OTHER: &[&str] =
        &["md", "html", "py", "js", "rb", "go", "json", "yaml", "yml", "xml", "txt", "gz", "service", "timer"];
    name.rsplit_once('.').is_some_and(|(_, extension)| OTHER.contains(&extension))
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    match kind(path, input.file.name()) {
        Some(Kind::Table(columns)) => {
            let text = Text::new(path, input.bytes);
            let mut tasks = crontab::read(text.lines_at(), columns, |at| text.site(at), input.most_facts);
            facts.schedules.append(&mut tasks);
        }
        Some(Kind::Script(folder, words)) if !input.bytes.is_empty() => facts.schedules.push(Schedule {
            kind: ScheduleKind::Cron,
            name: input.file.name().to_owned(),
            expression: folder.to_owned(),
            words: words.to_owned(),
            command: path.clone(),
            user: "root".to_owned(),
            site: Site::entry(path),
            ..Schedule::default()
        }),
        _ => {}
    }
}
