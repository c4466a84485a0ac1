//! Only the head learns: the smallest form of `partial`.

use super::{Method, is_head, train_where};

pub(super) const METHOD: Method = Method {
    id: "head",
    title: "Quick head",
    description: "The model stays as it came; only the last decision is learned. Done in seconds.",
    example: "A first look at whether the categories can be told apart",
    params: Vec::new,
    apply: |weights, _, _, _| {
        train_where(weights, is_head);
        Ok(())
    },
    learning_rate: 5e-4,
    writing_rate: 5e-4,
    is_adapter: false,
};
