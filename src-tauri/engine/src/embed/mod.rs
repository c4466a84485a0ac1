//! Texts as vectors of an untuned model: mean-pooled, of length 1, and kept on disk, so that no
//! text is read twice.
//!
//! Checks and suggestions compare rows by these vectors (Reimers & Gurevych 2019,
//! arXiv:1908.10084).

mod cache;

use crate::batch::{Encoded, Encoder};
use crate::error::{Code, Error, Result};
use crate::model::{Classifier, ModelFolder, Options, read};
use crate::nn::cpu::{Cpu, Isa};
use crate::nn::{Pooling, Weights};
use crate::store::sha256_file;
use cache::{Cache, Key};
use std::collections::HashMap;
use std::path::Path;
use std::time::Instant;

/// Tokens of a text that are read; what comes after them rarely changes what it is about.
const LONGEST: usize = 256;
/// Texts between two words about progress, and between two writes to the cache.
const STRIDE: usize = 512;
/// So many texts take long enough for it to matter how they are computed.
const MANY: usize = 2000;
/// How much less time bf16 products must take.
const FASTER: f64 = 0.85;

/// One vector a text, in the order asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Embeddings {
    /// (n, hidden)
    pub values: Vec<f32>,
    pub hidden: usize,
}

impl Embeddings {
    pub fn row(&self, i: usize) -> &[f32] {
        &self.values[i * self.hidden..][..self.hidden]
    }

    /// The cosine between two texts, whose vectors have length 1.
    pub fn cosine(&self, a: usize, b: usize) -> f32 {
        self.row(a).iter().zip(self.row(b)).map(|(x, y)| x * y).sum()
    }
}

