//! Tiles of a product in AVX2 registers: 6 rows by up to 16 columns.

use super::Left;
use std::arch::x86_64::*;

/// C (M, cols) = or += A (M, k) times one panel of B, k being the panel's depth.
#[target_feature(enable = "avx2,fma")]
pub(super) fn tile<const M: usize, const V: usize>(
    a: impl Left<M>,
    b: &[f32],
    c: &mut [f32],
    ldc: usize,
    cols: usize,
    add: bool,
) {
    let mut sums = [[_mm256_setzero_ps(); V]; M];
    let (vectors, _) = b.as_chunks::<8>();
    for (q, row) in vectors.chunks_exact(V).enumerate() {
        let right: [__m256; V] = std::array::from_fn(|j| load(&row[j]));
        let left = a.column(q);
        for i in 0..M {
            let value = _mm256_set1_ps(left[i]);
            for j in 0..V {
                sums[i][j] = _mm256_fmadd_ps(value, right[j], sums[i][j]);
            }
        }
    }
    for (i, sums) in sums.iter().enumerate() {
        let mut values = [[0.0; 8]; V];
        values.iter_mut().zip(sums).for_each(|(v, &sum)| store(v, sum));
        super::write_row(values.as_flattened(), &mut c[i * ldc..][..cols], add);
    }
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(x: &[f32; 8]) -> __m256 {
    // SAFETY: 32 readable bytes; the instruction needs no alignment.
    unsafe { _mm256_loadu_ps(x.as_ptr()) }
}

#[inline]
#[target_feature(enable = "avx2")]
fn store(x: &mut [f32; 8], value: __m256) {
    // SAFETY: 32 writable bytes; the instruction needs no alignment.
    unsafe { _mm256_storeu_ps(x.as_mut_ptr(), value) }
}
