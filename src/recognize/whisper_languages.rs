//! Which language whisper.cpp hears, by the decoder's first row over a window that the encoder has heard.

use whisper_rs::{WhisperContext, WhisperError, WhisperState};

use crate::text::Language;

/// Whisper's numbers of all languages that the model knows: the later ones came with later models. The rest of its vocabulary has
/// 51,765 tokens, one more where it knows many languages.
pub(super) fn known(context: &WhisperContext) -> Vec<i32> {
    let count = (context.n_vocab() - 51_766).clamp(0, whisper_rs::get_lang_max_id() + 1);
    (0..count).collect()
}

/// The chances of the languages of these numbers, together 1.
pub(super) fn chances(
    state: &mut WhisperState,
    context: &WhisperContext,
    threads: usize,
    among: &[i32],
) -> Result<Vec<f32>, WhisperError> {
    state.decode(&[context.token_sot()], 0, threads)?;
    let row = state.get_logits()?;
    let logit = |id: &i32| usize::try_from(context.token_lang(*id)).ok().and_then(|at| row.get(at)).copied();
    let logits: Vec<f32> = among.iter().map(|id| logit(id).unwrap_or(f32::NEG_INFINITY)).collect();
    Ok(shares(&logits))
}

/// The softmax of `logits`.
fn shares(logits: &[f32]) -> Vec<f32> {
    let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f32> = logits.iter().map(|logit| (logit - most).exp()).collect();
    let sum: f32 = powers.iter().sum();
    if sum.is_nan() || sum <= 0.0 {
        return vec![1.0 / logits.len().max(1) as f32; logits.len()];
    }
    powers.into_iter().map(|power| power / sum).collect()
}

/// The likeliest of all languages of the model, and its chance.
pub(super) fn likeliest(
    state: &mut WhisperState,
    context: &WhisperContext,
    threads: usize,
) -> Result<Option<(Language, f32)>, WhisperError> {
    let ids = known(context);
    let chances = chances(state, context, threads, &ids)?;
    let best = ids.into_iter().zip(chances).max_by(|a, b| a.1.total_cmp(&b.1));
    Ok(best.and_then(|(id, chance)| Some((whisper_rs::get_lang_str(id)?.parse().ok()?, chance))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_add_up_to_one_whatever_the_logits() {
        assert_eq!(shares(&[1_000.0, 1_000.0]), [0.5, 0.5]);
        assert_eq!(shares(&[f32::NEG_INFINITY; 2]), [0.5, 0.5]);
        assert!(shares(&[3.0, 0.0])[0] > 0.95);
        assert!(shares(&[]).is_empty());
    }
}
