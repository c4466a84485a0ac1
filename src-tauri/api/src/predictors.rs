//! The model that answers: loaded once, and under the present names.

use crate::{App, lock};
use attune_engine::error::{Error, Result};
use attune_engine::predict::{Predictor, Tagger};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The model used last stays loaded; more than one would fill the memory.
#[derive(Default)]
pub(crate) struct Predictors {
    last: Mutex<Option<(PathBuf, Model)>>,
}

/// A loaded model of either kind.
#[derive(Clone)]
enum Model {
    One(Arc<Mutex<Predictor>>),
    Several(Arc<Mutex<Tagger>>),
}

impl Predictors {
    fn get(&self, run: &Path, open: impl FnOnce(&Path) -> Result<Model>) -> Result<Model> {
        let mut last = lock(&self.last);
        if let Some((known, model)) = &*last
            && known == run
        {
            return Ok(model.clone());
        }
        // The old one goes before the new one comes.
        *last = None;
        let model = open(run)?;
        *last = Some((run.to_path_buf(), model.clone()));
        Ok(model)
    }

    /// Lets go of a model that lies in `folder`.
    pub fn forget(&self, folder: &Path) {
        let mut last = lock(&self.last);
        if last.as_ref().is_some_and(|(run, _)| run.starts_with(folder)) {
            *last = None;
        }
    }
}

impl App {
    /// A finished run's model, which answers under the present names.
    pub(crate) fn predictor(&self, project: &str, run: &str) -> Result<Arc<Mutex<Predictor>>> {
        let folder = self.finished_run(project, run)?;
        let labels = self.present_labels(project, &folder)?;
        let open = |run: &Path| Ok(Model::One(Arc::new(Mutex::new(Predictor::open(run)?))));
        let Model::One(predictor) = self.predictors.get(&folder, open)? else {
            return Err(Error::internal("A model that says several categories was asked for one"));
        };
        lock(&predictor).set_names(&labels);
        Ok(predictor)
    }

    /// The same for a run that says any number of categories.
    pub(crate) fn tagger(&self, project: &str, run: &str) -> Result<Arc<Mutex<Tagger>>> {
        let folder = self.finished_run(project, run)?;
        let labels = self.present_labels(project, &folder)?;
        let open = |run: &Path| Ok(Model::Several(Arc::new(Mutex::new(Tagger::open(run)?))));
        let Model::Several(tagger) = self.predictors.get(&folder, open)? else {
            return Err(Error::internal("A model that says one category was asked for several"));
        };
        lock(&tagger).set_names(&labels);
        Ok(tagger)
    }
}
