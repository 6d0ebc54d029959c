//! Tasks that talk to other machines: what they did until the snapshot was restored stays done.

use crate::facts::{EffectKind, Schedule, ScheduleKind, UndoClass, excerpt};
use crate::report::{RollbackItem, Stage};
use crate::rules::Case;
use crate::rules::weight::{Weight, Weights};

/// Programs that bring something to another machine.
const SENDERS: &[&str] =
    &["curl", "wget", "sftp", "scp", "rsync", "ssh", "ftp", "lftp", "mail", "sendmail", "aws", "psql", "mysql"];

/// One for each task whose command shows that it reaches out.
pub(super) fn items(case: &Case<'_>, weights: &Weights<'_>) -> Vec<RollbackItem> {
    let is_shipped = |task: &&Schedule| weights.of(&task.site.path) >= Weight::Shipped;
    case.facts.schedules.iter().filter(is_shipped).filter(|task| reaches_out(task)).map(item).collect()
}

fn reaches_out(task: &Schedule) -> bool {
    // A database's own jobs are part of what the migrations leave.
    let is_command = !matches!(task.kind, ScheduleKind::DatabaseEvent | ScheduleKind::Application);
    let mut words = task.command.split(|c: char| !c.is_alphanumeric());
    is_command && (task.command.contains("://") || words.any(|word| SENDERS.contains(&word)))
}

fn item(task: &Schedule) -> RollbackItem {
    let plain = |text: &str| excerpt(text).replace('`', "'");
    let name = if task.name.is_empty() { &task.command } else { &task.name };
    let when = if task.words.is_empty() { &task.expression } else { &task.words };
    RollbackItem {
        class: UndoClass::R2,
        kind: EffectKind::TaskRun,
        target: name.clone(),
        text: format!(
            "Look what the task `{}` ({}) sent or fetched until the restore, and take it back where it matters.",
            plain(name),
            plain(when)
        ),
        stage: Stage::Later,
        site: task.site.clone(),
        ..RollbackItem::default()
    }
}
