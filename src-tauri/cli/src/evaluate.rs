//! A run scored on a file.

use crate::args;
use crate::train::warn_of_rejected;
use attune_api::engine::data::split::DEFAULT_SHARES;
use attune_api::engine::data::{ReadOptions, load_examples};
use attune_api::engine::metric::{Confusion, macro_f1};
use attune_api::engine::predict::Predictor;
use attune_api::engine::train::report::{ClassScore, class_scores};
use attune_api::types::Columns;
use attune_api::{Error, Result, set_threads_of};
use serde::Serialize;

#[derive(Serialize)]
struct Evaluation {
    n: usize,
    accuracy: f64,
    macro_f1: f64,
    labels: Vec<String>,
    per_class: Vec<ClassScore>,
    /// Row = true label, column = predicted.
    confusion: Vec<Vec<usize>>,
}

pub fn evaluate(args: &args::Evaluate) -> Result<i32> {
    set_threads_of(&args.run)?;
    let columns =
        Columns { text: Some(args.text.clone()), label: Some(args.label.clone()), group: None };
    // The parts don't matter here: every row is scored.
    let options = ReadOptions::default();
    let loaded = load_examples(&args.data, &options, &columns, None, DEFAULT_SHARES, 0)?;
    warn_of_rejected(&loaded);
    let mut predictor = Predictor::open(&args.run)?;
    let mut labels = predictor.labels().to_vec();
    let mut pairs = Vec::with_capacity(loaded.examples.len());
    for examples in loaded.examples.chunks(256) {
        let texts: Vec<&str> = examples.iter().map(|example| example.text.as_str()).collect();
        for (example, answer) in examples.iter().zip(predictor.predict(&texts)?) {
            // A label the model never saw counts as an error, and is listed after its own.
            let truth = labels.iter().position(|label| *label == example.label);
            let truth = truth.unwrap_or_else(|| {
                labels.push(example.label.clone());
                labels.len() - 1
            });
            pairs.push((truth as u32, answer.label as u32));
        }
    }
    let confusion = Confusion::new(labels.len(), pairs.into_iter());
    let evaluation = Evaluation {
        n: confusion.total(),
        accuracy: confusion.accuracy(),
        macro_f1: macro_f1(&confusion),
        per_class: class_scores(&confusion, &labels),
        confusion: confusion.counts,
        labels,
    };
    if args.json {
        let text = serde_json::to_string(&evaluation)
            .map_err(|error| Error::internal("The figures can't be written").source(error))?;
        println!("{text}");
    } else {
        show(&evaluation);
    }
    Ok(0)
}

fn show(evaluation: &Evaluation) {
    println!(
        "{} rows, accuracy {:.1}%, macro F1 {:.1}%",
        evaluation.n,
        100.0 * evaluation.accuracy,
        100.0 * evaluation.macro_f1
    );
    for class in &evaluation.per_class {
        println!(
            "{:>6} rows  precision {:.3}  recall {:.3}  F1 {:.3}  {}",
            class.support, class.precision, class.recall, class.f1, class.label
        );
    }
}
