//! A run that is stopped again and again equals the uninterrupted one bit for bit.

use attune_engine::data::Example;
use attune_engine::param::Settings;
use attune_engine::task::{Material, Tagged};
use attune_engine::train::event::{Event, Part, Record};
use attune_engine::train::{
    Command, Control, Outcome, Request, RunAlways, TagReport, prepare, run,
};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

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

fn part(i: usize) -> Part {
    match i {
        0..22 => Part::Train,
        22..26 => Part::Validation,
        _ => Part::Test,
    }
}

fn sorted() -> Material {
    let say = |i: usize| match i % 2 {
        0 => format!("Where is parcel {i}? It should have come."),
        _ => format!("I want my money back for order {i}."),
    };
    let examples: Vec<Example> = (0..30)
        .map(|i| Example {
            id: i as i64,
            text: say(i),
            label: ["Delivery", "Refund"][i % 2].into(),
            part: part(i),
        })
        .collect();
    examples.into()
}

fn tagged() -> Material {
    let row = |i: usize| Tagged {
        id: i as i64,
        text: ["It came late", "It is broken", "Late and broken too"][i % 3].into(),
        labels: [&["Late"][..], &["Broken"], &["Late", "Broken"]][i % 3]
            .iter()
            .map(|label| label.to_string())
            .collect(),
        part: part(i),
    };
    Material::Tagged { rows: (0..30).map(row).collect(), separator: ";".into() }
}

fn request(material: Material) -> Request {
    let mut settings = Settings::default();
    // 22 rows in batches of 4, two to a step: three steps an epoch, the last of them uneven.
    for (key, value) in [("epochs", "4"), ("batch_size", "4"), ("accumulation", "2")] {
        settings.set(key, value);
    }
    settings.set("head_init", "random");
    settings.set("threads", "2");
    Request {
        model_id: "starter".into(),
        model: PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../assets/starter"),
        method: "lora".into(),
        preset: "quick".into(),
        settings,
        seed: 5,
        material,
        dropped: 0,
        privacy: None,
        reader: None,
    }
}

/// Loss of every step as it was computed last, and the bytes of what was kept and saved.
fn outcome(run: &Path, records: &[Record]) -> (BTreeMap<u64, f64>, Vec<Vec<u8>>) {
    let mut losses = BTreeMap::new();
    for record in records {
        if let Event::Step { step, loss, .. } = &record.event {
            losses.insert(*step, *loss);
        }
    }
    let saved = run.join("checkpoints/step-00000012");
    let files = ["weights.safetensors", "moment1.safetensors", "moment2.safetensors"];
    let mut bytes: Vec<_> = files.iter().map(|f| std::fs::read(saved.join(f)).unwrap()).collect();
    bytes.push(std::fs::read(run.join("best/weights.safetensors")).unwrap());
    (losses, bytes)
}

#[test]
fn stopped_after_every_step_it_ends_as_if_never_stopped() {
    stops_and_goes_on(tempfile::tempdir().unwrap().path(), &request(sorted()));
}

#[test]
fn so_it_does_where_several_labels_hold() {
    let folder = tempfile::tempdir().unwrap();
    stops_and_goes_on(folder.path(), &request(tagged()));
    for name in ["best/thresholds.json", "report/answers.jsonl"] {
        let read = |run: &str| std::fs::read(folder.path().join(run).join(name)).unwrap();
        assert_eq!(read("whole"), read("broken"), "{name}");
    }
    let report = TagReport::load(&folder.path().join("broken")).unwrap();
    assert_eq!((report.scores.len(), report.per_label.len()), (3, 2));
    let broken = &report.per_label[0];
    assert_eq!((broken.label.as_str(), broken.support), ("Broken", 3));
}

/// Makes the run "whole" in one go and "broken" with a stop after every step, and compares them.
fn stops_and_goes_on(folder: &Path, request: &Request) {
    let whole = folder.join("whole");
    prepare(&whole, request).unwrap();
    let mut records = Vec::new();
    run(&whole, &RunAlways, &mut |r| records.push(r.clone())).unwrap();
    let want = outcome(&whole, &records);
    assert_eq!(want.0.len(), 12);

    let broken = folder.join("broken");
    prepare(&broken, request).unwrap();
    let mut records = Vec::new();
    let mut stops = 0;
    loop {
        let stepped = Cell::new(false);
        let control = StopAfterOneStep { stepped: &stepped, polls_to_spare: Cell::new(stops % 2) };
        let ended = run(&broken, &control, &mut |r| {
            stepped.set(stepped.get() || matches!(r.event, Event::Step { .. }));
            records.push(r.clone());
        });
        match ended.unwrap() {
            Outcome::Finished(_) => break,
            Outcome::Interrupted { .. } => stops += 1,
        }
        assert!(stops <= 12, "it does not get on");
    }
    assert!(stops >= 11, "it was stopped only {stops} times");
    let got = outcome(&broken, &records);
    assert_eq!(got.0, want.0, "losses differ");
    assert!(got.1 == want.1, "weights or moments differ");
    let seqs: Vec<u64> = records.iter().map(|r| r.seq).collect();
    assert_eq!(seqs, (0..records.len() as u64).collect::<Vec<_>>(), "the log has gaps");
}
