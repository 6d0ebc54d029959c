//! Which disagreements between the records of an entry matter.

use crate::facts::{Disagreement, HeaderField, HeaderSource};

/// How much a disagreement matters. Ordered: the gravest is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// Ordinary packers write it.
    Harmless,
    /// Sloppy packers write it; tools may differ.
    Doubtful,
    /// Tools unpack different things.
    Grave,
}

/// Bits that say how hard the packer tried (1, 2), that sizes follow (3), and that the name is UTF-8 (11): packers set
/// them in one header only, and where name and sizes agree nothing follows from it.
const HARMLESS_FLAGS: u16 = 0b0000_1000_0000_1110;

/// Encryption: bits 0, 6 and 13.
const ENCRYPTION_FLAGS: u16 = 0b0010_0000_0100_0001;

/// Weighs one disagreement.
pub(super) fn weigh(it: &Disagreement) -> Weight {
    match it.field {
        HeaderField::Name if it.source == HeaderSource::UnicodePath && are_transliterated(&it.central, &it.other) => {
            Weight::Harmless
        }
        HeaderField::Name if it.central.replace('\\', "/") == it.other.replace('\\', "/") => Weight::Doubtful,
        HeaderField::Name | HeaderField::Method => Weight::Grave,
        // A local header that was never filled in: only a tool that reads the file as a stream sees an empty entry.
        HeaderField::Crc32 | HeaderField::CompressedSize | HeaderField::UncompressedSize
            if it.source == HeaderSource::LocalHeader && number(&it.other) == Some(0) =>
        {
            Weight::Doubtful
        }
        HeaderField::Crc32 | HeaderField::CompressedSize | HeaderField::UncompressedSize => Weight::Grave,
        HeaderField::Flags => match (number(&it.central), number(&it.other)) {
            (Some(a), Some(b)) if (a ^ b) & u64::from(ENCRYPTION_FLAGS) != 0 => Weight::Grave,
            (Some(a), Some(b)) if (a ^ b) & !u64::from(HARMLESS_FLAGS) == 0 => Weight::Harmless,
            _ => Weight::Doubtful,
        },
        HeaderField::Modified | HeaderField::Other => Weight::Harmless,
    }
}

/// Whether a plain name is what a packer makes of a Unicode name that the plain field cannot hold: all that differs are
/// characters outside of ASCII and what stands for them.
fn are_transliterated(plain: &str, unicode: &str) -> bool {
    let kept = |name: &str| -> String { name.chars().filter(|c| c.is_ascii() && !matches!(c, '?' | '_')).collect() };
    !unicode.is_ascii() && kept(plain) == kept(unicode)
}

/// A printed number, decimal or `0x` hexadecimal.
fn number(text: &str) -> Option<u64> {
    match text.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(field: HeaderField, source: HeaderSource, central: &str, other: &str) -> Weight {
        weigh(&Disagreement { field, source, central: central.into(), other: other.into() })
    }

    #[test]
    fn what_changes_the_unpacked_files_is_grave() {
        use HeaderField::{Crc32, Flags, Method, Name, UncompressedSize};
        use HeaderSource::{DataDescriptor, LocalHeader, UnicodePath};
        assert_eq!(weight(Name, LocalHeader, "a.txt", "b.exe"), Weight::Grave);
        assert_eq!(weight(Method, LocalHeader, "8", "0"), Weight::Grave);
        assert_eq!(weight(UncompressedSize, LocalHeader, "10", "20"), Weight::Grave);
        assert_eq!(weight(Crc32, DataDescriptor, "0x00000001", "0x00000000"), Weight::Grave);
        assert_eq!(weight(Flags, LocalHeader, "0x0000", "0x0001"), Weight::Grave);
        assert_eq!(weight(Name, UnicodePath, "readme.txt", "run.exe"), Weight::Grave);
        assert_eq!(weight(Name, UnicodePath, "readme.txt", "größe.exe"), Weight::Grave);
    }

    #[test]
    fn what_packers_do_is_not() {
        use HeaderField::{Flags, Modified, Name, UncompressedSize};
        use HeaderSource::{LocalHeader, UnicodePath};
        assert_eq!(weight(Name, UnicodePath, "gr??e.txt", "größe.txt"), Weight::Harmless);
        assert_eq!(weight(Flags, LocalHeader, "0x0000", "0x0808"), Weight::Harmless);
        assert_eq!(weight(Modified, LocalHeader, "a", "b"), Weight::Harmless);
        assert_eq!(weight(UncompressedSize, LocalHeader, "10", "0"), Weight::Doubtful);
        assert_eq!(weight(Name, LocalHeader, "a/b", "a\\b"), Weight::Doubtful);
    }
}
