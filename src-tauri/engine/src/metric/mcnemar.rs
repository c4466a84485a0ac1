//! Whether two models that answered the same rows differ by more than luck.

/// McNemar's test, exact and two-sided (McNemar 1947; the binomial form of Agresti, Categorical
/// Data Analysis, 10.1.4): how often luck alone would split the rows on which the two differ at
/// least as unevenly. `only_a`, `only_b`: rows that only this one gets right.
pub fn mcnemar(only_a: usize, only_b: usize) -> f64 {
    let n = only_a + only_b;
    let few = only_a.min(only_b);
    // Binomial(n, 1/2) up to `few`, by logarithms: a factorial of a thousand is no number.
    let mut log = -(n as f64) * std::f64::consts::LN_2;
    let mut tail = log.exp();
    for k in 1..=few {
        log += ((n - k + 1) as f64 / k as f64).ln();
        tail += log.exp();
    }
    (2.0 * tail).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::mcnemar;

    /// scipy.stats.binomtest(3, 13).pvalue, (1, 10), (0, 6), (5, 5), (400, 500)
    #[test]
    fn p_values_as_scipy_gives_them() {
        for (a, b, p) in [
            (10, 3, 0.092_285_156_25),
            (1, 9, 0.021_484_375),
            (0, 6, 0.031_25),
            (5, 5, 1.0),
            (0, 0, 1.0),
            (500, 400, 0.000_956_444),
        ] {
            assert!((mcnemar(a, b) - p).abs() < 1e-6, "{a} {b}: {}", mcnemar(a, b));
            assert_eq!(mcnemar(a, b), mcnemar(b, a));
        }
    }
}
