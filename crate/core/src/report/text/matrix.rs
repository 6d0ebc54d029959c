//! What the user's own configuration needs, what the package carries, and how much is known.

use std::fmt::Write as _;

use super::{BOLD, Paint, RED, YELLOW, and_more, count, is_safe, printable};
use crate::facts::Site;
use crate::packs::KeyChange;
use crate::report::{ConfigMatrix, ConfigPatch, KeyOrigin, MatrixProduct, MatrixRow, RowState};

/// Products named.
const PRODUCTS_SHOWN: usize = 10;
/// Rows of one state.
const ROWS_SHOWN: usize = 15;
/// Places of one row.
const PLACES_SHOWN: usize = 3;
/// Names in the line about what nothing is known of.
const NAMES_SHOWN: usize = 6;
/// Lines of all patches.
const PATCH_LINES: usize = 120;

pub(super) fn matrix(out: &mut String, matrix: &ConfigMatrix, paint: &Paint) {
    if *matrix == ConfigMatrix::default() {
        return;
    }
    let _ = writeln!(out, "\n{}", paint.with(BOLD, "CONFIGURATION"));
    // Those of which no version is known stand in the last line only.
    let is_moved = |product: &&MatrixProduct| !product.from.is_empty() || product.to.is_some();
    let moved: Vec<&MatrixProduct> = matrix.products.iter().filter(is_moved).collect();
    for product in moved.iter().take(PRODUCTS_SHOWN) {
        let _ = writeln!(out, "  {}", versions(product));
    }
    and_more(out, "  ", moved.len(), PRODUCTS_SHOWN, " products");
    let states = [
        (RowState::Act, "change", RED, KeyOrigin::Config),
        (RowState::Package, "in the package", YELLOW, KeyOrigin::Package),
        (RowState::Unknown, "to look at", YELLOW, KeyOrigin::Config),
    ];
    for (state, word, colour, origin) in states {
        let of_state: Vec<&MatrixRow> = matrix.rows.iter().filter(|row| row.state == state).collect();
        for row in of_state.iter().take(ROWS_SHOWN) {
            let _ = writeln!(out, "  {}  {}", paint.with(colour, &format!("{word:14}")), what(row));
            places(out, row, origin);
        }
        and_more(out, "  ", of_state.len(), ROWS_SHOWN, &format!(" of “{word}”"));
    }
    let of = |state| matrix.rows.iter().filter(|row| row.state == state).count();
    let (fine, elsewhere) = (of(RowState::Fine), of(RowState::Elsewhere));
    if fine > 0 || elsewhere > 0 {
        let _ =
            writeln!(out, "  as it should be: {fine}; only in samples, comments or the package before: {elsewhere}");
    }
    let _ = writeln!(out, "  {}", coverage(matrix));
}

/// `dten-manager  4.1.5, 4.7.1 → 5.0.1  (inventory.csv; the package)`.
fn versions(product: &MatrixProduct) -> String {
    let (known, between) = (product.known, product.in_window);
    if let ([runs], Some(to)) = (product.from.as_slice(), &product.to)
        && runs == to
    {
        // A cluster, a daemon: the package meets it, and does not move it.
        let source =
            if product.from_source.is_empty() { String::new() } else { format!("  ({})", product.from_source) };
        return printable(&format!("{}  {runs}{source}; {between} of {known} known changes up to it", product.name));
    }
    let from = if product.from.is_empty() { "an unknown version".to_owned() } else { product.from.join(", ") };
    let to = product.to.as_deref().unwrap_or("an unknown version");
    let says: Vec<&str> =
        [&*product.from_source, &*product.to_source].into_iter().filter(|by| !by.is_empty()).collect();
    let says = if says.is_empty() { String::new() } else { format!("  ({})", says.join("; ")) };
    printable(&format!("{}  {from} → {to}{says}; {between} of {known} known changes lie between", product.name))
}

/// `dten.legacy.mode  removed since 5.0.0; instead: dten.hybrid.enable`.
fn what(row: &MatrixRow) -> String {
    let mut text = format!("{}  {}", row.key, change(row.change));
    if let Some(version) = &row.version {
        let _ = write!(text, " since {version}");
    }
    if !row.requirement.is_empty() {
        let _ = write!(text, "; must be {}", row.requirement);
    }
    if let (Some(old), Some(new)) = (&row.old_default, &row.new_default) {
        let _ = write!(text, "; {old} → {new}");
    }
    if !row.replacement.is_empty() {
        let _ = write!(text, "; instead: {}", row.replacement.join(", "));
    }
    printable(&text)
}

/// What happened to a key, in a word or two.
pub(super) fn change(change: KeyChange) -> &'static str {
    match change {
        KeyChange::Removed => "removed",
        KeyChange::Renamed => "renamed",
        KeyChange::Deprecated => "deprecated",
        KeyChange::DefaultChanged => "another default",
        KeyChange::ValueChanged => "other values",
        KeyChange::RequiredNew => "required",
        KeyChange::Added => "new",
    }
}

/// Where the key stands in the files that are meant; where it stands in none, that is the news.
fn places(out: &mut String, row: &MatrixRow, origin: KeyOrigin) {
    let of_origin: Vec<&Site> = row.places.iter().filter(|at| at.origin == origin).map(|at| &at.site).collect();
    for site in of_origin.iter().take(PLACES_SHOWN) {
        let _ = writeln!(out, "                  {}", at(site));
    }
    and_more(out, "                  ", of_origin.len(), PLACES_SHOWN, " places");
    if of_origin.is_empty() && origin == KeyOrigin::Config {
        let belongs = row.belongs.as_ref().map_or(String::new(), |site| format!("; it belongs beside {}", at(site)));
        let _ = writeln!(out, "                  not set in your files{belongs}");
    }
}

