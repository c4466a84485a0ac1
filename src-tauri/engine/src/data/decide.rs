//! What a person decides on single rows, and rows added by hand.

use super::categories::{gone, ids, label_of, relabel};
use super::dialogues::count_words;
use super::table::excerpt;
use super::{
    DataSummary, Goal, Project, StepKind, Verdict, goal, history, labels, parts, schema, split,
    tag_names, tags,
};
use crate::error::{Code, Error, Result};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::collections::HashMap;

/// Where rows added by hand are said to come from.
const BY_HAND: &str = "Added by hand";

/// A decision to be taken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Decision<'a> {
    /// The label was wrong; it becomes this one.
    LabelWrong(&'a str),
    ModelWrong,
    /// The label is right, and this category would be as well.
    BothFit(&'a str),
    /// The categories were wrong; they become these, which may be none.
    LabelsWrong(&'a [String]),
    /// No decision after all.
    Open,
}

impl Project {
    /// Keeps what a person decided on a labelled row.
    pub fn decide(&mut self, row: i64, decision: Decision<'_>) -> Result<DataSummary> {
        self.change(|tx, path| {
            let fail = |e| schema::failed(e, path);
            let label = label_of(tx, row).map_err(fail)?.ok_or_else(|| gone(row))?;
            let Some(label) = label else {
                return Err(Error::new(Code::BadData, "This row has no category to decide on")
                    .safe("Nothing was changed")
                    .advice("Put it into a category first"));
            };
            let tags = goal::of(tx).map_err(fail)? == Goal::Tag;
            let fits = match decision {
                Decision::LabelWrong(_) | Decision::BothFit(_) => !tags,
                Decision::LabelsWrong(_) => tags,
                Decision::ModelWrong | Decision::Open => true,
            };
            if !fits {
                return Err(Error::new(Code::BadSetting, "This decision is for other rows")
                    .safe("Nothing was changed"));
            }
            record(tx, row, &label, decision).map_err(fail)?
        })?;
        self.summary()
    }

    /// Adds a row that no file holds, with all the categories that hold for it.
    pub fn add_tagged(&mut self, text: &str, names: &[String]) -> Result<DataSummary> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::new(Code::BadData, "A row needs a text"));
        }
        self.change(|tx, path| {
            let fail = |e| schema::failed(e, path);
            goal::refuse_other(tx, Goal::Tag).map_err(fail)??;
            let label = tags::stored(names);
            let title = format!("Added a row to '{}'", excerpt(&tag_names(&label).join("', '")));
            let (key, words) = (split::key(text), count_words(text));
            let row = ByHand { text, key, words, label: &label };
            insert(tx, Goal::Tag, &title, &row).map_err(fail)
        })?;
        self.summary()
    }

    /// Adds a labelled row that no file holds.
    pub fn add_row(&mut self, text: &str, label: &str) -> Result<DataSummary> {
        let (text, label) = match (text.trim(), labels::tidy(label)) {
            ("", _) => return Err(Error::new(Code::BadData, "A row needs a text")),
            (_, None) => return Err(Error::new(Code::BadData, "A row needs a category")),
            (text, Some(label)) => (text, label),
        };
        if self.goal()? == Goal::Tag {
            return self.add_tagged(text, &[label.to_owned()]);
        }
        self.change(|tx, path| {
            let fail = |e| schema::failed(e, path);
            goal::refuse_other(tx, Goal::Classify).map_err(fail)??;
            let title = format!("Added a row to '{}'", excerpt(label));
            let (key, words) = (split::key(text), count_words(text));
            insert(tx, Goal::Classify, &title, &ByHand { text, key, words, label }).map_err(fail)
        })?;
        self.summary()
    }
}

/// A row that no file holds.
pub(super) struct ByHand<'a> {
    pub text: &'a str,
    pub key: u64,
    pub words: usize,
    pub label: &'a str,
}

