//! rawi (راوي, the one who passes a story on): from a radio report and its published article to a transcript, an
//! alignment, captions and a check report.
//!
//! What was said and what was printed are never the same: headlines are not read, paragraphs are dropped, the recogniser errs.
//! rawi finds for every sentence whether and when it was said. A time is heard, inferred and flagged, or absent: it is never
//! made up.
//!
//! # Ten lines
//!
//! A transcript that some recogniser wrote and the page that was published become WebVTT captions, in the spelling of the page:
//!
//! ```
//! use rawi::caption::{self, CueOptions, Format, Preset, WriteOptions};
//! use rawi::{align::align, article, transcript};
//!
//! let heard = transcript::read(b"WEBVTT\n\n00:01.000 --> 00:04.000\nten hungry gulls stole the mayers bread roll", None)?;
//! let page = article::read("Ten hungry gulls stole the mayor’s bread roll.".as_bytes(), &Default::default())?;
//! let alignment = align(&heard, &page);
//! let track = caption::cues(alignment.matched(&heard, &page)?, &CueOptions::new(Preset::default_for(Format::Vtt).rules()));
//! let vtt = caption::print(&track, Format::Vtt, &WriteOptions::default());
//! assert!(vtt.contains("00:00:01.000 --> 00:00:05.100\nTen hungry gulls stole the mayor’s bread roll."), "{vtt}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A pair that does not belong together is refused by [`Alignment::matched`](align::Alignment::matched), and without a matched
//! pair there are no captions.
//!
//! # Where to go from here
//!
//! * A transcript, whatever recogniser wrote it: [`transcript::read`]. An article, from text, Markdown or HTML: [`article::read`].
//! * What was said of what was printed: [`align::align`], whose [`Alignment`](align::Alignment) is also the JSON of `rawi align`.
//! * Captions: [`caption::cues`] makes them, [`caption::read`] reads those of others, [`caption::lint`] and [`caption::CaptionSource`]
//!   check and mend them against a [`Preset`](caption::Preset).
//! * Sentences, numbers and spellings that are the same for a reader: [`text`]. Moments and lengths in whole milliseconds: [`time`].
//!
//! * The whole job, from a recording and an article to an alignment: `job::Job`, with the
//!   feature `recognize`; resumable, with a keeper of what is done.
//!
//! The folder `examples` has whole programs, which are tested on the samples: `report` does what `rawi make` does, `align` tells
//! what was said, `captions` writes captions and lints them, `search` finds a sentence in a catalog.
//!
//! # Features
//!
//! `default` is the program, with everything. With `default-features = false` all of the above is there, and no C or C++ is compiled,
//! no network and no command line. Each feature adds the room of its name:
//!
//! | feature | what it adds | engine |
//! |---|---|---|
//! | `audio` | recordings: decoding, resampling, where somebody speaks | Symphonia, libopus, rubato, earshot |
//! | `recognize` | speech recognition, and `job`, the whole job (with `audio`) | whisper.cpp |
//! | `download` | one careful way to fetch a file | ureq, rustls |
//! | `draft` | files that are whole or not there | tempfile |
//! | `models` | the demonstration model, built in; published models by name (with `download` and `draft`) | ruzstd |
//! | `batch` | many recordings: which article belongs to which; plans and bundles for many machines (with `catalog`, `draft` and `recognize`) | csv |
//! | `catalog` | transcripts, alignments and corrections of all reports in one file | SQLite |
//! | `feed` | feeds of episodes: what is new in them (with `catalog` and `download`) | quick-xml |
//! | `report` | the check report as text, HTML and JSON | askama |
//! | `review` | the page on which people correct and decide, in a browser on this computer | axum, tokio |
//! | `cli` | the program `rawi`, with all of these | clap |
//!
//! # The rooms
//!
//! The library is a set of rooms; an arrow goes down only, and rooms on one floor never import each other. The table of
//! allowed imports is tested (`tests/it/architecture/mod.rs`).
//!
//! ```text
//!  door      bin/rawi                              may import every room; imported by none
//!  ───────────────────────────────────────────────────────────────────────────────────────
//!  floor 6   review   feed                         the page on which people correct and decide; feeds that are followed
//!  floor 5   job   batch                           recording and article → transcript → alignment, resumable; many of them
//!  floor 4   report
//!  floor 3   caption   catalog
//!  floor 2   align     recognize
//!  floor 1   transcript   audio   article   models
//!  below     timed   download   draft              files of timed text as they stand; one downloader; whole files
//!  ground    time   text                           std, the Unicode crates, the decoder of bytes
//! ```
//!
//! The one way through:
//!
//! ```text
//! report.mp3  ─audio::decode→ Pcm… ─audio::to_speech→ Speech… ─recognize→ Transcript ─┐
//! article.html ─article::read────────────────────────────────→ Article ──────────────┤
//!                                                  align::align(&Transcript, &Article) → Alignment
//!                                                    ├─ caption::cues(…) → CueTrack → .vtt .srt .ttml …
//!                                                    ├─ report::build(…) → check report (terminal, HTML, JSON)
//!                                                    └─ catalog.save(…)
//! ```
//!
//! The library prints nothing, reads no environment and knows no clock: "now", progress and cancellation are arguments.
//!
//! # Words used here
//!
//! * **report**: one recording with its article, and all that was made of them.
//! * **article**: the page as it was published. Its **parts**: headline, lead, hand-over (the presenter's), body, quotes,
//!   **boilerplate** (what a page prints and nobody reads aloud: credits, links, dates).
//! * **transcript**: the words that were heard, each with its span and the recogniser's confidence where it gave them.
//! * **segment**: a run of words that the recogniser gave as one piece.
//! * **window**: a stretch of at most 30 s that the recogniser hears at once; the unit of resuming.
//! * **second pass**: doubtful windows, recognised again on their own.
//! * **hallucination**: text that a recogniser writes where nobody speaks: loops, stock phrases.
//! * **voice activity**: where somebody speaks, whatever is said.
//! * **normalise**: to bring letters that a reader takes for the same to one form (case, marks, Arabic spelling, numerals).
//! * **similarity**: how alike two words are after that, in letters, sound or value.
//! * **match**: a heard word and a printed word taken for the same; its kind is the **link**.
//! * **anchor**: a rare match that holds the rest in place; **block**: what lies between two anchors.
//! * **transposition**: sentences that were said in another place than they are printed.
//! * **verdict**: what the alignment says of a sentence (spoken, partly, not spoken, boilerplate) and of a stretch of sound.
//! * **heard**, **inferred**, **absent**: where a time comes from ([`time::Timed`]).
//! * **span**: from a moment up to another, without it; in milliseconds since the first sample that is played.
//! * **cue**: one caption, with its times and lines; a **track** is all of them in order.
//! * **preset**: the limits that a published guide sets for cues: letters a line, lines, reading speed, durations.
//! * **lint**: every cue that breaks a limit, and why; **fix** mends what can be mended without new words.
//! * **catalog**: the one SQLite file that keeps reports; captions are made from it, never kept in it.

pub mod align;
pub mod article;
#[cfg(feature = "audio")]
pub mod audio;
#[cfg(feature = "batch")]
pub mod batch;
pub mod caption;
#[cfg(feature = "catalog")]
pub mod catalog;
#[cfg(feature = "download")]
pub mod download;
#[cfg(feature = "draft")]
pub mod draft;
#[cfg(feature = "feed")]
pub mod feed;
#[cfg(feature = "recognize")]
pub mod job;
#[cfg(feature = "models")]
pub mod models;
#[cfg(feature = "recognize")]
pub mod recognize;
#[cfg(feature = "report")]
pub mod report;
#[cfg(feature = "review")]
pub mod review;
pub mod text;
pub mod time;
pub mod timed;
pub mod transcript;

#[cfg(test)]
#[path = "../tests/it/required.rs"]
mod required;
