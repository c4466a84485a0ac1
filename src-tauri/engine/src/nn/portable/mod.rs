//! The graph computed with candle tensors, on any device: the oracle for every other interpreter.
//!
//! Matrix products and embeddings have their gradients written out, so that nothing is computed
//! for frozen weights; every other block is differentiated by candle's autograd on that block
//! alone. Blocks use differentiable operations only: several of candle-nn's fused ones
//! (`LayerNorm::forward`, `ops::softmax_last_dim`) end the gradient without an error.

mod blocks;
mod linear;

use super::{Gradients, Graph, Interpreter, LossSum, Node, Op, Packed, Var, WeightId, Weights};
use crate::error::{Error, Result};
use candle_core::{Device, Tensor};
use std::collections::HashMap;

/// Runs graphs on one device and keeps copies of the weights there.
pub struct Portable {
    device: Device,
    copies: HashMap<WeightId, (u64, Tensor)>,
}

/// What a block may look at beside its inputs.
struct Context<'a> {
    graph: &'a Graph<'a>,
    batch: &'a Packed,
    device: &'a Device,
}

impl Portable {
    pub fn cpu() -> Self {
        Self::on(Device::Cpu)
    }
    pub fn on(device: Device) -> Self {
        Self { device, copies: HashMap::new() }
    }

    /// The weight on the device; copied again when it has changed.
    fn weight(&mut self, weights: &Weights, id: WeightId) -> Result<Tensor> {
        let weight = &weights[id];
        if let Some((version, tensor)) = self.copies.get(&id)
            && *version == weight.version()
        {
            return Ok(tensor.clone());
        }
        let values = weight.values().into_owned();
        let tensor = Tensor::from_vec(values, weight.shape.as_slice(), &self.device)?;
        self.copies.insert(id, (weight.version(), tensor.clone()));
        Ok(tensor)
    }

    fn block(
        &mut self,
        node: &Node,
        inputs: &[Tensor],
        weights: &Weights,
        graph: &Graph,
        batch: &Packed,
    ) -> Result<Tensor> {
        match &node.op {
            Op::Embed { word, position, kind } => {
                let ids = Tensor::from_slice(&batch.ids, batch.tokens(), &self.device)?;
                let mut sum = self.weight(weights, *word)?.index_select(&ids, 0)?;
                if let Some(position) = position {
                    let places =
                        Tensor::from_slice(&batch.positions, batch.tokens(), &self.device)?;
                    sum = (sum + self.weight(weights, *position)?.index_select(&places, 0)?)?;
                }
                if let Some(kind) = kind {
                    sum = sum.broadcast_add(&self.weight(weights, *kind)?.narrow(0, 0, 1)?)?;
                }
                Ok(sum)
            }
            Op::Project { linears, site } => {
                self.project(linears, *site, &inputs[0], weights, graph, batch)
            }
            Op::LayerNorm { gain, bias, eps } => {
                let (gain, bias) = (self.weight(weights, *gain)?, self.weight(weights, *bias)?);
                blocks::layer_norm(&inputs[0], &gain, &bias, *eps)
            }
            Op::RmsNorm { gain, rms } => {
                blocks::rms_norm(&inputs[0], &self.weight(weights, *gain)?, rms)
            }
            Op::HeadNorm(norm) => {
                let queries = self.weight(weights, norm.queries)?;
                let keys = self.weight(weights, norm.keys)?;
                blocks::head_norm(&inputs[0], &queries, &keys, norm)
            }
            Op::VocabularyLoss { weight } | Op::VocabularyLosses { weight } => {
                let weight = self.weight(weights, *weight)?;
                let context = Context { graph, batch, device: &self.device };
                let losses = blocks::vocabulary_losses(&inputs[0], &weight, &context)?;
                match node.op {
                    Op::VocabularyLoss { .. } => Ok(losses.sum_all()?.reshape((1, 1))?),
                    _ => Ok(losses),
                }
            }
            _ => {
                let context = Context { graph, batch, device: &self.device };
                blocks::forward(&node.op, inputs, &context)
            }
        }
    }

