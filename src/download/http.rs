//! Requests, and what the answers mean.

use std::io::{self, Read};

use ureq::Body;
use ureq::http::{HeaderName, Method, Response, header};

use super::error::Error;
use super::partial::{BLOCK_BYTES, Partial};
use super::promise::Progress;
use super::reach::{Ended, Line, Manners};

/// Requests in a row that may bring the file no further than it ever was.
const BARREN_REQUESTS: u32 = 3;

/// Fetches what is missing, in as many requests as it takes while each brings the file further.
pub(super) fn receive(
    manners: &Manners,
    address: &str,
    part: &mut Partial,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<(), Error> {
    let line = Line::new(manners);
    let mut furthest = part.progress().done;
    let mut barren = 0;
    while !part.is_whole() {
        let broken = match request(&line, address, part, progress) {
            Ok(End::Whole) => return Ok(()),
            Ok(End::Early) => "the connection closed early".into(),
            Err(Ended::For(error)) => return Err(*error),
            Err(Ended::Broken(cause)) => cause,
        };
        let Progress { done, total } = part.progress();
        // Against the furthest point and not the last one: a server that makes every second request begin anew would
        // otherwise be asked for ever.
        barren = if done > furthest { 0 } else { barren + 1 };
        furthest = furthest.max(done);
        if barren >= BARREN_REQUESTS {
            return Err(Error::Broken { from: address.to_owned(), done, total, source: broken });
        }
    }
    Ok(())
}

/// The length of what lies at `address`, as far as the server tells it without sending it.
pub(super) fn announced_bytes(manners: &Manners, address: &str) -> Option<u64> {
    let reached = Line::new(manners).reach(&Method::HEAD, address, &[]).ok()?;
    let response = Some(reached.response).filter(|response| response.status().is_success())?;
    response.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.trim().parse().ok()
}

/// How the body of an answer ended.
enum End {
    Whole,
    Early,
}

fn request(
    line: &Line,
    address: &str,
    part: &mut Partial,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<End, Ended> {
    let mut headers: Vec<(HeaderName, String)> = Vec::new();
    if part.tag().is_none() && part.promise().sha256.is_none() {
        // Nothing would tell the rest of this content from that of another.
        part.restart()?;
    }
    let begun = part.progress().done;
    if begun > 0 {
        headers.push((header::RANGE, format!("bytes={begun}-")));
        headers.extend(part.tag().map(|tag| (header::IF_RANGE, tag.to_owned())));
    }
    let response = line.reach(&Method::GET, address, &headers)?.response;
    let response = if part.promise().may_be_text { response } else { no_text(response, address)? };
    accept(&response, address, part)?;
    let mut body = response.into_body().into_with_config().limit(u64::MAX).reader();
    let mut block = vec![0; BLOCK_BYTES];
    loop {
        let got = match body.read(&mut block) {
            Ok(0) => break,
            Ok(n) => n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(Ended::Broken(Box::new(e))),
        };
        line.check_time(address, part.progress().done)?;
        if let Err(error) = part.promise().check_most(address, part.progress().done + got as u64) {
            part.restart()?;
            return Err(error.into());
        }
        part.add(&block[..got])?;
        part.report(progress)?;
    }
    // A body of no announced length is over when the server says so.
    Ok(if part.is_whole() || part.progress().total.is_none() { End::Whole } else { End::Early })
}

/// Whether the answer is what was asked for; begins anew when the server sends all from the start.
fn accept(response: &Response<Body>, address: &str, part: &mut Partial) -> Result<(), Ended> {
    match response.status().as_u16() {
        200 => {
            part.restart()?;
            if let Some(length) = response.body().content_length() {
                part.promise().check(address, length)?;
                part.announce(length);
                part.check_room()?;
            }
            part.mark(tag(response));
            Ok(())
        }
        206 => accept_rest(response, address, part),
        // What is here goes beyond what is there.
        416 => {
            part.restart()?;
            Err(Ended::Broken("the server has no such part".into()))
        }
        // Busy, or a gateway that fails for the moment.
        500 | 502..=504 => Err(Ended::Broken(Box::new(ureq::Error::StatusCode(response.status().as_u16())))),
        status => Err(Error::Status { from: address.to_owned(), status }.into()),
    }
}

/// The most bytes of a text that are read to show its first line, and the most letters that are shown of that.
const TEXT_BYTES: u64 = 4_096;
const SHOWN_LETTERS: usize = 120;

/// The answer, unless the server calls it a text.
fn no_text(response: Response<Body>, address: &str) -> Result<Response<Body>, Error> {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    let kind = kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    let is_text = kind.starts_with("text/") || kind.ends_with("xml") || kind.ends_with("json");
    if !is_text || !response.status().is_success() {
        return Ok(response);
    }
    let mut bytes = Vec::new();
    // What cannot be read any more is not needed.
    let _ = response.into_body().into_reader().take(TEXT_BYTES).read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let begins_with = line.chars().filter(|c| !c.is_control()).take(SHOWN_LETTERS).collect();
    Err(Error::Text { from: address.to_owned(), kind, begins_with })
}

/// Whether a partial answer is the rest of what is here.
fn accept_rest(response: &Response<Body>, address: &str, part: &mut Partial) -> Result<(), Ended> {
    let range = content_range(response);
    if let Some((_, Some(total))) = range {
        part.promise().check(address, total)?;
    }
    // A server that minds no If-Range tells by its mark that the file changed.
    let changed = part.tag().is_some() && tag(response).is_some_and(|now| part.tag() != Some(now.as_str()));
    if changed {
        part.restart()?;
        return Err(Ended::Broken("the file changed on the server".into()));
    }
    match range {
        Some((start, total)) if start == part.progress().done => {
            if let Some(total) = total {
                part.announce(total);
            }
            Ok(())
        }
        // A part of something, but not of what was asked: take nothing of it, and ask for all next time.
        _ => {
            part.restart()?;
            Err(Ended::Broken("the server sent another part than asked for".into()))
        }
    }
}

/// The mark by which a server tells one content from the next: an ETag unless it is a weak one, else the time of change.
fn tag(response: &Response<Body>) -> Option<String> {
    let value = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    value(header::ETAG).filter(|tag| !tag.starts_with("W/")).or_else(|| value(header::LAST_MODIFIED))
}

/// `bytes START-END/TOTAL`: the start, and the total unless it is `*`.
fn content_range(response: &Response<Body>) -> Option<(u64, Option<u64>)> {
    let value = response.headers().get(header::CONTENT_RANGE)?.to_str().ok()?;
    let (range, total) = value.strip_prefix("bytes ")?.split_once('/')?;
    Some((range.split_once('-')?.0.parse().ok()?, total.parse().ok()))
}
