//! Attention over packed sequences, a block of queries at a time: scores are never whole, and the
//! backward pass computes them again from the log-sum-exp of each row. Dao et al. 2022,
//! arXiv:2205.14135.

use super::isa::{Isa, per_isa};
use super::math::{dot, exp, fma, largest, sum};
use super::noise::Dropout;
use super::product::{PackedMatrix, Target, View, product_of_part, product_transposed};
use crate::nn::{AttentionSpec, Rows};
use std::cell::RefCell;
use std::ops::Range;

/// Queries of a block.
const BLOCK: usize = 64;

/// One sequence of the batch.
pub struct Sequence<'a> {
    pub isa: Isa,
    pub spec: &'a AttentionSpec,
    /// None when nothing is dropped.
    pub dropout: Option<Dropout>,
    pub example: u32,
    pub length: usize,
    /// Values of one head.
    pub head: usize,
    /// (length, (heads + 2 kv_heads) head)
    pub qkv: &'a [f32],
}

/// Gradients of one sequence.
pub struct Upstream<'a> {
    /// (queries, heads head): what the forward pass gave.
    pub out: &'a [f32],
    pub dout: &'a [f32],
    /// (queries, heads)
    pub lse: &'a [f32],
}

per_isa! {
    /// Scores to probabilities within `seen`, zero elsewhere; returns log Σ exp.
    pub fn softmax(row: &mut [f32], seen: Range<usize>, scale: f32) -> f32 {
        let (head, rest) = row.split_at_mut(seen.start);
        let (inside, tail) = rest.split_at_mut(seen.end - seen.start);
        head.fill(0.0);
        tail.fill(0.0);
        let top = largest(inside) * scale;
        inside.iter_mut().for_each(|s| *s = exp::<F>(fma::<F>(*s, scale, -top)));
        let total = sum(inside);
        let inverse = 1.0 / total;
        inside.iter_mut().for_each(|s| *s *= inverse);
        top + total.ln()
    }
}

per_isa! {
    /// Scores to (dropped) probabilities, and their gradients to those of the scores, in place:
    /// ds = p (m dp - Σ p m dp) scale, with the factors m of the dropout.
    fn softmax_dx(row: &mut [f32], drow: &mut [f32], factors: Option<&[f32]>, seen: Range<usize>, scale: f32, lse: f32, delta: f32) {
        for row in [&mut *row, &mut *drow] {
            row[..seen.start].fill(0.0);
            row[seen.end..].fill(0.0);
        }
        let (row, drow) = (&mut row[seen.clone()], &mut drow[seen.clone()]);
        match factors {
            None => for (s, d) in row.iter_mut().zip(drow) {
                let p = exp::<F>(fma::<F>(*s, scale, -lse));
                *d = p * (*d - delta) * scale;
                *s = p;
            },
            Some(factors) => for ((s, d), m) in row.iter_mut().zip(drow).zip(&factors[seen]) {
                let p = exp::<F>(fma::<F>(*s, scale, -lse));
                *d = p * fma::<F>(*d, *m, -delta) * scale;
                *s = p * m;
            },
        }
    }
}

per_isa! {
    fn inner(x: &[f32], y: &[f32]) -> f32 {
        dot::<F>(x, y)
    }
}

/// What one core needs beside inputs and outputs.
struct Scratch {
    isa: Isa,
    keys: PackedMatrix,
    keys_direct: PackedMatrix,
    values: PackedMatrix,
    queries: PackedMatrix,
    douts: PackedMatrix,
    scores: Vec<f32>,
    dscores: Vec<f32>,
    factors: Vec<f32>,
}

thread_local! {
    static SCRATCH: RefCell<Option<Scratch>> = const { RefCell::new(None) };
}

fn with_scratch(isa: Isa, run: impl FnOnce(&mut Scratch)) {
    SCRATCH.with_borrow_mut(|slot| {
        if slot.as_ref().is_none_or(|s| s.isa != isa) {
            let packed = || PackedMatrix::new(isa, false);
            *slot = Some(Scratch {
                isa,
                keys: packed(),
                keys_direct: packed(),
                values: packed(),
                queries: packed(),
                douts: packed(),
                scores: Vec::new(),
                dscores: Vec::new(),
                factors: Vec::new(),
            });
        }
        if let Some(scratch) = slot {
            run(scratch);
        }
    });
}

