//! A small trained tagger beside the rules. It reads a text as a chain of tokens and adds places
//! that the rules did not find; what they found stays as it is.

use super::KINDS as ALL_KINDS;
use super::found::{Found, Span};
use super::tagger_chain::{Chain, KINDS, LABELS, Scores, Steps, begins, raised};
use super::tagger_features::features;
use super::tagger_sense::{sensible, unchecked};
use super::tagger_tokens::tokens;
use super::text::Text;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

pub(super) type Places = HashMap<u32, (u32, u8), BuildHasherDefault<Hashed>>;

/// Features are hashes already: they need no other one.
#[derive(Default)]
pub(super) struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |all, byte| all << 8 | u64::from(*byte));
    }
    fn write_u32(&mut self, feature: u32) {
        self.0 = u64::from(feature).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// The weights as they are read from a file, or as the trainer has them.
pub struct Weights {
    /// What a step between labels is worth.
    pub(super) steps: Steps,
    /// By feature: where its labels and their weights begin in `pairs`, and how many they are.
    pub(super) places: Places,
    pub(super) pairs: Vec<(u8, i8)>,
    pub(super) scale: f32,
}

const MAGIC: &[u8; 8] = b"ATTAGR01";

impl Weights {
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.scale.to_le_bytes());
        for step in self.steps.iter().flatten() {
            bytes.extend(step.to_le_bytes());
        }
        let mut features: Vec<_> = self.places.iter().collect();
        features.sort_unstable();
        bytes.extend((features.len() as u32).to_le_bytes());
        for (feature, (from, count)) in features {
            bytes.extend(feature.to_le_bytes());
            bytes.push(*count);
            let from = *from as usize;
            for (label, weight) in &self.pairs[from..from + usize::from(*count)] {
                bytes.extend([*label, *weight as u8]);
            }
        }
        bytes
    }

    /// Nothing where the file is not one of ours.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let scale = f32::from_le_bytes(take(&mut rest)?);
        let mut steps: Steps = [[0.0; LABELS]; LABELS + 1];
        for step in steps.iter_mut().flatten() {
            *step = f32::from_le_bytes(take(&mut rest)?);
        }
        let count = u32::from_le_bytes(take(&mut rest)?) as usize;
        let mut places =
            Places::with_capacity_and_hasher(count.min(rest.len() / 7), Default::default());
        let mut pairs = Vec::with_capacity(rest.len() / 3);
        for _ in 0..count {
            let feature = u32::from_le_bytes(take(&mut rest)?);
            let [labels] = take(&mut rest)?;
            places.insert(feature, (pairs.len() as u32, labels));
            for _ in 0..labels {
                let [label, weight] = take(&mut rest)?;
                if usize::from(label) >= LABELS {
                    return None;
                }
                pairs.push((label, weight as i8));
            }
        }
        Some(Self { steps, places, pairs, scale })
    }

    fn scores(&self, features: &[u32]) -> Scores {
        let mut scores = [0.0; LABELS];
        for (from, count) in features.iter().filter_map(|feature| self.places.get(feature)) {
            let from = *from as usize;
            for (label, weight) in self.pairs.iter().skip(from).take(usize::from(*count)) {
                scores[usize::from(*label)] += f32::from(*weight);
            }
        }
        scores.map(|score| score * self.scale)
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (head, tail) = rest.split_first_chunk()?;
    *rest = tail;
    Some(*head)
}

/// A place the tagger would call personal, and how likely it is that.
#[derive(Debug, Clone, Copy)]
pub struct Guess {
    pub start: usize,
    pub end: usize,
    pub kind: usize,
    pub likely: f32,
}

/// From the least likely to the surest place of the tagger: less than any of the rules'.
const SURE: f32 = 0.1;

/// How likely a place has to be before it is added, in the order of the kinds: where more was wrong
/// in sets left out of training, more is asked.
const LEAST: [f32; KINDS] = [0.6, 0.6, 0.8, 0.6, 0.5, 0.7, 0.8, 0.8, 0.8, 0.4, 0.5, 0.5];

/// In a text in which the rules found nothing: it most often holds nothing.
const LEAST_ALONE: f32 = 0.85;

static SHIPPED: LazyLock<Option<Tagger>> = LazyLock::new(|| {
    Weights::read(include_bytes!("../../../../assets/privacy/tagger.bin")).map(Tagger::new)
});

/// Adds what the rules did not find. Where one of their places lies within a longer one of the
/// tagger's that is of the same kind, the longer one is taken.
pub(super) fn add_places(text: &Text<'_>, found: &mut Found) {
    let Some(tagger) = SHIPPED.as_ref() else { return };
    let alone = found.spans.is_empty();
    let least = if alone { LEAST_ALONE } else { 0.0 };
    let guesses = tagger.guesses(text, &LEAST);
    for guess in guesses.into_iter().filter(|guess| guess.likely >= least) {
        let Some(kind) = ALL_KINDS.get(guess.kind) else { continue };
        if alone && unchecked(kind.id, text.slice(guess.start, guess.end)) {
            continue;
        }
        let meets = |span: &&Span| span.start < guess.end && guess.start < span.end;
        let within = |span: &Span| guess.start <= span.start && span.end <= guess.end;
        let met: Vec<&Span> = found.spans.iter().filter(meets).collect();
        let same = met.iter().all(|span| span.kind == kind.id && within(span));
        let surest = met.iter().map(|span| span.sure).fold(0.0, f32::max);
        let sure = if same && surest > 0.0 { surest } else { SURE * guess.likely };
        found.add(kind.id, guess.start, guess.end, sure);
    }
}

pub struct Tagger {
    weights: Weights,
    raised: Steps,
}

impl Tagger {
    pub fn new(weights: Weights) -> Self {
        Self { raised: raised(&weights.steps), weights }
    }

    /// Places that are at least so likely to be personal; how likely is set for each kind.
    pub fn guesses(&self, text: &Text<'_>, least: &[f32; KINDS]) -> Vec<Guess> {
        let tokens = tokens(text);
        let seen = features(text, &tokens);
        let scores: Vec<Scores> = seen.map(|one| self.weights.scores(&one)).collect();
        let chain = Chain::new(&scores, &self.raised);
        let mut guesses: Vec<Guess> = Vec::new();
        let mut open = false;
        for (token, at) in tokens.iter().zip(&chain.at) {
            let likely = 1.0 - at[0];
            let kind_likely = |kind: usize| at[begins(kind)] + at[begins(kind) + 1];
            let best = (0..KINDS).max_by(|a, b| kind_likely(*a).total_cmp(&kind_likely(*b)));
            let Some(kind) = best.filter(|kind| likely >= least[*kind]) else {
                open = false;
                continue;
            };
            let starts = at[begins(kind)] > at[begins(kind) + 1];
            match guesses.last_mut() {
                Some(last) if open && !starts && last.kind == kind => {
                    last.end = token.end;
                    last.likely = last.likely.min(likely);
                }
                _ => guesses.push(Guess { start: token.start, end: token.end, kind, likely }),
            }
            open = true;
        }
        guesses.retain(|guess| {
            let kind = ALL_KINDS.get(guess.kind).map_or("", |kind| kind.id);
            sensible(kind, text.slice(guess.start, guess.end))
        });
        guesses
    }
}
