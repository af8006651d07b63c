//! Which format a file is to be written in, by what a person names and by the name of the file.

use std::path::Path;

use rawi::caption::Format;

use crate::error::Failure;

/// The format that the name of a file asks for; WebVTT when it has no ending.
pub(crate) fn of_name(path: &Path) -> Result<Format, Failure> {
    let Some(ending) = path.extension() else { return Ok(Format::Vtt) };
    let named = ending.to_str().and_then(|name| name.to_ascii_lowercase().parse::<Format>().ok());
    let meant = meant(path);
    let list = |formats: &[Format]| formats.iter().map(|f| f.name()).collect::<Vec<_>>().join(", ");
    match (meant.as_slice(), named) {
        ([format], _) => Ok(*format),
        (_, Some(format)) => Ok(format),
        ([], None) => {
            let mut known = Format::ALL.map(|f| format!(".{}", f.extension())).to_vec();
            known.sort_unstable();
            known.dedup();
            Err(Failure::new(format!("captions cannot be written as `.{}`", ending.display())).hint(format!(
                "{}; or name a format: `--format` {}",
                known.join(" "),
                list(&Format::ALL)
            )))
        }
        (several, None) => Err(Failure::new(format!("`.{}` can be several formats: {}", ending.display(), list(several)))
            .hint(format!("name one: `--format {}`", several[0].name()))),
    }
}

/// The formats whose usual ending a file has; those of the longest ending.
fn meant(path: &Path) -> Vec<Format> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let fits = |format: &Format| name.ends_with(&format!(".{}", format.extension().to_lowercase()));
    let longest = Format::ALL.into_iter().filter(fits).map(|format| format.extension().len()).max();
    Format::ALL.into_iter().filter(|format| fits(format) && Some(format.extension().len()) == longest).collect()
}

/// The ending of a file that is written beside others of the same name: the usual one, with the format in front where two would be
/// one.
pub(crate) fn ending(format: Format, all: &[Format]) -> String {
    let same = all.iter().filter(|other| other.extension() == format.extension()).count();
    if same > 1 { format!("{}.{}", format.name(), format.extension()) } else { format.extension().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_ending_decides() {
        let of = |name: &str| of_name(Path::new(name)).ok();
        assert_eq!(of("a.reaper.csv"), Some(Format::Reaper));
        assert_eq!(of("a.CSV"), Some(Format::Csv));
        assert_eq!(of("a.chapters.json"), Some(Format::Chapters));
        assert_eq!((of("a.json"), of("a.mp3"), of("a")), (None, None, Some(Format::Vtt)));
        assert_eq!(of("a.textgrid"), Some(Format::TextGrid));
    }

    #[test]
    fn endings_that_would_be_one_are_told_apart() {
        let all = [Format::Vtt, Format::EbuTtD, Format::Ohms];
        assert_eq!(all.map(|format| ending(format, &all)), ["vtt", "ebu-tt-d.xml", "ohms.xml"]);
    }
}
