"""Sounds that are no words, through rawi: sounds.py RAWI DATA MODEL [--beam N] [--threads N] [--keep FOLDER]

Makes jingles, beds, noise, applause and the like from seeded numbers, alone and under the speech of DATA, and prints for each what
was written down: words (of which there should be none where nobody speaks), notes of sounds, and under speech the errors in the
words beside those of the speech alone. Ends with 1 where words were heard in a sound alone."""
import argparse
import array
import math
import os
import random
import subprocess
import tempfile
import wave

from recordings import all_there, read_aloud, sonnets
from score import pairs, words
from through import transcript

RATE = 16_000
SECONDS = 12
TURN = 2 * math.pi


def tone(frequency, at, harmonics=5):
    "A plucked string's first harmonics."
    return sum(math.sin(TURN * frequency * n * at) / n ** 1.5 for n in range(1, harmonics + 1))


def notes(step, scale, seed, decay):
    "A melody: a note each `step` seconds, each dying away by `decay` to the second."
    chosen = random.Random(seed)
    melody = [220 * 2 ** (chosen.choice(scale) / 12) for _ in range(int(SECONDS / step) + 1)]

    def at(i):
        second = i / RATE
        into = second % step
        return 0.4 * tone(melody[int(second / step)], into) * math.exp(-decay * into)

    return at


def chord(i):
    second = i / RATE
    root = (220.0, 174.6, 261.6, 196.0)[int(second / 3) % 4]
    swell = 0.6 + 0.4 * math.sin(TURN * 0.3 * second)
    return 0.12 * swell * sum(tone(root * ratio, second, 4) for ratio in (1, 1.26, 1.5))


def noise(seed, colour):
    drawn, last = random.Random(seed), [0.0]

    def at(_):
        last[0] = colour * last[0] + (1 - colour) * drawn.gauss(0, 1)
        return 0.15 * last[0] / (1 - colour) ** 0.5

    return at


def claps(seed, each_second):
    "Hands of many people: bursts of noise at random instants that die away in hundredths of a second."
    drawn, force = random.Random(seed), [0.0]

    def at(_):
        if drawn.random() < each_second / RATE:
            force[0] = min(1.0, force[0] + drawn.uniform(0.2, 0.6))
        force[0] *= math.exp(-1 / (0.012 * RATE))
        return 0.5 * force[0] * drawn.gauss(0, 0.5)

    return at


def drums(i):
    into = i / RATE % 0.5
    kick = math.sin(TURN * 60 * into * (1 + math.exp(-20 * into))) * math.exp(-12 * into)
    return 0.6 * kick


def ring(i):
    second = i / RATE
    return 0.25 * (math.sin(TURN * 440 * second) + math.sin(TURN * 480 * second)) if second % 3 < 1.2 else 0.0


SOUNDS = {
    "jingle, a melody of plucked notes": lambda: notes(0.25, (0, 2, 4, 7, 9, 12), 1, 6),
    "jingle, slow bells": lambda: notes(0.8, (0, 4, 7, 12), 2, 2),
    "jingle in an Arabic scale": lambda: notes(0.3, (0, 1, 4, 5, 7, 8, 11, 12), 3, 4),
    "bed of chords": lambda: chord,
    "drums": lambda: drums,
    "applause": lambda: claps(4, 400),
    "a few hands clapping": lambda: claps(5, 6),
    "noise of a street": lambda: noise(6, 0.95),
    "hiss": lambda: noise(7, 0.0),
    "hum of the mains": lambda: lambda i: 0.1 * tone(50, i / RATE),
    "telephone that rings": lambda: ring,
    "time signal": lambda: lambda i: 0.3 * math.sin(TURN * 1_000 * i / RATE) if i / RATE % 1 < 0.1 else 0.0,
    "silence": lambda: lambda _: 0.0,
}
# Under speech, quieter than it by so many decibels.
BEDS = [("jingle, a melody of plucked notes", 20), ("jingle, a melody of plucked notes", 12), ("bed of chords", 12), ("noise of a street", 12)]


