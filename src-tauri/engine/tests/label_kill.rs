//! Labelling is killed fifty times, each time at another moment: every answer that was said to be
//! kept is there, at most one more, and the next row is the one that would have come.
#![cfg(unix)]

use attune_engine::data::{Answer, Columns, Project, Queued, ReadOptions, RowFilter};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const FOLDER: &str = "ATTUNE_TEST_LABEL_FOLDER";
const ROWS: usize = 600;
const KILLS: u64 = 50;

/// The order of the queue, which is not that of the file.
fn order() -> Vec<i64> {
    (0..ROWS as i64).map(|i| (i * 7) % ROWS as i64 + 1).collect()
}

fn name_of(row: i64) -> &'static str {
    ["first", "second", "third"][row as usize % 3]
}

fn prepared(folder: &Path) {
    let file = folder.join("rows.csv");
    let text: String = (0..ROWS).map(|i| format!("text of row {i}\n")).collect();
    std::fs::write(&file, format!("text\n{text}")).unwrap();
    let mut project = Project::open(&folder.join("project")).unwrap();
    let columns = Columns { text: Some("text".into()), ..Columns::default() };
    project
        .import(&file, &ReadOptions::default(), &columns, false, false, &mut |_, _| true)
        .unwrap();
    for name in ["first", "second", "third"] {
        project.add_category(name).unwrap();
    }
    let ids: Vec<i64> = project.label_categories().unwrap().iter().map(|c| c.id).collect();
    let queued = |row| Queued { row, random: false, guess: vec![0.2, 0.3, 0.5] };
    project.set_queue(&ids, &order().into_iter().map(queued).collect::<Vec<_>>()).unwrap();
}

#[test]
#[ignore = "a job for the test below"]
fn job_answer() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let mut project = Project::open(&Path::new(&folder).join("project")).unwrap();
    let mut out = std::io::stdout();
    loop {
        let row = project.questions(1).unwrap()[0].id;
        project.answer(row, Answer::Category(name_of(row))).unwrap();
        writeln!(out, "kept {row}").and_then(|()| out.flush()).unwrap();
    }
}

#[test]
fn fifty_kills_lose_no_answer_and_no_place() {
    let folder = tempfile::tempdir().unwrap();
    prepared(folder.path());
    let mut kept: HashMap<i64, &str> = HashMap::new();
    let mut dice = 88_172_645_463_325_252_u64;
    for kill in 0..KILLS {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["job_answer", "--exact", "--ignored", "--nocapture"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut heard = |row: &str| {
            let row: i64 = row.parse().unwrap();
            kept.insert(row, name_of(row));
        };
        let row_of = |line: &str| line.rsplit_once("kept ").map(|(_, row)| row.to_owned());
        for _ in 0..1 + dice % 5 {
            let row = lines.by_ref().map_while(Result::ok).find_map(|line| row_of(&line));
            heard(&row.expect("the job ended by itself"));
        }
        // Somewhere within the next answer.
        std::thread::sleep(Duration::from_micros(dice % 4000));
        child.kill().unwrap();
        child.wait().unwrap();
        // What it still said before it died.
        lines.map_while(Result::ok).filter_map(|line| row_of(&line)).for_each(|row| heard(&row));

        let project = Project::open(&folder.path().join("project")).unwrap();
        let rows = project.rows(&RowFilter::default(), 0, ROWS).unwrap().rows;
        let there: HashMap<i64, String> =
            rows.into_iter().filter_map(|row| Some((row.id, row.label?))).collect();
        for (row, label) in &kept {
            assert_eq!(there.get(row).map(String::as_str), Some(*label), "kill {kill}");
        }
        assert!(there.len() <= kept.len() + 1, "kill {kill}: more rows than were answered");
        let next = order().into_iter().find(|row| !there.contains_key(row));
        assert_eq!(project.questions(1).unwrap().first().map(|q| q.id), next, "kill {kill}");
        kept.extend(there.keys().map(|row| (*row, name_of(*row))));
    }
}
