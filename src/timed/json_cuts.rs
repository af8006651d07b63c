//! Where JSON can be cut: between the segments of its only list of them.

use super::cuts::Cuts;

/// `None` for what is no list of objects, neither at the top nor as `segments`, and where words stand in a list of their own.
pub(super) fn find(bytes: &[u8], least: usize) -> Option<Cuts> {
    let mut at = space(bytes, 0);
    let list = match bytes.get(at)? {
        // In which unit whole numbers count is told from all of them.
        b'[' if has_fraction(bytes.get(at..value(bytes, space(bytes, at + 1))?)?) => at,
        b'{' => {
            at = space(bytes, at + 1);
            loop {
                let key = bytes.get(at..value(bytes, at)?)?;
                at = space(bytes, at + key.len());
                at = space(bytes, at + usize::from(bytes.get(at) == Some(&b':')));
                match key {
                    b"\"segments\"" => break at,
                    b"\"words\"" => return None,
                    _ => at = separators(bytes, value(bytes, at)?),
                }
            }
        }
        _ => return None,
    };
    (bytes.get(list) == Some(&b'[')).then_some(())?;
    let mut cuts = Cuts::of(None);
    at = separators(bytes, list + 1);
    while bytes.get(at) == Some(&b'{') {
        cuts.offer(at, least);
        cuts.tail = value(bytes, at)?;
        at = separators(bytes, cuts.tail);
    }
    (bytes.get(at) == Some(&b']')).then_some(())?;
    let rest = bytes.get(at..)?;
    // Words of all segments in one list would be given to each stretch anew.
    (!rest.windows(7).any(|window| window == b"\"words\"")).then_some(cuts)
}

/// Whether a number with decimals stands in the beginning of a list.
fn has_fraction(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|three| three[0].is_ascii_digit() && three[1] == b'.' && three[2].is_ascii_digit())
}

fn space(bytes: &[u8], from: usize) -> usize {
    from + bytes.iter().skip(from).take_while(|b| **b <= b' ').count()
}

fn separators(bytes: &[u8], from: usize) -> usize {
    from + bytes.iter().skip(from).take_while(|b| **b <= b' ' || **b == b',').count()
}

/// Where the value that begins at `from` ends; `None` when it does not.
fn value(bytes: &[u8], from: usize) -> Option<usize> {
    let mut depth = 0usize;
    let mut at = from;
    loop {
        match bytes.get(at)? {
            b'"' => at = string(bytes, at)?,
            b'{' | b'[' => {
                depth += 1;
                at += 1;
            }
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                at += 1;
            }
            _ if depth > 0 => {
                at += 1;
                continue;
            }
            _ => {
                let length = bytes.iter().skip(at).take_while(|b| !matches!(b, b',' | b'}' | b']' | ..=b' ')).count();
                return (length > 0).then_some(at + length);
            }
        }
        if depth == 0 {
            return Some(at);
        }
    }
}

/// Where the text ends that begins with the quotation mark at `from`.
fn string(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}
