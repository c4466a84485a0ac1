//! Learning to write, as a run: answers in conversations, or whole texts.

use super::baseline;
use super::choose::Version;
use super::control::{Control, check};
use super::event::{Best, Event, Part, Stage};
use super::hyper::Hyper;
use super::journal::Journal;
use super::language::{Cut, LanguageSession, Surprise, Texts, mean_loss};
use super::language_report::{LanguageReport, RowSurprise, Standing};
use super::objective::{Baseline, Check, Objective, Opening};
use super::prepare::stored_rows;
use super::recipe::Recipe;
use super::samples;
use super::trainer::diverged_reading;
use crate::batch::{Asked, blocks, by_length, pack_asked};
use crate::error::{Code, Error, Result};
use crate::metric::Scores;
use crate::model::READ_TOKENS;
use crate::nn::{Gradients, Graph, LossSum, Noise, Packed, Weights};
use std::path::Path;

struct Writing {
    session: LanguageSession,
    parts: [Texts; 3],
    /// Texts that are learned from together: one conversation, or a block of whole texts.
    examples: Vec<Vec<usize>>,
    samples: samples::Asked,
}

pub(super) fn open(run: &Path) -> Result<Box<dyn Objective>> {
    let session = LanguageSession::open(run)?;
    let parts = session.parts(run)?;
    for (part, name) in parts.iter().zip(["to learn from", "for the mock exam"]) {
        if part.texts.is_empty() {
            return Err(Error::new(Code::BadData, format!("No row {name} has an answer left"))
                .safe("Nothing was changed")
                .advice("Allow longer texts, or check which columns hold questions and answers"));
        }
    }
    let learned = &parts[0].texts;
    let examples = match session.recipe.task.as_str() {
        "continue" => blocks(&lengths(learned), session.hyper.max_length),
        _ => by_source(learned),
    };
    let samples = samples::Asked::open(&session, run)?;
    Ok(Box::new(Writing { session, parts, examples, samples }))
}

fn lengths(texts: &[Asked]) -> Vec<usize> {
    texts.iter().map(|text| text.ids.len()).collect()
}

/// The texts of each conversation, which follow each other.
fn by_source(texts: &[Asked]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (i, text) in texts.iter().enumerate() {
        match groups.last_mut() {
            Some(group) if texts[group[0]].source == text.source => group.push(i),
            _ => groups.push(vec![i]),
        }
    }
    groups
}

fn scores(all: &[Surprise]) -> Result<Scores> {
    let loss = mean_loss(all);
    if !loss.is_finite() {
        return Err(diverged_reading());
    }
    Ok(Scores::of_language(all.iter().filter(|s| s.tokens > 0).count(), loss))
}

/// Only the loss counts.
fn version(scores: &Scores) -> Version {
    let loss = scores.loss.unwrap_or(f64::MAX);
    Version { macro_f1: 0.0, loss, calibrated: loss, rows: usize::MAX, wrong: Vec::new() }
}

impl Writing {
    fn validate(&mut self) -> Result<Scores> {
        scores(&self.session.surprise(&self.parts[1], &mut |_| true)?)
    }
}

impl Objective for Writing {
    fn recipe(&self) -> &Recipe {
        &self.session.recipe
    }
    fn hyper(&self) -> &Hyper {
        &self.session.hyper
    }
    fn weights(&self) -> &Weights {
        &self.session.weights
    }
    fn weights_mut(&mut self) -> &mut Weights {
        &mut self.session.weights
    }

    fn lengths(&self) -> Vec<usize> {
        let length = |i: &usize| self.parts[0].texts[*i].ids.len();
        self.examples.iter().map(|texts| texts.iter().map(length).sum()).collect()
    }

    fn rows(&self) -> usize {
        self.parts[0].sources
    }

    fn chooses(&self) -> bool {
        self.session.hyper.examples == 0
    }

    fn batch(&self, indices: &[usize]) -> Packed {
        let texts = indices.iter().flat_map(|&i| self.examples[i].iter().copied());
        pack_asked(&self.parts[0].texts, texts)
    }

    fn reading_batch(&self) -> Packed {
        let texts = &self.parts[0].texts;
        let first = by_length(&lengths(texts), READ_TOKENS).into_iter().next();
        pack_asked(texts, first.unwrap_or_default().into_iter())
    }

