//! From examples to packed batches of tokens.

mod asked;
mod fed;
mod sampler;
mod tokenize;

pub use asked::{Asked, blocks, cut, pack_asked};
pub use fed::{FedPiece, FedTokens};
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

/// Packs the given encoded examples with whether each of `labels` labels holds for them; `truth` is
/// (examples, labels).
pub fn pack_targets(
    examples: &[Encoded],
    indices: &[usize],
    truth: &[bool],
    labels: usize,
) -> Packed {
    let mut packed = Packed::default();
    for &i in indices {
        let row = &truth[i * labels..][..labels];
        let targets: Vec<f32> = row.iter().map(|&holds| f32::from(u8::from(holds))).collect();
        packed.push_targets(&examples[i].ids, examples[i].number, &targets);
    }
    packed
}

/// Indices in batches of at most so many tokens, for reading without learning: like lengths
/// together, and the longest first, so that what the first batch takes is enough for the rest.
pub fn by_length(lengths: &[usize], tokens: usize) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..lengths.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(lengths[i]));
    let mut batches: Vec<Vec<usize>> = Vec::new();
    let mut room = 0;
    for i in order {
        let length = lengths[i];
        match batches.last_mut() {
            Some(batch) if length <= room => batch.push(i),
            _ => {
                batches.push(vec![i]);
                room = tokens.max(length);
            }
        }
        room -= length;
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_hold_every_example_once_and_no_more_tokens_than_allowed() {
        let lengths: Vec<usize> = (0..100).map(|i| i * 7 % 31).collect();
        let batches = by_length(&lengths, 25);
        let mut seen: Vec<usize> = batches.concat();
        seen.sort_unstable();
        assert_eq!(seen, (0..100).collect::<Vec<_>>());
        for batch in &batches {
            let tokens: usize = batch.iter().map(|&i| lengths[i]).sum();
            assert!(tokens <= 25 || batch.len() == 1);
        }
    }
}
