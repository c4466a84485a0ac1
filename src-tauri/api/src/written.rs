//! Projects whose model learns to write: examples by hand, what is fed, and the result.

use crate::types::*;
use crate::{App, lock};
use attune_engine::batch::Encoder;
use attune_engine::data::{Goal, Message};
use attune_engine::error::{Code, Error, IoContext, Result};
use attune_engine::evaluate::{Learned, admits, unanswerable};
use attune_engine::generate::{Freedom, Side, Voices};
use attune_engine::metric::{bootstrap_ratio, exact_match, perplexity, token_f1};
use attune_engine::param::Settings;
use attune_engine::store::write_atomic;
use attune_engine::task::{ChatTemplate, Material};
use attune_engine::train::event::Part;
use attune_engine::train::{LanguageReport, Recipe, RowSurprise, Standing, stored_rows};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Exam rows that are shown by their surprise.
const SHOWN: usize = 200;
/// Exam rows that both models answer, and the tokens of an answer.
const ANSWERED: usize = 20;
const LONGEST: &str = "96";
/// Words of an answer that is right or wrong as a whole.
const SHORT: usize = 8;
/// Of a text, the words that are given.
const GIVEN: usize = 20;
/// Far more than any row has: nothing is cut here.
const WHOLE: usize = 1 << 20;

impl App {
    pub(crate) fn add_written(
        &self,
        project: Id,
        goal: Goal,
        messages: Vec<Message>,
    ) -> Result<DataSummary> {
        if !goal.writes() {
            return Err(Error::new(Code::BadSetting, "A row to be sorted needs a category")
                .safe("Nothing was changed"));
        }
        self.library.on(&project, |project| project.add_written(goal, messages))
    }

    pub(crate) fn fed(&self, project: Id, row: i64, model: Id) -> Result<FedRow> {
        let folder = self.model_folder(&model)?;
        let rows = self.library.on(&project, |project| project.rows_by_id(&[row]))?;
        let Some(row) = rows.into_iter().next() else {
            return Err(Error::new(Code::NotFound, "This row is not in the project any more"));
        };
        let encoder = Encoder::open(&folder, WHOLE)?;
        let Some(messages) = row.messages else {
            let text = encoder.decode(&encoder.whole_ids(&row.text)?, true)?;
            return Ok(FedRow { model, plain: false, texts: vec![vec![whole(text)]] });
        };
        let template = ChatTemplate::open(&folder)?;
        let texts = template.learn(&messages)?;
        let texts = texts.iter().map(|fed| encoder.pieces(fed)).collect::<Result<_>>()?;
        Ok(FedRow { model, plain: template.is_plain(), texts })
    }

    pub(crate) fn language_report(&self, project: Id, run: Id) -> Result<LanguageView> {
        let folder = self.finished_run(&project, &run)?;
        let recipe = Recipe::load(&folder)?;
        let report = LanguageReport::load(&folder)?;
        let texts = texts_of(stored_rows(&folder, &recipe)?);
        // A file that can't be read costs asking again.
        let exam: WrittenExam = std::fs::read(answers_file(&folder))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        let some = |standing: Standing| Some(standing).filter(|standing| standing.tokens > 0);
        Ok(LanguageView {
            task: recipe.task,
            before: some(report.before),
            after: some(report.after),
            kept: report.kept,
            kept_step: report.kept_step,
            seconds: report.seconds,
            rows: by_surprise(report.rows, &texts),
            closed: closed(&exam.answers),
            unanswerable: modest(&exam),
            answers: exam.answers,
            repeated: exam.repeated,
        })
    }

