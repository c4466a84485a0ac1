//! Which part each row belongs to, where a column of the file says so.

use super::Column;
use crate::data::{Part, fold};

const NAMES: &[&str] = &["split", "part", "partition", "subset", "set", "fold"];

impl Column {
    /// The part of every row, if this column is about parts: its name says so, and so does every
    /// cell that is filled.
    pub fn division(&self) -> Option<Vec<Option<Part>>> {
        if !NAMES.contains(&&*fold(&self.name)) {
            return None;
        }
        let mut parts = Vec::with_capacity(self.cells.len());
        for cell in &self.cells {
            parts.push(match &*fold(cell) {
                "" => None,
                word => Some(part(word)?),
            });
        }
        let first = parts.iter().flatten().next()?;
        parts.iter().flatten().any(|part| part != first).then_some(parts)
    }
}

fn part(word: &str) -> Option<Part> {
    match word {
        "train" | "training" => Some(Part::Train),
        "validation" | "valid" | "val" | "dev" | "development" => Some(Part::Validation),
        "test" | "testing" | "exam" | "eval" | "evaluation" => Some(Part::Test),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_and_cells_have_to_speak_of_parts() {
        let column = |name: &str, cells: &[&str]| Column {
            name: name.into(),
            cells: cells.iter().map(|cell| (*cell).into()).collect(),
        };
        let parts = column("Split", &["train", "TEST", "", "dev"]).division().unwrap();
        assert_eq!(parts, [Some(Part::Train), Some(Part::Test), None, Some(Part::Validation)]);
        assert_eq!(column("kind", &["train", "test"]).division(), None, "railway messages");
        assert_eq!(column("set", &["train", "blue"]).division(), None);
        assert_eq!(column("split", &["train", "train"]).division(), None, "no border to cross");
    }
}
