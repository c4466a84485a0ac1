//! A run's model before and after training, side by side.

use super::drafts::Answer;
use super::talk::{End, Read, Talk};
use super::{Freedom, Speaker};
use crate::error::Result;
use crate::method;
use crate::nn::cpu::{Cpu, Isa};
use crate::task::Message;
use crate::train::{Hyper, Recipe, kept};
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The model as it came.
    Before,
    After,
}

/// Text that one side gained.
#[derive(Debug)]
pub struct Piece<'a> {
    pub side: Side,
    pub text: &'a str,
    /// Tokens of its answer so far.
    pub tokens: usize,
    pub end: Option<End>,
}

pub struct Voices {
    after: Speaker,
    /// Where training changed the weights themselves; adapters are left out instead.
    before: Option<Speaker>,
    read: [Read; 2],
    /// It was taught to go on with a text, not to answer.
    goes_on: bool,
}

/// A model folder as it came.
fn open_model(folder: &Path, cpu: Cpu) -> Result<Speaker> {
    Speaker::open(folder, cpu, |_, _| Ok(()))
}

/// The kept version of a run.
fn open_tuned(run: &Path, recipe: &Recipe, cpu: Cpu) -> Result<Speaker> {
    // Says so where there is none yet.
    kept(run)?;
    Speaker::open(&recipe.model.path, cpu, |weights, model| {
        let method = method::find(&recipe.method)?;
        (method.apply)(weights, model, &recipe.settings, recipe.seed)?;
        weights.load_values(&run.join("best").join("weights.safetensors"))
    })?
    .cleaning(recipe.privacy.as_ref())
}

/// The model of a run as it was before, asked in the same words.
fn open_untuned(recipe: &Recipe, cpu: Cpu) -> Result<Speaker> {
    open_model(&recipe.model.path, cpu)?.cleaning(recipe.privacy.as_ref())
}

/// One side by itself.
pub struct Voice {
    pub speaker: Speaker,
    /// Adapters are left out.
    pub bare: bool,
    /// It was taught to go on with a text, not to answer.
    pub goes_on: bool,
}

impl Voice {
    /// Of a run's folder, or of a model's; `base` asks for the model as it came.
    pub fn open(folder: &Path, base: bool) -> Result<Self> {
        if !folder.join("recipe.json").is_file() {
            let threads = std::thread::available_parallelism().map_or(1, |n| n.get());
            let cpu = Cpu::new(Isa::detect()?, threads, false)?;
            return Ok(Self { speaker: open_model(folder, cpu)?, bare: false, goes_on: false });
        }
        let recipe = Recipe::load(folder)?;
        let goes_on = recipe.task == "continue";
        let cpu = cpu_of(&recipe)?;
        if base && !method::find(&recipe.method)?.is_adapter {
            return Ok(Self { speaker: open_untuned(&recipe, cpu)?, bare: false, goes_on });
        }
        Ok(Self { speaker: open_tuned(folder, &recipe, cpu)?, bare: base, goes_on })
    }
}

/// As the run was trained: instructions, threads and precision.
fn cpu_of(recipe: &Recipe) -> Result<Cpu> {
    let hyper = Hyper::of(&recipe.settings)?;
    Cpu::new(Isa::named(&hyper.instructions)?, hyper.threads, hyper.fast)
}

impl Voices {
    pub fn open(run: &Path) -> Result<Self> {
        let recipe = Recipe::load(run)?;
        let after = open_tuned(run, &recipe, cpu_of(&recipe)?)?;
        let before = match after.has_adapters() {
            true => None,
            false => Some(open_untuned(&recipe, cpu_of(&recipe)?)?),
        };
        let goes_on = recipe.task == "continue";
        Ok(Self { after, before, read: [Read::default(), Read::default()], goes_on })
    }

    /// Whether both sides use one copy of the weights.
    pub fn share_weights(&self) -> bool {
        self.before.is_none()
    }

    pub fn speaker(&mut self, side: Side) -> (&mut Speaker, bool) {
        match (side, &mut self.before) {
            (Side::Before, Some(before)) => (before, false),
            (Side::Before, None) => (&mut self.after, true),
            (Side::After, _) => (&mut self.after, false),
        }
    }

    /// Both answers to where their conversations stand, a token each in turn; a model that goes on
    /// with texts reads all turns as one text. `piece` may end them
    /// by saying false. What was read is kept for the next question.
    pub fn answer(
        &mut self,
        conversations: [&[Message]; 2],
        freedom: &Freedom,
        piece: &mut dyn FnMut(Piece) -> bool,
    ) -> Result<[Answer; 2]> {
        let sides = [Side::Before, Side::After];
        let mut talks: Vec<Talk> = Vec::with_capacity(2);
        for (side, messages) in sides.into_iter().zip(conversations) {
            let read = std::mem::take(&mut self.read[side as usize]);
            let goes_on = self.goes_on;
            let (speaker, bare) = self.speaker(side);
            let prompt = match goes_on {
                true => {
                    let turns: Vec<&str> = messages.iter().map(|m| m.content.as_str()).collect();
                    speaker.beginning(&turns.concat())?
                }
                false => speaker.prompt(messages)?,
            };
            talks.push(speaker.begin(prompt, freedom, bare, read)?);
        }
        'talk: while talks.iter().any(|talk| talk.end().is_none()) {
            for (side, talk) in sides.into_iter().zip(&mut talks) {
                if talk.end().is_some() {
                    continue;
                }
                let text = self.speaker(side).0.step(&mut [talk])?.concat();
                let (tokens, end) = (talk.tokens().len(), talk.end());
                if !piece(Piece { side, text: &text, tokens, end }) {
                    break 'talk;
                }
            }
        }
        let answers = [Answer::of(&talks[0]), Answer::of(&talks[1])];
        for (read, talk) in self.read.iter_mut().zip(talks) {
            *read = talk.into_read();
        }
        Ok(answers)
    }
}
