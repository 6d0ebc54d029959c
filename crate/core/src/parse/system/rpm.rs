//! `.rpm` files: identity, requirements and scriptlets from the header. The payload is not unpacked.
//!
//! Source: the file format in RPM's manual. Lead of 96 bytes, signature header padded to 8, header, payload.

use std::collections::BTreeSet;

use crate::facts::{
    Content, Dependency, Facts, InstallHook, ManifestState, Package, PackageOrigin, Scope, Site, Sited, excerpt,
};
use crate::parse::redact::redact;
use crate::parse::sink::Sink;
use crate::parse::{Candidate, Format, Input, fact};
use crate::purl;
use crate::version::Dialect;

use super::relation::is_capability;
use super::rpm_header::Header;

pub(in crate::parse) const FORMAT: Format = Format { name: "RPM header", matches, parse };

const LEAD_BYTES: usize = 96;

const NAME: u32 = 1000;
const VERSION: u32 = 1001;
const RELEASE: u32 = 1002;
const EPOCH: u32 = 1003;
const ARCH: u32 = 1022;
const TRIGGER_SCRIPTS: u32 = 1065;

/// Scriptlets that rpm runs, with the tag of the script and that of the program that gets it.
const SCRIPTLETS: &[(&str, u32, u32)] = &[
    ("%pretrans", 1151, 1153),
    ("%pre", 1023, 1085),
    ("%post", 1024, 1086),
    ("%posttrans", 1152, 1154),
    ("%preun", 1025, 1087),
    ("%postun", 1026, 1088),
];

/// Tags of names, flags and versions of what it asks for.
const RELATIONS: &[(Scope, u32, u32, u32)] = &[
    (Scope::Runtime, 1049, 1048, 1050),
    // Recommends, Suggests.
    (Scope::Optional, 5046, 5048, 5047),
    (Scope::Optional, 5049, 5051, 5050),
];

/// Flags of a relation.
const LESS: u32 = 1 << 1;
const GREATER: u32 = 1 << 2;
const EQUAL: u32 = 1 << 3;
/// Asked of rpm itself.
const RPMLIB: u32 = 1 << 24;

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.file.content == Content::Rpm
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let mut manifest = fact::manifest(path, "RPM header", "rpm");
    let mut sink = Sink::new(facts, path, input.most_facts);
    match header(input.bytes) {
        Ok(header) => {
            if let Some(package) = package(&header, path) {
                manifest.name = Some(Sited { value: package.name.clone(), site: Site::entry(path) });
                manifest.version = Some(Sited { value: package.version.clone(), site: Site::entry(path) });
                sink.package(package);
            } else {
                manifest.state = unreadable("no name or no version");
            }
            relations(&header, path, &mut sink);
            scriptlets(&header, path, &mut sink);
        }
        Err(reason) => manifest.state = unreadable(reason),
    }
    sink.manifest(manifest);
}

fn unreadable(reason: &str) -> ManifestState {
    ManifestState::Unreadable { line: 0, column: 0, reason: reason.to_owned() }
}

/// The header behind lead and signature.
fn header(bytes: &[u8]) -> Result<Header<'_>, &'static str> {
    let after_lead = bytes.get(LEAD_BYTES..).ok_or("the file ends in the lead")?;
    let (_, signature_bytes) = Header::read(after_lead)?;
    let after_signature =
        after_lead.get(signature_bytes.next_multiple_of(8)..).ok_or("the file ends before the header")?;
    Header::read(after_signature).map(|(header, _)| header)
}

fn package(header: &Header<'_>, path: &str) -> Option<Package> {
    let (name, version, release) = (header.text(NAME)?, header.text(VERSION)?, header.text(RELEASE)?);
    let epoch = header.numbers(EPOCH).first().copied().filter(|epoch| *epoch > 0);
    let full = format!("{version}-{release}");
    let architecture = header.text(ARCH).filter(|word| word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'));
    // The purl type has processor and epoch as qualifiers.
    let qualifiers = [("arch", architecture), ("epoch", epoch.map(|epoch| epoch.to_string()))];
    let qualifiers = qualifiers.into_iter().filter_map(|(key, value)| Some(format!("{key}={}", value?)));
    let qualifiers = qualifiers.collect::<Vec<_>>().join("&");
    let purl = format!("{}?{qualifiers}", purl::purl("rpm", &name, &full)).trim_end_matches('?').to_owned();
    Some(Package {
        purl,
        ..fact::package(
            PackageOrigin::Manifest,
            "rpm",
            (&name, &epoch.map_or_else(|| full.clone(), |epoch| format!("{epoch}:{full}"))),
            Site::entry(path),
        )
    })
}

fn relations(header: &Header<'_>, path: &str, sink: &mut Sink<'_>) {
    // The same thing is asked for again for every scriptlet that needs it.
    let mut seen = BTreeSet::new();
    for (scope, names, flags, versions) in RELATIONS {
        let (names, flags, versions) = (header.texts(*names), header.numbers(*flags), header.texts(*versions));
        for (place, name) in names.into_iter().enumerate() {
            let flags = flags.get(place).copied().unwrap_or(0);
            if flags & RPMLIB != 0 || name.is_empty() || is_capability(&name) {
                continue;
            }
            let requirement = requirement(flags, versions.get(place).map_or("", String::as_str));
            if seen.insert((name.clone(), requirement.clone())) {
                let asked = (name.as_str(), requirement.as_str());
                let asked = fact::dependency("rpm", Dialect::Rpm, asked, Site::entry(path));
                sink.dependency(Dependency { scope: *scope, ..asked });
            }
        }
    }
}

fn requirement(flags: u32, version: &str) -> String {
    let operator = match (flags & LESS != 0, flags & GREATER != 0, flags & EQUAL != 0) {
        (true, false, false) => "<",
        (true, false, true) => "<=",
        (false, true, false) => ">",
        (false, true, true) => ">=",
        (false, false, true) => "=",
        _ => return String::new(),
    };
    if version.is_empty() { String::new() } else { format!("{operator} {version}") }
}

fn scriptlets(header: &Header<'_>, path: &str, sink: &mut Sink<'_>) {
    let mut hook = |name: &str, command: &str| {
        let command = excerpt(&redact(command));
        sink.install_hook(InstallHook { hook: format!("rpm {name}"), command, site: Site::entry(path) });
    };
    for (name, script, program) in SCRIPTLETS {
        // `%post -p /sbin/ldconfig` is a program without a script.
        if let Some(command) = header.text(*script).or_else(|| header.text(*program)) {
            hook(name, &command);
        }
    }
    for command in header.texts(TRIGGER_SCRIPTS) {
        hook("%trigger", &command);
    }
}
