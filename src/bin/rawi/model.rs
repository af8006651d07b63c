//! Which model recognises, and loading it.

use std::path::{Path, PathBuf};

use rawi::batch::{Plan, PlanSettings, PlannedSecondPass};
use rawi::job::{self, Model, SecondPass};
use rawi::models::{self, DecodeSettings, Demonstration};
use rawi::recognize::{self, Cancelled, Whisper, WhisperOptions};
use rawi::text::{Language, Sha256};
use rawi::transcript::Engine;

use crate::addresses;
use crate::complete;
use crate::error::{Failure, Hint, MODEL_FILE};
pub(crate) use crate::folders::{cache, folders, name_of};
use crate::input::Kind;
use crate::signals::cancelled;
use crate::stored_model;
use crate::ui::Ui;

/// More threads than any computer has cores: the engine keeps memory for each.
const MOST_THREADS: i64 = 512;

/// How recognition is set.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Recognition")]
pub(crate) struct Recognition {
    /// The model: a name that `rawi models list` shows, a ggml file, or one in a store (s3://…, gs://…, az://…), which is kept here
    /// [default: the demonstration model]
    #[arg(long, value_name = "NAME|PATH|URL", env = "RAWI_MODEL", hide_env_values = true, add = complete::models())]
    pub(crate) model: Option<PathBuf>,
    /// Hypotheses kept while decoding; 1 is fastest [default: 5]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=8))]
    pub(crate) beam: Option<u8>,
    /// Names and terms that may occur, to spell them right; never whole sentences
    #[arg(long, value_name = "TEXT")]
    pub(crate) prompt: Option<String>,
    /// Don't hear doubtful stretches a second time (done where there is an article to tell them by)
    #[arg(long)]
    pub(crate) no_second_pass: bool,
    /// Give the names that the article prints, and nothing else of it, as a prompt when a stretch is heard a second time
    #[arg(long, conflicts_with = "no_second_pass")]
    pub(crate) prompt_from_article: bool,
    /// Translate into English instead of writing down what is said
    #[arg(long)]
    pub(crate) translate: bool,
    /// The channel to listen to: mix, left, right or its number
    #[arg(long, default_value = "mix")]
    pub(crate) channel: rawi::audio::Channel,
    /// The audio track, counted from 1 [default: the main one]
    #[arg(long, value_name = "N")]
    pub(crate) track: Option<u32>,
    /// Threads to compute with; the outcome does not depend on it [default: all cores]
    ///
    /// On a machine that is busy with other work fewer are faster: they wait for each other.
    #[arg(long, value_name = "N", env = "RAWI_THREADS", hide_env_values = true, value_parser = clap::value_parser!(u16).range(1..=MOST_THREADS))]
    pub(crate) threads: Option<u16>,
}

/// A model that was chosen and not loaded yet: enough to know whether its work was done before.
pub(crate) struct Chosen {
    path: PathBuf,
    name: String,
    sha256: Sha256,
    options: WhisperOptions,
    demonstration: bool,
}

impl Chosen {
    /// What it is called.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Which engine and model it is, and how it is set.
    pub(crate) fn engine(&self) -> Engine {
        self.options.engine(&self.name, self.sha256)
    }

    /// Loads it, under the name that it has elsewhere.
    pub(crate) fn load_as(&self, name: &str) -> Result<Whisper, recognize::Error> {
        Whisper::load(&self.path, name, self.sha256, self.options.clone())
    }

    /// It as a job wants it. When the demonstration model is loaded, it says what would be better for `language`.
    pub(crate) fn model(self, language: Option<Language>, ui: &Ui) -> Model<'_> {
        let engine = self.engine();
        Model::lazy(engine, move || {
            if self.demonstration {
                ui.say("recognising with the demonstration model, which knows a small vocabulary; `rawi models list` shows better ones");
                // Where models would lie is unknown only to a user without a data directory, who has none.
                advice(language.as_ref()).into_iter().for_each(|line| ui.say(line));
            }
            let wished = self.options.gpu;
            let loaded = Whisper::load(&self.path, &self.name, self.sha256, self.options)?;
            match loaded.graphics_card() {
                Some(card) => ui.detail(format!("recognition computes on the graphics card: {card}")),
                None if wished && !recognize::engine_facts().accelerators.is_empty() => {
                    ui.say("recognition computes on the processor: no graphics card is here with a driver and memory enough; `RAWI_GPU=off` asks for none");
                }
                None => ui.detail("recognition computes on the processor"),
            }
            Ok(loaded)
        })
    }
}

