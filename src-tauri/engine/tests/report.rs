//! Drawings: every chart and the summary become files that others can read, with the person's own
//! names in them.

use attune_engine::error::Code;
use attune_engine::metric::{Confusion, Scores};
use attune_engine::report::{CHARTS, Material, Picture, chart, summary};
use attune_engine::train::event::{Best, Event, Part, Record, Stage, VERSION};
use attune_engine::train::report::{StageScore, class_scores};

fn labels() -> Vec<String> {
    ["Delivery", "<b>Refund & money</b>", "Side effect of a very long name indeed"]
        .map(String::from)
        .to_vec()
}

fn evaluated(step: u64, split: Part, stage: Stage, loss: f64, f1: f64) -> Event {
    let metrics = Scores {
        n: 60,
        loss: Some(loss),
        accuracy: Some(f1),
        macro_f1: Some(f1),
        micro_f1: None,
        perplexity: None,
    };
    Event::Evaluated { step, epoch: step as f64 / 25.0, split, stage, metrics, best: true }
}

/// A run of a hundred steps and four passes, with a resume that voids ten steps.
fn records() -> Vec<Record> {
    let mut events = vec![
        Event::Prepared {
            train: 400,
            validation: 60,
            test: 60,
            dropped: 0,
            truncated: 0,
            labels: labels(),
            trainable: 1000,
            total: 10_000,
            steps: 100,
            epochs: 4.0,
            est_bytes: 0,
        },
        evaluated(0, Part::Validation, Stage::Majority, 1.0, 0.22),
        evaluated(0, Part::Validation, Stage::QuickHead, 0.7, 0.71),
    ];
    let step = |step: u64| Event::Step {
        step,
        epoch: step as f64 / 25.0,
        loss: 1.1 * (-(step as f64) / 40.0).exp() + 0.08 * ((step * 7 % 5) as f64 / 5.0),
        lr: 1e-4,
        grad_norm: 1.0,
        tokens_per_s: 1000.0,
        mem_bytes: 1,
        eta_s: 1.0,
    };
    for at in 1..=50 {
        events.push(step(at));
    }
    events.push(Event::Resumed { step: 40 });
    for at in 41..=100 {
        events.push(step(at));
        if at % 10 == 0 {
            let at_f = at as f64;
            let f1 = 0.75 + 0.2 * (at_f / 80.0).min(1.0) - 0.002 * (at_f - 80.0).max(0.0);
            events.push(evaluated(at, Part::Validation, Stage::Tuning, 1.0 - f1 + 0.2, f1));
        }
    }
    let best = Best { step: 80, macro_f1: 0.95, loss: None, stage: Stage::Tuning };
    events.push(Event::Finished { best, step: 100, stopped_early: false });
    let record = |(seq, event)| Record { v: VERSION, seq, elapsed_ms: 10 * seq, event };
    (0..).zip(events).map(record).collect()
}

fn material() -> Material {
    let counts = [vec![18, 2, 0], vec![3, 25, 1], vec![0, 1, 10]];
    let pairs = counts.iter().enumerate().flat_map(|(truth, row)| {
        row.iter().enumerate().flat_map(move |(predicted, count)| {
            std::iter::repeat_n((truth as u32, predicted as u32), *count)
        })
    });
    let confusion = Confusion::new(3, pairs);
    let scores = Scores::of(&confusion, Some(0.3));
    let score = |stage| StageScore::of(stage, &scores, &confusion);
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Material {
        project: "Messages & more".into(),
        records: records(),
        scores: vec![score(Stage::Majority), score(Stage::QuickHead), score(Stage::Kept)],
        labels: labels(),
        per_class: class_scores(&confusion, &labels()),
        confusion: confusion.counts.clone(),
        left_out: 3,
        trained: vec![pair("Model", "starter"), pair("Time", "6 minutes")],
        data: vec![pair("Rows learned from", "400")],
        recipe: (0..18).map(|i| pair(&format!("Setting {i}"), "0.0001")).collect(),
        ..Default::default()
    }
}

