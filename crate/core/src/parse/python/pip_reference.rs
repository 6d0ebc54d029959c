//! What pip installs from elsewhere than an index: `git+https://…@ref#egg=name`, URLs of archives, paths.

use crate::facts::{Dependency, DependencySource, SourceKind, excerpt};

use crate::parse::redact::redact;

const SCHEMES: &[&str] = &["git+", "hg+", "svn+", "bzr+", "http://", "https://", "ftp://", "file:", "ssh://"];

/// Whether a line names a place rather than a project.
pub(super) fn is_reference(text: &str) -> bool {
    SCHEMES.iter().any(|scheme| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
        || text.starts_with(['.', '/', '~'])
        || (!text.contains(['@', ' ']) && [".whl", ".tar.gz", ".zip"].iter().any(|archive| text.ends_with(archive)))
}

/// A dependency on a place; `None` where the place does not tell the project's name.
pub(super) fn dependency(reference: &str) -> Option<Dependency> {
    // `"./dir[extra]"` chooses extras of a project whose name pip reads there.
    let name = egg(reference).or_else(|| archive_name(reference))?;
    Some(Dependency {
        name: excerpt(name),
        requirement: excerpt(&redact(reference)),
        ecosystem: "pypi".to_owned(),
        source: Some(source(reference)),
        ..Dependency::default()
    })
}

/// Where a reference leads, and whether a commit or a digest pins it.
pub(super) fn source(url: &str) -> DependencySource {
    let lower = url.to_ascii_lowercase();
    let (place, fragment) = lower.split_once('#').unwrap_or((&lower, ""));
    let has_scheme = place.contains("://") || place.starts_with("file:");
    let kind = if ["git+", "hg+", "svn+", "bzr+"].iter().any(|scheme| place.starts_with(scheme)) {
        SourceKind::Git
    } else if place.starts_with("file:") || !has_scheme {
        SourceKind::Path
    } else {
        SourceKind::Url
    };
    let pinned = match kind {
        SourceKind::Git => place.rsplit_once('@').is_some_and(|(_, reference)| is_digest(reference)),
        SourceKind::Url | SourceKind::Path => {
            let mut parts = fragment.split('&').filter_map(|part| part.split_once('='));
            parts.any(|(algorithm, hex)| algorithm.starts_with("sha") && is_digest(hex))
        }
    };
    DependencySource { kind, url: excerpt(&redact(url)), pinned }
}

fn is_digest(text: &str) -> bool {
    text.len() >= 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The name in `#egg=name[extra]&subdirectory=…`.
fn egg(reference: &str) -> Option<&str> {
    let (_, fragment) = reference.split_once('#')?;
    let name = fragment.split('&').find_map(|part| part.strip_prefix("egg="))?;
    Some(project(name)).filter(|name| !name.is_empty())
}

/// The name that an archive's own name begins with: `name-1.0-py3-none-any.whl`, `name-1.0.tar.gz`.
fn archive_name(reference: &str) -> Option<&str> {
    let path = reference.split(['#', '?']).next()?;
    let file = path.rsplit(['/', '\\']).next()?;
    let name = if let Some(wheel) = file.strip_suffix(".whl") {
        wheel.split('-').next()?
    } else {
        let stem = file.strip_suffix(".tar.gz").or_else(|| file.strip_suffix(".zip"))?;
        let (name, version) = stem.rsplit_once('-')?;
        crate::version::looks_like_version(version).then_some(name)?
    };
    Some(name).filter(|name| !name.is_empty() && project(name) == *name)
}

/// The leading part of a text that is a project's name.
fn project(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}
