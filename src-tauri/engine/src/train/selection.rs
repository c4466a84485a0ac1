//! A few examples in the place of many, where learning from all would take too long: those that
//! differ from each other. One is drawn after the other, each with a chance that grows with the
//! square of its distance from the nearest one drawn before (the seeding of k-means++, Arthur &
//! Vassilvitskii 2007). So rare kinds are met, and frequent ones not a thousand times; and a text that
//! is odd by accident is one of many, unlike where the farthest comes first (Gonzalez 1985).

use super::control::{Control, check};
use super::event::{Event, Part};
use super::hyper::Hyper;
use super::journal::Journal;
use super::prepare::{Facts, stored_rows};
use super::recipe::Recipe;
use crate::embed::{Embeddings, embed};
use crate::error::{Code, Error, IoContext, Result};
use crate::nn::Philox;
use crate::store::write_atomic;
use crate::task::{Material, Message};
use rayon::prelude::*;
use std::collections::HashSet;
use std::path::Path;
use std::time::{Duration, Instant};

/// Ids of the rows that were drawn, beside the recipe.
const FILE: &str = "chosen.json";
/// The draws' stream among those of the run's seed.
const STREAM: u32 = 0x5e1e;
const BETWEEN_WORDS: Duration = Duration::from_secs(2);

/// The rows to learn from: those that were drawn, all where fewer are not asked for, and evenly
/// spread ones before any was drawn, which cost as much.
pub(super) fn learned_rows(run: &Path, hyper: &Hyper, material: &Material) -> Result<HashSet<i64>> {
    let ids = material.ids_of(Part::Train);
    let Some(count) = fewer(hyper, ids.len()) else {
        return Ok(ids.into_iter().collect());
    };
    match drawn(run)? {
        Some(drawn) => Ok(drawn.into_iter().collect()),
        None => Ok((0..count).map(|k| ids[k * ids.len() / count]).collect()),
    }
}

/// How many are learned from, where that is fewer than all.
fn fewer(hyper: &Hyper, rows: usize) -> Option<usize> {
    (hyper.examples > 0 && hyper.examples < rows).then_some(hyper.examples)
}

fn drawn(run: &Path) -> Result<Option<Vec<i64>>> {
    let path = run.join(FILE);
    if !path.exists() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(&path).at_path(&path)?;
    let ids = serde_json::from_str(&text).map_err(|e| {
        Error::new(Code::BadFile, "The list of the chosen examples can't be read")
            .at(path.display().to_string())
            .advice("Train again")
            .source(e)
    })?;
    Ok(Some(ids))
}

/// Draws the rows to learn from, once, if the recipe asks for fewer than there are.
pub(super) fn choose(run: &Path, control: &dyn Control, journal: &mut Journal) -> Result<()> {
    let recipe = Recipe::load(run)?;
    let hyper = Hyper::of(&recipe.settings)?;
    if hyper.examples == 0 || drawn(run)?.is_some() {
        return Ok(());
    }
    let material = stored_rows(run, &recipe)?;
    let ids = material.ids_of(Part::Train);
    let Some(count) = fewer(&hyper, ids.len()) else { return Ok(()) };
    let Some(reader) = Facts::load(run)?.reader else {
        return Err(Error::new(Code::BadSetting, "There is no model to choose examples with")
            .at("setting examples")
            .advice("Set examples to 0, which learns from all"));
    };
    let mut told = Instant::now();
    let mut failed = None;
    let vectors = embed(&reader, None, &beginnings(&material), &mut |done, total| {
        if done == 0 || told.elapsed() > BETWEEN_WORDS {
            told = Instant::now();
            failed = journal.event(Event::Choosing { done, total, count }).err();
        }
        failed.is_none() && check(control).is_ok()
    });
    if let Some(error) = failed {
        return Err(error);
    }
    let rows: Vec<i64> =
        spread(&vectors?, count, recipe.seed).into_iter().map(|i| ids[i]).collect();
    let text = serde_json::to_string(&rows)
        .map_err(|e| Error::internal("The chosen examples can't be written").source(e))?;
    write_atomic(&run.join(FILE), text.as_bytes())
}

