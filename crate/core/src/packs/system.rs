//! Which operating system an inventory means.

/// An operating system, by the id under which the list of ends has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct System {
    /// Its id in the list.
    pub(crate) product: &'static str,
    /// What people call it.
    pub(crate) label: &'static str,
    /// The version as far as the inventory gives it.
    pub(crate) version: String,
    /// Whether it is a Linux distribution, which mends what it packages under the old version numbers.
    pub(crate) is_distribution: bool,
}

struct Known {
    /// Words that name it, one of which is enough; longer names stand before the shorter ones that they hold.
    words: &'static [&'static str],
    product: &'static str,
    label: &'static str,
    is_distribution: bool,
}

const fn linux(words: &'static [&'static str], product: &'static str, label: &'static str) -> Known {
    Known { words, product, label, is_distribution: true }
}

const fn other(words: &'static [&'static str], product: &'static str, label: &'static str) -> Known {
    Known { words, product, label, is_distribution: false }
}

const KNOWN: &[Known] = &[
    other(&["windows server", "windowsserver", "win server"], "windows-server", "Windows Server"),
    other(&["windows", "win"], "windows", "Windows"),
    linux(&["centos stream"], "centos-stream", "CentOS Stream"),
    linux(&["centos linux", "centos"], "centos", "CentOS"),
    linux(
        &["red hat enterprise linux server", "red hat enterprise linux", "redhat", "rhel"],
        "rhel",
        "Red Hat Enterprise Linux",
    ),
    linux(&["rocky linux", "rocky"], "rocky-linux", "Rocky Linux"),
    linux(&["almalinux", "alma linux"], "almalinux", "AlmaLinux"),
    linux(&["oracle linux server", "oracle linux", "oraclelinux"], "oracle-linux", "Oracle Linux"),
    linux(&["ubuntu"], "ubuntu", "Ubuntu"),
    linux(&["debian gnu/linux", "debian"], "debian", "Debian"),
    linux(&["opensuse leap", "opensuse"], "opensuse", "openSUSE"),
    linux(&["suse linux enterprise server", "sles"], "sles", "SUSE Linux Enterprise Server"),
    linux(&["alpine linux", "alpine"], "alpine-linux", "Alpine Linux"),
    linux(&["amazon linux ami", "amazon linux", "amzn"], "amazon-linux", "Amazon Linux"),
    linux(&["fedora linux", "fedora"], "fedora", "Fedora"),
    other(&["macos", "mac os x"], "macos", "macOS"),
    other(&["freebsd"], "freebsd", "FreeBSD"),
    other(&["vmware esxi", "esxi"], "vmware-esxi", "VMware ESXi"),
];

/// The operating system that a text such as `Debian GNU/Linux 12 (bookworm)` or `centos-7` means; `None` where it names
/// none that is known, or no version.
pub(crate) fn system(text: &str) -> Option<System> {
    const MOST_BYTES: usize = 256;
    if text.len() > MOST_BYTES {
        return None;
    }
    let text = text.to_lowercase().replace(['-', '_', ':'], " ");
    let (known, rest) = KNOWN.iter().find_map(|known| {
        let rest = known.words.iter().find_map(|words| after(&text, words))?;
        Some((known, rest))
    })?;
    let mut words = rest.split([' ', '(', ')', ',', '/']).filter(|word| !word.is_empty());
    let first = words.find(|word| is_number(word))?;
    let number = first.trim_start_matches('v');
    let edition = words.find(|word| is_edition(word));
    let version = match (known.product, edition) {
        ("sles", Some(pack)) => format!("{number}.{}", pack.trim_start_matches("sp")),
        ("sles", None) if !number.contains('.') => format!("{number}.0"),
        ("windows" | "windows-server", Some(edition)) => format!("{number}-{edition}"),
        _ => number.to_owned(),
    };
    Some(System { product: known.product, label: known.label, version, is_distribution: known.is_distribution })
}

/// Whether the list of ends has an operating system under that id.
pub(crate) fn is_system(id: &str) -> bool {
    KNOWN.iter().any(|known| known.product == id)
}

/// What follows words that stand by themselves or right before a number (`win10`).
fn after<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let at = text.find(words)?;
    let is_start = text.get(..at)?.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let rest = text.get(at.saturating_add(words.len())..)?;
    let is_end = rest.chars().next().is_none_or(|c| !c.is_alphabetic());
    (is_start && is_end).then_some(rest)
}

fn is_number(word: &str) -> bool {
    let word = word.strip_prefix('v').unwrap_or(word);
    word.starts_with(|c: char| c.is_ascii_digit()) && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// `22h2`, `r2`, `sp5`.
fn is_edition(word: &str) -> bool {
    let is_half_year = word.len() == 4 && (word.ends_with("h1") || word.ends_with("h2"));
    let counted = word.strip_prefix("sp").or_else(|| word.strip_prefix('r'));
    is_half_year || counted.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_in_which_inventories_write_it() {
        for (text, product, version) in [
            ("debian-11", "debian", "11"),
            ("Debian GNU/Linux 12 (bookworm)", "debian", "12"),
            ("centos-7", "centos", "7"),
            ("CentOS Linux 7 (Core)", "centos", "7"),
            ("CentOS Stream 9", "centos-stream", "9"),
            ("Red Hat Enterprise Linux Server 7.9 (Maipo)", "rhel", "7.9"),
            ("Ubuntu 22.04.4 LTS", "ubuntu", "22.04.4"),
            ("SUSE Linux Enterprise Server 15 SP5", "sles", "15.5"),
            ("Alpine Linux v3.18", "alpine-linux", "3.18"),
            ("Microsoft Windows Server 2012 R2 Standard", "windows-server", "2012-r2"),
            ("windows-10", "windows", "10"),
            ("Windows 10 Enterprise 22H2", "windows", "10-22h2"),
            ("Amazon Linux 2", "amazon-linux", "2"),
        ] {
            let found = system(text).map(|system| (system.product, system.version));
            assert_eq!(found, Some((product, version.to_owned())), "{text}");
        }
        for text in ["", "Linux", "Debian GNU/Linux", "Darwin 22.6", "winners 3"] {
            assert_eq!(system(text), None, "{text}");
        }
    }
}
