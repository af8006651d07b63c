use std::path::PathBuf;

use rawi::models::{self, NewModel, Quantization};

use crate::error::{Exit, Failure, Hint};
use crate::model;
use crate::progress::Bytes;
use crate::signals::cancelled;
use crate::ui::Ui;

/// Make a model of your own usable: fine-tuned, or published in another form
///
/// Takes the folder of a Hugging Face model (safetensors or PyTorch), of a CTranslate2 model (as faster-whisper uses), OpenAI's
/// `.pt` checkpoint, or a ggml file. `--model NAME` finds it then.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi models add whisper-small-arabic/\n  rawi models add faster-whisper-medium/ --name medium-ct2 --quantize q8_0\n  rawi models add tiny.pt --vocabulary whisper/assets/multilingual.tiktoken"
)]
pub(crate) struct Args {
    /// The folder, checkpoint or ggml file
    #[arg(value_name = "FOLDER|FILE")]
    from: PathBuf,
    /// What to call it [default: as the folder or file is called]
    #[arg(long)]
    name: Option<String>,
    /// Keep its weights in fewer bits: q8_0 in half the room, q5_1 in a third
    #[arg(long, value_name = "FORM")]
    quantize: Option<Form>,
    /// Where its vocabulary is, when not beside it: a folder, tokenizer.json, vocab.json, .tiktoken or a ggml model
    #[arg(long, value_name = "PATH")]
    vocabulary: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Form {
    #[value(name = "q8_0")]
    Q8_0,
    #[value(name = "q5_1")]
    Q5_1,
}

impl From<Form> for Quantization {
    fn from(form: Form) -> Self {
        match form {
            Form::Q8_0 => Self::Q8_0,
            Form::Q5_1 => Self::Q5_1,
        }
    }
}

pub(super) fn run(args: &Args, ui: &Ui) -> Result<Exit, Failure> {
    let mut options = models::AddOptions::default();
    options.vocabulary = args.vocabulary.as_deref();
    options.quantization = args.quantize.map(Quantization::from);
    let name = args.name.clone().unwrap_or_else(|| models::added_name(&args.from, options.quantization));
    let folder = model::folders()?.pop().ok_or_else(|| Failure::new("there is no place for models"))?;
    let model = NewModel::open(&args.from, &options).map_err(hinted)?;
    ui.say(format!("{name}: {} MB into {}", model.bytes() / 1_000_000, folder.display()));
    let mut stage = ui.stage("adding", Bytes(model.bytes()));
    let stopped = cancelled();
    let added = models::add(&model, &args.from, &folder, &name, &mut |done| {
        stage.at(Bytes(done));
        !stopped()
    });
    stage.finish();
    let added = added.hint("`--name` gives it another name; `rawi models remove NAME` makes room")?;
    ui.say(format!("{} is here, SHA-256 {}: `--model {name}`", added.path.display(), added.sha256));
    Ok(Exit::Done)
}

fn hinted(error: models::Error) -> Failure {
    let vocabulary = matches!(&error, models::Error::Incomplete { missing, .. } if missing.starts_with("one of "));
    let hint = if vocabulary {
        "`--vocabulary` names a file that has its tokens, or a ggml model of the same kind"
    } else {
        "`rawi models add --help` says what a model can be made of"
    };
    Failure::from(error).or_hint(hint)
}
