//! What a task makes of a run. The loop, its checkpoints, resuming and events are the same for all
//! tasks; what is read and asked, what is measured and what is kept is told here.

use super::choose::Version;
use super::control::Control;
use super::event::{Best, Event, SampleAnswer, Stage};
use super::hyper::Hyper;
use super::journal::Journal;
use super::recipe::Recipe;
use super::{sorting, tagging, writing};
use crate::batch::Sampler;
use crate::error::{Code, Error, Result};
use crate::metric::Scores;
use crate::nn::{Gradients, Graph, LossSum, Noise, Packed, Weights};
use std::path::Path;

/// A run brought to life, with its examples.
pub(super) trait Objective {
    fn recipe(&self) -> &Recipe;
    fn hyper(&self) -> &Hyper;
    fn weights(&self) -> &Weights;
    fn weights_mut(&mut self) -> &mut Weights;

    /// Tokens of every example that is learned from, in their order.
    fn lengths(&self) -> Vec<usize>;

    /// Rows that the examples come from.
    fn rows(&self) -> usize {
        self.lengths().len()
    }

    /// Whether fewer rows could be chosen to learn from.
    fn chooses(&self) -> bool {
        false
    }

    /// Examples to learn from, with what they are asked.
    fn batch(&self, indices: &[usize]) -> Packed;

    /// The costliest batch that is only read.
    fn reading_batch(&self) -> Packed;

    /// The model's pass over a batch: with noise it ends in the summed loss, else in what is read
    /// where nothing is learned.
    fn graph<'a>(&'a self, batch: &Packed, noise: Option<Noise>) -> Graph<'a>;

    /// The summed loss of a batch; its gradients are added.
    fn learn(&mut self, batch: &Packed, noise: Noise, to: &mut Gradients) -> Result<LossSum>;

    /// Reads some examples without learning, to be timed; tells how many tokens.
    fn read_some(&mut self) -> Result<usize>;

    /// Tokens that are read without learning over the whole run, with so many checks.
    fn reading_tokens(&self, checks: f64) -> f64;

    /// Bytes that the examples take.
    fn held_bytes(&self) -> usize;

    /// Whether it takes steps at all.
    fn takes_steps(&self) -> bool {
        true
    }

    /// Learning rate of a weight before the schedule.
    fn rate(&self, weight: &str) -> f64 {
        let _ = weight;
        self.hyper().learning_rate
    }

    /// The facts before the first step.
    fn prepared(&self, run: &Path, steps: u64) -> Result<Event>;

    /// What tells before the first step that something will be left out or cut.
    fn warnings(&self) -> Vec<Event> {
        Vec::new()
    }

    /// What the run is measured against, on the validation part.
    fn begin(&mut self, run: &Path, control: &dyn Control) -> Result<Opening>;

    /// How the model does on the validation part now.
    fn check(&mut self) -> Result<Check>;

    /// Scores the kept version on the test part and writes the report.
    fn finish(
        self: Box<Self>,
        run: &Path,
        control: &dyn Control,
        journal: &mut Journal,
    ) -> Result<Best>;
}

/// Baselines in the order they are told.
pub(super) struct Opening {
    pub baselines: Vec<Baseline>,
    pub samples: Vec<SampleAnswer>,
}

pub(super) struct Baseline {
    pub stage: Stage,
    pub scores: Scores,
    /// What is kept until tuning beats it: the weights as they are now.
    pub version: Option<Version>,
}

pub(super) struct Check {
    pub scores: Scores,
    pub version: Version,
    pub samples: Vec<SampleAnswer>,
}

/// Optimiser steps that the recipe asks for.
pub(super) fn planned_steps(objective: &dyn Objective, sampler: &Sampler) -> u64 {
    let hyper = objective.hyper();
    let per_epoch = sampler.batches_per_epoch().div_ceil(hyper.accumulation) as u64;
    if objective.takes_steps() { per_epoch * hyper.epochs as u64 } else { 0 }
}

type Open = fn(&Path) -> Result<Box<dyn Objective>>;

/// One line a task.
const OBJECTIVES: &[(&str, Open)] = &[
    ("classify", sorting::open),
    ("tag", tagging::open),
    ("chat", writing::open),
    ("continue", writing::open),
];

pub(super) fn open(run: &Path) -> Result<Box<dyn Objective>> {
    let task = Recipe::load(run)?.task;
    let found = OBJECTIVES.iter().find(|(id, _)| *id == task);
    let (_, open) = found.ok_or_else(|| {
        Error::new(Code::TooNew, format!("The run is of a task '{task}' that is not known"))
            .at(run.display().to_string())
            .advice("Update Attune")
    })?;
    open(run)
}
