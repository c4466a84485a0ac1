//! A segment's gradients on some of its rows.

use super::forward::{Env, Slot, give_back, scratch};
use super::plan::Segment;
use super::product::{PackedMatrix, Target, View, product, product_transposed};
use super::resident::Side;
use super::rows;
use crate::error::{Error, Result};
use crate::nn::{Adapter, Graph, Linear, Node, Op, WeightId, Weights};
use std::cell::RefCell;
use std::ops::Range;

/// A gradient in the making.
pub struct Grad<'a> {
    pub slot: Slot<'a>,
    /// It holds something; else whatever was in the buffer before.
    pub written: bool,
}

impl Grad<'_> {
    pub fn none() -> Self {
        Self { slot: Slot::None, written: false }
    }

    /// The place to write to, and whether to add to what is there.
    fn open(&mut self, len: usize) -> Result<(&mut [f32], bool)> {
        if matches!(self.slot, Slot::None) {
            self.slot = Slot::Own(scratch(len));
        }
        let add = std::mem::replace(&mut self.written, true);
        let place =
            self.slot.get_mut().ok_or_else(|| Error::internal("No place for a gradient"))?;
        Ok((place, add))
    }
}

/// Gradients of weights that are small enough to be summed by every shard on its own.
pub struct Small {
    pub ids: Vec<WeightId>,
    pub sums: Vec<Vec<f32>>,
}

impl Small {
    pub fn of(&mut self, id: WeightId) -> Option<&mut [f32]> {
        let at = self.ids.iter().position(|&i| i == id)?;
        Some(&mut self.sums[at])
    }
    fn two(&mut self, a: WeightId, b: WeightId) -> Option<(&mut [f32], &mut [f32])> {
        let at = |id| self.ids.iter().position(|&i| i == id);
        let [a, b] = self.sums.get_disjoint_mut([at(a)?, at(b)?]).ok()?;
        Some((a, b))
    }
}

/// The weights of a segment whose gradients every shard sums on its own.
pub fn small_ids(graph: &Graph, weights: &Weights, segment: &Segment) -> Vec<WeightId> {
    let mut ids = Vec::new();
    let learns = |id: WeightId| weights[id].is_trainable();
    for i in segment.nodes.clone() {
        match &graph.nodes[i].op {
            Op::LayerNorm { gain, bias, .. } if learns(*gain) || learns(*bias) => {
                ids.extend([*gain, *bias]);
            }
            Op::RmsNorm { gain, .. } if learns(*gain) => ids.push(*gain),
            Op::HeadNorm(norm) => {
                ids.extend([norm.queries, norm.keys].into_iter().filter(|&g| learns(g)))
            }
            Op::Project { linears, .. } => {
                for linear in linears {
                    ids.extend(linear.bias.filter(|&b| learns(b)));
                    let adapter = weights[linear.weight].adapter;
                    ids.extend(adapter.into_iter().flat_map(|a| [a.a, a.b]));
                }
            }
            _ => {}
        }
    }
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// What a shard of a segment reads and writes on the way back.
pub struct Shard<'a> {
    /// For each node of the segment: where its value is computed again. `None` makes it where it
    /// is needed.
    pub values: Vec<Slot<'a>>,
    /// Gradients of the nodes before the segment that it reads, then of its own nodes.
    pub grads: Vec<Grad<'a>>,
}

/// The nodes before the segment that it reads and that need a gradient.
pub fn outer_inputs(env: &Env, segment: &Segment) -> Vec<usize> {
    let inputs = segment.nodes.clone().flat_map(|i| env.node(i).inputs.iter().map(|v| v.0));
    let mut outer: Vec<usize> =
        inputs.filter(|&v| v < segment.nodes.start && env.node(v).needs_grad).collect();
    outer.sort_unstable();
    outer.dedup();
    outer
}

thread_local! {
    static PACKED: RefCell<Option<PackedMatrix>> = const { RefCell::new(None) };
}

/// c += aᵀ b, for a (rows, m) and b (rows, n) that are used once.
fn add_outer(env: &Env, a: View, m: usize, b: &[f32], n: usize, c: &mut [f32]) {
    PACKED.with_borrow_mut(|packed| {
        let packed = packed.get_or_insert_with(|| PackedMatrix::new(env.isa, false));
        if packed.isa() != env.isa {
            *packed = PackedMatrix::new(env.isa, false);
        }
        packed.pack(b, n, a.rows, n);
        product_transposed(a, m, packed, Target { data: c, ld: n, add: true });
    });
}

/// Rows of a chunk and the lists that its nodes share.
pub struct Chunk<'e, 'a> {
    pub env: &'e Env<'e>,
    pub segment: &'e Segment,
    pub outer: &'e [usize],
    pub rows: Range<usize>,
    pub shard: Shard<'a>,
}

