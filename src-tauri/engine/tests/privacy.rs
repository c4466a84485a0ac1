//! What the privacy rules find in the messages of `tests/privacy`, and numbers made by their
//! checksums. `cargo test -p attune-engine --test privacy -- --nocapture` prints the figures.

use attune_engine::privacy::{Cleaner, KINDS, Rules, Span};
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
            if !count(message, &spans, &mut here) {
                println!("{set} {language}: {:?}", message.text);
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
        println!("{}", here.get("names").copied().unwrap_or_default().line(&format!("{language} names")));
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
    for (kind, count) in score("varied") {
        let goal = if kind == "names" { 0.90 } else { 0.98 };
        assert!(count.recall() >= goal, "{}", count.line(&kind));
    }
}

/// The next of a row of numbers that look random and are the same every time.
struct Row(u64);

impl Row {
    fn digit(&mut self) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as u32 % 10
    }
    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| self.digit().to_string()).collect()
    }
}

/// Check digits by trying: `good` says whether a number with these digits passes.
fn completed(body: &str, places: usize, good: impl Fn(&str) -> bool) -> Option<String> {
    let most = 10_usize.pow(places as u32);
    (0..most).map(|check| format!("{body}{check:0places$}")).find(|whole| good(whole))
}

fn luhn(number: &str) -> bool {
    let value = |(i, c): (usize, char)| {
        let doubled = c.to_digit(10).unwrap() * (1 + i as u32 % 2);
        doubled / 10 + doubled % 10
    };
    number.chars().rev().enumerate().map(value).sum::<u32>() % 10 == 0
}

fn remainder(text: &str) -> u32 {
    let digits: String = text.chars().map(|c| c.to_digit(36).unwrap().to_string()).collect();
    digits.chars().fold(0, |rest, c| (rest * 10 + c.to_digit(10).unwrap()) % 97)
}

fn sum(number: &str, weights: &[u32]) -> u32 {
    number.chars().zip(weights).map(|(c, w)| c.to_digit(10).unwrap() * w).sum()
}

/// A number of every sort, written as its country writes it.
fn numbers(row: &mut Row) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    for (country, letters, length) in [
        ("DE", "", 18),
        ("FR", "", 23),
        ("ES", "", 20),
        ("IT", "X", 22),
        ("PT", "", 21),
        ("NL", "ABNA", 10),
        ("GB", "NWBK", 14),
        ("AT", "", 16),
        ("BE", "", 12),
        ("CH", "", 17),
    ] {
        let account = format!("{letters}{}", row.digits(length));
        let check = 98 - remainder(&format!("{account}{country}00"));
        all.push(("IBAN", format!("{country}{check:02}{account}")));
    }
    for (start, length) in [("4", 16), ("52", 16), ("37", 15), ("60", 16), ("36", 14)] {
        let body = format!("{start}{}", row.digits(length - start.len() - 1));
        all.push(("card", completed(&body, 1, luhn).unwrap()));
    }
    let nhs = |n: &str| sum(n, &[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11);
    let nif = |n: &str| {
        let rest = sum(n, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
        n.ends_with(&(if rest < 2 { 0 } else { 11 - rest }).to_string())
    };
    let bsn =
        |n: &str| sum(&n[..8], &[9, 8, 7, 6, 5, 4, 3, 2]) % 11 == n[8..].parse::<u32>().unwrap();
    all.extend(completed(&format!("9{}", row.digits(8)), 1, nhs).map(|n| ("NHS number", n)));
    all.extend(completed(&format!("2{}", row.digits(7)), 1, nif).map(|n| ("NIF", n)));
    all.extend(completed(&format!("1{}", row.digits(7)), 1, bsn).map(|n| ("BSN", n)));
    let body = format!("2{:02}{:02}{}", row.digit() + 50, row.digit() + 1, row.digits(8));
    all.push((
        "numéro de sécurité sociale",
        format!("{body}{:02}", 97 - body.parse::<u64>().unwrap() % 97),
    ));
    let dni = row.digits(8);
    let letter = b"TRWAGMYFPDXBNJZSQVHLCKE"[dni.parse::<usize>().unwrap() % 23] as char;
    all.push(("DNI", format!("{dni}{letter}")));
    all
}

/// In groups of four, of three, and in one.
fn written(number: &str) -> [String; 3] {
    let grouped = |size: usize, mark: &str| {
        let signs: Vec<char> = number.chars().collect();
        signs
            .chunks(size)
            .map(|group| group.iter().collect::<String>())
            .collect::<Vec<_>>()
            .join(mark)
    };
    [number.to_owned(), grouped(4, " "), grouped(4, "-")]
}

#[test]
fn nothing_with_a_checksum_is_missed() {
    let cleaner = Cleaner::new(&Rules::default()).unwrap();
    let mut row = Row(7);
    for _ in 0..20 {
        for (name, number) in numbers(&mut row) {
            let ways = written(&number);
            let ways = if matches!(name, "IBAN" | "card") { &ways[..] } else { &ways[..1] };
            for number in ways {
                let texts = [
                    number.clone(),
                    format!("{name}: {number}"),
                    format!("Please use {number} from now on, thanks."),
                    format!("Bitte {number} verwenden (siehe oben)."),
                    format!("Voici le mien : {number}. Merci !"),
                ];
                for text in texts {
                    let start = text.find(number.as_str()).unwrap();
                    let spans = cleaner.find(&text);
                    let covers =
                        |i: usize| spans.iter().any(|span| span.start <= i && i < span.end);
                    let missed = number
                        .char_indices()
                        .any(|(i, c)| c.is_alphanumeric() && !covers(start + i));
                    assert!(!missed, "{name} in {text:?}: {spans:?}");
                }
            }
        }
    }
}
