//! What is asked next, and how far labelling has come. Both are read from the disk each time, so
//! that a restart finds the same place.

use super::project::{get_meta, set_meta};
use super::rows::number;
use super::{
    Answered, Goal, LabelProgress, LearnRow, Mark, Project, Question, Queued, categories, goal,
    schema, tag_names, tags,
};
use crate::error::Result;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::HashSet;

/// Under which the project notes the categories of the queue's guesses.
const CATEGORIES: &str = "queue_categories";
/// Answers that the time for one is taken from.
const TIMED: usize = 31;
/// A longer pause was no thinking.
const PAUSE: i64 = 120;

/// How a row comes to be asked about, from the queue.
#[derive(Default)]
pub(super) struct Origin {
    pub random: bool,
    /// Categories by id with their probabilities, most likely first.
    pub guesses: Vec<(i64, f32)>,
}

/// What the queue says of a row, or what was said when it was asked about before. One that neither
/// knows was taken as it came.
pub(super) fn of_row(db: &Connection, row: i64) -> rusqlite::Result<Origin> {
    let found: Option<(bool, Vec<u8>)> = db
        .query_row("SELECT random, guess FROM queue WHERE row = ?1", [row], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })
        .optional()?;
    let Some((random, guess)) = found else { return as_before(db, row) };
    let categories = get_meta(db, CATEGORIES)?.unwrap_or_default();
    let categories: Vec<i64> = serde_json::from_str(&categories).unwrap_or_default();
    let values = guess.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    let mut guesses: Vec<(i64, f32)> = categories.into_iter().zip(values).collect();
    guesses.sort_by(|a, b| b.1.total_cmp(&a.1));
    Ok(Origin { random, guesses })
}

fn as_before(db: &Connection, row: i64) -> rusqlite::Result<Origin> {
    let before = db.query_row(
        "SELECT random, suggestion, confidence FROM asked WHERE row = ?1
         ORDER BY step DESC LIMIT 1",
        [row],
        |r| {
            let (suggestion, confidence): (Option<i64>, Option<f64>) = (r.get(1)?, r.get(2)?);
            let guess = suggestion.zip(confidence).map(|(id, sure)| (id, sure as f32));
            Ok(Origin { random: r.get(0)?, guesses: guess.into_iter().collect() })
        },
    );
    Ok(before.optional()?.unwrap_or(Origin { random: true, guesses: Vec::new() }))
}

