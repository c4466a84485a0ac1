//! How surprised the kept version is by texts it never saw: `report/language.json`.

use super::event::Stage;
use super::language::{Surprise, mean_loss};
use crate::error::{Code, Error, IoContext, Result};
use crate::metric::{bootstrap_ratio, perplexity};
use crate::store::write_atomic;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

/// One version of the model on some texts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Standing {
    /// Conversations or texts.
    pub n: usize,
    /// Tokens that were asked for.
    pub tokens: usize,
    /// Nats for each of these tokens.
    pub loss: f64,
    pub perplexity: f64,
    /// 95% bootstrap range of the perplexity, over the texts.
    pub low: f64,
    pub high: f64,
}

impl Standing {
    pub fn of(all: &[Surprise]) -> Self {
        let all: Vec<Surprise> = all.iter().copied().filter(|s| s.tokens > 0).collect();
        let loss = mean_loss(&all);
        let pairs: Vec<(f64, f64)> = all.iter().map(|s| (s.loss, s.tokens as f64)).collect();
        let (low, high) = bootstrap_ratio(&pairs);
        Self {
            n: all.len(),
            tokens: all.iter().map(|s| s.tokens).sum(),
            loss,
            perplexity: perplexity(loss),
            low: perplexity(low),
            high: perplexity(high),
        }
    }
}

/// One text of the exam.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RowSurprise {
    pub id: i64,
    /// Tokens that were asked for.
    pub tokens: usize,
    /// Nats a token, of the model as it came and of the version that was kept.
    pub before: f64,
    pub after: f64,
}

impl RowSurprise {
    /// Of each text with something to ask; all three in the same order.
    pub(super) fn of_all(ids: &[i64], before: &[Surprise], after: &[Surprise]) -> Vec<Self> {
        let each = ids.iter().zip(before.iter().zip(after));
        each.filter(|(_, (_, after))| after.tokens > 0)
            .map(|(id, (before, after))| Self {
                id: *id,
                tokens: after.tokens,
                before: mean_loss(&[*before]),
                after: mean_loss(&[*after]),
            })
            .collect()
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LanguageReport {
    /// The model as it came.
    pub before: Standing,
    /// The version that was kept.
    pub after: Standing,
    pub kept: Stage,
    pub kept_step: u64,
    /// Time spent on the run.
    pub seconds: f64,
    /// In the order they came; runs of earlier versions did not note them.
    #[serde(default)]
    pub rows: Vec<RowSurprise>,
}

impl LanguageReport {
    pub(super) fn save(&self, run: &Path) -> Result<()> {
        let folder = run.join("report");
        std::fs::create_dir_all(&folder).at_path(&folder)?;
        let json =
            serde_json::to_string_pretty(self).map_err(|e| Error::internal("JSON").source(e))?;
        write_atomic(&folder.join("language.json"), json.as_bytes())
    }

    pub fn load(run: &Path) -> Result<Self> {
        let path = run.join("report").join("language.json");
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
