//! NuGet's `.nuspec`, and the PowerShell scripts that Visual Studio's package console runs by their names.

use crate::facts::{Dependency, Facts, InstallHook, Manifest, Scope, Site, excerpt};

use crate::parse::document::{Node, xml};
use crate::parse::sink::{Sink, note_state};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, place};
use crate::version::{self, Dialect};

pub(in crate::parse) const FORMAT: Format = Format { name: "nuspec", matches, parse };
pub(in crate::parse) const SCRIPT: Format =
    Format { name: "NuGet install script", matches: matches_script, parse: parse_script };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.has_extension("nuspec") && place::depth(candidate.file.inner_path()) <= 1
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = xml::read(text.content());
    let metadata = document.root.get("package").and_then(|package| package.get("metadata"));
    let word = |key: &str| {
        let node = metadata?.get(key)?;
        Some((node.word()?, node.at))
    };
    let (id, version) = (word("id"), word("version"));
    let mut manifest = Manifest {
        path: path.clone(),
        format: "nuspec".to_owned(),
        ecosystem: "nuget".to_owned(),
        describes_package: place::is_at_usual_place(path),
        ..Manifest::default()
    };
    note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.identify(manifest, &text, (id, None), version);
    for dependencies in metadata.into_iter().flat_map(|metadata| metadata.all("dependencies")) {
        // Either straight in the list, or in groups, one for each framework.
        let groups = dependencies.all("group").flat_map(|group| group.all("dependency"));
        for node in dependencies.all("dependency").chain(groups) {
            if let Some(needs) = dependency(node, text.site(node.at)) {
                sink.dependency(needs);
            }
        }
    }
}

fn dependency(node: &Node, site: Site) -> Option<Dependency> {
    let requirement = node.get("version").and_then(Node::word).unwrap_or("");
    Some(Dependency {
        name: excerpt(node.get("id")?.word()?),
        requirement: excerpt(requirement),
        range: version::range(Dialect::Nuget, requirement),
        ecosystem: "nuget".to_owned(),
        scope: Scope::Runtime,
        site,
        ..Dependency::default()
    })
}

fn matches_script(candidate: &Candidate<'_>) -> bool {
    let name = candidate.name;
    let inner = candidate.file.inner_path();
    // Only in a package of NuGet, or with the parameters that NuGet passes: any other may have a `tools` folder.
    (name.eq_ignore_ascii_case("install.ps1") || name.eq_ignore_ascii_case("init.ps1"))
        && inner.get(..6).is_some_and(|folder| folder.eq_ignore_ascii_case("tools/"))
        && (candidate.file.path.to_ascii_lowercase().contains(".nupkg!/")
            || candidate.head.windows(PARAMETER.len()).any(|window| window.eq_ignore_ascii_case(PARAMETER)))
}

/// The first parameter of every install script of NuGet.
const PARAMETER: &[u8] = b"$installPath";

fn parse_script(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let hook = format!("NuGet {}", input.file.name().to_ascii_lowercase());
    Sink::new(facts, path, input.most_facts).install_hook(InstallHook {
        hook,
        command: String::new(),
        site: Site::entry(path),
    });
}
