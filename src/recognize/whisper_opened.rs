//! Loading a model to where it computes, a graphics card or the processor, and how much computes there side by side.

use std::path::Path;
use std::sync::Arc;

use whisper_rs::{DtwMode, DtwParameters, WhisperContext, WhisperContextParameters, WhisperState};

use super::graphics_cards::{free_memory, graphics_cards, has_room};
use super::products::Matrices;
use super::products_backend;
use super::whisper_heads::Shape;
use super::whisper_options::WhisperOptions;

/// So many states compute side by side at most. 20 minutes (base weights, beam 5, 16 cores) took a processor 37 s with four states and
/// 23 with eight, and an H100 32 s with one state, 11.2 with four, 7.0 with eight and 6.5 with sixteen.
const MOST_STATES: usize = 8;
/// So many on a processor with few threads or for a large model: each takes memory of its own, a quarter of a gigabyte for a base model
/// and one for a large one.
const FEW_STATES: usize = 4;
/// The memory that more than those may take together.
const STATES_BYTES: usize = 4 << 30;

/// Weights that are loaded, and the first state to compute in: what there is no memory for is told early.
pub(super) struct Opened {
    pub(super) context: WhisperContext,
    pub(super) state: WhisperState,
    pub(super) matrices: Option<Arc<Matrices>>,
    pub(super) card: Option<String>,
    pub(super) states: usize,
}

impl Opened {
    /// Loads the weights at `path`, `shown` to whisper.cpp, to a graphics card where one is wished for and has room; else to the processor.
    pub(super) fn anywhere(
        path: &Path,
        shown: &str,
        mode: &DtwMode<'_>,
        shape: Shape,
        options: &WhisperOptions,
    ) -> Result<Self, String> {
        let weights = path.metadata().map_or(0, |facts| usize::try_from(facts.len()).unwrap_or(usize::MAX));
        let on_card = options.gpu && has_room(weights.saturating_add(shape.state_bytes()));
        match opened(shown, mode, shape, options, on_card) {
            // A card's driver may be too old for what it was built for.
            Err(_) if on_card => opened(shown, mode, shape, options, false),
            loaded => loaded,
        }
    }
}

/// Loads the weights at `path` into the memory of the first graphics card, or into that of the processor.
fn opened(path: &str, mode: &DtwMode<'_>, shape: Shape, options: &WhisperOptions, on_card: bool) -> Result<Opened, String> {
    let mut params = WhisperContextParameters::default();
    params.use_gpu(on_card);
    // Attention is only there to be read without flash attention; whisper.cpp says so in a log line and goes on without times.
    params.flash_attn(false);
    // Memory for 448 tokens × 1500 frames × 23 heads with the copies that whisper.cpp makes; pages that are not used cost nothing.
    params.dtw_parameters(DtwParameters { mode: mode.clone(), dtw_mem_size: 1 << 30 });
    let context = WhisperContext::new_with_params(path, params).map_err(|e| e.to_string())?;
    // What a graphics card holds the processor cannot multiply with.
    let matrices = (options.int8 && !on_card && products_backend::int8_possible()).then(Arc::default);
    let free = || if on_card { free_memory() } else { None };
    let before = free();
    let state = products_backend::given(matrices.as_ref(), || context.create_state()).map_err(|e| e.to_string())?;
    let states = match before.zip(free()) {
        Some((before, after)) => states_on_card(before, before.saturating_sub(after)),
        None => states_on_processor(options.threads, shape.state_bytes()),
    };
    let card = if on_card { graphics_cards().into_iter().next() } else { None };
    Ok(Opened { context, state, matrices, card, states })
}

/// How many states compute side by side in `free` bytes of a card's memory, of which the first took `taken` when it was made. While it
/// computes it takes more; and whisper.cpp ends the process where there is none left then.
fn states_on_card(free: usize, taken: usize) -> usize {
    (free / (2 * taken).max(1)).clamp(1, MOST_STATES)
}

/// The same on a processor: two threads each where there are many, in four gigabytes.
fn states_on_processor(threads: usize, state_bytes: usize) -> usize {
    (threads / 2).min(STATES_BYTES / state_bytes.max(1)).clamp(FEW_STATES, MOST_STATES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_states_compute_as_there_is_room_for() {
        assert_eq!([0, 399, 400, 850, 100_000].map(|free| states_on_card(free, 200)), [1, 1, 1, 2, MOST_STATES]);
        assert_eq!(states_on_card(1_000, 0), MOST_STATES);
        let base = 527_000_000;
        assert_eq!([1, 8, 12, 16, 64].map(|threads| states_on_processor(threads, base)), [4, 4, 6, 8, 8]);
        assert_eq!(states_on_processor(64, 1 << 30), 4);
        assert_eq!(states_on_processor(64, 100), MOST_STATES);
    }
}
