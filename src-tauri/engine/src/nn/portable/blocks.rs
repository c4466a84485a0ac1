//! The blocks without weights (and layer norm), in differentiable candle operations.

use super::Context;
use crate::error::{Error, Result};
use crate::nn::{Activation, AttentionSpec, HeadNorm, Op, Rms, Rotary, Rows, dropout_mask};
use candle_core::{D, Tensor, Var};
use rayon::prelude::*;

pub(super) fn forward(op: &Op, inputs: &[Tensor], context: &Context) -> Result<Tensor> {
    let x = &inputs[0];
    match op {
        Op::Add => Ok((x + &inputs[1])?),
        Op::Scale(factor) => Ok((x * f64::from(*factor))?),
        Op::Activate(kind) => activate(*kind, x),
        Op::Gate(kind) => {
            let cols = x.dim(1)? / 2;
            let gate = activate(*kind, &x.narrow(1, 0, cols)?.contiguous()?)?;
            Ok((gate * x.narrow(1, cols, cols)?)?)
        }
        Op::Rotate { table, heads } => rotate(x, table, *heads, context),
        Op::Dropout { rate, site } => Ok((x * row_mask(x, *rate, *site, context)?)?),
        Op::Attention { spec, site } => attention(x, spec, *site, context),
        Op::SelectFirst => {
            let starts: Vec<u32> = starts(context).collect();
            Ok(x.index_select(&Tensor::new(starts, context.device)?, 0)?)
        }
        Op::SelectLabelled => {
            let rows = context.batch.label_rows.as_slice();
            Ok(x.index_select(&Tensor::new(rows, context.device)?, 0)?)
        }
        Op::MeanPool => mean_pool(x, context),
        Op::Normalize => {
            // PyTorch's F.normalize: the length is at least 1e-12.
            let length = x.sqr()?.sum_keepdim(1)?.sqrt()?.clamp(1e-12, f64::MAX)?;
            Ok(x.broadcast_div(&length)?)
        }
        Op::CrossEntropy { smoothing } => cross_entropy(x, f64::from(*smoothing), context),
        Op::BinaryCrossEntropy => binary_cross_entropy(x, context),
        Op::Embed { .. }
        | Op::Project { .. }
        | Op::LayerNorm { .. }
        | Op::RmsNorm { .. }
        | Op::HeadNorm(_)
        | Op::VocabularyLoss { .. }
        | Op::VocabularyLosses { .. } => {
            Err(Error::internal("A block with weights was run as one without"))
        }
    }
}

/// The block once more on variables, and candle's gradient of `sum(block(x) * dy)`.
pub(super) fn backward(
    op: &Op,
    inputs: &[Tensor],
    dy: &Tensor,
    context: &Context,
) -> Result<Vec<Option<Tensor>>> {
    let vars: Vec<Var> = inputs.iter().map(Var::from_tensor).collect::<Result<_, _>>()?;
    let tensors: Vec<Tensor> = vars.iter().map(|v| v.as_tensor().clone()).collect();
    let grads = (forward(op, &tensors, context)? * dy)?.sum_all()?.backward()?;
    Ok(vars.iter().map(|v| grads.get(v).map(Tensor::detach)).collect())
}

/// The same for a block with one weight: (dX, dW).
pub(super) fn backward_with_weight(
    x: &Tensor,
    weight: &Tensor,
    dy: &Tensor,
    run: impl Fn(&Tensor, &Tensor) -> Result<Tensor>,
) -> Result<(Tensor, Tensor)> {
    let (x, weight) = (Var::from_tensor(x)?, Var::from_tensor(weight)?);
    let grads = (run(x.as_tensor(), weight.as_tensor())? * dy)?.sum_all()?.backward()?;
    let of = |v: &Var| {
        grads.get(v).map(Tensor::detach).ok_or_else(|| Error::internal("A gradient was cut"))
    };
    Ok((of(&x)?, of(&weight)?))
}

fn activate(kind: Activation, x: &Tensor) -> Result<Tensor> {
    Ok(match kind {
        Activation::Gelu => x.gelu_erf()?,
        Activation::GeluTanh => x.gelu()?,
        Activation::Silu => x.silu()?,
        Activation::Tanh => x.tanh()?,
    })
}

pub(super) fn rms_norm(x: &Tensor, gain: &Tensor, rms: &Rms) -> Result<Tensor> {
    let r = (x.sqr()?.mean_keepdim(D::Minus1)? + rms.eps)?.sqrt()?.recip()?;
    Ok(x.broadcast_mul(&r)?.broadcast_mul(&(gain + f64::from(rms.shift))?)?)
}

