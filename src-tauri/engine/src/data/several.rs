//! Several labels in one row: in one cell with something between them, or in a column each.

use serde_json::Value;
use std::collections::HashMap;

/// How the labels of one cell are told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Between {
    /// The cell is a list of names.
    List,
    /// This stands between them.
    Text(String),
}

/// The name of a list among what stands between labels.
const LIST: &str = "[ ]";

/// What may stand between labels; the earlier one where two fit.
const BETWEEN: [&str; 5] = [";", "|", ",", "/", "\n"];

/// Words of a label beyond which a cell is prose.
const LONGEST: usize = 6;

impl Between {
    /// The labels of a cell, each once; none where the cell says nothing. An empty list says that no
    /// label holds.
    pub fn labels(&self, cell: &str) -> Option<Vec<String>> {
        let cell = cell.trim();
        if cell.is_empty() {
            return None;
        }
        let mut labels: Vec<String> = Vec::new();
        let mut add = |label: &str| {
            let label = label.trim();
            if !label.is_empty() && !labels.iter().any(|other| other == label) {
                labels.push(label.into());
            }
        };
        match self {
            Between::List => list(cell)?.iter().for_each(|label| add(label)),
            Between::Text(between) => cell.split(between.as_str()).for_each(add),
        }
        Some(labels)
    }

    /// What to write between labels.
    pub fn text(&self) -> &str {
        match self {
            Between::List => ";",
            Between::Text(between) => between,
        }
    }

    /// As the settings of an import name it.
    pub fn id(&self) -> &str {
        match self {
            Between::List => LIST,
            Between::Text(between) => between,
        }
    }

    pub fn from_id(id: &str) -> Self {
        if id == LIST { Between::List } else { Between::Text(id.into()) }
    }
}

/// The names in a list as JSON has it, or as Python prints it, with single quotes.
fn list(cell: &str) -> Option<Vec<String>> {
    let name = |value: Value| match value {
        Value::String(name) => Some(name),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let values = serde_json::from_str::<Vec<Value>>(cell)
        .or_else(|_| serde_json::from_str(&cell.replace('\'', "\"")))
        .ok()?;
    values.into_iter().map(name).collect()
}

/// What stands between the labels in these cells; none where each cell is one label, or prose.
///
/// A separator is believed when cells have several parts, and nearly all of these cells are made
/// of labels that come again in another company: "Returns, refunds" beside "Delivery" is one
/// label with a comma in its name.
pub fn guess_between<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Between> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for cell in cells.map(str::trim).filter(|cell| !cell.is_empty()) {
        *counts.entry(cell).or_default() += 1;
    }
    let text = |between: &&str| Between::Text((*between).into());
    std::iter::once(Between::List).chain(BETWEEN.iter().map(text)).find(|b| fits(b, &counts))
}

/// Whether labels are separated so in cells with these counts.
fn fits(between: &Between, cells: &HashMap<&str, usize>) -> bool {
    let cut: Vec<(Vec<String>, usize)> =
        cells.iter().filter_map(|(cell, count)| Some((between.labels(cell)?, *count))).collect();
    if cut.len() < cells.len() {
        return false;
    }
    // In how many different cells, and in how many rows, each part stands.
    let mut parts: HashMap<&str, (usize, usize)> = HashMap::new();
    for (labels, rows) in &cut {
        for label in labels {
            let (company, all) = parts.entry(label.as_str()).or_default();
            *company += 1;
            *all += rows;
        }
    }
    let several: Vec<&(Vec<String>, usize)> =
        cut.iter().filter(|(labels, _)| labels.len() > 1).collect();
    let rows = |some: &[&(Vec<String>, usize)]| some.iter().map(|(_, rows)| rows).sum::<usize>();
    let frequent = |label: &String| {
        let (company, all) = parts[label.as_str()];
        company > 1 && all > 1 && label.split_whitespace().count() <= LONGEST
    };
    let known: Vec<&(Vec<String>, usize)> =
        several.iter().copied().filter(|(labels, _)| labels.iter().all(frequent)).collect();
    let all: usize = cells.values().sum();
    // One odd cell in fifty is no habit; a list is one even so.
    let habit = 50 * rows(&several) >= all || *between == Between::List;
    !several.is_empty() && habit && 10 * rows(&known) >= 9 * rows(&several)
}

/// What a cell says in a column of its own for one label; none for anything but yes, no or
/// nothing.
pub fn flag(cell: &str) -> Option<bool> {
    match cell.trim().to_lowercase().as_str() {
        "1" | "1.0" | "true" | "yes" | "y" | "x" | "ja" | "wahr" => Some(true),
        "" | "0" | "0.0" | "false" | "no" | "n" | "nein" | "falsch" | "-" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(cells: &[&str]) -> Option<Between> {
        guess_between(cells.iter().copied())
    }

    fn text(between: &str) -> Option<Between> {
        Some(Between::Text(between.into()))
    }

    #[test]
    fn separators_are_found_by_labels_that_come_again() {
        assert_eq!(guess(&["late; broken", "late", "broken;rude", "rude", ""]), text(";"));
        assert_eq!(guess(&["late | broken", "late", "rude|broken", "rude"]), text("|"));
        assert_eq!(guess(&["late, broken", "late", "broken, rude", "rude, late"]), text(","));
        assert_eq!(guess(&[r#"["a", "b"]"#, r#"["b"]"#, "[]", r#"["a"]"#]), Some(Between::List));
    }

    #[test]
    fn a_name_with_a_comma_is_one_label() {
        assert_eq!(guess(&["Returns, refunds", "Delivery", "Returns, refunds", "Praise"]), None);
        assert_eq!(guess(&["late", "broken", "rude", "late"]), None);
        // "late" comes again, but what stands beside it never does.
        assert_eq!(guess(&["late, by Monday", "late", "late, by Friday", "broken"]), None);
        assert_eq!(guess(&[]), None);
    }

    #[test]
    fn prose_is_no_list_of_labels() {
        let one = "I waited, and then I waited again for all of that day, and nothing";
        assert_eq!(guess(&[one, "and nothing", one, "I waited"]), None);
    }

    #[test]
    fn labels_of_a_cell_come_once_and_without_blanks() {
        let between = Between::Text(";".into());
        assert_eq!(between.labels(" a ; b;;a "), Some(vec!["a".into(), "b".into()]));
        assert_eq!(between.labels("  "), None);
        assert_eq!(Between::List.labels("[]"), Some(vec![]));
        assert_eq!(Between::List.labels("['a', 'b']"), Some(vec!["a".into(), "b".into()]));
        assert_eq!(Between::List.labels(r#"["it's", 2]"#), Some(vec!["it's".into(), "2".into()]));
        assert_eq!(Between::List.labels("a; b"), None);
    }

    #[test]
    fn a_column_of_its_own_says_yes_or_no() {
        assert_eq!((flag("1"), flag(" Yes"), flag("x")), (Some(true), Some(true), Some(true)));
        assert_eq!((flag("0"), flag(""), flag("nein")), (Some(false), Some(false), Some(false)));
        assert_eq!(flag("late"), None);
    }
}
