//! What a finished run is good for: its report, answers, whole files, and saving it.

use crate::evaluate::likely;
use crate::handles::{display, file_name};
use crate::types::*;
use crate::{App, lock};
use attune_engine::data::{Table, TableWriter};
use attune_engine::error::{Code, Error, Result};
use attune_engine::export;
use attune_engine::predict::{Prediction, Predictor, Tagger, Tags};
use attune_engine::task::TAG;
use attune_engine::train::Recipe;
use std::path::{Path, PathBuf};

/// Under this confidence a person should look at an answer.
const SURE: f32 = 0.6;

/// Rows answered at once: enough to keep all cores busy, few enough to show progress.
const BATCH: usize = 64;

impl App {
    pub(crate) fn classify_text(&self, project: Id, run: Id, text: String) -> Result<Answer> {
        if text.trim().is_empty() {
            return Err(Error::new(Code::BadData, "There is no text to sort")
                .advice("Type or paste a text"));
        }
        let predictor = self.predictor(&project, &run)?;
        let mut predictor = lock(&predictor);
        let Some(prediction) = predictor.predict(&[text])?.pop() else {
            return Err(Error::internal("The model gave no answer"));
        };
        Ok(to_answer(predictor.labels(), &prediction))
    }

    pub(crate) fn predict_file(
        &self,
        project: Id,
        run: Id,
        file: Id,
        text_column: String,
        folder: Option<Id>,
        job: Option<Id>,
    ) -> Result<Predicted> {
        let job = self.jobs.start(job, "Sorting the rows");
        let file = self.handles.file(&file)?;
        let folder = match folder {
            Some(id) => self.handles.folder(&id)?,
            None => file.parent().map_or_else(PathBuf::new, Path::to_path_buf),
        };
        let table = Table::open(&file, &ReadOptions::default())?;
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let ending = TableWriter::ending_like(table.options().format.as_deref());
        let out = unused(&folder, &format!("{stem}-sorted"), ending);
        let mut progress = |done, total| job.report(done, total);
        let mut sort = |sorter: &mut dyn Sorter| {
            predict_table(sorter, &table, &text_column, &out, true, &mut progress)
        };
        let recipe = Recipe::load(&self.finished_run(&project, &run)?)?;
        let sorted = match recipe.task == TAG.id {
            true => sort(&mut *lock(&*self.tagger(&project, &run)?))?,
            false => sort(&mut *lock(&*self.predictor(&project, &run)?))?,
        };
        Ok(Predicted {
            file: file_name(&out),
            place: self.handles.register(&folder)?,
            sorted: self.handles.register(&out)?,
            folder: display(&folder),
            rows: sorted.rows,
            needs_review: sorted.needs_review,
            rejected: sorted.rejected,
        })
    }

    pub(crate) fn review_rows(
        &self,
        file: Id,
        text_column: String,
        offset: usize,
        limit: usize,
    ) -> Result<ReviewPage> {
        let table = Table::open(&self.handles.file(&file)?, &ReadOptions::default())?;
        let text = table.column(&text_column)?;
        // The last three columns are ours, under whatever names were free.
        let Some(ours) = table.columns().len().checked_sub(3) else {
            return Err(Error::new(Code::BadFile, "Attune did not sort this file")
                .at(table.name())
                .advice("Sort it first"));
        };
        let mut page = ReviewPage { total: 0, rows: Vec::new() };
        table.read(&mut |record| {
            let line = record.line;
            if let Ok(mut cells) = record.cells
                && cells.get(ours + 2).is_some_and(|review| review == "yes")
            {
                if page.total >= offset && page.rows.len() < limit.min(1000) {
                    page.rows.push(ReviewRow {
                        line,
                        confidence: least_sure(&cells[ours + 1]),
                        predicted: std::mem::take(&mut cells[ours]),
                        text: std::mem::take(&mut cells[text]),
                    });
                }
                page.total += 1;
            }
            Ok(true)
        })?;
        Ok(page)
    }

    pub(crate) fn export_formats(&self, project: Id, run: Id) -> Result<Vec<ExportFormat>> {
        let run = self.run_folder(&project, &run)?;
        let formats = export::targets_for(&run)?;
        Ok(formats
            .into_iter()
            .map(|(target, unavailable)| ExportFormat {
                id: target.id.into(),
                title: target.title.into(),
                description: target.description.into(),
                unavailable: unavailable.map(String::from),
            })
            .collect())
    }

