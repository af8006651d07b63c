//! Everything that can be wrong with what a person gives: the words name the file, what was found, and the next command; the
//! exit code is 2, standard output stays empty.

use std::fs;

use rusqlite::Connection;

use crate::env::{Place, has_demonstration_model};
use crate::required::skip;

/// `rawi ARGS` could not, and said so.
fn refused(place: &Place, args: &[&str], words: &[&str]) {
    let out = place.rawi(args);
    assert_eq!(out.code, Some(2), "{args:?}: {}", out.shown());
    assert!(out.stderr.starts_with("error: "), "{args:?}: {}", out.stderr);
    for words in words {
        assert!(out.stderr.contains(words), "{args:?} should say `{words}`: {}", out.stderr);
    }
    assert_eq!(out.stdout, "", "{args:?}");
}

#[test]
fn recordings_that_are_none() {
    let place = Place::new();
    place.write("empty.mp3", "");
    place.write("page.mp3", "<!DOCTYPE html><html><body>no sound</body></html>");
    place.write("words.mp3", "only some words, and not one of them is sound");
    place.write("cut.m4a", b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42\0\0\x10\0mdat");
    place.write("header.wav", b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x80>\0\0\0}\0\0\x02\0\x10\0data\0\0\0\0");
    fs::create_dir(place.path("folder")).unwrap();
    let hint = "hint: rawi reads WAV, AIFF, CAF, FLAC, ALAC, MP3, AAC, Vorbis and Opus";
    refused(&place, &["add", "nowhere.mp3"], &["no recording at `nowhere.mp3`", "hint: check the path"]);
    refused(&place, &["add", "folder"], &["no recording in `folder`", "hint: a directory, a pattern"]);
    refused(&place, &["add", "empty.mp3"], &["`empty.mp3` is empty (zero bytes)", "hint: download or copy it again"]);
    refused(
        &place,
        &["add", "page.mp3"],
        &["`page.mp3` is not a recording that rawi knows: it looks like an HTML page", hint],
    );
    refused(
        &place,
        &["make", "words.mp3"],
        &["`words.mp3` is not a recording that rawi knows: it looks like a text file", hint],
    );
    refused(
        &place,
        &["add", "cut.m4a"],
        &["`cut.m4a` is an MP4 file but damaged beyond use: ", "hint: download or copy it again"],
    );
    refused(
        &place,
        &["add", "header.wav"],
        &["`header.wav` is a WAV file but damaged beyond use: it holds a header but no sound"],
    );
    assert_eq!(place.rawi(&["list"]).done(), "", "nothing was kept of them");
}

#[test]
fn a_film_without_sound() {
    let place = Place::new();
    let film = place.path("film.mp4");
    let picture = ["-v", "error", "-f", "lavfi", "-i", "color=size=16x16:duration=1", "-c:v", "mpeg4"];
    match std::process::Command::new("ffmpeg").args(picture).arg(film).status() {
        Ok(made) if made.success() => {
            refused(&place, &["add", "film.mp4"], &["`film.mp4` has no audio track (it holds 1 video track)"])
        }
        _ => skip("no ffmpeg to make a film"),
    }
}

#[test]
fn articles_that_are_none() {
    let place = Place::new();
    place.sample("en-council.mp3");
    place.write("empty.txt", " \n");
    place.write("nothing.txt", "");
    place.write("sound.txt", b"ID3\x04\0\0\0\0\0\0\xff\xfb\x90\0\0\0\0\x01\x02\x03");
    fs::create_dir(place.path("folder")).unwrap();
    let with = |article| ["add", "en-council.mp3", "--article", article];
    refused(&place, &with("nowhere.txt"), &["there is no article at `nowhere.txt`", "hint: check the path"]);
    refused(&place, &with("folder"), &["the article `folder` is a directory, and a file was expected"]);
    refused(
        &place,
        &with("empty.txt"),
        &["cannot use `empty.txt` as the article\n  caused by: the article is empty", "hint: "],
    );
    refused(&place, &with("nothing.txt"), &["the article is empty"]);
    refused(&place, &with("sound.txt"), &["cannot use `sound.txt` as the article"]);
    place.write("page.txt", "The bridge is open.\n");
    let encoding = ["add", "en-council.mp3", "--article", "page.txt", "--encoding", "klingon"];
    refused(&place, &encoding, &["klingon"]);
}

#[test]
fn places_that_cannot_be_written() {
    let place = Place::new();
    place.sample("en-council.mp3");
    place.rawi(&["add", "en-council.mp3"]).done();
    place.write("file", "a file where a directory is wanted");
    refused(
        &place,
        &["export", "-o", "nowhere/all.jsonl"],
        &["the directory `nowhere` does not exist", "hint: mkdir -p 'nowhere'"],
    );
    refused(&place, &["export", "-o", "file/all.jsonl"], &["the directory `file` is a file"]);
    refused(&place, &["clip", "1", "--from", "1", "--to", "2", "-o", "."], &["`.` is a directory, and a file was expected"]);
    refused(&place, &["make", "en-council.mp3", "--out", "file"], &["`file` is a file, and a directory was expected"]);
    refused(&place, &["--catalog", "file/c.db", "add", "en-council.mp3"], &["cannot make the directory `file`"]);
}

#[test]
fn catalogs_that_are_none_locked_or_from_the_future() {
    let place = Place::new();
    place.sample("en-council.mp3");
    place.rawi(&["add", "en-council.mp3"]).done();
    place.write("text.db", "this is no database, only a text that is long enough to be looked at by anybody who wants to");
    refused(
        &place,
        &["--catalog", "text.db", "list"],
        &["`text.db` is not a rawi catalog", "hint: nothing in it was changed"],
    );
    refused(
        &place,
        &["--catalog", "nowhere.db", "list"],
        &["there is no catalog at `nowhere.db`", "hint: `rawi make` and `rawi add`"],
    );
    assert!(!place.path("nowhere.db").exists());
    refused(&place, &["--catalog", ".", "list"], &["the catalog `.` is a directory, and a file was expected"]);
    refused(&place, &["show", "7"], &["no report `7` in the catalog", "hint: `rawi list` shows the reports"]);

    let other = Connection::open(place.path("catalog.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let words = [
        "catalog.db` is locked: another rawi or a database tool has been writing to it for 5 seconds",
        "hint: close the other",
    ];
    refused(&place, &["add", "en-council.mp3", "--title", "Other"], &words);
    assert!(place.rawi(&["list"]).done().contains("en-council"), "reading goes on beside a writer");
    other.execute_batch("ROLLBACK; PRAGMA user_version = 99").unwrap();
    let words = [
        "catalog.db` is from a newer rawi: it has version 99, and this rawi knows versions up to ",
        "hint: use the rawi that wrote it",
    ];
    refused(&place, &["list"], &words);
}

#[test]
fn models_that_are_none() {
    let place = Place::new();
    place.sample("en-council.mp3");
    place.rawi(&["add", "en-council.mp3"]).done();
    place.write("short.bin", b"lmgg\x99\xca\x00\x00\xdc\x05\x00\x00");
    place.write("text.bin", "no model at all, but a text of some length that somebody gave a wrong name");
    let with = |model| ["transcribe", "1", "--model", model];
    refused(&place, &with("gigantic"), &["there is no model `gigantic`", "hint: rawi models list"]);
    refused(&place, &with("tiny"), &["the model `tiny` is not on this computer", "hint: rawi models pull tiny"]);
    refused(&place, &with("short.bin"), &["short.bin", "hint: "]);
    refused(&place, &with("text.bin"), &["text.bin", "is not a Whisper model in ggml format", "hint: "]);
    assert!(!place.rawi(&["list"]).done().contains("spoken"));
}

#[test]
fn languages_that_are_none() {
    let place = Place::new();
    place.sample("en-council.mp3");
    place.rawi(&["add", "en-council.mp3"]).done();
    let tag = place.rawi(&["transcribe", "1", "--language", "ar-"]);
    assert_eq!(tag.code, Some(2), "{}", tag.shown());
    assert!(tag.stderr.contains("`ar-` is not a language tag"), "{}", tag.stderr);
    if has_demonstration_model() {
        let words = ["the model `rawi-demo` does not know the language `xx`", "hint: `--language auto` lets the model tell"];
        refused(&place, &["-q", "transcribe", "1", "--language", "xx"], &words);
    }
}

/// Silence is no error: it is told, kept as a transcript without words, and fits no article.
#[test]
fn silence_is_told_and_fits_no_article() {
    if !has_demonstration_model() {
        return;
    }
    let place = Place::new();
    let spec =
        hound::WavSpec { channels: 1, sample_rate: 8000, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut wav = hound::WavWriter::create(place.path("quiet.wav"), spec).unwrap();
    (0..24_000).for_each(|n| wav.write_sample(n % 3 - 1).unwrap());
    wav.finalize().unwrap();
    place.write("page.txt", "The bridge is open.\n\nFarmers crossed it on Monday.\n");
    let out = place.rawi(&["make", "quiet.wav", "--article", "page.txt", "--language", "en"]);
    assert_eq!(out.code, Some(3), "{}", out.shown());
    assert!(out.stderr.contains("warning: `[PLACE]/quiet.wav` holds no speech: silence or music only"), "{}", out.stderr);
    assert!(out.stderr.contains("no words were heard"), "{}", out.stderr);
    assert!(!out.stderr.contains("do not belong together"), "silence is no wrong pair: {}", out.stderr);
    assert_eq!(out.stdout, "");
}
