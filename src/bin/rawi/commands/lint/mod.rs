use std::path::Path;

use rawi::caption::{self, CaptionSource, Format};
use rawi::text::Language;

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::input::{self, What};
use crate::store::Store;
use crate::ui::Ui;

mod args;
mod repaired;
mod told;

pub(crate) use args::Args;
use told::Fixable;

/// A longer file is not kept for a second look by the format that its name says.
const SECOND_LOOK_BYTES: usize = 8 << 20;
/// What a repair would mend is known once it was tried, which of a longer file takes minutes where nearly every cue is to be mended:
/// without `--fix` it is not tried. Sixty hours of captions are shorter.
const TRIED_BYTES: usize = 4 << 20;

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let path = args.file.as_path();
    let bytes = input::read(path, What::Captions)?;
    let is_long = bytes.len() > TRIED_BYTES;
    let source = read(bytes, args)?;
    let (preset, rules) = args.limits.rules(source.format().unwrap_or(Format::Vtt))?;
    let transcript = match &args.report {
        Some(wish) => {
            let store = Store::open(global)?;
            Some(store.catalog.transcript(store.transcript_id(&store.find(wish)?)?)?)
        }
        None => None,
    };
    // A file that does not name its language is in that of its recording.
    let language = transcript.as_ref().map(|t| t.language().clone()).filter(|l| *l != Language::unknown());
    let source = source.or_in(language);
    let limits = told::Limits { preset, rules, transcript };
    // Only what is to be mended is repaired, also to know what a repair would mend.
    let is_wanted = args.fix || !is_long && told::has_open(&source, &limits);
    let repair = is_wanted.then(|| source.repair(&limits.rules, args.bidi, limits.transcript.as_ref()));
    let open = match repair {
        Some(Ok(repair)) if args.fix => {
            repaired::write(&repair, &source, (args, global), ui)?;
            told::tell(repair.source(), &limits, Fixable::None, args.json, ui)?
        }
        Some(Ok(repair)) => {
            let remaining = repair.remaining(&limits.rules, limits.transcript.as_ref());
            told::tell(&source, &limits, Fixable::AllBut(&remaining), args.json, ui)?
        }
        // What is as it should be needs no repair.
        Some(Err(error)) if args.fix && told::has_open(&source, &limits) => return Err(repaired::refusal(&error, path)),
        None if is_long => told::tell(&source, &limits, Fixable::NotTried, args.json, ui)?,
        Some(Err(_)) | None => told::tell(&source, &limits, Fixable::None, args.json, ui)?,
    };
    Ok(if open { Exit::Findings } else { Exit::Done })
}

/// The content says which format it is; the name only where the content does not.
fn read(bytes: Vec<u8>, args: &Args) -> Result<CaptionSource, Failure> {
    let named = || Path::new(&args.file).extension().and_then(|e| e.to_str()?.parse::<Format>().ok());
    let encoding = args.encoding.as_deref();
    let copy = (bytes.len() <= SECOND_LOOK_BYTES).then(|| bytes.clone());
    let read = CaptionSource::from_bytes(bytes, args.format, encoding);
    let read = match (read, named(), copy) {
        (Err(caption::Error::Unrecognised { .. }), Some(format), Some(copy)) => {
            CaptionSource::from_bytes(copy, Some(format), encoding)
        }
        (read, ..) => read,
    };
    read.map_err(|e| Failure::from(e).about(format!("cannot read the captions `{}`", args.file.display())))
}
