//! A forward pass as a plain list of blocks with their shapes. No kernel, no device.

use super::attend::{AttentionSpec, Rotary};
use super::packed::{Packed, Rows};
use super::weights::{Adapter, WeightId, Weights};
use std::sync::Arc;

/// A value of the graph: (rows, cols).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Var(pub usize);

/// A smooth step, value by value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activation {
    /// x Φ(x), with the error function. Hendrycks & Gimpel 2016, arXiv:1606.08415.
    Gelu,
    /// Its approximation with tanh, from the same paper.
    GeluTanh,
    /// x / (1 + e^-x)
    Silu,
    Tanh,
}

/// A matrix (out, in) with its bias; an adapter hangs on the weight itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Linear {
    pub weight: WeightId,
    pub bias: Option<WeightId>,
}

/// The constants of an RMS norm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rms {
    pub eps: f64,
    /// Added to the stored gain: 1 where it is stored as what differs from 1 (Gemma), else 0.
    pub shift: f32,
}

/// An RMS norm of every head of queries and keys.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeadNorm {
    /// Gain of the queries' heads, (head)
    pub queries: WeightId,
    /// Gain of the keys' heads, (head)
    pub keys: WeightId,
    pub heads: usize,
    pub kv_heads: usize,
    pub rms: Rms,
}

impl HeadNorm {
    /// Gain, first head and number of heads of the queries and of the keys.
    pub fn sides(&self) -> [(WeightId, usize, usize); 2] {
        [(self.queries, 0, self.heads), (self.keys, self.heads, self.kv_heads)]
    }

