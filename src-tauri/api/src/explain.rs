//! Which words moved an answer: each is left out once, and the answer's probability compared
//! (occlusion: Zeiler & Fergus 2014, for words Li et al. 2016, arXiv:1612.08220).

use crate::results::to_answer;
use crate::types::{Answer, Explained, Id};
use crate::{App, lock};
use attune_engine::error::{Code, Error, Result};
use attune_engine::predict::{Prediction, Predictor};

/// Words weighed; what comes after them is left as it is.
const MOST: usize = 120;
/// Shortened texts answered at once.
const BATCH: usize = 32;

impl App {
    pub(crate) fn explain_text(
        &self,
        project: Id,
        run: Id,
        text: String,
        job: Option<Id>,
    ) -> Result<Explained> {
        if text.trim().is_empty() {
            return Err(Error::new(Code::BadData, "There is no text to sort")
                .advice("Type or paste a text"));
        }
        let job = self.jobs.start(job, "Weighing the words");
        let (words, rest) = split_words(&text);
        let shortened: Vec<String> = (0..words.len())
            .map(|left_out| {
                let kept = words.iter().enumerate().filter(|(place, _)| *place != left_out);
                kept.map(|(_, word)| *word).chain([rest]).collect()
            })
            .collect();
        let predictor = self.predictor(&project, &run)?;
        let mut predictor = lock(&predictor);
        let whole = only(predictor.predict(&[&text])?)?;
        let mut pieces: Vec<(String, f32)> = Vec::new();
        job.report(0, words.len())?;
        for (some, words) in shortened.chunks(BATCH).zip(words.chunks(BATCH)) {
            for (word, without) in words.iter().zip(predictor.predict(some)?) {
                let label = whole.label;
                let weight = whole.probabilities[label] - without.probabilities[label];
                pieces.push(((*word).to_owned(), weight));
            }
            job.report(pieces.len(), shortened.len())?;
        }
        if !rest.is_empty() {
            pieces.push((rest.to_owned(), 0.0));
        }
        let answer = to_answer(predictor.labels(), &whole);
        drop(predictor);
        let before = self.before(&project, &run, &text)?;
        Ok(Explained { answer, pieces, before: Some(before), cut: !rest.is_empty() })
    }

    /// What the untuned model with its quick head says.
    fn before(&self, project: &str, run: &str, text: &str) -> Result<Answer> {
        let folder = self.finished_run(project, run)?;
        let labels = self.present_labels(project, &folder)?;
        let mut quick = Predictor::open_quick_head(&folder)?;
        quick.set_names(&labels);
        let prediction = only(quick.predict(&[text])?)?;
        Ok(to_answer(quick.labels(), &prediction))
    }
}

fn only(mut predictions: Vec<Prediction>) -> Result<Prediction> {
    predictions.pop().ok_or_else(|| Error::internal("The model gave no answer"))
}

/// Words with the blanks after them, and what comes after the last one that is weighed. Joined,
/// all of it is the text.
fn split_words(text: &str) -> (Vec<&str>, &str) {
    let mut words = Vec::new();
    let mut start = 0;
    let mut blank = false;
    for (at, c) in text.char_indices() {
        if blank && !c.is_whitespace() {
            words.push(&text[start..at]);
            start = at;
            if words.len() == MOST {
                return (words, &text[start..]);
            }
        }
        blank = c.is_whitespace() && !text[..at].trim().is_empty();
    }
    words.push(&text[start..]);
    (words, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_the_text() {
        assert_eq!(split_words("  one two,\n three "), (vec!["  one ", "two,\n ", "three "], ""));
        assert_eq!(split_words("one"), (vec!["one"], ""));
        let long = "a ".repeat(MOST + 5);
        let (words, rest) = split_words(&long);
        assert_eq!((words.len(), rest), (MOST, "a a a a a "));
    }
}
