//! What the model card says of a model that answers with several labels.

use super::card::{escaped, percent, rounded};
use crate::train::event::Stage;
use crate::train::{TagReport, TagStanding};
use serde_json::{Value, json};
use std::fmt::Write;

/// How its answers are read.
pub(super) const USE: &str = "\nSigmoid turns a label's logit into its probability, and the label \
                              is said where that is at least its threshold in \
                              `thresholds.json`.\n";

/// The results in the form that the hub shows beside a model.
pub(super) fn metrics(kept: &TagStanding) -> Value {
    let range = |low: f64, high: f64| format!("95% range {low:.3} to {high:.3}, {} rows", kept.n);
    let micro = format!("F1 (micro; {})", range(kept.micro_low, kept.micro_high));
    let exact = format!("Exact match ({})", range(kept.exact_low, kept.exact_high));
    json!([
        {"type": "f1", "value": rounded(kept.micro_f1), "name": micro},
        {"type": "f1", "value": rounded(kept.macro_f1), "name": "F1 (macro)"},
        {"type": "accuracy", "value": rounded(kept.exact_match), "name": exact},
    ])
}

/// The results as two tables; `labels` are the present names.
pub(super) fn results(report: &TagReport, labels: &[String]) -> String {
    let score = |stage| report.scores.iter().find(|score| score.stage == stage);
    let Some(kept) = score(Stage::Kept) else {
        return "It was not examined.\n".into();
    };
    let mut text = String::new();
    // Writing into a string can't fail.
    let _ = write!(
        text,
        "On {} examples it never saw it names exactly the right categories {} times ({}; 95% range \
         {} to {}).\n\n\
         | | F1 (micro) | 95% range | F1 (macro) | exactly right |\n|---|---|---|---|---|\n",
        kept.n,
        kept.exact,
        percent(kept.exact_match),
        percent(kept.exact_low),
        percent(kept.exact_high)
    );
    let rows = [
        (Stage::Kept, "this model"),
        (Stage::QuickHead, "the base with a quick head"),
        (Stage::Majority, "always the most frequent combination"),
    ];
    for (stage, name) in rows {
        let Some(score) = score(stage) else { continue };
        let _ = writeln!(
            text,
            "| {name} | {:.3} | {:.3} to {:.3} | {:.3} | {} |",
            score.micro_f1,
            score.micro_low,
            score.micro_high,
            score.macro_f1,
            percent(score.exact_match)
        );
    }
    text += "\n| category | said from | precision | recall | F1 | 95% range | examples |\n\
             |---|---|---|---|---|---|---|\n";
    for (score, label) in report.per_label.iter().zip(labels) {
        let rough = if score.rough { " (few: a rough figure)" } else { "" };
        let _ = writeln!(
            text,
            "| {} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} to {:.2} | {}{rough} |",
            escaped(label),
            score.threshold,
            score.precision,
            score.recall,
            score.f1,
            score.low,
            score.high,
            score.support
        );
    }
    text
}
