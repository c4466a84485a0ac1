//! A run that says which of several labels hold, scored on a file.

use crate::args;
use crate::evaluate::print;
use crate::train::warn_of_rejected;
use attune_api::Result;
use attune_api::engine::metric::Tagging;
use attune_api::engine::predict::Tagger;
use attune_api::engine::task::{TagColumns, read_tags};
use attune_api::engine::train::event::Stage;
use attune_api::engine::train::{LabelScore, TagStanding, label_scores};
use serde::Serialize;

#[derive(Serialize)]
struct TagEvaluation {
    #[serde(flatten)]
    all: TagStanding,
    /// Labels that the run never learned come last.
    per_label: Vec<LabelScore>,
}

/// Every row of a file, whatever its part: which labels hold, and which are said to.
pub fn evaluate_tags(args: &args::Evaluate, columns: &TagColumns) -> Result<i32> {
    let (rows, rejected) = read_tags(&args.data, columns)?;
    warn_of_rejected(&rejected);
    let mut tagger = Tagger::open(&args.run)?;
    let mut labels = tagger.labels().to_vec();
    let own = labels.len();
    for label in rows.iter().flat_map(|row| &row.labels) {
        if !labels.contains(label) {
            labels.push(label.clone());
        }
    }
    let (mut truth, mut said) = (Vec::new(), Vec::new());
    let mut loss = 0.0;
    for rows in rows.chunks(256) {
        let texts: Vec<&str> = rows.iter().map(|row| row.text.as_str()).collect();
        for (row, answer) in rows.iter().zip(tagger.predict(&texts)?) {
            let holds: Vec<bool> = labels.iter().map(|label| row.labels.contains(label)).collect();
            loss += surprise(&answer.probabilities, &holds);
            truth.extend(holds);
            said.extend(answer.said);
            said.resize(truth.len(), false);
        }
    }
    let loss = loss / (rows.len() * own) as f64;
    let tagging = Tagging { truth, said, labels: labels.len() };
    let evaluation = TagEvaluation {
        all: TagStanding::of(Stage::Kept, &tagging, Some(loss)),
        per_label: label_scores(&tagging, &labels, &tagger.thresholds()),
    };
    match args.json {
        true => print(&evaluation)?,
        false => show_tags(&evaluation),
    }
    Ok(0)
}

/// Summed binary cross-entropy of one row over the run's own labels, in nats.
fn surprise(probabilities: &[f32], holds: &[bool]) -> f64 {
    let one = |(&p, &holds): (&f32, &bool)| {
        let p = if holds { p } else { 1.0 - p };
        -f64::from(p.max(f32::MIN_POSITIVE)).ln()
    };
    probabilities.iter().zip(holds).map(one).sum()
}

fn show_tags(evaluation: &TagEvaluation) {
    let TagEvaluation { all, per_label } = evaluation;
    println!(
        "{} rows, exactly right {:.1}% ({:.1} to {:.1}), micro F1 {:.3} ({:.3} to {:.3}), macro F1 \
         {:.3}",
        all.n,
        100.0 * all.exact_match,
        100.0 * all.exact_low,
        100.0 * all.exact_high,
        all.micro_f1,
        all.micro_low,
        all.micro_high,
        all.macro_f1
    );
    for label in per_label {
        println!(
            "{:>6} rows  precision {:.3}  recall {:.3}  F1 {:.3} ({:.3} to {:.3})  said from {:.2} \
             on  {}",
            label.support,
            label.precision,
            label.recall,
            label.f1,
            label.low,
            label.high,
            label.threshold,
            label.label
        );
    }
}
