//! What a pass takes of memory, told from the plan alone: the same buffers are taken and given
//! back in the same order, but only counted.

use super::backward::small_ids;
use super::buffers::rounded;
use super::plan::{Plan, Segment};
use super::product::padded_bytes;
use super::segments::{shard_count, trains_matrix};
use super::sequences::VOCABULARY_ROWS;
use super::{Isa, segments};
use crate::nn::{Graph, Op, WeightId, Weights};
use std::collections::BTreeSet;

/// Sizes of buffers, as [`super::buffers::Buffers`] would hold them.
#[derive(Debug, Default, Clone)]
struct Counted {
    free: Vec<usize>,
    total: usize,
    peak: usize,
}

impl Counted {
    fn take(&mut self, len: usize) -> usize {
        let at = self.free.partition_point(|&b| b < len);
        if at < self.free.len() {
            return self.free.remove(at);
        }
        self.total -= self.free.pop().unwrap_or(0);
        self.total += rounded(len);
        self.peak = self.peak.max(self.total);
        rounded(len)
    }
    fn give(&mut self, size: usize) {
        let at = self.free.partition_point(|&b| b < size);
        self.free.insert(at, size);
    }
}

/// Memory of passes over several batches with the same weights, in bytes.
#[derive(Debug, Default, Clone)]
pub struct Footprint {
    buffers: Counted,
    matrices: BTreeSet<(WeightId, bool)>,
    /// Taken for a moment beside the buffers: the largest of all.
    moment: usize,
    scratch: usize,
    packed: usize,
}

impl Footprint {
    /// Adds a pass; what an earlier one took is used again.
    pub fn pass(
        &mut self,
        isa: Isa,
        graph: &Graph,
        weights: &Weights,
        training: bool,
        bf16: bool,
        threads: usize,
    ) {
        let Some(output) = graph.nodes.len().checked_sub(1) else { return };
        let plan = Plan::new(graph, weights, output, training);
        let mut run = Run { isa, graph, weights, plan: &plan, bf16, threads, to: self };
        let mut held: Vec<Vec<usize>> = vec![Vec::new(); output + 1];
        run.forward(&mut held, training);
        if training {
            run.backward(&mut held);
        }
        held.into_iter().flatten().for_each(|b| self.buffers.give(b));
    }

    /// At its peak.
    pub fn bytes(&self) -> u64 {
        (self.buffers.peak * 4 + self.packed + self.moment + self.scratch) as u64
    }
}

struct Run<'a> {
    isa: Isa,
    graph: &'a Graph<'a>,
    weights: &'a Weights,
    plan: &'a Plan,
    bf16: bool,
    threads: usize,
    to: &'a mut Footprint,
}

