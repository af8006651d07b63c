"""Sentences of radio news, English and Arabic, from closed word lists (words.en.txt, words.ar.txt).

Most of them are word salad, loose or with the shape of a phrase: a model this small, trained this shortly,
would otherwise learn the grammar and guess instead of listening. The rest are whole news sentences.
"""
import random
import re
from pathlib import Path

HERE = Path(__file__).parent


def _lists(lang):
    lists = {}
    for line in (HERE / f"words.{lang}.txt").read_text("utf8").splitlines():
        if line and line[0] != "#":
            name, words = line.split(":", 1)
            lists[name] = words.split()
    return lists


EN, AR = _lists("en"), _lists("ar")


def words(lang):
    "Every word of a language, once, in a fixed order."
    return list(dict.fromkeys(w for group in (EN if lang == "en" else AR).values() for w in group))


# -------------------------------------------------------------------------------------------- English
_U = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
EN_ORG = ["the United Nations", "the Security Council", "the General Assembly", "the Secretary General",
          "the World Health Organization", "the World Food Programme", "the African Union", "the European Union",
          "the Arab League", "the Red Cross", "the Human Rights Council", "United Nations Radio",
          "the Counter Terrorism Committee", "the Office of Counter Terrorism", "the High Commissioner",
          "the International Court", "Interpol", "the Executive Director", "the Under Secretary General",
          "the Children's Fund", "the refugee agency", "the government", "the foreign minister",
          "the special envoy", "the humanitarian coordinator", "the Counter Terrorism Office"]
EN_PLACE = ["New York", "the Middle East", "the Horn of Africa", "West Africa", "South Sudan", "North Africa",
            "the Sahel", "East Africa", "the capital", "the northern region", "the border region"]
EN_NAME = ["Antonio Guterres", "Maria Lopez", "John Carter", "Amina Hassan", "David Miller", "Fatima Saleh",
           "Mr Khan", "Sarah Miller", "Peter Carter", "Anna Lopez", "Omar Hassan", "Ms Saleh", "Mr Guterres",
           "Daniel Khan", "Ms Hassan"]


def en_number(r):
    k = r.random()
    small = lambda: r.choice(_U + _TEENS) if r.random() < .5 else r.choice(_TENS) + (" " + r.choice(_U) if r.random() < .6 else "")
    if k < .35:
        return r.choice(_U + _TEENS)
    if k < .6:
        return r.choice(_TENS) + (" " + r.choice(_U) if r.random() < .6 else "")
    if k < .72:
        return r.choice(_U) + " hundred" + (" and " + small() if r.random() < .5 else "")
    if k < .8:
        return small() + " thousand" + (" " + r.choice(_U) + " hundred" if r.random() < .3 else "")
    if k < .86:
        return small() + r.choice([" million", " billion", " million"])
    if k < .94:
        return "two thousand " + (r.choice(_U) + " hundred " if r.random() < .5 else "") + "and " + small()
    return r.choice(["twenty ", "nineteen ", "fifteen "]) + small()


def _en_np(r):
    n, p, a, w = EN["noun"], EN["plural"], EN["adj"], r.choice
    k = r.random()
    if k < .22: return f"the {w(n)}"
    if k < .36: return f"the {w(a)} {w(n)}"
    if k < .46: return f"a {w(a)} {w(n)}"
    if k < .52: return f"a {w(n)}"
    if k < .60: return f"{w(p)}"
    if k < .66: return f"the {w(p)}"
    if k < .72: return f"{w(a)} {w(p)}"
    if k < .78: return f"{en_number(r)} {w(p)}"
    if k < .83: return w(EN_ORG)
    if k < .87: return w(EN_NAME)
    if k < .91: return f"{w(['our', 'their', 'his', 'her', 'its', 'my', 'your', 'this', 'that', 'every', 'each', 'no'])} {w(n)}"
    if k < .94: return f"{w(['these', 'those', 'many', 'some', 'most', 'more', 'all', 'other'])} {w(p)}"
    return f"the {w(n)} of {w(n)}"


