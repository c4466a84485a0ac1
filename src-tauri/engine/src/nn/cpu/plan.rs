//! How a graph is run: which nodes go through their rows together, what is kept for the backward
//! pass and what is computed again.

use crate::nn::{Graph, Node, Op, Weights};
use std::ops::Range;

/// Nodes that are run together.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    pub nodes: Range<usize>,
    /// Every row passes through all the nodes on its own; else it is a single node that looks at
    /// whole sequences.
    pub by_rows: bool,
}

/// What becomes of a node's value.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Fate {
    /// All rows are held at once, because a later segment or the backward pass reads them.
    pub held: bool,
    /// The backward pass reads them.
    pub kept: bool,
    /// The backward pass computes them again from what is kept.
    pub again: bool,
    /// The last segment that reads them going forward.
    pub last_segment: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub segments: Vec<Segment>,
    /// One for each node.
    pub fates: Vec<Fate>,
    /// Segment of each node.
    pub segment_of: Vec<usize>,
}

/// Whether the rows of a node's output depend on the same row of its inputs only.
fn by_rows(op: &Op) -> bool {
    !matches!(
        op,
        Op::Attention { .. }
            | Op::SelectFirst
            | Op::SelectLabelled
            | Op::MeanPool
            | Op::CrossEntropy { .. }
            | Op::BinaryCrossEntropy
            | Op::VocabularyLoss { .. }
            | Op::VocabularyLosses { .. }
    )
}

/// Cheaper to compute again than to keep.
fn cheap(op: &Op) -> bool {
    matches!(
        op,
        Op::LayerNorm { .. }
            | Op::RmsNorm { .. }
            | Op::HeadNorm(_)
            | Op::Scale(_)
            | Op::Activate(_)
            | Op::Gate(_)
            | Op::Dropout { .. }
            | Op::Normalize
    )
}

/// Whether the backward pass of a node reads its inputs.
pub fn reads_inputs(node: &Node, weights: &Weights) -> bool {
    match &node.op {
        Op::Embed { .. } | Op::Add | Op::Scale(_) | Op::Dropout { .. } | Op::Rotate { .. } => false,
        Op::SelectFirst | Op::SelectLabelled | Op::MeanPool => false,
        Op::Project { linears, .. } => linears
            .iter()
            .any(|l| weights[l.weight].is_trainable() || weights[l.weight].adapter.is_some()),
        _ => true,
    }
}

impl Plan {
    /// For all nodes up to `output`; `training` also plans for the backward pass from there.
    pub fn new(graph: &Graph, weights: &Weights, output: usize, training: bool) -> Self {
        let nodes = &graph.nodes[..=output];
        let mut segments: Vec<Segment> = Vec::new();
        let mut segment_of = Vec::with_capacity(nodes.len());
        for (i, node) in nodes.iter().enumerate() {
            let joins = segments.last().is_some_and(|last| {
                last.by_rows && by_rows(&node.op) && nodes[last.nodes.start].rows == node.rows
            });
            match segments.last_mut() {
                Some(last) if joins => last.nodes.end = i + 1,
                _ => segments.push(Segment { nodes: i..i + 1, by_rows: by_rows(&node.op) }),
            }
            segment_of.push(segments.len() - 1);
        }
        let mut plan = Self { segments, fates: vec![Fate::default(); nodes.len()], segment_of };
        for (i, node) in nodes.iter().enumerate() {
            let segment = plan.segment_of[i];
            plan.fates[i].last_segment = segment;
            for input in &node.inputs {
                let outside = plan.segment_of[input.0] != segment;
                let fate = &mut plan.fates[input.0];
                fate.held |= outside;
                fate.last_segment = segment;
            }
        }
        plan.fates[output].held = true;
        plan.fates[output].last_segment = plan.segments.len();
        if training {
            plan.want_for_backward(nodes, weights);
        }
        plan
    }

    fn want_for_backward(&mut self, nodes: &[Node], weights: &Weights) {
        for i in (0..nodes.len()).rev() {
            let node = &nodes[i];
            let segment = self.segment_of[i];
            // Cheap nodes that are wanted again want their inputs in turn; later nodes come first
            // here, so `again` is settled.
            let own = node.needs_grad && reads_inputs(node, weights);
            if own || self.again(i) {
                for input in &node.inputs {
                    self.want(input.0, segment, nodes);
                }
            }
            if node.needs_grad && matches!(node.op, Op::Attention { .. }) {
                self.keep(i);
            }
        }
    }

    fn keep(&mut self, i: usize) {
        self.fates[i].held = true;
        self.fates[i].kept = true;
    }

    fn want(&mut self, i: usize, reader: usize, nodes: &[Node]) {
        let near = self.segment_of[i] == reader && self.segments[reader].by_rows;
        if self.fates[i].kept {
            return;
        }
        if near && cheap(&nodes[i].op) {
            self.fates[i].again = true;
        } else {
            self.keep(i);
        }
    }

    /// A kept value needs not be computed again.
    pub fn again(&self, i: usize) -> bool {
        self.fates[i].again && !self.fates[i].kept
    }
}
