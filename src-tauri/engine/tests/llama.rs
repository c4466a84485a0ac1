//! A small Llama against PyTorch: `tests/golden/make_llama.py` made the numbers.

use attune_engine::model::{LanguageModel, Reading, llama};
use attune_engine::nn::cpu::{Cpu, Isa};
use attune_engine::nn::portable::Portable;
use attune_engine::nn::{Adapter, Gradients, Graph, Interpreter, Packed, Weights};
use safetensors::SafeTensors;
use std::path::PathBuf;

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/llama.safetensors")
}

fn config() -> serde_json::Value {
    serde_json::json!({
        "vocab_size": 101,
        "hidden_size": 48,
        "intermediate_size": 80,
        "num_hidden_layers": 2,
        "num_attention_heads": 6,
        "num_key_value_heads": 2,
        "max_position_embeddings": 64,
        "rope_theta": 10_000.0,
        "rms_norm_eps": 1e-5,
        "tie_word_embeddings": true,
    })
}

fn batch() -> Packed {
    let bytes = std::fs::read(file()).unwrap();
    let tensors = SafeTensors::deserialize(&bytes).unwrap();
    let integers = |name: &str| -> Vec<u32> {
        let view = tensors.tensor(name).unwrap();
        let words = view.data().as_chunks::<8>().0;
        words.iter().map(|w| i64::from_le_bytes(*w) as u32).collect()
    };
    let mut batch = Packed::default();
    for (i, (ids, mask)) in integers("ids").chunks(17).zip(integers("mask").chunks(17)).enumerate()
    {
        let length = mask.iter().filter(|&&m| m == 1).count();
        batch.push_asked(&ids[..length], i as u32, 1..length);
    }
    batch
}

/// The model's weights, and those of the adapters where there are some.
fn weights(lora: bool) -> Weights {
    let mut weights = Weights::default();
    let strip = |name: &str, start: &str| {
        name.strip_prefix(start).map(|n| n.strip_prefix("model.").unwrap_or(n).to_string())
    };
    weights.map_file(&file(), |n| strip(n, "weight/")).unwrap();
    if !lora {
        let ids: Vec<_> = weights.iter().map(|(id, _)| id).collect();
        ids.into_iter().for_each(|id| weights.train(id));
        return weights;
    }
    weights.map_file(&file(), |n| strip(n, "lora/weight/")).unwrap();
    let names: Vec<_> = weights.iter().map(|(id, w)| (id, w.name.clone())).collect();
    for (a, name) in names {
        let Some(module) = name.strip_suffix(".lora_A.weight") else { continue };
        let b = weights.find(&format!("{module}.lora_B.weight")).unwrap();
        let matrix = weights.find(&format!("{module}.weight")).unwrap();
        weights.attach(matrix, Adapter { a, b, scale: 2.0, dropout: 0.0 });
        weights.train(a);
        weights.train(b);
    }
    weights
}

#[test]
fn loss_and_every_gradient_agree_with_pytorch() {
    let mut golden = Weights::default();
    golden.map_file(&file(), |n| Some(n.into())).unwrap();
    let batch = batch();
    for lora in [false, true] {
        let kind = if lora { "lora" } else { "full" };
        let weights = weights(lora);
        let reading = Reading { dropout: 0.0, positions: 64 };
        let model = llama::decoder(&config(), &weights, reading).unwrap();
        let mut all: Vec<(String, Box<dyn Interpreter>)> =
            vec![("candle".into(), Box::new(Portable::cpu()))];
        for name in Isa::available() {
            let cpu = Cpu::new(Isa::named(name).unwrap(), 2, false).unwrap();
            all.push((name.into(), Box::new(cpu)));
        }
        for (name, mut interpreter) in all {
            let what = format!("{kind} on {name}");
            let mut graph = Graph::new(&weights, &batch, None);
            let loss = model.loss(&mut graph);
            let alone = interpreter.forward(&graph, &weights, &batch, loss).unwrap();
            let mut gradients = Gradients::new(&weights);
            let sum = interpreter.backward(&graph, &weights, &batch, loss, &mut gradients).unwrap();
            assert!((f64::from(alone[0]) - sum.loss).abs() < 1e-3, "{what}: read alone");
            let want = golden[golden.find(&format!("{kind}/loss")).unwrap()].values()[0];
            let mean = sum.loss / sum.weight;
            assert!((mean - f64::from(want)).abs() < 1e-5, "{what}: loss {mean}, not {want}");
            gradients.scale((1.0 / sum.weight) as f32);
            let mut compared = 0;
            for (_, tensor) in golden.iter() {
                let Some(their) = tensor.name.strip_prefix(&format!("{kind}/grad/")) else {
                    continue;
                };
                let ours = their.strip_prefix("model.").unwrap_or(their);
                let id = weights.find(ours).unwrap();
                let gradient =
                    gradients.get(id).unwrap_or_else(|| panic!("{what}: none for {ours}"));
                let want = tensor.values();
                let scale = want.iter().fold(0f32, |m, x| m.max(x.abs()));
                assert!(
                    scale > 0.0 && gradient.iter().any(|&g| g != 0.0),
                    "{what}: {ours} is zero"
                );
                let pairs = gradient.iter().zip(want.iter());
                let off = pairs.map(|(a, b)| (a - b).abs()).fold(0f32, f32::max) / scale;
                assert!(off < 1e-4, "{what}: gradient of {ours} differs by {off} of its maximum");
                compared += 1;
            }
            assert_eq!(compared, weights.trainable().count(), "{what}: what learns");
        }
    }
}