def _en_place(r):
    return "in " + (r.choice(EN_PLACE) if r.random() < .4 else r.choice([p for p in EN["place"] if p not in ("New", "York", "Horn", "East", "West", "North", "South", "Middle")]))


def _en_when(r):
    k = r.random()
    if k < .3: return "on " + r.choice(EN["time"][:7])
    if k < .55: return "in " + r.choice(EN["time"][7:])
    if k < .62: return f"on the {r.choice('first second third'.split())} of {r.choice(EN['time'][7:])}"
    return r.choice(["today", "yesterday", "tomorrow", "this week", "last month", "this morning", "last night", "next year", "last week", "this year", "two days ago", "every day", "now", "once again"]).replace("ago", "before")


def _en_phrase(r):
    w, np = r.choice, _en_np
    past, inf, ing = EN["past"], EN["inf"], EN["ing"]
    pp = lambda: f" {w('of for with against under about from by at on into through between after before without despite during over to'.split())} {np(r)}"
    tail = lambda: (" " + _en_place(r) if r.random() < .3 else "") + (" " + _en_when(r) if r.random() < .25 else "") + (pp() if r.random() < .35 else "")
    subject = lambda: np(r) if r.random() < .7 else w("I we they he she it you this".split())
    k = r.random()
    if k < .3: return f"{subject()} {w(past)} {np(r)}{tail()}"
    if k < .4: return f"{subject()} {w('will must should can could would did may-not'.replace('may-not', 'might').split())} {'not ' if r.random() < .2 else ''}{w(inf)} {np(r)}{tail()}"
    if k < .48: return f"{subject()} {w('is was has-been are were will-be'.split()).replace('-', ' ')} {w(EN['adj'])}{tail()}"
    if k < .56: return f"{np(r)} {w(['is', 'was', 'are', 'were'])} {w(ing + past)}{pp()}{tail()}"
    if k < .64: return f"{subject()} {w('said told added warned explained insisted stressed announced reported'.split())} that {np(r)} {w(past + ['is', 'was', 'has', 'will'])} {np(r)}{tail()}"
    if k < .70: return f"{w(['but', 'and', 'while', 'because', 'when', 'if', 'so', 'since', 'then'])} {subject()} {w(past)} {np(r)}{tail()}"
    if k < .76: return f"{subject()} {w(['has', 'have', 'had'])} {w(EN['adv'] + ['not', 'already', 'never', 'always', 'also', 'just'])} {w(past)} {np(r)}{pp()}"
    if k < .82: return f"{w(['in', 'after', 'before', 'during', 'with', 'under', 'from', 'at'])} {np(r)}, {subject()} {w(past)} {np(r)}"
    if k < .87: return f"{w(['what', 'how', 'why', 'when', 'where'])} {w('can must will should could'.split())} {subject()} {w(inf)} {np(r)}"
    if k < .92: return f"{np(r)} {w(['which', 'who', 'that'])} {w(past)} {np(r)} {w(past)} {np(r)}"
    return f"{w(inf)} {np(r)} and {w(inf)} {np(r)}{pp()}"


EN_NEWS = [
    "{org} adopted resolution {num} on {n}", "{org} has adopted resolution number {num}", "{org} met {when} to discuss {n}",
    "{name} told {org} that {p} in {place} need {n} and {n}", "more than {num} {p} have left {place} since {mon}",
    "at least {num} people were killed in {place} {when}", "{num} per cent of {p} have no {n}",
    "you are listening to United Nations Radio from New York", "welcome to this week's programme about {n}".replace("week's ", ""),
    "{name} reports from {place}", "this is {name} for United Nations Radio", "{num} trucks carrying {n} arrived in {place} {when}".replace("carrying", "with"),
    "{org} called for an end to the {n} in {place}", "we must work together to prevent {n} and {n}",
    "in two thousand and {small}, {org} {past} the {n}", "from {place}, {name} reports", "the {n} began {when} in {place}",
    "{name}, the head of the {n} in {place}, said the {n} was {a}".replace("head", "leader"), "{org} will vote on the {n} {when}",
    "the {n} will cost {num} million dollars".replace("cost", "need"), "there is no military solution to the {n} in {place}",
    "the {a} {n} must stop, he said", "it is not only about {n}, she said, it is about {n}", "thank you for listening".replace("thank you for listening", "more news at {num} hours"),
    "the number of {p} has increased to {num}", "{org} and {org} signed the {n} {when}", "what does this mean for {p} in {place}".replace("does", "will"),
]