impl Project {
    /// All rows that count, for the quick head to learn from and to choose among.
    pub fn learn_rows(&self) -> Result<Vec<LearnRow>> {
        let read = || {
            let mut query = self.db.prepare_cached(
                "SELECT live.id, text, label, label IS NULL AND mark IS NULL
                 FROM live ORDER BY live.id",
            )?;
            let (goal, ids) = (goal::of(&self.db)?, categories::ids(&self.db)?);
            let rows = query.query_map([], |r| {
                let label: Option<String> = r.get(2)?;
                let tags = goal == Goal::Tag;
                let set = |label: &String| {
                    tag_names(label).iter().filter_map(|name| ids.get(name).copied()).collect()
                };
                Ok(LearnRow {
                    id: r.get(0)?,
                    text: r.get(1)?,
                    category: label.as_ref().and_then(|label| ids.get(label).copied()),
                    categories: label.as_ref().filter(|_| tags).map(set),
                    waiting: r.get(3)?,
                })
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|e| self.failed(e))
    }

    /// Puts a new queue in the place of the old one. `categories`: the ids that every guess has a
    /// probability for, in this order.
    pub fn set_queue(&mut self, categories: &[i64], queue: &[Queued]) -> Result<()> {
        let ids = serde_json::json!(categories).to_string();
        // A guess is no part of the data: what was computed from it stays valid.
        let version = self.version.clone();
        self.change(|tx, path| {
            let write = || -> rusqlite::Result<()> {
                tx.execute("DELETE FROM queue", [])?;
                set_meta(tx, CATEGORIES, &ids)?;
                let mut insert = tx.prepare("INSERT INTO queue VALUES (?1, ?2, ?3, ?4)")?;
                for (place, queued) in queue.iter().enumerate() {
                    let guess: Vec<u8> =
                        queued.guess.iter().flat_map(|p| p.to_le_bytes()).collect();
                    insert.execute(params![number(place), queued.row, queued.random, guess])?;
                }
                Ok(())
            };
            write().map_err(|e| schema::failed(e, path))
        })?;
        self.version = version;
        Ok(())
    }

    /// Up to `limit` rows to ask about: first what was just taken back, then the queue, then
    /// rows that are not in it, and at last those that were put off.
    pub fn questions(&self, limit: usize) -> Result<Vec<Question>> {
        let read = || {
            let rows = in_order(&self.db, limit)?;
            rows.into_iter().map(|row| question(&self.db, row)).collect()
        };
        let found: rusqlite::Result<Vec<Question>> = read();
        found.map_err(|e| self.failed(e))
    }

    /// The same among rows whose text holds `find`, case ignored; also how many those are. None of
    /// them comes by chance: somebody looked for them.
    pub fn questions_with(&self, find: &str, limit: usize) -> Result<(usize, Vec<Question>)> {
        let find = find.to_lowercase();
        let read = || {
            let mut text = self.db.prepare_cached("SELECT text FROM row WHERE id = ?1")?;
            let mut found = Vec::new();
            for row in in_order(&self.db, usize::MAX)? {
                let text: String = text.query_row([row], |r| r.get(0))?;
                if text.to_lowercase().contains(&find) {
                    found.push(row);
                }
            }
            let first = found.iter().take(limit);
            let questions = first.map(|row| question(&self.db, *row));
            let questions = questions.collect::<rusqlite::Result<Vec<_>>>()?;
            Ok((found.len(), questions))
        };
        let found: rusqlite::Result<(usize, Vec<Question>)> = read();
        let (found, mut questions) = found.map_err(|e| self.failed(e))?;
        questions.iter_mut().for_each(|question| question.random = false);
        Ok((found, questions))
    }

    /// Rows that count.
    pub fn row_count(&self) -> Result<usize> {
        count(&self.db, "SELECT COUNT(*) FROM live").map_err(|e| self.failed(e))
    }

    /// Rows of the queue that still wait.
    pub fn queued(&self) -> Result<usize> {
        let sql = "SELECT COUNT(*) FROM queue JOIN live ON live.id = queue.row
                   WHERE label IS NULL AND mark IS NULL";
        count(&self.db, sql).map_err(|e| self.failed(e))
    }

    /// Rows that were asked about one by one.
    pub fn asked(&self) -> Result<usize> {
        let sql = "SELECT COUNT(DISTINCT row) FROM asked JOIN step ON step.id = asked.step
                   WHERE undone = 0 AND (random = 1 OR suggestion IS NOT NULL)";
        count(&self.db, sql).map_err(|e| self.failed(e))
    }

    pub fn label_progress(&self) -> Result<LabelProgress> {
        progress(&self.db).map_err(|e| self.failed(e))
    }

    /// What was answered last, the newest first.
    pub fn answered(&self, limit: usize) -> Result<Vec<Answered>> {
        answered(&self.db, limit).map_err(|e| self.failed(e))
    }

    /// Unlabelled rows with a mark, in the order they came.
    pub fn marked(&self, mark: Mark) -> Result<Vec<super::Row>> {
        let read = || {
            let mut query = self.db.prepare_cached(
                "SELECT live.id, text, label, grp, part, name, line, goal FROM live
                 JOIN source ON source.id = live.source
                 WHERE label IS NULL AND mark = ?1 ORDER BY live.id",
            )?;
            query.query_map([mark.id()], super::rows::to_row)?.collect()
        };
        let rows: rusqlite::Result<Vec<super::Row>> = read();
        rows.map_err(|e| self.failed(e))
    }
}

/// Up to `limit` rows that may be asked about, the next one first.
fn in_order(db: &Connection, limit: usize) -> rusqlite::Result<Vec<i64>> {
    let mut rows: Vec<i64> = taken_back(db)?.into_iter().collect();
    let mut known: HashSet<i64> = rows.iter().copied().collect();
    for sql in [
        "SELECT queue.row FROM queue JOIN live ON live.id = queue.row
         WHERE label IS NULL AND mark IS NULL ORDER BY place",
        // Mixed, so that the order of the file tells nothing.
        "SELECT id FROM live WHERE label IS NULL AND mark IS NULL
         ORDER BY (id * 2654435761) % 4294967296",
        "SELECT id FROM live WHERE label IS NULL AND mark = 'later' ORDER BY id",
    ] {
        let mut query = db.prepare_cached(sql)?;
        for row in query.query_map([], |r| r.get(0))? {
            let row = row?;
            if rows.len() >= limit {
                return Ok(rows);
            }
            if known.insert(row) {
                rows.push(row);
            }
        }
    }
    Ok(rows)
}

/// The row whose answer was taken back last, while it still waits for one.
fn taken_back(db: &Connection) -> rusqlite::Result<Option<i64>> {
    db.query_row(
        "SELECT asked.row FROM asked JOIN live ON live.id = asked.row
         WHERE asked.step = (SELECT MIN(id) FROM step WHERE undone = 1)
         AND label IS NULL AND mark IS NULL LIMIT 1",
        [],
        |r| r.get(0),
    )
    .optional()
}

fn question(db: &Connection, row: i64) -> rusqlite::Result<Question> {
    let origin = of_row(db, row)?;
    db.query_row(
        "SELECT text, name, line, mark FROM live JOIN source ON source.id = live.source
         WHERE live.id = ?1",
        [row],
        |r| {
            Ok(Question {
                id: row,
                text: r.get(0)?,
                source: r.get(1)?,
                line: r.get(2)?,
                later: r.get::<_, Option<String>>(3)?.is_some(),
                random: origin.random,
                guesses: origin.guesses,
            })
        },
    )
}

fn count(db: &Connection, sql: &str) -> rusqlite::Result<usize> {
    db.query_row(sql, [], |r| r.get(0))
}

fn progress(db: &Connection) -> rusqlite::Result<LabelProgress> {
    let marked = |mark: Mark| {
        db.query_row(
            "SELECT COUNT(*) FROM live WHERE label IS NULL AND mark = ?1",
            [mark.id()],
            |r| r.get(0),
        )
    };
    let [shown, hidden] = [0, 1].map(|random| suggestions(db, random));
    let ((shown, matched), (hidden, hidden_matched)) = (shown?, hidden?);
    Ok(LabelProgress {
        labelled: count(db, "SELECT COUNT(*) FROM live WHERE label IS NOT NULL")?,
        given: count(
            db,
            "SELECT COUNT(*) FROM live WHERE label IS NOT NULL AND id IN
                (SELECT change.id FROM change JOIN step ON step.id = change.step
                 WHERE field = 'label' AND before IS NULL AND undone = 0)",
        )?,
        waiting: count(db, "SELECT COUNT(*) FROM live WHERE label IS NULL AND mark IS NULL")?,
        later: marked(Mark::Later)?,
        colleague: marked(Mark::Colleague)?,
        none: marked(Mark::None)?,
        shown,
        matched,
        hidden,
        hidden_matched,
        seconds_each: seconds_each(db)?,
    })
}

/// Rows with a category that had a suggestion, and those where it is this category.
fn suggestions(db: &Connection, random: i64) -> rusqlite::Result<(usize, usize)> {
    let taken = match goal::of(db)? {
        Goal::Tag => "EXISTS (SELECT 1 FROM json_each(live.label) WHERE value = category.name)",
        _ => "live.label = category.name",
    };
    db.query_row(
        &format!(
            "SELECT COUNT(*), COALESCE(SUM({taken}), 0) FROM asked
             JOIN step ON step.id = asked.step AND step.undone = 0
             JOIN live ON live.id = asked.row AND live.label IS NOT NULL
             JOIN category ON category.id = asked.suggestion
             WHERE asked.random = ?1"
        ),
        [random],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )
}

/// The usual time from one answer to the next, over the last ones.
fn seconds_each(db: &Connection) -> rusqlite::Result<Option<f64>> {
    let mut query = db.prepare_cached(
        "SELECT at FROM step WHERE undone = 0 AND at > 0 AND id IN (SELECT step FROM asked)
         ORDER BY id DESC LIMIT ?1",
    )?;
    let times = query.query_map([number(TIMED)], |r| r.get(0))?;
    let times: Vec<i64> = times.collect::<rusqlite::Result<_>>()?;
    let mut gaps: Vec<i64> =
        times.windows(2).map(|w| w[0] - w[1]).filter(|gap| (0..=PAUSE).contains(gap)).collect();
    gaps.sort_unstable();
    // Times are whole seconds: quick answers are told apart by their mean only.
    let middle = &gaps[gaps.len() / 4..(gaps.len() * 3).div_ceil(4)];
    Ok((gaps.len() >= 4).then(|| middle.iter().sum::<i64>() as f64 / middle.len() as f64))
}

fn answered(db: &Connection, limit: usize) -> rusqlite::Result<Vec<Answered>> {
    let mut query = db.prepare_cached(
        "SELECT live.id, text, label, mark, asked.random,
            (SELECT name FROM category WHERE id = asked.suggestion)
         FROM asked JOIN step ON step.id = asked.step AND step.undone = 0
         JOIN live ON live.id = asked.row
         ORDER BY asked.step DESC, asked.row DESC LIMIT ?1",
    )?;
    let goal = goal::of(db)?;
    let read = |r: &Row<'_>| {
        let (label, suggestion): (Option<String>, Option<String>) = (r.get(2)?, r.get(5)?);
        let labels = label.map(|label| tags::names_of(goal, &label)).unwrap_or_default();
        Ok(Answered {
            row: r.get(0)?,
            text: r.get(1)?,
            mark: r.get::<_, Option<String>>(3)?.as_deref().and_then(Mark::from_id),
            suggested: suggestion.map(|name| labels.contains(&name)),
            hidden: r.get(4)?,
            labels,
        })
    };
    query.query_map([number(limit)], read)?.collect()
}