    fn graph<'a>(&'a self, batch: &Packed, noise: Option<Noise>) -> Graph<'a> {
        let mut graph = Graph::new(&self.session.weights, batch, noise);
        match noise {
            Some(_) => self.session.model.loss(&mut graph),
            None => self.session.model.losses(&mut graph),
        };
        graph
    }

    fn learn(&mut self, batch: &Packed, noise: Noise, to: &mut Gradients) -> Result<LossSum> {
        self.session.learn(batch, noise, to, |model, graph| model.loss(graph))
    }

    fn read_some(&mut self) -> Result<usize> {
        let texts: Vec<Asked> = self.parts[0].texts.iter().take(64).cloned().collect();
        let sources = texts.iter().map(|t| t.source + 1).max().unwrap_or(0);
        let some = Texts { texts, sources, cut: Cut::default() };
        self.session.surprise(&some, &mut |_| true)?;
        Ok(lengths(&some.texts).iter().sum())
    }

    fn reading_tokens(&self, checks: f64) -> f64 {
        let count = |part: &Texts| lengths(&part.texts).iter().sum::<usize>() as f64;
        // The untuned model reads validation and test part too.
        let check = count(&self.parts[1]) + self.samples.tokens() as f64;
        (checks + 1.0) * check + 2.0 * count(&self.parts[2])
    }

    fn held_bytes(&self) -> usize {
        let bytes = |t: &Asked| 4 * (t.ids.len() + t.places.len()) + 64;
        self.parts.iter().flat_map(|part| &part.texts).map(bytes).sum()
    }

    fn prepared(&self, run: &Path, steps: u64) -> Result<Event> {
        let rows = [0, 1, 2].map(|i| self.parts[i].sources - self.parts[i].cut.empty);
        let truncated = self.parts.iter().map(|part| part.cut.examples).sum();
        baseline::prepared(run, self, rows, truncated, steps)
    }

    fn warnings(&self) -> Vec<Event> {
        let sum = |of: fn(&Cut) -> usize| self.parts.iter().map(|p| of(&p.cut)).sum::<usize>();
        let (examples, tokens) = (sum(|c| c.examples), sum(|c| c.tokens));
        let (answers, empty) = (sum(|c| c.answers), sum(|c| c.empty));
        if examples == 0 && empty == 0 {
            return Vec::new();
        }
        let length = self.session.hyper.max_length;
        vec![Event::Warning {
            code: Code::BadData,
            what: format!(
                "{examples} examples are longer than {length} tokens: the {tokens} tokens after \
                 these are not read, {answers} of them in answers. {empty} examples have nothing \
                 left to learn from and are left out"
            ),
            advice: "Allow longer texts under 'Longest text', if the memory is enough".into(),
        }]
    }

    /// The model as it came is what tuning must beat.
    fn begin(&mut self, _: &Path, control: &dyn Control) -> Result<Opening> {
        check(control)?;
        let scores = self.validate()?;
        let version = Some(version(&scores));
        let baselines = vec![Baseline { stage: Stage::Untuned, scores, version }];
        let samples = self.samples.look(&mut self.session, true)?;
        Ok(Opening { baselines, samples })
    }

    fn check(&mut self) -> Result<Check> {
        let scores = self.validate()?;
        let samples = self.samples.look(&mut self.session, false)?;
        Ok(Check { version: version(&scores), scores, samples })
    }

    fn finish(
        self: Box<Self>,
        run: &Path,
        control: &dyn Control,
        journal: &mut Journal,
    ) -> Result<Best> {
        let Writing { session, parts, .. } = *self;
        let ids = stored_rows(run, &session.recipe)?.ids_of(Part::Test);
        // One model at a time.
        drop(session);
        let (session, best) = LanguageSession::open_kept(run)?;
        let after = examine(session, &parts[2], control)?;
        let before = match best.stage {
            Stage::Untuned => after.clone(),
            _ => examine(LanguageSession::open(run)?, &parts[2], control)?,
        };
        for (stage, all) in [(Stage::Untuned, &before), (Stage::Kept, &after)] {
            // A test part may be empty; then there is nothing to tell.
            if all.iter().any(|s| s.tokens > 0) {
                journal.event(Event::Evaluated {
                    step: best.step,
                    epoch: 0.0,
                    split: Part::Test,
                    stage,
                    metrics: scores(all)?,
                    best: stage == Stage::Kept,
                })?;
            }
        }
        let report = LanguageReport {
            before: Standing::of(&before),
            after: Standing::of(&after),
            kept: best.stage,
            kept_step: best.step,
            seconds: journal.elapsed().as_secs_f64(),
            rows: RowSurprise::of_all(&ids, &before, &after),
        };
        report.save(run)?;
        Ok(best)
    }
}

fn examine(
    mut session: LanguageSession,
    part: &Texts,
    control: &dyn Control,
) -> Result<Vec<Surprise>> {
    check(control)?;
    session.surprise(part, &mut |_| check(control).is_ok())
}
