//! The built-in list of ends of life.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::name::{Name, key};
use super::support::{End, Support};

/// The built-in list. It is written by `cargo xtask knowledge`; its first lines say where it is from.
static LIST: &str = include_str!("../../packs/end-of-life.tsv");

static LISTED: LazyLock<List> = LazyLock::new(|| List::read(LIST));

/// The list, looked up by name. Only the names are taken apart; a product's lines are read when they are asked for.
struct List {
    /// Where it is from and of what day, for the user.
    source: &'static str,
    products: Vec<Listed>,
    /// By comparable name: purl type (`""` for the product's own name) and place in `products`.
    by_key: BTreeMap<String, Vec<(&'static str, usize)>>,
}

struct Listed {
    id: &'static str,
    lines: Vec<&'static str>,
}

impl List {
    /// `=ID` TAB `TYPE/NAME …`, then a line for each line of versions: its beginning, end, extended end, newest version.
    fn read(text: &'static str) -> Self {
        let source = text.lines().find_map(|line| line.strip_prefix("# source: ")).unwrap_or_default();
        let mut list = Self { source, products: Vec::new(), by_key: BTreeMap::new() };
        let mut names = "";
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix('=') {
                Some(head) => {
                    list.name_last(names);
                    let id;
                    (id, names) = head.split_once('\t').unwrap_or((head, ""));
                    list.products.push(Listed { id, lines: Vec::new() });
                }
                None => {
                    if let Some(product) = list.products.last_mut() {
                        product.lines.push(line);
                    }
                }
            }
        }
        list.name_last(names);
        list
    }

    /// Gives the last product its names; `{}` in one stands for each of its lines, `{-}` for them without dots.
    fn name_last(&mut self, names: &'static str) {
        let Some(at) = self.products.len().checked_sub(1) else { return };
        let Some(product) = self.products.get(at) else { return };
        let mut keys = vec![("generic", key(product.id))];
        for name in names.split(' ') {
            let Some((kind, name)) = name.split_once('/') else { continue };
            if name.contains('{') {
                let lines = product.lines.iter().filter_map(|line| line.split('\t').next());
                keys.extend(lines.map(|line| (kind, key(&filled_in(name, line)))));
            } else {
                keys.push((kind, key(name)));
            }
        }
        for (kind, key) in keys {
            let places = self.by_key.entry(key).or_default();
            if !places.contains(&(kind, at)) {
                places.push((kind, at));
            }
        }
    }

    fn place(&self, ecosystem: &str, key: &str) -> Option<usize> {
        let places = self.by_key.get(key)?;
        places.iter().find(|(kind, _)| Name::new(kind, "").holds_in(ecosystem)).map(|(_, at)| *at)
    }

    fn product(&self, ecosystem: &str, key: &str) -> Option<&Listed> {
        self.products.get(self.place(ecosystem, key)?)
    }
}

fn filled_in(name: &str, line: &str) -> String {
    name.replace("{-}", &line.replace('.', "")).replace("{}", line)
}

impl Listed {
    fn support(&self, line: &str) -> Option<Support> {
        let mut fields = line.split('\t');
        let line = fields.next()?.to_owned();
        let end = read_end(fields.next()?)?;
        let extended = fields.next().and_then(read_end);
        let latest = fields.next().unwrap_or("").to_owned();
        Some(Support { product: self.id.to_owned(), line, end, extended, latest, source: LISTED.source.to_owned() })
    }
}

fn read_end(text: &str) -> Option<End> {
    match text {
        "true" => Some(End::Come),
        "false" => Some(End::NotYet),
        day => End::of_day(day),
    }
}

/// Whether the list knows a product by that id or name.
pub(super) fn is_listed(name: &str) -> bool {
    LISTED.product("generic", &key(name)).is_some()
}

/// Every line of versions that the list has of a product, newest first.
pub(crate) fn listed(ecosystem: &str, name: &str) -> Vec<Support> {
    let product = LISTED.product(ecosystem, &key(name));
    product.map(|product| product.lines.iter().filter_map(|line| product.support(line)).collect()).unwrap_or_default()
}

/// Names under which inventories may have what the list knows by one name.
pub(super) fn listed_names(name: &Name) -> Vec<Name> {
    let Some(at) = LISTED.place(name.ecosystem(), name.key()) else { return Vec::new() };
    let of_it = LISTED.by_key.iter().flat_map(|(key, places)| {
        let of_it = places.iter().filter(|(_, place)| *place == at);
        of_it.map(move |(kind, _)| Name::new(kind, key))
    });
    of_it.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_found_by_the_names_that_inventories_use() {
        for (ecosystem, name, line, day) in [
            ("generic", "PostgreSQL", "12", "2024-11-21"),
            ("deb", "postgresql-12", "12", "2024-11-21"),
            ("generic", "python3", "3.6", "2021-12-23"),
            ("generic", "openssl", "1.1.1", "2023-09-11"),
            ("npm", "@angular/core", "15", "2024-05-18"),
        ] {
            let found = listed(ecosystem, name);
            assert_eq!(found.iter().find(|s| s.line == line).map(|s| s.end.day()).as_deref(), Some(day), "{name}");
        }
        assert!(listed("pypi", "redis").is_empty(), "a client of the product is not the product");
        assert!(listed("generic", "iphone").is_empty(), "devices are not in the list");
    }

    #[test]
    fn every_line_of_the_list_can_be_read() {
        for product in &LISTED.products {
            for line in &product.lines {
                assert!(product.support(line).is_some(), "{}: {line}", product.id);
            }
        }
        assert!(LISTED.products.len() > 300);
    }
}
