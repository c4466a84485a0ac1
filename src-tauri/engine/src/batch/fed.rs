//! What a chat template wrote, as tokens, and which of them are answers.

use super::Encoder;
use crate::error::{Error, Result};
use crate::task::Fed;
use serde::Serialize;
use ts_rs::TS;

/// Tokens of one conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct FedTokens {
    pub ids: Vec<u32>,
    /// Whether each token belongs to an answer, and so counts in the loss: (tokens)
    pub is_answer: Vec<bool>,
}

/// A stretch of what the model is fed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FedPiece {
    pub text: String,
    /// It is learned; the rest is only read.
    pub learned: bool,
    /// A mark of the model's own, which is no text to it.
    pub mark: bool,
}

impl Encoder {
    /// The text of a conversation with what is learned of it, and the model's own marks, told
    /// apart.
    pub fn pieces(&self, fed: &Fed) -> Result<Vec<FedPiece>> {
        let encoding = self.as_written(&fed.text)?;
        let marks = encoding.get_ids().iter().zip(encoding.get_offsets());
        let marks: Vec<(usize, usize)> =
            marks.filter(|(id, _)| self.is_mark(**id)).map(|(_, place)| *place).collect();
        let mut pieces: Vec<FedPiece> = Vec::new();
        for (at, letter) in fed.text.char_indices() {
            let learned = fed.answers.iter().any(|answer| answer.contains(&at));
            let within = marks.iter().position(|(from, to)| (*from..*to).contains(&at));
            let begins = within.is_some_and(|mark| marks[mark].0 == at);
            match pieces.last_mut() {
                Some(last)
                    if !begins && last.learned == learned && last.mark == within.is_some() =>
                {
                    last.text.push(letter);
                }
                _ => {
                    let mark = within.is_some();
                    pieces.push(FedPiece { text: letter.into(), learned, mark });
                }
            }
        }
        Ok(pieces)
    }

    /// Token ids of a text that holds its special tokens already: none are added, and nothing is
    /// cut off.
    pub fn ids_as_written(&self, text: &str) -> Result<Vec<u32>> {
        Ok(self.as_written(text)?.get_ids().to_vec())
    }

    /// Token ids of a text that holds none of its special tokens: the tokenizer's own are added.
    pub fn ids(&self, text: &str) -> Result<Vec<u32>> {
        let encoding = self.whole.encode(text, true);
        let encoding = encoding.map_err(|e| uncut().source(e))?;
        Ok(encoding.get_ids().to_vec())
    }

    /// A token that an answer only begins or ends in counts as the answer's.
    pub fn encode_fed(&self, fed: &Fed) -> Result<FedTokens> {
        let encoding = self.as_written(&fed.text)?;
        let is_answer = |&(from, to): &(usize, usize)| {
            fed.answers.iter().any(|answer| from < answer.end && to > answer.start)
        };
        Ok(FedTokens {
            ids: encoding.get_ids().to_vec(),
            is_answer: encoding.get_offsets().iter().map(is_answer).collect(),
        })
    }

    fn as_written(&self, text: &str) -> Result<tokenizers::Encoding> {
        self.whole.encode(text, false).map_err(|e| uncut().source(e))
    }

    /// Whether the token stands for a mark and not for a piece of text.
    pub fn is_mark(&self, id: u32) -> bool {
        self.whole.get_added_tokens_decoder().contains_key(&id)
    }

    /// Text of tokens, special ones left out unless asked for.
    pub fn decode(&self, ids: &[u32], special: bool) -> Result<String> {
        self.whole
            .decode(ids, !special)
            .map_err(|e| Error::internal("Tokens could not be made into text").source(e))
    }
}

fn uncut() -> Error {
    Error::internal("A text could not be cut into tokens")
}
