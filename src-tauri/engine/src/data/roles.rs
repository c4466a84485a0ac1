//! Which column is probably what: by its name and by what stands in it.

use super::{Between, Columns, flag, guess_between};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

const TEXT: &[&str] = &[
    "text",
    "message",
    "body",
    "content",
    "sentence",
    "comment",
    "question",
    "query",
    "review",
    "description",
    "utterance",
    "feedback",
    "note",
    "notes",
    "email",
    "tweet",
    "abstract",
    "document",
    "clause",
    "paragraph",
    "transcript",
    "summary",
    "title",
    "subject",
];
const LABEL: &[&str] = &[
    "label",
    "labels",
    "category",
    "class",
    "topic",
    "intent",
    "tag",
    "sentiment",
    "target",
    "type",
    "kind",
    "department",
    "status",
    "answer",
    "group",
    "code",
    "decision",
    "outcome",
    "folder",
];
const GROUP: &[&str] = &[
    "patient",
    "ticket",
    "customer",
    "user",
    "author",
    "case",
    "conversation",
    "thread",
    "session",
    "client",
    "account",
    "site",
    "contract",
    "person",
    "speaker",
    "document",
    "doc",
    "sender",
];

/// Characters of a cell that may still be a list of labels.
const SHORT: usize = 200;

/// What is counted of one column while rows stream past.
#[derive(Default)]
struct Tally {
    /// The cells, as long as all of them are short.
    short: Option<Vec<String>>,
    filled: usize,
    chars: usize,
    words: usize,
    numbers: usize,
    distinct: HashSet<u64>,
}

/// Gathers what the guess needs from the first rows.
pub(super) struct Roles {
    columns: Vec<String>,
    tallies: Vec<Tally>,
    rows: usize,
}

/// Rows that are looked at.
const SAMPLE: usize = 5000;

impl Roles {
    pub fn new(columns: &[String]) -> Self {
        let tally = || Tally { short: Some(Vec::new()), ..Tally::default() };
        let tallies = columns.iter().map(|_| tally()).collect();
        Self { columns: columns.to_vec(), tallies, rows: 0 }
    }

    pub fn add(&mut self, cells: &[String]) {
        if self.rows == SAMPLE {
            return;
        }
        self.rows += 1;
        for (cell, tally) in cells.iter().zip(&mut self.tallies) {
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            tally.filled += 1;
            let chars = cell.chars().count();
            tally.chars += chars;
            match &mut tally.short {
                Some(cells) if chars <= SHORT => cells.push(cell.into()),
                _ => tally.short = None,
            }
            tally.words += cell.split_whitespace().count();
            tally.numbers += usize::from(cell.parse::<f64>().is_ok());
            let mut hasher = DefaultHasher::new();
            cell.hash(&mut hasher);
            tally.distinct.insert(hasher.finish());
        }
    }

    /// `text` is the column of the text where that is known.
    pub fn guess(&self, text: Option<&str>) -> Columns {
        let known = text.and_then(|name| self.columns.iter().position(|column| column == name));
        let text = known.or_else(|| self.best(&[], text_score));
        let taken: Vec<usize> = text.into_iter().collect();
        let label = answers(&self.columns).or_else(|| self.best(&taken, label_score));
        let taken: Vec<usize> = taken.into_iter().chain(label).collect();
        let group = self.best(&taken, group_score);
        let name = |column: Option<usize>| column.map(|i| self.columns[i].clone());
        Columns { text: name(text), label: name(label), group: name(group), ..Columns::default() }
    }

    /// Whether the column's values differ, and are so many words long on average.
    pub fn is_prose(&self, column: &str, words: f64) -> bool {
        let at = self.columns.iter().position(|known| known == column);
        at.is_some_and(|at| {
            let tally = &self.tallies[at];
            let filled = tally.filled.max(1) as f64;
            tally.words as f64 / filled >= words && tally.distinct.len() as f64 / filled > 0.5
        })
    }

    /// Whether a column says yes and no, and nothing else.
    pub fn is_flag(&self, column: &str) -> bool {
        let at = self.columns.iter().position(|known| known == column);
        let cells = at.and_then(|at| self.tallies[at].short.as_ref());
        cells.is_some_and(|cells| {
            let yes = cells.iter().filter(|cell| flag(cell) == Some(true)).count();
            // What is left empty says no as well.
            yes > 0 && yes < self.rows && cells.iter().all(|cell| flag(cell).is_some())
        }) && !is_known_name(column)
    }

    /// What stands between the labels of a column's cells, where they hold several.
    pub fn between(&self, column: &str) -> Option<Between> {
        let at = self.columns.iter().position(|name| name == column)?;
        guess_between(self.tallies[at].short.as_ref()?.iter().map(String::as_str))
    }

    /// The column with the highest score above 0; the first of equals.
    fn best(&self, taken: &[usize], score: impl Fn(&str, &Tally) -> f64) -> Option<usize> {
        let mut best: Option<(usize, f64)> = None;
        for (i, tally) in self.tallies.iter().enumerate() {
            let score = score(&self.columns[i], tally);
            if !taken.contains(&i) && score > best.map_or(0.0, |(_, s)| s) {
                best = Some((i, score));
            }
        }
        best.map(|(i, _)| i)
    }
}

/// The column of answers in a file that Attune has sorted, the last where it was sorted again.
/// Whoever brings such a file back has gone over the answers.
pub(super) fn answers(columns: &[String]) -> Option<usize> {
    let named = |column: &str, name: &str| {
        let rest = column.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.strip_prefix('_').is_some_and(is_number))
    };
    let sorted = columns.iter().any(|column| named(column, "confidence"));
    columns.iter().rposition(|column| named(column, "predicted")).filter(|_| sorted)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Longest varied prose.
