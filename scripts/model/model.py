"""Whisper's architecture, small, with what makes it learn fast from exact times.

Besides the tokens, the encoder must name the phoneme of every 20 ms frame (after two of its layers) and the word
(at its end, scored with the decoder's own token embedding), and in between the phonemes around it; and chosen cross-attention heads must look at the
word that is written next, or just was. These extra heads are left behind at export.
"""
import math
import torch
import torch.nn as nn
import torch.nn.functional as F

WIDTH, HEADS, LAYERS, CONTEXT = 192, 6, 4, 448
UNUSED = -1                    # this dimension of the token embedding shuts the unused ids out (see export.py)
BEHIND = {0: [0, 1]}           # cross-attention heads that look at the word just written ...
AHEAD = {1: [0, 2, 4], 2: [2], 3: [0, 2, 3, 4, 5]}   # ... and at the next one; a superset of whisper.cpp's "tiny" preset


NEAR = (-3, -2, -1, 1, 2, 3)    # the phonemes around a frame that the third layer must name


def feature_count(phones):
    return 10 * (phones + 1) + 2048


def word_features(vocabulary, phones, sounds):
    """What stands where in the sound of each token: its first five phonemes, its last four, each anywhere, and
    pairs (hashed). Tokens that are no plain words have none. Returns flat indices and where each token's begin."""
    P, flat, begins = len(phones) + 1, [], []
    for t in range(vocabulary.n):
        begins.append(len(flat))
        s = [phones[p] for p in sounds.get(vocabulary.table[t], []) if p in phones] if t not in vocabulary.lower else []
        flat += [i * P + p for i, p in enumerate(s[:5])] + [(5 + i) * P + p for i, p in enumerate(s[::-1][:4])]
        flat += [9 * P + p for p in s] + [10 * P + (a * 79 + b * 131 + a * b) % 2048 for a, b in zip(s, s[1:])]
    return flat, begins


