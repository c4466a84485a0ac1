//! What a model that learns to write makes of a few examples of the mock exam while it learns: the
//! likeliest words, a few tokens long, so that a look costs less than the check it belongs to.

use super::event::SampleAnswer;
use super::language::LanguageSession;
use super::prepare::stored_rows;
use crate::data::{Message, Part};
use crate::error::Result;
use crate::model::ModelFolder;
use crate::nn::{Graph, Linear, Packed};
use crate::task::{ChatTemplate, Material};
use std::path::Path;

/// Examples that are looked at, and tokens of an answer.
const SHOWN: usize = 2;
const LONGEST: usize = 24;
/// Prompts of more tokens are passed over: each is read once for every token of the answer.
const PROMPT: usize = 192;
/// Of a text, the words that are given.
const GIVEN: usize = 12;

/// Questions that stay the same for a whole run.
pub(super) struct Asked {
    questions: Vec<Question>,
    end: Option<u32>,
}

struct Question {
    text: String,
    expected: String,
    ids: Vec<u32>,
    /// What the model said as it came, where that is known.
    before: Option<String>,
}

impl Asked {
    /// The first short ones of the mock exam.
    pub fn open(session: &LanguageSession, run: &Path) -> Result<Self> {
        let path = &session.recipe.model.path;
        let template = ChatTemplate::open(path)?;
        let room = session.hyper.max_length.min(PROMPT + LONGEST);
        let mut questions = Vec::new();
        for messages in validation(stored_rows(run, &session.recipe)?) {
            if questions.len() == SHOWN {
                break;
            }
            let Some((text, expected, ids)) = question(session, &template, &messages)? else {
                continue;
            };
            if !ids.is_empty() && ids.len() + LONGEST <= room {
                questions.push(Question { text, expected, ids, before: None });
            }
        }
        Ok(Self { questions, end: ModelFolder::open(path)?.end_token() })
    }

    /// Tokens that a look reads.
    pub fn tokens(&self) -> usize {
        let all = self.questions.iter().map(|q| q.ids.len() * LONGEST + LONGEST * LONGEST / 2);
        all.sum()
    }

    /// What the model says now. The first look, before anything is learned, is what later ones are
    /// held against; where a run goes on from a checkpoint, adapters are left out for it.
    pub fn look(
        &mut self,
        session: &mut LanguageSession,
        first: bool,
    ) -> Result<Vec<SampleAnswer>> {
        let now = self.answer(session, false)?;
        if self.questions.iter().any(|question| question.before.is_none()) {
            let adapted = session.weights.iter().any(|(_, weight)| weight.adapter.is_some());
            let before = match (first, adapted) {
                (true, _) => Some(now.clone()),
                (false, true) => Some(self.answer(session, true)?),
                (false, false) => None,
            };
            for (question, before) in self.questions.iter_mut().zip(before.into_iter().flatten()) {
                question.before = Some(before);
            }
        }
        let answers = self.questions.iter().zip(now).map(|(question, predicted)| SampleAnswer {
            text: question.text.clone(),
            label: question.expected.clone(),
            predicted,
            confidence: 0.0,
            before: question.before.clone(),
        });
        Ok(answers.collect())
    }

    /// The likeliest tokens after each question, all questions in one pass.
    fn answer(&self, session: &mut LanguageSession, bare: bool) -> Result<Vec<String>> {
        let mut texts: Vec<Vec<u32>> = self.questions.iter().map(|q| q.ids.clone()).collect();
        let mut open: Vec<usize> = (0..texts.len()).collect();
        for _ in 0..LONGEST {
            if open.is_empty() {
                break;
            }
            let mut batch = Packed::default();
            for &i in &open {
                batch.push(&texts[i], 0, Some((0, 1.0)));
                batch.label_rows.push(batch.ids.len() as u32 - 1);
            }
            let mut graph = Graph::new(&session.weights, &batch, None);
            graph.bare = bare;
            let states = session.model.states(&mut graph);
            let last = graph.select_labelled(states);
            let head = Linear { weight: session.model.words(), bias: None };
            let output = graph.project(last, &[head]);
            let logits = session.interpreter.forward(&graph, &session.weights, &batch, output)?;
            let words = (logits.len() / open.len()).max(1);
            let next: Vec<u32> = logits.chunks_exact(words).map(likeliest).collect();
            let mut going = Vec::new();
            for (i, token) in open.into_iter().zip(next) {
                if Some(token) != self.end {
                    texts[i].push(token);
                    going.push(i);
                }
            }
            open = going;
        }
        let said = self.questions.iter().zip(&texts).map(|(question, ids)| {
            let text = session.encoder.decode(&ids[question.ids.len()..], false)?;
            Ok(text.trim().to_owned())
        });
        said.collect()
    }
}

fn likeliest(logits: &[f32]) -> u32 {
    let mut best = 0;
    for (i, logit) in logits.iter().enumerate() {
        if *logit > logits[best] {
            best = i;
        }
    }
    best as u32
}

/// The turns of each row of the mock exam; a text is its only turn.
fn validation(material: Material) -> Vec<Vec<Message>> {
    let wanted = Part::Validation;
    match material {
        Material::Dialogues(rows) => {
            rows.into_iter().filter(|row| row.part == wanted).map(|row| row.messages).collect()
        }
        Material::Passages(rows) => {
            let rows = rows.into_iter().filter(|row| row.part == wanted);
            rows.map(|row| vec![Message::new("text", row.text)]).collect()
        }
        _ => Vec::new(),
    }
}

/// What is asked in words, what the example goes on with, and the tokens the model is given.
fn question(
    session: &LanguageSession,
    template: &ChatTemplate,
    messages: &[Message],
) -> Result<Option<(String, String, Vec<u32>)>> {
    let Some((last, before)) = messages.split_last() else { return Ok(None) };
    if last.role == "assistant" {
        let asked = before.iter().rev().find(|message| message.role == "user");
        let ids = session.encoder.ids_as_written(&template.render(before, true)?)?;
        let text = asked.map_or_else(String::new, |message| message.content.clone());
        return Ok(Some((text, last.content.clone(), ids)));
    }
    let words: Vec<&str> = last.content.split_whitespace().collect();
    if words.len() <= GIVEN {
        return Ok(None);
    }
    let given = words[..GIVEN].join(" ");
    let ids = session.encoder.ids(&given)?;
    Ok(Some((given, words[GIVEN..].join(" "), ids)))
}
