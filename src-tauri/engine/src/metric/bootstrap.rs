//! How far a figure could be off because other texts might have been drawn. Efron 1979,
//! "Bootstrap methods: another look at the jackknife".

const DRAWS: usize = 1000;

/// SplitMix64 (Steele et al. 2014): enough to draw texts with, and the same every time.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        ((u128::from(z) * n as u128) >> 64) as usize
    }
}

/// 95% range of Σ value / Σ weight over (value, weight) pairs that are drawn again with
/// replacement; the ratio itself where there is no more than one pair.
pub fn bootstrap_ratio(pairs: &[(f64, f64)]) -> (f64, f64) {
    let ratio = |values: f64, weights: f64| values / weights.max(f64::MIN_POSITIVE);
    if pairs.len() < 2 {
        let only = pairs.first().map_or(0.0, |(value, weight)| ratio(*value, *weight));
        return (only, only);
    }
    let mut random = Random(17);
    let mut ratios: Vec<f64> = (0..DRAWS)
        .map(|_| {
            let drawn = (0..pairs.len()).map(|_| pairs[random.below(pairs.len())]);
            let (values, weights) = drawn.fold((0.0, 0.0), |(v, w), (a, b)| (v + a, w + b));
            ratio(values, weights)
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    (ratios[DRAWS * 25 / 1000], ratios[DRAWS * 975 / 1000 - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_range_is_about_two_standard_errors_wide() {
        // Values 0 and 1 in turn, weight 1: the mean of 400 has a standard error of 1 / 40.
        let pairs: Vec<(f64, f64)> = (0..400).map(|i| (f64::from(i % 2), 1.0)).collect();
        let (low, high) = bootstrap_ratio(&pairs);
        assert!((low - 0.451).abs() < 0.008 && (high - 0.549).abs() < 0.008, "{low} to {high}");
        assert_eq!(bootstrap_ratio(&[(3.0, 2.0)]), (1.5, 1.5));
        assert_eq!(bootstrap_ratio(&[(3.0, 2.0); 9]), (1.5, 1.5));
    }
}
