//! Gemma 3, text only. Gemma Team 2025, arXiv:2503.19786. Norms before and after attention and
//! inner layer, gains stored as what differs from 1, norms of the heads, and layers with a window
//! and faster angles between those that see everything.

use super::decoder::{Decoder, Shape, Sight};
use super::rope::{self, Reach};
use super::{LanguageModel, Reading, read_config, unknown};
use crate::error::Result;
use crate::nn::{Activation, Rms, Weights};
use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Deserialize)]
struct GemmaConfig {
    vocab_size: usize,
    hidden_size: usize,
    intermediate_size: usize,
    num_hidden_layers: usize,
    num_attention_heads: usize,
    num_key_value_heads: usize,
    head_dim: usize,
    max_position_embeddings: usize,
    #[serde(default = "default_eps")]
    rms_norm_eps: f64,
    #[serde(default = "default_tied")]
    tie_word_embeddings: bool,
    #[serde(default)]
    attention_bias: bool,
    query_pre_attn_scalar: Option<f64>,
    sliding_window: Option<usize>,
    layer_types: Option<Vec<String>>,
    #[serde(alias = "_sliding_window_pattern")]
    sliding_window_pattern: Option<usize>,
    hidden_activation: Option<String>,
    final_logit_softcapping: Option<f64>,
    attn_logit_softcapping: Option<f64>,
    #[serde(default)]
    use_bidirectional_attention: bool,
}

fn default_eps() -> f64 {
    1e-6
}
fn default_tied() -> bool {
    true
}

/// Every so many layers one sees everything, where config.json does not name the layers.
const PATTERN: usize = 6;

pub(super) fn build(
    all: &Value,
    weights: &Weights,
    reading: Reading,
) -> Result<Box<dyn LanguageModel>> {
    let config: GemmaConfig = read_config(all, "Gemma 3")?;
    if config.final_logit_softcapping.is_some() || config.attn_logit_softcapping.is_some() {
        return Err(unknown("caps its logits"));
    }
    if config.use_bidirectional_attention {
        return Err(unknown("looks at what comes after"));
    }
    let activation = config.hidden_activation.as_deref().unwrap_or("gelu_pytorch_tanh");
    if activation != "gelu_pytorch_tanh" {
        return Err(unknown(&format!("uses the activation '{activation}'")));
    }
    let positions = reading.positions.min(config.max_position_embeddings);
    let full = rope::rotary(all, config.head_dim, positions, Reach::Full)?;
    let near = rope::rotary(all, config.head_dim, positions, Reach::Sliding)?;
    let pattern = config.sliding_window_pattern.unwrap_or(PATTERN).max(1);
    let sight = |i: usize| {
        let sliding = match config.layer_types.as_ref().and_then(|types| types.get(i)) {
            Some(kind) => kind == Reach::Sliding.id(),
            None => !(i + 1).is_multiple_of(pattern),
        };
        match sliding {
            true => Sight { window: config.sliding_window, rotary: near.clone() },
            false => Sight { window: None, rotary: full.clone() },
        }
    };
    let scalar = config.query_pre_attn_scalar.unwrap_or(config.head_dim as f64);
    let shape = Shape {
        words: config.vocab_size,
        hidden: config.hidden_size,
        inner: config.intermediate_size,
        heads: config.num_attention_heads,
        kv_heads: config.num_key_value_heads,
        head: config.head_dim,
        rms: Rms { eps: config.rms_norm_eps, shift: 1.0 },
        tied: config.tie_word_embeddings,
        qkv_bias: config.attention_bias,
        output_bias: config.attention_bias,
        mlp_bias: false,
        head_norms: true,
        sandwich: true,
        gate: Activation::GeluTanh,
        word_scale: Some((config.hidden_size as f64).sqrt() as f32),
        score_scale: Some(scalar.powf(-0.5) as f32),
        layers: (0..config.num_hidden_layers).map(sight).collect(),
        positions: config.max_position_embeddings,
    };
    Ok(Box::new(Decoder::new(shape, weights)?))
}
