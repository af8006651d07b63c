"""Trains, from nothing or from where it stopped.

    train.py --data SHARDS --out DIRECTORY --minutes 110

One cosine over the minutes of training. Windows grow on the way, mixed, because a model that knew only short ones
fell apart when it met the first long one: from 6 s to 12 s in a first run, which is all that two cores have time
for, to 30 s in a second one that goes on from it (restore.py). A checkpoint with the optimiser and the place in the
schedule is written every two minutes; the same command goes on from it. In bfloat16 where the processor computes
with it: 1.6 times the steps in a minute.
"""
import argparse
import math
import os
import random
import time
import torch
from model import Whisper, word_features
from tokens import Vocabulary

# (share of training done, {(windows, encoder frames): odds})
STAGES = [(0.00, {(6, 300): 1}),
          (0.12, {(6, 300): 8, (3, 600): 2}),
          (0.35, {(6, 300): 4, (4, 450): 2, (3, 600): 3}),
          (0.70, {(6, 300): 3, (4, 450): 3, (3, 600): 4})]
# The same, for a model that was restored: it knows windows of 12 s and goes on to those of 30 s.
ON = [(0.00, {(6, 300): 3, (4, 450): 2, (3, 600): 4, (2, 900): 1}),
      (0.30, {(6, 300): 2, (4, 450): 2, (3, 600): 4, (2, 900): 1, (1, 1500): 1.5})]
HEADS_ALONE = 300    # steps


def shape(stages, done, r):
    odds = [o for at, o in stages if done >= at][-1]
    return r.choices(list(odds), list(odds.values()))[0]


def feeder(directory, seed, queue, progress, scale, stages):
    "Its own process: windows are made beside the training."
    torch.set_num_threads(1)
    from windows import Windows
    w, r, last = Windows(directory, seed), random.Random(seed), time.time()
    while True:
        if time.time() - last > 120:
            w.scan()
            last = time.time()
        B, T = shape(stages, progress.value, r)
        queue.put(w.batch(B * scale, T))


