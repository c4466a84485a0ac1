//! A segment's nodes on some of its rows, one after the other, while they are in cache.

use super::buffers::{Buffer, Buffers};
use super::isa::Isa;
use super::noise::Dropout;
use super::plan::{Plan, Segment};
use super::product::{PackedMatrix, Target, View, product, product_shared};
use super::resident::{Resident, Side};
use super::rows;
use crate::error::{Error, Result};
use crate::nn::{Adapter, Graph, Linear, Node, Op, Packed, Rotary, Weights};
use std::cell::RefCell;
use std::ops::Range;

/// What every part of a pass may look at.
#[derive(Clone, Copy)]
pub struct Env<'a> {
    pub isa: Isa,
    pub graph: &'a Graph<'a>,
    pub weights: &'a Weights,
    pub batch: &'a Packed,
    pub plan: &'a Plan,
    pub resident: &'a Resident,
    /// Values that are held whole, by node.
    pub held: &'a [Option<Buffer>],
}

thread_local! {
    static SCRATCH: RefCell<Buffers> = RefCell::new(Buffers::default());
}

pub fn scratch(len: usize) -> Buffer {
    SCRATCH.with_borrow_mut(|s| s.take(len))
}

pub fn give_back(buffer: Buffer) {
    SCRATCH.with_borrow_mut(|s| s.give(buffer));
}

/// Some rows of a value.
pub enum Slot<'a> {
    /// Not computed, or no longer needed.
    None,
    /// A part of a value that is held whole.
    Out(&'a mut [f32]),
    Own(Buffer),
}

impl Slot<'_> {
    pub fn get(&self) -> Option<&[f32]> {
        match self {
            Slot::None => None,
            Slot::Out(x) => Some(x),
            Slot::Own(x) => Some(x),
        }
    }
    pub fn get_mut(&mut self) -> Option<&mut [f32]> {
        match self {
            Slot::None => None,
            Slot::Out(x) => Some(x),
            Slot::Own(x) => Some(x),
        }
    }
    /// Lets its own buffer be used again.
    pub fn close(&mut self) {
        if let Slot::Own(buffer) = std::mem::replace(self, Slot::None) {
            give_back(buffer);
        }
    }
}

