//! `AppxManifest.xml` of Appx and MSIX packages.

use crate::facts::{Dependency, Facts, InstallHook, excerpt};

use crate::parse::document::{Node, xml};
use crate::parse::redact::redact;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};

pub(in crate::parse) const FORMAT: Format = Format { name: "AppxManifest.xml", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name.eq_ignore_ascii_case("AppxManifest.xml")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = xml::read(text.content());
    let Some(package) = document.root.get("Package").or_else(|| document.broken.is_some().then_some(&document.root))
    else {
        return;
    };
    let identity = package.get("Identity");
    let word = |key: &str| identity?.word_of(key);
    let mut manifest = fact::manifest(path, "AppxManifest.xml", "msix");
    manifest.describes_package = place::is_at_usual_place(path);
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.identify_generic(manifest, &text, word("Name"), word("Version"));
    for needs in dependencies(package, &text) {
        sink.dependency(needs);
    }
    for hook in install_actions(package, &text) {
        sink.install_hook(hook);
    }
}

/// What has to be there: the system itself (`TargetDeviceFamily`), frameworks, and the package that this one extends. The
/// highest tested version is no bound: later systems take the package too.
fn dependencies(package: &Node, text: &Text<'_>) -> Vec<Dependency> {
    let listed = package.all("Dependencies").flat_map(Node::members).filter(|(key, _)| {
        matches!(key.text.as_str(), "TargetDeviceFamily" | "PackageDependency" | "MainPackageDependency")
    });
    let named = listed.filter_map(|(_, node)| Some((node.get("Name")?.word()?, node.word_of("MinVersion"), node.at)));
    // Before Windows 10 the system had an element of its own.
    let prerequisites = package.all("Prerequisites").filter_map(|node| node.word_of("OSMinVersion"));
    let systems = prerequisites.map(|(version, at)| ("Windows", Some((version, at)), at));
    named
        .chain(systems)
        .map(|(name, version, at)| match version {
            Some((version, _)) => fact::at_least(name, version, text.site(at)),
            None => fact::dependency("generic", crate::version::Dialect::Generic, (name, ""), text.site(at)),
        })
        .collect()
}

/// `windows.customInstall`: programs of the package that run when it is installed.
fn install_actions(package: &Node, text: &Text<'_>) -> Vec<InstallHook> {
    let extensions = package.all("Extensions").flat_map(|extensions| extensions.all("Extension"));
    let custom = extensions.flat_map(|extension| extension.all("CustomInstall"));
    let actions = custom.flat_map(|custom| custom.all("InstallActions")).flat_map(|list| list.all("InstallAction"));
    actions
        .filter_map(|action| {
            let file = action.get("File")?.word()?;
            let arguments = action.get("Arguments").and_then(Node::word).unwrap_or("");
            Some(InstallHook {
                hook: "MSIX install action".to_owned(),
                command: excerpt(&redact(format!("{file} {arguments}").trim_end())),
                site: text.site(action.at),
            })
        })
        .collect()
}