/// What the demonstration model is called.
const DEMONSTRATION: &str = "rawi-demo";

impl Recognition {
    /// What of it a plan keeps.
    pub(crate) fn settings(&self) -> PlanSettings {
        let mut settings = PlanSettings::default();
        (settings.beam, settings.prompt, settings.translate) = (self.beam, self.prompt.clone(), self.translate);
        (settings.channel, settings.track) = (self.channel, self.track);
        settings.second_pass = match (self.no_second_pass, self.prompt_from_article) {
            (true, _) => PlannedSecondPass::Off,
            (_, true) => PlannedSecondPass::WithNames,
            _ => PlannedSecondPass::On,
        };
        settings
    }

    /// The model of a plan, where it lies on this computer: at `path`, or under the name that it had where the plan was made.
    pub(crate) fn planned(
        plan: &Plan,
        path: Option<&Path>,
        threads: Option<u16>,
        (ui, cancelled): (&Ui, &Cancelled),
    ) -> Result<Chosen, Failure> {
        let name = plan.engine().model.as_deref().unwrap_or_default();
        let by_name = || (name != DEMONSTRATION).then(|| PathBuf::from(name.strip_prefix("ggml-").unwrap_or(name)));
        let settings = plan.settings();
        // The rest of the settings is for the job, and is no part of the model.
        let wish = Self {
            model: path.map(Path::to_owned).or_else(by_name),
            beam: settings.beam,
            prompt: None,
            no_second_pass: false,
            prompt_from_article: false,
            translate: false,
            channel: rawi::audio::Channel::default(),
            track: None,
            threads,
        };
        wish.choose_until(ui, cancelled)
    }

    /// How a recording in `language`, with others in between, is to be transcribed.
    pub(crate) fn options(&self, language: Option<Language>, also: Vec<Language>) -> job::Options {
        let second_pass = match (self.no_second_pass, self.prompt_from_article) {
            (true, _) => SecondPass::Off,
            (_, true) => SecondPass::WithNames,
            _ => SecondPass::On,
        };
        let mut audio = rawi::audio::Options::default();
        (audio.track, audio.channel) = (self.track, self.channel);
        job::Options { audio, language, also, prompt: self.prompt.clone(), translate: self.translate, second_pass }
    }

    /// The model that was named, or the one that ships with rawi.
    pub(crate) fn choose(&self, ui: &Ui) -> Result<Chosen, Failure> {
        self.choose_until(ui, &cancelled())
    }

    fn choose_until(&self, ui: &Ui, cancelled: &Cancelled) -> Result<Chosen, Failure> {
        let Some(wish) = &self.model else {
            let demo = demonstration()?;
            let options = self.run_as(&demo.facts.decode);
            let (path, sha256) = (demo.path, demo.facts.sha256);
            return Ok(Chosen { path, name: DEMONSTRATION.to_owned(), sha256, options, demonstration: true });
        };
        let path = located(wish, ui, cancelled)?;
        // What was fetched is known to a person by its address.
        self.in_file(&path).map_err(|failure| failure.naming(&path.display().to_string(), &wish.display().to_string()))
    }

    fn in_file(&self, path: &Path) -> Result<Chosen, Failure> {
        models::inspect(path).hint(MODEL_FILE)?;
        let name = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let asked = models::decode_beside(path).hint("mend that file, or move it away: published models need none")?;
        let options = asked.map_or_else(|| self.whisper(path), |decode| self.run_as(&decode));
        let sha256 = models::sha256_remembered(path, &cache()?)?;
        models::check(path, sha256).hint(MODEL_FILE)?;
        Ok(Chosen { path: path.to_owned(), name, sha256, options, demonstration: false })
    }

    fn whisper(&self, path: &Path) -> WhisperOptions {
        let mut options = WhisperOptions::default();
        options.heads = models::alignment_heads_beside(path);
        self.wished(options)
    }

    /// As the model's own facts ask for; a person's wish comes first.
    fn run_as(&self, decode: &DecodeSettings) -> WhisperOptions {
        self.wished(job::whisper_options(decode))
    }

    fn wished(&self, mut options: WhisperOptions) -> WhisperOptions {
        options.threads = self.threads();
        (options.gpu, options.int8) = (gpu_wished(), is_on("RAWI_INT8"));
        options.beam = self.beam.map_or(options.beam, usize::from);
        options
    }

    fn threads(&self) -> usize {
        let all = || std::thread::available_parallelism().map_or(1, usize::from);
        self.threads.map_or_else(all, usize::from)
    }
}

