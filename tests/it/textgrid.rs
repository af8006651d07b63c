//! Praat's TextGrids, as the shared test data has them; the alignment benchmark reads them with this too.

/// A label, and from when to when it holds, in seconds.
pub(crate) type Interval = (String, f64, f64);

/// How long the tier called `name` is, and its intervals that have a label; from either text form, the long one of which
/// has headings in front of its values.
pub(crate) fn tier(grid: &str, name: &str) -> Option<(f64, Vec<Interval>)> {
    let fields = grid.lines().map(|line| line.rsplit(" = ").next().unwrap_or(line).trim());
    let mut fields = fields.filter(|f| f.starts_with('"') || f.parse::<f64>().is_ok());
    let name = format!("\"{name}\"");
    fields.find(|f| *f == name)?;
    let (_start, end, count) = (fields.next()?, fields.next()?.parse().ok()?, fields.next()?.parse::<usize>().ok()?);
    let mut labelled = Vec::new();
    for _ in 0..count {
        let (start, end, label) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?, fields.next()?);
        let label = label.trim_matches('"');
        if !label.trim().is_empty() {
            labelled.push((label.to_owned(), start, end));
        }
    }
    Some((end, labelled))
}
