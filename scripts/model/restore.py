"""Makes a checkpoint out of a shipped f16 model file, so that training can go on from it without the original one.

    restore.py MODEL.bin SHARDS CHECKPOINT.pt

What export left behind (the heads of the frame targets, the optimiser's state) starts new and comes back in minutes.
"""
import struct
import sys
import numpy as np
import torch
import sentences
import speech
from model import Whisper, word_features
from tokens import Vocabulary
from windows import Windows


def tensors(path):
    with open(path, "rb") as f:
        assert struct.unpack("I", f.read(4))[0] == 0x67676D6C
        f.read(44)
        a, b = struct.unpack("2i", f.read(8))
        f.read(a * b * 4)
        table = []
        for _ in range(struct.unpack("i", f.read(4))[0]):
            table.append(f.read(struct.unpack("I", f.read(4))[0]))
        out = {}
        while head := f.read(12):
            dims, length, kind = struct.unpack("3i", head)
            if kind not in (0, 1):
                raise SystemExit("only from f16")
            shape = struct.unpack(f"{dims}i", f.read(4 * dims))[::-1]
            name = f.read(length).decode()
            data = np.frombuffer(f.read(int(np.prod(shape)) * (4 if kind == 0 else 2)), np.float32 if kind == 0 else np.float16)
            out[name] = torch.from_numpy(data.astype(np.float32).reshape(shape))
    return table, out


def main(path, shards, to):
    table, t = tensors(path)
    v, phones = Vocabulary(), Windows(shards, 0).phones
    if table[:v.n] != v.table:
        raise SystemExit("the word lists have changed since this file was made")
    features = word_features(v, phones, speech.sounds(v, [(sentences.words("en"), "en-us"), (sentences.words("ar"), "ar")]))
    m = Whisper(v, len(phones), features)
    s = m.state_dict()
    for name in s:
        g = name
        for ours, theirs in (("encoder.", "encoder.blocks."), ("decoder.", "decoder.blocks.")):
            g = theirs + g[len(ours):] if g.startswith(ours) else g
        g = {"conv1.weight": "encoder.conv1.weight", "conv1.bias": "encoder.conv1.bias", "conv2.weight": "encoder.conv2.weight", "conv2.bias": "encoder.conv2.bias",
             "ln_post.weight": "encoder.ln_post.weight", "ln_post.bias": "encoder.ln_post.bias", "ln.weight": "decoder.ln.weight", "ln.bias": "decoder.ln.bias",
             "token_positions": "decoder.positional_embedding"}.get(g, g)
        if g in t:
            s[name] = t[g].reshape(s[name].shape)
    E = t["decoder.token_embedding.weight"][torch.tensor(v.real)]
    s["rows"], s["time_rest"] = E[:v.time].clone(), E[v.time:].clone()
    s["rows"][m.capital] -= E[m.plain]
    for zero in ("shift", "parts", "times.weight", "times.bias"):
        s[zero] = torch.zeros_like(s[zero])
    m.load_state_dict(s)
    torch.save({"model": m.state_dict(), "step": 0, "minutes": 0.0, "phones": len(phones), "table": v.table, "features": features, "restored": True}, to)


if __name__ == "__main__":
    main(*sys.argv[1:])
