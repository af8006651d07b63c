"""Writes a checkpoint as a ggml file of whisper.cpp.

    export.py CHECKPOINT OUT.bin [f16|q8_0]

The engine scores 51,865 ids; training knew only those in use. Theirs are scattered to their places. Every other
row is zero but for one dimension, where it holds -60 and the last layer norm always gives 1: they never win.
"""
import os
import struct
import sys
import numpy as np
import torch
import tokens
from model import CONTEXT, HEADS, LAYERS, UNUSED, WIDTH, Whisper
from windows import mel_filters

SHUT_OUT = -60.0


def load(path):
    c = torch.load(path, map_location="cpu", weights_only=True)
    v = tokens.Vocabulary()
    if list(c.get("table", v.table)) != v.table:
        raise SystemExit("the word lists have changed since this checkpoint: train on, or export with its own lists")
    m = Whisper(v, c["phones"], c["features"])
    m.load_state_dict(c["model"])
    return m.eval(), c


def q8_0(a):
    "Blocks of 32: a half-precision scale, 32 signed bytes."
    b = a.reshape(-1, 32)
    scale = (np.abs(b).max(1) / 127).astype(np.float32)
    q = np.rint(b / np.where(scale == 0, 1, scale)[:, None]).astype(np.int8)
    out = np.empty(len(b), np.dtype([("d", np.float16), ("q", np.int8, 32)]))
    out["d"], out["q"] = scale, q
    return out.tobytes()


def write(m, path, kind="f16"):
    v = m.v
    with open(path + ".tmp", "wb") as f, torch.no_grad():
        f.write(struct.pack("I", 0x67676D6C))
        f.write(struct.pack("11i", tokens.SIZE, 1500, WIDTH, HEADS, LAYERS, CONTEXT, WIDTH, HEADS, LAYERS, 80, 1 if kind == "f16" else 2007))
        filters = mel_filters()
        f.write(struct.pack("2i", *filters.shape))
        f.write(filters.tobytes())
        table = v.table + [b"<|unused %d|>" % i for i in range(v.n, tokens.END)]
        f.write(struct.pack("i", len(table)))
        for t in table:
            f.write(struct.pack("I", len(t)) + t)

        def tensor(name, t, full=False):
            a = t.detach().float().numpy()
            quantised = not full and kind != "f16" and a.ndim == 2
            data, code = ((a.astype(np.float32).tobytes(), 0) if full else (q8_0(a), 8) if quantised else (a.astype(np.float16).tobytes(), 1))
            f.write(struct.pack("3i", a.ndim, len(name), code))
            f.write(struct.pack(f"{a.ndim}i", *a.shape[::-1]))
            f.write(name.encode() + data)

        def norm(name, n):
            tensor(name + ".weight", n.weight, True)
            tensor(name + ".bias", n.bias, True)

        def linear(name, l):
            tensor(name + ".weight", l.weight)
            if l.bias is not None:
                tensor(name + ".bias", l.bias, True)

        def block(name, b):
            for part in ["attn"] + (["cross_attn"] if b.cross_attn is not None else []):
                for k in ("query", "key", "value", "out"):
                    linear(f"{name}.{part}.{k}", getattr(getattr(b, part), k))
                norm(f"{name}.{part}_ln", getattr(b, part + "_ln"))
            linear(name + ".mlp.0", b.mlp[0])
            linear(name + ".mlp.2", b.mlp[2])
            norm(name + ".mlp_ln", b.mlp_ln)

        tensor("encoder.positional_embedding", m.positions, True)
        for c in ("conv1", "conv2"):
            tensor(f"encoder.{c}.weight", getattr(m, c).weight)
            tensor(f"encoder.{c}.bias", getattr(m, c).bias[:, None], True)
        for i, b in enumerate(m.encoder):
            block(f"encoder.blocks.{i}", b)
        norm("encoder.ln_post", m.ln_post)
        rows = torch.zeros(tokens.SIZE, WIDTH)
        rows[:, UNUSED] = SHUT_OUT
        rows[torch.tensor(v.real)] = m.embedding()
        tensor("decoder.positional_embedding", m.token_positions, True)
        tensor("decoder.token_embedding.weight", rows)
        for i, b in enumerate(m.decoder):
            block(f"decoder.blocks.{i}", b)
        weight, bias = m.ln.weight * m.used, m.ln.bias * m.used
        bias[UNUSED] = 1
        tensor("decoder.ln.weight", weight, True)
        tensor("decoder.ln.bias", bias, True)
    os.replace(path + ".tmp", path)


if __name__ == "__main__":
    m, c = load(sys.argv[1])
    write(m, sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else "f16")
    print(f"step {c['step']}, {c['minutes']:.1f} minutes of training -> {sys.argv[2]}")