def _en_news(r):
    w = r.choice
    fill = {"org": lambda: w(EN_ORG), "num": lambda: en_number(r), "n": lambda: w(EN["noun"]), "p": lambda: w(EN["plural"]), "a": lambda: w(EN["adj"]),
            "name": lambda: w(EN_NAME), "place": lambda: _en_place(r)[3:], "when": lambda: _en_when(r), "mon": lambda: w(EN["time"][7:]),
            "past": lambda: w(EN["past"]), "small": lambda: w(_U + _TEENS + _TENS)}
    s = re.sub(r"\{(\w+)\}", lambda m: fill[m[1]](), w(EN_NEWS))
    return s


_EN_SALAD = None


def _en_salad(r):
    global _EN_SALAD
    if _EN_SALAD is None:   # words that are heard alike stay out: no ear could choose
        _EN_SALAD = [x for x in words("en") if x not in {"two", "cent", "there"} and not (x[0].isupper() and x.lower() in words("en"))]
    n = r.randint(2, 11)
    out = [r.choice(EN["func"]) if r.random() < .27 else r.choice(_EN_SALAD) for _ in range(n)]
    if n > 5 and r.random() < .25:
        out[r.randint(1, n - 3)] += ","
    return " ".join(out)


# -------------------------------------------------------------------------------------------- Arabic
AR_ORG = ["مجلس الأمن", "مجلس الأمن الدولي", "الأمم المتحدة", "الأمين العام", "الأمين العام للأمم المتحدة", "مجلس حقوق الإنسان", "منظمة الصحة العالمية",
          "الاتحاد الأوروبي", "الاتحاد الأفريقي", "لجنة مكافحة الإرهاب", "مكتب الأمم المتحدة لمكافحة الإرهاب", "جامعة الدول العربية", "بعثة الأمم المتحدة", "منظمة الشرطة الدولية",
          "مفوضية اللاجئين", "وزارة الصحة", "الحكومة", "وزير الصحة", "المبعوث الخاص", "المدير التنفيذي", "القائم بأعمال رئيس المكتب".replace("المكتب", "اللجنة"), "المحكمة".replace("المحكمة", "المفوض السامي"), "إذاعة الأمم المتحدة"]
AR_NAME = ["جيهانغير خان", "ويكسيونغ تشن", "يوري فيدوتوف", "مي يعقوب", "أنطونيو غوتيريش", "ماريا لوبيز", "أمينة حسن", "سالم خليل", "أحمد محمود", "السيدة فاطمة", "السيد خان", "فاطمة خليل", "السيد غوتيريش", "محمود حسن", "سالم يعقوب"]
AR_PLACE = AR["place"][:-1] + ["الشرق الأوسط", "القرن الأفريقي", "منطقة الساحل", "العاصمة", "نيويورك", "جنيف", "باريس", "لندن", "طرابلس", "بيروت", "كابول", "النيجر"]
_AU = "ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة".split()
_AU3 = "ثلاث أربع خمس ست سبع ثماني تسع".split()
_AT = "عشرين ثلاثين أربعين خمسين ستين سبعين ثمانين تسعين".split()
_AH = "مئة مئتين ثلاثمئة أربعمئة خمسمئة ستمئة سبعمئة ثمانمئة تسعمئة".split()


