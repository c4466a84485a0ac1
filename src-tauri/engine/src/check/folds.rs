//! What a model that never saw a row would say of its category: logistic regression on the
//! embeddings, fitted to all folds but one, asked about that one.

use super::Corpus;
use super::words::mix;
use crate::embed::Embeddings;
use crate::error::Result;
use crate::train::{minimise, softmax};
use candle_core::{Device, Tensor};
use rayon::prelude::*;
use std::collections::HashMap;

const FOLDS: usize = 5;
/// How far the regression may lean on single rows. A pull towards zero is to make it follow the
/// crowd, not the rows that may be wrong; of 1, 5 and 20 this ranked planted ones best.
const C: f64 = 5.0;
const ITERATIONS: usize = 100;
const TOLERANCE: f64 = 1e-4;

/// Probabilities of every category for the rows `asked` (n, classes), each from a model that saw
/// neither the row nor its text. `progress` hears folds done and in all.
pub fn out_of_fold(
    corpus: &Corpus,
    asked: &[usize],
    embeddings: &Embeddings,
    progress: &mut dyn FnMut(usize, usize) -> Result<()>,
) -> Result<Vec<f32>> {
    let classes = corpus.labels.len();
    let folds = assign(corpus, asked);
    let labels: Vec<u32> =
        asked.iter().map(|row| corpus.items[*row].label.unwrap_or_default()).collect();
    let mut out = vec![0.0; asked.len() * classes];
    for fold in 0..FOLDS {
        progress(fold, FOLDS)?;
        let places = |held: bool| -> Vec<usize> {
            (0..asked.len()).filter(|i| (folds[*i] == fold) == held).collect()
        };
        let (learn, ask) = (places(false), places(true));
        if learn.is_empty() || ask.is_empty() {
            continue;
        }
        let learn_labels: Vec<u32> = learn.iter().map(|i| labels[*i]).collect();
        let x = fit(&gather(embeddings, &learn)?, &learn_labels, classes, embeddings.hidden)?;
        let mut logits = logits(&gather(embeddings, &ask)?, &x, classes, embeddings.hidden)?;
        for (row, i) in logits.chunks_exact_mut(classes).zip(&ask) {
            softmax(row);
            out[i * classes..][..classes].copy_from_slice(row);
        }
    }
    progress(FOLDS, FOLDS)?;
    Ok(out)
}

/// Every category is spread over the folds evenly; the same text stays in one.
fn assign(corpus: &Corpus, asked: &[usize]) -> Vec<usize> {
    let keys = corpus.word_keys();
    let mut order: Vec<usize> = (0..asked.len()).collect();
    let text = |i: usize| match keys[asked[i]] {
        0 => corpus.keys()[asked[i]],
        key => key,
    };
    let label = |i: usize| corpus.items[asked[i]].label;
    order.sort_by_key(|i| (label(*i), mix(text(*i)), *i));
    let mut known: HashMap<u64, usize> = HashMap::new();
    let mut folds = vec![0; asked.len()];
    for (turn, i) in order.into_iter().enumerate() {
        folds[i] = *known.entry(text(i)).or_insert(turn % FOLDS);
    }
    folds
}

/// (rows, hidden)
fn gather(embeddings: &Embeddings, rows: &[usize]) -> Result<Tensor> {
    let values: Vec<f32> = rows.iter().flat_map(|row| embeddings.row(*row)).copied().collect();
    Ok(Tensor::from_vec(values, (rows.len(), embeddings.hidden), &Device::Cpu)?)
}

/// Weight (classes, hidden) and bias (classes) that minimise C times the sum of cross-entropies
/// plus half the squared weights, as `train::fit_probe` does, with the products of all rows at
/// once in f32.
fn fit(features: &Tensor, labels: &[u32], classes: usize, hidden: usize) -> Result<Vec<f64>> {
    let mut x = vec![0.0; classes * (hidden + 1)];
    let mut failed = None;
    let fault = std::cell::RefCell::new(&mut failed);
    let value = |x: &[f64], gradient: &mut [f64]| match value(features, labels, x, gradient) {
        Ok(value) => value,
        Err(error) => {
            **fault.borrow_mut() = Some(error);
            gradient.fill(0.0);
            0.0
        }
    };
    minimise(&mut x, value, ITERATIONS, TOLERANCE);
    failed.map_or(Ok(x), Err)
}

