//! What a run was made from, beside the engine's own files, and what its categories are called
//! now.

use crate::types::Stale;
use attune_engine::data::{IN_USE, Project, Version};
use attune_engine::error::{Error, Result};
use attune_engine::store::write_atomic;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

const FILE: &str = "origin.json";

/// The state of the project when a run began.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Origin {
    /// What it learned from.
    learn: String,
    /// Its categories' ids, by their names then.
    pub categories: BTreeMap<String, i64>,
}

impl Origin {
    pub fn of(project: &mut Project) -> Result<Self> {
        Ok(Self { learn: project.version()?.learn, categories: project.category_ids()? })
    }

    pub fn save(&self, run: &Path) -> Result<()> {
        let text = serde_json::to_vec(self)
            .map_err(|e| Error::internal("The run's origin could not be written").source(e))?;
        write_atomic(&run.join(FILE), &text)
    }

    /// None for a run that was not started here.
    pub fn load(run: &Path) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(run.join(FILE)).ok()?).ok()
    }
}

/// The project as its runs are held against it.
pub(crate) struct Present {
    version: Version,
    /// Of all categories, by id.
    pub names: HashMap<i64, String>,
    pub in_use: Option<String>,
}

impl Present {
    pub fn of(project: &mut Project) -> Result<Self> {
        Ok(Self {
            version: project.version()?,
            names: project.category_names()?,
            in_use: project.note(IN_USE)?,
        })
    }

    /// What the run's categories are called now, in their order.
    pub fn labels(&self, origin: Option<&Origin>, labels: &[String]) -> Vec<String> {
        let name = |label: &String| {
            let id = origin.and_then(|origin| origin.categories.get(label));
            id.and_then(|id| self.names.get(id)).unwrap_or(label).clone()
        };
        labels.iter().map(name).collect()
    }

    /// Why a run should be trained again.
    pub fn stale(&self, origin: Option<&Origin>, labels: &[String]) -> Vec<Stale> {
        let Some(origin) = origin else { return Vec::new() };
        let mut stale = Vec::new();
        if origin.learn != self.version.learn {
            stale.push(Stale::DataChanged);
        }
        let present = self.labels(Some(origin), labels);
        let mut joined: BTreeMap<&String, Vec<String>> = BTreeMap::new();
        for (then, now) in labels.iter().zip(&present) {
            joined.entry(now).or_default().push(then.clone());
        }
        for (into, from) in joined.into_iter().filter(|(_, from)| from.len() > 1) {
            stale.push(Stale::CategoriesMerged { from, into: into.clone() });
        }
        let added: Vec<String> =
            self.version.labels.iter().filter(|label| !present.contains(label)).cloned().collect();
        if !added.is_empty() {
            stale.push(Stale::CategoriesAdded { names: added });
        }
        stale
    }
}