fn record(
    tx: &Transaction<'_>,
    row: i64,
    label: &str,
    decision: Decision<'_>,
) -> rusqlite::Result<Result<()>> {
    let begin = |title: &str, kind, names: &[&str]| history::begin(tx, title, kind, names);
    let right;
    let (step, label_after, verdict) = match decision {
        Decision::LabelsWrong(names) => {
            right = tags::stored(names);
            let title = match names {
                [] => "Corrected a row: no category holds".into(),
                _ => format!("Corrected a label to '{}'", excerpt(&names.join("', '"))),
            };
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            (begin(&title, StepKind::LabelWrong, &names)?, &*right, Some("label".to_owned()))
        }
        Decision::LabelWrong(right) => {
            let Some(right) = labels::tidy(right) else {
                return Ok(Err(Error::new(Code::BadSetting, "The right category needs a name")));
            };
            let title = format!("Corrected a label to '{}'", excerpt(right));
            (begin(&title, StepKind::LabelWrong, &[right])?, right, Some("label".to_owned()))
        }
        Decision::ModelWrong => {
            let step = begin("Confirmed a label", StepKind::ModelWrong, &[])?;
            (step, label, Some("model".into()))
        }
        Decision::BothFit(other) => {
            super::categories::ensure(tx)?;
            let Some(id) = ids(tx)?.get(other).copied().filter(|_| other != label) else {
                return Ok(Err(Error::new(Code::BadSetting, "There is no such other category")
                    .safe("Nothing was changed")));
            };
            let title = format!("Noted that '{}' fits as well", excerpt(other));
            (begin(&title, StepKind::BothFit, &[other])?, label, Some(format!("both:{id}")))
        }
        Decision::Open => (begin("Took a decision back", StepKind::Open, &[])?, label, None),
    };
    relabel(tx, step, row, Some(label), Some(label_after), verdict.as_deref())?;
    Ok(Ok(()))
}

/// A verdict as it is kept, with the present name of the other category.
pub(super) fn read_verdict(text: &str, names: &HashMap<i64, String>) -> Option<Verdict> {
    match text {
        "label" => Some(Verdict::LabelWrong),
        "model" => Some(Verdict::ModelWrong),
        _ => {
            let id = text.strip_prefix("both:")?.parse().ok()?;
            Some(Verdict::BothFit { other: names.get(&id)?.clone() })
        }
    }
}

/// Adds it as a step of the history.
pub(super) fn insert(
    tx: &Transaction<'_>,
    goal: Goal,
    title: &str,
    row: &ByHand<'_>,
) -> rusqlite::Result<()> {
    let names = tags::names_of(goal, row.label);
    let names: Vec<&str> = names.iter().map(String::as_str).filter(|n| !n.is_empty()).collect();
    let step = history::begin(tx, title, StepKind::AddRow, &names)?;
    let source = by_hand(tx, goal)?;
    let line: i64 = tx.query_row(
        "SELECT COALESCE(MAX(line), 0) + 1 FROM row WHERE source = ?1",
        [source],
        |r| r.get(0),
    )?;
    tx.execute(
        "INSERT INTO row (source, line, text, text_key, words, label)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![source, line, row.text, row.key as i64, row.words as i64, row.label],
    )?;
    history::note(tx, step, "deleted", tx.last_insert_rowid(), 1, 0)?;
    parts::assign(tx)
}

/// The active source of rows without a file.
fn by_hand(tx: &Connection, goal: Goal) -> rusqlite::Result<i64> {
    let known = tx
        .query_row(
            "SELECT id FROM source WHERE sha256 = '' AND active = 1 AND goal = ?1",
            [goal.id()],
            |r| r.get(0),
        )
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    tx.execute(
        "INSERT INTO source (name, sha256, options, columns, test_only, goal)
         VALUES (?1, '', '{}', '{}', 0, ?2)",
        [BY_HAND, goal.id()],
    )?;
    Ok(tx.last_insert_rowid())
}
