//! Models worth recommending, as `assets/models.toml` lists them. What it says of a model is what its
//! maker publishes; whether it is still there, and at which commit, only the hub knows.

use super::FAMILIES;
use crate::error::{Code, Error, IoContext, Result};
use crate::nn::Pooling;
use crate::task::TASKS;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::path::Path;

/// A model worth recommending.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// OWNER/NAME
    pub repo: String,
    pub title: String,
    pub maker: String,
    /// What it is good at, in a sentence.
    pub good_at: String,
    /// Ids of the tasks it is recommended for.
    pub goals: Vec<String>,
    /// `model_type`
    pub family: String,
    pub parameters: u64,
    /// Of the files that are fetched, where it is known.
    download_mb: Option<u64>,
    /// Codes of two letters; empty where the maker does not name them.
    pub languages: Vec<String>,
    /// How many there are, where `languages` names only some.
    pub language_count: Option<usize>,
    /// As the hub names it.
    pub licence: String,
    /// It has to be accepted on the hub first.
    #[serde(default)]
    pub gated: bool,
    /// Only a model that sorts has one.
    pooling: Option<Pooling>,
    /// Attune's own developers have trained it.
    pub tried: bool,
    /// It is the starter, and need not be fetched.
    #[serde(default)]
    pub built_in: bool,
    /// The sizes in its config.json.
    config: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    model: Vec<Entry>,
}

impl Entry {
    pub fn download_bytes(&self) -> Option<u64> {
        self.download_mb.map(|megabytes| megabytes * 1_000_000)
    }

    pub fn pooling(&self) -> Pooling {
        self.pooling.unwrap_or(Pooling::Cls)
    }

    /// What its config.json says, as far as the catalogue knows.
    pub fn config(&self) -> Value {
        let mut config = self.config.clone();
        config.insert("model_type".into(), self.family.clone().into());
        Value::Object(config)
    }

    fn problem(&self) -> Option<String> {
        let family = FAMILIES.iter().find(|family| family.id == self.family);
        let Some(family) = family else {
            return Some(format!("{} is of a family that can't be trained", self.repo));
        };
        let fits = |goal: &String| {
            let task = TASKS.iter().find(|task| task.id == goal)?;
            (if task.writes { family.language.is_some() } else { family.classifier.is_some() })
                .then_some(())
        };
        if self.goals.is_empty() || self.goals.iter().any(|goal| fits(goal).is_none()) {
            return Some(format!("{} is recommended for what it can't do", self.repo));
        }
        let named = self.repo.split('/').count() == 2 && self.repo.starts_with(&self.maker);
        (!named).then(|| format!("{} is no name with its maker before it", self.repo))
    }
}

/// Reads the catalogue, in its order.
pub fn catalogue(path: &Path) -> Result<Vec<Entry>> {
    let text = std::fs::read_to_string(path).at_path(path)?;
    let wrong = |why: String| {
        Error::new(Code::BadFile, "The list of recommended models can't be read")
            .at(path.display().to_string())
            .safe("Searching and opening a folder work without it")
            .advice("Install Attune again")
            .source(why)
    };
    let file: File = toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    match file.model.iter().find_map(Entry::problem) {
        Some(problem) => Err(wrong(problem)),
        None => Ok(file.model),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sketch;
    use std::collections::HashSet;
    use std::path::PathBuf;

    fn assets() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets")
    }

    #[test]
    fn the_catalogue_names_what_can_be_trained_and_counts_right() {
        let entries = catalogue(&assets().join("models.toml")).unwrap();
        let names: HashSet<&str> = entries.iter().map(|entry| entry.repo.as_str()).collect();
        assert_eq!(names.len(), entries.len(), "a model is listed twice");
        for entry in &entries {
            let counted = sketch::parameters(&entry.config(), entry.pooling())
                .unwrap_or_else(|error| panic!("{}: {error}", entry.repo));
            // Heads of the first training, which are not used, are not counted here.
            let share = counted as f64 / entry.parameters as f64;
            assert!((0.985..1.005).contains(&share), "{}: {counted}", entry.repo);
            assert!(entry.good_at.ends_with('.'), "{}", entry.repo);
            let code =
                |code: &String| code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase());
            assert!(entry.languages.iter().all(code), "{}", entry.repo);
            assert!(entry.language_count.is_none_or(|n| n > entry.languages.len()));
            // The licence is known by name, or has to be accepted: never a blank.
            assert!(!entry.licence.is_empty());
        }
        for task in TASKS {
            let some = entries.iter().any(|entry| entry.goals.iter().any(|goal| goal == task.id));
            assert!(some, "nothing is recommended for {}", task.id);
        }
    }

    #[test]
    fn only_what_was_run_is_said_to_have_been() {
        let entries = catalogue(&assets().join("models.toml")).unwrap();
        let tried: Vec<&str> =
            entries.iter().filter(|e| e.tried).map(|e| e.repo.as_str()).collect();
        let run = ["sentence-transformers/all-MiniLM-L6-v2", "HuggingFaceTB/SmolLM2-135M-Instruct"];
        assert_eq!(tried, run);
        assert!(entries.iter().all(|entry| !entry.built_in || entry.repo == run[0]));
    }

    #[test]
    fn the_built_in_models_entry_agrees_with_the_model_itself() {
        let entries = catalogue(&assets().join("models.toml")).unwrap();
        let entry = entries.iter().find(|entry| entry.built_in).unwrap();
        let folder = crate::model::ModelFolder::open(&assets().join("starter")).unwrap();
        for (key, value) in entry.config().as_object().unwrap() {
            assert_eq!(&folder.config[key], value, "{key}");
        }
        assert_eq!(folder.pooling, entry.pooling());
    }

    #[test]
    fn a_wrong_entry_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("models.toml");
        let entry = |repo: &str, family: &str, goal: &str| {
            format!(
                "[[model]]\nrepo = '{repo}'\ntitle = 'A'\nmaker = 'a'\ngood_at = 'B.'\n\
                 goals = ['{goal}']\nfamily = '{family}'\nparameters = 1\nlanguages = []\n\
                 licence = 'mit'\ntried = false\nconfig = {{}}\n"
            )
        };
        for (text, why) in [
            (entry("a/b", "t5", "chat"), "can't be trained"),
            (entry("a/b", "bert", "chat"), "can't do"),
            (entry("a/b", "llama", "paint"), "can't do"),
            (entry("b", "llama", "chat"), "no name"),
            ("model = 3".into(), "invalid type"),
        ] {
            std::fs::write(&path, &text).unwrap();
            let error = catalogue(&path).unwrap_err();
            assert_eq!(error.code, Code::BadFile);
            let source = error.source.unwrap();
            assert!(source.contains(why), "{source}");
        }
        std::fs::write(&path, entry("a/b", "llama", "chat")).unwrap();
        assert_eq!(catalogue(&path).unwrap().len(), 1);
    }
}
