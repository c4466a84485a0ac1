//! Texts through a model that sorts, without learning.

use super::Classifier;
use crate::batch::{Encoded, by_length, pack};
use crate::error::{Code, Error, Result};
use crate::nn::{Graph, Interpreter, Weights};

/// Tokens that are read together.
pub(crate) const READ_TOKENS: usize = 4096;

/// Logits (n, classes) or, with `features`, pooled vectors (n, hidden), in the examples' order.
/// `progress` hears how many are done, and may end the work early.
pub(crate) fn read(
    model: &dyn Classifier,
    weights: &Weights,
    interpreter: &mut dyn Interpreter,
    encoded: &[Encoded],
    features: bool,
    progress: &mut dyn FnMut(usize) -> bool,
) -> Result<Vec<f32>> {
    let mut done = 0;
    let mut out: Vec<f32> = Vec::new();
    let lengths: Vec<usize> = encoded.iter().map(|e| e.ids.len()).collect();
    for indices in by_length(&lengths, READ_TOKENS) {
        if !progress(done) {
            return Err(Error::new(Code::Interrupted, "It was stopped").safe("Nothing was changed"));
        }
        let batch = pack(encoded, &indices, |_| None);
        let mut graph = Graph::new(weights, &batch, None);
        let output = match features {
            true => model.features(&mut graph),
            false => model.forward(&mut graph),
        };
        let rows = interpreter.forward(&graph, weights, &batch, output)?;
        let cols = rows.len() / indices.len();
        out.resize(encoded.len() * cols, 0.0);
        for (row, &i) in rows.chunks_exact(cols).zip(&indices) {
            out[i * cols..][..cols].copy_from_slice(row);
        }
        done += indices.len();
    }
    progress(done);
    Ok(out)
}
