//! Further readings of numbers, as news prints them and people say them: 1.5m, 7.30pm, half past ten, العاشرة والنصف. They
//! stand beside the usual ones, and count where the other text has their value.

use super::grammar::{MAX_GAP, Reading, read_at};
use super::item::Item;
use crate::text::numeral::{Form, Sense, Unit, Value};

/// What a number at `at` can also be, besides its `usual` readings.
pub(super) fn readings(items: &[Item], at: usize, usual: &[Reading]) -> Vec<Reading> {
    let mut found = Vec::new();
    found.extend(figure_before_letters(items, at));
    found.extend(minutes_and_hour(items, at));
    for reading in usual {
        found.extend(hour_and_part(items, reading));
        found.extend(hour_and_minutes(items, reading));
    }
    found
}

fn sense(items: &[Item], at: usize) -> Sense {
    items.get(at).filter(|item| item.gap <= MAX_GAP).map_or(Sense::Other, |item| item.sense)
}

/// 1.5m is a million and a half, where it is no length; 7.30pm is half past seven.
fn figure_before_letters(items: &[Item], at: usize) -> Option<Reading> {
    let first = items.get(at)?;
    let Sense::Numeral(value, Unit::None) = first.sense else { return None };
    let plain = Reading { start: at, end: at + 1, value, form: Form::Cardinal, unit: Unit::None, digits: true };
    let next = items.get(at + 1)?;
    match next.sense {
        Sense::Millions if next.gap == 0 && first.form == Form::Cardinal => {
            Some(Reading { end: at + 2, value: value.times(Value::whole(1_000_000))?, ..plain })
        }
        Sense::HalfDay if next.gap <= 1 && value.as_whole().is_none() => {
            let clock = value.times(Value::whole(100))?;
            is_clock(clock.as_whole()?).then_some(Reading { value: clock, ..plain })
        }
        _ => None,
    }
}

/// Whether hours and minutes in four digits are a time of day.
fn is_clock(clock: u64) -> bool {
    clock < 2400 && clock % 100 < 60
}

/// The hour that a number counts, 1 to 12, and where its words end.
fn hour(items: &[Item], at: usize) -> Option<(u64, usize)> {
    let found = read_at(items, at).into_iter().find(|reading| reading.unit == Unit::None)?;
    found.value.as_whole().filter(|hour| (1..=12).contains(hour)).map(|hour| (hour, found.end))
}

/// Half past ten, a quarter to nine, twenty past five: hours and minutes in four digits, as 10:30 is read.
fn minutes_and_hour(items: &[Item], at: usize) -> Option<Reading> {
    let from = at + usize::from(sense(items, at) == Sense::A && matches!(sense(items, at + 1), Sense::Part(_)));
    let (minutes, between) = match items.get(from)?.sense {
        Sense::Part(under) => (60 / under, from + 1),
        _ => {
            let counted = read_at(items, from).into_iter().next()?;
            let minutes = counted.value.as_whole().filter(|minutes| matches!(minutes, 5 | 10 | 20 | 25))?;
            (minutes, counted.end)
        }
    };
    let (hour, end) = hour(items, between + 1)?;
    let clock = match sense(items, between) {
        Sense::Past => hour * 100 + minutes,
        Sense::To if minutes < 30 => (if hour == 1 { 12 } else { hour - 1 }) * 100 + 60 - minutes,
        _ => return None,
    };
    Some(Reading { start: at, end, value: Value::whole(clock), form: Form::Cardinal, unit: Unit::None, digits: false })
}

/// العاشرة والنصف, عشرة ونصف: the tenth and a half is half past ten.
fn hour_and_part(items: &[Item], reading: &Reading) -> Option<Reading> {
    let (over, under) = reading.value.parts();
    let is_hour = items.get(reading.start).is_some_and(|item| item.arabic) && reading.unit == Unit::None;
    if !is_hour || !matches!(under, 2..=4) {
        return None;
    }
    let (hour, minutes) = (over / under, over % under * (60 / under));
    let clock = Value::whole(hour * 100 + minutes);
    (1..=12).contains(&hour).then_some(Reading { value: clock, form: Form::Cardinal, ..*reading })
}

/// العاشرة وخمس دقائق is 10:05, العاشرة إلا ربعا is 9:45.
fn hour_and_minutes(items: &[Item], reading: &Reading) -> Option<Reading> {
    let arabic = items.get(reading.start).is_some_and(|item| item.arabic);
    let hour = reading.value.as_whole().filter(|hour| (1..=12).contains(hour) && arabic && reading.form == Form::Ordinal)?;
    let less = sense(items, reading.end) == Sense::Less;
    let at = reading.end + usize::from(less);
    let item = items.get(at).filter(|item| item.gap <= MAX_GAP && (less || item.joined))?;
    let (minutes, end) = match item.sense {
        Sense::Part(under) if less => (60 / under, at + 1),
        // ثلثا is also two of them.
        Sense::TwoThirds if less => (20, at + 1),
        _ => {
            let counted = read_at(items, at).into_iter().find(|counted| counted.form == Form::Cardinal)?;
            let minutes = counted.value.as_whole().filter(|minutes| (1..60).contains(minutes))?;
            (minutes, counted.end + usize::from(sense(items, counted.end) == Sense::Minute))
        }
    };
    let clock = if less { (if hour == 1 { 12 } else { hour - 1 }) * 100 + 60 - minutes } else { hour * 100 + minutes };
    Some(Reading { end, value: Value::whole(clock), form: Form::Cardinal, ..*reading })
}

