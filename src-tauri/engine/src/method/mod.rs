//! Methods: which weights learn. One file each and one line in [`METHODS`].

mod full;
mod head;
mod lora;
mod partial;

use crate::error::{Code, Error, Result};
use crate::model::Model;
use crate::nn::{Role, Weights};
use crate::param::{Param, Settings};

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
    /// Learning rate that Balanced starts from.
    pub learning_rate: f64,
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

/// The learning rate of decay-free weights is the same; these get no weight decay.
pub fn decays(name: &str, role: Role) -> bool {
    role == Role::Trainable && !name.ends_with(".bias") && !name.contains("LayerNorm")
}
