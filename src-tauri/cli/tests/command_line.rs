//! The program as a script uses it: exit status, what is on stdout, what is left on disk.

use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const SMALL: [&str; 4] = ["epochs=1", "batch_size=8", "max_length=8", "threads=1"];

fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_attune-cli"));
    program.env("ATTUNE_ASSETS", Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets"));
    program
}

fn output(words: &[&str]) -> Output {
    program().args(words).output().unwrap()
}

/// Forty short rows of two kinds.
fn examples(folder: &Path) -> PathBuf {
    let path = folder.join("data.csv");
    let mut text = String::from("text,label\n");
    for number in 0..20 {
        text += &format!("where is parcel {number},delivery\nmy head hurts {number},health\n");
    }
    fs::write(&path, text).unwrap();
    path
}

fn train(data: &str, out: &str, settings: &[&str]) -> Command {
    let mut program = program();
    program.args(["train", "--task", "classify", "--data", data, "--text", "text"]);
    program.args(["--label", "label", "--model", "starter", "--method", "head"]);
    program.args(["--set", "head_init=random", "--out", out]);
    for setting in settings {
        program.args(["--set", setting]);
    }
    program
}

fn records(stdout: &[u8]) -> Vec<Value> {
    let text = String::from_utf8(stdout.to_vec()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn trains_scores_sorts_and_saves() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let data = examples(folder.path()).display().to_string();
    let run = at("run");
    let trained = train(&data, &run, &SMALL).output().unwrap();
    assert_eq!(trained.status.code(), Some(0), "{trained:?}");
    let log = records(&trained.stdout);
    assert!(log.iter().enumerate().all(|(place, record)| record["seq"] == place));
    assert_eq!(log.first().unwrap()["event"], "prepared");
    assert_eq!(log.last().unwrap()["event"], "finished");
    let steps = log.iter().filter(|record| record["event"] == "step").count();
    assert_eq!(log[0]["steps"], steps);
    assert_eq!(fs::read(Path::new(&run).join("events.jsonl")).unwrap(), trained.stdout);

    let columns = ["--text", "text", "--label", "label", "--json"];
    let scored = output(&[&["evaluate", &run, "--data", &data], &columns[..]].concat());
    let scores: Value = serde_json::from_slice(&scored.stdout).unwrap();
    assert_eq!((&scores["n"], scores["labels"].as_array().unwrap().len()), (&40.into(), 2));

    let out = at("out.csv");
    let sorted = output(&["predict", &run, "--data", &data, "--text", "text", "--out", &out]);
    assert_eq!(sorted.status.code(), Some(0), "{sorted:?}");
    let table = fs::read_to_string(&out).unwrap();
    assert_eq!(table.lines().next().unwrap(), "text,label,predicted,confidence");
    assert_eq!(table.lines().count(), 41);
    let right = table.lines().skip(1).filter(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        cells[1] == cells[2]
    });
    assert_eq!(right.count() as f64 / 40.0, scores["accuracy"].as_f64().unwrap());
    let over = output(&["predict", &run, "--data", &data, "--text", "text", "--out", &data]);
    assert_eq!(over.status.code(), Some(2));

    let merged = at("merged");
    let saved = output(&["export", &run, "--format", "merged", "--out", &merged]);
    assert_eq!(saved.status.code(), Some(0), "{saved:?}");
    assert!(Path::new(&merged).join("model.safetensors").is_file());
    let peft = output(&["export", &run, "--format", "peft", "--out", &at("peft")]);
    assert_eq!(peft.status.code(), Some(2), "{peft:?}");
    assert!(!Path::new(&at("peft")).exists());
}

