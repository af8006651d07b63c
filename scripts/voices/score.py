"""Words that were heard against words that were said: errors, and how far off their times are."""
import re
import unicodedata

# Written one way by those who print and another by those who listen.
SAME = {"mr": "mister", "mrs": "missus", "okay": "ok", "alright": "right"}
LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "’": "'", "‘": "'"})
# A pause from here on, in seconds, makes the next word a first one.
PAUSE = 0.3


def words(text):
    "Without case, signs, vowel marks and lengthening strokes; Arabic letters that are often confused are one."
    text = unicodedata.normalize("NFKC", text).lower().translate(LETTERS)
    text = re.sub(r"[\u0640\u064b-\u0652\u0670]", "", text)
    return [SAME.get(w, w) for w in re.findall(r"[\w']+", text)]


def pairs(said, heard):
    "(errors, places of equal words) of the cheapest alignment."
    n, m = len(said), len(heard)
    cost = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(n + 1):
        for j in range(m + 1):
            if i and j:
                cost[i][j] = min(cost[i - 1][j - 1] + (said[i - 1] != heard[j - 1]), cost[i - 1][j] + 1, cost[i][j - 1] + 1)
            else:
                cost[i][j] = i + j
    i, j, equal = n, m, []
    while i and j:
        if cost[i][j] == cost[i - 1][j - 1] + (said[i - 1] != heard[j - 1]):
            i, j = i - 1, j - 1
            if said[i] == heard[j]:
                equal.append((i, j))
        elif cost[i][j] == cost[i - 1][j] + 1:
            i -= 1
        else:
            j -= 1
    return cost[n][m], equal[::-1]


class Figures:
    "Sums over recordings."

    def __init__(self):
        self.errors, self.said, self.heard, self.empty = 0, 0, 0, 0
        self.starts, self.ends, self.firsts = [], [], []

    def add(self, said, heard):
        """`said` and `heard` are (word, start, end) in seconds; those that were said may have no times."""
        flat = lambda timed: [(w, a, b, k == 0) for text, a, b in timed for k, w in enumerate(words(text))]
        said, heard_words = flat(said), flat(heard)
        errors, equal = pairs([w for w, *_ in said], [w for w, *_ in heard_words])
        self.errors, self.said, self.heard = self.errors + errors, self.said + len(said), self.heard + len(heard_words)
        self.empty += sum(1 for _, a, b in heard if a is not None and b <= a)
        for i, j in equal:
            (_, start, end, begins), (_, found, until, found_begins) = said[i], heard_words[j]
            if start is None or found is None or not (begins and found_begins):
                continue
            self.starts.append(abs(found - start))
            self.ends.append(abs(until - end))
            if i == 0 or start - said[i - 1][2] >= PAUSE:
                self.firsts.append(abs(found - start) <= 0.2)

    def join(self, other):
        for name in ("errors", "said", "heard", "empty"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("starts", "ends", "firsts"):
            getattr(self, name).extend(getattr(other, name))

    def row(self, name):
        rate = f"{self.errors / max(1, self.said):.3f} ({self.errors}/{self.said})"
        if not self.starts:
            return f"| {name} | {rate} | – | – | – | {self.empty} |"
        firsts = f"{sum(self.firsts) / max(1, len(self.firsts)):.2f} ({sum(self.firsts)}/{len(self.firsts)})"
        return f"| {name} | {rate} | {spread(self.starts)} | {spread(self.ends)} | {firsts} | {self.empty} |"


def spread(seconds):
    ordered = sorted(seconds)
    at = lambda share: round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))])
    return f"{at(0.5)} / {at(0.9)} ms"
