//! Share of right answers, and how far chance may move it.

use super::Metric;

pub(super) const METRIC: Metric = Metric {
    id: "accuracy",
    title: "Right answers",
    description: "How many of the rows got the right category.",
    unit: "share",
    higher_is_better: true,
};

/// 95% Wilson score interval of `right` out of `n`. Wilson 1927.
pub fn wilson(right: usize, n: usize) -> (f64, f64) {
    if n == 0 {
        return (0.0, 1.0);
    }
    let z = 1.959_963_984_540_054_f64;
    let (n, p) = (n as f64, right as f64 / n as f64);
    let centre = p + z * z / (2.0 * n);
    let spread = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    (((centre - spread) / scale).max(0.0), ((centre + spread) / scale).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::wilson;

    /// Worked by hand from the formula: 92 of 100 and 10 of 10.
    #[test]
    fn the_interval_is_that_of_the_formula() {
        let (low, high) = wilson(92, 100);
        assert!((low - 0.850_019).abs() < 1e-5 && (high - 0.958_907).abs() < 1e-5, "{low} {high}");
        let (low, high) = wilson(10, 10);
        assert!((low - 0.722_467).abs() < 1e-5 && (high - 1.0).abs() < 1e-12, "{low} {high}");
    }
}
