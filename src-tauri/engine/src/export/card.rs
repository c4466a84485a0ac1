//! The model card of a run: what the model does, what it learned from (in numbers, never the data
//! itself), how good it is and with what range, how it was trained, its base and licence, what it
//! is for and where it ends. The head is what the hub reads (`model-index` included).

use super::card_tags;
use super::licence::{Licence, find_licence};
use crate::error::Result;
use crate::method;
use crate::task::TAG;
use crate::train::event::{Event, Stage};
use crate::train::report::{Report, StageScore};
use crate::train::{Recipe, TagReport, TagStanding, read_log};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;

/// What a run does not know of itself.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// OWNER/NAME it will have.
    pub name: String,
    /// The base's name on the hub; absent when it came from a folder.
    pub base: Option<String>,
    /// The base's commit, where it is known.
    pub commit: Option<String>,
    /// The base's licence as the hub names it; absent when it is not known.
    pub licence: Option<String>,
    /// Languages of the base, as the hub's tags name them.
    pub languages: Vec<String>,
    /// peft or merged
    pub format: String,
    /// What the categories are called now; the run's own names where this is empty.
    pub labels: Vec<String>,
}

/// Everything the card is written from.
struct Facts<'a> {
    about: &'a About,
    recipe: Recipe,
    figures: Figures,
    labels: Vec<String>,
    /// Rows to learn from, to practise on, of the exam.
    rows: (usize, usize, usize),
    mean_pooling: bool,
}

/// How good it is.
enum Figures {
    One(Report),
    /// Where a text may have several labels.
    Several(TagReport),
}

impl Figures {
    fn load(run: &Path, recipe: &Recipe) -> Result<Self> {
        match recipe.task == TAG.id {
            true => Ok(Self::Several(TagReport::load(run)?)),
            false => Ok(Self::One(Report::load(run)?)),
        }
    }

    /// The kept version where each text has one label, and where it may have several.
    fn kept(&self) -> (Option<&StageScore>, Option<&TagStanding>) {
        match self {
            Self::One(report) => (report.scores.iter().find(|s| s.stage == Stage::Kept), None),
            Self::Several(report) => (None, report.scores.iter().find(|s| s.stage == Stage::Kept)),
        }
    }

    fn quick_head_was_kept(&self) -> bool {
        let (Self::One(Report { kept, .. }) | Self::Several(TagReport { kept, .. })) = self;
        *kept == Stage::QuickHead
    }

    /// Rows of the exam.
    fn rows(&self) -> Option<usize> {
        match self.kept() {
            (Some(one), _) => Some(one.n),
            (_, several) => several.map(|several| several.n),
        }
    }
}

/// The card as Markdown with its head. `folder` is the exported model, whose layout says how it is
/// loaded.
pub fn card(run: &Path, folder: &Path, about: &About) -> Result<String> {
    let recipe = Recipe::load(run)?;
    let rows =
        read_log(&run.join("events.jsonl"))?.into_iter().find_map(|record| match record.event {
            Event::Prepared { train, validation, test, .. } => Some((train, validation, test)),
            _ => None,
        });
    let labels = match about.labels.len() == recipe.labels.len() {
        true => about.labels.clone(),
        false => recipe.labels.clone(),
    };
    let facts = Facts {
        about,
        figures: Figures::load(run, &recipe)?,
        labels,
        rows: rows.unwrap_or_default(),
        mean_pooling: folder.join("modules.json").is_file(),
        recipe,
    };
    let mut text = String::new();
    for part in [head(&facts)?, what(&facts), results(&facts), training(&facts)?, limits(&facts)] {
        text += &part;
        text += "\n";
    }
    Ok(text)
}

