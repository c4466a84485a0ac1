//! The adapter alone, in the layout of Hugging Face's PEFT.

use super::folder::{
    Tensor, head, tensor, write_json, write_sentence_modules, write_tensors, write_tokenizer,
};
use super::{Progress, Target};
use crate::error::Result;
use crate::nn::Pooling;
use crate::train::Session;
use serde_json::{Value, json};
use std::path::Path;

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
};

fn write(session: &Session, out: &Path, progress: &mut Progress) -> Result<()> {
    let cls = session.model.pooling() == Pooling::Cls;
    let inner = if cls { "bert." } else { "" };
    let mut list: Vec<Tensor> = session
        .weights
        .iter()
        .filter(|(_, w)| w.name.contains(".lora_"))
        .map(|(_, w)| (format!("base_model.model.{inner}{}", w.name), w))
        .map(|(name, w)| tensor(name, &w.shape, &w.values()))
        .collect();
    if cls {
        let (weight, bias) = head(session)?;
        let shape = [bias.len(), session.model.hidden()];
        list.push(tensor("base_model.model.classifier.weight".into(), &shape, &weight));
        list.push(tensor("base_model.model.classifier.bias".into(), &shape[..1], &bias));
    }
    write_tensors(&list, &out.join("adapter_model.safetensors"), progress)?;
    write_json(&config(session, cls), &out.join("adapter_config.json"))?;
    write_json(&json!(session.recipe.labels), &out.join("labels.json"))?;
    write_tokenizer(session, out)?;
    if cls { Ok(()) } else { write_sentence_modules(session, out) }
}

fn config(session: &Session, cls: bool) -> Value {
    let settings = &session.recipe.settings;
    let number = |key: &str| settings.get(key).and_then(|v| v.parse::<f64>().ok()).unwrap_or(0.0);
    let base = match session.recipe.model.id.as_str() {
        "starter" => "sentence-transformers/all-MiniLM-L6-v2".to_string(),
        _ => session.recipe.model.path.display().to_string(),
    };
    json!({
        "peft_type": "LORA",
        "task_type": if cls { "SEQ_CLS" } else { "FEATURE_EXTRACTION" },
        "base_model_name_or_path": base,
        "r": number("rank") as u64,
        "lora_alpha": number("alpha"),
        "lora_dropout": number("dropout"),
        "target_modules": target_modules(session),
        "modules_to_save": if cls { json!(["classifier"]) } else { Value::Null },
        "bias": "none",
        "fan_in_fan_out": false,
        "inference_mode": true,
    })
}

/// PEFT matches by suffix, and "output.dense" is the end of "attention.output.dense" too: so a
/// pattern names the adapted modules exactly (PEFT takes a string as a regular expression).
fn target_modules(session: &Session) -> String {
    let mut parts: Vec<String> = session
        .weights
        .iter()
        .filter_map(|(_, w)| w.name.strip_suffix(".lora_A.weight"))
        .filter_map(|module| module.splitn(4, '.').nth(3))
        .map(|part| part.replace('.', "\\."))
        .collect();
    parts.sort();
    parts.dedup();
    format!(".*layer\\.\\d+\\.({})", parts.join("|"))
}
