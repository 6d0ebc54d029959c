//! Files that a vendor's manifest lists, with sizes and digests where it gives them.

use crate::facts::{DeclaredFile, Digest, excerpt};

use super::super::place;
use super::{find_word, items, normal};
use crate::parse::document::{Key, Node, Value};
use crate::parse::sink::Sink;
use crate::parse::text::Text;

const PATH_KEYS: &[&str] =
    &["path", "file", "filename", "filepath", "name", "src", "source", "location", "href", "uri", "relativepath"];
const SIZE_KEYS: &[&str] = &["size", "sizebytes", "length", "bytes", "filesize"];
/// Digests under a name that does not say which.
const DIGEST_KEYS: &[&str] = &["checksum", "digest", "hash", "fingerprint"];

fn is_list(key: &str) -> bool {
    matches!(
        normal(key).as_str(),
        "files"
            | "filelist"
            | "contents"
            | "checksums"
            | "artifacts"
            | "payload"
            | "digests"
            | "hashes"
            | "resources"
            | "assets"
            | "binaries"
            | "sha256"
            | "sha512"
            | "sha256sums"
    )
}

/// Whether a map lists files.
pub(super) fn stand_in(level: &Node) -> bool {
    level.members().iter().any(|(key, node)| is_list(&key.text) && !declared(key, node).is_empty())
}

pub(super) fn read(level: &Node, text: &Text<'_>, sink: &mut Sink<'_>) {
    for (key, node) in level.members().iter().filter(|(key, _)| is_list(&key.text)) {
        for file in declared(key, node).into_iter().take(sink.enough()) {
            sink.declared_file(DeclaredFile {
                path: excerpt(file.path),
                resolved: place::resolve(text.path(), file.path),
                digests: file.digests,
                size_bytes: file.size_bytes,
                site: text.site(file.at),
            });
        }
    }
}

struct Listed<'n> {
    path: &'n str,
    at: usize,
    digests: Vec<Digest>,
    size_bytes: Option<u64>,
}

/// The files of a list: `[{path, sha256}]`, `["a/b.sh"]`, `{"a/b.sh": "sha256:…"}`, `{"a/b.sh": {"sha256": …}}`.
fn declared<'n>(list: &'n Key, node: &'n Node) -> Vec<Listed<'n>> {
    let items = items(node);
    let listed: Vec<Listed<'n>> = if let Value::Scalar(scalar) = &node.value {
        // INI and properties have no other lists; one path alone (`payload`) does not list the package.
        let paths: Vec<&str> = scalar.text.split([',', ';', '\n']).map(str::trim).collect();
        let paths = if paths.len() > 1 { paths } else { Vec::new() };
        let listed = |path| Listed { path, at: node.at, digests: Vec::new(), size_bytes: None };
        paths.into_iter().map(listed).collect()
    } else if items.is_empty() {
        let algorithm = algorithm_of(&normal(&list.text));
        node.members()
            .iter()
            .map(|(key, value)| Listed {
                path: key.text.as_str(),
                at: key.at,
                digests: digests(value, algorithm),
                size_bytes: size(value),
            })
            .collect()
    } else {
        items.into_iter().filter_map(item).collect()
    };
    listed.into_iter().filter(|file| is_path(file.path)).collect()
}

fn item(node: &Node) -> Option<Listed<'_>> {
    let (path, at) = match &node.value {
        Value::Scalar(_) => (node.word()?, node.at),
        Value::Map(_) => find_word(node, PATH_KEYS).or_else(|| Some((node.word()?, node.at)))?,
        Value::Seq(_) => return None,
    };
    Some(Listed { path, at, digests: digests(node, None), size_bytes: size(node) })
}

/// A path of one file: no pattern, no address, no sentence; a folder or an extension.
fn is_path(path: &str) -> bool {
    let is_plain = !path.is_empty()
        && path.len() <= 1_024
        && !path.contains(['*', '?', '\n', '"', '{', '$'])
        && !path.contains("://")
        && !path.ends_with('/');
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    is_plain && (path.contains(['/', '\\']) || name.rsplit_once('.').is_some_and(|(_, end)| is_extension(end)))
}

/// A version's last number is no extension.
fn is_extension(end: &str) -> bool {
    !end.is_empty()
        && end.len() <= 12
        && end.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && !end.bytes().all(|byte| byte.is_ascii_digit())
}

fn size(node: &Node) -> Option<u64> {
    find_word(node, SIZE_KEYS).and_then(|(word, _)| word.parse().ok())
}

fn digests(node: &Node, algorithm: Option<&str>) -> Vec<Digest> {
    let mut digests = Vec::new();
    match &node.value {
        Value::Scalar(scalar) => digests.extend(digest(algorithm, &scalar.text)),
        Value::Map(members) => {
            for (key, value) in members {
                let name = normal(&key.text);
                let named = algorithm_of(&name);
                let is_digest = named.is_some() || DIGEST_KEYS.contains(&name.as_str()) || is_list(&key.text);
                match &value.value {
                    Value::Scalar(scalar) if is_digest => {
                        let beside = find_word(node, &["algorithm", "alg", "checksumtype", "hashtype", "type"]);
                        let named = named.or_else(|| beside.and_then(|(word, _)| algorithm_of(&normal(word))));
                        digests.extend(digest(named.or(algorithm), &scalar.text));
                    }
                    // `"hashes": {"sha256": …}`
                    Value::Map(inner) if is_digest => {
                        for (key, value) in inner {
                            digests.extend(digest(algorithm_of(&normal(&key.text)), value.text().unwrap_or("")));
                        }
                    }
                    _ => {}
                }
            }
        }
        Value::Seq(_) => {}
    }
    digests
}

/// `sha256:…`, `sha256-…`, `SHA-256=…` or bare; where nothing says which, the length does.
fn digest(algorithm: Option<&str>, text: &str) -> Option<Digest> {
    let text = text.trim();
    let (algorithm, hex) = match text.rsplit_once([':', '=', ' ']) {
        Some((named, hex)) => (algorithm_of(&normal(named)).or(algorithm), hex),
        None => (algorithm, text),
    };
    let hex = hex.trim().to_ascii_lowercase();
    if hex.is_empty() || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let by_length = match hex.len() {
        32 => "md5",
        40 => "sha1",
        64 => "sha256",
        96 => "sha384",
        128 => "sha512",
        _ => return None,
    };
    Some(Digest { algorithm: algorithm.unwrap_or(by_length).to_owned(), hex })
}

fn algorithm_of(name: &str) -> Option<&'static str> {
    ["sha256", "sha512", "sha384", "sha1", "md5"].into_iter().find(|known| name.starts_with(known))
}
