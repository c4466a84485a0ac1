//! Rows that are single turns, joined into whole conversations: what a help desk exports has a row
//! for each message, with the number of its ticket, who wrote it and when.

use super::shapes::role_of;
use super::table::{Each, Record, Table, excerpt};
use super::turns_guess::answers;
use super::{Message, ReadOptions};
use crate::error::{Code, Error, Result};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};
use ts_rs::TS;

/// How the rows of a table belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Turns {
    /// Rows with the same value here are one conversation.
    pub conversation: String,
    /// Who says it.
    pub speaker: String,
    /// What is said.
    pub text: String,
    /// When; without it the order of the file counts.
    pub time: Option<String>,
    /// The speakers whose turns are answers. Empty: those whose names say so.
    pub answering: Vec<String>,
}

/// The columns that joined rows have.
pub(super) fn columns(turns: &Turns) -> Vec<String> {
    vec![turns.conversation.clone(), MESSAGES.into()]
}

const MESSAGES: &str = "messages";
/// One row.
struct Turn {
    line: u64,
    speaker: String,
    text: String,
    time: Option<Time>,
}

/// What can be put in order: a number, or a date that begins with the year.
#[derive(Debug, Clone, PartialEq)]
enum Time {
    Number(f64),
    Date(String),
}

impl Time {
    fn of(cell: &str) -> Option<Self> {
        let cell = cell.trim();
        if let Ok(number) = cell.parse::<f64>() {
            return number.is_finite().then_some(Self::Number(number));
        }
        let digits = |range: std::ops::Range<usize>| {
            cell.get(range).is_some_and(|part| part.bytes().all(|b| b.is_ascii_digit()))
        };
        let year_first = digits(0..4) && digits(5..7) && digits(8..10);
        year_first.then(|| Self::Date(cell.replace(['T', '/', '.'], " ").to_owned()))
    }
}

