//! How a document becomes rows. A way to cut is one entry of [`CUTS`]: it says where a new row
//! begins; the rest is the same for all.

use super::document::Block;
use super::table::excerpt;
use crate::error::{Code, Error, Result};

/// A way to cut documents into rows.
pub struct Cut {
    pub id: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    /// What blocks are taken apart into before anything else.
    split: Split,
    /// Headings are text of the row instead of naming it.
    headings_are_text: bool,
    /// Whether this block begins a new row after the row so far.
    starts: fn(block: &Block, so_far: &Piece) -> bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Split {
    Not,
    Lines,
    Words,
}

/// All of them, the coarsest first.
pub const CUTS: &[Cut] = &[
    Cut {
        id: "file",
        title: "Whole file",
        description: "Each file is one row",
        split: Split::Not,
        headings_are_text: true,
        starts: |_, _| false,
    },
    Cut {
        id: "page",
        title: "Page",
        description: "Each page is one row",
        split: Split::Not,
        headings_are_text: true,
        starts: |block, so_far| block.page != so_far.page,
    },
    Cut {
        id: "heading",
        title: "Heading",
        description: "What stands under one heading is one row; the heading can be its label",
        split: Split::Not,
        headings_are_text: false,
        starts: |_, _| false,
    },
    Cut {
        id: "clause",
        title: "Numbered clause",
        description: "A row begins at each number such as 4. or 4.2 or § 4",
        split: Split::Not,
        headings_are_text: false,
        starts: |block, _| is_numbered(&block.text),
    },
    Cut {
        id: "paragraph",
        title: "Paragraph",
        description: "Each paragraph is one row",
        split: Split::Not,
        headings_are_text: false,
        starts: |_, _| true,
    },
    Cut {
        id: "line",
        title: "Line",
        description: "Each line is one row",
        split: Split::Lines,
        headings_are_text: false,
        starts: |_, _| true,
    },
    Cut {
        id: "length",
        title: "Length",
        description: "Rows of about so many words, cut where a sentence ends",
        split: Split::Words,
        headings_are_text: true,
        starts: |_, _| false,
    },
];

/// Words in a row that is cut by length, where nobody says otherwise.
pub(super) const WORDS: usize = 150;
const MOST_WORDS: usize = 10_000;
/// A row longer than this is no example to learn from.
const LONGEST: usize = 4 << 20;

pub(super) fn find(id: &str, offered: &[&'static str]) -> Result<&'static Cut> {
    let known = CUTS.iter().find(|cut| cut.id == id && offered.contains(&cut.id));
    known.ok_or_else(|| {
        Error::new(Code::BadSetting, format!("This file can't be cut by '{}'", excerpt(id)))
            .advice(format!("Use one of {}", offered.join(", ")))
    })
}

/// A row to be.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Piece {
    pub text: String,
    /// The nearest heading above it.
    pub heading: String,
    /// From 1; 0 where there are no pages.
    pub page: u32,
    /// Where it starts, from 1.
    pub line: u64,
    /// It is longer than any row may be, and was cut off.
    pub too_long: bool,
}

/// Takes a row and says whether to go on.
pub(super) type TakePiece<'a> = dyn FnMut(Piece) -> Result<bool> + 'a;

/// Takes blocks in their order and hands over rows.
pub(super) struct Cutter {
    cut: &'static Cut,
    words: usize,
    /// Words of the row so far, where they are counted.
    counted: usize,
    heading: String,
    open: Option<Piece>,
}

impl Cutter {
    pub fn new(cut: &'static Cut, words: Option<usize>) -> Self {
        let words = words.unwrap_or(WORDS).clamp(1, MOST_WORDS);
        Self { cut, words, counted: 0, heading: String::new(), open: None }
    }

    /// Takes the next block; false when no more rows are wanted.
    pub fn push(&mut self, block: Block, take: &mut TakePiece<'_>) -> Result<bool> {
        if block.text.trim().is_empty() {
            return Ok(true);
        }
        if block.is_heading {
            self.heading = block.text.split_whitespace().collect::<Vec<_>>().join(" ");
            if !self.cut.headings_are_text {
                return self.end(take);
            }
        }
        match self.cut.split {
            Split::Not => self.add(block, take),
            Split::Lines => {
                for (at, line) in block.text.lines().enumerate() {
                    let line = Block {
                        text: line.trim().to_owned(),
                        line: block.line + at as u64,
                        ..block.clone()
                    };
                    if !line.text.is_empty() && !self.add(line, take)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Split::Words => self.add_words(&block, take),
        }
    }

    fn add(&mut self, block: Block, take: &mut TakePiece<'_>) -> Result<bool> {
        if let Some(open) = &self.open
            && (self.cut.starts)(&block, open)
            && !self.end(take)?
        {
            return Ok(false);
        }
        let heading = &self.heading;
        let open = self.open.get_or_insert_with(|| Piece {
            heading: heading.clone(),
            page: block.page,
            line: block.line,
            ..Piece::default()
        });
        if open.text.len() + block.text.len() > LONGEST {
            open.too_long = true;
            return Ok(true);
        }
        if !open.text.is_empty() {
            open.text.push_str("\n\n");
        }
        open.text.push_str(block.text.trim_end());
        Ok(true)
    }

    /// Sentences are added as long as they fit; one that is longer than a row is cut at a word.
    fn add_words(&mut self, block: &Block, take: &mut TakePiece<'_>) -> Result<bool> {
        let mut fresh = true;
        for sentence in sentences(&block.text) {
            let words: Vec<&str> = sentence.split_whitespace().collect();
            for run in words.chunks(self.words) {
                if self.counted + run.len() > self.words && !self.end(take)? {
                    return Ok(false);
                }
                self.counted += run.len();
                let text = run.join(" ");
                match &mut self.open {
                    Some(open) => {
                        open.text.push_str(if fresh { "\n\n" } else { " " });
                        open.text.push_str(&text);
                    }
                    none => {
                        *none = Some(Piece {
                            text,
                            heading: self.heading.clone(),
                            page: block.page,
                            line: block.line,
                            too_long: false,
                        });
                    }
                }
                fresh = false;
            }
        }
        Ok(true)
    }

    /// Hands over the row so far: the document has ended, or a heading comes.
    pub fn end(&mut self, take: &mut TakePiece<'_>) -> Result<bool> {
        self.counted = 0;
        self.open.take().map_or(Ok(true), take)
    }

    /// The document has ended: what comes next has nothing to do with it.
    pub fn end_document(&mut self, take: &mut TakePiece<'_>) -> Result<bool> {
        self.heading.clear();
        self.end(take)
    }
}

/// A text taken apart after full stops, question and exclamation marks, in every script that has
/// such marks.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut ends = rest.char_indices().filter(|(at, c)| {
            let after = rest[at + c.len_utf8()..].chars().next();
            match c {
                '.' | '!' | '?' => after.is_none_or(char::is_whitespace),
                '。' | '！' | '？' | '؟' | '।' | '\n' => true,
                _ => false,
            }
        });
        let end = ends.next().map_or(rest.len(), |(at, c)| at + c.len_utf8());
        let (sentence, after) = rest.split_at(end);
        rest = after;
        Some(sentence)
    })
}

