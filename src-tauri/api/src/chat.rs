//! Talking with a run's model: both sides stream, the person judges.

use crate::types::*;
use crate::{App, lock, votes};
use attune_engine::error::{Code, Error, Result};
use attune_engine::generate::{End, Freedom, Piece, Voices, params};
use attune_engine::task::Message;
use std::collections::HashMap;
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// Examples that are asked for their instructions.
const LOOKED_AT: usize = 500;

/// The run that was talked with last stays loaded; more than one would fill the memory.
#[derive(Default)]
pub(crate) struct Talking {
    last: Mutex<Option<(PathBuf, Arc<Mutex<Voices>>)>>,
}

impl Talking {
    fn get(&self, run: &Path) -> Result<Arc<Mutex<Voices>>> {
        let mut last = lock(&self.last);
        if let Some((known, voices)) = &*last
            && known == run
        {
            return Ok(voices.clone());
        }
        // The old one goes before the new one comes.
        *last = None;
        let voices = Arc::new(Mutex::new(Voices::open(run)?));
        *last = Some((run.to_path_buf(), voices.clone()));
        Ok(voices)
    }

    /// Lets go of a model that lies in `folder`.
    pub fn forget(&self, folder: &Path) {
        let mut last = lock(&self.last);
        if last.as_ref().is_some_and(|(run, _)| run.starts_with(folder)) {
            *last = None;
        }
    }
}

impl App {
    /// Both models of a finished run, loaded once.
    pub(crate) fn voices(&self, run: &Path) -> Result<Arc<Mutex<Voices>>> {
        self.talking.get(run)
    }

    pub(crate) fn chat_info(&self, project: Id, run: Id) -> Result<ChatInfo> {
        let folder = self.finished_run(&project, &run)?;
        let voices = self.talking.get(&folder)?;
        Ok(ChatInfo {
            instructions: usual_instructions(&folder),
            shares_weights: lock(&voices).share_weights(),
            params: params(),
            votes: votes::count(&folder)?,
        })
    }

    /// Both answers at once, without streaming.
    pub(crate) fn chat(
        &self,
        project: Id,
        run: Id,
        request: ChatRequest,
        job: Option<Id>,
    ) -> Result<Vec<ChatPiece>> {
        let mut whole: Vec<ChatPiece> = Vec::new();
        self.chat_live(project, run, request, job, &mut |piece| {
            match whole.iter_mut().find(|known| known.side == piece.side) {
                Some(known) => {
                    known.text.push_str(&piece.text);
                    known.tokens = piece.tokens;
                    known.ended = piece.ended;
                }
                None => whole.push(piece),
            }
            true
        })?;
        Ok(whole)
    }

    /// Streams both answers. `deliver` may end them by saying false; so does cancelling the job.
    /// Being stopped is no error: what was said stands.
    pub fn chat_live(
        &self,
        project: Id,
        run: Id,
        request: ChatRequest,
        job: Option<Id>,
        deliver: &mut dyn FnMut(ChatPiece) -> bool,
    ) -> Result<()> {
        let job = self.jobs.start(job, "Answering");
        let freedom = Freedom::of(&request.settings)?;
        let before = conversation(&request.instructions, request.before)?;
        let after = conversation(&request.instructions, request.after)?;
        let folder = self.finished_run(&project, &run)?;
        let voices = self.talking.get(&folder)?;
        let mut voices = lock(&voices);
        let mut piece = |piece: Piece| {
            let ended = piece.end.map(|end| match end {
                End::Said => ChatEnd::Said,
                End::Full => ChatEnd::Full,
            });
            let text = piece.text.to_string();
            let silent = text.is_empty() && ended.is_none();
            let gone = !silent
                && !deliver(ChatPiece { side: piece.side, text, tokens: piece.tokens, ended });
            !gone && !job.cancelled()
        };
        voices.answer([&before, &after], &freedom, &mut piece).map(drop)
    }

    pub(crate) fn vote(&self, project: Id, run: Id, vote: Vote) -> Result<Votes> {
        let folder = self.finished_run(&project, &run)?;
        votes::keep(&folder, &vote)?;
        votes::count(&folder)
    }
}

/// A conversation that can be answered, instructions first.
fn conversation(instructions: &str, messages: Vec<Message>) -> Result<Vec<Message>> {
    if messages.last().is_none_or(|m| m.role != "user" || m.content.trim().is_empty()) {
        return Err(
            Error::new(Code::BadData, "There is no question to answer").advice("Write a question")
        );
    }
    let instructions = instructions.trim();
    let first = (!instructions.is_empty()).then(|| Message::new("system", instructions));
    Ok(first.into_iter().chain(messages).collect())
}

/// The instructions that most of the run's examples have. Only a help to begin with, so examples
/// that can't be read are no reason to fail.
fn usual_instructions(run: &Path) -> String {
    let Ok(file) = std::fs::File::open(run.join("examples.jsonl")) else { return String::new() };
    let mut counts: HashMap<String, usize> = HashMap::new();
    for line in std::io::BufReader::new(file).lines().map_while(|l| l.ok()).take(LOOKED_AT) {
        let Ok(value) = serde_json::from_str::<serde_json::Value>(&line) else { continue };
        let first = &value["messages"][0];
        let text = match first["role"] == "system" {
            true => first["content"].as_str().unwrap_or_default(),
            false => "",
        };
        *counts.entry(text.to_string()).or_default() += 1;
    }
    let most = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
    most.map_or(String::new(), |(text, _)| text)
}
