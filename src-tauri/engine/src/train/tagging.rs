//! Saying which of several labels hold for a text, as a run.

use super::answers;
use super::baseline::{self, head_of};
use super::control::{Command, Control, check};
use super::event::{Best, Event, SampleAnswer, Stage};
use super::finish::{Examined, announce, examine};
use super::hyper::Hyper;
use super::journal::Journal;
use super::objective::{Baseline, Check, Objective, Opening};
use super::prepare::tagged_rows;
use super::probe::{Probe, fit_tag_probe};
use super::recipe::Recipe;
use super::session::{Session, damaged};
use super::tag_report::{TagReport, TagStanding, label_scores, save_thresholds};
use super::tag_score::{TagScored, most_frequent, score_most_frequent, sigmoid};
use super::threshold::choose_thresholds;
use super::trainer::diverged_reading;
use crate::batch::{Encoded, pack_targets};
use crate::error::{Error, Result};
use crate::nn::{Gradients, Graph, LossSum, Noise, Packed, Weights};
use crate::task::LabelSet;
use std::path::Path;

/// Examples of one part.
#[derive(Default)]
struct TagExamples {
    encoded: Vec<Encoded>,
    /// (rows, labels)
    truth: Vec<bool>,
    texts: Vec<String>,
}

struct Tagging {
    session: Session,
    parts: [TagExamples; 3],
}

pub(super) fn open(run: &Path) -> Result<Box<dyn Objective>> {
    let session = Session::open(run)?;
    let parts = examples(&session, run)?;
    Ok(Box::new(Tagging { session, parts }))
}

/// The run's own copy of the examples, by part, in the order they were written.
fn examples(session: &Session, run: &Path) -> Result<[TagExamples; 3]> {
    let labels = LabelSet(session.recipe.labels.clone());
    let mut parts: [TagExamples; 3] = Default::default();
    for row in tagged_rows(run, &session.recipe)? {
        let part = &mut parts[row.part as usize];
        let from = part.truth.len();
        part.truth.resize(from + labels.len(), false);
        for label in &row.labels {
            let index = labels.index(label).ok_or_else(|| damaged(run))?;
            part.truth[from + index as usize] = true;
        }
        part.texts.push(row.text);
    }
    for part in &mut parts {
        part.encoded = session.encoder.encode_all(&part.texts)?;
    }
    Ok(parts)
}

