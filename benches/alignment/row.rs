//! One line of the table: a measure, its goal, what was found.

use crate::share::Share;

/// What a figure must be.
#[derive(Debug, Clone, Copy)]
pub enum Goal {
    AtLeast(f64),
    AtMost(f64),
    /// The design names none.
    Open,
}

/// One line of the table.
pub struct Row {
    pub measure: String,
    pub goal: Goal,
    pub value: f64,
    /// How a figure is written: a share in per cent, or plain with so many places and a unit.
    pub unit: Unit,
    /// What else there is to say.
    pub note: String,
    pub rivals: Vec<(&'static str, f64)>,
}

#[derive(Debug, Clone, Copy)]
pub enum Unit {
    Percent,
    Plain(usize, &'static str),
}

impl Unit {
    pub fn write(self, value: f64) -> String {
        match self {
            Self::Percent => format!("{:.2} %", 100.0 * value),
            Self::Plain(places, unit) => format!("{value:.places$}{unit}"),
        }
    }
}

impl Row {
    pub fn met(&self) -> Option<bool> {
        match self.goal {
            Goal::AtLeast(least) => Some(self.value >= least),
            Goal::AtMost(most) => Some(self.value <= most),
            Goal::Open => None,
        }
    }

    pub fn goal(&self) -> String {
        match self.goal {
            Goal::AtLeast(least) => format!("≥ {}", self.unit.write(least)),
            Goal::AtMost(most) => format!("≤ {}", self.unit.write(most)),
            Goal::Open => "–".to_owned(),
        }
    }

    pub fn best_rival(&self) -> Option<(&'static str, f64)> {
        let rivals = self.rivals.iter().copied().filter(|r| !r.1.is_nan());
        match self.goal {
            Goal::AtMost(_) => rivals.min_by(|a, b| a.1.total_cmp(&b.1)),
            _ => rivals.max_by(|a, b| a.1.total_cmp(&b.1)),
        }
    }
}

pub fn row(measure: &str, goal: Goal, value: f64, unit: Unit) -> Row {
    Row { measure: measure.to_owned(), goal, value, unit, note: String::new(), rivals: Vec::new() }
}

pub fn share(measure: &str, goal: Goal, found: Share) -> Row {
    Row { note: format!("{} of {}", found.0, found.1), ..row(measure, goal, found.value(), Unit::Percent) }
}

pub const F1: Unit = Unit::Plain(3, "");
