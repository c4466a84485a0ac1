//! How far two people agree beyond chance.

/// Cohen's kappa (Cohen 1960) of the categories that two people gave to the same rows: 1 is full
/// agreement, 0 what chance alone would give. Nothing where chance alone explains everything: no
/// rows, or one category throughout.
pub fn cohen_kappa<T: PartialEq>(pairs: &[(T, T)]) -> Option<f64> {
    let rows = pairs.len() as f64;
    let agreed = pairs.iter().filter(|(a, b)| a == b).count() as f64 / rows;
    // Each row's category by the one, as often as the other gives it.
    let often = |category: &T| pairs.iter().filter(|(_, b)| b == category).count() as f64;
    let by_chance = pairs.iter().map(|(a, _)| often(a)).sum::<f64>() / (rows * rows);
    (by_chance < 1.0).then(|| (agreed - by_chance) / (1.0 - by_chance))
}

#[cfg(test)]
mod tests {
    use super::cohen_kappa;

    /// sklearn.metrics.cohen_kappa_score on the same lists.
    #[test]
    fn kappa_as_scikit_learn_gives_it() {
        let pairs = |a: &str, b: &str| a.chars().zip(b.chars()).collect::<Vec<_>>();
        for (a, b, kappa) in [
            ("aabbccabca", "aabbcbabcc", 0.701_492_537_313_433),
            ("aaaabbbb", "bbbbaaaa", -1.0),
            ("aaaaaaaaab", "aaaaaaaaba", -0.111_111_111_111_111),
            ("abcabc", "abcabc", 1.0),
        ] {
            let said = cohen_kappa(&pairs(a, b)).unwrap();
            assert!((said - kappa).abs() < 1e-9, "{a} {b}: {said}");
        }
        assert_eq!(cohen_kappa(&pairs("aaaa", "aaaa")), None);
        assert_eq!(cohen_kappa::<char>(&[]), None);
    }
}
