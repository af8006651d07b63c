"""Which word times are better on people's voices: attention or timestamp tokens.

    human.py SHARED_DATA RAWI SHARDS CHECKPOINT WORK [MINUTES]

e.g. human.py ../../../shared/data ../../target/release/rawi build/model/shards build/model/run/checkpoint.pt build/human 25

No model of this project hears people, and word times can only be judged on words that are heard. So a copy of the demonstration
model is taught the *words* of the recordings with known word times, and nothing about their times: of those recordings the
training sees text and sound, cut at pauses, in any order, with any pause, noise and throat; when a word is said it has to find
by itself, with what it learned about time from synthetic speech. Then rawi transcribes the recordings as they are, once with
each kind of word times, and both are held against the known ones. The copy is for this measurement alone and never ships.

It begins with CHECKPOINT (as train.py or restore.py writes it), mixes six of SHARDS in, and goes on where it was when it is called
again.
"""
import glob
import json
import os
import re
import subprocess
import sys
import numpy as np
import sentences
import windows
from speech import RATE

SHARE = .45          # of the windows are people's
PAUSE = .3           # seconds; recordings are cut where nobody speaks for so long


def tier(path, name):
    "(word, start, end) of a TextGrid in Praat's short or long form; silence has no word."
    values = [line.rsplit(" = ", 1)[-1].strip() for line in open(path, encoding="utf8")]
    values = [v for v in values if re.fullmatch(r'".*"|-?[0-9.]+', v)]
    at = values.index(f'"{name}"')
    rows = values[at + 4:at + 4 + 3 * int(values[at + 3])]
    return [(w.strip('"'), float(a), float(b)) for a, b, w in zip(rows[::3], rows[1::3], rows[2::3]) if w != '""']


def recordings(data):
    "(name, language, sound, [(word, start, end)]) of every recording whose word times somebody has stated."
    for name in ("acoustic_corpus", "cold_corpus"):
        yield name, "en", f"{data}/en-mfa-spontaneous/{name}.wav", tier(f"{data}/en-mfa-spontaneous/{name}.TextGrid", "words")
    for path in sorted(glob.glob(f"{data}/en-pocketsphinx-librivox/sense*.wav")):
        said = json.load(open(path[:-4] + ".json"))["w"]
        words = [(w["t"].split("(")[0], w["b"], w["b"] + w["d"]) for w in said if w["t"][0] != "<"]
        yield "austen-" + path[-8:-4], "en", path, words
    said = json.load(open(f"{data}/en-librispeech-leopard/leopard-words.json"))["words"]
    yield "quilter", "en", f"{data}/en-librispeech-leopard/test.wav", [(w["word"], w["start_sec"], w["end_sec"]) for w in said]
    yield "mary", "en", f"{data}/en-praatio-words/mary.wav", tier(f"{data}/en-praatio-words/mary.TextGrid", "word")
    yield "bobby", "en", f"{data}/en-praatio-words/bobby.wav", tier(f"{data}/en-praatio-words/bobby_words.TextGrid", "word")
    rows = [line.rstrip("\n").split("\t") for line in open(f"{data}/ar-asc-news-0003/words.ar.tsv", encoding="utf8")][1:]
    yield "glaciers", "ar", f"{data}/ar-asc-news-0003/ARA_NORM_0003.wav", [(r[4], float(r[0]), float(r[1])) for r in rows]


def phrases(words):
    "Cut where nobody speaks."
    out = [[words[0]]]
    for before, word in zip(words, words[1:]):
        if word[1] - before[2] >= PAUSE:
            out.append([])
        out[-1].append(word)
    return out


def written(phrase):
    text = " ".join(w for w, *_ in phrase)
    return text[0].upper() + text[1:] + "."


