/// A form of timed text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Form {
    /// WebVTT.
    Vtt,
    /// SubRip.
    Srt,
    /// EBU-TT-D, the TTML of European broadcasters.
    EbuTtD,
    /// Any other TTML: IMSC, DFXP.
    Ttml,
    /// LRC lyrics.
    Lrc,
    /// Audacity labels.
    Audacity,
    /// Praat TextGrid.
    TextGrid,
    /// ELAN.
    Eaf,
    /// OHMS XML with captions in WebVTT.
    Ohms,
    /// The JSON transcript of Podcasting 2.0.
    PodcastJson,
    /// The HTML transcript of Podcasting 2.0.
    PodcastHtml,
    /// A page of W3C Web Annotations.
    WebAnnotation,
    /// A IIIF Presentation 3 manifest with annotations.
    Iiif,
    /// whisper.cpp JSON.
    WhisperCpp,
    /// openai-whisper JSON, and what follows its shape.
    Whisper,
    /// whisperX JSON.
    WhisperX,
    /// A JSON list of segments, each with start, end and text.
    SegmentList,
    /// A JSON list of words, each with start and end.
    WordList,
    /// What a Kaldi server writes.
    Kaldi,
    /// Vosk JSON.
    Vosk,
    /// PocketSphinx JSON, one utterance a line.
    PocketSphinx,
    /// An aeneas sync map.
    Aeneas,
    /// Amazon Transcribe.
    Amazon,
    /// AssemblyAI.
    AssemblyAi,
    /// Deepgram.
    Deepgram,
    /// Google Speech-to-Text.
    Google,
    /// Rev AI.
    Rev,
    /// Speechmatics, version 2.
    Speechmatics,
    /// ElevenLabs.
    ElevenLabs,
    /// IBM Watson.
    Watson,
    /// Trint.
    Trint,
    /// autoEdit 2.
    AutoEdit,
    /// Azure: a batch, a fast transcription, or what its SDK gives.
    Azure,
    /// Azure's Video Indexer.
    VideoIndexer,
    /// Gladia.
    Gladia,
    /// The `chunks` of a Hugging Face pipeline.
    HuggingFace,
    /// NeMo: Parakeet and its like.
    Nemo,
    /// Speechmatics, version 1.
    SpeechmaticsV1,
    /// Gentle.
    Gentle,
    /// Words with paragraphs beside them, which have the speakers: Digital Paper Edit, react-transcript-editor.
    PaperEdit,
    /// YouTube: json3, and the XML of `timedtext`.
    YouTube,
    /// A table with columns for start, end and text: Whisper's TSV and CSV.
    Table,
    /// NIST CTM, as Kaldi writes it: a word a line.
    Ctm,
    /// SubStation Alpha, ASS too.
    Ass,
    /// SBV, YouTube's SubViewer.
    Sbv,
    /// Text by speakers: a name and a time, and below or behind them what is said.
    SpeakerLines,
    /// Text by speakers without any time.
    SpeakerText,
    /// The lines that a recogniser prints, each with its times in brackets.
    ConsoleLines,
    /// The tiers of a forced aligner in JSON, as the Montreal Forced Aligner writes them.
    AlignerTiers,
    /// Hyperaudio's HTML.
    Hyperaudio,
    /// oTranscribe's `.otr`.
    OTranscribe,
}

impl Form {
    /// Its name, or that of the program that writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Vtt => "webvtt",
            Self::Srt => "subrip",
            Self::EbuTtD => "ebu-tt-d",
            Self::Ttml => "ttml",
            Self::Lrc => "lrc",
            Self::Audacity => "audacity",
            Self::TextGrid => "textgrid",
            Self::Eaf => "eaf",
            Self::Ohms => "ohms",
            Self::PodcastJson => "podcast-json",
            Self::PodcastHtml => "podcast-html",
            Self::WebAnnotation => "web-annotation",
            Self::Iiif => "iiif",
            Self::WhisperCpp => "whisper.cpp",
            Self::Whisper => "openai-whisper",
            Self::WhisperX => "whisperX",
            Self::SegmentList => "segment list",
            Self::WordList => "word list",
            Self::Kaldi => "kaldi",
            Self::Vosk => "vosk",
            Self::PocketSphinx => "pocketsphinx",
            Self::Aeneas => "aeneas",
            Self::Amazon => "amazon transcribe",
            Self::AssemblyAi => "assemblyai",
            Self::Deepgram => "deepgram",
            Self::Google => "google speech-to-text",
            Self::Rev => "rev ai",
            Self::Speechmatics => "speechmatics",
            Self::ElevenLabs => "elevenlabs",
            Self::Watson => "ibm watson",
            Self::Trint => "trint",
            Self::AutoEdit => "autoedit",
            Self::Azure => "azure",
            Self::VideoIndexer => "video indexer",
            Self::Gladia => "gladia",
            Self::HuggingFace => "hugging face",
            Self::Nemo => "nemo",
            Self::SpeechmaticsV1 => "speechmatics 1",
            Self::Gentle => "gentle",
            Self::PaperEdit => "paper edit",
            Self::YouTube => "youtube",
            Self::Table => "table",
            Self::Ctm => "ctm",
            Self::Ass => "substation alpha",
            Self::Sbv => "sbv",
            Self::SpeakerLines => "speaker lines",
            Self::SpeakerText => "speaker text",
            Self::ConsoleLines => "console lines",
            Self::AlignerTiers => "aligner tiers",
            Self::Hyperaudio => "hyperaudio",
            Self::OTranscribe => "otranscribe",
        }
    }

    /// Whether it is written in JSON.
    pub(super) const fn is_json(self) -> bool {
        !matches!(
            self,
            Self::Vtt
                | Self::Srt
                | Self::EbuTtD
                | Self::Ttml
                | Self::Lrc
                | Self::Audacity
                | Self::TextGrid
                | Self::Eaf
                | Self::Ohms
                | Self::PodcastHtml
                | Self::Table
                | Self::Ctm
                | Self::Ass
                | Self::Sbv
                | Self::SpeakerLines
                | Self::SpeakerText
                | Self::ConsoleLines
                | Self::Hyperaudio
        )
    }

    /// Whether a file of it has times at all.
    pub(crate) const fn has_times(self) -> bool {
        !matches!(self, Self::SpeakerText)
    }

    /// Whether what is said at once, or on several channels, stands one behind the other in a file of it.
    pub(crate) const fn may_step_back(self) -> bool {
        matches!(self, Self::TextGrid | Self::Eaf | Self::Azure | Self::Gladia | Self::Ass | Self::Ctm)
    }
}
