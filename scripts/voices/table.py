"""The table of accuracy on people's voices, through rawi: table.py RAWI DATA MODEL [MODEL…] [--beam N] [--threads N] [--each] [--show]

RAWI is the program, DATA the folder of recordings, each MODEL a ggml file or the name of one that rawi has."""
import argparse
import time

from recordings import GROUPS, all_there
from score import Figures
from through import transcript

HEAD = """| recordings | word error rate | word starts off, median / 90 of 100 | ends off | first words behind a pause within 200 ms | words of no length |
|---|---|---|---|---|---|"""


def heard(a, model, recording, language):
    "(word, start, end) of rawi's own transcript, in seconds."
    found = transcript(a, model, recording, language)["words"]
    seconds = lambda span, at: span and span[at] / 1000
    return [(w["text"], seconds(w["span"], 0), seconds(w["span"], 1)) for w in found]


def table(data, hear, name, languages=("en", "ar"), each=False, show=False, first=None):
    """Prints the table of what `hear(recording, language)` gives, as (word, start, end), and returns the sums by language."""
    sums = {}
    print(f"\n{name}\n\n{HEAD}", flush=True)
    for heading, language, recordings in GROUPS:
        if language not in languages:
            continue
        group = Figures()
        for recording, path, said in list(recordings(data))[:first]:
            one = Figures()
            found = hear(path, language)
            one.add(said, found)
            group.join(one)
            if each:
                print(one.row(recording), flush=True)
            if show:
                print("   ", " ".join(w for w, *_ in found))
        sums.setdefault(language, Figures()).join(group)
        print(group.row(heading), flush=True)
    for language, figures in sums.items():
        print(figures.row(f"**all {language}**"))
    return sums


def main():
    a = argparse.ArgumentParser()
    a.add_argument("rawi")
    a.add_argument("data")
    a.add_argument("model", nargs="+")
    a.add_argument("--beam", type=int)
    a.add_argument("--threads", type=int)
    a.add_argument("--each", action="store_true", help="a row for each recording")
    a.add_argument("--show", action="store_true", help="print what was heard")
    a.add_argument("--most", type=float, default=9, help="fail where the English word error rate is higher")
    a.add_argument("--first", type=int, default=99, help="so many recordings of each group")
    a = a.parse_args()
    if not all_there(a.data):
        print(f"skipped: no recordings in {a.data}")
        return
    for model in a.model:
        began = time.time()
        languages = ("en",) if ".en" in model else ("en", "ar")
        sums = table(a.data, lambda *of: heard(a, model, *of), model.rsplit("/", 1)[-1], languages, a.each, a.show, a.first)
        if sums["en"].errors > a.most * sums["en"].said:
            raise SystemExit(f"{model}: more English words are wrong than {a.most:.0%}")
        print(f"\n{time.time() - began:.0f} s in all")


if __name__ == "__main__":
    main()
