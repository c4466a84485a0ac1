//! The rows as the checks see them, with what several of them need computed once.

use super::minhash::{self, Pair};
use super::words::{fold_key, words_key};
use crate::data::{Message, Part, RawRow, turns};
use crate::privacy::{Cleaner, Conversation, Span, look};
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// What stands between two messages where a conversation is shown as one text.
pub const BETWEEN: &str = "\n\n";

/// A row to be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub id: i64,
    pub text: String,
    /// Index into [`Corpus::labels`].
    pub label: Option<u32>,
    /// Absent while the row is not divided.
    pub part: Option<Part>,
}

/// A column of the file beside text and label: one cell a row.
#[derive(Debug, Clone)]
pub struct Column {
    pub name: String,
    pub cells: Vec<String>,
}

/// All rows of a project, or of a file.
#[derive(Clone)]
pub struct Corpus {
    pub items: Vec<Item>,
    pub labels: Vec<String>,
    /// The messages of each row, where rows are conversations; else empty. A row's text is then what
    /// they say, one below the other.
    pub turns: Vec<Vec<Message>>,
    /// What else the file says of each row; a project keeps none.
    pub columns: Vec<Column>,
    keys: OnceLock<Vec<u64>>,
    words: OnceLock<Vec<u64>>,
    pairs: OnceLock<Vec<Pair>>,
    cleaner: Arc<Cleaner>,
    /// What the kinds find, whatever the rules.
    looked: OnceLock<Vec<Vec<Span>>>,
    personal: OnceLock<Vec<Vec<Span>>>,
}

impl Corpus {
    pub fn new(items: Vec<Item>, labels: Vec<String>, columns: Vec<Column>) -> Self {
        let (keys, words, pairs) = Default::default();
        let (cleaner, looked, personal) = Default::default();
        let turns = Vec::new();
        Self { items, labels, turns, columns, keys, words, pairs, cleaner, looked, personal }
    }

    /// Conversations, as a project keeps them.
    pub fn of_conversations(rows: Vec<RawRow>) -> Self {
        let turns: Vec<Vec<Message>> = rows.iter().map(|row| turns(&row.text)).collect();
        let said = |turns: &Vec<Message>| {
            turns.iter().map(|turn| turn.content.as_str()).collect::<Vec<_>>().join(BETWEEN)
        };
        let rows = rows.into_iter().zip(&turns);
        let rows = rows.map(|(row, turns)| RawRow { text: said(turns), ..row }).collect();
        Self { turns, ..Self::of_rows(rows) }
    }

    /// What the kinds find in a row; in a conversation, in each message by itself, as it is cleaned
    /// on the way to a model.
    fn look(&self, row: usize) -> Vec<Span> {
        let Some(turns) = self.turns.get(row) else { return look(&self.items[row].text) };
        let (mut found, mut from) = (Vec::new(), 0);
        for turn in turns {
            let moved =
                |span: Span| Span { start: span.start + from, end: span.end + from, ..span };
            found.extend(look(&turn.content).into_iter().map(moved));
            from += turn.content.len() + BETWEEN.len();
        }
        found
    }

    /// The messages of a row without these places; one number for one person in all of them.
    pub(super) fn without(&self, row: usize, spans: &[Span]) -> Vec<Message> {
        let turns = self.turns.get(row).map(Vec::as_slice).unwrap_or_default();
        let mut conversation = Conversation::new();
        turns.iter().for_each(|turn| conversation.reserve(&turn.content));
        let mut from = 0;
        let mut cleaned = Vec::with_capacity(turns.len());
        for turn in turns {
            let to = from + turn.content.len();
            let here = spans.iter().filter(|span| from <= span.start && span.end <= to);
            let moved =
                |span: &Span| Span { start: span.start - from, end: span.end - from, ..*span };
            let here: Vec<Span> = here.map(moved).collect();
            let text = conversation.replace(&turn.content, &here).text;
            cleaned.push(Message::new(&turn.role, text));
            from = to + BETWEEN.len();
        }
        cleaned
    }

