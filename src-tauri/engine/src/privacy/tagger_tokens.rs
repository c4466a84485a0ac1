//! What the tagger reads: words, numbers and marks of a text, each with what is known of it.

use super::name_famous::famous;
use super::name_houses::{called_after, calls_after, family_firm, saint, street_like};
use super::name_lists::{fold, is_particle, is_place, look_up};
use super::name_roles::is_role;
use super::text::Text;

/// A word, a number or a single mark.
pub(super) struct Token {
    pub start: usize,
    pub end: usize,
    /// Small letters without marks; of a number only how long it is.
    pub word: String,
    /// Its letters as A and a, its digits counted.
    pub shape: String,
    /// What the lists say of it, a bit each.
    pub known: u16,
    /// The first of its line.
    pub opens: bool,
    /// A blank or the text's end on this side.
    pub gap_before: bool,
    pub gap_after: bool,
    /// The form of all that stands between two blanks, and whether this begins it.
    pub chunk: String,
    pub chunk_starts: bool,
    pub chunk_length: usize,
}

impl Token {
    pub fn is_word(&self) -> bool {
        self.word.starts_with(char::is_alphabetic)
    }

    pub fn has_digit(&self) -> bool {
        self.shape.contains('9')
    }
}

pub(super) const BITS: u16 = 14;

pub(super) fn tokens(text: &Text<'_>) -> Vec<Token> {
    let known = famous_places(text);
    let mut tokens = Vec::new();
    let mut last = 0;
    for (start, end) in pieces(text.text) {
        let body = text.slice(start, end);
        let gap = text.slice(last, start);
        let (from, to) = around(text.text, start, end);
        let chunk = text.slice(from, to);
        let among = known.iter().any(|(from, to)| *from <= start && end <= *to);
        tokens.push(Token {
            start,
            end,
            word: normal(body),
            shape: shape(body, true),
            known: bits(text, body) | u16::from(among) << 11,
            opens: last == 0 || gap.contains('\n'),
            gap_before: start == from,
            gap_after: end == to,
            chunk: shape(chunk, false).chars().take(14).collect(),
            chunk_starts: start == from,
            chunk_length: chunk.chars().take(16).count(),
        });
        last = end;
    }
    tokens
}

/// Runs of letters and digits; every other mark by itself.
fn pieces(text: &str) -> Vec<(usize, usize)> {
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        let to = at + c.len_utf8();
        let joins = c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c);
        match pieces.last_mut() {
            Some(last) if joins && open => last.1 = to,
            _ if c.is_whitespace() => {}
            _ => pieces.push((at, to)),
        }
        open = joins;
    }
    pieces
}

/// From blank to blank.
fn around(text: &str, start: usize, end: usize) -> (usize, usize) {
    let head = text.get(..start).unwrap_or_default();
    let tail = text.get(end..).unwrap_or_default();
    let from = head.char_indices().rev().find(|(_, c)| c.is_whitespace());
    let to = tail.find(char::is_whitespace).map_or(text.len(), |at| end + at);
    (from.map_or(0, |(at, c)| at + c.len_utf8()), to)
}

fn normal(body: &str) -> String {
    if body.bytes().all(|byte| byte.is_ascii_digit()) {
        return "0".repeat(body.len().min(7));
    }
    fold(body)
}

/// Rössler is Aa, 0171 is 94 where lengths are told and 9 where not.
fn shape(body: &str, counted: bool) -> String {
    let mut shape = String::new();
    let mut signs = body.chars().map(sign).peekable();
    while let Some(one) = signs.next() {
        let mut count = 1;
        while signs.peek() == Some(&one) {
            signs.next();
            count += 1;
        }
        shape.push(one);
        match (one, count) {
            ('9', _) if counted => shape.push_str(&count.min(12).to_string()),
            (_, 1) => {}
            _ => shape.push('+'),
        }
    }
    shape
}

fn sign(c: char) -> char {
    match c {
        c if c.is_uppercase() => 'A',
        c if c.is_alphabetic() => 'a',
        c if c.is_numeric() => '9',
        c => c,
    }
}

/// What the lists say of a word.
fn bits(text: &Text<'_>, word: &str) -> u16 {
    if !word.starts_with(char::is_alphabetic) {
        return 0;
    }
    let known = look_up(word, text.language);
    let said = [
        known.first,
        known.last,
        known.first_or_word,
        known.last_or_word,
        known.word,
        is_role(word),
        called_after(word),
        calls_after(word),
        family_firm(word),
        street_like(&fold(word)),
        is_place(word),
        false, // someone all the world knows
        saint(word),
        is_particle(&word.to_lowercase()),
    ];
    said.iter().enumerate().fold(0, |bits, (at, one)| bits | u16::from(*one) << at)
}

fn famous_places(text: &Text<'_>) -> Vec<(usize, usize)> {
    let place =
        |(from, to): (usize, usize)| Some((text.words.get(from)?.start, text.words.get(to)?.end));
    famous(text).into_iter().filter_map(place).collect()
}