def ar_number(r):
    w, k = r.choice, r.random()
    tens = lambda: (w(_AU + ["واحد", "اثنين"]) + " و" if r.random() < .5 else "") + w(_AT)
    if k < .22: return w(_AU + ["عشرة"])
    if k < .30: return w(_AU3 + ["أحد", "اثني"]) + " " + w(["عشر", "عشرة"])
    if k < .5: return tens()
    if k < .65: return w(_AH) + (" و" + (w(_AT) if r.random() < .6 else w(_AU)) if r.random() < .5 else "")
    if k < .75: return w(_AU + ["عشرة"]) + " آلاف" + (" و" + w(_AH) if r.random() < .4 else "")
    if k < .8: return w(_AT + _AH) + " ألف"
    if k < .86: return w(["مليون", "مليونين", w(_AU) + " ملايين"])
    return w(["ألفين", "ألف"]) + " و" + w(_AH) + " و" + (w(_AU) + " و" if r.random() < .5 else "") + w(_AT)


def _ar_np(r):
    w, k = r.choice, r.random()
    if k < .2: return w(AR["defnoun"])
    if k < .42: return w(AR["defnoun"]) + " " + w(AR["defadj"])
    if k < .62: return w(AR["noun"]) + " " + w(AR["defnoun"])
    if k < .72: return w(AR["noun"]) + " " + w(AR["adj"])
    if k < .76: return w(AR["noun"])
    if k < .82: return w(AR_ORG)
    if k < .87: return w(AR_NAME)
    if k < .92: return ar_number(r) + " " + w(AR["noun"])
    return w(AR["noun"]) + " " + w(AR["noun"]) + " " + w(AR["defnoun"])


def _ar_place(r):
    return "في " + r.choice(AR_PLACE)


def _ar_when(r):
    w, k = r.choice, r.random()
    if k < .35: return "يوم " + w(AR["time"][:7])
    if k < .55: return "في " + w(AR["time"][7:-2])
    return w(["اليوم", "أمس", "غدا", "هذا الأسبوع", "الشهر الماضي", "صباح اليوم", "العام المقبل", "منذ شهر", "مساء أمس", "صباح اليوم الأربعاء", "الآن", "هذا العام"])


def _ar_phrase(r):
    w, np = r.choice, _ar_np
    prep = "من إلى على عن مع في بعد قبل خلال ضد أمام بين حول دون منذ بشأن بسبب نحو".split()
    pp = lambda: f" {w(prep)} {np(r)}"
    tail = lambda: (" " + _ar_place(r) if r.random() < .3 else "") + (" " + _ar_when(r) if r.random() < .25 else "") + (pp() if r.random() < .3 else "")
    k = r.random()
    if k < .3: return f"{w(AR['verb'])} {np(r)}{pp()}{tail()}"
    if k < .42: return f"{np(r)} {w(AR['verb'])} {np(r)}{tail()}"
    if k < .54: return f"{w(['قال', 'أضاف', 'أكد', 'أوضح', 'قالت', 'وقال', 'وأضاف', 'وأكد', 'أعلن'])} {np(r)} {w(['إن', 'أن'])} {np(r)} {w(AR['verb'] + AR['adj'])}{pp()}"
    if k < .64: return f"{w(AR['waw'] + AR['pref'])} {np(r)} {w(AR['waw'] + AR['pref'])} {w(AR['defnoun'] + AR['noun'])}{tail()}"
    if k < .72: return f"{w(AR['noun'])} {w(AR['pref'])} {np(r)}{pp()} {w(AR['waw'])} {np(r)}"
    if k < .80: return f"{w(AR['verb'])} {w(AR['defnoun'])} {w(['الذي', 'التي', 'الذين', 'والتي'])} {w(AR['verb'])} {np(r)}{tail()}"
    if k < .86: return f"{w(['كيف', 'ماذا', 'هل', 'لماذا', 'متى', 'أين'])} {w(AR['verb'])} {np(r)}{tail()}"
    if k < .93: return f"{w(prep)} {np(r)}، {w(AR['verb'])} {np(r)}{tail()}"
    return f"{w(AR['func'])} {np(r)} {w(AR['func'])} {np(r)}"


