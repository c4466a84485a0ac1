//! Runs beside each other, on the exam rows that all of them can be asked.

use crate::App;
use crate::storage::folder_size;
use crate::types::*;
use attune_engine::error::{Code, Error, Result};
use attune_engine::evaluate::{ExamAnswer, Marked, MarkedRow, Pair, common, pair};
use attune_engine::method;
use attune_engine::metric::{Confusion, Scores};
use attune_engine::task;
use attune_engine::train::event::Stage;
use attune_engine::train::report::{self, class_scores};
use attune_engine::train::{Recipe, params_for};
use std::collections::{BTreeSet, HashSet};
use std::path::Path;

/// A run that is compared.
struct Sat {
    id: Id,
    marked: Marked,
}

/// What a compared run was made by.
pub(crate) struct Sitting {
    pub recipe: Recipe,
    pub learned_from: usize,
}

pub(crate) type Recipes = Vec<Sitting>;

pub(crate) fn check_choice(runs: &[Id]) -> Result<()> {
    let unique: HashSet<&Id> = runs.iter().collect();
    if runs.len() < 2 || unique.len() < runs.len() {
        return Err(Error::new(Code::BadSetting, "A comparison needs two different runs")
            .advice("Choose two or more finished runs"));
    }
    Ok(())
}

/// The rows of a run that count here, in the order of the exam.
type Rows<'a> = Vec<&'a MarkedRow>;

impl App {
    pub(crate) fn compare_runs(&self, project: Id, runs: Vec<Id>) -> Result<Comparison> {
        check_choice(&runs)?;
        let cards = self.runs(project.clone())?;
        let mut sat: Vec<Sat> = Vec::new();
        let mut recipes: Recipes = Vec::new();
        for id in runs {
            let recipe = Recipe::load(&self.run_folder(&project, &id)?)?;
            recipes.push(Sitting { recipe, learned_from: self.story(&project, &id)?.train_rows });
            sat.push(Sat { marked: self.marked(&project, &id)?, id });
        }
        let common = common(&sat.iter().map(|one| &one.marked.sheet).collect::<Vec<_>>());
        let rows: Vec<Rows> = sat.iter().map(|one| one.marked.sheet.pick(&common)).collect();
        let labels = all_labels(&rows, &sat);
        let mut compared = Vec::new();
        for (one, rows) in sat.iter().zip(&rows) {
            let folder = self.run_folder(&project, &one.id)?;
            let card = cards.iter().find(|card| card.id == one.id).cloned();
            let card = card.ok_or_else(|| Error::internal("A compared run is not in the list"))?;
            compared.push(compared_run(one, card, rows, &labels, &folder)?);
        }
        let before = stage_score(&rows[0], &sat[0].marked, Stage::QuickHead, &labels);
        Ok(Comparison {
            rows: common.len(),
            left_out: sat[0].marked.sheet.size() - common.len(),
            pairs: pairs(&sat.iter().map(|one| one.id.clone()).collect::<Vec<_>>(), &rows),
            changes: changes(&recipes),
            before: before.map(|(score, _)| score),
            labels,
            runs: compared,
        })
    }

    pub(crate) fn different_rows(
        &self,
        project: Id,
        a: Id,
        b: Id,
        offset: usize,
        limit: usize,
    ) -> Result<DifferentPage> {
        let (a, b) = (self.marked(&project, &a)?, self.marked(&project, &b)?);
        let common = common(&[&a.sheet, &b.sheet]);
        let (rows_a, rows_b) = (a.sheet.pick(&common), b.sheet.pick(&common));
        let said = |marked: &Marked, row: &MarkedRow| LabelProbability {
            label: marked.labels()[row.predicted].clone(),
            probability: row.confidence(),
        };
        let mut rows: Vec<DifferentRow> = rows_a
            .into_iter()
            .zip(rows_b)
            .map(|(row_a, row_b)| DifferentRow {
                id: row_a.item.id,
                text: row_a.item.text.clone(),
                label: row_a.item.label.clone(),
                a: said(&a, row_a),
                b: said(&b, row_b),
                a_right: row_a.right(),
                b_right: row_b.right(),
            })
            .filter(|row| row.a.label != row.b.label)
            .collect();
        // First those where one of the two is right.
        rows.sort_by_key(|row| row.a_right == row.b_right);
        let total = rows.len();
        let rows = rows.into_iter().skip(offset).take(limit.min(1000)).collect();
        Ok(DifferentPage { total, rows })
    }
}

