//! GPT-2. Radford et al. 2019, "Language models are unsupervised multitask learners"; names are
//! those of Hugging Face's `GPT2LMHeadModel`, without the leading `transformer.`. Its checkpoints
//! hold the layers' matrices as (in, out); they are read as (out, in) like all others.

use super::{LanguageModel, Model, Reading, layer_of, read_config, unknown};
use crate::error::{Code, Error, Result};
use crate::nn::{Activation, AttentionSpec, Graph, Linear, Rows, Var, WeightId, Weights};
use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Deserialize)]
struct Gpt2Config {
    vocab_size: usize,
    n_embd: usize,
    n_layer: usize,
    n_head: usize,
    n_positions: usize,
    n_inner: Option<usize>,
    #[serde(default = "default_eps")]
    layer_norm_epsilon: f64,
    #[serde(default = "default_activation")]
    activation_function: String,
    #[serde(default = "yes")]
    tie_word_embeddings: bool,
    #[serde(default = "yes")]
    scale_attn_weights: bool,
    #[serde(default)]
    scale_attn_by_inverse_layer_idx: bool,
    #[serde(default)]
    add_cross_attention: bool,
}

fn default_eps() -> f64 {
    1e-5
}
fn default_activation() -> String {
    "gelu_new".into()
}
fn yes() -> bool {
    true
}

#[derive(Debug)]
struct Norm {
    gain: WeightId,
    bias: WeightId,
}

#[derive(Debug)]
struct Layer {
    attention_norm: Norm,
    /// Queries, keys and values in one.
    attention: Linear,
    attention_output: Linear,
    mlp_norm: Norm,
    intermediate: Linear,
    output: Linear,
}

#[derive(Debug)]
struct Gpt2 {
    config: Gpt2Config,
    dropout: f32,
    word: WeightId,
    position: WeightId,
    layers: Vec<Layer>,
    norm: Norm,
    head: WeightId,
}

const MATRICES: [&str; 4] = ["attn.c_attn", "attn.c_proj", "mlp.c_fc", "mlp.c_proj"];

pub(super) fn transposed(name: &str) -> bool {
    let part = name.strip_prefix("h.").and_then(|rest| rest.split_once('.'));
    let part = part.and_then(|(_, part)| part.strip_suffix(".weight"));
    part.is_some_and(|part| MATRICES.contains(&part))
}

pub(super) fn build(
    config: &Value,
    w: &Weights,
    reading: Reading,
) -> Result<Box<dyn LanguageModel>> {
    let config: Gpt2Config = read_config(config, "GPT-2")?;
    if !["gelu_new", "gelu_pytorch_tanh"].contains(&config.activation_function.as_str()) {
        return Err(unknown(&format!("uses the activation '{}'", config.activation_function)));
    }
    if !config.scale_attn_weights || config.scale_attn_by_inverse_layer_idx {
        return Err(unknown("scales its attention in its own way"));
    }
    if config.add_cross_attention {
        return Err(unknown("reads a second text"));
    }
    let (h, f) = (config.n_embd, config.n_inner.unwrap_or(4 * config.n_embd));
    if config.n_head == 0 || h == 0 || !h.is_multiple_of(config.n_head) {
        return Err(Error::new(Code::BadModel, "The hidden size can't be divided into the heads")
            .advice("config.json is damaged; fetch the model again"));
    }
    let linear = |name: String, out: usize, inner: usize| -> Result<Linear> {
        Ok(Linear {
            weight: w.expect(&format!("{name}.weight"), &[out, inner])?,
            bias: Some(w.expect(&format!("{name}.bias"), &[out])?),
        })
    };
    let norm = |name: String| -> Result<Norm> {
        Ok(Norm {
            gain: w.expect(&format!("{name}.weight"), &[h])?,
            bias: w.expect(&format!("{name}.bias"), &[h])?,
        })
    };
    let layer = |i: usize| -> Result<Layer> {
        let at = |part: &str| format!("h.{i}.{part}");
        Ok(Layer {
            attention_norm: norm(at("ln_1"))?,
            attention: linear(at("attn.c_attn"), 3 * h, h)?,
            attention_output: linear(at("attn.c_proj"), h, h)?,
            mlp_norm: norm(at("ln_2"))?,
            intermediate: linear(at("mlp.c_fc"), f, h)?,
            output: linear(at("mlp.c_proj"), h, f)?,
        })
    };
    let word = w.expect("wte.weight", &[config.vocab_size, h])?;
    Ok(Box::new(Gpt2 {
        dropout: reading.dropout,
        word,
        position: w.expect("wpe.weight", &[config.n_positions, h])?,
        layers: (0..config.n_layer).map(layer).collect::<Result<_>>()?,
        norm: norm("ln_f".into())?,
        head: match config.tie_word_embeddings {
            true => word,
            false => w.expect("lm_head.weight", &[config.vocab_size, h])?,
        },
        config,
    }))
}