fn at(site: &Site) -> String {
    if site.line == 0 {
        printable(&site.path)
    } else {
        printable(&format!("{}:{}  {}", site.path, site.line, site.excerpt))
    }
}

/// Beside "nothing found" stands what nothing could have been found in.
fn coverage(matrix: &ConfigMatrix) -> String {
    let known: Vec<&str> = matrix.products.iter().take(NAMES_SHOWN).map(|product| product.name.as_str()).collect();
    let known = if known.is_empty() { "no product here".to_owned() } else { known.join(", ") };
    let none = matrix.uncovered.len();
    if none == 0 {
        return printable(&format!("Rules are known for {known}; no file of configuration is without."));
    }
    let mut names: Vec<String> = matrix.uncovered.iter().take(NAMES_SHOWN).map(|file| file.path.clone()).collect();
    if none > names.len() {
        names.push(format!("{} more", none.saturating_sub(names.len())));
    }
    printable(&format!("Rules are known for {known}; none are known for {}.", names.join(", ")))
}

/// The changes of the user's own files, to be given to `patch`.
pub(super) fn patches(out: &mut String, patches: &[ConfigPatch], paint: &Paint) {
    let mut left = PATCH_LINES;
    for patch in patches.iter().filter(|patch| !patch.diff.is_empty() || !patch.by_hand.is_empty()) {
        let title = format!("PATCH of {} ({})", printable(&patch.name), count(patch.changes, "change"));
        let _ = writeln!(out, "\n{}", paint.with(BOLD, &title));
        for line in patch.diff.lines().take(left) {
            let _ = writeln!(out, "{}", as_it_is(line));
        }
        let lines = patch.diff.lines().count();
        and_more(out, "  ", lines, left, " lines");
        left = left.saturating_sub(lines);
        for sentence in &patch.by_hand {
            let _ = writeln!(out, "  by hand: {}", printable(sentence));
        }
    }
}

/// A line that `patch` still takes: only what could drive the terminal is written otherwise.
fn as_it_is(line: &str) -> String {
    let shown = |c: char| if c == '\t' || is_safe(c) { vec![c] } else { c.escape_unicode().collect() };
    line.chars().flat_map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{KeyPlace, Uncovered};

    fn sample() -> ConfigMatrix {
        let row = MatrixRow {
            key: "dten.legacy.mode".into(),
            change: KeyChange::Removed,
            version: Some("5.0.0".into()),
            replacement: vec!["dten.hybrid.enable".into()],
            state: RowState::Act,
            places: vec![KeyPlace {
                origin: KeyOrigin::Config,
                site: Site::line("dten.yaml", 4, "mode = on"),
                ..KeyPlace::default()
            }],
            ..MatrixRow::default()
        };
        let missing = MatrixRow {
            key: "dten.hybrid.enable".into(),
            requirement: "`true`".into(),
            places: Vec::new(),
            belongs: Some(Site::line("dten.yaml", 12, "server = x")),
            ..row.clone()
        };
        ConfigMatrix {
            products: vec![MatrixProduct {
                name: "dten".into(),
                from: vec!["4.7.1".into()],
                to: Some("5.0.1".into()),
                known: 3,
                in_window: 2,
                ..MatrixProduct::default()
            }],
            rows: vec![MatrixRow { change: KeyChange::RequiredNew, replacement: Vec::new(), ..missing }, row],
            uncovered: vec![Uncovered { path: "conf/other.ini".into(), ..Uncovered::default() }],
            ..ConfigMatrix::default()
        }
    }

    #[test]
    fn what_has_to_be_changed_stands_with_its_line_and_with_what_is_not_known() {
        let mut out = String::new();
        matrix(&mut out, &sample(), &Paint { colour: false });
        let wanted = "\nCONFIGURATION\n  dten  4.7.1 → 5.0.1; 2 of 3 known changes lie between\n  \
            change          dten.hybrid.enable  required since 5.0.0; must be `true`\n                  \
            not set in your files; it belongs beside dten.yaml:12  server = x\n  \
            change          dten.legacy.mode  removed since 5.0.0; instead: dten.hybrid.enable\n                  \
            dten.yaml:4  mode = on\n  \
            Rules are known for dten; none are known for conf/other.ini.\n";
        assert_eq!(out, wanted);
        out.clear();
        matrix(&mut out, &ConfigMatrix::default(), &Paint { colour: false });
        assert_eq!(out, "");
    }

    #[test]
    fn a_patch_is_printed_as_patch_takes_it_but_cannot_drive_the_terminal() {
        let mut out = String::new();
        let diff = format!("--- a\n+++ b\n@@ -1 +1 @@\n-\tx: \u{1b}[2J\n+{}\n", "y".repeat(900));
        patches(
            &mut out,
            &[ConfigPatch { name: "a".into(), diff, changes: 1, ..ConfigPatch::default() }],
            &Paint { colour: false },
        );
        assert!(out.contains("\n-\tx: \\u{1b}[2J\n") && out.contains(&"y".repeat(900)), "{out}");
    }
}
