//! One pass over a batch: segments forward, and back again.

use super::buffers::{Buffer, Buffers};
use super::forward::Env;
use super::isa::Isa;
use super::plan::{Plan, Segment};
use super::resident::{Resident, Side};
use super::sequences::{self, Attention, VOCABULARY_ROWS, Vocabulary};
use crate::error::{Code, Error, Result};
use crate::nn::{Cache, Gradients, Graph, LossSum, Op, Packed, WeightId, Weights};

/// The gradient of a value that is held whole.
pub struct Upstream {
    pub values: Buffer,
    /// Else it holds whatever was there before.
    pub written: bool,
}

pub struct Pass<'a> {
    pub isa: Isa,
    pub graph: &'a Graph<'a>,
    pub weights: &'a Weights,
    pub batch: &'a Packed,
    pub plan: &'a Plan,
    pub resident: &'a mut Resident,
    pub buffers: &'a mut Buffers,
    /// By node.
    pub held: Vec<Option<Buffer>>,
    /// Log-sum-exp of each row of attention nodes.
    lse: Vec<Option<Buffer>>,
    pub grads: Vec<Option<Upstream>>,
    /// What was read before, one for each sequence; empty when the batch stands by itself.
    caches: Vec<&'a mut Cache>,
    /// Attention blocks that have been gone through.
    attended: usize,
    loss: f64,
    learning: bool,
}

fn missing() -> Error {
    Error::internal("A value was dropped before its use")
}

impl<'a> Pass<'a> {
    pub fn new(
        isa: Isa,
        graph: &'a Graph<'a>,
        weights: &'a Weights,
        batch: &'a Packed,
        plan: &'a Plan,
        resident: &'a mut Resident,
        buffers: &'a mut Buffers,
    ) -> Self {
        let n = plan.fates.len();
        let none = |n: usize| std::iter::repeat_with(|| None).take(n).collect::<Vec<_>>();
        Self {
            isa,
            graph,
            weights,
            batch,
            plan,
            resident,
            buffers,
            held: none(n),
            lse: none(n),
            grads: std::iter::repeat_with(|| None).take(n).collect(),
            caches: Vec::new(),
            attended: 0,
            loss: 0.0,
            learning: false,
        }
    }

