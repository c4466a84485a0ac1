//! The present exam beside one run's answers, whatever kind of answer that is.

use crate::data::{ExamItem, StoredAnswer, exact_key};
use std::collections::{HashMap, HashSet};

/// An exam row with a run's answer.
pub trait ExamAnswer {
    fn item(&self) -> &ExamItem;
    fn right(&self) -> bool;
    /// How sure the run is of its answer to the row as a whole.
    fn confidence(&self) -> f32;
}

/// What became of each row of the exam.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet<Row> {
    pub rows: Vec<Row>,
    /// Rows without an answer to their present text.
    pub waiting: Vec<ExamItem>,
    /// Rows it learned from.
    pub learned: usize,
    /// Against the exam at the run's end.
    pub added: usize,
    pub removed: usize,
    pub relabelled: usize,
}

/// A run's answer to a row: the probabilities of the kept version and of the quick head.
pub(super) struct Said<'a> {
    pub kept: &'a [f32],
    pub quick_head: Option<&'a [f32]>,
}

impl<Row> Sheet<Row> {
    /// `exam`: each row with what holds for it. `same` says whether that is what the row was labelled
    /// when the run ended; `mark` puts the run's answer beside it.
    pub(super) fn new<Truth>(
        exam: impl Iterator<Item = (ExamItem, Truth)>,
        answers: &HashMap<i64, StoredAnswer>,
        same: impl Fn(&ExamItem, &Truth, i64) -> bool,
        mut mark: impl FnMut(ExamItem, Truth, Said<'_>) -> Row,
    ) -> Self {
        let then = answers.values().filter(|answer| answer.label.is_some()).count();
        let (rows, waiting) = (Vec::new(), Vec::new());
        let mut sheet = Self { rows, waiting, learned: 0, added: 0, removed: then, relabelled: 0 };
        for (item, truth) in exam {
            let answer = answers.get(&item.id);
            match answer.and_then(|answer| answer.label) {
                None => sheet.added += 1,
                Some(label) => {
                    sheet.removed -= 1;
                    sheet.relabelled += usize::from(!same(&item, &truth, label));
                }
            }
            let Some(answer) = answer.filter(|answer| answer.text == exact_key(&item.text)) else {
                sheet.waiting.push(item);
                continue;
            };
            let Some(kept) = &answer.kept else {
                sheet.learned += 1;
                continue;
            };
            let said = Said { kept, quick_head: answer.quick_head.as_deref() };
            sheet.rows.push(mark(item, truth, said));
        }
        sheet
    }

    /// Rows of the exam, answered or not.
    pub fn size(&self) -> usize {
        self.rows.len() + self.waiting.len() + self.learned
    }

    /// Whether rows joined, left or changed since the run ended.
    pub fn changed(&self) -> bool {
        self.added + self.removed + self.relabelled > 0
    }
}

impl<Row: ExamAnswer> Sheet<Row> {
    pub fn right(&self) -> usize {
        self.rows.iter().filter(|row| row.right()).count()
    }

    /// Its rows among these, in the order of the exam.
    pub fn pick(&self, ids: &HashSet<i64>) -> Vec<&Row> {
        self.rows.iter().filter(|row| ids.contains(&row.item().id)).collect()
    }
}

/// The rows that every run has answered.
pub fn common<Row: ExamAnswer>(sheets: &[&Sheet<Row>]) -> HashSet<i64> {
    let mut counts: HashMap<i64, usize> = HashMap::new();
    for row in sheets.iter().flat_map(|sheet| &sheet.rows) {
        *counts.entry(row.item().id).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count == sheets.len()).map(|(id, _)| id).collect()
}
