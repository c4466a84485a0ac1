//! Low-rank adapters beside frozen matrices. Hu et al. 2021, arXiv:2106.09685.

use super::{Method, is_head, train_where, value};
use crate::error::{Code, Error, Result};
use crate::model::Model;
use crate::nn::{Adapter, Philox, Weights};
use crate::param::{Kind, Param, Settings};

/// What can carry an adapter, in the person's words.
const TARGETS: [&str; 10] = [
    "query",
    "key",
    "value",
    "attention",
    "attention_output",
    "intermediate",
    "output",
    "gate",
    "up",
    "down",
];

fn params() -> Vec<Param> {
    vec![
        Param::new(
            "rank",
            "Rank",
            Kind::Integer { min: 1, max: 256 },
            16,
            "Width of the add-on (r). A higher rank can learn more and needs more memory.",
        ),
        Param::new(
            "alpha",
            "Alpha",
            Kind::Number { min: 0.1, max: 1024.0 },
            32,
            "Strength of the add-on; what it says is multiplied by alpha / rank.",
        ),
        Param::new(
            "targets",
            "Where it is added",
            Kind::List { options: TARGETS.to_vec() },
            "query,value",
            "The matrices of each layer that get an add-on.",
        ),
    ]
}

pub(super) const METHOD: Method = Method {
    id: "lora",
    title: "A small add-on",
    description: "The model stays as it came; a small add-on (adapter, LoRA) beside it learns. \
                  Needs little memory and makes small files.",
    example: "A laptop, and a few hundred examples or more",
    params,
    apply,
    learning_rate: 5e-4,
    writing_rate: 2e-4,
    is_adapter: true,
};

fn apply(weights: &mut Weights, model: &dyn Model, settings: &Settings, seed: u64) -> Result<()> {
    let declared = params();
    let number = |name: &str| -> Result<f64> {
        let text = value(settings, &declared, name)?;
        text.parse().map_err(|e| Error::internal(format!("{name} was not checked")).source(e))
    };
    let (rank, alpha) = (number("rank")? as usize, number("alpha")?);
    // One key for all dropout: the model's own places and the adapter's input.
    let dropout: f32 = settings.get("dropout").and_then(|d| d.parse().ok()).unwrap_or(0.0);
    let chosen: Vec<&str> =
        value(settings, &declared, "targets")?.split(',').map(str::trim).collect();
    let targets = model.adapter_targets();
    if !targets.iter().any(|(id, _)| chosen.contains(id)) {
        let mut known: Vec<&str> = targets.iter().map(|(id, _)| *id).collect();
        known.dedup();
        known.truncate(targets.len() / model.layers().max(1));
        return Err(Error::new(Code::BadSetting, "This model has none of the chosen matrices")
            .at("setting targets")
            .advice(format!("Choose from {}", known.join(", "))));
    }
    for (i, (id, module)) in targets.into_iter().enumerate() {
        if !chosen.contains(&id) {
            continue;
        }
        let matrix = weights.find(&format!("{module}.weight"));
        let matrix = matrix.ok_or_else(|| Error::internal(format!("No matrix {module}")))?;
        let (out, inner) = (weights[matrix].shape[0], weights[matrix].shape[1]);
        // As PEFT starts them: A uniform within ±1/sqrt(in) (Kaiming with a = sqrt(5)), B zero.
        let bound = 1.0 / (inner as f32).sqrt();
        let philox = Philox::new(seed);
        let random = |k: usize| philox.uniform([k as u32, i as u32, 0x10AA, 2]) * 2.0 - 1.0;
        let a = (0..rank * inner).map(|k| random(k) * bound).collect();
        let a = weights.add(&format!("{module}.lora_A.weight"), &[rank, inner], a);
        let b =
            weights.add(&format!("{module}.lora_B.weight"), &[out, rank], vec![0.0; out * rank]);
        weights.train(a);
        weights.train(b);
        weights.attach(matrix, Adapter { a, b, scale: (alpha / rank as f64) as f32, dropout });
    }
    train_where(weights, is_head);
    Ok(())
}
