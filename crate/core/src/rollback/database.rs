//! Changes to a database that lose data: a snapshot of the machine undoes them only where the database runs on it.

use crate::facts::{EffectKind, EndpointKind, SqlHazard, SqlHazardKind, UndoClass, excerpt};
use crate::report::{Capture, RollbackItem, Stage};
use crate::rules::Case;
use crate::rules::weight::{Weight, Weights};

/// What is lost on a database elsewhere; nothing where the package does not show that there is one.
pub(super) fn items(case: &Case<'_>, weights: &Weights<'_>) -> Vec<RollbackItem> {
    let Some(database) = elsewhere(case, weights) else { return Vec::new() };
    destructive(case, weights).map(|hazard| item(hazard, &database)).collect()
}

fn item(hazard: &SqlHazard, database: &str) -> RollbackItem {
    let object = excerpt(&hazard.object).replace('`', "'");
    let text = format!(
        "Restore `{object}` on `{database}` from the backup that was made before. This loses what was written since."
    );
    RollbackItem {
        class: UndoClass::R3,
        kind: EffectKind::RemoteDatabase,
        target: hazard.object.clone(),
        elsewhere: database.to_owned(),
        text,
        stage: Stage::Install,
        site: hazard.site.clone(),
        ..RollbackItem::default()
    }
}

/// The backup, where anything is lost.
pub(super) fn capture(case: &Case<'_>, weights: &Weights<'_>) -> Option<Capture> {
    const SITES: usize = 20;
    let hazards: Vec<&SqlHazard> = destructive(case, weights).collect();
    let command = match hazards.first()?.dialect.as_str() {
        "postgresql" => "pg_dump --format=custom --file=<FILE> <DATABASE>",
        "mysql" => "mysqldump --single-transaction --routines <DATABASE> > <FILE>",
        "sqlserver" => "sqlcmd -Q \"BACKUP DATABASE [<DATABASE>] TO DISK = N'<FILE>' WITH COPY_ONLY\"",
        "oracle" => "expdp <USER> schemas=<SCHEMA> dumpfile=<FILE>",
        "sqlite" => "sqlite3 <DATABASE> \".backup <FILE>\"",
        _ => "",
    };
    Some(Capture {
        text:
            "Back up the database, and try the backup: migrations drop data, and a snapshot of this machine holds it \
               only if the database runs here."
                .into(),
        command: command.into(),
        sites: hazards.iter().take(SITES).map(|hazard| hazard.site.clone()).collect(),
    })
}

/// Statements of the way up that lose data.
fn destructive<'a>(case: &Case<'a>, weights: &Weights<'_>) -> impl Iterator<Item = &'a SqlHazard> {
    case.facts.sql_hazards.iter().filter(|hazard| {
        hazard.kind == SqlHazardKind::DestructiveChange
            && weights.of(&hazard.site.path) >= Weight::Shipped
            && case.timeline().stage(&hazard.site.path) != Stage::Rollback
            && !super::is_way_back(&hazard.site.path)
    })
}

/// The database, where it is shown to run on another machine.
fn elsewhere(case: &Case<'_>, weights: &Weights<'_>) -> Option<String> {
    let facts = case.facts;
    let effects = facts.effects.iter().filter(|effect| {
        effect.kind == EffectKind::RemoteDatabase && case.timeline().stage(&effect.site.path) == Stage::Install
    });
    let named = effects.map(|effect| if effect.elsewhere.is_empty() { "database" } else { &effect.elsewhere }).next();
    let connected = || {
        let is_database = |host: &&crate::facts::Endpoint| {
            host.kind == EndpointKind::Database && weights.of(&host.site.path) >= Weight::Shipped
        };
        let is_here = |host: &str| matches!(host, "" | "localhost" | "127.0.0.1" | "::1" | "[::1]");
        facts.endpoints.iter().filter(is_database).map(|host| host.host.as_str()).find(|host| !is_here(host))
    };
    named.or_else(connected).map(|name| excerpt(name).replace('`', "'"))
}
