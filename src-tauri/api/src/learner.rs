//! The quick head of a project, which learns in a thread of its own while the person labels.

use crate::types::*;
use crate::{App, lock};
use attune_engine::data::{Goal, LabelCategory, LearnRow, Project, Queued};
use attune_engine::embed::embed;
use attune_engine::error::{Code, Error, Result};
use attune_engine::nn::Philox;
use attune_engine::suggest::{
    Ask, Guesser, Pool, TagGuesser, ask_next, described, forecast, most_doubtful,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};

/// Under which a project notes what its queue was made from.
const NOTE: &str = "quick_head";
/// Answers between two times of learning: fewer while every answer changes much.
const EARLY: usize = 5;
const STEP: usize = 20;
/// Rows in the queue, so that it lasts until the next one is there.
const QUEUE: usize = 60;
/// Unlabelled texts that are read anew each time. A large project is read bit by bit.
const FRESH: usize = 2000;
const SEED: u64 = 17;

/// What a queue was made from, kept with the project.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Notes {
    /// Rows with a category that were learned from.
    pub labels: usize,
    /// Rows there were.
    rows: usize,
    /// Categories with their definitions.
    categories: Vec<(i64, String, Option<String>)>,
    forecast: Option<Told>,
}

/// A forecast under a category's id: it may get another name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Told {
    accuracy: f64,
    gain: f64,
    enough: bool,
    most_helpful: Option<(i64, usize)>,
}

impl Notes {
    pub fn load(project: &Project) -> Result<Option<Self>> {
        // What can't be read is learned again.
        Ok(project.note(NOTE)?.and_then(|text| serde_json::from_str(&text).ok()))
    }

    pub fn forecast(&self, names: &HashMap<i64, &str>) -> Option<LabelForecast> {
        let told = self.forecast.as_ref()?;
        let most_helpful = told
            .most_helpful
            .and_then(|(id, more)| names.get(&id).map(|name| ((*name).to_owned(), more)));
        let Told { accuracy, gain, enough, .. } = *told;
        Some(LabelForecast { accuracy, gain, enough, most_helpful })
    }

    /// What a queue would be made from now.
    fn of(labels: usize, rows: usize, categories: &[LabelCategory]) -> Self {
        let category = |c: &LabelCategory| (c.id, c.name.clone(), c.definition.clone());
        Self { labels, rows, categories: categories.iter().map(category).collect(), forecast: None }
    }

    /// Whether so much is new since `before` that it is time to learn again.
    fn is_due(&self, before: Option<&Self>, queued: usize, waiting: usize) -> bool {
        let Some(before) = before else { return true };
        let step = if before.labels < STEP { EARLY } else { STEP };
        self.labels.abs_diff(before.labels) >= step
            || self.rows != before.rows
            || self.categories != before.categories
            || (queued < EARLY && waiting > queued)
    }
}

/// After a fault, learning is tried again when this has passed.
const PATIENCE: Duration = Duration::from_secs(60);

/// A project's quick head at work.
#[derive(Default)]
struct State {
    head: QuickHead,
    failed: Option<Instant>,
}

/// The quick heads that learn, by project, and the texts they have read.
#[derive(Default)]
pub(crate) struct Learners {
    states: Mutex<HashMap<Id, Arc<Mutex<State>>>>,
    known: Arc<Mutex<Known>>,
}

impl Learners {
    fn of(&self, project: &str) -> Arc<Mutex<State>> {
        lock(&self.states).entry(project.into()).or_default().clone()
    }

    pub fn state(&self, project: &str) -> QuickHead {
        lock(&*self.of(project)).head.clone()
    }

    pub fn forget(&self, project: &str) {
        lock(&self.states).remove(project);
    }
}

