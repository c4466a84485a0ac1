//! What the privacy rules find in the messages of `tests/privacy`, and numbers made by their
//! checksums. `cargo test -p attune-engine --test privacy -- --nocapture` prints the figures.

mod checksums;

use attune_engine::privacy::{Cleaner, KINDS, Rules, Span};
use checksums::{AROUND, Row, bsn, french, luhn, nif, numbers, written};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Instant;

/// A message without its marks, and what was marked: start, end, kind.
struct Message {
    text: String,
    marked: Vec<(usize, usize, String)>,
}

/// Reads `[[kind|value]]` marks; `\n` is a line break.
fn message(line: &str) -> Message {
    let line = line.replace("\\n", "\n");
    let (mut text, mut marked, mut rest) = (String::new(), Vec::new(), line.as_str());
    while let Some((before, tail)) = rest.split_once("[[") {
        let (mark, after) = tail.split_once("]]").expect(&line);
        let (kind, value) = mark.split_once('|').expect(&line);
        assert!(KINDS.iter().any(|known| known.id == kind), "{kind} in {line}");
        text.push_str(before);
        marked.push((text.len(), text.len() + value.len(), kind.to_owned()));
        text.push_str(value);
        rest = after;
    }
    text.push_str(rest);
    Message { text, marked }
}

fn messages(set: &str) -> Vec<(String, Vec<Message>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/privacy").join(set);
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &Path| fs::read_to_string(path).unwrap().lines().map(message).collect();
    paths
        .iter()
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), read(path)))
        .collect()
}

#[derive(Default, Clone, Copy)]
struct Count {
    marked: usize,
    found: usize,
    spans: usize,
    right: usize,
}

impl Count {
    fn recall(self) -> f64 {
        self.found as f64 / self.marked.max(1) as f64
    }
    fn line(self, name: &str) -> String {
        let precision = self.right as f64 / self.spans.max(1) as f64;
        format!(
            "{name:10} recall {:.3} ({:3} of {:3})  precision {precision:.3} ({:3} of {:3})",
            self.recall(),
            self.found,
            self.marked,
            self.right,
            self.spans
        )
    }
}

/// Found is what is covered in all its letters and digits, by whatever kind; right is a span most
/// of which was marked.
fn count(message: &Message, spans: &[Span], counts: &mut BTreeMap<String, Count>) -> bool {
    let signs = |start: usize, end: usize| {
        message.text[start..end]
            .char_indices()
            .filter(|(_, c)| c.is_alphanumeric())
            .map(move |(i, _)| start + i)
    };
    let mut whole = true;
    for (start, end, kind) in &message.marked {
        let covered = |i: usize| spans.iter().any(|span| span.start <= i && i < span.end);
        let found = signs(*start, *end).all(covered);
        let count = counts.entry(kind.clone()).or_default();
        count.marked += 1;
        count.found += usize::from(found);
        whole &= found;
    }
    for span in spans {
        let marked = |i: &usize| message.marked.iter().any(|(start, end, _)| start <= i && i < end);
        let all = signs(span.start, span.end).count();
        let right = signs(span.start, span.end).filter(marked).count() * 2 > all;
        let count = counts.entry(span.kind.to_owned()).or_default();
        count.spans += 1;
        count.right += usize::from(right);
        whole &= right;
    }
    whole
}

/// What was missed and what was found wrongly, to be read beside the message.
fn faults(message: &Message, spans: &[Span]) -> String {
    let mut said = String::new();
    for (start, end, kind) in &message.marked {
        let mut one = BTreeMap::new();
        let marked = vec![(*start, *end, kind.clone())];
        count(&Message { text: message.text.clone(), marked }, spans, &mut one);
        if one[kind].found == 0 {
            said += &format!("\n    missed {kind}: {:?}", &message.text[*start..*end]);
        }
    }
    for span in spans {
        let mut one = BTreeMap::new();
        count(message, std::slice::from_ref(span), &mut one);
        if one[span.kind].right == 0 {
            said +=
                &format!("\n    wrong {}: {:?}", span.kind, &message.text[span.start..span.end]);
        }
    }
    said
}

/// Nobody who changes the rules reads these: only their totals are printed.
const KEPT_AWAY: [&str; 2] = ["unseen", "hidden"];

