//! Rows that may have any number of categories. Such a row keeps them in its label, as a list of names
//! in JSON, sorted: a row that waits has no label, and one that fits no category an empty list. So
//! undo, parts and versions treat it like every other label.

use super::{Goal, Part, Project, categories, goal, parts, schema, split};
use crate::data::categories::{gone, label_of, relabel};
use crate::data::table::excerpt;
use crate::data::{DataSummary, StepKind, history, labels};
use crate::error::{Code, Error, Result};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashSet};

/// A text with the categories that hold for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tagged {
    pub id: i64,
    pub text: String,
    pub labels: Vec<String>,
    pub part: Part,
}

/// What may stand between the names of one cell; the first that is in none of them.
const BETWEEN: [&str; 4] = ["; ", " | ", " / ", "\n"];

/// A category with fewer texts is not learned: it could not stand in every part.
const FEWEST: usize = split::SMALLEST_CATEGORY;

/// Names as a label keeps them: each once, without blanks around them.
pub(super) fn stored<T: AsRef<str>>(names: &[T]) -> String {
    let mut names: Vec<&str> = names.iter().filter_map(|n| labels::tidy(n.as_ref())).collect();
    names.sort_unstable();
    names.dedup();
    serde_json::json!(names).to_string()
}

/// The names in a label. One that another program damaged has none, and is seen as such.
pub fn tag_names(label: &str) -> Vec<String> {
    serde_json::from_str(label).unwrap_or_default()
}

/// The names of a row's label: as many as there are, or the only one.
pub(super) fn names_of(goal: Goal, label: &str) -> Vec<String> {
    match goal {
        Goal::Tag => tag_names(label),
        _ => vec![label.to_owned()],
    }
}

/// One name, or names that are kept already, as a row keeps them.
pub(super) fn kept(goal: Goal, label: &str) -> String {
    match goal {
        Goal::Tag if serde_json::from_str::<Vec<String>>(label).is_err() => stored(&[label]),
        _ => label.to_owned(),
    }
}

/// A label in words, as [`shown`] gives it, as a row keeps it: the names that it lists where all of
/// them are known, else one name.
pub(super) fn read(db: &Connection, goal: Goal, label: &str) -> rusqlite::Result<String> {
    let known: HashSet<String> =
        categories::in_use(db)?.into_iter().map(|category| category.0).collect();
    let parts: Vec<&str> = label.split(BETWEEN[0].trim()).filter_map(labels::tidy).collect();
    let all = goal == Goal::Tag && !known.contains(label) && !parts.is_empty();
    Ok(match all && parts.iter().all(|part| known.contains(*part)) {
        true => stored(&parts),
        false => kept(goal, label),
    })
}

/// A label in words.
pub(super) fn shown(goal: Goal, label: String) -> String {
    if goal == Goal::Tag { tag_names(&label).join(BETWEEN[0]) } else { label }
}

/// What stands between these names where they share a cell.
pub fn tag_separator<'a>(names: impl Iterator<Item = &'a str> + Clone) -> &'static str {
    let free = |between: &&str| names.clone().all(|name| !name.contains(between.trim()));
    BETWEEN.into_iter().find(free).unwrap_or(BETWEEN[0])
}

/// A set of categories as a number, whatever they are called now.
pub fn tags_key(mut ids: Vec<i64>) -> i64 {
    ids.sort_unstable();
    ids.dedup();
    let mut hash = Sha256::new();
    ids.iter().for_each(|id| hash.update(id.to_le_bytes()));
    hash.finalize().iter().take(8).fold(0, |key, byte| key << 8 | i64::from(*byte))
}

/// Which categories have enough rows to be learned.
#[derive(Default)]
pub struct Learnable {
    /// A few texts of each, and whether one of them is learned from.
    seen: BTreeMap<String, (HashSet<u64>, bool)>,
}

impl Learnable {
    pub fn add(&mut self, text: &str, labels: &[String], part: Part) {
        let key = split::key(text);
        for label in labels {
            let (texts, learned) = self.seen.entry(label.clone()).or_default();
            if texts.len() < FEWEST {
                texts.insert(key);
            }
            *learned |= part == Part::Train;
        }
    }

    pub fn learns(&self, label: &str) -> bool {
        self.seen.get(label).is_some_and(|(texts, learned)| *learned && texts.len() >= FEWEST)
    }

    /// Those that are learned, and those that are not.
    pub fn names(&self) -> (Vec<String>, Vec<String>) {
        self.seen.keys().cloned().partition(|label| self.learns(label))
    }
}

