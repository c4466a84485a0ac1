//! The present exam, marked for one run whose rows may have any number of categories.

use super::RunFacts;
use super::sheet::{ExamAnswer, Sheet};
use crate::data::{ExamItem, Part, StoredAnswer, exact_key, tag_names, tags_key};
use crate::error::{Code, Error, Result};
use crate::metric::Tagging;
use crate::task::Names;
use crate::train::event::Stage;
use crate::train::{
    LabelScore, TagReport, TagStanding, answers, label_scores, said, stored_tagged, thresholds,
};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Reads what a run answered at its end. `ids`: what the categories were called then, for good.
pub fn tag_facts(run: &Path, ids: &BTreeMap<String, i64>) -> Result<RunFacts> {
    let mut tests = Vec::new();
    for row in stored_tagged(run)?.into_iter().filter(|row| row.part == Part::Test) {
        let set = row.labels.iter().filter_map(|label| ids.get(label).copied()).collect();
        tests.push(StoredAnswer {
            row: row.id,
            text: exact_key(&row.text),
            label: Some(tags_key(set)),
            ..Default::default()
        });
    }
    let Some(answered) = answers(run)? else {
        return Ok(RunFacts { majority: None, answers: Vec::new() });
    };
    if answered.len() != tests.len() {
        return Err(Error::new(Code::BadFile, "The run's answers don't belong to its exam rows")
            .at(run.display().to_string())
            .advice("Train again"));
    }
    for (test, answered) in tests.iter_mut().zip(answered) {
        test.kept = Some(answered.kept);
        test.quick_head = Some(answered.quick_head);
    }
    Ok(RunFacts { majority: None, answers: tests })
}

/// How a run says categories: from which probability on, each in the order of the run's own.
#[derive(Debug, Clone, PartialEq)]
pub struct TagRules {
    pub kept: Vec<f32>,
    /// Of the untuned model with its quick head.
    pub quick_head: Vec<f32>,
    /// The combination that most of its training rows have.
    pub most_frequent: Vec<usize>,
}

impl TagRules {
    pub fn of(run: &Path, labels: usize, report: &TagReport) -> Result<Self> {
        let quick = &report.quick_thresholds;
        Ok(Self {
            kept: thresholds(run, labels)?,
            quick_head: if quick.len() == labels { quick.clone() } else { vec![0.5; labels] },
            most_frequent: report.most_frequent.clone(),
        })
    }
}

/// An exam row with a run's answer: one entry for each of [`MarkedTags::labels`].
#[derive(Debug, Clone, PartialEq)]
pub struct MarkedTagRow {
    pub item: ExamItem,
    pub truth: Vec<bool>,
    pub said: Vec<bool>,
    pub probabilities: Vec<f32>,
    pub quick_said: Option<Vec<bool>>,
}

impl ExamAnswer for MarkedTagRow {
    fn item(&self) -> &ExamItem {
        &self.item
    }

    fn right(&self) -> bool {
        self.truth == self.said
    }

    /// Of the least probable category that it says, or,
    /// where it says none, that the most probable one does not hold.
    fn confidence(&self) -> f32 {
        let all = self.probabilities.iter().zip(&self.said);
        let least = all.filter(|(_, said)| **said).map(|(p, _)| *p).reduce(f32::min);
        least.unwrap_or_else(|| 1.0 - self.probabilities.iter().copied().fold(0.0, f32::max))
    }
}

/// The present exam as one run answers it.
#[derive(Debug, Clone, PartialEq)]
pub struct MarkedTags {
    pub names: Names,
    pub sheet: Sheet<MarkedTagRow>,
    rules: TagRules,
}

/// The names that the marking goes by.
pub struct TagNaming<'a> {
    /// The present names of the run's categories, in its order.
    pub present: &'a [String],
    /// The ids of all categories, by their present names.
    pub ids: &'a BTreeMap<String, i64>,
    /// Whether a category has enough rows to be learned. One that has not, and that the run does not
    /// know, is left out of the marking, as it was left out of the training.
    pub counts: &'a dyn Fn(&str) -> bool,
}

