//! Matrix products on one core. B is packed once (a frozen weight) or per use; A is read where it
//! lies. Every value of C is one sum over k in ascending order (in blocks of [`DEPTH`]), whatever
//! the number of rows: results do not depend on how rows are shared out.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod panels;
mod portable;

use super::isa::{Isa, Level};
use panels::{Grid, Panels};
use rayon::prelude::*;
use std::cell::RefCell;
use std::ops::Range;

/// Rows of B that are gone through at a time, so that a panel and the rows of A stay in cache.
const DEPTH: usize = 768;
/// Values of B below which sharing out its columns costs more than it saves.
const SHARED: usize = 1 << 16;

/// A packed matrix B (k, n), in f32 or rounded to bf16.
#[derive(Debug, Clone)]
pub struct PackedMatrix {
    pub k: usize,
    pub n: usize,
    isa: Isa,
    values: Values,
}

#[derive(Debug, Clone)]
enum Values {
    F32(Panels<f32>),
    Bf16(Panels<u32>),
}

impl PackedMatrix {
    /// An empty one, to be packed into; in bf16 only where the processor multiplies it.
    pub fn new(isa: Isa, bf16: bool) -> Self {
        let values = match bf16 && isa.has_bf16() {
            true => Values::Bf16(Panels::empty(isa)),
            false => Values::F32(Panels::empty(isa)),
        };
        Self { k: 0, n: 0, isa, values }
    }

    pub fn isa(&self) -> Isa {
        self.isa
    }

    /// B = src (k, n), with `ld` values from row to row.
    pub fn pack(&mut self, src: &[f32], ld: usize, k: usize, n: usize) {
        (self.k, self.n) = (k, n);
        match &mut self.values {
            Values::F32(panels) => panels.pack(src, ld, k, n),
            Values::Bf16(panels) => panels.pack(src, ld, k, n),
        }
    }

    /// As [`Self::pack`], in f32 and by all threads of the pool.
    pub fn pack_in_parallel(&mut self, src: &[f32], ld: usize, k: usize, n: usize) {
        (self.k, self.n) = (k, n);
        match &mut self.values {
            Values::F32(panels) => panels.pack_in_parallel(src, ld, k, n),
            Values::Bf16(panels) => panels.pack(src, ld, k, n),
        }
    }

    /// B = srcᵀ, src being (n, k) with `ld` values from row to row.
    pub fn pack_transposed(&mut self, src: &[f32], ld: usize, k: usize, n: usize) {
        (self.k, self.n) = (k, n);
        match &mut self.values {
            Values::F32(panels) => panels.pack_transposed(src, ld, k, n),
            Values::Bf16(panels) => panels.pack_transposed(src, ld, k, n),
        }
    }
}

/// Bytes of a packed matrix (k, n).
pub fn padded_bytes(isa: Isa, bf16: bool, k: usize, n: usize) -> usize {
    let depth = if bf16 && isa.has_bf16() { k.div_ceil(2) } else { k };
    4 * depth * panels::Grid::of(isa).padded(n)
}

/// A view of a matrix: `ld` values from row to row.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    pub data: &'a [f32],
    pub ld: usize,
    pub rows: usize,
}

/// Where a product goes: columns of a wider matrix, `ld` values from row to row.
#[derive(Debug)]
pub struct Target<'a> {
    pub data: &'a mut [f32],
    pub ld: usize,
    /// Add to what is there instead of replacing it.
    pub add: bool,
}

/// How a tile reads M rows of A. The tiles' inner loops ask for every value without a check, which
/// would cost as much as the arithmetic: `reaches` is checked once before.
trait Left<const M: usize>: Copy {
    /// Whether all M rows have `depth` columns.
    fn reaches(self, depth: usize) -> bool;

    /// Row `i`, column `q`.
    ///
    /// # Safety
    /// `i < M`, and `reaches(depth)` is true for a `depth > q`.
    unsafe fn value(self, i: usize, q: usize) -> f32;
}

/// Rows that lie one after the other.
#[derive(Clone, Copy)]
struct Rows<'a, const M: usize>([&'a [f32]; M]);

impl<const M: usize> Left<M> for Rows<'_, M> {
    fn reaches(self, depth: usize) -> bool {
        self.0.iter().all(|row| row.len() >= depth)
    }
    #[inline(always)]
    unsafe fn value(self, i: usize, q: usize) -> f32 {
        // SAFETY: every row is at least as long as the depth that was asked for.
        unsafe { *self.0.get_unchecked(i).get_unchecked(q) }
    }
}

/// M neighbouring columns of a matrix whose transpose is A.
#[derive(Clone, Copy)]
struct Columns<'a> {
    data: &'a [f32],
    ld: usize,
}

impl<const M: usize> Left<M> for Columns<'_> {
    fn reaches(self, depth: usize) -> bool {
        depth == 0 || self.data.len() >= (depth - 1) * self.ld + M
    }
    #[inline(always)]
    unsafe fn value(self, i: usize, q: usize) -> f32 {
        // SAFETY: the last value of the last column asked for lies within the data.
        unsafe { *self.data.get_unchecked(q * self.ld + i) }
    }
}

