//! What speaks for each token being personal, as numbers: hashes of what stands there and around.

use super::cues::{self, Cue};
use super::tagger_tokens::{BITS, Token};
use super::text::{Language, Text};

/// Hashes of the features of one token.
pub(super) type Features = Vec<u32>;

/// A feature is a hash of where it looks and what it sees there.
struct Hash(u64);

impl Hash {
    fn of(form: u8) -> Self {
        Self(0xcbf2_9ce4_8422_2325).byte(form)
    }
    fn byte(mut self, byte: u8) -> Self {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        self
    }
    fn text(self, text: &str) -> Self {
        text.bytes().fold(self, Self::byte).byte(0xff)
    }
    fn number(self, number: usize) -> Self {
        self.byte((number & 0xff) as u8).byte((number >> 8 & 0xff) as u8)
    }
    fn done(self) -> u32 {
        (self.0 ^ self.0 >> 32) as u32
    }
}

/// Where a feature looks. The order is part of the weights' file.
#[derive(Clone, Copy)]
enum Look {
    Bias,
    Word,
    Shape,
    Case,
    Head,
    Tail,
    Inside,
    Length,
    Known,
    KnownAll,
    Chunk,
    Edge,
    Near,
    NearShape,
    NearKnown,
    NearHead,
    NearTail,
    Before,
    With,
    WithNext,
    After,
    Shapes,
    KnownPair,
    Earlier,
    EarlierAny,
    Later,
    Label,
    Cue,
    Language,
    Spaced,
}

/// The features of every token of a text, one after the other.
pub(super) fn features<'a>(
    text: &'a Text<'a>,
    tokens: &'a [Token],
) -> impl Iterator<Item = Features> + 'a {
    let language = text.language.map_or(0, |of| {
        Language::ALL.iter().position(|(one, _)| *one == of).unwrap_or_default() + 1
    });
    let all = All { text, tokens, case: case(text), language };
    (0..tokens.len()).map(move |at| all.features(at))
}

fn case(text: &Text<'_>) -> u8 {
    match (text.shouted, text.whispered) {
        (true, _) => 1,
        (_, true) => 2,
        _ => 0,
    }
}

struct All<'a> {
    text: &'a Text<'a>,
    tokens: &'a [Token],
    case: u8,
    language: usize,
}

/// How far before and behind a token is looked.
const NEAR: isize = 4;

