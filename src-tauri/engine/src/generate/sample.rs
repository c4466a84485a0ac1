//! From logits to the next token.

use super::Freedom;
use crate::error::{Code, Error, Result};
use crate::nn::Philox;

/// Draws tokens; the token at a place depends on the seed and the place, not on what was drawn
/// elsewhere.
pub struct Sampler {
    random: Philox,
    freedom: Freedom,
}

impl Sampler {
    pub fn new(freedom: &Freedom) -> Self {
        Self { random: Philox::new(freedom.seed), freedom: freedom.clone() }
    }

    /// The token at `place` of the answer; `said` are all tokens before it, the prompt's too.
    pub fn token(&self, logits: &mut [f32], said: &[u32], place: usize) -> Result<u32> {
        if logits.iter().any(|x| x.is_nan()) {
            return Err(Error::new(Code::Diverged, "The model's answers are not numbers")
                .advice("Train again with a smaller learning rate"));
        }
        self.penalise(logits, said);
        if self.freedom.temperature <= 0.0 {
            return Ok(likeliest(logits));
        }
        let words = self.random.words([place as u32, 0, 0x5a1d, 0]);
        let uniform = (f64::from(words[0]) + 0.5) / 4_294_967_296.0;
        Ok(self.draw(logits, uniform))
    }

    /// Divides the logits of what was said, or multiplies negative ones. Keskar et al. 2019,
    /// arXiv:1909.05858.
    fn penalise(&self, logits: &mut [f32], said: &[u32]) {
        let penalty = self.freedom.repetition_penalty;
        if penalty == 1.0 {
            return;
        }
        let mut once = said.to_vec();
        once.sort_unstable();
        once.dedup();
        for token in once {
            if let Some(x) = logits.get_mut(token as usize) {
                *x = if *x > 0.0 { *x / penalty } else { *x * penalty };
            }
        }
    }

    /// Draws from softmax(logits / temperature), cut to the fewest likeliest tokens that together
    /// reach `top_p`. Holtzman et al. 2019, arXiv:1904.09751.
    fn draw(&self, logits: &[f32], uniform: f64) -> u32 {
        let temperature = f64::from(self.freedom.temperature);
        let top = f64::from(logits.iter().copied().fold(f32::NEG_INFINITY, f32::max));
        let weight = |x: f32| ((f64::from(x) - top) / temperature).exp();
        let total: f64 = logits.iter().map(|&x| weight(x)).sum();
        let mut tokens: Vec<(f64, u32)> =
            logits.iter().zip(0..).map(|(&x, i)| (weight(x) / total, i)).collect();
        // What is this unlikely is never among the likeliest that reach top_p; sorting a few is
        // quicker than sorting a whole vocabulary.
        let rest = 1.0 - f64::from(self.freedom.top_p);
        let tiny = rest / tokens.len() as f64;
        tokens.retain(|(p, _)| *p >= tiny);
        tokens.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut kept = 0.0;
        let mut count = 0;
        for (p, _) in &tokens {
            count += 1;
            kept += p;
            if kept >= f64::from(self.freedom.top_p) {
                break;
            }
        }
        let mut left = uniform * kept;
        for &(p, token) in &tokens[..count] {
            left -= p;
            if left < 0.0 {
                return token;
            }
        }
        tokens[..count].last().map_or(0, |t| t.1)
    }
}

/// The first of the largest.
pub fn likeliest(logits: &[f32]) -> u32 {
    let mut best = 0;
    for (i, x) in logits.iter().enumerate() {
        if *x > logits[best] {
            best = i;
        }
    }
    best as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sampler(change: impl Fn(&mut Freedom)) -> Sampler {
        let mut freedom = Freedom { temperature: 1.0, top_p: 1.0, ..Freedom::default() };
        change(&mut freedom);
        Sampler::new(&freedom)
    }

    fn shares(sampler: &Sampler, logits: &[f32]) -> Vec<f64> {
        let mut counts = vec![0.0; logits.len()];
        for place in 0..20_000 {
            let token = sampler.token(&mut logits.to_vec(), &[], place).unwrap();
            counts[token as usize] += 1.0 / 20_000.0;
        }
        counts
    }

    #[test]
    fn tokens_come_as_often_as_they_are_likely() {
        // softmax([2, 1, 0, -1] / t), by hand
        let logits = [1.0, 2.0, -1.0, 0.0];
        let near = |shares: Vec<f64>, expected: [f64; 4]| {
            for (share, p) in shares.iter().zip(expected) {
                assert!((share - p).abs() < 0.012, "{shares:?} {expected:?}");
            }
        };
        near(shares(&sampler(|_| ()), &logits), [0.2369, 0.6439, 0.0321, 0.0871]);
        near(shares(&sampler(|f| f.temperature = 0.5), &logits), [0.1171, 0.8650, 0.0021, 0.0158]);
        near(shares(&sampler(|f| f.temperature = 2.0), &logits), [0.2760, 0.4551, 0.1015, 0.1674]);
        // 0.6439 + 0.2369 reach 0.8, so only these two are drawn.
        near(shares(&sampler(|f| f.top_p = 0.8), &logits), [0.2689, 0.7311, 0.0, 0.0]);
        near(shares(&sampler(|f| f.top_p = 0.3), &logits), [0.0, 1.0, 0.0, 0.0]);
    }

    #[test]
    fn the_same_seed_draws_the_same_and_another_seed_other_tokens() {
        let logits: Vec<f32> = (0..50).map(|i| (i * 37 % 11) as f32 / 5.0).collect();
        let drawn = |seed| {
            let sampler = sampler(|f| f.seed = seed);
            (0..40)
                .map(|place| sampler.token(&mut logits.clone(), &[], place).unwrap())
                .collect::<Vec<_>>()
        };
        assert_eq!(drawn(1), drawn(1));
        assert_ne!(drawn(1), drawn(2));
    }

    #[test]
    fn what_was_said_is_less_likely_again() {
        let greedy = sampler(|f| {
            f.temperature = 0.0;
            f.repetition_penalty = 2.0;
        });
        // 3 / 2 < 2, and -1 * 2 < -1.5.
        assert_eq!(greedy.token(&mut [3.0, 2.0], &[0, 0], 0).unwrap(), 1);
        assert_eq!(greedy.token(&mut [-1.0, -1.5], &[0], 0).unwrap(), 1);
        assert_eq!(greedy.token(&mut [3.0, 2.0], &[], 0).unwrap(), 0);
        assert!(greedy.token(&mut [f32::NAN, 1.0], &[], 0).is_err());
    }
}
