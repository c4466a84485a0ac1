//! The same message told otherwise: other names, other digits, small letters. The tagger learns
//! from these beside the messages as they are, so that it learns what stands around a place.

use std::collections::HashMap;

/// A message in pieces, each with its kind if it is marked.
pub type Pieces = Vec<(String, Option<usize>)>;

/// A row of numbers that looks like chance and is the same every time.
pub struct Chance(pub u64);

impl Chance {
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }
    pub fn below(&mut self, count: usize) -> usize {
        (self.draw() % count.max(1) as u64) as usize
    }
    /// True so many times of a hundred.
    pub fn of_hundred(&mut self, times: usize) -> bool {
        self.below(100) < times
    }
    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        for at in (1..all.len()).rev() {
            all.swap(at, self.below(at + 1));
        }
    }
}

/// What can be put in the place of names, users and secrets.
pub struct Stock {
    pub first: Vec<String>,
    pub last: Vec<String>,
    /// Marked values of the messages, by kind.
    pub values: HashMap<usize, Vec<String>>,
}

pub const NAMES: usize = 0;
const ADDRESSES: usize = 3;
const BIRTHS: usize = 4;
const USERS: usize = 10;
const SECRETS: usize = 11;

/// One telling of a message.
pub fn told(message: &Pieces, stock: &Stock, chance: &mut Chance) -> Pieces {
    let mut told = message.clone();
    let mut said: HashMap<String, String> = HashMap::new();
    let (names, digits) = (chance.of_hundred(65), chance.of_hundred(60));
    let places = chance.of_hundred(5);
    let mut number = 0;
    for (body, kind) in &mut told {
        let Some(of) = *kind else {
            if digits {
                *body = redigit(body, chance);
            }
            continue;
        };
        if places && super::KINDS.get(of).is_some() {
            number += 1;
            let word = super::KINDS.get(of).map_or("NAME", |kind| kind.placeholder);
            (*body, *kind) = (format!("{word}_{number}"), None);
            continue;
        }
        match of {
            NAMES if names => *body = renamed(body, stock, &mut said, chance),
            USERS | SECRETS if chance.of_hundred(50) => {
                if let Some(values) = stock.values.get(&of) {
                    *body = values[chance.below(values.len())].clone();
                }
                if chance.of_hundred(60) {
                    *body = redigit(body, chance);
                }
                if of == SECRETS && chance.of_hundred(30) {
                    *body = scrambled(body, chance);
                }
            }
            ADDRESSES | BIRTHS => *body = half_redigit(body, chance),
            _ if chance.of_hundred(60) => *body = redigit(body, chance),
            _ => {}
        }
    }
    recased(&mut told, chance);
    told
}

/// With other digits half of the time.
fn half_redigit(body: &str, chance: &mut Chance) -> String {
    if chance.of_hundred(50) { redigit(body, chance) } else { body.to_owned() }
}

/// Every digit another, of the same size at the head of a number.
fn redigit(body: &str, chance: &mut Chance) -> String {
    let mut before = ' ';
    let mut digit = |c: char| {
        let new = match c {
            '0' if !before.is_ascii_digit() => '0',
            '1'..='3' if !before.is_ascii_digit() => char::from(b'1' + chance.below(3) as u8),
            '4'..='9' if !before.is_ascii_digit() => char::from(b'4' + chance.below(6) as u8),
            '0'..='9' => char::from(b'0' + chance.below(10) as u8),
            other => other,
        };
        before = c;
        new
    };
    body.chars().map(&mut digit).collect()
}

/// Every letter another of the same case.
fn scrambled(body: &str, chance: &mut Chance) -> String {
    let letter = |c: char, chance: &mut Chance| match c {
        'a'..='z' => char::from(b'a' + chance.below(26) as u8),
        'A'..='Z' => char::from(b'A' + chance.below(26) as u8),
        other => other,
    };
    body.chars().map(|c| letter(c, chance)).collect()
}

/// Other names, the same one for the same word of a message; initials and particles stay.
fn renamed(
    body: &str,
    stock: &Stock,
    said: &mut HashMap<String, String>,
    chance: &mut Chance,
) -> String {
    let words: Vec<&str> = body.split(' ').collect();
    let many = words.len();
    let new = words.iter().enumerate().map(|(at, word)| {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let big = word.chars().next().is_some_and(char::is_uppercase);
        let small_alone = many == 1 && !big;
        if letters < 3 || word.contains('.') || !big && !small_alone && chance.of_hundred(70) {
            return (*word).to_owned();
        }
        let known = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        if !said.contains_key(&known) {
            let list = if at + 1 == many && many > 1 || many == 1 && chance.of_hundred(25) {
                &stock.last
            } else {
                &stock.first
            };
            let mut name = list[chance.below(list.len())].clone();
            if chance.of_hundred(12) {
                name = coined(&name, list, chance);
            }
            said.insert(known.clone(), name);
        }
        let name = said[&known].clone();
        let name = match (big, word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)) {
            (_, true) => name.to_uppercase(),
            (true, _) => name,
            _ => name.to_lowercase(),
        };
        // "Okafor," keeps its comma.
        let mark = word.chars().next_back().filter(|c| !c.is_alphanumeric());
        mark.map_or(name.clone(), |mark| format!("{name}{mark}"))
    });
    let new: Vec<String> = new.collect();
    new.join(" ")
}

/// A name no list holds: the head of one and the tail of another.
fn coined(name: &str, list: &[String], chance: &mut Chance) -> String {
    let other: Vec<char> = list[chance.below(list.len())].chars().collect();
    let head: String = name.chars().take(name.chars().count().div_ceil(2)).collect();
    let tail: String = other[other.len() / 2..].iter().collect();
    format!("{head}{}", tail.to_lowercase())
}

/// Small letters only, capitals only, without marks on letters.
fn recased(told: &mut Pieces, chance: &mut Chance) {
    let way = chance.below(100);
    for (body, _) in told.iter_mut() {
        match way {
            0..=11 => *body = body.to_lowercase(),
            12..=14 => *body = body.to_uppercase(),
            15..=19 => *body = bare(body),
            _ => {}
        }
    }
}

fn bare(body: &str) -> String {
    let plain = |c: char| match c {
        'á' | 'à' | 'â' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' => 'o',
        'ú' | 'ù' | 'û' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    };
    body.chars().map(plain).collect()
}
