//! `rpm -qa`: one name-version-release.architecture a line, or the fields of `--queryformat` between tabs.

use super::form::{Form, Named};
use super::lines::{self, Line, begins_with_digit};
use super::listing::{Listing, Row};
use super::sample::{Sample, quoted};
use crate::parse::text::Text;

pub(super) const NAMES: Form = Form { recognise: recognise_names, read: read_names };
pub(super) const FIELDS: Form = Form { recognise: recognise_fields, read: read_fields };

/// The architectures of RPM packages.
const ARCHITECTURES: &[&str] = &[
    "noarch",
    "x86_64",
    "i386",
    "i486",
    "i586",
    "i686",
    "athlon",
    "aarch64",
    "armv7hl",
    "armv7l",
    "ppc64",
    "ppc64le",
    "s390",
    "s390x",
    "riscv64",
    "loongarch64",
    "ia64",
    "sparc64",
    "(none)",
];

/// Beginnings of a release's part that names the distribution.
const DISTRIBUTIONS: &[&str] =
    &["el", "fc", "amzn", "mga", "oe", "suse", "azl", "cm", "module", "rhel", "centos", "ph"];

pub(super) fn is_architecture(word: &str) -> bool {
    ARCHITECTURES.contains(&word)
}

/// Key of a repository, which RPM lists among the packages; it is no software.
const KEY: &str = "gpg-pubkey";

fn recognise_names(sample: &Sample<'_>) -> Option<Named> {
    let is_row = |line: &str| nevra(first_word(line)).is_some() && is_alone_or_dated(line);
    let row = sample
        .nearly_all(1, |line| is_row(line) || line.starts_with(KEY))
        .filter(|_| sample.lines.iter().any(|line| is_row(line)))?;
    Some(Named::new("rpm -qa", format!("lines of name-version-release.architecture: {}", quoted(row))))
}

/// `rpm -qa --last` says when it was installed.
fn is_alone_or_dated(line: &str) -> bool {
    let mut rest = line.split_ascii_whitespace().skip(1);
    rest.next().is_none_or(|word| word.len() == 3 && rest.next().is_some())
}

fn read_names(text: &Text<'_>, listing: &mut Listing<'_>) {
    lines::read(text, listing, "rpm", |line| {
        if line.starts_with(KEY) { Line::Nothing } else { Line::of(nevra(first_word(line))) }
    });
}

fn first_word(line: &str) -> &str {
    line.split_ascii_whitespace().next().unwrap_or("")
}

/// Name and version with release of `name-[epoch:]version-release.architecture`. Names have hyphens, versions and
/// releases have none.
fn nevra(word: &str) -> Option<(&str, &str)> {
    let (rest, architecture) = word.rsplit_once('.')?;
    if !is_architecture(architecture) {
        return None;
    }
    let (before, _release) = rest.rsplit_once('-')?;
    let (name, version) = before.rsplit_once('-')?;
    // The release is part of the version as RPM compares it.
    let version = rest.get(name.len().saturating_add(1)..).filter(|_| !version.is_empty())?;
    (!name.is_empty() && version.contains(|c: char| c.is_ascii_digit())).then_some((name, version))
}

fn recognise_fields(sample: &Sample<'_>) -> Option<Named> {
    let row = sample.nearly_all(2, |line| line.starts_with(KEY) || Fields::of(line).is_some())?;
    let marks = |line: &&str| Fields::of(line).is_some_and(|fields| fields.is_typical());
    sample.lines.iter().find(|line| marks(line))?;
    Some(Named::new("rpm -qa --queryformat", format!("fields of RPM packages between tabs: {}", quoted(row))))
}

fn read_fields(text: &Text<'_>, listing: &mut Listing<'_>) {
    for (line, content) in text.lines() {
        if content.trim().is_empty() || content.starts_with(KEY) {
            continue;
        }
        match Fields::of(content) {
            Some(fields) => {
                let version = fields.full_version();
                listing.add(Row { name: fields.name, version: &version, ecosystem: "rpm", line, ..Row::default() });
            }
            None => listing.unread(line),
        }
    }
}

