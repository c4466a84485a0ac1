//! Methods: which weights learn. One file each and one line in [`METHODS`].

mod full;
mod head;
mod lora;
mod partial;

use crate::error::{Code, Error, Result};
use crate::model::Model;
use crate::nn::{Weight, Weights};
use crate::param::{Param, Settings};
use crate::task::Task;

/// A way of choosing what learns.
pub struct Method {
    pub id: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    pub example: &'static str,
    /// Its own parameters.
    pub params: fn() -> Vec<Param>,
    /// Sets the roles of the weights, and adds adapters.
    pub apply: fn(&mut Weights, &dyn Model, &Settings, seed: u64) -> Result<()>,
    /// Learning rate that Balanced starts from, where the model learns to sort.
    pub learning_rate: f64,
    /// The same where it learns to write.
    pub writing_rate: f64,
    /// What is trained lies beside frozen weights and can be saved by itself.
    pub is_adapter: bool,
}

pub const METHODS: &[Method] = &[lora::METHOD, full::METHOD, partial::METHOD, head::METHOD];

pub fn find(id: &str) -> Result<&'static Method> {
    METHODS.iter().find(|m| m.id == id).ok_or_else(|| {
        let known: Vec<&str> = METHODS.iter().map(|m| m.id).collect();
        Error::new(Code::BadSetting, format!("There is no method '{id}'"))
            .advice(format!("The methods are {}", known.join(", ")))
    })
}

/// Why a method is of no use for a task; none where it is.
pub fn unavailable(method: &Method, task: &Task) -> Option<&'static str> {
    (method.id == head::METHOD.id && task.writes)
        .then_some("A model that writes has no head of its own to learn")
}

/// Makes every weight trainable that `wanted` names.
fn train_where(weights: &mut Weights, wanted: impl Fn(&str) -> bool) {
    let ids: Vec<_> = weights.iter().filter(|(_, w)| wanted(&w.name)).map(|(id, _)| id).collect();
    for id in ids {
        weights.train(id);
    }
}

fn is_head(name: &str) -> bool {
    name.starts_with("classifier.")
}

/// A setting of the method, or its declared default.
fn value<'a>(settings: &'a Settings, params: &'a [Param], name: &str) -> Result<&'a str> {
    let declared = params.iter().find(|p| p.name == name);
    let default = declared.map(|p| p.default.as_str());
    settings
        .get(name)
        .or(default)
        .ok_or_else(|| Error::internal(format!("The parameter {name} is not declared")))
}

/// Matrices are pulled towards zero; biases and the gains of norms are not.
pub fn decays(weight: &Weight) -> bool {
    weight.is_trainable() && weight.shape.len() > 1
}
