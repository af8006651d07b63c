"""The same recording begun at other instants, through rawi: offsets.py RAWI DATA MODEL [--count N] [--beam N] [--threads N]

The verses of DATA, one behind the other, are cut at N instants (20) of the first seconds' quiet moments and heard each time; what was
said behind the last of these cuts must come out alike wherever a window's edge falls. Prints, for each, how many words are other than
in the longest, and the share of all."""
import argparse
import array
import tempfile

from recordings import sonnets
from score import pairs, words
from sounds import RATE, heard, read, write

# From one start to the next: windows of up to 30 s then have their edges all over the recording.
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
            # Silence in front and not a cut into it: the same words are there each time, and each window's edge falls elsewhere.
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
