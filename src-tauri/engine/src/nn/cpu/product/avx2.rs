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
    let (vectors, _) = b.as_chunks::<8>();
    let (rows, _) = vectors.as_chunks::<V>();
    assert!(a.reaches(rows.len()), "A is too small for the panel");
    let mut sums = [[_mm256_setzero_ps(); V]; M];
    for (q, row) in rows.iter().enumerate() {
        let mut right = [_mm256_setzero_ps(); V];
        for j in 0..V {
            right[j] = load(&row[j]);
        }
        for (i, sums) in sums.iter_mut().enumerate() {
            // SAFETY: `i < M`, and A reaches as far as B has rows.
            let value = _mm256_set1_ps(unsafe { a.value(i, q) });
            for j in 0..V {
                sums[j] = _mm256_fmadd_ps(value, right[j], sums[j]);
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
