//! A pack's file to a [`Pack`].

mod key;

use std::borrow::Cow;

use super::check::Check;
use super::format::{Compat, Cycle, Edge, Need, Pack, Path, Product, Stop, UnitRow};
use super::name::Name;
use super::shape;
use super::support::End;
use super::{PackProblem, builtin, key_list, list, table};
use crate::facts::VersionRange;
use crate::limits::{PACK_BYTES, PACK_EDGES, PACK_ROWS, PACK_STOPS};
use crate::parse::document::{Break, Node, ScalarKind, Value, toml};
use crate::parse::text::Text;
use crate::version::{Dialect, vers};

/// Reads a pack.
///
/// # Errors
/// Everything that is wrong with it.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Pack, Vec<PackProblem>> {
    if bytes.len() > PACK_BYTES {
        let reason = format!("has {} bytes; a pack may have {PACK_BYTES}", bytes.len());
        return Err(vec![PackProblem { line: 1, column: 1, field: String::new(), reason }]);
    }
    let text = Text::new(file, bytes);
    if let Some(table) = table::document(file, &text) {
        if let Some(cut) = &table.cut {
            return Err(broken(&text, cut));
        }
        return read_document(file, &text, &table.root).map_err(|problems| table.in_columns(problems));
    }
    let document = toml::read(text.content());
    match &document.broken {
        Some(cut) => Err(broken(&text, cut)),
        None => read_document(file, &text, &document.root),
    }
}

fn broken(text: &Text<'_>, broken: &Break) -> Vec<PackProblem> {
    let mut check = Check::new(text);
    check.problem(broken.at, "", broken.reason.clone());
    check.finish()
}

fn read_document(file: &str, text: &Text<'_>, root: &Node) -> Result<Pack, Vec<PackProblem>> {
    let mut check = Check::new(text);
    check.row(&shape::PACK, root, "");
    let mut reader = Reader { root, check, pack: Pack::default() };
    reader.read(file);
    let problems = reader.check.finish();
    if problems.is_empty() { Ok(reader.pack) } else { Err(problems) }
}

/// Puts a pack together; what does not fit the shapes is passed over here, for the check has named it.
struct Reader<'a> {
    root: &'a Node,
    check: Check<'a>,
    pack: Pack,
}

impl Reader<'_> {
    fn read(&mut self, file: &str) {
        let head = |name| text(self.root, name).to_owned();
        self.pack = Pack {
            file: file.to_owned(),
            id: head("id"),
            title: head("title"),
            version: head("version"),
            updated: head("updated"),
            ..Pack::default()
        };
        for row in rows(self.root, "source") {
            self.pack.sources.insert(text(row, "id").to_owned(), text(row, "ref").to_owned());
        }
        for row in rows(self.root, "product") {
            self.pack.add_product(product(row));
        }
        self.each("path", Self::path);
        self.each("compat", Self::compat);
        self.each("eol", Self::cycle);
        self.each("key", Self::key);
        self.each("unit", Self::unit);
        self.each("issuer", Self::keep);
        if self.pack.rows() > PACK_ROWS {
            self.check.problem(0, "", format!("has {} rows; a pack may have {PACK_ROWS}", self.pack.rows()));
        }
    }

    fn each(&mut self, section: &str, take: fn(&mut Self, &Node, &str)) {
        for (at, row) in rows(self.root, section).enumerate() {
            let path = format!("{section}[{at}]");
            self.sources(row, &path);
            take(self, row, &path);
        }
    }

    fn path(&mut self, row: &Node, path: &str) {
        let Some(product) = self.product(row, path) else { return };
        let known = |count: fn(&Path) -> usize| -> usize {
            let own = self.pack.paths.iter().filter(|path| path.product == product);
            own.map(count).fold(0, usize::saturating_add)
        };
        let (stops, edges) = (known(|path| path.stops.len()), known(|path| path.edges.len()));
        self.at_most(row, "stops", PACK_STOPS.saturating_sub(stops), path);
        self.at_most(row, "edges", PACK_EDGES.saturating_sub(edges), path);
        let stops = rows(row, "stops").map(stop).collect();
        let edges = rows(row, "edges").filter_map(edge).collect();
        let downgrade = text(row, "downgrade").to_owned();
        self.pack.paths.push(Path { product, stops, edges, downgrade, sources: texts(row, "source") });
    }

    fn compat(&mut self, row: &Node, path: &str) {
        let Some(product) = self.product(row, path) else { return };
        let Some((when_text, when)) = range(row, "when") else { return };
        let needs = rows(row, "needs").filter_map(need).collect();
        self.pack.compat.push(Compat { product, when_text, when, needs, sources: texts(row, "source") });
    }

    fn cycle(&mut self, row: &Node, path: &str) {
        let Some(product) = self.product(row, path) else { return };
        let Some(end) = end(row, "eol") else { return };
        self.pack.cycles.push(Cycle {
            product,
            line: text(row, "cycle").to_owned(),
            end,
            extended: self::end(row, "extended"),
            latest: text(row, "latest").to_owned(),
            sources: texts(row, "source"),
        });
    }

    fn unit(&mut self, row: &Node, path: &str) {
        if row.get("product").is_some() {
            self.product(row, path);
        }
        let [old, new] = ["old", "new"].map(|field| text(row, field).to_owned());
        self.pack.units.push(UnitRow { old, new });
    }

    fn keep(&mut self, row: &Node, path: &str) {
        if row.get("product").is_some() {
            self.product(row, path);
        }
        self.pack.later.push(row.clone());
    }

    /// The product that a row is about: one of this pack by id, alias or package URL, or one that is built in.
    fn product(&mut self, row: &Node, path: &str) -> Option<usize> {
        let node = row.get("product")?;
        let wanted = node.text()?;
        let name = Name::of_purl(wanted).unwrap_or_else(|| Name::anywhere(wanted));
        let known = self.pack.named(&name);
        if known.is_some() {
            return known;
        }
        let Some(product) = built_in(&name) else {
            let reason = "is no [[product]] of this pack, by id, alias or package URL, nor one that is built in";
            self.check.problem(node.at, &format!("{path}.product"), reason);
            return None;
        };
        Some(self.pack.add_product(product))
    }

    fn sources(&mut self, row: &Node, path: &str) {
        for (at, node) in row.get("source").map(Node::items).unwrap_or_default().iter().enumerate() {
            let is_known = node.text().is_none_or(|id| self.pack.sources.contains_key(id));
            if !is_known {
                self.check.problem(node.at, &format!("{path}.source[{at}]"), "is the id of no [[source]]");
            }
        }
    }

    fn at_most(&mut self, row: &Node, field: &str, most: usize, path: &str) {
        let Some(node) = row.get(field).filter(|node| node.items().len() > most) else { return };
        self.check.problem(
            node.at,
            &format!("{path}.{field}"),
            format!("has more rows than the {most} that its product may still have"),
        );
    }
}

