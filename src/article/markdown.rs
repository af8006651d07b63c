//! Markdown: front matter, headings, quotations, lists, links and emphasis of CommonMark, as newsrooms write them. Code, raw
//! HTML and rules are no article and are left out.

use super::facts::Facts;
use super::page::{Mark, Page};
use super::{dates, language};

/// A page whose text is the article's blocks without markup.
pub(super) fn page(text: &str) -> Page {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (facts, body) = front_matter(text.trim_start_matches('\u{feff}'));
    let mut page = Page::new(facts);
    let mut block = Block { lines: String::new(), mark: Mark::None };
    let mut fenced = false;
    for line in body.lines() {
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            block.end(&mut page);
            fenced = !fenced;
            continue;
        }
        if !fenced {
            block.line(line, &mut page);
        }
    }
    block.end(&mut page);
    page
}

struct Block {
    lines: String,
    mark: Mark,
}

impl Block {
    fn line(&mut self, line: &str, page: &mut Page) {
        let trimmed = line.trim();
        if trimmed.is_empty() || is_definition(trimmed) {
            return self.end(page);
        }
        if let Some(mark) = underline(trimmed) {
            // The line before was a heading; without one it is a rule.
            if !self.lines.is_empty() && self.mark == Mark::None {
                self.mark = mark;
            }
            return self.end(page);
        }
        if is_rule(trimmed) {
            return self.end(page);
        }
        if let Some((mark, heading)) = heading(trimmed) {
            self.end(page);
            self.mark = mark;
            self.add(heading, line);
            return self.end(page);
        }
        if let Some(quoted) = trimmed.strip_prefix('>') {
            let quoted = quoted.trim_start_matches(['>', ' ']);
            if self.mark != Mark::Quote || quoted.is_empty() {
                self.end(page);
            }
            self.mark = Mark::Quote;
            return self.add(quoted, line);
        }
        if let Some(item) = list_item(trimmed) {
            self.end(page);
            return self.add(item, line);
        }
        self.add(trimmed, line);
    }

    fn add(&mut self, text: &str, line: &str) {
        if text.is_empty() {
            return;
        }
        if !self.lines.is_empty() && !self.lines.ends_with('\n') {
            self.lines.push(' ');
        }
        let hard = line.ends_with("  ") || text.ends_with('\\');
        self.lines.push_str(text.trim_end_matches('\\'));
        if hard {
            self.lines.push('\n');
        }
    }

    fn end(&mut self, page: &mut Page) {
        let lines = std::mem::take(&mut self.lines);
        let mark = std::mem::replace(&mut self.mark, Mark::None);
        let picture = lines.starts_with("![");
        let words = inline(&lines);
        let words = words.trim();
        if !words.is_empty() {
            page.push(words, if picture { Mark::Boilerplate } else { mark });
        }
    }
}

/// `---`, then `key: value` lines, then `---`: title, date, author, url, image, site, language.
fn front_matter(text: &str) -> (Facts, &str) {
    let mut facts = Facts::default();
    let Some((head, body)) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---")) else {
        return (facts, text);
    };
    for (key, value) in head.lines().filter_map(|line| line.split_once(':')) {
        let value = value.trim().trim_matches(['"', '\'', '[', ']']).trim().to_owned();
        if value.is_empty() {
            continue;
        }
        match key.trim().to_ascii_lowercase().as_str() {
            "title" => facts.title = Some(value),
            "date" | "published" => facts.date = dates::iso_day(&value).or_else(|| dates::date_line(&value)),
            "author" | "authors" | "by" => facts.author = Some(value),
            "url" | "link" | "canonical" => facts.url = Some(value),
            "image" | "cover" => facts.image = Some(value),
            "site" | "source" => facts.site = Some(value),
            "lang" | "language" | "locale" => {
                facts.language =
                    value.parse::<crate::text::Language>().ok().and_then(|l| language::short(l.as_str()).parse().ok());
            }
            _ => {}
        }
    }
    (facts, body.split_once('\n').map_or("", |(_, body)| body))
}

fn heading(line: &str) -> Option<(Mark, &str)> {
    let rest = line.trim_start_matches('#');
    let rank = line.len() - rest.len();
    let text = rest.strip_prefix([' ', '\t'])?.trim_end_matches(['#', ' ']).trim();
    match rank {
        1 => Some((Mark::Title, text)),
        2..=6 => Some((Mark::Heading, text)),
        _ => None,
    }
}

fn underline(line: &str) -> Option<Mark> {
    match (line.len() >= 2, line.bytes().all(|b| b == b'='), line.bytes().all(|b| b == b'-')) {
        (true, true, _) => Some(Mark::Title),
        (true, _, true) => Some(Mark::Heading),
        _ => None,
    }
}

