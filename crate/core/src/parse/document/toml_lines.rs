//! TOML as tools write it: a table, a key or the item of a list a line, texts without escapes.
//!
//! Lockfiles and published manifests are large and there are many of them, and this reader takes a fifth of the time of
//! the one that knows the whole grammar. It gives up at the first line of any other form, valid or not; what it reads,
//! it reads as that one does.

use crate::limits::{DOCUMENT_DEPTH, DOCUMENT_NODES};

use super::{Document, Key, Node, Scalar, ScalarKind, Value};

/// Most members of a table that are looked through for one of the same name.
const MOST_COMPARED: usize = 500;
/// Most digits of a number that is surely none too large.
const MOST_DIGITS: usize = 18;
const LONG_QUOTE: &str = "\"\"\"";

type Members = Vec<(Key, Node)>;

/// Reads a document; nothing where it has another form.
pub(super) fn read(text: &str) -> Option<Document> {
    let mut reader = Reader { text, at: 0, nodes: 0 };
    let mut root = Members::new();
    reader.body(&mut root)?;
    while reader.at < text.len() {
        let members = reader.header(&mut root)?;
        reader.body(members)?;
    }
    Some(Document { root: Node { value: Value::Map(root), at: 0 }, ..Document::default() })
}

struct Reader<'t> {
    text: &'t str,
    /// Byte offset of what comes next.
    at: usize,
    nodes: usize,
}

