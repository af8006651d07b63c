"""The vocabulary: one token a word, in the 51,865 ids of a multilingual Whisper.

whisper.cpp derives the special ids and the multilingual mode from that size. Text ids are ours: the 256 bytes
(any text can be spelt), then words with their leading space. Rare Arabic names are spelt with bytes, so tokens
that split a letter are in real use, as in the published vocabularies. Training keeps only the ids in use
("compact" ids); export scatters them.
"""
import sentences

END, START, ENGLISH, ARABIC, TRANSCRIBE, PREVIOUS, NO_SPEECH, NO_TIMES, FIRST_TIME = (
    50257, 50258, 50259, 50272, 50359, 50361, 50362, 50363, 50364)
SIZE, TICKS = 51865, 1501
_PIECES = ["،", "؟", "يهان", "ير", "يكسيون", "يدوتوف", "وبيز", "اريس", "ندن", "رابلس", "يروت", "ابول", "لنيجر"]
_SPLIT = [b" \xd8", b" \xd9"]


class Vocabulary:
    def __init__(self):
        table = [bytes([i]) for i in range(256)] + _SPLIT + [p.encode() for p in _PIECES]
        self.lower = {}                      # capitalised token -> its plain form, where both are words
        capitals = []
        for w in sentences.words("en"):
            table.append(b" " + w.encode())
            if w[0].islower() and w[0].upper() + w[1:] not in sentences.words("en"):
                capitals.append(w)
        rare = set(sentences.AR["rare"])
        table += [b" " + w.encode() for w in sentences.words("ar") if w not in rare]
        ids = {}
        for i, b in enumerate(table):
            ids.setdefault(b, i)
        for w in capitals:
            self.lower[len(table)] = ids[b" " + w.encode()]
            table.append(b" " + w[0].upper().encode() + w[1:].encode())
        for w in sentences.words("en"):      # Council / council: both are listed, they sound the same
            if w[0].isupper() and b" " + w[0].lower().encode() + w[1:].encode() in ids:
                self.lower[ids[b" " + w.encode()]] = ids[b" " + w[0].lower().encode() + w[1:].encode()]
        assert len(set(table)) == len(table)
        self.table, self.ids, self.n = table, {b: i for i, b in enumerate(table)}, len(table)
        self.longest = max(map(len, table))
        n = self.n                           # compact ids of the special tokens
        self.end, self.start, self.english, self.arabic, self.transcribe, self.no_speech = range(n, n + 6)
        self.time = n + 6
        self.size = self.time + TICKS
        self.real = list(range(n)) + [END, START, ENGLISH, ARABIC, TRANSCRIBE, NO_SPEECH] + [FIRST_TIME + i for i in range(TICKS)]

    def pieces(self, piece):
        "Longest match first, as whisper.cpp does it."
        out, b, i = [], piece.encode(), 0
        while i < len(b):
            for k in range(min(self.longest, len(b) - i), 0, -1):
                if b[i:i + k] in self.ids:
                    out.append(self.ids[b[i:i + k]])
                    i += k
                    break
        return out

    def encode(self, text):
        "[(token, character position of its word, index in the word, tokens of the word, is it a mark)]"
        out, at = [], 0
        for word in text.split(" "):
            core = word.rstrip(".,?،؟")
            p = self.pieces(" " + core)
            out += [(t, at, i, len(p), False) for i, t in enumerate(p)]
            for j, mark in enumerate(word[len(core):]):
                out += [(t, at + len(core) + j, 0, 1, True) for t in self.pieces(mark)]
            at += len(word) + 1
        return out

    def decode(self, ids):
        return b"".join(self.table[i] for i in ids if i < self.n).decode("utf8", "replace")


if __name__ == "__main__":
    v = Vocabulary()
    print(v.n, v.size)
    for t in ("The Security Council met John in the council.", "قال جيهانغير خان، إن القرار من باريس."):
        e = v.encode(t)
        print([v.table[x[0]].decode("utf8", "replace") for x in e], v.decode([x[0] for x in e]) == " " + t)
