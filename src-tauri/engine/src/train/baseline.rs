//! What a run is measured against, before anything was tuned.

use super::checkpoint::write_tensors;
use super::control::{Command, Control, check};
use super::event::Event;
use super::objective::Objective;
use super::probe::{Probe, fit_probe};
use super::score::score;
use super::session::{Examples, Session};
use crate::error::{Error, Result};
use crate::model::{HEAD_BIAS, HEAD_WEIGHT};
use crate::nn::{WeightId, Weights};
use crate::train::prepare::Facts;
use std::path::Path;

/// The facts of the run before its first step; `rows` of each part.
pub(super) fn prepared(
    run: &Path,
    objective: &dyn Objective,
    rows: [usize; 3],
    truncated: usize,
    steps: u64,
) -> Result<Event> {
    let dropped = Facts::load(run)?.dropped;
    let [train, validation, test] = rows;
    Ok(Event::Prepared {
        train,
        validation,
        test,
        dropped,
        truncated,
        labels: objective.recipe().labels.clone(),
        trainable: objective.weights().count(true),
        total: objective.weights().count(false),
        steps,
        epochs: if steps == 0 { 0.0 } else { objective.hyper().epochs as f64 },
        est_bytes: super::estimate::memory(objective),
    })
}

/// Weight and bias of the head as they are now.
pub(super) fn head_of(session: &Session) -> Result<(Vec<f32>, Vec<f32>)> {
    let values = |name: &str| {
        let id = session.weights.find(name);
        id.map(|id| session.weights[id].values().into_owned())
            .ok_or_else(|| Error::internal(format!("No weight {name}")))
    };
    Ok((values(HEAD_WEIGHT)?, values(HEAD_BIAS)?))
}

/// Logistic regression on the frozen features of the training part. How much it may lean on them
/// is chosen on the validation part: highest macro F1, then lowest loss.
pub(super) fn quick_head(
    session: &mut Session,
    parts: &[Examples; 3],
    control: &dyn Control,
) -> Result<Probe> {
    let mut go_on = |_| control.poll() != Command::Interrupt;
    let features = session.infer(&parts[0].encoded, true, &mut go_on)?;
    let held_out = session.infer(&parts[1].encoded, true, &mut go_on)?;
    let classes = session.recipe.labels.len();
    let mut best: Option<(f64, f64, Probe)> = None;
    for c in [1.0, 10.0, 100.0] {
        check(control)?;
        let probe = fit_probe(&features, &parts[0].labels, classes, c);
        let scores = score(probe.logits(&held_out), &parts[1].labels, classes).scores;
        let loss = scores.loss.unwrap_or(f64::MAX);
        let f1_now = scores.macro_f1.unwrap_or(0.0);
        let better =
            best.as_ref().is_none_or(|(f1, old, _)| f1_now > *f1 || (f1_now == *f1 && loss < *old));
        if better {
            best = Some((f1_now, loss, probe));
        }
    }
    best.map(|(_, _, probe)| probe).ok_or_else(|| Error::internal("No quick head"))
}

impl Probe {
    /// features (n, hidden) -> (n, classes)
    pub fn logits(&self, features: &[f32]) -> Vec<f32> {
        let hidden = self.weight.len() / self.bias.len();
        let mut logits = Vec::with_capacity(features.len() / hidden * self.bias.len());
        for row in features.chunks_exact(hidden) {
            for (weight, bias) in self.weight.chunks_exact(hidden).zip(&self.bias) {
                logits.push(weight.iter().zip(row).map(|(w, x)| w * x).sum::<f32>() + bias);
            }
        }
        logits
    }

    pub(super) fn save(&self, run: &Path) -> Result<()> {
        let bytes = |v: &[f32]| v.iter().flat_map(|x| x.to_le_bytes()).collect::<Vec<u8>>();
        let (classes, hidden) = (self.bias.len(), self.weight.len() / self.bias.len());
        let list = [
            (HEAD_WEIGHT, vec![classes, hidden], bytes(&self.weight)),
            (HEAD_BIAS, vec![classes], bytes(&self.bias)),
        ];
        write_tensors(&list, &run.join("quick_head.safetensors"))
    }

    pub(crate) fn load(run: &Path, session: &Session) -> Result<Self> {
        let mut from = Weights::default();
        from.map_file(&run.join("quick_head.safetensors"), |n| Some(n.into()))?;
        let (classes, hidden) = (session.recipe.labels.len(), session.model.hidden());
        let weight = from.expect(HEAD_WEIGHT, &[classes, hidden])?;
        let bias = from.expect(HEAD_BIAS, &[classes])?;
        let values = |id: WeightId| from[id].values().into_owned();
        Ok(Self { weight: values(weight), bias: values(bias) })
    }
}
