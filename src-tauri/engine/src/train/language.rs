//! A model that writes, opened for a run: its texts as tokens, and how surprised it is by them.

use super::event::Best;
use super::finish::kept;
use super::hyper::Hyper;
use super::prepare::{Facts, stored_rows};
use super::recipe::Recipe;
use super::selection::learned_rows;
use super::session::Opened;
use crate::batch::{Asked, Encoder, by_length, cut, pack_asked};
use crate::data::Part;
use crate::error::{Code, Error, Result};
use crate::method;
use crate::model::{LanguageModel, ModelFolder, READ_TOKENS, Reading};
use crate::nn::Graph;
use crate::task::{ChatTemplate, Dialogue, Material, Passage};
use rayon::prelude::*;
use std::borrow::Cow;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

/// With a model that writes.
pub type LanguageSession = Opened<dyn LanguageModel>;

/// Texts of one part, and what did not fit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Texts {
    pub texts: Vec<Asked>,
    /// Examples they come from.
    pub sources: usize,
    pub cut: Cut,
}

/// What the longest length cut away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cut {
    /// Examples that were cut.
    pub examples: usize,
    /// Tokens of them that are not read, and how many of these were to be learned.
    pub tokens: usize,
    pub answers: usize,
    /// Examples with nothing left to learn.
    pub empty: usize,
}

/// How surprised the model is by one text.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Surprise {
    /// Sum over its tokens, in nats.
    pub loss: f64,
    pub tokens: usize,
}

impl LanguageSession {
    /// Opens model and tokenizer, and sets the roles of the weights.
    pub fn open(run: &Path) -> Result<Self> {
        let recipe = Recipe::load(run)?;
        let hyper = Hyper::of(&recipe.settings)?;
        let method = method::find(&recipe.method)?;
        let folder = ModelFolder::open(&recipe.model.path)?;
        let reading = Reading { dropout: hyper.dropout, positions: hyper.max_length };
        let (model, mut weights) = folder.build_language(reading)?;
        (method.apply)(&mut weights, model.as_ref(), &recipe.settings, recipe.seed)?;
        Self::new(recipe, hyper, model, weights)
    }

    /// The session with the kept version's weights.
    pub fn open_kept(run: &Path) -> Result<(Self, Best)> {
        let best = kept(run)?;
        let mut session = Self::open(run)?;
        session.weights.load_values(&run.join("best").join("weights.safetensors"))?;
        Ok((session, best))
    }

    /// The run's own copy of its data, by part.
    pub(super) fn parts(&self, run: &Path) -> Result<[Texts; 3]> {
        let material = stored_rows(run, &self.recipe)?;
        let facts = Facts::load(run)?;
        let encoder = TextEncoder::open(self, facts.made)?;
        let learned = learned_rows(run, &self.hyper, &material)?;
        let part = |part: Part| {
            let wanted = |id, p| p == part && (p != Part::Train || learned.contains(&id));
            encoder.encode(&material, wanted)
        };
        Ok([part(Part::Train)?, part(Part::Validation)?, part(Part::Test)?])
    }

    /// Texts of other data, whatever their parts, cleaned as those it learned from.
    pub fn encode(&self, run: &Path, material: &Material) -> Result<Texts> {
        let material = match &self.recipe.privacy {
            None => Cow::Borrowed(material),
            Some(rules) => Cow::Owned(material.clone().cleaned(rules)?),
        };
        TextEncoder::open(self, Facts::load(run)?.made)?.encode(&material, |_, _| true)
    }

    /// How surprised the model is by each example, in their order. `progress` may end the work.
    pub fn surprise(
        &mut self,
        texts: &Texts,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Vec<Surprise>> {
        let mut all = vec![Surprise::default(); texts.sources];
        let lengths: Vec<usize> = texts.texts.iter().map(|t| t.ids.len()).collect();
        let mut done = 0;
        for indices in by_length(&lengths, READ_TOKENS) {
            if !progress(done) {
                return Err(
                    Error::new(Code::Interrupted, "It was stopped").safe("Nothing was changed")
                );
            }
            let batch = pack_asked(&texts.texts, indices.iter().copied());
            let mut graph = Graph::new(&self.weights, &batch, None);
            let output = self.model.losses(&mut graph);
            let losses = self.interpreter.forward(&graph, &self.weights, &batch, output)?;
            let mut losses = losses.into_iter();
            for &i in &indices {
                let text = &texts.texts[i];
                let own = losses.by_ref().take(text.places.len());
                let to = &mut all[text.source];
                to.loss += own.map(f64::from).sum::<f64>();
                to.tokens += text.places.len();
            }
            done += indices.len();
        }
        progress(done);
        Ok(all)
    }
}

/// Examples to tokens.
struct TextEncoder<'a> {
    encoder: &'a Encoder,
    /// Tokens that are read at most.
    longest: usize,
    template: ChatTemplate,
    /// Ends a text.
    end: Option<u32>,
}

