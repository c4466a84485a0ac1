//! Small models of every family that writes, against transformers and PEFT with every method:
//! logits, loss and every gradient. `tests/golden/make_families.py` made the numbers.

use attune_engine::method;
use attune_engine::model::{FAMILIES, Family, LanguageModel, ModelFolder, Reading};
use attune_engine::nn::cpu::{Cpu, Isa};
use attune_engine::nn::portable::Portable;
use attune_engine::nn::{Gradients, Graph, Interpreter, Packed, Weights, device};
use attune_engine::param::Settings;
use safetensors::SafeTensors;
use safetensors::tensor::TensorView;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

const NAMES: [&str; 6] = ["llama", "mistral", "qwen2", "qwen3", "gemma3", "gpt2"];
const READING: Reading = Reading { dropout: 0.0, positions: 64 };

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/families")
}

fn configs() -> Value {
    serde_json::from_slice(&std::fs::read(folder().join("configs.json")).unwrap()).unwrap()
}

/// One family's numbers.
struct Golden {
    file: PathBuf,
    config: Value,
    family: &'static Family,
}

impl Golden {
    fn open(name: &str) -> Self {
        let config = configs()[name].clone();
        let kind = config["model_type"].as_str().unwrap().to_string();
        let family = FAMILIES.iter().find(|f| f.id == kind).unwrap();
        Self { file: folder().join(format!("{name}.safetensors")), config, family }
    }

    /// Tensors whose names begin with `start`, under our names and in our order.
    fn read(&self, start: &str) -> Weights {
        let mut weights = Weights::default();
        let rename = |name: &str| {
            let name = name.strip_prefix(start)?;
            Some(name.strip_prefix(self.family.prefix).unwrap_or(name).to_string())
        };
        weights.map_file_turned(&self.file, rename, self.family.transposed).unwrap();
        weights
    }

    /// Both texts, without the padding that the reference had.
    fn batch(&self) -> Packed {
        let bytes = std::fs::read(&self.file).unwrap();
        let tensors = SafeTensors::deserialize(&bytes).unwrap();
        let integers = |name: &str| -> Vec<i64> {
            let view = tensors.tensor(name).unwrap();
            view.data().as_chunks::<8>().0.iter().map(|w| i64::from_le_bytes(*w)).collect()
        };
        let mut batch = Packed::default();
        let texts = integers("ids");
        for (i, (ids, labels)) in texts.chunks(13).zip(integers("labels").chunks(13)).enumerate() {
            let length = 1 + labels.iter().rposition(|&l| l >= 0).unwrap();
            let ids: Vec<u32> = ids[..length].iter().map(|&id| id as u32).collect();
            batch.push_asked(&ids, i as u32, (1..length).filter(|&place| labels[place] >= 0));
        }
        batch
    }

    /// The model with what a method makes of it; adapters hold the reference's values.
    fn model(&self, method: &str) -> (Box<dyn LanguageModel>, Weights) {
        let mut weights = self.read("weight/");
        let model = (self.family.language.unwrap())(&self.config, &weights, READING).unwrap();
        assert!(weights.iter().all(|(_, w)| model.uses(&w.name)), "a weight is not used");
        let mut settings = Settings::default();
        for (key, value) in [("rank", "2"), ("alpha", "4"), ("layers", "1")] {
            settings.set(key, value);
        }
        settings.set("targets", model.default_targets());
        let apply = method::find(method).unwrap().apply;
        apply(&mut weights, model.as_ref(), &settings, 1).unwrap();
        if method == "lora" {
            for (_, given) in self.read("lora/weight/").iter() {
                let id = weights.find(&given.name).unwrap();
                assert_eq!(weights[id].shape, given.shape, "{}", given.name);
                weights.values_mut(id).copy_from_slice(&given.values());
            }
        }
        (model, weights)
    }
}

fn interpreters() -> Vec<(String, Box<dyn Interpreter>)> {
    let mut all: Vec<(String, Box<dyn Interpreter>)> =
        vec![("candle".into(), Box::new(Portable::cpu()))];
    if let Ok(device) = device::graphics() {
        all.push(("graphics".into(), Box::new(Portable::on(device))));
    }
    for name in Isa::available() {
        let cpu = Cpu::new(Isa::named(name).unwrap(), 2, false).unwrap();
        all.push((name.into(), Box::new(cpu)));
    }
    all
}

/// The largest difference as a share of the largest value that is wanted.
fn off(got: &[f32], want: &[f32]) -> f32 {
    assert_eq!(got.len(), want.len());
    let scale = want.iter().fold(0f32, |m, x| m.max(x.abs()));
    assert!(scale > 0.0, "the reference is zero");
    got.iter().zip(want).map(|(a, b)| (a - b).abs()).fold(0f32, f32::max) / scale
}

fn golden_values(golden: &Golden, name: &str) -> Vec<f32> {
    let all = golden.read("");
    let id = all.find(name).unwrap();
    all[id].values().into_owned()
}

