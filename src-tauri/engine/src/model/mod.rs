//! Model families: one file each and one line in [`FAMILIES`].

mod bert;
pub mod catalogue;
mod decoder;
mod folder;
mod gemma;
mod gpt2;
pub mod llama;
mod qwen;
mod reading;
mod rope;
pub mod sketch;

pub use bert::{Bert, BertConfig};
pub use decoder::Decoder;
pub use folder::{ModelFolder, ModelInfo};
pub(crate) use reading::{READ_TOKENS, read};

use crate::error::{Code, Error, Result};
use crate::nn::{Graph, Linear, Pooling, Var, WeightId, Weights};
use serde_json::Value;

/// A network over tokens, as methods and exports see it.
pub trait Model: Send + Sync {
    fn hidden(&self) -> usize;
    fn layers(&self) -> usize;

    /// The longest text it reads, in tokens.
    fn positions(&self) -> usize;

    /// Whether the weight is part of this model (not a leftover of the file).
    fn uses(&self, name: &str) -> bool;

    /// Names of the weights of the last `n` layers, what comes after them, and the head.
    fn in_last_layers(&self, name: &str, n: usize) -> bool;

    /// The matrices an adapter can be attached to: (what the person calls it, module name).
    fn adapter_targets(&self) -> Vec<(&'static str, String)>;

    /// Those that get one unless the person says otherwise.
    fn default_targets(&self) -> &'static str;
}

/// A model that turns each sequence into one vector, and that into logits.
pub trait Classifier: Model {
    /// (sequences, hidden), before the head and its dropout.
    fn features(&self, graph: &mut Graph) -> Var;

    /// (sequences, classes)
    fn forward(&self, graph: &mut Graph) -> Var;

    fn pooling(&self) -> Pooling;
    fn head(&self) -> Linear;
}

/// A model that tells every next token from those before it.
pub trait LanguageModel: Model {
    /// The last layer's output, normed: (tokens, hidden)
    fn states(&self, graph: &mut Graph) -> Var;

    /// What turns a state into logits: (words, hidden)
    fn words(&self) -> WeightId;

    /// Summed loss of the tokens that the batch's labels ask for: (1, 1)
    fn loss(&self, graph: &mut Graph) -> Var {
        let x = self.states(graph);
        let x = graph.select_labelled(x);
        graph.vocabulary_loss(x, self.words())
    }

    /// The loss of each of these tokens, for reading only: (labels, 1)
    fn losses(&self, graph: &mut Graph) -> Var {
        let x = self.states(graph);
        let x = graph.select_labelled(x);
        graph.vocabulary_losses(x, self.words())
    }
}

/// What the recipe may change about a model that sorts.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    pub pooling: Pooling,
    /// Dropout at the model's own places, while training.
    pub dropout: f32,
    pub classes: usize,
}

/// What the recipe may change about a model that writes.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// Dropout at the model's own places, while training; only some families have any.
    pub dropout: f32,
    /// The longest text it will be given, in tokens: tables of angles are made for no more.
    pub positions: usize,
}

type Build<O, M> = fn(&Value, &Weights, O) -> Result<Box<M>>;

/// How a family is recognised and built.
pub struct Family {
    /// `model_type` of config.json.
    pub id: &'static str,
    pub title: &'static str,
    /// What tensor names begin with in checkpoints with a head.
    pub prefix: &'static str,
    pub classifier: Option<Build<Options, dyn Classifier>>,
    pub language: Option<Build<Reading, dyn LanguageModel>>,
    /// Names (without the prefix) of matrices that the checkpoint holds as (in, out).
    pub transposed: fn(&str) -> bool,
}

const LANGUAGE: Family = Family {
    id: "",
    title: "",
    prefix: "model.",
    classifier: None,
    language: None,
    transposed: |_| false,
};

pub const FAMILIES: &[Family] = &[
    Family {
        id: "bert",
        title: "BERT",
        prefix: "bert.",
        classifier: Some(bert::build),
        language: None,
        transposed: |_| false,
    },
    Family { id: "llama", title: "Llama", language: Some(llama::build), ..LANGUAGE },
    Family { id: "mistral", title: "Mistral", language: Some(llama::build), ..LANGUAGE },
    Family { id: "qwen2", title: "Qwen2", language: Some(qwen::build2), ..LANGUAGE },
    Family { id: "qwen3", title: "Qwen3", language: Some(qwen::build3), ..LANGUAGE },
    Family { id: "gemma3_text", title: "Gemma 3", language: Some(gemma::build), ..LANGUAGE },
    Family {
        id: "gpt2",
        title: "GPT-2",
        prefix: "transformer.",
        language: Some(gpt2::build),
        transposed: gpt2::transposed,
        ..LANGUAGE
    },
];

impl Family {
    /// The name that the family's own checkpoints give a tensor.
    pub fn their_name(&self, name: &str) -> String {
        match name.starts_with("lm_head.") || name.starts_with("classifier.") {
            true => name.to_string(),
            false => format!("{}{name}", self.prefix),
        }
    }
}

/// Name of the head's matrix and bias in every sequence classifier.
pub const HEAD_WEIGHT: &str = "classifier.weight";
pub const HEAD_BIAS: &str = "classifier.bias";

/// The layer whose number follows `prefix` in a name.
fn layer_of(name: &str, prefix: &str) -> Option<usize> {
    name.strip_prefix(prefix)?.split('.').next()?.parse().ok()
}

/// A family's values in config.json.
fn read_config<T: serde::de::DeserializeOwned>(config: &Value, family: &str) -> Result<T> {
    T::deserialize(config).map_err(|e| {
        Error::new(Code::BadModel, format!("config.json lacks a value that {family} needs"))
            .advice("Fetch the model again or choose another")
            .source(e)
    })
}

/// A value of config.json that asks for something that is not built.
fn unknown(what: &str) -> Error {
    Error::new(Code::BadModel, format!("This model {what}, which Attune can't compute yet"))
        .safe("Nothing was changed")
        .advice("Choose another model")
}
