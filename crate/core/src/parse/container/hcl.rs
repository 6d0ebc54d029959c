//! HCL, as far as Terraform's lockfiles and provider requirements need it: blocks, and attributes that are a text.

/// A block or an object, with those of its attributes that are asked for.
#[derive(Debug, Default)]
pub(super) struct Block<'t> {
    /// The words before its brace: `["provider", "registry.terraform.io/x"]`, `["aws"]` for `aws = {`.
    pub(super) words: Vec<&'t str>,
    attributes: Vec<(&'t str, &'t str, usize)>,
}

impl<'t> Block<'t> {
    /// The value of an attribute, and the byte offset of its name.
    pub(super) fn get(&self, name: &str) -> Option<(&'t str, usize)> {
        self.attributes.iter().find(|attribute| attribute.0 == name).map(|(_, value, at)| (*value, *at))
    }
}

/// Deepest nesting of blocks that is read.
const MOST_DEPTH: usize = 32;
/// Most words and attributes of one block that are kept.
const MOST_KEPT: usize = 8;

/// Reads the blocks of a text. `each` gets every block when it ends, last in the list of those that are open. Reading
/// ends at the first break, whose byte offset is given; what is open then is given as far as it was read.
pub(super) fn blocks<'t>(text: &'t str, wanted: &[&str], each: &mut dyn FnMut(&[Block<'t>])) -> Option<usize> {
    let mut reader = Reader { text, at: 0 };
    let mut open: Vec<Block<'t>> = Vec::new();
    // Words of the block or attribute that begins, with the place of the first.
    let mut words: Vec<&str> = Vec::new();
    let mut words_at = 0;
    let mut is_assigned = false;
    let mut broken = None;
    while let Some((token, at)) = reader.next() {
        match token {
            Token::Word(word) | Token::Text(word) if !is_assigned => {
                if words.is_empty() {
                    words_at = at;
                }
                if words.len() < MOST_KEPT {
                    words.push(word);
                }
                continue;
            }
            Token::Text(value) => {
                if let ([name], Some(block)) = (words.as_slice(), open.last_mut())
                    && wanted.contains(name)
                    && block.attributes.len() < MOST_KEPT
                {
                    block.attributes.push((name, value, words_at));
                }
            }
            Token::Assign => {
                is_assigned = true;
                continue;
            }
            Token::Word(_) | Token::Other => continue,
            Token::Open if open.len() < MOST_DEPTH => {
                open.push(Block { words: std::mem::take(&mut words), attributes: Vec::new() });
            }
            Token::Close if !open.is_empty() => {
                each(&open);
                open.pop();
            }
            Token::Open | Token::Close | Token::Broken => {
                broken = Some(at);
                break;
            }
            Token::End => {}
        }
        words.clear();
        is_assigned = false;
    }
    let broken = broken.or((!open.is_empty()).then_some(text.len()));
    while !open.is_empty() {
        each(&open);
        open.pop();
    }
    broken
}

enum Token<'t> {
    Word(&'t str),
    Text(&'t str),
    Assign,
    Open,
    Close,
    /// A line ends, or an item does.
    End,
    Other,
    /// A text that is not closed.
    Broken,
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Option<(Token<'t>, usize)> {
        let rest = self.text.get(self.at..)?;
        let blank = rest.len().saturating_sub(rest.trim_start_matches([' ', '\t', '\r']).len());
        let start = self.at.saturating_add(blank);
        let rest = self.text.get(start..)?;
        let first = rest.chars().next()?;
        let (token, length) = match first {
            '\n' | ',' => (Token::End, 1),
            '{' => (Token::Open, 1),
            '}' => (Token::Close, 1),
            '=' | ':' if !rest.starts_with("==") => (Token::Assign, 1),
            '#' => (Token::Other, rest.find('\n').unwrap_or(rest.len())),
            '/' if rest.starts_with("//") => (Token::Other, rest.find('\n').unwrap_or(rest.len())),
            '/' if rest.starts_with("/*") => {
                (Token::Other, rest.find("*/").map_or(rest.len(), |end| end.saturating_add(2)))
            }
            '<' if rest.starts_with("<<") => (Token::End, here_document(rest)),
            '"' => match text_end(rest) {
                Some(end) => (Token::Text(rest.get(1..end)?), end.saturating_add(1)),
                None => (Token::Broken, rest.len()),
            },
            c if c.is_alphanumeric() || c == '_' => {
                let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
                let end = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
                (Token::Word(rest.get(..end)?), end)
            }
            c => (Token::Other, c.len_utf8()),
        };
        self.at = start.saturating_add(length);
        Some((token, start))
    }
}

/// Where the closing quote of a text is. A template in it (`"${lookup(map, "key")}"`) has texts of its own.
fn text_end(rest: &str) -> Option<usize> {
    // What is open: `"`, or `{` for a template. On the heap, and no deeper than a text may be.
    let mut open = vec![b'"'];
    let mut bytes = rest.bytes().enumerate().skip(1).peekable();
    while let Some((at, byte)) = bytes.next() {
        match (open.last()?, byte) {
            (b'"', b'"') => {
                open.pop();
                if open.is_empty() {
                    return Some(at);
                }
            }
            (b'"', b'\n') => return None,
            (b'"', b'\\') => {
                bytes.next();
            }
            (b'"', b'$' | b'%') => match bytes.peek() {
                Some((_, b'{')) => {
                    bytes.next();
                    open.push(b'{');
                }
                // `$${` is no template.
                Some((_, next)) if *next == byte => {
                    bytes.next();
                }
                _ => {}
            },
            (b'{', b'"' | b'{') => open.push(byte),
            (b'{', b'}') => {
                open.pop();
            }
            _ => {}
        }
        if open.len() > MOST_DEPTH {
            return None;
        }
    }
    None
}

/// How long `<<-EOF … EOF` is; to the end where it is not closed.
fn here_document(rest: &str) -> usize {
    let mut lines = rest.split_inclusive('\n');
    let first = lines.next().unwrap_or("");
    let delimiter = first.trim_start_matches(['<', '-']).trim();
    let mut length = first.len();
    if delimiter.is_empty() {
        return length;
    }
    for line in lines {
        length = length.saturating_add(line.len());
        if line.trim() == delimiter {
            break;
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each block's words from the outside, and its `version`.
    fn versions(text: &str) -> (Vec<String>, Option<usize>) {
        let mut found = Vec::new();
        let broken = blocks(text, &["version"], &mut |open| {
            let words: Vec<String> = open.iter().map(|block| block.words.join(" ")).collect();
            if let Some((version, at)) = open.last().and_then(|block| block.get("version")) {
                found.push(format!("{}: {version} at {at}", words.join(" / ")));
            }
        });
        (found, broken)
    }

    #[test]
    fn blocks_and_attributes() {
        let text = r#"# a comment { with = "braces" }
provider "registry.terraform.io/hashicorp/aws" {
  tags = { version = "inner" }
  version = "5.31.0" // the one
  hashes = ["h1:abc", "zh:def"]
}
locals { sql = <<-SQL
  version = "9"
  SQL
  version = "a \"b\"" }
"#;
        let provider = "provider registry.terraform.io/hashicorp/aws";
        let wanted = [
            format!("{provider} / tags: inner at 92"),
            format!("{provider}: 5.31.0 at 114"),
            "locals: a \\\"b\\\" at 224".to_owned(),
        ];
        assert_eq!(versions(text), (wanted.to_vec(), None));
    }

    #[test]
    fn templates_have_texts_of_their_own() {
        let text = "a {\nx = \"x ${lookup({ k = \"}\" }, \"k\")} $${y\"\nversion = \"1\"\n}";
        assert_eq!(versions(text), (vec!["a: 1 at 45".to_owned()], None));
    }

    #[test]
    fn breaks_are_found() {
        assert_eq!(versions("a {\n b = \"x\n}").1, Some(9));
        assert_eq!(versions("}").1, Some(0));
        assert_eq!(versions("a {\nversion = \"1\"\n"), (vec!["a: 1 at 4".to_owned()], Some(18)));
        assert_eq!(versions(&"{".repeat(1_000)).1, Some(MOST_DEPTH));
    }
}
