//! Everything needed to repeat a run, with every setting written out.

use crate::error::{Code, Error, IoContext, Result};
use crate::method::Method;
use crate::nn::cpu::Isa;
use crate::nn::device;
use crate::param::{Kind, Param, Settings};
use crate::privacy::{Cleaner, Rules};
use crate::task::Task;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

pub const VERSION: u32 = 1;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelRef {
    /// "starter", or the folder's name.
    pub id: String,
    pub path: PathBuf,
    /// Of the file with the weights, or of the list of the files' own.
    pub sha256: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recipe {
    pub v: u32,
    pub task: String,
    pub model: ModelRef,
    pub method: String,
    pub preset: String,
    /// Every setting, none left to a default.
    pub settings: Settings,
    pub seed: u64,
    /// The categories of a task that has some.
    #[serde(default)]
    pub labels: Vec<String>,
    /// What stands between the categories of a row where it may have several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub separator: Option<String>,
    /// What was replaced in its texts, and is in every text it is asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy: Option<Rules>,
    /// SHA-256 of examples.jsonl.
    pub data_sha256: String,
    /// Version of Attune that wrote it.
    pub attune: String,
}

impl Recipe {
    /// What texts go through before the model reads them.
    pub fn cleaner(&self) -> Result<Option<Cleaner>> {
        self.privacy.as_ref().map(Cleaner::new).transpose()
    }

    pub fn load(run: &Path) -> Result<Self> {
        let path = run.join("recipe.json");
        let text = std::fs::read_to_string(&path).at_path(&path)?;
        let recipe: Self = serde_json::from_str(&text).map_err(|e| {
            Error::new(Code::BadFile, "The run's recipe can't be read")
                .at(path.display().to_string())
                .advice("Choose another run, or train again")
                .source(e)
        })?;
        if recipe.v > VERSION {
            return Err(Error::new(Code::TooNew, "The run was made by a newer Attune")
                .at(path.display().to_string())
                .advice("Update Attune"));
        }
        Ok(recipe)
    }

    /// What is written between categories in one cell, with a blank after it.
    pub fn separator(&self) -> String {
        let own = self.separator.as_deref().map(str::trim).filter(|own| !own.is_empty());
        format!("{} ", own.unwrap_or(";"))
    }

    /// The categories that hold, in one cell.
    pub fn joined(&self, holds: &[bool]) -> String {
        let names = self.labels.iter().zip(holds).filter(|(_, holds)| **holds);
        names.map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(&self.separator())
    }
}

/// A named set of settings.
pub struct Preset {
    pub id: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    epochs: u32,
    /// Passes where the model learns to write: it has seen far more of its language before.
    writing_epochs: u32,
    early_stopping: u32,
}

pub const PRESETS: &[Preset] = &[
    Preset {
        id: "quick",
        title: "Quick",
        description: "A first answer, soon.",
        epochs: 2,
        writing_epochs: 1,
        early_stopping: 0,
    },
    Preset {
        id: "balanced",
        title: "Balanced",
        description: "Good results in reasonable time.",
        epochs: 4,
        writing_epochs: 2,
        early_stopping: 0,
    },
    Preset {
        id: "thorough",
        title: "Thorough",
        description: "Learns longer, and stops when it no longer gets better.",
        epochs: 10,
        writing_epochs: 5,
        early_stopping: 5,
    },
];

/// What Szegedy et al. 2016 use. A share that is small beside the label's own.
const LABEL_SMOOTHING: f64 = 0.1;

/// What a preset sets for a method of a task.
pub fn preset_settings(task: &Task, preset: &str, method: &Method) -> Result<Settings> {
    let Some(preset) = PRESETS.iter().find(|p| p.id == preset) else {
        let known: Vec<&str> = PRESETS.iter().map(|p| p.id).collect();
        return Err(Error::new(Code::BadSetting, format!("There is no preset '{preset}'"))
            .advice(format!("The presets are {}", known.join(", "))));
    };
    let mut settings = Settings::default();
    let epochs = if task.writes { preset.writing_epochs } else { preset.epochs };
    settings.set("epochs", epochs);
    settings.set("early_stopping", preset.early_stopping);
    let rate = if task.writes { method.writing_rate } else { method.learning_rate };
    settings.set("learning_rate", rate);
    if (task.params)().iter().any(|p| p.name == "label_smoothing") {
        settings.set("label_smoothing", LABEL_SMOOTHING);
    }
    Ok(settings)
}

/// Parameters that every task and method has.
fn general_params() -> Vec<Param> {
    let number = |min, max| Kind::Number { min, max };
    let integer = |min, max| Kind::Integer { min, max };
    let choice = |options: &[&'static str]| Kind::Choice { options: options.to_vec() };
    vec![
        Param::new("epochs", "Passes", integer(1, 1000), 4, "How often it sees every example.")
            .plain(),
        Param::new(
            "learning_rate",
            "Learning rate",
            number(1e-8, 1.0),
            5e-5,
            "How big a step it takes after each group of examples. Too big and the errors jump; too small and it learns slowly.",
        ),
        Param::new(
            "batch_size",
            "Examples per step",
            integer(1, 4096),
            32,
            "More are steadier and need more memory.",
        ),
        Param::new(
            "accumulation",
            "Groups per step",
            integer(1, 1024),
            1,
            "Adds up several groups of examples before each step: the effect of a larger group with the memory of a small one.",
        ),
        Param::new(
            "warmup",
            "Warm-up",
            number(0.0, 1.0),
            0.1,
            "Share of the steps in which the learning rate rises from zero; after that it falls to zero in a straight line.",
        ),
        Param::new(
            "weight_decay",
            "Weight decay",
            number(0.0, 1.0),
            0.01,
            "Pulls weights towards zero a little at every step.",
        ),
        Param::new(
            "clip",
            "Clipping",
            number(0.0, 1000.0),
            1.0,
            "Longest gradient allowed; 0 allows any.",
        ),
        Param::new(
            "validation",
            "Mock exam",
            number(0.01, 0.5),
            0.1,
            "Share of the rows kept for the checks during training, where the file has no parts yet. Left to itself, large files keep about 500 rows.",
        ),
        Param::new(
            "early_stopping",
            "Stop early",
            integer(0, 1000),
            0,
            "Stops after so many checks without a better score; 0 never stops early. The best version is kept in any case.",
        ),
        Param::new(
            "keep",
            "Version kept",
            choice(&["best", "last"]),
            "best",
            "best keeps the version that did best on the mock exam, last the one after the last step.",
        ),
        Param::new(
            "dropout",
            "Dropout",
            number(0.0, 0.9),
            0.1,
            "Share of values left out at random while training, against learning by heart.",
        ),
        Param::new("threads", "Threads", integer(0, 256), 0, "Processor cores to use; 0 uses all."),
        Param::new(
            "precision",
            "Precision",
            choice(&["exact", "fast"]),
            "exact",
            "exact computes in 32-bit floating point. fast rounds the factors of matrix products to 16 bits (bf16) and sums in 32; it needs a processor with bf16 instructions, and is faster on some of these, slower on others: compare the estimates.",
        ),
        Param::new(
            "instructions",
            "Instructions",
            choice(&["auto", "portable", "avx2", "avx512", "avx512-bf16"]),
            "auto",
            "Instructions of the processor to compute with; auto takes the best there are.",
        ),
    ]
}

/// Where it is computed; only in builds that have a choice.
fn device_param() -> Option<Param> {
    let options = device::options();
    (options.len() > 1).then(|| {
        Param::new(
            "device",
            "Computed on",
            Kind::Choice { options },
            device::CPU,
            "gpu uses the graphics card. Its results agree with the processor's closely, not bit for bit.",
        )
    })
}

/// Parameters that every method has for this task.
pub fn common_params(task: &Task) -> Vec<Param> {
    let mut all = general_params();
    all.extend(device_param());
    all.extend((task.params)());
    for (name, default) in task.defaults {
        for param in all.iter_mut().filter(|p| p.name == *name) {
            param.default = (*default).into();
        }
    }
    all
}

/// All parameters a run of this task with this method can have.
pub fn params_for(task: &Task, method: &Method) -> Vec<Param> {
    let mut all = common_params(task);
    all.extend((method.params)());
    all
}

/// Declared defaults, overlaid by the model's, the preset's and what the person set; all checked.
pub fn resolve(
    task: &Task,
    method: &Method,
    model: Settings,
    preset: &str,
    own: &Settings,
) -> Result<Settings> {
    let params = params_for(task, method);
    check_device(own)?;
    own.check(&params)?;
    let mut all = Settings::default();
    for param in &params {
        all.set(param.name, &param.default);
    }
    all.0.extend(model.0.into_iter().filter(|(key, _)| params.iter().any(|p| p.name == key)));
    all.0.extend(preset_settings(task, preset, method)?.0);
    all.0.extend(own.0.clone());
    if all.get("threads") == Some("0") {
        all.set("threads", std::thread::available_parallelism().map_or(1, |n| n.get()));
    }
    pin_instructions(&mut all)?;
    Ok(all)
}

/// Refuses a graphics card that isn't there before anything is prepared for it.
fn check_device(own: &Settings) -> Result<()> {
    if own.get("device") != Some(device::GPU) {
        return Ok(());
    }
    if own.get("precision") == Some("fast") {
        return Err(Error::new(Code::BadSetting, "The graphics card computes exactly only")
            .at("setting precision")
            .advice("Use precision=exact with device=gpu"));
    }
    device::graphics().map(drop)
}

/// Writes the processor's own instructions where "auto" stands, so that the run can be repeated
/// bit for bit; refuses what this processor can't do.
fn pin_instructions(settings: &mut Settings) -> Result<()> {
    let isa = match settings.get("instructions") {
        None | Some("auto") => Isa::detect()?,
        Some(name) => Isa::named(name)?,
    };
    if settings.get("precision") == Some("fast") && !isa.has_bf16() {
        return Err(Error::new(
            Code::BadSetting,
            "This computer can't train with the precision 'fast'",
        )
        .at("setting precision")
        .advice(format!(
            "Its processor has no bf16 instructions (it has {}); use 'exact'",
            Isa::available().join(", ")
        )));
    }
    settings.set("instructions", isa.name());
    Ok(())
}
