//! How often something was found.

use std::io::Write;

use rawi::catalog::SearchCount;

use super::args::Args;
use super::csv;
use crate::error::{Exit, Failure};
use crate::store::print_json;
use crate::terminal::shown;
use crate::ui::{Ui, counted};

pub(super) fn run(args: &Args, counts: &[SearchCount], ui: &Ui) -> Result<Exit, Failure> {
    let all: u64 = counts.iter().map(|count| count.reports).sum();
    if args.json {
        print_json(&counts, ui)?;
    } else if args.csv {
        let mut out = ui.out();
        csv::row(&mut out, &["group", "reports", "sentences", "segments"])?;
        for count in counts {
            let [reports, sentences, segments] = [count.reports, count.sentences, count.segments].map(|n| n.to_string());
            csv::row(&mut out, &[count.group.as_deref().unwrap_or(""), &reports, &sentences, &segments])?;
        }
    } else {
        let mut out = ui.out();
        for count in counts {
            let found = [
                counted(count.reports, "report"),
                format!("published in {}", counted(count.sentences, "sentence")),
                format!("said in {}", counted(count.segments, "segment")),
            ];
            let found = found.join(", ");
            match (&count.group, args.by) {
                (_, None) => writeln!(out, "{found}")?,
                // The name last: right-to-left text would turn what stands after it around.
                (group, Some(_)) => writeln!(out, "{found}: {}", shown(group.as_deref().unwrap_or("-")))?,
            }
        }
    }
    if all == 0 {
        ui.say("nothing found");
        return Ok(Exit::Findings);
    }
    Ok(Exit::Done)
}