impl<'t> Reader<'t> {
    /// Reads `[name.name]` or `[[name]]`, and gives the table that begins with it.
    fn header<'r>(&mut self, root: &'r mut Members) -> Option<&'r mut Members> {
        let at = self.at;
        let is_item = self.rest().starts_with("[[");
        self.at = at.checked_add(if is_item { 2 } else { 1 })?;
        let mut members = root;
        for _ in 0..DOCUMENT_DEPTH / 2 {
            let key = self.key()?;
            if self.take(".") {
                members = inner(members, key, self)?;
                continue;
            }
            if !self.take(if is_item { "]]" } else { "]" }) || !self.take("\n") {
                return None;
            }
            self.count()?;
            return if is_item { new_item(members, key, at) } else { new_table(members, key) };
        }
        None
    }

    /// Reads the members of a table, up to the next header or the end.
    fn body(&mut self, members: &mut Members) -> Option<()> {
        loop {
            match self.rest().as_bytes().first() {
                None | Some(b'[') => return Some(()),
                Some(b'\n') => self.at = self.at.checked_add(1)?,
                Some(b'#') => self.comment()?,
                Some(_) => {
                    let key = self.key()?;
                    if !self.take(" = ") || !is_new(members, &key.text) {
                        return None;
                    }
                    let value = self.value()?;
                    if !self.take("\n") && self.at < self.text.len() {
                        return None;
                    }
                    members.push((key, value));
                }
            }
        }
    }

    fn comment(&mut self) -> Option<()> {
        let line = self.rest().split_inclusive('\n').next()?;
        let is_plain = line.strip_suffix('\n').unwrap_or(line).bytes().all(is_plain);
        self.at = self.at.checked_add(line.len())?;
        is_plain.then_some(())
    }

    /// A bare key, or one in quotes.
    fn key(&mut self) -> Option<Key> {
        let at = self.at;
        let text = match self.rest().as_bytes().first()? {
            b'"' | b'\'' => self.quoted()?,
            _ => {
                let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
                let length = self.rest().bytes().take_while(|&byte| is_bare(byte)).count();
                self.taken(length).filter(|text| !text.is_empty())?
            }
        };
        Some(Key { text: text.to_owned(), at })
    }

    fn value(&mut self) -> Option<Node> {
        match self.rest().as_bytes().first()? {
            b'[' => self.list(),
            _ => self.scalar(),
        }
    }

    /// A list of single values, on one line or on several.
    fn list(&mut self) -> Option<Node> {
        let at = self.at;
        self.count()?;
        self.at = at.checked_add(1)?;
        let mut items = Vec::new();
        self.skip_blanks();
        while !self.take("]") {
            items.push(self.scalar()?);
            self.skip_blanks();
            if self.take(",") {
                self.skip_blanks();
            } else if !self.rest().starts_with(']') {
                return None;
            }
        }
        Some(Node { value: Value::Seq(items), at })
    }

    fn scalar(&mut self) -> Option<Node> {
        let at = self.at;
        self.count()?;
        let (text, kind) = match self.rest().as_bytes().first()? {
            b'"' if self.rest().starts_with(LONG_QUOTE) => (self.long()?, ScalarKind::Text),
            b'"' | b'\'' => (self.quoted()?, ScalarKind::Text),
            b't' => (self.word("true")?, ScalarKind::Bool(true)),
            b'f' => (self.word("false")?, ScalarKind::Bool(false)),
            _ => (self.digits()?, ScalarKind::Number),
        };
        Some(Node { value: Value::Scalar(Scalar { text: text.to_owned(), kind }), at })
    }

    /// A text in quotes of either kind that means what stands there, in one line.
    fn quoted(&mut self) -> Option<&'t str> {
        let quote = *self.rest().as_bytes().first()?;
        let inside = self.rest().get(1..)?;
        let length = inside.bytes().position(|byte| byte == quote)?;
        let text = inside.get(..length)?;
        // Two quotes may be the beginning of three.
        let is_long = text.is_empty() && inside.as_bytes().get(1) == Some(&quote);
        if is_long || !text.bytes().all(|byte| is_plain(byte) && byte != b'\\') {
            return None;
        }
        self.at = self.at.checked_add(length)?.checked_add(2)?;
        Some(text)
    }

    /// A text of several lines that means what stands there.
    fn long(&mut self) -> Option<&'t str> {
        let inside = self.rest().strip_prefix(LONG_QUOTE)?;
        let length = inside.find(LONG_QUOTE)?;
        let (text, behind) = inside.split_at_checked(length)?;
        // A further quote would belong to the text.
        let is_longer = behind.strip_prefix(LONG_QUOTE)?.starts_with('"');
        if is_longer || !text.bytes().all(|byte| (is_plain(byte) || byte == b'\n') && byte != b'\\') {
            return None;
        }
        self.at = self.at.checked_add(length)?.checked_add(2 * LONG_QUOTE.len())?;
        Some(text.strip_prefix('\n').unwrap_or(text))
    }

    /// Digits that are no time, fraction or number of another base; none of them is a leading zero.
    fn digits(&mut self) -> Option<&'t str> {
        let length = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let text = self.taken(length)?;
        let is_plain = matches!(text.len(), 1..=MOST_DIGITS) && (text == "0" || !text.starts_with('0'));
        let is_over = self.rest().is_empty() || self.rest().starts_with([',', ']', '\n']);
        (is_plain && is_over).then_some(text)
    }

    fn word(&mut self, word: &'static str) -> Option<&'t str> {
        let text = self.rest().get(..word.len()).filter(|text| *text == word)?;
        self.at = self.at.checked_add(word.len())?;
        Some(text)
    }

    fn taken(&mut self, length: usize) -> Option<&'t str> {
        let text = self.rest().get(..length)?;
        self.at = self.at.checked_add(length)?;
        Some(text)
    }

    fn take(&mut self, sign: &str) -> bool {
        let is_there = self.rest().starts_with(sign);
        if is_there {
            self.at = self.at.saturating_add(sign.len());
        }
        is_there
    }

    fn skip_blanks(&mut self) {
        let blanks = self.rest().bytes().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n')).count();
        self.at = self.at.saturating_add(blanks);
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn count(&mut self) -> Option<()> {
        self.nodes = self.nodes.checked_add(1)?;
        // Tables that a header opens on its way count as well.
        (self.nodes < DOCUMENT_NODES / 2).then_some(())
    }
}

/// No control character; a tab is none.
fn is_plain(byte: u8) -> bool {
    byte >= 0x20 && byte != 0x7f || byte == b'\t'
}

/// The table of that name, or the last one of a list, in which a header goes on; a new one where there is none.
fn inner<'m>(members: &'m mut Members, key: Key, reader: &mut Reader<'_>) -> Option<&'m mut Members> {
    let index = match position(members, &key.text)? {
        Some(index) => index,
        None => {
            reader.count()?;
            new_table(members, key)?;
            members.len().checked_sub(1)?
        }
    };
    match &mut members.get_mut(index)?.1.value {
        Value::Map(inner) => Some(inner),
        Value::Seq(items) => match &mut items.last_mut()?.value {
            Value::Map(inner) => Some(inner),
            _ => None,
        },
        Value::Scalar(_) => None,
    }
}

fn new_table(members: &mut Members, key: Key) -> Option<&mut Members> {
    if !is_new(members, &key.text) {
        return None;
    }
    let at = key.at;
    members.push((key, Node { value: Value::Map(Members::new()), at }));
    match &mut members.last_mut()?.1.value {
        Value::Map(inner) => Some(inner),
        _ => None,
    }
}