fn is_rule(line: &str) -> bool {
    let marks: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    marks.len() >= 3 && ["*", "_", "-"].iter().any(|mark| marks.replace(mark, "").is_empty())
}

/// `[name]: address` and raw HTML comments.
fn is_definition(line: &str) -> bool {
    let reference = line.starts_with('[')
        && line.split_once("]:").is_some_and(|(name, rest)| !name.contains(' ') && !rest.trim().contains(' '));
    reference || (line.starts_with("<!--") && line.ends_with("-->"))
}

fn list_item(line: &str) -> Option<&str> {
    let bullet = ["- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark));
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = (digits.len() < line.len() && line.len() - digits.len() <= 3)
        .then(|| digits.strip_prefix(". ").or(digits.strip_prefix(") ")))
        .flatten();
    bullet.or(number).map(str::trim)
}

/// The words of a block without links' addresses, emphasis, code marks, tags and escapes.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let next = rest.get(c.len_utf8()..).unwrap_or("");
        let skipped = match c {
            '\\' if next.starts_with(|n: char| n.is_ascii_punctuation()) => {
                out.extend(next.chars().next());
                2
            }
            '!' if next.starts_with('[') => 1,
            '[' => match link(rest) {
                Some((words, length)) => {
                    out.push_str(&words.replace(['*', '`'], ""));
                    length
                }
                None => keep(&mut out, c),
            },
            '<' => tag_length(rest).unwrap_or_else(|| keep(&mut out, c)),
            '*' | '`' => 1,
            // An underscore within a word is a letter of it.
            '_' => {
                let inside = out.ends_with(char::is_alphanumeric) && next.starts_with(char::is_alphanumeric);
                if inside { keep(&mut out, c) } else { 1 }
            }
            c => keep(&mut out, c),
        };
        rest = rest.get(skipped..).unwrap_or("");
    }
    out
}

fn keep(out: &mut String, c: char) -> usize {
    out.push(c);
    c.len_utf8()
}

/// `[words](address)` or `[words][name]` or `[words]`: the words, and how long it is.
fn link(text: &str) -> Option<(&str, usize)> {
    let close = near(text, b']')?;
    let words = text.get(1..close)?;
    let behind = text.get(close + 1..)?;
    let address = match behind.chars().next() {
        Some('(') => near(behind, b')')? + 1,
        Some('[') => near(behind, b']')? + 1,
        _ => return None,
    };
    Some((words, close + 1 + address))
}

/// Where `mark` stands, when it is not far: a page of opening marks must not be searched to its end for each.
fn near(text: &str, mark: u8) -> Option<usize> {
    text.bytes().take(2000).position(|b| b == mark)
}

/// The length of `<tag>`, `</tag>` or `<https://…>`.
fn tag_length(text: &str) -> Option<usize> {
    let close = near(text, b'>')?;
    let inside = text.get(1..close)?;
    let name = inside.trim_start_matches('/');
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
    (starts && close < 200 && !inside.contains(['\n', '<'])).then_some(close + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<(Mark, String)> {
        let page = page(text);
        page.blocks.iter().map(|b| (b.mark, b.range.of(&page.text).to_owned())).collect()
    }

    #[test]
    fn markup_is_told_and_taken_away() {
        let text = "---\ntitle: \"A day\"\ndate: 2017-08-02\nlang: ar-EG\n---\n# A **day** in town\n\nHe said\nit was [cold](http://x.y/z) and snake_case.\n\n\
            > \"We are\n> here.\"\n\n![The bridge](b.jpg)\n\nBelow\n-----\n- one\n- two \\* three\n\n```\ncode\n```\n***\n[1]: http://x\nend";
        let expected = [
            (Mark::Title, "A day in town"),
            (Mark::None, "He said it was cold and snake_case."),
            (Mark::Quote, "\"We are here.\""),
            (Mark::Boilerplate, "The bridge"),
            (Mark::Heading, "Below"),
            (Mark::None, "one"),
            (Mark::None, "two * three"),
            (Mark::None, "end"),
        ];
        let found = blocks(text);
        assert_eq!(found.iter().map(|(m, t)| (*m, t.as_str())).collect::<Vec<_>>(), expected);
        let facts = page(text).facts;
        assert_eq!((facts.title.as_deref(), facts.date.as_deref()), (Some("A day"), Some("2017-08-02")));
        assert_eq!(facts.language, Some(crate::text::Language::arabic()));
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn no_text_makes_it_panic(text in "[-#>*_!\\[\\]()<`~=.1a ا\n\\\\]{0,80}") {
            let page = page(&text);
            proptest::prop_assert!(page.blocks.iter().all(|b| page.text.get(b.range.start()..b.range.end()).is_some()));
        }
    }
}
