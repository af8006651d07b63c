"""Judges the caption files in WORK/captions with other people's readers; called by scripts/referees. Prints a table of files
that each referee read as rawi meant them, and every complaint; exit 1 when there is one."""
import collections, importlib, json, pathlib, re, shutil, subprocess, sys, tempfile

work = pathlib.Path(sys.argv[1])
folder = work / "captions"
table, complaints = collections.defaultdict(lambda: [0, 0]), []
CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text):
    return " ".join(CONTROLS.sub("", text).split())


def judge(referee, kind, path, check):
    """Counts one file; `check` returns a complaint or nothing."""
    try:
        said = check()
    except Exception as error:  # a referee that stumbles is a complaint too
        said = f"{type(error).__name__}: {error}"
    row = table[(referee, kind)]
    row[1] += 1
    row[0] += not said
    if said:
        complaints.append(f"{referee}: {path.name}: {str(said)[:300]}")


def same(found, cues, shown, slack=1):
    """Cue count, times in ms and text agree."""
    if len(found) != len(cues):
        return f"{len(found)} cues, expected {len(cues)}"
    for number, ((start, end, text), cue) in enumerate(zip(found, cues), 1):
        want = plain(" ".join(cue["shown" if shown else "lines"]))
        if abs(start - cue["start"]) > slack or abs(end - cue["end"]) > slack:
            return f"cue {number} is at {start}-{end}, expected {cue['start']}-{cue['end']}"
        if text is not None and plain(text) != want:
            return f"cue {number} reads {plain(text)!r}, expected {want!r}"


def module(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"skipped: {name} is not installed")


def ffmpeg(path, cues, shown):
    out = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-f", "srt", "-"], capture_output=True, text=True)
    if out.returncode or out.stderr.strip():
        return out.stderr or "failed"
    blocks = [b.split("\n") for b in out.stdout.strip().split("\n\n")]
    ms = lambda t: sum(int(x) * f for x, f in zip(re.split("[:,]", t.strip()), (3600000, 60000, 1000, 1)))
    return same([(*map(ms, b[1].split("-->")), None) for b in blocks], cues, shown)


def main():
    pysubs2, webvtt = module("pysubs2"), module("webvtt")
    ttconv, praatio, pympi = module("ttconv"), module("praatio"), module("pympi")
    if not shutil.which("ffmpeg"):
        print("skipped: ffmpeg is not here")
    for list_file in sorted(folder.glob("*.cues")):
        name, cues = list_file.stem, json.loads(list_file.read_text())
        at = lambda ending: folder / f"{name}.{ending}"
        srt, vtt, karaoke = at("srt.srt"), at("vtt.vtt"), at("karaoke.vtt")
        if shutil.which("ffmpeg"):
            for path, kind in ((srt, "srt"), (vtt, "vtt"), (karaoke, "vtt karaoke")):
                judge("ffmpeg", kind, path, lambda: ffmpeg(path, cues, kind == "srt"))
        if pysubs2:
            read = lambda p: [(e.start, e.end, e.plaintext) for e in pysubs2.load(str(p), encoding="utf-8")]
            judge("pysubs2", "srt", srt, lambda: same(read(srt), cues, True))
        if webvtt:
            read = lambda captions: [(c.start_in_seconds, c.end_in_seconds, c.text) for c in captions]
            ms = lambda c: [(round(sum(float(x) * f for x, f in zip(t.replace(",", ".").split(":"), (3600, 60, 1))) * 1000) for t in (c.start, c.end))]
            full = lambda captions: [(*list(*ms(c)), c.text) for c in captions]
            # It leaves character references as they are.
            import html
            loose = lambda captions: [(a, b, html.unescape(t)) for a, b, t in full(captions)]
            judge("webvtt-py", "vtt", vtt, lambda: same(loose(webvtt.read(str(vtt))), cues, False))
            judge("webvtt-py", "srt", srt, lambda: same(full(webvtt.from_srt(str(srt))), cues, True))
        if ttconv:
            for ending, kind, options in (("ebu-tt-d.xml", "ebu-tt-d", ["--itype", "TTML"]), ("imsc.ttml", "imsc", ["--itype", "TTML"]), ("srt.srt", "srt", []), ("vtt.vtt", "vtt", [])):
                def convert():
                    with tempfile.TemporaryDirectory() as temp:
                        out = pathlib.Path(temp) / "out.ttml"
                        tt = pathlib.Path(sys.executable).parent / "tt"
                        filters = ["--filter", "imsc11text"] if kind in ("ebu-tt-d", "imsc") else []
                        run = subprocess.run([tt, "convert", "-i", at(ending), "-o", out, *options, *filters], capture_output=True, text=True)
                        if run.returncode or not out.exists() or "ERROR" in run.stderr:
                            return run.stderr or run.stdout
                        if out.read_text().count("<p ") < 1:
                            return "no paragraph came out"
                judge("ttconv", kind, at(ending), convert)
        if praatio:
            from praatio import textgrid
            def grid():
                tg = textgrid.openTextgrid(str(at("textgrid.TextGrid")), includeEmptyIntervals=False)
                found = sorted((round(e.start * 1000), round(e.end * 1000), e.label) for n in tg.tierNames if n != "words" for e in tg.getTier(n).entries)
                return same(found, cues, False)
            judge("praatio", "textgrid", at("textgrid.TextGrid"), grid)
        if pympi:
            def elan():
                eaf = pympi.Elan.Eaf(str(at("eaf.eaf")))
                found = sorted(a[:3] for n in eaf.get_tier_names() if n != "words" for a in eaf.get_annotation_data_for_tier(n))
                return same(found, cues, False)
            judge("pympi-ling", "eaf", at("eaf.eaf"), elan)
    directions()
    node()
    for (referee, kind), (good, all_) in sorted(table.items()):
        print(f"{referee:14} {kind:20} {good}/{all_}")
    print("\n".join(complaints))
    sys.exit(bool(complaints))


