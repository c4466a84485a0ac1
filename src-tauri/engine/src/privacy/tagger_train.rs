//! How the tagger's weights are made: a conditional random field, learned by small steps
//! (AdaGrad) with what weighs little left out. The same messages give the same weights.

use super::KINDS as ALL_KINDS;
use super::name_lists::names_of_lists;
use super::tagger::{Places, Weights};
use super::tagger_chain::{Chain, LABELS, Scores, Steps, add, begins, raised};
use super::tagger_features::{Features, features};
use super::tagger_noise::{Chance, NAMES, Pieces, Stock, told};
use super::tagger_tokens::{Token, tokens};
use super::text::Text;
use std::collections::{HashMap, HashSet};

/// What can be set; the defaults are those of the weights that are shipped.
pub struct Plan {
    pub rounds: usize,
    pub rate: f32,
    /// What a weight has to speak against to be kept.
    pub thrift: f32,
    /// Times of a hundred that a token is learned without what the lists say, and without its word.
    pub listless: usize,
    pub wordless: usize,
    pub seed: u64,
}

impl Default for Plan {
    fn default() -> Self {
        Self { rounds: 18, rate: 0.12, thrift: 1e-3, listless: 20, wordless: 25, seed: 7 }
    }
}

/// A message as its line has it, with `[[kind|value]]` marks, in pieces.
pub fn pieces(line: &str) -> Pieces {
    let mut pieces = Pieces::new();
    let line = line.replace("\\n", "\n");
    let mut rest = line.as_str();
    while let Some((before, tail)) = rest.split_once("[[") {
        let Some((mark, after)) = tail.split_once("]]") else { break };
        let (kind, value) = mark.split_once('|').unwrap_or(("", mark));
        pieces.push((before.to_owned(), None));
        let kind = ALL_KINDS.iter().position(|known| known.id == kind);
        pieces.push((value.to_owned(), kind));
        rest = after;
    }
    pieces.push((rest.to_owned(), None));
    pieces
}

fn stock(messages: &[Pieces]) -> Stock {
    let (first, last) = names_of_lists();
    let mut values: HashMap<usize, Vec<String>> = HashMap::new();
    let (mut first, mut last) = (first, last);
    for (body, kind) in messages.iter().flatten() {
        let Some(kind) = *kind else { continue };
        values.entry(kind).or_default().push(body.clone());
        if kind == NAMES {
            let words: Vec<&str> = body.split(' ').filter(|word| plain_name(word)).collect();
            if let [head, .., tail] = words.as_slice() {
                first.push((*head).to_owned());
                last.push((*tail).to_owned());
            }
        }
    }
    Stock { first, last, values }
}

fn plain_name(word: &str) -> bool {
    word.chars().count() > 2
        && word.starts_with(char::is_uppercase)
        && word.chars().any(char::is_lowercase)
        && word.chars().all(|c| c.is_alphabetic() || c == '-' || c == '\'')
}

/// The tokens' labels, by what was marked.
fn labels(pieces: &Pieces, tokens: &[Token]) -> Vec<usize> {
    let mut labels = vec![0; tokens.len()];
    let mut at = 0;
    for (body, kind) in pieces {
        let (start, end) = (at, at + body.len());
        at = end;
        let Some(kind) = *kind else { continue };
        let mut first = true;
        for (label, token) in labels.iter_mut().zip(tokens) {
            if token.start < end && token.end > start {
                *label = begins(kind) + usize::from(!first);
                first = false;
            }
        }
    }
    labels
}

/// What is learned from: features and labels of every token.
struct Lesson {
    features: Vec<Features>,
    labels: Vec<usize>,
}

fn lesson(pieces: &Pieces, plan: &Plan, chance: &mut Chance, whole: bool) -> Lesson {
    let body: String = pieces.iter().map(|(body, _)| body.as_str()).collect();
    let text = Text::new(&body);
    let mut tokens = tokens(&text);
    let labels = labels(pieces, &tokens);
    for token in &mut tokens {
        if !whole && chance.of_hundred(plan.listless) {
            token.known = 0;
        }
        if !whole && token.is_word() && chance.of_hundred(plan.wordless) {
            token.word = "a?".to_owned();
        }
    }
    Lesson { features: features(&text, &tokens).collect(), labels }
}

struct Learner<'a> {
    plan: &'a Plan,
    index: HashMap<u32, u32>,
    weights: Vec<Scores>,
    slopes: Vec<Scores>,
    steps: Steps,
    step_slopes: Steps,
}

