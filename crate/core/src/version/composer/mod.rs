//! Composer: stabilities in versions, constraints with `^`, `~`, wildcards, hyphens and alternatives. Reference:
//! `composer/semver`, which compares what it has normalised with PHP's `version_compare`.

mod constraint;
mod version;

pub(super) use constraint::read;
pub(super) use version::{are_comparable, compare, is_prerelease};

#[cfg(test)]
mod tests {
    use crate::version::Dialect;
    use crate::version::testing::{admitted, ascending, ranges};

    #[test]
    fn reads_constraints() {
        ranges(
            Dialect::Composer,
            &[
                ("*", "(, )"),
                ("1.2.3", "[1.2.3, 1.2.3]"),
                ("1.2.*", "[1.2, 1.3)"),
                ("^1.2.3", "[1.2.3, 2.0.0)"),
                ("^0.3", "[0.3, 0.4)"),
                ("~1.2", "[1.2, 2.0)"),
                ("~1.2.3", "[1.2.3, 1.3.0)"),
                (">=7.4 <8.2", "[7.4, 8.2)"),
                (">=7.4,<8.2", "[7.4, 8.2)"),
                ("^7.4 || ^8.0", "[7.4, 9.0)"),
                ("^7.4|^8.1", "[7.4, 8.0) | [8.1, 9.0)"),
                ("1.0 - 2.0", "[1.0, 2.1)"),
                ("1.0.0 - 2.1.0", "[1.0.0, 2.1.0]"),
                ("^1.2@beta", "[1.2, 2.0)"),
                ("!=1.5", "(, 1.5) | (1.5, )"),
                ("dev-main", "[dev-main, dev-main]"),
                ("dev-main as 1.0", "[dev-main, dev-main]"),
                ("~>1.2", "?"),
                ("self.version", "?"),
                ("^", "?"),
                ("1.2.3.4.5", "?"),
            ],
        );
    }

    #[test]
    fn admits_by_stability() {
        admitted(
            Dialect::Composer,
            &[
                ("^1.2.3", "1.2.3 1.2.3-beta 1.9.0-RC1", "2.0.0 2.0.0-alpha 1.2.2 dev-main"),
                (">1.2", "1.3.0-beta 1.2.1", "1.2 1.2.0-RC1"),
                ("<1.2", "1.1.9", "1.2.0 1.2.0-beta"),
                ("1.2.3", "1.2.3 v1.2.3 1.2.3.0", "1.2.3-RC1 1.2.4"),
                ("dev-main", "dev-main", "1.0.0 dev-other"),
                ("!=1.2", "1.3 dev-main", "1.2.0"),
            ],
        );
    }

    #[test]
    fn orders_versions() {
        ascending(
            Dialect::Composer,
            &[
                "dev-main",
                "1.0-dev",
                "1.0-alpha = 1.0a",
                "1.0-alpha2",
                "1.0-beta1 = 1.0.0.0-BETA1",
                "1.0-RC1-dev",
                "1.0-RC1 = 1.0.0rc1",
                "1.0 = 1.0.0 = v1.0.0.0 = 1.0.0+build = 1.0-stable",
                "1.0-p1 = 1.0.0-patch1",
                "1.0.1",
                "1.x-dev = 1.9999999.9999999.9999999-dev",
                "2.0",
                "2010.01.02",
            ],
        );
    }
}
