//! Blocks that look at whole sequences, and the losses.

use super::attention::{self, Sequence, Upstream};
use super::forward::Env;
use super::isa::Isa;
use super::product::{PackedMatrix, Target, View, product, product_transposed};
use super::rows;
use crate::error::{Error, Result};
use crate::nn::{AttentionSpec, Op, Packed, Rows};
use rayon::prelude::*;
use std::ops::Range;

/// Cuts a value with a row (or several) per sequence into its sequences.
fn by_sequence<'a>(mut value: &'a mut [f32], rows: &[usize], cols: usize) -> Vec<&'a mut [f32]> {
    let mut parts = Vec::with_capacity(rows.len());
    for rows in rows {
        let (part, rest) = value.split_at_mut(rows * cols);
        parts.push(part);
        value = rest;
    }
    parts
}

/// One attention node over the whole batch.
pub struct Attention<'a> {
    pub env: Env<'a>,
    pub spec: &'a AttentionSpec,
    pub site: u32,
    /// (tokens, (heads + 2 kv_heads) head)
    pub qkv: &'a [f32],
    pub cols: usize,
}

impl Attention<'_> {
    pub fn sequence(&self, i: usize) -> Sequence<'_> {
        let batch = self.env.batch;
        let (from, to) = (batch.offsets[i], batch.offsets[i + 1]);
        Sequence {
            isa: self.env.isa,
            spec: self.spec,
            dropout: self.env.dropout(self.site, self.spec.dropout),
            example: batch.examples[i],
            length: to - from,
            head: self.spec.head(self.cols),
            qkv: &self.qkv[from * self.cols..to * self.cols],
        }
    }

    fn lengths(&self) -> Vec<usize> {
        self.env.batch.offsets.windows(2).map(|w| w[1] - w[0]).collect()
    }

    /// Rows of queries of every sequence.
    fn queries(&self) -> Vec<usize> {
        match self.spec.rows {
            Rows::All => self.lengths(),
            Rows::First => vec![1; self.env.batch.sequences()],
        }
    }

    fn width(&self) -> usize {
        self.spec.heads * self.spec.head(self.cols)
    }

    /// out (tokens or sequences, heads head), lse (the same rows, heads)
    pub fn forward(&self, out: &mut [f32], lse: &mut [f32]) {
        let queries = self.queries();
        let outs = by_sequence(out, &queries, self.width());
        let lses = by_sequence(lse, &queries, self.spec.heads);
        let parts: Vec<_> = outs.into_iter().zip(lses).enumerate().collect();
        parts.into_par_iter().for_each(|(i, (out, lse))| self.sequence(i).forward(out, lse));
    }

    /// Adds to dqkv, shaped as qkv.
    pub fn backward(&self, out: &[f32], dout: &[f32], lse: &[f32], dqkv: &mut [f32]) {
        let parts = by_sequence(dqkv, &self.lengths(), self.cols);
        let queries = self.queries();
        let mut from = 0;
        let mut tasks = Vec::with_capacity(parts.len());
        for ((i, dqkv), n) in parts.into_iter().enumerate().zip(queries) {
            let rows = |x: &'_ [f32], cols: usize| (from * cols, (from + n) * cols, x.len());
            let (a, b, _) = rows(out, self.width());
            let (c, d, _) = rows(lse, self.spec.heads);
            let up = Upstream { out: &out[a..b], dout: &dout[a..b], lse: &lse[c..d] };
            tasks.push((i, up, dqkv));
            from += n;
        }
        tasks.into_par_iter().for_each(|(i, up, dqkv)| self.sequence(i).backward(&up, dqkv));
    }
}

/// Mean of each sequence's rows.
pub fn mean_pool(isa: Isa, batch: &Packed, x: &[f32], cols: usize, y: &mut [f32]) {
    for (w, y) in batch.offsets.windows(2).zip(y.chunks_exact_mut(cols)) {
        y.fill(0.0);
        for row in x[w[0] * cols..w[1] * cols].chunks_exact(cols) {
            rows::pass(isa, row, y, true);
        }
        rows::scale(isa, y, 1.0 / (w[1] - w[0]) as f32);
    }
}

/// Adds to dx.
pub fn mean_pool_dx(isa: Isa, batch: &Packed, dy: &[f32], cols: usize, dx: &mut [f32]) {
    let mut share = vec![0.0; cols];
    for (w, dy) in batch.offsets.windows(2).zip(dy.chunks_exact(cols)) {
        share.copy_from_slice(dy);
        rows::scale(isa, &mut share, 1.0 / (w[1] - w[0]) as f32);
        for row in dx[w[0] * cols..w[1] * cols].chunks_exact_mut(cols) {
            rows::pass(isa, &share, row, true);
        }
    }
}

