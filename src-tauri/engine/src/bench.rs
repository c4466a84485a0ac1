//! Steps on given weights and batches, so that another program can run the same ones beside it:
//! PyTorch's losses and gradients on the same file are the oracle, its time the measure.

use crate::error::{Code, Error, Result};
use crate::model::{
    Bert, BertConfig, Classifier, Decoder, HEAD_BIAS, HEAD_WEIGHT, LanguageModel, Model, Options,
    Reading, llama,
};
use crate::nn::{
    Adapter, Gradients, Graph, Interpreter, Noise, Packed, Pooling, Var, WeightId, Weights, map,
};
use crate::train::AdamW;
use safetensors::SafeTensors;
use std::path::Path;

enum Network {
    Bert(Box<Bert>),
    Llama(Box<Decoder>),
}

/// A model with its batches, gone through in turn.
pub struct Case {
    network: Network,
    pub weights: Weights,
    batches: Vec<Packed>,
    optimiser: AdamW,
    gradients: Gradients,
    learning_rate: f64,
    dropout: bool,
    steps: u32,
}

fn bad(what: &str) -> Error {
    Error::new(Code::BadFile, what.to_string()).advice("Write the file of the case again")
}

/// Our name of a tensor as PEFT and transformers call it; None for what is not used.
fn ours(name: &str) -> Option<String> {
    if name.contains("original_module") || name.starts_with("batch") || name.starts_with("grad.") {
        return None;
    }
    let name = name.replace("base_model.model.", "").replace(".base_layer", "");
    let name = name.replace(".modules_to_save", "").replace(".default", "");
    let name = name.strip_prefix("bert.").or_else(|| name.strip_prefix("model.")).unwrap_or(&name);
    Some(name.to_string())
}

/// The shapes of all-MiniLM-L6-v2.
fn minilm() -> BertConfig {
    BertConfig {
        vocab_size: 30522,
        hidden_size: 384,
        num_hidden_layers: 6,
        num_attention_heads: 12,
        intermediate_size: 1536,
        max_position_embeddings: 512,
        type_vocab_size: 2,
        layer_norm_eps: 1e-12,
        hidden_act: "gelu".into(),
    }
}

/// The shapes of SmolLM2-135M.
fn llama_135m() -> serde_json::Value {
    serde_json::json!({
        "vocab_size": 49152,
        "hidden_size": 576,
        "intermediate_size": 1536,
        "num_hidden_layers": 30,
        "num_attention_heads": 9,
        "num_key_value_heads": 3,
        "max_position_embeddings": 2048,
        "rope_theta": 100_000.0,
        "rms_norm_eps": 1e-5,
        "tie_word_embeddings": true,
    })
}

impl Case {
    /// Reads `<folder>/<name>.safetensors`: weights under PEFT's or transformers' names, and
    /// `batch<i>.input_ids`, `.attention_mask`, `.labels`. A name with "lora" has adapters of
    /// alpha 16, one that begins with "llama" is a Llama, else a BERT with four classes.
    pub fn open(folder: &Path, name: &str, dropout: bool) -> Result<Self> {
        let path = folder.join(format!("{name}.safetensors"));
        let mut weights = Weights::default();
        weights.map_file(&path, ours)?;
        let network = match name.starts_with("llama") {
            true => {
                let reading = Reading { dropout: 0.0, positions: 2048 };
                let config = llama_135m();
                Network::Llama(Box::new(llama::decoder(&config, &weights, reading)?))
            }
            false => {
                let dropout = if dropout { 0.1 } else { 0.0 };
                let options = Options { pooling: Pooling::Cls, dropout, classes: 4 };
                Network::Bert(Box::new(Bert::new(minilm(), &weights, options)?))
            }
        };
        set_roles(&mut weights, &network, name.contains("lora"));
        let batches = read_batches(&path, matches!(network, Network::Llama(_)))?;
        Ok(Self {
            optimiser: AdamW::new(&weights, 0.01),
            gradients: Gradients::new(&weights),
            network,
            weights,
            batches,
            learning_rate: 1e-4,
            dropout,
            steps: 0,
        })
    }

