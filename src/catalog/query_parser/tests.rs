use proptest::prelude::*;

use super::*;

/// What is understood, briefly: `word` in any form, `word~` and those that begin so, `[exact words]`, `beginning*`.
fn brief(sought: &Sought) -> String {
    let joined = |parts: &[Sought], with: &str| parts.iter().map(brief).collect::<Vec<_>>().join(with);
    match sought {
        Sought::Words(words) => brief_words(words),
        Sought::Near(words, n) => format!("near{n}({})", words.iter().map(brief_words).collect::<Vec<_>>().join(" ")),
        Sought::Any(any) => format!("({})", joined(any, " | ")),
        Sought::All(all, none) if none.is_empty() => format!("({})", joined(all, " & ")),
        Sought::All(all, none) => format!("({} without {})", joined(all, " & "), joined(none, " | ")),
    }
}

fn brief_words(words: &Words) -> String {
    match words {
        Words::Exact { terms, open } => format!("[{}]{}", terms.join(" "), if *open { "*" } else { "" }),
        Words::Forms { term, open, .. } => format!("{term}{}", if *open { "~" } else { "" }),
        Words::Beginning { bare } => format!("{bare}*"),
    }
}

fn understood(text: &str) -> String {
    match read(text) {
        Ok(sought) => brief(&sought),
        Err(error) => error.to_string().replace(&format!("cannot search for `{text}`: "), "no: "),
    }
}

#[test]
fn words_phrases_beginnings_and_operators_are_understood() {
    for (query, sought) in [
        ("Council aid", "(council~ & aid)"),
        ("Council AND aid", "(council~ & aid)"),
        ("«the council» OR coun*", "([the council] | coun*)"),
        ("\"security coun\"*", "[security coun]*"),
        ("(council OR parliament) aid", "((council~ | parliament~) & aid)"),
        ("aid (war OR (peace talks))", "(aid & (war | (peace~ & talks~)))"),
        ("NEAR(council \"small arms\", ٥)", "near5(council~ [small arms])"),
        ("NEAR(مجلس أمن)", "near10(مجلس امن)"),
        ("near and or not", "(near & and & or & not)"),
        ("NEAR a", "(near & a)"),
        ("\"OR\"", "[or]"),
        ("20170802", "20170802"),
        ("مجلس المتحدة", "(مجلس & المتحده~)"),
        ("المتح*", "متح*"),
        ("well-known f(x)", "([well known] & f & x)"),
    ] {
        assert_eq!(understood(query), sought, "{query}");
    }
}

#[test]
fn a_minus_in_front_and_not_leave_out_and_a_minus_within_is_a_hyphen() {
    assert_eq!(understood("council -aid"), "(council~ without aid)");
    assert_eq!(understood("council NOT aid"), "(council~ without aid)");
    assert_eq!(understood("aid -\"security council\" -war"), "(aid without [security council] | war)");
    assert_eq!(understood("aid -weapon OR war"), "((aid without weapon~) | war)");
    assert_eq!(understood("aid -(war OR fire)"), "(aid without (war | fire))");
    assert!(!understood("al-Shabab - aid").contains("without"));
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_the_nearest_right_form() {
    for (query, told) in [
        ("\"open", "no: a quotation mark is not closed (character 1); near to it: `\"open\"`"),
        ("مجلس «الأمن", "no: a quotation mark is not closed (character 6); near to it: `مجلس «الأمن»`"),
        ("(council aid", "no: a parenthesis is not closed (character 1); near to it: `(council aid)`"),
        ("council) aid", "no: this parenthesis was not opened (character 8); near to it: `council aid`"),
        ("((a OR b", "no: a parenthesis is not closed (character 2); near to it: `((a OR b))`"),
        ("OR aid", "no: OR stands between two words (character 1); near to it: `aid`"),
        ("aid OR", "no: OR stands between two words (character 5); near to it: `aid`"),
        ("aid OR OR war", "no: OR stands between two words (character 5); near to it: `aid OR war`"),
        ("aid AND", "no: AND stands between two words (character 5); near to it: `aid`"),
        ("aid NOT", "no: there is nothing behind NOT (character 5); near to it: `aid`"),
        ("aid ()", "no: there is no word in these parentheses (character 5); near to it: `aid`"),
        (
            "NEAR(a b, five)",
            "no: behind the comma of NEAR stands the number of words between, up to 200 (character 10); near to it: `NEAR(a b, 10)`",
        ),
        ("NEAR(a b", "no: a parenthesis is not closed (character 5); near to it: `NEAR(a b)`"),
        ("NEAR(a, 5) b", "no: NEAR needs two words (character 1); near to it: `a b`"),
        ("NEAR(a OR b, 5)", "no: within NEAR stand words and phrases alone (character 1); near to it: `NEAR(a b, 5)`"),
        ("-aid", "no: beside what is to be left out there is no word to find (character 1)"),
        (" … \"\"", "no: there is no word in it"),
        ("", "no: there is no word in it"),
    ] {
        assert_eq!(understood(query), told, "{query}");
    }
    assert!(understood(&"a ".repeat(65)).ends_with("it has more than 64 words"));
    assert!(understood(&"(".repeat(40)).contains("more than 32"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn anything_typed_is_understood_or_told_and_the_nearest_right_form_is_right(
        pieces in prop::collection::vec(
            prop_oneof!["[(]", "[)]", "\"", "«", "OR", "AND", "NOT", "NEAR[(]", "-", ", 5", "[*]", "[a-zا-ي]{1,6}", ".{0,3}"], 0..12),
        blank in prop::collection::vec(any::<bool>(), 12),
    ) {
        let text: String = pieces.iter().zip(blank).map(|(piece, blank)| format!("{piece}{}", if blank { " " } else { "" })).collect();
        if let Err(error) = read(&text) {
            let super::super::Error::Query { nearest, character, .. } = error else { panic!("{error:?}") };
            prop_assert!(character.is_none_or(|at| at >= 1 && at <= text.chars().count() + 1));
            if let Some(nearest) = nearest {
                prop_assert!(read(&nearest).is_ok(), "{nearest}");
            }
        }
    }
}