/// What each row to learn from is about: what is asked, or how the text begins.
fn beginnings(material: &Material) -> Vec<String> {
    let asked = |messages: &[Message]| {
        let said = messages.iter().filter(|m| m.role == "user").map(|m| m.content.as_str());
        said.collect::<Vec<_>>().join("\n")
    };
    match material {
        Material::Dialogues(rows) => rows
            .iter()
            .filter(|row| row.part == Part::Train)
            .map(|row| asked(&row.messages))
            .collect(),
        Material::Passages(rows) => {
            rows.iter().filter(|row| row.part == Part::Train).map(|row| row.text.clone()).collect()
        }
        Material::Labelled(_) | Material::Tagged { .. } => Vec::new(),
    }
}

/// `count` of the vectors, far from each other, in ascending order.
fn spread(vectors: &Embeddings, count: usize, seed: u64) -> Vec<usize> {
    let rows = vectors.values.len() / vectors.hidden.max(1);
    let random = Philox::new(seed);
    // Uniform over [0, 1).
    let draw = |k: usize| f64::from(random.uniform([k as u32, 0, 0, STREAM]));
    let mut chosen = Vec::with_capacity(count);
    let mut distance = vec![f64::INFINITY; rows];
    let mut next = (draw(0) * rows as f64) as usize;
    while chosen.len() < count.min(rows) {
        let next_row = next.min(rows - 1);
        chosen.push(next_row);
        distance.par_iter_mut().enumerate().for_each(|(i, d)| {
            // Of vectors of length 1.
            let own = 2.0 - 2.0 * f64::from(vectors.cosine(i, next_row));
            *d = d.min(own.max(0.0));
        });
        distance[next_row] = 0.0;
        let mut left = draw(chosen.len()) * distance.iter().sum::<f64>();
        let place = distance.iter().position(|d| {
            left -= d;
            *d > 0.0 && left < 0.0
        });
        // All that is left stands there already: any will do.
        next = match place.or_else(|| distance.iter().rposition(|d| *d > 0.0)) {
            Some(place) => place,
            None => {
                let known: HashSet<usize> = chosen.iter().copied().collect();
                let missing = count.min(rows) - chosen.len();
                chosen.extend((0..rows).filter(|i| !known.contains(i)).take(missing));
                break;
            }
        };
    }
    chosen.sort_unstable();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Vectors on a circle, by angle in degrees.
    fn circle(angles: &[f32]) -> Embeddings {
        let values = angles.iter().flat_map(|a| [a.to_radians().cos(), a.to_radians().sin()]);
        Embeddings { values: values.collect(), hidden: 2 }
    }

    #[test]
    fn every_kind_is_met_however_rare() {
        // A thousand of one kind, three of two others.
        let mut angles: Vec<f32> = (0..1000).map(|i| i as f32 * 1e-3).collect();
        angles.extend([120.0, 121.0, 240.0]);
        for seed in 0..20 {
            let chosen = spread(&circle(&angles), 6, seed);
            assert_eq!(chosen.len(), 6);
            assert!(chosen.is_sorted_by(|a, b| a < b));
            assert!(chosen.contains(&1002), "seed {seed}: {chosen:?}");
            assert!(chosen.iter().any(|i| [1000, 1001].contains(i)), "seed {seed}: {chosen:?}");
        }
        assert_eq!(spread(&circle(&angles), 6, 1), spread(&circle(&angles), 6, 1));
        assert_ne!(spread(&circle(&angles), 6, 1), spread(&circle(&angles), 6, 2));
    }

    #[test]
    fn equal_texts_fill_up_what_is_asked_for() {
        assert_eq!(spread(&circle(&[10.0; 8]), 5, 1).len(), 5);
        assert_eq!(spread(&circle(&[10.0; 3]), 5, 1), [0, 1, 2]);
        assert!(spread(&circle(&[]), 5, 1).is_empty());
    }
}
