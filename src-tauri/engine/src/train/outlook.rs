//! What training a model would take that need not be here: memory and time from its config.json
//! and from the lengths of the rows. The memory comes from the same plan as an estimate's, the time
//! from the cost of the graph and this computer's speed. Tokens are counted with another model's
//! tokenizer, so both are about right, and the estimate of a model that is here is better.

use super::estimate::{passes, peak};
use super::hyper::Hyper;
use super::recipe::resolve;
use super::speed::Speed;
use crate::batch::{Encoder, blocks, by_length};
use crate::data::Part;
use crate::error::{Code, Error, Result};
use crate::method::{METHODS, Method, unavailable};
use crate::model::{Classifier, LanguageModel, Model, Options, READ_TOKENS, Reading, sketch};
use crate::nn::{Graph, Noise, Packed, Pooling, Weights, meta};
use crate::param::Settings;
use crate::task::{Material, Task};
use serde_json::Value;

/// Texts whose tokens are counted; of the others, bytes are.
const COUNTED: usize = 200;
const PRESET: &str = "balanced";

/// What the plan would take, by the method and preset that are offered first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    pub memory_bytes: u64,
    pub seconds: f64,
}

/// A project's rows as a run would go through them.
#[derive(Clone)]
pub struct Workload {
    task: &'static Task,
    /// Of each row to learn from, in tokens.
    rows: Vec<Row>,
    /// Tokens of the mock exam and of the exam.
    mock: usize,
    exam: usize,
    classes: usize,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Row {
    tokens: usize,
    /// Those that it is asked for, where the model learns to write.
    asked: usize,
}

/// A row before its tokens are counted: what is read, and bytes of it that are asked for.
struct Text {
    part: Part,
    text: String,
    asked: usize,
}

fn texts(material: &Material) -> Vec<Text> {
    match material {
        Material::Labelled(rows) => {
            rows.iter().map(|r| Text { part: r.part, text: r.text.clone(), asked: 0 }).collect()
        }
        Material::Tagged { rows, .. } => {
            rows.iter().map(|r| Text { part: r.part, text: r.text.clone(), asked: 0 }).collect()
        }
        Material::Passages(rows) => rows
            .iter()
            .map(|r| Text { part: r.part, text: r.text.clone(), asked: r.text.len() })
            .collect(),
        Material::Dialogues(rows) => rows
            .iter()
            .map(|row| {
                let said = |m: &&crate::task::Message| m.role == "assistant";
                let asked = row.messages.iter().filter(said).map(|m| m.content.len()).sum();
                let all: Vec<&str> = row.messages.iter().map(|m| m.content.as_str()).collect();
                Text { part: row.part, text: all.join("\n"), asked }
            })
            .collect(),
    }
}

/// Tokens that a chat template puts around a message, and a tokenizer around a text.
const AROUND: usize = 8;

impl Workload {
    /// Counts with the tokenizer in the folder of any model.
    pub fn of(material: &Material, tokenizer: &std::path::Path) -> Result<Self> {
        let texts = texts(material);
        let classes = match material {
            Material::Labelled(rows) => {
                rows.iter().map(|r| &r.label).collect::<std::collections::BTreeSet<_>>().len()
            }
            _ => 2,
        };
        let step = texts.len().div_ceil(COUNTED).max(1);
        let some: Vec<&str> = texts.iter().step_by(step).map(|t| t.text.as_str()).collect();
        let bytes: usize = some.iter().map(|text| text.len()).sum();
        let encoder = Encoder::open(tokenizer, usize::MAX)?;
        let counted: usize = encoder.encode_all(&some)?.iter().map(|e| e.ids.len()).sum();
        let a_byte = counted as f64 / bytes.max(1) as f64;
        let tokens = |bytes: usize| (bytes as f64 * a_byte).ceil() as usize;
        let around = if material.task().writes { AROUND } else { 0 };
        let row = |t: &Text| Row { tokens: tokens(t.text.len()) + around, asked: tokens(t.asked) };
        let of = |part: Part| texts.iter().filter(move |t| t.part == part);
        let sum = |part: Part| of(part).map(|t| row(t).tokens).sum();
        Ok(Self {
            task: material.task(),
            rows: of(Part::Train).map(row).collect(),
            mock: sum(Part::Validation),
            exam: sum(Part::Test),
            classes: classes.max(2),
        })
    }

    /// Rows cut to the longest length, and laid together where texts are gone on with.
    fn examples(&self, longest: usize) -> Vec<Row> {
        let cut = |row: &Row| {
            let tokens = row.tokens.clamp(2, longest.max(2));
            Row { tokens, asked: row.asked.min(tokens - 1) }
        };
        let rows: Vec<Row> = self.rows.iter().map(cut).collect();
        if self.task.id != "continue" {
            return rows;
        }
        let lengths: Vec<usize> = rows.iter().map(|row| row.tokens).collect();
        let sum =
            |of: fn(&Row) -> usize, block: &[usize]| block.iter().map(|&i| of(&rows[i])).sum();
        let block =
            |b: Vec<usize>| Row { tokens: sum(|r| r.tokens, &b), asked: sum(|r| r.asked, &b) };
        blocks(&lengths, longest).into_iter().map(block).collect()
    }
}

/// Which of the kinds of models it is.
enum Network {
    Sorts(Box<dyn Classifier>),
    Writes(Box<dyn LanguageModel>),
}

impl Network {
    fn model(&self) -> &dyn Model {
        match self {
            Self::Sorts(model) => model.as_ref(),
            Self::Writes(model) => model.as_ref(),
        }
    }

