//! A recipe brought to life: model, weights with their roles, encoded examples.

use super::prepare::StoredExample;
use super::recipe::{Hyper, Recipe};
use crate::batch::{Encoded, Encoder, by_length, pack};
use crate::error::{Code, Error, IoContext, Result};
use crate::method;
use crate::model::{HEAD_BIAS, HEAD_WEIGHT, Model, ModelFolder, Options};
use crate::nn::cpu::{Cpu, Isa};
use crate::nn::{Graph, Interpreter, Philox, Pooling, Weights};
use crate::store::sha256_bytes;
use crate::task::LabelSet;
use crate::train::event::Part;
use std::path::Path;

/// Examples of one part.
#[derive(Default)]
pub struct Examples {
    pub encoded: Vec<Encoded>,
    pub labels: Vec<u32>,
    pub texts: Vec<String>,
}

pub struct Session {
    pub recipe: Recipe,
    pub hyper: Hyper,
    pub model: Box<dyn Model>,
    pub weights: Weights,
    pub interpreter: Box<dyn Interpreter>,
    pub encoder: Encoder,
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
        let encoder = Encoder::open(&folder.path, hyper.max_length)?;
        let isa = Isa::named(&hyper.instructions)?;
        let interpreter = Box::new(Cpu::new(isa, hyper.threads, hyper.fast)?);
        Ok(Self { recipe, hyper, model, weights, interpreter, encoder })
    }

    /// The run's own copy of the examples, by part, in the order they were written.
    pub fn examples(&self, run: &Path) -> Result<[Examples; 3]> {
        let path = run.join("examples.jsonl");
        let text = std::fs::read_to_string(&path).at_path(&path)?;
        let damaged = || {
            Error::new(Code::BadFile, "The run's examples were changed or damaged")
                .at(path.display().to_string())
                .advice("Train again")
        };
        if sha256_bytes(text.as_bytes()) != self.recipe.data_sha256 {
            return Err(damaged());
        }
        let labels = LabelSet(self.recipe.labels.clone());
        let mut parts = [Examples::default(), Examples::default(), Examples::default()];
        for line in text.lines() {
            let stored: StoredExample = serde_json::from_str(line).map_err(|_| damaged())?;
            let part = &mut parts[stored.part as usize];
            part.labels.push(labels.index(&stored.label).ok_or_else(damaged)?);
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

    /// Which part `examples` returns at which place.
    pub fn place(part: Part) -> usize {
        part as usize
    }
}

/// Tokens that are read at a time when nothing is learned.
pub(super) const READ_TOKENS: usize = 4096;

/// Logits (n, classes) or, with `features`, pooled vectors (n, hidden), in the examples' order.
/// `progress` hears how many are done, and may end the work early.
pub(crate) fn read(
    model: &dyn Model,
    weights: &Weights,
    interpreter: &mut dyn Interpreter,
    encoded: &[Encoded],
    features: bool,
    progress: &mut dyn FnMut(usize) -> bool,
) -> Result<Vec<f32>> {
    let mut done = 0;
    let mut out: Vec<f32> = Vec::new();
    for indices in by_length(encoded, READ_TOKENS) {
        if !progress(done) {
            return Err(Error::new(Code::Interrupted, "It was stopped").safe("Nothing was changed"));
        }
        let batch = pack(encoded, &indices, |_| None);
        let mut graph = Graph::new(weights, &batch, None);
        let output = match features {
            true => model.features(&mut graph),
            false => model.forward(&mut graph),
        };
        let rows = interpreter.forward(&graph, weights, &batch, output)?;
        let cols = rows.len() / indices.len();
        out.resize(encoded.len() * cols, 0.0);
        for (row, &i) in rows.chunks_exact(cols).zip(&indices) {
            out[i * cols..][..cols].copy_from_slice(row);
        }
        done += indices.len();
    }
    progress(done);
    Ok(out)
}

fn set(weights: &mut Weights, name: &str, values: &[f32]) -> Result<()> {
    let id = weights.find(name).ok_or_else(|| Error::internal(format!("No weight {name}")))?;
    weights.values_mut(id).copy_from_slice(values);
    Ok(())
}
