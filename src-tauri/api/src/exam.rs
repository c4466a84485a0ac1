//! What exams have in common, whether their rows have one category or several.

use crate::App;
use crate::evaluate::blank;
use crate::origin::Origin;
use crate::types::{ExamOrder, ExamState, Id};
use attune_engine::data::{ExamItem, Project, StoredAnswer, exact_key};
use attune_engine::error::{Error, Result};
use attune_engine::evaluate::{ExamAnswer, RunFacts, Sheet, by_own_text, find_learned};
use attune_engine::train::Recipe;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// The index of the majority category, and what a run answered, by row.
pub(crate) type Answers = (Option<usize>, HashMap<i64, StoredAnswer>);

/// A run's answers; the first time, `facts` takes over what it answered at its end.
pub(crate) fn answers(
    project: &mut Project,
    run: &str,
    (recipe, origin): (&Recipe, Option<&Origin>),
    facts: impl FnOnce(&BTreeMap<String, i64>) -> Result<RunFacts>,
) -> Result<Answers> {
    if project.answers(run)?.is_none() {
        let none = BTreeMap::new();
        let mut facts = facts(origin.map_or(&none, |origin| &origin.categories))?;
        if let Some(cleaner) = recipe.cleaner()? {
            by_own_text(&mut facts, &cleaner, &project.exam()?);
        }
        project.keep_answers(run, facts.majority, &facts.answers)?;
    }
    project.answers(run)?.ok_or_else(|| Error::internal("Answers that were kept are not there"))
}

/// `both_fit`: rows where the other answer was found to fit as well.
pub(crate) fn exam_state<Row: ExamAnswer>(sheet: &Sheet<Row>, both_fit: usize) -> ExamState {
    let items = || sheet.rows.iter().map(|row| row.item()).chain(&sheet.waiting);
    ExamState {
        rows: sheet.size(),
        scored: sheet.rows.len(),
        waiting: sheet.waiting.len(),
        learned: sheet.learned,
        added: sheet.added,
        removed: sheet.removed,
        relabelled: sheet.relabelled,
        both_fit,
        decided: items().filter(|item| item.verdict.is_some()).count(),
    }
}

pub(crate) fn arrange<Row: ExamAnswer>(rows: &mut [&Row], order: ExamOrder, seed: u32) {
    match order {
        ExamOrder::Row => {}
        ExamOrder::MostSure => rows.sort_by(|a, b| b.confidence().total_cmp(&a.confidence())),
        ExamOrder::LeastSure => rows.sort_by(|a, b| a.confidence().total_cmp(&b.confidence())),
        // A row keeps its place in the shuffle whatever else the filter lets through.
        ExamOrder::Random => {
            rows.sort_by_cached_key(|row| exact_key(&format!("{seed} {}", row.item().id)));
        }
    }
}

impl App {
    /// Of the rows that wait for an answer, those that can be asked. The run knows the others: that
    /// is kept.
    pub(crate) fn askable(
        &self,
        project: &Id,
        run: &Id,
        folder: &Path,
        waiting: Vec<ExamItem>,
    ) -> Result<Vec<ExamItem>> {
        if waiting.is_empty() {
            return Ok(waiting);
        }
        let cleaner = Recipe::load(folder)?.cleaner()?;
        let learned = find_learned(folder, cleaner.as_ref(), &waiting.iter().collect::<Vec<_>>())?;
        let (known, open): (Vec<_>, Vec<_>) =
            waiting.into_iter().partition(|item| learned.contains(&item.id));
        let known: Vec<StoredAnswer> = known.iter().map(blank).collect();
        self.library.on(project, |opened| opened.keep_answers(run, None, &known))?;
        Ok(open)
    }
}
