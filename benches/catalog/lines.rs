//! The lines of a catalog again and again, each time as other reports.

use std::io::Write;

use rawi::text::Sha256;
use serde_json::Value;

/// Writes `lines` so often, with numbers, hashes, slugs and days of their own.
pub fn repeat(lines: &[String], times: usize, out: &mut impl Write) {
    writeln!(out, "{}", lines[0]).unwrap();
    let rows: Vec<Value> = lines[1..].iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of_kind = |kind: &str| rows.iter().filter(|row| row["row"] == kind).count() as u64;
    let kinds = ["recording", "report", "article", "transcript", "alignment"];
    let counts: Vec<u64> = kinds.iter().map(|kind| of_kind(kind)).collect();
    for time in 0..times as u64 {
        for row in &rows {
            let mut row = row.clone();
            let kind = row["row"].as_str().unwrap().to_owned();
            for (name, count) in kinds.iter().zip(&counts) {
                if let Some(number) = row.get(*name).and_then(Value::as_u64) {
                    row[*name] = Value::from(number + time * count);
                }
            }
            let object = row.as_object_mut().unwrap();
            if kind == "recording" {
                let hash = Sha256::of(format!("{}{time}", object["sha256"]).as_bytes());
                object.insert("sha256".to_owned(), hash.to_string().into());
                object.insert("path".to_owned(), format!("{}.{time}", object["path"].as_str().unwrap()).into());
            }
            if kind == "report" {
                object.insert("slug".to_owned(), format!("{}-{time}", object["slug"].as_str().unwrap()).into());
            }
            writeln!(out, "{row}").unwrap();
        }
    }
}
