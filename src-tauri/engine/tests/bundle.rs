//! Whole projects copied, packed into a file and unpacked from one; and files that lie.

mod small;

use attune_engine::bundle::{Contents, duplicate, files, look, pack, relink, size, unpack};
use attune_engine::data::{Columns, Project, ReadOptions, RowFilter, Table};
use attune_engine::error::{Code, Error, Result};
use attune_engine::model::ModelFolder;
use attune_engine::task::Material;
use attune_engine::train::{
    Command, Control, LanguageReport, LanguageSession, ModelRef, Outcome, Recipe, RunAlways,
    name_reader, prepare, run,
};
use std::cell::Cell;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// The entries of an archive with what is in them.
type Entries = Vec<(String, Vec<u8>)>;

struct Bench {
    folder: tempfile::TempDir,
}

/// The places of a test: `model`, `project` and whatever comes of it.
impl Bench {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// An empty folder.
    fn made(&self, name: &str) -> PathBuf {
        let place = self.at(name);
        fs::create_dir_all(&place).unwrap();
        place
    }

    /// A project with rows, steps taken and taken back, and a note.
    fn project(&self) -> Project {
        let file = self.at("letters.csv");
        let rows: String = (0..40).map(|i| format!("letter {i},{}\n", ["A", "B"][i % 2])).collect();
        fs::write(&file, format!("text,label\n{rows}")).unwrap();
        let columns = Columns {
            text: Some("text".into()),
            label: Some("label".into()),
            ..Columns::default()
        };
        let mut project = Project::open(&self.at("project")).unwrap();
        let options = ReadOptions::default();
        project.import(&file, &options, &columns, false, false, &mut |_, _| true).unwrap();
        project.set_name("Letters").unwrap();
        project.set_note("noun", Some("letters")).unwrap();
        project.rename_label("B", "Bills").unwrap();
        project.set_label(3, None).unwrap();
        project.set_label(4, Some("C")).unwrap();
        project.undo().unwrap();
        project
    }

    /// Trains a small model in the project's folder until `control` ends it.
    fn train(&self, material: Material, control: &dyn Control) -> PathBuf {
        let model = self.at("model");
        small::write_model(small::NAMES[2], &model);
        let place = self.at("project/runs/run-1");
        let mut request = small::request(&model, "lora", material);
        request.model_id = "folder-1".into();
        request.reader = Some(model.clone());
        prepare(&place, &request).unwrap();
        run(&place, control, &mut |_| ()).unwrap();
        place
    }

    fn pack(&self, project: &mut Project) -> PathBuf {
        let to = self.at("Letters.attune");
        let scratch = self.made("scratch");
        let bytes = pack(project, &to, &scratch, None, &mut |_, _| Ok(())).unwrap();
        assert_eq!(fs::metadata(&to).unwrap().len(), bytes);
        fs::remove_dir_all(scratch).unwrap();
        to
    }

    fn unpack(&self, file: &Path, into: &str) -> Result<String> {
        let model = self.at("model");
        let mut find = |asked: &ModelRef| {
            let here = ModelFolder::open(&model).ok()?.sha256().ok()?;
            (here == asked.sha256).then(|| ("folder-7".to_string(), model.clone()))
        };
        unpack(file, &self.made(into), None, &mut find, &mut |_, _| Ok(()))
    }

    /// Why a file of these entries is refused.
    fn refused(&self, entries: &Entries) -> Error {
        let file = self.at("lies.attune");
        write_zip(&file, entries);
        let into = self.at("refused");
        let _ = fs::remove_dir_all(&into);
        self.unpack(&file, "refused").unwrap_err()
    }
}

/// Ends after the first step.
struct OneStep(Cell<u32>);

impl Control for OneStep {
    fn poll(&self) -> Command {
        self.0.set(self.0.get() + 1);
        if self.0.get() > 3 { Command::Interrupt } else { Command::Continue }
    }
}

