//! The quick head: multinomial logistic regression on the frozen features, by L-BFGS.
//!
//! It is the honest baseline, and where tuning starts (LP-FT: Kumar et al. 2022,
//! arXiv:2202.10054).

use super::regression::{GROUP, add_products, products, widen};
use crate::nn::cpu::Isa;
use rayon::prelude::*;
use std::collections::VecDeque;

/// A linear classifier: weight (classes, hidden), bias (classes).
#[derive(Debug, Clone, PartialEq)]
pub struct Probe {
    pub weight: Vec<f32>,
    pub bias: Vec<f32>,
}

/// The examples a probe is fitted to: features (n, hidden), one label each.
struct Problem<'a> {
    features: &'a [f32],
    labels: &'a [u32],
    hidden: usize,
    classes: usize,
    c: f64,
    isa: Isa,
}

/// Minimises `c * sum of cross-entropies + 0.5 * |weight|²` (the objective of scikit-learn's
/// LogisticRegression; the bias is not penalised), starting from zero.
pub fn fit_probe(features: &[f32], labels: &[u32], classes: usize, c: f64) -> Probe {
    let hidden = features.len() / labels.len().max(1);
    let isa = Isa::detect().unwrap_or_default();
    let problem = Problem { features, labels, hidden, classes, c, isa };
    let mut x = vec![0.0; classes * (hidden + 1)];
    minimise(&mut x, |x, gradient| problem.value(x, gradient), 300, 1e-6);
    let to_f32 = |v: &[f64]| v.iter().map(|&v| v as f32).collect();
    let (weight, bias) = x.split_at(classes * hidden);
    Probe { weight: to_f32(weight), bias: to_f32(bias) }
}

/// One label of [`fit_tag_probe`]: y is 1 where it holds.
struct YesNo<'a> {
    features: &'a [f32],
    truth: Vec<bool>,
    hidden: usize,
    c: f64,
    isa: Isa,
}

/// A logistic regression for each label by itself, each minimising
/// `c * sum of binary cross-entropies + 0.5 * |weight|²` (scikit-learn's LogisticRegression under
/// OneVsRestClassifier). features (n, hidden), truth (n, labels).
pub fn fit_tag_probe(features: &[f32], truth: &[bool], labels: usize, c: f64) -> Probe {
    let hidden = features.len() / (truth.len() / labels).max(1);
    let isa = Isa::detect().unwrap_or_default();
    let fit = |label: usize| {
        let own = truth.iter().skip(label).step_by(labels).copied().collect();
        let problem = YesNo { features, truth: own, hidden, c, isa };
        let mut x = vec![0.0; hidden + 1];
        minimise(&mut x, |x, gradient| problem.value(x, gradient), 300, 1e-6);
        x
    };
    let fitted: Vec<Vec<f64>> = (0..labels).into_par_iter().map(fit).collect();
    Probe {
        weight: fitted.iter().flat_map(|x| x[..hidden].iter().map(|&w| w as f32)).collect(),
        bias: fitted.iter().map(|x| x[hidden] as f32).collect(),
    }
}

impl YesNo<'_> {
    /// The objective at x = [weight, bias] and its gradient.
    fn value(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let (weight, bias) = x.split_at(self.hidden);
        let (to_weight, to_bias) = gradient.split_at_mut(self.hidden);
        to_weight.copy_from_slice(weight);
        to_bias.fill(0.0);
        let mut loss = 0.0;
        let mut rows = vec![0.0; GROUP * self.hidden];
        let some = self.features.chunks(GROUP * self.hidden);
        for (some, truths) in some.zip(self.truth.chunks(GROUP)) {
            let (mut logits, mut deltas) = ([0.0; GROUP], [0.0; GROUP]);
            widen(some, &mut rows);
            products(self.isa, weight, bias, &rows, &mut logits);
            for ((delta, &z), &truth) in deltas.iter_mut().zip(&logits).zip(truths) {
                let y = f64::from(u8::from(truth));
                loss += z.max(0.0) - y * z + (-z.abs()).exp().ln_1p();
                *delta = self.c * (1.0 / (1.0 + (-z).exp()) - y);
                to_bias[0] += *delta;
            }
            add_products(self.isa, &deltas, &rows, to_weight);
        }
        self.c * loss + 0.5 * dot(weight, weight)
    }
}

