//! A forward pass as a plain list of blocks with their shapes. No kernel, no device.

use super::weights::{WeightId, Weights};

/// A value of the graph: (rows, cols).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Var(pub usize);

/// How a sequence becomes one vector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pooling {
    /// Mean of all tokens, then scaled to length 1 (sentence-embedding models).
    Mean,
    /// The first token through the model's pooler (plain BERT).
    Cls,
}

impl Pooling {
    pub fn id(self) -> &'static str {
        match self {
            Pooling::Mean => "mean",
            Pooling::Cls => "cls",
        }
    }
}

/// Which rows of a packed batch a block must compute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    All,
    /// The first token of every sequence.
    First,
}

/// Sequences laid end to end, without padding.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Packed {
    /// (tokens)
    pub ids: Vec<u32>,
    /// Place of every token in its own sequence, (tokens)
    pub positions: Vec<u32>,
    /// Where each sequence starts, and the end: (sequences + 1)
    pub offsets: Vec<usize>,
    /// Right answer of every sequence; empty when only predicting.
    pub labels: Vec<u32>,
    /// Weight of every sequence's loss; as long as `labels`.
    pub loss_weights: Vec<f32>,
    /// Stable number of every sequence's example, for dropout.
    pub examples: Vec<u32>,
}

impl Packed {
    pub fn sequences(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }
    pub fn tokens(&self) -> usize {
        self.ids.len()
    }
    pub fn longest(&self) -> usize {
        self.offsets.windows(2).map(|w| w[1] - w[0]).max().unwrap_or(0)
    }

    pub fn push(&mut self, ids: &[u32], example: u32, label: Option<(u32, f32)>) {
        if self.offsets.is_empty() {
            self.offsets.push(0);
        }
        self.ids.extend_from_slice(ids);
        self.positions.extend(0..ids.len() as u32);
        self.offsets.push(self.ids.len());
        self.examples.push(example);
        if let Some((label, weight)) = label {
            self.labels.push(label);
            self.loss_weights.push(weight);
        }
    }
}

/// A matrix (out, in) with its bias; an adapter hangs on the weight itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Linear {
    pub weight: WeightId,
    pub bias: Option<WeightId>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AttentionSpec {
    pub heads: usize,
    /// A token sees only itself and earlier ones.
    pub causal: bool,
    /// Which queries are needed.
    pub rows: Rows,
    /// Dropout on the attention probabilities.
    pub dropout: f32,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Op {
    /// Sum of the rows of each table: word by id, position by place, kind row 0.
    Embed {
        word: WeightId,
        position: WeightId,
        kind: Option<WeightId>,
    },
    /// `gain * (x - mean) / sqrt(var + eps) + bias` over each row. Ba et al. 2016.
    LayerNorm {
        gain: WeightId,
        bias: WeightId,
        eps: f64,
    },
    /// `x Wᵀ + b` for each linear, side by side in the columns.
    Project {
        linears: Vec<Linear>,
        site: u32,
    },
    /// softmax(Q Kᵀ / sqrt(d)) V within each sequence; the input holds Q, K and V side by side.
    Attention {
        spec: AttentionSpec,
        site: u32,
    },
    Add,
    /// x Φ(x), with the error function.
    Gelu,
    Tanh,
    Dropout {
        rate: f32,
        site: u32,
    },
    /// Rows of the first tokens: (sequences, cols)
    SelectFirst,
    /// Mean of each sequence's rows: (sequences, cols)
    MeanPool,
    /// Each row scaled to length 1.
    Normalize,
    /// Weighted sum of the cross-entropies of each row against the batch's labels: (1, 1)
    CrossEntropy,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub op: Op,
    pub inputs: Vec<Var>,
    pub rows: usize,
    pub cols: usize,
    /// A trainable weight lies at or below this node.
    pub needs_grad: bool,
}

/// Key of the dropout masks of one optimiser step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noise {
    pub seed: u64,
    pub step: u32,
}

/// One forward pass over one packed batch.
#[derive(Debug)]
pub struct Graph<'w> {
    weights: &'w Weights,
    pub nodes: Vec<Node>,
    /// Absent when predicting: dropout does nothing then.
    pub noise: Option<Noise>,
    tokens: usize,
    sequences: usize,
    sites: u32,
}

impl<'w> Graph<'w> {
    pub fn new(weights: &'w Weights, batch: &Packed, noise: Option<Noise>) -> Self {
        Self {
            weights,
            nodes: Vec::new(),
            noise,
            tokens: batch.tokens(),
            sequences: batch.sequences(),
            sites: 0,
        }
    }

