//! What a chat template wrote, as tokens, and which of them are answers.

use super::Encoder;
use crate::error::{Error, Result};
use crate::task::Fed;

/// Tokens of one conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct FedTokens {
    pub ids: Vec<u32>,
    /// Whether each token belongs to an answer, and so counts in the loss: (tokens)
    pub is_answer: Vec<bool>,
}

impl Encoder {
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
