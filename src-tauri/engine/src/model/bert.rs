//! BERT for sequence classification. Devlin et al. 2018, arXiv:1810.04805; the layout and names
//! are those of Hugging Face's `BertForSequenceClassification`.

use super::{Classifier, HEAD_BIAS, HEAD_WEIGHT, Model, Options, layer_of, read_config};
use crate::error::{Code, Error, Result};
use crate::nn::{Activation, AttentionSpec, Graph, Linear, Pooling, Rows, Var, WeightId, Weights};
use serde::Deserialize;

#[derive(Debug, Clone, Deserialize)]
pub struct BertConfig {
    pub vocab_size: usize,
    pub hidden_size: usize,
    pub num_hidden_layers: usize,
    pub num_attention_heads: usize,
    pub intermediate_size: usize,
    pub max_position_embeddings: usize,
    pub type_vocab_size: usize,
    #[serde(default = "default_eps")]
    pub layer_norm_eps: f64,
    #[serde(default = "default_activation")]
    pub hidden_act: String,
}

fn default_eps() -> f64 {
    1e-12
}
fn default_activation() -> String {
    "gelu".into()
}

#[derive(Debug)]
struct Norm {
    gain: WeightId,
    bias: WeightId,
}

#[derive(Debug)]
struct Layer {
    qkv: [Linear; 3],
    attention_output: Linear,
    attention_norm: Norm,
    intermediate: Linear,
    output: Linear,
    output_norm: Norm,
}

#[derive(Debug)]
pub struct Bert {
    config: BertConfig,
    options: Options,
    word: WeightId,
    position: WeightId,
    kind: WeightId,
    embedding_norm: Norm,
    layers: Vec<Layer>,
    pooler: Option<Linear>,
    head: Linear,
}

pub(super) fn build(
    config: &serde_json::Value,
    weights: &Weights,
    options: Options,
) -> Result<Box<dyn Classifier>> {
    let config: BertConfig = read_config(config, "BERT")?;
    if config.hidden_act != "gelu" {
        return Err(Error::new(
            Code::BadModel,
            format!("This BERT uses the activation '{}', which is not known", config.hidden_act),
        )
        .advice("Choose a model with the activation 'gelu'"));
    }
    if config.num_attention_heads == 0
        || config.hidden_size == 0
        || !config.hidden_size.is_multiple_of(config.num_attention_heads)
    {
        return Err(Error::new(Code::BadModel, "The hidden size can't be divided into the heads")
            .advice("config.json is damaged; fetch the model again"));
    }
    Ok(Box::new(Bert::new(config, weights, options)?))
}

impl Bert {
    pub fn new(config: BertConfig, w: &Weights, options: Options) -> Result<Self> {
        let (h, f) = (config.hidden_size, config.intermediate_size);
        let linear = |name: &str, out: usize, inner: usize| -> Result<Linear> {
            Ok(Linear {
                weight: w.expect(&format!("{name}.weight"), &[out, inner])?,
                bias: Some(w.expect(&format!("{name}.bias"), &[out])?),
            })
        };
        let norm = |name: &str| -> Result<Norm> {
            Ok(Norm {
                gain: w.expect(&format!("{name}.weight"), &[h])?,
                bias: w.expect(&format!("{name}.bias"), &[h])?,
            })
        };
        let table = |name: &str, rows: usize| {
            w.expect(&format!("embeddings.{name}_embeddings.weight"), &[rows, h])
        };
        let layer = |i: usize| -> Result<Layer> {
            let at = |part: &str| format!("encoder.layer.{i}.{part}");
            Ok(Layer {
                qkv: [
                    linear(&at("attention.self.query"), h, h)?,
                    linear(&at("attention.self.key"), h, h)?,
                    linear(&at("attention.self.value"), h, h)?,
                ],
                attention_output: linear(&at("attention.output.dense"), h, h)?,
                attention_norm: norm(&at("attention.output.LayerNorm"))?,
                intermediate: linear(&at("intermediate.dense"), f, h)?,
                output: linear(&at("output.dense"), h, f)?,
                output_norm: norm(&at("output.LayerNorm"))?,
            })
        };
        Ok(Self {
            word: table("word", config.vocab_size)?,
            position: table("position", config.max_position_embeddings)?,
            kind: table("token_type", config.type_vocab_size)?,
            embedding_norm: norm("embeddings.LayerNorm")?,
            layers: (0..config.num_hidden_layers).map(layer).collect::<Result<_>>()?,
            pooler: match options.pooling {
                Pooling::Cls => Some(linear("pooler.dense", h, h)?),
                Pooling::Mean => None,
            },
            head: Linear {
                weight: w.expect(HEAD_WEIGHT, &[options.classes, h])?,
                bias: Some(w.expect(HEAD_BIAS, &[options.classes])?),
            },
            config,
            options,
        })
    }

