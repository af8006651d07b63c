use std::fmt;

/// An exact number that is not negative: 3, 1.5, one third. Equal values are equal however they were written or said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Value {
    // Reduced; the order derived from the fields is not that of the numbers and only serves maps.
    over: u64,
    under: u64,
}

impl Value {
    /// A whole number.
    pub const fn whole(number: u64) -> Self {
        Self { over: number, under: 1 }
    }

    /// A fraction in lowest terms; `None` over zero.
    ///
    /// ```
    /// use rawi::text::Value;
    /// assert_eq!(Value::fraction(15, 10), Value::fraction(3, 2));
    /// ```
    pub fn fraction(over: u64, under: u64) -> Option<Self> {
        Self::reduced(u128::from(over), u128::from(under))
    }

    /// The number when it is whole.
    pub fn as_whole(self) -> Option<u64> {
        (self.under == 1).then_some(self.over)
    }

    /// Numerator and denominator, in lowest terms.
    pub fn parts(self) -> (u64, u64) {
        (self.over, self.under)
    }

    pub(crate) fn times(self, other: Self) -> Option<Self> {
        Self::reduced(u128::from(self.over) * u128::from(other.over), u128::from(self.under) * u128::from(other.under))
    }

    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        let cross = u128::from(self.over) * u128::from(other.under);
        let sum = cross.checked_add(u128::from(other.over) * u128::from(self.under))?;
        Self::reduced(sum, u128::from(self.under) * u128::from(other.under))
    }

    /// Reads digits with at most one decimal point, as a numeral's key has them.
    pub(crate) fn decimal(digits: &str) -> Option<Self> {
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let part = part.trim_end_matches('0');
        let over: u128 = format!("{whole}{part}").parse().ok()?;
        Self::reduced(over, 10_u128.checked_pow(u32::try_from(part.len()).ok()?)?)
    }

    fn reduced(over: u128, under: u128) -> Option<Self> {
        let (mut a, mut b) = (over, under);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        if under == 0 {
            return None;
        }
        Some(Self { over: u64::try_from(over / a).ok()?, under: u64::try_from(under / a).ok()? })
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.under {
            1 => write!(f, "{}", self.over),
            under => write!(f, "{}/{under}", self.over),
        }
    }
}
