//! Models of one's own: added, found by name, removed; and fewer bits as ggml's own functions give them.

use crate::env::Place;

/// Rows and columns of the one matrix.
const ROWS: usize = 40;
const COLUMNS: usize = 256;

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
}

/// Of all sizes: a step of 2^-14 and whole steps, both signs.
fn values() -> Vec<f32> {
    let value = |at: usize| ((at * 7919 + at / 31 * 104_729) % 4093) as f32 / 1024.0 - 2.0;
    (0..ROWS * COLUMNS).map(|at| value(at) * if at / 96 % 5 == 0 { 1.0 / 16.0 } else { 1.0 }).collect()
}

/// Half precision, of numbers that it holds exactly: twelve bits of fraction at most are used above.
fn half(value: f32) -> u16 {
    if value == 0.0 {
        return 0;
    }
    let bits = value.to_bits();
    let exponent = (bits >> 23 & 0xff) as i32 - 112;
    assert!((1..31).contains(&exponent), "{value} has no normal half");
    ((bits >> 16 & 0x8000) | (exponent as u32) << 10 | (bits >> 13 & 0x3ff)) as u16
}

fn single(half: u16) -> f32 {
    let half = u32::from(half);
    if half & 0x7fff == 0 {
        return 0.0;
    }
    f32::from_bits((half & 0x8000) << 16 | ((half >> 10 & 31) + 112) << 23 | (half & 0x3ff) << 13)
}

/// A ggml file with one vector and one matrix.
fn model() -> Vec<u8> {
    let mut out = b"lmgg".to_vec();
    out.extend(numbers(&[51_865, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0]));
    // The header's own count of tokens asks for a file that has room for as many rows.
    out.extend(numbers(&[1, 3, 0, 40_000]));
    out.extend(b"one");
    out.extend(vec![0; 160_000]);
    out.extend(numbers(&[2, 3, 1, COLUMNS as u32, ROWS as u32]));
    out.extend(b"two");
    out.extend(values().iter().flat_map(|value| half(*value).to_le_bytes()));
    out
}

#[test]
fn an_added_model_is_found_by_its_name_until_it_is_removed() {
    let place = Place::new();
    place.write("mine/ggml-evening news.bin", model());
    let added = place.rawi(&["models", "add", "mine/ggml-evening news.bin"]);
    assert_eq!(added.code, Some(0), "{}", added.shown());
    assert!(
        added.stderr.contains("evening-news: 0 MB into ") && added.stderr.contains("`--model evening-news`"),
        "{}",
        added.shown()
    );
    let path = place.rawi(&["models", "path", "evening-news"]).done();
    assert_eq!(std::fs::read(path.trim().replace("[PLACE]", place.path("").to_str().unwrap())).unwrap(), model());
    assert!(place.rawi(&["models", "list"]).done().contains("evening-news  "), "it is listed by its name");
    let again = place.rawi(&["models", "add", "mine/ggml-evening news.bin"]);
    assert_eq!((again.code, again.stdout.as_str()), (Some(2), ""), "{}", again.shown());
    assert!(again.stderr.contains("there is a model called `evening-news` already\nhint: `--name`"), "{}", again.shown());
    place.rawi(&["models", "remove", "evening-news"]).done();
    let gone = place.rawi(&["models", "path", "evening-news"]);
    assert!(gone.stderr.contains("there is no model `evening-news`"), "{}", gone.shown());
}

#[test]
fn what_no_model_can_be_made_of_is_told_with_the_next_command() {
    let place = Place::new();
    place.write("folder/config.json", r#"{"model_type": "whisper"}"#);
    place.write("notes.txt", "no model");
    for (from, words) in [
        ("folder", "folder lacks its weights: `model.safetensors` or `pytorch_model.bin` of a Hugging Face model"),
        ("notes.txt", "notes.txt is not a Whisper model in ggml format: it looks like a text file"),
        ("nothing", "no model at nothing"),
    ] {
        let out = place.rawi(&["models", "add", from]);
        assert_eq!((out.code, out.stdout.as_str()), (Some(2), ""), "{}", out.shown());
        assert!(out.stderr.contains(words) && out.stderr.contains("hint: "), "{}", out.shown());
    }
}

/// The matrix at the end of the file that `models add --quantize` makes.
fn quantized(form: &str, bytes: usize) -> Vec<u8> {
    let place = Place::new();
    place.write("own.bin", model());
    let out = place.rawi(&["models", "add", "own.bin", "--quantize", form]);
    assert_eq!(out.code, Some(0), "{}", out.shown());
    let path = place.rawi(&["models", "path", &format!("own-{form}")]).done();
    let made = std::fs::read(path.trim().replace("[PLACE]", place.path("").to_str().unwrap())).unwrap();
    assert_eq!(made[44..48], numbers(&[if form == "q8_0" { 2007 } else { 2009 }]));
    made[made.len() - bytes..].to_vec()
}

#[allow(unsafe_code, reason = "the function that is compared with is C's")]
fn by_ggml(kind: whisper_rs_sys::ggml_type, bytes: usize) -> Vec<u8> {
    let values: Vec<f32> = values().iter().map(|value| single(half(*value))).collect();
    let mut out = vec![0u8; bytes];
    // SAFETY: `values` holds the rows that are asked for, and `out` their blocks.
    let written = unsafe {
        whisper_rs_sys::ggml_quantize_chunk(
            kind,
            values.as_ptr(),
            out.as_mut_ptr().cast(),
            0,
            ROWS as i64,
            COLUMNS as i64,
            std::ptr::null(),
        )
    };
    assert_eq!(written, bytes);
    out
}

/// Elsewhere the compiler may join a product and a sum, which rounds once less.
#[cfg(target_arch = "x86_64")]
#[test]
fn fewer_bits_are_those_of_ggml() {
    let blocks = ROWS * COLUMNS / 32;
    for (form, kind, bytes) in [
        ("q8_0", whisper_rs_sys::ggml_type_GGML_TYPE_Q8_0, blocks * 34),
        ("q5_1", whisper_rs_sys::ggml_type_GGML_TYPE_Q5_1, blocks * 24),
    ] {
        let (own, ggml) = (quantized(form, bytes), by_ggml(kind, bytes));
        let first = own.iter().zip(&ggml).position(|(own, ggml)| own != ggml);
        assert_eq!(first, None, "{form}: of {bytes} bytes the first that differs");
    }
}
