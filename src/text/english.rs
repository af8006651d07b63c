//! English spelling for comparison: one form for American and British spellings, and for titles printed short and in full.
//!
//! The rules need not give good English: they must give one key to both spellings of a word and keep other words apart.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Stems written -our in Britain and -or in America.
#[rustfmt::skip]
const OUR: &[&str] = &[
    "colour", "labour", "honour", "favour", "neighbour", "behaviour", "harbour", "rumour", "humour", "vapour", "armour",
    "endeavour", "odour", "saviour", "tumour", "vigour", "glamour", "parlour", "rigour", "splendour", "candour", "clamour",
    "fervour", "valour", "flavour", "mould", "smoulder",
];

/// Whole words: the British spelling, and the American or plainer one that stands for both.
#[rustfmt::skip]
const WORDS: &[(&str, &str)] = &[
    ("grey", "gray"), ("defence", "defense"), ("offence", "offense"), ("licence", "license"), ("pretence", "pretense"),
    ("programme", "program"), ("programmes", "programs"), ("cheque", "check"), ("cheques", "checks"), ("tyre", "tire"),
    ("tyres", "tires"), ("plough", "plow"), ("ploughed", "plowed"), ("aluminium", "aluminum"), ("kerb", "curb"),
    ("sceptic", "skeptic"), ("sceptical", "skeptical"), ("scepticism", "skepticism"), ("sceptics", "skeptics"),
    ("judgement", "judgment"), ("judgements", "judgments"), ("ageing", "aging"), ("acknowledgement", "acknowledgment"),
    ("towards", "toward"), ("pyjamas", "pajamas"), ("moustache", "mustache"), ("artefact", "artifact"),
    ("artefacts", "artifacts"), ("enquiry", "inquiry"), ("enquiries", "inquiries"), ("yoghurt", "yogurt"),
    ("sulphur", "sulfur"), ("practise", "practice"), ("practised", "practiced"), ("practising", "practicing"),
    ("jewellery", "jewelry"), ("aeroplane", "airplane"), ("aeroplanes", "airplanes"), ("catalogue", "catalog"),
    ("dialogue", "dialog"), ("dialogues", "dialogs"), ("analogue", "analog"), ("fulfil", "fulfill"), ("enrol", "enroll"),
    ("skilful", "skillful"), ("wilful", "willful"), ("instalment", "installment"), ("instalments", "installments"),
    ("afterwards", "afterward"), ("defences", "defenses"), ("offences", "offenses"), ("licences", "licenses"),
    ("ok", "okay"), ("manoeuvre", "maneuver"), ("manoeuvres", "maneuvers"), ("cosy", "cozy"), ("gaol", "jail"),
    ("doughnut", "donut"), ("storey", "story"), ("storeys", "stories"), ("draught", "draft"), ("mum", "mom"),
];

/// Titles, months and measures as they are printed short, and as they are said: a recogniser writes either.
#[rustfmt::skip]
const SHORT: &[(&str, &str)] = &[
    ("mr", "mister"), ("mrs", "missus"), ("missis", "missus"), ("dr", "doctor"), ("prof", "professor"), ("st", "saint"),
    ("gen", "general"), ("col", "colonel"), ("capt", "captain"), ("lt", "lieutenant"), ("sgt", "sergeant"),
    ("cmdr", "commander"), ("adm", "admiral"), ("sen", "senator"), ("rep", "representative"), ("gov", "governor"),
    ("rev", "reverend"), ("jr", "junior"), ("sr", "senior"), ("vs", "versus"), ("jan", "january"), ("feb", "february"),
    ("km", "kilometers"), ("cm", "centimeters"), ("mm", "millimeters"), ("kg", "kilograms"), ("kgs", "kilograms"),
    ("sq", "square"), ("ft", "feet"), ("lbs", "pounds"), ("lb", "pounds"), ("hrs", "hours"), ("yrs", "years"), ("mins", "minutes"),
    ("aug", "august"), ("sept", "september"), ("oct", "october"), ("nov", "november"), ("dec", "december"),
];

/// Stems written -re in Britain and -er in America.
#[rustfmt::skip]
const RE: &[&str] = &[
    "cent", "theat", "met", "kilomet", "centimet", "millimet", "lit", "fib", "sab", "spect", "calib", "lust", "meag", "somb",
];

/// Beginnings and insides with ae or oe.
#[rustfmt::skip]
const AE: &[(&str, &str)] = &[
    ("anaem", "anem"), ("leukaem", "leukem"), ("paed", "ped"), ("archaeo", "archeo"), ("gynaec", "gynec"),
    ("foet", "fet"), ("rrhoea", "rrhea"), ("oestro", "estro"), ("haem", "hem"), ("aesthet", "esthet"), ("caesar", "cesar"),
];

/// Both lists of whole words, to be looked up.
static WHOLE: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| SHORT.iter().chain(WORDS).copied().collect());

/// One key for the spellings of a word that is lower case and has no punctuation.
pub(super) fn spelling(key: String) -> String {
    if key.len() < 2 || !key.bytes().all(|b| b.is_ascii_lowercase()) {
        return key;
    }
    if let Some(plain) = WHOLE.get(key.as_str()) {
        return (*plain).to_owned();
    }
    let mut key = key;
    // All of these stems have the same two letters, and few words do.
    if key.contains("ou") {
        for stem in OUR {
            if let Some(at) = key.find(stem) {
                // colour → color, mould → mold: the u goes.
                let within = stem.rfind('u').unwrap_or(0);
                key.remove(at + within);
            }
        }
    }
    let ligature = key.contains("ae") || key.contains("oe");
    for &(british, plain) in AE.iter().filter(|_| ligature) {
        if key.contains(british) {
            key = key.replacen(british, plain, 1);
        }
    }
    key = s_for_z(key);
    key = er_for_re(key);
    // kilogrammes, and not programmes, which is a word of the list.
    for (british, plain) in [("grammes", "grams"), ("gramme", "gram")] {
        if let Some(stem) = key.strip_suffix(british) {
            key = format!("{stem}{plain}");
        }
    }
    single_l(key)
}

/// -ize, -izing, -ization, -yze and their kin are written with s.
fn s_for_z(mut key: String) -> String {
    const ENDINGS: &[&str] = &[
        "ize",
        "izes",
        "ized",
        "izing",
        "izer",
        "izers",
        "ization",
        "izations",
        "izational",
        "yze",
        "yzes",
        "yzed",
        "yzing",
    ];
    if key.len() >= 6
        && let Some(ending) = ENDINGS.iter().rev().find(|ending| key.ends_with(**ending))
    {
        let at = key.len() - ending.len() + 1;
        key.replace_range(at..=at, "s");
    }
    key
}

fn er_for_re(mut key: String) -> String {
    let plural = key.ends_with("res");
    let stem = key.strip_suffix("re").or_else(|| key.strip_suffix("res"));
    if let Some(stem) = stem.filter(|stem| RE.contains(stem) || stem.ends_with("kilomet")) {
        key = format!("{stem}er{}", if plural { "s" } else { "" });
    }
    key
}

/// travelled and traveled, counselling and counseling.
fn single_l(mut key: String) -> String {
    for ending in ["elled", "elling", "eller", "ellers"] {
        if key.len() > ending.len() + 2 && key.ends_with(ending) {
            let at = key.len() - ending.len() + 1;
            key.remove(at);
            break;
        }
    }
    key
}