    /// The same rows, looked through for personal data by these rules.
    pub fn with(mut self, cleaner: Cleaner) -> Self {
        self.cleaner = Arc::new(cleaner);
        self.personal = OnceLock::new();
        self
    }

    /// Takes over what is known of the rows of an earlier corpus that are as they were.
    pub fn after(self, earlier: &Self) -> Self {
        let Some(looked) = earlier.looked.get() else { return self };
        let known: HashMap<i64, usize> =
            earlier.items.iter().enumerate().map(|(row, item)| (item.id, row)).collect();
        let find = |row: usize| {
            let item = &self.items[row];
            match known.get(&item.id) {
                Some(row) if earlier.items[*row].text == item.text => looked[*row].clone(),
                _ => self.look(row),
            }
        };
        let spans = (0..self.items.len()).into_par_iter().map(find).collect::<Vec<_>>();
        Self { looked: OnceLock::from(spans), ..self }
    }

    pub fn cleaner(&self) -> &Cleaner {
        &self.cleaner
    }

    /// Personal data of every row: places of all kinds, those that are not replaced too.
    pub fn personal(&self) -> &[Vec<Span>] {
        let looked = self.looked.get_or_init(|| {
            (0..self.items.len()).into_par_iter().map(|row| self.look(row)).collect()
        });
        self.personal.get_or_init(|| {
            let rows = self.items.par_iter().zip(looked);
            rows.map(|(item, spans)| self.cleaner.settle(&item.text, spans.clone())).collect()
        })
    }

    /// Categories are numbered in the order they come.
    pub fn of_rows(rows: Vec<RawRow>) -> Self {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut labels = Vec::new();
        let mut number = |label: String| {
            *numbers.entry(label).or_insert_with_key(|name| {
                labels.push(name.clone());
                labels.len() as u32 - 1
            })
        };
        let item = |row: RawRow| Item {
            id: row.id,
            text: row.text,
            label: row.label.map(&mut number),
            part: row.part,
        };
        let items = rows.into_iter().map(item).collect();
        Self::new(items, labels, Vec::new())
    }

    /// Of every row: its text without case and outer blanks, as a number.
    pub fn keys(&self) -> &[u64] {
        self.keys.get_or_init(|| self.each(|item| fold_key(&item.text)))
    }

    /// Of every row: its words without case and punctuation, as a number; 0 where there are none.
    pub fn word_keys(&self) -> &[u64] {
        self.words.get_or_init(|| self.each(|item| words_key(&item.text)))
    }

    /// Rows that are nearly the same but not quite, the earlier first.
    pub(super) fn near_pairs(&self) -> &[Pair] {
        self.pairs.get_or_init(|| minhash::pairs(self))
    }

    /// Something of every row, in their order.
    pub fn each<T: Send>(&self, work: impl Fn(&Item) -> T + Sync + Send) -> Vec<T> {
        self.items.par_iter().map(work).collect()
    }

    /// How many rows each category has.
    pub fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.labels.len()];
        for label in self.items.iter().filter_map(|item| item.label) {
            counts[label as usize] += 1;
        }
        counts
    }

    /// Places of the rows by key, in their order; keys of 0 are left out.
    pub(super) fn groups(keys: &[u64]) -> Vec<Vec<usize>> {
        let mut places: HashMap<u64, usize> = HashMap::new();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (row, key) in keys.iter().enumerate().filter(|(_, key)| **key != 0) {
            let place = *places.entry(*key).or_insert_with(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            groups[place].push(row);
        }
        groups.retain(|group| group.len() > 1);
        groups
    }
}

/// The matter of a category: its name as a number, the same in every run.
pub(super) fn category_matter(name: &str) -> i64 {
    crate::data::exact_key(name)
}