impl All<'_> {
    fn features(&self, at: usize) -> Features {
        let token = &self.tokens[at];
        let mut out = Vec::with_capacity(128);
        self.own(token, &mut out);
        self.lists(at, &mut out);
        self.around(at, &mut out);
        self.pairs(at, &mut out);
        self.earlier(at, &mut out);
        if token.has_digit() {
            let cue = match cues::before(self.text, token.start, 40) {
                None => 0,
                Some(Cue::Phone) => 1,
                Some(Cue::Record) => 2,
                Some(Cue::Account) => 3,
                Some(Cue::Card) => 4,
                Some(Cue::Thing) => 5,
            };
            out.push(Hash::of(Look::Cue as u8).byte(cue).done());
            out.push(Hash::of(Look::Cue as u8).byte(cue).text(&token.shape).done());
        }
        out
    }

    /// The token at a distance, if there is one.
    fn at(&self, at: usize, distance: isize) -> Option<&Token> {
        self.tokens.get(at.checked_add_signed(distance)?)
    }

    fn word(&self, at: usize, distance: isize) -> &str {
        self.at(at, distance).map_or("<>", |token| token.word.as_str())
    }

    /// What it is by itself.
    fn own(&self, token: &Token, out: &mut Features) {
        let hash = |look: Look| Hash::of(look as u8);
        out.push(hash(Look::Bias).done());
        out.push(hash(Look::Language).number(self.language).text(&token.shape).done());
        out.push(hash(Look::Shape).text(&token.shape).done());
        out.push(hash(Look::Case).byte(self.case).text(&token.shape).done());
        out.push(hash(Look::Word).text(&token.word).done());
        let signs: Vec<char> = token.word.chars().collect();
        if token.is_word() {
            for length in 1..=4 {
                if signs.len() > length {
                    let head: String = signs[..length].iter().collect();
                    let tail: String = signs[signs.len() - length..].iter().collect();
                    out.push(hash(Look::Head).text(&head).done());
                    out.push(hash(Look::Tail).text(&tail).done());
                }
            }
            for three in signs.windows(3) {
                let three: String = three.iter().collect();
                out.push(hash(Look::Inside).text(&three).done());
            }
        }
        out.push(hash(Look::Length).number(signs.len().min(12)).done());
        out.push(hash(Look::Chunk).text(&token.chunk).done());
        out.push(hash(Look::Chunk).text(&token.chunk).byte(token.chunk_starts.into()).done());
        out.push(hash(Look::Chunk).number(token.chunk_length).done());
        let edges = [token.opens, token.gap_before, token.gap_after];
        let edges = edges.iter().fold(0, |all, one| all << 1 | u8::from(*one));
        out.push(hash(Look::Edge).byte(edges).done());
        out.push(hash(Look::Spaced).byte(edges).text(&token.shape).done());
    }

    /// What the lists say of it and of those beside it.
    fn lists(&self, at: usize, out: &mut Features) {
        let token = &self.tokens[at];
        let big = token.shape.starts_with('A');
        for bit in (0..BITS).filter(|bit| token.known >> bit & 1 == 1) {
            out.push(Hash::of(Look::Known as u8).number(bit.into()).done());
            let cased = Hash::of(Look::Known as u8).number(bit.into());
            out.push(cased.byte(self.case).byte(big.into()).done());
        }
        let all = |look: Look, known: u16| Hash::of(look as u8).number(known.into());
        out.push(all(Look::KnownAll, token.known).byte(self.case).byte(big.into()).done());
        for distance in [-2_isize, -1, 1, 2] {
            let Some(near) = self.at(at, distance) else { continue };
            for bit in (0..BITS).filter(|bit| near.known >> bit & 1 == 1) {
                let hash = all(Look::NearKnown, bit);
                out.push(hash.byte(distance as u8).done());
            }
            if distance.abs() == 1 {
                let pair = all(Look::KnownPair, token.known).number(near.known.into());
                let pair = pair.byte(distance as u8).byte(big.into());
                out.push(pair.byte(near.shape.starts_with('A').into()).done());
            }
        }
    }

    fn around(&self, at: usize, out: &mut Features) {
        for distance in (-NEAR..=NEAR).filter(|distance| *distance != 0) {
            let hash = |look: Look| Hash::of(look as u8).byte(distance as u8);
            out.push(hash(Look::Near).text(self.word(at, distance)).done());
            let Some(near) = self.at(at, distance) else { continue };
            if distance.abs() <= 2 {
                out.push(hash(Look::NearShape).text(&near.shape).done());
            }
            if distance.abs() == 1 && near.is_word() {
                let signs: Vec<char> = near.word.chars().collect();
                if signs.len() > 3 {
                    let head: String = signs[..3].iter().collect();
                    let tail: String = signs[signs.len() - 3..].iter().collect();
                    out.push(hash(Look::NearHead).text(&head).done());
                    out.push(hash(Look::NearTail).text(&tail).done());
                }
            }
        }
    }

    fn pairs(&self, at: usize, out: &mut Features) {
        let pair = |look: Look, first: isize, second: isize| {
            let hash = Hash::of(look as u8).text(self.word(at, first));
            hash.text(self.word(at, second)).done()
        };
        out.push(pair(Look::Before, -2, -1));
        out.push(pair(Look::With, -1, 0));
        out.push(pair(Look::WithNext, 0, 1));
        out.push(pair(Look::After, 1, 2));
        let shape = |distance| self.at(at, distance).map_or("<>", |token| token.shape.as_str());
        let three = Hash::of(Look::Shapes as u8).text(shape(-1)).text(shape(0));
        out.push(three.text(shape(1)).done());
        let left = Hash::of(Look::Shapes as u8).text(self.word(at, -1)).text(shape(0));
        out.push(left.byte(1).done());
        let right = Hash::of(Look::Shapes as u8).text(self.word(at, 1)).text(shape(0));
        out.push(right.byte(2).done());
    }

    /// Words before it, however many marks and numbers stand between; what is led up to by a colon.
    fn earlier(&self, at: usize, out: &mut Features) {
        let odd = !self.tokens[at].is_word() || self.tokens[at].has_digit();
        let words = self.tokens[..at].iter().rev().filter(|token| token.is_word());
        for (place, word) in words.take(if odd { 6 } else { 3 }).enumerate() {
            if place < 3 {
                let hash = Hash::of(Look::Earlier as u8).byte(place as u8);
                out.push(hash.byte(odd.into()).text(&word.word).done());
            }
            let any = Hash::of(Look::EarlierAny as u8).byte(odd.into());
            out.push(any.text(&word.word).done());
        }
        if odd {
            let words = self.tokens[at + 1..].iter().filter(|token| token.is_word());
            for word in words.take(3) {
                out.push(Hash::of(Look::Later as u8).text(&word.word).done());
            }
        }
        let colon =
            self.tokens[..at].iter().rposition(|token| matches!(token.word.as_str(), ":" | "="));
        if let Some(colon) = colon
            && at - colon <= 8
            && !self.tokens[colon..=at].iter().any(|token| token.opens)
            && let Some(label) = colon.checked_sub(1).map(|label| &self.tokens[label])
        {
            out.push(Hash::of(Look::Label as u8).text(&label.word).done());
            out.push(Hash::of(Look::Label as u8).byte(odd.into()).text(&label.word).done());
        }
    }
}