/// Every category that occurs, in truth or answer.
fn all_labels(rows: &[Rows<'_>], sat: &[Sat]) -> Vec<String> {
    let mut labels = BTreeSet::new();
    for (rows, one) in rows.iter().zip(sat) {
        let own = one.marked.labels().iter().enumerate();
        labels.extend(own.filter(|(place, _)| one.marked.names.is_known(*place)).map(|(_, l)| l));
        labels.extend(rows.iter().map(|row| &row.item.label));
    }
    labels.into_iter().cloned().collect()
}

/// A stage's figures on these rows; nothing where it has no answers to them.
fn stage_score(
    rows: &Rows<'_>,
    marked: &Marked,
    stage: Stage,
    labels: &[String],
) -> Option<(StageScore, Confusion)> {
    let place = |own: usize| {
        let name = &marked.labels()[own];
        labels.binary_search(name).unwrap_or_default() as u32
    };
    let mut pairs = Vec::with_capacity(rows.len());
    for row in rows {
        let predicted = match stage {
            Stage::QuickHead => attune_engine::train::largest(row.quick_head.as_ref()?),
            _ => row.predicted,
        };
        pairs.push((place(row.truth), place(predicted)));
    }
    let confusion = Confusion::new(labels.len(), pairs.into_iter());
    Some((StageScore::of(stage, &Scores::of(&confusion, None), &confusion), confusion))
}

fn compared_run(
    one: &Sat,
    run: RunCard,
    rows: &Rows<'_>,
    labels: &[String],
    folder: &Path,
) -> Result<ComparedRun> {
    let scored = stage_score(rows, &one.marked, Stage::Kept, labels);
    let (score, confusion) = scored.ok_or_else(|| Error::internal("A run without answers"))?;
    Ok(ComparedRun {
        run,
        score,
        per_class: class_scores(&confusion, labels),
        seconds: report::Report::load(folder)?.seconds,
        bytes: folder_size(&folder.join("best")),
        waiting: one.marked.sheet.waiting.len(),
    })
}

/// Every two runs, on the rows that all of them answered.
pub(crate) fn pairs<Row: ExamAnswer>(runs: &[Id], rows: &[Vec<&Row>]) -> Vec<PairTest> {
    let mut tests = Vec::new();
    for i in 0..runs.len() {
        for j in i + 1..runs.len() {
            let both = rows[i].iter().zip(&rows[j]).map(|(a, b)| (a.right(), b.right()));
            tests.push(pair_test(&runs[i], &runs[j], &pair(both)));
        }
    }
    tests
}

fn pair_test(a: &Id, b: &Id, found: &Pair) -> PairTest {
    PairTest {
        better: match found.only_a.cmp(&found.only_b) {
            std::cmp::Ordering::Greater => Some(a.clone()),
            std::cmp::Ordering::Less => Some(b.clone()),
            std::cmp::Ordering::Equal => None,
        },
        a: a.clone(),
        b: b.clone(),
        only_a: found.only_a,
        only_b: found.only_b,
        both: found.both,
        neither: found.neither,
        p: found.p,
        confidence: match found.p {
            p if p < 0.01 => Confidence::Surely,
            p if p < 0.1 => Confidence::Probably,
            _ => Confidence::CannotTell,
        },
    }
}

/// What is not the same in all recipes. Threads change the time only.
pub(crate) fn changes(sat: &[Sitting]) -> Vec<SettingChange> {
    let mut changes = Vec::new();
    let mut add = |name: &str, title: &str, values: Vec<String>| {
        if values.iter().any(|value| *value != values[0]) {
            changes.push(SettingChange { name: name.into(), title: title.into(), values });
        }
    };
    let each = |value: fn(&Sitting) -> String| sat.iter().map(value).collect::<Vec<_>>();
    add("model", "Model", each(|one| one.recipe.model.id.clone()));
    add("method", "Which part learns", each(|one| one.recipe.method.clone()));
    add("preset", "Preset", each(|one| one.recipe.preset.clone()));
    add("seed", "Seed", each(|one| one.recipe.seed.to_string()));
    let data = &sat[0].recipe.data_sha256;
    if sat.iter().any(|one| one.recipe.data_sha256 != *data) {
        let values = each(|one| one.learned_from.to_string());
        let (name, title) = ("data".into(), "Rows to learn from".into());
        changes.push(SettingChange { name, title, values });
    }
    let mut titles: Vec<(&str, &str)> = Vec::new();
    let known = |one: &Sitting| {
        Some((task::find(&one.recipe.task).ok()?, method::find(&one.recipe.method).ok()?))
    };
    for (task, method) in sat.iter().filter_map(known) {
        for param in params_for(task, method) {
            if param.name != "threads" && !titles.iter().any(|(name, _)| *name == param.name) {
                titles.push((param.name, param.title));
            }
        }
    }
    for (name, title) in titles {
        let value = |one: &Sitting| one.recipe.settings.get(name).unwrap_or_default().to_owned();
        let values: Vec<String> = sat.iter().map(value).collect();
        if values.iter().any(|value| *value != values[0]) {
            changes.push(SettingChange { name: name.into(), title: title.into(), values });
        }
    }
    changes
}
