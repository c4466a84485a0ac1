//! A project of 100,000 rows in the real window: its end is reached at once, and the program with its
//! web view stays within 450 MB.
//!
//! Runs when ATTUNE_WINDOW_TESTS=1, as `./dev test` sets it.
#![cfg(target_os = "linux")]
// One window at a time: each test holds its turn to its end, on a runtime of its own thread.
#![allow(clippy::await_holding_lock)]

use attune_tests::person::{Person, SOON, turn};
use attune_tests::xdnd;
use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

const ROWS: usize = 100_000;
const MOST_MEMORY: u64 = 450 << 20;

fn write_rows(path: &Path) {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).expect("a file to drop"));
    writeln!(file, "text,topic").expect("written");
    for i in 0..ROWS {
        writeln!(
            file,
            "\"message {i}: where is what I ordered {} days ago?\",topic {}",
            i % 31,
            i % 12
        )
        .expect("written");
    }
}

/// Proportional set size of a process and all that it started, in bytes: pages that several share
/// count once.
fn memory(root: u32) -> u64 {
    let mut parents: HashMap<u32, u32> = HashMap::new();
    for entry in std::fs::read_dir("/proc").expect("/proc").flatten() {
        let Ok(pid) = entry.file_name().to_string_lossy().parse::<u32>() else { continue };
        let stat = std::fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        // Its name, in brackets, may hold anything.
        let after = stat.rsplit_once(") ").map_or("", |(_, after)| after);
        if let Some(Ok(parent)) = after.split(' ').nth(1).map(str::parse) {
            parents.insert(pid, parent);
        }
    }
    let belongs = |mut pid: u32| {
        while pid > 1 {
            if pid == root {
                return true;
            }
            pid = parents.get(&pid).copied().unwrap_or(0);
        }
        false
    };
    let size = |pid: &u32| {
        let text = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("Pss:")).unwrap_or("0 kB");
        line.split_whitespace().next().and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) * 1024
    };
    parents.keys().filter(|pid| belongs(**pid)).map(size).sum()
}

#[tokio::test]
async fn a_hundred_thousand_rows_are_at_hand_and_take_little() {
    let Some(_turn) = turn() else { return };
    let mut person = Person::at_home("large").await;
    person.see("sample-pharmacy").await;
    let painted = person
        .run_script(
            "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null",
        )
        .await;
    eprintln!("first contents painted {painted} ms after the page began");
    let file = person.home.path().join("many.csv");
    write_rows(&file);
    xdnd::drop_files(&person.screen.display, "Attune", &[&file]).expect("the drop");
    person.wait("role-1", "value", SOON, |role| role == "label").await;
    person.click("import").await;
    person.wait("step-setup", "aria-disabled", SOON, |value| value == "false").await;
    person.wait("step-data", "content", SOON, |text| text.contains("100,000")).await;

    // To the last row, and there.
    person.wait("rows", "content", SOON, |text| text.contains("message 0:")).await;
    let begun = Instant::now();
    person
        .run_script(
            "const table = document.querySelector(\"[data-testid='rows']\");
             const tall = (e) => e.scrollHeight > e.clientHeight + 50;
             const box = [table, ...table.querySelectorAll('*')].find(tall);
             box.scrollTop = box.scrollHeight;",
        )
        .await;
    let last = format!("message {}:", ROWS - 1);
    person.wait("rows", "content", SOON, |text| text.contains(&last)).await;
    eprintln!("the last row was there after {:?}", begun.elapsed());
    person.shot("last-row").await;

    let windows = person.windows();
    assert_eq!(windows.len(), 1);
    let taken = memory(windows[0]);
    eprintln!("window with web view: {} MB", taken >> 20);
    assert!(taken < MOST_MEMORY, "{} MB", taken >> 20);
    assert!(taken > 20 << 20, "something was measured");
}