/// One more table of a list of tables, whose header begins at `at`.
fn new_item(members: &mut Members, key: Key, at: usize) -> Option<&mut Members> {
    let index = match position(members, &key.text)? {
        Some(index) => index,
        None => {
            members.push((key, Node { value: Value::Seq(Vec::new()), at }));
            members.len().checked_sub(1)?
        }
    };
    let Value::Seq(items) = &mut members.get_mut(index)?.1.value else { return None };
    items.push(Node { value: Value::Map(Members::new()), at });
    match &mut items.last_mut()?.value {
        Value::Map(inner) => Some(inner),
        _ => None,
    }
}

/// Whether a table has no member of that name yet; tools sort them, so that the last one tells.
fn is_new(members: &Members, name: &str) -> bool {
    position(members, name) == Some(None)
}

fn position(members: &Members, name: &str) -> Option<Option<usize>> {
    if members.len() > MOST_COMPARED {
        return None;
    }
    Some(members.iter().rposition(|(key, _)| key.text == name))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::parse::document::toml::read_any;

    /// As cargo, poetry and uv write them.
    const EXAMPLES: &[&str] = &[
        "# This file is automatically @generated by Cargo.\n# It is not intended for manual editing.\nversion = 4\n\n\
         [[package]]\nname = \"adler2\"\nversion = \"2.0.1\"\nsource = \"registry+https://example.org/index\"\n\
         checksum = \"320119579fcad9c2\"\n\n[[package]]\nname = \"import\"\nversion = \"0.1.0\"\ndependencies = [\n          \"adler2\",\n \"cfg-if 1.0.0\",\n]\n\n[metadata]\n\"checksum adler2\" = \"<none>\"\n",
        "# This file is automatically @generated by Poetry 1.8.2 and should not be changed by hand.\n\n\
         [[package]]\nname = \"attrs\"\nversion = \"23.2.0\"\ndescription = \"Classes Without Boilerplate\"\n\
         optional = false\npython-versions = \">=3.7\"\n\n[package.extras]\ndev = [\"attrs[tests]\", \"pre-commit\"]\n\n\
         [package.dependencies]\nidna = '>=2.8'\n\n[[package]]\nname = \"idna\"\nversion = \"3.6\"\nfiles = []\n\n\
         [metadata]\nlock-version = \"2.0\"\ncontent-hash = \"5d41402abc4b2a76\"\n",
        "edition = \"2021\"\n\n[package]\nname = \"memchr\"\nautobins = false\nrust-version = \"1.61\"\n\
         description = \"\"\"\nProvides \"routines\"\nfor 1, 2 or 3 bytes.\n\"\"\"\n\n[package.metadata.docs.rs]\n\
         rustdoc-args = [\"--generate-link-to-definition\"]\n\n[lib]\nname = \"memchr\"\nbench = false\n\n[dependencies.core]\n\
         version = \"1.0.0\"\noptional = true\n\n[target.'cfg(windows)'.dependencies.windows-sys]\nversion = \"0.61\"\n\n\
         [profile.bench]\ndebug = 2\n\n[[bin]]\nname = \"a\"\n\n[[bin]]\nname = \"b\"\n",
    ];

    #[test]
    fn reads_what_tools_write() {
        for example in EXAMPLES {
            assert_same(example);
            assert!(read(example).is_some(), "{example}");
        }
    }

    #[test]
    fn reads_nothing_otherwise_than_the_reader_of_the_whole_grammar() {
        const SIGNS: &str = "\n\r\t \"'[]{}.,=#\\a0-\u{7f}\u{e9}";
        for example in EXAMPLES {
            for (number, (at, old)) in example.char_indices().enumerate() {
                let (before, behind) = (&example[..at], &example[at + old.len_utf8()..]);
                assert_same(&format!("{before}{behind}"));
                for sign in SIGNS.chars().skip(number % 4).step_by(4) {
                    assert_same(&format!("{before}{sign}{behind}"));
                    assert_same(&format!("{before}{sign}{old}{behind}"));
                }
            }
        }
    }

    fn assert_same(text: &str) {
        let Some(document) = read(text) else { return };
        let whole = read_any(text, None);
        assert_eq!(document.root, whole.root, "{text}");
        assert!(whole.broken.is_none() && whole.duplicate_keys.is_empty(), "{text}");
    }
}
