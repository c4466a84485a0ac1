//! Runs whose rows may have any number of categories, on the present exam.

use crate::App;
use crate::evaluate::{Asked, SHOWN_CATEGORIES};
use crate::exam::{self, arrange, exam_state};
use crate::origin::{Origin, Present};
use crate::types::*;
use attune_engine::data::{self, ExamItem, Project, tag_names};
use attune_engine::error::{Code, Error, Result};
use attune_engine::evaluate::{
    ExamAnswer, MarkedTagRow, MarkedTags, TagNaming, TagRules, tag_facts,
};
use attune_engine::predict::Tagger;
use attune_engine::train::event::Stage;
use attune_engine::train::{Recipe, TagReport};
use std::path::Path;

impl App {
    /// The present exam marked for a finished run.
    pub(crate) fn marked_tags(&self, project: &str, run: &str) -> Result<MarkedTags> {
        let folder = self.finished_run(project, run)?;
        self.library.on(project, |opened| mark(opened, run, &folder))
    }

    pub(crate) fn tag_report(&self, project: Id, run: Id) -> Result<TagView> {
        let folder = self.finished_run(&project, &run)?;
        let marked = self.marked_tags(&project, &run)?;
        let then = TagReport::load(&folder)?;
        // Whatever holds as well is one of the row's categories here.
        let exam = exam_state(&marked.sheet, 0);
        let (kept, kept_step, seconds) = (then.kept, then.kept_step, then.seconds);
        if marked.sheet.rows.is_empty() {
            // The report of the run's end, while none of the present rows is answered.
            let (scores, per_label) = (then.scores, then.per_label);
            return Ok(TagView {
                scores,
                per_label,
                kept,
                kept_step,
                seconds,
                exam,
                at_the_end: None,
            });
        }
        let right = marked.sheet.right();
        let result = Some((right, marked.sheet.rows.len()));
        self.library.on(&project, |opened| opened.note_result(&run, result))?;
        let stages = [Stage::Majority, Stage::QuickHead, Stage::Kept];
        let last = then.scores.into_iter().next_back();
        Ok(TagView {
            scores: stages.into_iter().filter_map(|stage| marked.score(stage)).collect(),
            per_label: marked.per_label(),
            kept,
            kept_step,
            seconds,
            exam,
            at_the_end: last.filter(|_| marked.sheet.changed()),
        })
    }

    pub(crate) fn rescore_tags(&self, project: Id, run: Id, job: Option<Id>) -> Result<TagView> {
        let job = self.jobs.start(job, "Answering the exam rows");
        let folder = self.finished_run(&project, &run)?;
        let waiting = self.marked_tags(&project, &run)?.sheet.waiting;
        let open = self.askable(&project, &run, &folder, waiting)?;
        if !open.is_empty() {
            let mut kept = Tagger::open(&folder)?;
            let same = TagReport::load(&folder)?.kept == Stage::QuickHead;
            let mut quick = match same {
                true => None,
                false => Some(Tagger::open_quick_head(&folder)?),
            };
            let mut ask = |texts: &[&str]| {
                let by_kept = kept.probabilities(texts)?;
                let by_quick = match &mut quick {
                    Some(quick) => quick.probabilities(texts)?,
                    None => by_kept.clone(),
                };
                Ok((by_kept, by_quick))
            };
            let rows: Vec<&ExamItem> = open.iter().collect();
            self.ask_all(Asked { project: &project, run: &run, rows: &rows }, &job, &mut ask)?;
        }
        self.tag_report(project, run)
    }

    pub(crate) fn tag_rows(
        &self,
        project: Id,
        run: Id,
        filter: TagFilter,
        offset: usize,
        limit: usize,
    ) -> Result<TagPage> {
        let marked = self.marked_tags(&project, &run)?;
        let right = marked.sheet.right();
        let wrong = marked.sheet.rows.len() - right;
        let mut found: Vec<&MarkedTagRow> =
            marked.sheet.rows.iter().filter(|row| matches(&filter, &marked, row)).collect();
        arrange(&mut found, filter.order, filter.seed);
        let thresholds = marked.thresholds();
        let page = found.iter().skip(offset).take(limit.min(1000));
        let rows = page.map(|row| tag_row(&marked, &thresholds, row)).collect();
        Ok(TagPage { total: found.len(), right, wrong, rows })
    }

