//! Shapes only: what a pass would cost in floating-point operations and bytes. Estimates come
//! from the model's own graph, not from a formula beside it.

use super::{Graph, Linear, Op, Packed, Rows, Weights};

/// What one forward and backward pass would cost in the portable interpreter.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Cost {
    pub flops: f64,
    /// Values kept from the forward pass for the backward pass.
    pub kept_bytes: u64,
    /// The largest block's own temporary values.
    pub transient_bytes: u64,
}

/// Bytes of the weights, their gradients and the two moments of AdamW.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Resident {
    pub weights: u64,
    pub gradients: u64,
    pub moments: u64,
}

pub fn resident(weights: &Weights) -> Resident {
    let trainable = weights.count(true) * 4;
    // Trainable weights lie on the host and, as a copy, with the interpreter.
    let weights = weights.count(false) * 4 + trainable;
    Resident { weights, gradients: trainable, moments: 2 * trainable }
}

/// Cost of the graph over this batch. `training` counts the backward pass too.
pub fn cost(graph: &Graph, weights: &Weights, batch: &Packed, training: bool) -> Cost {
    let mut total = Cost::default();
    for node in &graph.nodes {
        let input_learns = node.inputs.iter().any(|v| graph.nodes[v.0].needs_grad);
        let out = (node.rows * node.cols) as f64;
        let (forward, backward, transient) = match &node.op {
            Op::Project { linears, .. } => {
                let x = &graph.nodes[node.inputs[0].0];
                project(linears, weights, x.rows, x.cols, input_learns)
            }
            Op::Attention { spec, .. } => {
                let area: f64 = batch
                    .offsets
                    .windows(2)
                    .map(|w| {
                        let length = (w[1] - w[0]) as f64;
                        length * if spec.rows == Rows::First { 1.0 } else { length }
                    })
                    .sum();
                let padded = batch.sequences() * spec.heads * batch.longest() * batch.longest();
                let forward = 4.0 * area * node.cols as f64;
                // Scores, probabilities, mask and the gradients of each.
                (forward, 3.0 * forward, padded as f64 * 4.0 * 9.0 + out * 4.0 * 16.0)
            }
            Op::Embed { .. } => (3.0 * out, out, out * 12.0),
            Op::Activate(_) => (20.0 * out, 60.0 * out, out * 4.0 * 12.0),
            _ => (6.0 * out, 12.0 * out, out * 4.0 * 6.0),
        };
        let learns = training && node.needs_grad;
        total.flops += forward + if learns { backward } else { 0.0 };
        if learns {
            total.kept_bytes += out as u64 * 4;
        }
        total.transient_bytes = total.transient_bytes.max(transient as u64);
    }
    total
}

/// Forward, backward and temporary bytes of `x (rows, inner)` times each matrix.
fn project(
    linears: &[Linear],
    weights: &Weights,
    rows: usize,
    inner: usize,
    input_learns: bool,
) -> (f64, f64, f64) {
    let (mut forward, mut backward, mut bytes) = (0.0, 0.0, 0.0);
    for linear in linears {
        let weight = &weights[linear.weight];
        let product = 2.0 * (rows * weight.len()) as f64;
        forward += product;
        backward += if input_learns { product } else { 0.0 };
        if weight.is_trainable() {
            backward += product;
            bytes += weight.len() as f64 * 8.0;
        }
        if let Some(adapter) = weight.adapter {
            let low = 2.0 * (rows * (weights[adapter.a].len() + weights[adapter.b].len())) as f64;
            forward += low;
            backward += 2.0 * low;
        }
        bytes += (rows * (weight.shape[0] * 2 + inner)) as f64 * 4.0;
    }
    (forward, backward, bytes)
}
