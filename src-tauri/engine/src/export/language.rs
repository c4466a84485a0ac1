//! Models that write, as Hugging Face's own classes load them: `AutoModelForCausalLM`, and PEFT's
//! `CAUSAL_LM` adapters.

use super::folder::{read_object, write_uncut_tokenizer};
use super::merged::folded;
use super::peft::adapter_config;
use super::sink::{Sink, Tensor, tensor};
use crate::error::Result;
use crate::model::{Family, ModelFolder};
use crate::nn::Weight;
use crate::task::ChatTemplate;
use crate::train::LanguageSession;
use serde_json::{Value, json};
use std::borrow::Cow;

/// The adapter alone.
pub(super) fn write_adapter(session: &LanguageSession, out: &mut Sink<'_>) -> Result<()> {
    let base = &session.recipe.model.path;
    let family = ModelFolder::open(base)?.family();
    let learned = session.weights.iter().filter(|(_, w)| w.name.contains(".lora_"));
    let name = |name: &str| format!("base_model.model.{}", family.their_name(name));
    let list: Vec<Tensor<'_>> =
        learned.map(|(_, w)| tensor(name(&w.name), &w.shape, || w.values())).collect();
    out.tensors("adapter_model.safetensors", &list)?;
    let mut config = adapter_config(session);
    config["task_type"] = json!("CAUSAL_LM");
    // Where matrices are kept as (in, out).
    let turned = session.weights.iter().any(|(_, w)| w.adapter.is_some() && w.is_transposed());
    config["fan_in_fan_out"] = json!(turned);
    out.json("adapter_config.json", &config)?;
    write_words(session, out)
}

/// The complete model, adapters folded into their matrices.
pub(super) fn write_merged(session: &LanguageSession, out: &mut Sink<'_>) -> Result<()> {
    let base = &session.recipe.model.path;
    let family = ModelFolder::open(base)?.family();
    let whole = session.weights.iter().filter(|(_, w)| !w.name.contains(".lora_"));
    let list: Vec<Tensor<'_>> = whole.map(|(_, w)| theirs(session, family, w)).collect();
    out.tensors("model.safetensors", &list)?;
    let mut config = read_object(&base.join("config.json"))?;
    config.remove("_name_or_path");
    config.insert("dtype".into(), json!("float32"));
    config.insert("torch_dtype".into(), json!("float32"));
    out.json("config.json", &Value::Object(config))?;
    out.copy_if_there(base, "generation_config.json")?;
    write_words(session, out)
}

/// A weight under the name and in the order of the family's own checkpoints.
fn theirs<'a>(session: &'a LanguageSession, family: &Family, weight: &'a Weight) -> Tensor<'a> {
    let name = family.their_name(&weight.name);
    if !weight.is_transposed() {
        return tensor(name, &weight.shape, move || folded(&session.weights, weight));
    }
    let (outs, inner) = (weight.shape[0], weight.shape[1]);
    tensor(name, &[inner, outs], move || {
        let values = folded(&session.weights, weight);
        let mut turned = vec![0.0; values.len()];
        for (o, row) in values.chunks_exact(inner).enumerate() {
            for (i, &value) in row.iter().enumerate() {
                turned[i * outs + o] = value;
            }
        }
        Cow::Owned(turned)
    })
}

/// Tokenizer and chat template, with which the texts were made.
fn write_words(session: &LanguageSession, out: &mut Sink<'_>) -> Result<()> {
    let base = &session.recipe.model.path;
    write_uncut_tokenizer(base, out)?;
    for name in ["tokenizer_config.json", "special_tokens_map.json"] {
        out.copy_if_there(base, name)?;
    }
    let template = ChatTemplate::open(base)?;
    // A model that never saw the plain template has no use for it.
    if template.is_plain() && session.recipe.task != "chat" {
        return Ok(());
    }
    out.bytes("chat_template.jinja", template.source().as_bytes())
}
