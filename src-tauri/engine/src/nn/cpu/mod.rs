//! The graph on plain buffers with fused kernels: no padding, nothing computed for frozen weights
//! but dX, nothing below the lowest trainable weight.
//!
//! Nodes whose rows do not depend on each other run together, a chunk of rows at a time, while
//! the values are in cache; threads share the chunks. Every sum that crosses rows is made in an
//! order that depends on the batch alone (fixed logical shards), so results are the same bit for
//! bit whatever the number of threads.

mod attention;
mod backward;
mod buffers;
mod cached;
mod footprint;
mod forward;
mod heads;
pub(crate) mod isa;
mod math;
mod noise;
mod pass;
mod plan;
mod product;
mod resident;
mod rows;
mod segments;
mod sequences;

pub use footprint::Footprint;
pub(crate) use isa::per_isa;
pub use isa::{Isa, VARIABLE};

use super::{Cache, Gradients, Graph, Interpreter, LossSum, Packed, Var, Weights};
use crate::error::{Code, Error, Result};
use buffers::Buffers;
use pass::Pass;
use plan::Plan;
use resident::Resident;
use std::sync::Arc;

/// Runs graphs on this computer's processor.
pub struct Cpu {
    isa: Isa,
    threads: Arc<rayon::ThreadPool>,
    resident: Resident,
    buffers: Buffers,
}

impl Cpu {
    /// With so many threads; `bf16` rounds the matrices to bf16 for their products, where the
    /// processor can.
    pub fn new(isa: Isa, threads: usize, bf16: bool) -> Result<Self> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.max(1));
        let threads = pool.thread_name(|i| format!("compute-{i}")).build().map_err(|e| {
            Error::new(Code::OutOfMemory, "The threads for computing could not be started")
                .advice("Close other programs, or set fewer threads")
                .source(e)
        })?;
        let resident = Resident::new(isa, bf16 && isa.has_bf16());
        Ok(Self { isa, threads: Arc::new(threads), resident, buffers: Buffers::default() })
    }

    fn pass<'a>(
        &'a mut self,
        graph: &'a Graph<'a>,
        weights: &'a Weights,
        batch: &'a Packed,
        plan: &'a Plan,
    ) -> Pass<'a> {
        Pass::new(self.isa, graph, weights, batch, plan, &mut self.resident, &mut self.buffers)
    }
}

impl Cpu {
    /// Values of `output` for tokens that go on where the caches end, one for each sequence of the
    /// batch; the caches take up the new tokens. Positions in the batch count from the beginning.
    pub fn read(
        &mut self,
        graph: &Graph,
        weights: &Weights,
        batch: &Packed,
        caches: Vec<&mut Cache>,
        output: Var,
    ) -> Result<Vec<f32>> {
        let plan = Plan::new(graph, weights, output.0, false);
        let threads = self.threads.clone();
        threads.install(|| self.pass(graph, weights, batch, &plan).going_on(caches, output.0))
    }
}

impl Interpreter for Cpu {
    fn forward(
        &mut self,
        graph: &Graph,
        weights: &Weights,
        batch: &Packed,
        output: Var,
    ) -> Result<Vec<f32>> {
        let plan = Plan::new(graph, weights, output.0, false);
        let threads = self.threads.clone();
        threads.install(|| self.pass(graph, weights, batch, &plan).output(output.0))
    }

    fn backward(
        &mut self,
        graph: &Graph,
        weights: &Weights,
        batch: &Packed,
        loss: Var,
        gradients: &mut Gradients,
    ) -> Result<LossSum> {
        let plan = Plan::new(graph, weights, loss.0, true);
        let threads = self.threads.clone();
        threads.install(|| self.pass(graph, weights, batch, &plan).backward(gradients))
    }
}
