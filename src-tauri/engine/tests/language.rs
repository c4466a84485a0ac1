//! Whole runs of models that write: they learn, are stopped and go on, and are saved.

mod small;

use attune_engine::check::{Corpus, Look, finding};
use attune_engine::data::{Goal, Message, RawRow};
use attune_engine::export::export;
use attune_engine::task::Material;
use attune_engine::train::event::{Event, Record, Stage};
use attune_engine::train::{
    Command, Control, LanguageReport, LanguageSession, Outcome, RunAlways, mean_loss, prepare, run,
};
use small::{NAMES, dialogues, passages, request, write_model};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;

/// Lets one step pass, then stops: before the next one, or between its two batches.
struct StopAfterOneStep<'a> {
    stepped: &'a Cell<bool>,
    polls_to_spare: Cell<u32>,
}

impl Control for StopAfterOneStep<'_> {
    fn poll(&self) -> Command {
        if !self.stepped.get() {
            return Command::Continue;
        }
        match self.polls_to_spare.get() {
            0 => Command::Interrupt,
            n => {
                self.polls_to_spare.set(n - 1);
                Command::Continue
            }
        }
    }
}

fn whole(folder: &Path) -> Vec<Record> {
    let mut records = Vec::new();
    let ended = run(folder, &RunAlways, &mut |r| records.push(r.clone())).unwrap();
    assert!(matches!(ended, Outcome::Finished(_)));
    records
}

/// Stopped after every step, and gone on with.
fn in_pieces(folder: &Path) -> Vec<Record> {
    let mut records = Vec::new();
    for stops in 0..20 {
        let stepped = Cell::new(false);
        let control = StopAfterOneStep { stepped: &stepped, polls_to_spare: Cell::new(stops % 2) };
        let ended = run(folder, &control, &mut |r| {
            stepped.set(stepped.get() || matches!(r.event, Event::Step { .. }));
            records.push(r.clone());
        });
        if let Outcome::Finished(_) = ended.unwrap() {
            assert!(stops >= 4, "it was stopped only {stops} times");
            return records;
        }
    }
    panic!("it does not get on");
}

/// Loss of every step as it was computed last, and the bytes of what was kept and saved.
fn outcome(folder: &Path, records: &[Record]) -> (BTreeMap<u64, f64>, Vec<Vec<u8>>) {
    let mut losses = BTreeMap::new();
    for record in records {
        if let Event::Step { step, loss, .. } = &record.event {
            losses.insert(*step, *loss);
        }
    }
    let saved = folder.join(format!("checkpoints/step-{:08}", losses.len()));
    let files = ["weights.safetensors", "moment1.safetensors", "moment2.safetensors"];
    let mut bytes: Vec<_> = files.iter().map(|f| std::fs::read(saved.join(f)).unwrap()).collect();
    bytes.push(std::fs::read(folder.join("best/weights.safetensors")).unwrap());
    (losses, bytes)
}

fn resumes(name: &str, method: &str, material: Material) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    write_model(name, &at("model"));
    prepare(&at("whole"), &request(&at("model"), method, material.clone())).unwrap();
    let want = outcome(&at("whole"), &whole(&at("whole")));
    assert!(want.0.len() >= 6, "{name}, {method}: {} steps", want.0.len());
    prepare(&at("broken"), &request(&at("model"), method, material)).unwrap();
    let got = outcome(&at("broken"), &in_pieces(&at("broken")));
    assert_eq!(got.0, want.0, "{name}, {method}: losses differ");
    assert!(got.1 == want.1, "{name}, {method}: weights or moments differ");
}

#[test]
fn a_stopped_run_of_every_family_and_method_ends_as_if_never_stopped() {
    for name in NAMES {
        for method in ["lora", "full", "partial"] {
            resumes(name, method, dialogues());
        }
    }
}

#[test]
fn texts_that_are_gone_on_from_resume_too() {
    resumes("llama", "lora", passages());
}