impl Chunk<'_, '_> {
    /// Runs the chunk; tells which of the gradients were written.
    pub fn run(mut self, small: &mut Small) -> Result<Vec<bool>> {
        let start = self.segment.nodes.start;
        for (at, i) in self.segment.nodes.clone().enumerate() {
            if self.env.plan.again(i) {
                let (before, rest) = self.shard.values.split_at_mut(at);
                self.env.compute(i, start, &self.rows, before, &mut rest[0])?;
            }
        }
        let own = self.outer.len();
        let mut written = vec![false; self.shard.grads.len()];
        for (at, i) in self.segment.nodes.clone().enumerate().rev() {
            let mut dy = std::mem::replace(&mut self.shard.grads[own + at], Grad::none());
            written[own + at] = dy.written;
            if dy.written && self.env.node(i).needs_grad {
                let values = dy.slot.get().ok_or_else(|| Error::internal("No gradient"))?;
                self.node(i, values, small)?;
            }
            dy.slot.close();
            self.shard.values[at].close();
        }
        for (flag, grad) in written.iter_mut().zip(&mut self.shard.grads).take(own) {
            *flag = grad.written;
            grad.slot.close();
        }
        Ok(written)
    }

    /// The value of node `i` on these rows.
    fn value(&self, i: usize) -> Result<&[f32]> {
        let near = i.checked_sub(self.segment.nodes.start);
        match near.and_then(|at| self.shard.values.get(at)).and_then(Slot::get) {
            Some(value) => Ok(value),
            None => self.env.rows_of(i, &self.rows),
        }
    }

    /// Where the gradient of node `i` is; None when it needs none.
    fn grad_of(&self, i: usize) -> Option<usize> {
        if !self.env.node(i).needs_grad {
            return None;
        }
        match i.checked_sub(self.segment.nodes.start) {
            Some(at) => Some(self.outer.len() + at),
            None => self.outer.iter().position(|&o| o == i),
        }
    }

    /// Runs `write(self, dx, add)` on the input `k` of a node, if it needs a gradient.
    fn add_to_input(
        &mut self,
        node: &Node,
        k: usize,
        write: impl FnOnce(&Self, &mut [f32], bool) -> Result<()>,
    ) -> Result<()> {
        let input = node.inputs[k].0;
        let Some(at) = self.grad_of(input) else { return Ok(()) };
        let mut grad = std::mem::replace(&mut self.shard.grads[at], Grad::none());
        let (place, add) = grad.open(self.rows.len() * self.env.node(input).cols)?;
        write(self, place, add)?;
        self.shard.grads[at] = grad;
        Ok(())
    }

    fn node(&mut self, i: usize, dy: &[f32], small: &mut Small) -> Result<()> {
        let env = self.env;
        let (isa, node) = (env.isa, env.node(i));
        let input = || node.inputs[0].0;
        match &node.op {
            Op::Embed { .. } => Ok(()),
            Op::Add => {
                for k in 0..2 {
                    self.add_to_input(node, k, |_, dx, add| {
                        rows::pass(isa, dy, dx, add);
                        Ok(())
                    })?;
                }
                Ok(())
            }
            Op::Activate(kind) => self.add_to_input(node, 0, |c, dx, add| {
                rows::activate_dx(isa, *kind, c.value(input())?, dy, dx, add);
                Ok(())
            }),
            Op::Gate(kind) => self.add_to_input(node, 0, |c, dx, add| {
                rows::gate_dx(isa, *kind, c.value(input())?, node.cols, dy, dx, add);
                Ok(())
            }),
            Op::Normalize => self.add_to_input(node, 0, |c, dx, add| {
                rows::normalize_dx(isa, c.value(input())?, node.cols, dy, dx, add);
                Ok(())
            }),
            Op::Dropout { rate, site } => self.add_to_input(node, 0, |c, dx, add| {
                let Some(dropout) = env.dropout(*site, *rate) else {
                    rows::pass(isa, dy, dx, add);
                    return Ok(());
                };
                let factors = env.factors(dropout, node, node.cols, &c.rows);
                rows::multiply(isa, dy, &factors, dx, add);
                give_back(factors);
                Ok(())
            }),
            Op::Rotate { table, heads } => self.add_to_input(node, 0, |c, dx, add| {
                let mut turned = scratch(dy.len());
                turned.copy_from_slice(dy);
                env.rotate(table, *heads, &c.rows, node.cols, &mut turned, true);
                rows::pass(isa, &turned, dx, add);
                give_back(turned);
                Ok(())
            }),
            Op::LayerNorm { gain, bias, eps } => {
                let eps = *eps as f32;
                if let Some((dgain, dbias)) = small.two(*gain, *bias) {
                    rows::layer_norm_dw(isa, self.value(input())?, eps, dy, dgain, dbias);
                }
                self.add_to_input(node, 0, |c, dx, add| {
                    let gain = env.resident.vector(*gain)?;
                    rows::layer_norm_dx(isa, c.value(input())?, gain, eps, dy, dx, add);
                    Ok(())
                })
            }
            Op::Scale(factor) => self.add_to_input(node, 0, |_, dx, add| {
                rows::add_scaled(isa, dy, *factor, dx, add);
                Ok(())
            }),
            Op::HeadNorm(norm) => {
                for (gain, first, heads) in norm.sides() {
                    if let Some(dgain) = small.of(gain) {
                        env.head_norm_dw(
                            norm,
                            (first, heads),
                            node.cols,
                            self.value(input())?,
                            dy,
                            dgain,
                        );
                    }
                }
                self.add_to_input(node, 0, |c, dx, add| {
                    env.head_norm_dx(norm, node.cols, c.value(input())?, dy, dx, add)
                })
            }
            Op::RmsNorm { gain, rms } => {
                let eps = rms.eps as f32;
                if let Some(dgain) = small.of(*gain) {
                    rows::rms_norm_dw(isa, self.value(input())?, eps, dy, dgain);
                }
                self.add_to_input(node, 0, |c, dx, add| {
                    let gain = env.resident.vector(*gain)?;
                    rows::rms_norm_dx(isa, c.value(input())?, gain, eps, dy, dx, add);
                    Ok(())
                })
            }
            Op::Project { linears, site } => self.project(node, linears, *site, dy, small),
            _ => Err(Error::internal("A block over sequences was run row by row")),
        }
    }