AR_NEWS = [
    "اعتمد {org} القرار {num}", "اعتمد {org} القرار رقم {num} بشأن {d}", "قال {name} إن {d} في {place} بحاجة إلى {d}",
    "وصلت {num} شاحنة إلى {place} {when}", "قتل أكثر من {num} في {place} {when}", "هنا إذاعة الأمم المتحدة من نيويورك",
    "{num} في المئة من {d} بلا {d}", "تستمعون إلى إذاعة الأمم المتحدة", "أهلا بكم في برنامج هذا الأسبوع عن {d}",
    "عقد {org} اجتماع {when} حول {d}", "من {place} مراسلنا {name}", "{name} إذاعة الأمم المتحدة نيويورك", "يجب أن نعمل معا من أجل {d} و{d0}",
    "لا حل عسكري للأمم في {place}".replace("للأمم", "لذلك"), "دعا {org} إلى وقف {d} في {place}", "بموجب قراري مجلس الأمن {num} و {num}",
    "وقال {name} إن {d} {defadj} {adj}", "ارتفع عدد {d} إلى {num}", "{org} بحاجة إلى {num} مليون دولار", "في عام {num} {verb} {org} {d}",
    "شكرا لكم {name}".replace("لكم ", ""), "نريد السلام وليس {d}", "ولا تزال {d} في {place} بلا {d} أو {d}",
]


def _ar_news(r):
    w = r.choice
    fill = {"org": lambda: w(AR_ORG), "num": lambda: ar_number(r), "d": lambda: w(AR["defnoun"]) + (" " + w(AR["defadj"]) if r.random() < .3 else ""),
            "name": lambda: w(AR_NAME), "place": lambda: w(AR_PLACE), "when": lambda: _ar_when(r), "verb": lambda: w(AR["verb"]),
            "adj": lambda: w(AR["adj"]), "defadj": lambda: w(AR["defadj"]), "d0": lambda: w(["السلام", "الأمن", "الصحة", "التعليم", "التنمية", "العدالة", "الحكومة", "الدول", "النساء", "الأطفال"])}
    return re.sub(r"\{(\w+)\}", lambda m: fill[m[1]](), w(AR_NEWS))


_AR_SALAD = None


def _ar_salad(r):
    global _AR_SALAD
    if _AR_SALAD is None:
        _AR_SALAD = [x for x in words("ar") if x not in {"وإن", "إننا"}]
    n = r.randint(2, 10)
    out = [r.choice(AR["func"]) if r.random() < .2 else r.choice(_AR_SALAD) for _ in range(n)]
    if n > 3 and r.random() < .12:       # before a quote or a figure these two stand by themselves
        out[r.randint(1, n - 2)] = r.choice(AR["alone"])
    if n > 5 and r.random() < .25:
        out[r.randint(1, n - 3)] += "،"
    return " ".join(out)


_KNOWN = {lang: set(words(lang)) for lang in ("en", "ar")}


def bare(text):
    "Words alone, for comparing."
    return re.findall(r"[\w']+", text)


def sentence(r, lang):
    "One sentence. Words outside the lists never come out: each has its own token."
    while True:
        k = r.random()
        if lang == "en":
            s = _en_salad(r) if k < .45 else _en_phrase(r) if k < .88 else _en_news(r)
            s = re.sub(r"\ba ([aeiou])", r"an \1", s)
            question = re.match(r"(what|how|why|when|where) (can|must|will|should|could) ", s)
            mark = "?" if question else "."
        else:
            s = _ar_salad(r) if k < .45 else _ar_phrase(r) if k < .88 else _ar_news(r)
            mark = "؟" if re.match(r"(كيف|ماذا|هل|لماذا|متى|أين) ", s) else "."
        if not 2 <= len(s.split()) <= 17 or any(w not in _KNOWN[lang] for w in bare(s)):
            continue
        return s[0].upper() + s[1:] + mark


if __name__ == "__main__":
    r = random.Random(1)
    from collections import Counter
    for lang in ("en", "ar"):
        for _ in range(14):
            print(sentence(r, lang))
        c = Counter(w for _ in range(20000) for w in bare(sentence(r, lang)))
        known = {w for w in words(lang)}
        low = Counter({w: c[w] + c[w.capitalize()] if lang == "en" else c[w] for w in known})
        print(lang, len(known), sum(c.values()), low.most_common()[-12:], low.most_common(8))
