"""Makes the test reports (reports.py): recordings in voices that training never hears, their truth, their page.

    samples.py DIRECTORY

Each: NAME.mp3 (mono, 64 kbit/s), NAME.truth.json (sentences and words with their times), NAME.article.txt.
"""
import json
import os
import random
import subprocess
import sys
import numpy as np
from reports import REPORTS
from sentences import bare

HELD_OUT = ("m4", "f2", "Michael", "Andrea")


def held_out_sentences():
    return {" ".join(bare(t)).lower() for r in REPORTS.values() for _, t in r["spoken"]}


def _bed(seconds, r, rate=16000):
    "Chords that fade out."
    n = int(seconds * rate)
    t, y = np.arange(n) / rate, np.zeros(n)
    for i, chord in enumerate(([0, 4, 7, 12], [5, 9, 12, 17], [7, 11, 14, 19], [0, 4, 7, 12])):
        a, b = i * n // 4, (i + 1) * n // 4
        u = t[a:b] - t[a]
        for k in chord:
            f = 196 * 2 ** (k / 12) * r.choice([1, .5])
            y[a:b] += np.sin(2 * np.pi * f * u) * np.exp(-1.2 * u) * np.minimum(1, u / .01)
    return y / np.abs(y).max() * np.minimum(1, (seconds - t) / 1.5)


def make(name, directory):
    import speech
    report = REPORTS[name]
    r = random.Random(name)
    g = np.random.default_rng(sum(name.encode()))
    parts, at, truth = [np.zeros(int(16000 * 3.2))], 16000 * 3.2, []
    at = int(at)
    previous = None
    for i, (who, text) in enumerate(report["spoken"]):
        voice, rate, pitch = report["voices"][who]
        assert any(voice.endswith("+" + h) for h in HELD_OUT)
        if i:
            gap = int(16000 * (r.uniform(.75, 1.2) if who != previous else r.uniform(.42, .8)))
            parts.append(np.zeros(gap))
            at += gap
        previous = who
        x, words, _ = speech.speak(text, voice, rate, pitch)
        spoken, position = [], 0
        for w in text.split(" "):
            start = [t for p, t in words if p <= position + (0 if w[0].isalnum() else 1)][-1]
            spoken.append({"word": w, "start_ms": round((at / 16000 + start) * 1000)})
            position += len(w) + 1
        truth.append({"speaker": who, "start_ms": round(at / 16), "end_ms": round((at + len(x)) / 16), "text": text, "words": spoken})
        parts.append(x / np.abs(x).max() * .35)
        at += len(x)
    parts.append(np.zeros(16000))
    y = np.concatenate(parts)
    bed = _bed(5.0, r)
    y[:len(bed)] += bed * np.interp(np.arange(len(bed)) / 16000, [0, 2.6, 3.4, 5], [.18, .18, .03, .0])
    y += g.standard_normal(len(y)) * 3e-4
    pcm = (np.clip(y, -1, 1) * 32767).astype(np.int16)
    path = f"{directory}/{name}"
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "s16le", "-ar", "16000", "-ac", "1", "-i", "-", "-ar", "44100", "-b:a", "64k", "-map_metadata", "-1", "-fflags", "+bitexact", path + ".mp3"],
                   input=pcm.tobytes(), check=True)
    with open(path + ".truth.json", "w", encoding="utf8") as f:
        json.dump({"name": name, "language": report["lang"], "duration_ms": round(len(y) / 16), "voices": {k: {"voice": v[0], "rate": v[1], "pitch": v[2]} for k, v in report["voices"].items()},
                   "sentences": truth}, f, ensure_ascii=False, indent=1)
    with open(path + ".article.txt", "w", encoding="utf8") as f:
        f.write(report["page"])
    print(f"{name}: {len(y) / 16000:.1f} s, {len(truth)} sentences")


if __name__ == "__main__":
    os.makedirs(sys.argv[1], exist_ok=True)
    for name in REPORTS:
        make(name, sys.argv[1])