fn compare(name: &str, method: &str) {
    let golden = Golden::open(name);
    let (model, weights) = golden.model(method);
    let kind = if method == "lora" { "lora" } else { "full" };
    let loss = golden_values(&golden, &format!("{kind}/loss"))[0];
    let logits = golden_values(&golden, &format!("{kind}/logits"));
    let gradients_wanted = golden.read(&format!("{kind}/grad/"));
    let batch = golden.batch();
    for (interpreter_name, mut interpreter) in interpreters() {
        let what = format!("{name}, {method} on {interpreter_name}");
        let mut graph = Graph::new(&weights, &batch, None);
        let states = model.states(&mut graph);
        let states = graph.select_labelled(states);
        let states = interpreter.forward(&graph, &weights, &batch, states).unwrap();
        let words = weights[model.words()].values();
        let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
        let hidden = model.hidden();
        let rows = states.chunks(hidden);
        let got: Vec<f32> =
            rows.flat_map(|x| words.chunks(hidden).map(move |w| dot(x, w))).collect();
        let far = off(&got, &logits);
        assert!(far < 1e-4, "{what}: logits differ by {far} of their maximum");

        let mut graph = Graph::new(&weights, &batch, None);
        let output = model.losses(&mut graph);
        let each = interpreter.forward(&graph, &weights, &batch, output).unwrap();
        let read = each.iter().sum::<f32>() / each.len() as f32;
        assert!((read - loss).abs() < 1e-5 * loss, "{what}: read {read}, not {loss}");

        let mut graph = Graph::new(&weights, &batch, None);
        let output = model.loss(&mut graph);
        let mut gradients = Gradients::new(&weights);
        let sum = interpreter.backward(&graph, &weights, &batch, output, &mut gradients).unwrap();
        let mean = (sum.loss / sum.weight) as f32;
        assert!((mean - loss).abs() < 1e-5 * loss, "{what}: loss {mean}, not {loss}");
        gradients.scale((1.0 / sum.weight) as f32);
        for (id, weight) in weights.trainable() {
            let wanted = gradients_wanted.find(&weight.name);
            let wanted = wanted.unwrap_or_else(|| panic!("{what}: nothing for {}", weight.name));
            let got = gradients.get(id).unwrap_or_else(|| panic!("{what}: {}", weight.name));
            let wanted = gradients_wanted[wanted].values();
            let far = off(got, &wanted);
            assert!(far < 1e-4, "{what}: gradient of {} is off by {far}", weight.name);
        }
        let trained = weights.trainable().count();
        let all = gradients_wanted.len();
        match method {
            "partial" => assert!(trained > 0 && trained < all, "{what}: {trained} of {all}"),
            _ => assert_eq!(trained, all, "{what}: what learns"),
        }
    }
}

#[test]
fn llama_agrees_with_transformers() {
    ["full", "partial", "lora"].iter().for_each(|method| compare("llama", method));
}

#[test]
fn mistral_agrees_with_transformers() {
    ["full", "partial", "lora"].iter().for_each(|method| compare("mistral", method));
}

#[test]
fn qwen_agrees_with_transformers() {
    for name in ["qwen2", "qwen3"] {
        ["full", "partial", "lora"].iter().for_each(|method| compare(name, method));
    }
}

#[test]
fn gemma_agrees_with_transformers() {
    ["full", "partial", "lora"].iter().for_each(|method| compare("gemma3", method));
}

#[test]
fn gpt2_agrees_with_transformers() {
    ["full", "partial", "lora"].iter().for_each(|method| compare("gpt2", method));
}

/// The weights as a model folder, in so many files.
fn write_folder(golden: &Golden, to: &Path, files: usize) {
    let bytes = std::fs::read(&golden.file).unwrap();
    let tensors = SafeTensors::deserialize(&bytes).unwrap();
    let named = tensors.tensors();
    let own: Vec<(&str, &TensorView)> = named
        .iter()
        .filter_map(|(name, view)| Some((name.strip_prefix("weight/")?, view)))
        .collect();
    std::fs::write(to.join("config.json"), golden.config.to_string()).unwrap();
    std::fs::write(to.join("tokenizer.json"), "{}").unwrap();
    if files == 1 {
        safetensors::serialize_to_file(own, None, &to.join("model.safetensors")).unwrap();
        return;
    }
    let mut map = serde_json::Map::new();
    for (i, part) in own.chunks(own.len().div_ceil(files)).enumerate() {
        let file = format!("model-{:05}-of-{files:05}.safetensors", i + 1);
        map.extend(part.iter().map(|(name, _)| (name.to_string(), json!(file))));
        safetensors::serialize_to_file(part.to_vec(), None, &to.join(file)).unwrap();
    }
    let index = json!({"metadata": {}, "weight_map": map}).to_string();
    std::fs::write(to.join("model.safetensors.index.json"), index).unwrap();
}

#[test]
fn weights_in_several_files_are_the_same_weights() {
    for name in NAMES {
        let golden = Golden::open(name);
        let [whole, parts] = [1, 3].map(|files| {
            let to = tempfile::tempdir().unwrap();
            write_folder(&golden, to.path(), files);
            let model = ModelFolder::open(to.path()).unwrap();
            let (_, weights) = model.build_language(READING).unwrap();
            let values: HashMap<String, Vec<f32>> =
                weights.iter().map(|(_, w)| (w.name.clone(), w.values().into_owned())).collect();
            values
        });
        assert!(!whole.is_empty() && whole == parts, "{name}");
    }
}

#[test]
fn a_part_that_is_missing_or_lies_elsewhere_is_refused() {
    let golden = Golden::open("llama");
    let to = tempfile::tempdir().unwrap();
    write_folder(&golden, to.path(), 2);
    std::fs::remove_file(to.path().join("model-00002-of-00002.safetensors")).unwrap();
    let error = ModelFolder::open(to.path()).err().unwrap();
    assert!(error.what.contains("model-00002-of-00002"), "{error}");
    let index = json!({"weight_map": {"norm.weight": "../model-00001-of-00002.safetensors"}});
    let path = to.path().join("model.safetensors.index.json");
    std::fs::write(path, index.to_string()).unwrap();
    assert!(ModelFolder::open(to.path()).is_err());
}
