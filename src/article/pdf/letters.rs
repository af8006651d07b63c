//! The letters of a PDF with their places, in the order in which the file draws them.

use std::ops::RangeInclusive;
use std::panic::resume_unwind;

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache, InterpreterSettings,
    SoftMask, interpret_page,
};
use unicode_normalization::UnicodeNormalization;

/// A letter, or a few that one glyph shows (`ffi`, `لا`), in the order in which they are read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Letter {
    pub(super) text: String,
    pub(super) page: usize,
    /// Where it begins, in points from the left.
    pub(super) left: f64,
    /// How wide it is, in points; 0 for a mark.
    pub(super) width: f64,
    /// Its baseline, in points from the bottom.
    pub(super) baseline: f64,
    /// The size of the type, in points.
    pub(super) size: f64,
}

impl Letter {
    /// Whether `next` stands on the same line. Letters of another size and marks above may be off by a third of the type.
    pub(super) fn continues_line(&self, next: &Self) -> bool {
        self.page == next.page && (self.baseline - next.baseline).abs() < self.size.max(next.size) * 0.35
    }

    pub(super) fn right(&self) -> f64 {
        self.left + self.width
    }
}

/// The letters of one line, and the left and right edge of the column that it stands in where the page has several.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) letters: Vec<Letter>,
    pub(super) column: Option<(f64, f64)>,
}

/// Unwinds out of the interpreter, which cannot be told to stop.
pub(super) struct TooMany;

/// All letters that are written from left to right or right to left; what is written up, down or at an angle is no article.
pub(super) fn of(pdf: &Pdf, most_drawn: usize) -> Vec<Letter> {
    let mut collected =
        Collected { letters: Vec::new(), page: 0, paper: (0.0..=0.0, 0.0..=0.0), left: most_drawn, actual_text: None };
    let cache = InterpreterCache::new();
    for (number, page) in pdf.pages().iter().enumerate() {
        collected.page = number;
        let paper = page.intersected_crop_box();
        collected.paper = (paper.x0..=paper.x1, paper.y0..=paper.y1);
        let everything = Rect::new(0.0, 0.0, 1.0, 1.0);
        let mut context = Context::new(Affine::IDENTITY, everything, &cache, pdf.xref(), InterpreterSettings::default());
        interpret_page(page, &mut context, &mut collected);
    }
    collected.letters
}

struct Collected {
    letters: Vec<Letter>,
    page: usize,
    /// What is outside is not to be seen.
    paper: (RangeInclusive<f64>, RangeInclusive<f64>),
    /// What may still be drawn: a page can call itself.
    left: usize,
    /// What the next glyph says where its font does not tell.
    actual_text: Option<String>,
}

impl Collected {
    fn count(&mut self) {
        let Some(left) = self.left.checked_sub(1) else {
            // Not `panic!`: that would print.
            resume_unwind(Box::new(TooMany));
        };
        self.left = left;
    }

    fn add(&mut self, glyph: &Glyph<'_>, place: Affine) {
        let known = glyph.as_unicode().map(|text| match text {
            BfString::Char(c) => c.to_string(),
            BfString::String(text) => text,
        });
        let known = known.filter(|text| text.chars().any(|c| !is_private(c)));
        let Some(text) = known.or_else(|| self.actual_text.take()) else { return };
        let text: String = text.chars().map(letter).flat_map(Shown::into_iter).filter(|c| !c.is_control()).collect();
        let origin = place * Point::ZERO;
        // A thousand units of a font are its size.
        let along = place * Point::new(1000.0, 0.0) - origin;
        let upwards = place * Point::new(0.0, 1000.0) - origin;
        let is_level = along.y.abs() < along.x.abs() * 0.1;
        let is_on_paper = self.paper.0.contains(&origin.x) && self.paper.1.contains(&origin.y);
        let is_drawn = upwards.y.abs() > 0.5 && origin.is_finite() && upwards.is_finite();
        if text.is_empty() || !(is_level && is_on_paper && is_drawn) {
            return;
        }
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(drawn) => drawn.advance_width(),
        };
        let size = upwards.y.abs();
        let width = f64::from(advance.unwrap_or(500.0)) / 1000.0 * along.x.abs();
        let width = if width.is_finite() { width.clamp(0.0, size * 4.0) } else { 0.0 };
        self.letters.push(Letter { text, page: self.page, left: origin.x, width, baseline: origin.y, size });
    }
}

/// Characters that a font gives a meaning of its own.
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffd}' | '\u{f0000}'..)
}

type Shown = Vec<char>;

/// The letters that a form of presentation stands for: ﻼ and ﬃ are shapes, not spellings.
fn letter(c: char) -> Shown {
    match c {
        '\u{fb00}'..='\u{fb4f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => c.nfkc().collect(),
        c => vec![c],
    }
}

impl Device<'_> for Collected {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.count();
            self.add(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {
        self.count();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.count();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {
        self.count();
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.count();
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        self.count();
        let text =
            properties.and_then(|p| p.get::<hayro_interpret::hayro_syntax::object::String<'_>>(b"ActualText".as_slice()));
        self.actual_text = text.map(|text| written(text.as_bytes())).filter(|text| !text.is_empty());
    }

    fn end_marked_content(&mut self) {
        self.actual_text = None;
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

/// A text string of a PDF: UTF-16 with its mark, or UTF-8 with its, or else a code page whose first half is ASCII.
fn written(bytes: &[u8]) -> String {
    if let Some(pairs) = bytes.strip_prefix(b"\xfe\xff") {
        let units = pairs.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        return char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect();
    }
    String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).into_owned()
}
