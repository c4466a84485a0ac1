//! What a person answers when asked about unlabelled rows. An answer is durable before the call
//! returns, and is a step that can be taken back.

use super::categories::{ensure, gone, ids, in_use, label_of, relabel};
use super::queue::Origin;
use super::table::excerpt;
use super::{Answer, LabelCategory, Project, StepKind, goal, history, labels, parts, schema, tags};
use crate::error::{Code, Error, Result};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::collections::HashMap;

impl Answer<'_> {
    /// As the row's mark; a category is none.
    fn mark(&self) -> Option<&'static str> {
        match self {
            Answer::Category(_) | Answer::Categories(_) => None,
            Answer::Later => Some("later"),
            Answer::Colleague => Some("colleague"),
            Answer::NoneFits => Some("none"),
        }
    }

    fn step(&self) -> (String, StepKind, Vec<String>) {
        match self {
            Answer::Categories(names) => tags::step_of(Some(&tags::stored(names))),
            Answer::Category(name) => (
                format!("Put a row into '{}'", excerpt(name)),
                StepKind::Label,
                vec![(*name).into()],
            ),
            Answer::Later => ("Put a row off".into(), StepKind::Later, Vec::new()),
            Answer::Colleague => {
                ("Left a row to a colleague".into(), StepKind::AskColleague, Vec::new())
            }
            Answer::NoneFits => {
                ("Said that no category fits".into(), StepKind::NoneFits, Vec::new())
            }
        }
    }
}

impl Project {
    /// Keeps what the person says to a row, and how it came to be asked about: what
    /// [`Project::questions`] had said of it.
    pub fn answer(&mut self, row: i64, answer: Answer<'_>) -> Result<()> {
        self.keep_answer(row, answer, false)
    }

    /// The same for a row that [`Project::questions_with`] gave: somebody looked for it, so that
    /// it is no fair sample of all rows, and does not become part of the exam.
    pub fn answer_found(&mut self, row: i64, answer: Answer<'_>) -> Result<()> {
        self.keep_answer(row, answer, true)
    }

    fn keep_answer(&mut self, row: i64, answer: Answer<'_>, found: bool) -> Result<()> {
        let answer = match answer {
            Answer::Category(name) => Answer::Category(labels::tidy(name).ok_or_else(nameless)?),
            other => other,
        };
        self.change(|tx, path| {
            let fail = |e| schema::failed(e, path);
            if matches!(answer, Answer::Categories(_)) {
                tags::refuse_single(tx).map_err(fail)??;
            }
            let before = label_of(tx, row).map_err(fail)?.ok_or_else(|| gone(row))?;
            // Beginning a step forgets what was taken back, which may be this row's last answer.
            let mut origin = super::queue::of_row(tx, row).map_err(fail)?;
            origin.random &= !found;
            let (title, kind, names) = answer.step();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let step = history::begin(tx, &title, kind, &names).map_err(fail)?;
            note_asked(tx, step, row, &origin).map_err(fail)?;
            set_mark(tx, step, row, answer.mark()).map_err(fail)?;
            let goal = goal::of(tx).map_err(fail)?;
            let label = match answer {
                Answer::Category(name) => Some(tags::kept(goal, name)),
                Answer::Categories(names) => Some(tags::stored(names)),
                _ => None,
            };
            relabel(tx, step, row, before.as_deref(), label.as_deref(), None).map_err(fail)?;
            parts::assign(tx).map_err(fail)
        })
    }

    /// Puts several rows into one category, as one step; rows that have one already are left
    /// alone. Gives how many were put there.
    pub fn label_many(&mut self, rows: &[i64], label: &str) -> Result<usize> {
        let label = labels::tidy(label).ok_or_else(nameless)?;
        let title = format!("Put rows into '{}'", excerpt(label));
        let pairs: Vec<(i64, &str)> = rows.iter().map(|row| (*row, label)).collect();
        self.label_pairs(&title, StepKind::LabelMany, &[label], &pairs)
    }

    /// Takes a colleague's answers for rows without a category, as one step.
    pub fn take_answers(&mut self, answers: &[(i64, &str)]) -> Result<usize> {
        self.label_pairs("Took a colleague's answers", StepKind::ColleagueAnswers, &[], answers)
    }

    fn label_pairs(
        &mut self,
        title: &str,
        kind: StepKind,
        names: &[&str],
        pairs: &[(i64, &str)],
    ) -> Result<usize> {
        let mut put = 0;
        self.change(|tx, path| {
            let fail = |e| schema::failed(e, path);
            let mut open = Vec::new();
            for &(row, label) in pairs {
                if label_of(tx, row).map_err(fail)? == Some(None) {
                    open.push((row, label));
                }
            }
            if open.is_empty() {
                return Ok(());
            }
            put = open.len();
            put_all(tx, title, kind, names, &open).map_err(fail)
        })?;
        Ok(put)
    }

    /// Lets rows that were put off, left to a colleague or fitted nowhere wait like all others.
    pub fn ask_again(&mut self, marked: &[i64]) -> Result<()> {
        self.change(|tx, path| {
            let again = || {
                let step =
                    history::begin(tx, "Let rows wait for a category", StepKind::Unmark, &[])?;
                marked.iter().try_for_each(|row| set_mark(tx, step, *row, None))
            };
            again().map_err(|e| schema::failed(e, path))
        })
    }