impl<'a> TextEncoder<'a> {
    /// `made`: when the run was made, in seconds since 1970; templates may write a date.
    fn open(session: &'a LanguageSession, made: u64) -> Result<Self> {
        let path = &session.recipe.model.path;
        let template = ChatTemplate::open(path)?.dated(UNIX_EPOCH + Duration::from_secs(made))?;
        let end = ModelFolder::open(path)?.end_token();
        let longest = session.hyper.max_length;
        Ok(Self { encoder: &session.encoder, longest, template, end })
    }

    fn encode(&self, material: &Material, wanted: impl Fn(i64, Part) -> bool) -> Result<Texts> {
        match material {
            Material::Dialogues(all) => {
                let chosen: Vec<&Dialogue> = all.iter().filter(|d| wanted(d.id, d.part)).collect();
                gather(chosen.par_iter().enumerate().map(|(i, d)| self.dialogue(d, i)).collect())
            }
            Material::Passages(all) => {
                let chosen: Vec<&Passage> = all.iter().filter(|p| wanted(p.id, p.part)).collect();
                gather(chosen.par_iter().enumerate().map(|(i, p)| self.passage(p, i)).collect())
            }
            Material::Labelled(_) | Material::Tagged { .. } => {
                Err(Error::internal("Labelled rows are not written"))
            }
        }
    }

    /// A template may write a conversation differently up to each of its answers: then it is read
    /// once for each.
    fn dialogue(&self, dialogue: &Dialogue, source: usize) -> Result<(Vec<Asked>, Cut)> {
        let longest = self.longest;
        let mut texts = Vec::new();
        let mut cut = Cut::default();
        for fed in self.template.learn(&dialogue.messages)? {
            let mut tokens = self.encoder.encode_fed(&fed)?;
            let over = tokens.ids.len().saturating_sub(longest);
            if over > 0 {
                let lost = &tokens.is_answer[longest..];
                cut.examples = 1;
                cut.tokens += over;
                cut.answers += lost.iter().filter(|a| **a).count();
                tokens.ids.truncate(longest);
                tokens.is_answer.truncate(longest);
            }
            // Nothing stands before the first token to tell it from.
            let places = (0u32..).zip(&tokens.is_answer).skip(1).filter(|(_, a)| **a);
            let places: Vec<u32> = places.map(|(place, _)| place).collect();
            if !places.is_empty() {
                texts.push(Asked { ids: tokens.ids, places, source });
            }
        }
        cut.empty = usize::from(texts.is_empty());
        Ok((texts, cut))
    }

    fn passage(&self, passage: &Passage, source: usize) -> Result<(Vec<Asked>, Cut)> {
        let mut ids = self.encoder.whole_ids(&passage.text)?;
        ids.extend(self.end.filter(|end| ids.last() != Some(end)));
        let texts = cut(&ids, self.longest, source);
        // A text that is too long goes on in another piece: nothing is lost.
        let empty = usize::from(texts.is_empty());
        Ok((texts, Cut { empty, ..Cut::default() }))
    }
}

fn gather(each: Result<Vec<(Vec<Asked>, Cut)>>) -> Result<Texts> {
    let mut all = Texts::default();
    for (texts, cut) in each? {
        all.sources += 1;
        all.texts.extend(texts);
        all.cut.examples += cut.examples;
        all.cut.tokens += cut.tokens;
        all.cut.answers += cut.answers;
        all.cut.empty += cut.empty;
    }
    Ok(all)
}

/// Mean loss over all tokens.
pub fn mean_loss(all: &[Surprise]) -> f64 {
    let (loss, tokens) = all.iter().fold((0.0, 0), |(l, t), s| (l + s.loss, t + s.tokens));
    loss / tokens.max(1) as f64
}
