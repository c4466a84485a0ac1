//! The settings of a recipe as typed values.

use crate::error::{Code, Error, Result};
use crate::nn::device;
use crate::param::Settings;

/// The settings as typed values.
#[derive(Debug, Clone, PartialEq)]
pub struct Hyper {
    pub epochs: usize,
    /// Learned from at most; 0 for all.
    pub examples: usize,
    pub learning_rate: f64,
    pub head_learning_rate: f64,
    pub batch_size: usize,
    pub accumulation: usize,
    pub warmup: f64,
    pub weight_decay: f64,
    pub clip: f64,
    pub max_length: usize,
    pub early_stopping: usize,
    /// Instead of the version that is best on the mock exam.
    pub keeps_last: bool,
    pub class_weights: bool,
    pub dropout: f32,
    pub label_smoothing: f32,
    pub pooling: String,
    pub probe: bool,
    pub threads: usize,
    /// bf16 products
    pub fast: bool,
    pub instructions: String,
    /// `nn::device::CPU` or `GPU`
    pub device: String,
}

impl Hyper {
    pub fn of(settings: &Settings) -> Result<Self> {
        fn get<T: std::str::FromStr>(settings: &Settings, key: &str) -> Result<T> {
            settings.get(key).and_then(|v| v.parse().ok()).ok_or_else(|| {
                Error::new(Code::BadSetting, format!("The recipe has no usable '{key}'"))
                    .advice("The run was damaged; train again")
            })
        }
        let learning_rate = get(settings, "learning_rate")?;
        // Tasks without a head have none of its settings.
        let probe = settings.get("head_init") == Some("probe");
        let head: f64 = match settings.get("head_learning_rate") {
            Some(_) => get(settings, "head_learning_rate")?,
            None => 0.0,
        };
        Ok(Self {
            epochs: get(settings, "epochs")?,
            // Tasks that sort, and runs made before there was such a setting, learn from all.
            examples: match settings.get("examples") {
                Some(_) => get(settings, "examples")?,
                None => 0,
            },
            learning_rate,
            head_learning_rate: match (head > 0.0, probe) {
                (true, _) => head,
                (false, true) => 10.0 * learning_rate,
                (false, false) => learning_rate,
            },
            batch_size: get(settings, "batch_size")?,
            accumulation: get(settings, "accumulation")?,
            warmup: get(settings, "warmup")?,
            weight_decay: get(settings, "weight_decay")?,
            clip: get(settings, "clip")?,
            max_length: get(settings, "max_length")?,
            early_stopping: get(settings, "early_stopping")?,
            keeps_last: settings.get("keep") == Some("last"),
            class_weights: settings.get("class_weights") == Some("true"),
            dropout: get(settings, "dropout")?,
            // Runs made before there was such a setting were not smoothed.
            label_smoothing: match settings.get("label_smoothing") {
                Some(_) => get(settings, "label_smoothing")?,
                None => 0.0,
            },
            pooling: settings.get("pooling").unwrap_or("auto").into(),
            probe,
            threads: get(settings, "threads")?,
            fast: settings.get("precision") == Some("fast"),
            instructions: settings.get("instructions").unwrap_or("auto").into(),
            device: settings.get("device").unwrap_or(device::CPU).into(),
        })
    }
}
