//! The decoder that Llama, Mistral, Qwen and Gemma share: RMS norms, rotary positions, grouped
//! queries, a gated inner layer. A family's own file says what is special about it.

use super::{LanguageModel, Model, layer_of};
use crate::error::{Code, Error, Result};
use crate::nn::{
    Activation, AttentionSpec, Graph, HeadNorm, Linear, Rms, Rotary, Rows, Var, WeightId, Weights,
};
use std::sync::Arc;

/// What one layer sees, and the angles it turns by.
#[derive(Debug, Clone)]
pub(super) struct Sight {
    pub window: Option<usize>,
    pub rotary: Arc<Rotary>,
}

/// What is special about a family, and the sizes.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    pub words: usize,
    pub hidden: usize,
    pub inner: usize,
    pub heads: usize,
    pub kv_heads: usize,
    /// Values of one head.
    pub head: usize,
    pub rms: Rms,
    /// The table of the words makes the logits too.
    pub tied: bool,
    pub qkv_bias: bool,
    pub output_bias: bool,
    pub mlp_bias: bool,
    /// Every head of queries and keys has a norm.
    pub head_norms: bool,
    /// What attention and inner layer give is normed as well, before it is added.
    pub sandwich: bool,
    pub gate: Activation,
    /// What the words' vectors are multiplied by.
    pub word_scale: Option<f32>,
    /// What scores are multiplied by, if not 1 / sqrt(head).
    pub score_scale: Option<f32>,
    /// One for each layer.
    pub layers: Vec<Sight>,
    /// The longest text it was made for.
    pub positions: usize,
}

#[derive(Debug)]
struct Layer {
    before_attention: WeightId,
    qkv: [Linear; 3],
    head_norms: Option<(WeightId, WeightId)>,
    attention_output: Linear,
    after_attention: Option<WeightId>,
    before_mlp: WeightId,
    gate_up: [Linear; 2],
    down: Linear,
    after_mlp: Option<WeightId>,
}

#[derive(Debug)]
pub struct Decoder {
    shape: Shape,
    word: WeightId,
    layers: Vec<Layer>,
    norm: WeightId,
    /// (words, hidden); the table of the words itself where the two are tied.
    head: WeightId,
}

impl Decoder {
    pub(super) fn new(shape: Shape, w: &Weights) -> Result<Self> {
        let sound = shape.heads > 0
            && shape.kv_heads > 0
            && shape.hidden > 0
            && shape.head > 0
            && shape.head.is_multiple_of(2)
            && shape.heads.is_multiple_of(shape.kv_heads);
        if !sound {
            return Err(Error::new(Code::BadModel, "The sizes of the heads do not fit together")
                .advice("config.json is damaged; fetch the model again"));
        }
        let word = w.expect("embed_tokens.weight", &[shape.words, shape.hidden])?;
        Ok(Self {
            word,
            layers: (0..shape.layers.len()).map(|i| layer(&shape, w, i)).collect::<Result<_>>()?,
            norm: w.expect("norm.weight", &[shape.hidden])?,
            head: match shape.tied {
                true => word,
                false => w.expect("lm_head.weight", &[shape.words, shape.hidden])?,
            },
            shape,
        })
    }

    /// x (tokens, hidden) -> what the attention adds to it
    fn attend(&self, g: &mut Graph, x: Var, layer: &Layer, sight: &Sight) -> Var {
        let Shape { heads, kv_heads, rms, .. } = self.shape;
        let normed = g.rms_norm(x, layer.before_attention, rms);
        let mut qkv = g.project(normed, &layer.qkv);
        if let Some((queries, keys)) = layer.head_norms {
            qkv = g.head_norm(qkv, HeadNorm { queries, keys, heads, kv_heads, rms });
        }
        let turned = g.rotate(qkv, &sight.rotary, heads + kv_heads);
        let spec = AttentionSpec {
            heads,
            kv_heads,
            causal: true,
            window: sight.window,
            rows: Rows::All,
            dropout: 0.0,
            scale: self.shape.score_scale,
        };
        let context = g.attention(turned, spec);
        let out = g.project(context, &[layer.attention_output]);
        match layer.after_attention {
            Some(norm) => g.rms_norm(out, norm, rms),
            None => out,
        }
    }

