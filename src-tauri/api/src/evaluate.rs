//! Runs on the present exam: scored by present labels, row by row, and what the person decides.

use crate::App;
use crate::exam::{self, arrange, exam_state};
use crate::jobs::Job;
use crate::origin::{Origin, Present};
use crate::types::*;
use attune_engine::data::{self, ExamItem, Project, StoredAnswer, exact_key};
use attune_engine::error::Result;
use attune_engine::evaluate::{ExamAnswer, Marked, MarkedRow, facts};
use attune_engine::predict::Predictor;
use attune_engine::train::event::Stage;
use attune_engine::train::report::class_scores;
use attune_engine::train::{Recipe, report};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Rows answered between two words about progress.
const BATCH: usize = 64;
/// Rows answered between two times of keeping them: what is cancelled has not been in vain.
const KEPT: usize = 1024;

/// Likeliest categories shown of a row.
pub(crate) const SHOWN_CATEGORIES: usize = 3;

/// Exam rows that a run is to answer.
pub(crate) struct Asked<'a> {
    pub project: &'a str,
    pub run: &'a str,
    pub rows: &'a [&'a ExamItem],
}

/// Probabilities of the kept version and of the quick head, by row.
pub(crate) type Both = (Vec<Vec<f32>>, Vec<Vec<f32>>);

impl App {
    /// The present exam marked for a finished run.
    pub(crate) fn marked(&self, project: &str, run: &str) -> Result<Marked> {
        let folder = self.finished_run(project, run)?;
        self.library.on(project, |opened| mark(opened, run, &folder))
    }

    pub(crate) fn report(&self, project: Id, run: Id) -> Result<Report> {
        let folder = self.finished_run(&project, &run)?;
        let marked = self.marked(&project, &run)?;
        let then = report::Report::load(&folder)?;
        if marked.sheet.rows.is_empty() {
            return Ok(unanswered(then, &marked));
        }
        let right = marked.sheet.right();
        let result = Some((right, marked.sheet.rows.len()));
        self.library.on(&project, |opened| opened.note_result(&run, result))?;
        let stages = [Stage::Majority, Stage::QuickHead, Stage::Kept];
        let confusion = marked.confusion();
        Ok(Report {
            scores: stages.into_iter().filter_map(|stage| marked.score(stage)).collect(),
            per_class: class_scores(&confusion, marked.labels()),
            labels: marked.labels().to_vec(),
            confusion: confusion.counts,
            kept: then.kept,
            kept_step: then.kept_step,
            seconds: then.seconds,
            exam: state(&marked),
            at_the_end: then.scores.into_iter().next_back().filter(|_| marked.sheet.changed()),
        })
    }

    pub(crate) fn rescore(&self, project: Id, run: Id, job: Option<Id>) -> Result<Report> {
        let job = self.jobs.start(job, "Answering the exam rows");
        let folder = self.finished_run(&project, &run)?;
        let waiting = self.marked(&project, &run)?.sheet.waiting;
        let open = self.askable(&project, &run, &folder, waiting)?;
        self.answer(&project, &run, &folder, &open.iter().collect::<Vec<_>>(), &job)?;
        self.report(project, run)
    }

    /// Asks kept version and quick head, and keeps what they say.
    fn answer(
        &self,
        project: &str,
        run: &str,
        folder: &Path,
        rows: &[&ExamItem],
        job: &Job<'_>,
    ) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let kept = self.predictor(project, run)?;
        let same = report::Report::load(folder)?.kept == Stage::QuickHead;
        let mut quick = if same { None } else { Some(Predictor::open_quick_head(folder)?) };
        let mut ask = |texts: &[&str]| {
            let by_kept = crate::lock(&kept).probabilities(texts)?;
            let by_quick = match &mut quick {
                Some(quick) => quick.probabilities(texts)?,
                None => by_kept.clone(),
            };
            Ok((by_kept, by_quick))
        };
        self.ask_all(Asked { project, run, rows }, job, &mut ask)
    }

    /// Asks for rows and keeps what is said. `ask` gives the probabilities of the kept version and
    /// of the quick head.
    pub(crate) fn ask_all(
        &self,
        asked: Asked<'_>,
        job: &Job<'_>,
        ask: &mut dyn FnMut(&[&str]) -> Result<Both>,
    ) -> Result<()> {
        let Asked { project, run, rows } = asked;
        let mut done = 0;
        job.report(0, rows.len())?;
        for some in rows.chunks(KEPT) {
            let mut answers = Vec::with_capacity(some.len());
            let mut stopped = Ok(());
            for batch in some.chunks(BATCH) {
                let texts: Vec<&str> = batch.iter().map(|item| &*item.text).collect();
                let (by_kept, by_quick) = ask(&texts)?;
                for ((item, kept), quick) in batch.iter().zip(by_kept).zip(by_quick) {
                    let (kept, quick_head) = (Some(kept), Some(quick));
                    answers.push(StoredAnswer { kept, quick_head, ..blank(item) });
                }
                done += batch.len();
                stopped = job.report(done, rows.len());
                if stopped.is_err() {
                    break;
                }
            }
            self.library.on(project, |opened| opened.keep_answers(run, None, &answers))?;
            stopped?;
        }
        Ok(())
    }

    pub(crate) fn exam_rows(
        &self,
        project: Id,
        run: Id,
        filter: ExamFilter,
        offset: usize,
        limit: usize,
    ) -> Result<ExamPage> {
        let marked = self.marked(&project, &run)?;
        let right = marked.sheet.right();
        let wrong = marked.sheet.rows.len() - right;
        let mut found: Vec<&MarkedRow> =
            marked.sheet.rows.iter().filter(|row| matches(&filter, &marked, row)).collect();
        arrange(&mut found, filter.order, filter.seed);
        let page = found.iter().skip(offset).take(limit.min(1000));
        let rows = page.map(|row| exam_row(&marked, row)).collect();
        Ok(ExamPage { total: found.len(), right, wrong, rows })
    }

    pub(crate) fn mixups(&self, project: Id, run: Id) -> Result<Vec<MixUp>> {
        let marked = self.marked(&project, &run)?;
        let mut pairs: BTreeMap<(usize, usize), Vec<&MarkedRow>> = BTreeMap::new();
        for row in marked.sheet.rows.iter().filter(|row| !row.right()) {
            pairs.entry((row.truth, row.predicted)).or_default().push(row);
        }
        let mut mixups: Vec<MixUp> = pairs
            .into_iter()
            .map(|((truth, predicted), mut rows)| {
                arrange(&mut rows, ExamOrder::MostSure, 0);
                MixUp {
                    truth: marked.labels()[truth].clone(),
                    predicted: marked.labels()[predicted].clone(),
                    count: rows.len(),
                    example: rows[0].item.text.clone(),
                }
            })
            .collect();
        mixups.sort_by_key(|mixup| std::cmp::Reverse(mixup.count));
        Ok(mixups)
    }

    pub(crate) fn decide(&self, project: Id, row: i64, decision: Decision) -> Result<DataSummary> {
        self.library.on(&project, |project| {
            project.decide(
                row,
                match &decision {
                    Decision::LabelWrong { label } => data::Decision::LabelWrong(label),
                    Decision::ModelWrong => data::Decision::ModelWrong,
                    Decision::BothFit { other } => data::Decision::BothFit(other),
                    Decision::Open => data::Decision::Open,
                },
            )
        })
    }

    /// What a run's categories are called now, in its own order.
    pub(crate) fn present_labels(&self, project: &str, folder: &Path) -> Result<Vec<String>> {
        let present = self.library.on(project, Present::of)?;
        let labels = Recipe::load(folder)?.labels;
        Ok(present.labels(Origin::load(folder).as_ref(), &labels))
    }
}

