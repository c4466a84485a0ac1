//! What may be wrong with the data: one file per finding, and one line in [`FINDINGS`].
//!
//! A finding says what it is, why it matters, how it is found and which fixes fit. It only looks:
//! a fix becomes an [`Edit`] of the project, which its history can take back.

mod boilerplate;
mod contradictions;
mod corpus;
mod different_answers;
mod division;
mod duplicates;
mod empty;
mod empty_answers;
mod folds;
mod giveaway;
mod imbalance;
mod label_spelling;
mod leakage;
mod long_answers;
mod mail_leftovers;
mod mending;
mod minhash;
mod mislabelled;
mod mixed_languages;
mod mojibake;
mod near_duplicates;
mod personal_data;
mod too_few;
mod too_long;
mod too_short;
mod words;

pub use corpus::{BETWEEN, Column, Corpus, Item};

use crate::data::{Cleaning, Edit, Goal, WEIGH_RARE};
use crate::error::Result;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

/// What may be wrong with the data.
pub struct Finding {
    pub id: &'static str,
    pub title: &'static str,
    /// Why it matters, in one sentence.
    pub why: &'static str,
    /// It should be settled before training; others are a matter of taste.
    pub decide: bool,
    /// What rows may be for, where it is looked for.
    pub goals: &'static [Goal],
    pub find: Find,
    /// The recommended one first.
    pub fixes: &'static [Fix],
}

const ALL: &[Goal] = &[Goal::Classify, Goal::Tag, Goal::Chat, Goal::Continue];
const SORTING: &[Goal] = &[Goal::Classify, Goal::Tag];
/// What looks at the one category of a row says nothing where there may be several.
const ONE_CATEGORY: &[Goal] = &[Goal::Classify];
const WRITING: &[Goal] = &[Goal::Chat, Goal::Continue];
const CONVERSATIONS: &[Goal] = &[Goal::Chat];
/// Where a row is one text.
const ONE_TEXT: &[Goal] = &[Goal::Classify, Goal::Tag, Goal::Continue];

/// How a finding is found.
pub enum Find {
    /// From the rows alone.
    Rows(fn(&Corpus) -> Vec<Hit>),
    /// From the rows, and the rules that the person made for them.
    Rules(fn(&Corpus) -> Vec<Hit>),
    /// With a model: what takes minutes, and can be stopped.
    Model(fn(&Corpus, &Look, &mut Progress<'_>) -> Result<Vec<Hit>>),
}

/// The model that a finding looks with.
pub struct Look<'a> {
    /// The folder of the one that compares rows.
    pub model: &'a Path,
    /// The folder of the one that will be trained.
    pub trained: &'a Path,
    /// Where texts that it has read are kept.
    pub cache: Option<&'a Path>,
    /// Tokens that training will read of a text.
    pub limit: usize,
}

/// What a slow finding is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Measuring,
    Reading,
    Comparing,
}

/// Hears the phase, how much of it is done, and of how much; an error ends the work.
pub type Progress<'a> = dyn FnMut(Phase, usize, usize) -> Result<()> + 'a;

impl Finding {
    /// Whether it is looked for in rows for this goal.
    pub fn fits(&self, goal: Goal) -> bool {
        self.goals.contains(&goal)
    }

    /// Whether it needs a model.
    pub fn slow(&self) -> bool {
        matches!(self.find, Find::Model(_))
    }

    pub fn find(
        &self,
        corpus: &Corpus,
        look: Option<&Look<'_>>,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<Hit>> {
        match (&self.find, look) {
            (Find::Rows(find) | Find::Rules(find), _) => Ok(find(corpus)),
            (Find::Model(find), Some(look)) => find(corpus, look, progress),
            (Find::Model(_), None) => Ok(Vec::new()),
        }
    }
}

/// What is looked for, in the order it is shown.
pub const FINDINGS: &[Finding] = &[
    personal_data::FINDING,
    contradictions::FINDING,
    leakage::FINDING,
    mislabelled::FINDING,
    empty_answers::FINDING,
    different_answers::FINDING,
    label_spelling::FINDING,
    duplicates::FINDING,
    near_duplicates::FINDING,
    empty::FINDING,
    mojibake::FINDING,
    mail_leftovers::FINDING,
    giveaway::FINDING,
    too_few::FINDING,
    imbalance::FINDING,
    boilerplate::FINDING,
    mixed_languages::FINDING,
    too_long::FINDING,
    long_answers::FINDING,
    too_short::FINDING,
];

/// What can be done about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Fix {
    /// Takes the rows out.
    Remove,
    /// Gives each row the text its hit names.
    Rewrite,
    /// Puts placeholders into each row, and into every text that a model meets from now on.
    Replace,
    /// Puts them into every text that a model meets; the rows stay as they are.
    Clean,
    /// Cuts what is too long into several rows.
    Split,
    /// Gives each row the category its hit names.
    Relabel,
    /// Joins each row's category into the one its hit names.
    Join,
    /// Lets rare categories weigh more in training.
    Balance,
}

/// A place in a text, in characters (Unicode scalar values), the end not included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Spot {
    pub from: usize,
    pub to: usize,
    /// What it is, where a finding tells several kinds apart; else empty.
    pub kind: &'static str,
}

impl Spot {
    /// A range of bytes of `text`.
    pub fn bytes(text: &str, range: std::ops::Range<usize>) -> Self {
        let from = text[..range.start].chars().count();
        Self { from, to: from + text[range].chars().count(), kind: "" }
    }
}

