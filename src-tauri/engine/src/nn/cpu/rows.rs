//! Kernels on whole rows. Inputs and outputs are (rows, cols), row after row; `add` keeps what is
//! in the output and adds to it.

use super::isa::per_isa;
use super::math::{activation, dot, fma, sum};
use crate::nn::Activation;

per_isa! {
    /// Columns `from..` of x (rows, ld) += bias.
    pub fn add_bias(x: &mut [f32], ld: usize, from: usize, bias: &[f32]) {
        for row in x.chunks_exact_mut(ld) {
            row[from..].iter_mut().zip(bias).for_each(|(x, b)| *x += b);
        }
    }
}

per_isa! {
    /// y = a + b
    pub fn add(a: &[f32], b: &[f32], y: &mut [f32]) {
        for ((y, a), b) in y.iter_mut().zip(a).zip(b) {
            *y = a + b;
        }
    }
}

per_isa! {
    /// y = or += x
    pub fn pass(x: &[f32], y: &mut [f32], add: bool) {
        if add {
            y.iter_mut().zip(x).for_each(|(y, x)| *y += x);
        } else {
            y.copy_from_slice(x);
        }
    }
}

per_isa! {
    /// y = or += x m
    pub fn multiply(x: &[f32], m: &[f32], y: &mut [f32], add: bool) {
        for ((y, x), m) in y.iter_mut().zip(x).zip(m) {
            *y = if add { fma::<F>(*x, *m, *y) } else { x * m };
        }
    }
}

per_isa! {
    /// y = or += factor x
    pub fn add_scaled(x: &[f32], factor: f32, y: &mut [f32], add: bool) {
        for (y, x) in y.iter_mut().zip(x) {
            *y = if add { fma::<F>(*x, factor, *y) } else { x * factor };
        }
    }
}

per_isa! {
    pub fn scale(x: &mut [f32], factor: f32) {
        x.iter_mut().for_each(|x| *x *= factor);
    }
}

/// Mean and 1 / standard deviation of a row, in two passes.
#[inline(always)]
fn moments<const F: bool>(x: &[f32], eps: f32) -> (f32, f32) {
    let n = x.len() as f32;
    let mean = sum(x) / n;
    let (chunks, rest) = x.as_chunks::<16>();
    let mut lanes = [0.0f32; 16];
    for chunk in chunks {
        for i in 0..16 {
            let d = chunk[i] - mean;
            lanes[i] = fma::<F>(d, d, lanes[i]);
        }
    }
    let rest: f32 = rest.iter().map(|x| (x - mean) * (x - mean)).sum();
    (mean, 1.0 / ((sum(&lanes) + rest) / n + eps).sqrt())
}

per_isa! {
    /// y = gain (x - mean) / sqrt(var + eps) + bias, row by row. Ba et al. 2016.
    pub fn layer_norm(x: &[f32], gain: &[f32], bias: &[f32], eps: f32, y: &mut [f32]) {
        let cols = gain.len();
        for (x, y) in x.chunks_exact(cols).zip(y.chunks_exact_mut(cols)) {
            let (mean, rstd) = moments::<F>(x, eps);
            for (((y, x), g), b) in y.iter_mut().zip(x).zip(gain).zip(bias) {
                *y = fma::<F>((x - mean) * rstd, *g, *b);
            }
        }
    }
}

per_isa! {
    /// With x̂ the standardised row and g = dy gain: dx = rstd (g - mean(g) - x̂ mean(g x̂)).
    pub fn layer_norm_dx(x: &[f32], gain: &[f32], eps: f32, dy: &[f32], dx: &mut [f32], add: bool) {
        let cols = gain.len();
        let n = cols as f32;
        let rows = x.chunks_exact(cols).zip(dy.chunks_exact(cols));
        for ((x, dy), dx) in rows.zip(dx.chunks_exact_mut(cols)) {
            let (mean, rstd) = moments::<F>(x, eps);
            let (mut total, mut along) = ([0.0f32; 16], [0.0f32; 16]);
            let whole = cols / 16 * 16;
            for from in (0..whole).step_by(16) {
                let (x, dy, gain) = (&x[from..from + 16], &dy[from..from + 16], &gain[from..from + 16]);
                for i in 0..16 {
                    let g = dy[i] * gain[i];
                    total[i] += g;
                    along[i] = fma::<F>(g, x[i] - mean, along[i]);
                }
            }
            for i in whole..cols {
                total[0] += dy[i] * gain[i];
                along[0] += dy[i] * gain[i] * (x[i] - mean);
            }
            let (total, along) = (sum(&total) / n, sum(&along) / n * rstd * rstd);
            for (((dx, x), dy), gain) in dx.iter_mut().zip(x).zip(dy).zip(gain) {
                let value = rstd * (fma::<F>(*dy, *gain, -total) - (x - mean) * along);
                *dx = if add { *dx + value } else { value };
            }
        }
    }
}

