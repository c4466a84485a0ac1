//! What a project's rows are for: guessed from a file, and the same for all its files.

use super::roles::Roles;
use super::shapes::{ChatColumns, messages_of};
use super::{Columns, Goal};
use crate::error::{Code, Error, Result};
use rusqlite::{Connection, OptionalExtension};

/// Words a text has on average, from which on it is more likely a model of style than a message to
/// be sorted.
const LONG: f64 = 60.0;
/// Words of an answer on average; what is shorter may be a category.
const ANSWER: f64 = 4.0;
/// Columns of yes and no that are categories; fewer may be anything.
const FLAGS: usize = 2;

/// The goal of the rows that count; sorting while there are none.
pub(super) fn of(db: &Connection) -> rusqlite::Result<Goal> {
    Ok(known(db)?.unwrap_or_default())
}

fn known(db: &Connection) -> rusqlite::Result<Option<Goal>> {
    let id: Option<String> = db
        .query_row(
            "SELECT goal FROM source WHERE active = 1 AND EXISTS
                (SELECT 1 FROM row WHERE row.source = source.id AND deleted = 0)
             ORDER BY id LIMIT 1",
            [],
            |r| r.get(0),
        )
        .optional()?;
    Ok(id.and_then(|id| Goal::from_id(&id)))
}

/// Rows for one goal can't stand beside rows for another.
pub(super) fn refuse_other(db: &Connection, goal: Goal) -> rusqlite::Result<Result<()>> {
    let present = known(db)?.filter(|present| *present != goal);
    Ok(match present {
        None => Ok(()),
        Some(_) => {
            Err(Error::new(Code::BadSetting, "The project's rows are there for another goal")
                .safe("Nothing was changed")
                .advice("Keep the goal, replace all rows, or begin a new project"))
        }
    })
}

/// The columns of a file with the goal they speak for. `rows` are the first of the file.
pub(super) fn guess(
    columns: &[String],
    rows: &[Vec<String>],
    roles: &Roles,
    text: Option<&str>,
) -> Columns {
    let mut guess = roles.guess(text);
    match ChatColumns::find(columns, None, None, None) {
        Some(ChatColumns::Messages(name)) if holds_messages(columns, rows, &name) => {
            guess = Columns { goal: Goal::Chat, messages: Some(name), ..Columns::default() };
        }
        Some(ChatColumns::Pairs { prompt, answer, .. }) if roles.is_prose(&answer, ANSWER) => {
            guess.goal = Goal::Chat;
            (guess.prompt, guess.answer) = (Some(prompt), Some(answer));
        }
        _ if tags(columns, roles, &mut guess) => {}
        _ => {
            let text = guess.text.as_deref();
            let long = text.is_some_and(|text| roles.is_prose(text, LONG));
            if guess.label.is_none() && long {
                guess.goal = Goal::Continue;
            }
        }
    }
    guess
}

/// Whether rows may have several categories; says where they stand.
fn tags(columns: &[String], roles: &Roles, guess: &mut Columns) -> bool {
    if let Some(between) = guess.label.as_ref().and_then(|label| roles.between(label)) {
        guess.goal = Goal::Tag;
        guess.separator = Some(between.id().into());
        return true;
    }
    let used = [&guess.text, &guess.group];
    let free = columns.iter().filter(|column| !used.contains(&&Some((*column).clone())));
    let flags: Vec<String> = free.filter(|column| roles.is_flag(column)).cloned().collect();
    // A column of names says more than columns of yes and no beside it.
    let named = guess.label.as_ref().is_some_and(|label| !flags.contains(label));
    if named || flags.len() < FLAGS {
        return false;
    }
    (guess.goal, guess.label, guess.labels) = (Goal::Tag, None, flags);
    true
}

fn holds_messages(columns: &[String], rows: &[Vec<String>], name: &str) -> bool {
    let at = columns.iter().position(|column| column == name);
    let cells = rows.iter().filter_map(|row| row.get(at?)).filter(|cell| !cell.trim().is_empty());
    let (good, all) = cells
        .fold((0, 0), |(good, all), cell| (good + usize::from(messages_of(cell).is_ok()), all + 1));
    2 * good > all
}
