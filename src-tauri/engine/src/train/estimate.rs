//! What a run will take, before it starts: memory from the plan of its graph, time from a few
//! timed steps on the run's own data.

use super::hyper::Hyper;
use super::objective::{self, Objective, planned_steps};
use crate::batch::Sampler;
use crate::error::Result;
use crate::nn::cpu::{Footprint, Isa};
use crate::nn::{Gradients, Graph, Noise, Packed, Weights, device};
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::time::Instant;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Estimate {
    /// For all planned steps, the checks and the quick head.
    pub seconds: f64,
    pub memory_bytes: u64,
    pub steps: u64,
    pub trainable: u64,
    pub total: u64,
    /// A start with fewer examples, where all would take longer than a night.
    pub fewer: Option<Fewer>,
}

/// Well-chosen examples in the place of all, and what that would take.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Fewer {
    pub examples: usize,
    pub seconds: f64,
}

const NIGHT: f64 = 8.0 * 3600.0;
/// How many are offered.
const FEWER: usize = 2000;

/// Program, libraries, tokenizer and threads, measured.
const PROGRAM_BYTES: u64 = 44 << 20;

/// Peak memory of training on these examples, in bytes.
pub(super) fn memory(objective: &dyn Objective) -> u64 {
    let passes = footprint(objective).map_or(0, |f| f.bytes());
    peak(objective.weights(), objective.held_bytes(), passes)
}

/// The same from weights with their roles, bytes that the examples take, and bytes that the passes do.
pub(super) fn peak(weights: &Weights, held: usize, passes: u64) -> u64 {
    let trainable = weights.count(true) * 4;
    let owned: usize = weights.iter().map(|(_, w)| w.owned_bytes()).sum();
    // Of what stays in the file, tables are read row by row and remain; matrices are let go.
    let is_table = |name: &str| ["embed", "wte", "wpe"].iter().any(|part| name.contains(part));
    let tables = weights.iter().filter(|(_, w)| w.owned_bytes() == 0 && is_table(&w.name));
    let tables: usize = tables.map(|(_, w)| w.len() * 2).sum();
    // Values, gradients and two moments of what learns; the values are among the owned.
    let learning = 3 * trainable;
    PROGRAM_BYTES + (owned + tables + held) as u64 + learning + passes
}

/// What the interpreter takes for the costliest training batch and for a batch that is read; none
/// where that lies on a graphics card.
fn footprint(objective: &dyn Objective) -> Option<Footprint> {
    let batch = largest_batch(objective)?;
    let reading = objective.graph(&objective.reading_batch(), None);
    let training = objective.graph(&batch, Some(Noise { seed: 0, step: 0 }));
    passes(objective.hyper(), objective.weights(), &reading, &training)
}

/// The same for a pass that only reads and one that learns.
pub(super) fn passes(
    hyper: &Hyper,
    weights: &Weights,
    reading: &Graph,
    training: &Graph,
) -> Option<Footprint> {
    if hyper.device != device::CPU {
        return None;
    }
    let isa = Isa::named(&hyper.instructions).ok()?;
    let mut footprint = Footprint::default();
    footprint.pass(isa, reading, weights, false, hyper.fast, hyper.threads);
    footprint.pass(isa, training, weights, true, hyper.fast, hyper.threads);
    Some(footprint)
}

/// The costliest batch there can be: the longest examples together.
fn largest_batch(objective: &dyn Objective) -> Option<Packed> {
    let lengths = objective.lengths();
    let mut order: Vec<usize> = (0..lengths.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(lengths[i]));
    order.truncate(objective.hyper().batch_size);
    (!order.is_empty()).then(|| objective.batch(&order))
}

/// Estimates the prepared run in `run`; nothing in it is changed.
pub fn estimate(run: &Path) -> Result<Estimate> {
    let mut objective = objective::open(run)?;
    let hyper = objective.hyper().clone();
    let seed = objective.recipe().seed;
    let examples = objective.lengths().len();
    let mut sampler = Sampler::new(seed, examples, hyper.batch_size);
    let steps = planned_steps(objective.as_ref(), &sampler);

    let mut gradients = Gradients::new(objective.weights());
    let (mut seconds, mut tokens) = (0.0, 0);
    for i in 0..4 {
        let batch = objective.batch(&sampler.next_batch());
        let started = Instant::now();
        objective.learn(&batch, Noise { seed: 0, step: 0 }, &mut gradients)?;
        // The first pass also copies the weights and warms the caches.
        if i > 0 {
            seconds += started.elapsed().as_secs_f64();
            tokens += batch.tokens();
        }
        if seconds > 3.0 {
            break;
        }
    }
    let learning = seconds / f64::max(tokens as f64, 1.0);
    let started = Instant::now();
    let probed = objective.read_some()?;
    let reading = started.elapsed().as_secs_f64() / f64::max(probed as f64, 1.0);

    let checks = if steps == 0 { 1.0 } else { 10.0_f64.max(hyper.epochs as f64) };
    let read = objective.reading_tokens(checks);
    let (trainable, total) = (objective.weights().count(true), objective.weights().count(false));
    // The optimiser passes over every trainable value; about 2 ns for each.
    let updating = steps as f64 * trainable as f64 * 2e-9;
    let learned = if steps == 0 { 0.0 } else { hyper.epochs as f64 };
    let learned = learned * objective.lengths().iter().sum::<usize>() as f64;
    let seconds = |share: f64| share * (learned * learning + updating) + read * reading + 1.0;
    let share = FEWER as f64 / objective.rows().max(1) as f64;
    let fewer = Fewer { examples: FEWER, seconds: seconds(share) };
    // Where most of the time goes into the exam, fewer examples are no help.
    let helps = objective.chooses() && seconds(1.0) > NIGHT && 2.0 * fewer.seconds < seconds(1.0);
    Ok(Estimate {
        seconds: seconds(1.0),
        memory_bytes: memory(objective.as_ref()),
        steps,
        trainable,
        total,
        fewer: helps.then_some(fewer),
    })
}
