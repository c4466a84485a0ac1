//! What runs answered to exam rows, kept once and scored by whatever the labels are later.

use super::decide::read_verdict;
use super::{Project, Verdict, schema};
use crate::error::Result;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// A row of the present exam.
#[derive(Debug, Clone, PartialEq)]
pub struct ExamItem {
    pub id: i64,
    pub text: String,
    pub label: String,
    pub verdict: Option<Verdict>,
    /// File and line it came from.
    pub source: String,
    pub line: u64,
}

/// A run's answer to an exam row: probabilities in the order of the run's categories.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoredAnswer {
    pub row: i64,
    /// [`exact_key`] of the text that was answered.
    pub text: i64,
    /// The id of the row's category when the run ended; absent when it joined later.
    pub label: Option<i64>,
    /// Absent when the run had learned from the row.
    pub kept: Option<Vec<f32>>,
    /// Of the untuned model with its quick head.
    pub quick_head: Option<Vec<f32>>,
}

/// A text as a number; every letter and blank counts.
pub fn exact_key(text: &str) -> i64 {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(8).fold(0, |key, byte| key << 8 | i64::from(*byte))
}

fn to_bytes(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

fn from_bytes(bytes: &[u8]) -> Vec<f32> {
    let chunks = bytes.as_chunks::<4>().0;
    chunks.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()
}

impl Project {
    /// The rows of the exam, in the order they came.
    pub fn exam(&self) -> Result<Vec<ExamItem>> {
        let names = self.category_names()?;
        read_exam(&self.db, &names).map_err(|e| self.failed(e))
    }

    /// Adds a run's answers to those it has. `majority` is the index of its most frequent
    /// category, noted once.
    pub fn keep_answers(
        &mut self,
        run: &str,
        majority: Option<usize>,
        answers: &[StoredAnswer],
    ) -> Result<()> {
        let path = self.path.clone();
        let write = |db: &mut Connection| {
            let tx = db.transaction()?;
            tx.execute(
                "INSERT OR IGNORE INTO answered VALUES (?1, ?2)",
                params![run, majority.map(|index| index as i64)],
            )?;
            let mut insert = tx.prepare(
                "INSERT INTO answer VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (run, row) DO UPDATE
                 SET text = excluded.text, kept = excluded.kept, quick_head = excluded.quick_head",
            )?;
            for a in answers {
                let (kept, quick) =
                    (a.kept.as_deref().map(to_bytes), a.quick_head.as_deref().map(to_bytes));
                insert.execute(params![run, a.row, a.text, a.label, kept, quick])?;
            }
            drop(insert);
            tx.commit()
        };
        write(&mut self.db).map_err(|e| schema::failed(e, &path))
    }

    /// A run's answers by row, and the index of its most frequent category; nothing when none
    /// were ever kept.
    #[allow(clippy::type_complexity)] // Two answers to one question, taken apart at once.
    pub fn answers(
        &self,
        run: &str,
    ) -> Result<Option<(Option<usize>, HashMap<i64, StoredAnswer>)>> {
        read_answers(&self.db, run).map_err(|e| self.failed(e))
    }

    pub fn forget_answers(&mut self, run: &str) -> Result<()> {
        self.db
            .execute("DELETE FROM answered WHERE run = ?1", [run])
            .map(|_| ())
            .map_err(|e| self.failed(e))
    }
}

fn read_exam(db: &Connection, names: &HashMap<i64, String>) -> rusqlite::Result<Vec<ExamItem>> {
    let mut query = db.prepare_cached(
        "SELECT live.id, text, label, verdict, name, line FROM live
         JOIN source ON source.id = live.source
         WHERE part = 2 AND label IS NOT NULL ORDER BY live.id",
    )?;
    let rows = query.query_map([], |r| {
        let verdict: Option<String> = r.get(3)?;
        Ok(ExamItem {
            id: r.get(0)?,
            text: r.get(1)?,
            label: r.get(2)?,
            verdict: verdict.and_then(|text| read_verdict(&text, names)),
            source: r.get(4)?,
            line: r.get(5)?,
        })
    })?;
    rows.collect()
}

#[allow(clippy::type_complexity)]
fn read_answers(
    db: &Connection,
    run: &str,
) -> rusqlite::Result<Option<(Option<usize>, HashMap<i64, StoredAnswer>)>> {
    let known: Option<Option<usize>> = db
        .query_row("SELECT majority FROM answered WHERE run = ?1", [run], |r| r.get(0))
        .optional()?;
    let Some(majority) = known else { return Ok(None) };
    let mut query =
        db.prepare_cached("SELECT row, text, label, kept, quick_head FROM answer WHERE run = ?1")?;
    let rows = query.query_map([run], |r| {
        let (kept, quick): (Option<Vec<u8>>, Option<Vec<u8>>) = (r.get(3)?, r.get(4)?);
        Ok(StoredAnswer {
            row: r.get(0)?,
            text: r.get(1)?,
            label: r.get(2)?,
            kept: kept.as_deref().map(from_bytes),
            quick_head: quick.as_deref().map(from_bytes),
        })
    })?;
    let answers = rows.map(|answer| answer.map(|answer| (answer.row, answer)));
    Ok(Some((majority, answers.collect::<rusqlite::Result<_>>()?)))
}
