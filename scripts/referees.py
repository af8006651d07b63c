"""Judges the caption files in CAPTIONS/PRESET with other people's readers and validators; called by scripts/referees with the
folder of the referees and that of the captions. Prints a table (rows: formats; columns: referees; files that the referee read
as rawi meant them, of how many) and every complaint; exit 1 when there is one."""
import collections, contextlib, csv, html.parser, importlib, io, json, logging, os, pathlib, re, shutil, subprocess, sys

work, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
table, complaints = collections.defaultdict(lambda: [0, 0]), collections.defaultdict(list)
CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
FACTORS = (3600000, 60000, 1000, 1)


def plain(text):
    return " ".join(CONTROLS.sub("", text).split())


def judge(referee, kind, path, check):
    """Counts one file; `check` returns a complaint or nothing."""
    try:
        said = check()
    except Exception as error:  # a referee that stumbles is a complaint too
        said = f"{type(error).__name__}: {error}"
    cell = table[(kind, referee)]
    cell[1] += 1
    cell[0] += not said
    if said:
        complaints[(referee, kind)].append(f"{referee}: {path.parent.name}/{path.name}: {str(said)[:300]}")


def same(found, cues, key, slack=1):
    """Cue count, times in ms and text agree; `key` says whether labels are part of the text (`shown`) or not (`lines`)."""
    found = list(found)
    if len(found) != len(cues):
        return f"{len(found)} cues, expected {len(cues)}"
    for number, ((start, end, text), cue) in enumerate(zip(found, cues), 1):
        want = plain(" ".join(cue[key]))
        if abs(start - cue["start"]) > slack or end is not None and abs(end - cue["end"]) > slack:
            return f"cue {number} is at {start}-{end}, expected {cue['start']}-{cue['end']}"
        if text is not None and plain(text) != want:
            return f"cue {number} reads {plain(text)!r}, expected {want!r}"


def module(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"skipped: {name} is not installed")


def ms(clock):
    return sum(int(part) * factor for part, factor in zip(re.split("[:,.]", clock.strip()), FACTORS))


def ffmpeg(path, cues, key):
    out = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", path, "-f", "srt", "-"], capture_output=True, text=True)
    if out.returncode or out.stderr.strip():
        return out.stderr or "failed"
    blocks = [block.split("\n") for block in out.stdout.strip().split("\n\n")]
    # Its own way of marking voices and entities is not ours to compare.
    return same([(*map(ms, block[1].split("-->")), None) for block in blocks], cues, key)


def webvtt_cues(captions):
    # It leaves character references as they are.
    return [(ms(c.start), ms(c.end), html.unescape(c.text)) for c in captions]


def timed_text(path, cues):
    """ttconv reads the file, its IMSC 1.1 Text filter passes it, and its paragraphs are rawi's cues."""
    import xml.etree.ElementTree as et
    import ttconv.imsc.reader as reader, ttconv.model as model
    from ttconv.filters.document_filter import DocumentFilter
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    logging.getLogger("ttconv").addHandler(handler)
    try:
        document = reader.to_model(et.ElementTree(et.fromstring(path.read_text())))
        kind = DocumentFilter.get_filter_by_name("imsc11text")
        kind(kind.get_config_class()()).process(document)
    finally:
        logging.getLogger("ttconv").removeHandler(handler)
    if heard.getvalue().strip():
        return heard.getvalue()
    def text(element):
        if isinstance(element, model.Br):
            return " "
        return element.get_text() if isinstance(element, model.Text) else "".join(map(text, element))
    # It gives the start of a recording as no time.
    found = [(round((p.get_begin() or 0) * 1000), round(p.get_end() * 1000), text(p)) for p in document.get_body().dfs_iterator() if isinstance(p, model.P)]
    return same(found, cues, "shown")


class Podcast(html.parser.HTMLParser):
    """The paragraphs of a Podcasting 2.0 page with the time in front of each."""
    def __init__(self):
        super().__init__()
        self.found, self.open, self.at = [], None, None
    def handle_starttag(self, tag, attributes):
        if tag == "time":
            self.at = re.findall(r"[\d.]+", dict(attributes)["datetime"])
        elif tag == "p":
            self.open = ""
        elif tag == "br":
            self.open += " "
    def handle_data(self, data):
        if self.open is not None:
            self.open += data
    def handle_endtag(self, tag):
        if tag == "p":
            start = round(sum(float(part) * factor for part, factor in zip(self.at, FACTORS)))
            self.found.append((start, None, self.open))
            self.open = None


def podcast_page(path, cues):
    page = Podcast()
    page.feed(path.read_text())
    return same(page.found, cues, "lines")


