"""espeak-ng in this process, with the exact time of every word and phoneme.

The command line tool tells no times, so its library is called directly. It is fast (hundreds of times
real time on one core), and the times are what makes training cheap: they label every frame of audio.
"""
import ctypes as C
import subprocess
import wave
import io
import numpy as np
from scipy.signal import resample_poly

RATE = 16000
_SYNCHRONOUS, _PHONEME_EVENTS, _UTF8 = 2, 1, 1
_WORD, _PHONEME = 1, 7


class _Event(C.Structure):
    _fields_ = [("type", C.c_int), ("uid", C.c_uint), ("text_position", C.c_int), ("length", C.c_int),
                ("audio_position", C.c_int), ("sample", C.c_int), ("user", C.c_void_p), ("id", C.c_char * 8)]


_CALLBACK = C.CFUNCTYPE(C.c_int, C.POINTER(C.c_short), C.c_int, C.POINTER(_Event))
_lib = None
_audio, _words, _phones = [], [], []


def _on_audio(samples, count, events):
    if samples and count > 0:
        _audio.append(np.ctypeslib.as_array(samples, (count,)).copy())
    i = 0
    while events[i].type != 0:
        e = events[i]
        if e.type == _WORD:
            _words.append((e.text_position - 1, e.audio_position / 1000))
        elif e.type == _PHONEME:
            _phones.append((e.id.decode("utf8", "replace"), e.audio_position / 1000))
        i += 1
    return 0


_callback = _CALLBACK(_on_audio)


def _load():
    global _lib, _native
    if _lib is None:
        _lib = C.CDLL("libespeak-ng.so.1")
        _native = _lib.espeak_Initialize(_SYNCHRONOUS, 500, None, _PHONEME_EVENTS)
        _lib.espeak_SetSynthCallback(_callback)
        _lib.espeak_TextToPhonemes.restype = C.c_char_p


def phonemes(text, voice):
    "The phoneme string of a text, to find words that sound the same."
    _load()
    _lib.espeak_SetVoiceByName(voice.encode())
    p = C.c_char_p(text.encode())
    return _lib.espeak_TextToPhonemes(C.byref(p), _UTF8, 0).decode()


def sounds(vocabulary, languages):
    "The phonemes of every word token, by espeak-ng: {token bytes: [phoneme]}."
    out = {}
    for words, voice in languages:
        for w in words:
            b = b" " + w.encode()
            if b in vocabulary.ids:
                out[b] = [p for p, _ in speak(w, voice, 160, 50)[2] if p[0] != "_"]
    return out


def speak(text, voice, rate, pitch, span=50):
    """One utterance at 16 kHz (int16) with silence trimmed off both ends.

    Returns audio, [(character position, seconds)] for words, [(phoneme, seconds)].
    """
    _load()
    _audio.clear(), _words.clear(), _phones.clear()
    if _lib.espeak_SetVoiceByName(voice.encode()) != 0:
        raise RuntimeError(f"espeak-ng has no voice {voice}")
    for parameter, value in ((1, rate), (2, 90), (3, pitch), (4, span)):
        _lib.espeak_SetParameter(parameter, value, 0)
    b = text.encode() + b"\0"
    _lib.espeak_Synth(b, len(b), 0, 1, 0, _UTF8, None, None)
    x = np.concatenate(_audio).astype(np.float32)
    y = resample_poly(x, 320, 441) if _native == 22050 else resample_poly(x, RATE, _native)
    return _trim(y, in_order(_words), list(_phones))


def in_order(words):
    "espeak-ng sometimes tells one more word at the end, at a place long past: words are those whose places go on."
    out = []
    for place, t in words:
        if place > (out[-1][0] if out else -1):
            out.append((place, t))
    return out


def speak_flite(text, voice, stretch=1.0, pitch=None):
    "A flite voice: another kind of synthesis; it tells no times."
    command = ["flite", "-voice", voice, "--setf", f"duration_stretch={stretch}"]
    if pitch:
        command += ["--setf", f"int_f0_target_mean={pitch}"]
    raw = subprocess.run(command + ["-t", text, "-o", "/dev/stdout"], capture_output=True, check=True).stdout
    at = raw.index(b"data") + 8
    rate = int.from_bytes(raw[24:28], "little")
    x = np.frombuffer(raw[at:at + (len(raw) - at) // 2 * 2], np.int16).astype(np.float32)
    return _trim(x if rate == RATE else resample_poly(x, RATE, rate), [], [])


def _trim(y, words, phones):
    level = np.abs(y)
    loud = np.nonzero(level > max(60.0, level.max() * 0.006))[0]
    a, b = max(0, loud[0] - 80), min(len(y), loud[-1] + 160)
    shift = a / RATE
    return (np.clip(y[a:b], -32768, 32767).astype(np.int16),
            [(p, max(0.0, round(t - shift, 3))) for p, t in words],
            [(p, max(0.0, round(t - shift, 3))) for p, t in phones])
