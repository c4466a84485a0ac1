//! The norm of every head of queries and keys, row by row.

use super::forward::Env;
use super::rows;
use crate::error::Result;
use crate::nn::HeadNorm;

impl Env<'_> {
    /// x and y (rows, cols) hold queries, keys and values side by side.
    pub fn head_norm(&self, norm: &HeadNorm, cols: usize, x: &[f32], y: &mut [f32]) -> Result<()> {
        let head = norm.head(cols);
        y.copy_from_slice(x);
        for (gain, first, heads) in norm.sides() {
            let gain = self.resident.vector(gain)?;
            let part = first * head..(first + heads) * head;
            for (x, y) in x.chunks_exact(cols).zip(y.chunks_exact_mut(cols)) {
                let (x, y) = (&x[part.clone()], &mut y[part.clone()]);
                rows::rms_norm(self.isa, x, gain, norm.rms.eps as f32, y);
            }
        }
        Ok(())
    }

    /// dx = or += the gradient; values pass through.
    pub fn head_norm_dx(
        &self,
        norm: &HeadNorm,
        cols: usize,
        x: &[f32],
        dy: &[f32],
        dx: &mut [f32],
        add: bool,
    ) -> Result<()> {
        let (head, eps) = (norm.head(cols), norm.rms.eps as f32);
        let rest = (norm.heads + norm.kv_heads) * head;
        let [queries, keys] = norm.sides().map(|(gain, first, heads)| {
            let part = first * head..(first + heads) * head;
            self.resident.vector(gain).map(|gain| (gain, part))
        });
        let gains = [queries?, keys?];
        let rows = x.chunks_exact(cols).zip(dy.chunks_exact(cols));
        for ((x, dy), dx) in rows.zip(dx.chunks_exact_mut(cols)) {
            for (gain, part) in &gains {
                let part = part.clone();
                let (x, dy) = (&x[part.clone()], &dy[part.clone()]);
                rows::rms_norm_dx(self.isa, x, gain, eps, dy, &mut dx[part], add);
            }
            rows::pass(self.isa, &dy[rest..], &mut dx[rest..], add);
        }
        Ok(())
    }

    /// dgain (head) += the gradient of the gain that the given heads share.
    pub fn head_norm_dw(
        &self,
        norm: &HeadNorm,
        (first, heads): (usize, usize),
        cols: usize,
        x: &[f32],
        dy: &[f32],
        dgain: &mut [f32],
    ) {
        let head = norm.head(cols);
        let part = first * head..(first + heads) * head;
        for (x, dy) in x.chunks_exact(cols).zip(dy.chunks_exact(cols)) {
            let (x, dy) = (&x[part.clone()], &dy[part.clone()]);
            rows::rms_norm_dw(self.isa, x, norm.rms.eps as f32, dy, dgain);
        }
    }
}
