//! What a backward pass finds out, weight by weight.

use super::{WeightId, Weights};
use rayon::prelude::*;

/// Gradients of the trainable weights, summed in a fixed order.
#[derive(Debug, Clone, Default)]
pub struct Gradients {
    list: Vec<Option<Vec<f32>>>,
}

impl Gradients {
    /// Values that one thread goes through at a time.
    const CHUNK: usize = 1 << 16;

    pub fn new(weights: &Weights) -> Self {
        Self { list: vec![None; weights.len()] }
    }

    /// The buffer of a weight, made of zeros when first asked for.
    pub fn buffer(&mut self, id: WeightId, len: usize) -> &mut [f32] {
        self.list[id.0].get_or_insert_with(|| vec![0.0; len])
    }

    pub fn add(&mut self, id: WeightId, values: &[f32]) {
        match &mut self.list[id.0] {
            Some(sum) => sum.iter_mut().zip(values).for_each(|(s, v)| *s += v),
            none => *none = Some(values.to_vec()),
        }
    }

    pub fn get(&self, id: WeightId) -> Option<&[f32]> {
        self.list[id.0].as_deref()
    }

    /// Multiplies every gradient by `factor`.
    pub fn scale(&mut self, factor: f32) {
        for g in self.list.iter_mut().flatten() {
            let scale = |g: &mut [f32]| g.iter_mut().for_each(|x| *x *= factor);
            g.par_chunks_mut(Self::CHUNK).for_each(scale);
        }
    }

    /// The L2 norm over all gradients, summed in f64: within chunks of a fixed size, and these in
    /// the weights' order, so that it does not depend on the number of threads.
    pub fn norm(&self) -> f64 {
        let squares = |g: &[f32]| {
            let (rows, rest) = g.as_chunks::<8>();
            let mut lanes = [0.0f64; 8];
            for row in rows {
                lanes.iter_mut().zip(row).for_each(|(s, &x)| *s += f64::from(x) * f64::from(x));
            }
            let rest = rest.iter().map(|&x| f64::from(x) * f64::from(x));
            lanes.into_iter().chain(rest).sum::<f64>()
        };
        let sums = |g: &Vec<f32>| g.par_chunks(Self::CHUNK).map(squares).collect::<Vec<f64>>();
        self.list.iter().flatten().flat_map(sums).sum::<f64>().sqrt()
    }

    /// Back to zero; the buffers are kept.
    pub fn clear(&mut self) {
        for g in self.list.iter_mut().flatten() {
            g.par_chunks_mut(Self::CHUNK).for_each(|g| g.fill(0.0));
        }
    }
}
