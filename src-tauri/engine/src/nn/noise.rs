//! Counter-based random numbers: the value depends only on what it is for, never on the order in
//! which values are drawn. So packing, sharding, recomputation and resume don't change dropout.

/// Philox4x32-10. Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3".
#[derive(Debug, Clone, Copy)]
pub struct Philox {
    key: [u32; 2],
}

impl Philox {
    pub fn new(seed: u64) -> Self {
        Self { key: [seed as u32, (seed >> 32) as u32] }
    }

    /// Four random words for one counter.
    pub fn words(&self, counter: [u32; 4]) -> [u32; 4] {
        let (mut c, mut k) = (counter, self.key);
        for _ in 0..10 {
            let a = u64::from(c[0]) * 0xD251_1F53;
            let b = u64::from(c[2]) * 0xCD9E_8D57;
            c = [
                (b >> 32) as u32 ^ c[1] ^ k[0],
                b as u32,
                (a >> 32) as u32 ^ c[3] ^ k[1],
                a as u32,
            ];
            k = [k[0].wrapping_add(0x9E37_79B9), k[1].wrapping_add(0xBB67_AE85)];
        }
        c
    }

    /// Uniform in [0, 1).
    pub fn uniform(&self, counter: [u32; 4]) -> f32 {
        unit(self.words(counter)[0])
    }

    /// A permutation of `0..n` (Fisher-Yates) that depends on seed and `stream` only.
    pub fn permutation(&self, n: usize, stream: u32) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        for i in (1..n).rev() {
            let w = self.words([i as u32, stream, 0x5EED, 0]);
            let r = (u64::from(w[0]) << 32 | u64::from(w[1])) % (i as u64 + 1);
            order.swap(i, r as usize);
        }
        order
    }

    /// `n` values of the normal distribution (Box-Muller), for weights that start at random.
    pub fn normals(&self, n: usize, stream: u32, std: f32) -> Vec<f32> {
        (0..n)
            .map(|i| {
                let w = self.words([i as u32, stream, 0x0A0A, 1]);
                let u = (f64::from(w[0]) + 1.0) / 4_294_967_297.0;
                let angle = std::f64::consts::TAU * f64::from(w[1]) / 4_294_967_296.0;
                ((-2.0 * u.ln()).sqrt() * angle.cos()) as f32 * std
            })
            .collect()
    }
}

fn unit(word: u32) -> f32 {
    (word >> 8) as f32 / 16_777_216.0
}

/// Factors for inverted dropout: 0 with probability `rate`, else 1 / (1 - rate). `out` are the
/// values at flat positions 0.. of one example at one site.
pub fn dropout_mask(out: &mut [f32], noise: &super::Noise, site: u32, example: u32, rate: f32) {
    let philox = Philox::new(noise.seed);
    let keep = 1.0 / (1.0 - rate);
    for (i, chunk) in out.chunks_mut(4).enumerate() {
        let words = philox.words([i as u32, site, example, noise.step]);
        for (value, word) in chunk.iter_mut().zip(words) {
            *value = if unit(word) < rate { 0.0 } else { keep };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Known answers of the reference implementation (Random123, kat_vectors, philox4x32 10).
    #[test]
    fn philox_gives_the_published_words() {
        let zero = Philox::new(0).words([0; 4]);
        assert_eq!(zero, [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
        let ones = Philox::new(u64::MAX).words([u32::MAX; 4]);
        assert_eq!(ones, [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
    }

    #[test]
    fn dropout_drops_the_asked_share_and_keeps_the_mean() {
        let mut mask = vec![0.0; 100_000];
        dropout_mask(&mut mask, &crate::nn::Noise { seed: 3, step: 7 }, 1, 2, 0.1);
        let dropped = mask.iter().filter(|&&x| x == 0.0).count() as f64 / 1e5;
        let mean = mask.iter().map(|&x| f64::from(x)).sum::<f64>() / 1e5;
        assert!((dropped - 0.1).abs() < 0.005 && (mean - 1.0).abs() < 0.01);
    }

    #[test]
    fn a_permutation_holds_every_index_once_and_differs_by_stream() {
        let p = Philox::new(5);
        let mut a = p.permutation(1000, 0);
        assert_ne!(a, p.permutation(1000, 1));
        assert_eq!(a, p.permutation(1000, 0));
        a.sort_unstable();
        assert!(a.iter().enumerate().all(|(i, &x)| i == x));
    }
}
