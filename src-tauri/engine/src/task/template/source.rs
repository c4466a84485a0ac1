//! Where a model folder keeps its template and its special tokens.

use crate::error::{Code, Error, IoContext, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Special tokens by what templates call them: `bos_token`, `eos_token`, ...
pub type Marks = BTreeMap<String, String>;

const NAMES: &[&str] =
    &["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"];

fn json(path: &Path) -> Result<Value> {
    if !path.is_file() {
        return Ok(Value::Null);
    }
    let text = std::fs::read_to_string(path).at_path(path)?;
    serde_json::from_str(&text).map_err(|e| {
        Error::new(Code::BadModel, "A file of the tokenizer is not JSON")
            .at(path.display().to_string())
            .advice("The model folder is damaged; fetch it again")
            .source(e)
    })
}

/// A token as a string, or as an object with its `content`.
fn token(value: &Value) -> Option<String> {
    let text = value.as_str().or_else(|| value.get("content")?.as_str());
    text.map(str::to_string)
}

/// Of both files, the newer one first.
pub fn marks(folder: &Path) -> Result<Marks> {
    let mut marks = Marks::new();
    for file in ["special_tokens_map.json", "tokenizer_config.json"] {
        let config = json(&folder.join(file))?;
        for name in NAMES {
            if let Some(text) = config.get(name).and_then(token) {
                marks.insert(name.to_string(), text);
            }
        }
    }
    Ok(marks)
}

/// As transformers looks for it: a file of its own goes before the entry in the configuration, which
/// is one template or several with names.
pub fn template(folder: &Path) -> Result<Option<String>> {
    let file = folder.join("chat_template.jinja");
    if file.is_file() {
        return std::fs::read_to_string(&file).at_path(&file).map(Some);
    }
    let config = json(&folder.join("tokenizer_config.json"))?;
    let text = match config.get("chat_template") {
        Some(Value::String(text)) => Some(text.as_str()),
        Some(Value::Array(named)) => {
            let name = |t: &&Value| t.get("name").and_then(Value::as_str) == Some("default");
            let chosen = named.iter().find(name).or(named.first());
            chosen.and_then(|t| t.get("template")?.as_str())
        }
        _ => None,
    };
    Ok(text.map(str::to_string))
}