/// The vectors of `texts` by the model in the folder `model`. Those that the folder `cache` holds
/// are taken from there; new ones are added to it as they come, so that what was done before a
/// stop is not done again. `progress` hears texts done and in all, and may end the work.
pub fn embed<T: AsRef<str> + Sync>(
    model: &Path,
    cache: Option<&Path>,
    texts: &[T],
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Embeddings> {
    let folder = ModelFolder::open(model)?;
    let hidden = folder.info()?.hidden;
    let mut cache = match cache {
        Some(place) => {
            let sha = sha256_file(&folder.path.join("model.safetensors"))?;
            Some(Cache::open(place, &sha, hidden)?)
        }
        None => None,
    };
    let keys: Vec<Key> = texts.iter().map(|text| cache::key(text.as_ref())).collect();
    let mut values = vec![0.0; texts.len() * hidden];
    // A text that stands there several times is read once.
    let mut missing: Vec<usize> = Vec::new();
    let mut waiting: HashMap<Key, Vec<usize>> = HashMap::new();
    for (i, key) in keys.iter().enumerate() {
        let place = &mut values[i * hidden..][..hidden];
        if cache.as_ref().is_some_and(|cache| cache.get(key, place)) {
            continue;
        }
        let same = waiting.entry(*key).or_default();
        if same.is_empty() {
            missing.push(i);
        }
        same.push(i);
    }
    let total = missing.len();
    if !progress(0, total) {
        return Err(stopped());
    }
    if missing.is_empty() {
        return Ok(Embeddings { values, hidden });
    }
    let mut reader = Reader::open(&folder)?;
    let mut order: Vec<(Encoded, usize)> = Vec::with_capacity(total);
    for some in missing.chunks(8 * STRIDE) {
        let some_texts: Vec<&str> = some.iter().map(|i| texts[*i].as_ref()).collect();
        order.extend(reader.encoder.encode_all(&some_texts)?.into_iter().zip(some.iter().copied()));
    }
    // Like lengths together: the batches are even, and progress is.
    order.sort_by_key(|(encoded, i)| (encoded.ids.len(), *i));
    if total >= MANY {
        let middle: Vec<Encoded> =
            order[total / 2..].iter().take(64).map(|(e, _)| e.clone()).collect();
        reader.hurry(&middle)?;
    }
    let mut done = 0;
    for some in order.chunks(STRIDE) {
        let encoded: Vec<Encoded> = some.iter().map(|(encoded, _)| encoded.clone()).collect();
        let mut vectors = reader.read(&encoded)?;
        vectors.chunks_exact_mut(hidden).for_each(to_length_1);
        let rows = || some.iter().map(|(_, i)| *i).zip(vectors.chunks_exact(hidden));
        for (i, vector) in rows() {
            for same in &waiting[&keys[i]] {
                values[same * hidden..][..hidden].copy_from_slice(vector);
            }
        }
        if let Some(cache) = &mut cache {
            cache.add(rows().map(|(i, vector)| (keys[i], vector)))?;
        }
        done += some.len();
        if !progress(done, total) {
            return Err(stopped());
        }
    }
    Ok(Embeddings { values, hidden })
}

fn to_length_1(vector: &mut [f32]) {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    vector.iter_mut().for_each(|x| *x /= length);
}

fn stopped() -> Error {
    Error::new(Code::Interrupted, "It was stopped")
        .safe("What was read so far is kept, and need not be read again")
}

/// A model that reads and does not learn.
struct Reader {
    model: Box<dyn Classifier>,
    weights: Weights,
    interpreter: Cpu,
    encoder: Encoder,
}

impl Reader {
    fn open(folder: &ModelFolder) -> Result<Self> {
        // The head is not asked; it has one class, so that there is a model to build.
        let options = Options { pooling: Pooling::Mean, dropout: 0.0, classes: 1 };
        let (model, weights) = folder.build(options)?;
        let encoder = Encoder::open(&folder.path, LONGEST.min(folder.info()?.max_length))?;
        let threads = std::thread::available_parallelism().map_or(1, |n| n.get());
        let interpreter = Cpu::new(Isa::named("auto")?, threads, false)?;
        Ok(Self { model, weights, interpreter, encoder })
    }

    /// Goes on in bf16 where that is faster on this processor, which some have instructions for that
    /// are not. The vectors are kept as f16, and compared, not learned from: nothing is lost by it.
    fn hurry(&mut self, some: &[Encoded]) -> Result<()> {
        let isa = Isa::named("auto")?;
        if !isa.has_bf16() {
            return Ok(());
        }
        let threads = std::thread::available_parallelism().map_or(1, |n| n.get());
        let mut other = Cpu::new(isa, threads, true)?;
        // Of each the best of some turns, so that a busy moment does not decide.
        let mut best = [f64::INFINITY; 2];
        for turn in 0..6 {
            let begun = Instant::now();
            self.read(some)?;
            best[turn % 2] = best[turn % 2].min(begun.elapsed().as_secs_f64());
            std::mem::swap(&mut self.interpreter, &mut other);
        }
        if best[1] < FASTER * best[0] {
            self.interpreter = other;
        }
        Ok(())
    }

    fn read(&mut self, encoded: &[Encoded]) -> Result<Vec<f32>> {
        let (model, weights) = (self.model.as_ref(), &self.weights);
        read(model, weights, &mut self.interpreter, encoded, true, &mut |_| true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_bf16_the_vectors_say_the_same() {
        if !Isa::named("auto").unwrap().has_bf16() {
            return;
        }
        let starter = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/starter");
        let mut reader = Reader::open(&ModelFolder::open(&starter).unwrap()).unwrap();
        let texts = ["Where is my parcel?", "Half a tablet made me dizzy, is that normal?", "no"];
        let encoded = reader.encoder.encode_all(&texts).unwrap();
        let vectors = |reader: &mut Reader| {
            let mut values = reader.read(&encoded).unwrap();
            let hidden = values.len() / texts.len();
            values.chunks_exact_mut(hidden).for_each(to_length_1);
            Embeddings { values, hidden }
        };
        let exact = vectors(&mut reader);
        reader.interpreter = Cpu::new(Isa::named("auto").unwrap(), 1, true).unwrap();
        let fast = vectors(&mut reader);
        for (i, text) in texts.iter().enumerate() {
            let alike: f32 = exact.row(i).iter().zip(fast.row(i)).map(|(a, b)| a * b).sum();
            assert!(alike > 0.9995, "{text}: {alike}");
        }
        reader.hurry(&encoded).unwrap();
        assert_eq!(vectors(&mut reader).values.len(), exact.values.len());
    }
}
