//! Rows that are longer than the model reads.

use super::{Corpus, Find, Finding, Fix, Hit, Look, Phase, Progress, SORTING, Spot};
use crate::batch::Encoder;
use crate::error::Result;
use crate::model::ModelFolder;

pub const FINDING: Finding = Finding {
    id: "too_long",
    title: "Rows longer than the model reads",
    why: "What comes after the limit is never seen, in training or later.",
    decide: false,
    goals: SORTING,
    find: Find::Model(find),
    fixes: &[Fix::Rewrite, Fix::Split, Fix::Remove],
};

/// Rows between two words about progress.
const STRIDE: usize = 4096;

/// What lies behind the limit is marked; the row may be cut there, or divided into parts that each
/// fit.
fn find(corpus: &Corpus, look: &Look, progress: &mut Progress<'_>) -> Result<Vec<Hit>> {
    let limit = look.limit.min(ModelFolder::open(look.trained)?.info()?.max_length);
    // A token is at least one byte, and two more mark where the text begins and ends.
    let long = |row: &usize| corpus.items[*row].text.len() + 2 > limit;
    let asked: Vec<usize> = (0..corpus.items.len()).filter(long).collect();
    let encoder = Encoder::open(look.trained, limit)?;
    let mut hits = Vec::new();
    for (turn, some) in asked.chunks(STRIDE).enumerate() {
        progress(Phase::Measuring, turn * STRIDE, asked.len())?;
        let texts: Vec<&str> = some.iter().map(|row| corpus.items[*row].text.as_str()).collect();
        for (row, ends) in some.iter().zip(encoder.cut_all(&texts)?) {
            let text = &corpus.items[*row].text;
            let Some(first) = ends.first().filter(|_| ends.len() > 1) else { continue };
            let mut from = 0;
            let mut pieces = Vec::new();
            for end in &ends {
                pieces.push(text[from..*end].trim().to_owned());
                from = *end;
            }
            pieces.retain(|piece| !piece.is_empty());
            let marks = vec![Spot::bytes(text, *first..text.len())];
            hits.push(Hit { marks, texts: pieces, ..Hit::of(corpus, *row) });
        }
    }
    Ok(hits)
}
