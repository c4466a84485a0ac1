//! Model families: one file each and one line in [`FAMILIES`].

mod bert;
mod folder;
mod llama;

pub use bert::{Bert, BertConfig};
pub use folder::{ModelFolder, ModelInfo};
pub use llama::{Llama, LlamaConfig};

use crate::error::Result;
use crate::nn::{Graph, Linear, Pooling, Var, WeightId, Weights};

/// A model that turns each sequence into one vector, and that into logits.
pub trait Model: Send + Sync {
    /// (sequences, hidden), before the head and its dropout.
    fn features(&self, graph: &mut Graph) -> Var;

    /// (sequences, classes)
    fn forward(&self, graph: &mut Graph) -> Var;

    fn hidden(&self) -> usize;
    fn layers(&self) -> usize;
    fn pooling(&self) -> Pooling;
    fn head(&self) -> Linear;

    /// Whether the weight is part of this model with its pooling (not a leftover of the file).
    fn uses(&self, name: &str) -> bool;

    /// Names of the weights of the last `n` layers, what comes after them, and the head.
    fn in_last_layers(&self, name: &str, n: usize) -> bool;

    /// The matrices an adapter can be attached to: (what the person calls it, module name).
    fn adapter_targets(&self) -> Vec<(&'static str, String)>;
}

/// A model that tells every next token from those before it.
pub trait LanguageModel: Send + Sync {
    /// The last layer's output, normed: (tokens, hidden)
    fn states(&self, graph: &mut Graph) -> Var;

    /// What turns a state into logits: (words, hidden)
    fn words(&self) -> WeightId;

    /// The longest text it reads, in tokens.
    fn positions(&self) -> usize;
}

/// How a family is recognised and built.
pub struct Family {
    /// `model_type` of config.json.
    pub id: &'static str,
    pub title: &'static str,
    /// Prefix of the tensor names in checkpoints with a head.
    pub prefix: &'static str,
    pub build: fn(&serde_json::Value, &Weights, Options) -> Result<Box<dyn Model>>,
}

/// What the recipe may change about a model.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    pub pooling: Pooling,
    /// Dropout at the model's own places, while training.
    pub dropout: f32,
    pub classes: usize,
}

pub const FAMILIES: &[Family] =
    &[Family { id: "bert", title: "BERT", prefix: "bert.", build: bert::build }];

/// Name of the head's matrix and bias in every sequence classifier.
pub const HEAD_WEIGHT: &str = "classifier.weight";
pub const HEAD_BIAS: &str = "classifier.bias";
