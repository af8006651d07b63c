use rawi::{audio::Speech, recognize::*, time::*};
use std::path::Path;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let raw = std::fs::read(&a[2]).unwrap();
    let pcm: Vec<f32> = raw.chunks(2).map(|c| i16::from_le_bytes([c[0], c[1]]) as f32 / 32768.0).collect();
    let wt = if a[3] == "dtw" { WordTimes::Attention } else { WordTimes::Tokens };
    let mut w = Whisper::load(
        Path::new(&a[1]),
        "proto",
        "",
        WhisperOptions {
            word_times: wt,
            beam: 5,
            fit_context: true,
            longest_window: Millis::new(6000),
            threads: a.get(4).map_or(1, |t| t.parse().unwrap()),
            ..Default::default()
        },
    )
    .unwrap();
    let windows: Vec<Span> =
        (0..(pcm.len() / 16 / 6000)).map(|i| Span::from_millis(i as u32 * 6000, (i as u32 + 1) * 6000)).collect();
    let mut s = Session {
        recognizer: &mut w,
        options: WindowOptions::default(),
        cancelled: std::sync::Arc::new(|| false),
        progress: &mut |p| eprintln!("{p:?}"),
        keep: &mut |_, h| {
            println!("{h:?}");
            Ok(())
        },
    };
    let t = std::time::Instant::now();
    s.run(std::iter::once(Ok(Speech::stub(pcm))), &windows, vec![]).unwrap();
    eprintln!("{:?}", t.elapsed());
}
