//! Llama and Mistral. Touvron et al. 2023, arXiv:2307.09288; Jiang et al. 2023, arXiv:2310.06825.
//! Names are those of Hugging Face's `LlamaForCausalLM`, without the leading `model.`.

use super::decoder::{Decoder, Shape, Sight};
use super::rope::{self, Reach};
use super::{LanguageModel, Reading, read_config, unknown};
use crate::error::Result;
use crate::nn::{Activation, Rms, Weights};
use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Deserialize)]
struct LlamaConfig {
    vocab_size: usize,
    hidden_size: usize,
    intermediate_size: usize,
    num_hidden_layers: usize,
    num_attention_heads: usize,
    num_key_value_heads: Option<usize>,
    head_dim: Option<usize>,
    max_position_embeddings: usize,
    #[serde(default = "default_eps")]
    rms_norm_eps: f64,
    #[serde(default)]
    tie_word_embeddings: bool,
    #[serde(default)]
    attention_bias: bool,
    #[serde(default)]
    mlp_bias: bool,
    #[serde(default = "default_activation")]
    hidden_act: String,
    /// Mistral's.
    sliding_window: Option<usize>,
}

fn default_eps() -> f64 {
    1e-6
}
fn default_activation() -> String {
    "silu".into()
}

pub(super) fn build(
    config: &Value,
    weights: &Weights,
    reading: Reading,
) -> Result<Box<dyn LanguageModel>> {
    Ok(Box::new(decoder(config, weights, reading)?))
}

/// From config.json and weights under their names without the leading `model.`.
pub fn decoder(config: &Value, weights: &Weights, reading: Reading) -> Result<Decoder> {
    Decoder::new(shape(config, reading)?, weights)
}

pub(super) fn shape(all: &Value, reading: Reading) -> Result<Shape> {
    let config: LlamaConfig = read_config(all, "Llama")?;
    if config.hidden_act != "silu" {
        return Err(unknown(&format!("uses the activation '{}'", config.hidden_act)));
    }
    let heads = config.num_attention_heads;
    let head = config.head_dim.unwrap_or(config.hidden_size / heads.max(1));
    let positions = reading.positions.min(config.max_position_embeddings);
    let rotary = rope::rotary(all, head, positions, Reach::Full)?;
    Ok(Shape {
        words: config.vocab_size,
        hidden: config.hidden_size,
        inner: config.intermediate_size,
        heads,
        kv_heads: config.num_key_value_heads.unwrap_or(heads),
        head,
        rms: Rms { eps: config.rms_norm_eps, shift: 0.0 },
        tied: config.tie_word_embeddings,
        qkv_bias: config.attention_bias,
        output_bias: config.attention_bias,
        mlp_bias: config.mlp_bias,
        head_norms: false,
        sandwich: false,
        gate: Activation::Silu,
        word_scale: None,
        score_scale: None,
        layers: vec![Sight { window: config.sliding_window, rotary }; config.num_hidden_layers],
        positions: config.max_position_embeddings,
    })
}