/// All that a person sees of the rows, before and after going back and forth.
fn seen(project: &mut Project) -> Vec<String> {
    let mut seen = Vec::new();
    for step in 0..4 {
        match step {
            1 => drop(project.redo().unwrap()),
            2 | 3 => drop(project.undo().unwrap()),
            _ => {}
        }
        seen.push(format!("{:?}", project.summary().unwrap()));
        seen.push(format!("{:?}", project.rows(&RowFilter::default(), 0, 100).unwrap()));
        seen.push(format!("{:?}", project.history(50).unwrap()));
        seen.push(project.data_hash().unwrap());
    }
    seen
}

/// Every file of the runs with its content, but for those that name places.
fn contents(project: &Path) -> Vec<(String, Vec<u8>)> {
    let items = files(project).unwrap().into_iter();
    let read = |path: &str| fs::read(project.join(path)).unwrap();
    items
        .filter(|item| !["recipe.json", "facts.json"].iter().any(|name| item.path.ends_with(name)))
        .map(|item| (item.path.clone(), read(&item.path)))
        .collect()
}

#[test]
fn a_project_comes_out_of_its_file_as_it_went_in() {
    let bench = Bench::new();
    let mut project = bench.project();
    let run = bench.train(small::dialogues(), &RunAlways);
    for stray in ["worker.log", "worker.lock", "control.json", ".half.part"] {
        fs::write(run.join(stray), "of this computer").unwrap();
    }
    fs::create_dir_all(bench.at("project/runs/run-2")).unwrap();
    fs::write(bench.at("project/exports.json"), "[]").unwrap();
    let file = bench.pack(&mut project);

    let known = look(&file).unwrap().unwrap();
    assert_eq!((known.name.as_str(), known.rows, known.runs), ("Letters", 40, 1));
    let about = size(&project).unwrap();
    assert!(known.bytes.abs_diff(about) * 20 < about, "{} for {about}", known.bytes);
    let home = bench.folder.path().display().to_string();
    let entries = read_zip(&file);
    for (name, content) in &entries {
        assert!(!content.windows(home.len()).any(|at| at == home.as_bytes()), "a path in {name}");
        let stays = ["worker", "control", "part", "exports", "lock", "run-2"];
        assert!(stays.iter().all(|word| !name.contains(word)), "{name} travelled");
    }

    assert_eq!(bench.unpack(&file, "other").unwrap(), "Letters");
    let other = bench.at("other");
    assert_eq!(contents(&other), contents(&bench.at("project")));
    let facts = |project: &str| fs::read_to_string(bench.at(project).join("runs/run-1/facts.json"));
    assert!(facts("project").unwrap().contains("reader"));
    assert!(!facts("other").unwrap().contains("reader"));
    name_reader(&other.join("runs/run-1"), &bench.at("model")).unwrap();
    assert_eq!(facts("other").unwrap(), facts("project").unwrap());
    let recipe = Recipe::load(&other.join("runs/run-1")).unwrap();
    assert_eq!((recipe.model.id.as_str(), &recipe.model.path), ("folder-7", &bench.at("model")));
    let changed = |project: &Path| {
        let recipe = project.join("runs/run-1/recipe.json");
        recipe.metadata().unwrap().modified().unwrap().elapsed().unwrap().as_secs()
    };
    assert!(changed(&other).abs_diff(changed(&bench.at("project"))) < 2);
    LanguageReport::load(&other.join("runs/run-1")).unwrap();
    LanguageSession::open_kept(&other.join("runs/run-1")).unwrap();
    let mut opened = Project::open(&other).unwrap();
    assert_eq!(opened.note("noun").unwrap().as_deref(), Some("letters"));
    assert_eq!(seen(&mut opened), seen(&mut project));
    // It is not taken for an archive of documents.
    let error = Table::open(&file, &ReadOptions::default()).err().unwrap();
    assert_eq!(error.what, "This file is a whole project, not examples");
}

