//! Codes that give the category away: a ticket number, a tag, a column beside the text.

use super::words::word_hash;
use super::{Column, Corpus, Find, Finding, Fix, Hit, ONE_CATEGORY, Spot};
use std::collections::HashMap;
use std::ops::Range;

pub const FINDING: Finding = Finding {
    id: "giveaway",
    title: "A code gives the category away",
    why: "The model learns the code instead of the words, and fails where the code is missing.",
    decide: true,
    goals: ONE_CATEGORY,
    find: Find::Rows(find),
    fixes: &[Fix::Rewrite],
};

/// A code tells a category when it stands in so many of its rows,
const SHARE: f64 = 0.3;
/// in no fewer than so many,
const FEWEST: usize = 8;
/// and hardly in another category's.
const PURE: f64 = 0.97;

fn find(corpus: &Corpus) -> Vec<Hit> {
    let mut hits = codes(corpus);
    for column in &corpus.columns {
        if tells(corpus, column) {
            let filled =
                (0..corpus.items.len()).filter(|row| !column.cells[*row].trim().is_empty());
            let note = Some(column.name.clone());
            hits.extend(filled.map(|row| Hit { note: note.clone(), ..Hit::of(corpus, row) }));
        }
    }
    hits
}

/// A number for how a code looks: its digits don't count, so that REF-1041 and REF-2210 are one.
fn shape(code: &str) -> u64 {
    let mut shape = String::new();
    for c in code.chars().flat_map(char::to_lowercase) {
        match c.is_numeric() {
            true if shape.ends_with('0') => {}
            true => shape.push('0'),
            false => shape.push(c),
        }
    }
    word_hash(&shape)
}

/// A number for how a code begins: the 07 of 07-48213, where what follows only counts.
fn lead(code: &str) -> u64 {
    word_hash(code.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default())
}

/// Pieces of a text that look like a code rather than a word: letters with digits, underscores,
/// tags in brackets, and what begins the text with a colon behind it.
fn code_places(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for piece in text.split_whitespace() {
        let start = from + text[from..].find(piece).unwrap_or(0);
        from = start + piece.len();
        let code = piece.trim_end_matches(['.', ',', ';', '!', '?']);
        let letters = code.chars().filter(|c| c.is_alphabetic()).count();
        let bracketed =
            code.starts_with(['[', '#', '<', '{', '(']) && code.ends_with([']', '>', '}', ')']);
        let marked = code.contains(['_', '#', '@']) || code.chars().any(char::is_numeric);
        let leading = start == 0 && code.ends_with(':');
        if letters >= 2 && code.chars().count() <= 60 && (bracketed || marked || leading) {
            found.push(start..start + code.len());
        }
    }
    found
}

/// Rows whose text holds a code that tells their category.
fn codes(corpus: &Corpus) -> Vec<Hit> {
    let places = corpus.each(|item| code_places(&item.text));
    let counts = corpus.counts();
    let mut seen: HashMap<u64, HashMap<u32, usize>> = HashMap::new();
    for (item, places) in corpus.items.iter().zip(&places) {
        let Some(label) = item.label else { continue };
        let mut shapes: Vec<u64> = places.iter().map(|at| shape(&item.text[at.clone()])).collect();
        shapes.sort_unstable();
        shapes.dedup();
        for shape in shapes {
            *seen.entry(shape).or_default().entry(label).or_default() += 1;
        }
    }
    let used = counts.iter().filter(|count| **count > 0).count();
    let telling = |shape: &u64| {
        let Some(by_label) = seen.get(shape) else { return false };
        let all: usize = by_label.values().sum();
        by_label.iter().max_by_key(|(_, count)| **count).is_some_and(|(label, most)| {
            let share = *most as f64 / counts[*label as usize] as f64;
            used > 1 && *most >= FEWEST && share >= SHARE && *most as f64 >= PURE * all as f64
        })
    };
    let mut hits = Vec::new();
    for (row, places) in places.iter().enumerate() {
        let text = &corpus.items[row].text;
        let found: Vec<_> =
            places.iter().filter(|at| telling(&shape(&text[(*at).clone()]))).cloned().collect();
        let Some(first) = found.first() else { continue };
        let note = Some(text[first.clone()].to_owned());
        let marks = found.iter().map(|at| Spot::bytes(text, at.clone())).collect();
        let texts = Vec::from_iter(super::words::without(text, &found));
        hits.push(Hit { marks, texts, note, ..Hit::of(corpus, row) });
    }
    hits
}

