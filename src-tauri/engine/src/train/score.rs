//! Logits against the right answers.

use crate::metric::{Confusion, Scores};

/// A scored part: each row's probabilities and the figures over them.
#[derive(Debug, Clone)]
pub struct Scored {
    pub scores: Scores,
    pub confusion: Confusion,
    pub predicted: Vec<u32>,
    pub confidence: Vec<f32>,
    /// (n, classes); empty for a guess without any.
    pub probabilities: Vec<f32>,
}

/// softmax of one row, in place.
pub fn softmax(row: &mut [f32]) {
    let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    row.iter_mut().for_each(|x| *x = (*x - top).exp());
    let sum: f32 = row.iter().sum();
    row.iter_mut().for_each(|x| *x /= sum);
}

/// Index of the largest value; the first one on a tie.
pub fn largest(row: &[f32]) -> usize {
    row.iter().enumerate().fold(0, |best, (i, &x)| if x > row[best] { i } else { best })
}

/// logits (n, classes)
pub fn score(mut logits: Vec<f32>, labels: &[u32], classes: usize) -> Scored {
    let mut loss = 0.0;
    let mut predicted = Vec::with_capacity(labels.len());
    let mut confidence = Vec::with_capacity(labels.len());
    for (row, &label) in logits.chunks_exact_mut(classes).zip(labels) {
        softmax(row);
        loss -= f64::from(row[label as usize].max(f32::MIN_POSITIVE)).ln();
        let best = largest(row);
        predicted.push(best as u32);
        confidence.push(row[best]);
    }
    let pairs = labels.iter().copied().zip(predicted.iter().copied());
    let confusion = Confusion::new(classes, pairs);
    let mean = (!labels.is_empty()).then(|| loss / labels.len() as f64);
    Scored {
        scores: Scores::of(&confusion, mean),
        confusion,
        predicted,
        confidence,
        probabilities: logits,
    }
}

/// What always saying the most frequent training category would get.
pub fn score_majority(train: &[u32], labels: &[u32], classes: usize) -> Scored {
    let mut counts = vec![0f32; classes];
    train.iter().for_each(|&l| counts[l as usize] += 1.0);
    let most = largest(&counts) as u32;
    let confusion = Confusion::new(classes, labels.iter().map(|&l| (l, most)));
    Scored {
        scores: Scores::of(&confusion, None),
        confusion,
        predicted: vec![most; labels.len()],
        confidence: vec![1.0; labels.len()],
        probabilities: Vec::new(),
    }
}
