//! Whole answers: one that streams, and many at once.

use super::talk::{End, Read, Talk};
use super::{Freedom, Speaker};
use crate::error::Result;

/// Answers that are made together: reading the weights is what takes the time, and they are read
/// once for all.
const TOGETHER: usize = 8;

#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub text: String,
    /// Tokens of the answer, without the one that ended it.
    pub tokens: Vec<u32>,
    /// `None` where it was stopped.
    pub end: Option<End>,
}

impl Answer {
    pub(super) fn of(talk: &Talk) -> Self {
        Self { text: talk.text().to_string(), tokens: talk.tokens().to_vec(), end: talk.end() }
    }
}

impl Speaker {
    /// The answer to one prompt. `piece` hears every text that is added and may end the answer by
    /// saying false. What was read comes back, for the conversation's next answer.
    pub fn answer(
        &mut self,
        prompt: Vec<u32>,
        freedom: &Freedom,
        bare: bool,
        read: Read,
        piece: &mut dyn FnMut(&str) -> bool,
    ) -> Result<(Answer, Read)> {
        let mut talk = self.begin(prompt, freedom, bare, read)?;
        while talk.end().is_none() {
            let added = self.step(&mut [&mut talk])?.concat();
            if !piece(&added) {
                break;
            }
        }
        Ok((Answer::of(&talk), talk.into_read()))
    }

    /// The answers to many prompts, several at a time; each is what it would have been alone.
    /// `done` hears each as it ends, with its number, and may end the work by saying false.
    pub fn answer_all(
        &mut self,
        prompts: &[Vec<u32>],
        freedom: &Freedom,
        bare: bool,
        done: &mut dyn FnMut(usize, Answer) -> bool,
    ) -> Result<()> {
        let mut waiting = prompts.iter().enumerate();
        let mut open: Vec<(usize, Talk)> = Vec::new();
        loop {
            while open.len() < TOGETHER
                && let Some((i, prompt)) = waiting.next()
            {
                open.push((i, self.begin(prompt.clone(), freedom, bare, Read::default())?));
            }
            if open.is_empty() {
                return Ok(());
            }
            let mut talks: Vec<&mut Talk> = open.iter_mut().map(|(_, talk)| talk).collect();
            self.step(&mut talks)?;
            let (ended, rest): (Vec<_>, Vec<_>) =
                open.into_iter().partition(|(_, talk)| talk.end().is_some());
            open = rest;
            for (i, talk) in ended {
                if !done(i, Answer::of(&talk)) {
                    return Ok(());
                }
            }
        }
    }
}
