//! HCL, as far as Terraform's lockfiles and provider requirements need it: blocks, and attributes that are a text.

/// An attribute with a text as its value, and the blocks that it is in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Attribute<'t> {
    /// Words of the blocks and objects around it, from the outside: `["provider \"registry.terraform.io/x\""]` is given
    /// as `["provider", "registry.terraform.io/x"]` in one item.
    pub(super) blocks: Vec<Vec<&'t str>>,
    pub(super) name: &'t str,
    pub(super) value: &'t str,
    /// Byte offset of the name.
    pub(super) at: usize,
    /// Number of the innermost block, in the order in which blocks begin.
    pub(super) block: usize,
}

/// Deepest nesting of blocks that is read.
const MOST_DEPTH: usize = 32;

/// The attributes of a text; it ends at the first break, whose byte offset is given.
pub(super) fn attributes(text: &str) -> (Vec<Attribute<'_>>, Option<usize>) {
    let mut reader = Reader { text, at: 0 };
    let mut attributes = Vec::new();
    let mut open: Vec<(Vec<&str>, usize)> = Vec::new();
    let mut words: Vec<(&str, usize)> = Vec::new();
    let mut is_assigned = false;
    let mut blocks: usize = 0;
    while let Some((token, at)) = reader.next() {
        match token {
            Token::Word(word) | Token::Text(word) if !is_assigned => words.push((word, at)),
            Token::Text(value) => {
                if let Some((name, at)) = words.pop() {
                    let around = open.iter().map(|(words, _)| words.clone()).collect();
                    let block = open.last().map_or(0, |(_, number)| *number);
                    attributes.push(Attribute { blocks: around, name, value, at, block });
                }
                words.clear();
                is_assigned = false;
            }
            Token::Assign => is_assigned = true,
            Token::Open if open.len() >= MOST_DEPTH => return (attributes, Some(at)),
            Token::Open => {
                blocks = blocks.saturating_add(1);
                open.push((words.drain(..).map(|(word, _)| word).collect(), blocks));
                is_assigned = false;
            }
            Token::Close => {
                if open.pop().is_none() {
                    return (attributes, Some(at));
                }
                words.clear();
                is_assigned = false;
            }
            Token::End => {
                words.clear();
                is_assigned = false;
            }
            Token::Word(_) | Token::Other => {}
            Token::Broken => return (attributes, Some(at)),
        }
    }
    let broken = (!open.is_empty()).then_some(text.len());
    (attributes, broken)
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

/// Where the closing quote of a text is.
fn text_end(rest: &str) -> Option<usize> {
    let mut is_escaped = false;
    let hit = rest.bytes().enumerate().skip(1).find(|(_, byte)| match byte {
        _ if is_escaped => {
            is_escaped = false;
            false
        }
        b'\\' => {
            is_escaped = true;
            false
        }
        b'"' | b'\n' => true,
        _ => false,
    });
    hit.filter(|(_, byte)| *byte == b'"').map(|(at, _)| at)
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

    #[test]
    fn blocks_and_attributes() {
        let text = r#"# a comment { with = "braces" }
provider "registry.terraform.io/hashicorp/aws" {
  version = "5.31.0" // the one
  hashes = ["h1:abc", "zh:def"]
}
locals { sql = <<-SQL
  version = "9"
  SQL
  name = "a \"b\"" }
"#;
        let (attributes, broken) = attributes(text);
        let found: Vec<_> = attributes.iter().map(|a| (a.blocks.concat().join(" "), a.name, a.value)).collect();
        assert_eq!(
            found,
            [
                ("provider registry.terraform.io/hashicorp/aws".to_owned(), "version", "5.31.0"),
                ("provider registry.terraform.io/hashicorp/aws".to_owned(), "hashes", "h1:abc"),
                ("locals".to_owned(), "name", "a \\\"b\\\""),
            ]
        );
        assert_eq!(broken, None);
    }

    #[test]
    fn breaks_are_found() {
        assert_eq!(attributes("a {\n b = \"x\n}").1, Some(9));
        assert_eq!(attributes("}").1, Some(0));
        assert_eq!(attributes("a {").1, Some(3));
        assert_eq!(attributes(&"{".repeat(1_000)).1, Some(MOST_DEPTH));
    }
}