def prepare(data, work):
    "The recordings as a shard without times, and the truth for evaluate.py."
    parts, index, at = [], [], 0
    os.makedirs(work + "/truth", exist_ok=True)
    for name, lang, path, words in recordings(data):
        words = [(w.lower(), a, b) for w, a, b in words]
        raw = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-f", "s16le", "-ar", str(RATE), "-ac", "1", "-"], capture_output=True, check=True).stdout
        sound = np.frombuffer(raw, np.int16)
        said = phrases(words)
        for k, phrase in enumerate(said):
            a = max(phrase[0][1] - .1, said[k - 1][-1][2] if k else 0)
            b = min(phrase[-1][2] + .1, said[k + 1][0][1] if k + 1 < len(said) else len(sound) / RATE)
            x = sound[int(a * RATE):int(b * RATE)].astype(np.float32)
            x = (x * (9000 / max(1, np.abs(x).max()))).astype(np.int16)
            index += [[lang, "people", at, len(x), written(phrase), [], []]] * 4      # a voice needs four sentences
            parts += [x, np.zeros(800, np.int16)]
            at += len(x) + 800
        truth = [{"start_ms": round(1000 * p[0][1]), "end_ms": round(1000 * p[-1][2]), "words": [{"word": w, "start_ms": round(1000 * a)} for w, a, _ in p]} for p in said]
        json.dump({"name": name, "language": lang, "sentences": truth}, open(f"{work}/truth/{name}.truth.json", "w"), ensure_ascii=False)
        link = f"{work}/truth/{name}.wav"
        if not os.path.lexists(link):
            os.symlink(os.path.abspath(path), link)
    np.save(work + "/shards/990.npy", np.concatenate(parts))
    json.dump(index, open(work + "/shards/990.json", "w"), ensure_ascii=False)


def learn_words(data, work):
    "The words get tokens, and synthetic voices say them with known times, so that their sound is known before people say them."
    import shards
    new = {"en": {}, "ar": {}}
    for _, lang, _, words in recordings(data):
        new[lang].update((w.lower(), 1) for w, *_ in words)
    for lang, lists in (("en", sentences.EN), ("ar", sentences.AR)):
        lists["people"] = [w for w in new[lang] if w not in sentences.words(lang)]
    general = {lang: sentences.words(lang) for lang in new}
    own = {lang: list(new[lang]) for lang in new}

    def salad(r, lang):
        text = " ".join(r.choice(own[lang] if r.random() < .7 else general[lang]) for _ in range(r.randint(3, 11)))
        return text[0].upper() + text[1:] + "."
    shards.sentence = salad
    for number in (900, 901, 902):
        shards.make(work + "/shards", number)


def people_speak_up():
    def voice(self, lang):
        return "people" if self.r.random() < SHARE else self.r.choice(self.voices[lang])
    windows.Windows.voice = voice


def begin(shards, checkpoint, work):
    "A place of its own: some shards of the model's training, and its weights at the start of a new schedule."
    os.makedirs(work + "/shards", exist_ok=True)
    for path in sorted(glob.glob(shards + "/*"))[:12]:
        link = f"{work}/shards/{os.path.basename(path)}"
        if not os.path.lexists(link):
            os.symlink(os.path.abspath(path), link)
    if not os.path.exists(work + "/checkpoint.pt"):
        import torch
        c = torch.load(checkpoint, map_location="cpu", weights_only=True)
        c["minutes"], c["restored"] = 0.0, True
        torch.save(c, work + "/checkpoint.pt")


def main(data, rawi, shards, checkpoint, work, minutes=25.0):
    begin(shards, checkpoint, work)
    learn_words(data, work)
    prepare(data, work)
    people_speak_up()
    import train
    import export
    sys.argv = ["train.py", "--data", work + "/shards", "--out", work, "--minutes", str(minutes), "--rate", "4e-4"]
    train.main()
    model, _ = export.load(work + "/checkpoint.pt")
    facts = open(os.path.join(os.path.dirname(__file__), "../../models/rawi-demo.toml"), encoding="utf8").read()
    for kind, attention in (("tokens", "false"), ("attention", "true")):
        path = f"{work}/{kind}.bin"
        export.write(model, path)
        with open(f"{work}/{kind}.toml", "w", encoding="utf8") as f:
            f.write(re.sub(r"attention_times = \w+", f"attention_times = {attention}", facts))
        print(f"\n{kind}", flush=True)
        here = os.path.dirname(os.path.abspath(__file__))
        subprocess.run([sys.executable, here + "/evaluate.py", rawi, "--model", path, "--samples", work + "/truth", "--words", "--quiet"], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:6], *map(float, sys.argv[6:7]))
