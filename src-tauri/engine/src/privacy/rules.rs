//! What is looked for, as it is kept in a project and travels with a model, and the cleaner made
//! from it.

use super::found::{Found, Span, resolve};
use super::own::Own;
use super::replace::{Cleaned, Conversation};
use super::text::Text;
use super::{KINDS, kind};
use crate::error::{Code, Error, IoContext, Result};
use crate::store::{sha256_bytes, write_atomic};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
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
    /// What is found and yet stands for no one: the rose of rose hip tea. Whole places only.
    #[serde(default)]
    pub keep: Vec<String>,
    /// Rows that are to stay as they are, by [`mark`]: wherever a model meets them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(skip)]
    pub left: Vec<String>,
}

/// 2: rows may be left. 3: the tagger adds to what the rules find.
pub const VERSION: u32 = 3;
const TAGGED: u32 = 3;
/// The file beside an exported model.
pub const FILE: &str = "privacy.json";

impl Default for Rules {
    /// All kinds, nothing of the person's own.
    fn default() -> Self {
        let kinds = KINDS.iter().map(|kind| kind.id.to_string()).collect();
        let (words, patterns, keep, left) = Default::default();
        Self { v: VERSION, kinds, words, patterns, keep, left }
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

    /// Whether the tagger adds what it finds. A model that was trained before there was one goes on
    /// without.
    pub fn tagged(&self) -> bool {
        self.v >= TAGGED
    }

    /// The same as this program looks today: what a project keeps, not what a model was trained with.
    pub fn renewed(self) -> Self {
        Self { v: self.v.max(VERSION), ..self }
    }

    /// Writes them beside an exported model.
    pub fn save(&self, folder: &Path) -> Result<()> {
        write_atomic(&folder.join(FILE), self.text()?.as_bytes())
    }

    /// As they stand in a file.
    pub fn text(&self) -> Result<String> {
        serde_json::to_string_pretty(self)
            .map_err(|e| Error::internal("The privacy rules can't be written").source(e))
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

/// What the kinds and the tagger find in a text, overlaps and all, whatever a person's rules say of
/// it.
pub fn look(text: &str) -> Vec<Span> {
    look_as(text, true)
}

fn look_as(text: &str, tagged: bool) -> Vec<Span> {
    let text = Text::new(text);
    let mut found = Found::default();
    for kind in KINDS {
        (kind.find)(&text, &mut found);
    }
    if tagged {
        super::tagger::add_places(&text, &mut found);
    }
    found.spans
}

/// What tells a text, or the messages of a conversation so far, from all others without holding it.
/// Whoever guesses a short text can still see that it was meant.
pub fn mark<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let parts: Vec<String> = texts.into_iter().map(|text| sha256_bytes(text.as_bytes())).collect();
    let whole = sha256_bytes(parts.join("\n").as_bytes());
    whole.get(..32).map(str::to_owned).unwrap_or(whole)
}

/// As two spellings of one word are compared.
fn folded(word: &str) -> String {
    word.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Finds and replaces by one set of rules.
#[derive(Default)]
pub struct Cleaner {
    rules: Rules,
    own: Own,
    /// [`Rules::keep`], folded.
    keep: HashSet<String>,
    left: HashSet<String>,
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
        let keep = rules.keep.iter().map(|word| folded(word)).collect();
        let left = rules.left.iter().cloned().collect();
        Ok(Self { own: Own::new(rules)?, keep, left, rules: rules.clone() })
    }

    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Whether the person wants these texts, which belong together, to stay as they are.
    pub fn leaves<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> bool {
        !self.left.is_empty() && self.left.contains(&mark(texts))
    }

    /// What is personal in a text, by place, without overlaps.
    pub fn find(&self, text: &str) -> Vec<Span> {
        let mut spans = self.settle(text, look_as(text, self.rules.tagged()));
        spans.retain(|span| self.wants(span.kind));
        spans
    }

    /// Whether the person has this kind replaced; their own words always are.
    pub fn wants(&self, kind: &str) -> bool {
        kind == super::OWN || self.rules.kinds.iter().any(|wanted| wanted == kind)
    }

    /// What [`look`] found in the text and the person's own words, without overlaps and without
    /// what they keep; of all kinds, wanted or not.
    pub fn settle(&self, text: &str, found: Vec<Span>) -> Vec<Span> {
        let mut found = Found { spans: found };
        if !self.own.is_empty() {
            self.own.find(&Text::new(text), &mut found);
        }
        if found.spans.is_empty() {
            return found.spans;
        }
        // What stands in place of something already is left as it is.
        let ours = super::replace::placeholders(text);
        found
            .spans
            .retain(|span| !ours.iter().any(|(from, to)| span.start < *to && *from < span.end));
        let mut spans = resolve(text, found.spans);
        if !self.keep.is_empty() {
            let kept = |span: &Span| {
                text.get(span.start..span.end).is_some_and(|it| self.keep.contains(&folded(it)))
            };
            spans.retain(|span| !kept(span));
        }
        spans
    }

    /// A text by itself, cleaned.
    pub fn clean(&self, text: &str) -> Cleaned {
        let spans = if self.leaves([text]) { Vec::new() } else { self.find(text) };
        Conversation::new().replace(text, &spans)
    }
}