#[test]
fn bad_input_is_one_sentence_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = examples(folder.path()).display().to_string();
    let single = folder.path().join("single.csv");
    fs::write(&single, "text,label\na,x\nb,x\nc,x\n").unwrap();
    let single = single.display().to_string();
    let run = folder.path().join("run").display().to_string();
    let mut cases = vec![train("/no/such.csv", &run, &SMALL), train(&single, &run, &SMALL)];
    for setting in ["epochs=none", "epochs", "colour=red", "validation=3", "max_length=100000"] {
        cases.push(train(&data, &run, &[setting]));
    }
    for (flag, value) in
        [("--model", "/no/model"), ("--method", "magic"), ("--text", "titel"), ("--task", "chat")]
    {
        let words = train(&data, &run, &SMALL);
        let words: Vec<_> = words.get_args().map(|word| word.to_str().unwrap()).collect();
        let place = words.iter().position(|word| *word == flag).unwrap();
        let mut words = words.clone();
        words[place + 1] = value;
        let mut case = program();
        case.args(words);
        cases.push(case);
    }
    for verb in [vec!["inspect", "/no/such.csv"], vec!["resume", &run]] {
        let mut case = program();
        case.args(verb);
        cases.push(case);
    }
    for mut case in cases {
        let done = case.output().unwrap();
        let said = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(2), "{case:?}: {said}");
        assert_eq!(said.trim().lines().count(), 1, "{case:?}: {said}");
        assert!(!Path::new(&run).exists(), "{case:?} left a run");
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_a_run_that_resumes_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let data = examples(folder.path()).display().to_string();
    let run = folder.path().join("run").display().to_string();
    let settings = ["epochs=60", "batch_size=4", "max_length=8", "threads=1"];
    let mut child = train(&data, &run, &settings).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(|l| l.unwrap());
    let is = |line: &String, event: &str| line.contains(&format!(r#""event":"{event}""#));
    lines.find(|line| is(line, "step")).unwrap();
    let signal = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(signal.success());
    assert!(is(&lines.last().unwrap(), "interrupted"));
    assert_eq!(child.wait().unwrap().code(), Some(130));

    let resumed = output(&["resume", &run]);
    assert_eq!(resumed.status.code(), Some(0), "{resumed:?}");
    let log = records(&resumed.stdout);
    assert_eq!(log.first().unwrap()["event"], "resumed");
    assert_eq!(log.last().unwrap()["event"], "finished");
    let again = output(&["resume", &run]);
    assert_eq!(again.status.code(), Some(0));
    assert_eq!(records(&again.stdout), log[log.len() - 1..]);
}

/// Killed at whatever moment it is: the log stays readable, a checkpoint that was announced is never
/// lost, and in the end the run finishes.
#[test]
fn twenty_kills_at_any_moment_lose_no_announced_checkpoint() {
    let folder = tempfile::tempdir().unwrap();
    let data = examples(folder.path()).display().to_string();
    let run = folder.path().join("run").display().to_string();
    let settings = ["epochs=40", "batch_size=4", "max_length=8", "threads=1"];
    let mut program = train(&data, &run, &settings);
    let mut saved = 0;
    for kill in 0..20u64 {
        let mut child = program.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        // Spread over start-up, the quick head, steps, checks and checkpoints.
        // A busy computer needs longer to its first checkpoint.
        let longer = if saved == 0 { kill * kill * 20 } else { 0 };
        let moment = 120 + kill * 397 % 1300 + longer;
        std::thread::sleep(std::time::Duration::from_millis(moment));
        child.kill().unwrap();
        let mut said = Vec::new();
        std::io::Read::read_to_end(&mut child.stdout.take().unwrap(), &mut said).unwrap();
        child.wait().unwrap();
        let said = String::from_utf8(said).unwrap();
        let whole = said.rfind('\n').map_or("", |end| &said[..=end]);
        for record in records(whole.as_bytes()) {
            let step = record["step"].as_u64().unwrap_or(0);
            match record["event"].as_str().unwrap() {
                "resumed" => assert!(step >= saved, "step {saved} was saved, went on at {step}"),
                "checkpoint_saved" => saved = step,
                _ => {}
            }
        }
        program = self::program();
        match Path::new(&run).join("recipe.json").is_file() {
            true => program.args(["resume", &run]),
            false => {
                // Killed before there was a run; what is left of it may be removed.
                let _ = fs::remove_dir_all(&run);
                program = train(&data, &run, &settings);
                &mut program
            }
        };
    }
    assert!(saved > 0, "no kill came late enough to prove anything");
    let ended = output(&["resume", &run]);
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
    assert_eq!(records(&ended.stdout).last().unwrap()["event"], "finished");
    let data = ["--data", &data, "--text", "text", "--label", "label", "--json"];
    let scored = output(&[["evaluate", &run].as_slice(), &data].concat());
    assert_eq!(scored.status.code(), Some(0), "{scored:?}");
}

#[test]
fn checks_a_file_and_numbers_its_rows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data.csv");
    let mut text = String::from("id,text,label,split\n");
    for number in 0..15 {
        text += &format!("{number},where is parcel number {number} of mine,delivery,train\n");
        text += &format!("{number},my head hurts on day {number} at noon,health,train\n");
    }
    // Rows 30 to 34: a copy, a contradiction, an empty one, a row of the exam met before, an
    // address.
    text += "x,Where is  parcel number 3 of mine,delivery,train\n";
    text += "x,my head hurts on day 7 at noon,delivery,train\n";
    text += "x,,health,train\n";
    text += "x,where is parcel number 9 of mine,delivery,test\n";
    text += "x,please write to patient@example.org instead,delivery,train\n";
    fs::write(&path, text).unwrap();
    let path = path.display().to_string();
    let checked =
        output(&["check", &path, "--text", "text", "--label", "label", "--quick", "--json"]);
    assert_eq!(checked.status.code(), Some(0), "{checked:?}");
    let said: Value = serde_json::from_slice(&checked.stdout).unwrap();
    let rows = |id: &str| {
        let findings = said["findings"].as_array().unwrap();
        let found = findings.iter().find(|found| found["id"] == id).unwrap();
        assert_eq!(found["count"], found["rows"].as_array().unwrap().len());
        found["rows"].clone()
    };
    assert_eq!(rows("duplicates"), serde_json::json!([30, 33]));
    assert_eq!(rows("contradictions"), serde_json::json!([15, 31]));
    assert_eq!(rows("empty"), serde_json::json!([32]));
    assert_eq!(rows("personal_data"), serde_json::json!([34]));
    let leaked = rows("leakage");
    assert!(leaked.as_array().unwrap().contains(&18.into()), "{leaked}");
    assert!(!leaked.as_array().unwrap().contains(&33.into()), "the exam stays whole");

    let wrong = output(&["check", &path, "--text", "no such", "--json"]);
    assert_ne!(wrong.status.code(), Some(0));
}