impl MarkedTags {
    pub fn new(
        naming: &TagNaming<'_>,
        exam: Vec<ExamItem>,
        answers: &HashMap<i64, StoredAnswer>,
        rules: TagRules,
    ) -> Self {
        let mut names = Names::new(naming.present);
        let mut truths = Vec::with_capacity(exam.len());
        for item in &exam {
            let mut holds = tag_names(&item.label);
            holds.retain(|name| naming.present.contains(name) || (naming.counts)(name));
            let set = holds.iter().filter_map(|name| naming.ids.get(name).copied()).collect();
            let places: Vec<usize> = holds.iter().map(|name| names.place(name)).collect();
            truths.push((places, tags_key(set)));
        }
        let width = names.labels().len();
        let same = |_: &ExamItem, (_, key): &(Vec<usize>, i64), label: i64| label == *key;
        let sheet =
            Sheet::new(exam.into_iter().zip(truths), answers, same, |item, holds, answer| {
                let mut truth = vec![false; width];
                holds.0.iter().for_each(|place| truth[*place] = true);
                let quick_said = |p| names.fold_said(&said(p, &rules.quick_head));
                MarkedTagRow {
                    truth,
                    said: names.fold_said(&said(answer.kept, &rules.kept)),
                    probabilities: names.fold_highest(answer.kept),
                    quick_said: answer.quick_head.map(quick_said),
                    item,
                }
            });
        Self { names, sheet, rules }
    }

    pub fn labels(&self) -> &[String] {
        self.names.labels()
    }

    /// Each category's threshold, in the order of `labels`; of joined ones the lowest. A category
    /// that the run never learned has none.
    pub fn thresholds(&self) -> Vec<Option<f32>> {
        self.names.fold_lowest(&self.rules.kept)
    }

    fn tagging(&self, said: impl Fn(&MarkedTagRow) -> Option<Vec<bool>>) -> Option<Tagging> {
        let mut tagging =
            Tagging { truth: Vec::new(), said: Vec::new(), labels: self.labels().len() };
        for row in &self.sheet.rows {
            tagging.truth.extend(&row.truth);
            tagging.said.extend(said(row)?);
        }
        Some(tagging)
    }

    /// What the kept version says, beside what is true.
    pub fn kept(&self) -> Tagging {
        let all = |row: &MarkedTagRow| Some(row.said.clone());
        let none = || Tagging { truth: Vec::new(), said: Vec::new(), labels: self.labels().len() };
        self.tagging(all).unwrap_or_else(none)
    }

    pub fn per_label(&self) -> Vec<LabelScore> {
        let thresholds: Vec<f32> =
            self.thresholds().into_iter().map(|threshold| threshold.unwrap_or(1.0)).collect();
        label_scores(&self.kept(), self.labels(), &thresholds)
    }

    /// The figures of a stage; nothing where it has no answers.
    pub fn score(&self, stage: Stage) -> Option<TagStanding> {
        let tagging = match stage {
            Stage::Majority => {
                let mut most = vec![false; self.labels().len()];
                let places = self.rules.most_frequent.iter().map(|own| self.names.of_run(*own));
                places.flatten().for_each(|place| most[place] = true);
                self.tagging(|_| Some(most.clone()))
            }
            Stage::QuickHead => self.tagging(|row| row.quick_said.clone()),
            Stage::Untuned => None,
            Stage::Tuning | Stage::Kept => Some(self.kept()),
        }?;
        let loss = if stage == Stage::Kept { self.loss() } else { None };
        Some(TagStanding::of(stage, &tagging, loss))
    }

