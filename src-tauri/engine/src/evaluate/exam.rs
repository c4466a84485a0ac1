//! The present exam, marked for one run.

use super::sheet::{ExamAnswer, Sheet};
use crate::data::{ExamItem, Part, StoredAnswer, exact_key, split};
use crate::error::{Code, Error, Result};
use crate::metric::{Confusion, Scores};
use crate::privacy::Cleaner;
use crate::task::Names;
use crate::train::event::Stage;
use crate::train::report::StageScore;
use crate::train::{answers, largest, stored_examples, stored_texts};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

/// What a finished run's folder says, taken once.
#[derive(Debug, Clone, PartialEq)]
pub struct RunFacts {
    /// Index of the category that most of its training rows have.
    pub majority: Option<usize>,
    /// Its answers to the test rows of its time; empty when it kept none.
    pub answers: Vec<StoredAnswer>,
}

/// Reads the facts of a run. `labels` are its categories; `ids` what they are called for good.
pub fn facts(run: &Path, labels: &[String], ids: &BTreeMap<String, i64>) -> Result<RunFacts> {
    let mut counts = vec![0usize; labels.len()];
    let mut tests = Vec::new();
    stored_examples(run, &mut |example| {
        let index = labels.iter().position(|label| *label == example.label);
        match (example.part, index) {
            (Part::Train, Some(index)) => counts[index] += 1,
            (Part::Test, _) => tests.push(StoredAnswer {
                row: example.id,
                text: exact_key(&example.text),
                label: ids.get(&example.label).copied(),
                ..Default::default()
            }),
            _ => {}
        }
    })?;
    // The first one on a tie, as the majority guess of the run itself was.
    let most = counts.iter().max().copied().filter(|most| *most > 0);
    let majority = most.and_then(|most| counts.iter().position(|count| *count == most));
    let Some(answered) = answers(run)? else {
        return Ok(RunFacts { majority, answers: Vec::new() });
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
    Ok(RunFacts { majority, answers: tests })
}

/// Puts answers to cleaned texts beside the rows they were cleaned from: answers and rows are
/// told to belong together by their text.
pub fn by_own_text(facts: &mut RunFacts, cleaner: &Cleaner, exam: &[ExamItem]) {
    let rows: HashMap<i64, &ExamItem> = exam.iter().map(|item| (item.id, item)).collect();
    for answer in &mut facts.answers {
        let Some(item) = rows.get(&answer.row) else { continue };
        if answer.text == exact_key(&cleaner.clean(&item.text).text) {
            answer.text = exact_key(&item.text);
        }
    }
}

/// Of these rows, those whose text the run learned from or was steered by: they are no exam for
/// it. Read as the run reads them, cleaned if it was.
pub fn find_learned(
    run: &Path,
    cleaner: Option<&Cleaner>,
    rows: &[&ExamItem],
) -> Result<HashSet<i64>> {
    let mut learned = HashSet::new();
    stored_texts(run, &mut |text, part| {
        if part != Part::Test {
            learned.insert(split::key(text));
        }
    })?;
    let key = |item: &ExamItem| match cleaner {
        Some(cleaner) => split::key(&cleaner.clean(&item.text).text),
        None => split::key(&item.text),
    };
    Ok(rows.iter().filter(|row| learned.contains(&key(row))).map(|row| row.id).collect())
}

/// An exam row with a run's answer, in terms of [`Marked::labels`].
#[derive(Debug, Clone, PartialEq)]
pub struct MarkedRow {
    pub item: ExamItem,
    pub truth: usize,
    pub predicted: usize,
    pub probabilities: Vec<f32>,
    pub quick_head: Option<Vec<f32>>,
}

impl ExamAnswer for MarkedRow {
    fn item(&self) -> &ExamItem {
        &self.item
    }
    fn right(&self) -> bool {
        self.truth == self.predicted
    }
    fn confidence(&self) -> f32 {
        self.probabilities[self.predicted]
    }
}

/// The present exam as one run answers it.
#[derive(Debug, Clone, PartialEq)]
pub struct Marked {
    pub names: Names,
    pub sheet: Sheet<MarkedRow>,
    majority: Option<usize>,
}

impl Marked {
    /// `present`: the present names of the run's categories; `named`: those of all categories.
    pub fn new(
        present: &[String],
        named: &HashMap<i64, String>,
        exam: Vec<ExamItem>,
        majority: Option<usize>,
        answers: &HashMap<i64, StoredAnswer>,
    ) -> Self {
        let mut names = Names::new(present);
        let truths: Vec<usize> = exam.iter().map(|item| names.place(&item.label)).collect();
        let majority = majority.and_then(|index| names.of_run(index));
        let same = |item: &ExamItem, _: &usize, label: i64| {
            named.get(&label).is_some_and(|name| *name == item.label)
        };
        let sheet = Sheet::new(exam.into_iter().zip(truths), answers, same, |item, truth, said| {
            let probabilities = names.fold(said.kept);
            let quick_head = said.quick_head.map(|quick| names.fold(quick));
            let predicted = largest(&probabilities);
            MarkedRow { item, truth, predicted, probabilities, quick_head }
        });
        Self { names, sheet, majority }
    }

    pub fn labels(&self) -> &[String] {
        self.names.labels()
    }

    pub fn confusion(&self) -> Confusion {
        self.matrix(
            &self.sheet.rows.iter().map(|row| (row.truth, row.predicted)).collect::<Vec<_>>(),
        )
    }

    fn matrix(&self, pairs: &[(usize, usize)]) -> Confusion {
        let pairs = pairs.iter().map(|(truth, predicted)| (*truth as u32, *predicted as u32));
        Confusion::new(self.labels().len(), pairs)
    }

    /// The figures of a stage; nothing where it has no answers.
    pub fn score(&self, stage: Stage) -> Option<StageScore> {
        let answers: Vec<&[f32]> = match stage {
            Stage::Majority => {
                let majority = self.majority?;
                let pairs: Vec<_> =
                    self.sheet.rows.iter().map(|row| (row.truth, majority)).collect();
                let confusion = self.matrix(&pairs);
                return Some(StageScore::of(stage, &Scores::of(&confusion, None), &confusion));
            }
            Stage::QuickHead => self
                .sheet
                .rows
                .iter()
                .map(|row| row.quick_head.as_deref())
                .collect::<Option<_>>()?,
            Stage::Untuned => return None,
            Stage::Tuning | Stage::Kept => {
                self.sheet.rows.iter().map(|row| &*row.probabilities).collect()
            }
        };
        let pairs = self.sheet.rows.iter().zip(&answers).map(|(row, a)| (row.truth, largest(a)));
        let confusion = self.matrix(&pairs.collect::<Vec<_>>());
        let loss = self.loss(&answers);
        Some(StageScore::of(stage, &Scores::of(&confusion, loss), &confusion))
    }

    /// Mean cross-entropy; nothing where rows have categories the run never saw.
    fn loss(&self, answers: &[&[f32]]) -> Option<f64> {
        if self.sheet.rows.is_empty()
            || self.sheet.rows.iter().any(|row| !self.names.is_known(row.truth))
        {
            return None;
        }
        let surprise = |(row, answer): (&MarkedRow, &&[f32])| {
            f64::from(answer[row.truth].max(f32::MIN_POSITIVE)).ln()
        };
        let sum: f64 = self.sheet.rows.iter().zip(answers).map(surprise).sum();
        Some(-sum / self.sheet.rows.len() as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(id: i64, label: &str) -> ExamItem {
        ExamItem {
            id,
            text: format!("text {id}"),
            label: label.into(),
            verdict: None,
            source: "a.csv".into(),
            line: id as u64,
        }
    }

    fn answer(row: i64, label: Option<i64>, kept: Option<[f32; 3]>) -> (i64, StoredAnswer) {
        let text = exact_key(&format!("text {row}"));
        let kept = kept.map(|p| p.to_vec());
        (row, StoredAnswer { row, text, label, quick_head: kept.clone(), kept })
    }

    /// Categories 1 A, 2 B, 3 C when the run ended.
    fn marked(names: [&str; 3], exam: Vec<ExamItem>) -> Marked {
        let present = names.map(String::from);
        let named = (1..).zip(present.clone()).collect();
        let answers = HashMap::from([
            answer(1, Some(1), Some([0.8, 0.1, 0.1])),
            answer(2, Some(2), Some([0.4, 0.3, 0.3])),
            answer(3, Some(3), Some([0.1, 0.2, 0.7])),
            answer(4, None, None),
            answer(5, None, Some([0.2, 0.6, 0.2])),
        ]);
        Marked::new(&present, &named, exam, Some(0), &answers)
    }

    #[test]
    fn only_answered_rows_count_and_every_change_is_told() {
        let mut edited = item(5, "B");
        edited.text = "another text".into();
        let exam = vec![item(1, "A"), item(2, "C"), item(4, "A"), edited, item(6, "B")];
        let marked = marked(["A", "B", "C"], exam);
        assert_eq!(marked.sheet.rows.iter().map(|row| row.item.id).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(marked.sheet.waiting.iter().map(|item| item.id).collect::<Vec<_>>(), [5, 6]);
        assert_eq!(
            (
                marked.sheet.learned,
                marked.sheet.added,
                marked.sheet.removed,
                marked.sheet.relabelled
            ),
            (1, 3, 1, 1)
        );
        let kept = marked.score(Stage::Kept).unwrap();
        assert_eq!((kept.n, kept.right), (2, 1));
        let loss = -(0.8f64.ln() + 0.3f64.ln()) / 2.0;
        assert!((kept.loss.unwrap() - loss).abs() < 1e-6);
        assert_eq!(marked.score(Stage::Majority).unwrap().right, 1);
    }

    #[test]
    fn a_new_name_changes_no_figure_and_joined_categories_add_up() {
        let renamed = marked(["A", "Letter B", "C"], vec![item(1, "A"), item(2, "Letter B")]);
        assert_eq!((renamed.sheet.relabelled, renamed.score(Stage::Kept).unwrap().right), (0, 1));
        // B and C are one now: 0.3 + 0.3 beats the 0.4 of A.
        let joined = marked(["A", "B", "B"], vec![item(1, "A"), item(2, "B"), item(3, "B")]);
        assert_eq!(joined.labels(), ["A", "B"]);
        assert_eq!(joined.score(Stage::Kept).unwrap().right, 3);
        assert!(!joined.sheet.changed());
    }

    #[test]
    fn a_category_the_run_never_saw_is_never_right() {
        let marked = marked(["A", "B", "C"], vec![item(1, "New"), item(3, "C")]);
        assert_eq!(marked.labels(), ["A", "B", "C", "New"]);
        let kept = marked.score(Stage::Kept).unwrap();
        assert_eq!((kept.right, kept.loss), (1, None));
        assert_eq!(marked.confusion().counts[3], [1, 0, 0, 0]);
    }
}
