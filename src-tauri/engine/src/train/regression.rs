//! The two products that a logistic regression spends its time in, for four examples at a time.
//!
//! In f64, in lanes that are summed in one order: which instructions compute them changes nothing
//! but the time.

use crate::nn::cpu::per_isa;

/// Examples that share one reading of the weights.
pub(super) const GROUP: usize = 4;
const LANES: usize = 8;

per_isa! {
    /// logits (classes, GROUP) = bias (classes) + weight (classes, hidden) · rows (GROUP, hidden).
    pub(super) fn products(weight: &[f64], bias: &[f64], rows: &[f64], logits: &mut [f64]) {
        let hidden = rows.len() / GROUP;
        let outs = logits.as_chunks_mut::<GROUP>().0;
        for ((w, b), out) in weight.chunks_exact(hidden).zip(bias).zip(outs) {
            let mut sums = [[0.0; LANES]; GROUP];
            for (sums, row) in sums.iter_mut().zip(rows.chunks_exact(hidden)) {
                let (w, x) = (w.as_chunks::<LANES>(), row.as_chunks::<LANES>());
                for (w, x) in w.0.iter().zip(x.0) {
                    for lane in 0..LANES {
                        sums[lane] += w[lane] * x[lane];
                    }
                }
                for (lane, (w, x)) in w.1.iter().zip(x.1).enumerate() {
                    sums[lane] += w * x;
                }
            }
            for (out, [a, b0, c, d, e, f, g, h]) in out.iter_mut().zip(sums) {
                *out = b + (((a + e) + (c + g)) + ((b0 + f) + (d + h)));
            }
        }
    }
}

per_isa! {
    /// gradient (classes, hidden) += deltas (classes, GROUP) · rows (GROUP, hidden), example by example.
    pub(super) fn add_products(deltas: &[f64], rows: &[f64], gradient: &mut [f64]) {
        let hidden = rows.len() / GROUP;
        let (first, rest) = rows.split_at(hidden);
        let (second, rest) = rest.split_at(hidden);
        let (third, fourth) = rest.split_at(hidden);
        let deltas = deltas.as_chunks::<GROUP>().0;
        for ([a, b, c, d], gradient) in deltas.iter().zip(gradient.chunks_exact_mut(hidden)) {
            let rows = first.iter().zip(second).zip(third.iter().zip(fourth));
            for (g, ((x, y), (z, w))) in gradient.iter_mut().zip(rows) {
                *g = (((*g + a * x) + b * y) + c * z) + d * w;
            }
        }
    }
}

/// Some examples (at most GROUP, hidden) in f64; zeros stand for those that lack.
pub(super) fn widen(some: &[f32], rows: &mut [f64]) {
    rows.fill(0.0);
    rows.iter_mut().zip(some).for_each(|(wide, x)| *wide = f64::from(*x));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::cpu::Isa;

    /// Values with nothing regular about them.
    fn values(n: usize, seed: usize) -> Vec<f64> {
        (0..n).map(|i| ((i * 7919 + seed * 104_729) % 1009) as f64 / 500.0 - 1.0).collect()
    }

    #[test]
    fn every_instruction_set_computes_the_same_and_what_it_should() {
        for hidden in [1, 7, 8, 37, 384] {
            for classes in [1, 3, 77] {
                let (weight, bias) = (values(classes * hidden, 1), values(classes, 2));
                let (rows, deltas) = (values(GROUP * hidden, 3), values(classes * GROUP, 4));
                let mut all = Vec::new();
                for name in Isa::available() {
                    let isa = Isa::named(name).unwrap();
                    let mut logits = vec![0.0; classes * GROUP];
                    let mut gradient = values(classes * hidden, 5);
                    products(isa, &weight, &bias, &rows, &mut logits);
                    add_products(isa, &deltas, &rows, &mut gradient);
                    all.push((logits, gradient));
                }
                let (logits, gradient) = &all[0];
                assert!(all.iter().all(|other| *other == all[0]), "{hidden} {classes}");
                let before = values(classes * hidden, 5);
                for k in 0..classes {
                    for i in 0..GROUP {
                        let dot: f64 = (0..hidden)
                            .map(|j| weight[k * hidden + j] * rows[i * hidden + j])
                            .sum();
                        assert!((logits[k * GROUP + i] - bias[k] - dot).abs() < 1e-10);
                    }
                    for j in 0..hidden {
                        let sum: f64 =
                            (0..GROUP).map(|i| deltas[k * GROUP + i] * rows[i * hidden + j]).sum();
                        let at = k * hidden + j;
                        assert!((gradient[at] - before[at] - sum).abs() < 1e-12);
                    }
                }
            }
        }
    }

    #[test]
    fn examples_that_lack_are_zeros() {
        let mut rows = [9.0; GROUP * 2];
        widen(&[1.0, 2.0], &mut rows);
        assert_eq!(rows, [1.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    }
}