    /// A category that no row has yet.
    pub fn add_category(&mut self, name: &str) -> Result<()> {
        let name = labels::tidy(name).ok_or_else(nameless)?;
        self.change(|tx, path| {
            let fail = |e| schema::failed(e, path);
            ensure(tx).map_err(fail)?;
            if known(tx).map_err(fail)?.iter().any(|category| category.name == name) {
                return Err(Error::new(
                    Code::BadSetting,
                    format!("There is a category '{name}' already"),
                )
                .safe("Nothing was changed")
                .advice("Choose another name"));
            }
            declare(tx, name).map_err(fail)
        })
    }

    /// Says what belongs into a category; nothing takes the words away.
    pub fn define_category(&mut self, name: &str, definition: Option<&str>) -> Result<()> {
        let definition = definition.and_then(labels::tidy);
        self.change(|tx, path| {
            let fail = |e| schema::failed(e, path);
            ensure(tx).map_err(fail)?;
            let id = ids(tx).map_err(fail)?.get(name).copied().ok_or_else(|| {
                Error::new(Code::NotFound, format!("There is no category '{}'", excerpt(name)))
                    .safe("Nothing was changed")
            })?;
            define(tx, id, name, definition).map_err(fail)
        })
    }

    /// The categories a row may be put into, in an order that stays the same.
    pub fn label_categories(&mut self) -> Result<Vec<LabelCategory>> {
        ensure(&self.db).and_then(|()| known(&self.db)).map_err(|e| self.failed(e))
    }
}

fn nameless() -> Error {
    Error::new(Code::BadSetting, "A category needs a name").safe("Nothing was changed")
}

/// Puts a mark on a row, or takes it away, as part of a step.
fn set_mark(tx: &Transaction<'_>, step: i64, row: i64, mark: Option<&str>) -> rusqlite::Result<()> {
    let before: Option<Option<String>> =
        tx.query_row("SELECT mark FROM row WHERE id = ?1", [row], |r| r.get(0)).optional()?;
    let Some(before) = before else { return Ok(()) };
    if before.as_deref() != mark {
        history::note(tx, step, "mark", row, before, mark)?;
        tx.execute("UPDATE row SET mark = ?2 WHERE id = ?1", params![row, mark])?;
    }
    Ok(())
}

fn note_asked(tx: &Transaction<'_>, step: i64, row: i64, asked: &Origin) -> rusqlite::Result<()> {
    let first = asked.guesses.first();
    tx.execute(
        "INSERT OR REPLACE INTO asked VALUES (?1, ?2, ?3, ?4, ?5)",
        params![step, row, asked.random, first.map(|g| g.0), first.map(|g| f64::from(g.1))],
    )
    .map(|_| ())
}

fn put_all(
    tx: &Transaction<'_>,
    title: &str,
    kind: StepKind,
    names: &[&str],
    pairs: &[(i64, &str)],
) -> rusqlite::Result<()> {
    let step = history::begin(tx, title, kind, names)?;
    let goal = goal::of(tx)?;
    for &(row, label) in pairs {
        // Chosen by hand, without a suggestion.
        tx.execute("INSERT OR REPLACE INTO asked VALUES (?1, ?2, 0, NULL, NULL)", [step, row])?;
        set_mark(tx, step, row, None)?;
        relabel(tx, step, row, None, Some(&tags::kept(goal, label)), None)?;
    }
    parts::assign(tx)
}

fn declare(tx: &Transaction<'_>, name: &str) -> rusqlite::Result<()> {
    let title = format!("Made the category '{}'", excerpt(name));
    let step = history::begin(tx, &title, StepKind::NewCategory, &[name])?;
    let id = match ids(tx)?.get(name) {
        Some(id) => *id,
        None => {
            tx.execute("INSERT INTO category (name) VALUES (?1)", [name])?;
            tx.last_insert_rowid()
        }
    };
    history::note(tx, step, "declared", id, 0, 1)?;
    tx.execute("UPDATE category SET declared = 1 WHERE id = ?1", [id]).map(|_| ())
}

fn define(
    tx: &Transaction<'_>,
    id: i64,
    name: &str,
    definition: Option<&str>,
) -> rusqlite::Result<()> {
    let before: Option<String> =
        tx.query_row("SELECT definition FROM category WHERE id = ?1", [id], |r| r.get(0))?;
    if before.as_deref() == definition {
        return Ok(());
    }
    let title = format!("Said what belongs into '{}'", excerpt(name));
    let step = history::begin(tx, &title, StepKind::Define, &[name])?;
    history::note(tx, step, "definition", id, before, definition)?;
    tx.execute("UPDATE category SET definition = ?2 WHERE id = ?1", params![id, definition])
        .map(|_| ())
}

/// Categories in use or made by the person, by id.
pub(super) fn known(db: &Connection) -> rusqlite::Result<Vec<LabelCategory>> {
    let counts: HashMap<String, usize> = in_use(db)?.into_iter().collect();
    let mut query = db.prepare_cached(
        "SELECT MIN(id), name, MAX(definition), MAX(declared) FROM category
         GROUP BY name ORDER BY MIN(id)",
    )?;
    let mut found = query.query([])?;
    let mut categories = Vec::new();
    while let Some(r) = found.next()? {
        let name: String = r.get(1)?;
        let rows = counts.get(&name).copied().unwrap_or(0);
        if rows > 0 || r.get(3)? {
            categories.push(LabelCategory { id: r.get(0)?, name, definition: r.get(2)?, rows });
        }
    }
    Ok(categories)
}