    pub fn env(&self) -> Env<'_> {
        Env {
            isa: self.isa,
            graph: self.graph,
            weights: self.weights,
            batch: self.batch,
            plan: self.plan,
            resident: self.resident,
            held: &self.held,
        }
    }

    /// The values of the last planned node.
    pub fn output(mut self, output: usize) -> Result<Vec<f32>> {
        self.forward()?;
        self.taken(output)
    }

    fn taken(mut self, output: usize) -> Result<Vec<f32>> {
        let values = self.held[output].take().ok_or_else(missing)?;
        let out = values.to_vec();
        self.buffers.give(values);
        self.finish();
        Ok(out)
    }

    /// As [`Self::output`], each sequence going on from its cache.
    pub fn going_on(mut self, mut caches: Vec<&'a mut Cache>, output: usize) -> Result<Vec<f32>> {
        if caches.len() != self.batch.sequences() {
            return Err(Error::internal("Sequences and what was read before do not match"));
        }
        self.caches = caches;
        let done = self.forward();
        caches = std::mem::take(&mut self.caches);
        for (cache, from) in caches.iter_mut().zip(self.batch.offsets.windows(2)) {
            match done {
                Ok(()) => cache.grow(from[1] - from[0]),
                Err(_) => cache.settle(),
            }
        }
        done?;
        self.taken(output)
    }

    /// The summed loss of the last planned node; its gradients are added to `gradients`.
    pub fn backward(mut self, gradients: &mut Gradients) -> Result<LossSum> {
        self.learning = true;
        self.forward()?;
        for s in (0..self.plan.segments.len()).rev() {
            let segment = &self.plan.segments[s];
            if segment.nodes.clone().any(|i| self.graph.nodes[i].needs_grad) {
                match segment.by_rows {
                    true => self.rows_backward(segment, gradients)?,
                    false => self.node_backward(segment.nodes.start, gradients)?,
                }
            }
            for i in segment.nodes.clone() {
                let free = [self.held[i].take(), self.lse[i].take()];
                let grad = self.grads[i].take().map(|g| g.values);
                free.into_iter().flatten().chain(grad).for_each(|b| self.buffers.give(b));
            }
        }
        let weight = self.batch.loss_weights.iter().map(|&w| f64::from(w)).sum();
        let loss = self.loss;
        self.finish();
        Ok(LossSum { loss, weight })
    }

    /// Lets all buffers be used again.
    fn finish(&mut self) {
        let held = self.held.drain(..).chain(self.lse.drain(..)).flatten();
        for buffer in held.chain(self.grads.drain(..).flatten().map(|g| g.values)) {
            self.buffers.give(buffer);
        }
    }

    /// A tokenizer and weights that do not belong together are told, not computed with.
    fn check_tables(&self) -> Result<()> {
        let batch = self.batch;
        let word = batch.ids.iter().max().map_or(0, |&id| id as usize + 1);
        let place = batch.positions.iter().max().map_or(0, |&p| p as usize + 1);
        let rows = |id: WeightId| self.weights[id].shape[0];
        for node in &self.graph.nodes[..self.plan.fates.len()] {
            let fits = match &node.op {
                Op::Embed { word: words, position, .. } => {
                    word <= rows(*words) && position.is_none_or(|p| place <= rows(p))
                }
                Op::Rotate { table, .. } => place <= table.positions(),
                _ => true,
            };
            if !fits {
                return Err(Error::new(
                    Code::BadModel,
                    "A text has a token or a length that the model's weights do not know",
                )
                .safe("Nothing was changed")
                .advice("tokenizer.json and the weights do not belong together, or the longest text is too long for this model"));
            }
        }
        if batch.offsets.windows(2).any(|w| w[0] == w[1]) {
            return Err(Error::internal("A sequence without tokens reached the model"));
        }
        Ok(())
    }

    fn forward(&mut self) -> Result<()> {
        self.check_tables()?;
        for (s, segment) in self.plan.segments.iter().enumerate() {
            self.prepare(segment, Side::Forward);
            match segment.by_rows {
                true => self.rows_forward(segment)?,
                false => self.node_forward(segment.nodes.start)?,
            }
            for i in 0..segment.nodes.end {
                let fate = self.plan.fates[i];
                if fate.last_segment == s
                    && !fate.kept
                    && let Some(buffer) = self.held[i].take()
                {
                    self.buffers.give(buffer);
                }
            }
        }
        Ok(())
    }

    /// Makes the segment's weights ready for one direction.
    pub fn prepare(&mut self, segment: &Segment, side: Side) {
        let mut wanted = Vec::new();
        let mut adapters: Vec<WeightId> = Vec::new();
        for i in segment.nodes.clone() {
            let node = &self.graph.nodes[i];
            match &node.op {
                Op::LayerNorm { gain, bias, .. } => {
                    self.resident.prepare_vector(self.weights, *gain, 0.0);
                    self.resident.prepare_vector(self.weights, *bias, 0.0);
                }
                Op::RmsNorm { gain, rms } => {
                    self.resident.prepare_vector(self.weights, *gain, rms.shift);
                }
                Op::HeadNorm(norm) => {
                    for gain in [norm.queries, norm.keys] {
                        self.resident.prepare_vector(self.weights, gain, norm.rms.shift);
                    }
                }
                Op::Project { linears, .. } => {
                    let input = &self.graph.nodes[node.inputs[0].0];
                    for linear in linears {
                        if side == Side::Forward || input.needs_grad {
                            wanted.push((linear.weight, side));
                        }
                        if let Some(bias) = linear.bias {
                            self.resident.prepare_vector(self.weights, bias, 0.0);
                        }
                        if let Some(adapter) = self.graph.adapter(linear.weight) {
                            adapters.extend([adapter.a, adapter.b]);
                            wanted.extend([(adapter.a, side), (adapter.b, side)]);
                        }
                    }
                }
                Op::VocabularyLosses { weight } => wanted.push((*weight, Side::Forward)),
                Op::VocabularyLoss { weight } => {
                    wanted.push((*weight, Side::Forward));
                    let input = &self.graph.nodes[node.inputs[0].0];
                    if self.learning && input.needs_grad {
                        wanted.push((*weight, Side::Backward));
                    }
                }
                _ => {}
            }
        }
        self.resident.prepare(self.weights, &wanted, &adapters);
    }

    fn node_forward(&mut self, i: usize) -> Result<()> {
        let node = &self.graph.nodes[i];
        let mut out = self.buffers.take(node.rows * node.cols);
        if let Op::VocabularyLoss { weight } = node.op {
            // A backward pass makes loss and gradients at once, on its way.
            if !self.learning {
                self.vocabulary(i, weight, &mut Gradients::default())?;
                out[0] = self.loss as f32;
            }
            self.held[i] = Some(out);
            return Ok(());
        }
        let input = node.inputs[0].0;
        let cols = self.graph.nodes[input].cols;
        if let Op::VocabularyLosses { weight } = node.op {
            self.vocabulary_losses(input, weight, &mut out)?;
            self.held[i] = Some(out);
            return Ok(());
        }
        let x = self.held[input].as_ref().ok_or_else(missing)?;
        match &node.op {
            Op::Attention { spec, site } => {
                let mut lse = self.buffers.take(node.rows * spec.heads);
                let (mut caches, block) = (std::mem::take(&mut self.caches), self.attended);
                let attention = Attention { env: self.env(), spec, site: *site, qkv: x, cols };
                match caches.is_empty() {
                    true => attention.forward(&mut out, &mut lse),
                    false => attention.forward_cached(&mut caches, block, &mut out, &mut lse),
                }
                self.lse[i] = Some(lse);
                self.caches = caches;
                self.attended += 1;
            }
            Op::MeanPool => sequences::mean_pool(self.isa, self.batch, x, cols, &mut out),
            Op::SelectFirst | Op::SelectLabelled => {
                let at = sequences::selected(self.batch, node.op == Op::SelectLabelled);
                sequences::select(x, &at, cols, &mut out);
            }
            op if op.is_class_loss() => {
                let mut logits = self.buffers.take(x.len());
                logits.copy_from_slice(x);
                self.loss = sequences::class_loss(self.isa, op, self.batch, &mut logits, cols)?;
                out[0] = self.loss as f32;
                self.hand_back(input, logits);
            }
            _ => return Err(Error::internal("A block of rows was run over sequences")),
        }
        self.held[i] = Some(out);
        Ok(())
    }

    /// A gradient made while going forward: it waits for the way back.
    fn hand_back(&mut self, input: usize, values: Buffer) {
        if self.learning && self.graph.nodes[input].needs_grad {
            self.grads[input] = Some(Upstream { values, written: true });
        } else {
            self.buffers.give(values);
        }
    }

    /// The loss and, on the way, its gradients: the logits are there only once.
    fn vocabulary(&mut self, i: usize, weight: WeightId, gradients: &mut Gradients) -> Result<()> {
        let input = self.graph.nodes[i].inputs[0].0;
        let (rows, cols) = (self.graph.nodes[input].rows, self.graph.nodes[input].cols);
        let learns = self.learning && self.graph.nodes[input].needs_grad;
        let words = self.weights[weight].shape[0];
        let mut logits = self.buffers.take(VOCABULARY_ROWS.min(rows.max(1)) * words);
        let mut dx = self.buffers.take(rows * cols);
        let trains = self.learning && self.weights[weight].is_trainable();
        let dweight = trains.then(|| gradients.buffer(weight, words * cols));
        let run = Vocabulary {
            isa: self.isa,
            batch: self.batch,
            forward: self.resident.matrix(weight, Side::Forward)?,
            backward: match learns {
                true => Some(self.resident.matrix(weight, Side::Backward)?),
                false => None,
            },
            x: self.held[input].as_ref().ok_or_else(missing)?,
            cols,
        };
        self.loss = run.run(&mut logits, &mut dx, dweight)?;
        self.buffers.give(logits);
        self.hand_back(input, dx);
        Ok(())
    }

    /// The losses of the rows of `input`, out (labels).
    fn vocabulary_losses(&mut self, input: usize, weight: WeightId, out: &mut [f32]) -> Result<()> {
        let (rows, cols) = (self.graph.nodes[input].rows, self.graph.nodes[input].cols);
        let words = self.weights[weight].shape[0];
        let mut logits = self.buffers.take(VOCABULARY_ROWS.min(rows.max(1)) * words);
        let run = Vocabulary {
            isa: self.isa,
            batch: self.batch,
            forward: self.resident.matrix(weight, Side::Forward)?,
            backward: None,
            x: self.held[input].as_ref().ok_or_else(missing)?,
            cols,
        };
        run.each(&mut logits, out)?;
        self.buffers.give(logits);
        Ok(())
    }

    fn node_backward(&mut self, i: usize, gradients: &mut Gradients) -> Result<()> {
        let node = &self.graph.nodes[i];
        let input = node.inputs[0].0;
        match &node.op {
            op if op.is_class_loss() => return Ok(()),
            Op::VocabularyLoss { weight } => return self.vocabulary(i, *weight, gradients),
            _ => {}
        }
        let Some(up) = self.grads[i].take() else { return Ok(()) };
        if !up.written || !self.graph.nodes[input].needs_grad {
            self.buffers.give(up.values);
            return Ok(());
        }
        let cols = self.graph.nodes[input].cols;
        let mut grad = match self.grads[input].take() {
            Some(Upstream { values, written: true }) => values,
            Some(Upstream { mut values, written: false }) => {
                values.fill(0.0);
                values
            }
            None => self.buffers.take_zeroed(self.graph.nodes[input].rows * cols),
        };
        match &node.op {
            Op::Attention { spec, site } => {
                let held = |i: usize| self.held[i].as_ref().ok_or_else(missing);
                let lse = self.lse[i].as_ref().ok_or_else(missing)?;
                let qkv = held(input)?;
                let attention = Attention { env: self.env(), spec, site: *site, qkv, cols };
                attention.backward(held(i)?, &up.values, lse, &mut grad);
            }
            Op::MeanPool => {
                sequences::mean_pool_dx(self.isa, self.batch, &up.values, cols, &mut grad)
            }
            _ => {
                let at = sequences::selected(self.batch, node.op == Op::SelectLabelled);
                sequences::select_dx(self.isa, &up.values, &at, cols, &mut grad);
            }
        }
        self.buffers.give(up.values);
        self.grads[input] = Some(Upstream { values: grad, written: true });
        Ok(())
    }
}