    /// Lets both models answer a few exam rows, spread over the exam; kept with the run.
    pub(crate) fn written_answers(
        &self,
        project: Id,
        run: Id,
        job: Option<Id>,
    ) -> Result<LanguageView> {
        let job = self.jobs.start(job, "Answering");
        let folder = self.finished_run(&project, &run)?;
        let recipe = Recipe::load(&folder)?;
        let stored = stored_rows(&folder, &recipe)?;
        let ids = stored.ids_of(Part::Test);
        let learned_from = stored.ids_of(Part::Train);
        let texts = texts_of(stored);
        let mut settings = Settings::default();
        settings.set("temperature", "0");
        settings.set("max_tokens", LONGEST);
        let freedom = Freedom::of(&settings)?;
        let voices = self.voices(&folder)?;
        let mut voices = lock(&voices);
        let count = ids.len().min(ANSWERED);
        let mut open: &[&str] = &[];
        if recipe.task == "chat" {
            open = unanswerable(self.library.on(&project, |project| project.main_language())?);
        }
        let mut answers: Vec<WrittenAnswer> = Vec::with_capacity(count);
        for i in 0..count {
            job.report(i, count + open.len())?;
            let id = ids[i * ids.len() / count];
            let Some((asked, expected)) = texts.get(&id).and_then(|row| question(row)) else {
                continue;
            };
            let [before, after] = answer(&mut voices, &asked, &freedom, &|| job.cancelled())?;
            job.check()?;
            answers.push(WrittenAnswer { id, asked, expected, before, after });
        }
        let mut unknown = Vec::with_capacity(open.len());
        for (i, question) in open.iter().enumerate() {
            job.report(count + i, count + open.len())?;
            let asked = put(question, answers.first());
            let said = answer(&mut voices, &asked, &freedom, &|| job.cancelled())?;
            job.check()?;
            unknown.push(OpenAnswer { question: (*question).to_owned(), said });
        }
        drop(voices);
        let repeated = repeated(&learned_from, &texts, &answers);
        let json = serde_json::to_vec_pretty(&WrittenExam { answers, repeated, unknown })
            .map_err(|e| Error::internal("The answers can't be kept").source(e))?;
        let file = answers_file(&folder);
        let place = file.parent().unwrap_or(&folder);
        std::fs::create_dir_all(place).at_path(place)?;
        write_atomic(&file, &json)?;
        self.language_report(project, run)
    }
}

/// What is kept of the answers.
#[derive(Default, Serialize, Deserialize)]
struct WrittenExam {
    answers: Vec<WrittenAnswer>,
    repeated: Vec<RepeatedSpan>,
    /// Of questions that nobody could answer; runs of earlier versions were not asked any.
    #[serde(default)]
    unknown: Vec<OpenAnswer>,
}

#[derive(Serialize, Deserialize)]
struct OpenAnswer {
    question: String,
    /// Before and after.
    said: [String; 2],
}

/// A question under the instructions that the exam's conversations have.
fn put(question: &str, like: Option<&WrittenAnswer>) -> Vec<Message> {
    let first = like.and_then(|answer| answer.asked.first());
    let instructions = first.filter(|message| message.role == "system").cloned();
    instructions.into_iter().chain([Message::new("user", question)]).collect()
}

/// Who says that it does not know, where that is the right answer: to questions that nobody could
/// answer, and to those of the exam whose example says so.
fn modest(exam: &WrittenExam) -> Vec<UnanswerableAnswer> {
    let of = |question: &str, before: &str, after: &str| UnanswerableAnswer {
        question: question.to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
        admits: [admits(before), admits(after)],
    };
    let asked = |answer: &WrittenAnswer| {
        let question = answer.asked.iter().rev().find(|message| message.role == "user");
        question.map_or_else(String::new, |message| message.content.clone())
    };
    let own = exam.answers.iter().filter(|answer| admits(&answer.expected));
    let own = own.map(|answer| of(&asked(answer), &answer.before, &answer.after));
    let open = exam.unknown.iter().map(|a| of(&a.question, &a.said[0], &a.said[1]));
    // A run that was never asked the common ones has no such test.
    if exam.unknown.is_empty() { Vec::new() } else { open.chain(own).collect() }
}

