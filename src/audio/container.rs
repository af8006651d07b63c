use symphonia::core::formats::FormatReader;
use symphonia::core::formats::well_known as form;

/// The container kinds that differ in where sound begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Wav,
    Aiff,
    Caf,
    Flac,
    Mpeg,
    Adts,
    Mp4,
    Ogg,
    Matroska,
}

impl Container {
    /// Its name with an article, for a sentence.
    pub(super) fn named(self) -> &'static str {
        match self {
            Container::Wav => "a WAV file",
            Container::Aiff => "an AIFF file",
            Container::Caf => "a CAF file",
            Container::Flac => "a FLAC file",
            Container::Mpeg => "an MP3 file",
            Container::Adts => "an AAC (ADTS) file",
            Container::Mp4 => "an MP4 file",
            Container::Ogg => "an Ogg file",
            Container::Matroska => "a Matroska or WebM file",
        }
    }

    /// Its short name, for a table.
    pub(super) fn label(self) -> &'static str {
        match self {
            Container::Wav => "WAV",
            Container::Aiff => "AIFF",
            Container::Caf => "CAF",
            Container::Flac => "FLAC",
            Container::Mpeg => "MPEG audio",
            Container::Adts => "ADTS",
            Container::Mp4 => "MP4",
            Container::Ogg => "Ogg",
            Container::Matroska => "Matroska",
        }
    }

    pub(super) fn of(reader: &dyn FormatReader) -> Option<Self> {
        Some(match reader.format_info().format {
            form::FORMAT_ID_WAVE => Container::Wav,
            form::FORMAT_ID_AIFF => Container::Aiff,
            form::FORMAT_ID_CAF => Container::Caf,
            form::FORMAT_ID_FLAC => Container::Flac,
            form::FORMAT_ID_MP1 | form::FORMAT_ID_MP2 | form::FORMAT_ID_MP3 => Container::Mpeg,
            form::FORMAT_ID_ADTS => Container::Adts,
            form::FORMAT_ID_ISOMP4 => Container::Mp4,
            form::FORMAT_ID_OGG => Container::Ogg,
            form::FORMAT_ID_MKV => Container::Matroska,
            _ => return None,
        })
    }

    /// What the first bytes promise, for words about a file whose reading failed.
    pub(super) fn promised_by(head: &[u8]) -> Option<Self> {
        let starts = |at: usize, magic: &[u8]| head.get(at..).is_some_and(|rest| rest.starts_with(magic));
        Some(match () {
            () if starts(8, b"WAVE") && [&b"RIFF"[..], b"RF64", b"BW64"].iter().any(|m| starts(0, m)) => Container::Wav,
            () if starts(0, b"FORM") && starts(8, b"AIF") => Container::Aiff,
            () if starts(0, b"caff") => Container::Caf,
            () if starts(0, b"fLaC") => Container::Flac,
            () if starts(4, b"ftyp") => Container::Mp4,
            () if starts(0, b"OggS") => Container::Ogg,
            () if starts(0, b"\x1a\x45\xdf\xa3") => Container::Matroska,
            () => return None,
        })
    }
}
