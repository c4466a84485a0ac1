//! What a model would take, told without its weights, against what is measured with them.

mod small;

use attune_engine::data::{Example, Part};
use attune_engine::model::ModelFolder;
use attune_engine::param::Settings;
use attune_engine::task::Material;
use attune_engine::train::{self, Hyper, Request, Speed, Workload, outlook};
use std::path::{Path, PathBuf};

fn starter() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/starter")
}

fn rows() -> Material {
    let part = |i: i64| match i % 10 {
        8 => Part::Validation,
        9 => Part::Test,
        _ => Part::Train,
    };
    let row = |id: i64| {
        let text = format!("Parcel {id} was due on Monday. ").repeat(1 + id as usize % 7);
        let label = if id % 2 == 0 { "late" } else { "lost" };
        Example { id, text, label: label.into(), part: part(id) }
    };
    Material::Labelled((0..120).map(row).collect())
}

/// What an estimate says of the same plan.
fn measured(model: &Path, material: Material) -> train::Estimate {
    let folder = tempfile::tempdir().unwrap();
    let run = folder.path().join("run");
    let request = Request {
        preset: "balanced".into(),
        settings: Settings::default(),
        ..small::request(model, "lora", material)
    };
    train::prepare(&run, &request).unwrap();
    train::estimate(&run).unwrap()
}

/// The outlook's memory over the estimate's.
fn share(model: &Path, material: Material) -> f64 {
    let folder = ModelFolder::open(model).unwrap();
    let workload = Workload::of(&material, model).unwrap();
    let mut asked = Vec::new();
    let speed = &mut |hyper: &Hyper| {
        asked.push(hyper.clone());
        Ok(Speed(1e9))
    };
    let told = outlook(&folder.config, folder.pooling, &workload, speed).unwrap();
    assert_eq!(asked.len(), 1);
    assert!(told.seconds > 1.0);
    told.memory_bytes as f64 / measured(model, material).memory_bytes as f64
}

#[test]
fn memory_agrees_with_the_estimate_of_a_model_that_is_here() {
    let share = share(&starter(), rows());
    assert!((0.85..1.15).contains(&share), "{share}");
}

#[test]
fn every_family_has_an_outlook() {
    let folder = tempfile::tempdir().unwrap();
    for name in small::NAMES {
        let model = folder.path().join(name);
        small::write_model(name, &model);
        for material in [small::dialogues(), small::passages()] {
            let share = share(&model, material);
            // Such models are smaller than the program itself.
            assert!((0.9..1.1).contains(&share), "{name}: {share}");
        }
    }
}

#[test]
fn more_rows_and_larger_models_take_longer() {
    let material = rows();
    let Material::Labelled(some) = &material else { panic!() };
    let less = Material::Labelled(some[..60].to_vec());
    let config = ModelFolder::open(&starter()).unwrap().config;
    let mut deeper = config.clone();
    deeper["num_hidden_layers"] = 12.into();
    let seconds = |material: &Material, config: &serde_json::Value| {
        let workload = Workload::of(material, &starter()).unwrap();
        let pooling = attune_engine::nn::Pooling::Mean;
        outlook(config, pooling, &workload, &mut |_| Ok(Speed(1e9))).unwrap().seconds - 1.0
    };
    let (half, all, twice) =
        (seconds(&less, &config), seconds(&material, &config), seconds(&material, &deeper));
    assert!((1.7..2.3).contains(&(all / half)), "{half} {all}");
    assert!((1.8..2.2).contains(&(twice / all)), "{all} {twice}");
}

#[test]
fn what_can_not_sort_has_no_outlook_for_sorting() {
    let workload = Workload::of(&rows(), &starter()).unwrap();
    let config = serde_json::json!({"model_type": "gpt2"});
    let pooling = attune_engine::nn::Pooling::Cls;
    assert!(outlook(&config, pooling, &workload, &mut |_| Ok(Speed(1e9))).is_err());
}

#[test]
fn this_computers_speed_is_a_number() {
    let mut settings = Settings::default();
    let task = attune_engine::task::CLASSIFY;
    let method = attune_engine::method::find("lora").unwrap();
    for param in train::params_for(task, method) {
        settings.set(param.name, &param.default);
    }
    settings.set("threads", 2);
    settings.set("instructions", "portable");
    let speed = Speed::measure(&Hyper::of(&settings).unwrap()).unwrap();
    assert!(speed.0.is_finite() && speed.0 > 0.0, "{speed:?}");
}