/// The tokens that are selected: of every sequence the first, or those with a label.
pub fn selected(batch: &Packed, labelled: bool) -> Vec<usize> {
    match labelled {
        true => batch.label_rows.iter().map(|&r| r as usize).collect(),
        false => batch.offsets[..batch.sequences()].to_vec(),
    }
}

pub fn select(x: &[f32], at: &[usize], cols: usize, y: &mut [f32]) {
    for (y, &row) in y.chunks_exact_mut(cols).zip(at) {
        y.copy_from_slice(&x[row * cols..][..cols]);
    }
}

/// Adds to dx.
pub fn select_dx(isa: Isa, dy: &[f32], at: &[usize], cols: usize, dx: &mut [f32]) {
    for (dy, &row) in dy.chunks_exact(cols).zip(at) {
        rows::pass(isa, dy, &mut dx[row * cols..][..cols], true);
    }
}

/// weight (log Σ exp(row) - row[label]) of one row, which becomes its gradient:
/// weight (softmax - one at the label).
fn row_loss(isa: Isa, row: &mut [f32], label: u32, weight: f32) -> Result<f64> {
    let target = row.get(label as usize).copied();
    let target = target.ok_or_else(|| Error::internal("A label is not among the categories"))?;
    let all = 0..row.len();
    let lse = attention::softmax(isa, row, all, 1.0);
    rows::scale(isa, row, weight);
    row[label as usize] -= weight;
    Ok(f64::from(weight) * (f64::from(lse) - f64::from(target)))
}

/// The same against a smoothed label: weight (log Σ exp(row) - (1 - ε) row[label] - ε mean(row)),
/// whose gradient is weight (softmax - (1 - ε) one at the label - ε / classes).
fn smoothed_row_loss(
    isa: Isa,
    row: &mut [f32],
    label: u32,
    weight: f32,
    smoothing: f32,
) -> Result<f64> {
    let classes = row.len() as f64;
    let target = f64::from(row.get(label as usize).copied().unwrap_or_default());
    let mean = row.iter().map(|&z| f64::from(z)).sum::<f64>() / classes;
    let plain = row_loss(isa, row, label, weight)?;
    let moved = weight * smoothing;
    let share = moved / classes as f32;
    row.iter_mut().for_each(|g| *g -= share);
    row[label as usize] += moved;
    Ok(plain + f64::from(moved) * (target - mean))
}

/// The loss of the block `op` over the logits of whole sequences, which become their gradients.
pub fn class_loss(
    isa: Isa,
    op: &Op,
    batch: &Packed,
    logits: &mut [f32],
    cols: usize,
) -> Result<f64> {
    match op {
        Op::BinaryCrossEntropy => binary_cross_entropy(batch, logits, cols),
        Op::CrossEntropy { smoothing } => cross_entropy(isa, batch, logits, cols, *smoothing),
        _ => Err(Error::internal("A block that is no loss was run as one")),
    }
}

/// Sum of the rows' losses; `logits` become their gradients.
fn cross_entropy(
    isa: Isa,
    batch: &Packed,
    logits: &mut [f32],
    cols: usize,
    smoothing: f32,
) -> Result<f64> {
    let rows = logits.chunks_exact_mut(cols).zip(batch.labels.iter().zip(&batch.loss_weights));
    rows.map(|(row, (&label, &weight))| match smoothing > 0.0 {
        true => smoothed_row_loss(isa, row, label, weight, smoothing),
        false => row_loss(isa, row, label, weight),
    })
    .sum()
}

/// Sum of the rows' losses, each the mean of `log(1 + e^z) - t z` over its labels; `logits` become
/// their gradients, `(sigmoid(z) - t) / labels`.
fn binary_cross_entropy(batch: &Packed, logits: &mut [f32], cols: usize) -> Result<f64> {
    if batch.targets.len() != logits.len() {
        return Err(Error::internal("A batch has not one answer for each label"));
    }
    let rows = logits.chunks_exact_mut(cols).zip(batch.targets.chunks_exact(cols));
    let row_loss = |((row, targets), &weight): ((&mut [f32], &[f32]), &f32)| {
        let share = weight / cols as f32;
        let mut loss = 0.0;
        for (z, &t) in row.iter_mut().zip(targets) {
            // Neither exponent can overflow.
            let small = (-z.abs()).exp();
            loss += f64::from(z.max(0.0) - *z * t) + f64::from(small.ln_1p());
            let sigmoid = if *z >= 0.0 { 1.0 / (1.0 + small) } else { small / (1.0 + small) };
            *z = share * (sigmoid - t);
        }
        f64::from(share) * loss
    };
    Ok(rows.zip(&batch.loss_weights).map(row_loss).sum())
}