impl Problem<'_> {
    /// The objective at x = [weight, bias] and its gradient. Blocks of examples are summed in
    /// their order, whatever thread computed them.
    fn value(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        const BLOCK: usize = 256;
        let (weight, bias) = x.split_at(self.classes * self.hidden);
        let parts: Vec<(f64, Vec<f64>)> = self
            .labels
            .par_chunks(BLOCK)
            .zip(self.features.par_chunks(BLOCK * self.hidden))
            .map(|(labels, rows)| self.block(weight, bias, labels, rows))
            .collect();
        gradient.fill(0.0);
        let mut loss = 0.0;
        for (part_loss, part) in &parts {
            loss += part_loss;
            gradient.iter_mut().zip(part).for_each(|(g, p)| *g += self.c * p);
        }
        gradient.iter_mut().zip(weight).for_each(|(g, w)| *g += w);
        self.c * loss + 0.5 * weight.iter().map(|w| w * w).sum::<f64>()
    }

    fn block(&self, weight: &[f64], bias: &[f64], labels: &[u32], rows: &[f32]) -> (f64, Vec<f64>) {
        let mut gradient = vec![0.0; self.classes * (self.hidden + 1)];
        let (to_weight, to_bias) = gradient.split_at_mut(self.classes * self.hidden);
        let mut wide = vec![0.0; GROUP * self.hidden];
        let mut logits = vec![0.0; self.classes * GROUP];
        let mut deltas = vec![0.0; self.classes * GROUP];
        let mut loss = 0.0;
        for (labels, some) in labels.chunks(GROUP).zip(rows.chunks(GROUP * self.hidden)) {
            widen(some, &mut wide);
            products(self.isa, weight, bias, &wide, &mut logits);
            deltas.fill(0.0);
            for (i, &label) in labels.iter().enumerate() {
                loss += softmax_delta(&logits, &mut deltas, i, label as usize);
            }
            add_products(self.isa, &deltas, &wide, to_weight);
            for (bias, deltas) in to_bias.iter_mut().zip(deltas.as_chunks::<GROUP>().0) {
                deltas.iter().for_each(|delta| *bias += delta);
            }
        }
        (loss, gradient)
    }
}

/// The cross-entropy of example `i` of a group, whose derivatives by its logits are written to
/// `deltas`; both (classes, GROUP).
fn softmax_delta(logits: &[f64], deltas: &mut [f64], i: usize, label: usize) -> f64 {
    let own = || logits.iter().skip(i).step_by(GROUP);
    let top = own().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for (delta, logit) in deltas.iter_mut().skip(i).step_by(GROUP).zip(own()) {
        *delta = (logit - top).exp();
        sum += *delta;
    }
    deltas.iter_mut().skip(i).step_by(GROUP).for_each(|delta| *delta /= sum);
    let at = label * GROUP + i;
    deltas[at] -= 1.0;
    top + sum.ln() - logits[at]
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// L-BFGS with ten pairs and backtracking (Nocedal & Wright, Numerical Optimization, alg. 7.5).
/// Ends when the gradient is `tolerance` times the first one.
pub(crate) fn minimise(
    x: &mut [f64],
    value: impl Fn(&[f64], &mut [f64]) -> f64,
    iterations: usize,
    tolerance: f64,
) {
    let n = x.len();
    let mut gradient = vec![0.0; n];
    let mut f = value(x, &mut gradient);
    let first = dot(&gradient, &gradient).sqrt().max(1e-12);
    let mut pairs: VecDeque<(Vec<f64>, Vec<f64>)> = VecDeque::new();
    for _ in 0..iterations {
        if dot(&gradient, &gradient).sqrt() <= tolerance * first {
            return;
        }
        let direction = direction(&gradient, &pairs);
        let slope = dot(&direction, &gradient);
        let mut step = if pairs.is_empty() { 1.0 / first } else { 1.0 };
        let mut next = vec![0.0; n];
        let mut next_gradient = vec![0.0; n];
        let mut found = false;
        for _ in 0..40 {
            next.iter_mut().zip(x.iter().zip(&direction)).for_each(|(n, (x, d))| *n = x + step * d);
            let next_f = value(&next, &mut next_gradient);
            if next_f <= f + 1e-4 * step * slope {
                f = next_f;
                found = true;
                break;
            }
            step *= 0.5;
        }
        if !found {
            return;
        }
        let s: Vec<f64> = next.iter().zip(x.iter()).map(|(a, b)| a - b).collect();
        let y: Vec<f64> = next_gradient.iter().zip(&gradient).map(|(a, b)| a - b).collect();
        if dot(&s, &y) > 1e-12 * dot(&y, &y) {
            pairs.push_back((s, y));
            if pairs.len() > 10 {
                pairs.pop_front();
            }
        }
        x.copy_from_slice(&next);
        gradient = next_gradient;
    }
}

/// The two-loop recursion: minus the approximate inverse Hessian times the gradient.
fn direction(gradient: &[f64], pairs: &VecDeque<(Vec<f64>, Vec<f64>)>) -> Vec<f64> {
    let mut q: Vec<f64> = gradient.iter().map(|g| -g).collect();
    let mut alphas = Vec::with_capacity(pairs.len());
    for (s, y) in pairs.iter().rev() {
        let alpha = dot(s, &q) / dot(y, s);
        q.iter_mut().zip(y).for_each(|(q, y)| *q -= alpha * y);
        alphas.push(alpha);
    }
    if let Some((s, y)) = pairs.back() {
        let scale = dot(s, y) / dot(y, y);
        q.iter_mut().for_each(|q| *q *= scale);
    }
    for ((s, y), alpha) in pairs.iter().zip(alphas.iter().rev()) {
        let beta = dot(y, &q) / dot(y, s);
        q.iter_mut().zip(s).for_each(|(q, s)| *q += (alpha - beta) * s);
    }
    q
}