/// An answer without probabilities: the run knows the row.
pub(crate) fn blank(item: &ExamItem) -> StoredAnswer {
    StoredAnswer { row: item.id, text: exact_key(&item.text), ..Default::default() }
}

/// Marks the exam; the first time, what the run answered at its end is taken over.
fn mark(project: &mut Project, run: &str, folder: &Path) -> Result<Marked> {
    let recipe = Recipe::load(folder)?;
    let origin = Origin::load(folder);
    let (majority, answers) = exam::answers(project, run, (&recipe, origin.as_ref()), |ids| {
        facts(folder, &recipe.labels, ids)
    })?;
    let present = Present::of(project)?;
    let names: &HashMap<i64, String> = &present.names;
    let labels = present.labels(origin.as_ref(), &recipe.labels);
    Ok(Marked::new(&labels, names, project.exam()?, majority, &answers))
}

fn state(marked: &Marked) -> ExamState {
    let fits = |row: &&MarkedRow| match &row.item.verdict {
        Some(Verdict::BothFit { other }) => {
            !row.right() && *other == marked.labels()[row.predicted]
        }
        _ => false,
    };
    exam_state(&marked.sheet, marked.sheet.rows.iter().filter(fits).count())
}

/// The report of the run's end, while none of the present rows is answered.
fn unanswered(then: report::Report, marked: &Marked) -> Report {
    Report {
        scores: then.scores,
        labels: then.labels,
        per_class: then.per_class,
        confusion: then.confusion,
        kept: then.kept,
        kept_step: then.kept_step,
        seconds: then.seconds,
        exam: state(marked),
        at_the_end: None,
    }
}

fn matches(filter: &ExamFilter, marked: &Marked, row: &MarkedRow) -> bool {
    let is = |wanted: &Option<String>, place: usize| {
        wanted.as_ref().is_none_or(|wanted| *wanted == marked.labels()[place])
    };
    is(&filter.truth, row.truth)
        && is(&filter.predicted, row.predicted)
        && filter.right.is_none_or(|right| right == row.right())
        && filter.decided.is_none_or(|decided| decided == row.item.verdict.is_some())
}

fn exam_row(marked: &Marked, row: &MarkedRow) -> ExamRow {
    let likely = likely(marked.labels(), &row.probabilities);
    let before = row.quick_head.as_ref();
    ExamRow {
        id: row.item.id,
        text: row.item.text.clone(),
        label: row.item.label.clone(),
        predicted: marked.labels()[row.predicted].clone(),
        confidence: row.confidence(),
        right: row.right(),
        likely: likely.into_iter().take(SHOWN_CATEGORIES).collect(),
        before: before.and_then(|quick| self::likely(marked.labels(), quick).into_iter().next()),
        verdict: row.item.verdict.clone(),
        source: row.item.source.clone(),
        line: row.item.line,
    }
}

/// Categories with their probabilities, most likely first.
pub(crate) fn likely(labels: &[String], probabilities: &[f32]) -> Vec<LabelProbability> {
    let pairs = labels.iter().zip(probabilities);
    let mut all: Vec<LabelProbability> = pairs
        .map(|(label, probability)| LabelProbability {
            label: label.clone(),
            probability: *probability,
        })
        .collect();
    all.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    all
}
