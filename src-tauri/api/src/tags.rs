//! Runs whose rows may have any number of categories, on the present exam.

use crate::App;
use crate::evaluate::{Asked, SHOWN_CATEGORIES, blank};
use crate::origin::{Origin, Present};
use crate::types::*;
use attune_engine::data::{self, ExamItem, Project, StoredAnswer, exact_key, tag_names};
use attune_engine::error::{Code, Error, Result};
use attune_engine::evaluate::{
    MarkedTagRow, MarkedTags, TagNaming, TagRules, by_own_text, find_learned, tag_facts,
};
use attune_engine::predict::Tagger;
use attune_engine::train::event::Stage;
use attune_engine::train::{Recipe, TagReport};
use std::collections::BTreeMap;
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
        let exam = exam_state(&marked);
        let (kept, kept_step, seconds) = (then.kept, then.kept_step, then.seconds);
        if marked.rows.is_empty() {
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
        let right = marked.rows.iter().filter(|row| row.right()).count();
        let result = Some((right, marked.rows.len()));
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
            at_the_end: last.filter(|_| marked.changed()),
        })
    }

    pub(crate) fn rescore_tags(&self, project: Id, run: Id, job: Option<Id>) -> Result<TagView> {
        let job = self.jobs.start(job, "Answering the exam rows");
        let folder = self.finished_run(&project, &run)?;
        let waiting = self.marked_tags(&project, &run)?.waiting;
        if !waiting.is_empty() {
            let rows: Vec<&ExamItem> = waiting.iter().collect();
            let cleaner = Recipe::load(&folder)?.cleaner()?;
            let learned = find_learned(&folder, cleaner.as_ref(), &rows)?;
            let known: Vec<StoredAnswer> =
                waiting.iter().filter(|item| learned.contains(&item.id)).map(blank).collect();
            self.library.on(&project, |opened| opened.keep_answers(&run, None, &known))?;
            let open: Vec<&ExamItem> =
                waiting.iter().filter(|item| !learned.contains(&item.id)).collect();
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
                self.ask_all(Asked { project: &project, run: &run, rows: &open }, &job, &mut ask)?;
            }
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
        let right = marked.rows.iter().filter(|row| row.right()).count();
        let wrong = marked.rows.len() - right;
        let mut found: Vec<&MarkedTagRow> =
            marked.rows.iter().filter(|row| matches(&filter, &marked, row)).collect();
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
    if project.answers(run)?.is_none() {
        let none = BTreeMap::new();
        let ids = origin.as_ref().map_or(&none, |origin| &origin.categories);
        let mut facts = tag_facts(folder, ids)?;
        if let Some(cleaner) = recipe.cleaner()? {
            by_own_text(&mut facts, &cleaner, &project.exam()?);
        }
        project.keep_answers(run, facts.majority, &facts.answers)?;
    }
    let (_, answers) = project
        .answers(run)?
        .ok_or_else(|| Error::internal("Answers that were kept are not there"))?;
    let present = Present::of(project)?;
    let labels = present.labels(origin.as_ref(), &recipe.labels);
    let learnable = project.version()?.labels;
    let ids = project.category_ids()?;
    let naming =
        TagNaming { present: &labels, ids: &ids, counts: &|name| learnable.contains(name) };
    let rules = TagRules::of(folder, recipe.labels.len(), &TagReport::load(folder)?)?;
    Ok(MarkedTags::new(&naming, project.exam()?, &answers, rules))
}

fn exam_state(marked: &MarkedTags) -> ExamState {
    let decided = |item: &ExamItem| usize::from(item.verdict.is_some());
    let items = || marked.rows.iter().map(|row| &row.item).chain(&marked.waiting);
    ExamState {
        rows: marked.rows.len() + marked.waiting.len() + marked.learned,
        scored: marked.rows.len(),
        waiting: marked.waiting.len(),
        learned: marked.learned,
        added: marked.added,
        removed: marked.removed,
        relabelled: marked.relabelled,
        // Whatever holds as well is one of the row's categories here.
        both_fit: 0,
        decided: items().map(decided).sum(),
    }
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

fn arrange(rows: &mut [&MarkedTagRow], order: ExamOrder, seed: u32) {
    match order {
        ExamOrder::Row => {}
        ExamOrder::MostSure => rows.sort_by(|a, b| b.confidence().total_cmp(&a.confidence())),
        ExamOrder::LeastSure => rows.sort_by(|a, b| a.confidence().total_cmp(&b.confidence())),
        // A row keeps its place in the shuffle whatever else the filter lets through.
        ExamOrder::Random => {
            rows.sort_by_cached_key(|row| exact_key(&format!("{seed} {}", row.item.id)));
        }
    }
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