impl Sequence<'_> {
    fn cols(&self) -> usize {
        (self.spec.heads + 2 * self.spec.kv_heads) * self.head
    }
    fn queries(&self) -> usize {
        match self.spec.rows {
            Rows::All => self.length,
            Rows::First => 1,
        }
    }
    fn scale(&self) -> f32 {
        self.spec.scale_of(self.head)
    }
    /// Column where the keys of a group begin.
    fn key_column(&self, group: usize) -> usize {
        (self.spec.heads + group) * self.head
    }
    fn value_column(&self, group: usize) -> usize {
        (self.spec.heads + self.spec.kv_heads + group) * self.head
    }
    /// Blocks of queries with the keys that any of them sees at the end of.
    fn blocks(&self) -> impl Iterator<Item = (Range<usize>, usize)> + '_ {
        (0..self.queries()).step_by(BLOCK).map(|from| {
            let to = (from + BLOCK).min(self.queries());
            (from..to, self.spec.visible(to - 1, self.length).end)
        })
    }

    /// Scores of a block against the first `seen` keys, (block, length).
    fn scores(
        &self,
        head: usize,
        block: &Range<usize>,
        seen: usize,
        keys: &PackedMatrix,
        out: &mut Vec<f32>,
    ) {
        out.resize(block.len() * self.length, 0.0);
        let cols = self.cols();
        let queries = &self.qkv[block.start * cols + head * self.head..];
        let a = View { data: queries, ld: cols, rows: block.len() };
        let target = Target { data: out, ld: self.length, add: false };
        product_of_part(a, keys, (self.head, seen), target);
    }

    /// Dropout factors of one row of probabilities.
    fn row_factors<'s>(
        &self,
        head: usize,
        query: usize,
        factors: &'s mut Vec<f32>,
    ) -> Option<&'s [f32]> {
        let dropout = self.dropout?;
        factors.resize(self.length, 0.0);
        let start = (head * self.length + query) * self.length;
        dropout.factors(self.isa, self.example, start, factors);
        Some(factors)
    }

    /// out (queries, heads head) and lse (queries, heads)
    pub fn forward(&self, out: &mut [f32], lse: &mut [f32]) {
        let (spec, d, cols) = (self.spec, self.head, self.cols());
        let shared = spec.heads / spec.kv_heads;
        with_scratch(self.isa, |s| {
            for group in 0..spec.kv_heads {
                s.keys.pack_transposed(&self.qkv[self.key_column(group)..], cols, d, self.length);
                s.values.pack(&self.qkv[self.value_column(group)..], cols, self.length, d);
                for head in group * shared..(group + 1) * shared {
                    for (block, seen) in self.blocks() {
                        self.scores(head, &block, seen, &s.keys, &mut s.scores);
                        for (query, row) in
                            block.clone().zip(s.scores.chunks_exact_mut(self.length))
                        {
                            let range = spec.visible(query, self.length);
                            lse[query * spec.heads + head] =
                                softmax(self.isa, row, range, self.scale());
                            if let Some(factors) = self.row_factors(head, query, &mut s.factors) {
                                row.iter_mut().zip(factors).for_each(|(p, m)| *p *= m);
                            }
                        }
                        let a = View { data: &s.scores, ld: self.length, rows: block.len() };
                        let ld = spec.heads * d;
                        let data = &mut out[block.start * ld + head * d..];
                        product_of_part(a, &s.values, (seen, d), Target { data, ld, add: false });
                    }
                }
            }
        });
    }

    /// Adds to dqkv (length, cols), which holds zeros or what came from elsewhere.
    pub fn backward(&self, up: &Upstream, dqkv: &mut [f32]) {
        let shared = self.spec.heads / self.spec.kv_heads;
        let (d, cols) = (self.head, self.cols());
        with_scratch(self.isa, |s| {
            for group in 0..self.spec.kv_heads {
                let keys = &self.qkv[self.key_column(group)..];
                s.keys.pack_transposed(keys, cols, d, self.length);
                s.keys_direct.pack(keys, cols, self.length, d);
                let values = &self.qkv[self.value_column(group)..];
                s.values.pack_transposed(values, cols, d, self.length);
                for head in group * shared..(group + 1) * shared {
                    for (block, seen) in self.blocks() {
                        self.block_backward(s, (group, head), block, seen, up, dqkv);
                    }
                }
            }
        });
    }

    fn block_backward(
        &self,
        s: &mut Scratch,
        (group, head): (usize, usize),
        block: Range<usize>,
        seen: usize,
        up: &Upstream,
        dqkv: &mut [f32],
    ) {
        let (d, cols, length, rows) = (self.head, self.cols(), self.length, block.len());
        let ld = self.spec.heads * d;
        let from = block.start * ld + head * d;
        self.scores(head, &block, seen, &s.keys, &mut s.scores);
        s.dscores.resize(rows * length, 0.0);
        let a = View { data: &up.dout[from..], ld, rows };
        product_of_part(
            a,
            &s.values,
            (d, seen),
            Target { data: &mut s.dscores, ld: length, add: false },
        );
        let pairs = s.scores.chunks_exact_mut(length).zip(s.dscores.chunks_exact_mut(length));
        for (query, (row, drow)) in block.clone().zip(pairs) {
            let at = query * ld + head * d;
            let delta = inner(self.isa, &up.out[at..at + d], &up.dout[at..at + d]);
            let factors = self.row_factors(head, query, &mut s.factors);
            let range = self.spec.visible(query, length);
            let lse = up.lse[query * self.spec.heads + head];
            softmax_dx(self.isa, row, drow, factors, range, self.scale(), lse, delta);
        }
        // dV += Pᵀ dO, dQ += dS K, dK += dSᵀ Q
        s.douts.pack(&up.dout[from..], ld, rows, d);
        let p = View { data: &s.scores, ld: length, rows };
        let data = &mut dqkv[self.value_column(group)..];
        product_transposed(p, seen, &s.douts, Target { data, ld: cols, add: true });
        let ds = View { data: &s.dscores, ld: length, rows };
        let data = &mut dqkv[block.start * cols + head * d..];
        product_of_part(ds, &s.keys_direct, (seen, d), Target { data, ld: cols, add: true });
        s.queries.pack(&self.qkv[block.start * cols + head * d..], cols, rows, d);
        let data = &mut dqkv[self.key_column(group)..];
        product_transposed(ds, seen, &s.queries, Target { data, ld: cols, add: true });
    }
}
