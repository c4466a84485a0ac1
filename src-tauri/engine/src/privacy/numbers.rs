//! Runs of digits: groups between blanks, points, hyphens and slashes.

use super::text::{Text, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// Neighbouring groups of digits that may be one number.
pub(super) struct Run {
    /// Where each group starts and ends.
    groups: Vec<(usize, usize)>,
}

/// Some of a run's groups.
#[derive(Clone)]
pub(super) struct Piece {
    pub start: usize,
    pub end: usize,
    pub digits: Vec<u32>,
    /// Digits of each group.
    pub shape: Vec<usize>,
    /// It is the whole run.
    pub whole: bool,
}

/// More than any number's own groups; longer runs are tables, of which windows are looked at.
const MOST_GROUPS: usize = 12;

/// All runs of the text that no letter touches.
pub(super) fn runs(text: &Text<'_>) -> Vec<Run> {
    static GROUP: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9]+"));
    let mut runs: Vec<Run> = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    for found in GROUP.find_iter(text.text) {
        let joins = open.last().is_some_and(|last| joint(text.slice(last.1, found.start())));
        if !joins && !open.is_empty() {
            runs.push(Run { groups: std::mem::take(&mut open) });
        }
        open.push((found.start(), found.end()));
    }
    if !open.is_empty() {
        runs.push(Run { groups: open });
    }
    runs
}

/// What may stand between two groups of one number.
fn joint(gap: &str) -> bool {
    matches!(
        gap,
        " " | "-"
            | "."
            | "/"
            | "\u{a0}"
            | "\u{202f}"
            | "\u{2009}"
            | "–"
            | "‑"
            | " - "
            | " / "
            | "  "
            | "_"
            | "·"
    )
}

impl Run {
    /// Every row of neighbouring groups whose digits count up to one of `lengths`, the longest
    /// first, none with a letter or digit touching it.
    pub fn pieces(&self, text: &Text<'_>, lengths: &[usize]) -> Vec<Piece> {
        let most = lengths.iter().max().copied().unwrap_or(0);
        let mut found = Vec::new();
        for first in 0..self.groups.len() {
            let mut count = 0;
            for last in first..self.groups.len().min(first + MOST_GROUPS) {
                let (start, end) = self.groups[last];
                count += end - start;
                if count > most {
                    break;
                }
                let (start, end) = (self.groups[first].0, end);
                if lengths.contains(&count) && text.stands_alone(start, end) {
                    let groups = &self.groups[first..=last];
                    let slice = text.slice(start, end);
                    found.push(Piece {
                        start,
                        end,
                        digits: super::checks::digits(slice),
                        shape: groups.iter().map(|(from, to)| to - from).collect(),
                        whole: groups.len() == self.groups.len(),
                    });
                }
            }
        }
        found.sort_by_key(|piece| std::cmp::Reverse(piece.digits.len()));
        found
    }
}
