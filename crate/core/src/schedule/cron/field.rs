//! What the fields of an expression hold.

/// The seven fields, brought to one way of counting: Sunday is 0, January is 1.
#[derive(Debug)]
pub(super) struct Fields {
    /// Empty where there is no field, or where it is 0.
    pub(super) seconds: Field,
    pub(super) minutes: Field,
    pub(super) hours: Field,
    pub(super) days: Days,
    pub(super) months: Field,
    pub(super) weekdays: Field,
    /// Empty where there is no field.
    pub(super) years: Field,
}

impl Fields {
    /// Whether some days are left out.
    pub(super) fn restricts_days(&self) -> bool {
        let is_free = |field: &Field| field.is_empty() || field.is_any();
        !(self.days.is_any() && is_free(&self.weekdays) && is_free(&self.months) && is_free(&self.years))
    }
}

/// The day of the month.
#[derive(Debug)]
pub(super) enum Days {
    List(Field),
    /// `LW`
    LastWeekday,
    /// `15W`, `15W-2`: the working day nearest to a day, and so many days from it.
    NearWeekday {
        day: u32,
        offset: i32,
    },
    /// `L-3`
    BeforeLast(u32),
}

impl Days {
    pub(super) fn is_any(&self) -> bool {
        matches!(self, Self::List(field) if field.is_any())
    }
}

/// A list of items.
#[derive(Clone, Debug, Default)]
pub(super) struct Field(pub(super) Vec<Item>);

impl Field {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn is_any(&self) -> bool {
        matches!(self.0.as_slice(), [Item { from: Point::Any, to: None, step: None }])
    }

    /// The only number that it holds.
    pub(super) fn single(&self) -> Option<u32> {
        match self.0.as_slice() {
            [item] => item.single(),
            _ => None,
        }
    }

    /// The numbers, where it holds nothing else.
    pub(super) fn singles(&self) -> Option<Vec<u32>> {
        self.0.iter().map(Item::single).collect()
    }

    pub(super) fn has_step(&self) -> bool {
        self.0.iter().any(|item| item.step.is_some())
    }

    /// Whether a `*` or a step stands in it.
    pub(super) fn repeats(&self) -> bool {
        self.0.iter().any(|item| item.step.is_some() || item.from == Point::Any)
    }
}

/// `5`, `1-5`, `*/10`, `MON#3`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) from: Point,
    pub(super) to: Option<Point>,
    pub(super) step: Option<u32>,
}

impl Item {
    pub(super) fn at(number: u32) -> Self {
        Self { from: Point::At(number), to: None, step: None }
    }

    fn single(&self) -> Option<u32> {
        match *self {
            Self { from: Point::At(number), to: None, step: None } => Some(number),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    /// `*`
    Any,
    At(u32),
    /// `L`: the last day of the month.
    Last,
    /// `4L`: the last such day of the week in the month.
    LastOf(u32),
    /// `4#2`: the second such day of the week in the month.
    Nth {
        weekday: u32,
        nth: u32,
    },
}