def directions():
    """Every Arabic line lies on the screen as a right-to-left paragraph would, in players that force left-to-right."""
    if not module("bidi"):
        return
    from bidi import get_display
    for path in sorted(folder.glob("*.srt.srt")):
        lines = [l for l in path.read_text().split("\n") if "\u202b" in l]
        for base in ("L", None):
            show = lambda line: CONTROLS.sub("", get_display(line, base_dir=base) if base else get_display(line))
            wrong = [l for l in lines if show(l.strip()) != CONTROLS.sub("", get_display(plain(l), base_dir="R"))]
            if lines:
                judge("python-bidi", "srt, " + ("left-to-right" if base else "first strong"), path, lambda: wrong and f"{len(wrong)} of {len(lines)} lines, such as {wrong[0]!r}")


def node():
    if not (work / "node_modules").exists() or not shutil.which("node"):
        print("skipped: node packages are not here")
        return
    script = work / "judge.cjs"
    script.write_text(r"""
const fs = require('fs'), path = require('path'), dir = process.argv[2];
const out = (referee, kind, file, said) => console.log(JSON.stringify([referee, kind, file, said]));
(async () => {
  const parserFile = require.resolve('webvtt-parser');
  let parser = require(parserFile); const WebVTTParser = parser.WebVTTParser || (parser.default && parser.default.WebVTTParser);
  let entities = {}; for (const p of ['html-entities.json', '../html-entities.json']) { try { entities = JSON.parse(fs.readFileSync(path.join(path.dirname(parserFile), p))); } catch (e) {} }
  const doc = require('imsc/src/main/js/doc'), isd = require('imsc/src/main/js/isd');
  const bad = new WebVTTParser(entities).parse('WEBVTT\n\n00:02.000 --> 00:01.000\na & b <x>\n', 'subtitles/captions/descriptions');
  if (!bad.errors.length) throw new Error('webvtt-parser accepts anything');
  for (const file of fs.readdirSync(dir)) {
    const text = fs.readFileSync(path.join(dir, file), 'utf8');
    if (file.endsWith('.vtt')) {
      const r = new WebVTTParser(entities).parse(text, 'subtitles/captions/descriptions');
      out('webvtt-parser', file.includes('karaoke') ? 'vtt karaoke' : 'vtt', file, r.errors.map(e => `${e.line}: ${e.message}`).join('; '));
    } else if (file.endsWith('.ttml') || file.includes('ebu-tt-d')) {
      const said = []; const note = m => { said.push(m); return false; };
      const tt = doc.fromXML(text, { info: note, warn: note, error: note, fatal: note });
      if (tt) for (const t of tt.getMediaTimeEvents().slice(0, 8)) isd.generateISD(tt, t, { info: note, warn: note, error: note, fatal: note });
      out('imscJS', file.includes('ebu') ? 'ebu-tt-d' : 'imsc', file, tt ? said.join('; ') : 'not parsed');
    }
  }
})();
""")
    run = subprocess.run(["node", script, folder], capture_output=True, text=True, cwd=work)
    for line in run.stdout.splitlines():
        referee, kind, file, said = json.loads(line)
        judge(referee, kind, folder / file, lambda: said)
    if run.returncode:
        complaints.append("node: " + run.stderr[-600:])


main()