/// Whether a graphics card is to compute, where there is one.
pub(crate) fn gpu_wished() -> bool {
    is_on("RAWI_GPU")
}

fn is_on(variable: &str) -> bool {
    std::env::var_os(variable).is_none_or(|wish| wish != "off")
}

/// What to take instead of the demonstration model for a recording in `language`: the best model that is here, else the one to get.
fn advice(language: Option<&Language>) -> Result<String, Failure> {
    let here = models::installed(&folders()?);
    let whose = language.map_or_else(|| "any language".to_owned(), |tag| format!("`{tag}`"));
    let advice = models::pick(language.map(Language::as_str), free_memory_mb(), &here);
    let Some(advice) = advice else { return Ok("`rawi models list` shows the published models".to_owned()) };
    let best = &advice.best.name;
    Ok(match advice.here.and_then(|at| here.get(at)) {
        Some(model) => format!("better for {whose}, and on this computer already: `--model '{}'`", model.path.display()),
        None => format!("better for {whose} in the memory that is free: `rawi models pull {best}`, then `--model {best}`"),
    })
}

/// The file of a model: what a store holds at an address, fetched unless it is here, a path, or the name of one that is installed.
pub(crate) fn located(wish: &Path, ui: &Ui, cancelled: &Cancelled) -> Result<PathBuf, Failure> {
    if let Some(address) = addresses::object(wish) {
        return stored_model::file(address, &cache()?, ui, cancelled);
    }
    if let Some(address) = addresses::address(wish) {
        return Err(Failure::new(format!(
            "the model `{address}` is an address of the web, and a file, a name or a store was expected"
        ))
        .hint("download it and name that file; of published models `rawi models pull NAME --from ADDRESS` asks a mirror"));
    }
    find(wish)
}

/// The file of a model: a path, or the name of one that is installed.
pub(crate) fn find(wish: &Path) -> Result<PathBuf, Failure> {
    if wish.is_file() {
        return Ok(wish.to_owned());
    }
    if let Some(what) = std::fs::metadata(wish).ok().and_then(|facts| no_file(&facts)) {
        let what = format!("`{}` is {what}, and a model's file was expected", wish.display());
        return Err(Failure::new(what).hint("`rawi models list` shows which models are here"));
    }
    let name = wish.to_string_lossy();
    let published = models::find(&name);
    let file = published.as_ref().map_or_else(|_| format!("ggml-{name}.bin"), |published| published.file.clone());
    let found = folders()?.iter().map(|folder| folder.join(&file)).find(|path| path.is_file());
    found.ok_or_else(|| match published {
        Ok(_) => {
            Failure::new(format!("the model `{name}` is not on this computer")).hint(format!("rawi models pull {name}"))
        }
        Err(_) => {
            let told = format!("there is no model `{name}`: no such file, and no published model of that name");
            Failure::new(told).hint(meant(&name))
        }
    })
}

/// What lies at a path that is no file. A model is read more than once, and from the middle.
fn no_file(facts: &std::fs::Metadata) -> Option<&'static str> {
    match Kind::of(facts) {
        Kind::File => None,
        Kind::Folder => Some("a directory"),
        Kind::Pipe => Some("a pipe"),
        Kind::Other => Some("a device"),
    }
}

/// What a person may have meant by a name that no model has.
fn meant(name: &str) -> String {
    let here = models::installed(&folders().unwrap_or_default());
    let own = here.iter().filter_map(|found| name_of(&found.path));
    let known: Vec<&str> = own.chain(models::manifest().iter().map(|published| published.name.as_str())).collect();
    match rawi::text::nearest(name, known) {
        Some(near) => format!("did you mean `{near}`? `rawi models list` shows all"),
        None => "rawi models list".to_owned(),
    }
}

/// The demonstration model, unpacked on first use.
pub(crate) fn demonstration() -> Result<Demonstration, Failure> {
    models::demonstration(&cache()?.join("models")).hint("`--model PATH` names a ggml file, as downloaded for whisper.cpp")
}

/// What this computer has free, in megabytes; 8 GB where nobody tells.
pub(crate) fn free_memory_mb() -> u64 {
    let text = std::fs::read_to_string("/proc/meminfo").ok();
    let line = text.as_deref().and_then(|t| t.lines().find_map(|l| l.strip_prefix("MemAvailable:")));
    line.and_then(|l| l.trim().trim_end_matches("kB").trim().parse::<u64>().ok()).map_or(8000, |kb| kb / 1000)
}
