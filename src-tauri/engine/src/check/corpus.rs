//! The rows as the checks see them, with what several of them need computed once.

use super::minhash::{self, Pair};
use super::words::{fold_key, words_key};
use crate::data::{Part, RawRow};
use crate::privacy::{Cleaner, Span, look};
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

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
        Self { items, labels, columns, keys, words, pairs, cleaner, looked, personal }
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
        let spans = self.each(|item| match known.get(&item.id) {
            Some(row) if earlier.items[*row].text == item.text => looked[*row].clone(),
            _ => look(&item.text),
        });
        Self { looked: OnceLock::from(spans), ..self }
    }

    pub fn cleaner(&self) -> &Cleaner {
        &self.cleaner
    }

    /// Personal data of every row: places of all kinds, those that are not replaced too.
    pub fn personal(&self) -> &[Vec<Span>] {
        let looked = self.looked.get_or_init(|| self.each(|item| look(&item.text)));
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