/// A row in which something was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hit {
    /// Its place in the corpus.
    pub row: usize,
    /// Hits of one matter stand together and are kept as they are together.
    pub matter: i64,
    pub marks: Vec<Spot>,
    /// The row it is like, or stands against.
    pub other: Option<usize>,
    /// The category it would get, or be joined into.
    pub label: Option<u32>,
    /// The texts that would stand in its place; more than one where it would be cut.
    pub texts: Vec<String>,
    /// What the project keeps in its place, where that is not the text itself.
    pub kept_as: Option<String>,
    /// What was found, in a word: a language's code, the code that gives the category away.
    pub note: Option<String>,
    /// How likely its category is right, or how alike the two rows are.
    pub score: Option<f32>,
}

impl Hit {
    /// A hit whose matter is the row itself.
    pub fn of(corpus: &Corpus, row: usize) -> Self {
        Self { row, matter: corpus.items[row].id, ..Self::default() }
    }
}

/// The finding of that id.
pub fn finding(id: &str) -> Option<&'static Finding> {
    FINDINGS.iter().find(|finding| finding.id == id)
}

impl Fix {
    /// Whether the fix would change the row of this hit.
    pub fn fits(self, hit: &Hit) -> bool {
        match self {
            Self::Remove | Self::Balance | Self::Clean => true,
            Self::Rewrite | Self::Replace => !hit.texts.is_empty(),
            Self::Split => hit.texts.len() > 1,
            Self::Relabel | Self::Join => hit.label.is_some(),
        }
    }

    /// What is to be changed. `hits` are those the person wants fixed.
    pub fn edit<'a>(self, corpus: &Corpus, hits: impl Iterator<Item = &'a Hit>) -> Result<Edit> {
        // What stood in no row a model learned from must not reach it later either.
        let mut edit = match self {
            Self::Replace | Self::Clean => {
                let rules = corpus.cleaner().rules().clone();
                Cleaning { on: true, rows_stay: self == Self::Clean, rules }.edit()?
            }
            _ => Edit::default(),
        };
        for hit in hits.filter(|hit| self.fits(hit)) {
            let Some(item) = corpus.items.get(hit.row) else { continue };
            let name = |label: u32| corpus.labels.get(label as usize).cloned();
            match self {
                Self::Remove => edit.remove.push(item.id),
                Self::Clean => {}
                Self::Rewrite | Self::Replace => {
                    let text = hit.kept_as.as_ref().or(hit.texts.first());
                    edit.rewrite.extend(text.map(|t| (item.id, t.clone())))
                }
                Self::Split => {
                    edit.rewrite.extend(hit.texts.first().map(|t| (item.id, t.clone())));
                    edit.add.extend(hit.texts.iter().skip(1).map(|t| (item.id, t.clone())));
                }
                Self::Relabel => {
                    edit.relabel.extend(hit.label.and_then(name).map(|n| (item.id, n)))
                }
                Self::Join => {
                    let pair = item.label.and_then(name).zip(hit.label.and_then(name));
                    edit.join.extend(pair.filter(|pair| !edit.join.contains(pair)));
                }
                Self::Balance => edit.notes = vec![(WEIGH_RARE.into(), "true".into())],
            }
        }
        Ok(edit)
    }
}

/// Conversations for the tests: what the person and the other side say, in turns.
#[cfg(test)]
fn corpus_of_turns(rows: &[&[&str]]) -> Corpus {
    let row = |(place, said): (usize, &&[&str])| {
        let roles = ["user", "assistant"].into_iter().cycle();
        let turns: Vec<_> =
            roles.zip(*said).map(|(role, text)| crate::data::Message::new(role, *text)).collect();
        let text = serde_json::json!(turns).to_string();
        crate::data::RawRow { id: 100 + place as i64, text, label: Some(String::new()), part: None }
    };
    Corpus::of_conversations(rows.iter().enumerate().map(row).collect())
}

/// Rows of texts and categories for the tests; an empty category is none.
#[cfg(test)]
fn corpus_of(rows: &[(&str, &str)]) -> Corpus {
    let row = |(place, (text, label)): (usize, &(&str, &str))| crate::data::RawRow {
        id: 100 + place as i64,
        text: (*text).to_owned(),
        label: Some((*label).to_owned()).filter(|label| !label.is_empty()),
        part: None,
    };
    Corpus::of_rows(rows.iter().enumerate().map(row).collect())
}

#[cfg(test)]
fn rows(hits: &[Hit]) -> Vec<usize> {
    hits.iter().map(|hit| hit.row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finding_that_is_promised_is_looked_for_once() {
        let promised = [
            "duplicates",
            "near_duplicates",
            "leakage",
            "contradictions",
            "mislabelled",
            "empty",
            "too_short",
            "too_long",
            "label_spelling",
            "imbalance",
            "too_few",
            "mixed_languages",
            "mojibake",
            "giveaway",
            "boilerplate",
            "personal_data",
            // Where a model learns to write.
            "empty_answers",
            "different_answers",
            "long_answers",
            "mail_leftovers",
        ];
        let mut known: Vec<&str> = FINDINGS.iter().map(|finding| finding.id).collect();
        known.sort_unstable();
        let mut promised = promised.to_vec();
        promised.sort_unstable();
        assert_eq!(known, promised);
    }
}
