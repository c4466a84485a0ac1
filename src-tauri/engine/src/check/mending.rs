//! Rows whose texts can be put right: in a conversation, each message by itself.

use super::{BETWEEN, Corpus, Hit, Spot};
use crate::data::Message;
use rayon::prelude::*;

/// The places of a text where something is wrong, and the text as it should be, if that is known.
pub(super) type Examined = (Vec<Spot>, Option<String>);

/// Every row in which `examine` marks something.
pub(super) fn mended(corpus: &Corpus, examine: impl Fn(&str) -> Examined + Sync) -> Vec<Hit> {
    let hit = |row: usize| match corpus.turns.get(row) {
        Some(turns) => conversation(corpus, row, turns, &examine),
        None => {
            let (marks, text) = examine(&corpus.items[row].text);
            let texts = Vec::from_iter(text.filter(|text| !text.trim().is_empty()));
            (!marks.is_empty()).then(|| Hit { marks, texts, ..Hit::of(corpus, row) })
        }
    };
    (0..corpus.items.len()).into_par_iter().filter_map(hit).collect()
}

/// The messages are kept with their roles; one of which nothing would be left stays as it is.
fn conversation(
    corpus: &Corpus,
    row: usize,
    turns: &[Message],
    examine: impl Fn(&str) -> Examined,
) -> Option<Hit> {
    let (mut marks, mut from, mut changed) = (Vec::new(), 0, false);
    let mut after = Vec::with_capacity(turns.len());
    for turn in turns {
        let (own, text) = examine(&turn.content);
        let moved = |spot: Spot| Spot { from: spot.from + from, to: spot.to + from, ..spot };
        marks.extend(own.into_iter().map(moved));
        let text = text.filter(|text| !text.trim().is_empty());
        changed |= text.is_some();
        after.push(Message::new(&turn.role, text.unwrap_or_else(|| turn.content.clone())));
        from += turn.content.chars().count() + BETWEEN.len();
    }
    let said: Vec<&str> = after.iter().map(|turn| turn.content.as_str()).collect();
    (!marks.is_empty()).then(|| Hit {
        marks,
        texts: if changed { vec![said.join(BETWEEN)] } else { Vec::new() },
        kept_as: changed.then(|| serde_json::json!(after).to_string()),
        ..Hit::of(corpus, row)
    })
}

#[cfg(test)]
mod tests {
    use super::super::{corpus_of_turns, rows};
    use super::*;

    /// Capital letters are wrong; a text of nothing else is lost.
    fn shouting(text: &str) -> Examined {
        let place = text.chars().position(char::is_uppercase);
        let marks = place.map(|from| Spot { from, to: from + 1, kind: "" });
        let mended: String = text.chars().filter(|c| !c.is_uppercase()).collect();
        (Vec::from_iter(marks), (mended != text).then_some(mended))
    }

    #[test]
    fn each_message_is_mended_by_itself() {
        let corpus = corpus_of_turns(&[&["äb", "cD", "E", "f"], &["g", "h"]]);
        let hits = mended(&corpus, shouting);
        assert_eq!(rows(&hits), [0]);
        let places: Vec<_> = hits[0].marks.iter().map(|spot| (spot.from, spot.to)).collect();
        assert_eq!(places, [(5, 6), (8, 9)]);
        assert_eq!(hits[0].texts, ["äb\n\nc\n\nE\n\nf"]);
        let kept: Vec<Message> = serde_json::from_str(hits[0].kept_as.as_ref().unwrap()).unwrap();
        assert_eq!(kept[1], Message::new("assistant", "c"));
        assert_eq!(kept[2], Message::new("user", "E"), "nothing would be left of it");
    }
}
