//! Which scripts are the way back, and which run while the upgrade does.

use crate::facts::FileType;
use crate::report::Stage;
use crate::rules::Case;
use crate::rules::weight::{Weight, Weights};

/// Words in the names of scripts that undo.
const WAY_BACK: &[&str] =
    &["rollback", "roll-back", "roll_back", "uninstall", "restore", "revert", "downgrade", "backout"];
/// Ends of the names of scripts.
const SCRIPTS: &[&str] = &["sh", "bash", "ksh", "ps1", "bat", "cmd", "py", "pl", "rb", "js", "yml", "yaml"];

/// Whether a file's name says that it undoes what another does.
pub(crate) fn is_way_back(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path).to_ascii_lowercase();
    WAY_BACK.iter().any(|word| name.contains(word))
}

/// Whether what stands in a file is carried out while the upgrade runs. Where the timeline knows of nothing that is,
/// every script of the installer may be.
pub(crate) fn runs_at_install(case: &Case<'_>, weights: &Weights<'_>, path: &str) -> bool {
    let timeline = case.timeline();
    match timeline.stage(path) {
        Stage::Install => true,
        Stage::Later | Stage::Rollback => false,
        Stage::ByHand => {
            weights.of(path) == Weight::Own && !is_way_back(path) && timeline.files(Stage::Install).next().is_none()
        }
    }
}

/// The scripts for the way back that the package ships, in the order of its directory.
pub(super) fn scripts(case: &Case<'_>, weights: &Weights<'_>) -> Vec<String> {
    let is_named_so = |path: &str| {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        is_way_back(path) && SCRIPTS.iter().any(|known| ending.eq_ignore_ascii_case(known))
    };
    case.facts
        .files
        .iter()
        .filter(|file| file.file_type == FileType::File && weights.of(&file.path) >= Weight::Shipped)
        .filter(|file| is_named_so(&file.path) || case.timeline().stage(&file.path) == Stage::Rollback)
        .map(|file| file.path.clone())
        .collect()
}
