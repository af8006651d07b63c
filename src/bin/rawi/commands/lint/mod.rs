use std::io::Write;
use std::path::Path;

use rawi::caption::{self, Breach, CaptionFile, CaptionSource, Format};
use rawi::text::Language;

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::input::{self, What};
use crate::store::{Store, print_json};
use crate::ui::Ui;

mod args;
mod repaired;

pub(crate) use args::Args;

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let path = args.file.as_path();
    let bytes = input::read(path, What::Captions)?;
    let source = read(&bytes, args)?;
    let format = source.captions().format.unwrap_or(Format::Vtt);
    let (preset, rules) = args.limits.rules(format)?;
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
    let lint = |file: &CaptionFile| caption::lint(file, &rules, transcript.as_ref());
    let repair = source.repair(&rules, args.bidi, transcript.as_ref());
    let mut findings = lint(source.captions());
    let mut told = source.captions();
    match &repair {
        Ok(repair) if args.fix => {
            repaired::write(repair, &bytes, (args, global), ui)?;
            told = repair.captions();
            findings = lint(told);
        }
        Ok(repair) => repair.mark(&mut findings, &lint(repair.captions())),
        // What is as it should be needs no repair.
        Err(_) if !args.fix || !findings.iter().any(Breach::is_open) => {}
        Err(error) => return Err(repaired::refusal(error, path)),
    }
    if args.json {
        print_json(&findings.iter().map(row).collect::<Vec<_>>(), ui)?;
    } else {
        tell(&findings, told, &preset, ui)?;
    }
    Ok(if findings.iter().any(Breach::is_open) { Exit::Findings } else { Exit::Done })
}

/// The content says which format it is; the name only where the content does not.
fn read(bytes: &[u8], args: &Args) -> Result<CaptionSource, Failure> {
    let named = || Path::new(&args.file).extension().and_then(|e| e.to_str()?.parse::<Format>().ok());
    let encoding = args.encoding.as_deref();
    let read = CaptionSource::read(bytes, args.format, encoding);
    let read = match (read, named()) {
        (Err(caption::Error::Unrecognised { .. }), Some(format)) => CaptionSource::read(bytes, Some(format), encoding),
        (read, _) => read,
    };
    read.map_err(|e| Failure::from(e).about(format!("cannot read the captions `{}`", args.file.display())))
}

fn tell(findings: &[Breach], file: &CaptionFile, preset: &str, ui: &Ui) -> Result<(), Failure> {
    let mut out = ui.out();
    for f in findings {
        let excuse = f.reason.map_or_else(String::new, |why| format!(" ({why})"));
        writeln!(out, "cue {} at {}: {}: {}{excuse}", f.cue, f.at, f.rule.id(), f.message)?;
    }
    let open = findings.iter().filter(|f| f.is_open()).count();
    let fixable = findings.iter().filter(|f| f.is_open() && f.fixable).count();
    ui.say(format!("{} cues against {preset}: {open} findings, {fixable} that `--fix` repairs", file.cues.len()));
    Ok(())
}

fn row(f: &Breach) -> serde_json::Value {
    serde_json::json!({ "cue": f.cue, "at_ms": f.at.as_millis(), "rule": f.rule.id(), "message": f.message,
        "measured": f.measured, "limit": f.limit, "fixable": f.fixable, "reason": f.reason })
}