    pub(crate) fn decide_tags(
        &self,
        project: Id,
        row: i64,
        decision: TagDecision,
    ) -> Result<DataSummary> {
        self.library.on(&project, |project| {
            project.decide(
                row,
                match &decision {
                    TagDecision::LabelsWrong { labels } => data::Decision::LabelsWrong(labels),
                    TagDecision::ModelWrong => data::Decision::ModelWrong,
                    TagDecision::Open => data::Decision::Open,
                },
            )
        })
    }

    pub(crate) fn set_labels(
        &self,
        project: Id,
        row: i64,
        labels: Option<Vec<String>>,
    ) -> Result<DataSummary> {
        self.library.on(&project, |project| project.set_labels(row, labels.as_deref()))
    }

    pub(crate) fn add_tagged(
        &self,
        project: Id,
        text: String,
        labels: Vec<String>,
    ) -> Result<DataSummary> {
        self.library.on(&project, |project| project.add_tagged(&text, &labels))
    }

    pub(crate) fn tag_text(&self, project: Id, run: Id, text: String) -> Result<TagAnswer> {
        if text.trim().is_empty() {
            return Err(Error::new(Code::BadData, "There is no text to sort")
                .advice("Type or paste a text"));
        }
        let tagger = self.tagger(&project, &run)?;
        let mut tagger = crate::lock(&tagger);
        let Some(answer) = tagger.predict(&[text])?.pop() else {
            return Err(Error::internal("The model gave no answer"));
        };
        let thresholds = tagger.thresholds();
        let facts = answer.probabilities.iter().zip(&answer.said).zip(&thresholds);
        let mut tags: Vec<TagChance> = tagger
            .labels()
            .iter()
            .zip(facts)
            .map(|(label, ((probability, said), threshold))| TagChance {
                label: label.clone(),
                probability: *probability,
                threshold: *threshold,
                said: *said,
            })
            .collect();
        tags.sort_by(|a, b| b.said.cmp(&a.said).then(b.probability.total_cmp(&a.probability)));
        Ok(TagAnswer { tags })
    }
}

/// Marks the exam; the first time, what the run answered at its end is taken over.
fn mark(project: &mut Project, run: &str, folder: &Path) -> Result<MarkedTags> {
    let recipe = Recipe::load(folder)?;
    let origin = Origin::load(folder);
    let (_, answers) =
        exam::answers(project, run, (&recipe, origin.as_ref()), |ids| tag_facts(folder, ids))?;
    let present = Present::of(project)?;
    let labels = present.labels(origin.as_ref(), &recipe.labels);
    let learnable = project.version()?.labels;
    let ids = project.category_ids()?;
    let naming =
        TagNaming { present: &labels, ids: &ids, counts: &|name| learnable.contains(name) };
    let rules = TagRules::of(folder, recipe.labels.len(), &TagReport::load(folder)?)?;
    Ok(MarkedTags::new(&naming, project.exam()?, &answers, rules))
}

fn matches(filter: &TagFilter, marked: &MarkedTags, row: &MarkedTagRow) -> bool {
    let wanted = |place: &usize| {
        filter.label.as_ref().is_none_or(|wanted| *wanted == marked.labels()[*place])
    };
    let fits = |place: usize| match (filter.fault, row.truth[place], row.said[place]) {
        (Some(TagFault::Missed), truth, said) => truth && !said,
        (Some(TagFault::Extra), truth, said) => said && !truth,
        (None, truth, said) => truth || said,
    };
    let any = filter.label.is_none() && filter.fault.is_none();
    (any || (0..marked.labels().len()).filter(wanted).any(fits))
        && filter.right.is_none_or(|right| right == row.right())
        && filter.decided.is_none_or(|decided| decided == row.item.verdict.is_some())
}

fn tag_row(marked: &MarkedTags, thresholds: &[Option<f32>], row: &MarkedTagRow) -> TagRow {
    let tag = |place: usize| RowTag {
        label: marked.labels()[place].clone(),
        holds: row.truth[place],
        said: row.said[place],
        probability: row.probabilities[place],
        threshold: thresholds[place],
    };
    let mut tags: Vec<RowTag> = (0..marked.labels().len()).map(tag).collect();
    tags.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    let mut seen = 0;
    tags.retain(|tag| {
        seen += 1;
        tag.holds || tag.said || seen <= SHOWN_CATEGORIES
    });
    TagRow {
        id: row.item.id,
        text: row.item.text.clone(),
        labels: tag_names(&row.item.label),
        tags,
        confidence: row.confidence(),
        right: row.right(),
        verdict: row.item.verdict.clone(),
        source: row.item.source.clone(),
        line: row.item.line,
    }
}