    /// All values from the first node to `output`; values that no later step reads are dropped.
    fn values(
        &mut self,
        graph: &Graph,
        weights: &Weights,
        batch: &Packed,
        output: Var,
        keep: bool,
    ) -> Result<Vec<Option<Tensor>>> {
        let last_use = last_uses(graph, output, keep);
        let mut values: Vec<Option<Tensor>> = vec![None; output.0 + 1];
        for (i, node) in graph.nodes[..=output.0].iter().enumerate() {
            let inputs = inputs_of(node, &values)?;
            values[i] = Some(self.block(node, &inputs, weights, graph, batch)?);
            for input in &node.inputs {
                if last_use[input.0] == i {
                    values[input.0] = None;
                }
            }
        }
        Ok(values)
    }
}

fn inputs_of(node: &Node, values: &[Option<Tensor>]) -> Result<Vec<Tensor>> {
    let value = |v: &Var| values[v.0].clone();
    node.inputs
        .iter()
        .map(|v| value(v).ok_or_else(|| Error::internal("A value of the graph was dropped early")))
        .collect()
}

/// The node after which each value is no longer needed. With `keep`, what a backward pass will
/// read stays to the end.
fn last_uses(graph: &Graph, output: Var, keep: bool) -> Vec<usize> {
    let mut last = vec![usize::MAX; output.0 + 1];
    for (i, node) in graph.nodes[..=output.0].iter().enumerate() {
        for input in &node.inputs {
            let stays = keep && node.needs_grad && !matches!(node.op, Op::Add | Op::Dropout { .. });
            let kept_before = last[input.0] == usize::MAX - 1;
            last[input.0] = if stays || kept_before { usize::MAX - 1 } else { i };
        }
    }
    last
}

impl Interpreter for Portable {
    fn forward(
        &mut self,
        graph: &Graph,
        weights: &Weights,
        batch: &Packed,
        output: Var,
    ) -> Result<Vec<f32>> {
        let values = self.values(graph, weights, batch, output, false)?;
        let value = values[output.0].as_ref().ok_or_else(|| Error::internal("No output"))?;
        Ok(value.flatten_all()?.to_vec1::<f32>()?)
    }

    fn backward(
        &mut self,
        graph: &Graph,
        weights: &Weights,
        batch: &Packed,
        loss: Var,
        gradients: &mut Gradients,
    ) -> Result<LossSum> {
        let mut values = self.values(graph, weights, batch, loss, true)?;
        let total = values[loss.0].as_ref().ok_or_else(|| Error::internal("No loss"))?;
        let loss_sum = f64::from(total.flatten_all()?.to_vec1::<f32>()?[0]);
        let weight = batch.loss_weights.iter().map(|&w| f64::from(w)).sum();

        let mut upstream: Vec<Option<Tensor>> = vec![None; loss.0 + 1];
        upstream[loss.0] = Some(total.ones_like()?);
        for i in (0..=loss.0).rev() {
            let node = &graph.nodes[i];
            let Some(dy) = upstream[i].take() else { continue };
            values[i] = None;
            if !node.needs_grad {
                continue;
            }
            let wanted: Vec<bool> =
                node.inputs.iter().map(|v| graph.nodes[v.0].needs_grad).collect();
            let context = Pass { graph, weights, batch };
            let dxs = self.block_backward(node, &values, &dy, &wanted, &context, gradients)?;
            for (input, dx) in node.inputs.iter().zip(dxs) {
                let Some(dx) = dx else { continue };
                let slot = &mut upstream[input.0];
                *slot = Some(match slot.take() {
                    Some(sum) => (sum + dx)?,
                    None => dx,
                });
            }
        }
        Ok(LossSum { loss: loss_sum, weight })
    }
}

/// What one backward pass reads.
struct Pass<'a> {
    graph: &'a Graph<'a>,
    weights: &'a Weights,
    batch: &'a Packed,
}

