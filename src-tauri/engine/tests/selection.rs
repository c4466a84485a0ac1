//! A run that learns from a few of its rows: which, and that a stop changes nothing.

mod small;

use attune_engine::error::Code;
use attune_engine::task::Material;
use attune_engine::train::event::{Event, Record};
use attune_engine::train::{Command, Control, Outcome, RunAlways, estimate, prepare, run};
use small::{NAMES, dialogues, passages, request, write_model};
use std::cell::Cell;
use std::path::{Path, PathBuf};

const COUNT: usize = 5;

fn starter() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/starter")
}

fn prepared(folder: &Path, name: &str, material: Material, reader: Option<PathBuf>) -> PathBuf {
    let model = folder.join("model");
    if !model.exists() {
        write_model(NAMES[0], &model);
    }
    let mut request = request(&model, "lora", material);
    request.settings.set("examples", COUNT);
    request.reader = reader;
    let out = folder.join(name);
    prepare(&out, &request).unwrap();
    out
}

fn events(folder: &Path, control: &dyn Control) -> (Outcome, Vec<Event>) {
    let mut events = Vec::new();
    let ended = run(folder, control, &mut |r: &Record| events.push(r.event.clone())).unwrap();
    (ended, events)
}

fn rows(events: &[Event]) -> (usize, usize, usize) {
    let found = events.iter().find_map(|event| match event {
        Event::Prepared { train, validation, test, .. } => Some((*train, *validation, *test)),
        _ => None,
    });
    found.expect("it was prepared")
}

/// Ends the run the first time it is asked.
struct AtOnce(Cell<bool>);
impl Control for AtOnce {
    fn poll(&self) -> Command {
        if self.0.replace(false) { Command::Interrupt } else { Command::Continue }
    }
}

#[test]
fn it_learns_from_as_many_as_were_asked_for() {
    for (name, material) in [("chat", dialogues()), ("continue", passages())] {
        let folder = tempfile::tempdir().unwrap();
        let out = prepared(folder.path(), name, material, Some(starter()));
        // Before anything was chosen, an estimate takes as many.
        let before = estimate(&out).unwrap();
        assert!(!out.join("chosen.json").exists());
        assert_eq!(before.fewer, None);
        let (ended, events) = events(&out, &RunAlways);
        assert!(matches!(ended, Outcome::Finished(_)));
        assert!(matches!(events[0], Event::Choosing { done: 0, count: COUNT, .. }), "{events:?}");
        // The exams are those of all rows.
        assert_eq!(rows(&events), (COUNT, 3, 2), "{name}");
        let text = std::fs::read_to_string(out.join("chosen.json")).unwrap();
        let chosen: Vec<i64> = serde_json::from_str(&text).unwrap();
        assert_eq!(chosen.len(), COUNT);
        assert!(chosen.iter().all(|id| (0..11).contains(id)), "{chosen:?}");
        assert_eq!(estimate(&out).unwrap().steps, before.steps);
    }
}

#[test]
fn stopped_while_choosing_it_begins_anew_and_chooses_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let whole = prepared(folder.path(), "whole", dialogues(), Some(starter()));
    let (_, want) = events(&whole, &RunAlways);
    let broken = prepared(folder.path(), "broken", dialogues(), Some(starter()));
    let (ended, first) = events(&broken, &AtOnce(Cell::new(true)));
    assert_eq!(ended, Outcome::Interrupted { step: 0 });
    assert!(matches!(first.last(), Some(Event::Interrupted { step: 0 })));
    assert!(!broken.join("chosen.json").exists());
    let (ended, got) = events(&broken, &RunAlways);
    assert!(matches!(ended, Outcome::Finished(_)));
    let losses = |events: &[Event]| -> Vec<f64> {
        let loss = |event: &Event| match event {
            Event::Step { loss, .. } => Some(*loss),
            _ => None,
        };
        events.iter().filter_map(loss).collect()
    };
    assert_eq!(losses(&got), losses(&want));
    assert!(!losses(&got).is_empty());
}

#[test]
fn without_a_model_to_choose_with_it_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let out = prepared(folder.path(), "run", dialogues(), None);
    let error = run(&out, &RunAlways, &mut |_| ()).unwrap_err();
    assert_eq!(error.code, Code::BadSetting);
    assert!(error.advice.unwrap().contains("examples to 0"));
}
