//! Dropout factors, sixteen counters at a time: the same numbers as [`crate::nn::dropout_mask`].

use super::isa::{Isa, per_isa};
use crate::nn::{Noise, Packed};
use std::ops::Range;

const LANES: usize = 16;

per_isa! {
    /// Philox4x32-10 words for the counters (group + lane, site, example, step), four a lane.
    fn words(group: u32, counter: [u32; 3], key: [u32; 2], out: &mut [[u32; 4]; LANES]) {
        let _ = F;
        let mut c0: [u32; LANES] = std::array::from_fn(|i| group.wrapping_add(i as u32));
        let mut c1 = [counter[0]; LANES];
        let mut c2 = [counter[1]; LANES];
        let mut c3 = [counter[2]; LANES];
        let mut k = key;
        for _ in 0..10 {
            for i in 0..LANES {
                let a = u64::from(c0[i]) * 0xD251_1F53;
                let b = u64::from(c2[i]) * 0xCD9E_8D57;
                let (next0, next2) = ((b >> 32) as u32 ^ c1[i] ^ k[0], (a >> 32) as u32 ^ c3[i] ^ k[1]);
                (c0[i], c1[i], c2[i], c3[i]) = (next0, b as u32, next2, a as u32);
            }
            k = [k[0].wrapping_add(0x9E37_79B9), k[1].wrapping_add(0xBB67_AE85)];
        }
        for i in 0..LANES {
            out[i] = [c0[i], c1[i], c2[i], c3[i]];
        }
    }
}

/// One place that draws: which step of which run, which site of the model, how much is dropped.
#[derive(Debug, Clone, Copy)]
pub struct Dropout {
    pub noise: Noise,
    pub site: u32,
    pub rate: f32,
}

impl Dropout {
    /// Factors at flat positions `start..` of one example: 0, or 1 / (1 - rate).
    pub fn factors(&self, isa: Isa, example: u32, start: usize, out: &mut [f32]) {
        let key = [self.noise.seed as u32, (self.noise.seed >> 32) as u32];
        let keep = 1.0 / (1.0 - self.rate);
        let mut block = [[0u32; 4]; LANES];
        let mut done = 0;
        while done < out.len() {
            let group = (start + done) / 4;
            words(isa, group as u32, [self.site, example, self.noise.step], key, &mut block);
            let skip = (start + done) % 4;
            let words = &block.as_flattened()[skip..];
            let n = words.len().min(out.len() - done);
            for (value, &word) in out[done..done + n].iter_mut().zip(words) {
                let unit = (word >> 8) as f32 / 16_777_216.0;
                *value = if unit < self.rate { 0.0 } else { keep };
            }
            done += n;
        }
    }

    /// Factors of `rows` of a value that has a row per token, or one per sequence.
    pub fn rows(
        &self,
        isa: Isa,
        batch: &Packed,
        rows: Range<usize>,
        per_token: bool,
        cols: usize,
        out: &mut [f32],
    ) {
        let mut row = rows.start;
        let mut rest = out;
        while row < rows.end {
            let (example, first, end) = match per_token {
                true => {
                    let s = batch.offsets.partition_point(|&o| o <= row) - 1;
                    (batch.examples[s], batch.offsets[s], batch.offsets[s + 1])
                }
                false => (batch.examples[row], row, row + 1),
            };
            let end = end.min(rows.end);
            let (part, tail) = rest.split_at_mut((end - row) * cols);
            self.factors(isa, example, (row - first) * cols, part);
            rest = tail;
            row = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::dropout_mask;

    #[test]
    fn factors_are_those_of_the_plain_generator_from_any_start() {
        let noise = Noise { seed: 0x1234_5678_9abc_def0, step: 9 };
        let mut want = vec![0.0; 700];
        dropout_mask(&mut want, &noise, 3, 41, 0.3);
        for name in Isa::available() {
            let isa = Isa::named(name).unwrap();
            let dropout = Dropout { noise, site: 3, rate: 0.3 };
            for (start, len) in [(0, 700), (1, 64), (3, 1), (62, 130), (255, 445), (4, 0)] {
                let mut got = vec![-1.0; len];
                dropout.factors(isa, 41, start, &mut got);
                assert_eq!(got, want[start..start + len], "{name} from {start}");
            }
        }
    }

    #[test]
    fn rows_of_a_batch_draw_by_their_own_example() {
        let mut batch = Packed::default();
        batch.push(&[1, 2, 3], 70, None);
        batch.push(&[4, 5], 12, None);
        let dropout = Dropout { noise: Noise { seed: 5, step: 1 }, site: 2, rate: 0.5 };
        let isa = Isa::named("auto").unwrap();
        let mut whole = vec![0.0; 5 * 7];
        dropout.rows(isa, &batch, 0..5, true, 7, &mut whole);
        let mut want = vec![0.0; 21];
        dropout_mask(&mut want, &dropout.noise, 2, 70, 0.5);
        let mut second = vec![0.0; 14];
        dropout_mask(&mut second, &dropout.noise, 2, 12, 0.5);
        want.extend(second);
        assert_eq!(whole, want);
        let mut part = vec![0.0; 2 * 7];
        dropout.rows(isa, &batch, 2..4, true, 7, &mut part);
        assert_eq!(part, want[14..28]);
        let mut pooled = vec![0.0; 14];
        dropout.rows(isa, &batch, 0..2, false, 7, &mut pooled);
        assert_eq!(pooled[..7], want[..7]);
    }
}
