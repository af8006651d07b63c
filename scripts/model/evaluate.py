"""What a model is worth, through rawi, on reports that it never met: the table of the model's card.

    evaluate.py RAWI [--model MODEL.bin] [--beam 5] [--samples DIRECTORY] [--only en-] [--words] [--show] [--quiet]

RAWI is the program (target/release/rawi). Without --model it is the demonstration model that ships; a MODEL.bin is run
as the [decode] table of MODEL.toml beside it says (pack.py writes both). Each report is added to a catalog of its own
and transcribed with the language to be told; nothing of the page is given. Word error rate without case and marks; a
sentence start is right within 200 ms of the truth. With --words also how far word times are off.
"""
import argparse
import glob
import json
import os
import re
import subprocess
import tempfile
import time
import unicodedata
import wave
import numpy as np

RATE = 16000


def words(text):
    return re.findall(r"[\w']+", unicodedata.normalize("NFC", text).lower())


def align(ref, hyp):
    "(substitutions, deletions, insertions), pairs of positions that match"
    n, m = len(ref), len(hyp)
    d = np.zeros((n + 1, m + 1), int)
    d[:, 0], d[0] = range(n + 1), range(m + 1)
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            d[i, j] = min(d[i - 1, j - 1] + (ref[i - 1] != hyp[j - 1]), d[i - 1, j] + 1, d[i, j - 1] + 1)
    i, j, s, dl, ins, pairs = n, m, 0, 0, 0, []
    while i or j:
        if i and j and d[i, j] == d[i - 1, j - 1] + (ref[i - 1] != hyp[j - 1]):
            s += ref[i - 1] != hyp[j - 1]
            i, j = i - 1, j - 1
            pairs.append((i, j, ref[i] == hyp[j]))
        elif i and d[i, j] == d[i - 1, j] + 1:
            dl, i = dl + 1, i - 1
        else:
            ins, j = ins + 1, j - 1
    return (s, dl, ins), pairs[::-1]


def transcribe(a, recording):
    "rawi's own transcript of a recording, as JSON."
    with tempfile.TemporaryDirectory() as place:
        call = [a.rawi, "--quiet", "--catalog", place + "/catalog.db"]
        run = lambda *args: subprocess.run(call + list(args), capture_output=True, check=True, text=True).stdout
        run("add", recording)
        chosen = ["--model", a.model] if a.model else []
        run("transcribe", "1", "--language", "auto", "--threads", str(a.threads), *chosen, *(["--beam", str(a.beam)] if a.beam else []))
        return json.loads(run("transcript", "export", "1", "--json"))


def judge(a, truth, heard, took):
    "Figures of one report."
    said = truth["sentences"]
    ref, hyp = [], []        # (word, begins this sentence, start in ms)
    for i, s in enumerate(said):
        spoken = [(v, w["start_ms"]) for w in s["words"] for v in words(w["word"])]
        ref += [(v, i if k == 0 else None, at) for k, (v, at) in enumerate(spoken)]
    for w in heard["words"]:
        hyp += [(v, w["span"] and w["span"][0] if k == 0 else None) for k, v in enumerate(words(w["text"]))]
    errors, pairs = align([w for w, *_ in ref], [w for w, _ in hyp])
    starts = sum(1 for i, j, _ in pairs if ref[i][1] is not None and hyp[j][1] is not None and abs(hyp[j][1] - said[ref[i][1]]["start_ms"]) <= 200)
    off = [abs(hyp[j][1] - ref[i][2]) for i, j, right in pairs if right and hyp[j][1] is not None]
    return dict(wer=round(sum(errors) / len(ref), 4), errors=errors, words=len(ref), starts=starts, sentences=len(said),
                language=heard["language"], speed=round(took / truth_length(truth), 3), off=off)


def truth_length(truth):
    return truth["sentences"][-1]["end_ms"] / 1000


def main():
    a = argparse.ArgumentParser()
    a.add_argument("rawi")
    a.add_argument("--model")
    a.add_argument("--beam", type=int)
    a.add_argument("--threads", type=int, default=1)
    a.add_argument("--samples", default=os.path.join(os.path.dirname(__file__), "../../samples"))
    a.add_argument("--only", default="")
    a.add_argument("--words", action="store_true", help="how far word times are off")
    a.add_argument("--show", action="store_true", help="print what was heard")
    a.add_argument("--quiet", action="store_true", help="skip silence and music")
    a = a.parse_args()
    sums, off = {}, []
    print("| report | word error rate | sentence starts within 200 ms | language |\n|---|---|---|---|")
    for path in sorted(glob.glob(a.samples + "/*.truth.json")):
        truth = json.load(open(path))
        if not truth["name"].startswith(a.only):
            continue
        began = time.time()
        heard = transcribe(a, next(p for kind in (".mp3", ".wav") if os.path.exists(p := path.replace(".truth.json", kind))))
        f = judge(a, truth, heard, time.time() - began)
        off += f["off"]
        total = sums.setdefault(truth["language"], [0, 0, 0, 0, 0, 0])
        for k, z in enumerate((sum(f["errors"]), f["words"], f["starts"], f["sentences"], f["language"] == truth["language"], 1)):
            total[k] += z
        right = "right" if f["language"] == truth["language"] else "heard as " + f["language"]
        print(f"| {truth['name']} | {f['wer']:.3f} ({sum(f['errors'])}/{f['words']}) | {f['starts']}/{f['sentences']} | {right} |", flush=True)
        if a.show:
            print("   ", " ".join(w["text"] for w in heard["words"]))
    for language, (e, n, s, k, d, reports) in sums.items():
        print(f"| **{language}** | **{e / n:.3f}** ({e}/{n}) | {s / k:.2f} ({s}/{k}) | {d}/{reports} |")
    if a.words:
        print(f"word starts off by {np.median(off):.0f} ms (median), {np.percentile(off, 90):.0f} ms (90 of 100), of {len(off)} words heard right")
    if not a.quiet:
        import random
        from windows import music, noise
        r, g, n = random.Random(5), np.random.default_rng(5), 30 * RATE
        for name, x in (("silence", np.zeros(n)), ("faint noise", noise(n, r, g) * 1e-3), ("music", music(n, r) * .05), ("music again", music(n, r) * .1)):
            with tempfile.NamedTemporaryFile(suffix=".wav") as f:
                with wave.open(f, "wb") as w:
                    w.setparams((1, 2, RATE, n, "NONE", ""))
                    w.writeframes((np.clip(x, -1, 1) * 32767).astype("<i2").tobytes())
                f.flush()
                text = " ".join(w["text"] for w in transcribe(a, f.name)["words"])
            print(f"30 s of {name}: {text or 'no text'}")


if __name__ == "__main__":
    main()