fn text_score(name: &str, tally: &Tally) -> f64 {
    if tally.filled == 0 {
        return if hints(name, TEXT) { 1.0 } else { 0.0 };
    }
    let filled = tally.filled as f64;
    if tally.numbers as f64 / filled > 0.5 {
        return 0.0;
    }
    let varied = tally.distinct.len() as f64 / filled;
    let hint = if hints(name, TEXT) { 2.0 } else { 1.0 };
    let label = if hints(name, LABEL) { 0.25 } else { 1.0 };
    (tally.chars as f64 / filled) * varied * hint * label
}

/// Few short values that come again.
fn label_score(name: &str, tally: &Tally) -> f64 {
    let hint = hints(name, LABEL);
    if tally.filled == 0 {
        return if hint { 0.1 } else { 0.0 };
    }
    let filled = tally.filled as f64;
    let distinct = tally.distinct.len() as f64;
    let short = tally.words as f64 / filled <= 5.0;
    let few = distinct <= (filled / 2.0).max(2.0) && distinct >= 2.0 && distinct < filled;
    // Numbers that come again may be ages or ratings: only a telling name makes them categories.
    let numbers = tally.numbers as f64 / filled > 0.5 && !hint;
    match (hint, few && short && !numbers) {
        (true, true) => 3.0 - distinct / filled,
        (true, false) if short => 0.5,
        (false, true) if !hints(name, GROUP) => 1.0 - distinct / filled,
        _ => 0.0,
    }
}

/// A telling name, and values that come again.
fn group_score(name: &str, tally: &Tally) -> f64 {
    // One value for all would leave nothing for the exam.
    if hints(name, GROUP) && tally.distinct.len() > 1 && tally.distinct.len() < tally.filled {
        1.0 - tally.distinct.len() as f64 / tally.filled as f64
    } else {
        0.0
    }
}

pub(super) fn is_known_name(name: &str) -> bool {
    hints(name, TEXT) || hints(name, LABEL) || hints(name, GROUP) || words(name).any(|w| w == "id")
}

/// Whether a column's name is, or holds as one of its words, a telling one. Long names are
/// sentences, not names.
fn hints(name: &str, known: &[&str]) -> bool {
    words(name).count() <= 3 && words(name).any(|word| known.contains(&word.as_str()))
}

pub(super) fn words(name: &str) -> impl Iterator<Item = String> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(columns: &[&str], rows: &[&[&str]]) -> Columns {
        let columns: Vec<String> = columns.iter().map(|c| (*c).to_owned()).collect();
        let mut roles = Roles::new(&columns);
        for row in rows {
            roles.add(&row.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>());
        }
        roles.guess(None)
    }

    #[test]
    fn a_file_that_attune_sorted_comes_back_with_its_answers_as_labels() {
        let columns = ["text", "label", "predicted", "confidence", "predicted_2", "confidence_2"];
        let rows: &[&[&str]] = &[
            &["Where is it?", "a", "a", "0.9", "b", "0.8"],
            &["Mine is broken", "b", "a", "0.7", "b", "0.6"],
            &["And now?", "a", "b", "0.9", "c", "0.8"],
            &["Never again", "b", "b", "0.7", "c", "0.6"],
        ];
        let found = guess(&columns, rows);
        assert_eq!(found.text.as_deref(), Some("text"));
        assert_eq!(found.label.as_deref(), Some("predicted_2"));
        let named =
            |columns: &[&str]| answers(&columns.iter().map(|c| (*c).into()).collect::<Vec<_>>());
        assert_eq!(named(&["text", "predicted"]), None);
        assert_eq!(named(&["predicted_at", "confidence"]), None);
    }

    #[test]
    fn by_content_alone() {
        let roles = guess(
            &["a", "b", "c"],
            &[
                &["1", "late", "My parcel has not come"],
                &["2", "late", "Still waiting since May"],
                &["3", "broken", "It arrived in pieces"],
                &["4", "broken", "The lid is cracked"],
            ],
        );
        assert_eq!((roles.text.as_deref(), roles.label.as_deref()), (Some("c"), Some("b")));
        assert_eq!(roles.group, None);
    }

    #[test]
    fn a_column_of_labels_may_hold_several_in_a_cell() {
        let mut roles = Roles::new(&["text".into(), "topics".into()]);
        for (i, topics) in ["late; rude", "late", "rude", "late;rude", ""].iter().enumerate() {
            roles.add(&[format!("Message number {i}; and more"), (*topics).into()]);
        }
        assert_eq!(roles.between("topics"), Some(Between::Text(";".into())));
        assert_eq!(roles.between("text"), None);
        assert_eq!(roles.between("nowhere"), None);
    }

    #[test]
    fn a_group_needs_a_name_and_repeats() {
        let rows: &[&[&str]] =
            &[&["7", "One text here", "x"], &["7", "Another text", "y"], &["8", "A third", "x"]];
        assert_eq!(guess(&["patient_id", "text", "label"], rows).group.unwrap(), "patient_id");
        assert_eq!(guess(&["number", "text", "label"], rows).group, None);
        let unique: &[&[&str]] = &[&["7", "One text here", "x"], &["8", "Another text", "y"]];
        assert_eq!(guess(&["patient_id", "text", "label"], unique).group, None);
    }

    #[test]
    fn ages_are_no_categories() {
        let roles = guess(
            &["age", "said"],
            &[&["30", "Something long"], &["30", "Another thing"], &["31", "And a third"]],
        );
        assert_eq!(roles.label, None);
    }
}
