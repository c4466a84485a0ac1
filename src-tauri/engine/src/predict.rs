//! A kept model, ready to answer.

use crate::error::{Code, Error, Result};
use crate::train::{Session, largest, softmax};
use std::path::Path;

#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// Index into [`Predictor::labels`].
    pub label: usize,
    /// One per label; they add up to 1.
    pub probabilities: Vec<f32>,
}

pub struct Predictor {
    session: Session,
}

impl Predictor {
    /// Opens the kept version of a run.
    pub fn open(run: &Path) -> Result<Self> {
        Ok(Self { session: Session::open_kept(run)?.0 })
    }

    pub fn labels(&self) -> &[String] {
        &self.session.recipe.labels
    }

    pub fn predict<T: AsRef<str> + Sync>(&mut self, texts: &[T]) -> Result<Vec<Prediction>> {
        let encoded = self.session.encoder.encode_all(texts)?;
        let mut logits = self.session.infer(&encoded, false, &mut |_| true)?;
        if logits.iter().any(|x| !x.is_finite()) {
            return Err(Error::new(Code::Diverged, "The model's answers are not numbers")
                .advice("Train again with a smaller learning rate"));
        }
        let answer = |row: &mut [f32]| {
            softmax(row);
            Prediction { label: largest(row), probabilities: row.to_vec() }
        };
        Ok(logits.chunks_exact_mut(self.labels().len()).map(answer).collect())
    }
}
