//! Segments of rows: cut into chunks that the threads share.

use super::backward::{Chunk, Grad, Shard, Small, outer_inputs, small_ids};
use super::buffers::Buffer;
use super::forward::Slot;
use super::pass::{Pass, Upstream};
use super::plan::Segment;
use super::product::{PackedMatrix, Target, View, product_transposed};
use super::resident::Side;
use super::rows;
use crate::error::{Error, Result};
use crate::nn::{Gradients, Linear, Node, Op, WeightId, Weights};
use rayon::prelude::*;
use std::ops::Range;

/// Rows of a chunk, about: its values and a panel of weights fit a core's second-level cache.
const CHUNK: usize = 96;
/// Parts of a batch whose small gradients are summed apart, then in order.
const SHARDS: usize = 16;
/// Rows of a weight's gradient that one task computes.
const OUTER: usize = 48;

/// Cuts rows into chunks of the same size, a multiple of the rows of a tile.
pub fn chunk_rows(rows: usize) -> usize {
    let chunks = rows.div_ceil(CHUNK).next_multiple_of(4).min(rows.div_ceil(24)).max(1);
    rows.div_ceil(chunks).next_multiple_of(6)
}

fn ranges(rows: usize) -> Vec<Range<usize>> {
    let each = chunk_rows(rows);
    (0..rows).step_by(each).map(|from| from..(from + each).min(rows)).collect()
}

/// Chunks of every shard: the same for every number of threads.
fn shards(chunks: usize) -> Vec<Range<usize>> {
    let count = chunks.min(SHARDS);
    (0..count).map(|i| i * chunks / count..(i + 1) * chunks / count).collect()
}

/// Shards of so many rows.
pub fn shard_count(rows: usize) -> usize {
    shards(ranges(rows).len()).len()
}

/// Whether all rows of the node's gradient are needed at once.
pub fn trains_matrix(node: &Node, weights: &Weights) -> bool {
    let learns = |id: WeightId| weights[id].is_trainable();
    match &node.op {
        Op::Project { linears, .. } => linears.iter().any(|l| learns(l.weight)),
        Op::Embed { word, position, kind } => {
            [Some(*word), *position, *kind].into_iter().flatten().any(learns)
        }
        _ => false,
    }
}

/// Hands each chunk its part of a value that is held whole.
fn share<'a>(whole: &'a mut [f32], cols: usize, ranges: &[Range<usize>]) -> Vec<&'a mut [f32]> {
    let mut rest = whole;
    let mut parts = Vec::with_capacity(ranges.len());
    for range in ranges {
        let (part, tail) = rest.split_at_mut(range.len() * cols);
        parts.push(part);
        rest = tail;
    }
    parts
}

