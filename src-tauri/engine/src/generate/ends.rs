//! How a model says that it has finished.

use crate::batch::Encoder;
use crate::error::{Code, Error, IoContext, Result};
use crate::task::{ChatTemplate, Message};
use serde_json::Value;
use std::path::Path;

/// Token ids that end an answer, and texts that do: what the model's files name, and what its chat
/// template writes behind an answer.
pub fn of(
    folder: &Path,
    template: &ChatTemplate,
    encoder: &Encoder,
) -> Result<(Vec<u32>, Vec<String>)> {
    let mut ids = Vec::new();
    for file in ["generation_config.json", "config.json"] {
        match json(&folder.join(file))?.get("eos_token_id") {
            Some(Value::Array(several)) => ids.extend(several.iter().filter_map(id)),
            Some(one) => ids.extend(id(one)),
            None => continue,
        }
        // The first file that says something is the one that transformers follows.
        break;
    }
    let mut stop = Vec::new();
    if let Some(mark) = behind_answer(template) {
        match encoder.ids_as_written(&mark)?.first() {
            Some(&first) if encoder.is_mark(first) => ids.push(first),
            _ => stop.push(mark),
        }
    }
    if template.is_plain() {
        stop.extend(["\n### Question:".to_string(), "\n### Answer:".to_string()]);
    }
    ids.sort_unstable();
    ids.dedup();
    Ok((ids, stop))
}

fn id(value: &Value) -> Option<u32> {
    value.as_u64().and_then(|id| u32::try_from(id).ok())
}

fn json(path: &Path) -> Result<Value> {
    if !path.is_file() {
        return Ok(Value::Null);
    }
    let text = std::fs::read_to_string(path).at_path(path)?;
    serde_json::from_str(&text).map_err(|e| {
        Error::new(Code::BadModel, "A file of the model is not JSON")
            .at(path.display().to_string())
            .advice("Fetch the model again")
            .source(e)
    })
}

/// What the template writes between an answer and the next turn; a template that refuses even the
/// plainest conversation has nothing to say here.
fn behind_answer(template: &ChatTemplate) -> Option<String> {
    const ANSWER: &str = "answer";
    let turns = [Message::new("user", "question"), Message::new("assistant", ANSWER)];
    let fed = template.learn(&turns).ok()?;
    let fed = fed.first()?;
    let answer = &fed.text[fed.answers.last()?.clone()];
    let mark = answer[answer.rfind(ANSWER)? + ANSWER.len()..].trim();
    (!mark.is_empty()).then(|| mark.to_string())
}