impl Run<'_> {
    fn len(&self, i: usize) -> usize {
        self.graph.nodes[i].rows * self.graph.nodes[i].cols
    }

    fn matrix(&mut self, id: WeightId, forward: bool, adapter: bool) {
        let weight = &self.weights[id];
        if !self.to.matrices.insert((id, forward)) {
            return;
        }
        let (out, inner) = (weight.shape[0], weight.shape[1]);
        let (k, n) = if forward { (inner, out) } else { (out, inner) };
        self.to.packed += padded_bytes(self.isa, self.bf16 && !adapter, k, n);
        if !weight.is_trainable() && weight.owned_bytes() == 0 {
            // Each thread reads one matrix out of the file before it packs it.
            self.to.moment = self.to.moment.max(self.threads * weight.len() * 4);
        }
    }

    fn prepare(&mut self, segment: &Segment, forward: bool) {
        for i in segment.nodes.clone() {
            let node = &self.graph.nodes[i];
            let input_learns =
                node.inputs.first().is_some_and(|v| self.graph.nodes[v.0].needs_grad);
            match &node.op {
                Op::Project { linears, .. } => {
                    for linear in linears {
                        if forward || input_learns {
                            self.matrix(linear.weight, forward, false);
                        }
                        if let Some(a) = self.weights[linear.weight].adapter {
                            self.matrix(a.a, forward, true);
                            self.matrix(a.b, forward, true);
                        }
                    }
                }
                Op::VocabularyLosses { weight } => self.matrix(*weight, true, false),
                Op::VocabularyLoss { weight } => {
                    self.matrix(*weight, true, false);
                    if input_learns {
                        self.matrix(*weight, false, false);
                    }
                }
                _ => {}
            }
        }
        // A chunk's own values, on every thread; about twice as many on the way back.
        let chunk = segments::chunk_rows(self.graph.nodes[segment.nodes.start].rows);
        let cols: usize = segment.nodes.clone().map(|i| self.graph.nodes[i].cols).sum();
        self.to.scratch = self.to.scratch.max(2 * chunk * cols * 4 * self.threads);
    }

    fn forward(&mut self, held: &mut [Vec<usize>], training: bool) {
        for (s, segment) in self.plan.segments.iter().enumerate() {
            self.prepare(segment, true);
            for i in segment.nodes.clone().filter(|&i| self.plan.fates[i].held || !segment.by_rows)
            {
                let size = self.to.buffers.take(self.len(i));
                held[i].push(size);
                let node = &self.graph.nodes[i];
                match &node.op {
                    Op::Attention { spec, .. } => {
                        let lse = self.to.buffers.take(node.rows * spec.heads);
                        held[i].push(lse);
                    }
                    Op::CrossEntropy { .. } | Op::BinaryCrossEntropy => {
                        let logits = self.to.buffers.take(self.len(node.inputs[0].0));
                        held[i].push(logits);
                    }
                    Op::VocabularyLoss { weight } if !training => self.vocabulary(i, *weight, held),
                    Op::VocabularyLosses { weight } => self.vocabulary(i, *weight, held),
                    _ => {}
                }
            }
            for (held, fate) in held.iter_mut().zip(&self.plan.fates).take(segment.nodes.end) {
                if fate.last_segment == s && !fate.kept {
                    held.drain(..).for_each(|b| self.to.buffers.give(b));
                }
            }
        }
    }

    fn vocabulary(&mut self, i: usize, weight: WeightId, held: &mut [Vec<usize>]) {
        let input = self.graph.nodes[i].inputs[0].0;
        let rows = VOCABULARY_ROWS.min(self.graph.nodes[input].rows.max(1));
        let logits = self.to.buffers.take(rows * self.weights[weight].shape[0]);
        let dx = self.to.buffers.take(self.len(input));
        self.to.buffers.give(logits);
        held[i].push(dx);
    }

    fn backward(&mut self, held: &mut [Vec<usize>]) {
        let mut grads: Vec<Option<usize>> = vec![None; held.len()];
        for segment in self.plan.segments.iter().rev() {
            let learns = segment.nodes.clone().any(|i| self.graph.nodes[i].needs_grad);
            let first = segment.nodes.start;
            if learns && segment.by_rows {
                self.rows_backward(segment, held, &mut grads);
            } else if let (true, Op::VocabularyLoss { weight }) =
                (learns, &self.graph.nodes[first].op)
            {
                self.prepare(segment, false);
                self.vocabulary(first, *weight, held);
            } else if learns && !self.graph.nodes[first].op.is_class_loss() {
                self.ensure(self.graph.nodes[first].inputs[0].0, &mut grads);
            }
            for i in segment.nodes.clone() {
                held[i].drain(..).chain(grads[i].take()).for_each(|b| self.to.buffers.give(b));
            }
        }
    }

    fn ensure(&mut self, i: usize, grads: &mut [Option<usize>]) {
        if grads[i].is_none() {
            grads[i] = Some(self.to.buffers.take(self.len(i)));
        }
    }

    fn rows_backward(
        &mut self,
        segment: &Segment,
        held: &mut [Vec<usize>],
        grads: &mut [Option<usize>],
    ) {
        self.prepare(segment, false);
        let rows = self.graph.nodes[segment.nodes.start].rows;
        let mut packed = 0;
        for i in segment.nodes.clone() {
            for v in &self.graph.nodes[i].inputs {
                if v.0 < segment.nodes.start && self.graph.nodes[v.0].needs_grad {
                    self.ensure(v.0, grads);
                }
            }
            if !trains_matrix(&self.graph.nodes[i], self.weights) {
                continue;
            }
            self.ensure(i, grads);
            for v in &self.graph.nodes[i].inputs {
                if self.plan.again(v.0) && held[v.0].is_empty() {
                    let size = self.to.buffers.take(self.len(v.0));
                    held[v.0].push(size);
                }
                packed =
                    packed.max(padded_bytes(self.isa, false, rows, self.graph.nodes[v.0].cols));
            }
        }
        let small: usize = small_ids(self.graph, self.weights, segment)
            .into_iter()
            .map(|id| self.weights[id].len() * 4)
            .sum();
        self.to.moment = self.to.moment.max(packed).max(small * shard_count(rows));
    }
}
