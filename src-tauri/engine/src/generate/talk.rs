//! One answer in the making: its tokens, what is cached of them, and the text so far.

use super::pieces::Pieces;
use super::sample::Sampler;
use super::{Freedom, Speaker};
use crate::error::Result;
use crate::nn::{Cache, Packed};

/// Why an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The model ended it, or a stop text came.
    Said,
    /// It reached the longest answer, or the model's context.
    Full,
}

/// What was read of a conversation, so that its next answer need not read it again.
#[derive(Debug, Default)]
pub struct Read {
    cache: Cache,
    ids: Vec<u32>,
}

impl Read {
    /// Bytes that its keys and values take.
    pub fn bytes(&self) -> usize {
        self.cache.bytes()
    }
}

pub struct Talk {
    /// Adapters are left out.
    pub(super) bare: bool,
    cache: Cache,
    /// The prompt, then the answer.
    ids: Vec<u32>,
    prompt: usize,
    longest: usize,
    sampler: Sampler,
    pieces: Pieces,
    end: Option<End>,
}

impl Talk {
    /// `ids` is not empty and shorter than the context.
    pub(super) fn new(
        ids: Vec<u32>,
        freedom: &Freedom,
        context: usize,
        bare: bool,
        read: Read,
    ) -> Self {
        let same = ids.iter().zip(&read.ids).take_while(|(a, b)| a == b).count();
        let mut cache = read.cache;
        // At least one token must be read for there to be logits.
        cache.truncate(same.min(ids.len() - 1));
        let longest = freedom.max_tokens.min(context - ids.len());
        Self {
            bare,
            cache,
            prompt: ids.len(),
            ids,
            longest,
            sampler: Sampler::new(freedom),
            pieces: Pieces::new(&freedom.stop),
            end: None,
        }
    }

    pub fn end(&self) -> Option<End> {
        self.end
    }

    pub fn text(&self) -> &str {
        self.pieces.text()
    }

    /// Tokens of the answer, a stop token left out.
    pub fn tokens(&self) -> &[u32] {
        &self.ids[self.prompt..]
    }

    /// Bytes that its keys and values take.
    pub fn bytes(&self) -> usize {
        self.cache.bytes()
    }

    pub fn into_read(self) -> Read {
        Read { cache: self.cache, ids: self.ids }
    }

    pub(super) fn cache(&mut self) -> &mut Cache {
        &mut self.cache
    }

    /// Adds the tokens that were not read yet, and asks for logits behind the last.
    pub(super) fn add_to(&self, batch: &mut Packed) {
        let from = self.cache.length();
        let new = &self.ids[from..];
        batch.push(new, 0, None);
        let first = batch.positions.len() - new.len();
        batch.positions[first..].iter_mut().for_each(|place| *place += from as u32);
        batch.label_rows.push(batch.ids.len() as u32 - 1);
        batch.labels.push(0);
        batch.loss_weights.push(1.0);
    }

    /// Takes the next token; returns the text it adds.
    pub(super) fn take(&mut self, logits: &mut [f32], speaker: &Speaker) -> Result<String> {
        let said = self.tokens().len();
        let token = self.sampler.token(logits, &self.ids, said)?;
        if speaker.ends.contains(&token) {
            return self.close(End::Said, speaker);
        }
        self.ids.push(token);
        let mut text = self.pieces.push(&speaker.encoder, token)?;
        if self.pieces.ended() {
            self.end = Some(End::Said);
        } else if said + 1 >= self.longest {
            text.push_str(&self.close(End::Full, speaker)?);
        }
        Ok(text)
    }

    fn close(&mut self, end: End, speaker: &Speaker) -> Result<String> {
        self.end = Some(end);
        self.pieces.finish(&speaker.encoder)
    }
}
