use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::codecs::audio::well_known::{CODEC_ID_AAC, CODEC_ID_OPUS};

use super::he_aac;

/// Parameters for a decoder that trims nothing: the Opus adapter would cut the pre-skip that it reads in the header, and cut
/// it short when the first packet is shorter.
pub(super) fn untrimmed(params: &AudioCodecParameters) -> AudioCodecParameters {
    let mut params = params.clone();
    if params.codec == CODEC_ID_OPUS {
        params.extra_data = None;
        params.sample_rate = Some(48_000);
    }
    if params.codec == CODEC_ID_AAC
        && let Some(core) = params.extra_data.as_deref().and_then(he_aac::core_config)
    {
        params.extra_data = Some(core.into());
    }
    params
}
