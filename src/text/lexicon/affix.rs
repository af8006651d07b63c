//! Negation by an affix, by closed lists: of the English words that begin like one, most are no negation (`discover`, `under`), and
//! some have the affix and no opposite (`disease`, `priceless`).

use super::inflection::Forms;

/// For each prefix the beginnings of the words that it negates: `legal` stands for legal, legally, legality.
#[rustfmt::skip]
const PREFIXES: &[(&str, &str)] = &[
    ("un", "able acceptable accompanied accountable affected aided altered ambiguous announced answered armed authorised avoidable aware balanced bearable \
        beaten biased broken certain challenged changed checked civil clean clear comfortable common conditional confirmed conscious constitutional convinced \
        controlled convincing damaged decided defeated democratic deniable desirable detected disputed documented earned easy educated employ equal ethical even \
        expected explained exploded fair faithful familiar favourable finished fit fortunate founded friendly funded grateful guarded happy harmed healthy helpful \
        hurt identified important injured insured intended interested interrupted invited just justified known lawful licensed like likely limited load lock \
        lucky married moved named necessary noticed occupied official opposed organised paid planned pleasant popular precedented predictable prepared \
        prevented profitable protected proven provoked published qualified questioned ready real realistic reasonable recognised recorded registered regulated \
        related reliable reported resolved rest restricted safe satisfactory satisfied secure seen settled signed skilled solved specified stable steady \
        successful suitable supported sure sustainable tested tie tied touched treated true trained usual vaccinated verified welcome willing wise worthy"),
    ("in", "ability accessible accurate action active adequate admissible advisable appropriate capable civil coherent comparable compatible competent complete \
        comprehensible conclusive consistent constant correct curable decent decisive definite dependent direct discreet distinct effective efficient \
        eligible equality equitable experienced flexible formal frequent hospitable human humane justice offensive operable plausible reversible secure \
        sensitive separable sane sincere soluble stability sufficient tolerable tolerant transigent valid variable visible voluntary vulnerable"),
    ("im", "balance mature measurable mobile modest moral mortal movable partial passable patient penetrable perfect permanent permissible personal plausible \
        polite possib possible practical precise probable proper pure"),
    ("il", "legal legible legitima liberal limitable literate literacy logical"),
    ("ir", "rational recoverable redeemable refutable regular relevant religious replaceable reparable resistible resolute responsible retrievable reverent reversible revocable"),
    ("dis", "able abled advantage agree allow appear approv arm assemble associat believ comfort connect continu courag credit embark enfranchise engag \
        entangle enchant honest honour infect integrat loyal like mantle mount obe obedien organis own pleas proportionate prove qualif regard \
        respect satisf similar trust unite unity use"),
    ("mis", "behav calculat conduct fortune handl hear heard inform interpret judg lead led manag match place print quot read report represent spell state \
        trust understand understood use treat"),
    ("non", "aligned aggression binding combatant compliance essential existent existence fatal fiction intervention lethal member military muslim native nuclear \
        partisan payment political profit proliferation refundable resident smoker smoking starter state stop toxic verbal violen white"),
    ("de", "activat centralis classif coloni commission compos compress criminalis escalat forestation humanis militaris mobilis moralis nuclearis populat \
        radicalis regulat segregat sensitis stabilis value"),
    ("anti", "american arab communist democratic european government immigration israeli semit social war western russian islamic"),
    ("a", "political symmetric theis typical"),
    ("dys", "function"),
    ("counter", "attack productive offensive revolution terroris"),
    ("لا", "مركزي انساني مبالا اخلاقي عوده عنف مساواه نهاي محدود ارادي شرعي قانوني منطقي واقعي دستوري ديني طايفي سلم حرب يقين وعي استقرار \
        معقول مسوول ادري مرءي مريي متناهي"),
];

/// Stems that take `-less` and stand against the stem itself or its form in `-ful`.
#[rustfmt::skip]
const LESS: &[&str] = &[
    "care", "harm", "hope", "power", "use", "meaning", "pain", "merci", "law", "fear", "faith", "grace", "help", "taste", "thought", "tact", "fruit", "doubt",
    "home", "job", "state", "end", "leader", "land", "child", "stain", "cloud", "wire", "effort", "purpose", "resource", "remorse", "respect", "success",
];

/// Whether a form of one word is a form of the other with a negating affix.
pub(super) fn negates(left: &Forms, right: &Forms) -> bool {
    left.all().any(|a| right.all().any(|b| is_negated(a, b) || is_negated(b, a)))
}

fn is_negated(word: &str, base: &str) -> bool {
    by_prefix(word, base) || by_less(word, base)
}

fn by_prefix(word: &str, base: &str) -> bool {
    let listed = |bases: &str| bases.split_whitespace().any(|start| base.starts_with(start));
    PREFIXES.iter().any(|(prefix, bases)| word.strip_prefix(prefix).is_some_and(|rest| rest == base) && listed(bases))
}

fn by_less(word: &str, base: &str) -> bool {
    let Some(stem) = word.strip_suffix("less").filter(|stem| LESS.contains(stem)) else { return false };
    base.strip_suffix("ful").unwrap_or(base) == stem
}

#[cfg(test)]
mod tests {
    use super::super::inflection::lemmas;
    use super::*;
    use crate::text::normalise;

    fn negated(a: &str, b: &str) -> bool {
        negates(&lemmas(&normalise(a)), &lemmas(&normalise(b)))
    }

    #[test]
    fn an_affix_negates_what_the_lists_say() {
        for (a, b) in [
            ("illegal", "legal"),
            ("illegally", "legally"),
            ("impossible", "possible"),
            ("impossibility", "possibility"),
            ("irregular", "regular"),
            ("inaccurate", "accurate"),
            ("unable", "able"),
            ("unarmed", "armed"),
            ("unauthorised", "authorized"),
            ("disagreed", "agree"),
            ("disapproval", "approval"),
            ("misheard", "heard"),
            ("non-violent", "violent"),
            ("powerless", "powerful"),
            ("homeless", "home"),
            ("careless", "careful"),
            ("اللامركزية", "المركزية"),
            ("لاإنسانية", "إنسانية"),
            ("باللاعنف", "بالعنف"),
        ] {
            assert!(negated(a, b) && negated(b, a), "{a} {b}");
        }
    }

    #[test]
    fn what_only_looks_like_an_affix_does_not_negate() {
        for (a, b) in [
            ("disease", "ease"),
            ("discharge", "charge"),
            ("disorder", "order"),
            ("disclose", "close"),
            ("inflammable", "flammable"),
            ("invaluable", "valuable"),
            ("priceless", "price"),
            ("countless", "count"),
            ("under", "der"),
            ("until", "til"),
            ("instead", "stead"),
            ("increase", "crease"),
            ("import", "port"),
            ("impress", "press"),
            ("discover", "cover"),
            ("mission", "sion"),
            ("design", "sign"),
            ("depart", "part"),
            ("legal", "legal"),
            ("اللاجئ", "جئ"),
            ("اللاعب", "عب"),
            ("اللازم", "زم"),
            ("اللاحق", "حق"),
        ] {
            assert!(!negated(a, b) && !negated(b, a), "{a} {b}");
        }
    }
}