impl App {
    /// Starts learning in the background when enough is new, and lets one that is at work be.
    pub(crate) fn learn_if_needed(&self, project: &str) -> Result<()> {
        let state = self.learners.of(project);
        let (busy, failed) = {
            let state = lock(&state);
            (state.head.learning.is_some(), state.failed)
        };
        if busy || failed.is_some_and(|at| at.elapsed() < PATIENCE) {
            return Ok(());
        }
        let opened = self.library.get(project)?;
        let due = {
            let mut opened = lock(&opened);
            let progress = opened.label_progress()?;
            let categories = opened.label_categories()?;
            let now = Notes::of(progress.labelled, opened.row_count()?, &categories);
            let before = Notes::load(&opened)?;
            categories.len() > 1
                && progress.waiting > 0
                && now.is_due(before.as_ref(), opened.queued()?, progress.waiting)
        };
        if due {
            lock(&state).head.learning = Some((0, 0));
            let work = Work {
                project: Arc::downgrade(&opened),
                state,
                known: self.learners.known.clone(),
                places: Places { model: self.paths.starter(), cache: self.paths.vectors() },
            };
            std::thread::spawn(move || work.run());
        }
        Ok(())
    }
}

/// One time of learning. It holds on to the project only for moments, so that closing it is not
/// held up.
struct Work {
    project: Weak<Mutex<Project>>,
    state: Arc<Mutex<State>>,
    known: Arc<Mutex<Known>>,
    places: Places,
}

impl Work {
    fn run(&self) {
        let learned = self.learn();
        let mut state = lock(&self.state);
        state.head.learning = None;
        // One that was interrupted is of a project that was closed meanwhile.
        state.head.fault = learned.err().filter(|error| error.code != Code::Interrupted);
        state.failed = state.head.fault.as_ref().map(|_| Instant::now());
    }

    fn on<T>(&self, work: impl FnOnce(&mut Project) -> Result<T>) -> Result<T> {
        let closed = || Error::new(Code::Interrupted, "The project was closed");
        work(&mut lock(&*self.project.upgrade().ok_or_else(closed)?))
    }

    fn learn(&self) -> Result<()> {
        let (rows, categories) =
            self.on(|project| Ok((project.learn_rows()?, project.label_categories()?)))?;
        let labels = rows.iter().filter(|row| is_labelled(row)).count();
        let mut notes = Notes::of(labels, rows.len(), &categories);
        let read = self.read(&rows, &categories)?;
        let pool = read.pool();
        let waiting: Vec<usize> = (0..read.rows.len()).filter(|i| read.rows[*i].waiting).collect();
        let guesses = read.guesses(&waiting);
        let doubts: Vec<Vec<f32>> = match &read.several {
            None => guesses.clone(),
            Some(_) => guesses.iter().map(|chances| most_doubtful(chances)).collect(),
        };
        let place: HashMap<i64, usize> =
            read.rows.iter().enumerate().map(|(place, row)| (row.id, place)).collect();
        let ids: Vec<i64> = categories.iter().map(|category| category.id).collect();
        self.on(|project| {
            let lately = project.answered(20)?;
            let mut recent: Vec<usize> =
                lately.iter().filter_map(|a| place.get(&a.row).copied()).collect();
            recent.reverse();
            let asked = project.asked()?;
            let ask = Ask { waiting: &waiting, recent: &recent, asked, count: QUEUE, seed: SEED };
            let guess: HashMap<usize, &Vec<f32>> = waiting.iter().copied().zip(&guesses).collect();
            let picks = ask_next(&pool, &doubts, &ask).into_iter().map(|pick| Queued {
                row: read.rows[pick.row].id,
                random: pick.random,
                guess: guess.get(&pick.row).map(|g| g.to_vec()).unwrap_or_default(),
            });
            project.set_queue(&ids, &picks.collect::<Vec<_>>())?;
            // The forecast takes longer; until it is there, the last one stands.
            notes.forecast = Notes::load(project)?.and_then(|notes| notes.forecast);
            notes.keep(project)
        })?;
        // How many more labels help is known for rows with one category only.
        let told = forecast(&pool, SEED).filter(|_| read.several.is_none());
        notes.forecast = told.map(|told| Told {
            accuracy: told.accuracy,
            gain: told.gain,
            enough: told.enough,
            most_helpful: told.most_helpful.map(|(category, more)| (ids[category], more)),
        });
        self.on(|project| notes.keep(project))
    }

