//! What every format promises, for every format in the registry, and reading row by row.

use attune_engine::data::{Columns, FORMATS, ReadOptions, Table, inspect, load_examples, split};
use attune_engine::error::Code;

#[test]
fn the_example_of_every_format_reads_as_that_format() {
    let folder = tempfile::tempdir().unwrap();
    for format in FORMATS {
        for extension in format.extensions {
            let path = folder.path().join(format!("example.{extension}"));
            std::fs::write(&path, format.example).unwrap();
            let preview = inspect(&path, &ReadOptions::default()).unwrap();
            assert_eq!(preview.options.format.as_deref(), Some(format.id));
            assert!(preview.notes.is_empty(), "{:?}", preview.notes);
            assert_eq!(preview.roles.text.as_deref(), Some("text"), "{}", format.id);
            let (columns, row) = (preview.columns, &preview.rows[0]);
            assert_eq!((columns[0].as_str(), row[0].as_str()), ("text", "Where is my parcel?"));
            // A document has no labels of its own; a table has.
            if preview.cuts.is_empty() {
                assert_eq!((columns[1].as_str(), row[1].as_str()), ("label", "delivery"));
                assert_eq!(preview.roles.label.as_deref(), Some("label"), "{}", format.id);
            }
        }
    }
}

#[test]
fn reading_stops_when_told_and_passes_errors_on() {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in [
        ("a.csv", "text,label\na,1\nb,2\nc,3\n"),
        (
            "a.json",
            r#"[{"text":"a","label":"1"},{"text":"b","label":"2"},{"text":"c","label":"3"}]"#,
        ),
        ("a.jsonl", "{\"text\":\"a\",\"label\":\"1\"}\n{\"text\":\"b\",\"label\":\"2\"}\n"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        let table = Table::open(&path, &ReadOptions::default()).unwrap();
        let mut seen = 0;
        table
            .read(&mut |_| {
                seen += 1;
                Ok(seen < 2)
            })
            .unwrap();
        assert_eq!(seen, 2, "{name}");
        let fault = attune_engine::error::Error::new(Code::DiskFull, "full");
        let error = table.read(&mut |_| Err(fault.clone())).unwrap_err();
        assert_eq!(error.code, Code::DiskFull, "{name}");
        assert_eq!(table.column("label").unwrap(), 1);
        assert_eq!(table.column("nothing").unwrap_err().code, Code::BadSetting);
    }
}

#[test]
fn missing_files_and_folders_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = inspect(&folder.path().join("no.csv"), &ReadOptions::default()).unwrap_err();
    assert_eq!(missing.code, Code::NotFound);
    let dir = inspect(folder.path(), &ReadOptions::default()).unwrap_err();
    assert_eq!(dir.code, Code::BadFile);
}

#[test]
fn a_row_larger_than_any_table_row_costs_one_row() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    let long = "x".repeat(20 << 20);
    std::fs::write(&path, format!("text,label\na,1\n{long},2\nb,3\n")).unwrap();
    let preview = inspect(&path, &ReadOptions::default()).unwrap();
    assert_eq!((preview.row_count, preview.rejected_count), (2, 1));
    assert_eq!(preview.rejected[0].line, 3);
    assert!(preview.rejected[0].excerpt.chars().count() < 200);
}

#[test]
fn loading_says_what_was_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    let mut text = "text,label\n".to_owned();
    for i in 0..20 {
        text += &format!("row {i},{}\n", ["a", "b"][i % 2]);
    }
    text += "open,\n ,a\nragged\n";
    std::fs::write(&path, text).unwrap();
    let columns = Columns {
        text: Some("text".into()),
        label: Some("label".into()),
        group: None,
        ..Columns::default()
    };
    let options = ReadOptions::default();
    let load = |seed| load_examples(&path, &options, &columns, None, split::DEFAULT_SHARES, seed);
    let loaded = load(1).unwrap();
    assert_eq!((loaded.examples.len(), loaded.dropped, loaded.rejected.len()), (20, 1, 2));
    loaded.check_trainable().unwrap();
    assert_eq!(loaded.data_hash(), load(1).unwrap().data_hash());
    assert_ne!(loaded.data_hash(), load(2).unwrap().data_hash());
    let no_label = Columns { label: None, ..columns.clone() };
    let error = load_examples(&path, &options, &no_label, None, split::DEFAULT_SHARES, 1);
    assert_eq!(error.unwrap_err().code, Code::BadData);

    std::fs::write(&path, "text,label\none,a\ntwo,a\nthree,a\n").unwrap();
    let error = load(1).unwrap().check_trainable().unwrap_err();
    assert_eq!(error.code, Code::BadData);
    assert!(error.what.contains("only one category"));
}