#[test]
fn a_model_that_is_not_here_is_found_once_it_is() {
    let bench = Bench::new();
    let mut project = bench.project();
    bench.train(small::dialogues(), &RunAlways);
    let file = bench.pack(&mut project);
    let model = bench.at("model");
    fs::rename(&model, bench.at("away")).unwrap();
    bench.unpack(&file, "other").unwrap();
    let run = bench.at("other/runs/run-1");
    // Known by its folder's name: the number in the list was another computer's.
    assert_eq!(Recipe::load(&run).unwrap().model.id, "model");
    let error = LanguageSession::open_kept(&run).err().unwrap();
    assert_eq!(
        (error.code, error.what.as_str()),
        (Code::NotFound, "The model this was tuned from is not here")
    );
    relink(&bench.at("other"), &mut |_| None).unwrap();
    assert!(LanguageSession::open_kept(&run).is_err());
    fs::rename(bench.at("away"), &model).unwrap();
    relink(&bench.at("other"), &mut |_| Some(("folder-2".into(), model.clone()))).unwrap();
    LanguageSession::open_kept(&run).unwrap();
}

#[test]
fn a_copy_has_all_of_a_project_that_is_open_and_its_run_goes_on() {
    let bench = Bench::new();
    let mut project = bench.project();
    let run_1 = bench.train(small::passages(), &OneStep(Cell::new(0)));
    let copy = bench.made("copy");
    let mut heard = Vec::new();
    duplicate(&mut project, "Letters (copy)", &copy, None, &mut |done, total| {
        heard.push((done, total));
        Ok(())
    })
    .unwrap();
    assert!(heard.iter().all(|(done, total)| done <= total));
    assert_eq!(heard.last().map(|(done, total)| done == total), Some(true));
    assert_eq!(contents(&copy), contents(&bench.at("project")));
    let mut copied = Project::open(&copy).unwrap();
    assert_eq!(copied.name().unwrap().as_deref(), Some("Letters (copy)"));
    assert_eq!(project.name().unwrap().as_deref(), Some("Letters"));
    assert_eq!(seen(&mut copied), seen(&mut project));
    // What is done to one is not done to the other.
    copied.set_label(1, None).unwrap();
    assert_ne!(seen(&mut copied), seen(&mut project));
    let kept = |run_1: &Path| {
        assert!(matches!(run(run_1, &RunAlways, &mut |_| ()).unwrap(), Outcome::Finished(_)));
        fs::read(run_1.join("best/weights.safetensors")).unwrap()
    };
    assert_eq!(kept(&copy.join("runs/run-1")), kept(&run_1));
}

#[test]
fn what_is_called_off_or_has_no_room_leaves_nothing() {
    let bench = Bench::new();
    let mut project = bench.project();
    bench.train(small::dialogues(), &RunAlways);
    let before = contents(&bench.at("project"));
    let stop = || Error::new(Code::Interrupted, "You stopped this");
    let (to, scratch) = (bench.at("Letters.attune"), bench.made("scratch"));
    for limit in [0, 1, 5] {
        let mut calls = 0;
        let mut hear = |_, _| {
            calls += 1;
            if calls > limit { Err(stop()) } else { Ok(()) }
        };
        let error = pack(&mut project, &to, &scratch, None, &mut hear).unwrap_err();
        assert_eq!(error.code, Code::Interrupted);
        let _ = fs::remove_file(scratch.join("project.db"));
        let copy = bench.made(&format!("copy-{limit}"));
        let error = duplicate(&mut project, "x", &copy, None, &mut |_, _| Err(stop())).unwrap_err();
        assert_eq!(error.code, Code::Interrupted);
    }
    let error = pack(&mut project, &to, &scratch, Some(1000), &mut |_, _| Ok(())).unwrap_err();
    assert_eq!(error.code, Code::DiskFull);
    let left = fs::read_dir(bench.folder.path()).unwrap().flatten();
    let left: Vec<_> = left.map(|entry| entry.file_name().into_string().unwrap()).collect();
    assert!(left.iter().all(|name| !name.contains("attune")), "{left:?}");
    assert_eq!(contents(&bench.at("project")), before);
    project.summary().unwrap();
}