    fn project(
        &mut self,
        node: &Node,
        linears: &[Linear],
        site: u32,
        dy: &[f32],
        small: &mut Small,
    ) -> Result<()> {
        let env = self.env;
        let mut from = 0;
        for (i, linear) in linears.iter().enumerate() {
            let weight = &env.weights[linear.weight];
            let dy = View { data: &dy[from..], ld: node.cols, rows: self.rows.len() };
            if let Some(sum) = linear.bias.and_then(|b| small.of(b)) {
                sum_columns(env, dy, sum);
            }
            self.add_to_input(node, 0, |_, dx, add| {
                let w = env.resident.matrix(linear.weight, Side::Backward)?;
                product(dy, w, Target { data: dx, ld: w.n, add });
                Ok(())
            })?;
            if let Some(adapter) = weight.adapter {
                self.adapter(node, &adapter, site + i as u32, dy, weight.shape[0], small)?;
            }
            from += weight.shape[0];
        }
        Ok(())
    }

    /// dA += dlowᵀ x, dB += dyᵀ low and the adapter's share of dX, with dlow = scale dy B and
    /// low = scale x Aᵀ.
    fn adapter(
        &mut self,
        node: &Node,
        adapter: &Adapter,
        site: u32,
        dy: View,
        out: usize,
        small: &mut Small,
    ) -> Result<()> {
        let env = self.env;
        let count = self.rows.len();
        let b = env.resident.matrix(adapter.b, Side::Backward)?;
        let rank = b.n;
        let mut dlow = scratch(count * rank);
        product(dy, b, Target { data: &mut dlow, ld: rank, add: false });
        rows::scale(env.isa, &mut dlow, adapter.scale);
        let input = node.inputs[0].0;
        let cols = env.node(input).cols;
        let x = self.value(input)?;
        let dropped = env.adapter_input(x, adapter, site, node, cols, &self.rows);
        let x = dropped.as_ref().map_or(x, |d| &d.0);
        if let Some(sum) = small.of(adapter.b) {
            let low = env.low(x, adapter, count)?;
            add_outer(env, dy, out, &low, rank, sum);
            give_back(low);
        }
        if let Some(sum) = small.of(adapter.a) {
            add_outer(env, View { data: &dlow, ld: rank, rows: count }, rank, x, cols, sum);
        }
        self.add_to_input(node, 0, |_, dx, add| {
            let a = env.resident.matrix(adapter.a, Side::Backward)?;
            let view = View { data: &dlow, ld: rank, rows: count };
            match &dropped {
                None => product(view, a, Target { data: dx, ld: cols, add }),
                Some((_, factors)) => {
                    let mut beside = scratch(count * cols);
                    product(view, a, Target { data: &mut beside, ld: cols, add: false });
                    rows::multiply(env.isa, &beside, factors, dx, add);
                    give_back(beside);
                }
            }
            Ok(())
        })?;
        if let Some((input, factors)) = dropped {
            give_back(input);
            give_back(factors);
        }
        give_back(dlow);
        Ok(())
    }
}

/// sum += Σ of the rows of a view.
fn sum_columns(env: &Env, x: View, sum: &mut [f32]) {
    for row in 0..x.rows {
        rows::pass(env.isa, &x.data[row * x.ld..][..sum.len()], sum, true);
    }
}
