//! AdamW in place, on plain buffers. Loshchilov & Hutter 2019, arXiv:1711.05101.

use crate::method::decays;
use crate::nn::{Gradients, WeightId, Weights};
use rayon::prelude::*;

const BETA1: f32 = 0.9;
const BETA2: f32 = 0.999;
const EPS: f32 = 1e-8;

/// First and second moment of one weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Moments {
    pub id: WeightId,
    pub m: Vec<f32>,
    pub v: Vec<f32>,
}

#[derive(Debug, Clone)]
pub struct AdamW {
    pub weight_decay: f64,
    /// In the weights' order.
    pub moments: Vec<Moments>,
    /// Steps taken.
    pub step: u64,
}

impl AdamW {
    pub fn new(weights: &Weights, weight_decay: f64) -> Self {
        let zeros = |(id, w): (WeightId, &crate::nn::Weight)| Moments {
            id,
            m: vec![0.0; w.len()],
            v: vec![0.0; w.len()],
        };
        Self { weight_decay, moments: weights.trainable().map(zeros).collect(), step: 0 }
    }

    /// One step with the learning rate that `rate` gives for each weight's name. A weight without
    /// a gradient is left as it is.
    pub fn step(&mut self, weights: &mut Weights, grads: &Gradients, rate: impl Fn(&str) -> f64) {
        self.step += 1;
        let correction1 = 1.0 - f64::from(BETA1).powi(self.step as i32);
        let correction2 = (1.0 - f64::from(BETA2).powi(self.step as i32)).sqrt() as f32;
        for moments in &mut self.moments {
            let Some(grad) = grads.get(moments.id) else { continue };
            let weight = &weights[moments.id];
            let lr = rate(&weight.name);
            let decay = if decays(weight) { self.weight_decay } else { 0.0 };
            let keep = (1.0 - lr * decay) as f32;
            let size = (lr / correction1) as f32;
            let values = weights.values_mut(moments.id);
            // Each element stands alone, so the split into chunks does not change the result.
            const CHUNK: usize = 1 << 14;
            values
                .par_chunks_mut(CHUNK)
                .zip(moments.m.par_chunks_mut(CHUNK))
                .zip(moments.v.par_chunks_mut(CHUNK))
                .zip(grad.par_chunks(CHUNK))
                .for_each(|(((w, m), v), g)| {
                    for i in 0..w.len() {
                        m[i] += (1.0 - BETA1) * (g[i] - m[i]);
                        v[i] = BETA2 * v[i] + (1.0 - BETA2) * g[i] * g[i];
                        w[i] = w[i] * keep - size * m[i] / (v[i].sqrt() / correction2 + EPS);
                    }
                });
        }
    }
}