#[cfg(test)]
mod tests {
    use crate::text::{Value, numbers, tokens};

    /// Whether some reading of the text has this value.
    fn is_read_as(text: &str, value: &str) -> bool {
        let value = Value::decimal(value).unwrap();
        numbers(&tokens(text)).iter().any(|number| number.value == value)
    }

    #[test]
    fn figures_as_news_prints_them_and_as_they_are_said_have_one_value() {
        for (value, forms) in [
            ("2500000", "2.5 million people; 2.5m people; two point five million people; مليونان ونصف مليون"),
            ("3500000000", "$3.5bn; 3.5 مليار; three point five billion dollars; ثلاثة مليارات ونصف المليار"),
            ("2800000000", "£2.8bn; two point eight billion pounds"),
            ("1500000", "1.5m; £1.5m; one and a half million"),
            ("12.5", "12,5 %; 12.5%; 12½ per cent; twelve and a half per cent; اثنا عشر ونصف في المئة"),
            ("0.5", "½ a point; half a point"),
            ("730", "7.30pm; 7.30 am; 7:30; seven thirty; half past seven; السابعة والنصف"),
            ("1030", "10:30; half past ten; العاشرة والنصف; عشرة ونصف"),
            ("1005", "10:05; ten oh five; العاشرة وخمس دقائق"),
            ("1020", "العاشرة وعشرين دقيقة; العاشرة والثلث"),
            ("1940", "nineteen forty; 19:40"),
            ("2370", "two three seven oh; two three seven zero; اثنان ثلاثة سبعة صفر; ثلاثة وعشرون سبعون"),
            ("7946", "oh two oh seven nine four six oh nine five eight"),
            ("1015", "10:15; a quarter past ten; quarter past ten; العاشرة والربع"),
            ("945", "9:45; a quarter to ten; العاشرة إلا ربعا; العاشرة إلا الربع"),
            ("940", "العاشرة إلا ثلثا; العاشرة إلا عشرين دقيقة; twenty to ten"),
            ("520", "5:20; twenty past five; الخامسة والثلث"),
            ("5.5", "£5.50; five pounds fifty; five pounds and fifty pence"),
            ("2", "World War II; World War Two; الثانية"),
            ("16", "Benedict XVI; Benedict the sixteenth"),
            ("90", "90mph; ninety"),
            ("15", "15 كلم; خمسة عشر كيلومترا; 15°C"),
        ] {
            for form in forms.split("; ") {
                assert!(is_read_as(form, value), "{form} is not read as {value}: {:?}", numbers(&tokens(form)));
            }
        }
    }

    #[test]
    fn what_only_looks_like_that_keeps_its_value() {
        for (text, value) in [
            ("1.5 m wide", "1500000"),
            ("7.5 I am sure", "750"),
            ("XI Jinping", "11"),
            ("two to five people", "458"),
            ("the third and a half", "330"),
        ] {
            assert!(!is_read_as(text, value), "{text}");
        }
    }

    #[test]
    fn a_range_and_a_score_are_one_pair_however_they_are_printed_or_said() {
        let pair = |text: &str| {
            let found = numbers(&tokens(text));
            found.into_iter().find(|n| n.tokens.len() == tokens(text).len() && n.second.is_some())
        };
        for (printed, said) in [
            (
                "20-30",
                "twenty to thirty; between twenty and thirty; twenty or thirty; from twenty to thirty; من عشرين إلى ثلاثين",
            ),
            ("20–30%", "twenty to thirty per cent; between twenty and thirty percent; بين عشرين وثلاثين بالمئة"),
            ("2-1", "two one; two to one; اثنان مقابل واحد"),
            ("2-0", "two nil; two to nil"),
            ("51-49", "fifty-one to forty-nine; fifty-one forty-nine"),
            ("1914-18", "nineteen fourteen to eighteen; nineteen fourteen to nineteen eighteen"),
            ("$2-3bn", "two to three billion dollars; between two and three billion dollars"),
            ("2bn-3bn", "two to three billion"),
        ] {
            let printed_pair = pair(printed).unwrap_or_else(|| panic!("{printed} is no pair"));
            for form in said.split("; ") {
                let is_one =
                    numbers(&tokens(form)).iter().any(|n| n.tokens.len() == tokens(form).len() && n.same_as(&printed_pair))
                        || numbers(&tokens(printed))
                            .iter()
                            .any(|p| p.second.is_some() && pair(form).is_some_and(|n| n.same_as(p)));
                assert!(is_one, "{form} is not {printed}: {:?} {printed_pair:?}", numbers(&tokens(form)));
            }
            for other in ["twenty to forty", "two two", "between two and four billion dollars", "من عشرين إلى أربعين"]
            {
                assert!(pair(other).is_none_or(|other| !other.same_as(&printed_pair)), "{printed} is {other}");
            }
        }
        let (from, between) = (pair("from twenty to thirty"), pair("between twenty and thirty"));
        assert!(from.zip(between).is_some_and(|(from, between)| !from.same_as(&between)));
    }

    #[test]
    fn measures_printed_short_are_the_words_that_are_said() {
        let keys = |text: &str| tokens(text).iter().map(|token| token.normalised.key().to_owned()).collect::<Vec<_>>();
        assert_eq!(keys("10km and 20kg"), keys("10 kilometres and 20 kilograms"));
    }
}
