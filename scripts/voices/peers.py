"""The same table for other programs with the same weights: peers.py DATA WEIGHTS [--threads N] [--each]

DATA is the folder of recordings; WEIGHTS the one that scripts/real-voices fills (`voices-base.bin`, `ct2-base`). Programs are the packages
that benches/speed/run installs; run this with the Python of its place: ~/.cache/rawi-peers/bin/python. One that is not there is named."""
import argparse
import subprocess
import tempfile
from importlib.util import find_spec

from recordings import all_there
from table import table


def faster_whisper(weights, threads):
    from faster_whisper import WhisperModel
    model = WhisperModel(weights + "/ct2-base", device="cpu", compute_type="int8", cpu_threads=threads)

    def hear(recording, language):
        segments, _ = model.transcribe(recording, language=language, beam_size=5, word_timestamps=True)
        return [(word.word, word.start, word.end) for segment in segments for word in segment.words]
    return hear


def whisper_cpp(weights, threads):
    from pywhispercpp.model import Model
    how = dict(n_threads=threads, print_progress=False, print_realtime=False)
    model = Model(weights + "/voices-base.bin", params_sampling_strategy=1, beam_search={"beam_size": 5, "patience": -1.0}, **how)

    def hear(recording, language):
        # It takes no other rate, and tells no times of words by default.
        with tempfile.NamedTemporaryFile(suffix=".wav") as plain:
            subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", recording, "-ac", "1", "-ar", "16000", plain.name], check=True)
            return [(word, None, None) for segment in model.transcribe(plain.name, language=language) for word in segment.text.split()]
    return hear


PEERS = {"faster-whisper, int8": ("faster_whisper", faster_whisper), "whisper.cpp (pywhispercpp)": ("pywhispercpp", whisper_cpp)}


def main():
    a = argparse.ArgumentParser()
    a.add_argument("data")
    a.add_argument("weights")
    a.add_argument("--threads", type=int, default=1)
    a.add_argument("--each", action="store_true", help="a row for each recording")
    a = a.parse_args()
    if not all_there(a.data):
        print(f"skipped: no recordings in {a.data}")
        return
    for peer, (module, make) in PEERS.items():
        if not find_spec(module):
            print(f"skipped: {peer} is not installed")
            continue
        table(a.data, make(a.weights, a.threads), peer, each=a.each)


if __name__ == "__main__":
    main()
