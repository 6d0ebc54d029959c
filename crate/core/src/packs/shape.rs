//! The pack format as data: every section, its fields, and what each may hold. The check of a file and the published
//! JSON Schema (`crate/core/packs/pack.schema.json`) both come from here.

#[cfg(test)]
mod json_schema;

/// What a value may be.
pub(super) enum Shape {
    /// The number of this format.
    Format,
    /// One line of text.
    Text,
    /// A pack's or product's id: lower-case letters, digits, dots and hyphens.
    Id,
    /// A version, or the beginning of one that stands for a line of versions (`16.11`).
    Version,
    /// A `vers:` range.
    Range,
    /// A package URL.
    Purl,
    /// A SHA-256 in hexadecimal.
    Sha256,
    /// A day (`2026-11-20`), as a TOML date or as text.
    Date,
    /// A day, or whether it has come.
    DateOrBool,
    Bool,
    /// A configuration value: text, a number, true or false.
    Single,
    /// A configuration value, or a list of some.
    SingleOrList,
    /// One of these words.
    Word(&'static [&'static str]),
    List(&'static Shape),
    /// A list that is not empty.
    Filled(&'static Shape),
    Row(&'static Row),
    /// A version alone, or a table with more about it.
    VersionOrRow(&'static Row),
}

/// A table with known fields.
pub(super) struct Row {
    pub(super) fields: &'static [Field],
    /// Which value of which field asks for which other field.
    pub(super) asks: &'static [Ask],
}

/// One field of a table.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) is_required: bool,
    pub(super) shape: Shape,
}

/// Where `field` holds `value`, `wanted` must be there.
pub(super) struct Ask {
    pub(super) field: &'static str,
    pub(super) value: &'static str,
    pub(super) wanted: &'static str,
}

const fn must(name: &'static str, shape: Shape) -> Field {
    Field { name, is_required: true, shape }
}

const fn may(name: &'static str, shape: Shape) -> Field {
    Field { name, is_required: false, shape }
}

const fn row(fields: &'static [Field]) -> Row {
    Row { fields, asks: &[] }
}

/// The whole file.
pub(super) const PACK: Row = row(&[
    must("format", Shape::Format),
    must("id", Shape::Id),
    must("title", Shape::Text),
    must("version", Shape::Text),
    must("license", Shape::Text),
    may("updated", Shape::Date),
    may("product", Shape::List(&Shape::Row(&PRODUCT))),
    may("source", Shape::List(&Shape::Row(&SOURCE))),
    may("key", Shape::List(&Shape::Row(&KEY))),
    may("path", Shape::List(&Shape::Row(&PATH))),
    may("compat", Shape::List(&Shape::Row(&COMPAT))),
    may("eol", Shape::List(&Shape::Row(&EOL))),
    may("unit", Shape::List(&Shape::Row(&UNIT))),
    may("issuer", Shape::List(&Shape::Row(&ISSUER))),
]);

const PRODUCT: Row = row(&[
    must("id", Shape::Text),
    must("scheme", Shape::Word(&["semver", "deb", "rpm", "maven", "pypi", "npm", "generic", "intdot"])),
    may("purl", Shape::List(&Shape::Purl)),
    may("cpe", Shape::List(&Shape::Text)),
    may("aliases", Shape::List(&Shape::Text)),
    may("files", Shape::List(&Shape::Text)),
]);

const SOURCE: Row = row(&[
    must("id", Shape::Text),
    must("ref", Shape::Text),
    must("basis", Shape::Word(&["vendor-doc", "source-code", "tag-diff", "tested", "manual"])),
]);

const PATH: Row = row(&[
    must("product", Shape::Text),
    must("source", SOURCES),
    may("stops", Shape::List(&Shape::VersionOrRow(&STOP))),
    may("edges", Shape::List(&Shape::Row(&EDGE))),
    may("downgrade", Shape::Word(&["none", "config-only", "supported"])),
]);

const STOP: Row = row(&[must("version", Shape::Version), may("wait", Shape::Text), may("when", Shape::Text)]);

const EDGE: Row = row(&[must("from", Shape::Range), must("to", Shape::Range), may("wait", Shape::Text)]);

const COMPAT: Row = row(&[
    must("product", Shape::Text),
    must("when", Shape::Range),
    must("needs", Shape::List(&Shape::Row(&NEED))),
    must("source", SOURCES),
]);

const NEED: Row = row(&[must("purl", Shape::Purl), must("vers", Shape::Range)]);

const EOL: Row = row(&[
    must("product", Shape::Text),
    must("cycle", Shape::Version),
    must("eol", Shape::DateOrBool),
    must("source", SOURCES),
    may("released", Shape::Date),
    may("support", Shape::DateOrBool),
    may("extended", Shape::DateOrBool),
    may("latest", Shape::Version),
    may("lts", Shape::Bool),
]);

const KEY: Row = Row {
    fields: &[
        must("id", Shape::Text),
        must("product", Shape::Text),
        must("match", Shape::Filled(&Shape::Text)),
        must(
            "kind",
            Shape::Word(&[
                "removed",
                "renamed",
                "deprecated",
                "default-changed",
                "value-changed",
                "required-new",
                "added",
            ]),
        ),
        must("source", SOURCES),
        may("values", Shape::Filled(&Shape::Single)),
        may("in", Shape::List(&Shape::Word(FORMS))),
        may("files", Shape::List(&Shape::Text)),
        may("since", Shape::Version),
        may("removed_in", Shape::Version),
        may("vers", Shape::Range),
        may("replacement", Shape::List(&Shape::Text)),
        may("old_default", Shape::SingleOrList),
        may("new_default", Shape::SingleOrList),
        may("allowed", Shape::Filled(&Shape::Single)),
        may("require", Shape::Row(&REQUIRE)),
        may("effect", Shape::Word(&["ignored", "warning", "startup-error", "behaviour"])),
        may("severity", Shape::Word(&["info", "low", "medium", "high", "blocker"])),
        may("phase", Shape::Word(&["before", "during", "after"])),
        may("fix", Shape::List(&Shape::Row(&FIX))),
        may("note", Shape::Text),
    ],
    asks: &[
        Ask { field: "kind", value: "removed", wanted: "removed_in" },
        Ask { field: "kind", value: "renamed", wanted: "replacement" },
        Ask { field: "kind", value: "required-new", wanted: "require" },
    ],
};

/// Ways in which a key can be set; `flag` and `cli` are one, `directive` and `conf` too.
const FORMS: &[&str] =
    &["yaml", "json", "toml", "ini", "properties", "xml", "env", "flag", "cli", "directive", "conf", "kubernetes"];

const REQUIRE: Row = Row {
    fields: &[
        must("op", Shape::Word(&["eq", "ne", "exists", "absent", "in", "matches"])),
        may("value", Shape::SingleOrList),
        may("when", Shape::Text),
    ],
    asks: &[
        Ask { field: "op", value: "eq", wanted: "value" },
        Ask { field: "op", value: "ne", wanted: "value" },
        Ask { field: "op", value: "in", wanted: "value" },
        Ask { field: "op", value: "matches", wanted: "value" },
    ],
};

const FIX: Row = Row {
    fields: &[
        must("action", Shape::Word(&["set", "delete", "rename"])),
        must("key", Shape::Text),
        may("value", Shape::SingleOrList),
        may("to", Shape::Text),
    ],
    asks: &[
        Ask { field: "action", value: "set", wanted: "value" },
        Ask { field: "action", value: "rename", wanted: "to" },
    ],
};

const UNIT: Row = row(&[
    must("old", Shape::Text),
    must("source", SOURCES),
    may("product", Shape::Text),
    may("new", Shape::Text),
    may("since", Shape::Version),
]);

const ISSUER: Row = row(&[
    must("name", Shape::Text),
    must("source", SOURCES),
    may("product", Shape::Text),
    may("spki_sha256", Shape::Sha256),
    may("valid", Shape::Text),
    may("replaces", Shape::Text),
]);

/// Ids of the pack's own `[[source]]` rows.
const SOURCES: Shape = Shape::Filled(&Shape::Text);
