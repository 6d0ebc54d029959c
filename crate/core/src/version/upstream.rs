//! The version that the software's own authors gave, without what a distribution adds to it.

use super::Dialect;

/// The upstream version: without epoch and distribution revision (`1:2.4.57-2+deb12u1` → `2.4.57`, `0:1.1.1k-9.el8` →
/// `1.1.1k`, `1.2.3-r4` → `1.2.3`). Dialects that know no revisions give the version back unchanged.
pub fn upstream(dialect: Dialect, version: &str) -> String {
    let version = version.trim();
    match dialect {
        Dialect::Deb => debian(version),
        Dialect::Rpm => without_release(without_epoch(version)),
        Dialect::Apk => without_apk_revision(version),
        _ => version,
    }
    .to_owned()
}

/// Marks that packagers put behind the upstream version: a repacked source, a rebuild, a backport. Each is followed by
/// something else than a letter.
const REPACKED: &[&str] = &["+dfsg", "~dfsg", ".dfsg", "-dfsg", "+ds", "~ds", ".ds", "+repack", "~repack"];
const REBUILT: &[&str] = &["+deb", "~deb", "~bpo", "+b", "+nmu", "~ubuntu", "+ubuntu", "ubuntu", "build", "~exp"];

fn debian(version: &str) -> &str {
    let upstream = without_release(without_epoch(version));
    // `2.0+really1.9` is 1.9 under a number that sorts above a 2.0 that was taken back.
    let upstream = upstream.rsplit_once("+really").map_or(upstream, |(_, really)| really);
    // `4.17.21+~cs8.31` bundles other components at 8.31.
    let upstream = upstream.split_once("+~").map_or(upstream, |(own, _)| own);
    let end = REPACKED.iter().chain(REBUILT).filter_map(|mark| position(upstream, mark)).min();
    end.and_then(|end| upstream.get(..end)).filter(|rest| !rest.is_empty()).unwrap_or(upstream)
}

fn position(version: &str, mark: &str) -> Option<usize> {
    let at = version.find(mark)?;
    let rest = version.get(at.saturating_add(mark.len())..)?;
    (!rest.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(at)
}

/// An epoch is digits and a colon.
pub(super) fn without_epoch(version: &str) -> &str {
    match version.split_once(':') {
        Some((epoch, rest)) if !epoch.is_empty() && epoch.bytes().all(|byte| byte.is_ascii_digit()) => rest,
        _ => version,
    }
}

/// The upstream version may hold hyphens, the revision may not.
fn without_release(version: &str) -> &str {
    version.rsplit_once('-').map_or(version, |(upstream, _)| upstream)
}

fn without_apk_revision(version: &str) -> &str {
    match version.rsplit_once("-r") {
        Some((upstream, revision)) if revision.bytes().all(|byte| byte.is_ascii_digit()) => upstream,
        _ => version,
    }
}

#[cfg(test)]
mod tests {
    use super::{Dialect, upstream};

    #[test]
    fn takes_off_what_a_distribution_adds() {
        for (dialect, version, wanted) in [
            (Dialect::Deb, "1:2.4.57-2+deb12u1", "2.4.57"),
            (Dialect::Deb, "3.0.11-1~deb12u2", "3.0.11"),
            (Dialect::Deb, "5.2.15-2+b7", "5.2.15"),
            (Dialect::Deb, "1.2.11.dfsg-4.1", "1.2.11"),
            (Dialect::Deb, "2.36-9+deb12u4", "2.36"),
            (Dialect::Deb, "1.15.0+dfsg1-2~bpo11+1", "1.15.0"),
            (Dialect::Deb, "4.17.21+dfsg+~cs8.31.198.20210220-9", "4.17.21"),
            (Dialect::Deb, "1.0+ds.1-1", "1.0"),
            (Dialect::Deb, "7.81.0-1ubuntu1.15", "7.81.0"),
            (Dialect::Deb, "2:8.2.3995-1ubuntu2.15", "8.2.3995"),
            (Dialect::Deb, "12.4+deb12u5", "12.4"),
            (Dialect::Deb, "2.0.0+really1.9.2-1", "1.9.2"),
            (Dialect::Deb, "5.0~rc1-1", "5.0~rc1"),
            (Dialect::Deb, "1.0-2-3", "1.0-2"),
            (Dialect::Deb, "20230311", "20230311"),
            (Dialect::Deb, "+ds1", "+ds1"),
            (Dialect::Rpm, "0:1.1.1k-9.el8", "1.1.1k"),
            (Dialect::Rpm, "2.34-60.el9", "2.34"),
            (Dialect::Rpm, "(none):1.0-1", "(none):1.0"),
            (Dialect::Apk, "1.2.3-r4", "1.2.3"),
            (Dialect::Apk, "3.1.4_git20230101-r0", "3.1.4_git20230101"),
            (Dialect::Apk, "1.2-rc", "1.2-rc"),
            (Dialect::Npm, "1.2.3-r4", "1.2.3-r4"),
            (Dialect::Pypi, "1!2.0", "1!2.0"),
        ] {
            assert_eq!(upstream(dialect, version), wanted, "{dialect:?} {version}");
        }
    }
}
