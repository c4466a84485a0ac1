//! Publishing from the window: a draft that is looked at and changed before anything is sent.

use crate::publish::{Base, Staged, stage};
use crate::types::*;
use crate::{App, lock};
use attune_engine::error::{Code, Error, Result};
use attune_engine::export::find_licence;
use attune_engine::train::Recipe;
use attune_hub::{Pushed, Repo};
use std::sync::{Arc, Mutex};

/// The draft that is open; another takes its place.
#[derive(Default)]
pub(crate) struct Drafts {
    open: Mutex<Option<(Id, Arc<Staged>)>>,
    count: std::sync::atomic::AtomicU64,
}

impl Drafts {
    fn get(&self, id: &str) -> Result<Arc<Staged>> {
        let open = lock(&self.open);
        let found = open.as_ref().filter(|(known, _)| known == id);
        found.map(|(_, staged)| staged.clone()).ok_or_else(|| {
            Error::new(Code::NotFound, "What was to be published is not ready any more")
                .safe("Nothing was sent")
                .advice("Open the page again")
        })
    }
}

impl App {
    pub(crate) fn prepare_publish(
        &self,
        project: Id,
        run: Id,
        format: Id,
        repo: String,
        job: Option<Id>,
    ) -> Result<Draft> {
        let job = self.jobs.start(job, "Making the model ready");
        let repo = Repo::parse_owned(&repo)?;
        let folder = self.finished_run(&project, &run)?;
        let labels = self.present_labels(&project, &folder)?;
        let base = Base::of(&self.paths, &Recipe::load(&folder)?.model);
        let mut progress = |done, total| job.report(done, total);
        let staged =
            stage(&self.paths, &folder, &format, &repo, base, Some(&labels), &mut progress)?;
        let count = self.drafts.count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let id = format!("draft-{count}");
        let draft = describe(id.clone(), &staged)?;
        *lock(&self.drafts.open) = Some((id, Arc::new(staged)));
        Ok(draft)
    }

    pub(crate) fn check_name(&self, repo: String) -> Result<NameState> {
        let repo = Repo::parse_owned(&repo)?;
        let hub = self.hub()?;
        match hub.model(&repo, "main") {
            Ok(page) if page.found.private => Ok(NameState::Own),
            Ok(_) => Ok(NameState::OwnPublic),
            Err(error) if error.code == Code::NotFound => Ok(NameState::Free),
            Err(error) => Err(error),
        }
    }

    pub(crate) fn publish(
        &self,
        draft: Id,
        repo: String,
        public: bool,
        card: String,
        job: Option<Id>,
    ) -> Result<Pushed> {
        let job = self.jobs.start(job, "Publishing");
        let staged = self.drafts.get(&draft)?;
        let repo = Repo::parse_owned(&repo)?;
        staged.set_card(&card)?;
        staged.push(&self.hub()?, &repo, public, &mut |now| {
            job.report(now.done as usize, now.total as usize)
                .map_err(|stopped| stopped.safe("The model on the hub is as it was"))
        })
    }

    pub(crate) fn discard_draft(&self, draft: Id) -> Result<()> {
        let mut open = lock(&self.drafts.open);
        if open.as_ref().is_some_and(|(id, _)| *id == draft) {
            *open = None;
        }
        Ok(())
    }
}

fn describe(id: Id, staged: &Staged) -> Result<Draft> {
    let base = &staged.base;
    let licence = base.licence.as_deref().and_then(find_licence);
    Ok(Draft {
        id,
        files: staged.files()?,
        card: staged.card()?,
        base: base.name.clone(),
        licence: licence.map(|known| known.title.to_string()).or_else(|| base.licence.clone()),
        licence_plain: licence.map(|known| known.plain.to_string()),
        duties: licence
            .map(|known| known.duties.iter().map(|d| d.to_string()).collect())
            .unwrap_or_default(),
        may_be_public: base.check_public().is_ok(),
    })
}
