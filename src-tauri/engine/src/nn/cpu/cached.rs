//! Attention of a few new tokens over what was read before them.

use super::isa::{Isa, per_isa};
use super::math::{dot, exp, fma, largest, sum};
use super::sequences::Attention;
use crate::nn::Cache;
use rayon::prelude::*;

/// One new token's query, and what it may look at.
struct Query<'a> {
    /// (heads head)
    queries: &'a [f32],
    /// (tokens, kv_heads head), those that it sees
    keys: &'a [f32],
    values: &'a [f32],
    cols: usize,
}

per_isa! {
    /// out = softmax(scale q Kᵀ) V for one head, whose keys and values lie `ld` apart.
    fn attend(q: &[f32], keys: &[f32], values: &[f32], ld: usize, scale: f32, scores: &mut [f32], out: &mut [f32]) {
        let head = q.len();
        for (score, key) in scores.iter_mut().zip(keys.chunks(ld)) {
            *score = dot::<F>(q, &key[..head]);
        }
        let top = largest(scores) * scale;
        scores.iter_mut().for_each(|s| *s = exp::<F>(fma::<F>(*s, scale, -top)));
        let inverse = 1.0 / sum(scores);
        out.fill(0.0);
        for (score, value) in scores.iter().zip(values.chunks(ld)) {
            let p = score * inverse;
            out.iter_mut().zip(&value[..head]).for_each(|(o, v)| *o = fma::<F>(p, *v, *o));
        }
    }
}

impl Query<'_> {
    fn run(&self, isa: Isa, head: usize, shared: usize, scale: f32, out: &mut [f32]) {
        let mut scores = vec![0.0; self.keys.len() / self.cols];
        let heads = self.queries.chunks_exact(head).zip(out.chunks_exact_mut(head));
        for (i, (q, out)) in heads.enumerate() {
            let from = i / shared * head;
            let (keys, values) = (&self.keys[from..], &self.values[from..]);
            attend(isa, q, keys, values, self.cols, scale, &mut scores, out);
        }
    }
}

impl Attention<'_> {
    /// As [`Attention::forward`], each sequence going on from its cache. `block` is this attention's
    /// number among the model's.
    pub fn forward_cached(
        &self,
        caches: &mut [&mut Cache],
        block: usize,
        out: &mut [f32],
        lse: &mut [f32],
    ) {
        let head = self.spec.head(self.cols);
        let (width, side) = (self.spec.heads * head, self.spec.kv_heads * head);
        for (i, cache) in caches.iter_mut().enumerate() {
            let tokens = self.env.batch.offsets[i]..self.env.batch.offsets[i + 1];
            let before = cache.length();
            let qkv = &self.qkv[tokens.start * self.cols..tokens.end * self.cols];
            let kept = cache.block(block, side);
            for row in qkv.chunks_exact(self.cols) {
                kept.keys.extend_from_slice(&row[width..width + side]);
                kept.values.extend_from_slice(&row[width + side..]);
            }
            let out = &mut out[tokens.start * width..tokens.end * width];
            if before == 0 && tokens.len() > 1 {
                let heads = self.spec.heads;
                self.sequence(i).forward(out, &mut lse[tokens.start * heads..tokens.end * heads]);
                continue;
            }
            let length = before + tokens.len();
            let rows = out.par_chunks_mut(width).zip(qkv.par_chunks(self.cols)).enumerate();
            rows.for_each(|(row, (out, qkv))| {
                let seen = self.spec.visible(before + row, length);
                let query = Query {
                    queries: &qkv[..width],
                    keys: &kept.keys[seen.start * side..seen.end * side],
                    values: &kept.values[seen.start * side..seen.end * side],
                    cols: side,
                };
                let shared = self.spec.heads / self.spec.kv_heads;
                query.run(self.env.isa, head, shared, self.spec.scale_of(head), out);
            });
        }
    }
}