impl Pass<'_> {
    pub fn rows_forward(&mut self, segment: &Segment) -> Result<()> {
        let rows = self.graph.nodes[segment.nodes.start].rows;
        let ranges = ranges(rows);
        let mut outs: Vec<(usize, Buffer)> = Vec::new();
        for i in segment.nodes.clone().filter(|&i| self.plan.fates[i].held) {
            outs.push((i, self.buffers.take(rows * self.graph.nodes[i].cols)));
        }
        let mut tasks: Vec<Vec<Slot>> = empty_slots(ranges.len(), segment.nodes.len());
        for (i, buffer) in &mut outs {
            let parts = share(buffer, self.graph.nodes[*i].cols, &ranges);
            for (task, part) in tasks.iter_mut().zip(parts) {
                task[*i - segment.nodes.start] = Slot::Out(part);
            }
        }
        let env = self.env();
        let work: Vec<_> = ranges.iter().zip(tasks).collect();
        work.into_par_iter().try_for_each(|(rows, outs)| env.forward(segment, rows, outs))?;
        for (i, buffer) in outs {
            self.held[i] = Some(buffer);
        }
        Ok(())
    }

    pub fn rows_backward(&mut self, segment: &Segment, gradients: &mut Gradients) -> Result<()> {
        self.prepare(segment, Side::Backward);
        // Computing values again takes the forward side of nothing but vectors.
        let rows = self.graph.nodes[segment.nodes.start].rows;
        let outer = outer_inputs(&self.env(), segment);
        let mut whole = outer.clone();
        whole.extend(segment.nodes.clone().filter(|&i| self.trains_matrix(i)));
        for &i in &whole {
            if self.grads[i].is_none() {
                let values = self.buffers.take(rows * self.graph.nodes[i].cols);
                self.grads[i] = Some(Upstream { values, written: false });
            }
        }
        let again = self.again_whole(segment, rows);
        let (again, sums) = self.run_shards(segment, &outer, again, rows)?;
        for (id, sum) in sums {
            let total = gradients.buffer(id, self.weights[id].len());
            rows::pass(self.isa, &sum, total, true);
        }
        for (i, buffer) in again {
            self.held[i] = Some(buffer);
        }
        for i in segment.nodes.clone() {
            self.matrix_gradients(i, gradients);
        }
        Ok(())
    }

    fn trains_matrix(&self, i: usize) -> bool {
        trains_matrix(&self.graph.nodes[i], self.weights)
    }

    /// Buffers for values that are computed again and needed whole, as inputs of trained matrices.
    fn again_whole(&mut self, segment: &Segment, rows: usize) -> Vec<(usize, Buffer)> {
        let mut inputs: Vec<usize> = segment
            .nodes
            .clone()
            .filter(|&i| self.trains_matrix(i))
            .flat_map(|i| self.graph.nodes[i].inputs.iter().map(|v| v.0))
            .filter(|&i| self.plan.again(i))
            .collect();
        inputs.sort_unstable();
        inputs.dedup();
        let cols = |i: usize| self.graph.nodes[i].cols;
        inputs.into_iter().map(|i| (i, self.buffers.take(rows * cols(i)))).collect()
    }

    /// Runs all chunks of a segment on the way back. Returns the values that were computed again,
    /// and the small gradients.
    #[allow(clippy::type_complexity)]
    fn run_shards(
        &mut self,
        segment: &Segment,
        outer: &[usize],
        mut again: Vec<(usize, Buffer)>,
        rows: usize,
    ) -> Result<(Vec<(usize, Buffer)>, Vec<(WeightId, Vec<f32>)>)> {
        let ranges = ranges(rows);
        let start = segment.nodes.start;
        let mut values = empty_slots(ranges.len(), segment.nodes.len());
        for (i, buffer) in &mut again {
            let parts = share(buffer, self.graph.nodes[*i].cols, &ranges);
            for (task, part) in values.iter_mut().zip(parts) {
                task[*i - start] = Slot::Out(part);
            }
        }
        let mut taken: Vec<(usize, usize, Upstream)> = Vec::new();
        let places = outer.iter().copied().chain(segment.nodes.clone());
        for (place, i) in places.enumerate() {
            if let Some(upstream) = self.grads[i].take() {
                taken.push((place, i, upstream));
            }
        }
        let count = outer.len() + segment.nodes.len();
        let mut grads: Vec<Vec<Grad>> = Vec::new();
        grads.resize_with(ranges.len(), || (0..count).map(|_| Grad::none()).collect());
        for (place, i, upstream) in &mut taken {
            let parts = share(&mut upstream.values, self.graph.nodes[*i].cols, &ranges);
            for (task, part) in grads.iter_mut().zip(parts) {
                task[*place] = Grad { slot: Slot::Out(part), written: upstream.written };
            }
        }
        let env = self.env();
        let ids = small_ids(self.graph, self.weights, segment);
        let mut chunks = ranges.into_iter().zip(values).zip(grads);
        let tasks: Vec<Vec<_>> = shards(chunks.len())
            .into_iter()
            .map(|shard| chunks.by_ref().take(shard.len()).collect())
            .collect();
        let run = |chunks: Vec<((Range<usize>, Vec<Slot>), Vec<Grad>)>| -> Result<_> {
            let zeros = |id: &WeightId| vec![0.0; env.weights[*id].len()];
            let mut small = Small { ids: ids.clone(), sums: ids.iter().map(zeros).collect() };
            let mut written = Vec::new();
            for ((rows, values), grads) in chunks {
                let shard = Shard { values, grads };
                written = Chunk { env: &env, segment, outer, rows, shard }.run(&mut small)?;
            }
            Ok((small.sums, written))
        };
        let done: Vec<(Vec<Vec<f32>>, Vec<bool>)> =
            tasks.into_par_iter().map(run).collect::<Result<_>>()?;
        let mut done = done.into_iter();
        let (mut sums, written) =
            done.next().ok_or_else(|| Error::internal("A batch without rows"))?;
        for (more, _) in done {
            for (sum, more) in sums.iter_mut().zip(more) {
                rows::pass(self.isa, &more, sum, true);
            }
        }
        let sums = ids.into_iter().zip(sums);
        let sums = sums.filter(|(id, _)| self.weights[*id].is_trainable()).collect();
        for (place, i, upstream) in taken {
            let written = written[place];
            self.grads[i] = Some(Upstream { written, ..upstream });
        }
        Ok((again, sums))
    }

    /// Gradients of the matrices that node `i` trains, from all rows at once.
    fn matrix_gradients(&mut self, i: usize, gradients: &mut Gradients) {
        let node = &self.graph.nodes[i];
        let Some(up) = self.grads[i].as_ref().filter(|g| g.written) else { return };
        match &node.op {
            Op::Project { linears, .. } => {
                let input = node.inputs[0].0;
                let Some(x) = self.held[input].as_ref() else { return };
                self.project_gradients(linears, x, node.cols, &up.values, gradients);
            }
            Op::Embed { word, position, kind } => {
                let zeros = vec![0u32; node.rows];
                let tables = [Some(*word), *position, *kind];
                for (table, at) in
                    tables.into_iter().zip([&self.batch.ids, &self.batch.positions, &zeros])
                {
                    let Some(id) = table.filter(|&t| self.weights[t].is_trainable()) else {
                        continue;
                    };
                    let sum = gradients.buffer(id, self.weights[id].len());
                    for (row, &at) in up.values.chunks_exact(node.cols).zip(at) {
                        let target = &mut sum[at as usize * node.cols..][..node.cols];
                        rows::pass(self.isa, row, target, true);
                    }
                }
            }
            _ => {}
        }
    }

    /// dW += dyᵀ x for each trained linear.
    fn project_gradients(
        &self,
        linears: &[Linear],
        x: &[f32],
        ld: usize,
        dy: &[f32],
        gradients: &mut Gradients,
    ) {
        let rows = dy.len() / ld;
        let mut packed: Option<PackedMatrix> = None;
        let mut from = 0;
        for linear in linears {
            let weight = &self.weights[linear.weight];
            let (out, inner) = (weight.shape[0], weight.shape[1]);
            if weight.is_trainable() {
                let packed = packed.get_or_insert_with(|| {
                    let mut packed = PackedMatrix::new(self.isa, false);
                    packed.pack_in_parallel(x, inner, rows, inner);
                    packed
                });
                let sum = gradients.buffer(linear.weight, weight.len());
                sum.par_chunks_mut(OUTER * inner).enumerate().for_each(|(part, sum)| {
                    let a = View { data: &dy[from + part * OUTER..], ld, rows };
                    let m = sum.len() / inner;
                    product_transposed(a, m, packed, Target { data: sum, ld: inner, add: true });
                });
            }
            from += out;
        }
    }
}

/// For every chunk a slot for every node.
fn empty_slots<'a>(chunks: usize, nodes: usize) -> Vec<Vec<Slot<'a>>> {
    let mut slots = Vec::with_capacity(chunks);
    slots.resize_with(chunks, || (0..nodes).map(|_| Slot::None).collect());
    slots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_and_shards_cover_every_row_once() {
        for rows in (1..300).chain([1000, 2048, 4097]) {
            let ranges = ranges(rows);
            let mut next = 0;
            for range in &ranges {
                assert_eq!(range.start, next);
                assert!(range.end > range.start && range.len() <= CHUNK + 6, "{rows}: {range:?}");
                next = range.end;
            }
            assert_eq!(next, rows);
            let shards = shards(ranges.len());
            assert!(shards.len() <= SHARDS);
            assert_eq!(shards.iter().map(Range::len).sum::<usize>(), ranges.len());
        }
    }
}
