//! A chain of labels over the tokens of a text: how likely each is, given all others.

/// Nothing, and the beginning and the inside of each kind.
pub(super) const LABELS: usize = 1 + 2 * KINDS;
pub(super) const KINDS: usize = 12;

pub(super) type Scores = [f32; LABELS];

/// What speaks for one label behind another; the last row stands before the first token.
pub(super) type Steps = [Scores; LABELS + 1];

pub(super) const fn begins(kind: usize) -> usize {
    1 + 2 * kind
}

/// The kind of a label that is not nothing.
pub(super) const fn kind_of(label: usize) -> usize {
    (label - 1) / 2
}

/// The inside of a kind stands behind its beginning or inside only.
pub(super) const fn allowed(from: usize, to: usize) -> bool {
    let inside = to != 0 && to.is_multiple_of(2);
    !inside || (from < LABELS && from != 0 && kind_of(from) == kind_of(to))
}

/// The probability of every label at every token, and the logarithm of the sum over all chains.
pub(super) struct Chain {
    pub at: Vec<Scores>,
    pub total: f32,
    ahead: Vec<Scores>,
    behind: Vec<Scores>,
    here: Vec<Scores>,
    norms: Vec<f32>,
}

/// The exponentials of steps; zero where a step isn't allowed.
pub(super) fn raised(steps: &Steps) -> Steps {
    let mut raised = *steps;
    for (from, row) in raised.iter_mut().enumerate() {
        for (to, step) in row.iter_mut().enumerate() {
            *step = if allowed(from, to) { step.exp() } else { 0.0 };
        }
    }
    raised
}

impl Chain {
    /// Forward and backward over `scores`; `steps` are [`raised`].
    pub fn new(scores: &[Scores], steps: &Steps) -> Self {
        let count = scores.len();
        let zero = [0.0; LABELS];
        let mut chain = Self {
            at: vec![zero; count],
            total: 0.0,
            ahead: vec![zero; count],
            behind: vec![zero; count],
            here: Vec::with_capacity(count),
            norms: vec![1.0; count],
        };
        for score in scores {
            let top = score.iter().copied().fold(f32::MIN, f32::max);
            chain.total += top;
            chain.here.push(score.map(|score| (score - top).exp()));
        }
        chain.forward(steps);
        chain.backward(steps);
        for (place, at) in chain.at.iter_mut().enumerate() {
            for (label, at) in at.iter_mut().enumerate() {
                *at = chain.ahead[place][label] * chain.behind[place][label];
            }
        }
        chain
    }

    fn forward(&mut self, steps: &Steps) {
        for place in 0..self.here.len() {
            let mut sums = [0.0; LABELS];
            if place == 0 {
                sums = steps[LABELS];
            } else {
                for (from, weight) in self.ahead[place - 1].iter().enumerate() {
                    add(&mut sums, &steps[from], *weight);
                }
            }
            for (sum, here) in sums.iter_mut().zip(&self.here[place]) {
                *sum *= here;
            }
            let norm = sums.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            self.ahead[place] = sums.map(|sum| sum / norm);
            self.norms[place] = norm;
            self.total += norm.ln();
        }
    }

    fn backward(&mut self, steps: &Steps) {
        let Some(last) = self.behind.last_mut() else { return };
        *last = [1.0; LABELS];
        for place in (1..self.here.len()).rev() {
            let next = self.next(place);
            for (behind, steps) in self.behind[place - 1].iter_mut().zip(steps) {
                *behind = dot(steps, &next);
            }
        }
    }

    /// What a step to each label at a place is worth from there on.
    fn next(&self, place: usize) -> Scores {
        let mut next = self.behind[place];
        for (next, here) in next.iter_mut().zip(&self.here[place]) {
            *next *= here / self.norms[place];
        }
        next
    }

    /// Adds the probability of every step to `sums`.
    pub fn steps(&self, steps: &Steps, sums: &mut Steps) {
        if let Some(first) = self.at.first() {
            add(&mut sums[LABELS], first, 1.0);
        }
        for place in 1..self.at.len() {
            let next = self.next(place);
            for from in 0..LABELS {
                let weight = self.ahead[place - 1][from];
                for to in 0..LABELS {
                    sums[from][to] += weight * steps[from][to] * next[to];
                }
            }
        }
    }
}

pub(super) fn add(sums: &mut Scores, row: &Scores, weight: f32) {
    for (sum, one) in sums.iter_mut().zip(row) {
        *sum += weight * one;
    }
}

fn dot(a: &Scores, b: &Scores) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
