//! Tables with commas between, as RFC 4180 has them.

use std::io::{self, Write};

/// Writes one row. What holds a comma, a quotation mark or a line end stands in quotation marks; what a spreadsheet would take for a
/// formula begins with an apostrophe.
pub(super) fn row(out: &mut impl Write, fields: &[&str]) -> io::Result<()> {
    let line: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
    write!(out, "{}\r\n", line.join(","))
}

fn quoted(field: &str) -> String {
    let formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']) && field.parse::<f64>().is_err();
    let field = if formula { format!("'{field}") } else { field.to_owned() };
    if field.contains([',', '"', '\n', '\r']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
}

#[cfg(test)]
mod tests {
    use super::row;

    #[test]
    fn a_field_stays_one_field_and_is_no_formula() {
        let mut out = Vec::new();
        row(&mut out, &["a,b", "he said \"no\"", "=SUM(A1)", "-5", "two\nlines", ""]).unwrap();
        let expected = "\"a,b\",\"he said \"\"no\"\"\",'=SUM(A1),-5,\"two\nlines\",\r\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