fn value(features: &Tensor, labels: &[u32], x: &[f64], gradient: &mut [f64]) -> Result<f64> {
    let hidden = features.dim(1)?;
    let classes = x.len() / (hidden + 1);
    let mut deltas = logits(features, x, classes, hidden)?;
    let losses: Vec<f64> = deltas
        .par_chunks_exact_mut(classes)
        .zip(labels)
        .map(|(row, label)| {
            softmax(row);
            let own = &mut row[*label as usize];
            let loss = -f64::from(own.max(f32::MIN_POSITIVE)).ln();
            *own -= 1.0;
            loss
        })
        .collect();
    let deltas = Tensor::from_vec(deltas, (labels.len(), classes), &Device::Cpu)?;
    let by_weight = deltas.t()?.matmul(features)?.flatten_all()?.to_vec1::<f32>()?;
    let by_bias = deltas.sum(0)?.to_vec1::<f32>()?;
    let (weight, _) = x.split_at(classes * hidden);
    let pull = weight.iter().copied().chain(std::iter::repeat(0.0));
    for ((g, part), pull) in gradient.iter_mut().zip(by_weight.iter().chain(&by_bias)).zip(pull) {
        *g = C * f64::from(*part) + pull;
    }
    Ok(C * losses.iter().sum::<f64>() + 0.5 * weight.iter().map(|w| w * w).sum::<f64>())
}

/// (rows, classes)
fn logits(features: &Tensor, x: &[f64], classes: usize, hidden: usize) -> Result<Vec<f32>> {
    let (weight, bias) = x.split_at(classes * hidden);
    let to_f32 = |values: &[f64]| values.iter().map(|v| *v as f32).collect::<Vec<_>>();
    let weight = Tensor::from_vec(to_f32(weight), (classes, hidden), &Device::Cpu)?;
    let bias = Tensor::from_vec(to_f32(bias), (1, classes), &Device::Cpu)?;
    let logits = features.matmul(&weight.t()?)?.broadcast_add(&bias)?;
    Ok(logits.flatten_all()?.to_vec1()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three clouds in four dimensions.
    fn clouds() -> (Embeddings, Vec<u32>) {
        let mut values = Vec::new();
        let mut labels = Vec::new();
        for i in 0..60_u64 {
            let label = (i % 3) as u32;
            let noise = |d: u64| (mix(i * 4 + d + 1) % 1000) as f32 / 2500.0;
            let row: Vec<f32> =
                (0..4).map(|d| f32::from(u8::from(d == u64::from(label))) + noise(d)).collect();
            let length = row.iter().map(|x| x * x).sum::<f32>().sqrt();
            values.extend(row.iter().map(|x| x / length));
            labels.push(label);
        }
        (Embeddings { values, hidden: 4 }, labels)
    }

    #[test]
    fn fits_what_the_quick_head_fits() {
        let (embeddings, labels) = clouds();
        let all: Vec<usize> = (0..60).collect();
        let x = fit(&gather(&embeddings, &all).unwrap(), &labels, 3, 4).unwrap();
        let probe = crate::train::fit_probe(&embeddings.values, &labels, 3, C);
        for (a, b) in x.iter().zip(probe.weight.iter().chain(&probe.bias)) {
            assert!((a - f64::from(*b)).abs() < 2e-2, "{a} {b}");
        }
    }

    #[test]
    fn folds_are_even_and_a_text_stays_in_one() {
        let texts: Vec<String> = (0..50).map(|i| format!("text {}", i % 40)).collect();
        let list: Vec<_> = texts.iter().map(|text| (text.as_str(), "A")).collect();
        let corpus = super::super::corpus_of(&list);
        let folds = assign(&corpus, &(0..50).collect::<Vec<_>>());
        for i in 40..50 {
            assert_eq!(folds[i], folds[i - 40]);
        }
        for fold in 0..FOLDS {
            let size = folds.iter().filter(|f| **f == fold).count();
            assert!((5..=15).contains(&size), "{size}");
        }
    }
}