def judge_texts(at, cues, found):
    srt, vtt = at("srt.srt"), at("vtt.vtt")
    if shutil.which("ffmpeg") and srt.parent.name in ("podcast-srt", "netflix-ar", "bbc"):
        for path, kind, key in ((srt, "srt", "shown"), (vtt, "vtt", "lines"), (at("karaoke.vtt"), "vtt, word times", "lines")):
            judge("ffmpeg", kind, path, lambda: ffmpeg(path, cues, key))
    if found["pysubs2"]:
        pysubs2 = found["pysubs2"]
        read = lambda subs: [(e.start, e.end, e.plaintext) for e in subs]
        judge("pysubs2", "srt", srt, lambda: same(read(pysubs2.load(str(srt), encoding="utf-8")), cues, "shown"))
        whisper = at("whisper-json.json")
        judge("pysubs2", "whisper-json", whisper, lambda: same(read(pysubs2.load_from_whisper(json.loads(whisper.read_text()))), cues, "lines"))
        for name in ("ebu-tt-d.xml", "imsc.ttml"):
            path = at(name)
            judge("pysubs2", name.split(".")[0], path, lambda: same(read(pysubs2.load(str(path), encoding="utf-8", format_="ttml")), cues, "shown"))
    if found["webvtt"]:
        webvtt = found["webvtt"]
        judge("webvtt-py", "vtt", vtt, lambda: same(webvtt_cues(webvtt.read(str(vtt))), cues, "lines"))
        judge("webvtt-py", "srt", srt, lambda: same([(a, b, t) for a, b, t in webvtt_cues(webvtt.from_srt(str(srt)))], cues, "shown"))
    if found["lemony_lrc_parser"]:
        lemony = found["lemony_lrc_parser"]
        for name, kind in (("lrc.lrc", "lrc"), ("karaoke.lrc", "lrc, word times")):
            path = at(name)
            def lyrics():
                with open(path, encoding="utf-8") as file:
                    lines = [l for l in lemony.load(file) if l.text.strip()]
                return same([(l.start, None, l.text.replace("(", "[").replace(")", "]")) for l in lines],
                            [{**c, "shown": [s.replace("(", "[").replace(")", "]") for s in c["shown"]]} for c in cues], "shown", 10)
            judge("lemony-lrc", kind, path, lyrics)
    judge("html.parser", "podcast-html", at("podcast-html.html"), lambda: podcast_page(at("podcast-html.html"), cues))


def judge_trees(at, cues, found):
    if found["ttconv"]:
        for name in ("ebu-tt-d.xml", "imsc.ttml"):
            judge("ttconv", name.split(".")[0], at(name), lambda: timed_text(at(name), cues))
    if found["schema"]:
        judge("EBU-TT-D XSD", "ebu-tt-d", at("ebu-tt-d.xml"), lambda: "; ".join(str(e.reason) for e in found["schema"].iter_errors(str(at("ebu-tt-d.xml")))))
    if found["praatio"]:
        from praatio import textgrid
        def grid():
            tg = textgrid.openTextgrid(str(at("textgrid.TextGrid")), includeEmptyIntervals=False)
            entries = [e for name in tg.tierNames if name != "words" for e in tg.getTier(name).entries]
            return same(sorted((round(e.start * 1000), round(e.end * 1000), e.label) for e in entries), cues, "lines")
        judge("praatio", "textgrid", at("textgrid.TextGrid"), grid)
    if found["pympi"]:
        def elan():
            eaf = found["pympi"].Elan.Eaf(str(at("eaf.eaf")))
            return same(sorted(a[:3] for n in eaf.get_tier_names() if not eaf.get_parameters_for_tier(n).get("PARENT_REF") for a in eaf.get_annotation_data_for_tier(n)), cues, "lines")
        judge("pympi-ling", "eaf", at("eaf.eaf"), elan)
    if found["iiif_prezi3"]:
        iiif = found["iiif_prezi3"]
        def manifest():
            read = iiif.Manifest.model_validate(json.loads(at("iiif.json").read_text()))
            items = read.items[0].annotations[0].items
            return None if len(items) == len(cues) else f"{len(items)} annotations, expected {len(cues)}"
        judge("iiif-prezi3", "iiif", at("iiif.json"), manifest)
        def page():
            read = iiif.AnnotationPage.model_validate(json.loads(at("web-annotation.jsonld").read_text()))
            return None if len(read.items) == len(cues) else f"{len(read.items)} annotations, expected {len(cues)}"
        judge("iiif-prezi3", "web-annotation", at("web-annotation.jsonld"), page)


