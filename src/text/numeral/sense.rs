//! What a word says of a number, and how the number is used.

use super::value::Value;

/// How a number is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Three, 3.
    Cardinal,
    /// Third, 3rd, الثالث.
    Ordinal,
    /// The eighties, 1980s.
    Decade,
}

/// What a number counts, as far as a sign or a word beside it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Nothing that was said with it.
    None,
    /// Hundredths: %, per cent, في المئة.
    Percent,
    /// Money, by its sign: `$`, `€`, `£`…
    Currency(char),
    /// Wars of the world: World War II, the Second World War.
    WorldWar,
}

/// What one word says of the number that it is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    /// 0 to 9.
    Unit(u64),
    /// 1 in a compound only: أحد عشر, الحادي والعشرون.
    TeenUnit(u64),
    /// عشر, عشرة: ten, or the end of a teen.
    Ten,
    /// English 10 to 19.
    Teen(u64),
    /// 20, 30 … 90.
    Tens(u64),
    Hundred,
    /// 200 in one word, ثلاثمئة.
    Hundreds(u64),
    /// A thousand and up; also twelve for "dozen".
    Scale(u64),
    /// ألفان.
    Twice(u64),
    /// ألفا: two thousand before its noun, or one thousand as an object.
    MaybeTwice(u64),
    Numeral(Value, Unit),
    /// "oh" among digits.
    Oh,
    /// "double" and "triple" before a digit that is said once for so many.
    Repeated(u64),
    Point,
    /// A half, a quarter; the plural counts (three quarters).
    Part(u64),
    Parts(u64),
    /// ثلثان.
    TwoThirds,
    PerCent,
    /// per, في, and what must follow to make it "per cent".
    Per,
    Cent,
    Money(char),
    /// Of America, before its dollars.
    American,
    /// A letter that makes millions of a figure which it touches: 1.5m.
    Millions,
    /// am, pm.
    HalfDay,
    /// Past and to, between minutes and an hour; to is also between two numbers.
    Past,
    To,
    /// Through, until, إلى, between two numbers.
    UpTo,
    Or,
    /// From and between, before two numbers.
    From,
    /// إلا: the hour less a part.
    Less,
    /// دقيقة, behind an hour.
    Minute,
    And,
    A,
    Of,
    Other,
}

/// Whether two forms, each with whether it is in digits, can be the same number read aloud.
pub(crate) fn forms_meet(a: (Form, bool), b: (Form, bool)) -> bool {
    let bare = |(form, digits): (Form, bool)| digits && form == Form::Cardinal;
    let ordinal = |(form, _): (Form, bool)| form != Form::Decade;
    a.0 == b.0 || ((bare(a) || bare(b)) && ordinal(a) && ordinal(b))
}
