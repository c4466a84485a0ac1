//! The model, its tokenizer and its chat template, ready to answer.

use super::talk::{Read, Talk};
use super::{Freedom, ends};
use crate::batch::Encoder;
use crate::error::{Code, Error, Result};
use crate::model::{LanguageModel, ModelFolder, Reading};
use crate::nn::cpu::Cpu;
use crate::nn::{Graph, Linear, Packed, Weights};
use crate::privacy::{Cleaner, Rules};
use crate::task::{ChatTemplate, Message, clean_messages};
use std::path::Path;

pub struct Speaker {
    pub(super) encoder: Encoder,
    /// Tokens that end an answer.
    pub(super) ends: Vec<u32>,
    /// Texts that end an answer where no token does.
    stop: Vec<String>,
    template: ChatTemplate,
    model: Box<dyn LanguageModel>,
    weights: Weights,
    cpu: Cpu,
    /// The longest prompt and answer together, in tokens.
    context: usize,
    /// What was cleaned for training is cleaned here: the model never meets what it never saw.
    cleaner: Option<Cleaner>,
}

/// The longest conversation, whatever the model reads: its keys and values stay in memory.
const LONGEST: usize = 8192;

impl Speaker {
    /// The model in `folder`, whose weights `tune` may change, and attach adapters to.
    pub fn open(
        folder: &Path,
        cpu: Cpu,
        tune: impl FnOnce(&mut Weights, &dyn LanguageModel) -> Result<()>,
    ) -> Result<Self> {
        let reading = Reading { dropout: 0.0, positions: LONGEST };
        let (model, mut weights) = ModelFolder::open(folder)?.build_language(reading)?;
        tune(&mut weights, model.as_ref())?;
        let context = model.positions().min(LONGEST);
        let encoder = Encoder::open(folder, context)?;
        let template = ChatTemplate::open(folder)?;
        let (ends, stop) = ends::of(folder, &template, &encoder)?;
        Ok(Self { encoder, ends, stop, template, model, weights, cpu, context, cleaner: None })
    }

    /// The same, reading what it is asked without what a run's `rules` name.
    pub(super) fn cleaning(mut self, rules: Option<&Rules>) -> Result<Self> {
        self.cleaner = rules.map(Cleaner::new).transpose()?;
        Ok(self)
    }

    /// Whether there are adapters to leave out, and so an untuned model in the same weights.
    pub fn has_adapters(&self) -> bool {
        self.weights.iter().any(|(_, weight)| weight.adapter.is_some())
    }

    pub fn template(&self) -> &ChatTemplate {
        &self.template
    }

    /// What the model is given to answer a conversation.
    pub fn prompt(&self, messages: &[Message]) -> Result<Vec<u32>> {
        let cleaned = self.cleaner.as_ref().map(|cleaner| clean_messages(cleaner, messages));
        let messages = cleaned.as_deref().unwrap_or(messages);
        self.encoder.ids_as_written(&self.template.render(messages, true)?)
    }

    /// What the model is given to go on with a text, its mark of a beginning included.
    pub fn beginning(&self, text: &str) -> Result<Vec<u32>> {
        match &self.cleaner {
            None => self.encoder.ids(text),
            Some(cleaner) => self.encoder.ids(&cleaner.clean(text).text),
        }
    }

    /// Begins the answer to a prompt. `bare` leaves adapters out; `read` is what an earlier answer
    /// of the same kind had read.
    pub fn begin(
        &self,
        prompt: Vec<u32>,
        freedom: &Freedom,
        bare: bool,
        read: Read,
    ) -> Result<Talk> {
        let context = self.context;
        if prompt.is_empty() {
            return Err(
                Error::new(Code::BadData, "There is nothing to answer").advice("Write a question")
            );
        }
        if prompt.len() >= context {
            let what = format!(
                "This is {} tokens long, and the model reads at most {context}",
                prompt.len()
            );
            return Err(Error::new(Code::BadData, what)
                .safe("Nothing was changed")
                .advice("Begin a new conversation, or shorten the question"));
        }
        let mut freedom = freedom.clone();
        freedom.stop.extend(self.stop.iter().cloned());
        Ok(Talk::new(prompt, &freedom, context, bare, read))
    }

    /// Moves answers on by one token each, in one pass; all bare, or none. Returns the text that
    /// each gained; answers that have ended gain none.
    pub fn step(&mut self, talks: &mut [&mut Talk]) -> Result<Vec<String>> {
        let mut pieces = vec![String::new(); talks.len()];
        let mut open: Vec<(usize, &mut Talk)> = Vec::new();
        for (i, talk) in talks.iter_mut().enumerate() {
            if talk.end().is_none() {
                open.push((i, talk));
            }
        }
        let Some(bare) = open.first().map(|(_, talk)| talk.bare) else { return Ok(pieces) };
        let mut batch = Packed::default();
        open.iter().for_each(|(_, talk)| talk.add_to(&mut batch));
        let logits = {
            let mut graph = Graph::new(&self.weights, &batch, None);
            graph.bare = bare;
            let states = self.model.states(&mut graph);
            let last = graph.select_labelled(states);
            let head = Linear { weight: self.model.words(), bias: None };
            let output = graph.project(last, &[head]);
            let caches = open.iter_mut().map(|(_, talk)| talk.cache()).collect();
            self.cpu.read(&graph, &self.weights, &batch, caches, output)?
        };
        let words = logits.len() / open.len();
        let mut logits = logits;
        for ((i, talk), logits) in open.into_iter().zip(logits.chunks_exact_mut(words.max(1))) {
            pieces[i] = talk.take(logits, self)?;
        }
        Ok(pieces)
    }
}
