"""Packs the model file for the repository and writes what rawi must know of it.

    pack.py MODEL.bin DIRECTORY     ->  rawi-demo.bin.zst, rawi-demo.toml

Weights are rounded first: to eight binary digits where the file keeps eleven (the training computes with eight), the tables of
positions from 24 to eleven. Every weight is then off by a 256th of itself at most (the tiniest apart), nothing is heard otherwise (models/README.md has
the figures), and the packed file is a fifth smaller: with it the crate stays below the registry's limit of 10 MiB.
"""
import hashlib
import os
import struct
import subprocess
import sys
import tempfile

import numpy as np

# Digits that are rounded away: of 16-bit weights, and of large 32-bit tables.
DROPPED = {1: (np.uint16, 3), 0: (np.uint32, 13)}
LARGE = 50_000


def nearest(bits, drop):
    "Floating-point numbers, as whole numbers of the same bits, rounded to nearest, ties to even, without their last digits."
    wide = bits.astype(np.uint64)
    odd = (wide >> np.uint64(drop)) & np.uint64(1)
    kept = ~np.uint64((1 << drop) - 1)
    return ((wide + np.uint64((1 << (drop - 1)) - 1) + odd) & kept).astype(bits.dtype)


def rounded(model):
    "A ggml file with the weights rounded."
    out, at = bytearray(model), 0

    def whole(count=1):
        nonlocal at
        at += 4 * count
        return struct.unpack_from(f"<{count}i", model, at - 4 * count)

    whole(12)
    mels, filters = whole(2)
    at += 4 * mels * filters
    for _ in range(whole()[0]):
        length, = whole()
        at += length
    while at < len(model):
        dimensions, name, kind = whole(3)
        count = int(np.prod(whole(dimensions)))
        at += name
        dtype, drop = DROPPED[kind]
        size = count * np.dtype(dtype).itemsize
        if kind == 1 or count >= LARGE:
            out[at:at + size] = nearest(np.frombuffer(model, dtype, count, at), drop).tobytes()
        at += size
    return bytes(out)


directory = sys.argv[2]
packed = os.path.join(directory, "rawi-demo.bin.zst")
with open(sys.argv[1], "rb") as file, tempfile.NamedTemporaryFile(suffix=".bin") as plain:
    plain.write(rounded(file.read()))
    plain.flush()
    model = plain.name
    subprocess.run(["zstd", "-q", "-f", "-19", "--no-progress", model, "-o", packed], check=True)
    bytes_, sha256 = os.path.getsize(model), hashlib.sha256(open(model, "rb").read()).hexdigest()
digest = lambda p: hashlib.sha256(open(p, "rb").read()).hexdigest()
with open(os.path.join(directory, "rawi-demo.toml"), "w", encoding="utf8") as f:
    f.write(f'''# The demonstration model that ships with rawi. See README.md for what it can and can't do.
name = "rawi-demo"
file = "rawi-demo.bin"
packed = "rawi-demo.bin.zst"
packed_bytes = {os.path.getsize(packed)}
packed_sha256 = "{digest(packed)}"
bytes = {bytes_}
sha256 = "{sha256}"
format = "ggml"
languages = ["ar", "en"]
licence = "MIT OR Apache-2.0"

[decode]
# Windows are cut at pauses, at most so long. It was trained on windows of 6 to 30 s; short ones are heard best.
max_window_seconds = 30
best_window_seconds = 9
# Set the audio context to the window: ceil(samples / 320) + 16, rounded up to a multiple of 16. Faster, and a little better
# than the full context of 1500.
fit_audio_context = true
context_samples = 320
context_margin = 16
context_multiple = 16
# A window whose text tokens have a lower mean probability than this has no text: where nobody speaks the engine
# still makes it write a token, at about 0.02. (whisper.cpp 1.8.3's no-speech probability is not to be relied on.)
least_mean_probability = 0.2
no_context = true
timestamps = true
beam_size = 5
temperature_increment = 0.0
# Word times come from the attention of the upper half of the decoder: better than the timestamp tokens, and than the heads that
# were taught to look at the word being written ([1, 0], [1, 2], [1, 4], [2, 2], [3, 0], [3, 2], [3, 3], [3, 4], [3, 5]).
attention_times = true
alignment_heads = []
''')
print(packed, os.path.getsize(packed), "bytes")