#[test]
fn it_learns_and_says_what_it_is_worth() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    write_model("llama", &at("model"));
    for (task, material) in [("chat", dialogues()), ("continue", passages())] {
        let out = at(task);
        let recipe = prepare(&out, &request(&at("model"), "lora", material.clone())).unwrap();
        assert_eq!((recipe.task.as_str(), recipe.labels.len()), (task, 0));
        let records = whole(&out);
        let untuned = records.iter().any(|r| {
            matches!(&r.event, Event::Evaluated { stage: Stage::Untuned, metrics, .. }
                if metrics.perplexity.is_some() && metrics.accuracy.is_none())
        });
        assert!(untuned, "{task}: the model as it came was not measured");
        let report = LanguageReport::load(&out).unwrap();
        assert_eq!(report.kept, Stage::Tuning, "{task}");
        assert!(report.after.loss < report.before.loss - 0.5, "{task}: {report:?}");
        assert!(report.after.low <= report.after.perplexity, "{report:?}");
        assert!(report.after.perplexity <= report.after.high, "{report:?}");
        assert!((report.after.perplexity - report.after.loss.exp()).abs() < 1e-9);

        // The same rows asked again give the same figure, whatever their parts were.
        let (mut session, _) = LanguageSession::open_kept(&out).unwrap();
        let texts = session.encode(&out, &material).unwrap();
        assert_eq!(texts.sources, 16);
        let all = session.surprise(&texts, &mut |_| true).unwrap();
        let test = &all[14..];
        assert!((mean_loss(test) - report.after.loss).abs() < 1e-6, "{task}");
    }
}

#[test]
fn a_complete_model_and_its_run_are_equally_surprised() {
    for name in NAMES {
        for method in ["lora", "full"] {
            let folder = tempfile::tempdir().unwrap();
            let at = |name: &str| folder.path().join(name);
            write_model(name, &at("model"));
            prepare(&at("run"), &request(&at("model"), method, dialogues())).unwrap();
            whole(&at("run"));
            export(&at("run"), "merged", &at("merged"), None, &mut |_, _| Ok(())).unwrap();
            // A run from the saved model, untuned.
            prepare(&at("next"), &request(&at("merged"), "lora", dialogues())).unwrap();
            let (mut kept, _) = LanguageSession::open_kept(&at("run")).unwrap();
            let mut saved = LanguageSession::open(&at("next")).unwrap();
            let texts = kept.encode(&at("run"), &dialogues()).unwrap();
            assert_eq!(saved.encode(&at("next"), &dialogues()).unwrap(), texts);
            let [kept, saved] = [&mut kept, &mut saved]
                .map(|session| mean_loss(&session.surprise(&texts, &mut |_| true).unwrap()));
            assert!((kept - saved).abs() < 1e-4 * kept, "{name}, {method}: {kept}, {saved}");
        }
    }
}

#[test]
fn what_is_too_long_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    write_model("llama", &at("model"));
    let mut request = request(&at("model"), "lora", dialogues());
    request.settings.set("max_length", "12");
    prepare(&at("run"), &request).unwrap();
    let told = whole(&at("run")).into_iter().find_map(|record| match record.event {
        Event::Warning { what, .. } => Some(what),
        _ => None,
    });
    assert!(told.unwrap().contains("longer than 12 tokens"));
}

#[test]
fn a_method_of_no_use_and_a_model_that_only_sorts_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    write_model("llama", &at("model"));
    let head = prepare(&at("run"), &request(&at("model"), "head", dialogues()));
    assert!(head.unwrap_err().what.contains("head"));
    let starter = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/starter");
    let sorts = prepare(&at("run"), &request(&starter, "lora", dialogues()));
    assert!(sorts.unwrap_err().what.contains("can't write"));
    assert!(!at("run").exists());
}

fn conversation(id: i64, said: &[&str]) -> RawRow {
    let roles = ["user", "assistant"].into_iter().cycle();
    let turns: Vec<Message> =
        roles.zip(said).map(|(role, text)| Message::new(role, *text)).collect();
    let text = serde_json::to_string(&turns).unwrap();
    RawRow { id, text, label: Some(String::new()), part: None }
}

#[test]
fn an_answer_that_is_cut_is_found_and_a_long_question_alone_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let model = folder.path().join("model");
    write_model(NAMES[0], &model);
    let long = "we are sorry please tell us the number ".repeat(12);
    let corpus = Corpus::of_conversations(vec![
        conversation(1, &["where is my parcel", "it comes on monday"]),
        conversation(2, &["where is my parcel", &long]),
        conversation(3, &["where is my parcel", "it comes on monday", &long]),
        conversation(4, &[&long, "it comes on monday"]),
    ]);
    let look = Look { model: &model, trained: &model, cache: None, limit: 40 };
    let found = finding("long_answers").unwrap();
    assert!(found.fits(Goal::Chat) && !found.fits(Goal::Classify));
    let hits = found.find(&corpus, Some(&look), &mut |_, _, _| Ok(())).unwrap();
    let rows: Vec<usize> = hits.iter().map(|hit| hit.row).collect();
    assert_eq!(rows, [1, 3]);
    for hit in &hits {
        let letters = corpus.items[hit.row].text.chars().count();
        assert!(hit.marks[0].from < letters && hit.marks[0].to == letters, "{:?}", hit.marks);
    }
}
