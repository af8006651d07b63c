//! What one character is, in every script that news is written in: a control, a digit, a sign.

/// Direction controls, joiners, the soft hyphen, variation selectors and the byte order mark: written, never read aloud.
pub(super) fn is_control(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// The value of a decimal digit of any script that news is written in.
pub(crate) fn digit(c: char) -> Option<u32> {
    const ZEROS: [u32; 9] = [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xbe6, 0xe50, 0xff10];
    if c.is_ascii() {
        return c.to_digit(10);
    }
    ZEROS.iter().find_map(|zero| u32::from(c).checked_sub(*zero).filter(|value| *value < 10))
}

/// The decimals of a fraction that is one character: those of ½ are `5`. Those that never end are left out.
pub(super) fn fraction_decimals(c: char) -> Option<&'static str> {
    Some(match c {
        '½' => "5",
        '¼' => "25",
        '¾' => "75",
        '⅕' => "2",
        '⅖' => "4",
        '⅗' => "6",
        '⅘' => "8",
        '⅛' => "125",
        '⅜' => "375",
        '⅝' => "625",
        '⅞' => "875",
        _ => return None,
    })
}

pub(super) fn is_percent(c: char) -> bool {
    matches!(c, '%' | '٪' | '％' | '﹪')
}

/// The sign that stands for a currency in a key.
pub(super) fn currency(c: char) -> Option<char> {
    match c {
        '$' | '＄' => Some('$'),
        '€' | '£' | '¥' | '₹' | '₽' | '₪' | '₺' | '₩' | '₦' => Some(c),
        '￡' => Some('£'),
        '￥' => Some('¥'),
        _ => None,
    }
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '‛' | '`' | '´' | '＇' | 'ʼ')
}
