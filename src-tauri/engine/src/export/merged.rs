//! The complete model: adapters folded into their matrices, one safetensors file.

use super::folder::{write_config, write_sentence_modules, write_tokenizer};
use super::sink::{Sink, tensor};
use super::{Target, language};
use crate::error::Result;
use crate::nn::{Adapter, Pooling, Weight, Weights};
use crate::train::Session;
use std::borrow::Cow;

pub(super) const TARGET: Target = Target {
    id: "merged",
    title: "Complete model",
    description: "One folder with everything (merged safetensors). Loads in transformers or \
                  sentence-transformers without any code of ours.",
    example: "BertForSequenceClassification.from_pretrained(folder)",
    unavailable: |_| None,
    write,
    write_language: language::write_merged,
};

fn write(session: &Session, out: &mut Sink<'_>) -> Result<()> {
    let cls = session.model.pooling() == Pooling::Cls;
    let mut list = Vec::new();
    for (_, weight) in session.weights.iter() {
        let is_head = weight.name.starts_with("classifier.");
        if weight.name.contains(".lora_") || (is_head && !cls) {
            continue;
        }
        let prefix = if cls && !is_head { "bert." } else { "" };
        let name = format!("{prefix}{}", weight.name);
        list.push(tensor(name, &weight.shape, || folded(&session.weights, weight)));
    }
    out.tensors("model.safetensors", &list)?;
    write_config(session, out)?;
    write_tokenizer(session, out)?;
    if cls { Ok(()) } else { write_sentence_modules(session, out) }
}

/// W + scale · B A
pub(super) fn folded<'a>(weights: &Weights, weight: &'a Weight) -> Cow<'a, [f32]> {
    let Some(Adapter { a, b, scale, .. }) = weight.adapter else { return weight.values() };
    let (inner, rank) = (weight.shape[1], weights[a].shape[0]);
    let (a, b) = (weights[a].values(), weights[b].values());
    let mut sum = weight.values().into_owned();
    for (row, b) in sum.chunks_exact_mut(inner).zip(b.chunks_exact(rank)) {
        for (a, &b) in a.chunks_exact(inner).zip(b) {
            row.iter_mut().zip(a).for_each(|(w, a)| *w += scale * b * a);
        }
    }
    Cow::Owned(sum)
}
