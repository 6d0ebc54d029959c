//! Names of entries: UTF-8, code page 437, and the Unicode path field.

use super::extra::UnicodePath;

/// General purpose bit 11: name and comment are UTF-8.
const FLAG_UTF8: u16 = 1 << 11;

/// A decoded name, and why readers might decode it differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The path.
    pub path: String,
    /// Why readers differ; empty where they do not.
    pub problems: Vec<String>,
}

/// Decodes the name of a header.
pub fn decode(raw_name: &[u8], flags: u16, unicode_path: Option<&UnicodePath>) -> Name {
    let mut problems = Vec::new();
    let flagged = flags & FLAG_UTF8 != 0;
    let plain = match std::str::from_utf8(raw_name) {
        Ok(name) => name.to_owned(),
        Err(error) => {
            problems.push(if flagged {
                format!("flagged as UTF-8, but byte {} is not", error.valid_up_to())
            } else {
                "neither ASCII nor UTF-8: readers guess the code page".to_owned()
            });
            from_cp437(raw_name)
        }
    };
    if raw_name.contains(&0) {
        problems.push("a NUL byte, at which some readers end the name".to_owned());
    }
    let Some(field) = unicode_path else { return Name { path: plain, problems } };
    match field.valid(raw_name) {
        Some(path) => {
            if path.contains('\0') {
                problems.push("a NUL byte in the Unicode path field, at which some readers end the name".to_owned());
            }
            if path != plain && (flagged || !is_transcription(raw_name, path)) {
                problems.push(format!("the Unicode path field says {path:?}"));
            }
            Name { path: path.to_owned(), problems }
        }
        None => {
            if field.path != plain.as_bytes() {
                let other = String::from_utf8_lossy(&field.path);
                problems.push(format!("a Unicode path field that does not belong to the name says {other:?}"));
            }
            Name { path: plain, problems }
        }
    }
}

/// Whether `raw` could be `path` written in some code page: the same ASCII characters, with bytes beyond ASCII, `?`, `_`
/// or Info-ZIP's `#U1234` in the place of the others. That is what the Unicode path field is for.
fn is_transcription(raw: &[u8], path: &str) -> bool {
    let mut rest = raw;
    let mut chars = path.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_ascii() {
            match rest.split_first() {
                Some((&byte, tail)) if char::from(byte) == c => rest = tail,
                _ => return false,
            }
            continue;
        }
        while chars.next_if(|next| !next.is_ascii()).is_some() {}
        let before = rest.len();
        while let Some(length) = stand_in(rest) {
            rest = rest.get(length..).unwrap_or_default();
        }
        if rest.len() == before {
            return false;
        }
    }
    rest.is_empty()
}

/// Length of what may stand for a character that a code page lacks.
fn stand_in(rest: &[u8]) -> Option<usize> {
    match rest {
        [b'#', b'U', digits @ ..] if hexadecimal(digits, 4) => Some(6),
        [b'#', b'L', digits @ ..] if hexadecimal(digits, 6) => Some(8),
        [b'?' | b'_' | 0x80..=0xff, ..] => Some(1),
        _ => None,
    }
}

fn hexadecimal(digits: &[u8], count: usize) -> bool {
    digits.get(..count).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

/// Code page 437, the upper half.
const CP437: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', 'É', 'æ', 'Æ', 'ô', 'ö', 'ò', 'û',
    'ù', 'ÿ', 'Ö', 'Ü', '¢', '£', '¥', '₧', 'ƒ', 'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '⌐', '¬', '½', '¼', '¡',
    '«', '»', '░', '▒', '▓', '│', '┤', '╡', '╢', '╖', '╕', '╣', '║', '╗', '╝', '╜', '╛', '┐', '└', '┴', '┬', '├', '─',
    '┼', '╞', '╟', '╚', '╔', '╩', '╦', '╠', '═', '╬', '╧', '╨', '╤', '╥', '╙', '╘', '╒', '╓', '╫', '╪', '┘', '┌', '█',
    '▄', '▌', '▐', '▀', 'α', 'ß', 'Γ', 'π', 'Σ', 'σ', 'µ', 'τ', 'Φ', 'Θ', 'Ω', 'δ', '∞', 'φ', 'ε', '∩', '≡', '±', '≥',
    '≤', '⌠', '⌡', '÷', '≈', '°', '∙', '·', '√', 'ⁿ', '²', '■', '\u{a0}',
];

/// Bytes of code page 437 as text; the lower half is ASCII, control characters included.
pub fn from_cp437(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|&byte| {
            let upper = usize::from(byte).checked_sub(0x80).and_then(|index| CP437.get(index));
            upper.copied().unwrap_or(char::from(byte))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &[u8], path: &str) -> UnicodePath {
        UnicodePath { version: 1, name_crc32: crc32fast::hash(name), path: path.as_bytes().to_vec() }
    }

    #[test]
    fn plain_names_have_no_problem() {
        for (raw, flags, path) in [("a/b.txt", 0, "a/b.txt"), ("ä.txt", FLAG_UTF8, "ä.txt"), ("ä.txt", 0, "ä.txt")]
        {
            assert_eq!(decode(raw.as_bytes(), flags, None), Name { path: path.into(), problems: vec![] });
        }
    }

    #[test]
    fn code_page_437_where_it_is_not_utf8() {
        let name = decode(b"\x84.txt", 0, None);
        assert_eq!(name.path, "ä.txt");
        assert_eq!(name.problems.len(), 1);
        assert!(decode(b"\x84.txt", FLAG_UTF8, None).problems[0].contains("flagged as UTF-8"));
    }

    #[test]
    fn the_unicode_path_field_as_info_zip_writes_it() {
        for (raw, path) in [
            (&b"\x84.txt"[..], "ä.txt"),
            (b"#U00e4.txt", "ä.txt"),
            (b"?.txt", "日.txt"),
            (b"\x93\xfa\x96{.txt", "日本.txt"),
        ] {
            let name = decode(raw, 0, Some(&field(raw, path)));
            assert_eq!(name.path, path);
            assert!(!name.problems.iter().any(|problem| problem.contains("Unicode path")) || raw.contains(&b'{'));
        }
    }

    #[test]
    fn a_unicode_path_field_that_says_something_else() {
        assert!(!decode(b"a.txt", 0, Some(&field(b"a.txt", "b.sh"))).problems.is_empty());
        assert!(!decode(b"a.txt", 0, Some(&field(b"b.txt", "b.sh"))).problems.is_empty(), "stale checksum");
        assert!(decode(b"a.txt", 0, Some(&field(b"a.txt", "a.txt"))).problems.is_empty());
        let wrong = UnicodePath { version: 2, ..field(b"a.txt", "b.sh") };
        assert_eq!(decode(b"a.txt", 0, Some(&wrong)).path, "a.txt");
    }
}