#[test]
fn a_file_that_lies_is_refused_in_plain_words() {
    let bench = Bench::new();
    let mut project = bench.project();
    bench.train(small::dialogues(), &RunAlways);
    let honest = read_zip(&bench.pack(&mut project));
    let with = |name: &str, change: &dyn Fn(&mut Entries)| {
        let mut entries = honest.clone();
        change(&mut entries);
        let error = bench.refused(&entries);
        assert!(error.safe.is_some() && error.advice.is_some(), "{name}: {error:?}");
        assert!(!error.where_.clone().unwrap_or_default().contains('/'), "{name}: {error:?}");
        error
    };
    for path in ["../evil", "/etc/evil", "runs/run-1/../../evil", "evil.txt", "C:evil", "a\\b"] {
        let error = with(path, &|entries| listed(entries, path, b"x"));
        assert!(error.what.contains("is no part of a project"), "{path}: {error:?}");
        // Not named in the list, it is refused all the same.
        with(path, &|entries| entries.push((path.into(), b"x".to_vec())));
    }
    let twice = with("twice", &|entries| {
        listed(entries, "runs/run-1/a", b"x");
        listed(entries, "runs/run-1/A", b"y");
    });
    assert_eq!(twice.what, "The project file is damaged or not whole");
    let lacks = with("lacks", &|entries| entries.retain(|(name, _)| name != "project.db"));
    assert_eq!(lacks.what, "The project file is damaged or not whole");
    let bomb = with("bomb", &|entries| listed(entries, "runs/run-1/a", &vec![0; 80 << 20]));
    assert!(bomb.what.contains("far more than a project holds"), "{bomb:?}");
    let newer = with("newer", &|entries| entries[1].1 = br#"{"v":99,"all":"new"}"#.to_vec());
    assert_eq!(newer.code, Code::TooNew);
    for (name, database) in bad_databases(&bench) {
        let error = with(name, &|entries| listed(entries, "project.db", &database));
        let want = if name == "newer" { Code::TooNew } else { Code::BadFile };
        assert_eq!(error.code, want, "{name}: {error:?}");
    }
    for recipe in ["", "{}", "[]", r#"{"v":1}"#] {
        with(recipe, &|entries| listed(entries, "runs/run-1/recipe.json", recipe.as_bytes()));
    }
}

/// Puts a file into the archive and into its list.
fn listed(entries: &mut Entries, path: &str, content: &[u8]) {
    let (_, list) = entries.iter_mut().find(|(name, _)| name == "project.json").unwrap();
    let mut all: serde_json::Value = serde_json::from_slice(list).unwrap();
    let files = all["files"].as_array_mut().unwrap();
    files.retain(|file| file["path"] != path);
    files.push(serde_json::json!({ "path": path, "bytes": content.len(), "changed": 0 }));
    *list = serde_json::to_vec(&all).unwrap();
    entries.retain(|(name, _)| name != path);
    entries.push((path.into(), content.to_vec()));
}

#[test]
fn where_a_model_is_said_to_be_is_not_believed() {
    let bench = Bench::new();
    let mut project = bench.project();
    bench.train(small::dialogues(), &RunAlways);
    let mut entries = read_zip(&bench.pack(&mut project));
    let recipe = entries.iter().find(|(name, _)| name.ends_with("recipe.json")).unwrap().1.clone();
    let recipe = String::from_utf8(recipe).unwrap().replace("\"path\": \"\"", r#""path": "/etc""#);
    assert!(recipe.contains("/etc"));
    listed(&mut entries, "runs/run-1/recipe.json", recipe.as_bytes());
    let file = bench.at("lies.attune");
    write_zip(&file, &entries);
    unpack(&file, &bench.made("placed"), None, &mut |_| None, &mut |_, _| Ok(())).unwrap();
    let placed = Recipe::load(&bench.at("placed/runs/run-1")).unwrap();
    assert_eq!(placed.model.path, PathBuf::new());
}

#[test]
fn a_run_of_a_later_version_travels_and_one_without_a_recipe_stays() {
    let bench = Bench::new();
    let mut project = bench.project();
    let run = bench.train(small::dialogues(), &RunAlways);
    let text = fs::read_to_string(run.join("recipe.json")).unwrap();
    let mut later: serde_json::Value = serde_json::from_str(&text).unwrap();
    later["v"] = 99.into();
    fs::write(run.join("recipe.json"), later.to_string()).unwrap();
    let broken = bench.made("project/runs/run-2");
    fs::write(broken.join("recipe.json"), "{").unwrap();
    bench.unpack(&bench.pack(&mut project), "other").unwrap();
    let other = fs::read_to_string(bench.at("other/runs/run-1/recipe.json")).unwrap();
    let other: serde_json::Value = serde_json::from_str(&other).unwrap();
    later["model"]["path"] = "".into();
    assert_eq!(other, later);
    assert!(!bench.at("other/runs/run-2").exists());
}

fn bad_databases(bench: &Bench) -> Vec<(&'static str, Vec<u8>)> {
    let make = |name: &'static str, change: &str| {
        let path = bench.made(name);
        drop(Project::open(&path).unwrap());
        let db = rusqlite::Connection::open(path.join("project.db")).unwrap();
        db.execute_batch(change).unwrap();
        drop(db);
        (name, fs::read(path.join("project.db")).unwrap())
    };
    vec![
        ("none", b"no database, but long enough to be looked at".repeat(200)),
        ("empty", Vec::new()),
        make("trigger", "CREATE TRIGGER t AFTER INSERT ON row BEGIN DELETE FROM row; END;"),
        make("view", "DROP VIEW live; CREATE VIEW live AS SELECT *, 0 AS test_only FROM row;"),
        make("newer", "PRAGMA user_version = 99;"),
        make("older", "PRAGMA user_version = 0;"),
        make("lacks", "DROP TABLE kept;"),
    ]
}

#[test]
fn a_torn_or_scratched_file_is_refused_and_never_panics() {
    let bench = Bench::new();
    let mut project = bench.project();
    let file = bench.pack(&mut project);
    let whole = fs::read(&file).unwrap();
    let torn = bench.at("torn.attune");
    for length in (0..whole.len()).step_by(whole.len() / 40 + 1) {
        fs::write(&torn, &whole[..length]).unwrap();
        let _ = fs::remove_dir_all(bench.at("torn"));
        bench.unpack(&torn, "torn").unwrap_err();
    }
    let mut refused = 0;
    for at in (0..whole.len()).step_by(whole.len() / 60 + 1) {
        let mut scratched = whole.clone();
        scratched[at] ^= 0x55;
        fs::write(&torn, &scratched).unwrap();
        let _ = fs::remove_dir_all(bench.at("torn"));
        refused += usize::from(bench.unpack(&torn, "torn").is_err());
    }
    assert!(refused > 50, "only {refused} were noticed");
    for other in ["letters.csv", "model/config.json"] {
        small::write_model(small::NAMES[2], &bench.at("model"));
        assert_eq!(look(&bench.at(other)).unwrap(), None::<Contents>);
    }
    assert_eq!(look(&bench.at("project")).unwrap(), None);
    let error = bench.unpack(&bench.at("letters.csv"), "torn-2").unwrap_err();
    assert_eq!(error.what, "This file is not a project of Attune");
}

/// A ZIP archive of these entries, in this order; the first one is not packed.
fn write_zip(to: &Path, entries: &Entries) {
    let mut zip = zip::ZipWriter::new(fs::File::create(to).unwrap());
    for (at, (name, content)) in entries.iter().enumerate() {
        let method = match at {
            0 => zip::CompressionMethod::Stored,
            _ => zip::CompressionMethod::Deflated,
        };
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap();
}

/// The entries of a ZIP archive with what is in them.
fn read_zip(from: &Path) -> Entries {
    let mut zip = zip::ZipArchive::new(fs::File::open(from).unwrap()).unwrap();
    let all = 0..zip.len();
    let read = |at| {
        let mut entry = zip.by_index(at).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        (entry.name().to_owned(), content)
    };
    all.map(read).collect()
}
