//! PowerShell scripts of a package that run by their names: Visual Studio's package console has `install.ps1` and
//! `init.ps1`, Chocolatey has its own.

use crate::facts::{Facts, InstallHook, Site};

use crate::parse::sink::Sink;
use crate::parse::{Candidate, Format, Input};

pub(in crate::parse) const FORMAT: Format = Format { name: "NuGet install script", matches, parse };

/// Scripts of Chocolatey that an installation or an upgrade runs.
const CHOCOLATEY: &[&str] = &["chocolateyinstall.ps1", "chocolateybeforemodify.ps1"];

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.has_extension("ps1") && (is_chocolatey(candidate.name) || is_nuget(candidate))
}

fn is_chocolatey(name: &str) -> bool {
    CHOCOLATEY.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Only in a package of NuGet, or with the parameters that NuGet passes: any other may have a `tools` folder.
fn is_nuget(candidate: &Candidate<'_>) -> bool {
    let name = candidate.name;
    let inner = candidate.file.inner_path();
    (name.eq_ignore_ascii_case("install.ps1") || name.eq_ignore_ascii_case("init.ps1"))
        && inner.get(..6).is_some_and(|folder| folder.eq_ignore_ascii_case("tools/"))
        && (candidate.file.path.to_ascii_lowercase().contains(".nupkg!/")
            || candidate.head.windows(PARAMETER.len()).any(|window| window.eq_ignore_ascii_case(PARAMETER)))
}

/// The first parameter of every install script of NuGet.
const PARAMETER: &[u8] = b"$installPath";

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let name = input.file.name();
    let runner = if is_chocolatey(name) { "Chocolatey" } else { "NuGet" };
    Sink::new(facts, path, input.most_facts).install_hook(InstallHook {
        hook: format!("{runner} {}", name.to_ascii_lowercase()),
        command: String::new(),
        site: Site::entry(path),
    });
}
