//! Words that have two spellings: English ones besides those of Britain and America, which are one key already by
//! [`normalise`](crate::text::normalise), and Arabic ones that are borrowed or written otherwise from country to country.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::{Normalised, normalise};

/// Two spellings of one word, `|` between the words.
#[rustfmt::skip]
const PAIRS: &str = "adviser advisor | amid amidst | among amongst | while whilst | axe ax | barbecue barbeque | benefited benefitted | \
    biased biassed | bussed bused | collectible collectable | connection connexion | cueing cuing | queueing queuing | \
    dependant dependent | dispatch despatch | dispatched despatched | disc disk | discs disks | dryer drier | dwarfs dwarves | embed imbed | enclose inclose | \
    eyeing eying | fiord fjord | flier flyer | focused focussed | focusing focussing | focuses focusses | forego forgo | fulfilment fulfillment | \
    enrolment enrollment | gipsy gypsy | goodbye goodby | grandad granddad | hello hullo | hiccup hiccough | hurray hooray | inquire enquire | inquired enquired | inquiring enquiring | instal install | \
    ketchup catsup | kidnapped kidnaped | kidnapper kidnaper | kidnapping kidnaping | learned learnt | leaned leant | leaped leapt | dreamed dreamt | burned burnt | spelled spelt | spilled spilt | \
    spoiled spoilt | smelled smelt | dwelled dwelt | knelt kneeled | likable likeable | livable liveable | lovable loveable | movable moveable | sizable sizeable | salable saleable | mediaeval medieval | \
    mama mamma | naught nought | orientated oriented | pedaled pedalled | pigmy pygmy | preventive preventative | \
    routing routeing | signaled signalled | signaling signalling | totaled totalled | totaling totalling | rivaled rivalled | equaled equalled | \
    dialed dialled | dialing dialling | initialed initialled | medaled medalled | worshiped worshipped | worshiping worshipping | worshiper worshipper | marvelous marvellous | woolen woollen | councilor councillor | \
    councilors councillors | counselor counsellor | counselors counsellors | chili chilli | specialty speciality | sulfate sulphate | sulfide sulphide | carburetor carburettor | \
    through thru | tonight tonite | tsar czar | tsars czars | unmistakable unmistakeable | vice vise | whisky whiskey | whiskies whiskeys | wagon waggon | backward backwards | forward forwards | \
    upward upwards | downward downwards | inward inwards | outward outwards | onward onwards | homeward homewards | eastward eastwards | westward westwards | northward northwards | southward southwards | \
    tranquility tranquillity | anybody anyone | somebody someone | everybody everyone | appall appal | distill distil | instill instil | enthrall enthral | mollusk mollusc | furore furor | tidbit titbit | \
    تلفزيون تليفزيون | تلفزيوني تليفزيوني | تلفزيونية تليفزيونية | تلفون تليفون | غوغل جوجل | قوقل جوجل | قوقل غوغل | إنجليزي إنكليزي | إنجليزية إنكليزية | إنجلترا إنكلترا | ديمقراطية ديموقراطية | ديمقراطي ديموقراطي | أوروبا أوربا | أوروبي أوربي | \
    أوروبية أوربية | موسيقى موسيقا | دبلوماسي ديبلوماسي | دبلوماسية ديبلوماسية | ميليشيا مليشيا | ميليشيات مليشيات | فيسبوك فايسبوك | فيديو فديو | كهربائي كهربي | كهربائية كهربية | بنغلاديش بنجلاديش | غرينتش جرينتش | كونغو كونجو | \
    هونغ هونج | بكين بيكين | بروكسل بروكسيل | غراد جراد | غانا جانا | أفغانستان أفجانستان | بلغاريا بلجاريا | تكنولوجيا تقنولوجيا | سكرتير سكريتير | هيئة هيأة | \
    إستراتيجية ستراتيجية | ملايين ملاين | شيكاغو شيكاجو | كيلوغرام كيلوجرام | غرام جرام | برغر برجر | كورونا كرونا | ألمونيوم ألمنيوم | \
    sulfuric sulphuric | licensing licencing | premise premiss | phoney phony | koran quran | sheikh sheik | sheikh shaikh | moslem muslim | shabab shabaab | eon aeon | ameba amoeba | mommy mummy";

static SPELLINGS: LazyLock<HashMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut words: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, pair) in PAIRS.split('|').enumerate() {
        for word in pair.split_whitespace() {
            words.entry(normalise(word).key().to_owned()).or_default().push(number);
        }
    }
    words
});

/// Whether two words are one that is spelled in two ways: learned and learnt, queueing and queuing. Symmetric.
///
/// ```
/// use rawi::text::{lexicon::is_same_spelled, normalise};
/// let same = |a: &str, b: &str| is_same_spelled(&normalise(a), &normalise(b));
/// assert!(same("بالتلفزيون", "بالتليفزيون") && same("queueing", "queuing") && same("colour", "color") && same("sceptic", "skeptic"));
/// assert!(!same("percent", "percentage") && !same("ton", "tonne"));
/// ```
#[must_use]
pub fn is_same_spelled(a: &Normalised, b: &Normalised) -> bool {
    // What stands before an Arabic word stands before both spellings: بالتلفزيون, بالتليفزيون.
    const BEFORE: [&str; 11] = ["", "ال", "و", "ب", "ل", "لل", "ف", "وال", "بال", "كال", "فال"];
    let of = |word: &str| SPELLINGS.get(word).map(Vec::as_slice).unwrap_or_default();
    let pair = |before: &&str| {
        let (Some(a), Some(b)) = (a.key().strip_prefix(before), b.key().strip_prefix(before)) else { return false };
        of(a).iter().any(|pair| of(b).contains(pair))
    };
    let before = if a.key().is_ascii() { &BEFORE[..1] } else { &BEFORE[..] };
    a == b || before.iter().any(pair)
}

