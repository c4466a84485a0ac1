use super::*;
use crate::nn::Philox;

/// Sizes around the tiles' edges, primes, and more than one block of depth.
const SIZES: &[(usize, usize, usize)] = &[
    (1, 1, 1),
    (1, 2, 3),
    (5, 7, 11),
    (6, 64, 64),
    (7, 65, 63),
    (13, 17, 16),
    (12, 33, 8),
    (97, 129, 80),
    (3, 511, 130),
    (8, 1031, 37),
];

fn numbers(n: usize, stream: u32) -> Vec<f32> {
    Philox::new(11).normals(n, stream, 1.0)
}

fn all() -> impl Iterator<Item = Isa> {
    Isa::available().into_iter().map(|name| Isa::named(name).unwrap())
}

/// Largest difference between the product and the plain sums in f64, with the sum of the terms'
/// sizes as the measure.
fn off(
    a: impl Fn(usize, usize) -> f32,
    b: impl Fn(usize, usize) -> f32,
    c: &[f32],
    shape: (usize, usize, usize),
    ld: usize,
    start: f32,
) -> f64 {
    let (m, k, n) = shape;
    let mut worst = 0.0f64;
    for i in 0..m {
        for j in 0..n {
            let terms = (0..k).map(|q| f64::from(a(i, q)) * f64::from(b(q, j)));
            let (sum, size) =
                terms.fold((f64::from(start), 1e-3), |(s, z), t| (s + t, z + t.abs()));
            worst = worst.max((f64::from(c[i * ld + j]) - sum).abs() / size);
        }
    }
    worst
}

#[test]
fn products_agree_with_plain_sums_for_every_size_and_instruction_set() {
    for isa in all() {
        for bf16 in [false, true] {
            if bf16 && !isa.has_bf16() {
                continue;
            }
            for &(m, k, n) in SIZES {
                let (a, b) = (numbers(m * (k + 3), 1), numbers(k * n, 2));
                let bt: Vec<f32> = (0..n * k).map(|i| b[i % k * n + i / k]).collect();
                let mut packed = PackedMatrix::new(isa, bf16);
                // PackedMatrix twice, so that leftovers of a larger shape would show.
                packed.pack(&numbers(40 * 90, 3), 90, 40, 90);
                for transposed in [false, true] {
                    match transposed {
                        true => packed.pack_transposed(&bt, k, k, n),
                        false => packed.pack(&b, n, k, n),
                    }
                    for add in [false, true] {
                        let ld = n + 5;
                        let mut c = vec![0.5; m * ld];
                        let view = View { data: &a, ld: k + 3, rows: m };
                        product(view, &packed, Target { data: &mut c, ld, add });
                        let start = if add { 0.5 } else { 0.0 };
                        let worst = off(
                            |i, q| a[i * (k + 3) + q],
                            |q, j| b[q * n + j],
                            &c,
                            (m, k, n),
                            ld,
                            start,
                        );
                        let limit = if bf16 { 8e-3 } else { 2e-6 };
                        assert!(worst < limit, "{} bf16 {bf16} {m}x{k}x{n}: {worst}", isa.name());
                        let beside = c.chunks(ld).flat_map(|row| &row[n..]);
                        assert!(beside.into_iter().all(|&x| x == 0.5), "wrote beside the columns");
                    }
                }
            }
        }
    }
}

#[test]
fn transposed_products_agree_with_plain_sums() {
    for isa in all() {
        for &(m, k, n) in SIZES {
            let (a, b) = (numbers(k * (m + 2), 4), numbers(k * n, 5));
            let mut packed = PackedMatrix::new(isa, false);
            packed.pack(&b, n, k, n);
            let mut c = vec![0.25; m * n];
            let view = View { data: &a, ld: m + 2, rows: k };
            product_transposed(view, m, &packed, Target { data: &mut c, ld: n, add: true });
            let worst = off(|i, q| a[q * (m + 2) + i], |q, j| b[q * n + j], &c, (m, k, n), n, 0.25);
            assert!(worst < 2e-6, "{} {m}x{k}x{n}: {worst}", isa.name());
        }
    }
}

#[test]
fn a_row_is_the_same_however_many_are_computed_with_it() {
    for isa in all() {
        for bf16 in [false, true] {
            let (k, n) = (200, 70);
            let (a, b) = (numbers(9 * k, 6), numbers(k * n, 7));
            let mut packed = PackedMatrix::new(isa, bf16);
            packed.pack(&b, n, k, n);
            let mut together = vec![0.0; 9 * n];
            let view = View { data: &a, ld: k, rows: 9 };
            product(view, &packed, Target { data: &mut together, ld: n, add: false });
            for (row, want) in a.chunks(k).zip(together.chunks(n)) {
                let mut alone = vec![0.0; n];
                let view = View { data: row, ld: k, rows: 1 };
                product(view, &packed, Target { data: &mut alone, ld: n, add: false });
                assert_eq!(alone, want, "{}", isa.name());
            }
        }
    }
}

#[test]
fn extreme_values_stay_what_they_are() {
    for isa in all() {
        let a = [f32::MAX, 1.0, f32::INFINITY, 0.0, f32::NAN, 1.0];
        let mut packed = PackedMatrix::new(isa, false);
        packed.pack(&[0.0, 1.0, 1.0, 1.0], 2, 2, 2);
        let mut c = [0.0; 6];
        product(
            View { data: &a, ld: 2, rows: 3 },
            &packed,
            Target { data: &mut c, ld: 2, add: false },
        );
        assert_eq!(c[0], 1.0);
        assert_eq!(c[1], f32::MAX);
        assert!(c[2].is_nan() && c[3].is_infinite() && c[4].is_nan() && c[5].is_nan());
    }
}
