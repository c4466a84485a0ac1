//! What a person does with rows and labels.

use crate::handles::{display, file_name};
use crate::projects::imported;
use crate::results::unused;
use crate::types::*;
use crate::{App, pasted};
use attune_engine::data;
use attune_engine::error::{Code, Error, Result};
use std::path::Path;

/// More rows than fit on any screen, so that a page stays small.
const LARGEST_PAGE: usize = 1000;

impl App {
    pub(crate) fn inspect_file(&self, file: Id, options: ReadOptions) -> Result<Preview> {
        data::inspect(&self.handles.any(&file)?, &options)
    }

    pub(crate) fn paste_text(&self, name: String, text: String) -> Result<Handle> {
        if text.trim().is_empty() {
            return Err(Error::new(Code::BadFile, "There is no text in what was pasted")
                .advice("Copy some cells or text first"));
        }
        self.handles.register(&pasted::keep(&self.paths.pasted(), &name, &text)?)
    }

    #[allow(clippy::too_many_arguments)] // The command's arguments, one by one.
    pub(crate) fn import_file(
        &self,
        project: Id,
        file: Id,
        options: ReadOptions,
        columns: Columns,
        test_only: bool,
        replace: bool,
        job: Option<Id>,
    ) -> Result<DataSummary> {
        let file = self.handles.any(&file)?;
        let job = self.jobs.start(job, "Reading the file");
        let summary = self.library.on(&project, |project| {
            project.import(&file, &options, &columns, test_only, replace, &mut |done, total| {
                job.report(done as usize, total as usize).is_ok()
            })
        })?;
        pasted::forget(&self.paths.pasted(), &file);
        Ok(summary)
    }

    pub(crate) fn save_data(&self, project: Id, format: Id, folder: Id) -> Result<SavedData> {
        let folder = self.handles.folder(&folder)?;
        let save = data::save::save_format(Some(&format), Path::new(""))?;
        let ending = format!(".{}", save.extension);
        // The project's folder has a name that is safe on every disk.
        let out = unused(&folder, &project, &ending);
        let saved = self.library.on(&project, |project| project.save_rows(save, &out))?;
        Ok(SavedData {
            file: file_name(&out),
            folder: display(&folder),
            rows: saved.rows,
            left_out: saved.left_out_count,
            notes: saved.notes,
            place: self.handles.register(&folder)?,
        })
    }

    pub(crate) fn data_summary(&self, project: Id) -> Result<Option<DataSummary>> {
        Ok(imported(self.library.on(&project, |project| project.summary())?))
    }

    pub(crate) fn rows(
        &self,
        project: Id,
        filter: RowFilter,
        offset: usize,
        limit: usize,
    ) -> Result<RowPage> {
        self.library.on(&project, |project| project.rows(&filter, offset, limit.min(LARGEST_PAGE)))
    }

    pub(crate) fn rejected_rows(
        &self,
        project: Id,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<RejectedRow>> {
        self.library.on(&project, |project| project.rejected(offset, limit.min(LARGEST_PAGE)))
    }

    pub(crate) fn set_label(
        &self,
        project: Id,
        row: i64,
        label: Option<String>,
    ) -> Result<DataSummary> {
        self.library.on(&project, |project| project.set_label(row, label.as_deref()))
    }

    pub(crate) fn merge_labels(
        &self,
        project: Id,
        from: Vec<String>,
        into: String,
    ) -> Result<DataSummary> {
        self.library.on(&project, |project| project.merge_labels(&from, &into))
    }

    pub(crate) fn rename_label(
        &self,
        project: Id,
        from: String,
        to: String,
    ) -> Result<DataSummary> {
        self.library.on(&project, |project| project.rename_label(&from, &to))
    }

    pub(crate) fn add_row(&self, project: Id, text: String, label: String) -> Result<DataSummary> {
        self.library.on(&project, |project| project.add_row(&text, &label))
    }

    pub(crate) fn similar_rows(
        &self,
        project: Id,
        row: i64,
        limit: usize,
    ) -> Result<Vec<SimilarRow>> {
        self.library.on(&project, |project| project.similar(row, limit.min(LARGEST_PAGE)))
    }

    pub(crate) fn history(&self, project: Id, limit: usize) -> Result<Vec<HistoryStep>> {
        self.library.on(&project, |project| project.history(limit.min(LARGEST_PAGE)))
    }

    pub(crate) fn set_shares(&self, project: Id, shares: SplitShares) -> Result<DataSummary> {
        self.library.on(&project, |project| project.set_shares(shares))
    }

    pub(crate) fn undo(&self, project: Id) -> Result<DataSummary> {
        self.library.on(&project, |project| project.undo())
    }

    pub(crate) fn redo(&self, project: Id) -> Result<DataSummary> {
        self.library.on(&project, |project| project.redo())
    }
}
