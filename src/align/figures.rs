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
    ("winds of 90mph", "winds of ninety miles an hour; winds of ninety miles per hour; winds of 90 miles an hour"),
    ("a speed of 120 km/h", "a speed of one hundred and twenty kilometres an hour; a speed of 120 kilometers per hour"),
    ("heat of 35°C", "heat of thirty-five degrees celsius; heat of thirty-five degrees; heat of 35 degrees centigrade"),
    ("heat of 35 °C", "heat of thirty-five degrees celsius; heat of 35 degrees"),
    ("frost of -5°C", "frost of minus five degrees; frost of minus five degrees celsius"),
    ("10km of road", "ten kilometres of road; ten kilometers of road"),
    ("20kg of flour", "twenty kilograms of flour; twenty kilogrammes of flour; twenty kilos of flour"),
    ("a 10km road", "a ten kilometre road; a 10-kilometer road"),
    ("an area of 300 sq km", "an area of three hundred square kilometres"),
    ("an area of 300km²", "an area of three hundred square kilometres"),
    ("2/3 of the votes", "two thirds of the votes"),
    ("3/4 of the votes", "three quarters of the votes"),
    ("1½ hours of talks", "one and a half hours of talks"),
    ("2½ hours of talks", "two and a half hours of talks"),
    ("a curfew at 7:30 pm", "a curfew at half past seven pm; a curfew at seven thirty pm"),
    ("a curfew at 7.30pm", "a curfew at half past seven pm; a curfew at seven thirty pm"),
    ("a curfew at 7.30 p.m.", "a curfew at half past seven pm; a curfew at seven thirty pm"),
    ("a curfew at 10:30", "a curfew at half past ten; a curfew at ten thirty"),
    ("a curfew at 9:45", "a curfew at a quarter to ten; a curfew at nine forty-five"),
    ("a fare of £5.50", "a fare of five pounds fifty; a fare of five pounds and fifty pence; a fare of five fifty"),
    ("a fare of $5.50", "a fare of five dollars fifty; a fare of five dollars and fifty cents; a fare of five fifty"),
    ("a fare of 50p", "a fare of fifty pence"),
    ("losses since World War II", "losses since world war two; losses since the second world war"),
    ("losses in the Second World War", "losses in world war two"),
    ("losses in the First World War", "losses in world war one"),
    ("losses since WWII", "losses since world war two; losses since the second world war"),
    ("letters of Benedict XVI", "letters of Benedict sixteen; letters of Benedict the sixteenth"),
    ("letters of Elizabeth II", "letters of Elizabeth the second; letters of Elizabeth two"),
    ("letters of Charles I", "letters of Charles the first"),
    ("a 2-1 win for them", "a two one win for them; a two to one win for them"),
    ("a 2–0 win for them", "a two nil win for them"),
    ("a vote of 51-49", "a vote of fifty-one to forty-nine; a vote of fifty one forty nine"),
    ("some 20-30 people", "some twenty to thirty people; some twenty or thirty people; some 20 to 30 people"),
    ("the 20–30 people", "the twenty to thirty people; the between twenty and thirty people"),
    ("some 20-30% of them", "some twenty to thirty per cent of them; some 20 to 30% of them"),
    ("some $2-3bn in aid", "some two to three billion dollars in aid"),
    ("the war of 1914-18", "the war of nineteen fourteen to eighteen; the war of nineteen fourteen to nineteen eighteen"),
    ("a call to 020 7946 0958", "a call to oh two oh seven nine four six oh nine five eight"),
    ("a call to 999", "a call to nine nine nine"),
    ("a curfew at 10:00", "a curfew at ten o'clock; a curfew at ten"),
    ("a crowd of 1,200", "a crowd of twelve hundred; a crowd of one thousand two hundred"),
    ("music of the '80s", "music of the eighties"),
    (
        "Resolution 2370 of theirs",
        "resolution two three seven oh of theirs; resolution two three seven zero of theirs; resolution twenty-three seventy of theirs; resolution two thousand three hundred and seventy of theirs",
    ),
    ("in the year 1999", "in the year nineteen ninety-nine"),
];