/// Rows whose logits over a vocabulary are held at a time.
pub const VOCABULARY_ROWS: usize = 192;

/// The loss over a vocabulary, a group of rows at a time.
pub struct Vocabulary<'a> {
    pub isa: Isa,
    pub batch: &'a Packed,
    /// x Wᵀ
    pub forward: &'a PackedMatrix,
    /// dy W; absent when no gradient is asked for
    pub backward: Option<&'a PackedMatrix>,
    /// (labels, cols)
    pub x: &'a [f32],
    pub cols: usize,
}

impl Vocabulary<'_> {
    /// Sum of the losses. dx (labels, cols) is replaced; dweight (words, cols) is added to.
    /// `logits` holds [`VOCABULARY_ROWS`] rows.
    pub fn run(
        &self,
        logits: &mut [f32],
        dx: &mut [f32],
        mut dweight: Option<&mut [f32]>,
    ) -> Result<f64> {
        let words = self.forward.n;
        let labels = self.batch.labels.len();
        let mut total = 0.0;
        for from in (0..labels).step_by(VOCABULARY_ROWS) {
            let group = from..(from + VOCABULARY_ROWS).min(labels);
            let logits = &mut logits[..group.len() * words];
            total += self.group(&group, logits, dx)?.into_iter().sum::<f64>();
            if let Some(dweight) = dweight.as_deref_mut() {
                self.outer(&group, logits, dweight);
            }
        }
        Ok(total)
    }

    /// The loss of every row by itself, out (labels). `logits` as for [`Vocabulary::run`].
    pub fn each(&self, logits: &mut [f32], out: &mut [f32]) -> Result<()> {
        let labels = self.batch.labels.len();
        for from in (0..labels).step_by(VOCABULARY_ROWS) {
            let group = from..(from + VOCABULARY_ROWS).min(labels);
            let logits = &mut logits[..group.len() * self.forward.n];
            let losses = self.group(&group, logits, &mut [])?;
            out[group].iter_mut().zip(losses).for_each(|(out, loss)| *out = loss as f32);
        }
        Ok(())
    }

    /// The rows' losses. Rows are independent, so how they are shared out does not change them.
    fn group(&self, group: &Range<usize>, logits: &mut [f32], dx: &mut [f32]) -> Result<Vec<f64>> {
        let (words, cols) = (self.forward.n, self.cols);
        let each = group.len().div_ceil(rayon::current_num_threads()).next_multiple_of(6);
        let dx = match self.backward {
            Some(_) => &mut dx[group.start * cols..group.end * cols],
            None => &mut [],
        };
        let mut dxs: Vec<&mut [f32]> = dx.chunks_mut(each * cols).collect();
        dxs.resize_with(group.len().div_ceil(each), || &mut []);
        let parts: Vec<_> = logits.chunks_mut(each * words).zip(dxs).enumerate().collect();
        let losses = parts
            .into_par_iter()
            .map(|(i, (logits, dx))| {
                let first = group.start + i * each;
                let rows = logits.len() / words;
                let view = View { data: &self.x[first * cols..], ld: cols, rows };
                product(view, self.forward, Target { data: logits, ld: words, add: false });
                let mut losses = Vec::with_capacity(rows);
                for (row, at) in logits.chunks_exact_mut(words).zip(first..) {
                    let (label, weight) = (self.batch.labels[at], self.batch.loss_weights[at]);
                    losses.push(row_loss(self.isa, row, label, weight)?);
                }
                if let Some(backward) = self.backward {
                    let view = View { data: logits, ld: words, rows };
                    product(view, backward, Target { data: dx, ld: cols, add: false });
                }
                Ok(losses)
            })
            .collect::<Result<Vec<Vec<f64>>>>()?;
        Ok(losses.concat())
    }

    /// dweight += dlogitsᵀ x
    fn outer(&self, group: &Range<usize>, dlogits: &[f32], dweight: &mut [f32]) {
        const WORDS: usize = 96;
        let (words, cols) = (self.forward.n, self.cols);
        let mut packed = PackedMatrix::new(self.isa, false);
        packed.pack(&self.x[group.start * cols..], cols, group.len(), cols);
        dweight.par_chunks_mut(WORDS * cols).enumerate().for_each(|(i, part)| {
            let a = View { data: &dlogits[i * WORDS..], ld: words, rows: group.len() };
            let m = part.len() / cols;
            product_transposed(a, m, &packed, Target { data: part, ld: cols, add: true });
        });
    }
}