/// A product that this pack does not describe and a built-in pack, the list of keys, or the list of ends does.
pub(super) fn built_in(name: &Name) -> Option<Product> {
    let mut packs = builtin::packs().iter();
    let in_pack = packs.find_map(|pack| pack.named(name).and_then(|at| pack.products.get(at)));
    let with_keys = || {
        let pack = key_list::pack();
        pack.product(name.ecosystem(), name.key()).and_then(|at| pack.products.get(at))
    };
    in_pack.or_else(with_keys).cloned().or_else(|| {
        let names = vec![Name::new("generic", name.text())];
        list::is_listed(name.text()).then_some(Product { names, dialect: Dialect::Generic, files: Vec::new() })
    })
}

fn product(row: &Node) -> Product {
    let id = Name::anywhere(text(row, "id"));
    let aliases = texts(row, "aliases");
    let aliases = aliases.iter().map(|alias| Name::anywhere(alias));
    let purls = texts(row, "purl");
    let purls = purls.iter().filter_map(|purl| Name::of_purl(purl));
    Product {
        names: std::iter::once(id).chain(aliases).chain(purls).collect(),
        dialect: Dialect::of(text(row, "scheme")),
        files: texts(row, "files").into_iter().map(Cow::Owned).collect(),
    }
}

fn stop(node: &Node) -> Stop {
    let line = node.text().unwrap_or_else(|| text(node, "version")).to_owned();
    Stop { line, wait: text(node, "wait").to_owned(), when: text(node, "when").to_owned() }
}

fn edge(row: &Node) -> Option<Edge> {
    Some(Edge { from: range(row, "from")?.1, to: range(row, "to")?.1, wait: text(row, "wait").to_owned() })
}

fn need(row: &Node) -> Option<Need> {
    let (text_of_range, range) = range(row, "vers")?;
    Some(Need { name: Name::of_purl(text(row, "purl"))?, text: text_of_range, range })
}

fn range(row: &Node, field: &str) -> Option<(String, VersionRange)> {
    let written = row.get(field)?.text()?;
    Some((written.to_owned(), vers::read(written)?))
}

fn end(row: &Node, field: &str) -> Option<End> {
    match &row.get(field)?.value {
        Value::Scalar(scalar) => match scalar.kind {
            ScalarKind::Bool(has_come) => Some(if has_come { End::Come } else { End::NotYet }),
            _ => End::of_day(&scalar.text),
        },
        _ => None,
    }
}

fn rows<'n>(node: &'n Node, field: &str) -> impl Iterator<Item = &'n Node> {
    node.get(field).map(Node::items).unwrap_or_default().iter()
}

fn text<'n>(node: &'n Node, field: &str) -> &'n str {
    node.get(field).and_then(Node::text).unwrap_or("")
}

fn texts(node: &Node, field: &str) -> Vec<String> {
    rows(node, field).filter_map(Node::text).map(str::to_owned).collect()
}
