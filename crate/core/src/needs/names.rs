//! When two names mean one thing.

/// What kind of supply an ecosystem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Supply {
    /// Software of the machine: distribution packages, Windows programs, container images.
    System,
    /// Libraries that a package manager fetches for each application.
    Library,
}

/// The kind of supply that a purl type is. What is not known is fetched by a manager of its own.
pub(crate) fn supply(ecosystem: &str) -> Supply {
    match ecosystem {
        "generic" | "docker" | "oci" | "winget" | "chocolatey" | "alpm" | "brew" | "snap" | "flatpak" => Supply::System,
        other if is_distribution(other) => Supply::System,
        _ => Supply::Library,
    }
}

/// Whether a distribution builds these packages, under revisions of its own.
pub(crate) fn is_distribution(ecosystem: &str) -> bool {
    matches!(ecosystem, "deb" | "rpm" | "apk")
}

/// A name as people write it: `PostgreSQL 15.4 (x64)` and `postgresql-15` have one stem, `postgresql`, and a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stem {
    /// Lower case, parts joined by `-`, each number written as `#`; numbers at the end and what stands in brackets left out.
    pub(super) text: String,
    /// The first number: `15.4`, `15`.
    pub(super) number: Option<String>,
}

impl Stem {
    /// The stem of a name.
    pub(super) fn of(name: &str) -> Self {
        let mut stem = Self::default();
        let mut chars = name.chars().flat_map(char::to_lowercase).peekable();
        let mut brackets = 0_u32;
        while let Some(c) = chars.next() {
            match c {
                '(' | '[' => brackets = brackets.saturating_add(1),
                ')' | ']' => brackets = brackets.saturating_sub(1),
                _ if brackets > 0 => {}
                '0'..='9' => {
                    let mut number = String::from(c);
                    while let Some(next) = chars.next_if(|c| c.is_ascii_digit() || matches!(c, '.' | '_')) {
                        number.push(if next == '_' { '.' } else { next });
                    }
                    stem.put_number(number);
                }
                c if c.is_alphanumeric() || c == '+' => stem.text.push(c),
                _ if stem.text.is_empty() || stem.text.ends_with('-') => {}
                _ => stem.text.push('-'),
            }
        }
        stem.text.truncate(stem.text.trim_end_matches(['-', '#']).len());
        stem
    }

    /// `2015-2022` is one number as far as names go.
    fn put_number(&mut self, number: String) {
        if self.text.ends_with("#-") {
            self.text.pop();
        } else if !self.text.ends_with('#') {
            self.text.push('#');
        }
        self.number.get_or_insert_with(|| number.trim_end_matches('.').to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::Stem;

    #[test]
    fn a_stem_is_the_name_without_its_versions() {
        for (name, text, number) in [
            ("postgresql", "postgresql", None),
            ("postgresql-15", "postgresql", Some("15")),
            ("PostgreSQL 15.4", "postgresql", Some("15.4")),
            ("python3.11", "python", Some("3.11")),
            ("libssl3", "libssl", Some("3")),
            ("libopenssl1_1", "libopenssl", Some("1.1")),
            ("openjdk-17-jre", "openjdk-#-jre", Some("17")),
            ("docker.io", "docker-io", None),
            (
                "Microsoft Visual C++ 2015-2022 Redistributable (x64) - 14.36.32532",
                "microsoft-visual-c++-#-redistributable",
                Some("2015"),
            ),
            ("DTEN Agent", "dten-agent", None),
            ("7", "", Some("7")),
        ] {
            let stem = Stem::of(name);
            assert_eq!((stem.text.as_str(), stem.number.as_deref()), (text, number), "{name}");
        }
    }
}