/// How right the answers are where a short one was expected.
fn closed(answers: &[WrittenAnswer]) -> Option<ClosedAnswers> {
    let short = |answer: &&WrittenAnswer| answer.expected.split_whitespace().count() <= SHORT;
    let all: Vec<&WrittenAnswer> = answers.iter().filter(short).collect();
    if all.is_empty() {
        return None;
    }
    let said = |answer: &WrittenAnswer| [answer.before.clone(), answer.after.clone()];
    let mut exact = [0; 2];
    let mut shared = [Vec::new(), Vec::new()];
    for answer in &all {
        for (side, said) in said(answer).iter().enumerate() {
            exact[side] += usize::from(exact_match(said, &answer.expected));
            shared[side].push((token_f1(said, &answer.expected), 1.0));
        }
    }
    let mean = |all: &[(f64, f64)]| all.iter().map(|(f1, _)| f1).sum::<f64>() / all.len() as f64;
    let (low, high) = bootstrap_ratio(&shared[1]);
    Some(ClosedAnswers {
        n: all.len(),
        exact,
        overlap: [mean(&shared[0]), mean(&shared[1])],
        low,
        high,
    })
}

/// What the kept version repeats of what it learned to write.
fn repeated(
    learned_from: &[i64],
    texts: &HashMap<i64, Vec<Message>>,
    answers: &[WrittenAnswer],
) -> Vec<RepeatedSpan> {
    let rows = learned_from.iter().filter_map(|id| Some((*id, texts.get(id)?)));
    let written = rows.flat_map(|(id, messages)| {
        let own = messages.iter().filter(|message| message.role != "user");
        own.map(move |message| (id, message.content.as_str()))
    });
    let learned = Learned::new(written);
    let of = |answer: &WrittenAnswer| {
        let asked = answer.asked.iter().map(|message| message.content.as_str());
        let given: Vec<&str> = asked.chain([answer.expected.as_str()]).collect();
        let id = answer.id;
        let all = learned.repeated(&answer.after, &given).into_iter();
        all.map(move |found| RepeatedSpan {
            answer: id,
            row: found.row,
            text: found.text,
            kind: found.kind.map(str::to_owned),
        })
        .collect::<Vec<_>>()
    };
    answers.iter().flat_map(of).collect()
}

fn whole(text: String) -> attune_engine::batch::FedPiece {
    attune_engine::batch::FedPiece { text, learned: true, mark: false }
}

fn answers_file(run: &Path) -> PathBuf {
    run.join("report").join("answers.json")
}

fn answer(
    voices: &mut Voices,
    asked: &[Message],
    freedom: &Freedom,
    stopped: &dyn Fn() -> bool,
) -> Result<[String; 2]> {
    let mut said = [String::new(), String::new()];
    voices.answer([asked, asked], freedom, &mut |piece| {
        said[usize::from(piece.side == Side::After)].push_str(piece.text);
        !stopped()
    })?;
    Ok(said)
}

/// The turns of every row, by its id; a text is its only turn.
fn texts_of(material: Material) -> HashMap<i64, Vec<Message>> {
    match material {
        Material::Dialogues(rows) => rows.into_iter().map(|row| (row.id, row.messages)).collect(),
        Material::Passages(rows) => {
            rows.into_iter().map(|row| (row.id, vec![Message::new("text", row.text)])).collect()
        }
        _ => HashMap::new(),
    }
}

fn by_surprise(
    mut rows: Vec<RowSurprise>,
    texts: &HashMap<i64, Vec<Message>>,
) -> Vec<SurprisingRow> {
    rows.sort_by(|a, b| b.after.total_cmp(&a.after));
    let shown = rows.into_iter().take(SHOWN).filter_map(|row| {
        Some(SurprisingRow {
            id: row.id,
            messages: texts.get(&row.id)?.clone(),
            before: perplexity(row.before),
            after: perplexity(row.after),
        })
    });
    shown.collect()
}