/// Letters of a stem, at least, in which the seat of a hamza tells no other word: not in سأل and سئل.
const MIN_SEATED_LETTERS: usize = 4;

/// Whether two Arabic words differ only in what their hamzas are written on: المئذنة and المأذنة, بدأوا and بدؤوا. Where that tells
/// the active from the passive (يأخذ and يؤخذ, أنشأت and أنشئت) they are two.
///
/// ```
/// use rawi::text::{lexicon::has_other_seat, normalise};
/// let seats = |a: &str, b: &str| has_other_seat(&normalise(a), &normalise(b));
/// assert!(seats("المئذنة", "المأذنة") && seats("مسألة", "مسئلة"));
/// assert!(!seats("يأخذ", "يؤخذ") && !seats("أنشأت", "أنشئت") && !seats("مئذنة", "ميذنة"));
/// ```
#[must_use]
pub fn has_other_seat(a: &Normalised, b: &Normalised) -> bool {
    let (left, right): (Vec<char>, Vec<char>) = (a.key().chars().collect(), b.key().chars().collect());
    let stem = a.stem().chars().count().max(b.stem().chars().count());
    if left.len() != right.len() || stem < MIN_SEATED_LETTERS || a == b {
        return false;
    }
    let first = left.len() - stem.min(left.len());
    let seats = |at: usize| (left[at], right[at]);
    (0..left.len()).filter(|at| left[*at] != right[*at]).all(|at| {
        let behind = left.get(at + 1..).unwrap_or_default();
        let before = at.checked_sub(1).map(|before| left[before]);
        // After the prefix of the imperfect or of a participle, و is the passive's; she was asked, سئلت.
        let prefixed = matches!(before, Some('ي' | 'ت' | 'ن' | 'ا' | 'م')) && matches!(seats(at), ('و', _) | (_, 'و'));
        let asked = before == Some('س') && behind.first() == Some(&'ل');
        let voice = at == first + 1 && (prefixed || asked);
        // Before an ending, ي is the passive's, or another verb's: ينشأ, ينشئ.
        let ending = matches!(behind, [] | ['ت'] | ['و', 'ا']) && matches!(seats(at), ('ا', 'ي') | ('ي', 'ا'));
        a.has_hamza(at) && b.has_hamza(at) && !voice && !ending && before.is_some()
    })
}

/// Letters of a word, at least, whose last may be written as alif or as alif maqsura; shorter ones are others (علا and على).
const MIN_MAQSURA_LETTERS: usize = 4;
/// Words that are others for all that: أولى and أولا.
const OTHER_WITH_ALIF: [&str; 1] = ["اول"];

/// Whether one of two Arabic words ends in alif maqsura and the other, the same else, in alif: القرى and القرا.
///
/// ```
/// use rawi::text::{lexicon::ends_in_either_alif, normalise};
/// let either = |a: &str, b: &str| ends_in_either_alif(&normalise(a), &normalise(b));
/// assert!(either("القرى", "القرا") && either("المستشفا", "المستشفى"));
/// assert!(!either("على", "علا") && !either("وإلى", "وإلا") && !either("كتابي", "كتابا") && !either("أولى", "أولا"));
/// ```
#[must_use]
pub fn ends_in_either_alif(a: &Normalised, b: &Normalised) -> bool {
    let one = |maqsura: &Normalised, alif: &Normalised| {
        let (Some(stem), Some(other)) = (maqsura.key().strip_suffix('ي'), alif.key().strip_suffix('ا')) else {
            return false;
        };
        // Something stands behind the article: وإلى has none.
        let behind = stem.split_once("ال").map_or(0, |(_, behind)| behind.chars().count());
        let article = maqsura.key().len() > maqsura.stem().len() && behind >= 2;
        let long = maqsura.stem().chars().count() + usize::from(article) >= MIN_MAQSURA_LETTERS;
        maqsura.ends_in_maqsura() && stem == other && long && !OTHER_WITH_ALIF.contains(&stem)
    };
    one(a, b) || one(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_one_word_in_two_spellings_that_are_not_one_key_already() {
        let is_pair = |pair: &&str| {
            let words: Vec<_> = pair.split_whitespace().map(normalise).collect();
            words.len() == 2 && words[0] != words[1] && is_same_spelled(&words[0], &words[1])
        };
        let other: Vec<&str> = PAIRS.split('|').filter(|pair| !is_pair(pair)).collect();
        assert!(other.is_empty(), "{other:?}");
    }

    #[test]
    fn a_word_is_not_its_neighbour() {
        for (a, b) in
            [("among", "amid"), ("learned", "leaned"), ("jail", "gaoler"), ("metre", "meter"), ("adviser", "advise")]
        {
            let (a, b) = (normalise(a), normalise(b));
            assert_eq!(is_same_spelled(&a, &b), a == b);
        }
    }
}
