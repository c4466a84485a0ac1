//! The engine against PyTorch, transformers, PEFT and scikit-learn: `tests/golden/README.md` says
//! how the numbers were made.

use attune_engine::batch::Encoder;
use attune_engine::method;
use attune_engine::model::{Classifier, ModelFolder, Options};
use attune_engine::nn::cpu::{Cpu, Isa};
use attune_engine::nn::portable::Portable;
use attune_engine::nn::{Gradients, Graph, Interpreter, Packed, Pooling, Weights, device};
use attune_engine::param::Settings;
use attune_engine::train::{AdamW, Schedule, fit_probe};
use serde_json::Value;
use std::path::PathBuf;

fn repository(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

struct Golden {
    json: Value,
    tensors: Weights,
}

impl Golden {
    fn load() -> Self {
        let text = std::fs::read_to_string(repository("tests/golden/golden.json")).unwrap();
        let mut tensors = Weights::default();
        let file = repository("tests/golden/golden.safetensors");
        tensors.map_file(&file, |n| Some(n.into())).unwrap();
        Self { json: serde_json::from_str(&text).unwrap(), tensors }
    }

    fn tensor(&self, name: &str) -> Vec<f32> {
        let id = self.tensors.find(name).unwrap_or_else(|| panic!("no golden tensor {name}"));
        self.tensors[id].values().into_owned()
    }

    fn batch(&self, class_weights: [f32; 4]) -> Packed {
        let mut batch = Packed::default();
        let ids = self.json["ids"].as_array().unwrap();
        for (i, ids) in ids.iter().enumerate() {
            let ids: Vec<u32> = serde_json::from_value(ids.clone()).unwrap();
            let label = self.json["labels"][i].as_u64().unwrap() as u32;
            batch.push(&ids, i as u32, Some((label, class_weights[label as usize])));
        }
        batch
    }

    /// Model and weights of a case, with the golden head and adapters.
    fn model(&self, head: &str, kind: &str) -> (Box<dyn Classifier>, Weights) {
        let pooling = if head == "cls" { Pooling::Cls } else { Pooling::Mean };
        let folder = ModelFolder::open(&repository("assets/starter")).unwrap();
        let options = Options { pooling, dropout: 0.0, classes: 4 };
        let (model, mut weights) = folder.build(options).unwrap();
        let mut settings = Settings::default();
        settings.set("rank", 8);
        settings.set("alpha", 16);
        let id = if kind == "lora-all" {
            settings.set("targets", "query,key,value,attention_output,intermediate,output");
            "lora"
        } else {
            kind
        };
        (method::find(id).unwrap().apply)(&mut weights, model.as_ref(), &settings, 1).unwrap();
        let adapters: Vec<_> = weights.iter().map(|(id, w)| (id, w.name.clone())).collect();
        for (id, name) in adapters {
            let from = match name.as_str() {
                "classifier.weight" => "head.weight",
                "classifier.bias" => "head.bias",
                n if n.contains(".lora_") => n,
                _ => continue,
            };
            let values = self.tensor(from);
            weights.values_mut(id).copy_from_slice(&values);
        }
        (model, weights)
    }
}

/// Our name of a tensor.
fn ours(name: &str) -> String {
    let name = name.strip_prefix("bert.").unwrap_or(name);
    match name.strip_prefix("linear.") {
        Some(rest) => format!("classifier.{rest}"),
        None => name.to_string(),
    }
}

fn positions(tensor: &Value, len: usize) -> Vec<usize> {
    match tensor.get("positions").filter(|p| p.is_array()) {
        Some(p) => serde_json::from_value(p.clone()).unwrap(),
        None => (0..64u64).map(|i| (i * 2_654_435_761 % len as u64) as usize).collect(),
    }
}

fn largest_difference(ours: impl Iterator<Item = f32>, golden: &[f32]) -> f32 {
    ours.zip(golden).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

/// The oracle, and the fused one with every instruction set of this processor.
fn interpreters() -> Vec<(&'static str, Box<dyn Interpreter>)> {
    let mut all: Vec<(_, Box<dyn Interpreter>)> = vec![("candle", Box::new(Portable::cpu()))];
    if let Ok(device) = device::graphics() {
        all.push(("graphics", Box::new(Portable::on(device))));
    }
    for name in Isa::available() {
        let cpu = Cpu::new(Isa::named(name).unwrap(), 2, false).unwrap();
        all.push((name, Box::new(cpu)));
    }
    all
}

#[test]
fn logits_loss_and_every_gradient_agree_with_pytorch() {
    let golden = Golden::load();
    let batch = golden.batch([1.0; 4]);
    for case in golden.json["gradients"].as_array().unwrap() {
        for (interpreter_name, mut interpreter) in interpreters() {
            one_case(&golden, &batch, case, interpreter_name, interpreter.as_mut());
        }
    }
}

fn one_case(
    golden: &Golden,
    batch: &Packed,
    case: &Value,
    interpreter_name: &str,
    interpreter: &mut dyn Interpreter,
) {
    let case_name = case["case"].as_str().unwrap();
    let (head, kind) = case_name.split_once('-').unwrap();
    let (model, weights) = golden.model(head, kind);
    let name = format!("{case_name} on {interpreter_name}");
    let mut graph = Graph::new(&weights, batch, None);
    let logits = model.forward(&mut graph);
    let loss = graph.cross_entropy(logits);
    let values = interpreter.forward(&graph, &weights, batch, logits).unwrap();
    let want = golden.tensor(&format!("{case_name}/logits"));
    let off = largest_difference(values.into_iter(), &want);
    assert!(off < 2e-5, "{name}: logits differ by {off}");

    let mut gradients = Gradients::new(&weights);
    let sum = interpreter.backward(&graph, &weights, batch, loss, &mut gradients).unwrap();
    let mean = sum.loss / sum.weight;
    assert!((mean - case["loss"].as_f64().unwrap()).abs() < 1e-5, "{name}: loss {mean}");
    gradients.scale((1.0 / sum.weight) as f32);

    let tensors = case["tensors"].as_array().unwrap();
    assert_eq!(tensors.len(), weights.trainable().count(), "{name}: what learns");
    for tensor in tensors {
        let their = tensor["name"].as_str().unwrap();
        let id = weights.find(&ours(their)).unwrap();
        let gradient = gradients.get(id).unwrap_or_else(|| panic!("{name}: none for {their}"));
        let mut scale = tensor["max"].as_f64().unwrap() as f32;
        if their.ends_with("self.key.bias") {
            // Its true gradient is 0: judged against that of the query bias.
            let query = their.replace("key.bias", "query.bias");
            let found = tensors.iter().find(|t| t["name"] == query.as_str()).unwrap();
            scale = found["max"].as_f64().unwrap() as f32;
        } else {
            assert!(gradient.iter().any(|&g| g != 0.0), "{name}: zero gradient of {their}");
        }
        let at = positions(tensor, gradient.len());
        let want = golden.tensor(&format!("{case_name}/grad/{their}"));
        let off = largest_difference(at.iter().map(|&p| gradient[p]), &want) / scale;
        assert!(off <= 1e-4, "{name}: gradient of {their} differs by {off} of its maximum");
    }
    for (id, weight) in weights.iter().filter(|(_, w)| !w.is_trainable()) {
        assert!(gradients.get(id).is_none(), "{name}: frozen {} got one", weight.name);
    }
}

#[test]
fn ten_steps_of_adamw_agree_with_pytorch() {
    let golden = Golden::load();
    for run in golden.json["optimiser"].as_array().unwrap() {
        let name = run["case"].as_str().unwrap();
        let scheduled = name == "adamw-schedule";
        let (model, mut weights) = golden.model("cls", "lora");
        let batch = golden.batch(if scheduled { [1.0, 2.0, 0.5, 1.0] } else { [1.0; 4] });
        let mut cpu = Cpu::new(Isa::named("auto").unwrap(), 2, false).unwrap();
        let mut optimiser = AdamW::new(&weights, 0.01);
        let schedule = Schedule { warmup: 3, total: 10 };
        for (i, step) in run["steps"].as_array().unwrap().iter().enumerate() {
            let mut gradients = Gradients::new(&weights);
            let mut graph = Graph::new(&weights, &batch, None);
            let logits = model.forward(&mut graph);
            let loss = graph.cross_entropy(logits);
            let sum = cpu.backward(&graph, &weights, &batch, loss, &mut gradients).unwrap();
            let want = step["loss"].as_f64().unwrap();
            let mean = sum.loss / sum.weight;
            assert!((mean - want).abs() < 2e-5, "{name} step {i}: loss {mean}, not {want}");
            gradients.scale((1.0 / sum.weight) as f32);
            let norm = gradients.norm();
            let mut lr = 1e-3;
            if scheduled {
                lr *= schedule.factor(i as u64);
                gradients.scale((0.5 / (norm + 1e-6)).min(1.0) as f32);
            }
            assert!((lr - step["learning_rate"].as_f64().unwrap()).abs() < 1e-9);
            optimiser.step(&mut weights, &gradients, |_| lr);
        }
        for tensor in run["tensors"].as_array().unwrap() {
            let their = tensor["name"].as_str().unwrap();
            let id = weights.find(&ours(their)).unwrap();
            let values = weights[id].values();
            let want = golden.tensor(&format!("{name}/after/{their}"));
            let at = positions(tensor, values.len());
            let off = largest_difference(at.iter().map(|&p| values[p]), &want);
            // Ten steps of 1e-3 move an entry by up to 1e-2.
            assert!(off < 1e-4, "{name}: {their} differs by {off}");
        }
    }
}

#[test]
fn odd_texts_become_the_tokens_of_transformers() {
    let text = std::fs::read_to_string(repository("tests/golden/tokens.json")).unwrap();
    let golden: Value = serde_json::from_str(&text).unwrap();
    let length = golden["max_length"].as_u64().unwrap() as usize;
    let encoder = Encoder::open(&repository("assets/starter"), length).unwrap();
    for case in golden["cases"].as_array().unwrap() {
        let text = case["text"].as_str().unwrap();
        let want: Vec<u32> = serde_json::from_value(case["ids"].clone()).unwrap();
        assert_eq!(encoder.encode_all(&[text]).unwrap()[0].ids, want, "{text:?}");
    }
}

#[test]
fn the_quick_head_is_the_logistic_regression_of_scikit_learn() {
    let text = std::fs::read_to_string(repository("tests/golden/logistic.json")).unwrap();
    let golden: Value = serde_json::from_str(&text).unwrap();
    let rows: Vec<Vec<f32>> = serde_json::from_value(golden["features"].clone()).unwrap();
    let labels: Vec<u32> = serde_json::from_value(golden["labels"].clone()).unwrap();
    let probe = fit_probe(&rows.concat(), &labels, 4, golden["c"].as_f64().unwrap());
    let weight: Vec<Vec<f32>> = serde_json::from_value(golden["weights"].clone()).unwrap();
    let off = largest_difference(probe.weight.iter().copied(), &weight.concat());
    assert!(off < 2e-3, "weights differ by {off}");
}
