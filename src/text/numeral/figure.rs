//! Numbers written in figures: one spelling for all digit systems and their separators, and the value.

use super::sense::{Form, Unit};
use super::value::Value;
use crate::text::character::{currency, digit, fraction_decimals, is_control, is_percent};

/// What figures say.
pub(crate) struct Figure {
    pub(crate) value: Value,
    pub(crate) unit: Unit,
    pub(crate) form: Form,
}

/// The one spelling of a numeral: European digits, no grouping, a point before decimals, `:` in clock times, then a
/// suffix (`st`…`th` all become `th`; `s`; `m`, `bn`, `tn`, `k`), then `%` or the currency's sign. `None` when the word is
/// not a numeral as a whole.
pub(crate) fn key(word: &str) -> Option<String> {
    let mut body = String::new();
    let mut sign = None;
    for c in word.chars().filter(|&c| !is_control(c) && !c.is_whitespace()) {
        if is_percent(c) {
            sign = Some('%');
        } else if let Some(currency) = currency(c) {
            sign = Some(currency);
        } else if let Some(value) = digit(c) {
            body.extend(char::from_digit(value, 10));
        } else if let Some(decimals) = fraction_decimals(c) {
            // 1½ is 1.5, and ½ is 0.5.
            if !body.ends_with(|c: char| c.is_ascii_digit()) {
                body.push('0');
            }
            body.push('.');
            body.push_str(decimals);
        } else {
            body.extend(c.to_lowercase());
        }
    }
    // US$5
    if sign.is_some_and(|sign| sign != '%') {
        body = body.trim_start_matches(|c: char| c.is_ascii_alphabetic()).to_owned();
    }
    let end = body.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (digits, suffix) = body.split_at(end);
    let suffix = match suffix {
        "st" | "nd" | "rd" | "th" => "th",
        "'s" | "’s" | "s" => "s",
        "mn" | "m" => "m",
        "b" | "bn" => "bn",
        "tn" | "trn" => "tn",
        "" => "",
        "k" => "k",
        _ => return None,
    };
    let mut key = ungrouped(digits)?;
    key.push_str(suffix);
    key.extend(sign);
    Some(key)
}

/// Digits without grouping; `None` when they are not one number.
fn ungrouped(digits: &str) -> Option<String> {
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let separators: Vec<(usize, char)> = digits.char_indices().filter(|(_, c)| !c.is_ascii_digit()).collect();
    if separators.iter().any(|(_, c)| !matches!(c, '.' | ',' | '٫' | '٬' | '،' | '\'' | '’' | ':' | '′')) {
        return None;
    }
    let Some(&(last_at, last)) = separators.last() else { return Some(digits.to_owned()) };
    if matches!(last, ':') || (matches!(last, '\'' | '’' | '′') && digits.len() - last_at - last.len_utf8() == 2) {
        return Some(digits.chars().map(|c| if c.is_ascii_digit() { c } else { ':' }).collect());
    }
    let after = digits.len() - last_at - last.len_utf8();
    let same = separators.iter().all(|(_, c)| *c == last);
    let grouped =
        after == 3 && !matches!(last, '٫') && (matches!(last, ',' | '٬' | '،' | '\'' | '’') || separators.len() > 1 && same);
    if separators.len() > 1 && same && !grouped {
        return None;
    }
    let decimal_at = if grouped { digits.len() } else { last_at };
    let mut plain: String = digits.get(..decimal_at)?.chars().filter(char::is_ascii_digit).collect();
    if !grouped {
        plain.push('.');
        plain.push_str(digits.get(last_at + last.len_utf8()..)?);
    }
    Some(plain)
}

/// Reads a numeral's key.
pub(crate) fn read(key: &str) -> Option<Figure> {
    let digits_end = key.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ':')).unwrap_or(key.len());
    let (digits, rest) = key.split_at(digits_end);
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    let mut value = Value::decimal(&digits)?;
    let sign_at = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let (suffix, sign) = rest.split_at(sign_at);
    let mut form = Form::Cardinal;
    let scale = match suffix {
        "th" => {
            form = Form::Ordinal;
            1
        }
        "s" => {
            form = Form::Decade;
            1
        }
        "k" => 1_000,
        "m" => 1_000_000,
        "bn" => 1_000_000_000,
        "tn" => 1_000_000_000_000,
        _ => 1,
    };
    value = value.times(Value::whole(scale))?;
    let unit = match sign.chars().next() {
        None => Unit::None,
        Some('%') => Unit::Percent,
        Some(sign) => Unit::Currency(sign),
    };
    Some(Figure { value, unit, form })
}