impl Env<'_> {
    pub fn node(&self, i: usize) -> &Node {
        &self.graph.nodes[i]
    }

    /// Rows of a value that is held whole.
    pub fn rows_of(&self, i: usize, rows: &Range<usize>) -> Result<&[f32]> {
        let cols = self.node(i).cols;
        let whole = self.held.get(i).and_then(Option::as_ref);
        let whole = whole.ok_or_else(|| Error::internal("A value was dropped before its use"))?;
        Ok(&whole[rows.start * cols..rows.end * cols])
    }

    pub fn dropout(&self, site: u32, rate: f32) -> Option<Dropout> {
        let noise = self.graph.noise.filter(|_| rate > 0.0)?;
        Some(Dropout { noise, site, rate })
    }

    /// Factors of a dropout for these rows of a value (rows, cols).
    pub fn factors(
        &self,
        dropout: Dropout,
        node: &Node,
        cols: usize,
        rows: &Range<usize>,
    ) -> Buffer {
        let mut out = scratch(rows.len() * cols);
        let per_token = node.rows == self.batch.tokens();
        dropout.rows(self.isa, self.batch, rows.clone(), per_token, cols, &mut out);
        out
    }

    /// Runs the segment on `rows`. `outs` has a slot for each node; those that are not held are
    /// made and freed here.
    pub fn forward(
        &self,
        segment: &Segment,
        rows: &Range<usize>,
        mut outs: Vec<Slot>,
    ) -> Result<()> {
        let start = segment.nodes.start;
        for (at, i) in segment.nodes.clone().enumerate() {
            let (before, rest) = outs.split_at_mut(at);
            self.compute(i, start, rows, before, &mut rest[0])?;
            for input in &self.node(i).inputs {
                if input.0 >= start && self.last_use(segment, input.0) == i {
                    outs[input.0 - start].close();
                }
            }
        }
        outs.iter_mut().for_each(Slot::close);
        Ok(())
    }

    fn last_use(&self, segment: &Segment, i: usize) -> usize {
        let uses = |n: &usize| self.node(*n).inputs.iter().any(|v| v.0 == i);
        segment.nodes.clone().rev().find(uses).unwrap_or(i)
    }

    /// Computes node `i` into `out`, with inputs from `before` (nodes from `start` on) or held.
    pub fn compute(
        &self,
        i: usize,
        start: usize,
        rows: &Range<usize>,
        before: &[Slot],
        out: &mut Slot,
    ) -> Result<()> {
        let node = self.node(i);
        let mut inputs: [&[f32]; 2] = [&[]; 2];
        for (input, v) in inputs.iter_mut().zip(&node.inputs) {
            let near = v.0.checked_sub(start).and_then(|at| before.get(at)).and_then(Slot::get);
            *input = match near {
                Some(value) => value,
                None => self.rows_of(v.0, rows)?,
            };
        }
        if matches!(out, Slot::None) {
            *out = Slot::Own(scratch(rows.len() * node.cols));
        }
        let out = out.get_mut().ok_or_else(|| Error::internal("No place for a value"))?;
        self.block(node, inputs, rows, out)
    }

    fn block(
        &self,
        node: &Node,
        inputs: [&[f32]; 2],
        rows: &Range<usize>,
        y: &mut [f32],
    ) -> Result<()> {
        let (isa, x) = (self.isa, inputs[0]);
        match &node.op {
            Op::Embed { word, position, kind } => {
                let tables = [Some(*word), *position, *kind];
                self.embed(tables, rows, node.cols, y);
            }
            Op::LayerNorm { gain, bias, eps } => {
                let (gain, bias) = (self.resident.vector(*gain)?, self.resident.vector(*bias)?);
                rows::layer_norm(isa, x, gain, bias, *eps as f32, y);
            }
            Op::RmsNorm { gain, rms } => {
                rows::rms_norm(isa, x, self.resident.vector(*gain)?, rms.eps as f32, y);
            }
            Op::HeadNorm(norm) => self.head_norm(norm, node.cols, x, y)?,
            Op::Scale(factor) => {
                y.copy_from_slice(x);
                rows::scale(isa, y, *factor);
            }
            Op::Project { linears, site } => self.project(linears, *site, node, x, rows, y)?,
            Op::Rotate { table, heads } => {
                y.copy_from_slice(x);
                self.rotate(table, *heads, rows, node.cols, y, false);
            }
            Op::Add => rows::add(isa, x, inputs[1], y),
            Op::Activate(kind) => rows::activate(isa, *kind, x, y),
            Op::Gate(kind) => rows::gate(isa, *kind, x, node.cols, y),
            Op::Normalize => rows::normalize(isa, x, node.cols, y),
            Op::Dropout { rate, site } => match self.dropout(*site, *rate) {
                Some(dropout) => {
                    let factors = self.factors(dropout, node, node.cols, rows);
                    rows::multiply(isa, x, &factors, y, false);
                    give_back(factors);
                }
                None => y.copy_from_slice(x),
            },
            _ => return Err(Error::internal("A block over sequences was run row by row")),
        }
        Ok(())
    }

    fn embed(
        &self,
        tables: [Option<crate::nn::WeightId>; 3],
        rows: &Range<usize>,
        cols: usize,
        y: &mut [f32],
    ) {
        let [word, position, kind] = tables.map(|t| t.map(|id| &self.weights[id]));
        let mut row = scratch(cols);
        for (t, y) in rows.clone().zip(y.chunks_exact_mut(cols)) {
            let at = [self.batch.ids[t], self.batch.positions[t], 0];
            y.fill(0.0);
            for (table, at) in [word, position, kind].into_iter().zip(at) {
                let Some(table) = table else { continue };
                table.read(at as usize * cols, &mut row);
                rows::pass(self.isa, &row, y, true);
            }
        }
        give_back(row);
    }

    pub fn rotate(
        &self,
        table: &Rotary,
        heads: usize,
        rows: &Range<usize>,
        cols: usize,
        x: &mut [f32],
        back: bool,
    ) {
        let half = table.head / 2;
        for (t, row) in rows.clone().zip(x.chunks_exact_mut(cols)) {
            let place = self.batch.positions[t] as usize * half;
            let (cos, sin) = (&table.cos[place..place + half], &table.sin[place..place + half]);
            rows::rotate(self.isa, &mut row[..heads * table.head], table.head, cos, sin, back);
        }
    }

    fn project(
        &self,
        linears: &[Linear],
        site: u32,
        node: &Node,
        x: &[f32],
        rows: &Range<usize>,
        y: &mut [f32],
    ) -> Result<()> {
        let mut from = 0;
        for (i, linear) in linears.iter().enumerate() {
            let matrix = self.resident.matrix(linear.weight, Side::Forward)?;
            let view = View { data: x, ld: matrix.k, rows: rows.len() };
            product_shared(
                view,
                matrix,
                Target { data: &mut y[from..], ld: node.cols, add: false },
            );
            if let Some(bias) = linear.bias {
                rows::add_bias(self.isa, y, node.cols, from, self.resident.vector(bias)?);
            }
            if let Some(adapter) = self.graph.adapter(linear.weight) {
                let input = self.adapter_input(x, &adapter, site + i as u32, node, matrix.k, rows);
                let low = self.low(input.as_ref().map_or(x, |b| &b.0), &adapter, rows.len())?;
                let b = self.resident.matrix(adapter.b, Side::Forward)?;
                let view = View { data: &low, ld: b.k, rows: rows.len() };
                product(view, b, Target { data: &mut y[from..], ld: node.cols, add: true });
                give_back(low);
                if let Some((input, factors)) = input {
                    give_back(input);
                    give_back(factors);
                }
            }
            from += matrix.n;
        }
        Ok(())
    }

    /// The adapter's own input, where it has a dropout, and the factors.
    pub fn adapter_input(
        &self,
        x: &[f32],
        adapter: &Adapter,
        site: u32,
        node: &Node,
        cols: usize,
        rows: &Range<usize>,
    ) -> Option<(Buffer, Buffer)> {
        let dropout = self.dropout(site, adapter.dropout)?;
        let factors = self.factors(dropout, node, cols, rows);
        let mut input = scratch(x.len());
        rows::multiply(self.isa, x, &factors, &mut input, false);
        Some((input, factors))
    }

    /// scale x Aᵀ, (rows, rank)
    pub fn low(&self, x: &[f32], adapter: &Adapter, rows: usize) -> Result<Buffer> {
        let a: &PackedMatrix = self.resident.matrix(adapter.a, Side::Forward)?;
        let mut low = scratch(rows * a.n);
        product(View { data: x, ld: a.k, rows }, a, Target { data: &mut low, ld: a.n, add: false });
        rows::scale(self.isa, &mut low, adapter.scale);
        Ok(low)
    }
}
