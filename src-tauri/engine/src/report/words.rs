//! The words of drawings: English here, and whatever language the caller brings.

use std::collections::BTreeMap;

/// Every word by its key, in English. `{}` is filled in.
pub const ENGLISH: &[(&str, &str)] = &[
    ("loss.title", "How far off (loss)"),
    ("loss.direction", "lower is better"),
    ("f1.title", "Score on the mock exam (F1)"),
    ("f1.direction", "higher is better"),
    ("confusion.title", "What it mixes up (confusion matrix)"),
    ("confusion.direction", "rows: the right category, columns: what it says"),
    ("categories.title", "How well each category goes"),
    ("categories.direction", "right when it says so (precision), finds (recall)"),
    ("axis.passes", "passes over the data"),
    ("line.training", "Learned from {}"),
    ("line.validation", "Mock exam {}"),
    ("line.majority", "Majority guess {}"),
    ("line.quick_head", "Before training {}"),
    ("line.kept", "Kept {}"),
    ("line.best", "Best {}"),
    ("column.precision", "Right when it says so"),
    ("column.recall", "Finds"),
    ("column.rows", "Exam rows"),
    ("rough", "few rows, rough figure"),
    ("summary.title", "Training summary"),
    ("summary.right", "{right} of {n} right"),
    ("summary.range", "On unseen rows, {low} to {high}% is the likely range (95%)."),
    (
        "summary.before",
        "Before training it was {right} of {n}; always the most frequent: {majority}.",
    ),
    ("summary.figures", "Accuracy {accuracy}%, F1 over the categories {f1}%."),
    (
        "summary.left_out",
        "Of the exam, {rows} rows are not counted: not answered yet, or learned from.",
    ),
    ("summary.trained", "What was trained"),
    ("summary.data", "Data"),
    ("summary.recipe", "Recipe"),
    ("fact.model", "Model"),
    ("fact.method", "Which part learns"),
    ("fact.preset", "Preset"),
    ("fact.time", "Time"),
    ("fact.minutes", "{} minutes"),
    ("fact.seconds", "{} seconds"),
    ("fact.rows", "Rows learned from"),
    ("fact.checks", "Rows of the mock exam"),
    ("fact.exam", "Rows of the exam"),
    ("fact.categories", "Categories"),
    ("fact.seed", "Seed"),
    ("summary.made", "Made on this computer by Attune {}. Nothing left it."),
];

/// Words in the person's language; English where one is missing.
#[derive(Debug, Clone, Default)]
pub struct Words(pub BTreeMap<String, String>);

impl Words {
    pub fn get(&self, key: &str) -> &str {
        let english = || ENGLISH.iter().find(|(known, _)| *known == key).map_or("", |(_, w)| w);
        self.0.get(key).map_or_else(english, String::as_str)
    }

    /// The word of one of several things, such as a setting; its own title where there is none.
    pub fn title(&self, kind: &str, id: &str, title: &str) -> String {
        self.0.get(&format!("{kind}.{id}")).map_or(title, String::as_str).to_owned()
    }

    /// The words with what they speak of: each `{name}` is replaced, and `{}` by the first value.
    pub fn with(&self, key: &str, values: &[(&str, String)]) -> String {
        let mut text = self.get(key).to_owned();
        if let Some((_, first)) = values.first() {
            text = text.replace("{}", first);
        }
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_word_is_english() {
        let mut words = Words::default();
        words.0.insert("line.kept".into(), "Behalten {}".into());
        assert_eq!(words.with("line.kept", &[("", "91%".into())]), "Behalten 91%");
        assert_eq!(words.get("loss.direction"), "lower is better");
        words.0.insert("param.epochs".into(), "Durchgänge".into());
        assert_eq!(words.title("param", "epochs", "Passes"), "Durchgänge");
        assert_eq!(words.title("param", "seed", "Seed"), "Seed");
        let values = [("right", "9".to_owned()), ("n", "10".to_owned())];
        assert_eq!(words.with("summary.right", &values), "9 of 10 right");
    }
}