/// The fields of one package.
struct Fields<'l> {
    name: &'l str,
    epoch: &'l str,
    version: &'l str,
    release: &'l str,
    architecture: &'l str,
}

impl<'l> Fields<'l> {
    /// Name, perhaps the epoch, version, perhaps the release, perhaps the architecture, in the order of RPM's own names.
    fn of(line: &'l str) -> Option<Self> {
        let mut fields: Vec<&str> = line.split('\t').map(str::trim).collect();
        if fields.len() < 2 || fields.len() > 12 {
            return None;
        }
        let architecture = fields.iter().position(|field| is_architecture(field) && *field != "(none)");
        let architecture_name = architecture.and_then(|at| fields.get(at).copied()).unwrap_or("");
        fields.truncate(architecture.unwrap_or(fields.len()));
        let (name, epoch, version, release) = match *fields.as_slice() {
            [name, version] => (name, "", version, ""),
            [name, epoch, version] if is_epoch(epoch) && version.contains('-') => (name, epoch, version, ""),
            [name, epoch, version, release, ..] if is_epoch(epoch) => (name, epoch, version, release),
            // No version of RPM's has a hyphen in it: the release stands there already.
            [name, version, ..] if version.contains('-') => (name, "", version, ""),
            [name, version, release, ..] => (name, "", version, release),
            _ => return None,
        };
        let is_row = !name.is_empty() && !name.contains(' ') && !version.contains(' ') && begins_with_digit(version);
        is_row.then_some(Self { name, epoch, version, release, architecture: architecture_name })
    }

    /// Whether no other manager's list looks so: an architecture of RPM's with a release, or a distribution in it.
    fn is_typical(&self) -> bool {
        let release = if self.release.is_empty() { self.version } else { self.release };
        let names_distribution = release.split(['.', '-', '_', '+']).any(|part| {
            let digits = DISTRIBUTIONS.iter().find_map(|mark| part.strip_prefix(mark));
            digits.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        });
        names_distribution
            || (!self.architecture.is_empty() && !self.release.is_empty() && self.architecture != "noarch")
    }

    fn full_version(&self) -> String {
        full_version(self.epoch, self.version, self.release)
    }
}

/// `[epoch:]version[-release]`, as RPM compares it. An epoch of 0 is the same as none.
pub(super) fn full_version(epoch: &str, version: &str, release: &str) -> String {
    let epoch = if matches!(epoch, "" | "0" | "(none)") { String::new() } else { format!("{epoch}:") };
    let release = if release.is_empty() { String::new() } else { format!("-{release}") };
    format!("{epoch}{version}{release}")
}

fn is_epoch(field: &str) -> bool {
    field == "(none)" || (!field.is_empty() && field.len() <= 2 && field.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_have_hyphens_and_a_version_an_epoch() {
        assert_eq!(nevra("bash-5.1.8-6.el9.x86_64"), Some(("bash", "5.1.8-6.el9")));
        assert_eq!(
            nevra("python3-dnf-plugins-core-4.3.0-5.el9.noarch"),
            Some(("python3-dnf-plugins-core", "4.3.0-5.el9"))
        );
        assert_eq!(nevra("bind-libs-32:9.16.23-11.el9.x86_64"), Some(("bind-libs", "32:9.16.23-11.el9")));
        assert_eq!(nevra("lib-2.tar.gz"), None);
        assert_eq!(nevra(".x86_64"), None);
        assert_eq!(nevra("-1-2.x86_64"), None);
    }

    #[test]
    fn fields_may_have_an_epoch_and_an_architecture() {
        let version = |line| Fields::of(line).map(|fields| fields.full_version());
        assert_eq!(version("bash\t5.1.8\t6.el9\tx86_64").as_deref(), Some("5.1.8-6.el9"));
        assert_eq!(version("bash\t(none)\t5.1.8\t6.el9\tx86_64").as_deref(), Some("5.1.8-6.el9"));
        assert_eq!(version("bind\t32\t9.16.23\t11.el9\tx86_64").as_deref(), Some("32:9.16.23-11.el9"));
        assert_eq!(version("bash\t5.1.8-6.el9").as_deref(), Some("5.1.8-6.el9"));
        assert_eq!(version("bash"), None);
    }
}
