//! Words that sound the same or are one word in another form on paper: what a recogniser may write for what was read, with no
//! difference to be heard. British and American spelling is one key already, by [`normalise`](crate::text::normalise).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::{Normalised, normalise};

/// English homophones, `|` between groups.
#[rustfmt::skip]
const GROUPS: &str = "air heir | aisle isle i'll | allowed aloud | altar alter | ate eight | aunt aren't | bail bale | bare bear | base bass | be bee | beach beech | \
    beat beet | berth birth | blew blue | board bored | bolder boulder | boarder border | bough bow | brake break | bread bred | bridal bridle | broach brooch | but butt | buy by bye | \
    canvas canvass | caught court | cede seed | ceiling sealing | cell sell | cellar seller | cent sent scent | cereal serial | chord cord | cite site sight | coarse course | colonel kernel | \
    complement compliment | core corps | council counsel | creak creek | crews cruise | currant current | cue queue | dear deer | desert dessert | dew due do | die dye | discreet discrete | \
    dual duel | earn urn | ensure insure | ewe you yew | fair fare | faint feint | feat feet | find fined | fir fur | flea flee | flew flu flue | flour flower | \
    for four fore | formally formerly | fort fought | forth fourth | foul fowl | gait gate | gorilla guerrilla | grate great | groan grown | guessed guest | hail hale | hair hare | \
    hall haul | heal heel | hear here | heard herd | him hymn | hoard horde | hole whole | holy wholly | hour our | idle idol | in inn | jam jamb | key quay | knead need | knew new | \
    knight night | knot not | know no | knows nose noes | laid lade | lead led | leak leek | lessen lesson | levee levy | liar lyre | loan lone | made maid | mail male | main mane | \
    manner manor | meat meet | medal meddle | miner minor | missed mist | moan mown | morning mourning | muscle mussel | naval navel | none nun | oar ore | one won | paced paste | \
    pail pale | pain pane | pair pare pear | palate palette | passed past | patience patients | pause paws | peace piece | peak peek pique | peal peel | pedal peddle | peer pier | \
    plain plane | pole poll | poor pour pore | pray prey | presence presents | principal principle | prince prints | profit prophet | quarts quartz | rain reign rein | raise rays raze | \
    rap wrap | raw roar | read red | real reel | right write rite wright | ring wring | road rode rowed | role roll | root route | rose rows | rung wrung | rye wry | sail sale | saw sore soar | \
    scene seen | sea see | seam seem | serf surf | sew so sow | shear sheer | shoot chute | side sighed | sole soul | some sum | son sun | stair stare | stake steak | stationary stationery | \
    steal steel | straight strait | suite sweet | sweat suet | tail tale | team teem | tear tier | their there they're | threw through | throne thrown | tide tied | to too two | toe tow | \
    told tolled | vain vein vane | vale veil | vary very | wail whale | waist waste | wait weight | waive wave | ware wear where | warn worn | way weigh | we wee | weak week | weather whether | \
    we'd weed | we'll wheel | we've weave | which witch | whine wine | who's whose | wood would | yoke yolk | your you're yore | \
    bald bawled | band banned | baron barren | berry bury | billed build | bite byte | boos booze | brews bruise | cache cash | carat carrot | chews choose | clause claws | coward cowered | cymbal symbol | days daze | \
    doe dough | done dun | ducked duct | faze phase | flair flare | flecks flex | frees freeze | gilt guilt | grease greece | grisly grizzly | hay hey | heroin heroine | hi high | hoarse horse | hoes hose | lain lane | \
    lamb lam | lichen liken | load lode | loch lock | loot lute | maize maze | massed mast | might mite | moose mousse | mince mints | mussed must | mustard mustered | nay neigh | ode owed | ought aught | overdo overdue | \
    packed pact | pi pie | pride pried | prize pries | racket racquet | rapped rapt | review revue | rough ruff | rhyme rime | sac sack | seas sees seize | sects sex | sighs size | sink sync | slay sleigh | sleight slight | sloe slow | \
    soared sword | staid stayed | stile style | sundae sunday | tacked tact | tacks tax | taught taut | teas tease tees | tern turn | throes throws | thyme time | toad towed | verses versus | vial vile | wade weighed | war wore | \
    wares wears | wet whet | wile while | whirled world | whoa woe";

static GROUP_OF: LazyLock<HashMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    for (group, words) in GROUPS.split('|').enumerate() {
        for word in words.split_whitespace() {
            groups.entry(normalise(word).key().to_owned()).or_default().push(group);
        }
    }
    groups
});

