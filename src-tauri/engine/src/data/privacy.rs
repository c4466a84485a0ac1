//! What a project says of personal data.

use super::dialogues::turns;
use super::{Edit, Goal, Project};
use crate::error::{Code, Error, Result};
use crate::privacy::{Rules, mark};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The note under which a project keeps its [`Cleaning`].
pub const PRIVACY: &str = "privacy";
/// The finding under which rows are kept as they are.
const PERSONAL: &str = "personal_data";

/// Whether texts are cleaned on the way to the model, and by which rules.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Cleaning {
    pub on: bool,
    /// That the rows hold personal data is settled: they are to stay as they are.
    #[serde(default)]
    pub rows_stay: bool,
    pub rules: Rules,
}

impl Cleaning {
    /// The change that makes a project keep it, to be undone like any other.
    pub fn edit(&self) -> Result<Edit> {
        let text = serde_json::to_string(self)
            .map_err(|e| Error::internal("The privacy rules can't be written").source(e))?;
        Ok(Edit { notes: vec![(PRIVACY.into(), text)], ..Edit::default() })
    }
}

impl Project {
    /// Off, with all kinds, until the person says something else.
    pub fn cleaning(&self) -> Result<Cleaning> {
        let Some(text) = self.note(PRIVACY)? else { return Ok(Cleaning::default()) };
        let kept: Cleaning = serde_json::from_str(&text).map_err(|e| {
            Error::new(Code::TooNew, "The project's privacy rules can't be read")
                .safe("Nothing was changed")
                .advice("They may be of a newer Attune: update this one")
                .source(e)
        })?;
        // A training to come looks as this program does; one that was is in its own recipe.
        Ok(Cleaning { rules: kept.rules.renewed(), ..kept })
    }

    /// What a training replaces; nothing while cleaning is off.
    pub fn rules(&self) -> Result<Option<Rules>> {
        let cleaning = self.cleaning()?;
        cleaning.on.then(|| self.with_left(cleaning.rules)).transpose()
    }

    /// These rules, but for the rows that the person keeps as they are.
    pub fn with_left(&self, mut rules: Rules) -> Result<Rules> {
        let kept = self.kept(PERSONAL)?;
        if kept.is_empty() {
            return Ok(rules);
        }
        let chat = self.goal()? == Goal::Chat;
        for row in self.raw_rows()?.into_iter().filter(|row| kept.contains(&row.id)) {
            let turns = if chat { turns(&row.text) } else { Vec::new() };
            if turns.is_empty() {
                rules.left.push(mark([row.text.as_str()]));
            }
            for end in 1..=turns.len() {
                rules.left.push(mark(turns[..end].iter().map(|turn| turn.content.as_str())));
            }
        }
        // Rules that a model must not read without them.
        rules.v = rules.v.max(2);
        rules.left.sort_unstable();
        rules.left.dedup();
        Ok(rules)
    }
}
