//! The right-hand side of a product, laid out as the kernels read it.

use crate::nn::cpu::isa::{Isa, Level};
use rayon::prelude::*;

/// How many columns a kernel keeps in registers, and in which units the last ones are padded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Grid {
    pub width: usize,
    pub lane: usize,
}

impl Grid {
    pub fn of(isa: Isa) -> Self {
        match isa.level() {
            Level::Avx512 | Level::Avx512Bf16 => Self { width: 64, lane: 16 },
            Level::Avx2 => Self { width: 16, lane: 8 },
            Level::Portable => Self { width: 8, lane: 8 },
        }
    }

    pub fn padded(self, n: usize) -> usize {
        n.next_multiple_of(self.lane)
    }
}

/// A matrix B (k, n) cut into panels of columns; within a panel row after row. The last panel is
/// padded with zeros to a whole number of lanes. `T` is f32, or u32 for a pair of bf16 rows.
#[derive(Debug, Clone)]
pub(super) struct Panels<T> {
    pub grid: Grid,
    /// Rows of the layout: of B, or of pairs of them.
    pub depth: usize,
    pub n: usize,
    data: Vec<T>,
}

/// One panel: `lanes` vectors of `grid.lane` columns, of which the first `cols` count.
pub(super) struct Panel<'a, T> {
    pub from: usize,
    pub cols: usize,
    pub lanes: usize,
    /// (depth, lanes * lane)
    pub data: &'a [T],
}

impl<T: Copy + Default> Panels<T> {
    pub fn empty(isa: Isa) -> Self {
        Self { grid: Grid::of(isa), depth: 0, n: 0, data: Vec::new() }
    }

    /// Makes room for (depth, n); the padding is zero, the rest is whatever was there.
    pub fn reshape(&mut self, depth: usize, n: usize) {
        (self.depth, self.n) = (depth, n);
        let len = depth * self.grid.padded(n);
        if self.data.len() < len {
            self.data.resize(len, T::default());
        }
        let tail = n % self.grid.lane;
        if tail > 0 {
            let (start, width) = self.place(n / self.grid.width);
            let cols = n - n / self.grid.width * self.grid.width;
            for row in self.data[start..len].chunks_exact_mut(width) {
                row[cols..].fill(T::default());
            }
        }
    }

    /// Where panel `p` starts, and its padded width.
    fn place(&self, p: usize) -> (usize, usize) {
        let from = p * self.grid.width;
        let width = self.grid.padded(self.n - from).min(self.grid.width);
        (from * self.depth, width)
    }

    pub fn panels(&self) -> impl Iterator<Item = Panel<'_, T>> {
        (0..self.n.div_ceil(self.grid.width)).map(|p| {
            let (start, width) = self.place(p);
            let from = p * self.grid.width;
            Panel {
                from,
                cols: (self.n - from).min(self.grid.width),
                lanes: width / self.grid.lane,
                data: &self.data[start..start + self.depth * width],
            }
        })
    }

    /// For every panel: first column, number of columns, padded width and its values.
    fn panels_mut(&mut self) -> impl Iterator<Item = (usize, usize, usize, &mut [T])> {
        let (grid, depth, n) = (self.grid, self.depth, self.n);
        let mut rest = self.data.as_mut_slice();
        (0..n.div_ceil(grid.width)).map(move |p| {
            let from = p * grid.width;
            let width = grid.padded(n - from).min(grid.width);
            let (panel, tail) = std::mem::take(&mut rest).split_at_mut(depth * width);
            rest = tail;
            (from, (n - from).min(grid.width), width, panel)
        })
    }

    /// B[q][j] = value(q, j), each panel's rows in order.
    fn fill(&mut self, row: impl Fn(usize, usize, &mut [T])) {
        for (from, cols, width, panel) in self.panels_mut() {
            for (q, target) in panel.chunks_exact_mut(width).enumerate() {
                row(q, from, &mut target[..cols]);
            }
        }
    }
}

impl Panels<f32> {
    /// B = src, (k, n) with `ld` values from row to row.
    pub fn pack(&mut self, src: &[f32], ld: usize, k: usize, n: usize) {
        self.reshape(k, n);
        self.fill(|q, from, target| {
            target.copy_from_slice(&src[q * ld + from..][..target.len()]);
        });
    }

    pub fn pack_in_parallel(&mut self, src: &[f32], ld: usize, k: usize, n: usize) {
        self.reshape(k, n);
        let panels: Vec<_> = self.panels_mut().collect();
        panels.into_par_iter().for_each(|(from, cols, width, panel)| {
            for (target, row) in panel.chunks_exact_mut(width).zip(src.chunks(ld)) {
                target[..cols].copy_from_slice(&row[from..from + cols]);
            }
        });
    }

    /// B = srcᵀ, where src is (n, k) with `ld` values from row to row.
    pub fn pack_transposed(&mut self, src: &[f32], ld: usize, k: usize, n: usize) {
        self.reshape(k, n);
        for (from, cols, width, panel) in self.panels_mut() {
            for j in 0..cols {
                let row = &src[(from + j) * ld..][..k];
                for (target, &value) in panel[j..].iter_mut().step_by(width).zip(row) {
                    *target = value;
                }
            }
        }
    }
}

/// The nearest bf16, ties to even; NaN stays NaN.
pub(super) fn to_bf16(x: f32) -> u16 {
    half::bf16::from_f32(x).to_bits()
}

fn pair(low: f32, high: f32) -> u32 {
    u32::from(to_bf16(low)) | u32::from(to_bf16(high)) << 16
}

impl Panels<u32> {
    /// As for f32, but rows 2q and 2q + 1 lie together as bf16; an odd last row is paired with 0.
    pub fn pack(&mut self, src: &[f32], ld: usize, k: usize, n: usize) {
        self.reshape(k.div_ceil(2), n);
        self.fill(|q, from, target| {
            let low = &src[2 * q * ld + from..][..target.len()];
            if 2 * q + 1 < k {
                let high = &src[(2 * q + 1) * ld + from..][..target.len()];
                for (t, (&l, &h)) in target.iter_mut().zip(low.iter().zip(high)) {
                    *t = pair(l, h);
                }
            } else {
                target.iter_mut().zip(low).for_each(|(t, &l)| *t = pair(l, 0.0));
            }
        });
    }

    pub fn pack_transposed(&mut self, src: &[f32], ld: usize, k: usize, n: usize) {
        self.reshape(k.div_ceil(2), n);
        for (from, cols, width, panel) in self.panels_mut() {
            for j in 0..cols {
                let row = &src[(from + j) * ld..][..k];
                for (target, values) in panel[j..].iter_mut().step_by(width).zip(row.chunks(2)) {
                    *target = pair(values[0], values.get(1).copied().unwrap_or(0.0));
                }
            }
        }
    }
}
