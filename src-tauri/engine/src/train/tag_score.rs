//! Logits of labels that may all hold at once against what does hold.

use super::choose::Version;
use crate::metric::{Scores, Tagging};

/// A scored part.
#[derive(Debug, Clone)]
pub(super) struct TagScored {
    pub scores: Scores,
    pub tagging: Tagging,
    /// (rows, labels); empty for a guess without any.
    pub probabilities: Vec<f32>,
}

impl TagScored {
    /// `logits` and `truth` are (rows, labels); `thresholds` one a label.
    pub fn of(logits: &[f32], truth: &[bool], thresholds: &[f32]) -> Self {
        let probabilities: Vec<f32> = logits.iter().copied().map(sigmoid).collect();
        let said = said(&probabilities, thresholds);
        let tagging = Tagging { truth: truth.to_vec(), said, labels: thresholds.len() };
        let scores = Scores::of_tags(&tagging, Some(mean_loss(logits, truth)));
        Self { scores, tagging, probabilities }
    }

    /// How it counts when versions are compared.
    pub fn version(&self) -> Version {
        let loss = self.scores.loss.unwrap_or(f64::MAX);
        Version {
            macro_f1: self.scores.macro_f1.unwrap_or(0.0),
            loss,
            calibrated: loss,
            rows: self.tagging.rows(),
            wrong: self.tagging.wrong(),
        }
    }

    /// How sure it is of a row as a whole: of the least probable label that it says, or, where it
    /// says none, that the most probable one does not hold.
    pub fn confidence(&self, row: usize) -> f32 {
        let labels = self.tagging.labels;
        let probabilities = &self.probabilities[row * labels..][..labels];
        let said = &self.tagging.said[row * labels..][..labels];
        let least = probabilities.iter().zip(said).filter(|(_, said)| **said).map(|(p, _)| *p);
        least
            .reduce(f32::min)
            .unwrap_or_else(|| 1.0 - probabilities.iter().copied().fold(0.0, f32::max))
    }
}

/// The most frequent combination of labels.
pub(super) fn most_frequent(train: &[bool], labels: usize) -> Vec<bool> {
    let mut counts: std::collections::HashMap<&[bool], usize> = Default::default();
    for row in train.chunks_exact(labels) {
        *counts.entry(row).or_default() += 1;
    }
    // Of equally frequent ones always the same, in whatever order they were counted.
    let most = counts.into_iter().max_by_key(|(row, count)| (*count, *row));
    most.map_or_else(|| vec![false; labels], |(row, _)| row.to_vec())
}

/// What the most frequent combination of labels would get, said of every row.
pub(super) fn score_most_frequent(train: &[bool], truth: &[bool], labels: usize) -> TagScored {
    let most = most_frequent(train, labels);
    let said = most.repeat(truth.len() / labels);
    let tagging = Tagging { truth: truth.to_vec(), said, labels };
    TagScored { scores: Scores::of_tags(&tagging, None), tagging, probabilities: Vec::new() }
}

/// 1 / (1 + e^-z)
pub fn sigmoid(z: f32) -> f32 {
    1.0 / (1.0 + (-z).exp())
}

/// Which labels are said: (rows, labels).
pub fn said(probabilities: &[f32], thresholds: &[f32]) -> Vec<bool> {
    let rows = probabilities.chunks_exact(thresholds.len());
    rows.flat_map(|row| row.iter().zip(thresholds).map(|(p, t)| p >= t)).collect()
}

/// Mean binary cross-entropy over all labels of all rows, in nats.
fn mean_loss(logits: &[f32], truth: &[bool]) -> f64 {
    let loss = |(&z, &truth): (&f32, &bool)| {
        let z = f64::from(z);
        z.max(0.0) - if truth { z } else { 0.0 } + (-z.abs()).exp().ln_1p()
    };
    let sum: f64 = logits.iter().zip(truth).map(loss).sum();
    sum / logits.len().max(1) as f64
}
