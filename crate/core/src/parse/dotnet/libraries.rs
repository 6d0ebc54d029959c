//! `Name/Version` keys, by which .NET's own files list libraries.

use crate::facts::PackageOrigin;

use crate::parse::document::Node;
use crate::parse::fact;
use crate::parse::sink::Sink;
use crate::parse::text::Text;

/// One member of `libraries`.
pub(super) struct Library<'n> {
    pub(super) name: &'n str,
    pub(super) version: &'n str,
    /// `package`, `project`, `reference`, `runtimepack`.
    pub(super) kind: &'n str,
    pub(super) at: usize,
}

/// The members of `libraries` that have a name and a version.
pub(super) fn libraries(root: &Node) -> impl Iterator<Item = Library<'_>> {
    root.get("libraries").into_iter().flat_map(Node::members).filter_map(|(key, node)| {
        let (name, version) = key.text.split_once('/').filter(|(name, _)| !name.is_empty())?;
        Some(Library { name, version, kind: node.get("type").and_then(Node::word).unwrap_or("package"), at: key.at })
    })
}

/// Adds the libraries that come from NuGet: not the solution's own projects, nor assemblies of the system.
pub(super) fn add_packages(root: &Node, origin: PackageOrigin, text: &Text<'_>, sink: &mut Sink<'_>) {
    for library in libraries(root).filter(|library| matches!(library.kind, "package" | "runtimepack")) {
        let name = library.name.strip_prefix("runtimepack.").unwrap_or(library.name);
        sink.package(fact::package(origin, "nuget", (name, library.version), text.site(library.at)));
    }
}
