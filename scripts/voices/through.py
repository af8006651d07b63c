"""A recording through rawi, in a catalog of its own."""
import json
import subprocess
import tempfile


def transcript(a, model, recording, language):
    "rawi's own transcript as JSON. `a.rawi` is the program, `a.beam` and `a.threads` how it is run, where they are told."
    with tempfile.TemporaryDirectory() as place:
        call = [a.rawi, "--quiet", "--catalog", place + "/catalog.db"]
        run = lambda *args: subprocess.run(call + list(args), capture_output=True, check=True, text=True).stdout
        run("add", recording)
        how = [x for name in ("beam", "threads") for x in (f"--{name}", str(getattr(a, name))) if getattr(a, name)]
        run("transcribe", "1", "--language", language, "--model", model, *how)
        return json.loads(run("transcript", "export", "1", "--json"))
