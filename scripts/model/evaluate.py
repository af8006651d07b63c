"""What a model is worth, through the engine, on reports that it never met.

    evaluate.py MODEL.bin ENGINE [--beam 5] [--window 28] [--fit] [--samples DIRECTORY] [--only en-]

ENGINE is engine.cpp built against whisper.cpp. Reports are cut at pauses into windows of at most --window seconds.
Word error rate without case and marks; a sentence start counts as right within 200 ms of the truth.
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
import numpy as np

RATE, LEAST = 16000, .2


def sound(path):
    raw = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-f", "f32le", "-ar", str(RATE), "-ac", "1", "-"], capture_output=True, check=True).stdout
    return np.frombuffer(raw, np.float32)


def cut(x, longest):
    "Windows [(start, end)] in samples, cut in the middle of pauses, as long as allowed."
    hop = 160
    level = np.sqrt((x[:len(x) // hop * hop].reshape(-1, hop) ** 2).mean(1))
    quiet = level < max(.004, np.percentile(level, 90) * .06)
    pauses, run = [], 0
    for i, q in enumerate(list(quiet) + [False]):
        if q:
            run += 1
        else:
            if run >= 30:
                pauses.append((i - run / 2) * hop / RATE)
            run = 0
    total = len(x) / RATE
    cuts, at = [0.0], 0.0
    while total - at > longest:
        options = [p for p in pauses if at + 1 < p <= at + longest]
        at = options[-1] if options else at + longest
        cuts.append(at)
    cuts.append(total)
    return [(int(a * RATE), int(b * RATE)) for a, b in zip(cuts, cuts[1:])]


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


def recognise(model, engine, x, windows, language, beam, fit):
    with tempfile.NamedTemporaryFile(suffix=".f32") as f:
        f.write(x.astype(np.float32).tobytes())
        f.flush()
        out = subprocess.run([engine, model, f.name, language, str(beam), str(int(fit))], input="\n".join(f"{a} {b}" for a, b in windows), capture_output=True, text=True, check=True).stdout
    out = [json.loads(l) for l in out.splitlines()]
    for w in out:                        # where nobody speaks the engine is made to write something: it is very unlikely
        if w["p"] < LEAST:
            w["pieces"] = []
    return out


def sentences(window):
    "[(start seconds or None, text)] from the token sequence: a time opens a sentence, the next one closes it."
    out, start, b, opened = [], None, b"", False
    for t in window["pieces"]:
        if isinstance(t, int):
            if b:
                out.append((start, b.decode("utf8", "replace")))
                start, b = None, b""
            else:
                start = t * .02 + window["start"] / RATE
        else:
            b += bytes.fromhex(t)
    if b:
        out.append((start, b.decode("utf8", "replace")))
    return out


def main():
    a = argparse.ArgumentParser()
    a.add_argument("model")
    a.add_argument("engine")
    a.add_argument("--beam", type=int, default=5)
    a.add_argument("--window", type=float, default=28)
    a.add_argument("--fit", action="store_true", help="audio context cut to the window")
    a.add_argument("--samples", default=os.path.join(os.path.dirname(__file__), "../../samples"))
    a.add_argument("--only", default="")
    a.add_argument("--show", action="store_true")
    a.add_argument("--quiet", action="store_true", help="skip silence and music")
    a = a.parse_args()
    sums, results = {}, {}
    for path in sorted(glob.glob(a.samples + "/*.truth.json")):
        truth = json.load(open(path))
        if not truth["name"].startswith(a.only):
            continue
        x = sound(path.replace(".truth.json", ".mp3"))
        began = time.time()
        windows = cut(x, a.window)
        out = recognise(a.model, a.engine, x, windows, truth["language"], a.beam, a.fit)
        took = time.time() - began
        detected = recognise(a.model, a.engine, x, windows[:1], "auto", 1, a.fit)[0]["language"]
        said = [s for w in out for s in sentences(w)]
        ref = [(w, i if k == 0 else None) for i, s in enumerate(truth["sentences"]) for k, w in enumerate(words(s["text"]))]
        hyp = [(w, st if k == 0 else None) for st, t in said for k, w in enumerate(words(t))]
        errors, pairs = align([w for w, _ in ref], [w for w, _ in hyp])
        starts = sum(1 for i, j, _ in pairs if ref[i][1] is not None and hyp[j][1] is not None and abs(hyp[j][1] - truth["sentences"][ref[i][1]]["start_ms"] / 1000) <= .2)
        lang = sums.setdefault(truth["language"], [0, 0, 0, 0, 0])
        for k, z in enumerate((sum(errors), len(ref), starts, len(truth["sentences"]), detected == truth["language"])):
            lang[k] += z
        results[truth["name"]] = dict(wer=round(sum(errors) / len(ref), 4), errors=errors, starts=f"{starts}/{len(truth['sentences'])}", detected=detected, least_p=min(w["p"] for w in out), speed=round(took / (len(x) / RATE), 3))
        print(truth["name"], json.dumps(results[truth["name"]]), flush=True)
        if a.show:
            for st, t in said:
                print(f"   {st if st is None else round(st, 2)} {t}")
    for lang, (e, n, s, k, d) in sums.items():
        print(f"{lang}: word error rate {e / n:.3f} ({e}/{n}), starts within 200 ms {s / k:.2f} ({s}/{k}), language right {d}")
    if not a.quiet:
        import random
        from windows import music, noise
        r, g, n = random.Random(5), np.random.default_rng(5), 30 * RATE
        for name, x in (("silence", np.zeros(n)), ("faint noise", noise(n, r, g) * 1e-3), ("music", music(n, r) * .05), ("music again", music(n, r) * .1)):
            step = int(min(30, a.window) * RATE)
            out = recognise(a.model, a.engine, x, [(i, min(n, i + step)) for i in range(0, n, step)], "auto", a.beam, a.fit)
            print(f"30 s of {name}: {''.join(t for w in out for _, t in sentences(w)) or 'no text'}")


if __name__ == "__main__":
    main()
