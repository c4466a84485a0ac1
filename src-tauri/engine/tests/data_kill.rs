//! The process is killed in the middle of an import or of labelling: the project opens again with
//! everything that was done before, and nothing half done.
#![cfg(unix)]

use attune_engine::data::{Columns, Project, ReadOptions, RowFilter};
use attune_engine::error::Code;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const FOLDER: &str = "ATTUNE_TEST_KILL_FOLDER";
const FIRST: usize = 30;

fn columns() -> Columns {
    Columns {
        text: Some("text".into()),
        label: Some("label".into()),
        group: None,
        ..Columns::default()
    }
}

fn write_rows(path: &Path, name: &str, rows: usize) {
    let mut text = "text,label\n".to_owned();
    for i in 0..rows {
        text += &format!("{name} row {i},label {}\n", i % 3);
    }
    std::fs::write(path, text).unwrap();
}

/// This test's own program again, doing one of the jobs below until it is killed.
fn start(job: &str, folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([job, "--exact", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Kills the child with SIGKILL as soon as it has said `word` for the `n`th time.
fn kill_after(mut child: Child, word: &str, n: usize) {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let heard = lines.map_while(Result::ok).filter(|line| line.contains(word)).take(n).count();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(heard, n, "the job ended by itself");
}

/// The project, as soon as nobody holds it. A program that another test is starting has a copy of
/// this one's open files until it runs, its lock among them.
fn open(folder: &Path) -> Project {
    let path = folder.join("project");
    for _ in 0..100 {
        match Project::open(&path) {
            Err(e) if e.code == Code::Busy => std::thread::sleep(Duration::from_millis(20)),
            opened => return opened.unwrap(),
        }
    }
    Project::open(&path).unwrap()
}

fn job_folder() -> Option<std::path::PathBuf> {
    std::env::var_os(FOLDER).map(Into::into)
}

fn say(word: &str) {
    let mut out = std::io::stdout();
    writeln!(out, "{word}").and_then(|()| out.flush()).unwrap();
}

#[test]
#[ignore = "a job for the tests below"]
fn job_import() {
    let Some(folder) = job_folder() else { return };
    let mut project = open(&folder);
    let file = folder.join("second.csv");
    project
        .import(&file, &ReadOptions::default(), &columns(), false, true, &mut |_, _| {
            say("progress");
            true
        })
        .unwrap();
}

#[test]
#[ignore = "a job for the tests below"]
fn job_label() {
    let Some(folder) = job_folder() else { return };
    let mut project = open(&folder);
    for count in 0.. {
        let row = 1 + count % FIRST as i64;
        project.set_label(row, Some(&format!("given {count}"))).unwrap();
        say("labelled");
    }
}

fn prepared() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write_rows(&folder.path().join("first.csv"), "first", FIRST);
    write_rows(&folder.path().join("second.csv"), "second", 50_000);
    let mut project = open(folder.path());
    let file = folder.path().join("first.csv");
    project
        .import(&file, &ReadOptions::default(), &columns(), false, false, &mut |_, _| true)
        .unwrap();
    folder
}

#[test]
fn a_killed_import_leaves_the_rows_of_before() {
    let folder = prepared();
    for n in [1, 20, 60] {
        kill_after(start("job_import", folder.path()), "progress", n);
        let project = open(folder.path());
        let page = project.rows(&RowFilter::default(), 0, 100).unwrap();
        assert_eq!(page.total, FIRST);
        assert!(page.rows.iter().all(|row| row.text.starts_with("first")));
        assert_eq!(project.summary().unwrap().sources.len(), 1);
    }
}

#[test]
fn every_label_said_to_be_saved_is_there_after_a_kill() {
    let folder = prepared();
    let n = 17;
    kill_after(start("job_label", folder.path()), "labelled", n);
    let project = open(folder.path());
    let rows = project.rows(&RowFilter::default(), 0, 100).unwrap().rows;
    for (i, row) in rows.iter().take(n).enumerate() {
        let label = row.label.as_deref().unwrap();
        // The job may have come round again before it was killed.
        assert!(label.starts_with("given"), "row {i} has the label {label}");
    }
}
