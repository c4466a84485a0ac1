//! Texts as vectors of an untuned model: mean-pooled, of length 1 (Reimers & Gurevych 2019,
//! arXiv:1908.10084).

use crate::batch::{Encoder, by_length, pack};
use crate::error::{Code, Error, Result};
use crate::model::{ModelFolder, Options};
use crate::nn::cpu::{Cpu, Isa};
use crate::nn::{Graph, Interpreter, Pooling};
use std::path::Path;

/// Tokens of a text that are read; what comes after them rarely changes what it is about.
const LONGEST: usize = 256;
/// Tokens that are read at a time.
const READ_TOKENS: usize = 4096;

/// One vector a text, in the order asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Embeddings {
    /// (n, hidden)
    pub values: Vec<f32>,
    pub hidden: usize,
}

/// The vectors of `texts` by the model in the folder `model`. `progress` hears texts done and in
/// all, and may end the work.
pub fn embed<T: AsRef<str> + Sync>(
    model: &Path,
    _cache: Option<&Path>,
    texts: &[T],
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Embeddings> {
    let folder = ModelFolder::open(model)?;
    let options = Options { pooling: Pooling::Mean, dropout: 0.0, classes: 1 };
    let (model, weights) = folder.build(options)?;
    let encoder = Encoder::open(&folder.path, LONGEST.min(folder.info()?.max_length))?;
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get());
    let mut interpreter = Cpu::new(Isa::named("auto")?, threads, false)?;
    let encoded = encoder.encode_all(texts)?;
    let hidden = model.hidden();
    let mut values = vec![0.0; texts.len() * hidden];
    let mut done = 0;
    for indices in by_length(&encoded, READ_TOKENS) {
        if !progress(done, texts.len()) {
            return Err(Error::new(Code::Interrupted, "It was stopped"));
        }
        let batch = pack(&encoded, &indices, |_| None);
        let mut graph = Graph::new(&weights, &batch, None);
        let output = model.features(&mut graph);
        let rows = interpreter.forward(&graph, &weights, &batch, output)?;
        for (row, &i) in rows.chunks_exact(hidden).zip(&indices) {
            let length = row.iter().map(|x| x * x).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
            let place = &mut values[i * hidden..][..hidden];
            place.iter_mut().zip(row).for_each(|(p, x)| *p = x / length);
        }
        done += indices.len();
    }
    Ok(Embeddings { values, hidden })
}
