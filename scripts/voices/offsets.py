"""The same recording from other offsets, through rawi: offsets.py RAWI DATA MODEL [--count N] [--beam N] [--threads N]

The verses of DATA, one behind the other, are heard N times (20) behind more and more silence, then N times with more and more cut off
their start. Words, windows and the engine's frames then lie elsewhere in the recording, and the words should be the same. Of the whole,
all words are compared. Of an extract, those that begin half a second behind the cut or later: the cut falls anywhere, and a word of
which the half is missing is another sound, whoever hears it. Prints how many are others than those of the whole recording, and the
largest and the mean share of each kind. Ends with 1 where a mean is higher than --most."""
import argparse
import array
import tempfile

from recordings import sonnets
from score import pairs, words
from sounds import RATE, read, write
from through import transcript

# From one offset to the next, in seconds: no multiple of a step of the detector, of the engine, or of a millisecond.
STEP = 1.30371
# Words that begin sooner behind a cut are not compared.
CUT_WORDS = 0.5


def heard(a, place, samples):
    "(word, start in seconds)"
    write(f"{place}/cut.wav", samples)
    found = transcript(a, a.model, f"{place}/cut.wav", "en")["words"]
    return [(text, w["span"][0] / 1000) for w in found for text in words(w["text"])]


def compared(a, place, samples, whole, said, title, offset):
    "The share of words that are others; `offset` is where the samples begin in the whole, in seconds."
    found = heard(a, place, samples)
    least = offset + CUT_WORDS if offset > 0 else offset
    behind = lambda timed, by: [w for w, at in timed if at + by >= least]
    target, told = behind(whole, 0), behind(found, offset)
    other, equal = pairs(target, told)
    wrong = f", {pairs(said, told)[0]} of {len(said)} wrong" if offset <= 0 else ""
    print(f"{title} {abs(offset):4.1f} s: {other} of {len(target)} others{wrong}: {differences(target, told, equal)}", flush=True)
    return other / len(target)


def differences(target, told, equal):
    "What stands in the place of what."
    out, i, j = [], 0, 0
    for a, b in [*equal, (len(target), len(told))]:
        if a > i or b > j:
            out.append(f"{' '.join(target[i:a]) or '–'} / {' '.join(told[j:b]) or '–'}")
        i, j = a + 1, b + 1
    return "; ".join(out)


def main():
    a = argparse.ArgumentParser()
    a.add_argument("rawi")
    a.add_argument("data")
    a.add_argument("model")
    a.add_argument("--count", type=int, default=20)
    a.add_argument("--beam", type=int)
    a.add_argument("--threads", type=int)
    a.add_argument("--most", type=float, default=0.01)
    a = a.parse_args()
    with tempfile.TemporaryDirectory() as place:
        samples = array.array("f")
        for _, path, _ in sonnets(a.data):
            samples.extend(read(a.rawi, path, place))
        said = words(" ".join(w for _, _, text in sonnets(a.data) for w, *_ in text))
        whole = heard(a, place, samples)
        print(f"as it is: {len(whole)} words, {pairs(said, [w for w, _ in whole])[0]} of {len(said)} wrong", flush=True)
        steps = [round(number * STEP * RATE) for number in range(1, a.count + 1)]
        behind = [
            compared(a, place, array.array("f", bytes(4 * n)) + samples, whole, said, "behind", -n / RATE) for n in steps
        ]
        extracts = [compared(a, place, samples[n:], whole, said, "without", n / RATE) for n in steps]
    means = [sum(shares) / len(shares) for shares in (behind, extracts)]
    for title, shares, mean in zip(("behind silence", "with its start cut off"), (behind, extracts), means):
        print(f"{title}: at most {max(shares):.1%} of the words are others, {mean:.1%} in the mean")
    raise SystemExit(1 if max(means) > a.most else 0)


if __name__ == "__main__":
    main()