/// The weights for these messages.
pub fn train(messages: &[Pieces], plan: &Plan, mut say: impl FnMut(usize, f32)) -> Weights {
    let stock = stock(messages);
    let mut chance = Chance(plan.seed);
    let index = index(messages, &stock, plan, &mut chance);
    let zero = [0.0; LABELS];
    let count = index.len();
    let mut learner = Learner {
        plan,
        index,
        weights: vec![zero; count],
        slopes: vec![[1e-2; LABELS]; count],
        steps: [zero; LABELS + 1],
        step_slopes: [[1e-2; LABELS]; LABELS + 1],
    };
    let mut sums = (vec![zero; count], [zero; LABELS + 1]);
    let last = plan.rounds / 3;
    let mut order: Vec<usize> = (0..messages.len()).collect();
    for round in 0..plan.rounds {
        chance.shuffle(&mut order);
        let mut loss = 0.0;
        for at in &order {
            let way = if chance.of_hundred(20) {
                messages[*at].clone()
            } else {
                told(&messages[*at], &stock, &mut chance)
            };
            let lesson = lesson(&way, plan, &mut chance, false);
            loss += learner.learn(&lesson);
        }
        say(round, loss / messages.len() as f32);
        if round + last >= plan.rounds {
            let share = 1.0 / last as f32;
            for (sum, row) in sums.0.iter_mut().zip(&learner.weights) {
                add(sum, row, share);
            }
            for (sum, row) in sums.1.iter_mut().zip(&learner.steps) {
                add(sum, row, share);
            }
        }
    }
    packed(&learner.index, &sums.0, sums.1)
}

/// The features that more than one message has.
fn index(
    messages: &[Pieces],
    stock: &Stock,
    plan: &Plan,
    chance: &mut Chance,
) -> HashMap<u32, u32> {
    let mut seen: HashMap<u32, u8> = HashMap::new();
    for message in messages {
        let mut here: HashSet<u32> = HashSet::new();
        here.extend(lesson(message, plan, chance, true).features.into_iter().flatten());
        for feature in &here {
            let count = seen.entry(*feature).or_default();
            *count = count.saturating_add(1);
        }
        for _ in 0..2 {
            let way = told(message, stock, chance);
            let mut new: HashSet<u32> = HashSet::new();
            new.extend(lesson(&way, plan, chance, false).features.into_iter().flatten());
            for feature in new.difference(&here.clone()) {
                let count = seen.entry(*feature).or_default();
                *count = count.saturating_add(1);
                here.insert(*feature);
            }
        }
    }
    let mut kept: Vec<u32> =
        seen.into_iter().filter(|(_, count)| *count >= 2).map(|(feature, _)| feature).collect();
    kept.sort_unstable();
    kept.into_iter().enumerate().map(|(at, feature)| (feature, at as u32)).collect()
}

impl Learner<'_> {
    /// One step towards a lesson; returns how unlikely it was.
    fn learn(&mut self, lesson: &Lesson) -> f32 {
        let places: Vec<Vec<usize>> = lesson
            .features
            .iter()
            .map(|of| {
                let known = of.iter().filter_map(|feature| self.index.get(feature));
                known.map(|at| *at as usize).collect()
            })
            .collect();
        let scores: Vec<Scores> = places
            .iter()
            .map(|of| {
                let mut sum = [0.0; LABELS];
                of.iter().for_each(|at| add(&mut sum, &self.weights[*at], 1.0));
                sum
            })
            .collect();
        let steps = raised(&self.steps);
        let chain = Chain::new(&scores, &steps);
        let mut told = 0.0;
        let mut before = LABELS;
        let mut slope = [[0.0; LABELS]; LABELS + 1];
        chain.steps(&steps, &mut slope);
        for ((label, score), (likely, of)) in
            lesson.labels.iter().zip(&scores).zip(chain.at.iter().zip(&places))
        {
            told += score[*label] + self.steps[before][*label];
            slope[before][*label] -= 1.0;
            before = *label;
            let mut error = *likely;
            error[*label] -= 1.0;
            for at in of {
                step(&mut self.weights[*at], &mut self.slopes[*at], &error, self.plan);
            }
        }
        for (from, slope) in slope.iter().enumerate() {
            step(&mut self.steps[from], &mut self.step_slopes[from], slope, self.plan);
        }
        chain.total - told
    }
}

fn step(weights: &mut Scores, slopes: &mut Scores, error: &Scores, plan: &Plan) {
    for ((weight, slope), error) in weights.iter_mut().zip(slopes).zip(error) {
        if error.abs() < 1e-4 {
            continue;
        }
        *slope += error * error;
        let rate = plan.rate / slope.sqrt();
        let moved = *weight - rate * error;
        *weight = moved.signum() * (moved.abs() - rate * plan.thrift).max(0.0);
    }
}

/// In steps of a 127th of the largest; what rounds to nothing is left out.
fn packed(index: &HashMap<u32, u32>, weights: &[Scores], steps: Steps) -> Weights {
    let largest = weights.iter().flatten().fold(0.0_f32, |top, weight| top.max(weight.abs()));
    let scale = largest.clamp(0.1, 4.0) / 127.0;
    let (mut places, mut pairs) = (Places::default(), Vec::new());
    let mut order: Vec<(u32, u32)> = index.iter().map(|(feature, at)| (*feature, *at)).collect();
    order.sort_unstable();
    for (feature, at) in order {
        let from = pairs.len() as u32;
        for (label, weight) in weights[at as usize].iter().enumerate() {
            let whole = (weight / scale).round().clamp(-127.0, 127.0) as i8;
            if whole.unsigned_abs() >= 2 {
                pairs.push((label as u8, whole));
            }
        }
        let count = pairs.len() as u32 - from;
        if count > 0 {
            places.insert(feature, (from, count as u8));
        }
    }
    Weights { steps, places, pairs, scale }
}
