"""Packs the model file for the repository and writes what rawi must know of it.

    pack.py MODEL.bin DIRECTORY     ->  rawi-demo.bin.zst, rawi-demo.toml
"""
import hashlib
import os
import subprocess
import sys

model, directory = sys.argv[1:3]
packed = os.path.join(directory, "rawi-demo.bin.zst")
subprocess.run(["zstd", "-q", "-f", "-19", "--no-progress", model, "-o", packed], check=True)
digest = lambda p: hashlib.sha256(open(p, "rb").read()).hexdigest()
with open(os.path.join(directory, "rawi-demo.toml"), "w", encoding="utf8") as f:
    f.write(f'''# The demonstration model that ships with rawi. See README.md for what it can and can't do.
name = "rawi-demo"
file = "rawi-demo.bin"
packed = "rawi-demo.bin.zst"
packed_bytes = {os.path.getsize(packed)}
packed_sha256 = "{digest(packed)}"
bytes = {os.path.getsize(model)}
sha256 = "{digest(model)}"
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