/// x (rows, (heads + 2 kv_heads) head), gains (head)
pub(super) fn head_norm(
    x: &Tensor,
    queries: &Tensor,
    keys: &Tensor,
    norm: &HeadNorm,
) -> Result<Tensor> {
    let (rows, cols) = x.dims2()?;
    let head = norm.head(cols);
    let part = |first: usize, heads: usize, gain: &Tensor| -> Result<Tensor> {
        let part = x.narrow(1, first * head, heads * head)?.reshape((rows, heads, head))?;
        Ok(rms_norm(&part, gain, &norm.rms)?.reshape((rows, heads * head))?)
    };
    let q = part(0, norm.heads, queries)?;
    let k = part(norm.heads, norm.kv_heads, keys)?;
    let v = x.narrow(1, (norm.heads + norm.kv_heads) * head, norm.kv_heads * head)?;
    Ok(Tensor::cat(&[q, k, v], 1)?)
}

/// dX and the gradients of both gains.
pub(super) fn head_norm_backward(
    x: &Tensor,
    queries: &Tensor,
    keys: &Tensor,
    norm: &HeadNorm,
    dy: &Tensor,
) -> Result<(Tensor, Tensor, Tensor)> {
    let (x, q, k) = (Var::from_tensor(x)?, Var::from_tensor(queries)?, Var::from_tensor(keys)?);
    let y = head_norm(x.as_tensor(), q.as_tensor(), k.as_tensor(), norm)?;
    let grads = (y * dy)?.sum_all()?.backward()?;
    let of = |v: &Var| {
        grads.get(v).map(Tensor::detach).ok_or_else(|| Error::internal("A gradient was cut"))
    };
    Ok((of(&x)?, of(&q)?, of(&k)?))
}

/// x (tokens, cols) with its first heads turned.
fn rotate(x: &Tensor, table: &Rotary, heads: usize, context: &Context) -> Result<Tensor> {
    let (rows, cols) = x.dims2()?;
    let (head, half) = (table.head, table.head / 2);
    let places = Tensor::from_slice(&context.batch.positions, rows, context.device)?;
    let angles = |values: &[f32]| -> Result<Tensor> {
        let all = Tensor::from_slice(values, (table.positions(), half), context.device)?;
        Ok(all.index_select(&places, 0)?.unsqueeze(1)?)
    };
    let (cos, sin) = (angles(&table.cos)?, angles(&table.sin)?);
    let turned = x.narrow(1, 0, heads * head)?.reshape((rows, heads, head))?;
    let (a, b) = (turned.narrow(2, 0, half)?, turned.narrow(2, half, half)?);
    let first = (a.broadcast_mul(&cos)? - b.broadcast_mul(&sin)?)?;
    let second = (b.broadcast_mul(&cos)? + a.broadcast_mul(&sin)?)?;
    let turned = Tensor::cat(&[first, second], 2)?.reshape((rows, heads * head))?;
    let rest = cols - heads * head;
    if rest == 0 {
        return Ok(turned);
    }
    Ok(Tensor::cat(&[turned, x.narrow(1, heads * head, rest)?], 1)?)
}

/// x (labels, cols), weight (words, cols) -> (labels, 1)
pub(super) fn vocabulary_losses(x: &Tensor, weight: &Tensor, context: &Context) -> Result<Tensor> {
    row_losses(&x.matmul(&weight.t()?)?, context)
}

pub(super) fn layer_norm(x: &Tensor, gain: &Tensor, bias: &Tensor, eps: f64) -> Result<Tensor> {
    Ok(standardize(x, eps)?.0.broadcast_mul(gain)?.broadcast_add(bias)?)
}

/// Rows with mean 0 and variance 1, and 1 / their standard deviation: (rows, cols), (rows, 1)
fn standardize(x: &Tensor, eps: f64) -> Result<(Tensor, Tensor)> {
    let centred = x.broadcast_sub(&x.mean_keepdim(1)?)?;
    let rstd = (centred.sqr()?.mean_keepdim(1)? + eps)?.sqrt()?.recip()?;
    Ok((centred.broadcast_mul(&rstd)?, rstd))
}

/// dX, dGain and dBias. With x̂ the standardised row and g = dy · gain:
/// dx = rstd (g - mean(g) - x̂ mean(g x̂)). Written out because it saves candle a dozen passes.
pub(super) fn layer_norm_backward(
    x: &Tensor,
    gain: &Tensor,
    eps: f64,
    dy: &Tensor,
) -> Result<(Tensor, Tensor, Tensor)> {
    let (hat, rstd) = standardize(x, eps)?;
    let g = dy.broadcast_mul(gain)?;
    let along = (&g * &hat)?.mean_keepdim(1)?;
    let dx = g.broadcast_sub(&g.mean_keepdim(1)?)?.sub(&hat.broadcast_mul(&along)?)?;
    Ok((dx.broadcast_mul(&rstd)?, (dy * &hat)?.sum(0)?, dy.sum(0)?))
}