per_isa! {
    /// dgain += Σ dy x̂ and dbias += Σ dy, over the rows.
    pub fn layer_norm_dw(x: &[f32], eps: f32, dy: &[f32], dgain: &mut [f32], dbias: &mut [f32]) {
        let cols = dgain.len();
        for (x, dy) in x.chunks_exact(cols).zip(dy.chunks_exact(cols)) {
            let (mean, rstd) = moments::<F>(x, eps);
            for (((dg, db), x), dy) in dgain.iter_mut().zip(dbias.iter_mut()).zip(x).zip(dy) {
                *dg = fma::<F>(*dy, (x - mean) * rstd, *dg);
                *db += dy;
            }
        }
    }
}

per_isa! {
    /// y = gain x / sqrt(mean(x²) + eps). Zhang & Sennrich 2019, arXiv:1910.07467.
    pub fn rms_norm(x: &[f32], gain: &[f32], eps: f32, y: &mut [f32]) {
        let cols = gain.len();
        for (x, y) in x.chunks_exact(cols).zip(y.chunks_exact_mut(cols)) {
            let r = 1.0 / (dot::<F>(x, x) / cols as f32 + eps).sqrt();
            for ((y, x), g) in y.iter_mut().zip(x).zip(gain) {
                *y = x * r * g;
            }
        }
    }
}

per_isa! {
    /// With r = 1 / rms and g = dy gain: dx = r (g - x r² mean(g x)).
    pub fn rms_norm_dx(x: &[f32], gain: &[f32], eps: f32, dy: &[f32], dx: &mut [f32], add: bool) {
        let cols = gain.len();
        let rows = x.chunks_exact(cols).zip(dy.chunks_exact(cols));
        for ((x, dy), dx) in rows.zip(dx.chunks_exact_mut(cols)) {
            let r = 1.0 / (dot::<F>(x, x) / cols as f32 + eps).sqrt();
            let mut along = [0.0f32; 16];
            let whole = cols / 16 * 16;
            for from in (0..whole).step_by(16) {
                for i in from..from + 16 {
                    along[i - from] = fma::<F>(dy[i] * gain[i], x[i], along[i - from]);
                }
            }
            for i in whole..cols {
                along[0] += dy[i] * gain[i] * x[i];
            }
            let along = sum(&along) / cols as f32 * r * r;
            for (((dx, x), dy), gain) in dx.iter_mut().zip(x).zip(dy).zip(gain) {
                let value = r * fma::<F>(-along, *x, dy * gain);
                *dx = if add { *dx + value } else { value };
            }
        }
    }
}

per_isa! {
    /// dgain += Σ dy x / rms, over the rows.
    pub fn rms_norm_dw(x: &[f32], eps: f32, dy: &[f32], dgain: &mut [f32]) {
        let cols = dgain.len();
        for (x, dy) in x.chunks_exact(cols).zip(dy.chunks_exact(cols)) {
            let r = 1.0 / (dot::<F>(x, x) / cols as f32 + eps).sqrt();
            for ((dg, x), dy) in dgain.iter_mut().zip(x).zip(dy) {
                *dg = fma::<F>(*dy, x * r, *dg);
            }
        }
    }
}

/// Runs `$run!(kind)` with the activation as a constant, so that no loop asks which it is.
macro_rules! for_kind {
    ($kind:expr, $run:ident) => {
        match $kind {
            Activation::Gelu => $run!(Activation::Gelu),
            Activation::GeluTanh => $run!(Activation::GeluTanh),
            Activation::Silu => $run!(Activation::Silu),
            Activation::Tanh => $run!(Activation::Tanh),
        }
    };
}

per_isa! {
    pub fn activate(kind: Activation, x: &[f32], y: &mut [f32]) {
        macro_rules! run {
            ($k:expr) => {
                y.iter_mut().zip(x).for_each(|(y, &x)| *y = activation::<F>($k, x).0)
            };
        }
        for_kind!(kind, run)
    }
}

