//! One category under two spellings.

use super::corpus::category_matter;
use super::{Corpus, Find, Finding, Fix, Hit, ONE_CATEGORY};
use std::collections::HashMap;

pub const FINDING: Finding = Finding {
    id: "label_spelling",
    title: "A category spelled in several ways",
    why: "Each spelling counts as a category of its own, and the model is asked to tell them apart.",
    decide: true,
    goals: ONE_CATEGORY,
    find: Find::Rows(find),
    fixes: &[Fix::Join],
};

/// A slip of one letter is only believed in a name of so many letters,
const LONG: usize = 5;
/// whose other spelling has so many times its rows.
const RARER: usize = 5;

/// The rows of every spelling but the most frequent one.
fn find(corpus: &Corpus) -> Vec<Hit> {
    let counts = corpus.counts();
    let into = joins(&corpus.labels, &counts);
    let mut hits = Vec::new();
    for (row, item) in corpus.items.iter().enumerate() {
        let Some((label, into)) = item.label.and_then(|label| Some((label, *into.get(&label)?)))
        else {
            continue;
        };
        let matter = category_matter(&corpus.labels[label as usize]);
        hits.push(Hit { matter, label: Some(into), ..Hit::of(corpus, row) });
    }
    hits.sort_by_key(|hit| (hit.label, corpus.items[hit.row].label, hit.row));
    hits
}

/// Which category should be joined into which.
fn joins(labels: &[String], counts: &[usize]) -> HashMap<u32, u32> {
    let mut order: Vec<usize> = (0..labels.len()).filter(|label| counts[*label] > 0).collect();
    order.sort_by_key(|label| (std::cmp::Reverse(counts[*label]), *label));
    let plain: Vec<Vec<char>> = labels.iter().map(|name| plain(name)).collect();
    let mut first: HashMap<&[char], usize> = HashMap::new();
    // The most frequent come first, here as in `order`.
    let mut kept: Vec<usize> = Vec::new();
    let mut found = HashMap::new();
    for &label in &order {
        let key = &plain[label][..];
        let frequent = kept.iter().take_while(|other| counts[**other] >= RARER * counts[label]);
        let slip = || frequent.copied().find(|other| one_slip(&plain[*other], key));
        match first.get(key).copied().or_else(slip) {
            Some(into) => {
                found.insert(label as u32, into as u32);
            }
            None => {
                first.insert(key, label);
                kept.push(label);
            }
        }
    }
    found
}

/// The letters and digits of a name, without case. A name of signs alone stays as it is.
fn plain(name: &str) -> Vec<char> {
    let lower: String = name.to_lowercase();
    let letters: Vec<char> = lower.chars().filter(|c| c.is_alphanumeric()).collect();
    if letters.is_empty() { lower.chars().collect() } else { letters }
}

/// Whether one letter too many, too few, wrong, or two that changed places make the difference.
/// Digits are never a slip: "level 1" and "level 2" are two things.
fn one_slip(a: &[char], b: &[char]) -> bool {
    if a.len().min(b.len()) < LONG || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let room = a.len().min(b.len()) - head;
    let tail = a.iter().rev().zip(b.iter().rev()).take(room).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    if rest_a.iter().chain(rest_b).any(|c| c.is_numeric()) {
        return false;
    }
    match (rest_a, rest_b) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([x, y], [p, q]) => x == q && y == p,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{corpus_of, rows};
    use super::*;

    #[test]
    fn signs_case_and_a_rare_slip_join_and_digits_do_not() {
        let mut list = vec![("text", "card arrival"); 6];
        list.extend([("text", "Card_Arrival"), ("text", "card arival"), ("text", "card arrivla")]);
        list.extend([("text", "level 1"), ("text", "level 2"), ("text", "card"), ("text", "cart")]);
        list.extend(vec![("text", "refunds"); 2]);
        list.extend(vec![("text", "refund"); 2]);
        let corpus = corpus_of(&list);
        let hits = find(&corpus);
        assert_eq!(rows(&hits), [6, 7, 8], "refund and refunds are equally frequent");
        assert!(hits.iter().all(|hit| hit.label == Some(0)));
        let edit = Fix::Join.edit(&corpus, hits.iter()).unwrap();
        let pairs: Vec<_> = edit.join.iter().map(|(from, into)| (&**from, &**into)).collect();
        assert_eq!(
            pairs,
            [
                ("Card_Arrival", "card arrival"),
                ("card arival", "card arrival"),
                ("card arrivla", "card arrival")
            ]
        );
    }
}
