//! Conversations in which an answer says nothing.

use super::empty::is_empty;
use super::{CONVERSATIONS, Corpus, Find, Finding, Fix, Hit, Spot};

pub const FINDING: Finding = Finding {
    id: "empty_answers",
    title: "Answers without content",
    why: "A model learns to answer with nothing where its examples do.",
    decide: true,
    goals: CONVERSATIONS,
    find: Find::Rows(find),
    fixes: &[Fix::Remove],
};

fn find(corpus: &Corpus) -> Vec<Hit> {
    let answers = |row: usize| corpus.turns[row].iter().filter(|turn| turn.role == "assistant");
    let hit = |row: usize| {
        let empty = answers(row).any(|turn| is_empty(&turn.content));
        // Where nobody answers, there is nothing to learn either.
        (empty || answers(row).next().is_none())
            .then(|| Hit { marks: places(corpus, row), ..Hit::of(corpus, row) })
    };
    (0..corpus.turns.len()).filter_map(hit).collect()
}

/// Where a word for nothing stands in the place of an answer.
fn places(corpus: &Corpus, row: usize) -> Vec<Spot> {
    let mut from = 0;
    let mut marks = Vec::new();
    for turn in &corpus.turns[row] {
        let to = from + turn.content.chars().count();
        if turn.role == "assistant" && to > from && is_empty(&turn.content) {
            marks.push(Spot { from, to, kind: "" });
        }
        from = to + super::BETWEEN.len();
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::super::{corpus_of_turns, rows};
    use super::*;

    #[test]
    fn an_answer_that_says_nothing_is_found_and_a_question_is_not() {
        let corpus = corpus_of_turns(&[
            &["Is it open?", "Until six."],
            &["Is it open?", "N/A"],
            &["?", "What can I do for you?"],
            &["Is it open?", "Until six.", "And on Sunday?", " "],
            &["Is it open?"],
        ]);
        let hits = find(&corpus);
        assert_eq!(rows(&hits), [1, 3, 4]);
        assert_eq!(hits[0].marks, [Spot { from: 13, to: 16, kind: "" }]);
    }
}
