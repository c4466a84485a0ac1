//! Text of an answer as it grows: whole characters, and nothing of a stop text.

use crate::batch::Encoder;
use crate::error::Result;

/// Takes tokens, gives the text that is certain by now.
pub struct Pieces {
    stop: Vec<String>,
    ids: Vec<u32>,
    /// Tokens before `from` are done; those up to `known` were read with them.
    from: usize,
    known: usize,
    text: String,
    /// Bytes of `text` that were given out.
    given: usize,
    ended: bool,
}

impl Pieces {
    pub fn new(stop: &[String]) -> Self {
        let stop = stop.iter().filter(|s| !s.is_empty()).cloned().collect();
        Self {
            stop,
            ids: Vec::new(),
            from: 0,
            known: 0,
            text: String::new(),
            given: 0,
            ended: false,
        }
    }

    /// Whether a stop text has come.
    pub fn ended(&self) -> bool {
        self.ended
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text that a token adds; often none yet, where it ends inside a character.
    pub fn push(&mut self, encoder: &Encoder, id: u32) -> Result<String> {
        self.ids.push(id);
        self.read(encoder, false)?;
        Ok(self.give(false))
    }

    /// What was held back.
    pub fn finish(&mut self, encoder: &Encoder) -> Result<String> {
        self.read(encoder, true)?;
        Ok(self.give(true))
    }

    /// Tokens are read together with the ones before them: what a token writes may depend on its
    /// neighbour (a blank at the beginning of a text, a character cut in two).
    fn read(&mut self, encoder: &Encoder, all: bool) -> Result<()> {
        if self.ended {
            return Ok(());
        }
        let before = encoder.decode(&self.ids[self.from..self.known], false)?;
        let now = encoder.decode(&self.ids[self.from..], false)?;
        let cut = now.ends_with(char::REPLACEMENT_CHARACTER) && !all;
        if let Some(new) = now.strip_prefix(&before).filter(|_| !cut) {
            self.text.push_str(new);
            self.from = self.known;
            self.known = self.ids.len();
        }
        if let Some(at) = self.stop.iter().filter_map(|stop| self.text.find(stop.as_str())).min() {
            self.text.truncate(at);
            self.ended = true;
        }
        Ok(())
    }

    fn give(&mut self, all: bool) -> String {
        let held = if all || self.ended { 0 } else { self.beginning_of_stop() };
        let end = self.text.len() - held;
        let new = self.text.get(self.given..end).unwrap_or_default().to_string();
        self.given = self.given.max(end);
        new
    }

    /// Bytes at the end that may become a stop text.
    fn beginning_of_stop(&self) -> usize {
        let ends = |stop: &String| {
            let cuts = stop.char_indices().map(|(i, _)| i).skip(1);
            cuts.filter(|&i| self.text.ends_with(&stop[..i])).max().unwrap_or(0)
        };
        self.stop.iter().map(ends).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn encoder() -> Encoder {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/chat");
        Encoder::open(&folder, 512).unwrap()
    }

    fn stream(text: &str, stop: &[&str]) -> (Vec<String>, bool) {
        let encoder = encoder();
        let stop: Vec<String> = stop.iter().map(|s| s.to_string()).collect();
        let mut pieces = Pieces::new(&stop);
        let mut out = Vec::new();
        for id in encoder.ids_as_written(text).unwrap() {
            out.push(pieces.push(&encoder, id).unwrap());
            if pieces.ended() {
                break;
            }
        }
        out.push(pieces.finish(&encoder).unwrap());
        assert_eq!(out.concat(), pieces.text());
        (out, pieces.ended())
    }

    #[test]
    fn characters_come_whole_though_tokens_cut_them() {
        let text = "Grüße 👩‍🔬 — 晚上八点 naïve e\u{301}";
        let (pieces, ended) = stream(text, &[]);
        assert_eq!(pieces.concat(), text);
        assert!(!ended && pieces.iter().all(|p| !p.contains(char::REPLACEMENT_CHARACTER)));
        assert!(pieces.iter().filter(|p| !p.is_empty()).count() > 10, "{pieces:?}");
    }

    #[test]
    fn a_stop_text_ends_the_answer_and_nothing_of_it_is_shown() {
        let (pieces, ended) = stream("Yes.\n\n### Question:\nmore", &["\n\n### "]);
        assert_eq!((pieces.concat().as_str(), ended), ("Yes.", true));
        let (pieces, ended) = stream("a\n\n## b\n\n##", &["\n\n### "]);
        assert_eq!((pieces.concat().as_str(), ended), ("a\n\n## b\n\n##", false));
    }
}
