//! The projects that ship with Attune.

use crate::App;
use crate::types::{Id, ProjectView, SampleCard};
use attune_engine::data::{self, Columns, Goal, NOUN, ReadOptions, Table};
use attune_engine::error::{Code, Error, IoContext, Result};
use serde::Deserialize;
use std::collections::HashSet;
use std::path::Path;

#[derive(Deserialize)]
struct Sample {
    id: Id,
    file: String,
    title: String,
    noun: String,
    #[serde(default)]
    goal: Goal,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    label: Option<String>,
    #[serde(default)]
    messages: Option<String>,
    /// Of a model on the hub.
    #[serde(default)]
    model: Option<Id>,
    description: String,
}

impl App {
    pub(crate) fn samples(&self) -> Result<Vec<SampleCard>> {
        let folder = self.paths.samples();
        self.sample_list()?
            .into_iter()
            .map(|sample| {
                let (rows, categories) = sample.size(&folder)?;
                Ok(SampleCard {
                    rows,
                    categories,
                    goal: sample.goal,
                    model: sample.model,
                    id: sample.id,
                    title: sample.title,
                    description: sample.description,
                    noun: sample.noun,
                })
            })
            .collect()
    }

    fn sample_list(&self) -> Result<Vec<Sample>> {
        let path = self.paths.samples().join("samples.json");
        let bytes = std::fs::read(&path).at_path(&path)?;
        serde_json::from_slice(&bytes).map_err(|error| {
            Error::new(Code::BadFile, "The list of samples is damaged")
                .at(path.display().to_string())
                .advice("Install Attune again")
                .source(error)
        })
    }

    pub(crate) fn create_from_sample(&self, sample: Id) -> Result<ProjectView> {
        let known = self.sample_list()?;
        let Some(sample) = known.into_iter().find(|known| known.id == sample) else {
            return Err(Error::new(Code::NotFound, "There is no such sample")
                .advice("Choose one of the list"));
        };
        let file = self.paths.samples().join(&sample.file);
        let id = self.library.create(&sample.title)?;
        let options = ReadOptions::default();
        let taken = self.library.on(&id, |project| {
            let columns = sample.columns();
            project.import(&file, &options, &columns, false, false, &mut |_, _| true)?;
            project.set_note(NOUN, Some(&sample.noun))
        });
        if let Err(error) = taken {
            self.library.remove(&id)?;
            return Err(error);
        }
        self.open_project(id)
    }
}

impl Sample {
    /// Rows and categories.
    fn size(&self, folder: &Path) -> Result<(usize, usize)> {
        let file = folder.join(&self.file);
        let options = ReadOptions::default();
        if self.goal.writes() {
            let mut rows = 0;
            Table::open(&file, &options)?.read(&mut |record| {
                rows += usize::from(record.cells.is_ok());
                Ok(true)
            })?;
            return Ok((rows, 0));
        }
        let shares = data::split::DEFAULT_SHARES;
        let loaded = data::load_examples(&file, &options, &self.columns(), None, shares, 0)?;
        let labels: HashSet<&str> = loaded.examples.iter().map(|e| e.label.as_str()).collect();
        Ok((loaded.examples.len() + loaded.dropped, labels.len()))
    }

    fn columns(&self) -> Columns {
        Columns {
            goal: self.goal,
            text: self.text.clone(),
            label: self.label.clone(),
            messages: self.messages.clone(),
            ..Columns::default()
        }
    }
}