def carry_over(checkpoint, vocabulary):
    "Words were added to the lists since: their rows are new, all other rows keep what they learned."
    old = {b: i for i, b in enumerate(checkpoint.get("table", vocabulary.table))}
    if list(old) == vocabulary.table:
        return
    here = [i for i, b in enumerate(vocabulary.table) if b in old]
    there = [old[vocabulary.table[i]] for i in here]
    here += range(vocabulary.n, vocabulary.time)
    there += range(len(old), len(old) + vocabulary.time - vocabulary.n)
    was = checkpoint["model"]["rows"].shape
    fresh = torch.randn(vocabulary.time, was[1]) * .05
    fresh[torch.tensor(sorted(vocabulary.lower))] = 0
    def moved(rows, base):
        base = base.clone().to(rows)
        base[here] = rows[there]
        return base
    checkpoint["model"]["rows"] = moved(checkpoint["model"]["rows"], fresh)
    for state in checkpoint.get("optimiser", {"state": {}})["state"].values():
        for k in ("exp_avg", "exp_avg_sq"):
            if state[k].shape == was:
                state[k] = moved(state[k], torch.zeros_like(fresh))
    print(f"{vocabulary.n - len(old)} new tokens", flush=True)


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--data", required=True)
    a.add_argument("--out", required=True)
    a.add_argument("--minutes", type=float, default=110)
    a.add_argument("--rate", type=float, default=1e-3)
    a.add_argument("--least", type=float, default=.03, help="of the rate, at the end")
    a.add_argument("--warm", type=int, default=150)
    a.add_argument("--threads", type=int, default=0)
    a.add_argument("--scale", type=int, default=1, help="batch size, in multiples of about 36 s of sound")
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--stop", type=float, default=0, help="stop after this many minutes of this run")
    a = a.parse_args()
    if a.threads:
        torch.set_num_threads(a.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(a.seed)
    os.makedirs(a.out, exist_ok=True)
    path = a.out + "/checkpoint.pt"
    from windows import Windows
    import sentences
    import speech
    vocabulary, names = Vocabulary(), Windows(a.data, 0).phones
    phones = len(names)
    features = word_features(vocabulary, names, speech.sounds(vocabulary, [(sentences.words("en"), "en-us"), (sentences.words("ar"), "ar")]))
    model = Whisper(vocabulary, phones, features).to(device)
    def groups(parameters):
        decay = [n for n, p in parameters.items() if p.ndim >= 2 and not any(k in n for k in ("positions", "time_rest", "rows", "parts"))]
        return decay, [n for n in parameters if n not in decay]
    parameters = dict(model.named_parameters())
    decay, plain = groups(parameters)
    optimiser = torch.optim.AdamW([{"params": [parameters[n] for n in decay], "weight_decay": .02}, {"params": [parameters[n] for n in plain], "weight_decay": 0}],
                                  lr=a.rate, betas=(.9, .98), fused=True)
    step, minutes, restored = 0, 0.0, False
    if os.path.exists(path):
        c = torch.load(path, map_location=device, weights_only=True)
        carry_over(c, model.v)
        model.load_state_dict(c["model"], strict=False)     # what the model has gained since starts as new
        if "optimiser" in c:
            old = {n: c["optimiser"]["state"].get(i) for i, n in enumerate(sum(groups(c["model"]), []))}
            now = optimiser.state_dict()
            now["state"] = {i: old[n] for i, n in enumerate(decay + plain) if old.get(n)}
            optimiser.load_state_dict(now)
        step, minutes, restored = c["step"], c["minutes"], c.get("restored", False)
        torch.manual_seed(a.seed + step)
        print(f"going on at step {step}, {minutes:.1f} minutes", flush=True)
    half = device == "cuda" or "avx512_bf16" in open("/proc/cpuinfo").read()
    print(f"{sum(p.numel() for p in model.parameters()) / 1e6:.2f} M parameters, {device}", flush=True)

    context = torch.multiprocessing.get_context("fork")
    torch.multiprocessing.set_sharing_strategy("file_system")
    queue, progress = context.Queue(8), context.Value("d", min(1, minutes / a.minutes))
    for k in range(1 if device == "cpu" else 8):
        context.Process(target=feeder, args=(a.data, a.seed * 1000 + step * 10 + k, queue, progress, a.scale, ON if restored else STAGES), daemon=True).start()

    def save():
        torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step, "minutes": minutes, "phones": phones, "table": vocabulary.table, "features": features, "restored": restored}, path + ".tmp")
        os.replace(path + ".tmp", path)

    # A restored model's heads for the frames are new: they learn first, or their wild gradients undo what it knows.
    heads = [p for n, p in parameters.items() if n.split("_")[0] in ("phone", "near", "word")] + [model.silence]
    alone = HEADS_ALONE if restored and step < HEADS_ALONE else 0
    if alone:
        for p in set(parameters.values()) - set(heads):
            p.requires_grad_(False)

    model.train()
    began = last = saved = time.time()
    sums, waited, sound, cpu = {}, 0.0, 0.0, time.process_time()
    while minutes < a.minutes and not (a.stop and time.time() - began > a.stop * 60):
        done = minutes / a.minutes
        if alone and step >= alone:
            for p in parameters.values():
                p.requires_grad_(True)
            alone = 0
        progress.value = done
        for g in optimiser.param_groups:
            g["lr"] = 2e-3 if alone else a.rate * min(1, (step + 1 - (HEADS_ALONE if restored else 0)) / a.warm) * (a.least + (1 - a.least) * .5 * (1 + math.cos(math.pi * done)))
        t = time.time()
        b = {k: z.to(device) for k, z in queue.get().items()}
        waited += time.time() - t
        w = {"attention": .4 if done < .5 else .2, "phones": .5 if done < .3 else .25, "near": .5 if done < .5 else .25, "words": 1.0 if done < .5 else .6, "word_frames": .5}
        with torch.autocast(device, torch.bfloat16, enabled=half):
            loss, figures = model.losses(b, w)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        if torch.isfinite(norm):
            optimiser.step()
        step += 1
        sound += b["mel"].shape[0] * b["mel"].shape[2] / 100
        for k, z in figures.items():
            sums.setdefault(k, []).append(z)
        now = time.time()
        minutes += (now - t) / 60
        if step % 50 == 0:
            mean = {k: [y for y in z if y == y] for k, z in sums.items()}
            print(f"{step} {minutes:.1f}m " + " ".join(f"{k} {sum(z) / max(1, len(z)):.3f}" for k, z in mean.items()) +
                  f" | norm {float(norm):.2f} {sound / (now - last):.0f}x waited {waited / (now - last):.2f} cpu {(time.process_time() - cpu) / (now - last):.2f}", flush=True)
            sums, waited, sound, last, cpu = {}, 0.0, 0.0, now, time.process_time()
        if now - saved > 120:
            save()
            saved = now
    save()
    print("end", step, f"{minutes:.1f}", flush=True)


if __name__ == "__main__":
    main()
