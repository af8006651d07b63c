//! The bank of filters between a spectrum and the bands that Whisper hears: triangles that touch at their feet, as wide as the
//! ear is coarse (Slaney's scale: even steps up to 1 kHz, even ratios above), each of the same area.

/// Points of the Fourier transform.
const POINTS: usize = 400;
/// Samples per second.
const RATE_HZ: f64 = 16_000.0;
/// Frequencies that such a transform tells apart.
pub(super) const BINS: usize = POINTS / 2 + 1;
/// Up to here the scale is even in hertz.
const EVEN_UP_TO_HZ: f64 = 1_000.0;
/// Steps of the scale up to there.
const EVEN_STEPS: f64 = 15.0;

/// The weights of `bands` filters, [`BINS`] of each, in single precision as openai-whisper's are.
pub(super) fn mel_filters(bands: usize) -> Vec<f32> {
    let step = 6.4f64.ln() / 27.0;
    let hertz = |mel: f64| match mel {
        mel if mel >= EVEN_STEPS => EVEN_UP_TO_HZ * (step * (mel - EVEN_STEPS)).exp(),
        mel => mel * 200.0 / 3.0,
    };
    let top = EVEN_STEPS + (RATE_HZ / 2.0 / EVEN_UP_TO_HZ).ln() / step;
    let feet = bands + 2;
    let width = top / (feet - 1) as f64;
    let edges: Vec<f64> = (0..feet).map(|n| hertz(if n + 1 == feet { top } else { n as f64 * width })).collect();
    let mut weights = Vec::with_capacity(bands * BINS);
    for edge in edges.windows(3) {
        let (rise, fall) = (edge[1] - edge[0], edge[2] - edge[1]);
        let area = 2.0 / (edge[2] - edge[0]);
        weights.extend((0..BINS).map(|bin| {
            let frequency = bin as f64 * (RATE_HZ / 2.0) / (BINS - 1) as f64;
            let height = (-(edge[0] - frequency) / rise).min((edge[2] - frequency) / fall);
            // The first is a negative zero in openai-whisper's bank too; `max` may give either zero.
            let height = if height >= 0.0 { height } else { 0.0 };
            (f64::from(height as f32) * area) as f32
        }));
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_filter_is_a_triangle_of_the_same_area_right_of_the_one_before() {
        for bands in [80, 128] {
            let weights = mel_filters(bands);
            assert_eq!(weights.len(), bands * BINS);
            assert_eq!(weights[0].to_bits(), (-0.0f32).to_bits());
            // Of 128 filters the lowest are so narrow that some lie between two frequencies.
            let heard = weights.chunks(BINS).filter(|filter| filter.iter().any(|weight| *weight > 0.0));
            let centre = |filter: &[f32]| {
                let moment: f32 = filter.iter().enumerate().map(|(bin, weight)| bin as f32 * weight).sum();
                moment / filter.iter().sum::<f32>()
            };
            let centres: Vec<f32> = heard.map(centre).collect();
            assert!(centres.len() * 10 >= bands * 9 && centres.is_sorted_by(|a, b| *a < b + 1e-4), "{bands}: {centres:?}");
            // Wide filters are sampled finely enough for their sum to be the area.
            let areas = weights.chunks(BINS).skip(bands * 2 / 3).map(|filter| filter.iter().sum::<f32>() * 40.0);
            assert!(areas.clone().all(|area| (0.95..1.05).contains(&area)), "{bands}: {:?}", areas.collect::<Vec<_>>());
        }
    }
}
