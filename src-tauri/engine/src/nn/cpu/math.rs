//! Functions of one number that compilers turn into vectors. `F`: a multiply-add is one
//! instruction. Not a number stays not a number, so that a diverged training is seen.

use crate::nn::Activation;

/// a b + c
#[inline(always)]
pub fn fma<const F: bool>(a: f32, b: f32, c: f32) -> f32 {
    if F { a.mul_add(b, c) } else { a * b + c }
}

/// e^x within 2 units in the last place for |x| <= 87, clamped there. Cody-Waite reduction and
/// the polynomial of the Cephes library.
#[inline(always)]
pub fn exp<const F: bool>(x: f32) -> f32 {
    // Adding it rounds to an integer, which then stands in the low bits.
    const MAGIC: f32 = 12_582_912.0;
    let x = if x < -87.0 { -87.0 } else { x };
    let x = if x > 88.0 { 88.0 } else { x };
    let shifted = fma::<F>(x, std::f32::consts::LOG2_E, MAGIC);
    let n = shifted - MAGIC;
    let r = fma::<F>(n, -0.693_359_4, x);
    let r = fma::<F>(n, 2.121_944_4e-4, r);
    let mut p = 1.987_569_1e-4;
    p = fma::<F>(p, r, 1.398_2e-3);
    p = fma::<F>(p, r, 8.333_452e-3);
    p = fma::<F>(p, r, 4.166_579_6e-2);
    p = fma::<F>(p, r, 1.666_666_5e-1);
    p = fma::<F>(p, r, 0.5);
    let y = fma::<F>(p * r, r, r + 1.0);
    let exponent = shifted.to_bits().wrapping_sub(MAGIC.to_bits()).wrapping_add(127) << 23;
    y * f32::from_bits(exponent)
}

/// The normal distribution's Φ(x) and φ(x); erf by Abramowitz & Stegun 7.1.26, within 1.5e-7.
#[inline(always)]
fn normal<const F: bool>(x: f32) -> (f32, f32) {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / fma::<F>(z, 0.327_591_1, 1.0);
    let e = exp::<F>(-z * z);
    let mut p = 1.061_405_4;
    p = fma::<F>(p, t, -1.453_152);
    p = fma::<F>(p, t, 1.421_413_7);
    p = fma::<F>(p, t, -0.284_496_74);
    p = fma::<F>(p, t, 0.254_829_6);
    let beyond = 0.5 * p * t * e;
    let below = if x >= 0.0 { 1.0 - beyond } else { beyond };
    (below, e * 0.398_942_3)
}

/// tanh within 3 units in the last place: through e^2x, and a polynomial near 0.
#[inline(always)]
pub fn tanh<const F: bool>(x: f32) -> f32 {
    let a = x.abs();
    let large = 1.0 - 2.0 / (exp::<F>(2.0 * a) + 1.0);
    let s = a * a;
    let mut p = -5.704_99e-3;
    p = fma::<F>(p, s, 0.020_639_09);
    p = fma::<F>(p, s, -5.373_972_e-2);
    p = fma::<F>(p, s, 1.333_144_2e-1);
    p = fma::<F>(p, s, -0.333_332_8);
    let small = fma::<F>(p * s, a, a);
    let y = if a < 0.625 { small } else { large };
    if x < 0.0 { -y } else { y }
}

/// Value and slope of an activation.
#[inline(always)]
pub fn activation<const F: bool>(kind: Activation, x: f32) -> (f32, f32) {
    match kind {
        Activation::Gelu => {
            let (below, density) = normal::<F>(x);
            (x * below, fma::<F>(x, density, below))
        }
        Activation::GeluTanh => {
            const C: f32 = 0.797_884_6; // sqrt(2 / pi)
            let square = x * x;
            let t = tanh::<F>(C * x * fma::<F>(square, 0.044_715, 1.0));
            let inner = C * fma::<F>(square, 3.0 * 0.044_715, 1.0);
            let half = 0.5 * (1.0 + t);
            (x * half, half + 0.5 * x * (1.0 - t * t) * inner)
        }
        Activation::Silu => {
            let s = 1.0 / (1.0 + exp::<F>(-x));
            (x * s, s * fma::<F>(x, 1.0 - s, 1.0))
        }
        Activation::Tanh => {
            let t = tanh::<F>(x);
            (t, 1.0 - t * t)
        }
    }
}

