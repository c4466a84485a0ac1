//! What the split promises, on many random data sets.

use attune_engine::data::SplitShares;
use attune_engine::data::split::{DEFAULT_SHARES, SplitItem, assign};
use attune_engine::train::event::Part;
use std::collections::HashMap;

/// A small generator of our own, so that a failing case can be repeated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % sides
    }
}

fn item(label: u32, text: u64) -> SplitItem {
    SplitItem { label, group: None, text, fixed: None, part: None, chosen: false }
}

/// Up to 400 rows, some with groups, some with the text of another row.
fn random(dice: &mut Dice) -> Vec<SplitItem> {
    let rows = dice.roll(400) + 1;
    let labels = dice.roll(8) + 1;
    let grouped = dice.roll(2) == 0;
    (0..rows)
        .map(|i| {
            let text = if dice.roll(10) == 0 { dice.roll(i + 1) } else { i };
            let group = (grouped && dice.roll(3) > 0).then(|| dice.roll(rows / 4 + 1));
            SplitItem { group, ..item(dice.roll(labels) as u32, text) }
        })
        .collect()
}

fn settle(items: &mut [SplitItem], parts: &[Part]) {
    for (item, part) in items.iter_mut().zip(parts) {
        item.part = Some(*part);
    }
}

fn assert_together(items: &[SplitItem], parts: &[Part], case: u64) {
    let mut text: HashMap<u64, Part> = HashMap::new();
    let mut group: HashMap<u64, Part> = HashMap::new();
    for (item, part) in items.iter().zip(parts) {
        assert_eq!(text.entry(item.text).or_insert(*part), part, "case {case}: text parted");
        if let Some(name) = item.group {
            assert_eq!(group.entry(name).or_insert(*part), part, "case {case}: group parted");
        }
    }
}

#[test]
fn rows_that_belong_together_stay_together() {
    for case in 0..300 {
        let items = random(&mut Dice(case));
        assert_together(&items, &assign(&items, DEFAULT_SHARES, case), case);
    }
}

/// Two spellings of one category in the same texts are the common case.
#[test]
fn every_category_has_something_to_learn_from() {
    for case in 0..300 {
        let mut dice = Dice(case);
        let mut items = random(&mut dice);
        for i in 0..dice.roll(6) {
            let shared = items[dice.roll(items.len() as u64) as usize].text;
            items.push(item(8 + (i % 2) as u32, shared));
        }
        let parts = assign(&items, DEFAULT_SHARES, case);
        let learned = |label| {
            items.iter().zip(&parts).any(|(i, part)| i.label == label && *part == Part::Train)
        };
        assert!(items.iter().all(|item| learned(item.label)), "case {case}");
    }
}

#[test]
fn adding_and_relabelling_moves_no_row() {
    for case in 0..300 {
        let mut dice = Dice(case);
        let mut items = random(&mut dice);
        let mut parts = assign(&items, DEFAULT_SHARES, 1);
        for _ in 0..4 {
            settle(&mut items, &parts);
            for _ in 0..items.len() / 5 {
                let at = dice.roll(items.len() as u64) as usize;
                items[at].label = dice.roll(9) as u32;
            }
            // New rows may bring new texts, old texts and old groups.
            items.extend(random(&mut dice));
            let next = assign(&items, DEFAULT_SHARES, 1);
            assert_eq!(next[..parts.len()], parts[..], "case {case}");
            for (i, part) in next.iter().enumerate().skip(parts.len()) {
                let in_exam = |j: usize| parts[j] == Part::Test && items[j].text == items[i].text;
                if (0..parts.len()).any(in_exam) {
                    assert_eq!(*part, Part::Test, "case {case}: an exam text is learned");
                }
            }
            parts = next;
        }
    }
}

#[test]
fn the_order_of_rows_does_not_matter() {
    for case in 0..100 {
        let mut dice = Dice(case);
        let items = random(&mut dice);
        let mut order: Vec<usize> = (0..items.len()).collect();
        for i in (1..order.len()).rev() {
            order.swap(i, dice.roll(i as u64 + 1) as usize);
        }
        let shuffled: Vec<SplitItem> = order.iter().map(|&i| items[i].clone()).collect();
        let parts = assign(&items, DEFAULT_SHARES, 5);
        let again = assign(&shuffled, DEFAULT_SHARES, 5);
        assert!(order.iter().zip(again).all(|(&i, part)| parts[i] == part), "case {case}");
    }
}

#[test]
fn every_category_has_its_shares() {
    let items: Vec<SplitItem> = (0..1000).map(|i| item((i % 7) as u32, i)).collect();
    for shares in [DEFAULT_SHARES, SplitShares { train: 80, validation: 10, test: 10 }] {
        let parts = assign(&items, shares, 3);
        for label in 0..7 {
            let of = |part| {
                let both = items.iter().zip(&parts);
                both.filter(|(i, p)| i.label == label && **p == part).count() as f64
            };
            let n = of(Part::Train) + of(Part::Validation) + of(Part::Test);
            assert!((of(Part::Validation) - n * f64::from(shares.validation) / 100.0).abs() <= 0.5);
            assert!((of(Part::Test) - n * f64::from(shares.test) / 100.0).abs() <= 0.5);
        }
    }
    let one = assign(&items, DEFAULT_SHARES, 3);
    assert_ne!(one, assign(&items, DEFAULT_SHARES, 4), "the seed has no effect");
}

#[test]
fn three_texts_reach_every_part_and_fewer_are_all_learned() {
    for seed in 0..50 {
        let mut items: Vec<SplitItem> = (0..3).map(|i| item(0, i)).collect();
        items.extend((10..12).map(|i| item(1, i)));
        items.extend((20..60).map(|i| item(2, i)));
        let parts = assign(&items, DEFAULT_SHARES, seed);
        let mut first = parts[..3].to_vec();
        first.sort();
        assert_eq!(first, [Part::Train, Part::Validation, Part::Test]);
        assert_eq!(parts[3..5], [Part::Train, Part::Train]);
    }
}

#[test]
fn a_grown_category_fills_the_parts_it_lacks() {
    let mut items: Vec<SplitItem> = (0..2).map(|i| item(0, i)).collect();
    items.extend((20..60).map(|i| item(1, i)));
    let parts = assign(&items, DEFAULT_SHARES, 1);
    settle(&mut items, &parts);
    items.extend((100..102).map(|i| item(0, i)));
    let mut new = assign(&items, DEFAULT_SHARES, 1)[42..].to_vec();
    new.sort();
    assert_eq!(new, [Part::Validation, Part::Test]);
}

#[test]
fn with_an_own_test_file_no_other_row_joins_the_exam() {
    for case in 0..100 {
        let mut dice = Dice(case);
        let mut items = random(&mut dice);
        let own = random(&mut dice).len();
        let test = (0..own as u64)
            .map(|i| SplitItem { fixed: Some(Part::Test), ..item(dice.roll(8) as u32, i) });
        let main = items.len();
        items.extend(test.collect::<Vec<_>>());
        let parts = assign(&items, DEFAULT_SHARES, 1);
        assert!(parts[..main].iter().all(|p| *p != Part::Test), "case {case}");
        assert!(parts[main..].iter().all(|p| *p == Part::Test), "case {case}");
    }
}