    pub(crate) fn export_files(&self, project: Id, run: Id) -> Result<Vec<FormatFiles>> {
        let run = self.finished_run(&project, &run)?;
        let labels = self.present_labels(&project, &run)?;
        let all = export::files(&run, Some(&labels))?.into_iter();
        Ok(all
            .map(|(format, files)| FormatFiles { format: format.into(), files: named(files) })
            .collect())
    }

    pub(crate) fn export_run(
        &self,
        project: Id,
        run: Id,
        format: Id,
        folder: Id,
        job: Option<Id>,
    ) -> Result<Exported> {
        let job = self.jobs.start(job, "Writing the model");
        let chosen = self.handles.folder(&folder)?;
        let run_id = run;
        let run = self.finished_run(&project, &run_id)?;
        let labels = self.present_labels(&project, &run)?;
        let out = unused(&chosen, &format!("{project}-{format}"), "");
        let files = export::export(&run, &format, &out, Some(&labels), &mut |done, total| {
            job.report(done, total)
        })?;
        self.note_export(&project, &run_id, &format, &out)?;
        Ok(Exported {
            place: self.handles.register(&out)?,
            folder: display(&out),
            files: named(files),
        })
    }
}

fn named(files: export::Files) -> Vec<ExportedFile> {
    files.into_iter().map(|(name, bytes)| ExportedFile { name, bytes }).collect()
}

pub(crate) fn to_answer(labels: &[String], prediction: &Prediction) -> Answer {
    Answer {
        label: labels[prediction.label].clone(),
        confidence: confidence(prediction),
        all: likely(labels, &prediction.probabilities),
    }
}

fn confidence(prediction: &Prediction) -> f32 {
    prediction.probabilities.get(prediction.label).copied().unwrap_or(0.0)
}

/// The lowest of the confidences in a cell; 0 where there is none.
fn least_sure(cell: &str) -> f32 {
    let numbers = cell.split(|c: char| !c.is_ascii_digit() && c != '.');
    numbers.filter_map(|number| number.parse().ok()).reduce(f32::min).unwrap_or(0.0)
}

/// A place in `folder` where nothing is yet: nothing a person has is written over.
pub(crate) fn unused(folder: &Path, name: &str, ending: &str) -> PathBuf {
    let mut place = folder.join(format!("{name}{ending}"));
    let mut number = 2;
    while place.exists() {
        place = folder.join(format!("{name}-{number}{ending}"));
        number += 1;
    }
    place
}

/// What became of a file's rows.
#[derive(Debug, Default)]
pub struct Sorted {
    pub rows: usize,
    pub needs_review: usize,
    pub rejected: usize,
}

/// What stands beside a row once it was sorted.
pub struct SortedRow {
    predicted: String,
    confidence: String,
    sure: bool,
}

/// A model that sorts the rows of a file.
pub trait Sorter {
    /// One answer a text.
    fn sort(&mut self, texts: &[&String]) -> Result<Vec<SortedRow>>;
}

impl Sorter for Predictor {
    fn sort(&mut self, texts: &[&String]) -> Result<Vec<SortedRow>> {
        let answers = self.predict(texts)?;
        let row = |answer: &Prediction| SortedRow {
            predicted: self.labels()[answer.label].clone(),
            confidence: format!("{:.6}", confidence(answer)),
            sure: confidence(answer) >= SURE,
        };
        Ok(answers.iter().map(row).collect())
    }
}

impl Sorter for Tagger {
    /// The labels that hold, the most probable first, and their probabilities in the same order.
    fn sort(&mut self, texts: &[&String]) -> Result<Vec<SortedRow>> {
        let separator = self.separator();
        let answers = self.predict(texts)?;
        let row = |answer: &Tags| {
            let all = self.labels().iter().zip(&answer.probabilities).zip(&answer.said);
            let mut said: Vec<(&String, f32)> =
                all.filter(|(_, said)| **said).map(|((label, p), _)| (label, *p)).collect();
            said.sort_by(|a, b| b.1.total_cmp(&a.1));
            let joined = |cells: Vec<String>| cells.join(&separator);
            SortedRow {
                predicted: joined(said.iter().map(|(label, _)| (*label).clone()).collect()),
                confidence: joined(said.iter().map(|(_, p)| format!("{p:.6}")).collect()),
                sure: said.iter().all(|(_, p)| *p >= SURE) && !said.is_empty(),
            }
        };
        Ok(answers.iter().map(row).collect())
    }
}

