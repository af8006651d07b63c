use std::ffi::OsString;
use std::io::Write;

use rawi::catalog::OfferedTranscript;
use rawi::job;
use rawi::time::ClockStyle;
use rawi::transcript::{self, OfferedTimes, Transcript};

use crate::complete;
use crate::error::{Exit, Failure};
use crate::store::{Store, print_json};
use crate::ui::Ui;

/// Compare transcripts that were published with a report with what was heard
///
/// Feeds offer transcripts with their episodes, and downloaders lay subtitles beside their recordings. Their words are those of people,
/// and their times often those of a recording without its advertisements. `--take` makes the first whose times are accepted the transcript of the
/// report; nothing is overwritten, and one whose times are not is refused with exit code 3.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  rawi transcript offered 1\n  rawi transcript offered 1 --take")]
pub(super) struct Args {
    /// The report
    #[arg(add = complete::reports())]
    report: OsString,
    /// Take the first whose times are accepted as the transcript of the report
    #[arg(long)]
    take: bool,
    /// Print as JSON
    #[arg(long, conflicts_with = "take")]
    json: bool,
}

/// A transcript that was read, and how its times stand; else why it could not be.
type Compared = Result<(Transcript, OfferedTimes), String>;

pub(super) fn run(args: &Args, store: &Store, ui: &Ui) -> Result<Exit, Failure> {
    let report = store.find(&args.report)?;
    let recording = store.recording(&report)?;
    let heard = store.catalog.transcript(store.transcript_id(&report)?)?;
    let offered = store.catalog.offered(report.id)?;
    if offered.is_empty() {
        return Err(Failure::new(format!("no transcript was published with the report `{}`", report.slug))
            .hint(format!("`rawi transcript import {} FILE` takes one in from a file", report.id)));
    }
    let compared: Vec<(&OfferedTranscript, Compared)> = offered.iter().map(|one| (one, compare(one, &heard))).collect();
    if args.json {
        print_json(&compared.iter().map(|(one, found)| as_json(one, found)).collect::<Vec<_>>(), ui)?;
        return Ok(Exit::Done);
    }
    let mut out = ui.out();
    for (one, found) in &compared {
        let told = found.as_ref().map_or_else(|why| format!("cannot be read: {why}"), |(_, times)| verdict(times));
        writeln!(out, "{} ({}): {told}", one.facts.address, one.facts.media_type)?;
    }
    if !args.take {
        return Ok(Exit::Done);
    }
    let accepted = compared.into_iter().filter_map(|(_, found)| found.ok()).find(|(_, times)| times.is_accepted());
    let Some((taken, _)) = accepted else {
        ui.error("none of them has the times of this recording");
        ui.hint("the words can be used all the same: as `--article` they are aligned with what was heard");
        return Ok(Exit::Refused);
    };
    let (_, is_new) = job::keep_transcript(&store.catalog, recording.id, &taken, report.facts.language.as_ref(), store.now)?;
    ui.say(if is_new { "taken as the transcript of the report" } else { "it is the transcript of the report already" });
    Ok(Exit::Done)
}

fn compare(offered: &OfferedTranscript, heard: &Transcript) -> Compared {
    let read = transcript::read(&offered.content, Some(&offered.facts.address)).map_err(|error| error.to_string())?;
    let times = transcript::offered_times(heard, &read);
    Ok((read, times))
}

/// What the comparison says, in a sentence.
fn verdict(times: &OfferedTimes) -> String {
    let text = format!("{} % of its words were heard", times.heard_percent);
    if !times.is_same_text() {
        return format!("{text}; it is of another recording");
    }
    if times.is_accepted() {
        return format!("{text}; its times are accepted");
    }
    let shift = |by: i64| format!("{:+.1} s", by as f64 / 1000.0);
    let from = |at: rawi::time::Timestamp| ClockStyle::Seconds.print(at);
    let shifts: Vec<String> =
        times.shifts.iter().map(|(at, by)| format!("{} from {} on", shift(by.as_millis()), from(*at))).collect();
    let shifts = if shifts.is_empty() { "they jump".to_owned() } else { shifts.join(", ") };
    format!("{text}; its times are refused ({} of {} lines are in time): {shifts}", times.in_time, times.met)
}

fn as_json(offered: &OfferedTranscript, found: &Compared) -> serde_json::Value {
    let mut value = serde_json::json!({
        "address": offered.facts.address,
        "media_type": offered.facts.media_type,
        "language": offered.facts.language,
    });
    let more = match found {
        Ok((_, times)) => serde_json::json!({
            "accepted": times.is_accepted(),
            "same_text": times.is_same_text(),
            "heard_percent": times.heard_percent,
            "lines": times.lines,
            "met": times.met,
            "in_time": times.in_time,
            "shifts": times.shifts.iter().map(|(at, by)| serde_json::json!({"from_ms": at.as_millis(), "by_ms": by.as_millis()})).collect::<Vec<_>>(),
        }),
        Err(why) => serde_json::json!({ "accepted": false, "unreadable": why }),
    };
    if let (Some(value), serde_json::Value::Object(more)) = (value.as_object_mut(), more) {
        value.extend(more);
    }
    value
}