/// C (rows, n) = or += A (rows, k) B.
///
/// Panics when a slice is too short for the shape; no shape comes from outside.
pub fn product(a: View, b: &PackedMatrix, c: Target) {
    product_of_columns(a, b, 0..b.n, c);
}

/// The columns of C whose panels begin within `columns`, side by side in `c`.
fn product_of_columns(a: View, b: &PackedMatrix, columns: Range<usize>, c: Target) {
    match &b.values {
        Values::F32(panels) => product_f32(a, b.isa, panels, (b.k, columns), c),
        Values::Bf16(panels) => product_bf16(a, b.k, panels, columns, c),
    }
}

/// Rows below which threads share the columns of a product: a few rows are no work to share out,
/// and reading B is what takes the time.
const FEW: usize = 24;

/// As [`product`]; the threads of the pool share the columns where there are few rows. No value
/// depends on it.
pub fn product_shared(a: View, b: &PackedMatrix, c: Target) {
    let threads = rayon::current_num_threads();
    let width = Grid::of(b.isa).width;
    let each = b.n.div_ceil(threads).next_multiple_of(width);
    if a.rows >= FEW || each >= b.n || b.k * b.n < SHARED {
        return product(a, b, c);
    }
    let parts: Vec<(usize, Vec<f32>)> = (0..b.n)
        .into_par_iter()
        .step_by(each)
        .map(|from| {
            let ld = each.min(b.n - from);
            let mut part = vec![0.0; a.rows * ld];
            let target = Target { data: &mut part, ld, add: false };
            product_of_columns(a, b, from..from + ld, target);
            (from, part)
        })
        .collect();
    for (from, part) in parts {
        let ld = part.len() / a.rows.max(1);
        for (row, part) in c.data.chunks_mut(c.ld).zip(part.chunks_exact(ld.max(1))) {
            let row = &mut row[from..from + ld];
            match c.add {
                true => row.iter_mut().zip(part).for_each(|(y, x)| *y += x),
                false => row.copy_from_slice(part),
            }
        }
    }
}

/// As [`product`] with the first `k` rows of B only, and at least the first `n` columns of C. The
/// columns up to the end of the panel are written too. In f32.
pub fn product_of_part(a: View, b: &PackedMatrix, (k, n): (usize, usize), c: Target) {
    let Values::F32(panels) = &b.values else {
        unreachable!("a part of a product is made in f32");
    };
    product_f32(a, b.isa, panels, (k, 0..n), c);
}

/// C (m, n) = or += Aᵀ B, A being (k, m). In f32.
pub fn product_transposed(a: View, m: usize, b: &PackedMatrix, c: Target) {
    assert_eq!(a.rows, b.k, "inner sizes differ");
    let Values::F32(panels) = &b.values else {
        unreachable!("a transposed product is made in f32");
    };
    for from in (0..b.k).step_by(DEPTH) {
        let depth = DEPTH.min(b.k - from);
        let add = c.add || from > 0;
        for panel in panels.panels() {
            let width = panel.lanes * panels.grid.lane;
            let values = &panel.data[from * width..][..depth * width];
            let mut i = 0;
            while i < m {
                let left = Columns { data: &a.data[from * a.ld + i..], ld: a.ld };
                let target = &mut c.data[i * c.ld + panel.from..];
                let (ldc, cols) = (c.ld, panel.cols);
                let tile = Tile { isa: b.isa, lanes: panel.lanes, ldc, cols, add };
                i += tile.columns(left, m - i, values, target);
            }
        }
    }
}

fn product_f32(
    a: View,
    isa: Isa,
    panels: &Panels<f32>,
    (k, columns): (usize, Range<usize>),
    c: Target,
) {
    for from in (0..k).step_by(DEPTH) {
        let depth = DEPTH.min(k - from);
        let add = c.add || from > 0;
        for panel in panels.panels().filter(|panel| columns.contains(&panel.from)) {
            let width = panel.lanes * panels.grid.lane;
            let values = &panel.data[from * width..][..depth * width];
            let mut i = 0;
            while i < a.rows {
                let left = &a.data[i * a.ld + from..];
                let target = &mut c.data[i * c.ld + panel.from - columns.start..];
                let (ldc, cols) = (c.ld, panel.cols);
                let tile = Tile { isa, lanes: panel.lanes, ldc, cols, add };
                i += tile.rows(left, a.ld, depth, a.rows - i, values, target);
            }
        }
    }
}

/// One tile's kernel and where its result goes.
struct Tile {
    isa: Isa,
    lanes: usize,
    ldc: usize,
    cols: usize,
    add: bool,
}

/// Calls `$run!(M)` for the number of rows that is left, at most `$most`.
macro_rules! with_rows {
    ($left:expr, $run:ident) => {
        match $left {
            1 => $run!(1),
            2 => $run!(2),
            3 => $run!(3),
            4 => $run!(4),
            5 => $run!(5),
            _ => $run!(6),
        }
    };
}