def sinusoids(n, d):
    k = torch.exp(-math.log(10000) / (d // 2 - 1) * torch.arange(d // 2))
    t = torch.arange(n)[:, None] * k[None]
    return torch.cat([t.sin(), t.cos()], 1)


class Attention(nn.Module):
    def __init__(self, d, heads):
        super().__init__()
        self.heads = heads
        self.query, self.key = nn.Linear(d, d), nn.Linear(d, d, bias=False)
        self.value, self.out = nn.Linear(d, d), nn.Linear(d, d)

    def forward(self, x, memory=None, causal=False, weights=False):
        B, T, D = x.shape
        memory = x if memory is None else memory
        q, k, v = (f(z).view(B, -1, self.heads, D // self.heads).transpose(1, 2)
                   for f, z in ((self.query, x), (self.key, memory), (self.value, memory)))
        a = None
        if weights:
            a = (q @ k.transpose(2, 3)).float().mul(1 / math.sqrt(D // self.heads)).softmax(-1)
            y = a.to(v.dtype) @ v
        else:
            if x.device.type == "cpu":      # torch's attention for processors is twice as slow in bfloat16 as in fp32
                q, k, v = q.float(), k.float(), v.float()
            y = F.scaled_dot_product_attention(q, k, v, is_causal=causal)
        return self.out(y.transpose(1, 2).reshape(B, T, D)), a


class Block(nn.Module):
    def __init__(self, d, heads, cross):
        super().__init__()
        self.attn, self.attn_ln = Attention(d, heads), nn.LayerNorm(d)
        self.cross_attn = Attention(d, heads) if cross else None
        if cross:
            self.cross_attn_ln = nn.LayerNorm(d)
        self.mlp = nn.Sequential(nn.Linear(d, 4 * d), nn.GELU(approximate="tanh"), nn.Linear(4 * d, d))
        self.mlp_ln = nn.LayerNorm(d)

    def forward(self, x, memory=None, weights=False):
        x = x + self.attn(self.attn_ln(x), causal=memory is not None)[0]
        a = None
        if memory is not None:
            y, a = self.cross_attn(self.cross_attn_ln(x), memory, weights=weights)
            x = x + y
        return x + self.mlp(self.mlp_ln(x)), a


class Whisper(nn.Module):
    def __init__(self, vocabulary, phones, features):
        super().__init__()
        v, d = vocabulary, WIDTH
        self.v = v
        self.conv1, self.conv2 = nn.Conv1d(80, d, 3, padding=1), nn.Conv1d(d, d, 3, stride=2, padding=1)
        self.register_buffer("positions", sinusoids(1500, d), persistent=False)
        self.encoder = nn.ModuleList([Block(d, HEADS, False) for _ in range(LAYERS)])
        self.ln_post = nn.LayerNorm(d)
        self.decoder = nn.ModuleList([Block(d, HEADS, True) for _ in range(LAYERS)])
        self.ln = nn.LayerNorm(d)
        self.token_positions = nn.Parameter(sinusoids(CONTEXT, d) * .1)
        # Token rows. A word is the sum of what stands where in its sound (word_features) and a row of its own, so
        # what one word teaches serves all that sound partly like it. A capitalised word is its plain word plus one shared shift plus a little of its own; a time
        # is a linear map of a sinusoid plus a little of its own: rows that are rarely met are right early.
        rows = torch.randn(v.time, d) * .05
        capital = torch.tensor(sorted(v.lower))
        rows[capital] = 0
        self.rows, self.shift = nn.Parameter(rows), nn.Parameter(torch.randn(d) * .03)
        self.register_buffer("features", torch.tensor(features[0]), persistent=False)
        self.register_buffer("feature_of", torch.tensor(features[1]), persistent=False)
        self.parts = nn.Parameter(torch.zeros(feature_count(phones), d))
        self.register_buffer("capital", capital, persistent=False)
        self.register_buffer("plain", torch.tensor([v.lower[int(c)] for c in capital]), persistent=False)
        self.times, self.time_rest = nn.Linear(d, d), nn.Parameter(torch.zeros(v.size - v.time, d))
        nn.init.normal_(self.times.weight, std=.015)
        self.register_buffer("ticks", sinusoids(v.size - v.time, d), persistent=False)
        used = torch.ones(d)
        used[UNUSED] = 0
        self.register_buffer("used", used, persistent=False)
        # training only
        self.phone_ln, self.phone_head = nn.LayerNorm(d), nn.Linear(d, phones + 1)
        self.near_ln, self.near_head = nn.LayerNorm(d), nn.Linear(d, len(NEAR) * (phones + 1))
        self.word_head, self.silence = nn.Linear(d, d), nn.Parameter(torch.randn(1, d) * .05)
        classes = [t for t in range(v.n) if t not in v.lower]
        index = torch.full((v.n + 1,), -100)
        index[torch.tensor(classes)] = torch.arange(len(classes))
        index[v.n] = len(classes)
        self.register_buffer("classes", torch.tensor(classes), persistent=False)
        self.register_buffer("class_of", index, persistent=False)
        self._start_local()

    def _start_local(self, sharp=1.5):
        """Encoder heads 0-4 start as attention at a fixed distance, read off the sinusoid table: neighbours first,
        then farther. Head 5 is free. All of it goes on learning."""
        nf = WIDTH // 2
        rate = torch.exp(-math.log(10000) / (nf - 1) * torch.arange(nf))
        for block, offsets in zip(self.encoder, ([-3, -1, 0, 1, 3], [-8, -4, 0, 4, 8], [-14, -6, 0, 6, 14], [-24, -10, 0, 10, 24])):
            for h, distance in enumerate(offsets):
                H = WIDTH // HEADS
                q, k = torch.zeros(H, WIDTH), torch.zeros(H, WIDTH)
                for j in range(H // 2):
                    f = round(j * 48 / (H // 2))
                    c, s = math.cos(rate[f] * distance), math.sin(rate[f] * distance)
                    k[2 * j, f] = k[2 * j + 1, nf + f] = 1
                    q[2 * j, f], q[2 * j, nf + f] = c, s
                    q[2 * j + 1, nf + f], q[2 * j + 1, f] = c, -s
                with torch.no_grad():
                    block.attn.query.weight[h * H:(h + 1) * H] = q * sharp
                    block.attn.key.weight[h * H:(h + 1) * H] = k * sharp
                    block.attn.query.bias[h * H:(h + 1) * H] = 0

    def embedding(self):
        "The rows of all ids in use."
        rows = self.rows + .3 * F.pad(F.embedding_bag(self.features, self.parts, self.feature_of, mode="sum"), (0, 0, 0, self.v.time - self.v.n))
        rows = rows.index_add(0, self.capital, rows[self.plain] + self.shift)
        return torch.cat([rows, self.times(self.ticks) + self.time_rest]) * self.used

    def encode(self, mel, offsets=None, middle=False):
        x = F.gelu(self.conv1(mel), approximate="tanh")
        x = F.gelu(self.conv2(x), approximate="tanh").transpose(1, 2)
        T = x.shape[1]
        x = x + (self.positions[:T] if offsets is None else torch.stack([self.positions[o:o + T] for o in offsets.tolist()]))
        half = None
        for i, block in enumerate(self.encoder):
            x, _ = block(x)
            if i == 1:
                half = x
            elif i == 2:
                near = x
        x = self.ln_post(x)
        return (x, half, near) if middle else x

    def decode(self, inputs, memory, E, weights=False):
        x = E[inputs] + self.token_positions[:inputs.shape[1]]
        maps = {}
        for i, block in enumerate(self.decoder):
            x, maps[i] = block(x, memory, weights=weights and (i in BEHIND or i in AHEAD))
        return F.layer_norm(x, (WIDTH,), self.ln.weight * self.used, self.ln.bias * self.used), maps

    def losses(self, b, weights):
        "Total loss and figures, of a batch of windows.Windows."
        v, E = self.v, self.embedding()
        memory, half, near = self.encode(b["mel"], b["offsets"], True)
        x, maps = self.decode(b["inputs"], memory, E, True)
        out = {}
        keep = b["targets"] >= 0
        t = b["targets"][keep]
        logits = x[keep].float() @ E.T
        lp = logits.log_softmax(-1)
        pick = lambda ids: lp.gather(1, ids[:, None])[:, 0]
        is_time, is_text = t >= v.time, t < v.n
        sharp = -pick(t)
        soft = -sum(w * pick((t + d).clamp(v.time, v.size - 1)) for d, w in ((-2, .06), (-1, .2), (0, .48), (1, .2), (2, .06)))
        loss = torch.where(is_time, soft, sharp).mean()
        with torch.no_grad():
            guess = logits.argmax(-1)
            out["text"] = sharp[is_text].mean()
            out["right"] = (guess == t)[is_text].float().mean()
            out["time"] = ((guess - t).abs() <= 5)[is_time].float().mean()
        if weights["attention"]:
            T = memory.shape[1]
            frame = torch.arange(T, device=x.device)[None, None]
            total, count = 0, 0
            for heads, spans in ((BEHIND, b["behind"]), (AHEAD, b["ahead"])):
                has = (spans[..., 1] > 0) & (spans[..., 0] < T - 1)
                inside = ((frame >= spans[..., :1] - 1.5) & (frame <= spans[..., 1:] + .5)).float()
                for layer, chosen in heads.items():
                    mass = torch.einsum("bhlt,blt->bhl", maps[layer][:, chosen], inside)
                    total = total - ((mass + 1e-4).log() * has[:, None]).sum() / has.sum().clamp(min=1)
                    count += len(chosen)
            out["attention"] = total / count
            loss = loss + weights["attention"] * out["attention"]
        if weights["phones"]:
            seen = b["phones"] >= 0
            if seen.any():
                lg = self.phone_head(self.phone_ln(half[seen])).float()
                c = F.cross_entropy(lg, b["phones"][seen])
                out["phones"] = ((lg.argmax(-1) == b["phones"][seen])[b["phones"][seen] > 0]).float().mean()
                loss = loss + weights["phones"] * c
        if weights["near"]:
            some = torch.rand(b["phones"].shape, device=x.device) < .5
            lg = self.near_head(self.near_ln(near[some])).float().view(-1, len(NEAR), phones_out := self.phone_head.out_features)
            y = b["near"][some]
            c = F.cross_entropy(lg.reshape(-1, phones_out), y.flatten(), ignore_index=-100)
            if torch.isfinite(c):
                out["near"] = (lg.argmax(-1) == y)[y > 0].float().mean()
                loss = loss + weights["near"] * c
        if weights["words"]:
            seen = (b["words"] >= 0) & (torch.rand(b["words"].shape, device=x.device) < weights["word_frames"])
            if seen.any():
                lg = self.word_head(memory[seen]).float() @ torch.cat([E[self.classes], self.silence]).T
                y = self.class_of[b["words"][seen]]
                c = F.cross_entropy(lg, y)
                out["words"] = ((lg.argmax(-1) == y)[b["words"][seen] < v.n]).float().mean()
                out["wloss"] = c.detach()
                loss = loss + weights["words"] * c
        return loss, {k: float(z.detach()) for k, z in out.items()}
