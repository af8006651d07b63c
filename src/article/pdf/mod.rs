//! Text out of a PDF, which has neither paragraphs nor words but letters and where each stands on a page: letters are joined to
//! lines, a line that was drawn from the left is turned into the order in which it is read, and lines become paragraphs.
//!
//! Parsing and fonts are hayro's. Of the crates that read letters from a PDF it is the one that was made for damaged files, and it
//! gives each letter with its place, which right-to-left text needs: such a line is stored as it is drawn.

mod bounds;
mod columns;
mod fault;
mod letters;
mod line;
mod paragraphs;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};

use super::page::Page;
pub use fault::PdfFault;
use letters::Letter;
use line::{Direction, Line};

/// Whether bytes are those of a PDF: readers look for its name in the first kilobyte.
pub(super) fn is_such(bytes: &[u8]) -> bool {
    bytes.get(..bytes.len().min(1024)).is_some_and(|head| head.windows(5).any(|five| five == b"%PDF-"))
}

/// How much of a PDF is read.
#[derive(Debug, Clone, Copy)]
struct Most {
    /// All streams together unpack to so many bytes. A page of text unpacks to some 20 kB; this leaves room for pictures.
    unpacked: usize,
    /// So many letters and other things are drawn. A page of a newspaper has some 30,000.
    drawn: usize,
}

const MOST: Most = Most { unpacked: 256 << 20, drawn: 2_000_000 };

/// The page that a PDF holds.
pub(super) fn page(bytes: &[u8]) -> Result<Page, PdfFault> {
    page_within(bytes, MOST)
}

fn page_within(bytes: &[u8], most: Most) -> Result<Page, PdfFault> {
    bounds::check(bytes, most.unpacked)?;
    // A file can be hostile, and a fault in the parser must not end the program.
    let read = catch_unwind(AssertUnwindSafe(|| {
        let pdf = Pdf::new(bytes.to_vec()).map_err(|fault| match fault {
            LoadPdfError::Decryption(_) => PdfFault::Encrypted,
            LoadPdfError::Invalid => PdfFault::Damaged,
        })?;
        Ok((letters::of(&pdf, most.drawn), pdf.pages().len()))
    }));
    let (mut letters, pages) = match read {
        Ok(read) => read?,
        Err(panic) => return Err(if panic.is::<letters::TooMany>() { PdfFault::TooLarge } else { PdfFault::Damaged }),
    };
    line::mark_strokes(&mut letters);
    let direction = Direction::of(&letters);
    let page = paragraphs::page(&lines(&letters, direction), direction);
    if page.blocks.is_empty() { Err(PdfFault::NoText { pages }) } else { Ok(page) }
}

fn lines(letters: &[Letter], direction: Direction) -> Vec<Line> {
    let on_a_line = letters.chunk_by(|a, b| a.continues_line(b));
    let rows = columns::in_order(on_a_line.map(<[Letter]>::to_vec).collect(), direction);
    let mut lines: Vec<Line> = rows.iter().filter_map(|row| Line::of(row, direction)).collect();
    line::mirror(&mut lines);
    lines
}

#[cfg(test)]
mod tests;
