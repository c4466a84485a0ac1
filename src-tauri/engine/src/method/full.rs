//! Every weight of the model learns.

use super::{Method, train_where};

pub(super) const METHOD: Method = Method {
    id: "full",
    title: "Everything",
    description: "The whole model learns. Adapts the most, needs the most memory and time.",
    example: "A small model and several thousand examples",
    params: Vec::new,
    apply: |weights, _, _, _| {
        train_where(weights, |_| true);
        Ok(())
    },
    learning_rate: 5e-5,
    writing_rate: 2e-5,
    is_adapter: false,
};
