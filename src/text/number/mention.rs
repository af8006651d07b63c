//! A number as it stands in a text.

use std::ops::Range;

use super::grammar::Reading;
use crate::text::numeral::{Form, Unit, Value, forms_meet};

/// A number that a run of tokens stands for, in digits, in words or mixed (`2370`, «ألفان وثلاثمئة وسبعون», `2.5 million`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// The tokens it takes, as indices into the slice that was read; never empty.
    pub tokens: Range<usize>,
    /// Its value. A percentage has the number before the sign: 3.5 % is 3.5.
    pub value: Value,
    /// How it is used.
    pub form: Form,
    /// The sign or word that belongs to it, when the run holds one.
    pub unit: Unit,
    /// Whether any of it is written in digits.
    pub digits: bool,
    /// What it goes up to, or the other side's points, where two numbers are one range or one score.
    pub second: Option<Second>,
}

/// The second number of a range or a score: 30 in `20-30`, «between twenty and thirty» and «من عشرين إلى ثلاثين»; 1 in `2-1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Second {
    /// Its value.
    pub value: Value,
    /// Whether both stand side by side in digits (`20-30`), so that what is said between them is open.
    pub printed: bool,
}

impl Number {
    /// The number of a reading, with the unit that stands behind it, up to token `end`.
    pub(super) fn of(reading: &Reading, end: usize, unit: Unit) -> Self {
        let Reading { start, value, form, digits, .. } = *reading;
        Self { tokens: start..end, value, form, unit, digits, second: None }
    }

    /// Whether the two stand for one number: the same value and no contradiction in unit or form. Digits leave the form
    /// open (`3` is read *three* or *third*), and so does a missing unit. Of two ranges, one must be printed side by side: in
    /// words, *from two to three* is not *between two and three*.
    pub fn same_as(&self, other: &Self) -> bool {
        let open = |unit: Unit| unit == Unit::None;
        let war = self.unit == Unit::WorldWar || other.unit == Unit::WorldWar;
        let units = self.unit == other.unit || (!war && (open(self.unit) || open(other.unit)));
        let seconds = match (self.second, other.second) {
            (None, None) => true,
            (Some(a), Some(b)) => a.value == b.value && (a.printed || b.printed),
            _ => false,
        };
        self.value == other.value && units && seconds && forms_meet((self.form, self.digits), (other.form, other.digits))
    }
}
