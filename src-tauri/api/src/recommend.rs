//! Models worth recommending for a project, and what training them on its rows would take. Both are
//! told from what is here: nothing is asked of anyone.

use crate::fetching::{licence_words, state_of};
use crate::online::{STARTER, cache};
use crate::types::*;
use crate::{App, lock};
use attune_engine::error::Result;
use attune_engine::model::ModelFolder;
use attune_engine::model::catalogue::{Entry, catalogue};
use attune_engine::nn::Pooling;
use attune_engine::task::Material;
use attune_engine::train::{Hyper, Speed, Workload, outlook};
use attune_hub::{Cache, Hub, Repo};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Mutex;

/// By instructions, threads and precision.
#[derive(Default)]
pub(crate) struct Speeds(Mutex<HashMap<String, Speed>>);

impl Speeds {
    fn of(&self, hyper: &Hyper) -> Result<Speed> {
        let key = format!("{} {} {}", hyper.instructions, hyper.threads, hyper.fast);
        // Held while it is measured: two measurements at once would each be too slow.
        let mut known = lock(&self.0);
        if let Some(speed) = known.get(&key) {
            return Ok(*speed);
        }
        let speed = Speed::measure(hyper)?;
        known.insert(key, speed);
        Ok(speed)
    }
}

impl App {
    pub(crate) fn recommended_models(&self, project: Id) -> Result<Recommendations> {
        let (goal, language) =
            self.library.on(&project, |project| Ok((project.goal()?, project.main_language()?)))?;
        let (cache, hub) = (cache(&self.paths)?, self.hub()?);
        let entries = catalogue(&self.paths.catalogue())?.into_iter();
        let entries = entries.filter(|e| !e.built_in && e.goals.iter().any(|id| id == goal.id()));
        let models = entries.filter_map(|entry| recommended(entry, &hub, &cache)).collect();
        Ok(Recommendations { models, language: language.map(str::to_string) })
    }

    pub(crate) fn outlooks(&self, project: Id, models: Vec<Id>) -> Result<Vec<ModelOutlook>> {
        let material = self.library.on(&project, |project| Material::of(project))?;
        let workload = Workload::of(&material, &self.paths.starter())?;
        let known = catalogue(&self.paths.catalogue()).unwrap_or_default();
        let free = crate::app::memory_free();
        let mut found = Vec::new();
        for model in models {
            let Some((config, pooling)) = self.sizes(&model, &known) else { continue };
            let speed = &mut |hyper: &Hyper| self.speeds.of(hyper);
            // A model of another kind than the goal asks for has no outlook.
            let Ok(outlook) = outlook(&config, pooling, &workload, speed) else { continue };
            found.push(ModelOutlook {
                model,
                seconds: outlook.seconds,
                memory_bytes: outlook.memory_bytes,
                memory_free_bytes: free,
                fit: Fit::of(outlook.memory_bytes, free),
            });
        }
        Ok(found)
    }

    /// What config.json says of a model's sizes: its own where it is here, else the catalogue's.
    fn sizes(&self, id: &str, known: &[Entry]) -> Option<(Value, Pooling)> {
        let folder = match Repo::parse(id) {
            _ if id == STARTER => Some(self.paths.starter()),
            Ok(repo) if repo.owner().is_some() => {
                let located = cache(&self.paths).ok()?.find(&repo, "main");
                located.map(|located| located.folder)
            }
            _ => self.model_folder(id).ok(),
        };
        if let Some(model) = folder.and_then(|folder| ModelFolder::open(&folder).ok()) {
            return Some((model.config.clone(), model.pooling));
        }
        let entry = known.iter().find(|entry| entry.repo == id)?;
        Some((entry.config(), entry.pooling()))
    }
}

fn recommended(entry: Entry, hub: &Hub, cache: &Cache) -> Option<RecommendedModel> {
    let repo = Repo::parse(&entry.repo).ok()?;
    let (licence, licence_plain) = licence_words(Some(entry.licence.clone()));
    let found = FoundModel {
        state: state_of(&repo, Some(&entry.family), Some(true), cache),
        family: Some(entry.family.clone()),
        licence,
        licence_plain,
        languages: entry.languages.clone(),
        downloads: None,
        bytes: entry.download_bytes(),
        gated: entry.gated,
        page: hub.page(&repo),
        id: entry.repo.clone(),
    };
    Some(RecommendedModel {
        title: entry.title,
        good_at: entry.good_at,
        parameters: entry.parameters,
        language_count: entry.language_count,
        tried: entry.tried,
        licence_id: entry.licence,
        found,
    })
}