fn starts<'a>(context: &'a Context) -> impl Iterator<Item = u32> + 'a {
    context.batch.offsets[..context.batch.sequences()].iter().map(|&o| o as u32)
}

/// Dropout factors for x (rows, cols), whose rows are tokens or sequences.
pub(super) fn row_mask(x: &Tensor, rate: f32, site: u32, context: &Context) -> Result<Tensor> {
    let (rows, cols) = x.dims2()?;
    let noise = context.graph.noise.ok_or_else(|| Error::internal("Dropout without a seed"))?;
    let batch = context.batch;
    let per_token = rows == batch.tokens();
    let mut mask = vec![0f32; rows * cols];
    let mut parts: Vec<(&mut [f32], u32)> = Vec::with_capacity(batch.sequences());
    let mut rest = mask.as_mut_slice();
    for (i, &example) in batch.examples.iter().enumerate() {
        let length = if per_token { batch.offsets[i + 1] - batch.offsets[i] } else { 1 };
        let (part, tail) = rest.split_at_mut(length * cols);
        parts.push((part, example));
        rest = tail;
    }
    parts
        .into_par_iter()
        .for_each(|(part, example)| dropout_mask(part, &noise, site, example, rate));
    Ok(Tensor::from_vec(mask, (rows, cols), context.device)?)
}

/// Where each place of a padded (sequences * longest) layout is found in the packed one; padding
/// points at one row beyond the end. And the way back.
fn padding(context: &Context) -> (Vec<u32>, Vec<u32>) {
    let batch = context.batch;
    let longest = batch.longest();
    let mut into = vec![batch.tokens() as u32; batch.sequences() * longest];
    let mut back = Vec::with_capacity(batch.tokens());
    for (i, w) in batch.offsets.windows(2).enumerate() {
        for (place, token) in (w[0]..w[1]).enumerate() {
            into[i * longest + place] = token as u32;
            back.push((i * longest + place) as u32);
        }
    }
    (into, back)
}

/// (sequences, cols, longest) additive mask: 0 where a query may look, else very negative.
fn visibility(spec: &AttentionSpec, context: &Context, queries: usize) -> Result<Tensor> {
    let batch = context.batch;
    let longest = batch.longest();
    let mut mask = vec![0f32; batch.sequences() * queries * longest];
    for (i, w) in batch.offsets.windows(2).enumerate() {
        for q in 0..queries {
            let row = &mut mask[(i * queries + q) * longest..][..longest];
            let seen = spec.visible(q.min(w[1] - w[0] - 1), w[1] - w[0]);
            row[..seen.start].fill(-1e30);
            row[seen.end..].fill(-1e30);
        }
    }
    Ok(Tensor::from_vec(mask, (batch.sequences(), 1, queries, longest), context.device)?)
}

/// qkv (tokens, (heads + 2 kv_heads) head) -> (tokens or sequences, heads head)
fn attention(qkv: &Tensor, spec: &AttentionSpec, site: u32, context: &Context) -> Result<Tensor> {
    let (batch, device) = (context.batch, context.device);
    let (sequences, longest) = (batch.sequences(), batch.longest());
    let cols = qkv.dim(1)?;
    let head = spec.head(cols);
    let hidden = spec.heads * head;
    let (into, back) = padding(context);
    let with_zero_row = Tensor::cat(&[qkv, &Tensor::zeros((1, cols), qkv.dtype(), device)?], 0)?;
    let all = spec.heads + 2 * spec.kv_heads;
    let padded = with_zero_row
        .index_select(&Tensor::new(into, device)?, 0)?
        .reshape((sequences, longest, all, head))?;
    // (sequences, heads, longest, head); heads of keys and values are repeated for their queries.
    let part = |from: usize, heads: usize| -> Result<Tensor> {
        let part = padded.narrow(2, from, heads)?.transpose(1, 2)?;
        let shared = spec.heads / heads;
        let repeated = part.unsqueeze(2)?.expand((sequences, heads, shared, longest, head))?;
        Ok(repeated.contiguous()?.reshape((sequences, spec.heads, longest, head))?)
    };
    let mut q = part(0, spec.heads)?;
    let k = part(spec.heads, spec.kv_heads)?;
    let v = part(spec.heads + spec.kv_heads, spec.kv_heads)?;
    let queries = match spec.rows {
        Rows::All => longest,
        Rows::First => 1,
    };
    q = q.narrow(2, 0, queries)?.contiguous()?;
    let scores = (q.matmul(&k.transpose(2, 3)?.contiguous()?)? * f64::from(spec.scale_of(head)))?;
    let scores = scores.broadcast_add(&visibility(spec, context, queries)?)?;
    let mut probabilities = candle_nn::ops::softmax(&scores, D::Minus1)?;
    if spec.dropout > 0.0 && context.graph.noise.is_some() {
        probabilities = (probabilities * attention_mask(spec, site, context, queries)?)?;
    }
    let mixed = probabilities.matmul(&v)?.transpose(1, 2)?.contiguous()?;
    let rows = mixed.reshape((sequences * queries, hidden))?;
    match spec.rows {
        Rows::All => Ok(rows.index_select(&Tensor::new(back, device)?, 0)?),
        Rows::First => Ok(rows),
    }
}

