//! Metrics: one file each; each says its unit and whether higher is better.

mod accuracy;
mod bootstrap;
mod closed;
mod confusion;
mod f1;
mod kappa;
mod mcnemar;
mod perplexity;
mod tags;

pub use accuracy::wilson;
pub use bootstrap::bootstrap_ratio;
pub use closed::{exact_match, token_f1};
pub use confusion::Confusion;
pub use f1::{ClassScores, macro_f1, per_class};
pub use kappa::cohen_kappa;
pub use mcnemar::mcnemar;
pub use perplexity::perplexity;
pub use tags::{TagCounts, Tagging};

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

pub const METRICS: &[Metric] = &[accuracy::METRIC, f1::METRIC, tags::METRIC, perplexity::METRIC];

/// The figures of one scored part.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
pub struct Scores {
    pub n: usize,
    /// Mean cross-entropy in nats. Absent for predictors without probabilities.
    pub loss: Option<f64>,
    /// Share of rows that are right, 0 to 1, where there are categories; where a row may have
    /// several, of rows with exactly the right ones.
    pub accuracy: Option<f64>,
    /// Mean of the F1 of every category that has rows, 0 to 1.
    pub macro_f1: Option<f64>,
    /// F1 over all labels of all rows together, 0 to 1, where a row may have several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub micro_f1: Option<f64>,
    /// exp of the loss, where every token counts.
    #[serde(default)]
    pub perplexity: Option<f64>,
}

impl Scores {
    pub fn of(confusion: &Confusion, loss: Option<f64>) -> Self {
        Self {
            n: confusion.total(),
            loss,
            accuracy: Some(confusion.accuracy()),
            macro_f1: Some(macro_f1(confusion)),
            micro_f1: None,
            perplexity: None,
        }
    }

    /// Of rows that may have several labels; `loss` is the mean over all labels, in nats.
    pub fn of_tags(tagging: &Tagging, loss: Option<f64>) -> Self {
        let n = tagging.rows();
        Self {
            n,
            loss,
            accuracy: Some(tagging.exact() as f64 / n.max(1) as f64),
            macro_f1: Some(tagging.macro_f1()),
            micro_f1: Some(tagging.micro_f1()),
            perplexity: None,
        }
    }

    /// Of texts whose tokens were told one by one; `loss` is the mean over the tokens, in nats.
    pub fn of_language(n: usize, loss: f64) -> Self {
        let perplexity = Some(perplexity(loss));
        Self { n, loss: Some(loss), perplexity, ..Self::default() }
    }
}
