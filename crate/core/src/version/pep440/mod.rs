//! PEP 440: versions, and specifiers `~=`, `==` with `.*`, `!=`, `<=`, `>=`, `<`, `>`, `===`, joined by commas.
//! Reference: `packaging`.

mod specifier;
mod version;

pub(super) use specifier::Specifiers;
pub(super) use version::{compare, is_prerelease};

#[cfg(test)]
mod tests {
    use crate::version::Dialect;
    use crate::version::testing::{admitted, ascending, ranges};

    #[test]
    fn reads_specifiers() {
        ranges(
            Dialect::Pypi,
            &[
                ("", "(, )"),
                (">=1.2", "[1.2, )"),
                ("<4,>=2", "[2, 4)"),
                ("~=2.2", "[2.2, 3)"),
                ("~=1.4.5", "[1.4.5, 1.5)"),
                ("~=1.4.5a4", "[1.4.5a4, 1.5)"),
                ("~=1", "?"),
                ("==1.1.*", "[1.1, 1.2)"),
                ("==1.1", "[1.1, 1.1]"),
                ("===1.1+local", "[1.1+local, 1.1+local]"),
                ("!=1.5", "(, 1.5) | (1.5, )"),
                ("!=1.5.*", "(, 1.5) | [1.6, )"),
                (">=1.0,!=1.5,<2", "[1.0, 1.5) | (1.5, 2)"),
                (">=1.5,!=1.5", "(1.5, )"),
                ("==2!1.0.*", "[2!1.0, 2!1.1)"),
                (">=2,<1", "none"),
                ("1.0", "?"),
                (">=1.*", "?"),
                ("==", "?"),
                ("~=x.1", "?"),
                (">=1.0+local", "?"),
                (">=2.0 <3.0", "?"),
            ],
        );
    }

    #[test]
    fn admits_as_packaging_does() {
        admitted(
            Dialect::Pypi,
            &[
                (">=1.0", "1.0 1.0.post1 2.0rc1 1.0+local", "0.9 1.0.dev1 1.0rc1 nonsense"),
                ("<2.0", "1.9 1.9rc1", "2.0 2.0a1 2.0.dev1 2.0.post1"),
                (">1.0", "1.0.1 1.1.dev1", "1.0 1.0.post1 1.0+local"),
                (">1.0.post1", "1.0.post2", "1.0.post1 1.0"),
                ("==1.1", "1.1 1.1.0 1.1+ubuntu1 v1.1", "1.1.post1 1.1a1 1.1.1"),
                ("==1.1+ubuntu1", "1.1+UBUNTU1 1.1.0+ubuntu1", "1.1 1.1+ubuntu2"),
                ("==1.1.*", "1.1 1.1.9 1.1a1 1.1.post2 1.1+local", "1.2 1.2.dev0 1.10"),
                ("!=1.1.*", "1.2 1.0", "1.1.5"),
                ("~=2.2", "2.2 2.9 2.2.post3", "3.0 3.0.dev0 2.1"),
                ("~=1.4.5a4", "1.4.5a4 1.4.9", "1.5 1.4.5a3"),
                ("===1.0", "1.0", "1.0.0 1.0+local"),
                ("===Foo", "foo FOO", "bar"),
                ("!=1.0", "1.1", "1.0 1.0.0"),
                ("", "1.0 nonsense 1.0a1", ""),
            ],
        );
    }

    #[test]
    fn orders_versions() {
        ascending(
            Dialect::Pypi,
            &[
                "nonsense",
                "1.0.dev456",
                "1.0a1.dev1",
                "1.0a1 = 1.0-alpha.1 = 1.0_ALPHA1",
                "1.0a2.dev456",
                "1.0b2",
                "1.0b2.post345.dev456",
                "1.0b2.post345 = 1.0b2-345",
                "1.0rc1 = 1.0c1 = 1.0preview1",
                "1.0 = 1 = v1.0.0 = 0!1",
                "1.0+abc.5",
                "1.0+abc.7",
                "1.0+5",
                "1.0.post456.dev34",
                "1.0.post456 = 1.0-456 = 1.0.rev456",
                "1.1.dev1",
                "1!0.1",
            ],
        );
    }
}