/// Takes out categories that can't be learned; their rows keep the others. Gives their names.
pub fn leave_out_unlearned(rows: &mut [Tagged]) -> Vec<String> {
    let mut learnable = Learnable::default();
    rows.iter().for_each(|row| learnable.add(&row.text, &row.labels, row.part));
    for row in rows.iter_mut() {
        row.labels.retain(|label| learnable.learns(label));
    }
    learnable.names().1
}

impl Project {
    /// The rows of which somebody said which categories hold, in the order they came.
    pub fn tagged(&self) -> Result<Vec<Tagged>> {
        let rows = self.examples()?.into_iter();
        let tagged = |row: super::Example| Tagged {
            id: row.id,
            labels: tag_names(&row.label),
            text: row.text,
            part: row.part,
        };
        Ok(rows.map(tagged).collect())
    }

    /// Says which categories hold for a row, or takes that away. The row stays in the part it has.
    pub fn set_labels(&mut self, row: i64, names: Option<&[String]>) -> Result<DataSummary> {
        self.change(|tx, path| {
            let fail = |e| schema::failed(e, path);
            refuse_single(tx).map_err(fail)??;
            let before = label_of(tx, row).map_err(fail)?.ok_or_else(|| gone(row))?;
            let after = names.map(stored);
            if before == after {
                return Ok(());
            }
            let (title, kind, said) = step_of(after.as_deref());
            let said: Vec<&str> = said.iter().map(String::as_str).collect();
            let step = history::begin(tx, &title, kind, &said).map_err(fail)?;
            relabel(tx, step, row, before.as_deref(), after.as_deref(), None).map_err(fail)?;
            parts::assign(tx).map_err(fail)
        })?;
        self.summary()
    }
}

/// What a step says that gives a row this label.
pub(super) fn step_of(label: Option<&str>) -> (String, StepKind, Vec<String>) {
    let Some(label) = label else {
        return ("Took the categories off a row".into(), StepKind::Unlabel, Vec::new());
    };
    let names = tag_names(label);
    let title = match names.len() {
        0 => "Said that no category holds for a row".into(),
        _ => format!("Put a row into '{}'", excerpt(&names.join("', '"))),
    };
    (title, StepKind::LabelSet, names)
}

/// Several categories need rows that may have them.
pub(super) fn refuse_single(db: &Connection) -> rusqlite::Result<Result<()>> {
    Ok(match goal::of(db)? {
        Goal::Tag => Ok(()),
        _ => Err(Error::new(Code::BadSetting, "A row of this project has one category")
            .safe("Nothing was changed")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_sorted_and_once() {
        assert_eq!(stored(&[" b", "a", "b "]), r#"["a","b"]"#);
        assert_eq!(stored::<&str>(&[]), "[]");
        assert_eq!(tag_names(r#"["a","b"]"#), ["a", "b"]);
        assert_eq!(kept(Goal::Tag, "a"), r#"["a"]"#);
        assert_eq!(kept(Goal::Tag, r#"["a"]"#), r#"["a"]"#);
        assert_eq!(kept(Goal::Classify, r#"["a"]"#), r#"["a"]"#);
        assert_eq!(shown(Goal::Tag, r#"["a","b"]"#.into()), "a; b");
    }

    #[test]
    fn what_separates_names_is_in_none_of_them() {
        assert_eq!(tag_separator(["a", "b"].into_iter()), "; ");
        assert_eq!(tag_separator(["a; b", "c"].into_iter()), " | ");
    }

    #[test]
    fn a_set_is_the_same_in_any_order() {
        assert_eq!(tags_key(vec![3, 1]), tags_key(vec![1, 3, 3]));
        assert_ne!(tags_key(vec![1]), tags_key(vec![3]));
    }

    #[test]
    fn categories_need_some_texts_and_one_to_learn_from() {
        let row = |id: i64, labels: &[&str], part| Tagged {
            id,
            text: format!("text {id}"),
            labels: labels.iter().map(|l| (*l).to_owned()).collect(),
            part,
        };
        let mut rows = vec![
            row(1, &["a", "exam only"], Part::Test),
            row(2, &["a", "exam only"], Part::Test),
            row(3, &["a", "exam only", "rare"], Part::Train),
            row(4, &["rare"], Part::Train),
        ];
        rows[2].labels.retain(|label| label != "exam only");
        assert_eq!(leave_out_unlearned(&mut rows), ["exam only", "rare"]);
        assert_eq!(rows[0].labels, ["a"]);
        assert!(rows[3].labels.is_empty());
    }
}