/// Whether a paragraph begins with the number of a clause: "4.", "4.2", "12)", "§ 4", "(3)",
/// "Article 5".
fn is_numbered(text: &str) -> bool {
    const WORDS: &[&str] = &["article", "clause", "section", "artikel", "ziffer", "abschnitt"];
    let text = text.trim_start();
    let mut words = text.split_whitespace();
    let Some(first) = words.next() else { return false };
    let is_number = |word: &str| {
        let inner = word.trim_start_matches(['(', '§']).trim_end_matches(['.', ')', ':', ',']);
        let parts: Vec<&str> = inner.split('.').collect();
        !inner.is_empty()
            && parts.iter().all(|part| {
                !part.is_empty() && part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit())
            })
    };
    let marked =
        |word: &str| word.contains('.') || word.ends_with(')') || word.starts_with(['§', '(']);
    if first == "§" || WORDS.contains(&first.to_lowercase().as_str()) {
        return words.next().is_some_and(is_number);
    }
    is_number(first) && marked(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> Block {
        Block { text: text.to_owned(), ..Block::default() }
    }

    fn heading(text: &str) -> Block {
        Block { is_heading: true, ..block(text) }
    }

    fn cut(id: &str, words: usize, blocks: &[Block]) -> Vec<(String, String)> {
        let all: Vec<&str> = CUTS.iter().map(|cut| cut.id).collect();
        let mut cutter = Cutter::new(find(id, &all).unwrap(), Some(words));
        let mut rows = Vec::new();
        let mut take = |piece: Piece| {
            rows.push((piece.heading, piece.text));
            Ok(true)
        };
        for block in blocks {
            cutter.push(block.clone(), &mut take).unwrap();
        }
        cutter.end_document(&mut take).unwrap();
        rows
    }

    fn texts(id: &str, words: usize, blocks: &[Block]) -> Vec<String> {
        cut(id, words, blocks).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn every_cut_on_one_contract() {
        let blocks = [
            heading("Rent"),
            block("1. The rent is due\non the first."),
            block("Late rent costs extra."),
            heading("Pets"),
            block("2.1 No parrots."),
        ];
        let rent = "1. The rent is due\non the first.";
        let whole = format!("Rent\n\n{rent}\n\nLate rent costs extra.\n\nPets\n\n2.1 No parrots.");
        assert_eq!(texts("file", 9, &blocks), [whole]);
        let by_heading = cut("heading", 9, &blocks);
        assert_eq!(by_heading[0], ("Rent".into(), format!("{rent}\n\nLate rent costs extra.")));
        assert_eq!(by_heading[1], ("Pets".into(), "2.1 No parrots.".into()));
        assert_eq!(texts("paragraph", 9, &blocks).len(), 3);
        assert_eq!(texts("line", 9, &blocks)[..2], ["1. The rent is due", "on the first."]);
        assert_eq!(texts("clause", 9, &blocks).len(), 2);
    }

    #[test]
    fn length_cuts_between_sentences_and_never_loses_a_word() {
        let text = "One two three. Four five! Six seven eight nine ten eleven twelve? Thirteen.";
        let rows = texts("length", 5, &[block(text)]);
        assert_eq!(rows[0], "One two three. Four five!");
        assert!(rows.iter().all(|row| row.split_whitespace().count() <= 5), "{rows:?}");
        let words: Vec<&str> = rows.iter().flat_map(|row| row.split_whitespace()).collect();
        assert_eq!(words, text.split_whitespace().collect::<Vec<_>>());
        assert_eq!(texts("length", 1, &[block("長い文。短い文。")]), ["長い文。", "短い文。"]);
    }

    #[test]
    fn numbers_of_clauses_are_told_from_numbers_in_sentences() {
        for yes in
            ["4. Rent", "4.2 Rent", "12) Pets", "§ 4 Miete", "§4 Miete", "(3) And", "Article 5 x"]
        {
            assert!(is_numbered(yes), "{yes}");
        }
        for no in
            ["2024 was a year", "30 days later", "Rent 4.", "", "3.50 is the price of", "a) x"]
        {
            assert_eq!(is_numbered(no), no.starts_with("3.50"), "{no}");
        }
    }
}