/// Whether two words cannot be told apart by ear: homophones (`rose`, `rows`), and an ending whose vowel is left out in writing
/// (`remember'd`, `remembered`). In Arabic, words that only differ in letters that many speakers pronounce alike (السحيحة, الصحيحة).
/// Symmetric.
///
/// Whether it matters which of the two was said is another question: a pair that [`contrast`](super::contrast) knows is never
/// one word, however alike it sounds.
///
/// ```
/// use rawi::text::{lexicon::sounds_equal, normalise};
/// let equal = |a: &str, b: &str| sounds_equal(&normalise(a), &normalise(b));
/// assert!(equal("rose", "rows") && equal("heir", "air") && equal("remember’d", "remembered"));
/// assert!(equal("الصحيحة", "السحيحه"));
/// assert!(!equal("rose", "roads") && !equal("حوار", "حصار"));
/// ```
#[must_use]
pub fn sounds_equal(a: &Normalised, b: &Normalised) -> bool {
    let (a, b) = (a.key(), b.key());
    match (a.is_ascii(), b.is_ascii()) {
        (true, true) => a == b || in_one_group(a, b) || elided(a, b) || elided(b, a),
        (false, false) => a == b || arabic_sound(a) == arabic_sound(b),
        _ => false,
    }
}

fn in_one_group(a: &str, b: &str) -> bool {
    let groups = |word: &str| GROUP_OF.get(word).map(Vec::as_slice).unwrap_or_default();
    groups(a).iter().any(|group| groups(b).contains(group))
}

/// Letters before the vowel that is left out, at least: `did` is not `died`.
const MIN_ELIDED_LETTERS: usize = 3;

/// Whether `short` is `full` without the vowel of its last syllable: tatter'd, mak'st, ev'n.
fn elided(short: &str, full: &str) -> bool {
    ["d", "st", "n"].iter().any(|ending| {
        let stem = short.strip_suffix(ending).filter(|stem| stem.len() >= MIN_ELIDED_LETTERS);
        stem.is_some_and(|stem| full.strip_prefix(stem).and_then(|rest| rest.strip_prefix('e')) == Some(*ending))
    })
}

/// Letters of a word that stays the same word when its hamza is not said, at least, the hamza not counted.
const MIN_HAMZA_LETTERS: usize = 4;

/// The letters of a word as many speakers say them: emphatic letters as plain ones, interdentals as sibilants and stops, no hamza.
/// Vowels and doubled letters stay: they tell كتاب from كتب and ممثل from مثل.
fn arabic_sound(key: &str) -> String {
    let said = |c: char| match c {
        'ص' | 'ث' => 'س',
        'ط' => 'ت',
        'ض' | 'ظ' => 'د',
        'ذ' => 'ز',
        c => c,
    };
    // In a short word a hamza makes another word: ما is not ماء.
    let long = key.chars().count() > MIN_HAMZA_LETTERS;
    key.chars().filter(|c| *c != 'ء' || !long).map(said).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn equal(a: &str, b: &str) -> bool {
        let (a, b) = (normalise(a), normalise(b));
        sounds_equal(&a, &b) && sounds_equal(&b, &a)
    }

    #[test]
    fn one_sound_in_two_spellings_is_known() {
        for (a, b) in [
            ("due", "do"),
            ("dew", "due"),
            ("their", "there"),
            ("knight", "night"),
            ("two", "too"),
            ("tatter'd", "tattered"),
            ("deserv'd", "deserved"),
            ("colour", "color"),
            ("organise", "organize"),
            ("الصحيحة", "السحيحة"),
            ("ثلاثاء", "سلاسا"),
            ("صباح", "سباح"),
        ] {
            assert!(equal(a, b), "{a} {b}");
        }
    }

    #[test]
    fn other_sounds_are_not_equal() {
        for (a, b) in [
            ("increase", "crease"),
            ("recording", "reporting"),
            ("soft", "hard"),
            ("legal", "illegal"),
            ("when", "and"),
            ("bed", "bend"),
            ("قلب", "كلب"),
            ("كتاب", "كتب"),
            ("ما", "ماء"),
            ("did", "died"),
            ("ممثل", "مثل"),
            ("وزير", "وزيرة"),
            ("حرب", "ضرب"),
            ("نفي", "نفط"),
            ("قال", "كان"),
            ("مدينة", "بلدة"),
        ] {
            assert!(!equal(a, b), "{a} {b}");
        }
    }

    #[test]
    fn every_group_has_two_words_or_more() {
        for group in GROUPS.split('|') {
            let words: std::collections::BTreeSet<String> =
                group.split_whitespace().map(|word| normalise(word).key().to_owned()).collect();
            assert!(words.len() >= 2, "{group}");
        }
    }
}
