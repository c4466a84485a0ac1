//! Models found on the hub and fetched from it.

use crate::App;
use crate::cards::fetched_card;
use crate::online::cache;
use crate::types::*;
use attune_engine::error::Result;
use attune_engine::export::find_licence;
use attune_engine::model::FAMILIES;
use attune_hub::{Cache, Found, Query, Repo};

/// Models a search lists.
const LISTED: usize = 30;
/// Bytes of a weight when the hub tells only how many there are.
const WEIGHT: u64 = 4;

impl App {
    pub(crate) fn search_models(&self, query: ModelQuery) -> Result<Vec<FoundModel>> {
        let hub = self.hub()?;
        let licence = query.licence.map(|licence| format!("license:{licence}"));
        let tags = query.language.into_iter().chain(licence).collect();
        let asked = Query { words: query.words, tags, limit: LISTED };
        let cache = cache(&self.paths)?;
        let mut found: Vec<FoundModel> = hub
            .search(&asked)?
            .into_iter()
            .filter_map(|found| {
                let repo = Repo::parse(&found.id).ok()?;
                let page = hub.page(&repo);
                Some(described(found, &repo, page, &cache))
            })
            .collect();
        // What can be trained comes first; within that, the hub's own order.
        let last = |state| matches!(state, FoundState::OtherFamily | FoundState::Unsafe);
        found.sort_by_key(|model| last(model.state));
        Ok(found)
    }

    pub(crate) fn model_card(&self, repo: Id) -> Result<ModelCardText> {
        let repo = Repo::parse(&repo)?;
        let hub = self.hub()?;
        let card = hub.card(&repo, "main")?;
        Ok(ModelCardText { card, page: hub.page(&repo), model: repo.name().into() })
    }

    pub(crate) fn fetch_model(&self, repo: Id, job: Option<Id>) -> Result<ModelCard> {
        let job = self.jobs.start(job, "Fetching the model");
        let repo = Repo::parse(&repo)?;
        let pulled = self.hub()?.pull(&repo, "main", &mut |now| {
            job.report(now.done as usize, now.total as usize)
                .map_err(|stopped| stopped.safe("What has arrived is kept"))
        })?;
        fetched_card(&cache(&self.paths)?, &repo)
            .map_err(|error| error.safe(format!("It lies in {}", pulled.folder.display())))
    }

    pub(crate) fn discard_fetch(&self, repo: Id) -> Result<()> {
        self.hub()?.discard(&Repo::parse(&repo)?)
    }
}

fn described(found: Found, repo: &Repo, page: String, cache: &Cache) -> FoundModel {
    let (licence, licence_plain) = licence_words(found.licence);
    FoundModel {
        state: state_of(repo, found.family.as_deref(), found.safetensors, cache),
        family: found.family,
        licence,
        licence_plain,
        languages: found.languages,
        downloads: Some(found.downloads),
        bytes: found.parameters.map(|count| count * WEIGHT),
        gated: found.gated,
        page,
        id: found.id,
    }
}

/// A licence's usual name, and what it allows.
pub(crate) fn licence_words(licence: Option<String>) -> (Option<String>, Option<String>) {
    let known = licence.as_deref().and_then(find_licence);
    (known.map(|known| known.title.to_string()).or(licence), known.map(|k| k.plain.to_string()))
}

/// What can be done with a model of the hub. `safetensors`: whether it has weights in this format.
pub(crate) fn state_of(
    repo: &Repo,
    family: Option<&str>,
    safetensors: Option<bool>,
    cache: &Cache,
) -> FoundState {
    let trains = |family: &str| FAMILIES.iter().any(|known| known.id == family);
    if cache.find(repo, "main").is_some() {
        FoundState::Here
    } else if safetensors == Some(false) {
        FoundState::Unsafe
    } else if family.is_some_and(|family| !trains(family)) {
        FoundState::OtherFamily
    } else if cache.is_begun(repo) {
        FoundState::Begun
    } else {
        FoundState::Open
    }
}
