use crate::text::Sha256;
use crate::time::Millis;
use crate::transcript::Engine;

/// How whisper.cpp times words.
///
/// Measured on the six held-out reports in `samples/` (synthetic voices, 910 words heard right, 89 sentences) and on eleven
/// recordings of people whose word times others have stated, two of them by hand (207 to 210 words heard right, 23 phrases; a copy
/// of the demonstration model that was taught their words, not their times: `scripts/model/human.py`). Word starts are off by,
/// median / 90th percentile; then beginnings of sentences and phrases within 200 ms. All adjusted by the signal.
///
/// | | reports | sentences | people | phrases |
/// |---|---|---|---|---|
/// | timestamp tokens | 108 / 326 ms | 84 | 172 / 410 ms | 17 |
/// | attention, heads taught to look at the next word | 46 / 299 ms | 72 | 78 / 493 ms | 15 |
/// | the same, a segment's first and last word bounded by its times | 29 / 253 ms | 84 | 78 / 493 ms | 18 |
/// | attention of the upper half of the decoder, bounded | 17 / 156 ms | 87 | 62 / 481 ms | 18 |
///
/// So attention is taken, for the demonstration model too. Published models have heads of their own that are known to follow the
/// sound: with base weights, decoded greedily, word starts of six sentences of novels read aloud (88 words) are off by 32 / 112 ms
/// with the context fitted to the window and 48 / 302 ms with all of it, those of people who speak freely (122 words) by 52 / 312 and
/// 48 / 328 ms.
///
/// What these times still lacked, and what was tried on all recordings of people with stated times (169 words heard right, beam 5; before:
/// starts 46 / 218 ms, 13 of 16 first words within 200 ms; ends 48 / 192):
///
/// | | starts | first words |
/// |---|---|---|
/// | boundaries 20 ms later, since these heads turn to the next word early | 42 / 208 ms | 13 |
/// | and a word begins where a voice sets in within its time: taken | 42 / 168 ms | 14 |
/// | boundaries moved to the quietest moment within 30 to 80 ms | 46 to 52 / 128 to 163 ms | 14 |
/// | … to the steepest rise of the level | 50 to 58 / 142 to 152 ms | 14 |
/// | ends cut where the level falls to the floor of noise | no word moved | |
///
/// The heads of the tiny model for English turn to the next word late instead. The same of it, greedily, all 561 English words, 17 first
/// words, a word beginning where a voice sets in:
///
/// | boundaries earlier by | starts | ends | first words |
/// |---|---|---|---|
/// | 0 ms | 102 / 228 ms | 110 / 232 ms | 14 |
/// | 40 ms | 68 / 182 ms | 80 / 192 ms | 17 |
/// | 80 ms: taken | 48 / 148 ms | 58 / 168 ms | 17 |
/// | 100 ms | 52 / 130 ms | 52 / 158 ms | 17 |
/// | 120 ms | 52 / 138 ms | 50 / 158 ms | 17 |
///
/// Other models are left as they are: the words of the demonstration model come out worse, and of the larger published ones nothing was
/// measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WordTimes {
    /// From the timestamp tokens: each segment's words spread over its time by whisper.cpp, and over the speech in it here.
    Tokens,
    /// From the decoder's attention to the sound, by dynamic time warping. Needs whisper.cpp's flash attention off.
    #[default]
    Attention,
}

/// How whisper.cpp is set.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct WhisperOptions {
    /// Threads to compute with, at least 1. The outcome does not depend on it.
    pub threads: usize,
    /// How many hypotheses are kept while decoding: 1 is greedy; 5 is slower and better. Useful: 1 to 8.
    pub beam: usize,
    /// A window whose text has at least this mean probability when it is decoded greedily, and does not loop, is left at that;
    /// any other is decoded anew with `beam` hypotheses. 0 to 1; 0 decodes all with `beam` at once, and above 1 all twice. Of no
    /// effect where `beam` is 1. Default: 0.
    pub beam_below: f32,
    /// Whether a window that decodes badly is tried again at higher temperatures, as whisper does.
    pub fallback: bool,
    /// Whether a graphics card computes, where rawi was built for one (the features `cuda`, `vulkan`, `metal` and `hipblas`) and one is
    /// there. Default: yes. The processor computes where it fails.
    pub gpu: bool,
    /// Whether products of matrices are computed in whole numbers of eight bits where this processor has instructions for them (AVX-512
    /// with VNNI), whatever the model's weights are stored in, and never on a graphics card. Default: yes. A sonnet takes 5.5
    /// instead of 9.3 s of a processor (base weights, five hypotheses), and memory for a second copy of the weights in eight bits. Of 561
    /// English words of people 39 are wrong with it, of 125 Arabic ones 99; word starts are off by 42 / 164 ms (median / 90 of 100). The
    /// engine's identity does not tell it, as it does not tell the processor.
    pub int8: bool,
    /// How words are timed.
    pub word_times: WordTimes,
    /// The decoder's cross-attention heads that follow the sound, as `(layer, head)`, for models that state theirs. Default:
    /// none, which stands for those known of the published models and else the upper half of the decoder.
    pub heads: Vec<(u32, u32)>,
    /// The longest window; 30 s is the most that the architecture allows.
    pub longest_window: Millis,
    /// Whether the encoder computes no more context than the window is long, which takes as much less time. Default: yes. With base
    /// weights, decoded greedily, as many of 436 English words of people are wrong as with all of it: 44.
    pub fit_context: bool,
    /// The shortest context, in positions of 20 ms, where it is fitted: published models repeat themselves in a shorter one.
    pub least_context: usize,
    /// A window whose text has a lower mean probability than this is taken for silence or music and gives no words, 0 to 1.
    /// Default: 0, which keeps all. whisper.cpp's own no-speech probability reads another row than it should in 1.8.3.
    pub least_probability: f32,
}

impl Default for WhisperOptions {
    fn default() -> Self {
        Self {
            threads: 1,
            beam: 5,
            beam_below: 0.0,
            fallback: true,
            gpu: true,
            int8: true,
            word_times: WordTimes::default(),
            heads: Vec::new(),
            longest_window: Millis::new(29_700),
            fit_context: true,
            least_context: 512,
            least_probability: 0.0,
        }
    }
}

impl WhisperOptions {
    /// The identity of a model called `name` run this way: known without loading it, so that a transcription that was made
    /// already is found at no cost.
    pub fn engine(&self, name: &str, sha256: Sha256) -> Engine {
        let mut options = vec![
            format!("beam={}", self.beam),
            format!("fallback={}", self.fallback),
            format!("window_ms={}", self.longest_window.as_millis()),
            format!("word_times={}", if self.word_times == WordTimes::Tokens { "tokens" } else { "attention" }),
        ];
        if self.beam > 1 && self.beam_below > 0.0 {
            options.push(format!("beam_below={}", self.beam_below));
        }
        if self.fit_context {
            options.push("fit_context=true".to_owned());
        }
        if self.fit_context && self.least_context > 0 {
            options.push(format!("least_context={}", self.least_context));
        }
        if self.least_probability > 0.0 {
            options.push(format!("least_probability={}", self.least_probability));
        }
        if !self.heads.is_empty() {
            options
                .push(format!("heads={}", self.heads.iter().map(|(l, h)| format!("{l}.{h}")).collect::<Vec<_>>().join(",")));
        }
        options.sort();
        Engine {
            name: format!("whisper.cpp {}", whisper_rs::WHISPER_CPP_VERSION),
            model: Some(name.to_owned()),
            model_sha256: Some(sha256),
            options,
        }
    }
}
