//! The rivals, each written anew from its description in a few lines: which heard word each article word is paired with.

use std::collections::HashMap;

use rawi::article::Article;
use rawi::transcript::Transcript;

pub type Links = Vec<Option<usize>>;
pub type Baseline = (&'static str, fn(&[&str], &[&str]) -> Links);

pub const ALL: [Baseline; 6] = [
    ("difflib, interpolated (BBC)", difflib),
    ("Myers + Jaro-Winkler 0.85 (dpub-align)", myers_by_position),
    ("edit distance, Levenshtein half (QCRI)", edit_distance),
    ("common subsequence, forced ends (paragrafs)", common_subsequence),
    ("5-gram vote (Storyteller)", five_grams),
    ("rare words, increasing chain (Subtitle Edit)", rare_words),
];

/// The longest common block first, then left and right of it, as Ratcliff and Obershelp (and Python's difflib) do.
fn difflib(a: &[&str], h: &[&str]) -> Links {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (j, word) in h.iter().enumerate() {
        places.entry(word).or_default().push(j);
    }
    let mut links = vec![None; a.len()];
    let mut todo = vec![(0, a.len(), 0, h.len())];
    while let Some((a0, a1, h0, h1)) = todo.pop() {
        let (mut best, mut runs) = ((0, 0, 0), HashMap::<usize, usize>::new());
        for (i, word) in a.iter().enumerate().take(a1).skip(a0) {
            let mut next = HashMap::new();
            for j in places.get(word).into_iter().flatten().copied().filter(|j| (h0..h1).contains(j)) {
                let run = 1 + j.checked_sub(1).and_then(|k| runs.get(&k)).copied().unwrap_or(0);
                next.insert(j, run);
                if run > best.2 {
                    best = (i + 1 - run, j + 1 - run, run);
                }
            }
            runs = next;
        }
        let (i, j, n) = best;
        if n > 0 {
            (0..n).for_each(|k| links[i + k] = Some(j + k));
            todo.push((a0, i, h0, j));
            todo.push((i + n, a1, j + n, h1));
        }
    }
    links
}

fn lcs(a: &[&str], h: &[&str], same: impl Fn(&str, &str) -> bool) -> Vec<(usize, usize)> {
    let width = h.len() + 1;
    let mut table = vec![0_u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..h.len()).rev() {
            table[i * width + j] = if same(a[i], h[j]) {
                1 + table[(i + 1) * width + j + 1]
            } else {
                table[(i + 1) * width + j].max(table[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < h.len() {
        if same(a[i], h[j]) {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if table[(i + 1) * width + j] >= table[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

fn myers_by_position(a: &[&str], h: &[&str]) -> Links {
    let mut links = vec![None; a.len()];
    let mut pairs = lcs(a, h, |x, y| x == y);
    pairs.push((a.len(), h.len()));
    let (mut i, mut j) = (0, 0);
    for (pi, pj) in pairs {
        for k in 0..(pi - i).min(pj - j) {
            if jaro_winkler(a[i + k], h[j + k]) >= 0.85 {
                links[i + k] = Some(j + k);
            }
        }
        if pi < a.len() {
            links[pi] = Some(pj);
        }
        (i, j) = (pi + 1, pj + 1);
    }
    links
}

pub fn jaro_winkler(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let mut taken = vec![false; b.len()];
    let mut left = Vec::new();
    for (i, c) in a.iter().enumerate() {
        let window = i.saturating_sub(reach)..(i + reach + 1).min(b.len());
        if let Some(j) = window.into_iter().find(|j| !taken[*j] && b[*j] == *c) {
            taken[j] = true;
            left.push(*c);
        }
    }
    let right: Vec<char> = b.iter().zip(&taken).filter(|(_, t)| **t).map(|(c, _)| *c).collect();
    let m = left.len() as f64;
    if m == 0.0 {
        return 0.0;
    }
    let swaps = left.iter().zip(&right).filter(|(x, y)| x != y).count() as f64 / 2.0;
    let jaro = (m / a.len() as f64 + m / b.len() as f64 + (m - swaps) / m) / 3.0;
    let prefix = a.iter().zip(&b).take(4).take_while(|(x, y)| x == y).count() as f64;
    jaro + prefix * 0.1 * (1.0 - jaro)
}

fn levenshtein(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (row[j] + 1).min(row[j + 1] + 1).min(corner + usize::from(x != *y));
            corner = std::mem::replace(&mut row[j + 1], next);
        }
    }
    row[b.len()]
}

pub fn half_alike(a: &str, b: &str) -> bool {
    2 * levenshtein(a, b) <= a.chars().count().max(b.chars().count())
}

fn edit_distance(a: &[&str], h: &[&str]) -> Links {
    let mut known: HashMap<(&str, &str), bool> = HashMap::new();
    let mut same = vec![false; a.len() * h.len()];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in h.iter().enumerate() {
            same[i * h.len() + j] = *known.entry((x, y)).or_insert_with(|| half_alike(x, y));
        }
    }
    let mut links = vec![None; a.len()];
    let width = h.len() + 1;
    let mut table = vec![0_u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..h.len()).rev() {
            let skip = table[(i + 1) * width + j].max(table[i * width + j + 1]);
            let pair = if same[i * h.len() + j] { 1 + table[(i + 1) * width + j + 1] } else { 0 };
            table[i * width + j] = skip.max(pair);
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < h.len() {
        if same[i * h.len() + j] && table[i * width + j] == 1 + table[(i + 1) * width + j + 1] {
            links[i] = Some(j);
            (i, j) = (i + 1, j + 1);
        } else if table[(i + 1) * width + j] >= table[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    links
}

fn common_subsequence(a: &[&str], h: &[&str]) -> Links {
    let mut links = vec![None; a.len()];
    for (i, j) in lcs(a, h, |x, y| x == y) {
        links[i] = Some(j);
    }
    if let (Some(first), false) = (links.first_mut(), h.is_empty()) {
        *first = Some(0);
    }
    if let (Some(last), false) = (links.last_mut(), h.is_empty()) {
        *last = Some(h.len() - 1);
    }
    // What lies between two pairs is paired by position.
    let fixed: Vec<usize> = (0..a.len()).filter(|i| links[*i].is_some()).collect();
    for pair in fixed.windows(2) {
        let (i, k) = (pair[0], pair[1]);
        let (Some(x), Some(y)) = (links[i], links[k]) else { continue };
        for n in 1..(k - i).min(y.saturating_sub(x)) {
            links[i + n] = Some(x + n);
        }
    }
    links
}

fn five_grams(a: &[&str], h: &[&str]) -> Links {
    let mut places: HashMap<&[&str], Vec<usize>> = HashMap::new();
    for (j, gram) in h.windows(5).enumerate() {
        places.entry(gram).or_default().push(j);
    }
    let mut links = vec![None; a.len()];
    let mut next = 0;
    for (i, gram) in a.windows(5).enumerate() {
        if let Some(j) = places.get(gram).into_iter().flatten().find(|j| **j + 4 >= next) {
            (0..5).for_each(|k| links[i + k] = Some(j + k));
            next = *j;
        }
    }
    let mut fixed: Vec<(usize, usize)> = links.iter().enumerate().filter_map(|(i, j)| Some((i, (*j)?))).collect();
    fixed.push((a.len(), h.len()));
    let (mut i, mut j) = (0, 0);
    for (fi, fj) in fixed {
        if fj > j && fi > i && (fi - i) < 400 && (fj - j) < 400 {
            for (x, y) in lcs(&a[i..fi], &h[j..fj], |x, y| x == y) {
                links[i + x] = Some(j + y);
            }
        }
        (i, j) = (fi + 1, fj + 1);
    }
    links
}

fn rare_words(a: &[&str], h: &[&str]) -> Links {
    let mut counts: HashMap<&str, (usize, usize, usize)> = HashMap::new();
    a.iter().for_each(|w| counts.entry(w).or_default().0 += 1);
    for (j, w) in h.iter().enumerate() {
        let entry = counts.entry(w).or_default();
        (entry.1, entry.2) = (entry.1 + 1, j);
    }
    let unique = |w: &&str| counts.get(*w).filter(|c| c.0 == 1 && c.1 == 1).map(|c| c.2);
    let pairs: Vec<(usize, usize)> = a.iter().enumerate().filter_map(|(i, w)| Some((i, unique(w)?))).collect();
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for k in 0..pairs.len() {
        let before = (0..k).filter(|p| pairs[*p].1 < pairs[k].1).max_by_key(|p| best[*p].0);
        best.push((1 + before.map_or(0, |p| best[p].0), before));
    }
    let mut links = vec![None; a.len()];
    let mut at = (0..pairs.len()).max_by_key(|k| best[*k].0);
    while let Some(k) = at {
        links[pairs[k].0] = Some(pairs[k].1);
        at = best[k].1;
    }
    // Between two anchors words are taken one by one while they are equal, from both ends.
    for i in 1..a.len() {
        if let (Some(j), None) = (links[i - 1], links[i])
            && h.get(j + 1) == Some(&a[i])
        {
            links[i] = Some(j + 1);
        }
    }
    for i in (1..a.len()).rev() {
        if let (Some(j), None) = (links[i], links[i - 1])
            && j > 0
            && h[j - 1] == a[i - 1]
        {
            links[i - 1] = Some(j - 1);
        }
    }
    links
}

/// A rival sees normalised words, as rawi does: what it lacks is never the normalisation.
pub fn linked(article: &Article, transcript: &Transcript, link: fn(&[&str], &[&str]) -> Links) -> Links {
    let printed: Vec<&str> = article.sentences().iter().flat_map(|s| &s.tokens).map(|t| t.normalised.key()).collect();
    let normalised: Vec<_> = transcript.words().iter().map(|w| rawi::text::normalise(&w.text)).collect();
    link(&printed, &normalised.iter().map(|f| f.key()).collect::<Vec<_>>())
}
