//! How surprised the model is.

use super::Metric;

pub(super) const METRIC: Metric = Metric {
    id: "perplexity",
    title: "Perplexity",
    description: "The number of equally likely answers between which the model wavers. 1 is sure.",
    unit: "answers",
    higher_is_better: false,
};

/// exp of the mean cross-entropy in nats.
pub fn perplexity(mean_loss: f64) -> f64 {
    mean_loss.exp()
}
