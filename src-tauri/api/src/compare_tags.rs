//! Runs whose rows may have several categories, beside each other.

use crate::App;
use crate::compare::{Recipes, Sitting, changes, check_choice, pairs};
use crate::storage::folder_size;
use crate::types::*;
use attune_engine::error::{Error, Result};
use attune_engine::evaluate::{ExamAnswer, MarkedTagRow, MarkedTags, common};
use attune_engine::metric::Tagging;
use attune_engine::train::event::Stage;
use attune_engine::train::{Recipe, TagReport, label_scores};
use std::collections::BTreeSet;

type Rows<'a> = Vec<&'a MarkedTagRow>;

impl App {
    pub(crate) fn compare_tags(&self, project: Id, runs: Vec<Id>) -> Result<TagComparison> {
        check_choice(&runs)?;
        let cards = self.runs(project.clone())?;
        let mut marked = Vec::new();
        let mut recipes: Recipes = Vec::new();
        for id in &runs {
            marked.push(self.marked_tags(&project, id)?);
            let recipe = Recipe::load(&self.run_folder(&project, id)?)?;
            recipes.push(Sitting { recipe, learned_from: self.story(&project, id)?.train_rows });
        }
        let common = common(&marked.iter().map(|one| &one.sheet).collect::<Vec<_>>());
        let rows: Vec<Rows> = marked.iter().map(|one| one.sheet.pick(&common)).collect();
        let labels = all_labels(&marked);
        let mut compared = Vec::new();
        for ((id, one), rows) in runs.iter().zip(&marked).zip(&rows) {
            let folder = self.run_folder(&project, id)?;
            let card = cards.iter().find(|card| card.id == *id).cloned();
            let tagging = tagging(one, rows, &labels, |row| Some(&row.said));
            let tagging = tagging.ok_or_else(|| Error::internal("A run without answers"))?;
            let thresholds = thresholds(one, &labels);
            compared.push(ComparedTags {
                run: card.ok_or_else(|| Error::internal("A compared run is not in the list"))?,
                score: TagStanding::of(Stage::Kept, &tagging, None),
                per_label: label_scores(&tagging, &labels, &thresholds),
                seconds: TagReport::load(&folder)?.seconds,
                bytes: folder_size(&folder.join("best")),
                waiting: one.sheet.waiting.len(),
            });
        }
        let before = tagging(&marked[0], &rows[0], &labels, |row| row.quick_said.as_ref());
        Ok(TagComparison {
            rows: common.len(),
            left_out: marked[0].sheet.size() - common.len(),
            before: before.map(|tagging| TagStanding::of(Stage::QuickHead, &tagging, None)),
            changes: changes(&recipes),
            labels,
            runs: compared,
            pairs: pairs(&runs, &rows),
        })
    }

    pub(crate) fn different_tags(
        &self,
        project: Id,
        a: Id,
        b: Id,
        offset: usize,
        limit: usize,
    ) -> Result<DifferentTagsPage> {
        let (a, b) = (self.marked_tags(&project, &a)?, self.marked_tags(&project, &b)?);
        let common = common(&[&a.sheet, &b.sheet]);
        let (rows_a, rows_b) = (a.sheet.pick(&common), b.sheet.pick(&common));
        let mut rows: Vec<DifferentTags> = rows_a
            .into_iter()
            .zip(rows_b)
            .map(|(row_a, row_b)| DifferentTags {
                id: row_a.item.id,
                text: row_a.item.text.clone(),
                labels: attune_engine::data::tag_names(&row_a.item.label),
                a: said(&a, row_a),
                b: said(&b, row_b),
                a_right: row_a.right(),
                b_right: row_b.right(),
            })
            .filter(|row| names(&row.a) != names(&row.b))
            .collect();
        // First those where one of the two is right.
        rows.sort_by_key(|row| row.a_right == row.b_right);
        let total = rows.len();
        let rows = rows.into_iter().skip(offset).take(limit.min(1000)).collect();
        Ok(DifferentTagsPage { total, rows })
    }
}

/// Every category of the runs and of the rows.
fn all_labels(marked: &[MarkedTags]) -> Vec<String> {
    let labels: BTreeSet<&String> = marked.iter().flat_map(|one| one.labels()).collect();
    labels.into_iter().cloned().collect()
}

/// What holds and what is said of these rows, in the order of `labels`.
fn tagging<'a>(
    marked: &MarkedTags,
    rows: &Rows<'a>,
    labels: &[String],
    said: impl Fn(&'a MarkedTagRow) -> Option<&'a Vec<bool>>,
) -> Option<Tagging> {
    let places: Vec<Option<usize>> = places(marked, labels);
    let mut tagging = Tagging { truth: Vec::new(), said: Vec::new(), labels: labels.len() };
    for row in rows {
        let own = said(row)?;
        let at = |values: &[bool]| -> Vec<bool> {
            places.iter().map(|place| place.is_some_and(|place| values[place])).collect()
        };
        tagging.truth.extend(at(&row.truth));
        tagging.said.extend(at(own));
    }
    Some(tagging)
}

fn places(marked: &MarkedTags, labels: &[String]) -> Vec<Option<usize>> {
    let own = marked.labels();
    labels.iter().map(|label| own.iter().position(|known| known == label)).collect()
}

fn thresholds(marked: &MarkedTags, labels: &[String]) -> Vec<f32> {
    let own = marked.thresholds();
    let of = |place: Option<usize>| place.and_then(|place| own[place]).unwrap_or(1.0);
    places(marked, labels).into_iter().map(of).collect()
}

/// What a run says of a row, most likely first.
fn said(marked: &MarkedTags, row: &MarkedTagRow) -> Vec<LabelProbability> {
    let all = marked.labels().iter().zip(&row.probabilities).zip(&row.said);
    let mut said: Vec<LabelProbability> = all
        .filter(|(_, said)| **said)
        .map(|((label, probability), _)| LabelProbability {
            label: label.clone(),
            probability: *probability,
        })
        .collect();
    said.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    said
}

fn names(said: &[LabelProbability]) -> BTreeSet<&str> {
    said.iter().map(|one| one.label.as_str()).collect()
}
