//! How good the kept version is at saying which labels hold, on rows it never saw:
//! `report/tags.json`.

use super::event::Stage;
use crate::error::{Code, Error, IoContext, Result};
use crate::metric::{Tagging, bootstrap_ratio, wilson};
use crate::store::write_atomic;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

/// Under so many exam rows a label's figures are rough.
const ROUGH: usize = 30;

/// One version of the model on some rows. Ranges are 95%.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TagStanding {
    pub stage: Stage,
    pub n: usize,
    /// Rows with exactly the right labels.
    pub exact: usize,
    pub exact_match: f64,
    /// Wilson score interval of the exact match.
    pub exact_low: f64,
    pub exact_high: f64,
    pub micro_f1: f64,
    /// Bootstrap range of the micro F1, over the rows.
    pub micro_low: f64,
    pub micro_high: f64,
    pub macro_f1: f64,
    /// Mean binary cross-entropy in nats; absent for a guess without probabilities.
    pub loss: Option<f64>,
}

impl TagStanding {
    pub fn of(stage: Stage, tagging: &Tagging, loss: Option<f64>) -> Self {
        let (n, exact) = (tagging.rows(), tagging.exact());
        let (exact_low, exact_high) = wilson(exact, n);
        let (micro_low, micro_high) = bootstrap_ratio(&tagging.f1_pairs(None));
        Self {
            stage,
            n,
            exact,
            exact_match: exact as f64 / n.max(1) as f64,
            exact_low,
            exact_high,
            micro_f1: tagging.micro_f1(),
            micro_low,
            micro_high,
            macro_f1: tagging.macro_f1(),
            loss,
        }
    }
}

/// One label on some rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LabelScore {
    pub label: String,
    /// It is said from this probability on.
    pub threshold: f32,
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    /// 95% bootstrap range of the F1, over the rows.
    pub low: f64,
    pub high: f64,
    /// Rows of which it is true, and of which it was said.
    pub support: usize,
    pub said: usize,
    /// Of which it is true and was said.
    #[serde(default)]
    pub hits: usize,
    /// Under 30 rows of which it is true: a rough figure.
    pub rough: bool,
}

/// One entry a label, in the order of `labels`. A label without a threshold was never learned.
pub fn label_scores(tagging: &Tagging, labels: &[String], thresholds: &[f32]) -> Vec<LabelScore> {
    let counts = tagging.counts();
    let of = |(i, label): (usize, &String)| {
        let count = counts[i];
        let (low, high) = bootstrap_ratio(&tagging.f1_pairs(Some(i)));
        LabelScore {
            label: label.clone(),
            threshold: thresholds.get(i).copied().unwrap_or(1.0),
            precision: count.precision(),
            recall: count.recall(),
            f1: count.f1(),
            low,
            high,
            support: count.support,
            said: count.said,
            hits: count.hits,
            rough: count.support < ROUGH,
        }
    };
    labels.iter().enumerate().map(of).collect()
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TagReport {
    /// The most frequent combination, quick head, kept.
    pub scores: Vec<TagStanding>,
    pub labels: Vec<String>,
    pub per_label: Vec<LabelScore>,
    /// From which probability on the quick head says each label; empty in older reports.
    #[serde(default)]
    pub quick_thresholds: Vec<f32>,
    /// The labels of the most frequent combination, by their places.
    #[serde(default)]
    pub most_frequent: Vec<usize>,
    /// What was kept: tuning, or the quick head because tuning did not beat it.
    pub kept: Stage,
    pub kept_step: u64,
    /// Time spent on the run.
    pub seconds: f64,
}

impl TagReport {
    pub(super) fn save(&self, run: &Path) -> Result<()> {
        let folder = run.join("report");
        std::fs::create_dir_all(&folder).at_path(&folder)?;
        let json =
            serde_json::to_string_pretty(self).map_err(|e| Error::internal("JSON").source(e))?;
        write_atomic(&folder.join("tags.json"), json.as_bytes())
    }

    pub fn load(run: &Path) -> Result<Self> {
        let path = run.join("report").join("tags.json");
        let text = std::fs::read_to_string(&path).map_err(|e| {
            Error::new(Code::NotFound, "The run has no result yet")
                .at(run.display().to_string())
                .advice("Let the training end first")
                .source(e)
        })?;
        serde_json::from_str(&text).map_err(|e| {
            Error::new(Code::BadFile, "The run's result can't be read")
                .at(path.display().to_string())
                .source(e)
        })
    }
}

/// The kept version's thresholds, one a label: `best/thresholds.json`.
pub(super) fn save_thresholds(run: &Path, thresholds: &[f32]) -> Result<()> {
    let json = serde_json::to_string(thresholds).map_err(|e| Error::internal("JSON").source(e))?;
    write_atomic(&run.join("best").join("thresholds.json"), json.as_bytes())
}

/// The same back. They are chosen when the run ends; before that every label is said from 0.5 on.
pub fn thresholds(run: &Path, labels: usize) -> Result<Vec<f32>> {
    let path = run.join("best").join("thresholds.json");
    let text = match std::fs::read_to_string(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(vec![0.5; labels]),
        text => text.at_path(&path)?,
    };
    let damaged = || {
        Error::new(Code::BadFile, "The run's thresholds can't be read")
            .at(path.display().to_string())
            .advice("Train again")
    };
    let list: Vec<f32> = serde_json::from_str(&text).map_err(|e| damaged().source(e))?;
    if list.len() == labels { Ok(list) } else { Err(damaged()) }
}
