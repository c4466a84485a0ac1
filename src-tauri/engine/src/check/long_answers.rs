//! Conversations whose answers lie beyond what the model reads.

use super::{BETWEEN, CONVERSATIONS, Corpus, Find, Finding, Fix, Hit, Look, Phase, Progress, Spot};
use crate::batch::Encoder;
use crate::data::Message;
use crate::error::Result;
use crate::model::ModelFolder;
use crate::task::ChatTemplate;
use rayon::prelude::*;

pub const FINDING: Finding = Finding {
    id: "long_answers",
    title: "Answers beyond what the model reads",
    why: "Of a conversation that is too long, the end is cut, and with it what is to be learned.",
    decide: false,
    goals: CONVERSATIONS,
    find: Find::Model(find),
    fixes: &[Fix::Remove],
};

/// Rows between two words about progress.
const STRIDE: usize = 1024;

/// Conversations that lose a part of an answer, written as training writes them.
fn find(corpus: &Corpus, look: &Look, progress: &mut Progress<'_>) -> Result<Vec<Hit>> {
    let limit = look.limit.min(ModelFolder::open(look.trained)?.info()?.max_length);
    let template = ChatTemplate::open(look.trained)?;
    let encoder = Encoder::open(look.trained, usize::MAX)?;
    // A token is at least a byte.
    let long = |row: &usize| corpus.items[*row].text.len() + 64 * corpus.turns[*row].len() > limit;
    let asked: Vec<usize> = (0..corpus.turns.len()).filter(long).collect();
    let mut hits = Vec::new();
    for (turn, some) in asked.chunks(STRIDE).enumerate() {
        progress(Phase::Measuring, turn * STRIDE, asked.len())?;
        let lost = some.par_iter().map(|row| {
            let mut tokens = 0;
            for fed in template.learn(&corpus.turns[*row])? {
                let fed = encoder.encode_fed(&fed)?;
                let cut = fed.is_answer.get(limit..).unwrap_or_default();
                if cut.contains(&true) {
                    tokens = tokens.max(fed.ids.len());
                }
            }
            Ok((*row, tokens))
        });
        for (row, tokens) in lost.collect::<Result<Vec<_>>>()? {
            if tokens > 0 {
                let marks = vec![tail(&corpus.turns[row], limit as f64 / tokens as f64)];
                hits.push(Hit { marks, ..Hit::of(corpus, row) });
            }
        }
    }
    Ok(hits)
}

/// About what is not read: the end of the text, by the share of its tokens that are.
fn tail(turns: &[Message], read: f64) -> Spot {
    let letters: usize = turns.iter().map(|turn| turn.content.chars().count()).sum();
    let to = letters + BETWEEN.len() * turns.len().saturating_sub(1);
    Spot { from: (to as f64 * read) as usize, to, kind: "" }
}
