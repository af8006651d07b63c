//! HE-AAC, as many stations stream it: an AAC-LC stream at half the rate, and beside it a recipe for the upper band (and in
//! version 2 for the stereo image). Symphonia decodes the core, which holds speech whole (up to 11 or 12 kHz) at the right
//! times; the rest is left out, and the decoder's caveat says so.

use super::open::Opened;

/// The sentence for a person, when something is or may be left out of AAC that decodes at `rate_hz`.
pub(super) fn caveat(opened: &Opened, track: u32, rate_hz: u32) -> Option<String> {
    let top_khz = f64::from(rate_hz) / 2000.0;
    let named = opened.mp4.as_ref().and_then(|movie| movie.other_mpeg4(track));
    match named {
        Some(name) => Some(format!("{name}: only the core up to {top_khz:.1} kHz is decoded, not the upper band")),
        // Nothing in the header tells: the recipe may lie in the packets themselves.
        None if rate_hz <= 24_000 => Some(format!(
            "AAC at {rate_hz} Hz may be HE-AAC: then only the core up to {top_khz:.1} kHz is decoded, not the upper band"
        )),
        None => None,
    }
}

/// The AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1) of the AAC-LC core within one of HE-AAC; `None` when it is none.
pub(super) fn core_config(config: &[u8]) -> Option<Vec<u8>> {
    if config.len() < 2 {
        return None;
    }
    let bits = config.iter().take(8).fold(0u64, |n, &b| n << 8 | u64::from(b)) << (8 * (8 - config.len().min(8)));
    let object_type = (bits >> 59) as u8;
    let rate_index = (bits >> 55 & 15) as u8;
    // The rate written out in 24 bits is a corner that no station uses.
    if rate_index == 15 {
        return None;
    }
    let channels = (bits >> 51 & 15) as u8;
    // Signalled in front (5: spectral band replication, 29: with parametric stereo), or behind an LC config by 0x2b7.
    let behind = object_type == 2 && config.len() > 4 && (bits >> 37 & 0x7ff) == 0x2b7;
    if !matches!(object_type, 5 | 29) && !behind {
        return None;
    }
    Some(vec![2 << 3 | rate_index >> 1, (rate_index & 1) << 7 | channels << 3])
}

#[cfg(test)]
mod tests {
    use super::core_config;

    #[test]
    fn the_core_of_each_way_of_signalling_is_found() {
        // HE-AAC, 22 050 Hz core (index 7), stereo, 44 100 Hz (index 4), LC inside.
        assert_eq!(core_config(&[0x2b, 0x92, 0x08, 0x00]), Some(vec![0x13, 0x90]));
        // LC 24 000 Hz (index 6), stereo, then the extension.
        assert_eq!(core_config(&[0x13, 0x10, 0x56, 0xe5, 0x98]), Some(vec![0x13, 0x10]));
        assert_eq!(core_config(&[0x12, 0x10]), None);
        assert_eq!(core_config(&[]), None);
    }
}
