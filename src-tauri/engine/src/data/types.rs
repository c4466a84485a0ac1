//! The plain values of the data layer, as the interface sees them.

use super::{Goal, Message, Turns, TurnsGuess};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A part of the rows: what is learned from, what is practised on, what is kept for the exam.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Train,
    Validation,
    Test,
}

/// How to read a file; what is absent is guessed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ReadOptions {
    /// csv, json, jsonl, xlsx, ...
    pub format: Option<String>,
    /// utf-8, utf-16le, utf-16be, windows-1252
    pub encoding: Option<String>,
    pub delimiter: Option<char>,
    pub header: Option<bool>,
    /// Of a spreadsheet: the name of the sheet.
    pub sheet: Option<String>,
    /// Of a sheet or a table as text: the row or line in which the table starts, from 1.
    pub first_row: Option<usize>,
    /// Of a document: the id of the way it is cut into rows.
    pub cut: Option<String>,
    /// Of a document cut by length: words in a row.
    pub cut_words: Option<usize>,
    /// Where a row is one turn of a conversation: how rows are joined.
    pub turns: Option<Turns>,
}

/// Which column is what.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Columns {
    /// What the rows are for; the others follow from it.
    pub goal: Goal,
    pub text: Option<String>,
    pub label: Option<String>,
    /// Where a row may have several categories and each has a column: these columns, in the place of
    /// `label`.
    pub labels: Vec<String>,
    /// What stands between the categories of a cell; guessed when absent.
    pub separator: Option<String>,
    /// Rows with the same value stay in the same part (patient, ticket, ...).
    pub group: Option<String>,
    /// Of conversations: a list of messages, or a question and its answer.
    pub messages: Option<String>,
    pub prompt: Option<String>,
    pub answer: Option<String>,
    /// Instructions put before every conversation that has none of its own: words, not a column.
    pub system: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct RejectedRow {
    /// Line of the file where the row starts, from 1.
    #[ts(type = "number")]
    pub line: u64,
    pub reason: String,
    /// The beginning of the row as it stands in the file.
    pub excerpt: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Preview {
    pub name: String,
    #[ts(type = "number")]
    pub bytes: u64,
    /// What was guessed or asked for; what the format has no use for is absent.
    pub options: ReadOptions,
    /// The sheets to choose from; empty where there are none.
    pub sheets: Vec<String>,
    /// The ids of the ways to cut a document into rows; empty for a table.
    pub cuts: Vec<String>,
    pub columns: Vec<String>,
    /// The guess.
    pub roles: Columns,
    /// How rows are joined into conversations, or could be where they look like single turns.
    pub turns: Option<TurnsGuess>,
    /// The first rows, one cell a column.
    pub rows: Vec<Vec<String>>,
    pub row_count: usize,
    pub rejected_count: usize,
    /// The first of them.
    pub rejected: Vec<RejectedRow>,
    /// Facts worth knowing, in plain words ("The file says UTF-8 but ...").
    pub notes: Vec<String>,
    pub seconds: f64,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct SourceFile {
    pub name: String,
    pub rows: usize,
    pub rejected: usize,
    /// A test file of the person's own.
    pub test_only: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Category {
    pub name: String,
    pub count: usize,
    pub train: usize,
    pub validation: usize,
    pub test: usize,
    /// Too few rows to stand in every part.
    pub too_small: bool,
    /// Among the project's categories by when they came: stays when counts change, and with it the
    /// colour and the key.
    pub place: usize,
}

/// Categories whose names differ only by case or blanks.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LabelVariants {
    /// The most frequent spelling.
    pub keep: String,
    pub others: Vec<String>,
    pub rows: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct SplitShares {
    /// Percent; the three add up to 100.
    pub train: u8,
    pub validation: u8,
    pub test: u8,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct DataSummary {
    pub goal: Goal,
    pub sources: Vec<SourceFile>,
    pub rows: usize,
    pub labelled: usize,
    pub unlabelled: usize,
    /// Most frequent first.
    pub categories: Vec<Category>,
    pub variants: Vec<LabelVariants>,
    pub shares: SplitShares,
    pub train: usize,
    pub validation: usize,
    pub test: usize,
    pub has_groups: bool,
    /// Rows by number of words: upper bound (inclusive) of the bin and count.
    pub lengths: Vec<(usize, usize)>,
    pub median_words: usize,
    pub rejected: usize,
    /// Rare categories are to weigh more in training.
    pub weigh_rare: bool,
    /// Why training can't start yet, in plain words; empty when it can.
    pub obstacles: Vec<String>,
    /// What undo would take back ("Joined 'refund' into 'Refund'").
    pub undo: Option<String>,
    pub redo: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct RowFilter {
    pub label: Option<String>,
    pub unlabelled: bool,
    pub part: Option<Part>,
    /// Rows whose text holds this, case ignored.
    pub find: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Row {
    #[ts(type = "number")]
    pub id: i64,
    /// Of a conversation: what it begins with.
    pub text: String,
    /// The turns of a conversation; absent elsewhere.
    pub messages: Option<Vec<Message>>,
    /// Its category, or its categories in one line; absent while unlabelled.
    pub label: Option<String>,
    /// Its categories, where a row may have any number of them; absent elsewhere, and while
    /// unlabelled.
    pub labels: Option<Vec<String>>,
    pub group: Option<String>,
    /// Absent while unlabelled.
    pub part: Option<Part>,
    /// File and line it came from.
    pub source: String,
    #[ts(type = "number")]
    pub line: u64,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct RowPage {
    pub total: usize,
    pub rows: Vec<Row>,
}

/// What a person decided on a row of the exam.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Verdict {
    /// Its label was wrong and has been changed.
    LabelWrong,
    /// Its label is right.
    ModelWrong,
    /// Its label is right, and this category would be as well.
    BothFit { other: String },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// names: the file.
    Import,
    /// names: the file.
    Replace,
    /// names: the category.
    Label,
    /// names: the categories that hold; none where no category does.
    LabelSet,
    Unlabel,
    /// names: the category joined into, then those that were joined.
    Merge,
    /// names: before, after.
    Rename,
    /// names: three percentages.
    Shares,
    /// names: the category.
    AddRow,
    /// names: the category it has now.
    LabelWrong,
    ModelWrong,
    /// names: the category that fits as well.
    BothFit,
    Open,
    /// names: the finding's id, its fix, how many rows.
    Fix,
    /// names: the finding's id, how many rows.
    Keep,
    /// names: the category.
    NewCategory,
    /// names: the category.
    Define,
    /// names: the category.
    LabelMany,
    Later,
    AskColleague,
    NoneFits,
    Unmark,
    ColleagueAnswers,
    /// names: what was changed of how personal data is replaced (on, off, kind_on, kind_off, word,
    /// no_word, keep, no_keep, rules), and which kind or word.
    Privacy,
    /// Written by an earlier version, which kept the title only.
    Other,
}

/// Something the person did that can be taken back, or was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HistoryStep {
    #[ts(type = "number")]
    pub id: i64,
    /// In plain English.
    pub title: String,
    pub kind: StepKind,
    /// What the kind says of them.
    pub names: Vec<String>,
    /// Rows it touched.
    pub rows: usize,
    /// It was taken back and can be done again.
    pub undone: bool,
    /// Seconds since 1970; 0 when not known.
    #[ts(type = "number")]
    pub at: u64,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct SimilarRow {
    pub row: Row,
    /// The rarest words both have, the rarest first.
    pub shared: Vec<String>,
}