def made(name, length=SECONDS * RATE):
    at = SOUNDS[name]()
    once = array.array("f", (at(i) for i in range(SECONDS * RATE)))
    # Faded at its ends, as jingles are.
    for i in range(RATE // 4):
        once[i] *= 4 * i / RATE
        once[-1 - i] *= 4 * i / RATE
    return array.array("f", (once[i % len(once)] for i in range(length)))


def write(path, samples):
    with wave.open(path, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(array.array("h", (max(-32_767, min(32_767, round(32_767 * s))) for s in samples)).tobytes())


def read(rawi, path, place):
    "The recording's channels mixed, at RATE, as rawi decodes it; between samples as on a line, which dulls the highest tones only."
    clip, call = place + "/clip.wav", [rawi, "--quiet", "--catalog", place + "/clips.db"]
    subprocess.run(call + ["add", path], check=True, capture_output=True)
    subprocess.run(call + ["clip", path, "--from", "0", "--to", "9:00:00", "-o", clip, "--force"], check=True, capture_output=True)
    with wave.open(clip) as file:
        assert file.getsampwidth() == 2, file.getparams()
        channels, rate = file.getnchannels(), file.getframerate()
        samples = array.array("h", file.readframes(file.getnframes()))
    mixed = [sum(samples[i:i + channels]) / channels / 32_768 for i in range(0, len(samples), channels)]
    step = rate / RATE
    # The mean of the samples that make one: what lies above half of RATE is not to sound below it.
    span = max(1, round(step))
    smooth = mixed if span == 1 else [sum(mixed[i:i + span]) / span for i in range(len(mixed) - span)]
    at = lambda x: smooth[int(x)] + (x % 1) * (smooth[min(int(x) + 1, len(smooth) - 1)] - smooth[int(x)])
    return array.array("f", (at(i * step) for i in range(int((len(smooth) - 1) / step))))


def power(samples):
    return sum(s * s for s in samples) / max(1, len(samples))


def heard(a, path, language):
    "(words, notes of sounds)"
    found = transcript(a, a.model, path, language)
    sounds = found.get("sounds", [])
    noted = {n for sound in sounds for n in range(*sound["words"])}
    return [w["text"] for n, w in enumerate(found["words"]) if n not in noted], [sound["text"] for sound in sounds]


def main():
    a = argparse.ArgumentParser()
    a.add_argument("rawi")
    a.add_argument("data")
    a.add_argument("model")
    a.add_argument("--beam", type=int)
    a.add_argument("--threads", type=int)
    a.add_argument("--keep", help="where the recordings are kept")
    a = a.parse_args()
    with tempfile.TemporaryDirectory() as place:
        place = a.keep or place
        os.makedirs(place, exist_ok=True)
        wrong = 0
        print("| nobody speaks | told English | told Arabic |\n|---|---|---|", flush=True)
        for number, name in enumerate(SOUNDS):
            path = f"{place}/sound-{number}.wav"
            write(path, made(name))
            cells = []
            for language in ("en", "ar"):
                said, sounds = heard(a, path, language)
                wrong += len(said)
                cells.append(", ".join(filter(None, [f"{len(said)} words: {' '.join(said)[:80]}" if said else "no words", " ".join(sounds)])))
            print(f"| {name} | {cells[0]} | {cells[1]} |", flush=True)
        if all_there(a.data):
            under_speech(a, place)
    print(f"\n{wrong} words where nobody speaks")
    raise SystemExit(1 if wrong else 0)


def under_speech(a, place):
    spoken = [*list(sonnets(a.data))[:1], *list(read_aloud(a.data))[-1:]]
    print("\n| speech | alone | " + " | ".join(f"{name}, {-db} dB" for name, db in BEDS) + " |\n|---" + "|---" * (1 + len(BEDS)) + "|")
    for title, path, said in spoken:
        speech = read(a.rawi, path, place)
        target = words(" ".join(w for w, *_ in said))
        rate = lambda found: f"{pairs(target, words(' '.join(found)))[0]} of {len(target)}"
        write(f"{place}/speech.wav", speech)
        cells = [rate(heard(a, f"{place}/speech.wav", "en")[0])]
        for number, (name, db) in enumerate(BEDS):
            bed = made(name, len(speech))
            factor = math.sqrt(power(speech) / power(bed) / 10 ** (db / 10))
            path = f"{place}/bed-{number}.wav"
            write(path, array.array("f", (s + factor * b for s, b in zip(speech, bed))))
            cells.append(rate(heard(a, path, "en")[0]))
        print(f"| {title} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
