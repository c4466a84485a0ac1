//! Labelling: what is asked, what is answered, and the quick head that learns meanwhile.

use crate::App;
use crate::learner::Notes;
use crate::results::unused;
use crate::types::*;
use attune_engine::data::{self, Project, Question};
use attune_engine::error::Result;
use attune_engine::suggest::margin;
use std::collections::HashMap;

/// Rows shown: the one at hand and those after it.
const AHEAD: usize = 5;
/// Answers shown as just done.
const BEHIND: usize = 2;

impl App {
    pub(crate) fn label_view(&self, project: Id, filter: LabelFilter) -> Result<LabelView> {
        self.learn_if_needed(&project)?;
        let head = self.learners.state(&project);
        self.library.on(&project, |opened| view(opened, &filter, head))
    }

    pub(crate) fn label_progress(&self, project: Id) -> Result<LabelProgress> {
        self.library.on(&project, |opened| opened.label_progress())
    }

    pub(crate) fn label_answer(
        &self,
        project: Id,
        row: i64,
        answer: LabelAnswer,
        filter: LabelFilter,
    ) -> Result<LabelView> {
        let said = match &answer {
            LabelAnswer::Category { name } => data::Answer::Category(name),
            LabelAnswer::Categories { names } => data::Answer::Categories(names),
            LabelAnswer::Later => data::Answer::Later,
            LabelAnswer::Colleague => data::Answer::Colleague,
            LabelAnswer::NoneFits => data::Answer::NoneFits,
        };
        self.library.on(&project, |opened| match filter.words() {
            Some(_) => opened.answer_found(row, said),
            None => opened.answer(row, said),
        })?;
        self.label_view(project, filter)
    }

    pub(crate) fn label_many(
        &self,
        project: Id,
        rows: Vec<i64>,
        label: String,
    ) -> Result<DataSummary> {
        self.library.on(&project, |opened| {
            opened.label_many(&rows, &label)?;
            opened.summary()
        })
    }

    pub(crate) fn add_category(&self, project: Id, name: String) -> Result<LabelView> {
        self.library.on(&project, |opened| opened.add_category(&name))?;
        self.label_view(project, LabelFilter::default())
    }

    pub(crate) fn define_category(
        &self,
        project: Id,
        name: String,
        definition: Option<String>,
    ) -> Result<LabelView> {
        self.library.on(&project, |opened| opened.define_category(&name, definition.as_deref()))?;
        self.label_view(project, LabelFilter::default())
    }

    pub(crate) fn marked_rows(&self, project: Id, mark: Mark) -> Result<Vec<Row>> {
        self.library.on(&project, |opened| opened.marked(mark))
    }

    pub(crate) fn ask_again(&self, project: Id, rows: Vec<i64>) -> Result<LabelView> {
        self.library.on(&project, |opened| opened.ask_again(&rows))?;
        self.label_view(project, LabelFilter::default())
    }

    pub(crate) fn write_questions(
        &self,
        project: Id,
        folder: Id,
        compare: usize,
    ) -> Result<Questions> {
        let folder = self.handles.folder(&folder)?;
        let path = unused(&folder, "for-a-colleague", ".csv");
        let rows = self.library.on(&project, |opened| opened.write_questions(&path, compare))?;
        let file = self.handles.register(&path)?;
        Ok(Questions { file, place: self.handles.register(&folder)?, rows })
    }

    pub(crate) fn read_answers(&self, project: Id, file: Id) -> Result<ColleagueAnswers> {
        let file = self.handles.file(&file)?;
        self.library.on(&project, |opened| opened.read_answers(&file))
    }
}

fn view(project: &mut Project, filter: &LabelFilter, mut head: QuickHead) -> Result<LabelView> {
    let categories = project.label_categories()?;
    let several = project.goal()? == data::Goal::Tag;
    let names: HashMap<i64, &str> = categories.iter().map(|c| (c.id, &*c.name)).collect();
    let (found, questions) = match filter.words() {
        Some(find) => {
            let (found, questions) = project.questions_with(find, AHEAD)?;
            (Some(found), questions)
        }
        None => (None, project.questions(AHEAD)?),
    };
    let notes = Notes::load(project)?;
    head.labels = notes.as_ref().map(|notes| notes.labels);
    head.forecast = notes.and_then(|notes| notes.forecast(&names));
    Ok(LabelView {
        progress: project.label_progress()?,
        questions: questions.into_iter().map(|question| shown(question, &names, several)).collect(),
        found,
        answered: project.answered(BEHIND)?,
        head,
        categories,
    })
}

/// A question as the person may see it: one that comes by chance shows no suggestion.
fn shown(question: Question, names: &HashMap<i64, &str>, several: bool) -> LabelQuestion {
    let all: Vec<f32> = question.guesses.iter().map(|guess| guess.1).collect();
    let known = |(id, probability): (i64, f32)| {
        names.get(&id).map(|name| LabelProbability { label: (*name).into(), probability })
    };
    let hidden = question.random;
    LabelQuestion {
        id: question.id,
        text: question.text,
        source: question.source,
        line: question.line,
        later: question.later,
        random: hidden,
        margin: (!hidden && !several && all.len() > 1).then(|| margin(&all)),
        guesses: if hidden {
            Vec::new()
        } else {
            question.guesses.into_iter().filter_map(known).collect()
        },
    }
}
