//! Published words with the punctuation and the capitals of the heard words in whose place they stand: what the recogniser would have
//! written had it heard them.

/// The spellings in which `published` could stand in the place of `heard`; the likeliest counts. The signs around it are those of
/// the heard words, since a recogniser guesses them from the intonation. An article writes a capital in names and where its sentence
/// begins; where the heard words begin with the other case, both are possible. No spelling has no words, unless nothing was
/// published.
pub(super) fn spellings(published: &str, heard: &[String]) -> Vec<Vec<String>> {
    let mut words: Vec<String> = unmarked(published).split_whitespace().map(str::to_owned).collect();
    if let Some(first) = words.first_mut() {
        *first = format!("{}{first}", heard.first().map_or("", |w| signs(w).0));
    }
    if let Some(last) = words.last_mut() {
        last.push_str(heard.last().map_or("", |w| signs(w).1));
    }
    let begins = |word: &String| word.chars().find(|c| c.is_alphabetic()).map(char::is_uppercase);
    let other_case = heard.first().and_then(begins).zip(words.first().and_then(begins)).is_some_and(|(h, p)| h != p);
    if !other_case {
        return vec![words];
    }
    let turned = words.iter().enumerate().map(|(n, word)| if n == 0 { other_initial(word) } else { word.clone() }).collect();
    vec![words, turned]
}

/// Without vowel signs and tatweel, and with straight apostrophes, as recognisers write; without the signs around it.
fn unmarked(text: &str) -> String {
    let written = |c: &char| !matches!(c, '\u{0640}' | '\u{064B}'..='\u{0652}' | '\u{0670}');
    let straight = |c| if matches!(c, '\u{2018}' | '\u{2019}') { '\'' } else { c };
    text.chars().filter(written).map(straight).collect::<String>().trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// The signs before and behind the letters and digits of a word.
fn signs(word: &str) -> (&str, &str) {
    let letter = |c: char| c.is_alphanumeric();
    let start = word.find(letter).unwrap_or(0);
    let behind = word.rfind(letter).map_or(0, |at| at + word[at..].chars().next().map_or(0, char::len_utf8));
    (&word[..start], &word[behind.max(start)..])
}

fn other_initial(word: &str) -> String {
    let at = word.find(char::is_alphabetic).unwrap_or(0);
    let mut rest = word[at..].chars();
    let Some(first) = rest.next() else { return word.to_owned() };
    let turned: String = if first.is_uppercase() { first.to_lowercase().collect() } else { first.to_uppercase().collect() };
    format!("{}{turned}{}", &word[..at], rest.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(published: &str, heard: &str) -> Vec<String> {
        let heard: Vec<String> = heard.split_whitespace().map(str::to_owned).collect();
        spellings(published, &heard).iter().map(|words| words.join(" ")).collect()
    }

    #[test]
    fn signs_are_those_of_the_heard_words_and_both_cases_are_possible() {
        assert_eq!(shown("soft,", "hard"), ["soft"]);
        assert_eq!(shown("“soft sand", "(hard rock)."), ["(soft sand)."]);
        assert_eq!(shown("Iraq", "erin"), ["Iraq", "iraq"]);
        assert_eq!(shown("the", "“A"), ["“the", "“The"]);
        assert_eq!(shown("not", ""), ["not"]);
        assert_eq!(shown("", "hard"), [""]);
        assert_eq!(shown("وَأكّــدَ", "ونفى،"), ["وأكد،"]);
        assert_eq!(shown("mak’st", "makes."), ["mak'st."]);
        assert_eq!(shown("—", "…"), [""]);
    }
}
