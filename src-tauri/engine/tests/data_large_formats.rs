//! 100,000 rows in every format that Attune writes: the counts are right and memory stays small.
//! This file holds one test, so that the process's memory is that of the import.

use attune_engine::data::save::{SAVES, convert_file};
use attune_engine::data::{Columns, Project, ReadOptions, inspect};
use std::io::Write;
use std::path::Path;

const ROWS: usize = 100_000;
const MOST: u64 = 256 << 20;

fn write_rows(path: &Path) {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    writeln!(file, "id,text,label").unwrap();
    for i in 0..ROWS {
        // Hardly a word twice in a row, so that no format packs it to nothing.
        let (a, b) = (i.wrapping_mul(2_654_435_761) % 1_000_003, i.wrapping_mul(40_503) % 65_537);
        writeln!(
            file,
            "{i},\"Message {i}: order {a} was to come on day {}, but depot {b} sent it back, and \
             nobody answers when I call. What can I do about it?\",category {}",
            a % 31,
            b % 77
        )
        .unwrap();
    }
}

/// Starts counting anew; false where the system has no such count.
fn forget_peak() -> bool {
    std::fs::write("/proc/self/clear_refs", "5").is_ok()
}

/// The most memory this process has held since, in bytes.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1024)
}

#[test]
fn a_hundred_thousand_rows_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("large.csv");
    write_rows(&table);
    let options = ReadOptions::default();
    let columns =
        Columns { text: Some("text".into()), label: Some("label".into()), ..Columns::default() };
    for save in SAVES.iter().filter(|save| !save.only_pairs) {
        let file = folder.path().join(format!("as-{}.{}", save.id, save.extension));
        let measured = forget_peak();
        let saved = convert_file(&table, &options, &Columns::default(), save, &file).unwrap();
        assert_eq!((saved.rows, saved.left_out_count), (ROWS, 0), "{}", save.id);
        let writing = peak_memory().filter(|_| measured);

        let measured = forget_peak();
        let start = std::time::Instant::now();
        let preview = inspect(&file, &options).unwrap();
        assert_eq!((preview.row_count, preview.rejected_count), (ROWS, 0), "{}", save.id);
        let mut project = Project::open(&folder.path().join(save.id)).unwrap();
        let summary =
            project.import(&file, &options, &columns, false, false, &mut |_, _| true).unwrap();
        assert_eq!((summary.rows, summary.categories.len()), (ROWS, 77), "{}", save.id);
        let seconds = start.elapsed();
        let reading = peak_memory().filter(|_| measured);
        println!(
            "{}: read in {seconds:.1?}; peak {:?} MB writing, {:?} MB reading",
            save.id,
            writing.map(|bytes| bytes >> 20),
            reading.map(|bytes| bytes >> 20)
        );
        for peak in [writing, reading].into_iter().flatten() {
            assert!(peak < MOST, "{}: peak memory {} MB", save.id, peak >> 20);
        }
    }
}