impl Tile {
    /// Up to 6 rows of A; returns how many.
    fn rows(
        &self,
        a: &[f32],
        lda: usize,
        depth: usize,
        left: usize,
        b: &[f32],
        c: &mut [f32],
    ) -> usize {
        macro_rules! run {
            ($m:literal) => {{
                let rows: [&[f32]; $m] = std::array::from_fn(|i| &a[i * lda..][..depth]);
                self.run::<$m>(Rows(rows), b, c);
                $m
            }};
        }
        with_rows!(left, run)
    }

    /// Up to 6 columns of the matrix whose transpose is A; returns how many.
    fn columns(&self, a: Columns, left: usize, b: &[f32], c: &mut [f32]) -> usize {
        macro_rules! run {
            ($m:literal) => {{
                self.run::<$m>(a, b, c);
                $m
            }};
        }
        with_rows!(left, run)
    }

    #[inline(always)]
    fn run<const M: usize>(&self, a: impl Left<M>, b: &[f32], c: &mut [f32]) {
        let (ldc, cols, add) = (self.ldc, self.cols, self.add);
        match (self.isa.level(), self.lanes) {
            // SAFETY of all: an `Isa` of that level exists only where the processor has it.
            #[cfg(target_arch = "x86_64")]
            (Level::Avx512 | Level::Avx512Bf16, lanes) => unsafe {
                match lanes {
                    1 => avx512::tile::<M, 1>(a, b, c, ldc, cols, add),
                    2 => avx512::tile::<M, 2>(a, b, c, ldc, cols, add),
                    3 => avx512::tile::<M, 3>(a, b, c, ldc, cols, add),
                    _ => avx512::tile::<M, 4>(a, b, c, ldc, cols, add),
                }
            },
            #[cfg(target_arch = "x86_64")]
            (Level::Avx2, 1) => unsafe { avx2::tile::<M, 1>(a, b, c, ldc, cols, add) },
            #[cfg(target_arch = "x86_64")]
            (Level::Avx2, _) => unsafe { avx2::tile::<M, 2>(a, b, c, ldc, cols, add) },
            _ => portable::tile::<M>(a, b, c, ldc, cols, add),
        }
    }
}

/// Puts the sums of a tile's row where they belong; the padding is left out.
#[inline(always)]
fn write_row(sums: &[f32], row: &mut [f32], add: bool) {
    for (target, &sum) in row.iter_mut().zip(sums) {
        *target = if add { *target + sum } else { sum };
    }
}

thread_local! {
    /// Rows of A rounded to bf16.
    static ROUNDED: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

#[cfg(target_arch = "x86_64")]
fn product_bf16(a: View, k: usize, panels: &Panels<u32>, columns: Range<usize>, c: Target) {
    let pairs = k.div_ceil(2);
    ROUNDED.with_borrow_mut(|rounded| {
        rounded.resize(a.rows * pairs, 0);
        for (i, row) in rounded.chunks_exact_mut(pairs).enumerate() {
            // SAFETY: bf16 panels are only made where the processor has the instructions.
            unsafe { avx512::round_row(&a.data[i * a.ld..][..k], row) };
        }
        for from in (0..pairs).step_by(DEPTH) {
            let depth = DEPTH.min(pairs - from);
            let add = c.add || from > 0;
            for panel in panels.panels().filter(|panel| columns.contains(&panel.from)) {
                let width = panel.lanes * panels.grid.lane;
                let values = &panel.data[from * width..][..depth * width];
                let mut i = 0;
                while i < a.rows {
                    let rows = &rounded[i * pairs + from..];
                    let target = &mut c.data[i * c.ld + panel.from - columns.start..];
                    macro_rules! run {
                        ($m:literal) => {{
                            let rows: [&[u32]; $m] =
                                std::array::from_fn(|r| &rows[r * pairs..][..depth]);
                            let cols = panel.cols;
                            // SAFETY: as above.
                            unsafe {
                                match panel.lanes {
                                    1 => avx512::tile_bf16::<$m, 1>(
                                        rows, values, target, c.ld, cols, add,
                                    ),
                                    2 => avx512::tile_bf16::<$m, 2>(
                                        rows, values, target, c.ld, cols, add,
                                    ),
                                    3 => avx512::tile_bf16::<$m, 3>(
                                        rows, values, target, c.ld, cols, add,
                                    ),
                                    _ => avx512::tile_bf16::<$m, 4>(
                                        rows, values, target, c.ld, cols, add,
                                    ),
                                }
                            }
                            $m
                        }};
                    }
                    i += with_rows!(a.rows - i, run);
                }
            }
        }
    });
}

#[cfg(not(target_arch = "x86_64"))]
fn product_bf16(_: View, _: usize, _: &Panels<u32>, _: Range<usize>, _: Target) {
    unreachable!("bf16 panels are only made where the processor multiplies them");
}

#[cfg(test)]
mod tests;
