//! 100,000 rows: the counts are right and memory stays small. This file holds one test, so that
//! the process's memory is that of the import.

use attune_engine::data::{Columns, Project, ReadOptions, RowFilter, SplitShares, inspect};
use std::io::Write;

const ROWS: usize = 100_000;

fn write_rows(path: &std::path::Path) {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    writeln!(file, "id,text,label").unwrap();
    for i in 0..ROWS {
        let label = i % 77;
        writeln!(
            file,
            "{i},\"Hello, this is message {i}: the card I ordered {} days ago has not come, and \
             nobody answers when I call. What can I do about it?\",category {label}",
            i % 31
        )
        .unwrap();
    }
}

/// The most memory this process has held, in bytes.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1024)
}

#[test]
fn a_hundred_thousand_rows() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("large.csv");
    write_rows(&file);
    let preview = inspect(&file, &ReadOptions::default()).unwrap();
    assert_eq!((preview.row_count, preview.rejected_count), (ROWS, 0));
    assert_eq!(preview.roles.text.as_deref(), Some("text"));
    assert_eq!(preview.roles.label.as_deref(), Some("label"));

    let mut project = Project::open(&folder.path().join("project")).unwrap();
    let mut heard = 0;
    let start = std::time::Instant::now();
    let options = ReadOptions::default();
    let columns = Columns {
        text: Some("text".into()),
        label: Some("label".into()),
        group: None,
        ..Columns::default()
    };
    let summary = project
        .import(&file, &options, &columns, false, false, &mut |_, _| {
            heard += 1;
            true
        })
        .unwrap();
    println!("inspect {:.2} s, import {:.2?}", preview.seconds, start.elapsed());
    assert_eq!((summary.rows, summary.labelled, summary.categories.len()), (ROWS, ROWS, 77));
    assert!(summary.test.abs_diff(ROWS * 15 / 100) < 77);
    assert!(heard > 100, "progress was told {heard} times");
    let start = std::time::Instant::now();
    let page = project.rows(&RowFilter::default(), ROWS - 10, 50).unwrap();
    assert_eq!((page.total, page.rows.len()), (ROWS, 10));
    let find = RowFilter { find: Some("MESSAGE 99999:".into()), ..Default::default() };
    assert_eq!(project.rows(&find, 0, 50).unwrap().total, 1);
    println!("last page and a search {:.2?}", start.elapsed());
    let start = std::time::Instant::now();
    let summary = project.merge_labels(&["category 0".into()], "category 1").unwrap();
    assert_eq!(summary.categories.len(), 76);
    assert_eq!(project.undo().unwrap().categories.len(), 77);
    println!("joining two categories and taking it back {:.2?}", start.elapsed());
    let timed = |what: &str, start: std::time::Instant| println!("{what} {:.2?}", start.elapsed());
    let start = std::time::Instant::now();
    let row = project.exam().unwrap()[0].id;
    timed("the exam", start);
    let start = std::time::Instant::now();
    project.set_label(row, Some("category 1")).unwrap();
    timed("a label", start);
    let start = std::time::Instant::now();
    let version = project.version().unwrap();
    timed("the version", start);
    let start = std::time::Instant::now();
    assert_eq!(project.version().unwrap(), version);
    timed("the version again", start);
    let start = std::time::Instant::now();
    project.set_shares(SplitShares { train: 60, validation: 20, test: 20 }).unwrap();
    timed("other shares", start);
    let start = std::time::Instant::now();
    assert!(project.similar(row, 5).unwrap().len() <= 5);
    timed("similar rows", start);
    if let Some(peak) = peak_memory() {
        println!("peak memory {} MB", peak >> 20);
        assert!(peak < 256 << 20, "peak memory {} MB", peak >> 20);
    }
}
