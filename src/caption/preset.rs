//! The figures of the published guides, each in their style; nothing here is certified by anybody.
//!
//! Sources: BBC Subtitle Guidelines 1.2.3 · Netflix Timed Text Style Guides and Subtitle Edit's check of them · TED
//! translators' cheat sheet · DCMP Captioning Key · Ofcom access services guidelines · Podcasting 2.0 transcript tag.
//! Figures that a source does not give are rawi's own choice and say so.

use super::{Audience, CueLimits, CueRules, Format, LabelStyle, SoundStyle, UnknownName};

/// A named set of limits, in the style of a published guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Preset {
    /// BBC, wide picture.
    Bbc,
    /// BBC, upright picture.
    BbcVertical,
    /// Netflix, English.
    NetflixEn,
    /// Netflix, English for the deaf and hard of hearing.
    NetflixEnSdh,
    /// Netflix, Arabic.
    NetflixAr,
    /// Netflix, Arabic for the deaf and hard of hearing.
    NetflixArSdh,
    /// Netflix, other languages.
    NetflixOther,
    /// Netflix, other languages for the deaf and hard of hearing.
    NetflixOtherSdh,
    /// TED.
    Ted,
    /// Described and Captioned Media Program.
    Dcmp,
    /// Ofcom.
    Ofcom,
    /// Podcasting 2.0, SubRip: two lines of 32.
    PodcastSrt,
    /// Podcasting 2.0, WebVTT: one line of 65.
    PodcastVtt,
}

impl Preset {
    /// Every preset.
    pub const ALL: [Preset; 13] = [
        Self::Bbc,
        Self::BbcVertical,
        Self::NetflixEn,
        Self::NetflixEnSdh,
        Self::NetflixAr,
        Self::NetflixArSdh,
        Self::NetflixOther,
        Self::NetflixOtherSdh,
        Self::Ted,
        Self::Dcmp,
        Self::Ofcom,
        Self::PodcastSrt,
        Self::PodcastVtt,
    ];

    /// Its name, as [`str::parse`] reads it. `podcast` is read too, for the SubRip figures.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bbc => "bbc",
            Self::BbcVertical => "bbc-vertical",
            Self::NetflixEn => "netflix-en",
            Self::NetflixEnSdh => "netflix-en-sdh",
            Self::NetflixAr => "netflix-ar",
            Self::NetflixArSdh => "netflix-ar-sdh",
            Self::NetflixOther => "netflix-other",
            Self::NetflixOtherSdh => "netflix-other-sdh",
            Self::Ted => "ted",
            Self::Dcmp => "dcmp",
            Self::Ofcom => "ofcom",
            Self::PodcastSrt => "podcast-srt",
            Self::PodcastVtt => "podcast-vtt",
        }
    }

    /// The preset for captions of radio and podcasts in `format` when none is named.
    #[must_use]
    pub fn default_for(format: Format) -> Self {
        if format == Format::Vtt { Self::PodcastVtt } else { Self::PodcastSrt }
    }

    /// Its limits, as rules.
    #[must_use]
    pub fn rules(self) -> CueRules {
        CueRules::of_guide(self.limits())
    }

    fn limits(self) -> CueLimits {
        match self {
            Self::Bbc => bbc(self, 37, 2),
            Self::BbcVertical => bbc(self, 25, 3),
            // One speed is given for English, with and without sounds told.
            Self::NetflixEn | Self::NetflixAr => netflix(self, 20.0, 17.0),
            Self::NetflixEnSdh => with_sounds(netflix(self, 20.0, 17.0)),
            Self::NetflixArSdh => with_sounds(netflix(self, 23.0, 20.0)),
            Self::NetflixOther => netflix(self, 17.0, 13.0),
            Self::NetflixOtherSdh => with_sounds(netflix(self, 20.0, 17.0)),
            Self::Ted => CueLimits {
                max_line_chars: 42,
                max_cue_chars: Some(84),
                min_line_share: Some(50),
                max_cps: Some(21.0),
                min_duration_ms: 1000,
                lead_in_ms: 100,
                sound: SoundStyle::Parentheses,
                ..plain(self)
            },
            Self::Dcmp => CueLimits {
                max_wpm: Some(160.0),
                max_wpm_child: Some(140.0),
                max_cps: None,
                min_duration_ms: 2000,
                max_duration_ms: 6000,
                // Fifteen frames at thirty a second may be borrowed on either side.
                lead_in_ms: 500,
                linger_ms: 500,
                label: LabelStyle::Parentheses,
                ..plain(self)
            },
            // Only the speed is Ofcom's; over 200 words a minute it calls difficult, 160 to 180 it recommends.
            Self::Ofcom => CueLimits { max_line_chars: 37, max_wpm: Some(180.0), max_cps: None, ..plain(self) },
            Self::PodcastSrt => CueLimits { open_gap_ms: 250, ..plain(self) },
            Self::PodcastVtt => CueLimits { max_line_chars: 65, max_lines: 1, open_gap_ms: 250, ..plain(self) },
        }
    }
}

