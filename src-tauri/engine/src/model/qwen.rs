//! Qwen2 (and 2.5) and Qwen3. Yang et al. 2024, arXiv:2407.10671; Yang et al. 2025,
//! arXiv:2505.09388. Llama with biases on queries, keys and values, and from Qwen3 on with norms of
//! their heads instead; upper layers may see through a window.

use super::decoder::{Decoder, Shape};
use super::rope::Reach;
use super::{LanguageModel, Reading, llama, read_config};
use crate::error::Result;
use crate::nn::Weights;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Debug, Deserialize)]
struct Own {
    #[serde(default)]
    use_sliding_window: bool,
    sliding_window: Option<usize>,
    max_window_layers: Option<usize>,
    layer_types: Option<Vec<String>>,
    head_dim: Option<usize>,
}

pub(super) fn build2(
    config: &Value,
    weights: &Weights,
    reading: Reading,
) -> Result<Box<dyn LanguageModel>> {
    let shape = Shape { qkv_bias: true, output_bias: false, ..shape(config, reading)? };
    Ok(Box::new(Decoder::new(shape, weights)?))
}

pub(super) fn build3(
    config: &Value,
    weights: &Weights,
    reading: Reading,
) -> Result<Box<dyn LanguageModel>> {
    // Its heads are 128 wide where config.json does not say otherwise.
    const HEAD: usize = 128;
    let mut config = config.clone();
    if read_config::<Own>(&config, "Qwen3")?.head_dim.is_none() {
        config["head_dim"] = json!(HEAD);
    }
    let shape = Shape { head_norms: true, ..shape(&config, reading)? };
    Ok(Box::new(Decoder::new(shape, weights)?))
}

fn shape(config: &Value, reading: Reading) -> Result<Shape> {
    let own: Own = read_config(config, "Qwen")?;
    let mut shape = llama::shape(config, reading)?;
    let first = own.max_window_layers.unwrap_or(shape.layers.len());
    for (i, layer) in shape.layers.iter_mut().enumerate() {
        let sliding = match own.layer_types.as_ref().and_then(|types| types.get(i)) {
            Some(kind) => kind == Reach::Sliding.id(),
            None => i >= first,
        };
        layer.window = own.sliding_window.filter(|_| sliding && own.use_sliding_window);
    }
    Ok(shape)
}
