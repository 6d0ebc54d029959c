//! How each row and what stands in the files go together.

use super::file::File;
use super::find::{Found, Place, What};
use super::here::Here;
use super::names::RowAt;
use super::place_for::{Home, home};
use super::stage::{Stage, Standing, Start};
use super::value::{self, Verdict};
use crate::packs::{KeyChange, KeyRow, Pack, RequireOp};
use crate::report::{KeyOrigin, RowState};

/// A row that matters.
pub(crate) struct Row<'a> {
    /// Place of its product.
    pub(crate) product: usize,
    pub(crate) pack: &'a Pack,
    pub(crate) known: &'a KeyRow,
    /// The version since which it is so; `""` where there is none.
    pub(crate) version: &'a str,
    pub(crate) state: RowState,
    /// What is wrong; `None` where nothing is, or nobody can say.
    pub(crate) trouble: Option<Trouble>,
    /// Whether the key still works as it is.
    pub(crate) is_ageing: bool,
    /// Whether nobody says which version runs.
    pub(crate) is_start_unknown: bool,
    /// The places that have to be changed, the user's first.
    pub(crate) acting: Vec<Place<'a>>,
    /// The other places of the key.
    pub(crate) others: Vec<Place<'a>>,
    /// Where a key that is not set belongs.
    pub(crate) home: Option<Home<'a>>,
}

/// What is wrong, which is also whose rule it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Trouble {
    Removed,
    Renamed,
    Deprecated,
    Missing,
    WrongValue,
    DefaultChanged,
}

/// What is wrong, and the places that have to be changed.
struct Judgement<'a> {
    state: RowState,
    trouble: Option<Trouble>,
    acting: Vec<Place<'a>>,
    home: Option<Home<'a>>,
}

/// Judges every row; gives those that matter, and for each product how many lie in its window.
pub(super) fn judge<'a>(products: &[Here<'a>], files: &[File<'a>], found: &Found<'a>) -> (Vec<Row<'a>>, Vec<u32>) {
    let mut rows = Vec::new();
    let mut in_window = Vec::new();
    for (product, here) in products.iter().enumerate() {
        let own_files: Vec<&File<'_>> = files_of(product, files, found);
        let mut count = 0_u32;
        for (row, &(pack, known)) in here.keyed.rows.iter().enumerate() {
            let at = RowAt { product, row };
            let case = Case::new(here, known, found.places.get(&at).map_or(&[], Vec::as_slice), &own_files);
            count = count.saturating_add(u32::from(case.is_inside()));
            let Some(Judgement { state, trouble, acting, home }) = case.judge() else { continue };
            let Case { user, shipped, places, .. } = case;
            let origin = acting.first().map_or(KeyOrigin::Config, |place| place.origin);
            let standing = if origin == KeyOrigin::Package { shipped } else { user };
            let (stage, version) = match standing {
                Standing::Inside(stage, version) => (Some(stage), version),
                _ => (None, known.boundary().unwrap_or("")),
            };
            let is_acting = |place: &Place<'_>| acting.iter().any(|acting| acting.is_same(place));
            rows.push(Row {
                product,
                pack,
                known,
                version,
                state,
                trouble,
                is_ageing: stage == Some(Stage::Ageing),
                is_start_unknown: here.window(origin).from == Start::Unknown,
                others: places.iter().filter(|place| !is_acting(place)).copied().collect(),
                acting,
                home,
            });
        }
        in_window.push(count);
    }
    (rows, in_window)
}

/// The user's files that belong to a product.
fn files_of<'f, 'a>(product: usize, files: &'f [File<'a>], found: &Found<'_>) -> Vec<&'f File<'a>> {
    let claimed = files.iter().zip(&found.claims).filter(|(_, claims)| claims.contains(&product));
    claimed.map(|(file, _)| file).filter(|file| file.own.is_some()).collect()
}

/// A row with everything that bears on it.
struct Case<'c, 'a> {
    known: &'a KeyRow,
    /// How it stands to what the user runs.
    user: Standing<'a>,
    /// How it stands to what the package's files meet.
    shipped: Standing<'a>,
    places: &'c [Place<'a>],
    own_files: &'c [&'c File<'a>],
}

