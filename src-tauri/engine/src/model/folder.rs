//! A model as a folder on disk: config, tokenizer, weights, and what they say of pooling.

use super::{
    Classifier, FAMILIES, Family, HEAD_BIAS, HEAD_WEIGHT, LanguageModel, Options, Reading,
};
use crate::error::{Code, Error, IoContext, Result};
use crate::nn::{Pooling, Weights};
use crate::store::{sha256_bytes, sha256_file};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// One file with all weights, or the list of several.
const WHOLE: &str = "model.safetensors";
const INDEX: &str = "model.safetensors.index.json";
/// Weights that are programs when they are read.
const PICKLES: [&str; 3] = ["bin", "pt", "ckpt"];

/// A folder that was found to hold a model of a known family.
pub struct ModelFolder {
    pub path: PathBuf,
    pub config: Value,
    family: &'static Family,
    /// What the folder says; plain BERT without a word on it is `Cls`.
    pub pooling: Pooling,
    /// The files with the weights, in the order of their names.
    files: Vec<PathBuf>,
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
    /// It can sort texts into categories.
    pub sorts: bool,
    /// It can write.
    pub writes: bool,
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
        if path.as_os_str().is_empty() {
            // A run that came from another computer.
            return Err(Error::new(Code::NotFound, "The model this was tuned from is not here")
                .safe("Its results and rows are kept")
                .advice(
                    "Get the model or open its folder under Setup, then open the project again",
                ));
        }
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
        let files = weight_files(path)?;
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
        Ok(Self { path: path.to_path_buf(), config, family, pooling, files })
    }

    pub fn family(&self) -> &'static Family {
        self.family
    }

    /// Weights of the folder under names without the family's prefix; a head of earlier training
    /// is left out.
    pub fn weights(&self) -> Result<Weights> {
        let mut weights = Weights::default();
        let rename = |name: &str| {
            let name = name.strip_prefix(self.family.prefix).unwrap_or(name);
            (!name.starts_with("classifier.")).then(|| name.to_string())
        };
        for file in &self.files {
            weights.map_file_turned(file, rename, self.family.transposed)?;
        }
        Ok(weights)
    }

    /// The model with a head of zeros for `options.classes`; weights it does not use are dropped.
    pub fn build(&self, options: Options) -> Result<(Box<dyn Classifier>, Weights)> {
        let Some(build) = self.family.classifier else {
            return Err(self.refuse("sort texts into categories", |f| f.classifier.is_some()));
        };
        let mut weights = self.weights()?;
        let hidden = self.number("hidden_size")?;
        weights.add(HEAD_WEIGHT, &[options.classes, hidden], vec![0.0; options.classes * hidden]);
        weights.add(HEAD_BIAS, &[options.classes], vec![0.0; options.classes]);
        let model = build(&self.config, &weights, options)?;
        weights.retain(|w| model.uses(&w.name));
        // Ids moved with the weights that were dropped.
        let model = build(&self.config, &weights, options)?;
        Ok((model, weights))
    }

    /// The model that writes; weights it does not use are dropped.
    pub fn build_language(&self, reading: Reading) -> Result<(Box<dyn LanguageModel>, Weights)> {
        let Some(build) = self.family.language else {
            return Err(self.refuse("write", |f| f.language.is_some()));
        };
        let mut weights = self.weights()?;
        let model = build(&self.config, &weights, reading)?;
        weights.retain(|w| model.uses(&w.name));
        let model = build(&self.config, &weights, reading)?;
        Ok((model, weights))
    }

    /// The token that ends a text.
    pub fn end_token(&self) -> Option<u32> {
        let named = self.config.get("eos_token_id")?;
        let first = named.as_array().and_then(|list| list.first()).unwrap_or(named);
        first.as_u64().and_then(|id| u32::try_from(id).ok())
    }

    fn refuse(&self, what: &str, able: impl Fn(&Family) -> bool) -> Error {
        let titles: Vec<&str> = FAMILIES.iter().filter(|f| able(f)).map(|f| f.title).collect();
        Error::new(Code::Unsupported, format!("A {} model can't {what}", self.family.title))
            .at(self.path.display().to_string())
            .safe("Nothing was changed")
            .advice(format!("Choose a model of one of the families {}", titles.join(", ")))
    }

    fn number(&self, key: &str) -> Result<usize> {
        let value = self.config.get(key).and_then(Value::as_u64);
        value.map(|v| v as usize).ok_or_else(|| {
            Error::new(Code::BadModel, format!("config.json has no number '{key}'"))
                .at(self.path.display().to_string())
                .advice("Fetch the model again")
        })
    }

    /// SHA-256 of the weights: of the file, or of the list of the files' own.
    pub fn sha256(&self) -> Result<String> {
        if let [file] = self.files.as_slice() {
            return sha256_file(file);
        }
        let each = self.files.iter().map(|f| sha256_file(f)).collect::<Result<Vec<_>>>()?;
        Ok(sha256_bytes(each.join("\n").as_bytes()))
    }

    pub fn info(&self) -> Result<ModelInfo> {
        let mut bytes = 0;
        for file in &self.files {
            bytes += std::fs::metadata(file).at_path(file)?.len();
        }
        let reading = Reading { dropout: 0.0, positions: 1 };
        let (layers, hidden, max_length, parameters) = match self.family.language {
            Some(_) => {
                let (model, weights) = self.build_language(reading)?;
                (model.layers(), model.hidden(), model.positions(), weights.count(false))
            }
            None => (
                self.number("num_hidden_layers")?,
                self.number("hidden_size")?,
                self.number("max_position_embeddings")?,
                self.weights()?.count(false),
            ),
        };
        Ok(ModelInfo {
            family: self.family.title,
            parameters,
            bytes,
            layers,
            hidden,
            max_length,
            sorts: self.family.classifier.is_some(),
            writes: self.family.language.is_some(),
        })
    }
}

/// The files with the weights: one, or those that the index names.
fn weight_files(path: &Path) -> Result<Vec<PathBuf>> {
    let bad = |what: String, advice: &str| {
        Error::new(Code::BadModel, what).at(path.display().to_string()).advice(advice)
    };
    if path.join(WHOLE).is_file() {
        return Ok(vec![path.join(WHOLE)]);
    }
    if !path.join(INDEX).is_file() {
        let advice = if holds_pickle(path)? {
            "The weights are a pickle file, which can run code; fetch the safetensors version"
        } else {
            "Fetch the model again, with model.safetensors"
        };
        return Err(bad("The folder holds no model.safetensors".into(), advice));
    }
    let index = read_json(&path.join(INDEX))?;
    let map = index.get("weight_map").and_then(Value::as_object);
    let names = map.into_iter().flat_map(|map| map.values().filter_map(Value::as_str));
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() {
        return Err(bad(format!("{INDEX} names no file"), "Fetch the model again"));
    }
    let mut files = Vec::with_capacity(names.len());
    for name in names {
        // A name that leads elsewhere is not a part of this folder.
        let plain = Path::new(name).file_name().is_some_and(|file| file == name);
        if !plain || !path.join(name).is_file() {
            let what = format!("The part '{name}' of the weights is not in the folder");
            return Err(bad(what, "Fetch the missing files of the model"));
        }
        files.push(path.join(name));
    }
    Ok(files)
}

fn holds_pickle(path: &Path) -> Result<bool> {
    let entries = std::fs::read_dir(path).at_path(path)?;
    let is_pickle =
        |file: PathBuf| file.extension().is_some_and(|e| PICKLES.iter().any(|pickle| e == *pickle));
    Ok(entries.flatten().any(|entry| is_pickle(entry.path())))
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