/// Whether the cells of a column, how they look or how they begin, tell the category of nearly every row.
fn tells(corpus: &Corpus, column: &Column) -> bool {
    let decided = |key: &dyn Fn(&str) -> u64| {
        let mut seen: HashMap<u64, HashMap<u32, usize>> = HashMap::new();
        let mut rows = 0;
        for (item, cell) in corpus.items.iter().zip(&column.cells) {
            let (Some(label), false) = (item.label, cell.trim().is_empty()) else { continue };
            rows += 1;
            *seen.entry(key(cell.trim())).or_default().entry(label).or_default() += 1;
        }
        // A value that stands alone tells nothing of the next row.
        let right: usize = seen
            .values()
            .filter(|labels| labels.values().sum::<usize>() > 1)
            .filter_map(|labels| labels.values().max())
            .sum();
        let largest = corpus.counts().into_iter().max().unwrap_or(0) as f64;
        let base = largest / corpus.items.len().max(1) as f64;
        rows >= FEWEST && base < PURE && right as f64 >= PURE * rows as f64
    };
    decided(&word_hash) || decided(&shape) || decided(&lead)
}

#[cfg(test)]
mod tests {
    use super::super::{corpus_of, rows};
    use super::*;

    fn letters(tag: impl Fn(usize) -> String) -> Corpus {
        let texts: Vec<String> = (0..40)
            .map(|i| format!("{}letter {i} about {}", tag(i), ["rent", "heat"][i % 2]))
            .collect();
        let list: Vec<_> =
            texts.iter().enumerate().map(|(i, t)| (t.as_str(), ["Rent", "Heat"][i % 2])).collect();
        corpus_of(&list)
    }

    #[test]
    fn a_numbered_code_of_one_category_is_found_and_cut() {
        let corpus =
            letters(|i| if i % 2 == 0 { format!("RNT-{} ", 1000 + i * 7) } else { String::new() });
        let hits = find(&corpus);
        assert_eq!(rows(&hits), (0..40).step_by(2).collect::<Vec<_>>());
        assert_eq!(hits[1].texts, ["letter 2 about rent"]);
        assert_eq!((hits[1].marks[0].from, hits[1].marks[0].to), (0, 8));
    }

    #[test]
    fn a_code_that_all_categories_share_tells_nothing() {
        assert!(find(&letters(|i| format!("REF-{i} "))).is_empty());
        assert!(find(&letters(|_| String::new())).is_empty());
    }

    #[test]
    fn a_column_that_follows_the_category_is_named() {
        let mut corpus = letters(|_| String::new());
        let cells = |cell: &dyn Fn(usize) -> String| (0..40).map(cell).collect::<Vec<_>>();
        let column = |name: &str, cells| Column { name: name.into(), cells };
        corpus.columns = vec![
            column("queue", cells(&|i| format!("{}{i}", ["A-", "B-"][i % 2]))),
            column("day", cells(&|i| format!("{}", i % 7))),
            column("id", cells(&|i| format!("x{i}"))),
        ];
        let hits = find(&corpus);
        assert_eq!(hits.len(), 40);
        assert!(hits.iter().all(|hit| hit.note.as_deref() == Some("queue")));
        let ticket = |lead: &dyn Fn(usize) -> usize| {
            let numbered = |i: usize| format!("{:02}-{}", lead(i), 1000 + i * 7);
            vec![column("ticket", cells(&numbered))]
        };
        corpus.columns = ticket(&|i| i % 2);
        assert_eq!(find(&corpus).len(), 40);
        corpus.columns = ticket(&|i| i % 7);
        assert!(find(&corpus).is_empty());
    }
}
