//! What a run will take, before it starts: memory from the plan of its graph, time from a few
//! timed steps on the run's own data.

use super::session::{Examples, Session};
use crate::batch::{Sampler, by_length, pack};
use crate::error::Result;
use crate::model::Model;
use crate::nn::cpu::{Footprint, Isa};
use crate::nn::{Gradients, Graph, Noise, Packed, Weights};
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
}

/// Program, libraries, tokenizer and threads, measured.
const PROGRAM_BYTES: u64 = 44 << 20;

/// Peak memory of training on these examples, in bytes.
pub(super) fn memory(session: &Session, train: &Examples) -> u64 {
    let weights = &session.weights;
    let trainable = weights.count(true) * 4;
    let owned: usize = weights.iter().map(|(_, w)| w.owned_bytes()).sum();
    // Of what stays in the file, tables are read row by row and remain; matrices are let go.
    let tables = weights.iter().filter(|(_, w)| w.owned_bytes() == 0 && w.name.contains("embed"));
    let tables: usize = tables.map(|(_, w)| w.len() * 2).sum();
    let text: usize = train.texts.iter().map(|t| t.len() + 96).sum();
    let tokens: usize = train.encoded.iter().map(|e| e.ids.len() * 4 + 48).sum();
    let passes = footprint(session, train).map_or(0, |f| f.bytes());
    // Values, gradients and two moments of what learns; the values are among the owned.
    let learning = 3 * trainable;
    PROGRAM_BYTES + (owned + tables + text + tokens) as u64 + learning + passes
}

/// What the interpreter takes for the costliest training batch and for a batch that is read.
fn footprint(session: &Session, train: &Examples) -> Option<Footprint> {
    let isa = Isa::named(&session.hyper.instructions).ok()?;
    let (fast, threads) = (session.hyper.fast, session.hyper.threads);
    let (weights, model) = (&session.weights, session.model.as_ref());
    let mut footprint = Footprint::default();
    let first = by_length(&train.encoded, super::session::READ_TOKENS).into_iter().next()?;
    let read = pack(&train.encoded, &first, |_| None);
    let mut graph = Graph::new(weights, &read, None);
    model.forward(&mut graph);
    footprint.pass(isa, &graph, weights, false, fast, threads);
    let batch = largest_batch(train, session.hyper.batch_size)?;
    let graph = graph_of(model, weights, &batch);
    footprint.pass(isa, &graph, weights, true, fast, threads);
    Some(footprint)
}

/// The costliest batch there can be: the longest examples together.
fn largest_batch(train: &Examples, size: usize) -> Option<Packed> {
    let mut order: Vec<usize> = (0..train.encoded.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(train.encoded[i].ids.len()));
    order.truncate(size);
    (!order.is_empty()).then(|| pack(&train.encoded, &order, |i| Some((train.labels[i], 1.0))))
}

fn graph_of<'w>(model: &dyn Model, weights: &'w Weights, batch: &Packed) -> Graph<'w> {
    let mut graph = Graph::new(weights, batch, Some(Noise { seed: 0, step: 0 }));
    let logits = model.forward(&mut graph);
    graph.cross_entropy(logits);
    graph
}

/// Estimates the prepared run in `run`; nothing in it is changed.
pub fn estimate(run: &Path) -> Result<Estimate> {
    let mut session = Session::open(run)?;
    let parts = session.examples(run)?;
    let train = &parts[0];
    let hyper = session.hyper.clone();
    let mut sampler = Sampler::new(session.recipe.seed, train.labels.len(), hyper.batch_size);
    let per_epoch = sampler.batches_per_epoch().div_ceil(hyper.accumulation) as u64;
    let only_probe = session.recipe.method == "head" && hyper.probe;
    let steps = if only_probe { 0 } else { per_epoch * hyper.epochs as u64 };
    let count = |p: &Examples| p.encoded.iter().map(|e| e.ids.len()).sum::<usize>() as f64;

    let mut gradients = Gradients::new(&session.weights);
    let (mut seconds, mut tokens) = (0.0, 0);
    for i in 0..4 {
        let batch = pack(&train.encoded, &sampler.next_batch(), |k| Some((train.labels[k], 1.0)));
        let graph = graph_of(session.model.as_ref(), &session.weights, &batch);
        let loss = crate::nn::Var(graph.nodes.len() - 1);
        let started = Instant::now();
        session.interpreter.backward(&graph, &session.weights, &batch, loss, &mut gradients)?;
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
    let probe: Vec<_> = train.encoded.iter().take(64).cloned().collect();
    let started = Instant::now();
    session.infer(&probe, false, &mut |_| true)?;
    let probed: usize = probe.iter().map(|e| e.ids.len()).sum();
    let reading = started.elapsed().as_secs_f64() / f64::max(probed as f64, 1.0);

    let checks = if steps == 0 { 1.0 } else { 10.0_f64.max(hyper.epochs as f64) };
    let read = count(train) + checks * count(&parts[1]) + 2.0 * count(&parts[2]);
    // The optimiser passes over every trainable value; about 2 ns for each.
    let updating = steps as f64 * session.weights.count(true) as f64 * 2e-9;
    let learned = if steps == 0 { 0.0 } else { count(train) * hyper.epochs as f64 };
    Ok(Estimate {
        seconds: learned * learning + read * reading + updating + 1.0,
        memory_bytes: memory(&session, train),
        steps,
        trainable: session.weights.count(true),
        total: session.weights.count(false),
    })
}
