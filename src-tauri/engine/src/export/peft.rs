//! The adapter alone, in the layout of Hugging Face's PEFT.

use super::folder::{head, write_sentence_modules, write_tokenizer};
use super::sink::{Sink, Tensor, tensor};
use super::{Target, language};
use crate::error::Result;
use crate::nn::{Pooling, Weights};
use crate::train::{Opened, Session};
use serde_json::{Value, json};
use std::borrow::Cow;

pub(super) const TARGET: Target = Target {
    id: "peft",
    title: "Add-on for Hugging Face tools",
    description: "Only what was learned, beside the model it belongs to (PEFT adapter). A few \
                  megabytes.",
    example: "PeftModel.from_pretrained(base, folder)",
    unavailable: |method| {
        (!method.is_adapter)
            .then_some("This run changed the model itself, so there is no add-on (adapter) to save")
    },
    write,
    write_language: language::write_adapter,
};

fn write(session: &Session, out: &mut Sink<'_>) -> Result<()> {
    let cls = session.model.pooling() == Pooling::Cls;
    let inner = if cls { "bert." } else { "" };
    let (weight, bias) = head(session)?;
    let mut list: Vec<Tensor<'_>> = session
        .weights
        .iter()
        .filter(|(_, w)| w.name.contains(".lora_"))
        .map(|(_, w)| (format!("base_model.model.{inner}{}", w.name), w))
        .map(|(name, w)| tensor(name, &w.shape, || w.values()))
        .collect();
    if cls {
        let shape = [bias.len(), session.model.hidden()];
        list.push(tensor("base_model.model.classifier.weight".into(), &shape, || {
            Cow::Borrowed(&weight)
        }));
        let bias = || Cow::Borrowed(bias.as_slice());
        list.push(tensor("base_model.model.classifier.bias".into(), &shape[..1], bias));
    }
    out.tensors("adapter_model.safetensors", &list)?;
    out.json("adapter_config.json", &config(session, cls))?;
    out.json("labels.json", &json!(session.recipe.labels))?;
    write_tokenizer(session, out)?;
    if cls { Ok(()) } else { write_sentence_modules(session, out) }
}

fn config(session: &Session, cls: bool) -> Value {
    let mut config = adapter_config(session);
    config["task_type"] = json!(if cls { "SEQ_CLS" } else { "FEATURE_EXTRACTION" });
    if cls {
        config["modules_to_save"] = json!(["classifier"]);
    }
    config
}

/// What adapter_config.json says of every kind of model.
pub(super) fn adapter_config<M: ?Sized>(session: &Opened<M>) -> Value {
    let settings = &session.recipe.settings;
    let number = |key: &str| settings.get(key).and_then(|v| v.parse::<f64>().ok()).unwrap_or(0.0);
    let model = &session.recipe.model;
    let base = match model.id.as_str() {
        "starter" => "sentence-transformers/all-MiniLM-L6-v2".to_string(),
        // A name on the hub, where everybody finds it; a folder is on this computer only.
        id if id.contains('/') => id.to_string(),
        _ => model.path.display().to_string(),
    };
    json!({
        "peft_type": "LORA",
        "base_model_name_or_path": base,
        "r": number("rank") as u64,
        "lora_alpha": number("alpha"),
        "lora_dropout": number("dropout"),
        "target_modules": target_modules(&session.weights),
        "modules_to_save": Value::Null,
        "bias": "none",
        "fan_in_fan_out": false,
        "inference_mode": true,
    })
}

/// PEFT matches by suffix, and "output.dense" is the end of "attention.output.dense" too: so a
/// pattern names the adapted modules exactly (PEFT takes a string as a regular expression).
fn target_modules(weights: &Weights) -> String {
    // "encoder.layer.0.attention.self.query": the list of layers, a number, the module in it.
    let split = |module: &str| {
        let parts: Vec<&str> = module.split('.').collect();
        let number = parts.iter().position(|part| part.parse::<usize>().is_ok())?;
        let list = parts.get(number.checked_sub(1)?)?.to_string();
        Some((list, parts[number + 1..].join("\\.")))
    };
    let modules = weights.iter().filter_map(|(_, w)| w.name.strip_suffix(".lora_A.weight"));
    let mut parts: Vec<(String, String)> = modules.filter_map(split).collect();
    parts.sort();
    parts.dedup();
    let list = parts.first().map_or(String::new(), |(list, _)| list.clone());
    let parts: Vec<String> = parts.into_iter().map(|(_, part)| part).collect();
    format!(".*{list}\\.\\d+\\.({})", parts.join("|"))
}
