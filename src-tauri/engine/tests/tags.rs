//! Several labels a row, against PyTorch and scikit-learn (`tests/golden/make_tags.py`).

use attune_engine::metric::Tagging;
use attune_engine::nn::cpu::{Cpu, Isa};
use attune_engine::nn::portable::Portable;
use attune_engine::nn::{Gradients, Graph, Interpreter, Packed, Weights};
use attune_engine::train::fit_tag_probe;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::path::PathBuf;

fn golden() -> Value {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/tags.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn of<T: DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap()
}

fn furthest(ours: &[f32], theirs: &[f32]) -> f32 {
    assert_eq!(ours.len(), theirs.len());
    ours.iter().zip(theirs).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

#[test]
fn loss_and_gradient_are_those_of_pytorch() {
    let golden = &golden()["loss"];
    let logits: Vec<Vec<f32>> = of(&golden["logits"]);
    let targets: Vec<Vec<f32>> = of(&golden["targets"]);
    let want: Vec<Vec<f32>> = of(&golden["gradient"]);
    let mut interpreters: Vec<Box<dyn Interpreter>> = vec![Box::new(Portable::cpu())];
    for isa in Isa::available() {
        interpreters.push(Box::new(Cpu::new(Isa::named(isa).unwrap(), 2, false).unwrap()));
    }
    // Texts of one word each, whose vectors are the logits.
    let mut weights = Weights::default();
    let word = weights.add("word", &[5, 3], logits.concat());
    weights.train(word);
    let mut batch = Packed::default();
    for (i, targets) in (0u32..).zip(&targets) {
        batch.push_targets(&[i], i, targets);
    }
    for mut interpreter in interpreters {
        let mut graph = Graph::new(&weights, &batch, None);
        let x = graph.embed(word, None, None);
        let x = graph.select_first(x);
        let loss = graph.binary_cross_entropy(x);
        let mut gradients = Gradients::new(&weights);
        let sum = interpreter.backward(&graph, &weights, &batch, loss, &mut gradients).unwrap();
        assert_eq!(sum.weight, 5.0);
        assert!((sum.loss / sum.weight - golden["loss"].as_f64().unwrap()).abs() < 1e-6);
        gradients.scale(1.0 / 5.0);
        assert!(furthest(gradients.get(word).unwrap(), &want.concat()) < 1e-7);
    }
}

#[test]
fn figures_are_those_of_scikit_learn() {
    let golden = &golden()["metrics"];
    let matrix = |key: &str| -> Vec<bool> {
        of::<Vec<Vec<u8>>>(&golden[key]).concat().into_iter().map(|x| x == 1).collect()
    };
    let tagging = Tagging { truth: matrix("truth"), said: matrix("said"), labels: 6 };
    let same = |ours: f64, key: &Value| (ours - key.as_f64().unwrap()).abs() < 1e-12;
    assert!(same(tagging.exact() as f64 / tagging.rows() as f64, &golden["exact_match"]));
    assert!(same(tagging.micro_f1(), &golden["micro_f1"]));
    assert!(same(tagging.macro_f1(), &golden["macro_f1"]));
    for (i, count) in tagging.counts().iter().enumerate() {
        assert!(same(count.precision(), &golden["precision"][i]), "{i}");
        assert!(same(count.recall(), &golden["recall"][i]), "{i}");
        assert!(same(count.f1(), &golden["f1"][i]), "{i}");
        assert_eq!(count.support, of::<usize>(&golden["support"][i]));
    }
}

#[test]
fn the_quick_head_is_a_logistic_regression_for_each_label() {
    let golden = &golden()["probe"];
    let features: Vec<Vec<f32>> = of(&golden["features"]);
    let truth = of::<Vec<Vec<u8>>>(&golden["truth"]).concat();
    let truth: Vec<bool> = truth.into_iter().map(|x| x == 1).collect();
    let probe = fit_tag_probe(&features.concat(), &truth, 3, golden["c"].as_f64().unwrap());
    let weights: Vec<Vec<f32>> = of(&golden["weights"]);
    let largest = weights.concat().iter().fold(0.0f32, |m, w| m.max(w.abs()));
    assert!(furthest(&probe.weight, &weights.concat()) < 1e-3 * largest);
    assert!(furthest(&probe.bias, &of::<Vec<f32>>(&golden["intercept"])) < 1e-3 * largest);
}