/// Text elements, in their order, and a check that every tag is closed.
fn texts(svg: &str) -> Vec<String> {
    let mut open = Vec::new();
    let mut texts = Vec::new();
    let mut rest = svg;
    while let Some(at) = rest.find('<') {
        let between = rest[..at].trim();
        if open.last() == Some(&"text") && !between.is_empty() {
            texts.push(between.to_owned());
        }
        let end = at + rest[at..].find('>').expect("a tag ends");
        let tag = &rest[at + 1..end];
        let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap_or_default();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "closed in another order");
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "left open: {open:?}");
    texts
}

/// Size and the share of pixels that are not paper.
fn inspect(png_bytes: &[u8]) -> (u32, u32, f64) {
    let decoder = png::Decoder::new(std::io::Cursor::new(png_bytes));
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let drawn = pixels.chunks_exact(3).filter(|pixel| *pixel != [255; 3]).count();
    (info.width, info.height, drawn as f64 / f64::from(info.width * info.height))
}

fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("ATTUNE_DRAWINGS") {
        std::fs::write(std::path::Path::new(&folder).join(name), bytes).unwrap();
    }
}

#[test]
fn every_chart_is_drawn_in_both_formats() {
    let material = material();
    for known in CHARTS {
        assert_eq!((known.unavailable)(&material), None);
        let svg = chart(known.id, &material, Picture::Svg).unwrap();
        keep(&format!("{}.svg", known.id), &svg);
        let svg = String::from_utf8(svg).unwrap();
        let found = texts(&svg);
        assert_eq!(found[0], known.title);
        assert!(svg.contains("<title>") && svg.contains("Messages &amp; more"));
        assert!(!svg.contains("<b>"), "a category's name became a tag");
        let png = chart(known.id, &material, Picture::Png).unwrap();
        keep(&format!("{}.png", known.id), &png);
        let (width, height, drawn) = inspect(&png);
        let size = (known.size)(&material);
        assert_eq!((width, height), (2 * size.0, 2 * size.1));
        assert!((0.005..0.9).contains(&drawn), "{} is {drawn} full", known.id);
    }
}

#[test]
fn a_chart_says_what_the_events_say() {
    let svg = String::from_utf8(chart("f1", &material(), Picture::Svg).unwrap()).unwrap();
    let found = texts(&svg);
    for text in ["Kept 95%", "Before training 71%", "Majority guess 22%"] {
        assert!(found.iter().any(|found| found == text), "no '{text}' in {found:?}");
    }
    let svg = String::from_utf8(chart("confusion", &material(), Picture::Svg).unwrap()).unwrap();
    for count in ["18", "25", "10", "3"] {
        assert!(texts(&svg).iter().any(|found| found == count), "no {count}");
    }
}

#[test]
fn the_summary_is_one_page_in_any_language() {
    let mut material = material();
    material.words.0.insert("summary.right".into(), "{right} von {n} richtig".into());
    let svg = summary(&material, Picture::Svg).unwrap();
    keep("summary.svg", &svg);
    let found = texts(std::str::from_utf8(&svg).unwrap());
    for text in ["53 von 60 richtig", "Training summary", "Setting 17", "400"] {
        assert!(found.iter().any(|found| found == text), "no '{text}' in {found:?}");
    }
    let png = summary(&material, Picture::Png).unwrap();
    keep("summary.png", &png);
    let (width, height, drawn) = inspect(&png);
    assert_eq!((width, height), (2 * 794, 2 * 1123));
    assert!(drawn > 0.01);
}

#[test]
fn what_is_not_there_is_not_drawn() {
    let empty = Material::default();
    for known in CHARTS {
        let error = chart(known.id, &empty, Picture::Svg).unwrap_err();
        assert_eq!(error.code, Code::Unsupported, "{}", known.id);
    }
    assert_eq!(chart("pie", &empty, Picture::Svg).unwrap_err().code, Code::BadSetting);
}