per_isa! {
    /// dx = or += dy · slope(x)
    pub fn activate_dx(kind: Activation, x: &[f32], dy: &[f32], dx: &mut [f32], add: bool) {
        macro_rules! run {
            ($k:expr) => {{
                for ((dx, &x), &dy) in dx.iter_mut().zip(x).zip(dy) {
                    let value = dy * activation::<F>($k, x).1;
                    *dx = if add { *dx + value } else { value };
                }
            }};
        }
        for_kind!(kind, run)
    }
}

per_isa! {
    /// x (rows, 2 cols) holds gate and value side by side: y = act(gate) value, (rows, cols).
    pub fn gate(kind: Activation, x: &[f32], cols: usize, y: &mut [f32]) {
        macro_rules! run {
            ($k:expr) => {{
                for (x, y) in x.chunks_exact(2 * cols).zip(y.chunks_exact_mut(cols)) {
                    let (gate, value) = x.split_at(cols);
                    for ((y, &g), &v) in y.iter_mut().zip(gate).zip(value) {
                        *y = activation::<F>($k, g).0 * v;
                    }
                }
            }};
        }
        for_kind!(kind, run)
    }
}

per_isa! {
    pub fn gate_dx(kind: Activation, x: &[f32], cols: usize, dy: &[f32], dx: &mut [f32], add: bool) {
        macro_rules! run {
            ($k:expr) => {{
                let rows = x.chunks_exact(2 * cols).zip(dy.chunks_exact(cols));
                for ((x, dy), dx) in rows.zip(dx.chunks_exact_mut(2 * cols)) {
                    let (gate, value) = x.split_at(cols);
                    let (dgate, dvalue) = dx.split_at_mut(cols);
                    let outs = dgate.iter_mut().zip(dvalue.iter_mut());
                    for ((((dg, dv), &g), &v), &dy) in outs.zip(gate).zip(value).zip(dy) {
                        let (a, slope) = activation::<F>($k, g);
                        let (to_gate, to_value) = (dy * v * slope, dy * a);
                        *dg = if add { *dg + to_gate } else { to_gate };
                        *dv = if add { *dv + to_value } else { to_value };
                    }
                }
            }};
        }
        for_kind!(kind, run)
    }
}

/// PyTorch's F.normalize: the length is at least this.
const SHORTEST: f32 = 1e-12;

per_isa! {
    /// Each row scaled to length 1.
    pub fn normalize(x: &[f32], cols: usize, y: &mut [f32]) {
        for (x, y) in x.chunks_exact(cols).zip(y.chunks_exact_mut(cols)) {
            let r = 1.0 / dot::<F>(x, x).sqrt().max(SHORTEST);
            y.iter_mut().zip(x).for_each(|(y, x)| *y = x * r);
        }
    }
}

per_isa! {
    /// With y the scaled row: dx = (dy - y (y · dy)) / |x|.
    pub fn normalize_dx(x: &[f32], cols: usize, dy: &[f32], dx: &mut [f32], add: bool) {
        let rows = x.chunks_exact(cols).zip(dy.chunks_exact(cols));
        for ((x, dy), dx) in rows.zip(dx.chunks_exact_mut(cols)) {
            let length = dot::<F>(x, x).sqrt();
            let r = 1.0 / length.max(SHORTEST);
            // Below the shortest length the divisor is a constant.
            let along = if length > SHORTEST { dot::<F>(x, dy) * r * r } else { 0.0 };
            for ((dx, x), dy) in dx.iter_mut().zip(x).zip(dy) {
                let value = r * fma::<F>(-along, *x, *dy);
                *dx = if add { *dx + value } else { value };
            }
        }
    }
}

per_isa! {
    /// Turns pairs (x[i], x[i + half]) of each head by the row's angles: (half) cosines and sines.
    /// `back` turns the other way, which is the gradient. Su et al. 2021, arXiv:2104.09864.
    pub fn rotate(row: &mut [f32], head: usize, cos: &[f32], sin: &[f32], back: bool) {
        for head in row.chunks_exact_mut(head) {
            let (first, second) = head.split_at_mut(cos.len());
            for (((a, b), &c), &s) in first.iter_mut().zip(second).zip(cos).zip(sin) {
                let s = if back { -s } else { s };
                (*a, *b) = (fma::<F>(*a, c, -(*b * s)), fma::<F>(*b, c, *a * s));
            }
        }
    }
}
