//! The same question, answered in different ways.

use super::words::{fold_key, words_key};
use super::{BETWEEN, CONVERSATIONS, Corpus, Find, Finding, Fix, Hit};
use std::collections::HashMap;

pub const FINDING: Finding = Finding {
    id: "different_answers",
    title: "The same question with different answers",
    why: "A model that was shown two answers to one question gives a mixture of both.",
    decide: false,
    goals: CONVERSATIONS,
    find: Find::Rows(find),
    fixes: &[Fix::Remove],
};

/// The rows that give another answer than most of those that were asked the same; where no answer
/// is the most frequent, than the newest. The row each stands against stays.
fn find(corpus: &Corpus) -> Vec<Hit> {
    let asked: Vec<u64> = (0..corpus.turns.len()).map(|row| question(corpus, row)).collect();
    let mut hits = Vec::new();
    for group in Corpus::groups(&asked) {
        let answers: Vec<u64> = group.iter().map(|row| answer(corpus, *row)).collect();
        let mut counts: HashMap<u64, usize> = HashMap::new();
        for answer in &answers {
            *counts.entry(*answer).or_default() += 1;
        }
        if counts.len() < 2 {
            continue;
        }
        // The last of the most frequent ones.
        let stays = (0..group.len()).max_by_key(|i| (counts[&answers[*i]], *i)).unwrap_or(0);
        for (row, answer) in group.iter().zip(&answers) {
            if *answer != answers[stays] {
                let (matter, other) = (corpus.items[group[0]].id, Some(group[stays]));
                hits.push(Hit { matter, other, ..Hit::of(corpus, *row) });
            }
        }
    }
    hits
}

/// All that was said before the last answer, as a number; 0 where there is no answer.
fn question(corpus: &Corpus, row: usize) -> u64 {
    match corpus.turns[row].split_last() {
        Some((last, before)) if last.role == "assistant" => {
            let before: Vec<&str> = before.iter().map(|turn| turn.content.as_str()).collect();
            words_key(&before.join(BETWEEN))
        }
        _ => 0,
    }
}

fn answer(corpus: &Corpus, row: usize) -> u64 {
    corpus.turns[row].last().map_or(0, |turn| fold_key(&turn.content))
}

#[cfg(test)]
mod tests {
    use super::super::{corpus_of_turns, rows};
    use super::*;

    #[test]
    fn the_most_frequent_answer_stays_or_the_newest() {
        let corpus = corpus_of_turns(&[
            &["How long can I keep it?", "Seven days."],
            &["Is it open on Sunday?", "No."],
            &["how long can I keep it", "Ten days."],
            &["How long can I keep it?", "seven  days."],
            &["Is it open on Sunday?", "From ten to two."],
            &["Is it open on Sunday?", "From ten to two.", "Really?", "Yes."],
            &["Where are you?", "At the bridge."],
            &["Where are you?", "At the bridge."],
        ]);
        let hits = find(&corpus);
        assert_eq!(rows(&hits), [2, 1]);
        assert_eq!((hits[0].other, hits[1].other), (Some(3), Some(4)));
        assert_ne!(hits[0].matter, hits[1].matter);
    }
}
