//! What is written about sounds and is no word that was said: `(Laughter)` in an article, `[Music]` and `♪` by a recogniser.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::TextRange;
use super::normalise::normalise;

/// A note has no more words than this; what is longer in brackets is a sentence.
const MOST_WORDS: usize = 6;
/// Nor more characters, so that an open bracket is not looked after to the end of a text.
const LONGEST_CHARS: usize = 120;
/// A song between two notes of music has no more words than this in one segment.
const LONGEST_SONG_WORDS: usize = 60;
/// Signs of music.
const MUSIC_SIGNS: [char; 6] = ['♪', '♫', '♩', '♬', '🎵', '🎶'];

/// Words about sounds, of which one alone makes a note of a recogniser.
const SOUNDS: &str = "music musical laughter laugh laughs laughing chuckles chuckling applause applauding clapping claps cheering cheers \
    cheer chanting chants singing sings song jingle theme bell bells ringing rings dings ding chimes knocking knock footsteps wind \
    coughs coughing sneezes sighs sighing crying cries sobbing sobs weeping gasps groans screaming screams shouting gunfire gunshot \
    gunshots explosion explosions siren sirens silence static noise beep beeps beeping barking barks birds chirping engine chatter \
    murmur murmuring murmurs whispering whistles whistling whistle horn honking thunder rain typing buzzing humming drumming \
    drums drumroll inaudible indistinct unintelligible blank_audio blank audio sound sounds crosstalk booing \
    موسيقي موسيقا تصفيق ضحك ضحكات ضحكه يضحك يضحكون هتاف هتافات ضجيج ضوضاء جرس اجراس صمت بكاء يبكي سعال غناء اغنيه اذان تكبير \
    تكبيرات صراخ همس تنهد رنين زغاريد صفير صفاره صفارات انفجار انفجارات رصاص صوت اصوات نشيد عزف";
/// Words that stand beside them in a note.
const BESIDE: &str = "and in of the a an with to from on at by background continues continuing plays playing played ends starts begins \
    fades fading up down out loud loudly soft softly quiet gentle upbeat dramatic sad traditional national long prolonged brief \
    audience crowd people children man woman men women dog phone telephone door car speech speaking language foreign heavy distant \
    opening closing intro outro foreign speaks arabic english applauds more \
    في من و مع علي ثم خلفيه الخلفيه حاد حاره طويل خفيف خفيفه هادئه حزينه وطني الوطني الجمهور الحضور الحشد اطلاق نار النار غير مفهوم \
    مفهومه مسموع مسموعه كلام سياره سيارات اسعاف الاسعاف هاتف الهاتف باب ختام ختاميه افتتاحيه فاصل قصير";

/// Where the text of a person says what is heard and not what is said: `(Laughter)`, `[applause]`, «(تصفيق)». Only notes of which
/// every word is about a sound: an aside in brackets is text.
///
/// ```
/// use rawi::text::stage_directions;
/// let text = "We won. (Laughter and applause) And so (as they say) did you.";
/// let found: Vec<&str> = stage_directions(text).iter().map(|range| range.of(text)).collect();
/// assert_eq!(found, ["(Laughter and applause)"]);
/// ```
pub fn stage_directions(text: &str) -> Vec<TextRange> {
    let mut found = bracketed(text, |_, inner| only_about_sound(inner));
    found.extend(signs_of_music(text));
    in_order(found)
}

/// Where a recogniser, or whoever captions, says what is heard in the `text` of one segment: what stands in square brackets;
/// what stands in round ones or between asterisks when it names a sound or is all of the segment; signs of music, with the song
/// between two of them.
pub fn sound_notes(text: &str) -> Vec<TextRange> {
    let whole = text.trim().trim_end_matches(['.', ',', '،', '!']);
    let mut found = bracketed(text, |note, inner| note.starts_with('[') || names_sound(inner) || note == whole);
    found.extend(signs_of_music(text));
    in_order(found)
}

/// Notes in brackets for which `is_sound` says so of the whole note and of what stands in it.
fn bracketed(text: &str, is_sound: impl Fn(&str, &str) -> bool) -> Vec<TextRange> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((open, sign)) = text.get(at..).and_then(|rest| rest.char_indices().find(|(_, c)| closing(*c).is_some())) {
        let start = at + open;
        at = start + sign.len_utf8();
        let Some(close) = closing(sign) else { continue };
        let mut inside = text.get(at..).unwrap_or("").char_indices().take(LONGEST_CHARS);
        let Some((length, _)) = inside.find(|(_, c)| *c == close) else { continue };
        let end = at + length + close.len_utf8();
        let (note, inner) = (text.get(start..end).unwrap_or(""), text.get(at..at + length).unwrap_or(""));
        if is_note(inner)
            && is_sound(note, inner)
            && let Some(range) = TextRange::new(start, end)
        {
            found.push(range);
            at = end;
        }
    }
    found
}

