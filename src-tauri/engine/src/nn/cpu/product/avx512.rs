//! Tiles of a product in AVX-512 registers: 6 rows by up to 64 columns.

use super::Left;
use std::arch::x86_64::*;

/// C (M, cols) = or += A (M, k) times one panel of B, k being the panel's depth.
#[target_feature(enable = "avx2,fma,avx512f,avx512bw,avx512dq,avx512vl")]
pub(super) fn tile<const M: usize, const V: usize>(
    a: impl Left<M>,
    b: &[f32],
    c: &mut [f32],
    ldc: usize,
    cols: usize,
    add: bool,
) {
    let (vectors, _) = b.as_chunks::<16>();
    let (rows, _) = vectors.as_chunks::<V>();
    assert!(a.reaches(rows.len()), "A is too small for the panel");
    let mut sums = [[_mm512_setzero_ps(); V]; M];
    for (q, row) in rows.iter().enumerate() {
        let mut right = [_mm512_setzero_ps(); V];
        for j in 0..V {
            right[j] = load(&row[j]);
        }
        for (i, sums) in sums.iter_mut().enumerate() {
            // SAFETY: `i < M`, and A reaches as far as B has rows.
            let value = _mm512_set1_ps(unsafe { a.value(i, q) });
            for j in 0..V {
                sums[j] = _mm512_fmadd_ps(value, right[j], sums[j]);
            }
        }
    }
    for (i, sums) in sums.iter().enumerate() {
        store_row(sums, &mut c[i * ldc..][..cols], add);
    }
}

/// As [`tile`], in bf16: each u32 holds two neighbours in k.
#[target_feature(enable = "avx2,fma,avx512f,avx512bw,avx512dq,avx512vl,avx512bf16")]
pub(super) fn tile_bf16<const M: usize, const V: usize>(
    a: [&[u32]; M],
    b: &[u32],
    c: &mut [f32],
    ldc: usize,
    cols: usize,
    add: bool,
) {
    let (vectors, _) = b.as_chunks::<16>();
    let (rows, _) = vectors.as_chunks::<V>();
    assert!(a.iter().all(|row| row.len() >= rows.len()), "A is too small for the panel");
    let mut sums = [[_mm512_setzero_ps(); V]; M];
    for (q, row) in rows.iter().enumerate() {
        let mut right = [as_pairs(_mm512_setzero_si512()); V];
        for j in 0..V {
            right[j] = load_pairs(&row[j]);
        }
        for i in 0..M {
            // SAFETY: every row of A is as long as B has rows.
            let pair = unsafe { *a[i].get_unchecked(q) };
            let value = as_pairs(_mm512_set1_epi32(pair as i32));
            for j in 0..V {
                sums[i][j] = _mm512_dpbf16_ps(sums[i][j], value, right[j]);
            }
        }
    }
    for (i, sums) in sums.iter().enumerate() {
        store_row(sums, &mut c[i * ldc..][..cols], add);
    }
}

/// Rounds f32 to bf16, neighbours in pairs. `to` is as long as `from` in pairs, rounded up.
#[target_feature(enable = "avx2,fma,avx512f,avx512bw,avx512dq,avx512vl,avx512bf16")]
pub(super) fn round_row(from: &[f32], to: &mut [u32]) {
    let (whole, rest) = from.as_chunks::<32>();
    let (targets, tail) = to.as_chunks_mut::<16>();
    for (values, target) in whole.iter().zip(targets.iter_mut()) {
        let (low, high) = values.split_at(16);
        let (Some(low), Some(high)) = (low.first_chunk(), high.first_chunk()) else { return };
        let pairs = _mm512_cvtne2ps_pbh(load(high), load(low));
        // SAFETY: both are 512 bits of plain numbers, and `target` is 64 writable bytes.
        unsafe {
            _mm512_storeu_si512(
                target.as_mut_ptr().cast(),
                std::mem::transmute::<__m512bh, __m512i>(pairs),
            )
        };
    }
    // What is left may begin in a whole chunk of targets when `from` is not a multiple of 32.
    let used = whole.len() * 16;
    let left = targets.as_flattened_mut().get_mut(used..).unwrap_or(&mut []);
    for (target, values) in left.iter_mut().chain(tail).zip(rest.chunks(2)) {
        let high = values.get(1).copied().unwrap_or(0.0);
        *target = u32::from(super::panels::to_bf16(values[0]))
            | u32::from(super::panels::to_bf16(high)) << 16;
    }
}

#[target_feature(enable = "avx512f")]
fn store_row<const V: usize>(sums: &[__m512; V], row: &mut [f32], add: bool) {
    let (vectors, rest) = row.as_chunks_mut::<16>();
    let whole = vectors.len();
    for (&sum, target) in sums.iter().zip(vectors) {
        let value = if add { _mm512_add_ps(sum, load(target)) } else { sum };
        store(target, value);
    }
    if whole < V {
        let mut last = [0.0; 16];
        store(&mut last, sums[whole]);
        for (target, value) in rest.iter_mut().zip(last) {
            *target = if add { *target + value } else { value };
        }
    }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn load(x: &[f32; 16]) -> __m512 {
    // SAFETY: 64 readable bytes; the instruction needs no alignment.
    unsafe { _mm512_loadu_ps(x.as_ptr()) }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn store(x: &mut [f32; 16], value: __m512) {
    // SAFETY: 64 writable bytes; the instruction needs no alignment.
    unsafe { _mm512_storeu_ps(x.as_mut_ptr(), value) }
}

#[inline]
#[target_feature(enable = "avx512f,avx512bf16")]
fn load_pairs(x: &[u32; 16]) -> __m512bh {
    // SAFETY: 64 readable bytes; the instruction needs no alignment.
    as_pairs(unsafe { _mm512_loadu_si512(x.as_ptr().cast()) })
}

#[inline]
#[target_feature(enable = "avx512f,avx512bf16")]
fn as_pairs(x: __m512i) -> __m512bh {
    // SAFETY: both are 512 bits of plain numbers.
    unsafe { std::mem::transmute(x) }
}
