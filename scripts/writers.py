"""Has other people's programs write captions and annotations, and rawi read them; called by scripts/referees with the folder of the
referees, that of the captions and the program. Prints a table (what wrote it; files that rawi read as they were meant, of how
many) and every complaint; exit 1 when there is one. RAWI_WRITERS_EVERY takes every so many of the captions only."""
import collections, csv, importlib, io, json, logging, os, pathlib, shutil, subprocess, sys

work, folder, rawi = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
made = work / "written"
table, complaints = collections.defaultdict(lambda: [0, 0]), []


def module(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"skipped: {name} is not installed")


pysubs2, webvtt, pycaption, praatio, pympi = map(module, ("pysubs2", "webvtt", "pycaption", "praatio.textgrid", "pympi"))


def clock(ms, point):
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}{point}{ms % 1000:03}"


def read(path):
    """Starts, ends and text of the cues, as rawi reads them."""
    out = subprocess.run([rawi, "-q", "convert", path, "-", "--format", "csv"], capture_output=True, text=True)
    if out.returncode > 1:
        raise ValueError(out.stderr.strip())
    ms = lambda clock: sum(round(float(part) * 1000) * factor for part, factor in zip(clock.split(":"), (3600, 60, 1)))
    return [(ms(row["start"]), ms(row["end"]), row["text"]) for row in csv.DictReader(io.StringIO(out.stdout))]


def judge(writer, kind, name, cues, write, slack=1, ends=True):
    """`write` makes the file that it is given; rawi must find the cues in it, with times not further off than `slack` ms."""
    path = made / name
    said = None
    try:
        write(path)
        found = read(path)
        if len(found) != len(cues):
            said = f"{len(found)} cues, expected {len(cues)}"
        for (start, end, text), cue in zip(found, cues):
            is_off = abs(start - cue["start"]) > slack or ends and abs(end - cue["end"]) > slack
            if said is None and (is_off or text.split() != " ".join(cue["text"]).split()):
                said = f"{(start, end, text)}, expected {cue}"
    except Exception as error:  # a writer that stumbles is a complaint too
        said = f"{type(error).__name__}: {error}"
    table[(kind, writer)][1] += 1
    table[(kind, writer)][0] += said is None
    if said:
        complaints.append(f"{writer}, {kind}, {name}: {said[:300]}")


def subtitles(stem, cues):
    if pysubs2:
        subs = pysubs2.SSAFile()
        for cue in cues:
            subs.append(pysubs2.SSAEvent(start=cue["start"], end=cue["end"], text="\\N".join(cue["text"])))
        for kind, ending, slack in (("srt", "srt", 1), ("vtt", "vtt", 1), ("ass", "ass", 10), ("ssa", "ssa", 10), ("ttml", "ttml", 1)):
            judge("pysubs2", kind, f"{stem}.pysubs2.{ending}", cues, lambda path: subs.save(str(path), format_=kind), slack)
    if webvtt:
        captions = webvtt.WebVTT()
        for cue in cues:
            captions.captions.append(webvtt.Caption(clock(cue["start"], "."), clock(cue["end"], "."), "\n".join(cue["text"])))
        # It writes the characters as they are, which in WebVTT `&` and `<` must not be.
        for kind, save in (("vtt", captions.save), ("srt", captions.save_as_srt)):
            judge("webvtt-py", kind, f"{stem}.webvtt.{kind}", cues, lambda path: save(str(path)))
    if pycaption:
        logging.captureWarnings(True)
        # Its own format for a caption: a list of nodes, in microseconds.
        def caption(cue):
            nodes = []
            for line in cue["text"]:
                nodes += [pycaption.CaptionNode.create_break()] if nodes else []
                nodes.append(pycaption.CaptionNode.create_text(line))
            return pycaption.Caption(cue["start"] * 1000, cue["end"] * 1000, nodes)
        captions = pycaption.CaptionSet({"en": pycaption.CaptionList([caption(cue) for cue in cues])})
        for kind, writer in (("srt", pycaption.SRTWriter), ("vtt", pycaption.WebVTTWriter), ("dfxp", pycaption.DFXPWriter)):
            judge("pycaption", kind, f"{stem}.pycaption.{kind}", cues, lambda path: path.write_text(writer().write(captions)))
    if shutil.which("ffmpeg"):
        source = made / f"{stem}.source.srt"
        for kind, ending, slack in (("srt", "srt", 1), ("vtt", "vtt", 1), ("ass", "ass", 10), ("ttml", "ttml", 1)):
            judge("ffmpeg", kind, f"{stem}.ffmpeg.{ending}", cues, lambda path: subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", "-i", source, path], check=True), slack)
        # It gives each line of a caption a time of its own.
        lines = [{**cue, "text": [line]} for cue in cues for line in cue["text"]]
        judge("ffmpeg", "lrc", f"{stem}.ffmpeg.lrc", lines, lambda path: subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", "-i", source, path], check=True), 10, ends=False)


def tiers(stem, cues):
    if praatio:
        entries = [(cue["start"] / 1000, cue["end"] / 1000, " ".join(cue["text"])) for cue in cues]
        grid = praatio.Textgrid()
        grid.addTier(praatio.IntervalTier("speech", entries, 0, entries[-1][1] + 1))
        for form in ("short_textgrid", "long_textgrid"):
            judge("praatio", form, f"{stem}.{form}.TextGrid", cues, lambda path: grid.save(str(path), format=form, includeBlankSpaces=True))
    if pympi:
        eaf = pympi.Elan.Eaf()
        eaf.add_tier("speech")
        for cue in cues:
            eaf.add_annotation("speech", cue["start"], cue["end"], " ".join(cue["text"]))
        judge("pympi-ling", "eaf", f"{stem}.eaf", cues, lambda path: eaf.to_file(str(path)))


def main():
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    every = int(os.environ.get("RAWI_WRITERS_EVERY", 1))
    for path in sorted(folder.glob("*/*.cues"))[::every]:
        cues = [{"start": cue["start"], "end": cue["end"], "text": cue["shown"]} for cue in json.loads(path.read_text())]
        stem = f"{path.parent.name}.{path.stem}"
        # Without marks for the direction: others' programs write none.
        for cue in cues:
            cue["text"] = [line.translate({mark: None for mark in (0x202A, 0x202B, 0x202C, 0x200E, 0x200F)}) for line in cue["text"]]
        blocks = [f"{n}\n{clock(c['start'], ',')} --> {clock(c['end'], ',')}\n" + "\n".join(c["text"]) for n, c in enumerate(cues, 1)]
        (made / f"{stem}.source.srt").write_text("\n\n".join(blocks) + "\n")
        subtitles(stem, cues)
        tiers(stem, cues)
    print("| form | written by: files that rawi read as they were meant |\n|---|---|")
    for kind in sorted({kind for kind, _ in table}):
        cells = [f"{writer} {good} of {all}" for (k, writer), (good, all) in sorted(table.items()) if k == kind]
        print(f"| {kind} | {', '.join(cells)} |")
    for said in complaints[:40]:
        print(said)
    sys.exit(bool(complaints))


main()
