//! Tiles of a product in plain Rust: 4 rows by 8 columns, which compilers keep in registers.

use super::Left;

pub(super) fn tile<const M: usize>(
    a: impl Left<M>,
    b: &[f32],
    c: &mut [f32],
    ldc: usize,
    cols: usize,
    add: bool,
) {
    const FUSED: bool = cfg!(target_arch = "aarch64");
    let mut sums = [[0.0f32; 8]; M];
    let (rows, _) = b.as_chunks::<8>();
    for (q, row) in rows.iter().enumerate() {
        let left = a.column(q);
        for (sums, value) in sums.iter_mut().zip(left) {
            for (sum, &right) in sums.iter_mut().zip(row) {
                *sum = if FUSED { value.mul_add(right, *sum) } else { value * right + *sum };
            }
        }
    }
    for (i, sums) in sums.iter().enumerate() {
        super::write_row(sums, &mut c[i * ldc..][..cols], add);
    }
}
