//! Figures as news prints them and as people say them: linked by their value, and no difference.

use super::cases::aligned;

/// What is printed, and the ways to say it, parted by `;`.
const ENGLISH: &[(&str, &str)] = &[
    ("2.5 million people", "two point five million people; two and a half million people"),
    ("1.25 million people", "one point two five million people; one and a quarter million people"),
    ("$3.5bn in aid", "three point five billion dollars in aid; three and a half billion dollars in aid"),
    ("£2.8bn in aid", "two point eight billion pounds in aid"),
    ("1.5m people", "one point five million people; one and a half million people"),
    ("12.5% of them", "twelve point five per cent of them; twelve and a half percent of them"),
    ("12,5 % of them", "twelve point five per cent of them"),
    ("10km of road", "ten kilometres of road; ten kilometers of road"),
    ("20kg of flour", "twenty kilograms of flour"),
    ("2/3 of the votes", "two thirds of the votes"),
    ("3/4 of the votes", "three quarters of the votes"),
    ("1½ hours of talks", "one and a half hours of talks"),
    ("2½ hours of talks", "two and a half hours of talks"),
    ("a curfew at 7:30 pm", "a curfew at half past seven pm; a curfew at seven thirty pm"),
    ("a curfew at 7.30pm", "a curfew at half past seven pm; a curfew at seven thirty pm"),
    ("a curfew at 7.30 p.m.", "a curfew at half past seven pm; a curfew at seven thirty pm"),
    ("a curfew at 10:30", "a curfew at half past ten; a curfew at ten thirty"),
    ("a curfew at 9:45", "a curfew at a quarter to ten; a curfew at nine forty-five"),
    ("a fare of £5.50", "a fare of five pounds fifty"),
    ("losses since World War II", "losses since world war two"),
    ("letters of Benedict XVI", "letters of Benedict sixteen"),
    ("a 2-1 win for them", "a two one win for them"),
    (
        "Resolution 2370 of theirs",
        "resolution twenty-three seventy of theirs; resolution two thousand three hundred and seventy of theirs",
    ),
    ("in the year 1999", "in the year nineteen ninety-nine"),
];

const ARABIC: &[(&str, &str)] = &[
    ("2.5 مليون شخص", "مليونان ونصف المليون شخص; مليونين ونصف مليون شخص; اثنان فاصلة خمسة مليون شخص"),
    ("3.5 مليار دولار", "ثلاثة مليارات ونصف المليار دولار; ثلاثة فاصل خمسة مليار دولار"),
    ("12.5% من السكان", "اثنا عشر ونصف في المئة من السكان; اثنا عشر فاصلة خمسة بالمئة من السكان"),
    ("الساعة 10:30 ليلا", "الساعة العاشرة والنصف ليلا"),
    ("الساعة 10:15 ليلا", "الساعة العاشرة والربع ليلا"),
    ("القرار 2370 للمجلس", "القرار ألفين وثلاثمئة وسبعين للمجلس"),
    ("2/3 الأصوات", "ثلثي الأصوات; ثلثا الأصوات"),
    ("الحرب العالمية الثانية", "الحرب العالمية الثانية"),
    ("40 درجة مئوية", "أربعين درجة مئوية"),
];

fn told(printed: &str, spoken: &str) -> Option<String> {
    let a = aligned(printed, spoken);
    let unheard: Vec<&str> =
        a.sentences.iter().flat_map(|s| &s.words).filter(|w| w.heard.is_none()).map(|w| w.range.of(printed)).collect();
    let differences: Vec<_> = a.sentences.iter().flat_map(|s| &s.differences).map(|d| (d.kind, d.weight)).collect();
    (!unheard.is_empty() || !differences.is_empty()).then(|| format!("{spoken}: not heard {unheard:?}, {differences:?}"))
}

fn all(table: &[(&str, &str)], carrier: &str) {
    let carried = |figure: &str| carrier.replace("{}", figure);
    let told: Vec<String> = table
        .iter()
        .flat_map(|(printed, spoken)| spoken.split("; ").map(move |spoken| (printed, spoken)))
        .filter_map(|(printed, spoken)| {
            let said = carried(spoken).to_lowercase().replace(['.', ','], "");
            Some(format!("{printed} | {}", told(&carried(printed), &said)?))
        })
        .collect();
    assert!(told.is_empty(), "{} of the figures:\n{}", told.len(), told.join("\n"));
}

#[test]
fn english_figures_are_what_is_said_of_them() {
    all(ENGLISH, "On Monday the officials told reporters of {} and spoke for an hour about the region.");
}

#[test]
fn arabic_figures_are_what_is_said_of_them() {
    all(ARABIC, "تحدث المسؤولون للصحفيين يوم الإثنين عن {} في المنطقة وقالوا إن الوضع صعب جدا.");
}