/// What a model is given of a row, and what it should write: the last answer, or how a text goes on.
fn question(row: &[Message]) -> Option<(Vec<Message>, String)> {
    let (last, before) = row.split_last()?;
    if last.role == "assistant" {
        return Some((before.to_vec(), last.content.clone()));
    }
    let (at, _) = last.content.split_whitespace().nth(GIVEN).map(|word| {
        let at = word.as_ptr() as usize - last.content.as_ptr() as usize;
        (at, word)
    })?;
    let (given, rest) = last.content.split_at(at);
    Some((vec![Message::new("text", given.trim_end())], rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(id: i64, expected: &str, before: &str, after: &str) -> WrittenAnswer {
        let (asked, said) = (vec![Message::new("user", "Which?")], |text: &str| text.to_owned());
        WrittenAnswer {
            id,
            asked,
            expected: said(expected),
            before: said(before),
            after: said(after),
        }
    }

    #[test]
    fn short_answers_are_right_or_wrong() {
        let long = "one two three four five six seven eight nine";
        let all = [
            answer(1, "The desk.", "No idea", "desk"),
            answer(2, "May 2", "May", "May 3"),
            answer(3, long, "", long),
        ];
        let closed = closed(&all).unwrap();
        assert_eq!((closed.n, closed.exact), (2, [0, 1]));
        assert_eq!(closed.overlap, [1.0 / 3.0, 0.75]);
        assert!(closed.low <= 0.75 && closed.high >= 0.75);
        assert_eq!(super::closed(&all[2..]), None);
    }

    #[test]
    fn who_should_not_know_and_says_so_is_counted() {
        let own = answer(1, "I can't see that from here.", "It is free.", "I don't know.");
        let known = answer(2, "Seven days.", "I don't know.", "Seven days.");
        let mut exam = WrittenExam { answers: vec![own, known], ..WrittenExam::default() };
        assert!(modest(&exam).is_empty());
        let said = ["Toast.".to_owned(), "I have no idea.".to_owned()];
        exam.unknown.push(OpenAnswer { question: "What did I eat?".into(), said });
        let all = modest(&exam);
        let admitted: Vec<[bool; 2]> = all.iter().map(|answer| answer.admits).collect();
        assert_eq!(admitted, [[false, true], [false, true]]);
        assert_eq!((&*all[0].question, &*all[1].question), ("What did I eat?", "Which?"));
    }

    #[test]
    fn a_question_is_put_under_the_instructions_of_the_exam() {
        let mut like = answer(1, "x", "", "");
        assert_eq!(put("Why?", Some(&like)), [Message::new("user", "Why?")]);
        like.asked.insert(0, Message::new("system", "Be brief."));
        assert_eq!(put("Why?", Some(&like))[0].content, "Be brief.");
    }

    #[test]
    fn what_is_repeated_of_the_examples_is_told() {
        let letter = "your drill may stay with you until the first of May this year";
        let turns = |role: &str| vec![Message::new("user", "x"), Message::new(role, letter)];
        let texts = HashMap::from([(7, turns("assistant")), (8, turns("user"))]);
        let all = [answer(1, "No.", "", &format!("Yes, {letter}"))];
        let found = repeated(&[7], &texts, &all);
        assert_eq!((found[0].answer, found[0].row, &*found[0].text), (1, 7, letter));
        // A question is no answer of ours.
        assert!(repeated(&[8], &texts, &all).is_empty());
    }

    #[test]
    fn a_row_is_asked_up_to_its_last_answer() {
        let row = [
            Message::new("user", "a"),
            Message::new("assistant", "b"),
            Message::new("user", "c"),
            Message::new("assistant", "d"),
        ];
        let (asked, expected) = question(&row).unwrap();
        assert_eq!((asked.len(), &*expected), (3, "d"));
        let words: Vec<String> = (0..30).map(|i| format!("w{i}")).collect();
        let (asked, expected) = question(&[Message::new("text", words.join(" "))]).unwrap();
        assert!(asked[0].content.ends_with("w19") && expected.starts_with("w20"));
        assert!(question(&[Message::new("text", "too short")]).is_none());
    }
}