impl Gpt2 {
    fn norm(&self, g: &mut Graph, x: Var, norm: &Norm) -> Var {
        g.layer_norm(x, norm.gain, norm.bias, self.config.layer_norm_epsilon)
    }

    /// x (tokens, hidden) -> the same
    fn layer(&self, g: &mut Graph, x: Var, layer: &Layer) -> Var {
        let heads = self.config.n_head;
        let normed = self.norm(g, x, &layer.attention_norm);
        let qkv = g.project(normed, &[layer.attention]);
        let spec = AttentionSpec {
            heads,
            kv_heads: heads,
            causal: true,
            window: None,
            rows: Rows::All,
            dropout: self.dropout,
            scale: None,
        };
        let context = g.attention(qkv, spec);
        let attended = g.project(context, &[layer.attention_output]);
        let attended = g.dropout(attended, self.dropout);
        let x = g.add(attended, x);
        let normed = self.norm(g, x, &layer.mlp_norm);
        let inner = g.project(normed, &[layer.intermediate]);
        let inner = g.activate(inner, Activation::GeluTanh);
        let out = g.project(inner, &[layer.output]);
        let out = g.dropout(out, self.dropout);
        g.add(out, x)
    }
}

impl LanguageModel for Gpt2 {
    fn states(&self, g: &mut Graph) -> Var {
        let x = g.embed(self.word, Some(self.position), None);
        let mut x = g.dropout(x, self.dropout);
        for layer in &self.layers {
            x = self.layer(g, x, layer);
        }
        self.norm(g, x, &self.norm)
    }

    fn words(&self) -> WeightId {
        self.head
    }
}

impl Model for Gpt2 {
    fn hidden(&self) -> usize {
        self.config.n_embd
    }
    fn layers(&self) -> usize {
        self.layers.len()
    }
    fn positions(&self) -> usize {
        self.config.n_positions
    }

    fn uses(&self, name: &str) -> bool {
        if ["wte.weight", "wpe.weight", "ln_f.weight", "ln_f.bias"].contains(&name) {
            return true;
        }
        // Older files hold each layer's mask as a tensor.
        let mask = name.ends_with(".attn.bias") || name.ends_with(".attn.masked_bias");
        (!mask && layer_of(name, "h.").is_some_and(|l| l < self.layers.len()))
            || (!self.config.tie_word_embeddings && name == "lm_head.weight")
    }

    fn in_last_layers(&self, name: &str, n: usize) -> bool {
        name.starts_with("ln_f.")
            || name == "lm_head.weight"
            || layer_of(name, "h.").is_some_and(|l| l + n >= self.layers.len())
    }

    fn adapter_targets(&self) -> Vec<(&'static str, String)> {
        let ids = ["attention", "attention_output", "intermediate", "output"];
        let layers = 0..self.layers.len();
        let parts = |i: usize| {
            ids.into_iter().zip(MATRICES).map(move |(id, part)| (id, format!("h.{i}.{part}")))
        };
        layers.flat_map(parts).collect()
    }

    fn default_targets(&self) -> &'static str {
        "attention,attention_output,intermediate,output"
    }
}
