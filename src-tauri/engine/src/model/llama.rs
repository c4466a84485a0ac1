//! Llama. Touvron et al. 2023, arXiv:2307.09288; names are those of Hugging Face's
//! `LlamaForCausalLM`, without the leading `model.`.

use crate::error::{Code, Error, Result};
use crate::nn::{Activation, AttentionSpec, Graph, Linear, Rotary, Rows, Var, WeightId, Weights};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Debug, Clone, Deserialize)]
pub struct LlamaConfig {
    pub vocab_size: usize,
    pub hidden_size: usize,
    pub intermediate_size: usize,
    pub num_hidden_layers: usize,
    pub num_attention_heads: usize,
    pub num_key_value_heads: Option<usize>,
    pub max_position_embeddings: usize,
    #[serde(default = "default_theta")]
    pub rope_theta: f64,
    #[serde(default = "default_eps")]
    pub rms_norm_eps: f64,
    #[serde(default)]
    pub tie_word_embeddings: bool,
}

fn default_theta() -> f64 {
    10_000.0
}
fn default_eps() -> f64 {
    1e-6
}

#[derive(Debug)]
struct Layer {
    attention_norm: WeightId,
    qkv: [Linear; 3],
    attention_output: Linear,
    mlp_norm: WeightId,
    gate_up: [Linear; 2],
    down: Linear,
}

#[derive(Debug)]
pub struct Llama {
    config: LlamaConfig,
    word: WeightId,
    layers: Vec<Layer>,
    norm: WeightId,
    /// (words, hidden); the table of the words itself where the two are tied.
    head: WeightId,
    rotary: Arc<Rotary>,
}

impl Llama {
    pub fn new(config: LlamaConfig, w: &Weights) -> Result<Self> {
        let heads = config.num_attention_heads;
        let kv_heads = config.num_key_value_heads.unwrap_or(heads);
        let fits = heads > 0
            && config.hidden_size > 0
            && kv_heads > 0
            && config.hidden_size.is_multiple_of(2 * heads)
            && heads.is_multiple_of(kv_heads);
        if !fits {
            return Err(Error::new(
                Code::BadModel,
                "The hidden size can't be divided into the heads",
            )
            .advice("config.json is damaged; fetch the model again"));
        }
        let (h, f, head) =
            (config.hidden_size, config.intermediate_size, config.hidden_size / heads);
        let linear = |name: String, out: usize, inner: usize| -> Result<Linear> {
            Ok(Linear { weight: w.expect(&format!("{name}.weight"), &[out, inner])?, bias: None })
        };
        let norm = |name: &str| w.expect(&format!("{name}.weight"), &[h]);
        let layer = |i: usize| -> Result<Layer> {
            let at = |part: &str| format!("layers.{i}.{part}");
            Ok(Layer {
                attention_norm: norm(&at("input_layernorm"))?,
                qkv: [
                    linear(at("self_attn.q_proj"), h, h)?,
                    linear(at("self_attn.k_proj"), kv_heads * head, h)?,
                    linear(at("self_attn.v_proj"), kv_heads * head, h)?,
                ],
                attention_output: linear(at("self_attn.o_proj"), h, h)?,
                mlp_norm: norm(&at("post_attention_layernorm"))?,
                gate_up: [linear(at("mlp.gate_proj"), f, h)?, linear(at("mlp.up_proj"), f, h)?],
                down: linear(at("mlp.down_proj"), h, f)?,
            })
        };
        let word = w.expect("embed_tokens.weight", &[config.vocab_size, h])?;
        let half = head / 2;
        let frequencies: Vec<f64> =
            (0..half).map(|i| config.rope_theta.powf(-(i as f64) / half as f64)).collect();
        Ok(Self {
            word,
            layers: (0..config.num_hidden_layers).map(layer).collect::<Result<_>>()?,
            norm: norm("norm")?,
            head: match config.tie_word_embeddings {
                true => word,
                false => w.expect("lm_head.weight", &[config.vocab_size, h])?,
            },
            rotary: Arc::new(Rotary::new(&frequencies, config.max_position_embeddings)),
            config,
        })
    }

    fn layer(&self, g: &mut Graph, x: Var, layer: &Layer) -> Var {
        let heads = self.config.num_attention_heads;
        let kv_heads = self.config.num_key_value_heads.unwrap_or(heads);
        let eps = self.config.rms_norm_eps;
        let normed = g.rms_norm(x, layer.attention_norm, eps);
        let qkv = g.project(normed, &layer.qkv);
        let turned = g.rotate(qkv, &self.rotary, heads + kv_heads);
        let spec = AttentionSpec {
            heads,
            kv_heads,
            causal: true,
            window: None,
            rows: Rows::All,
            dropout: 0.0,
        };
        let context = g.attention(turned, spec);
        let attended = g.project(context, &[layer.attention_output]);
        let x = g.add(attended, x);
        let normed = g.rms_norm(x, layer.mlp_norm, eps);
        let inner = g.project(normed, &layer.gate_up);
        let inner = g.gate(inner, Activation::Silu);
        let out = g.project(inner, &[layer.down]);
        g.add(out, x)
    }

    /// The last layer's output, normed: (tokens, hidden)
    pub fn hidden(&self, g: &mut Graph) -> Var {
        let mut x = g.embed(self.word, None, None);
        for layer in &self.layers {
            x = self.layer(g, x, layer);
        }
        g.rms_norm(x, self.norm, self.config.rms_norm_eps)
    }

    /// Summed loss of the tokens that the batch's labels ask for: (1, 1)
    pub fn language_loss(&self, g: &mut Graph) -> Var {
        let x = self.hidden(g);
        let x = g.select_labelled(x);
        g.vocabulary_loss(x, self.head)
    }
}

impl super::LanguageModel for Llama {
    fn states(&self, g: &mut Graph) -> Var {
        self.hidden(g)
    }
    fn words(&self) -> WeightId {
        self.head
    }
    fn positions(&self) -> usize {
        self.config.max_position_embeddings
    }
}
