//! Telling one state of the data from another.

use super::load::DataHash;
use super::{Goal, Learnable, Part, Project, tag_names, tags_key};
use crate::error::Result;
use std::collections::BTreeSet;

/// What the data is now: one digest of what is learned from (with what steers the training), one
/// of the exam. Categories count by their id there, so a new name changes neither.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Version {
    pub learn: String,
    pub exam: String,
    /// Names of the categories that have rows to learn from, or enough where rows have several.
    pub labels: BTreeSet<String>,
}

impl Project {
    /// The data's version; computed anew only after a change.
    pub fn version(&mut self) -> Result<Version> {
        if let Some(version) = &self.version {
            return Ok(version.clone());
        }
        let ids = self.category_ids()?;
        let (mut learn, mut exam) = (DataHash::default(), DataHash::default());
        let mut labels = BTreeSet::new();
        let tags = self.goal()? == Goal::Tag;
        let mut learnable = Learnable::default();
        self.each_example(&mut |mut example| {
            if tags {
                let names = tag_names(&example.label);
                learnable.add(&example.text, &names, example.part);
                let set = names.iter().filter_map(|name| ids.get(name).copied()).collect();
                example.label = format!("{:x}", tags_key(set));
                match example.part {
                    Part::Test => exam.add(&example),
                    Part::Train | Part::Validation => learn.add(&example),
                }
                return;
            }
            let sorted = !example.label.is_empty();
            if example.part == Part::Train && sorted && !labels.contains(&example.label) {
                labels.insert(example.label.clone());
            }
            example.label = ids.get(&example.label).map_or(example.label, i64::to_string);
            match example.part {
                Part::Test => exam.add(&example),
                Part::Train | Part::Validation => learn.add(&example),
            }
        })
        .map_err(|e| self.failed(e))?;
        labels.extend(learnable.names().0);
        // Cleaned texts are other texts.
        if let Some(rules) = self.rules()? {
            learn.note(&serde_json::to_string(&rules).unwrap_or_default());
        }
        let version = Version { learn: learn.finish(), exam: exam.finish(), labels };
        Ok(self.version.insert(version).clone())
    }
}