def clock(text):
    return round(sum(float(part) * factor for part, factor in zip(reversed(text.split(":")), (1000, 60000, 3600000))))


def judge_subtitles(at, cues, found):
    """ASS, SBV and DFXP."""
    if found["pysubs2"]:
        ass = at("ass.ass")
        def events():
            subs = found["pysubs2"].load(str(ass), encoding="utf-8")
            # A line of dialogue for each voice of a cue.
            joined = {}
            for event in subs:
                joined.setdefault((event.start, event.end), []).append(event.plaintext.replace("\\{", "{"))
            return same([(a, b, " ".join(texts)) for (a, b), texts in joined.items()], cues, "lines", 10)
        judge("pysubs2", "ass", ass, events)
    if shutil.which("ffmpeg") and at("srt.srt").parent.name in ("podcast-srt", "netflix-ar", "bbc"):
        def libass():
            out = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", at("ass.ass"), "-f", "ass", "-"], capture_output=True, text=True)
            lines = out.stdout.count("\nDialogue:")
            want = at("ass.ass").read_text().count("\nDialogue:")
            return out.stderr or (lines != want and f"{lines} lines of dialogue, expected {want}")
        judge("ffmpeg", "ass", at("ass.ass"), libass)
    if found["webvtt"]:
        judge("webvtt-py", "sbv", at("sbv.sbv"), lambda: same([(ms(c.start), ms(c.end), c.text) for c in found["webvtt"].from_sbv(str(at("sbv.sbv")))], cues, "shown"))
    if found["pycaption"]:
        def dfxp():
            read = found["pycaption"].DFXPReader().read(at("dfxp.dfxp").read_text())
            captions = [c for language in read.get_languages() for c in read.get_captions(language)]
            return same([(c.start // 1000, c.end // 1000, c.get_text()) for c in captions], cues, "shown")
        judge("pycaption", "dfxp", at("dfxp.dfxp"), dfxp)
    if found["ttconv"]:
        judge("ttconv", "dfxp", at("dfxp.dfxp"), lambda: timed_text(at("dfxp.dfxp"), cues))


def judge_markers(at, cues, found):
    """Lists for audio editors, and tables."""
    def table(name, delimiter, start, length, text, header):
        with open(at(name), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=delimiter, strict=True))
        if list(rows[0]) != header:
            return f"columns {list(rows[0])}"
        wanted = lambda row: row[text].split(": ", 1)[-1]
        ends = [clock(row[start]) + clock(row[length]) if length == "Duration" else clock(row[length]) for row in rows]
        return same([(clock(row[start]), end, None) for row, end in zip(rows, ends)], cues, "lines")
    judge("Python's csv", "reaper", at("reaper.reaper.csv"), lambda: table("reaper.reaper.csv", ",", "Start", "End", "Name", ["#", "Name", "Start", "End", "Length"]))
    judge("Python's csv", "audition", at("audition.audition.csv"), lambda: table("audition.audition.csv", "\t", "Start", "Duration", "Description",
        ["Name", "Start", "Duration", "Time Format", "Type", "Description"]))
    def rows():
        with open(at("csv.csv"), encoding="utf-8", newline="") as file:
            joined = {}
            for row in csv.DictReader(file, strict=True):
                joined.setdefault((clock(row["start"]), clock(row["end"])), []).append(row["text"])
        return same([(a, b, " ".join(texts)) for (a, b), texts in joined.items()], cues, "lines")
    judge("Python's csv", "csv", at("csv.csv"), rows)
    if found["opentimelineio"]:
        otio = found["opentimelineio"]
        frames = lambda time: round(time.to_seconds() * 1000)
        def events():
            timeline = otio.adapters.read_from_file(str(at("edl.edl")), adapter_name="cmx_3600", rate=25)
            clips = [c for track in timeline.tracks for c in track if isinstance(c, otio.schema.Clip)]
            texts = [c.markers[0].name if c.markers else None for c in clips]
            spans = [c.range_in_parent() for c in clips]
            tracked = [(frames(c.source_range.start_time), frames(c.source_range.end_time_exclusive())) for c in clips]
            want = [plain(" ".join(cue["lines"])) for cue in cues]
            lost = [w for w, t in zip(want, texts) if t is None or w not in plain(t)]
            if lost and not any(len(c.markers) != 1 for c in clips) and any("–" not in plain(t) for w, t in zip(want, texts) if w in lost):
                return f"no locator has {lost[0]!r}"
            return same([(a, b, None) for a, b in tracked], cues, "lines", 80)
        judge("OpenTimelineIO", "edl", at("edl.edl"), events)
        def project():
            read = otio.adapters.read_from_file(str(at("fcpxml.fcpxml")), adapter_name="fcpx_xml")
            clips = [c for timeline in read for track in timeline.tracks for c in track if isinstance(c, otio.schema.Clip)]
            markers = [m for c in clips for m in c.markers]
            # A frame of 40 ms by rawi's rounding, and one that the reader's own floating point takes off.
            return same([(frames(m.marked_range.start_time), None, None) for m in markers], cues, "lines", 80)
        judge("OpenTimelineIO", "fcpxml", at("fcpxml.fcpxml"), project)


def judge_documents(at, cues, found):
    """Word processors' documents and chapters: all words in order, a remark for each difference, right-to-left where it is."""
    words = " ".join(plain(" ".join(cue["lines"])) for cue in cues)
    def said(paragraphs):
        # In front of what is said stand a time in brackets and a name.
        return plain(" ".join(re.sub(r"^\[[\d:]+\] ", "", paragraph) for paragraph in paragraphs))
    def judged(text, names, remarks):
        for name in sorted(names, key=len, reverse=True):
            text = text.replace(name + ": ", "")
        wanted = words
        for name in sorted(names, key=len, reverse=True):
            wanted = wanted.replace(name + ": ", "")
        if plain(text) != plain(wanted):
            return f"reads {text[:80]!r}, expected {wanted[:80]!r}"
        expected = sum(cue["remarks"] for cue in cues)
        return remarks != expected and f"{remarks} remarks, expected {expected}"
    names = {name for cue in cues for name in cue["speakers"]}
    right = any(re.search("[\u0620-\u064a]", line) for cue in cues[:3] for line in cue["lines"])
    if found["docx"]:
        def word():
            document = found["docx"].Document(str(at("docx.docx")))
            paragraphs = [p.text for p in document.paragraphs if p.style.name == "Transcript"]
            marked = [p for p in document.paragraphs if p._p.pPr is not None and p._p.pPr.find("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}bidi") is not None]
            if right and len(marked) != len(document.paragraphs):
                return "a paragraph is not marked as right-to-left"
            return judged(said(paragraphs), names, len(list(document.comments)))
        judge("python-docx", "docx", at("docx.docx"), word)
    if found["odf"]:
        from odf import text, office, teletype
        from odf.opendocument import load
        def office_text():
            document = load(str(at("odt.odt")))
            count = len(document.getElementsByType(office.Annotation))
            paragraphs = []
            for p in document.getElementsByType(text.P):
                if p.parentNode.qname[1] == "annotation":
                    continue
                whole = teletype.extractText(p)
                for remark in p.getElementsByType(office.Annotation):
                    whole = whole.replace(teletype.extractText(remark), "", 1)
                paragraphs.append(whole)
            return judged(said(paragraphs), names, count)
        judge("odfpy", "odt", at("odt.odt"), office_text)
    mp3, listed = at("id3.mp3"), at("chapters.json")
    if mp3.exists():
        chapters = json.loads(listed.read_text())["chapters"]
        want = [(round(c["startTime"] * 1000), round(c["endTime"] * 1000), c["title"]) for c in chapters]
        if found["mutagen"]:
            def tags():
                from mutagen.id3 import ID3
                tag = ID3(mp3)
                read = sorted((c.start_time, c.end_time, str(c.sub_frames["TIT2"])) for c in tag.getall("CHAP"))
                contents = tag.getall("CTOC")
                return (read != want and f"{read[:2]}, expected {want[:2]}") or (len(contents) != 1 or len(contents[0].child_element_ids) != len(want)) and "no table of contents"
            judge("mutagen", "id3 chapters", mp3, tags)
        if shutil.which("ffprobe"):
            def probed():
                out = subprocess.run(["ffprobe", "-v", "error", "-show_chapters", "-of", "json", mp3], capture_output=True, text=True)
                read = [(round(float(c["start_time"]) * 1000), round(float(c["end_time"]) * 1000), c["tags"]["title"]) for c in json.loads(out.stdout)["chapters"]]
                return out.stderr or (read != want and f"{read[:2]}, expected {want[:2]}")
            judge("ffprobe", "id3 chapters", mp3, probed)
        def sound():
            # What is decoded is what was decoded before.
            hash_of = lambda path: subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", path, "-map", "0:a", "-c", "copy", "-f", "md5", "-"], capture_output=True, text=True).stdout
            return hash_of(mp3) != hash_of(at("original.mp3")) and "the sound is another"
        if shutil.which("ffmpeg"):
            judge("ffmpeg", "id3 chapters, sound", mp3, sound)


def directions():
    """Every Arabic line lies on the screen as a right-to-left paragraph would, by python-bidi, in players that force
    left-to-right and in those that go by the first strong letter."""
    if not module("bidi"):
        return
    from bidi import get_display
    show = lambda line, base: CONTROLS.sub("", get_display(line, base_dir=base) if base else get_display(line))
    for path in sorted(folder.glob("*/*.srt.srt")):
        lines = [line.strip() for line in path.read_text().split("\n") if "\u202b" in line]
        for base, kind in (("L", "srt, left-to-right"), (None, "srt, first strong")):
            wrong = [line for line in lines if show(line, base) != show(plain(line), "R")]
            if lines:
                judge("python-bidi", kind, path, lambda: wrong and f"{len(wrong)} of {len(lines)} lines, such as {wrong[0]!r}")
        table[("srt, lines", "python-bidi")][0] += len(lines)
        table[("srt, lines", "python-bidi")][1] += len(lines)


def schema(found):
    path = os.environ.get("RAWI_EBU_TT_D_XSD")
    if not path:
        print("not run: the EBU-TT-D schema, which no package ships; RAWI_EBU_TT_D_XSD names its ebutt_d.xsd")
    return found and path and found.XMLSchema(path)


def main():
    names = ("pysubs2", "webvtt", "ttconv", "praatio", "pympi", "iiif_prezi3", "lemony_lrc_parser", "xmlschema", "pycaption",
             "docx", "odf", "mutagen", "opentimelineio")
    found = {name: module(name) for name in names}
    found["schema"] = schema(found["xmlschema"])
    if not shutil.which("ffmpeg"):
        print("skipped: ffmpeg is not here")
    for cue_list in sorted(folder.glob("*/*.cues")):
        cues = json.loads(cue_list.read_text())
        at = lambda ending: cue_list.parent / f"{cue_list.stem}.{ending}"
        judge_texts(at, cues, found)
        judge_trees(at, cues, found)
        judge_subtitles(at, cues, found)
        judge_markers(at, cues, found)
        judge_documents(at, cues, found)
    directions()
    node()
    tell()


def tell():
    del table[("srt, lines", "python-bidi")]
    referees = sorted({referee for _, referee in table})
    kinds = sorted({kind for kind, _ in table})
    print(f"| format | {' | '.join(referees)} |\n|---|{'---|' * len(referees)}")
    for kind in kinds:
        cells = [table.get((kind, referee)) for referee in referees]
        print(f"| {kind} | {' | '.join(f'{c[0]}/{c[1]}' if c else '' for c in cells)} |")
    # One of each kind tells enough.
    for said in complaints.values():
        print(said[0] + (f" (and {len(said) - 1} more)" if len(said) > 1 else ""))
    sys.exit(bool(complaints))


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
  for (const preset of fs.readdirSync(dir)) for (const name of fs.readdirSync(path.join(dir, preset))) {
    const file = path.join(preset, name), text = fs.readFileSync(path.join(dir, file), 'utf8');
    if (name.endsWith('.vtt')) {
      const r = new WebVTTParser(entities).parse(text, 'subtitles/captions/descriptions');
      out('webvtt-parser', name.includes('karaoke') ? 'vtt, word times' : 'vtt', file, r.errors.map(e => `${e.line}: ${e.message}`).join('; '));
    } else if (name.endsWith('.ohms.xml')) {
      const inner = text.split('<vtt_transcript><![CDATA[')[1].split(']]></vtt_transcript>')[0].split(']]]]><![CDATA[>').join(']]>');
      const r = new WebVTTParser(entities).parse(inner, 'subtitles/captions/descriptions');
      out('webvtt-parser', 'ohms', file, r.errors.map(e => `${e.line}: ${e.message}`).join('; '));
    } else if (name.endsWith('.ttml') || name.includes('ebu-tt-d')) {
      const said = []; const note = m => { said.push(m); return false; };
      const tt = doc.fromXML(text, { info: note, warn: note, error: note, fatal: note });
      if (tt) for (const t of tt.getMediaTimeEvents().slice(0, 8)) isd.generateISD(tt, t, { info: note, warn: note, error: note, fatal: note });
      out('imscJS', name.includes('ebu') ? 'ebu-tt-d' : 'imsc', file, tt ? said.join('; ') : 'not parsed');
    }
  }
})();
""")
    run = subprocess.run(["node", script, folder], capture_output=True, text=True, cwd=work)
    for line in run.stdout.splitlines():
        referee, kind, file, said = json.loads(line)
        judge(referee, kind, folder / file, lambda: said)
    if run.returncode:
        complaints[("node", "")].append("node: " + run.stderr[-600:])


main()
