//! Text to token ids with the model's own tokenizer.

use crate::error::{Code, Error, Result};
use rayon::prelude::*;
use std::path::Path;
use tokenizers::{Tokenizer, TruncationParams};

/// Token ids of one example.
#[derive(Debug, Clone, PartialEq)]
pub struct Encoded {
    pub ids: Vec<u32>,
    /// Stable number of the example, for dropout.
    pub number: u32,
    /// It was longer than allowed.
    pub truncated: bool,
}

pub struct Encoder {
    tokenizer: Tokenizer,
    /// The same without a longest length.
    pub(super) whole: Tokenizer,
    /// In tokens, special ones among them.
    longest: usize,
}

impl Encoder {
    /// Opens `tokenizer.json` of a model folder. `max_length` counts special tokens too.
    pub fn open(folder: &Path, max_length: usize) -> Result<Self> {
        let path = folder.join("tokenizer.json");
        let bad = |e: tokenizers::Error| {
            Error::new(Code::BadModel, "The tokenizer of the model can't be used")
                .at(path.display().to_string())
                .advice("Fetch the model again")
                .source(e)
        };
        let mut tokenizer = Tokenizer::from_file(&path).map_err(bad)?;
        tokenizer.with_padding(None);
        tokenizer.with_truncation(None).map_err(bad)?;
        let whole = tokenizer.clone();
        let truncation = TruncationParams { max_length, ..Default::default() };
        tokenizer.with_truncation(Some(truncation)).map_err(bad)?;
        Ok(Self { tokenizer, whole, longest: max_length })
    }

    fn encode(&self, text: &str, number: u32) -> Result<Encoded> {
        let encoding = self.tokenizer.encode(text, true).map_err(|e| {
            Error::new(Code::BadData, "A text could not be cut into tokens")
                .at(format!("example {}", number + 1))
                .source(e)
        })?;
        if encoding.get_ids().is_empty() {
            return Err(Error::new(Code::BadData, "A text holds nothing that the model can read")
                .at(format!("example {}", number + 1))
                .safe("Nothing was changed")
                .advice("Leave the row out, or choose a model whose tokenizer marks where texts begin and end"));
        }
        let truncated = !encoding.get_overflowing().is_empty();
        Ok(Encoded { ids: encoding.get_ids().to_vec(), number, truncated })
    }

    pub fn encode_all<T: AsRef<str> + Sync>(&self, texts: &[T]) -> Result<Vec<Encoded>> {
        texts.par_iter().enumerate().map(|(i, t)| self.encode(t.as_ref(), i as u32)).collect()
    }

    /// Where each text would have to be cut so that every piece is within the length allowed: the
    /// ends of the pieces in bytes, the last one the end of the text.
    pub fn cut_all<T: AsRef<str> + Sync>(&self, texts: &[T]) -> Result<Vec<Vec<usize>>> {
        texts.par_iter().enumerate().map(|(i, t)| self.cut(t.as_ref(), i)).collect()
    }

    fn cut(&self, text: &str, number: usize) -> Result<Vec<usize>> {
        let encoding = self.whole.encode(text, true).map_err(|e| {
            Error::new(Code::BadData, "A text could not be cut into tokens")
                .at(format!("example {}", number + 1))
                .source(e)
        })?;
        let special = encoding.get_special_tokens_mask();
        let marks = special.iter().filter(|mask| **mask == 1).count();
        let room = self.longest.saturating_sub(marks).max(1);
        let places = encoding.get_offsets().iter().zip(encoding.get_word_ids()).zip(special);
        let tokens: Vec<(usize, Option<u32>)> = places
            .filter(|(_, mask)| **mask == 0)
            .map(|(((_, end), word), _)| (*end, *word))
            .collect();
        let mut ends = Vec::new();
        let mut from = 0;
        while tokens.len() - from > room {
            // A piece ends between words, where it holds more than one.
            let within = |at: &usize| tokens[*at].1.is_some() && tokens[*at].1 == tokens[at - 1].1;
            let to = (from + 1..=from + room).rev().find(|at| !within(at)).unwrap_or(from + room);
            ends.push(tokens[to - 1].0);
            from = to;
        }
        ends.push(text.len());
        Ok(ends)
    }

    /// Token ids of a text from its beginning, with the special tokens the model wants there; nothing
    /// is cut off.
    pub fn whole_ids(&self, text: &str) -> Result<Vec<u32>> {
        let encoding = self.whole.encode(text, true);
        let encoding = encoding.map_err(|e| {
            Error::new(Code::BadData, "A text could not be cut into tokens").source(e)
        })?;
        Ok(encoding.get_ids().to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_into_pieces_that_each_fit() {
        let starter = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/starter");
        let encoder = Encoder::open(&starter, 40).unwrap();
        let text = "The parcel is late again and I would like to know why. ".repeat(16);
        let ends = encoder.cut_all(&[&text]).unwrap().remove(0);
        assert_eq!(ends.len(), encoder.whole_ids(&text).unwrap().len().div_ceil(38));
        assert_eq!(encoder.cut_all(&["Short."]).unwrap(), [[6]]);
        assert_eq!(ends.last(), Some(&text.len()));
        let mut from = 0;
        for end in ends {
            assert!(!encoder.encode(&text[from..end], 0).unwrap().truncated, "{from}..{end}");
            from = end;
        }
    }
}