#[test]
fn converts_between_tables() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let data = examples(folder.path()).display().to_string();
    let (book, lines, back) = (at("rows.xlsx"), at("rows.chat.jsonl"), at("back.csv"));
    for (from, to) in [(&data, &book), (&data, &lines), (&book, &back)] {
        let done = output(&["convert", from, "--out", to]);
        assert_eq!(done.status.code(), Some(0), "{done:?}");
        assert!(String::from_utf8_lossy(&done.stdout).contains("40 rows"), "{done:?}");
    }
    assert_eq!(fs::read_to_string(&data).unwrap(), fs::read_to_string(&back).unwrap());
    let chat = fs::read_to_string(&lines).unwrap();
    assert_eq!(chat.lines().count(), 40);
    assert!(chat.starts_with(r#"{"messages":[{"role":"user","content":"where is parcel 0"}"#));
    let same = output(&["convert", &data, "--out", &data]);
    assert_eq!(same.status.code(), Some(2), "a file was written over itself: {same:?}");
    let seen = output(&["inspect", &book, "--json"]);
    let preview: Value = serde_json::from_slice(&seen.stdout).unwrap();
    assert_eq!(
        (&preview["row_count"], &preview["options"]["format"]),
        (&40.into(), &"xlsx".into())
    );
}

#[test]
fn checks_conversations_for_what_fits_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.jsonl");
    let pairs = [
        ("How long can I keep the drill?", "Seven days."),
        ("Is the shop open on Sunday?", "N/A"),
        ("how long can I keep the drill", "Ten days."),
        ("Where are you?", "At the bridge.\n-- \nThe desk"),
        ("Where are you?", "At the bridge.\n-- \nThe desk"),
    ];
    let lines = pairs.map(|(question, answer)| {
        serde_json::json!({ "question": question, "answer": answer }).to_string() + "\n"
    });
    fs::write(&path, lines.concat()).unwrap();
    let file = path.display().to_string();
    let words = ["check", &file, "--prompt", "question", "--answer", "answer", "--json"];
    let checked = output(&words);
    assert_eq!(checked.status.code(), Some(0), "{checked:?}");
    let said: Value = serde_json::from_slice(&checked.stdout).unwrap();
    let rows = |id: &str| {
        let found = said["findings"].as_array().unwrap().iter().find(|found| found["id"] == id);
        found.map(|found| found["rows"].clone())
    };
    assert_eq!(rows("empty_answers"), Some(serde_json::json!([1])));
    assert_eq!(rows("different_answers"), Some(serde_json::json!([0])));
    assert_eq!(rows("duplicates"), Some(serde_json::json!([4])));
    assert_eq!(rows("mail_leftovers"), Some(serde_json::json!([3, 4])));
    // There are no categories, and the built-in model can't say what is cut.
    assert_eq!((rows("imbalance"), rows("long_answers")), (None, None));
    assert_eq!(output(&["check", &file]).status.code(), Some(2));
}