    fn graph<'a>(&self, weights: &'a Weights, batch: &Packed, learns: bool) -> Graph<'a> {
        let noise = learns.then_some(Noise { seed: 0, step: 0 });
        let mut graph = Graph::new(weights, batch, noise);
        match self {
            Self::Sorts(model) => {
                let logits = model.forward(&mut graph);
                if learns {
                    graph.cross_entropy(logits);
                }
            }
            Self::Writes(model) if learns => {
                model.loss(&mut graph);
            }
            Self::Writes(model) => {
                model.losses(&mut graph);
            }
        }
        graph
    }

    fn batch(&self, rows: &[Row], chosen: &[usize]) -> Packed {
        let mut batch = Packed::default();
        for (number, &i) in chosen.iter().enumerate() {
            let Row { tokens, asked } = rows[i];
            let ids = vec![0; tokens];
            match self {
                Self::Sorts(_) => batch.push(&ids, number as u32, Some((0, 1.0))),
                Self::Writes(_) => {
                    batch.push_asked(&ids, number as u32, tokens - asked.max(1)..tokens);
                }
            }
        }
        batch
    }
}

/// The method that is recommended first for a task.
fn first_method(task: &Task) -> Result<&'static Method> {
    let offered = METHODS.iter().find(|method| unavailable(method, task).is_none());
    offered.ok_or_else(|| Error::internal("There is no method for this task"))
}

/// A model and its weights, set up as a run of the Balanced preset would.
fn set_up(
    config: &Value,
    pooling: Pooling,
    workload: &Workload,
) -> Result<(Network, Weights, Hyper)> {
    let (task, method) = (workload.task, first_method(workload.task)?);
    let mut of_model = Settings::default();
    let (network, mut weights) = if task.writes {
        let reading = |positions| Reading { dropout: 0.0, positions };
        let (model, _) = sketch::language(config, reading(1))?;
        of_model.set("targets", model.default_targets());
        let plain = resolve(task, method, Settings::default(), PRESET, &Settings::default())?;
        let longest = Hyper::of(&plain)?.max_length.min(model.positions());
        of_model.set("max_length", longest);
        let (model, weights) = sketch::language(config, reading(longest))?;
        (Network::Writes(model), weights)
    } else {
        // Dropout costs what it costs at any rate above none.
        let options = Options { pooling, dropout: 0.1, classes: workload.classes };
        let (model, weights) = sketch::classifier(config, options)?;
        of_model.set("targets", model.default_targets());
        (Network::Sorts(model), weights)
    };
    let settings = resolve(task, method, of_model, PRESET, &Settings::default())?;
    (method.apply)(&mut weights, network.model(), &settings, 0)?;
    Ok((network, weights, Hyper::of(&settings)?))
}

/// What training the model of this config.json on these rows would take.
pub fn outlook(
    config: &Value,
    pooling: Pooling,
    workload: &Workload,
    speed: &mut dyn FnMut(&Hyper) -> Result<Speed>,
) -> Result<Outlook> {
    let (network, weights, hyper) = set_up(config, pooling, workload)?;
    let rows = workload.examples(hyper.max_length);
    if rows.is_empty() {
        return Err(Error::new(Code::BadData, "There are no rows to learn from yet"));
    }
    let lengths: Vec<usize> = rows.iter().map(|row| row.tokens).collect();
    let mut longest: Vec<usize> = (0..rows.len()).collect();
    longest.sort_by_key(|&i| std::cmp::Reverse(lengths[i]));
    longest.truncate(hyper.batch_size);
    let read = by_length(&lengths, READ_TOKENS).into_iter().next();
    let reading = network.graph(&weights, &network.batch(&rows, &read.unwrap_or_default()), false);
    let training = network.graph(&weights, &network.batch(&rows, &longest), true);
    let held: usize = lengths.iter().map(|tokens| 12 * tokens + 64).sum();
    let taken = passes(&hyper, &weights, &reading, &training).map_or(0, |f| f.bytes());
    let memory_bytes = peak(&weights, held, taken);

    // A batch of rows from all over stands for every batch.
    let step = rows.len().div_ceil(hyper.batch_size).max(1);
    let some: Vec<usize> = (0..rows.len()).step_by(step).collect();
    let batch = network.batch(&rows, &some);
    let a_token = |learns: bool| {
        let graph = network.graph(&weights, &batch, learns);
        meta::flops(&graph, &weights, &batch, learns) / batch.tokens().max(1) as f64
    };
    let learned = hyper.epochs as f64 * lengths.iter().sum::<usize>() as f64;
    let checks = 10.0_f64.max(hyper.epochs as f64);
    let (mock, exam) = (workload.mock as f64, workload.exam as f64);
    let read = match network {
        // The quick head reads what is learned from as well.
        Network::Sorts(_) => learned / hyper.epochs as f64 + checks * mock + 2.0 * exam,
        Network::Writes(_) => (checks + 1.0) * mock + 2.0 * exam,
    };
    let cost = learned * a_token(true) + read * a_token(false);
    let seconds = cost / speed(&hyper)?.0.max(1.0) + 1.0;
    Ok(Outlook { memory_bytes, seconds })
}
