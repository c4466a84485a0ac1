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
    let (rows, _) = b.as_chunks::<8>();
    assert!(a.reaches(rows.len()), "A is too small for the panel");
    let mut sums = [[0.0f32; 8]; M];
    for (q, row) in rows.iter().enumerate() {
        for (i, sums) in sums.iter_mut().enumerate() {
            // SAFETY: `i < M`, and A reaches as far as B has rows.
            let value = unsafe { a.value(i, q) };
            for (sum, &right) in sums.iter_mut().zip(row) {
                *sum = if FUSED { value.mul_add(right, *sum) } else { value * right + *sum };
            }
        }
    }
    for (i, sums) in sums.iter().enumerate() {
        super::write_row(sums, &mut c[i * ldc..][..cols], add);
    }
}
