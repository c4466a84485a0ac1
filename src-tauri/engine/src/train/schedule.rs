//! The learning rate over the steps.

/// Linear warm-up from 0, then linear decay to 0; the factor of step 0 is 0 if there is a
/// warm-up. The same as `get_linear_schedule_with_warmup` of transformers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Schedule {
    pub warmup: u64,
    pub total: u64,
}

impl Schedule {
    pub fn new(warmup_share: f64, total: u64) -> Self {
        Self { warmup: (warmup_share * total as f64).ceil() as u64, total }
    }

    /// What to multiply the learning rate by in the step after `done` steps.
    pub fn factor(&self, done: u64) -> f64 {
        if done < self.warmup {
            return done as f64 / self.warmup.max(1) as f64;
        }
        let rest = self.total.saturating_sub(done) as f64;
        rest / self.total.saturating_sub(self.warmup).max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::Schedule;

    #[test]
    fn rises_then_falls_to_zero() {
        let s = Schedule { warmup: 3, total: 10 };
        let f: Vec<f64> = (0..=10).map(|i| s.factor(i)).collect();
        assert_eq!(&f[..4], &[0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0]);
        assert!((f[9] - 1.0 / 7.0).abs() < 1e-12 && f[10] == 0.0);
    }
}