impl<'c, 'a> Case<'c, 'a> {
    fn new(here: &Here<'a>, known: &'a KeyRow, places: &'c [Place<'a>], own_files: &'c [&'c File<'a>]) -> Self {
        let user = here.window(KeyOrigin::Config).standing(known);
        let shipped = here.window(KeyOrigin::Package).standing(known);
        Self { known, user, shipped, places, own_files }
    }

    fn is_inside(&self) -> bool {
        [self.user, self.shipped].iter().any(|standing| matches!(standing, Standing::Inside(..)))
    }

    fn judge(&self) -> Option<Judgement<'a>> {
        if !self.is_inside() {
            return self.unknown();
        }
        match self.known.kind {
            KeyChange::Removed | KeyChange::Renamed | KeyChange::Deprecated => self.going(),
            KeyChange::RequiredNew => self.required(),
            KeyChange::DefaultChanged => self.default(),
            KeyChange::ValueChanged | KeyChange::Added => self.value(),
        }
    }

    /// Nobody can say, where a version is missing; else nothing lies between.
    fn unknown(&self) -> Option<Judgement<'a>> {
        let is_open = |place: &&Place<'_>| {
            place.is_live() && matches!(self.standing(place.origin), Standing::NoTarget | Standing::NoVersion)
        };
        self.places.iter().any(|place| is_open(&place)).then(|| state(RowState::Unknown))
    }

    fn going(&self) -> Option<Judgement<'a>> {
        let acting = self.live();
        let Some(first) = acting.first() else {
            return (!self.places.is_empty()).then(|| state(RowState::Elsewhere));
        };
        let is_ageing = matches!(self.standing(first.origin), Standing::Inside(Stage::Ageing, _));
        let trouble = match self.known.kind {
            KeyChange::Renamed => Trouble::Renamed,
            _ if is_ageing => Trouble::Deprecated,
            _ => Trouble::Removed,
        };
        Some(wrong(trouble, acting))
    }

    fn required(&self) -> Option<Judgement<'a>> {
        let set = self.live();
        if self.known.require.as_ref().is_some_and(|require| require.op == RequireOp::Absent) {
            return self.judge_values(set);
        }
        let (own, shipped): (Vec<_>, Vec<_>) = set.iter().copied().partition(|place| place.origin == KeyOrigin::Config);
        if !own.is_empty() {
            return self.judge_values(own);
        }
        let by_default = shipped.iter().map(|place| value::judge(self.known, place.value()));
        match by_default.max() {
            Some(Verdict::Right | Verdict::Nothing) => return Some(state(RowState::Fine)),
            Some(Verdict::Hidden) => return Some(state(RowState::Unknown)),
            Some(Verdict::Wrong) | None => {}
        }
        // A key of many parts that may have any name is missed by nobody.
        let name = self.known.names.iter().find(|name| !name.contains('*'))?;
        if !matches!(self.user, Standing::Inside(..)) {
            return self.judge_values(shipped);
        }
        match home(name, self.own_files) {
            Some(home) => Some(Judgement { home: Some(home), ..wrong(Trouble::Missing, Vec::new()) }),
            None if shipped.is_empty() => Some(state(RowState::Unknown)),
            None => self.judge_values(shipped),
        }
    }

    fn default(&self) -> Option<Judgement<'a>> {
        if !matches!(self.user, Standing::Inside(..)) {
            return None;
        }
        if self.places.iter().any(|place| place.is_live() && place.origin == KeyOrigin::Config) {
            return Some(state(RowState::Fine));
        }
        let name = self.known.names.iter().find(|name| !name.contains('*'))?;
        Some(match home(name, self.own_files) {
            Some(home) => Judgement { home: Some(home), ..wrong(Trouble::DefaultChanged, Vec::new()) },
            None => state(RowState::Unknown),
        })
    }

    fn value(&self) -> Option<Judgement<'a>> {
        let set = self.live();
        if set.is_empty() {
            return (!self.places.is_empty()).then(|| state(RowState::Elsewhere));
        }
        // The row is about these values, or says no more than that some are taken otherwise.
        let is_bare = self.known.allowed.is_empty() && self.known.require.is_none();
        if self.known.kind == KeyChange::ValueChanged && is_bare {
            return Some(wrong(Trouble::WrongValue, set));
        }
        self.judge_values(set)
    }

    /// What is wrong with the values of a key.
    fn judge_values(&self, set: Vec<Place<'a>>) -> Option<Judgement<'a>> {
        if set.is_empty() {
            return (!self.places.is_empty()).then(|| state(RowState::Fine));
        }
        let is = |place: &Place<'_>, verdict| value::judge(self.known, place.value()) == verdict;
        let wrong_ones: Vec<Place<'_>> = set.iter().filter(|place| is(place, Verdict::Wrong)).copied().collect();
        if !wrong_ones.is_empty() {
            return Some(wrong(Trouble::WrongValue, wrong_ones));
        }
        let is_open = set.iter().any(|place| is(place, Verdict::Hidden));
        Some(state(if is_open { RowState::Unknown } else { RowState::Fine }))
    }

    /// The places in force for which the row lies in the window, the user's first.
    fn live(&self) -> Vec<Place<'a>> {
        let is_meant =
            |place: &&Place<'_>| place.is_live() && matches!(self.standing(place.origin), Standing::Inside(..));
        let mut live: Vec<Place<'_>> = self.places.iter().filter(is_meant).copied().collect();
        live.sort_by_key(|place| place.origin != KeyOrigin::Config);
        live
    }

    fn standing(&self, origin: KeyOrigin) -> Standing<'a> {
        if origin == KeyOrigin::Package { self.shipped } else { self.user }
    }
}

impl Place<'_> {
    fn is_same(&self, other: &Self) -> bool {
        match (self.what, other.what) {
            (What::Key(a), What::Key(b)) => std::ptr::eq(a, b),
            (What::Object(a), What::Object(b)) => std::ptr::eq(a, b),
            _ => false,
        }
    }
}

fn state<'a>(state: RowState) -> Judgement<'a> {
    Judgement { state, trouble: None, acting: Vec::new(), home: None }
}

fn wrong(trouble: Trouble, acting: Vec<Place<'_>>) -> Judgement<'_> {
    let is_users = acting.first().is_none_or(|place| place.origin == KeyOrigin::Config);
    let state = if is_users { RowState::Act } else { RowState::Package };
    Judgement { state, trouble: Some(trouble), acting, home: None }
}