fn closing(open: char) -> Option<char> {
    match open {
        '(' => Some(')'),
        '[' => Some(']'),
        '（' => Some('）'),
        '*' => Some('*'),
        _ => None,
    }
}

fn is_note(inner: &str) -> bool {
    inner.chars().any(char::is_alphabetic) && !inner.contains(['(', '[']) && inner.split_whitespace().count() <= MOST_WORDS
}

fn words(inner: &str) -> impl Iterator<Item = String> {
    let parts = inner.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '\'' || is_mark(c)));
    parts.filter(|word| !word.is_empty()).map(|word| normalise(word).key().to_owned())
}

/// Vowel signs and the stretching of Arabic letters belong to a word.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// A list with its words normalised.
struct List(HashSet<String>);

static SOUND_WORDS: LazyLock<List> = LazyLock::new(|| List::of(SOUNDS));
static BESIDE_WORDS: LazyLock<List> = LazyLock::new(|| List::of(BESIDE));

impl List {
    fn of(words: &str) -> Self {
        Self(words.split_ascii_whitespace().map(|word| normalise(word).key().to_owned()).collect())
    }

    /// The word, with or without its article and the «و» that joins it.
    fn has(&self, word: &str) -> bool {
        let joined = word.strip_prefix('و').unwrap_or(word);
        [word, joined]
            .iter()
            .any(|form| self.0.contains(*form) || form.strip_prefix("ال").is_some_and(|bare| self.0.contains(bare)))
    }
}

fn names_sound(inner: &str) -> bool {
    words(inner).any(|word| SOUND_WORDS.has(&word))
}

fn only_about_sound(inner: &str) -> bool {
    names_sound(inner) && words(inner).all(|word| SOUND_WORDS.has(&word) || BESIDE_WORDS.has(&word))
}

/// A song between the first and the last sign of music, or each sign alone where what stands between is too long for one.
fn signs_of_music(text: &str) -> Vec<TextRange> {
    let signs: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| MUSIC_SIGNS.contains(c)).collect();
    let (Some(first), Some(last)) = (signs.first(), signs.last()) else { return Vec::new() };
    let whole = (first.0, last.0 + last.1.len_utf8());
    let song = text.get(whole.0..whole.1).is_some_and(|song| song.split_whitespace().count() <= LONGEST_SONG_WORDS);
    if song {
        return TextRange::new(whole.0, whole.1).into_iter().collect();
    }
    signs.into_iter().filter_map(|(at, sign)| TextRange::new(at, at + sign.len_utf8())).collect()
}

/// Sorted, those that overlap joined.
fn in_order(mut found: Vec<TextRange>) -> Vec<TextRange> {
    found.sort_by_key(|range| (range.start(), range.end()));
    let mut kept: Vec<TextRange> = Vec::new();
    for range in found {
        match kept.last_mut() {
            Some(last) if range.start() < last.end() => {
                *last = TextRange::new(last.start(), last.end().max(range.end())).unwrap_or(*last);
            }
            _ => kept.push(range),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, ranges: Vec<TextRange>) -> Vec<&str> {
        ranges.into_iter().map(|range| range.of(text)).collect()
    }

    #[test]
    fn stage_directions_are_told_from_asides() {
        let told = |text| of(text, stage_directions(text));
        assert_eq!(told("He fell. (LAUGHTER)"), ["(LAUGHTER)"]);
        assert_eq!(told("قال نعم. (تصفيق) ثم خرج"), ["(تصفيق)"]);
        assert_eq!(told("ثم غنوا (ضحك وتصفيق من الجمهور)"), ["(ضحك وتصفيق من الجمهور)"]);
        assert_eq!(told("[موسيقى] أهلا"), ["[موسيقى]"]);
        assert_eq!(
            told("The World Health Organization (WHO) and Fairuz (music by the Rahbani brothers) sang"),
            Vec::<&str>::new()
        );
        assert_eq!(told("said [the minister] (in English) of the (sic) law"), Vec::<&str>::new());
        assert_eq!(told("2 * 3 * 4 and (an open bracket"), Vec::<&str>::new());
    }

    #[test]
    fn notes_of_a_recogniser_are_told_from_words() {
        let told = |text| of(text, sound_notes(text));
        for note in [
            "[Music]",
            "(bell dings)",
            "[موسيقى]",
            "*applause*",
            "♪",
            "♪♪♪",
            "[BLANK_AUDIO]",
            "(speaking in Arabic)",
            "(تصفيق)",
        ] {
            assert_eq!(told(note), [note]);
        }
        assert_eq!(told("Good morning. [Music] This is (laughs) Sara."), ["[Music]", "(laughs)"]);
        assert_eq!(told("♪ oh happy day ♪ Welcome"), ["♪ oh happy day ♪"]);
        assert_eq!(told("the agency (UNHCR) said"), Vec::<&str>::new());
        assert_eq!(told("[12] and [a bracket that nobody ever wrote to name a sound]"), Vec::<&str>::new());
    }
}