/// Writes the table's rows to `out`, in the format of its name, with predicted and confidence added, and needs_review
/// if asked for. `progress` hears bytes done and in all, and may call it off.
pub fn predict_table(
    sorter: &mut dyn Sorter,
    table: &Table,
    text_column: &str,
    out: &Path,
    review: bool,
    progress: &mut dyn FnMut(usize, usize) -> Result<()>,
) -> Result<Sorted> {
    let text = table.column(text_column)?;
    let mut columns = table.columns().to_vec();
    for name in ["predicted", "confidence", "needs_review"].iter().take(2 + usize::from(review)) {
        let name = new_column(&columns, name);
        columns.push(name);
    }
    let mut output = Output {
        sorter,
        writer: TableWriter::create(out, &columns)?,
        text,
        review,
        waiting: Vec::new(),
        sorted: Sorted::default(),
    };
    table.read(&mut |record| {
        match record.cells {
            Ok(cells) => output.waiting.push(cells),
            Err(_) => output.sorted.rejected += 1,
        }
        if output.waiting.len() == BATCH {
            output.flush()?;
            progress(table.bytes_read() as usize, table.bytes() as usize)?;
        }
        Ok(true)
    })?;
    output.flush()?;
    if output.sorted.rows == 0 {
        return Err(Error::new(Code::BadData, "The file has no row that can be sorted")
            .at(table.name())
            .safe("Nothing was written")
            .advice("Choose a file with at least one row under its header"));
    }
    output.writer.finish()?;
    Ok(output.sorted)
}

/// `name`, or `name_2` and so on where the file has such a column already.
pub(crate) fn new_column(columns: &[String], name: &str) -> String {
    let mut new = name.to_string();
    let mut number = 2;
    while columns.contains(&new) {
        new = format!("{name}_{number}");
        number += 1;
    }
    new
}

struct Output<'a> {
    sorter: &'a mut dyn Sorter,
    writer: TableWriter,
    text: usize,
    review: bool,
    waiting: Vec<Vec<String>>,
    sorted: Sorted,
}

impl Output<'_> {
    /// Answers and writes the rows that wait. A row without text gets no answer.
    fn flush(&mut self) -> Result<()> {
        let rows = std::mem::take(&mut self.waiting);
        let text = |row: &Vec<String>| row.get(self.text).filter(|t| !t.trim().is_empty()).cloned();
        let texts: Vec<Option<String>> = rows.iter().map(text).collect();
        let asked: Vec<&String> = texts.iter().flatten().collect();
        let mut answers = match asked.is_empty() {
            true => Vec::new(),
            false => self.sorter.sort(&asked)?,
        }
        .into_iter();
        for (mut row, text) in rows.into_iter().zip(&texts) {
            let answer = text.as_ref().and_then(|_| answers.next());
            let sure = answer.as_ref().is_some_and(|answer| answer.sure);
            let (predicted, confidence) =
                answer.map_or_else(Default::default, |a| (a.predicted, a.confidence));
            row.extend([predicted, confidence]);
            if self.review {
                row.push(if sure { "no" } else { "yes" }.into());
            }
            self.writer.row(&row)?;
            self.sorted.rows += 1;
            self.sorted.needs_review += usize::from(!sure);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_as_sure_as_its_least_sure_category() {
        assert_eq!(least_sure("0.912000"), 0.912);
        assert_eq!(least_sure("0.912000; 0.410000 | 0.5"), 0.41);
        assert_eq!(least_sure(""), 0.0);
    }

    #[test]
    fn nothing_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(unused(folder.path(), "a", ".csv"), folder.path().join("a.csv"));
        std::fs::write(folder.path().join("a.csv"), "").unwrap();
        std::fs::write(folder.path().join("a-2.csv"), "").unwrap();
        assert_eq!(unused(folder.path(), "a", ".csv"), folder.path().join("a-3.csv"));
        let columns = ["predicted".to_string(), "predicted_2".to_string()];
        assert_eq!(new_column(&columns, "predicted"), "predicted_3");
        assert_eq!(new_column(&columns, "confidence"), "confidence");
    }
}