/// The YAML between two lines of dashes. Values are JSON strings, which YAML reads as they are.
fn head(facts: &Facts) -> Result<String> {
    let about = facts.about;
    let quoted = |text: &str| Value::from(text).to_string();
    let mut yaml = String::from("---\n");
    let mut line = |text: String| yaml = std::mem::take(&mut yaml) + &text + "\n";
    if let Some(licence) = &about.licence {
        line(format!("license: {}", quoted(licence)));
    }
    if let Some(base) = &about.base {
        line(format!("base_model: {}", quoted(base)));
        let relation = if about.format == "peft" { "adapter" } else { "finetune" };
        line(format!("base_model_relation: {relation}"));
    }
    if !about.languages.is_empty() {
        line(format!("language: {}", json!(about.languages)));
    }
    line(format!("library_name: {}", library(facts)));
    line("pipeline_tag: text-classification".into());
    line("tags: [\"attune\", \"text-classification\"]".into());
    let metrics = match facts.figures.kept() {
        (Some(one), _) => Some(metrics(one)),
        (_, several) => several.map(card_tags::metrics),
    };
    if let Some(metrics) = metrics {
        line(format!("model-index: {}", index(facts, metrics)));
    }
    line("---".into());
    Ok(yaml)
}

/// The results in the form that the hub shows beside a model.
fn index(facts: &Facts, metrics: Value) -> Value {
    json!([{
        "name": facts.about.name,
        "results": [{
            "task": {"type": "text-classification"},
            "dataset": {"name": "own data, not published", "type": "private", "split": "test"},
            "metrics": metrics,
        }],
    }])
}

fn metrics(kept: &StageScore) -> Value {
    let range = format!("95% range {:.3} to {:.3}, {} rows", kept.low, kept.high, kept.n);
    json!([
        {"type": "accuracy", "value": rounded(kept.accuracy), "name": format!("Accuracy ({range})")},
        {"type": "f1", "value": rounded(kept.macro_f1), "name": "F1 (macro)"},
    ])
}

pub(super) fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

fn library(facts: &Facts) -> &'static str {
    match (facts.about.format.as_str(), facts.mean_pooling) {
        ("peft", false) => "peft",
        (_, true) => "sentence-transformers",
        _ => "transformers",
    }
}

fn what(facts: &Facts) -> String {
    let (train, validation, test) = facts.rows;
    let short = facts.about.name.rsplit('/').next().unwrap_or_default();
    let names: Vec<String> = facts.labels.iter().map(|label| escaped(label)).collect();
    let does = match facts.figures {
        Figures::One(_) => "Sorts a text into one of",
        Figures::Several(_) => "Says which hold for a text, none, one or several, of",
    };
    format!(
        "# {}\n\n{does} {} categories: {}.\n\n## Data\n\nIt learned from {train} \
         examples, was steered by {validation}, and was examined with {test} that it never saw. \
         The data belongs to whoever trained the model, and is not published; the names of the \
         categories are part of the model.\n",
        escaped(short),
        names.len(),
        names.join(", "),
    )
}

pub(super) fn percent(share: f64) -> String {
    format!("{:.1}%", 100.0 * share)
}

fn results(facts: &Facts) -> String {
    let mut text = String::from("## Results\n\n");
    let report = match &facts.figures {
        Figures::One(report) => report,
        Figures::Several(report) => return text + &card_tags::results(report, &facts.labels),
    };
    let score = |stage| report.scores.iter().find(|score| score.stage == stage);
    let Some(kept) = score(Stage::Kept) else {
        return text + "It was not examined.\n";
    };
    // Writing into a string can't fail.
    let _ = write!(
        text,
        "On {} examples it never saw it is right {} times. With as many other examples of the same \
         kind, between {} and {} would be right (95% range).\n\n\
         | | accuracy | 95% range | F1 (macro) |\n|---|---|---|---|\n",
        kept.n,
        kept.right,
        percent(kept.low),
        percent(kept.high)
    );
    let rows = [
        (Stage::Kept, "this model"),
        (Stage::QuickHead, "the base with a quick head"),
        (Stage::Majority, "always the largest category"),
    ];
    for (stage, name) in rows {
        let Some(score) = score(stage) else { continue };
        let (low, high) = (percent(score.low), percent(score.high));
        let accuracy = percent(score.accuracy);
        let _ = writeln!(text, "| {name} | {accuracy} | {low} to {high} | {:.3} |", score.macro_f1);
    }
    text += "\n| category | precision | recall | F1 | examples |\n|---|---|---|---|---|\n";
    for (class, label) in report.per_class.iter().zip(&facts.labels) {
        let rough = if class.rough { " (few: a rough figure)" } else { "" };
        let _ = writeln!(
            text,
            "| {} | {:.2} | {:.2} | {:.2} | {}{rough} |",
            escaped(label),
            class.precision,
            class.recall,
            class.f1,
            class.support
        );
    }
    text
}

