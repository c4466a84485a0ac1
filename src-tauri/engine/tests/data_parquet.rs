//! Parquet files there and back, and what is left of one that was damaged.

use attune_engine::data::save::{convert_file, save_format};
use attune_engine::data::{Columns, ReadOptions, Table};
use attune_engine::error::Code;
use std::path::Path;

fn rows(path: &Path) -> attune_engine::Result<Vec<Vec<String>>> {
    let mut rows = Vec::new();
    Table::open(path, &ReadOptions::default())?.read(&mut |record| {
        rows.push(record.cells.expect("a row of a Parquet file is never rejected"));
        Ok(true)
    })?;
    Ok(rows)
}

fn convert(from: &Path, to: &Path) {
    let save = save_format(None, to).unwrap();
    convert_file(from, &ReadOptions::default(), &Columns::default(), save, to).unwrap();
}

fn cases() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data-cases")
}

#[test]
fn rows_come_back_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let lines = folder.path().join("rows.jsonl");
    let mut text = String::new();
    // More than one group of rows, and texts in every script with all that a CSV trips over.
    for i in 0..12_000 {
        let odd = ["Päckchen 🙂", "荷物\n\"は\"", "أين, طردي؟", "", "\tа;б\r\n"][i % 5];
        let row = serde_json::json!({"text": format!("{odd} {i}"), "a.b": odd, "label": "x"});
        text += &format!("{row}\n");
    }
    std::fs::write(&lines, text).unwrap();
    let there = folder.path().join("rows.parquet");
    convert(&lines, &there);
    assert!(std::fs::read(&there).unwrap().starts_with(b"PAR1"));
    let expected = rows(&lines).unwrap();
    assert_eq!(expected.len(), 12_000);
    assert!(rows(&there).unwrap() == expected, "rows differ");
}

#[test]
fn every_way_of_packing_gives_the_same_rows() {
    let expected = rows(&cases().join("snappy.parquet")).unwrap();
    assert_eq!(expected[4], ["", "delivery"]);
    assert_eq!(expected[5], ["", "returns"]);
    for name in ["zstd-v2", "gzip-groups", "brotli", "lz4-small-pages"] {
        assert_eq!(rows(&cases().join(format!("{name}.parquet"))).unwrap(), expected, "{name}");
    }
}

/// Reads every beginning of a file, and the file with each of its bytes changed. What comes is rows
/// or a plain error.
#[test]
fn a_damaged_file_is_read_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("damaged.parquet");
    let refused = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        match rows(&path) {
            Ok(_) => false,
            Err(error) => {
                assert_eq!(error.code, Code::BadFile, "{error}");
                assert!(error.advice.is_some(), "{error}");
                true
            }
        }
    };
    for name in ["snappy", "zstd-v2", "dialogues"] {
        let whole = std::fs::read(cases().join(format!("{name}.parquet"))).unwrap();
        for end in 4..whole.len() {
            assert!(refused(&whole[..end]), "{name} up to {end}");
        }
        let mut changed = 0;
        for at in 4..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0xff;
            changed += usize::from(refused(&bytes));
        }
        assert!(changed > whole.len() / 8, "{name}: {changed} of {}", whole.len());
    }
}
