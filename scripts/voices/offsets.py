"""The same recording behind silence of other lengths, through rawi: offsets.py RAWI DATA MODEL [--count N] [--beam N] [--threads N]

The verses of DATA, one behind the other, are heard behind 0, 1.3, 2.6 … s of silence (N times, 20). Windows follow the speech, so that
their edges stay and the engine's frames fall elsewhere: the words should be the same. Prints, for each, how many are other than those
without silence, and the largest share."""
import argparse
import array
import tempfile

from recordings import sonnets
from score import pairs, words
from sounds import RATE, heard, read, write

# From one length of silence to the next, in seconds: no multiple of a step of the detector or of the engine.
STEP = 1.3


def main():
    a = argparse.ArgumentParser()
    a.add_argument("rawi")
    a.add_argument("data")
    a.add_argument("model")
    a.add_argument("--count", type=int, default=20)
    a.add_argument("--beam", type=int)
    a.add_argument("--threads", type=int)
    a = a.parse_args()
    with tempfile.TemporaryDirectory() as place:
        samples = array.array("f")
        for _, path, _ in sonnets(a.data):
            samples.extend(read(a.rawi, path, place))
        outcomes = []
        for number in range(a.count):
            shifted = array.array("f", bytes(4 * round(number * STEP * RATE)))
            shifted.extend(samples)
            write(f"{place}/cut.wav", shifted)
            outcomes.append(words(" ".join(heard(a, f"{place}/cut.wav", "en")[0])))
        said = words(" ".join(w for _, _, text in sonnets(a.data) for w, *_ in text))
        first, worst = outcomes[0], 0.0
        for number, found in enumerate(outcomes):
            other, wrong = pairs(first, found)[0], pairs(said, found)[0]
            worst = max(worst, other / len(first))
            print(f"{number * STEP:5.1f} s: {len(found)} words, {other} other than at 0 s, {wrong} of {len(said)} wrong", flush=True)
        print(f"at most {worst:.1%} of the words are others")


if __name__ == "__main__":
    main()