    fn norm(&self, g: &mut Graph, x: Var, norm: &Norm) -> Var {
        g.layer_norm(x, norm.gain, norm.bias, self.config.layer_norm_eps)
    }

    /// One encoder layer; with `Rows::First` everything after the attention is computed for the
    /// first token only. x (tokens, hidden) -> (tokens or sequences, hidden)
    fn layer(&self, g: &mut Graph, x: Var, layer: &Layer, rows: Rows) -> Var {
        let dropout = self.options.dropout;
        let qkv = g.project(x, &layer.qkv);
        let heads = self.config.num_attention_heads;
        let spec = AttentionSpec {
            heads,
            kv_heads: heads,
            causal: false,
            window: None,
            rows,
            dropout,
            scale: None,
        };
        let context = g.attention(qkv, spec);
        let residual = match rows {
            Rows::All => x,
            Rows::First => g.select_first(x),
        };
        let attended = g.project(context, &[layer.attention_output]);
        let attended = g.dropout(attended, dropout);
        let attended = g.add(attended, residual);
        let attended = self.norm(g, attended, &layer.attention_norm);
        let inner = g.project(attended, &[layer.intermediate]);
        let inner = g.activate(inner, Activation::Gelu);
        let out = g.project(inner, &[layer.output]);
        let out = g.dropout(out, dropout);
        let out = g.add(out, attended);
        self.norm(g, out, &layer.output_norm)
    }
}

impl Classifier for Bert {
    fn features(&self, g: &mut Graph) -> Var {
        let x = g.embed(self.word, Some(self.position), Some(self.kind));
        let x = self.norm(g, x, &self.embedding_norm);
        let mut x = g.dropout(x, self.options.dropout);
        for (i, layer) in self.layers.iter().enumerate() {
            let last = i + 1 == self.layers.len();
            let rows = if last && self.pooler.is_some() { Rows::First } else { Rows::All };
            x = self.layer(g, x, layer, rows);
        }
        match self.pooler {
            Some(pooler) => {
                let pooled = g.project(x, &[pooler]);
                g.activate(pooled, Activation::Tanh)
            }
            None => {
                let pooled = g.mean_pool(x);
                g.normalize(pooled)
            }
        }
    }

    fn forward(&self, g: &mut Graph) -> Var {
        let features = self.features(g);
        let features = g.dropout(features, self.options.dropout);
        g.project(features, &[self.head])
    }

    fn pooling(&self) -> Pooling {
        self.options.pooling
    }
    fn head(&self) -> Linear {
        self.head
    }
}

impl Model for Bert {
    fn hidden(&self) -> usize {
        self.config.hidden_size
    }
    fn layers(&self) -> usize {
        self.config.num_hidden_layers
    }
    fn positions(&self) -> usize {
        self.config.max_position_embeddings
    }

    fn uses(&self, name: &str) -> bool {
        let own = ["embeddings.", "encoder.layer.", "classifier."];
        own.iter().any(|p| name.starts_with(p))
            || (self.pooler.is_some() && name.starts_with("pooler."))
    }

    fn in_last_layers(&self, name: &str, n: usize) -> bool {
        if name.starts_with("classifier.") {
            return true;
        }
        if name.starts_with("pooler.") {
            return self.pooler.is_some();
        }
        layer_of(name, "encoder.layer.").is_some_and(|l| l + n >= self.layers.len())
    }

    fn adapter_targets(&self) -> Vec<(&'static str, String)> {
        let parts = [
            ("query", "attention.self.query"),
            ("key", "attention.self.key"),
            ("value", "attention.self.value"),
            ("attention_output", "attention.output.dense"),
            ("intermediate", "intermediate.dense"),
            ("output", "output.dense"),
        ];
        let layers = 0..self.layers.len();
        layers
            .flat_map(|i| parts.map(|(id, part)| (id, format!("encoder.layer.{i}.{part}"))))
            .collect()
    }

    fn default_targets(&self) -> &'static str {
        "query,key,value,attention_output,intermediate,output"
    }
}
