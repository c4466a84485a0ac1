//! The last layers and the head learn.

use super::{Method, train_where, value};
use crate::error::Error;
use crate::param::{Kind, Param};

fn params() -> Vec<Param> {
    vec![Param::new(
        "layers",
        "Layers that learn",
        Kind::Integer { min: 1, max: 200 },
        2,
        "How many of the last layers change. More adapt better and take longer.",
    )]
}

pub(super) const METHOD: Method = Method {
    id: "partial",
    title: "The last layers",
    description: "The last layers and the head learn; what lies below keeps its language skills.",
    example: "A few hundred examples in ordinary language",
    params,
    apply: |weights, model, settings, _| {
        let declared = params();
        let layers = value(settings, &declared, "layers")?
            .parse::<usize>()
            .map_err(|e| Error::internal("layers was not checked").source(e))?;
        train_where(weights, |name| model.in_last_layers(name, layers));
        Ok(())
    },
    learning_rate: 5e-5,
    writing_rate: 5e-5,
    is_adapter: false,
};
