//! setuptools' `setup.cfg`.

use crate::facts::{Dependency, Facts, Manifest, Scope};
use crate::limits::DOCUMENT_NODES;

use crate::parse::document::{Break, Document};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};

use super::pep508;

pub(in crate::parse) const FORMAT: Format = Format { name: "setup.cfg", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "setup.cfg" && !place::is_vendored(&candidate.file.path)
}

/// Options that hold requirements.
const REQUIREMENTS: &[(&str, Scope)] =
    &[("install_requires", Scope::Runtime), ("setup_requires", Scope::Build), ("tests_require", Scope::Test)];

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let (entries, broken) = entries(text.content());
    let field = |key| entries.iter().find(|entry| entry.section == "metadata" && entry.key == key)?.word();
    let name = field("name");
    let mut manifest = Manifest {
        // Many only set up tools and name nothing.
        describes_package: name.is_some() && place::is_at_usual_place(path),
        ..fact::manifest(path, "setup.cfg", "pypi")
    };
    fact::note_state(&mut manifest, &Document { broken, ..Document::default() }, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.identify(manifest, &text, (name, None), field("version"));
    for entry in &entries {
        let scope = match entry.section {
            "options" => REQUIREMENTS.iter().find(|(key, _)| entry.key == *key).map(|(_, scope)| *scope),
            "options.extras_require" => Some(Scope::Optional),
            _ => None,
        };
        for &(line, at) in scope.map_or(&[][..], |_| &entry.lines) {
            // A reference (`file: requirements.txt`) is no requirement.
            if let Some(needs) = pep508::requirement(line, text.site(at)) {
                let scope = scope.filter(|_| needs.scope == Scope::Runtime).unwrap_or(needs.scope);
                sink.dependency(Dependency { scope, ..needs });
            }
        }
        if let ("options", "python_requires", Some((requirement, at))) = (entry.section, entry.key, entry.word()) {
            sink.dependency(pep508::python(requirement, text.site(at)));
        }
    }
}

/// One option with the lines of its value and their places.
struct Entry<'t> {
    section: &'t str,
    key: &'t str,
    lines: Vec<(&'t str, usize)>,
}

impl<'t> Entry<'t> {
    /// The first line, where it is a value and leads to no other place (`attr: package.__version__`).
    fn word(&self) -> Option<(&'t str, usize)> {
        let is_reference = |line: &str| ["attr:", "file:"].iter().any(|kind| line.starts_with(kind));
        self.lines.first().copied().filter(|(line, _)| !is_reference(line))
    }
}

/// What Python's `configparser` reads: sections, options, values that go on in indented lines. The break is the first line
/// that it would refuse.
fn entries(text: &str) -> (Vec<Entry<'_>>, Option<Break>) {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut broken = None;
    let mut section = "";
    // Whether an option is open, so that an indented line goes on with it.
    let mut is_open = false;
    let mut at: usize = 0;
    let mut lines_held: usize = 0;
    for raw in text.split_inclusive('\n') {
        let start = at;
        at = at.saturating_add(raw.len());
        let line = raw.trim();
        if line.is_empty() || line.starts_with(['#', ';']) {
            continue;
        }
        lines_held = lines_held.saturating_add(1);
        if lines_held > DOCUMENT_NODES {
            broken.get_or_insert(Break::too_many_values(start));
            break;
        }
        if raw.starts_with([' ', '\t']) && is_open {
            if let Some(entry) = entries.last_mut() {
                entry.lines.push((line, start));
            }
        } else if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            section = name.trim();
            is_open = false;
        } else if let Some((key, value)) = line.split_once(['=', ':']) {
            let value = value.trim();
            let lines = if value.is_empty() { Vec::new() } else { vec![(value, start)] };
            entries.push(Entry { section, key: key.trim_end(), lines });
            is_open = true;
        } else if broken.is_none() {
            broken = Some(Break::new(start, "expected a section or `option = value`"));
        }
    }
    (entries, broken)
}
