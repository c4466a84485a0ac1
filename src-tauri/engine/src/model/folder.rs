//! A model as a folder on disk: config, tokenizer, weights, and what they say of pooling.

use super::{FAMILIES, Family, HEAD_BIAS, HEAD_WEIGHT, Model, Options};
use crate::error::{Code, Error, IoContext, Result};
use crate::nn::{Pooling, Weights};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A folder that was found to hold a model of a known family.
pub struct ModelFolder {
    pub path: PathBuf,
    pub config: Value,
    family: &'static Family,
    /// What the folder says; plain BERT without a word on it is `Cls`.
    pub pooling: Pooling,
}

/// What a person wants to know of a model.
#[derive(Debug, Clone)]
pub struct ModelInfo {
    pub family: &'static str,
    pub parameters: u64,
    pub bytes: u64,
    pub layers: usize,
    pub hidden: usize,
    pub max_length: usize,
}

fn read_json(path: &Path) -> Result<Value> {
    let text = std::fs::read_to_string(path).at_path(path)?;
    serde_json::from_str(&text).map_err(|e| {
        Error::new(Code::BadModel, "A file of the model is not JSON")
            .at(path.display().to_string())
            .advice("The model folder is damaged; fetch it again")
            .source(e)
    })
}

impl ModelFolder {
    pub fn open(path: &Path) -> Result<Self> {
        let missing = |what: &str, advice: &str| {
            Error::new(Code::BadModel, what.to_string())
                .at(path.display().to_string())
                .advice(advice.to_string())
        };
        if !path.is_dir() {
            return Err(Error::new(Code::NotFound, "There is no such model folder")
                .at(path.display().to_string())
                .advice("Give 'starter', or a folder with config.json and model.safetensors"));
        }
        if !path.join("config.json").is_file() {
            return Err(missing(
                "The folder holds no config.json",
                "Choose the folder in which config.json and model.safetensors lie",
            ));
        }
        if !path.join("model.safetensors").is_file() {
            let pickle = ["pytorch_model.bin", "model.pt", "model.ckpt"];
            let advice = if pickle.iter().any(|f| path.join(f).is_file()) {
                "The weights are a pickle file, which can run code; fetch the safetensors version"
            } else {
                "Fetch the model again, with model.safetensors"
            };
            return Err(missing("The folder holds no model.safetensors", advice));
        }
        if !path.join("tokenizer.json").is_file() {
            return Err(missing("The folder holds no tokenizer.json", "Fetch the model again"));
        }
        let config = read_json(&path.join("config.json"))?;
        let kind = config.get("model_type").and_then(Value::as_str).unwrap_or("");
        let Some(family) = FAMILIES.iter().find(|f| f.id == kind) else {
            let known: Vec<&str> = FAMILIES.iter().map(|f| f.title).collect();
            return Err(missing(
                &format!("The model is of the family '{kind}', which Attune can't train yet"),
                &format!("The families it knows are {}", known.join(", ")),
            ));
        };
        let pooling = read_pooling(path)?;
        Ok(Self { path: path.to_path_buf(), config, family, pooling })
    }

    /// Weights of the folder under names without the family's prefix; a head of earlier training
    /// is left out.
    pub fn weights(&self) -> Result<Weights> {
        let mut weights = Weights::default();
        weights.map_file(&self.path.join("model.safetensors"), |name| {
            let name = name.strip_prefix(self.family.prefix).unwrap_or(name);
            (!name.starts_with("classifier.")).then(|| name.to_string())
        })?;
        Ok(weights)
    }

    /// The model with a head of zeros for `options.classes`; weights it does not use are dropped.
    pub fn build(&self, options: Options) -> Result<(Box<dyn Model>, Weights)> {
        let mut weights = self.weights()?;
        let hidden = self.number("hidden_size")?;
        weights.add(HEAD_WEIGHT, &[options.classes, hidden], vec![0.0; options.classes * hidden]);
        weights.add(HEAD_BIAS, &[options.classes], vec![0.0; options.classes]);
        let model = (self.family.build)(&self.config, &weights, options)?;
        weights.retain(|w| model.uses(&w.name));
        // Ids moved with the weights that were dropped.
        let model = (self.family.build)(&self.config, &weights, options)?;
        Ok((model, weights))
    }

    fn number(&self, key: &str) -> Result<usize> {
        let value = self.config.get(key).and_then(Value::as_u64);
        value.map(|v| v as usize).ok_or_else(|| {
            Error::new(Code::BadModel, format!("config.json has no number '{key}'"))
                .at(self.path.display().to_string())
                .advice("Fetch the model again")
        })
    }

    pub fn info(&self) -> Result<ModelInfo> {
        let file = self.path.join("model.safetensors");
        Ok(ModelInfo {
            family: self.family.title,
            parameters: self.weights()?.count(false),
            bytes: std::fs::metadata(&file).at_path(&file)?.len(),
            layers: self.number("num_hidden_layers")?,
            hidden: self.number("hidden_size")?,
            max_length: self.number("max_position_embeddings")?,
        })
    }
}

/// Pooling as sentence-transformers writes it: `modules.json` beside `1_Pooling/config.json`.
fn read_pooling(path: &Path) -> Result<Pooling> {
    let file = path.join("1_Pooling").join("config.json");
    if !path.join("modules.json").is_file() || !file.is_file() {
        return Ok(Pooling::Cls);
    }
    let config = read_json(&file)?;
    let on = |key: &str| config.get(key).and_then(Value::as_bool).unwrap_or(false);
    // Older files hold one switch per mode, newer ones a single name.
    let named = config.get("pooling_mode").and_then(Value::as_str) == Some("mean");
    Ok(if on("pooling_mode_mean_tokens") || named { Pooling::Mean } else { Pooling::Cls })
}