/// Dropout factors for the probabilities, (sequences, heads, queries, longest). A value's place
/// is counted in its own sequence, so that padding does not change it.
fn attention_mask(
    spec: &AttentionSpec,
    site: u32,
    context: &Context,
    queries: usize,
) -> Result<Tensor> {
    let batch = context.batch;
    let noise = context.graph.noise.ok_or_else(|| Error::internal("Dropout without a seed"))?;
    let (longest, heads) = (batch.longest(), spec.heads);
    let mut mask = vec![0f32; batch.sequences() * heads * queries * longest];
    mask.par_chunks_mut(heads * queries * longest).enumerate().for_each(|(i, part)| {
        let length = batch.offsets[i + 1] - batch.offsets[i];
        let mut own = vec![0f32; heads * length * length];
        dropout_mask(&mut own, &noise, site, batch.examples[i], spec.dropout);
        for h in 0..heads {
            for q in 0..queries.min(length) {
                let target = &mut part[(h * queries + q) * longest..][..length];
                target.copy_from_slice(&own[(h * length + q) * length..][..length]);
            }
        }
    });
    Ok(Tensor::from_vec(mask, (batch.sequences(), heads, queries, longest), context.device)?)
}

/// (tokens, cols) -> (sequences, cols), as a product with the (sequences, tokens) matrix of
/// 1 / length.
fn mean_pool(x: &Tensor, context: &Context) -> Result<Tensor> {
    let batch = context.batch;
    let mut average = vec![0f32; batch.sequences() * batch.tokens()];
    for (i, w) in batch.offsets.windows(2).enumerate() {
        average[i * batch.tokens()..][w[0]..w[1]].fill(1.0 / (w[1] - w[0]) as f32);
    }
    let average = Tensor::from_vec(average, (batch.sequences(), batch.tokens()), context.device)?;
    Ok(average.matmul(x)?)
}

/// Sum of the rows' losses: (1, 1)
fn cross_entropy(logits: &Tensor, smoothing: f64, context: &Context) -> Result<Tensor> {
    let at_labels = row_losses(logits, context)?.sum_all()?;
    if smoothing == 0.0 {
        return Ok(at_labels.reshape((1, 1))?);
    }
    let rows = context.batch.labels.len();
    let weights = Tensor::from_slice(&context.batch.loss_weights, (rows, 1), context.device)?;
    let evenly = candle_nn::ops::log_softmax(logits, 1)?.mean_keepdim(1)?.neg()?;
    let evenly = (evenly * weights)?.sum_all()?;
    Ok(((at_labels * (1.0 - smoothing))? + (evenly * smoothing)?)?.reshape((1, 1))?)
}

/// Sum over the rows of the weighted mean of `max(z, 0) - t z + log(1 + e^-|z|)`: (1, 1)
fn binary_cross_entropy(logits: &Tensor, context: &Context) -> Result<Tensor> {
    let batch = context.batch;
    let (rows, cols) = logits.dims2()?;
    let targets = Tensor::from_slice(&batch.targets, (rows, cols), context.device)?;
    let weights = Tensor::from_slice(&batch.loss_weights, (rows, 1), context.device)?;
    let tail = (logits.abs()?.neg()?.exp()? + 1.0)?.log()?;
    let losses = ((logits.relu()? - (logits * targets)?)? + tail)?;
    Ok((losses.mean_keepdim(1)? * weights)?.sum_all()?.reshape((1, 1))?)
}

/// weight * (logsumexp(row) - row[label]) of every row: (labels, 1)
fn row_losses(logits: &Tensor, context: &Context) -> Result<Tensor> {
    let batch = context.batch;
    let rows = batch.labels.len();
    let labels = Tensor::from_slice(&batch.labels, (rows, 1), context.device)?;
    let weights = Tensor::from_slice(&batch.loss_weights, (rows, 1), context.device)?;
    let log_p = candle_nn::ops::log_softmax(logits, 1)?;
    Ok((log_p.gather(&labels, 1)? * weights)?.neg()?)
}
