//! Charts and the one-page summary of a run, as files.

use crate::App;
use crate::results::unused;
use crate::types::*;
use attune_engine::error::{Code, Error, Result};
use attune_engine::report::{self, CHARTS, Material, Picture};
use attune_engine::store::write_atomic;
use attune_engine::task::TAG;
use attune_engine::train::event::Event;
use attune_engine::train::{PRESETS, Recipe, params_for};
use attune_engine::{method, report::Words as Spoken, task};

impl App {
    pub(crate) fn charts(&self, project: Id, run: Id) -> Result<Vec<ChartInfo>> {
        let material = self.material(&project, &run, Words::new())?;
        let info = |chart: &report::Chart| ChartInfo {
            id: chart.id.into(),
            title: chart.title.into(),
            description: chart.description.into(),
            unavailable: (chart.unavailable)(&material).map(String::from),
        };
        Ok(CHARTS.iter().map(info).collect())
    }

    pub(crate) fn save_chart(
        &self,
        project: Id,
        run: Id,
        chart: Id,
        format: Id,
        folder: Id,
        words: Words,
    ) -> Result<Saved> {
        let picture = picture(&format)?;
        let material = self.material(&project, &run, words)?;
        let bytes = report::chart(&chart, &material, picture)?;
        self.save(&format!("{project}-{run}-{chart}"), &format, &folder, &bytes)
    }

    pub(crate) fn save_summary(
        &self,
        project: Id,
        run: Id,
        format: Id,
        folder: Id,
        words: Words,
    ) -> Result<Saved> {
        let picture = picture(&format)?;
        self.finished_run(&project, &run)?;
        let material = self.material(&project, &run, words)?;
        let bytes = report::summary(&material, picture)?;
        self.save(&format!("{project}-{run}-summary"), &format, &folder, &bytes)
    }

    /// Nothing a person has is written over.
    fn save(&self, name: &str, ending: &str, folder: &str, bytes: &[u8]) -> Result<Saved> {
        let folder = self.handles.folder(folder)?;
        let path = unused(&folder, name, &format!(".{ending}"));
        write_atomic(&path, bytes)?;
        Ok(Saved { file: self.handles.register(&path)?, place: self.handles.register(&folder)? })
    }

    /// What a run can be drawn from; of one that is not finished, its events only.
    fn material(&self, project: &str, run: &str, words: Words) -> Result<Material> {
        let words = Spoken(words);
        let records = self.run_records(project.into(), run.into(), None)?;
        let recipe = Recipe::load(&self.run_folder(project, run)?)?;
        let name = self.library.on(project, |project| project.name())?;
        let mut material = Material {
            project: name.unwrap_or_else(|| project.to_owned()),
            records,
            recipe: settings(&recipe, &words),
            ..Default::default()
        };
        let mut seconds = material.records.last().map_or(0.0, |r| r.elapsed_ms as f64 / 1000.0);
        if self.finished_run(project, run).is_ok() {
            seconds = match recipe.task == TAG.id {
                true => tagged(&mut material, self.tag_report(project.into(), run.into())?),
                false => sorted(&mut material, self.report(project.into(), run.into())?),
            };
        }
        let model = self.models()?.into_iter().find(|model| model.id == recipe.model.id);
        let model = model.map_or_else(|| recipe.model.id.clone(), |model| model.title);
        material.trained = trained(&recipe, model, seconds, &words);
        material.data = data(&material, &words);
        material.words = words;
        Ok(material)
    }
}

/// Takes a report's figures; gives the time spent on the run.
fn sorted(material: &mut Material, report: Report) -> f64 {
    material.left_out = report.exam.waiting + report.exam.learned;
    material.scores = report.scores;
    material.labels = report.labels;
    material.per_class = report.per_class;
    material.confusion = report.confusion;
    report.seconds
}

/// The same where a row may have several categories: a row is right where exactly those that hold
/// are said.
fn tagged(material: &mut Material, view: TagView) -> f64 {
    material.several = true;
    material.left_out = view.exam.waiting + view.exam.learned;
    let score = |score: TagStanding| StageScore {
        stage: score.stage,
        n: score.n,
        right: score.exact,
        accuracy: score.exact_match,
        low: score.exact_low,
        high: score.exact_high,
        macro_f1: score.macro_f1,
        loss: score.loss,
    };
    material.scores = view.scores.into_iter().map(score).collect();
    let class = |score: LabelScore| ClassScore {
        label: score.label,
        precision: score.precision,
        recall: score.recall,
        f1: score.f1,
        support: score.support,
        rough: score.rough,
    };
    material.per_class = view.per_label.into_iter().map(class).collect();
    material.labels = material.per_class.iter().map(|class| class.label.clone()).collect();
    view.seconds
}

fn picture(format: &str) -> Result<Picture> {
    match format {
        "svg" => Ok(Picture::Svg),
        "png" => Ok(Picture::Png),
        _ => Err(Error::new(Code::BadSetting, format!("There are no pictures in '{format}'"))
            .advice("Choose svg or png")),
    }
}

fn settings(recipe: &Recipe, words: &Spoken) -> Vec<(String, String)> {
    let Ok(method) = method::find(&recipe.method) else { return Vec::new() };
    let value = |name| recipe.settings.get(name).map(str::to_owned);
    let Ok(task) = task::find(&recipe.task) else { return Vec::new() };
    params_for(task, method)
        .into_iter()
        .filter_map(|param| {
            let title = words.title("param", param.name, param.title);
            value(param.name).map(|value| (title, value))
        })
        .collect()
}

fn trained(recipe: &Recipe, model: String, seconds: f64, words: &Spoken) -> Vec<(String, String)> {
    let method = method::find(&recipe.method).map_or(&*recipe.method, |method| method.title);
    let preset = PRESETS.iter().find(|preset| preset.id == recipe.preset);
    let preset = preset.map_or(&*recipe.preset, |preset| preset.title);
    let time = match seconds {
        seconds if seconds < 90.0 => {
            words.with("fact.seconds", &[("", format!("{:.0}", seconds.max(1.0)))])
        }
        seconds => words.with("fact.minutes", &[("", format!("{:.0}", seconds / 60.0))]),
    };
    [
        ("fact.model", model),
        ("fact.method", words.title("method", &recipe.method, method)),
        ("fact.preset", words.title("preset", &recipe.preset, preset)),
        ("fact.seed", recipe.seed.to_string()),
        ("fact.time", time),
    ]
    .map(|(key, value)| (words.get(key).to_owned(), value))
    .to_vec()
}

fn data(material: &Material, words: &Spoken) -> Vec<(String, String)> {
    let prepared = material.records.iter().find_map(|record| match &record.event {
        Event::Prepared { train, validation, test, labels, .. } => {
            Some([*train, *validation, *test, labels.len()])
        }
        _ => None,
    });
    let keys = ["fact.rows", "fact.checks", "fact.exam", "fact.categories"];
    let fact = |(key, count): (&str, usize)| (words.get(key).to_owned(), count.to_string());
    prepared.map_or_else(Vec::new, |counts| keys.into_iter().zip(counts).map(fact).collect())
}