    /// Mean loss and the gradients of the summed loss of one batch, without a step.
    pub fn gradients(
        &mut self,
        interpreter: &mut dyn Interpreter,
        batch: usize,
    ) -> Result<(f64, &Gradients)> {
        self.gradients.clear();
        let batch = &self.batches[batch % self.batches.len()];
        let noise = self.dropout.then_some(Noise { seed: 1, step: self.steps });
        let mut graph = Graph::new(&self.weights, batch, noise);
        let loss = loss_of(&self.network, &mut graph);
        let sum = interpreter.backward(&graph, &self.weights, batch, loss, &mut self.gradients)?;
        self.gradients.scale((1.0 / sum.weight) as f32);
        Ok((sum.loss / sum.weight, &self.gradients))
    }

    /// One optimiser step on the next batch; returns its mean loss.
    pub fn step(&mut self, interpreter: &mut dyn Interpreter) -> Result<f64> {
        let (loss, _) = self.gradients(interpreter, self.steps as usize)?;
        let rate = self.learning_rate;
        self.optimiser.step(&mut self.weights, &self.gradients, |_| rate);
        self.steps += 1;
        Ok(loss)
    }
}

fn loss_of(network: &Network, graph: &mut Graph) -> Var {
    match network {
        Network::Bert(bert) => {
            let logits = bert.forward(graph);
            graph.cross_entropy(logits)
        }
        Network::Llama(llama) => llama.loss(graph),
    }
}

fn set_roles(weights: &mut Weights, network: &Network, lora: bool) {
    let names: Vec<(WeightId, String)> = weights.iter().map(|(i, w)| (i, w.name.clone())).collect();
    for (id, name) in &names {
        let Some(module) = name.strip_suffix(".lora_A.weight") else { continue };
        let find = |part: &str| weights.find(&format!("{module}{part}"));
        let (Some(matrix), Some(b)) = (find(".weight"), find(".lora_B.weight")) else { continue };
        let rank = weights[*id].shape[0] as f32;
        weights.attach(matrix, Adapter { a: *id, b, scale: 16.0 / rank, dropout: 0.0 });
    }
    let used = |name: &str| match network {
        Network::Bert(bert) => bert.uses(name),
        Network::Llama(_) => true,
    };
    for (id, name) in names {
        let head = name == HEAD_WEIGHT || name == HEAD_BIAS;
        if name.contains(".lora_") || head || (!lora && used(&name)) {
            weights.train(id);
        }
    }
}

fn read_batches(path: &Path, language: bool) -> Result<Vec<Packed>> {
    let bytes = map(path)?;
    let tensors =
        SafeTensors::deserialize(&bytes).map_err(|e| bad("It is not safetensors").source(e))?;
    let mut batches = Vec::new();
    while let Ok(ids) = tensors.tensor(&format!("batch{}.input_ids", batches.len())) {
        let integers = |part: &str| -> Result<Vec<i64>> {
            let name = format!("batch{}.{part}", batches.len());
            let view = tensors.tensor(&name).map_err(|e| bad("A batch is not whole").source(e))?;
            let (words, _) = view.data().as_chunks::<8>();
            Ok(words.iter().map(|w| i64::from_le_bytes(*w)).collect())
        };
        let &[_, length] = ids.shape() else { return Err(bad("A batch is not (rows, tokens)")) };
        let (ids, mask, labels) =
            (integers("input_ids")?, integers("attention_mask")?, integers("labels")?);
        let mut batch = Packed::default();
        for (i, (ids, mask)) in ids.chunks(length).zip(mask.chunks(length)).enumerate() {
            let kept = ids.iter().zip(mask).filter(|(_, m)| **m == 1);
            let ids: Vec<u32> = kept.map(|(id, _)| *id as u32).collect();
            if language {
                // Every token but the first is asked for.
                batch.push_asked(&ids, i as u32, 1..ids.len());
            } else {
                let label = labels.get(i).ok_or_else(|| bad("A label is missing"))?;
                batch.push(&ids, i as u32, Some((*label as u32, 1.0)));
            }
        }
        batches.push(batch);
    }
    if batches.is_empty() {
        return Err(bad("The file of the case holds no batch"));
    }
    Ok(batches)
}
