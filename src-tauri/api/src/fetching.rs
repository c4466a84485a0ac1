//! Models found on the hub and fetched from it.

use crate::App;
use crate::online::cache;
use crate::setup::fetched_card;
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
    let licence = found.licence.as_deref().and_then(find_licence);
    let trains = |family: &String| FAMILIES.iter().any(|known| known.id == family);
    let state = if cache.find(repo, "main").is_some() {
        FoundState::Here
    } else if found.safetensors == Some(false) {
        FoundState::Unsafe
    } else if found.family.as_ref().is_some_and(|family| !trains(family)) {
        FoundState::OtherFamily
    } else if cache.is_begun(repo) {
        FoundState::Begun
    } else {
        FoundState::Open
    };
    FoundModel {
        state,
        family: found.family,
        licence: licence.map(|known| known.title.to_string()).or(found.licence),
        licence_plain: licence.map(|known| known.plain.to_string()),
        languages: found.languages,
        downloads: found.downloads,
        bytes: found.parameters.map(|count| count * WEIGHT),
        gated: found.gated,
        page,
        id: found.id,
    }
}
