use crate::audio;
use crate::text::Language;
use crate::transcript::Engine;

/// Whether doubtful stretches are recognised a second time. An alignment says where they are; so without an article there are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SecondPass {
    /// Never.
    Off,
    /// Where there is an article. It decides where to listen again, never what was heard. The default.
    #[default]
    On,
    /// The same, and the names that the article prints, and nothing else of it, are given as a prompt.
    WithNames,
}

/// How a recording is transcribed: all of it changes what is heard.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Options {
    /// The track and the channel to listen to. Default: the main track, all channels mixed.
    pub audio: audio::Options,
    /// The language that is spoken. Default: the recogniser detects it in the first windows.
    pub language: Option<Language>,
    /// Other languages that may be spoken in between, as in a sound-bite: each stretch is recognised in its own. Default: none;
    /// where `language` is not told either, a window that is heard badly is looked at for any.
    pub also: Vec<Language>,
    /// Names and terms that may occur, to spell them right; never sentences. Default: none.
    pub prompt: Option<String>,
    /// Translate into English instead of writing down what is said. Default: no.
    pub translate: bool,
    /// Whether doubtful stretches are recognised again. Default: yes.
    pub second_pass: SecondPass,
}

impl Options {
    /// The identity of a run of `engine` with these options: everything that changes the outcome. `with_article` says whether there
    /// is an article by which stretches are doubtful; which one is no part of it, so when an article changes nothing is recognised
    /// again.
    pub fn engine(&self, engine: &Engine, with_article: bool) -> Engine {
        let mut engine = engine.clone();
        let options = &mut engine.options;
        let languages: Vec<&str> = self.language.iter().chain(&self.also).map(Language::as_str).collect();
        options.push(format!("language={}", if languages.is_empty() { "auto".to_owned() } else { languages.join(",") }));
        options.extend(self.prompt.iter().map(|prompt| format!("prompt={prompt}")));
        options.extend(self.translate.then(|| "translate=true".to_owned()));
        if self.audio.channel != audio::Channel::Mix {
            options.push(format!("channel={:?}", self.audio.channel).to_lowercase());
        }
        options.extend(self.audio.track.map(|track| format!("track={track}")));
        options.extend(match self.second_pass {
            SecondPass::On if with_article => Some("second_pass=true".to_owned()),
            SecondPass::WithNames if with_article => Some("second_pass=with_names".to_owned()),
            _ => None,
        });
        options.sort();
        engine
    }
}
