//! `y = x Wᵀ + b`, with its adapter, and the gradients written out: for a frozen matrix only dX.

use super::{Context, Pass, Portable, blocks};
use crate::error::Result;
use crate::nn::{Adapter, Gradients, Graph, Linear, Packed, Weights};
use candle_core::Tensor;

impl Portable {
    /// x (rows, in) -> (rows, sum of outs)
    pub(super) fn project(
        &mut self,
        linears: &[Linear],
        site: u32,
        x: &Tensor,
        weights: &Weights,
        graph: &Graph,
        batch: &Packed,
    ) -> Result<Tensor> {
        let mut outs = Vec::with_capacity(linears.len());
        for (i, linear) in linears.iter().enumerate() {
            let mut y = x.matmul(&self.weight(weights, linear.weight)?.t()?)?;
            if let Some(bias) = linear.bias {
                y = y.broadcast_add(&self.weight(weights, bias)?)?;
            }
            if let Some(adapter) = weights[linear.weight].adapter {
                let x = self.adapter_input(x, &adapter, site + i as u32, graph, batch)?.0;
                let (a, b) = (self.weight(weights, adapter.a)?, self.weight(weights, adapter.b)?);
                let low = x.matmul(&a.t()?)?.matmul(&b.t()?)?;
                y = (y + (low * f64::from(adapter.scale))?)?;
            }
            outs.push(y);
        }
        if outs.len() == 1 { Ok(outs.remove(0)) } else { Ok(Tensor::cat(&outs, 1)?) }
    }

    /// The adapter's input after its own dropout, and the mask if there is one.
    fn adapter_input(
        &self,
        x: &Tensor,
        adapter: &Adapter,
        site: u32,
        graph: &Graph,
        batch: &Packed,
    ) -> Result<(Tensor, Option<Tensor>)> {
        if adapter.dropout <= 0.0 || graph.noise.is_none() {
            return Ok((x.clone(), None));
        }
        let context = Context { graph, batch, device: &self.device };
        let mask = blocks::row_mask(x, adapter.dropout, site, &context)?;
        Ok(((x * &mask)?, Some(mask)))
    }

    #[allow(clippy::too_many_arguments)]
    pub(super) fn project_backward(
        &mut self,
        linears: &[Linear],
        site: u32,
        x: &Tensor,
        dy: &Tensor,
        wants_dx: bool,
        pass: &Pass,
        gradients: &mut Gradients,
    ) -> Result<Option<Tensor>> {
        let mut total: Option<Tensor> = None;
        let mut from = 0;
        for (i, linear) in linears.iter().enumerate() {
            let weight = &pass.weights[linear.weight];
            let dy = dy.narrow(1, from, weight.shape[0])?.contiguous()?;
            from += weight.shape[0];
            if weight.is_trainable() {
                let dw = dy.t()?.matmul(x)?;
                gradients.add(linear.weight, &dw.flatten_all()?.to_vec1::<f32>()?);
            }
            if let Some(bias) = linear.bias.filter(|&b| pass.weights[b].is_trainable()) {
                gradients.add(bias, &dy.sum(0)?.to_vec1::<f32>()?);
            }
            let mut dx = match wants_dx {
                true => Some(dy.matmul(&self.weight(pass.weights, linear.weight)?)?),
                false => None,
            };
            if let Some(adapter) = weight.adapter {
                let site = site + i as u32;
                let beside = self.adapter_backward(&adapter, site, x, &dy, pass, gradients)?;
                dx = match dx {
                    Some(dx) => Some((dx + beside)?),
                    None => None,
                };
            }
            total = match (total, dx) {
                (Some(sum), Some(dx)) => Some((sum + dx)?),
                (sum, dx) => sum.or(dx),
            };
        }
        Ok(total)
    }

    /// Gradients of A and B; returns the adapter's share of dX.
    fn adapter_backward(
        &mut self,
        adapter: &Adapter,
        site: u32,
        x: &Tensor,
        dy: &Tensor,
        pass: &Pass,
        gradients: &mut Gradients,
    ) -> Result<Tensor> {
        let (a, b) = (self.weight(pass.weights, adapter.a)?, self.weight(pass.weights, adapter.b)?);
        let (xd, mask) = self.adapter_input(x, adapter, site, pass.graph, pass.batch)?;
        let dys = (dy * f64::from(adapter.scale))?;
        let db = dys.t()?.matmul(&xd.matmul(&a.t()?)?)?;
        let dlow = dys.matmul(&b)?;
        let da = dlow.t()?.matmul(&xd)?;
        for (id, grad) in [(adapter.a, da), (adapter.b, db)] {
            if pass.weights[id].is_trainable() {
                gradients.add(id, &grad.flatten_all()?.to_vec1::<f32>()?);
            }
        }
        let dx = dlow.matmul(&a)?;
        Ok(match mask {
            Some(mask) => (dx * mask)?,
            None => dx,
        })
    }
}