/// How long a cue shows after its last word where nothing follows: recognisers end a word early, in the samples by 0.2 s in the
/// mean and 1.05 s at worst, and no cue may go before its words are over. Netflix asks for 500 or more, the BBC allows 1500.
const LINGER_MS: u32 = 1100;

/// rawi's own choice for everything that a guide leaves open.
fn plain(preset: Preset) -> CueLimits {
    CueLimits {
        name: preset.name().to_owned(),
        max_line_chars: 32,
        max_lines: 2,
        max_cue_chars: None,
        min_line_share: None,
        max_cps: Some(20.0),
        max_cps_child: None,
        max_wpm: None,
        max_wpm_child: None,
        min_duration_ms: 833,
        max_duration_ms: 7000,
        min_gap_ms: 0,
        open_gap_ms: 0,
        lead_in_ms: 0,
        new_speaker_on_word: false,
        lead_out_ms: None,
        linger_ms: LINGER_MS,
        label_time_ms: 0,
        label: LabelStyle::Colon,
        sound: SoundStyle::Brackets,
        label_sounds: true,
        audience: Audience::Adult,
    }
}

fn bbc(preset: Preset, max_line_chars: usize, max_lines: usize) -> CueLimits {
    CueLimits {
        max_line_chars,
        max_lines,
        // By conversion from words, for languages that are not English.
        max_cps: Some(15.0),
        max_wpm: Some(180.0),
        // A word has 300 ms at least; the speed asks for more.
        min_duration_ms: 300,
        open_gap_ms: 1000,
        lead_in_ms: 1500,
        new_speaker_on_word: true,
        lead_out_ms: Some(1500),
        label_time_ms: 1000,
        label: LabelStyle::Capitals,
        sound: SoundStyle::Capitals,
        ..plain(preset)
    }
}

fn netflix(preset: Preset, cps: f32, cps_child: f32) -> CueLimits {
    CueLimits {
        max_line_chars: 42,
        max_cps: Some(cps),
        max_cps_child: Some(cps_child),
        // Two frames of a film; sound has none.
        min_gap_ms: 83,
        open_gap_ms: 500,
        lead_in_ms: 83,
        label: LabelStyle::Brackets,
        // Who hears the film is not told what is heard.
        label_sounds: false,
        ..plain(preset)
    }
}

fn with_sounds(limits: CueLimits) -> CueLimits {
    CueLimits { label_sounds: true, ..limits }
}

impl std::str::FromStr for Preset {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        if name == "podcast" {
            return Ok(Self::PodcastSrt);
        }
        let found = Self::ALL.into_iter().find(|preset| preset.name() == name);
        found.ok_or_else(|| UnknownName::new("caption preset", name, &Self::ALL.map(Self::name)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_read_by_its_name_and_keeps_its_own_ranges() {
        for preset in Preset::ALL {
            assert_eq!(preset.name().parse::<Preset>().unwrap(), preset);
            let again = CueRules::from_toml(&format!("base = '{}'\nname = '{0}'", preset.name())).unwrap();
            assert_eq!(again, preset.rules(), "every figure is within its range");
        }
    }

    #[test]
    fn sounds_are_told_but_where_the_film_is_heard() {
        let silent = Preset::ALL.into_iter().filter(|preset| !preset.limits().label_sounds);
        assert_eq!(silent.collect::<Vec<_>>(), [Preset::NetflixEn, Preset::NetflixAr, Preset::NetflixOther]);
    }

    #[test]
    fn captions_for_the_deaf_may_run_faster_but_in_english() {
        let speeds = |preset: Preset| (preset.limits().max_cps, preset.limits().max_cps_child);
        assert_eq!(speeds(Preset::NetflixOtherSdh), (Some(20.0), Some(17.0)));
        assert_eq!(speeds(Preset::NetflixOther), (Some(17.0), Some(13.0)));
        assert_eq!(speeds(Preset::NetflixArSdh), (Some(23.0), Some(20.0)));
        assert_eq!(speeds(Preset::NetflixEnSdh), speeds(Preset::NetflixEn));
    }
}
