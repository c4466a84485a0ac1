//! What is looked for, as it is kept in a project and travels with a model, and the cleaner made
//! from it.

use super::found::{Found, Span, resolve};
use super::own::Own;
use super::replace::{Cleaned, Conversation};
use super::text::Text;
use super::{KINDS, kind};
use crate::error::{Code, Error, IoContext, Result};
use crate::store::write_atomic;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

/// Which kinds are replaced, and the person's own words and patterns. It holds no key and nothing
/// of the texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Rules {
    /// Changes when the rules of a kind do: a model keeps to those it was trained with.
    pub v: u32,
    /// Ids of kinds.
    pub kinds: Vec<String>,
    #[serde(default)]
    pub words: Vec<String>,
    #[serde(default)]
    pub patterns: Vec<String>,
}

pub const VERSION: u32 = 1;
/// The file beside an exported model.
pub const FILE: &str = "privacy.json";

impl Default for Rules {
    /// All kinds, nothing of the person's own.
    fn default() -> Self {
        let kinds = KINDS.iter().map(|kind| kind.id.to_string()).collect();
        Self { v: VERSION, kinds, words: Vec::new(), patterns: Vec::new() }
    }
}

impl Rules {
    /// These kinds only.
    pub fn of(kinds: &[String]) -> Result<Self> {
        for id in kinds {
            kind(id)?;
        }
        Ok(Self { kinds: kinds.to_vec(), ..Self::default() })
    }

    /// Writes them beside an exported model.
    pub fn save(&self, folder: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(self)
            .map_err(|e| Error::internal("The privacy rules can't be written").source(e))?;
        write_atomic(&folder.join(FILE), text.as_bytes())
    }

    /// Reads what [`Rules::save`] wrote.
    pub fn load(folder: &Path) -> Result<Option<Self>> {
        let path = folder.join(FILE);
        if !path.is_file() {
            return Ok(None);
        }
        let text = std::fs::read(&path).at_path(&path)?;
        serde_json::from_slice(&text).map(Some).map_err(|e| {
            Error::new(Code::BadFile, "The privacy rules of this model can't be read")
                .at(path.display().to_string())
                .advice("Save the model again")
                .source(e)
        })
    }
}

/// Finds and replaces by one set of rules.
pub struct Cleaner {
    rules: Rules,
    own: Own,
}

impl Cleaner {
    pub fn new(rules: &Rules) -> Result<Self> {
        if rules.v > VERSION {
            return Err(Error::new(Code::TooNew, "These privacy rules are of a newer Attune")
                .advice("Update this one"));
        }
        for id in &rules.kinds {
            kind(id)?;
        }
        Ok(Self { own: Own::new(rules)?, rules: rules.clone() })
    }

    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// What is personal in a text, by place, without overlaps.
    pub fn find(&self, text: &str) -> Vec<Span> {
        let text = Text::new(text);
        let mut found = Found::default();
        for kind in KINDS {
            (kind.find)(&text, &mut found);
        }
        self.own.find(&text, &mut found);
        // What stands in place of something already is left as it is.
        let ours = super::replace::placeholders(text.text);
        found
            .spans
            .retain(|span| !ours.iter().any(|(from, to)| span.start < *to && *from < span.end));
        let wanted = |id: &str| id == super::OWN || self.rules.kinds.iter().any(|kind| kind == id);
        let mut spans = resolve(text.text, found.spans);
        spans.retain(|span| wanted(span.kind));
        spans
    }

    /// A text by itself, cleaned.
    pub fn clean(&self, text: &str) -> Cleaned {
        Conversation::new().replace(text, &self.find(text))
    }
}
