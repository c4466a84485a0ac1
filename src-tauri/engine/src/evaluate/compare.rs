//! Two runs on the same rows.

use crate::metric::mcnemar;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    pub only_a: usize,
    pub only_b: usize,
    pub both: usize,
    pub neither: usize,
    /// How often luck alone would make them differ as much.
    pub p: f64,
}

/// From whether each run got each row right, row by row.
pub fn pair(rows: impl Iterator<Item = (bool, bool)>) -> Pair {
    let mut pair = Pair { only_a: 0, only_b: 0, both: 0, neither: 0, p: 1.0 };
    for right in rows {
        *match right {
            (true, false) => &mut pair.only_a,
            (false, true) => &mut pair.only_b,
            (true, true) => &mut pair.both,
            (false, false) => &mut pair.neither,
        } += 1;
    }
    pair.p = mcnemar(pair.only_a, pair.only_b);
    pair
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_on_which_both_agree_say_nothing() {
        let rows = |both: usize| {
            let mut rows = vec![(true, true); both];
            rows.extend([(true, false); 10]);
            rows.extend([(false, true); 3]);
            rows.push((false, false));
            rows
        };
        let small = pair(rows(5).into_iter());
        assert_eq!((small.only_a, small.only_b, small.both, small.neither), (10, 3, 5, 1));
        assert_eq!(small.p, pair(rows(500).into_iter()).p);
    }
}
