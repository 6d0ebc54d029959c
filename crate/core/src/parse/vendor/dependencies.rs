//! What a vendor's manifest needs, in the shapes that people write: `{name: requirement}`, `[{name, version}]`,
//! `["name>=1.2"]`.

use crate::facts::{Dependency, PackageOrigin, Requirement, RequirementKind, Scope, Stance, excerpt};

use super::{NAME_KEYS, find_word, items, normal};
use crate::parse::document::{Node, Value};
use crate::parse::fact;
use crate::parse::javascript::package_json;
use crate::parse::redact::redact;
use crate::parse::requirements as prose;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::version::{self, Dialect};

/// What a list of this name says about its items.
#[derive(Clone, Copy, PartialEq)]
enum Relation {
    /// They are needed.
    Needs(Scope),
    /// They are shipped; or needed, where the version is a range.
    Contains,
}

fn relation(key: &str) -> Option<Relation> {
    Some(match normal(key).as_str() {
        "dependencies"
        | "dependency"
        | "depends"
        | "dependson"
        | "deps"
        | "requires"
        | "require"
        | "required"
        | "requirements"
        | "prerequisites"
        | "prerequisite"
        | "prereqs"
        | "needs"
        | "runtimedependencies"
        | "compatibility"
        | "compatiblewith"
        | "supportedversions"
        | "requiredversions"
        | "minimumversions"
        | "systemrequirements"
        | "engines"
        | "platform"
        | "platforms" => Relation::Needs(Scope::Runtime),
        "optionaldependencies" | "optional" | "recommends" | "suggests" => Relation::Needs(Scope::Optional),
        "peerdependencies" => Relation::Needs(Scope::Peer),
        "builddependencies" | "buildrequires" => Relation::Needs(Scope::Build),
        "devdependencies" | "developmentdependencies" => Relation::Needs(Scope::Development),
        "testdependencies" | "testrequires" => Relation::Needs(Scope::Test),
        "components" | "modules" | "packages" | "includes" | "bundled" | "libraries" => Relation::Contains,
        _ => return None,
    })
}

/// Whether a member of that name lists what is needed.
pub(super) fn is_list_of_needs(key: &str) -> bool {
    relation(key).is_some()
}

/// Whether a map names what is needed.
pub(super) fn stand_in(level: &Node) -> bool {
    level.members().iter().any(|(key, node)| {
        matches!(relation(&key.text), Some(Relation::Needs(_)))
            && !matches!(&node.value, Value::Scalar(s) if s.text.is_empty())
    })
}

pub(super) fn read(level: &Node, text: &Text<'_>, sink: &mut Sink<'_>) {
    for (key, node) in level.members() {
        if let Some(relation) = relation(&key.text) {
            let mut reader = Reader { relation, text, sink };
            reader.list(node, true);
        }
    }
}

/// Keys under which an item gives its version or what it asks for.
const REQUIREMENT_KEYS: &[&str] = &[
    "version",
    "versionrange",
    "range",
    "requirement",
    "constraint",
    "versions",
    "spec",
    "requires",
    "ver",
    "versionconstraint",
];
const LOWEST_KEYS: &[&str] = &["min", "minimum", "minversion", "minimumversion", "from", "atleast", "since", "lowest"];
const HIGHEST_KEYS: &[&str] = &["max", "maximum", "maxversion", "maximumversion", "to", "atmost", "until", "highest"];

struct Reader<'r, 't, 'f> {
    relation: Relation,
    text: &'r Text<'t>,
    sink: &'r mut Sink<'f>,
}

