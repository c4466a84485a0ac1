//! Metrics: one file each; each says its unit and whether higher is better.

mod accuracy;
mod confusion;
mod f1;
mod kappa;
mod mcnemar;
mod perplexity;

pub use accuracy::wilson;
pub use confusion::Confusion;
pub use f1::{ClassScores, macro_f1, per_class};
pub use kappa::cohen_kappa;
pub use mcnemar::mcnemar;
pub use perplexity::perplexity;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A metric as the interface explains it.
pub struct Metric {
    pub id: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    /// share (0 to 1), nats, ...
    pub unit: &'static str,
    pub higher_is_better: bool,
}

pub const METRICS: &[Metric] = &[accuracy::METRIC, f1::METRIC, perplexity::METRIC];

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

impl Scores {
    pub fn of(confusion: &Confusion, loss: Option<f64>) -> Self {
        Self {
            n: confusion.total(),
            loss,
            accuracy: confusion.accuracy(),
            macro_f1: macro_f1(confusion),
        }
    }
}
