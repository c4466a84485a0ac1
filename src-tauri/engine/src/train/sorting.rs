//! Sorting texts into categories, as a run.

use super::baseline::{head_of, quick_head};
use super::choose::Version;
use super::control::Control;
use super::event::{Best, Event, SampleAnswer, Stage};
use super::hyper::Hyper;
use super::journal::Journal;
use super::objective::{Baseline, Check, Objective, Opening};
use super::recipe::Recipe;
use super::score::{Scored, score, score_majority};
use super::session::{Examples, Session};
use super::trainer::diverged_reading;
use super::{baseline, finish};
use crate::batch::pack;
use crate::error::Result;
use crate::nn::{Gradients, Graph, LossSum, Noise, Packed, Weights};
use std::path::Path;

struct Sorting {
    session: Session,
    parts: [Examples; 3],
    class_weights: Vec<f32>,
}

pub(super) fn open(run: &Path) -> Result<Box<dyn Objective>> {
    let session = Session::open(run)?;
    let parts = session.examples(run)?;
    let classes = session.recipe.labels.len();
    let class_weights = match session.hyper.class_weights {
        true => crate::task::class_weights(&parts[0].labels, classes),
        false => vec![1.0; classes],
    };
    Ok(Box::new(Sorting { session, parts, class_weights }))
}

impl Sorting {
    fn classes(&self) -> usize {
        self.session.recipe.labels.len()
    }

    fn validate(&mut self) -> Result<Scored> {
        let logits = self.session.infer(&self.parts[1].encoded, false, &mut |_| true)?;
        if logits.iter().any(|x| !x.is_finite()) {
            return Err(diverged_reading());
        }
        Ok(score(logits, &self.parts[1].labels, self.classes()))
    }

    /// What it makes of a few messages.
    fn samples(&self, scored: &Scored) -> Vec<SampleAnswer> {
        let validation = &self.parts[1];
        let n = validation.labels.len();
        let name = |class: u32| self.session.recipe.labels[class as usize].clone();
        let chosen = (0..n.min(4)).map(|k| k * n / n.min(4));
        let answer = |i: usize| SampleAnswer {
            text: validation.texts[i].clone(),
            label: name(validation.labels[i]),
            predicted: name(scored.predicted[i]),
            confidence: scored.confidence[i],
            before: None,
        };
        chosen.map(answer).collect()
    }
}

impl Objective for Sorting {
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
        let train = &self.parts[0];
        let labelled = |i: usize| {
            let label = train.labels[i];
            Some((label, self.class_weights[label as usize]))
        };
        pack(&train.encoded, indices, labelled)
    }

    fn reading_batch(&self) -> Packed {
        Session::reading_batch(&self.parts[0].encoded)
    }

    fn graph<'a>(&'a self, batch: &Packed, noise: Option<Noise>) -> Graph<'a> {
        let mut graph = Graph::new(&self.session.weights, batch, noise);
        let logits = self.session.model.forward(&mut graph);
        if noise.is_some() {
            graph.smoothed_cross_entropy(logits, self.session.hyper.label_smoothing);
        }
        graph
    }

    fn learn(&mut self, batch: &Packed, noise: Noise, to: &mut Gradients) -> Result<LossSum> {
        let smoothing = self.session.hyper.label_smoothing;
        self.session.learn(batch, noise, to, |model, graph| {
            let logits = model.forward(graph);
            graph.smoothed_cross_entropy(logits, smoothing)
        })
    }

    fn read_some(&mut self) -> Result<usize> {
        self.session.read_some(&self.parts[0].encoded)
    }

    fn reading_tokens(&self, checks: f64) -> f64 {
        let count = |p: &Examples| p.encoded.iter().map(|e| e.ids.len()).sum::<usize>() as f64;
        let [train, validation, test] = &self.parts;
        // The quick head reads the first two parts, and is examined beside the kept version.
        count(train) + checks * count(validation) + 2.0 * count(test)
    }

    fn held_bytes(&self) -> usize {
        let train = &self.parts[0];
        let text: usize = train.texts.iter().map(|t| t.len() + 96).sum();
        text + train.encoded.iter().map(|e| e.ids.len() * 4 + 48).sum::<usize>()
    }

    fn takes_steps(&self) -> bool {
        self.session.takes_steps()
    }

    fn rate(&self, weight: &str) -> f64 {
        self.session.rate(weight)
    }

    fn prepared(&self, run: &Path, steps: u64) -> Result<Event> {
        let truncated = self.parts.iter().flat_map(|p| &p.encoded).filter(|e| e.truncated).count();
        let rows = [0, 1, 2].map(|i| self.parts[i].labels.len());
        baseline::prepared(run, self, rows, truncated, steps)
    }

    /// The majority and the quick head; with a probe, the head starts from it.
    fn begin(&mut self, run: &Path, control: &dyn Control) -> Result<Opening> {
        let labels = &self.parts[1].labels;
        let majority = score_majority(&self.parts[0].labels, labels, self.classes());
        let random_head = head_of(&self.session)?;
        let probe = quick_head(&mut self.session, &self.parts, control)?;
        probe.save(run)?;
        self.session.set_head(&probe.weight, &probe.bias)?;
        let scored = self.validate()?;
        let counts = self.session.hyper.probe;
        if !counts {
            self.session.set_head(&random_head.0, &random_head.1)?;
        }
        let version = counts.then(|| Version::of(&scored, &self.parts[1].labels));
        let samples = self.samples(&scored);
        let baselines = vec![
            Baseline { stage: Stage::Majority, scores: majority.scores, version: None },
            Baseline { stage: Stage::QuickHead, scores: scored.scores, version },
        ];
        Ok(Opening { baselines, samples })
    }

    fn check(&mut self) -> Result<Check> {
        let scored = self.validate()?;
        Ok(Check {
            version: Version::of(&scored, &self.parts[1].labels),
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
        let Sorting { session, parts, .. } = *self;
        // The kept version is opened anew: two models at once would be too many.
        drop(session);
        finish::finish(run, &parts, control, journal)
    }
}
