//! The archive that PyTorch writes: files one behind the other, as they are, and a list of them at the end.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use super::super::error::Error;
use super::byte_reader::ByteReader;

/// The end of the list lies this near the end of the file: its own 22 bytes and the longest remark.
const LONGEST_END: u64 = 22 + 65_535;
/// More files than a checkpoint has tensors.
const MOST_FILES: u64 = 100_000;
/// What stands in a field of 32 bits whose value needs 64.
const ELSEWHERE: u64 = 0xffff_ffff;

/// Where each file of the archive at `path` lies in it, by its name.
pub(super) fn entries(path: &Path) -> Result<HashMap<String, Range<u64>>, Error> {
    let mut file = ByteReader::open(path)?;
    let (count, place) = list(&mut file)?;
    if count > MOST_FILES {
        return Err(file.wrong(format!("{count} files in an archive")));
    }
    file.go_to(place)?;
    let listed = (0..count).map(|_| listed(&mut file)).collect::<Result<Vec<_>, _>>()?;
    let mut found = HashMap::new();
    for entry in listed.into_iter().flatten() {
        // The list's copy of a name and its extras may be shorter than the one before the content.
        file.go_to(entry.header)?;
        if file.array()? != *b"PK\x03\x04" {
            return Err(file.wrong(format!("no file at {} where its list has `{}`", entry.header, entry.name)));
        }
        file.go_to(entry.header + 26)?;
        let (name, extra) = (u64::from(file.u16()?), u64::from(file.u16()?));
        let start = entry.header + 30 + name + extra;
        match start.checked_add(entry.bytes) {
            Some(end) if end <= file.length() => found.insert(entry.name, start..end),
            _ => return Err(file.wrong(format!("`{}` of {} bytes does not lie in it", entry.name, entry.bytes))),
        };
    }
    Ok(found)
}

/// How many files the list has, and where it lies.
fn list(file: &mut ByteReader) -> Result<(u64, u64), Error> {
    let (start, tail) = file.tail(LONGEST_END)?;
    let Some(at) = tail.windows(4).rposition(|four| four == b"PK\x05\x06") else {
        return Err(file.wrong("an archive without its list at the end"));
    };
    let end = start + at as u64;
    file.go_to(end + 10)?;
    let count = u64::from(file.u16()?);
    file.u32()?;
    let place = u64::from(file.u32()?);
    if count != 0xffff && place != ELSEWHERE {
        return Ok((count, place));
    }
    // A second end, with longer fields, is told of right before.
    file.go_to(end.saturating_sub(20))?;
    if file.array()? != *b"PK\x06\x07" {
        return Ok((count, place));
    }
    file.u32()?;
    let longer = file.u64()?;
    file.go_to(longer)?;
    if file.array()? != *b"PK\x06\x06" {
        return Err(file.wrong("an archive whose list is not where it says"));
    }
    file.go_to(longer.saturating_add(32))?;
    let count = file.u64()?;
    file.u64()?;
    Ok((count, file.u64()?))
}

struct Listed {
    name: String,
    bytes: u64,
    header: u64,
}

/// The next entry of the list; `None` for a folder.
fn listed(file: &mut ByteReader) -> Result<Option<Listed>, Error> {
    if file.array()? != *b"PK\x01\x02" {
        return Err(file.wrong("an archive with a damaged list"));
    }
    file.go_to(file.at() + 6)?;
    let method = file.u16()?;
    file.go_to(file.at() + 8)?;
    let packed = u64::from(file.u32()?);
    let mut bytes = u64::from(file.u32()?);
    let lengths = [file.u16()?, file.u16()?, file.u16()?];
    file.go_to(file.at() + 8)?;
    let mut header = u64::from(file.u32()?);
    let name = String::from_utf8_lossy(&file.bytes(lengths[0].into())?).into_owned();
    let extra = file.bytes(lengths[1].into())?;
    let long = long_fields(&extra);
    let mut long = long.chunks_exact(8).map(|eight| u64::from_le_bytes(std::array::from_fn(|at| eight[at])));
    for field in [&mut bytes, &mut { packed }, &mut header] {
        if *field == ELSEWHERE {
            *field = long.next().unwrap_or(ELSEWHERE);
        }
    }
    file.go_to(file.at() + u64::from(lengths[2]))?;
    if name.ends_with('/') {
        return Ok(None);
    }
    if method != 0 {
        return Err(file.wrong(format!("`{name}` in it is compressed, which PyTorch's files never are")));
    }
    Ok(Some(Listed { name, bytes, header }))
}

/// Of an entry's extras those that hold the long fields.
fn long_fields(mut extra: &[u8]) -> &[u8] {
    while let [a, b, c, d, rest @ ..] = extra {
        let length = usize::from(u16::from_le_bytes([*c, *d])).min(rest.len());
        let (content, behind) = rest.split_at(length);
        if u16::from_le_bytes([*a, *b]) == 1 {
            return content;
        }
        extra = behind;
    }
    &[]
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// An archive of `files` as they are.
    pub(in super::super) fn written(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let (mut out, mut list) = (Vec::new(), Vec::new());
        let short = |out: &mut Vec<u8>, numbers: &[u16]| numbers.iter().for_each(|n| out.extend(n.to_le_bytes()));
        for (name, content) in files {
            let (header, bytes) = ((out.len() as u32).to_le_bytes(), (content.len() as u32).to_le_bytes());
            // PyTorch fills up to multiples of 64 bytes in the extras that only stand before the content.
            let padding = (64 - (out.len() + 34 + name.len()) % 64) % 64;
            out.extend(b"PK\x03\x04");
            short(&mut out, &[0; 7]);
            out.extend([bytes, bytes].concat());
            short(&mut out, &[name.len() as u16, 4 + padding as u16]);
            out.extend(name.as_bytes());
            out.extend([b'F', b'B', padding as u8, 0]);
            out.extend(vec![b'Z'; padding]);
            out.extend(content);
            list.extend(b"PK\x01\x02");
            short(&mut list, &[0; 8]);
            list.extend([bytes, bytes].concat());
            short(&mut list, &[name.len() as u16, 0, 0, 0, 0, 0, 0]);
            list.extend(header);
            list.extend(name.as_bytes());
        }
        let place = out.len() as u32;
        out.extend(&list);
        out.extend(b"PK\x05\x06");
        short(&mut out, &[0, 0, files.len() as u16, files.len() as u16]);
        out.extend((list.len() as u32).to_le_bytes());
        out.extend(place.to_le_bytes());
        out.extend([0, 0]);
        out
    }

    #[test]
    fn files_are_found_where_their_content_begins() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.pt");
        let bytes = written(&[("a/data.pkl", b"first".to_vec()), ("a/data/0", b"second".to_vec())]);
        std::fs::write(&path, &bytes).unwrap();
        let found = entries(&path).unwrap();
        let content = |name: &str| &bytes[found[name].start as usize..found[name].end as usize];
        assert_eq!((content("a/data.pkl"), content("a/data/0")), (b"first".as_slice(), b"second".as_slice()));
        // The last two bytes tell how long a remark is.
        for length in 0..bytes.len() - 2 {
            std::fs::write(&path, &bytes[..length]).unwrap();
            assert!(entries(&path).is_err(), "cut after {length} bytes");
        }
    }

    #[test]
    fn long_fields_stand_in_an_extra_of_their_own() {
        assert_eq!(long_fields(&[7, 0, 1, 0, 9, 1, 0, 2, 0, 5, 6, 0, 0]), [5, 6]);
        assert_eq!(long_fields(&[7, 0, 200, 0, 9]), [] as [u8; 0]);
    }
}