    fn push(&mut self, op: Op, inputs: &[Var], rows: usize, cols: usize, learns: bool) -> Var {
        let needs_grad = learns || inputs.iter().any(|v| self.nodes[v.0].needs_grad);
        self.nodes.push(Node { op, inputs: inputs.to_vec(), rows, cols, needs_grad });
        Var(self.nodes.len() - 1)
    }

    fn learns(&self, ids: &[WeightId]) -> bool {
        ids.iter().any(|&id| {
            let w = &self.weights[id];
            w.is_trainable()
                || w.adapter.is_some_and(|a| {
                    self.weights[a.a].is_trainable() || self.weights[a.b].is_trainable()
                })
        })
    }

    /// A number for every place that draws random numbers, the same in every pass.
    fn site(&mut self) -> u32 {
        self.sites += 1;
        self.sites
    }

    pub fn rows(&self, x: Var) -> usize {
        self.nodes[x.0].rows
    }
    pub fn cols(&self, x: Var) -> usize {
        self.nodes[x.0].cols
    }

    /// (tokens, hidden)
    pub fn embed(&mut self, word: WeightId, position: WeightId, kind: Option<WeightId>) -> Var {
        let cols = self.weights[word].shape[1];
        let mut ids = vec![word, position];
        ids.extend(kind);
        let learns = self.learns(&ids);
        self.push(Op::Embed { word, position, kind }, &[], self.tokens, cols, learns)
    }

    /// (rows, cols) -> (rows, cols)
    pub fn layer_norm(&mut self, x: Var, gain: WeightId, bias: WeightId, eps: f64) -> Var {
        let (rows, cols) = (self.rows(x), self.cols(x));
        let learns = self.learns(&[gain, bias]);
        self.push(Op::LayerNorm { gain, bias, eps }, &[x], rows, cols, learns)
    }

    /// (rows, in) -> (rows, sum of the outs)
    pub fn project(&mut self, x: Var, linears: &[Linear]) -> Var {
        let rows = self.rows(x);
        let cols = linears.iter().map(|l| self.weights[l.weight].shape[0]).sum();
        let learns = linears
            .iter()
            .any(|l| self.learns(&[l.weight]) || l.bias.is_some_and(|b| self.learns(&[b])));
        let site = self.site();
        // One linear draws at `site`, the next ones at the sites after it.
        self.sites += linears.len() as u32 - 1;
        self.push(Op::Project { linears: linears.to_vec(), site }, &[x], rows, cols, learns)
    }

    /// (tokens, 3 hidden) -> (tokens or sequences, hidden)
    pub fn attention(&mut self, qkv: Var, spec: AttentionSpec) -> Var {
        let rows = match spec.rows {
            Rows::All => self.tokens,
            Rows::First => self.sequences,
        };
        let cols = self.cols(qkv) / 3;
        let site = self.site();
        self.push(Op::Attention { spec, site }, &[qkv], rows, cols, false)
    }

    pub fn add(&mut self, a: Var, b: Var) -> Var {
        let (rows, cols) = (self.rows(a), self.cols(a));
        self.push(Op::Add, &[a, b], rows, cols, false)
    }
    pub fn gelu(&mut self, x: Var) -> Var {
        let (rows, cols) = (self.rows(x), self.cols(x));
        self.push(Op::Gelu, &[x], rows, cols, false)
    }
    pub fn tanh(&mut self, x: Var) -> Var {
        let (rows, cols) = (self.rows(x), self.cols(x));
        self.push(Op::Tanh, &[x], rows, cols, false)
    }

    /// Inverted dropout; leaves no node when it would do nothing.
    pub fn dropout(&mut self, x: Var, rate: f32) -> Var {
        let site = self.site();
        if rate <= 0.0 || self.noise.is_none() {
            return x;
        }
        let (rows, cols) = (self.rows(x), self.cols(x));
        self.push(Op::Dropout { rate, site }, &[x], rows, cols, false)
    }

    /// (tokens, cols) -> (sequences, cols)
    pub fn select_first(&mut self, x: Var) -> Var {
        let cols = self.cols(x);
        self.push(Op::SelectFirst, &[x], self.sequences, cols, false)
    }
    /// (tokens, cols) -> (sequences, cols)
    pub fn mean_pool(&mut self, x: Var) -> Var {
        let cols = self.cols(x);
        self.push(Op::MeanPool, &[x], self.sequences, cols, false)
    }
    pub fn normalize(&mut self, x: Var) -> Var {
        let (rows, cols) = (self.rows(x), self.cols(x));
        self.push(Op::Normalize, &[x], rows, cols, false)
    }
    /// (sequences, classes) -> (1, 1)
    pub fn cross_entropy(&mut self, logits: Var) -> Var {
        self.push(Op::CrossEntropy, &[logits], 1, 1, false)
    }
}
