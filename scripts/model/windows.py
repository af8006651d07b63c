"""Training windows: some sentences of one speaker with pauses, a background, and what each frame is.

A window carries three kinds of truth: the tokens (with sentence times) as Whisper writes them, the place in
the sound that each token is about, and for every 20 ms frame its phoneme and its word.
"""
import bisect
import collections
import glob
import json
import os
import random
import struct
import numpy as np
import torch
from scipy.signal import butter, sosfilt, resample_poly
from model import NEAR
from speech import in_order
from tokens import Vocabulary

RATE, HOP, FRAME = 16000, 160, 320
NOTHING = -100


def mel_filters(n=80, size=400):
    "Slaney's mel scale and norm, as every Whisper file carries them."
    def mel(f): return np.where(f < 1000, f / (200 / 3), 15 + np.log(np.maximum(f, 1e-9) / 1000) / (np.log(6.4) / 27))
    def hertz(m): return np.where(m < 15, m * 200 / 3, 1000 * np.exp((m - 15) * np.log(6.4) / 27))
    edges = hertz(np.linspace(mel(np.array(0.0)), mel(np.array(RATE / 2)), n + 2))
    f = np.linspace(0, RATE / 2, size // 2 + 1)
    up = (f[None] - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    down = (edges[2:, None] - f[None]) / (edges[2:] - edges[1:-1])[:, None]
    return (np.maximum(0, np.minimum(up, down)) * (2 / (edges[2:] - edges[:-2]))[:, None]).astype(np.float32)


FILTERS = torch.from_numpy(mel_filters())
FILTERS_HZ = (FILTERS.double().numpy() @ np.arange(201) * 40.0) / FILTERS.double().numpy().sum(1)
HANN = torch.hann_window(400)


def log_mel(x, frames, louder_elsewhere=0.0):
    """whisper.cpp's features. It floors at 8 below the loudest place of everything that it is given,
    so training also meets windows where the loudest place was elsewhere."""
    x = torch.from_numpy(np.ascontiguousarray(x))
    x = torch.nn.functional.pad(x, (0, max(0, frames * HOP - len(x))))[:frames * HOP]
    x = torch.cat([x[1:201].flip(0), x, torch.zeros(200)])
    s = torch.stft(x, 400, HOP, window=HANN, center=False, return_complex=True)[:, :frames]
    m = (FILTERS @ (s.real ** 2 + s.imag ** 2)).clamp(min=1e-10).log10()
    return (torch.maximum(m, m.max() + louder_elsewhere - 8.0) + 4) / 4


def other_throat(mel, factor):
    "Another speaker's vocal tract: formants higher or lower by the factor (times stay). Voices are few, throats many."
    hz = FILTERS_HZ * factor
    at = torch.from_numpy(np.interp(hz, FILTERS_HZ, np.arange(len(hz)))).float()
    low = at.floor().long().clamp(max=len(hz) - 2)
    part = (at - low)[:, None]
    return mel[low] * (1 - part) + mel[low + 1] * part


def music(n, r):
    "A bed of chords."
    y, at, base = np.zeros(n, np.float32), 0, r.choice([110, 130.8, 146.8, 164.8, 196, 220])
    step, decay, partials = int(RATE * r.uniform(.3, 2.5)), r.choice([0, 1, 3]), r.choice([2, 3, 5])
    while at < n:
        m = min(step, n - at)
        t = np.arange(m, dtype=np.float32) / RATE
        env = np.minimum(1, np.minimum(t / .02, np.maximum(0, m / RATE - t) / .05)) * np.exp(-t * decay)
        for k in r.sample([0, 2, 4, 5, 7, 9, 11, 12, 14, 16], r.choice([1, 2, 3])):
            f = base * 2 ** (k / 12) * r.choice([1, 1, 2])
            for h in range(1, partials):
                y[at:at + m] += env * np.sin(2 * np.pi * f * h * t + r.uniform(0, 6)) / h ** 1.5
        at += m
    return y / (np.sqrt((y ** 2).mean()) + 1e-6)


def noise(n, r, g):
    "White, pink or red."
    w, k = g.standard_normal(n, dtype=np.float32), r.random()
    if k < .5:
        return w
    spectrum = np.fft.rfft(w)
    f = np.arange(len(spectrum)) + 1.0
    y = np.fft.irfft(spectrum / (np.sqrt(f) if k < .9 else f), n).astype(np.float32)
    return y / (y.std() + 1e-6)


def channel(x, r):
    "Cheap stand-ins for a lossy path. The true MP3 round trips are in the shards."
    k = r.random()
    if k < .5:
        return sosfilt(butter(6, r.uniform(3400, 7600), "low", fs=RATE, output="sos"), x).astype(np.float32)
    if k < .75:
        return sosfilt(butter(2, r.uniform(60, 300), "high", fs=RATE, output="sos"), x).astype(np.float32)
    y = resample_poly(resample_poly(x, 11, 16), 16, 11).astype(np.float32)
    return y[:len(x)]


def around(phone):
    "For every frame the phonemes before and after its own, as many as model.NEAR says."
    edges = np.flatnonzero(np.diff(phone)) + 1
    segment = np.zeros(len(phone), np.int64)
    segment[edges] = 1
    segment = np.cumsum(segment)
    pad = 3
    names = np.concatenate([np.full(pad, NOTHING), phone[np.concatenate([[0], edges])], np.full(pad, NOTHING)])
    return np.stack([names[segment + pad + k] for k in NEAR], 1)


ENGLISH_SHARE = .65    # two accents and more voices: English is the harder one


class Windows:
    def __init__(self, directory, seed):
        self.v, self.directory, self.loaded = Vocabulary(), directory, set()
        self.r, self.g = random.Random(seed), np.random.default_rng(seed)
        self.audio, self.all, self.by_voice = {}, {"en": [], "ar": []}, {"en": {}, "ar": {}}
        self.phones = None
        self.scan()

    def scan(self):
        "Takes up shards that were finished since the last look."
        for path in sorted(glob.glob(self.directory + "/*.json")):
            if path in self.loaded:
                continue
            index = json.load(open(path))
            self.audio[path] = np.load(path[:-5] + ".npy", mmap_mode="r")
            if self.phones is None:     # the phonemes of the first shard, which depends on its number only
                c = collections.Counter(p for u in index for p, _ in u[6])
                self.phones = {p: i + 1 for i, p in enumerate(sorted(p for p, k in c.items() if k >= 20 and p[0] != "_"))}
            for lang, voice, at, n, text, words, phones in index:
                u = (path, at, n, text, self.v.encode(text), in_order(words), phones)
                self.all[lang].append(u)
                self.by_voice[lang].setdefault(voice, []).append(u)
            self.loaded.add(path)
        self.voices = {l: [w for w, u in b.items() if len(u) >= 4] for l, b in self.by_voice.items()}

    def truth(self, u, at):
        "Of an utterance put at sample `at`: tokens with their spans in frames, and its frame labels."
        path, _, n, text, tokens, words, phones = u
        base, end = at / FRAME, n / RATE
        pauses = [(t, phones[i + 1][1] if i + 1 < len(phones) else end) for i, (p, t) in enumerate(phones) if p[0] == "_"]
        spans, cursor = [], 0
        starts = [p for p, _ in words]
        for t, char, i, k, mark in tokens:
            if not words:
                spans.append((t, -1, -1, mark))
                continue
            j = max(0, bisect.bisect_right(starts, char) - 1)
            a, b = words[j][1], words[j + 1][1] if j + 1 < len(words) else end
            voiced = min([x for x, y in pauses if a + .03 < x < b and y > b - .05] + [b])
            if mark:                     # a mark is about the silence after its word
                a, b = voiced, max(b, voiced + .12)
            else:
                a, b = a + (voiced - a) * i / k, a + (voiced - a) * (i + 1) / k
            spans.append((t, base + a * 50, base + b * 50, mark))
        return spans

    def voice(self, lang):
        return self.r.choice(self.voices[lang])

    def window(self, T, offset, full):
        r, v, n = self.r, self.v, T * FRAME
        x = np.zeros(n, np.float32)
        lang = "en" if r.random() < ENGLISH_SHARE else "ar"
        body, cut_off = [], None         # (token, its span begins, ends)
        phone, word = np.zeros(T, np.int64), np.full(T, v.n, np.int64)   # v.n: no word here
        silent = r.random() < .06
        if not silent:
            voice = self.voice(lang)
            pool = self.by_voice[lang][voice]
            k = r.random()
            at = 0 if k < .2 else int(RATE * (r.uniform(0, .4) if k < .7 or T <= 300 else r.uniform(0, 1.2) if k < .95 else r.uniform(0, 4)))
            opening = int(RATE * r.uniform(1, 5)) if T > 300 and r.random() < .12 else 0   # reports open with music
            at = max(at, opening + int(RATE * r.uniform(-.3, .6))) if opening else at
            stop = n if r.random() < .8 else int(n * r.uniform(.4, 1))
            cut, tries = r.random() < .3, 0
            close = r.random() < .15
            while at < stop - 9000 and tries < 8:
                u = r.choice(pool) if r.random() < .9 else r.choice(self.all[lang])
                path, o, length = u[:3]
                fits = at + length <= n
                if not fits and not (cut and (body or tries > 3)):
                    tries += 1
                    continue
                part = self.audio[path][o:o + min(length, n - at)].astype(np.float32) / 32768
                x[at:at + len(part)] += part * 10 ** (r.uniform(-3, 3) / 20)
                a, b = at // FRAME, min(T, (at + length) // FRAME + 1)
                spans = self.truth(u, at)
                if u[6]:
                    for i, (p, t) in enumerate(u[6]):
                        e = u[6][i + 1][1] if i + 1 < len(u[6]) else length / RATE
                        phone[int((at / RATE + t) * 50 + .5):int((at / RATE + e) * 50 + .5)] = 0 if p[0] == "_" else self.phones.get(p, NOTHING)
                    for t, p, q, mark in spans:
                        if not mark and q <= T:
                            word[int(p + .5):int(q + .5)] = v.lower.get(t, t)
                        elif not mark:
                            word[int(p + .5):] = NOTHING
                else:
                    phone[a:b] = NOTHING
                    word[a:b] = NOTHING
                tick = lambda s: min(TICKS_MAX, int(s / FRAME + .5) + offset)
                body.append((v.time + tick(at), at / FRAME - 2, at / FRAME + 6))
                if not fits:
                    cut_off = len(body)
                    break
                body += [s[:3] for s in spans]
                body.append((v.time + tick(at + length), (at + length) / FRAME - 6, (at + length) / FRAME + 4))
                gap = r.uniform(.15, .5) if close else r.uniform(.35, 1.3) if r.random() < .93 else r.uniform(1.3, 3.5)
                at += length + int(RATE * gap)
            silent = not body
        if silent:
            x[:] = 0
            k = r.random()
            if k < .3:
                x += noise(n, r, self.g) * 10 ** (r.uniform(-80, -25) / 20)
            elif k < .75:
                x += music(n, r) * 10 ** (r.uniform(-40, -14) / 20)
            elif k < .85:
                x += music(n, r) * .03 + noise(n, r, self.g) * .003
        else:
            rms = np.sqrt((x ** 2).mean()) + 1e-5
            if r.random() < .25:
                x = channel(x, r)
            if r.random() < .45:
                x = x + noise(n, r, self.g) * rms * 10 ** (-r.uniform(14, 45) / 20)
            if opening:                  # as loud as the speech or nearly, then gone or under it
                bed = music(n, r) * rms * 10 ** (-r.uniform(0, 14) / 20)
                bed[opening:] *= r.choice([0, 10 ** (-r.uniform(10, 20) / 20)])
                x = (x + bed).astype(np.float32)
            elif r.random() < .15:       # a music bed under a part of it
                a = r.randint(0, n - 1) if r.random() < .5 else 0
                b = min(n, a + int(RATE * r.uniform(2, 12)))
                x[a:b] += (music(b - a, r) * rms * 10 ** (-r.uniform(10, 30) / 20)).astype(np.float32)
        x = np.clip(x * 10 ** (r.uniform(-12, 9) / 20), -1, 1).astype(np.float32)
        mel = log_mel(x, 2 * T, 0 if r.random() < .6 else r.uniform(0, .5))
        if not silent and r.random() < .4:
            mel = other_throat(mel, r.uniform(.9, 1.1))
        head = [v.start, v.english if lang == "en" else v.arabic, v.transcribe]
        none = (-1.0, -1.0)
        if silent:                       # the engine forces a first timestamp, any up to 1 s: after it, the end
            inputs, targets = head + [v.time + r.choice([0, r.randint(0, 50)])], [NOTHING, NOTHING, v.no_speech, v.end]
            ahead = behind = [none] * 4
        else:
            inputs, targets = head + [b[0] for b in body], head[1:] + [b[0] for b in body] + [v.end]
            ahead = [none] * 2 + [b[1:3] for b in body] + [none]
            behind = [none] * 3 + [b[1:3] for b in body]
            if body[0][0] > v.time + offset and r.random() < .15:   # a first timestamp that the engine chose wrongly
                inputs[3] = v.time + offset + r.randint(0, min(50, TICKS_MAX - offset))
                behind[3] = none
        return mel, inputs[:447], targets[:447], ahead[:447], behind[:447], phone, word, around(phone)

    def batch(self, B, T):
        offsets = [0 if T >= 1500 or self.r.random() < .4 else self.r.randint(0, 1500 - T) for _ in range(B)]
        items = [self.window(T, o, T >= 600) for o in offsets]
        L = -(-max(len(i[1]) for i in items) // 8) * 8
        inputs, targets = torch.full((B, L), self.v.end), torch.full((B, L), NOTHING)
        ahead, behind = torch.full((B, L, 2), -1.0), torch.full((B, L, 2), -1.0)
        for b, i in enumerate(items):
            k = len(i[1])
            inputs[b, :k], targets[b, :k] = torch.tensor(i[1]), torch.tensor(i[2])
            ahead[b, :k], behind[b, :k] = torch.tensor(i[3]), torch.tensor(i[4])
        return {"mel": torch.stack([i[0] for i in items]), "offsets": torch.tensor(offsets), "inputs": inputs, "targets": targets,
                "ahead": ahead, "behind": behind, "phones": torch.from_numpy(np.stack([i[5] for i in items])),
                "words": torch.from_numpy(np.stack([i[6] for i in items])), "near": torch.from_numpy(np.stack([i[7] for i in items]))}


TICKS_MAX = 1500
