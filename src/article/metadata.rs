/// The day that a line of nothing else names, `YYYY-MM-DD`.
pub(super) fn date_line(line: &str) -> Option<String> {
    let _ = line;
    None
}
