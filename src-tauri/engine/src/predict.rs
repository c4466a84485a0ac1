//! A run's model, ready to answer.

use crate::error::{Code, Error, Result};
use crate::privacy::Cleaner;
use crate::task::{CLASSIFY, Names, TAG, Task};
use crate::train::{Probe, Session, largest, said, sigmoid, softmax, thresholds};
use rayon::prelude::*;
use std::path::Path;

#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// Index into [`Predictor::labels`].
    pub label: usize,
    /// One per label; they add up to 1.
    pub probabilities: Vec<f32>,
}

/// Texts in, logits out.
struct Reader {
    session: Session,
    /// What was cleaned for training is cleaned here: the model never meets what it never saw.
    cleaner: Option<Cleaner>,
}

impl Reader {
    fn new(session: Session, task: &Task) -> Result<Self> {
        if session.recipe.task != task.id {
            return Err(Error::internal(format!(
                "A run of the task {} was asked as one of {}",
                session.recipe.task, task.id
            )));
        }
        let cleaner = session.recipe.cleaner()?;
        Ok(Self { session, cleaner })
    }

    /// (texts, categories of the run)
    fn logits<T: AsRef<str> + Sync>(&mut self, texts: &[T]) -> Result<Vec<f32>> {
        let encoded = match &self.cleaner {
            None => self.session.encoder.encode_all(texts)?,
            Some(cleaner) => {
                let clean = |text: &T| cleaner.clean(text.as_ref()).text;
                let cleaned: Vec<String> = texts.par_iter().map(clean).collect();
                self.session.encoder.encode_all(&cleaned)?
            }
        };
        let logits = self.session.infer(&encoded, false, &mut |_| true)?;
        if logits.iter().any(|x| !x.is_finite()) {
            return Err(Error::new(Code::Diverged, "The model's answers are not numbers")
                .advice("Train again with a smaller learning rate"));
        }
        Ok(logits)
    }
}

/// Sorts texts into one category each.
pub struct Predictor {
    reader: Reader,
    names: Names,
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
        let names = Names::new(&session.recipe.labels);
        Ok(Self { reader: Reader::new(session, CLASSIFY)?, names })
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
        let mut logits = self.reader.logits(texts)?;
        let classes = self.reader.session.recipe.labels.len();
        let answer = |row: &mut [f32]| {
            softmax(row);
            row.to_vec()
        };
        Ok(logits.chunks_exact_mut(classes).map(answer).collect())
    }
}

/// Which labels hold for a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Tags {
    /// One per label of the run: whether it is said.
    pub said: Vec<bool>,
    /// One per label, each from 0 to 1.
    pub probabilities: Vec<f32>,
}

/// Says which of several labels hold for a text.
pub struct Tagger {
    reader: Reader,
    names: Names,
    thresholds: Vec<f32>,
}

impl Tagger {
    /// Opens the kept version of a run, with its thresholds.
    pub fn open(run: &Path) -> Result<Self> {
        let session = Session::open_kept(run)?.0;
        let thresholds = thresholds(run, session.recipe.labels.len())?;
        Self::of(session, thresholds)
    }

    /// Opens the untuned model with the run's quick head; what it says is not asked for.
    pub fn open_quick_head(run: &Path) -> Result<Self> {
        let mut session = Session::open(run)?;
        let probe = Probe::load(run, &session)?;
        session.set_head(&probe.weight, &probe.bias)?;
        let thresholds = vec![0.5; session.recipe.labels.len()];
        Self::of(session, thresholds)
    }

    fn of(session: Session, thresholds: Vec<f32>) -> Result<Self> {
        let names = Names::new(&session.recipe.labels);
        Ok(Self { reader: Reader::new(session, TAG)?, names, thresholds })
    }

    /// Answers from now on under these names, one for each of the run's categories.
    pub fn set_names(&mut self, present: &[String]) {
        self.names = Names::new(present);
    }

    pub fn labels(&self) -> &[String] {
        self.names.labels()
    }

    /// One a label: it is said from this probability on.
    pub fn thresholds(&self) -> Vec<f32> {
        let lowest = self.names.fold_lowest(&self.thresholds);
        lowest.into_iter().map(|threshold| threshold.unwrap_or(1.0)).collect()
    }

    /// What stands between labels in one cell.
    pub fn separator(&self) -> String {
        self.reader.session.recipe.separator()
    }

    pub fn predict<T: AsRef<str> + Sync>(&mut self, texts: &[T]) -> Result<Vec<Tags>> {
        let own = self.probabilities(texts)?;
        let answer = |own: Vec<f32>| Tags {
            said: self.names.fold_said(&said(&own, &self.thresholds)),
            probabilities: self.names.fold_highest(&own),
        };
        Ok(own.into_iter().map(answer).collect())
    }

    /// Probabilities in the order of the run's own labels.
    pub fn probabilities<T: AsRef<str> + Sync>(&mut self, texts: &[T]) -> Result<Vec<Vec<f32>>> {
        let mut probabilities = self.reader.logits(texts)?;
        probabilities.iter_mut().for_each(|z| *z = sigmoid(*z));
        Ok(probabilities.chunks_exact(self.thresholds.len()).map(<[f32]>::to_vec).collect())
    }
}