/// None where one of them can't be compared.
fn compare(a: &Turn, b: &Turn) -> Option<Ordering> {
    match (a.time.as_ref()?, b.time.as_ref()?) {
        (Time::Number(a), Time::Number(b)) => a.partial_cmp(b),
        (Time::Date(a), Time::Date(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

/// Places of the columns.
struct Places {
    conversation: usize,
    speaker: usize,
    text: usize,
    time: Option<usize>,
}

impl Places {
    fn find(table: &Table, turns: &Turns) -> Result<Self> {
        Ok(Self {
            conversation: table.own_column(&turns.conversation)?,
            speaker: table.own_column(&turns.speaker)?,
            text: table.own_column(&turns.text)?,
            time: turns.time.as_deref().map(|name| table.own_column(name)).transpose()?,
        })
    }
}

/// Refuses what names no column.
pub(super) fn check(table: &Table, options: &ReadOptions) -> Result<()> {
    options.turns.as_ref().map_or(Ok(()), |turns| Places::find(table, turns).map(drop))
}

/// Hands over a row for each conversation, in the order in which they begin: its name, and its
/// messages as JSON.
pub(super) fn read(table: &Table, turns: &Turns, each: &mut Each) -> Result<()> {
    let places = Places::find(table, turns)?;
    let mut conversations: Vec<(String, Vec<Turn>)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut stopped = false;
    table.read_rows(&mut |record| {
        let line = record.line;
        let cells = match record.cells {
            Ok(cells) => cells,
            Err(_) => {
                stopped = !each(record)?;
                return Ok(!stopped);
            }
        };
        let cell = |at: usize| cells.get(at).map(|cell| cell.trim()).filter(|c| !c.is_empty());
        let Some(text) = cell(places.text) else { return Ok(true) };
        let (Some(name), Some(speaker)) = (cell(places.conversation), cell(places.speaker)) else {
            let reason = "It names no conversation, or nobody who speaks";
            stopped = !each(Record::rejected(line, reason, &cells.join(", ")))?;
            return Ok(!stopped);
        };
        let at = *known.entry(name.to_owned()).or_insert_with(|| {
            conversations.push((name.to_owned(), Vec::new()));
            conversations.len() - 1
        });
        let time = places.time.and_then(cell).and_then(Time::of);
        let turn = Turn { line, speaker: speaker.to_owned(), text: text.to_owned(), time };
        conversations[at].1.push(turn);
        Ok(true)
    })?;
    if stopped {
        return Ok(());
    }
    let answering = answering(table, turns, &conversations)?;
    for (name, turns) in conversations {
        let line = turns.first().map_or(0, |turn| turn.line);
        let messages = serde_json::json!(messages(turns, &answering)).to_string();
        if !each(Record { line, cells: Ok(vec![name, messages]) })? {
            break;
        }
    }
    Ok(())
}

/// Who answers, folded to lower case.
fn answering(
    table: &Table,
    turns: &Turns,
    conversations: &[(String, Vec<Turn>)],
) -> Result<BTreeSet<String>> {
    if !turns.answering.is_empty() {
        return Ok(turns.answering.iter().map(|name| name.trim().to_lowercase()).collect());
    }
    let all = conversations.iter().flat_map(|(_, turns)| turns);
    let speakers: BTreeSet<&str> = all.map(|turn| turn.speaker.as_str()).collect();
    let known: BTreeSet<String> =
        speakers.iter().filter(|name| answers(name)).map(|name| name.to_lowercase()).collect();
    if known.is_empty() && !speakers.is_empty() {
        let names = excerpt(&speakers.into_iter().collect::<Vec<_>>().join(", "));
        return Err(Error::new(Code::BadSetting, "It is not known who answers")
            .at(format!("column '{}' of {}", turns.speaker, table.name()))
            .safe("The file was not changed")
            .advice(format!("Say who of these answers: {names}")));
    }
    Ok(known)
}

/// The turns in order; what one person says in a row is one message.
fn messages(mut turns: Vec<Turn>, answering: &BTreeSet<String>) -> Vec<Message> {
    if turns.windows(2).all(|pair| compare(&pair[0], &pair[1]).is_some()) {
        turns.sort_by(|a, b| compare(a, b).unwrap_or(Ordering::Equal));
    }
    let mut all: Vec<Message> = Vec::new();
    for turn in turns {
        let role = match answering.contains(&turn.speaker.to_lowercase()) {
            true => "assistant",
            false if role_of(&turn.speaker) == Ok("system") => "system",
            false => "user",
        };
        match all.last_mut().filter(|last| last.role == role) {
            Some(last) => last.content = format!("{}\n{}", last.content, turn.text),
            None => all.push(Message::new(role, turn.text)),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESK: &str = "\
ticket,sender,sent_at,body
7,Customer,2024-05-02 09:00,Where is my parcel?
8,Customer,2024-05-02 09:01,Can I return it?
7,Support Ana,2024-05-02 09:05,It left today.
7,Customer,2024-05-02 09:03,It is number 12.
8,Support Ben,2024-05-02 09:30,Yes.
8,Support Ben,2024-05-02 09:31,Within 14 days.
,Customer,2024-05-02 09:40,Hello?
9,Customer,2024-05-02 10:00,
";

    fn joined(content: &str, turns: Turns) -> Result<Vec<Result<Vec<String>, String>>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.csv");
        std::fs::write(&path, content).unwrap();
        let options = ReadOptions { turns: Some(turns), ..ReadOptions::default() };
        let table = Table::open(&path, &options)?;
        let mut all = Vec::new();
        table.read(&mut |record| {
            all.push(record.cells.map_err(|rejected| rejected.reason));
            Ok(true)
        })?;
        assert_eq!(
            table.columns(),
            [table.options().turns.as_ref().unwrap().conversation.as_str(), "messages"]
        );
        Ok(all)
    }

    fn desk() -> Turns {
        Turns {
            conversation: "ticket".into(),
            speaker: "sender".into(),
            text: "body".into(),
            time: Some("sent_at".into()),
            answering: Vec::new(),
        }
    }

    fn said(row: &Result<Vec<String>, String>) -> Vec<(String, String)> {
        let messages: Vec<Message> = serde_json::from_str(&row.as_ref().unwrap()[1]).unwrap();
        messages.into_iter().map(|m| (m.role, m.content)).collect()
    }

    #[test]
    fn rows_become_conversations_in_the_order_of_time() {
        let rows = joined(DESK, desk()).unwrap();
        // The row without a ticket is told as soon as it is met; a turn without words is none.
        assert_eq!(rows.len(), 3);
        assert!(rows[0].is_err());
        let user = |text: &str| ("user".to_string(), text.to_string());
        let answer = |text: &str| ("assistant".to_string(), text.to_string());
        let first = vec![user("Where is my parcel?\nIt is number 12."), answer("It left today.")];
        assert_eq!(said(&rows[1]), first);
        assert_eq!(said(&rows[2]), [user("Can I return it?"), answer("Yes.\nWithin 14 days.")]);
    }

    #[test]
    fn times_that_cannot_be_ordered_leave_the_order_of_the_file() {
        let content = DESK.replace("2024-05-02 09:03", "yesterday");
        let rows = joined(&content, desk()).unwrap();
        assert_eq!(said(&rows[1]).len(), 3);
        assert_eq!(Time::of("1714640000"), Some(Time::Number(1714640000.0)));
        assert_eq!(Time::of("2.5.2024"), None);
    }

    #[test]
    fn who_answers_must_be_known() {
        let content = DESK.replace("Support Ana", "Ana").replace("Support Ben", "Ben");
        let error = joined(&content, desk()).unwrap_err();
        assert!(error.advice.unwrap().contains("Ana, Ben, Customer"));
        let answering = vec!["ana".into(), "Ben".into()];
        let rows = joined(&content, Turns { answering, ..desk() }).unwrap();
        assert_eq!(said(&rows[2])[1].0, "assistant");
        let error = joined(DESK, Turns { conversation: "no".into(), ..desk() }).unwrap_err();
        assert_eq!(error.code, Code::BadSetting);
    }
}