impl Portable {
    /// Gradients of a block's wanted inputs; those of its weights go into `gradients`.
    fn block_backward(
        &mut self,
        node: &Node,
        values: &[Option<Tensor>],
        dy: &Tensor,
        wanted: &[bool],
        pass: &Pass,
        gradients: &mut Gradients,
    ) -> Result<Vec<Option<Tensor>>> {
        match &node.op {
            Op::Add => Ok(wanted.iter().map(|w| w.then(|| dy.clone())).collect()),
            Op::Dropout { rate, site } => {
                let context =
                    Context { graph: pass.graph, batch: pass.batch, device: &self.device };
                Ok(vec![Some((dy * blocks::row_mask(dy, *rate, *site, &context)?)?)])
            }
            Op::Embed { word, position, kind } => {
                embed_backward(pass, [Some(*word), *position, *kind], dy, gradients)?;
                Ok(vec![])
            }
            Op::Project { linears, site } => {
                let x = inputs_of(node, values)?;
                let dx =
                    self.project_backward(linears, *site, &x[0], dy, wanted[0], pass, gradients)?;
                Ok(vec![dx])
            }
            Op::LayerNorm { gain, bias, eps } => {
                let x = inputs_of(node, values)?;
                let w = [self.weight(pass.weights, *gain)?, self.weight(pass.weights, *bias)?];
                let (dx, dgain, dbias) = blocks::layer_norm_backward(&x[0], &w[0], *eps, dy)?;
                for (id, grad) in [(*gain, dgain), (*bias, dbias)] {
                    if pass.weights[id].is_trainable() {
                        gradients.add(id, &grad.flatten_all()?.to_vec1::<f32>()?);
                    }
                }
                Ok(vec![wanted[0].then_some(dx)])
            }
            Op::RmsNorm { gain: weight, .. } | Op::VocabularyLoss { weight } => {
                let x = inputs_of(node, values)?;
                let value = self.weight(pass.weights, *weight)?;
                let context =
                    Context { graph: pass.graph, batch: pass.batch, device: &self.device };
                let run = |x: &Tensor, w: &Tensor| match &node.op {
                    Op::RmsNorm { rms, .. } => blocks::rms_norm(x, w, rms),
                    _ => {
                        Ok(blocks::vocabulary_losses(x, w, &context)?.sum_all()?.reshape((1, 1))?)
                    }
                };
                let (dx, dw) = blocks::backward_with_weight(&x[0], &value, dy, run)?;
                if pass.weights[*weight].is_trainable() {
                    gradients.add(*weight, &dw.flatten_all()?.to_vec1::<f32>()?);
                }
                Ok(vec![wanted[0].then_some(dx)])
            }
            Op::HeadNorm(norm) => {
                let x = inputs_of(node, values)?;
                let queries = self.weight(pass.weights, norm.queries)?;
                let keys = self.weight(pass.weights, norm.keys)?;
                let (dx, dqueries, dkeys) =
                    blocks::head_norm_backward(&x[0], &queries, &keys, norm, dy)?;
                for (id, grad) in [(norm.queries, dqueries), (norm.keys, dkeys)] {
                    if pass.weights[id].is_trainable() {
                        gradients.add(id, &grad.flatten_all()?.to_vec1::<f32>()?);
                    }
                }
                Ok(vec![wanted[0].then_some(dx)])
            }
            _ => {
                let inputs = inputs_of(node, values)?;
                let context =
                    Context { graph: pass.graph, batch: pass.batch, device: &self.device };
                blocks::backward(&node.op, &inputs, dy, &context)
            }
        }
    }
}

/// Adds the rows of `dy` to the rows that were looked up, token by token in their order.
fn embed_backward(
    pass: &Pass,
    tables: [Option<WeightId>; 3],
    dy: &Tensor,
    gradients: &mut Gradients,
) -> Result<()> {
    let cols = dy.dim(1)?;
    let rows = dy.flatten_all()?.to_vec1::<f32>()?;
    let zeros = vec![0u32; pass.batch.tokens()];
    for (table, index) in tables.into_iter().zip([&pass.batch.ids, &pass.batch.positions, &zeros]) {
        let Some(id) = table.filter(|&id| pass.weights[id].is_trainable()) else { continue };
        let sum = gradients.buffer(id, pass.weights[id].len());
        for (row, &at) in rows.chunks_exact(cols).zip(index) {
            let target = &mut sum[at as usize * cols..][..cols];
            target.iter_mut().zip(row).for_each(|(s, v)| *s += v);
        }
    }
    Ok(())
}