    /// Mean binary cross-entropy; nothing where rows have categories the run never saw.
    fn loss(&self) -> Option<f64> {
        let known: Vec<bool> = (0..self.labels().len()).map(|at| self.names.is_known(at)).collect();
        let mut sum = 0.0;
        for row in &self.sheet.rows {
            for ((&holds, &p), &known) in row.truth.iter().zip(&row.probabilities).zip(&known) {
                if !known && holds {
                    return None;
                }
                let right = if holds { p } else { 1.0 - p };
                sum -= if known { f64::from(right.max(f32::MIN_POSITIVE)).ln() } else { 0.0 };
            }
        }
        let cells = self.sheet.rows.len() * known.iter().filter(|known| **known).count();
        (cells > 0).then(|| sum / cells as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(id: i64, labels: &[&str]) -> ExamItem {
        ExamItem {
            id,
            text: format!("text {id}"),
            label: serde_json::json!(labels).to_string(),
            verdict: None,
            source: "a.csv".into(),
            line: id as u64,
        }
    }

    fn answer(row: i64, set: Option<&[i64]>, kept: [f32; 3]) -> (i64, StoredAnswer) {
        let (text, kept) = (exact_key(&format!("text {row}")), Some(kept.to_vec()));
        let label = set.map(|ids| tags_key(ids.to_vec()));
        (row, StoredAnswer { row, text, label, quick_head: kept.clone(), kept })
    }

    /// Categories 1 A, 2 B, 3 C when the run ended; A is said from 0.7 on.
    fn marked(names: [&str; 3], exam: Vec<ExamItem>) -> MarkedTags {
        let present = names.map(String::from);
        let mut ids: BTreeMap<String, i64> = BTreeMap::new();
        for (name, id) in present.iter().zip(1..) {
            ids.entry(name.clone()).or_insert(id);
        }
        ids.insert("New".into(), 9);
        let answers = HashMap::from([
            answer(1, Some(&[1, 2]), [0.8, 0.6, 0.1]),
            answer(2, Some(&[3]), [0.6, 0.1, 0.4]),
            answer(3, Some(&[]), [0.1, 0.2, 0.3]),
            answer(5, None, [0.2, 0.6, 0.2]),
        ]);
        let naming = TagNaming { present: &present, ids: &ids, counts: &|name| name == "New" };
        let rules = TagRules {
            kept: vec![0.7, 0.5, 0.5],
            quick_head: vec![0.5; 3],
            most_frequent: vec![0, 1],
        };
        MarkedTags::new(&naming, exam, &answers, rules)
    }

    #[test]
    fn rows_are_right_where_exactly_the_true_categories_are_said() {
        let exam = vec![item(1, &["A", "B"]), item(2, &["C"]), item(3, &[]), item(6, &["A"])];
        let marked = marked(["A", "B", "C"], exam);
        assert_eq!(
            (marked.sheet.waiting.len(), marked.sheet.added, marked.sheet.changed()),
            (1, 1, true)
        );
        let right: Vec<bool> = marked.sheet.rows.iter().map(MarkedTagRow::right).collect();
        assert_eq!(right, [true, false, true]);
        assert!((marked.sheet.rows[0].confidence() - 0.6).abs() < 1e-6);
        assert!((marked.sheet.rows[2].confidence() - 0.7).abs() < 1e-6);
        let kept = marked.score(Stage::Kept).unwrap();
        assert_eq!((kept.n, kept.exact), (3, 2));
        assert!((kept.micro_f1 - 0.8).abs() < 1e-12);
        assert!(kept.loss.is_some());
        // Said of every row: A and B. The quick head says A of row 2 as well.
        assert_eq!(marked.score(Stage::Majority).unwrap().exact, 1);
        assert!((marked.score(Stage::QuickHead).unwrap().micro_f1 - 2.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn joined_categories_are_said_where_one_of_them_is_and_rare_ones_are_left_out() {
        let exam = vec![item(1, &["A", "B"]), item(2, &["B", "too rare"])];
        let joined = marked(["A", "B", "B"], exam);
        assert_eq!(joined.labels(), ["A", "B"]);
        assert_eq!(joined.thresholds(), [Some(0.7), Some(0.5)]);
        assert_eq!(joined.sheet.rows[1].truth, [false, true]);
        let new = marked(["A", "B", "C"], vec![item(1, &["A", "B", "New"])]);
        assert_eq!(new.labels(), ["A", "B", "C", "New"]);
        assert_eq!((new.sheet.relabelled, new.sheet.rows[0].right()), (1, false));
        assert_eq!(new.score(Stage::Kept).unwrap().loss, None);
        assert_eq!(new.thresholds()[3], None);
    }
}
