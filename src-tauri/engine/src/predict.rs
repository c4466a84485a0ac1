//! A run's model, ready to answer.

use crate::error::{Code, Error, Result};
use crate::privacy::Cleaner;
use crate::task::Names;
use crate::train::{Probe, Session, largest, softmax};
use rayon::prelude::*;
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
    names: Names,
    /// What was cleaned for training is cleaned here: the model never meets what it never saw.
    cleaner: Option<Cleaner>,
}

impl Predictor {
    /// Opens the kept version of a run.
    pub fn open(run: &Path) -> Result<Self> {
        Self::of(Session::open_kept(run)?.0)
    }

    /// Opens the untuned model with the run's quick head.
    pub fn open_quick_head(run: &Path) -> Result<Self> {
        let mut session = Session::open(run)?;
        let probe = Probe::load(run, &session)?;
        session.set_head(&probe.weight, &probe.bias)?;
        Self::of(session)
    }

    fn of(session: Session) -> Result<Self> {
        let cleaner = session.recipe.cleaner()?;
        Ok(Self { names: Names::new(&session.recipe.labels), session, cleaner })
    }

    /// Answers from now on under these names, one for each of the run's categories.
    pub fn set_names(&mut self, present: &[String]) {
        self.names = Names::new(present);
    }

    /// What answers are given in.
    pub fn labels(&self) -> &[String] {
        self.names.labels()
    }

    pub fn predict<T: AsRef<str> + Sync>(&mut self, texts: &[T]) -> Result<Vec<Prediction>> {
        let own = self.probabilities(texts)?;
        let answer = |own: Vec<f32>| {
            let probabilities = self.names.fold(&own);
            Prediction { label: largest(&probabilities), probabilities }
        };
        Ok(own.into_iter().map(answer).collect())
    }

    /// Probabilities in the order of the run's own categories.
    pub fn probabilities<T: AsRef<str> + Sync>(&mut self, texts: &[T]) -> Result<Vec<Vec<f32>>> {
        let encoded = match &self.cleaner {
            None => self.session.encoder.encode_all(texts)?,
            Some(cleaner) => {
                let clean = |text: &T| cleaner.clean(text.as_ref()).text;
                let cleaned: Vec<String> = texts.par_iter().map(clean).collect();
                self.session.encoder.encode_all(&cleaned)?
            }
        };
        let mut logits = self.session.infer(&encoded, false, &mut |_| true)?;
        if logits.iter().any(|x| !x.is_finite()) {
            return Err(Error::new(Code::Diverged, "The model's answers are not numbers")
                .advice("Train again with a smaller learning rate"));
        }
        let classes = self.session.recipe.labels.len();
        let answer = |row: &mut [f32]| {
            softmax(row);
            row.to_vec()
        };
        Ok(logits.chunks_exact_mut(classes).map(answer).collect())
    }
}