const ARABIC: &[(&str, &str)] = &[
    ("2.5 مليون شخص", "مليونان ونصف المليون شخص; مليونين ونصف مليون شخص; اثنان فاصلة خمسة مليون شخص"),
    ("3.5 مليار دولار", "ثلاثة مليارات ونصف المليار دولار; ثلاثة فاصل خمسة مليار دولار"),
    ("12.5% من السكان", "اثنا عشر ونصف في المئة من السكان; اثنا عشر فاصلة خمسة بالمئة من السكان"),
    ("الساعة 10:30 ليلا", "الساعة العاشرة والنصف ليلا; الساعة عشرة ونصف ليلا"),
    ("الساعة 9:45 ليلا", "الساعة العاشرة إلا ربعا ليلا; الساعة العاشرة إلا الربع ليلا"),
    ("الساعة 10:20 ليلا", "الساعة العاشرة والثلث ليلا; الساعة العاشرة وعشرين دقيقة ليلا"),
    ("الساعة 10:00 ليلا", "الساعة العاشرة ليلا"),
    ("مسافة 15 كلم", "مسافة خمسة عشر كيلومترا; مسافة 15 كيلومتر; مسافة خمسة عشر كيلومتر"),
    ("مسافة 15كم", "مسافة خمسة عشر كيلومترا"),
    ("سرعة 90 كلم/س", "سرعة تسعين كيلومترا في الساعة"),
    ("سرعة 90 كم/ساعة", "سرعة تسعين كيلومترا في الساعة"),
    ("نحو 20 كغ", "نحو عشرين كيلوغراما; نحو عشرين كيلوغرام; نحو عشرين كيلوجراما"),
    ("نحو 20-30 شخصا", "نحو عشرين إلى ثلاثين شخصا; نحو عشرين أو ثلاثين شخصا"),
    ("نحو 20–30 شخصا", "نحو من عشرين إلى ثلاثين شخصا; نحو بين عشرين وثلاثين شخصا"),
    ("بين 20 و30 شخصا", "بين عشرين وثلاثين شخصا"),
    ("فوز 2-1 للفريق", "فوز اثنين مقابل واحد للفريق; فوز اثنين واحد للفريق"),
    ("حرارة 35°م", "حرارة خمس وثلاثين درجة مئوية; حرارة خمس وثلاثين درجة"),
    (
        "القرار 1701 للمجلس",
        "القرار ألف وسبعمئة وواحد للمجلس; القرار واحد سبعة صفر واحد للمجلس; القرار سبعة عشر صفر واحد للمجلس",
    ),
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

/// What is printed, and what is another figure.
const OTHERS: &[(&str, &str)] = &[
    (
        "winds of 90mph",
        "winds of ninety kilometres an hour; winds of nineteen miles an hour; winds of eighty miles per hour",
    ),
    (
        "heat of 35°C",
        "heat of thirty degrees celsius; heat of thirty-five degrees fahrenheit; heat of minus thirty-five degrees",
    ),
    ("frost of -5°C", "frost of five degrees"),
    ("20kg of flour", "twenty tonnes of flour; twelve kilos of flour"),
    (
        "a fare of £5.50",
        "a fare of five pounds and fifteen pence; a fare of five hundred and fifty; a fare of five dollars fifty",
    ),
    ("a fare of £5.50", "a fare of five fifteen; a fare of five pounds"),
    (
        "losses since World War II",
        "losses since world war one; losses since the first world war; losses since the second war",
    ),
    ("letters of Benedict XVI", "letters of Benedict the fifteenth; letters of Benedict the sixth"),
    ("a 2-1 win for them", "a three one win for them; a two to two win for them; a two nil win for them"),
    ("some 20-30 people", "some twenty to forty people; some thirty to twenty people; some twenty people"),
    ("some 20 to 30 people", "some 20 or 40 people"),
    ("Resolution 2370 of theirs", "resolution two three seven one of theirs; resolution twenty-three seventeen of theirs"),
    ("a call to 020 7946 0958", "a call to oh two oh seven nine four five oh nine five eight"),
    ("a curfew at 10:30", "a curfew at half past nine; a curfew at ten thirteen"),
    ("a curfew at 10:00", "a curfew at eleven o'clock; a curfew at ten thirty"),
    ("losses of 5m people", "losses of five thousand people; losses of five people"),
    ("بين 20 و30 شخصا", "بين عشرين وأربعين شخصا"),
    ("نحو 20-30 شخصا", "نحو عشرين إلى أربعين شخصا; نحو ثلاثين شخصا"),
    ("الساعة 10:30 ليلا", "الساعة التاسعة والنصف ليلا; الساعة العاشرة والربع ليلا"),
    ("الساعة 9:45 ليلا", "الساعة العاشرة والربع ليلا"),
    ("مسافة 15 كلم", "مسافة خمسين كيلومترا; مسافة خمسة عشر مترا"),
    ("نحو 20 كغ", "نحو عشرين طنا"),
    ("القرار 1701 للمجلس", "القرار ألف وستمئة وواحد للمجلس; القرار واحد سبعة صفر اثنان للمجلس"),
];

#[test]
fn another_figure_is_told() {
    let carriers = [
        "On Monday the officials told reporters of {} and spoke for an hour about the region.",
        "تحدث المسؤولون للصحفيين يوم الإثنين عن {} في المنطقة وقالوا إن الوضع صعب جدا.",
    ];
    let mut missed = Vec::new();
    for (printed, spoken) in OTHERS {
        let carrier =
            carriers[usize::from(!printed.is_ascii() && printed.chars().any(|c| ('\u{600}'..'\u{700}').contains(&c)))];
        for spoken in spoken.split("; ") {
            let said = carrier.replace("{}", spoken).to_lowercase().replace(['.', ','], "");
            let a = aligned(&carrier.replace("{}", printed), &said);
            if a.sentences.iter().all(|s| s.differences.is_empty()) {
                missed.push(format!("{printed} | {spoken}"));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