    /// Vectors of the labelled rows and of those to choose from, and of the categories.
    fn read<'a>(&self, rows: &'a [LearnRow], categories: &[LabelCategory]) -> Result<Read<'a>> {
        let mut known = lock(&self.known);
        let chosen = known.choose(rows);
        let texts: Vec<&str> = chosen.iter().map(|row| &*row.text).collect();
        let vectors = known.vectors(&self.places, &texts, &mut |done, total| {
            lock(&self.state).head.learning = Some((done, total));
            self.project.strong_count() > 0
        })?;
        let names: Vec<String> =
            categories.iter().map(|c| described(&c.name, c.definition.as_deref())).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let names = known.vectors(&self.places, &names, &mut |_, _| true)?;
        let place: HashMap<i64, u32> =
            categories.iter().enumerate().map(|(k, c)| (c.id, k as u32)).collect();
        let label = |row: &&LearnRow| row.category.and_then(|id| place.get(&id).copied());
        let labels = chosen.iter().map(label).collect();
        let set = |row: &&LearnRow| {
            let ids = row.categories.as_ref()?;
            Some(ids.iter().filter_map(|id| place.get(id).copied()).collect())
        };
        let several = self.on(|project| project.goal())? == Goal::Tag;
        let several = several.then(|| chosen.iter().map(set).collect());
        Ok(Read { rows: chosen, hidden: known.hidden, vectors, names, labels, several })
    }
}

impl Notes {
    fn keep(&self, project: &mut Project) -> Result<()> {
        let text = serde_json::to_string(self)
            .map_err(|e| Error::internal("What was learned can't be noted").source(e))?;
        project.set_note(NOTE, Some(&text))
    }
}

struct Read<'a> {
    rows: Vec<&'a LearnRow>,
    hidden: usize,
    vectors: Vec<f32>,
    names: Vec<f32>,
    labels: Vec<Option<u32>>,
    /// The categories of each row where it may have several.
    several: Option<Vec<Option<Vec<u32>>>>,
}

fn is_labelled(row: &LearnRow) -> bool {
    row.category.is_some() || row.categories.is_some()
}

impl Read<'_> {
    /// The probability of every category, for each of these rows.
    fn guesses(&self, rows: &[usize]) -> Vec<Vec<f32>> {
        let pool = self.pool();
        match &self.several {
            None => {
                let guesser = Guesser::fit(&pool);
                rows.iter().map(|row| guesser.guess(pool.row(*row))).collect()
            }
            Some(labels) => {
                let guesser = TagGuesser::fit(&pool, labels);
                rows.iter().map(|row| guesser.guess(pool.row(*row))).collect()
            }
        }
    }

    fn pool(&self) -> Pool<'_> {
        Pool { rows: &self.vectors, names: &self.names, hidden: self.hidden, labels: &self.labels }
    }
}

/// Texts read so far, so that a project that is labelled is not read again and again.
#[derive(Default)]
struct Known {
    hidden: usize,
    vectors: HashMap<String, Vec<f32>>,
}

impl Known {
    /// The labelled rows, those read before, and some more.
    fn choose<'a>(&self, rows: &'a [LearnRow]) -> Vec<&'a LearnRow> {
        let known = |row: &&LearnRow| is_labelled(row) || self.vectors.contains_key(&row.text);
        let (mut chosen, mut fresh): (Vec<&LearnRow>, Vec<&LearnRow>) =
            rows.iter().partition(known);
        fresh.retain(|row| row.waiting);
        let order = Philox::new(SEED).permutation(fresh.len(), 1);
        chosen.extend(order.into_iter().take(FRESH).map(|place| fresh[place]));
        chosen
    }

    /// (texts, hidden)
    fn vectors(
        &mut self,
        places: &Places,
        texts: &[&str],
        progress: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Result<Vec<f32>> {
        let open: Vec<&str> =
            texts.iter().copied().filter(|text| !self.vectors.contains_key(*text)).collect();
        if !open.is_empty() {
            let read = embed(&places.model, Some(&places.cache), &open, progress)?;
            self.hidden = read.hidden;
            for (text, vector) in open.iter().zip(read.values.chunks_exact(read.hidden)) {
                self.vectors.insert((*text).to_owned(), vector.to_vec());
            }
        }
        Ok(texts.iter().filter_map(|text| self.vectors.get(*text)).flatten().copied().collect())
    }
}

/// Where the encoder lies, and where the vectors of texts are kept.
struct Places {
    model: PathBuf,
    cache: PathBuf,
}
