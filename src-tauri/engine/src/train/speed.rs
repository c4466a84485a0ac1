//! How fast this computer learns, in floating-point operations a second, as a small decoder's timed
//! passes show. Models that are not here are told from it and from what their graph costs.

use super::hyper::Hyper;
use crate::error::Result;
use crate::model::{Reading, sketch};
use crate::nn::cpu::{Cpu, Isa};
use crate::nn::{Gradients, Graph, Interpreter, Noise, Packed, WeightId, meta};
use serde_json::{Value, json};
use std::time::Instant;

/// Operations a second while learning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Speed(pub f64);

/// Wide enough that its products cost what those of a model do; two layers of it take a moment.
fn sample() -> Value {
    json!({
        "model_type": "llama", "vocab_size": 2048, "hidden_size": 512, "intermediate_size": 1408,
        "num_hidden_layers": 2, "num_attention_heads": 8, "num_key_value_heads": 8,
        "max_position_embeddings": 128, "tie_word_embeddings": true,
    })
}

const SEQUENCES: u32 = 6;
const TOKENS: usize = 64;
/// The first also copies the weights and warms the caches.
const PASSES: usize = 4;

impl Speed {
    /// Times a few passes; a fraction of a second.
    pub fn measure(hyper: &Hyper) -> Result<Self> {
        let reading = Reading { dropout: 0.0, positions: TOKENS };
        let (model, mut weights) = sketch::language(&sample(), reading)?;
        for place in 0..weights.len() {
            weights.values_mut(WeightId(place)).fill(0.01);
        }
        // Something has to learn, so that there is a way back: the lowest norm, which costs nothing.
        let lowest = weights.find("layers.0.input_layernorm.weight");
        lowest.into_iter().for_each(|id| weights.train(id));
        let mut batch = Packed::default();
        let ids: Vec<u32> = (0..TOKENS as u32).collect();
        (0..SEQUENCES).for_each(|number| batch.push_asked(&ids, number, 1..TOKENS));
        let mut cpu = Cpu::new(Isa::named(&hyper.instructions)?, hyper.threads, hyper.fast)?;
        let mut gradients = Gradients::new(&weights);
        let (mut best, mut cost) = (f64::MAX, 0.0);
        for pass in 0..PASSES {
            let mut graph = Graph::new(&weights, &batch, Some(Noise { seed: 0, step: 0 }));
            let loss = model.loss(&mut graph);
            cost = meta::flops(&graph, &weights, &batch, true);
            let started = Instant::now();
            cpu.backward(&graph, &weights, &batch, loss, &mut gradients)?;
            if pass > 0 {
                best = best.min(started.elapsed().as_secs_f64());
            }
        }
        Ok(Self(cost / best.max(1e-9)))
    }
}
