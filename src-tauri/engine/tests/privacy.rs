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
    for set in ["varied", "fresh", "second"] {
        for (kind, count) in score(set) {
            let goal = if kind == "names" { 0.90 } else { 0.95 };
            assert!(count.recall() >= goal, "{set} {}", count.line(&kind));
        }
    }
}

/// What was reached, not a goal: these messages were written by somebody who had not seen the rules, and
/// have not been looked at since.
#[test]
fn messages_by_another_hand_are_found_as_before() {
    let least = |kind: &str| match kind {
        "users" | "secrets" => 0.45,
        "births" => 0.74,
        "names" => 0.84,
        _ => 0.86,
    };
    for (kind, count) in score("unseen") {
        assert!(count.recall() >= least(&kind), "{}", count.line(&kind));
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
    let nie = row.digits(7);
    let first = row.digit() as usize % 3;
    let letter =
        b"TRWAGMYFPDXBNJZSQVHLCKE"[format!("{first}{nie}").parse::<usize>().unwrap() % 23] as char;
    all.push(("NIE", format!("{}{nie}{letter}", ["X", "Y", "Z"][first])));
    all.push(("codice fiscale", italian(row)));
    all.push(("CPF", brazilian(row)));
    all.push(("Steuer-ID", german(row)));
    all
}

fn nif(n: &str) -> bool {
    let rest = sum(&n[..8], &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    n.ends_with(&(if rest < 2 { 0 } else { 11 - rest }).to_string())
}

fn bsn(n: &str) -> bool {
    sum(&n[..8], &[9, 8, 7, 6, 5, 4, 3, 2]) % 11 == n[8..].parse::<u32>().unwrap()
}

fn french(n: &str) -> bool {
    let (body, key) = (n[..13].parse::<u64>().unwrap(), n[13..].parse::<u64>().unwrap());
    97 - body % 97 == key
}

/// Six consonants, a date, a town, and the letter that the odd and even places give.
fn italian(row: &mut Row) -> String {
    const ODD: [u32; 26] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24,
        23,
    ];
    let consonant = |row: &mut Row| b"BCDFGLMNRS"[row.digit() as usize] as char;
    let mut code: String = (0..6).map(|_| consonant(row)).collect();
    let (year, month, day) = (row.digit(), row.digit() as usize, row.digit());
    code += &format!("{}{}", 3 + year % 6, row.digit());
    code.push(b"ABCDEHLMPR"[month] as char);
    code += &format!("{}{}", day % 3, 1 + row.digit() % 9);
    code.push(b"ABCDEFGHIL"[row.digit() as usize] as char);
    code += &format!("{}{}{}", row.digit(), row.digit(), row.digit());
    let value = |c: char| if c.is_ascii_digit() { c as u32 - 48 } else { c as u32 - 65 };
    let sum: u32 = code
        .chars()
        .enumerate()
        .map(|(i, c)| if i % 2 == 0 { ODD[value(c) as usize] } else { value(c) })
        .sum();
    code.push((65 + (sum % 26) as u8) as char);
    code
}

fn brazilian(row: &mut Row) -> String {
    let mut number = row.digits(9);
    for top in [10, 11] {
        let sum: u32 =
            number.chars().zip((2..=top).rev()).map(|(c, w)| c.to_digit(10).unwrap() * w).sum();
        number += &(sum * 10 % 11 % 10).to_string();
    }
    number
}

/// Ten digits of which one stands twice, and the check of ISO 7064 MOD 11,10.
fn german(row: &mut Row) -> String {
    let mut digits: Vec<u32> = (0..10).collect();
    for i in (1..10).rev() {
        digits.swap(i, (row.digit() * 10 + row.digit()) as usize % (i + 1));
    }
    digits[9] = digits[0];
    if digits[0] == 0 {
        digits[0] = digits[1];
        digits[1] = 0;
        digits[9] = digits[0];
    }
    let product = digits.iter().fold(10, |product, digit| {
        let sum = (product + digit) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    let body: String = digits.iter().map(u32::to_string).collect();
    format!("{body}{}", (11 - product) % 10)
}

fn grouped(number: &str, sizes: &[usize], mark: &str) -> String {
    let signs: Vec<char> = number.chars().collect();
    let (mut parts, mut from) = (Vec::new(), 0);
    for size in sizes.iter().cycle() {
        if from >= signs.len() {
            break;
        }
        let to = (from + size).min(signs.len());
        parts.push(signs[from..to].iter().collect::<String>());
        from = to;
    }
    parts.join(mark)
}

/// A number as people write it: in one, in the groups of its country, with several marks.
fn written(name: &str, number: &str) -> Vec<String> {
    let sizes: &[usize] = match name {
        "IBAN" | "card" => &[4],
        "NHS number" => &[3, 3, 4],
        "NIF" | "BSN" => &[3],
        "numéro de sécurité sociale" => &[1, 2, 2, 2, 3, 3, 2],
        "DNI" => &[8, 1],
        "NIE" => &[1, 7, 1],
        "codice fiscale" => &[3, 3, 5, 5],
        "CPF" => &[3, 3, 3, 2],
        _ => &[2, 3, 3, 3],
    };
    let mut ways = vec![number.to_owned()];
    ways.extend([" ", "-", ".", "\u{a0}"].map(|mark| grouped(number, sizes, mark)));
    match name {
        "IBAN" | "codice fiscale" | "DNI" | "NIE" => ways.push(number.to_lowercase()),
        "CPF" => ways.push(format!(
            "{}-{}",
            grouped(&number[..9], &[3], "."),
            number.get(9..).unwrap_or_default()
        )),
        _ => {}
    }
    ways
}

const AROUND: &[&str] = &[
    "#",
    "N: #",
    "Please use # from now on, thanks.",
    "Bitte # verwenden (siehe oben).",
    "Voici le mien : #. Merci !",
    "hola, es # y nada más",
    "ecco (#), saluti",
    "segue «#»; obrigado",
    "graag \"#\" gebruiken",
    "ref\t#\tok",
    "Anna Example, #, 12 Mill Lane",
    "1) #\n2) other",
    "/#/",
    "#!",
    "N=#&x=1",
];

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