fn training(facts: &Facts) -> Result<String> {
    let Recipe { method, preset, settings, seed, attune, .. } = &facts.recipe;
    let method = method::find(method)?;
    let mut text = format!(
        "## Training\n\n{} ({}), preset {preset}, seed {seed}, with Attune {attune}.",
        method.title, method.id
    );
    if facts.figures.quick_head_was_kept() {
        text += " Tuning did not beat the quick head, so the base with a quick head was kept.";
    }
    text += "\n\n| setting | value |\n|---|---|\n";
    for (name, value) in &settings.0 {
        let _ = writeln!(text, "| {name} | {} |", escaped(value));
    }
    let _ = write!(text, "\n## Base model and licence\n\n{} {}\n", base(facts), licence(facts));
    Ok(text)
}

fn base(facts: &Facts) -> String {
    let sha256 = &facts.recipe.model.sha256;
    let Some(base) = &facts.about.base else {
        return format!(
            "Tuned from a model in a folder, whose name on the hub is not known (SHA-256 of its \
             weights: `{sha256}`)."
        );
    };
    let commit = facts.about.commit.as_ref().map(|commit| format!(" at commit `{commit}`"));
    format!(
        "Tuned from [{base}](https://huggingface.co/{base}){} (SHA-256 of its weights: `{sha256}`).",
        commit.unwrap_or_default()
    )
}

fn licence(facts: &Facts) -> String {
    let Some(id) = &facts.about.licence else {
        return "The base's licence is not known: check it before you use or pass on this model."
            .into();
    };
    let Some(Licence { title, plain, duties, .. }) = find_licence(id) else {
        return format!(
            "Its licence, `{}`, holds for this model too; read it before use.",
            escaped(id)
        );
    };
    let mut text = format!("Its licence, {title}, holds for this model too. {plain}");
    for duty in *duties {
        let _ = write!(text, "\n- {duty}.");
    }
    text
}

fn limits(facts: &Facts) -> String {
    let languages = match facts.about.languages.as_slice() {
        [] => "the languages of its examples".to_string(),
        languages => format!("texts in {}", languages.join(", ")),
    };
    let length = facts.recipe.settings.get("max_length").unwrap_or("its longest number of");
    let small = match facts.figures.rows() {
        Some(rows) if rows < 100 => " The exam was small, so its figures are rough.",
        _ => "",
    };
    format!(
        "## Intended use\n\nFor texts like the ones it learned from, and {languages}. It proposes; \
         a person decides, above all where an answer touches people.\n\n## Limits\n\n{} \
         It reads the first \
         {length} tokens of a text. What was one-sided in the examples is one-sided in the \
         answers. How it does on texts of another kind was not measured.{small}\n\n## Use\n\n{}",
        match facts.figures {
            Figures::One(_) => {
                "It always answers with one of its categories, also for a text that fits none."
            }
            Figures::Several(_) => "It knows none but its categories.",
        },
        usage(facts)
    )
}

fn usage(facts: &Facts) -> String {
    let name = &facts.about.name;
    let base = facts.about.base.as_deref().unwrap_or("PATH-OF-THE-BASE-MODEL");
    let code = match library(facts) {
        "sentence-transformers" => format!(
            "from sentence_transformers import SentenceTransformer\n\nmodel = \
             SentenceTransformer(\"{name}\")\nlogits = model.encode([\"a text\"])"
        ),
        "peft" => format!(
            "from peft import PeftModel\nfrom transformers import \
             AutoModelForSequenceClassification\n\nbase = \
             AutoModelForSequenceClassification.from_pretrained(\"{base}\", num_labels={})\nmodel \
             = PeftModel.from_pretrained(base, \"{name}\")",
            facts.labels.len()
        ),
        _ => format!(
            "from transformers import pipeline\n\nprint(pipeline(\"text-classification\", \
             \"{name}\")(\"a text\"))"
        ),
    };
    let more = match facts.figures {
        Figures::One(_) => "",
        Figures::Several(_) => card_tags::USE,
    };
    format!("```python\n{code}\n```\n{more}")
}

/// Text from outside, which must stay text in Markdown and in a table.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            c if "\\`*_[]<>|#".contains(c) => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