impl Reader<'_, '_, '_> {
    /// A list, or a map from names to requirements; groups of those (`{"runtime": {…}}`) one level down.
    fn list(&mut self, node: &Node, may_group: bool) {
        let items = items(node);
        if !items.is_empty() {
            for item in items {
                self.item(item);
            }
            return;
        }
        match &node.value {
            Value::Scalar(_) => {
                let items = node.text().unwrap_or("").split([',', ';', '\n']).map(str::trim).filter(|l| !l.is_empty());
                for item in items.take(self.sink.enough()) {
                    self.words(item, node.at);
                }
            }
            Value::Map(_) if find_word(node, NAME_KEYS).is_some() => self.item(node),
            Value::Map(members) => {
                for (key, value) in members {
                    if is_about_people(&key.text) {
                        continue;
                    }
                    match &value.value {
                        Value::Map(_) if requirement_of(value).is_some() => {
                            self.named(&key.text, &requirement_of(value).unwrap_or_default(), key.at);
                        }
                        Value::Map(_) | Value::Seq(_) if may_group => self.list(value, false),
                        Value::Map(_) | Value::Seq(_) => {}
                        // `"postgresql": true`: needed, whichever version.
                        Value::Scalar(_) => match value.text().unwrap_or("") {
                            "true" => self.named(&key.text, "", key.at),
                            "false" => {}
                            requirement => self.named(&key.text, requirement, key.at),
                        },
                    }
                }
            }
            Value::Seq(_) => {}
        }
    }

    fn item(&mut self, item: &Node) {
        match &item.value {
            Value::Scalar(_) => self.words(item.text().unwrap_or(""), item.at),
            Value::Map(members) => match find_word(item, ITEM_NAME_KEYS) {
                Some((name, at)) => self.named(name, &requirement_of(item).unwrap_or_default(), at),
                // `- postgresql: ">=12"`
                None => {
                    if let [(key, value)] = members.as_slice() {
                        self.named(&key.text, value.text().unwrap_or(""), key.at);
                    }
                }
            },
            Value::Seq(_) => {}
        }
    }

    /// `name>=1.2`, `name 1.2 or later`, `name@7`, `name`; a whole sentence is prose.
    fn words(&mut self, words: &str, at: usize) {
        match split_requirement(words) {
            Some((name, requirement)) => self.named(name, requirement, at),
            None if words.split_whitespace().count() <= 2 && !prose::is_vague(words) => self.named(words, "", at),
            None => self.prose(words, at),
        }
    }

    fn prose(&mut self, words: &str, at: usize) {
        let claim = prose::sentence(words);
        let stance = claim.map(|claim| claim.stance).or_else(|| prose::is_vague(words).then_some(Stance::Advice));
        if let Some(stance) = stance {
            self.sink.requirement(Requirement {
                kind: claim.map_or(RequirementKind::Other, |claim| claim.kind),
                stance,
                text: excerpt(&redact(words)),
                minutes: claim.and_then(|claim| claim.minutes),
                site: self.text.site(at),
            });
        }
    }

    fn named(&mut self, name: &str, requirement: &str, at: usize) {
        let (name, requirement) = (name.trim(), requirement.trim());
        if name.is_empty() {
            return;
        }
        let range = version::range(Dialect::Generic, requirement);
        if range.is_none() && prose::is_vague(requirement) {
            self.sink.requirement(Requirement {
                kind: RequirementKind::Other,
                stance: Stance::Advice,
                text: excerpt(&redact(&format!("{name}: {requirement}"))),
                minutes: None,
                site: self.text.site(at),
            });
        }
        // Vendors write addresses as npm does; its short form without a colon would be a path or a pair of words here.
        let source = requirement.contains(':').then(|| package_json::source(requirement)).flatten();
        let scope = match self.relation {
            Relation::Needs(scope) => scope,
            Relation::Contains if requirement.is_empty() || range.as_ref().is_some_and(|range| range.is_exact()) => {
                self.sink.package(fact::package(
                    PackageOrigin::Manifest,
                    "generic",
                    (name, requirement),
                    self.text.site(at),
                ));
                return;
            }
            Relation::Contains => Scope::Runtime,
        };
        self.sink.dependency(Dependency {
            name: excerpt(name),
            requirement: excerpt(&redact(requirement)),
            range,
            ecosystem: "generic".to_owned(),
            scope,
            source,
            site: self.text.site(at),
            ..Dependency::default()
        });
    }
}

const ITEM_NAME_KEYS: &[&str] = &[
    "name",
    "id",
    "package",
    "product",
    "component",
    "artifact",
    "artifactid",
    "module",
    "key",
    "packagename",
    "library",
];

/// Members of a map of requirements that ask something of people, not of software.
fn is_about_people(key: &str) -> bool {
    super::requirements::kind_of(&normal(key)).is_some()
}

/// What an item asks for, as one text: its version or range, or its lowest and highest.
fn requirement_of(item: &Node) -> Option<String> {
    if let Some((word, _)) = find_word(item, REQUIREMENT_KEYS) {
        return Some(word.to_owned());
    }
    let lowest = find_word(item, LOWEST_KEYS).map(|(low, _)| format!(">={low}"));
    let highest = find_word(item, HIGHEST_KEYS).map(|(high, _)| format!("<={high}"));
    match (lowest, highest) {
        (Some(low), Some(high)) => Some(format!("{low} {high}")),
        (low, high) => low.or(high),
    }
}

/// Splits a name from the requirement that follows it, at the first place where what follows can be read as one.
fn split_requirement(words: &str) -> Option<(&str, &str)> {
    let words = words.trim();
    for (at, c) in words.char_indices() {
        let separates = match c {
            '<' | '>' | '=' | '^' | '!' | '≥' | '≤' | '(' | ' ' | '@' | ':' => true,
            '~' => at > 0,
            _ => false,
        };
        if !separates || at == 0 {
            continue;
        }
        let (name, rest) = words.split_at_checked(at)?;
        let rest = rest.trim_start_matches(['@', ':', ' ', '(']).trim_end_matches(')').trim();
        if !rest.is_empty() && version::range(Dialect::Generic, rest).is_some() {
            return Some((name.trim(), rest));
        }
    }
    None
}
