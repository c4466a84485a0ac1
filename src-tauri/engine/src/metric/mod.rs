//! Metrics: one file each; each says its unit and whether higher is better.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The figures of one scored part.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
pub struct Scores {
    pub n: usize,
    /// Mean cross-entropy in nats. Absent for predictors without probabilities.
    pub loss: Option<f64>,
    /// Share of rows that are right, 0 to 1.
    pub accuracy: f64,
    /// Mean of the F1 of every category that has rows, 0 to 1.
    pub macro_f1: f64,
}
