"""Renders sentences into shards: one long int16 array, and a list of what is said where and when.

    shards.py DIRECTORY COUNT [FIRST]

Every third shard goes through a true 64 kbit/s MP3 round trip. A shard depends on its number only.
Held out, never used here: the variants in HELD_OUT, and every sentence of the test reports (samples.py).
"""
import json
import os
import random
import subprocess
import sys
import numpy as np
import speech
from samples import HELD_OUT, held_out_sentences
from sentences import bare, sentence

VARIANTS = ["", "m1", "m2", "m3", "m5", "m6", "m7", "m8", "f1", "f3", "f4", "f5", "Andy", "Annie", "Alicia", "Gene",
            "Lee", "Mike", "linda", "steph", "norbert", "sandro", "shelby", "victor", "travis", "Marco", "david", "paul"]
ENGLISH = ["en-us"] * 3 + ["en"] * 2
FLITE = ["slt", "rms", "awb", "kal16"]
assert not set(VARIANTS) & set(HELD_OUT)


def mp3(audio):
    "There and back again at 64 kbit/s; same length."
    run = lambda args, data: subprocess.run(["ffmpeg", "-v", "error"] + args, input=data, capture_output=True, check=True).stdout
    raw = ["-f", "s16le", "-ar", "16000", "-ac", "1"]
    tmp = f"/tmp/shard-{os.getpid()}.mp3"          # a file, not a pipe: the header that tells the codec's delay
    subprocess.run(["ffmpeg", "-v", "error", "-y"] + raw + ["-i", "-", "-ar", "44100", "-b:a", "64k", tmp], input=audio.tobytes(), check=True)
    back = np.frombuffer(run(["-i", tmp] + raw + ["-"], b""), np.int16)
    os.unlink(tmp)
    return np.pad(back, (0, max(0, len(audio) - len(back))))[:len(audio)]


def make(directory, number, count=1600):
    path = f"{directory}/{number:03d}"
    if os.path.exists(path + ".json"):
        return
    r, secret = random.Random(7000 + number), held_out_sentences()
    parts, index, at = [], [], 0
    for i in range(count):
        lang = ("en", "ar")[i % 2]
        text = sentence(r, lang)
        if " ".join(bare(text)).lower() in secret:
            continue
        flite = lang == "en" and r.random() < .06
        if flite:
            voice = r.choice(FLITE)
            x, words, phones = speech.speak_flite(text, voice, r.uniform(.9, 1.2))
        else:
            variant = r.choice(VARIANTS)
            voice = (r.choice(ENGLISH) if lang == "en" else "ar") + ("+" + variant if variant else "")
            x, words, phones = speech.speak(text, voice, r.randint(135, 185), r.randint(25, 75), r.randint(30, 75))
        peak = int(np.abs(x).max())
        x = (x.astype(np.float32) * (9000 / max(peak, 1))).astype(np.int16)
        parts += [x, np.zeros(800, np.int16)]
        index.append([lang, voice, at, len(x), text, [[p, float(t)] for p, t in words], [[p, float(t)] for p, t in phones]])
        at += len(x) + 800
    audio = np.concatenate(parts)
    if number % 3 == 2:
        audio = mp3(audio)
    np.save(path + ".npy", audio)
    with open(path + ".tmp", "w") as f:
        json.dump(index, f, ensure_ascii=False)
    os.replace(path + ".tmp", path + ".json")       # last: a shard exists when its list does
    print(f"shard {number}: {len(index)} sentences, {len(audio) / 16000 / 3600:.2f} h", flush=True)


if __name__ == "__main__":
    directory, count = sys.argv[1], int(sys.argv[2])
    os.makedirs(directory, exist_ok=True)
    for n in range(int(sys.argv[3]) if len(sys.argv) > 3 else 0, count):
        make(directory, n)
