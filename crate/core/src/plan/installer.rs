//! How the package is installed: which command starts it.

use crate::facts::{Facts, Location, Purpose, Site};
use crate::report::Stage;
use crate::rollback::is_way_back;

use super::Scene;

/// What starts the installation.
pub(super) struct Installer {
    /// The script, or the package for a package manager.
    pub(super) name: String,
    /// `""` where it is not clear how it is called.
    pub(super) command: String,
    pub(super) is_windows: bool,
    pub(super) place: Location,
}

/// What starts the installation, in order; empty where nobody can say.
pub(super) fn installers(scene: &Scene<'_, '_>) -> Vec<Installer> {
    if let Some(managed) = managed(&scene.asked.package.name) {
        return vec![managed];
    }
    let mut roots: Vec<&str> = Vec::new();
    for step in scene.case.timeline().steps.iter().filter(|step| step.stage == Stage::Install) {
        let Some(root) = step.through.first() else { continue };
        if !roots.contains(&root.as_str()) && roots.len() < MOST {
            roots.push(root);
        }
    }
    if roots.is_empty() {
        roots.extend(by_name(scene.case.facts));
    }
    roots.into_iter().map(script).collect()
}

/// Scripts that are told apart; an installation that is started from more places is not told step by step.
const MOST: usize = 5;

/// Scripts that call themselves installers, the least deep first.
fn by_name(facts: &Facts) -> Option<&str> {
    let is_installer = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
        ["install", "setup", "upgrade", "update", "deploy"].iter().any(|word| name.starts_with(word))
            && !is_way_back(path)
    };
    let scripts = facts.files.iter().filter(|file| file.purpose == Purpose::InstallScript && is_installer(&file.path));
    scripts.map(|file| file.path.as_str()).min_by_key(|path| (path.matches('/').count(), *path))
}

fn script(path: &str) -> Installer {
    // A name with other characters would have to be quoted; whoever runs it sees it anyway.
    let is_plain =
        path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte)) && !path.starts_with('-');
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let command = match ending.as_str() {
        _ if !is_plain => String::new(),
        "ps1" => format!("powershell -File {}", path.replace('/', "\\")),
        "bat" | "cmd" => path.replace('/', "\\"),
        "py" => format!("python3 {path} 2>&1 | tee upgrade.log"),
        "sh" | "bash" | "run" => format!("bash ./{path} 2>&1 | tee upgrade.log"),
        _ => String::new(),
    };
    let is_windows = matches!(ending.as_str(), "ps1" | "bat" | "cmd");
    Installer { name: path.to_owned(), command, is_windows, place: Site::entry(path).location() }
}

/// A package that a package manager installs.
fn managed(name: &str) -> Option<Installer> {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-+~".contains(&byte));
    let command = match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
        "deb" => format!("sudo apt-get install ./{name}"),
        "rpm" => format!("sudo dnf install ./{name}"),
        "whl" => format!("pip install ./{name}"),
        "nupkg" => format!("dotnet add package <ID> --source <FOLDER OF {name}>"),
        _ => return None,
    };
    let command = if is_plain { command } else { String::new() };
    Some(Installer { name: name.to_owned(), command, is_windows: false, place: Location::Package })
}
