//! The differentiable blocks every model is made of, and who runs them.
//!
//! A model's forward pass writes a [`Graph`]: a plain list of blocks with their shapes. What runs
//! it is chosen outside: [`portable`] computes it with candle tensors on any device and is the
//! oracle, and through which a graphics card computes; [`cpu`] runs fused kernels on plain buffers; [`meta`] only counts bytes and
//! floating-point operations.

mod attend;
mod cache;
pub mod cpu;
pub mod device;
mod gradients;
mod graph;
pub mod meta;
mod noise;
mod packed;
pub mod portable;
mod weights;

pub use attend::{AttentionSpec, Rotary};
pub use cache::Cache;
pub use gradients::Gradients;
pub use graph::{Activation, Graph, HeadNorm, Linear, Node, Noise, Op, Rms, Var};
pub use noise::{Philox, dropout_mask};
pub use packed::{Packed, Pooling, Rows};
pub(crate) use weights::map;
pub use weights::{Adapter, Role, Weight, WeightId, Weights};

use crate::error::Result;

/// Sum of the losses of a batch, and what to divide by.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct LossSum {
    pub loss: f64,
    pub weight: f64,
}

/// Something that can compute a [`Graph`].
pub trait Interpreter: Send {
    /// Values of `output`, row by row.
    fn forward(
        &mut self,
        graph: &Graph,
        weights: &Weights,
        batch: &Packed,
        output: Var,
    ) -> Result<Vec<f32>>;

    /// The summed loss of the node `loss`, whose gradients (of the sum, not the mean) are added
    /// to `gradients`.
    fn backward(
        &mut self,
        graph: &Graph,
        weights: &Weights,
        batch: &Packed,
        loss: Var,
        gradients: &mut Gradients,
    ) -> Result<LossSum>;
}
