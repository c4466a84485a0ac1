//! Shapes only: what a pass would cost in floating-point operations. With the fused
//! interpreter's [`super::cpu::Footprint`], estimates come from the model's own graph and the
//! plan it is run by, not from a formula beside them.

use super::{Graph, Linear, Op, Packed, Rows, Weights};

/// Floating-point operations of the graph over this batch; `training` counts the backward pass.
pub fn flops(graph: &Graph, weights: &Weights, batch: &Packed, training: bool) -> f64 {
    let cost = |node: &super::Node| {
        let input_learns = node.inputs.iter().any(|v| graph.nodes[v.0].needs_grad);
        let out = (node.rows * node.cols) as f64;
        let (forward, backward) = match &node.op {
            Op::Project { linears, .. } => {
                let rows = graph.nodes[node.inputs[0].0].rows;
                project(linears, weights, rows, input_learns)
            }
            Op::VocabularyLoss { weight } | Op::VocabularyLosses { weight } => {
                let rows = graph.nodes[node.inputs[0].0].rows;
                let product = 2.0 * (rows * weights[*weight].len()) as f64;
                (product, if weights[*weight].is_trainable() { 2.0 * product } else { product })
            }
            Op::Attention { spec, .. } => {
                let pairs: f64 = batch
                    .offsets
                    .windows(2)
                    .map(|w| {
                        let length = w[1] - w[0];
                        let queries = if spec.rows == Rows::First { 1 } else { length };
                        (0..queries).map(|q| spec.visible(q, length).len()).sum::<usize>() as f64
                    })
                    .sum();
                let forward = 4.0 * pairs * node.cols as f64;
                // The scores are computed again, and there are three more products.
                (forward, 2.5 * forward)
            }
            Op::Embed { .. } => (3.0 * out, out),
            Op::Activate(_) | Op::Gate(_) => (20.0 * out, 30.0 * out),
            _ => (6.0 * out, 12.0 * out),
        };
        forward + if training && node.needs_grad { backward } else { 0.0 }
    };
    graph.nodes.iter().map(cost).sum()
}

/// Forward and backward operations of `x (rows, in)` times each matrix.
fn project(linears: &[Linear], weights: &Weights, rows: usize, input_learns: bool) -> (f64, f64) {
    let (mut forward, mut backward) = (0.0, 0.0);
    for linear in linears {
        let weight = &weights[linear.weight];
        let product = 2.0 * (rows * weight.len()) as f64;
        forward += product;
        backward += if input_learns { product } else { 0.0 };
        backward += if weight.is_trainable() { product } else { 0.0 };
        if let Some(adapter) = weight.adapter {
            let low = 2.0 * (rows * (weights[adapter.a].len() + weights[adapter.b].len())) as f64;
            forward += low;
            backward += 2.0 * low;
        }
    }
    (forward, backward)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Linear;

    #[test]
    fn a_frozen_matrix_costs_no_gradient_of_its_own() {
        let mut weights = Weights::default();
        let word = weights.add("word", &[5, 4], vec![0.0; 20]);
        let linear = weights.add("linear", &[3, 4], vec![0.0; 12]);
        let mut batch = Packed::default();
        batch.push(&[0, 1, 2, 3, 4, 0], 0, Some((0, 1.0)));
        let count = |weights: &Weights| {
            let mut graph = Graph::new(weights, &batch, None);
            let x = graph.embed(word, None, None);
            graph.project(x, &[Linear { weight: linear, bias: None }]);
            flops(&graph, weights, &batch, true)
        };
        let embed = 3.0 * 24.0;
        assert_eq!(count(&weights), embed + 2.0 * 6.0 * 12.0);
        weights.train(linear);
        assert_eq!(count(&weights), embed + 2.0 * 2.0 * 6.0 * 12.0);
    }
}