    fn mlp(&self, g: &mut Graph, x: Var, layer: &Layer) -> Var {
        let normed = g.rms_norm(x, layer.before_mlp, self.shape.rms);
        let inner = g.project(normed, &layer.gate_up);
        let inner = g.gate(inner, self.shape.gate);
        let out = g.project(inner, &[layer.down]);
        match layer.after_mlp {
            Some(norm) => g.rms_norm(out, norm, self.shape.rms),
            None => out,
        }
    }
}

fn layer(shape: &Shape, w: &Weights, i: usize) -> Result<Layer> {
    let at = |part: &str| format!("layers.{i}.{part}");
    let linear = |part: &str, out: usize, inner: usize, bias: bool| -> Result<Linear> {
        Ok(Linear {
            weight: w.expect(&at(&format!("{part}.weight")), &[out, inner])?,
            bias: match bias {
                true => Some(w.expect(&at(&format!("{part}.bias")), &[out])?),
                false => None,
            },
        })
    };
    let norm = |part: &str, n: usize| w.expect(&at(&format!("{part}.weight")), &[n]);
    let (h, f) = (shape.hidden, shape.inner);
    let (queries, keys) = (shape.heads * shape.head, shape.kv_heads * shape.head);
    // With norms on both sides, the one before the inner layer has a name of its own.
    let before_mlp =
        if shape.sandwich { "pre_feedforward_layernorm" } else { "post_attention_layernorm" };
    let after = |part: &str| shape.sandwich.then(|| norm(part, h)).transpose();
    Ok(Layer {
        before_attention: norm("input_layernorm", h)?,
        qkv: [
            linear("self_attn.q_proj", queries, h, shape.qkv_bias)?,
            linear("self_attn.k_proj", keys, h, shape.qkv_bias)?,
            linear("self_attn.v_proj", keys, h, shape.qkv_bias)?,
        ],
        head_norms: match shape.head_norms {
            true => {
                Some((norm("self_attn.q_norm", shape.head)?, norm("self_attn.k_norm", shape.head)?))
            }
            false => None,
        },
        attention_output: linear("self_attn.o_proj", h, queries, shape.output_bias)?,
        after_attention: after("post_attention_layernorm")?,
        before_mlp: norm(before_mlp, h)?,
        gate_up: [
            linear("mlp.gate_proj", f, h, shape.mlp_bias)?,
            linear("mlp.up_proj", f, h, shape.mlp_bias)?,
        ],
        down: linear("mlp.down_proj", h, f, shape.mlp_bias)?,
        after_mlp: after("post_feedforward_layernorm")?,
    })
}

impl LanguageModel for Decoder {
    fn states(&self, g: &mut Graph) -> Var {
        let mut x = g.embed(self.word, None, None);
        if let Some(scale) = self.shape.word_scale {
            x = g.scale(x, scale);
        }
        for (layer, sight) in self.layers.iter().zip(&self.shape.layers) {
            let attended = self.attend(g, x, layer, sight);
            x = g.add(attended, x);
            let out = self.mlp(g, x, layer);
            x = g.add(out, x);
        }
        g.rms_norm(x, self.norm, self.shape.rms)
    }

    fn words(&self) -> WeightId {
        self.head
    }
}

impl Model for Decoder {
    fn hidden(&self) -> usize {
        self.shape.hidden
    }
    fn layers(&self) -> usize {
        self.layers.len()
    }
    fn positions(&self) -> usize {
        self.shape.positions
    }

    fn uses(&self, name: &str) -> bool {
        let own = ["embed_tokens.weight", "norm.weight"].contains(&name);
        own || layer_of(name, "layers.").is_some_and(|l| l < self.layers.len())
            || (!self.shape.tied && name == "lm_head.weight")
    }

    fn in_last_layers(&self, name: &str, n: usize) -> bool {
        ["norm.weight", "lm_head.weight"].contains(&name)
            || layer_of(name, "layers.").is_some_and(|l| l + n >= self.layers.len())
    }

    fn adapter_targets(&self) -> Vec<(&'static str, String)> {
        let parts = [
            ("query", "self_attn.q_proj"),
            ("key", "self_attn.k_proj"),
            ("value", "self_attn.v_proj"),
            ("attention_output", "self_attn.o_proj"),
            ("gate", "mlp.gate_proj"),
            ("up", "mlp.up_proj"),
            ("down", "mlp.down_proj"),
        ];
        let layers = 0..self.layers.len();
        layers.flat_map(|i| parts.map(|(id, part)| (id, format!("layers.{i}.{part}")))).collect()
    }

    fn default_targets(&self) -> &'static str {
        "query,key,value,attention_output,gate,up,down"
    }
}