/// Prints the figures; returns them by kind.
fn score(set: &str) -> BTreeMap<String, Count> {
    let cleaner = Cleaner::new(&Rules::default()).unwrap();
    let (mut kinds, mut lines, mut plain, mut touched) = (BTreeMap::new(), 0, 0, 0);
    let mut times = Vec::new();
    for (language, messages) in messages(set) {
        let mut here = BTreeMap::new();
        for message in &messages {
            let begun = Instant::now();
            let spans = cleaner.find(&message.text);
            times.push(begun.elapsed());
            count(message, &spans, &mut kinds);
            if !count(message, &spans, &mut here) && !KEPT_AWAY.contains(&set) {
                println!("{set} {language}: {:?}{}", message.text, faults(message, &spans));
            }
            lines += 1;
            plain += usize::from(message.marked.is_empty());
            touched += usize::from(message.marked.is_empty() && !spans.is_empty());
        }
        let mut all = Count::default();
        for count in here.values() {
            all.marked += count.marked;
            all.found += count.found;
            all.spans += count.spans;
            all.right += count.right;
        }
        println!("{}", all.line(&language));
        println!(
            "{}",
            here.get("names").copied().unwrap_or_default().line(&format!("{language} names"))
        );
    }
    for (kind, count) in &kinds {
        println!("{}", count.line(kind));
    }
    times.sort_unstable();
    let median = times.get(times.len() / 2).map_or(0.0, |time| time.as_secs_f64() * 1e3);
    println!(
        "{set}: {lines} messages, {plain} without personal data, {touched} of these changed; \
         {median:.2} ms a message (median, as built)\n"
    );
    kinds
}

#[test]
fn labelled_messages_reach_their_goals() {
    let kinds = score("labelled");
    assert_eq!(kinds.len(), KINDS.len(), "every kind is marked somewhere");
    for (kind, count) in kinds {
        let goal = if kind == "names" { 0.97 } else { 0.98 };
        assert!(count.recall() >= goal, "{}", count.line(&kind));
        assert!(count.right * 100 >= count.spans * 95, "{}", count.line(&kind));
    }
}

#[test]
fn held_out_messages_reach_their_goals() {
    for (kind, count) in score("held-out") {
        let goal = if kind == "names" { 0.90 } else { 0.98 };
        assert!(count.recall() >= goal, "{}", count.line(&kind));
    }
}

#[test]
fn varied_messages_reach_their_goals() {
    for set in ["varied", "fresh", "second", "third", "wide"] {
        for (kind, count) in score(set) {
            let goal = if kind == "names" { 0.90 } else { 0.95 };
            assert!(count.recall() >= goal, "{set} {}", count.line(&kind));
        }
    }
}

/// What was reached, not a goal: these messages were written by people who had not seen the rules, and
/// have not been looked at since.
#[test]
fn messages_by_another_hand_are_found_as_before() {
    for set in KEPT_AWAY {
        for (kind, count) in score(set) {
            let least = least(set, &kind);
            assert!(count.recall() >= least, "{set} {}", count.line(&kind));
        }
    }
}

/// A little under what was reached.
fn least(set: &str, kind: &str) -> f64 {
    match (set, kind) {
        ("hidden", "users") => 0.69,
        ("hidden", "births") => 0.76,
        ("hidden", "secrets" | "addresses") => 0.83,
        ("hidden", "records") => 0.91,
        ("unseen", "users") => 0.90,
        ("unseen", "births") => 0.77,
        ("unseen", "secrets") => 0.45,
        (_, "names") => 0.88,
        _ => 0.86,
    }
}

fn covered(spans: &[Span], text: &str, number: &str) -> bool {
    let start = text.find(number).unwrap();
    let covers = |i: usize| spans.iter().any(|span| span.start <= i && i < span.end);
    number.char_indices().all(|(i, c)| !c.is_alphanumeric() || covers(start + i))
}

#[test]
fn nothing_with_a_checksum_is_missed() {
    let cleaner = Cleaner::new(&Rules::default()).unwrap();
    let (mut row, mut tried, mut missed) = (Row(7), 0, Vec::new());
    while tried < 10_000 {
        for (name, number) in numbers(&mut row) {
            let ways = written(name, &number);
            let way = &ways[(row.digit() * 10 + row.digit()) as usize % ways.len()];
            let around = AROUND[(row.digit() * 10 + row.digit()) as usize % AROUND.len()];
            let text = around.replace('N', name).replace('#', way);
            let spans = cleaner.find(&text);
            tried += 1;
            if !covered(&spans, &text, way) {
                missed.push(format!("{name} in {text:?}: {spans:?}"));
            }
        }
    }
    assert!(missed.is_empty(), "{} of {tried} missed\n{}", missed.len(), missed.join("\n"));
}

/// What passes no checksum is no account, card or record, unless words say so.
#[test]
fn digits_that_pass_no_checksum_are_not_called_by_one() {
    let cleaner = Cleaner::new(&Rules::default()).unwrap();
    let (mut row, mut tried) = (Row(11), 0);
    while tried < 3_000 {
        let length = [9, 12, 13, 14, 15, 16, 17, 18, 19][tried % 9];
        let number = row.digits(length);
        let nine = length == 9 && (nif(&number) || bsn(&number));
        let fifteen = length == 15 && french(&number);
        // A German tax office writes ten or eleven, and 756 is Switzerland's.
        if luhn(&number) || nine || fifteen || number.starts_with("756") {
            continue;
        }
        tried += 1;
        let text = format!("It says {number} somewhere on the box.");
        for span in cleaner.find(&text) {
            assert!(!["accounts", "cards", "records"].contains(&span.kind), "{text} {span:?}");
        }
    }
}
