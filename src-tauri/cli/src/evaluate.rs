//! A run scored on a file.

use crate::args;
use crate::columns::Meaning;
use crate::tags::evaluate_tags;
use crate::train::warn_of_rejected;
use attune_api::engine::data::split::DEFAULT_SHARES;
use attune_api::engine::data::{ReadOptions, load_examples};
use attune_api::engine::metric::{Confusion, macro_f1};
use attune_api::engine::predict::Predictor;
use attune_api::engine::task::{self, TextColumns, gather};
use attune_api::engine::train::report::{ClassScore, class_scores};
use attune_api::engine::train::{LanguageSession, Recipe, Standing};
use attune_api::types::Columns;
use attune_api::{Code, Error, Result, set_threads_of};
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
    let task = task::find(&Recipe::load(&args.run)?.task)?;
    match args.columns.meaning(task)? {
        Meaning::Sorted(columns) => sorted(args, &columns),
        Meaning::Tagged(columns) => evaluate_tags(args, &columns),
        Meaning::Written(columns) => written(args, &columns),
    }
}

fn sorted(args: &args::Evaluate, columns: &Columns) -> Result<i32> {
    // The parts don't matter here: every row is scored.
    let options = ReadOptions::default();
    let loaded = load_examples(&args.data, &options, columns, None, DEFAULT_SHARES, 0)?;
    warn_of_rejected(&loaded.rejected);
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
    match args.json {
        true => print(&evaluation)?,
        false => show(&evaluation),
    }
    Ok(0)
}

/// How surprised the kept version is by the answers, or the texts, of a file.
fn written(args: &args::Evaluate, columns: &TextColumns) -> Result<i32> {
    let gathered = gather(&args.data, columns, None, DEFAULT_SHARES, 0)?;
    warn_of_rejected(&gathered.rejected);
    let (mut session, _) = LanguageSession::open_kept(&args.run)?;
    let texts = session.encode(&args.run, &gathered.material)?;
    if texts.cut.tokens + texts.cut.empty > 0 {
        eprintln!(
            "{} examples are longer than the run reads: {} tokens, {} of them in answers, were \
             left out; {} examples have nothing left to score.",
            texts.cut.examples, texts.cut.tokens, texts.cut.answers, texts.cut.empty
        );
    }
    let standing = Standing::of(&session.surprise(&texts, &mut |_| true)?);
    if standing.tokens == 0 {
        return Err(Error::new(Code::BadData, "No row has an answer left to score")
            .at(args.data.display().to_string())
            .advice("Check which columns hold questions and answers, or the text"));
    }
    match args.json {
        true => print(&standing)?,
        false => println!(
            "{} examples, {} tokens, loss {:.4} nats a token, perplexity {:.3} ({:.3} to {:.3})",
            standing.n,
            standing.tokens,
            standing.loss,
            standing.perplexity,
            standing.low,
            standing.high
        ),
    }
    Ok(0)
}

pub fn print(figures: &impl Serialize) -> Result<()> {
    let text = serde_json::to_string(figures)
        .map_err(|error| Error::internal("The figures can't be written").source(error))?;
    println!("{text}");
    Ok(())
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
