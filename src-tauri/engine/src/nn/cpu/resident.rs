//! The weights as the kernels read them: matrices packed, small vectors as f32. Made when first
//! used and again when a weight has changed.

use super::forward::{give_back, scratch};
use super::isa::Isa;
use super::product::PackedMatrix;
use crate::error::{Error, Result};
use crate::nn::{WeightId, Weights};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::HashMap;

/// Which product a matrix W (out, in) is packed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// x Wᵀ
    Forward,
    /// dy W
    Backward,
}

#[derive(Debug)]
pub struct Resident {
    isa: Isa,
    /// Frozen and trainable matrices are rounded to bf16; adapters never are.
    bf16: bool,
    matrices: HashMap<(WeightId, Side), (u64, PackedMatrix)>,
    vectors: HashMap<WeightId, (u64, Vec<f32>)>,
}

impl Resident {
    pub fn new(isa: Isa, bf16: bool) -> Self {
        Self { isa, bf16, matrices: HashMap::new(), vectors: HashMap::new() }
    }

    /// Packs what is missing or stale. `full` lists adapters' matrices, which stay in f32.
    pub fn prepare(&mut self, weights: &Weights, wanted: &[(WeightId, Side)], full: &[WeightId]) {
        let mut stale: Vec<(WeightId, Side, PackedMatrix)> = Vec::new();
        for &(id, side) in wanted {
            let version = weights[id].version();
            if self.matrices.get(&(id, side)).is_some_and(|(v, _)| *v == version) {
                continue;
            }
            let bf16 = self.bf16 && !full.contains(&id);
            let old = self.matrices.remove(&(id, side));
            let matrix = old.map_or_else(|| PackedMatrix::new(self.isa, bf16), |(_, m)| m);
            stale.push((id, side, matrix));
        }
        stale.par_iter_mut().for_each(|(id, side, matrix)| {
            let weight = &weights[*id];
            let (out, inner) = (weight.shape[0], weight.shape[1]);
            // A matrix in a file is read into the same buffer again and again: fresh ones between
            // the packed matrices would leave holes in the heap.
            let own = (weight.owned_bytes() == 0).then(|| {
                let mut values = scratch(weight.len());
                weight.read(0, &mut values);
                values
            });
            let borrowed = if own.is_some() { Cow::default() } else { weight.values() };
            let values: &[f32] = own.as_deref().unwrap_or(&borrowed);
            match side {
                Side::Forward => matrix.pack_transposed(values, inner, inner, out),
                Side::Backward => matrix.pack(values, inner, out, inner),
            }
            own.into_iter().for_each(give_back);
        });
        for (id, side, matrix) in stale {
            if !weights[id].is_trainable() {
                weights[id].rest();
            }
            self.matrices.insert((id, side), (weights[id].version(), matrix));
        }
    }

    /// Reads a vector, with `shift` added to every value.
    pub fn prepare_vector(&mut self, weights: &Weights, id: WeightId, shift: f32) {
        let version = weights[id].version();
        if self.vectors.get(&id).is_none_or(|(v, _)| *v != version) {
            let mut values = weights[id].values().into_owned();
            if shift != 0.0 {
                values.iter_mut().for_each(|x| *x += shift);
            }
            self.vectors.insert(id, (version, values));
        }
    }

    pub fn matrix(&self, id: WeightId, side: Side) -> Result<&PackedMatrix> {
        let found = self.matrices.get(&(id, side)).map(|(_, m)| m);
        found.ok_or_else(|| Error::internal("A matrix was not packed before it was used"))
    }

    pub fn vector(&self, id: WeightId) -> Result<&[f32]> {
        let found = self.vectors.get(&id).map(|(_, v)| v.as_slice());
        found.ok_or_else(|| Error::internal("A vector was not read before it was used"))
    }
}
