//! A recipe brought to life: model, weights with their roles, encoded examples.

use super::hyper::Hyper;
use super::prepare::StoredExample;
use super::recipe::Recipe;
use crate::batch::{Encoded, Encoder, by_length, pack};
use crate::error::{Code, Error, IoContext, Result};
use crate::method;
use crate::model::{Classifier, HEAD_BIAS, HEAD_WEIGHT, ModelFolder, Options, READ_TOKENS, read};
use crate::nn::{
    Gradients, Graph, Interpreter, LossSum, Noise, Packed, Philox, Pooling, Var, Weights, device,
};
use crate::store::sha256_bytes;
use crate::task::LabelSet;
use std::path::Path;

/// Examples of one part.
#[derive(Default)]
pub struct Examples {
    pub encoded: Vec<Encoded>,
    pub labels: Vec<u32>,
    pub texts: Vec<String>,
}

/// A recipe brought to life around a kind of model.
pub struct Opened<M: ?Sized> {
    pub recipe: Recipe,
    pub hyper: Hyper,
    pub model: Box<M>,
    pub weights: Weights,
    pub interpreter: Box<dyn Interpreter>,
    pub encoder: Encoder,
}

/// With a model that sorts.
pub type Session = Opened<dyn Classifier>;

impl<M: ?Sized> Opened<M> {
    pub(super) fn new(
        recipe: Recipe,
        hyper: Hyper,
        model: Box<M>,
        weights: Weights,
    ) -> Result<Self> {
        let encoder = Encoder::open(&recipe.model.path, hyper.max_length)?;
        let interpreter =
            device::interpreter(&hyper.device, &hyper.instructions, hyper.threads, hyper.fast)?;
        Ok(Self { recipe, hyper, model, weights, interpreter, encoder })
    }

    /// The summed loss of a batch, written by `loss`; its gradients are added.
    pub(super) fn learn(
        &mut self,
        batch: &Packed,
        noise: Noise,
        gradients: &mut Gradients,
        loss: impl FnOnce(&M, &mut Graph) -> Var,
    ) -> Result<LossSum> {
        let mut graph = Graph::new(&self.weights, batch, Some(noise));
        let loss = loss(&self.model, &mut graph);
        self.interpreter.backward(&graph, &self.weights, batch, loss, gradients)
    }
}

/// The run's own copy of its data, with its checksum compared.
pub(super) fn read_examples(run: &Path, recipe: &Recipe) -> Result<String> {
    let path = run.join("examples.jsonl");
    let text = std::fs::read_to_string(&path).at_path(&path)?;
    match sha256_bytes(text.as_bytes()) == recipe.data_sha256 {
        true => Ok(text),
        false => Err(damaged(run)),
    }
}

pub(super) fn damaged(run: &Path) -> Error {
    Error::new(Code::BadFile, "The run's examples were changed or damaged")
        .at(run.join("examples.jsonl").display().to_string())
        .advice("Train again")
}

impl Session {
    /// Opens model and tokenizer, and sets the roles of the weights.
    pub fn open(run: &Path) -> Result<Self> {
        let recipe = Recipe::load(run)?;
        let hyper = Hyper::of(&recipe.settings)?;
        let method = method::find(&recipe.method)?;
        let folder = ModelFolder::open(&recipe.model.path)?;
        let pooling = match hyper.pooling.as_str() {
            "mean" => Pooling::Mean,
            "cls" => Pooling::Cls,
            _ => folder.pooling,
        };
        let classes = recipe.labels.len();
        let options = Options { pooling, dropout: hyper.dropout, classes };
        let (model, mut weights) = folder.build(options)?;
        (method.apply)(&mut weights, model.as_ref(), &recipe.settings, recipe.seed)?;
        let random = Philox::new(recipe.seed).normals(classes * model.hidden(), 77, 0.02);
        set(&mut weights, HEAD_WEIGHT, &random)?;
        Self::new(recipe, hyper, model, weights)
    }

    /// The run's own copy of the examples, by part, in the order they were written.
    pub fn examples(&self, run: &Path) -> Result<[Examples; 3]> {
        let text = read_examples(run, &self.recipe)?;
        let labels = LabelSet(self.recipe.labels.clone());
        let mut parts = [Examples::default(), Examples::default(), Examples::default()];
        for line in text.lines() {
            let stored: StoredExample = serde_json::from_str(line).map_err(|_| damaged(run))?;
            let part = &mut parts[stored.part as usize];
            part.labels.push(labels.index(&stored.label).ok_or_else(|| damaged(run))?);
            part.texts.push(stored.text);
        }
        for part in &mut parts {
            part.encoded = self.encoder.encode_all(&part.texts)?;
        }
        Ok(parts)
    }

    pub fn set_head(&mut self, weight: &[f32], bias: &[f32]) -> Result<()> {
        set(&mut self.weights, HEAD_WEIGHT, weight)?;
        set(&mut self.weights, HEAD_BIAS, bias)
    }

    /// Whether there is more to learn than the head that the quick head already is.
    pub(super) fn takes_steps(&self) -> bool {
        !(self.recipe.method == "head" && self.hyper.probe)
    }

    /// Learning rate of a weight before the schedule.
    pub(super) fn rate(&self, weight: &str) -> f64 {
        match weight.starts_with("classifier.") {
            true => self.hyper.head_learning_rate,
            false => self.hyper.learning_rate,
        }
    }

    /// The costliest batch of examples that is only read.
    pub(super) fn reading_batch(encoded: &[Encoded]) -> Packed {
        let lengths: Vec<usize> = encoded.iter().map(|e| e.ids.len()).collect();
        let first = by_length(&lengths, READ_TOKENS).into_iter().next();
        pack(encoded, &first.unwrap_or_default(), |_| None)
    }

    /// Reads some examples, to be timed; tells how many tokens.
    pub(super) fn read_some(&mut self, encoded: &[Encoded]) -> Result<usize> {
        let some = &encoded[..encoded.len().min(64)];
        self.infer(some, false, &mut |_| true)?;
        Ok(some.iter().map(|e| e.ids.len()).sum())
    }

    /// Logits (n, classes) or, with `features`, pooled vectors (n, hidden), in the examples'
    /// order. `progress` may end the work early.
    pub fn infer(
        &mut self,
        encoded: &[Encoded],
        features: bool,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Vec<f32>> {
        let (model, weights) = (self.model.as_ref(), &self.weights);
        read(model, weights, self.interpreter.as_mut(), encoded, features, progress)
    }
}

fn set(weights: &mut Weights, name: &str, values: &[f32]) -> Result<()> {
    let id = weights.find(name).ok_or_else(|| Error::internal(format!("No weight {name}")))?;
    weights.values_mut(id).copy_from_slice(values);
    Ok(())
}
