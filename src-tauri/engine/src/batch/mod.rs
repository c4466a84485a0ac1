//! From examples to packed batches of tokens.

mod sampler;
mod tokenize;

pub use sampler::Sampler;
pub use tokenize::{Encoded, Encoder};

use crate::nn::Packed;

/// Packs the given encoded examples; `label` gives each one's class and loss weight.
pub fn pack(
    examples: &[Encoded],
    indices: &[usize],
    label: impl Fn(usize) -> Option<(u32, f32)>,
) -> Packed {
    let mut packed = Packed::default();
    for &i in indices {
        packed.push(&examples[i].ids, examples[i].number, label(i));
    }
    packed
}

/// Indices in batches for prediction: like lengths together, so that attention wastes little.
pub fn by_length(examples: &[Encoded], batch_size: usize) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..examples.len()).collect();
    order.sort_by_key(|&i| examples[i].ids.len());
    order.chunks(batch_size.max(1)).map(<[usize]>::to_vec).collect()
}