/// Σ x, in 16 lanes.
#[inline(always)]
pub fn sum(x: &[f32]) -> f32 {
    let (chunks, rest) = x.as_chunks::<16>();
    let mut lanes = [0.0f32; 16];
    for chunk in chunks {
        lanes.iter_mut().zip(chunk).for_each(|(s, v)| *s += v);
    }
    fold(lanes) + rest.iter().sum::<f32>()
}

/// Σ x y, in 16 lanes.
#[inline(always)]
pub fn dot<const F: bool>(x: &[f32], y: &[f32]) -> f32 {
    let ((xs, x_rest), (ys, y_rest)) = (x.as_chunks::<16>(), y.as_chunks::<16>());
    let mut lanes = [0.0f32; 16];
    for (x, y) in xs.iter().zip(ys) {
        for i in 0..16 {
            lanes[i] = fma::<F>(x[i], y[i], lanes[i]);
        }
    }
    fold(lanes) + x_rest.iter().zip(y_rest).map(|(a, b)| a * b).sum::<f32>()
}

/// The largest value; -inf of nothing.
#[inline(always)]
pub fn largest(x: &[f32]) -> f32 {
    let (chunks, rest) = x.as_chunks::<16>();
    let mut lanes = [f32::NEG_INFINITY; 16];
    for chunk in chunks {
        lanes.iter_mut().zip(chunk).for_each(|(m, &v)| *m = if v > *m { v } else { *m });
    }
    lanes.iter().chain(rest).fold(f32::NEG_INFINITY, |m, &v| if v > m { v } else { m })
}

#[inline(always)]
fn fold(lanes: [f32; 16]) -> f32 {
    let eight: [f32; 8] = std::array::from_fn(|i| lanes[i] + lanes[i + 8]);
    let four: [f32; 4] = std::array::from_fn(|i| eight[i] + eight[i + 4]);
    (four[0] + four[2]) + (four[1] + four[3])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against the same function in f64.
    #[test]
    fn functions_are_close_to_their_f64_twins() {
        for i in -4000..=4000 {
            let x = i as f32 * 0.01;
            let d = f64::from(x);
            let close = |got: f32, want: f64, what: &str| {
                let off = (f64::from(got) - want).abs() / want.abs().max(5e-2);
                assert!(off < 4e-6, "{what}({x}) = {got}, not {want}");
            };
            let e = exp::<true>(x);
            assert!((f64::from(e) / d.exp() - 1.0).abs() < 4e-7, "exp({x})");
            close(tanh::<true>(x), d.tanh(), "tanh");
            close(activation::<false>(Activation::Silu, x).0, d / (1.0 + (-d).exp()), "silu");
            let inner = (2.0 / std::f64::consts::PI).sqrt() * (d + 0.044715 * d * d * d);
            close(
                activation::<true>(Activation::GeluTanh, x).0,
                0.5 * d * (1.0 + inner.tanh()),
                "gelu",
            );
        }
        assert_eq!(exp::<true>(-1e9), exp::<true>(-87.0));
        assert!(exp::<true>(f32::NAN).is_nan() && tanh::<true>(f32::NAN).is_nan());
        for kind in [Activation::Gelu, Activation::GeluTanh, Activation::Silu, Activation::Tanh] {
            assert!(activation::<true>(kind, f32::NAN).0.is_nan());
        }
    }

    #[test]
    fn slopes_agree_with_finite_differences() {
        for kind in [Activation::Gelu, Activation::GeluTanh, Activation::Silu, Activation::Tanh] {
            for i in -60..=60 {
                let x = i as f32 * 0.1 + 0.013;
                let value = |x: f32| f64::from(activation::<true>(kind, x).0);
                let want = (value(x + 5e-3) - value(x - 5e-3)) / 1e-2;
                let got = f64::from(activation::<true>(kind, x).1);
                assert!((got - want).abs() < 2e-4, "{kind:?} at {x}: {got} {want}");
            }
        }
    }

    #[test]
    fn reductions_count_every_value_once() {
        for n in [0usize, 1, 15, 16, 17, 33, 100] {
            let x: Vec<f32> = (0..n).map(|i| i as f32).collect();
            let total = (n * n.saturating_sub(1) / 2) as f32;
            assert_eq!(sum(&x), total);
            assert_eq!(dot::<true>(&x, &vec![2.0; n]), 2.0 * total);
            assert_eq!(largest(&x), if n == 0 { f32::NEG_INFINITY } else { n as f32 - 1.0 });
        }
    }
}
