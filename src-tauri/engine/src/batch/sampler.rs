//! The order in which examples are seen. Its whole state is (seed, epoch, index).

use crate::nn::Philox;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sampler {
    seed: u64,
    examples: usize,
    batch_size: usize,
    epoch: u32,
    index: usize,
    #[serde(skip)]
    order: Vec<usize>,
}

impl Sampler {
    pub fn new(seed: u64, examples: usize, batch_size: usize) -> Self {
        Self { seed, examples, batch_size, epoch: 0, index: 0, order: Vec::new() }
    }

    pub fn batches_per_epoch(&self) -> usize {
        self.examples.div_ceil(self.batch_size)
    }

    /// Indices of the next batch; the last one of an epoch may be smaller.
    pub fn next_batch(&mut self) -> Vec<usize> {
        if self.index >= self.examples {
            self.epoch += 1;
            self.index = 0;
            self.order.clear();
        }
        if self.order.is_empty() {
            self.order = Philox::new(self.seed).permutation(self.examples, self.epoch);
        }
        let end = (self.index + self.batch_size).min(self.examples);
        let batch = self.order[self.index..end].to_vec();
        self.index = end;
        batch
    }

    /// The epoch is at its end.
    pub fn at_end(&self) -> bool {
        self.index >= self.examples
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_epoch_shows_every_example_once() {
        let mut sampler = Sampler::new(1, 10, 4);
        for _ in 0..3 {
            let mut seen: Vec<usize> = (0..3).flat_map(|_| sampler.next_batch()).collect();
            seen.sort_unstable();
            assert_eq!(seen, (0..10).collect::<Vec<_>>());
            assert!(sampler.at_end());
        }
    }

    #[test]
    fn goes_on_from_its_saved_state() {
        let mut sampler = Sampler::new(9, 23, 5);
        for _ in 0..7 {
            sampler.next_batch();
        }
        let saved = serde_json::to_string(&sampler).unwrap();
        let mut again: Sampler = serde_json::from_str(&saved).unwrap();
        for _ in 0..9 {
            assert_eq!(sampler.next_batch(), again.next_batch());
        }
    }
}
