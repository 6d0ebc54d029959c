//! Every form of list, and which one a file has.

use super::listing::Listing;
use super::sample::Sample;
use super::{
    ansible, apk, apt_list, choco, dnf_list, dpkg_list, dpkg_query, gem_list, helm, json, kubernetes, npm_ls, osquery,
    pacman, pip_freeze, records, rpm, ruled, sbom, winget,
};
use crate::parse::text::Text;

/// A form of list that can be read.
pub(in crate::context) struct Form {
    /// Whether a file has it, and what says so.
    pub(super) recognise: fn(&Sample<'_>) -> Option<Named>,
    /// Takes what the list says. Called only where it was recognised.
    pub(in crate::context) read: fn(&Text<'_>, &mut Listing<'_>),
}

/// A form that was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::context) struct Named {
    /// The form by its usual name.
    pub(in crate::context) form: String,
    /// What in the file says so.
    pub(in crate::context) reason: String,
}

impl Named {
    pub(super) fn new(form: &str, reason: impl Into<String>) -> Self {
        Self { form: form.to_owned(), reason: reason.into() }
    }
}

/// The forms that are no tables with a header of their own. Each recognises its own lists only, so that the order means
/// nothing; a test holds every example against every form.
pub(super) const FORMS: &[Form] = &[
    dpkg_list::FORM,
    dpkg_query::FORM,
    records::DPKG,
    records::APK,
    apt_list::FORM,
    rpm::NAMES,
    rpm::FIELDS,
    dnf_list::FORM,
    apk::FORM,
    pacman::FORM,
    pip_freeze::FORM,
    ruled::PIP_LIST,
    ruled::OTHER,
    npm_ls::JSON,
    npm_ls::TREE,
    gem_list::FORM,
    winget::LIST,
    winget::EXPORT,
    choco::FORM,
    kubernetes::FORM,
    helm::LIST,
    helm::JSON,
    ansible::FORM,
    osquery::FORM,
    sbom::FORM,
    json::PIP_LIST,
    json::ROWS,
];

/// The form that a file has.
pub(in crate::context) fn recognise(sample: &Sample<'_>) -> Option<(&'static Form, Named)> {
    FORMS.iter().find_map(|form| Some((form, (form.recognise)(sample)?)))
}
