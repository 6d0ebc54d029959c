//! The packs that Dropscope brings along; read when they are first asked for.

use std::sync::LazyLock;

use super::format::Pack;
use super::read;

/// Files of the same format as a user's own.
const FILES: &[&str] = &[
    include_str!("../../packs/gitlab.pack.toml"),
    include_str!("../../packs/rhel-family.pack.toml"),
    include_str!("../../packs/spring-boot-3.pack.toml"),
];

static PACKS: LazyLock<Vec<Pack>> = LazyLock::new(|| {
    // A built-in pack refers to its own products only; else reading it would ask for what is being made here.
    FILES.iter().filter_map(|text| read::read("", text.as_bytes()).ok()).collect()
});

/// The built-in packs.
pub(super) fn packs() -> &'static [Pack] {
    &PACKS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_pack_can_be_read() {
        for text in FILES {
            let problems = read::read("", text.as_bytes()).err();
            assert_eq!(problems, None);
        }
        assert_eq!(packs().len(), FILES.len());
    }
}