/// A part scored with these thresholds, or with those that are best for it.
fn score_part(
    session: &mut Session,
    part: &TagExamples,
    thresholds: Option<&[f32]>,
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Result<(TagScored, Vec<f32>)> {
    let logits = session.infer(&part.encoded, false, go_on)?;
    if logits.iter().any(|x| !x.is_finite()) {
        return Err(diverged_reading());
    }
    let labels = session.recipe.labels.len();
    let thresholds = match thresholds {
        Some(thresholds) => thresholds.to_vec(),
        None => {
            let probabilities: Vec<f32> = logits.iter().copied().map(sigmoid).collect();
            choose_thresholds(&probabilities, &part.truth, labels)
        }
    };
    Ok((TagScored::of(&logits, &part.truth, &thresholds), thresholds))
}

/// A logistic regression for each label on the frozen features of the training part. How much it
/// may lean on them is chosen on the validation part, by the lowest loss.
fn quick_head(
    session: &mut Session,
    parts: &[TagExamples; 3],
    control: &dyn Control,
) -> Result<Probe> {
    let mut go_on = |_| control.poll() != Command::Interrupt;
    let features = session.infer(&parts[0].encoded, true, &mut go_on)?;
    let held_out = session.infer(&parts[1].encoded, true, &mut go_on)?;
    let thresholds = vec![0.5; session.recipe.labels.len()];
    let mut best: Option<(f64, Probe)> = None;
    for c in [1.0, 10.0, 100.0] {
        check(control)?;
        let probe = fit_tag_probe(&features, &parts[0].truth, thresholds.len(), c);
        let scored = TagScored::of(&probe.logits(&held_out), &parts[1].truth, &thresholds);
        let loss = scored.scores.loss.unwrap_or(f64::MAX);
        if best.as_ref().is_none_or(|(lowest, _)| loss < *lowest) {
            best = Some((loss, probe));
        }
    }
    best.map(|(_, probe)| probe).ok_or_else(|| Error::internal("No quick head"))
}

impl Tagging {
    /// The validation part with the thresholds that are best for it now.
    fn validate(&mut self) -> Result<TagScored> {
        Ok(score_part(&mut self.session, &self.parts[1], None, &mut |_| true)?.0)
    }

    /// What it makes of a few messages.
    fn samples(&self, scored: &TagScored) -> Vec<SampleAnswer> {
        let validation = &self.parts[1];
        let recipe = &self.session.recipe;
        let n = validation.texts.len();
        let labels = recipe.labels.len();
        let names = |holds: &[bool]| recipe.joined(holds);
        let answer = |row: usize| SampleAnswer {
            text: validation.texts[row].clone(),
            label: names(&validation.truth[row * labels..][..labels]),
            predicted: names(&scored.tagging.said[row * labels..][..labels]),
            confidence: scored.confidence(row),
            before: None,
        };
        (0..n.min(4)).map(|k| k * n / n.min(4)).map(answer).collect()
    }
}

impl Objective for Tagging {
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
        self.parts[0].encoded.iter().map(|e| e.ids.len()).collect()
    }

    fn batch(&self, indices: &[usize]) -> Packed {
        let TagExamples { encoded, truth, .. } = &self.parts[0];
        pack_targets(encoded, indices, truth, self.session.recipe.labels.len())
    }

    fn reading_batch(&self) -> Packed {
        Session::reading_batch(&self.parts[0].encoded)
    }

    fn graph<'a>(&'a self, batch: &Packed, noise: Option<Noise>) -> Graph<'a> {
        let mut graph = Graph::new(&self.session.weights, batch, noise);
        let logits = self.session.model.forward(&mut graph);
        if noise.is_some() {
            graph.binary_cross_entropy(logits);
        }
        graph
    }

    fn learn(&mut self, batch: &Packed, noise: Noise, to: &mut Gradients) -> Result<LossSum> {
        self.session.learn(batch, noise, to, |model, graph| {
            let logits = model.forward(graph);
            graph.binary_cross_entropy(logits)
        })
    }

    fn read_some(&mut self) -> Result<usize> {
        self.session.read_some(&self.parts[0].encoded)
    }

    fn reading_tokens(&self, checks: f64) -> f64 {
        let count = |p: &TagExamples| p.encoded.iter().map(|e| e.ids.len()).sum::<usize>() as f64;
        let [train, validation, test] = &self.parts;
        // At the end the thresholds of quick head and kept version are chosen, and both examined.
        count(train) + (checks + 2.0) * count(validation) + 2.0 * count(test)
    }

    fn held_bytes(&self) -> usize {
        let train = &self.parts[0];
        let text: usize = train.texts.iter().map(|t| t.len() + 96).sum();
        let encoded = train.encoded.iter().map(|e| e.ids.len() * 4 + 48).sum::<usize>();
        text + encoded + train.truth.len()
    }

    fn takes_steps(&self) -> bool {
        self.session.takes_steps()
    }

    fn rate(&self, weight: &str) -> f64 {
        self.session.rate(weight)
    }

    fn prepared(&self, run: &Path, steps: u64) -> Result<Event> {
        let truncated = self.parts.iter().flat_map(|p| &p.encoded).filter(|e| e.truncated).count();
        let rows = [0, 1, 2].map(|i| self.parts[i].texts.len());
        baseline::prepared(run, self, rows, truncated, steps)
    }

    /// The most frequent combination and the quick head; with a probe, the head starts from it.
    fn begin(&mut self, run: &Path, control: &dyn Control) -> Result<Opening> {
        let labels = self.session.recipe.labels.len();
        let majority = score_most_frequent(&self.parts[0].truth, &self.parts[1].truth, labels);
        let random_head = head_of(&self.session)?;
        let probe = quick_head(&mut self.session, &self.parts, control)?;
        probe.save(run)?;
        self.session.set_head(&probe.weight, &probe.bias)?;
        let scored = self.validate()?;
        let counts = self.session.hyper.probe;
        if !counts {
            self.session.set_head(&random_head.0, &random_head.1)?;
        }
        let samples = self.samples(&scored);
        let version = counts.then(|| scored.version());
        let baselines = vec![
            Baseline { stage: Stage::Majority, scores: majority.scores, version: None },
            Baseline { stage: Stage::QuickHead, scores: scored.scores, version },
        ];
        Ok(Opening { baselines, samples })
    }

    fn check(&mut self) -> Result<Check> {
        let scored = self.validate()?;
        Ok(Check {
            version: scored.version(),
            samples: self.samples(&scored),
            scores: scored.scores,
        })
    }

    fn finish(
        self: Box<Self>,
        run: &Path,
        control: &dyn Control,
        journal: &mut Journal,
    ) -> Result<Best> {
        let Tagging { session, parts } = *self;
        // The kept version is opened anew: two models at once would be too many.
        drop(session);
        finish(run, &parts, control, journal)
    }
}

/// Chooses thresholds on the validation part, scores the most frequent combination, the quick head
/// and the kept version on the test part and writes the report.
fn finish(
    run: &Path,
    parts: &[TagExamples; 3],
    control: &dyn Control,
    journal: &mut Journal,
) -> Result<Best> {
    let labels = Recipe::load(run)?.labels;
    let majority = score_most_frequent(&parts[0].truth, &parts[2].truth, labels.len());
    let most = most_frequent(&parts[0].truth, labels.len());
    let Examined { best, kept: (kept, thresholds), quick: (quick, quick_thresholds) } =
        examine(run, |session| {
            let mut go_on = |_| check(control).is_ok();
            let (_, thresholds) = score_part(session, &parts[1], None, &mut go_on)?;
            let (scored, _) = score_part(session, &parts[2], Some(&thresholds), &mut go_on)?;
            Ok((scored, thresholds))
        })?;
    save_thresholds(run, &thresholds)?;
    let stages = [(Stage::Majority, &majority), (Stage::QuickHead, &quick), (Stage::Kept, &kept)];
    announce(stages.map(|(stage, scored)| (stage, &scored.scores)), &best, journal)?;
    answers::save(run, &kept.probabilities, &quick.probabilities, labels.len())?;
    let report = TagReport {
        scores: stages
            .map(|(stage, scored)| TagStanding::of(stage, &scored.tagging, scored.scores.loss))
            .to_vec(),
        per_label: label_scores(&kept.tagging, &labels, &thresholds),
        labels,
        quick_thresholds,
        most_frequent: (0..most.len()).filter(|label| most[*label]).collect(),
        kept: best.stage,
        kept_step: best.step,
        seconds: journal.elapsed().as_secs_f64(),
    };
    report.save(run)?;
    Ok(best)
}