    /// Values of one head, where queries, keys and values side by side take `cols`.
    pub fn head(&self, cols: usize) -> usize {
        cols / (self.heads + 2 * self.kv_heads)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Op {
    /// Sum of the rows of each table: word by id, position by place, kind row 0.
    Embed {
        word: WeightId,
        position: Option<WeightId>,
        kind: Option<WeightId>,
    },
    /// `gain * (x - mean) / sqrt(var + eps) + bias` over each row. Ba et al. 2016.
    LayerNorm {
        gain: WeightId,
        bias: WeightId,
        eps: f64,
    },
    /// `gain * x / sqrt(mean(x²) + eps)` over each row. Zhang & Sennrich 2019, arXiv:1910.07467.
    RmsNorm {
        gain: WeightId,
        rms: Rms,
    },
    /// The same over each head of the queries and of the keys, which lie before the values in the
    /// columns. Henry et al. 2020, arXiv:2010.04245.
    HeadNorm(HeadNorm),
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
    /// Turns the first `heads` heads of every row by the place of its token.
    Rotate {
        table: Arc<Rotary>,
        heads: usize,
    },
    Add,
    /// Every value times a number.
    Scale(f32),
    Activate(Activation),
    /// Activation of the first half of the columns, times the second half.
    Gate(Activation),
    Dropout {
        rate: f32,
        site: u32,
    },
    /// Rows of the first tokens: (sequences, cols)
    SelectFirst,
    /// Rows of the tokens that have a label: (labels, cols)
    SelectLabelled,
    /// Mean of each sequence's rows: (sequences, cols)
    MeanPool,
    /// Each row scaled to length 1.
    Normalize,
    /// Weighted sum of the cross-entropies of each row against the batch's labels: (1, 1). With
    /// `smoothing` ε, the label gets 1 - ε + ε / classes and every other class ε / classes
    /// (Szegedy et al. 2016, arXiv:1512.00567, section 7).
    CrossEntropy {
        smoothing: f32,
    },
    /// Weighted sum over the rows of the mean over the columns of `log(1 + e^z) - t z`: every
    /// column is a yes-or-no question of its own, t is its answer in the batch's targets: (1, 1)
    BinaryCrossEntropy,
    /// The same as [`Op::CrossEntropy`], not smoothed, with logits `x Wᵀ` over a vocabulary, W
    /// (words, cols): the logits are made a few rows at a time and never whole.
    VocabularyLoss {
        weight: WeightId,
    },
    /// The loss of each row by itself, for reading only: (labels, 1)
    VocabularyLosses {
        weight: WeightId,
    },
}

impl Op {
    /// A loss over the logits of whole sequences, whose gradient is there with its value.
    pub fn is_class_loss(&self) -> bool {
        matches!(self, Op::CrossEntropy { .. } | Op::BinaryCrossEntropy)
    }
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
    /// Leave adapters out, as if they had never been attached.
    pub bare: bool,
    tokens: usize,
    sequences: usize,
    labels: usize,
    sites: u32,
}

impl<'w> Graph<'w> {
    pub fn new(weights: &'w Weights, batch: &Packed, noise: Option<Noise>) -> Self {
        Self {
            weights,
            nodes: Vec::new(),
            noise,
            bare: false,
            tokens: batch.tokens(),
            sequences: batch.sequences(),
            labels: batch.labels.len(),
            sites: 0,
        }
    }

    fn push(&mut self, op: Op, inputs: &[Var], rows: usize, cols: usize, learns: bool) -> Var {
        let needs_grad = learns || inputs.iter().any(|v| self.nodes[v.0].needs_grad);
        self.nodes.push(Node { op, inputs: inputs.to_vec(), rows, cols, needs_grad });
        Var(self.nodes.len() - 1)
    }

    /// The adapter that counts in this pass.
    pub fn adapter(&self, id: WeightId) -> Option<Adapter> {
        self.weights[id].adapter.filter(|_| !self.bare)
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
    pub fn embed(
        &mut self,
        word: WeightId,
        position: Option<WeightId>,
        kind: Option<WeightId>,
    ) -> Var {
        let cols = self.weights[word].shape[1];
        let ids: Vec<_> = [Some(word), position, kind].into_iter().flatten().collect();
        let learns = self.learns(&ids);
        self.push(Op::Embed { word, position, kind }, &[], self.tokens, cols, learns)
    }

    /// (rows, cols) -> (rows, cols)
    pub fn layer_norm(&mut self, x: Var, gain: WeightId, bias: WeightId, eps: f64) -> Var {
        let (rows, cols) = (self.rows(x), self.cols(x));
        let learns = self.learns(&[gain, bias]);
        self.push(Op::LayerNorm { gain, bias, eps }, &[x], rows, cols, learns)
    }

    /// (rows, cols) -> (rows, cols)
    pub fn rms_norm(&mut self, x: Var, gain: WeightId, rms: Rms) -> Var {
        let (rows, cols) = (self.rows(x), self.cols(x));
        let learns = self.learns(&[gain]);
        self.push(Op::RmsNorm { gain, rms }, &[x], rows, cols, learns)
    }

    /// (rows, (heads + 2 kv_heads) head) -> the same
    pub fn head_norm(&mut self, qkv: Var, norm: HeadNorm) -> Var {
        let (rows, cols) = (self.rows(qkv), self.cols(qkv));
        let learns = self.learns(&[norm.queries, norm.keys]);
        self.push(Op::HeadNorm(norm), &[qkv], rows, cols, learns)
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

    /// (tokens, cols) -> (tokens, cols)
    pub fn rotate(&mut self, x: Var, table: &Arc<Rotary>, heads: usize) -> Var {
        let (rows, cols) = (self.rows(x), self.cols(x));
        self.push(Op::Rotate { table: table.clone(), heads }, &[x], rows, cols, false)
    }

    /// (tokens, (heads + 2 kv_heads) head) -> (tokens or sequences, heads head)
    pub fn attention(&mut self, qkv: Var, spec: AttentionSpec) -> Var {
        let rows = match spec.rows {
            Rows::All => self.tokens,
            Rows::First => self.sequences,
        };
        let cols = spec.heads * spec.head(self.cols(qkv));
        let site = self.site();
        self.push(Op::Attention { spec, site }, &[qkv], rows, cols, false)
    }

    pub fn add(&mut self, a: Var, b: Var) -> Var {
        let (rows, cols) = (self.rows(a), self.cols(a));
        self.push(Op::Add, &[a, b], rows, cols, false)
    }
    pub fn scale(&mut self, x: Var, factor: f32) -> Var {
        let (rows, cols) = (self.rows(x), self.cols(x));
        self.push(Op::Scale(factor), &[x], rows, cols, false)
    }
    pub fn activate(&mut self, x: Var, kind: Activation) -> Var {
        let (rows, cols) = (self.rows(x), self.cols(x));
        self.push(Op::Activate(kind), &[x], rows, cols, false)
    }
    /// (rows, 2 cols) -> (rows, cols)
    pub fn gate(&mut self, x: Var, kind: Activation) -> Var {
        let (rows, cols) = (self.rows(x), self.cols(x) / 2);
        self.push(Op::Gate(kind), &[x], rows, cols, false)
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
    /// (tokens, cols) -> (labels, cols)
    pub fn select_labelled(&mut self, x: Var) -> Var {
        let cols = self.cols(x);
        self.push(Op::SelectLabelled, &[x], self.labels, cols, false)
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
        self.smoothed_cross_entropy(logits, 0.0)
    }
    /// (sequences, classes) -> (1, 1)
    pub fn smoothed_cross_entropy(&mut self, logits: Var, smoothing: f32) -> Var {
        self.push(Op::CrossEntropy { smoothing }, &[logits], 1, 1, false)
    }
    /// (sequences, labels) -> (1, 1)
    pub fn binary_cross_entropy(&mut self, logits: Var) -> Var {
        self.push(Op::BinaryCrossEntropy, &[logits], 1, 1, false)
    }

    /// (labels, cols) -> (1, 1)
    pub fn vocabulary_loss(&mut self, x: Var, weight: WeightId) -> Var {
        let learns = self.learns(&[weight]);
        self.push(Op::VocabularyLoss { weight }, &[x], 1, 1, learns)
    }

    /// (labels, cols) -> (labels, 1); nothing can be learned from it.
    pub fn vocabulary_losses(&mut self, x: Var, weight: WeightId) -> Var {
        let rows = self.rows(x);
        self.push(Op::VocabularyLosses { weight }, &[x], rows, 1, false)
    }
}
