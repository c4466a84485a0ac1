//! Tables written for other programs: what is written is read back as it was.

use attune_engine::data::save::{SAVES, convert_file, save_format};
use attune_engine::data::{Columns, ReadOptions, inspect};
use attune_engine::error::Code;
use std::path::Path;

const ROWS: [[&str; 2]; 4] = [
    ["=SUM(A1), \"quoted\"\nand a second line", "größer"],
    ["Где моя посылка?", "доставка"],
    ["0123", "1.50"],
    [" blanks around ", "x"],
];

fn source(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("rows.jsonl");
    let lines = ROWS.map(|[text, label]| {
        serde_json::json!({"text": text, "label": label, "id": "a-1"}).to_string() + "\n"
    });
    std::fs::write(&path, lines.concat() + "{broken\n{\"text\":\"\",\"label\":\"\",\"id\":\"\"}\n")
        .unwrap();
    path
}

#[test]
fn what_is_written_in_any_format_is_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let from = source(folder.path());
    let guess = ReadOptions::default();
    for save in SAVES {
        let to = folder.path().join(format!("out.{}", save.extension));
        assert_eq!(save_format(None, &to).unwrap().id, save.id);
        let saved = convert_file(&from, &guess, &Columns::default(), save, &to).unwrap();
        if save.only_pairs {
            // The row without text is left out as well, and four examples are few.
            assert_eq!((saved.rows, saved.left_out_count), (4, 2), "{}", save.id);
            assert!(saved.notes.iter().any(|note| note.contains("fewer than 10")));
            let text = std::fs::read_to_string(&to).unwrap();
            let first: serde_json::Value =
                serde_json::from_str(text.lines().next().unwrap()).unwrap();
            assert_eq!(first["messages"][0]["role"], "user");
            assert_eq!(first["messages"][0]["content"], ROWS[0][0]);
            assert_eq!(first["messages"][1]["role"], "assistant");
            assert_eq!(first["messages"][1]["content"], ROWS[0][1]);
            continue;
        }
        assert_eq!((saved.rows, saved.left_out_count), (5, 1), "{}", save.id);
        let preview = inspect(&to, &guess).unwrap();
        assert_eq!(preview.columns, ["text", "label", "id"], "{}", save.id);
        for (row, [text, label]) in preview.rows.iter().zip(ROWS) {
            assert_eq!(row[..2], [text, label], "{}", save.id);
        }
    }
}

#[test]
fn a_folder_of_documents_becomes_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let letters = folder.path().join("letters");
    for (name, text) in [("rent/1.txt", "Too high.\n\nFar too high."), ("pets/2.txt", "Parrots?")] {
        let path = letters.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    std::fs::write(letters.join(".hidden"), "no").unwrap();
    let options = ReadOptions { cut: Some("paragraph".into()), ..ReadOptions::default() };
    let preview = inspect(&letters, &options).unwrap();
    assert_eq!(preview.columns, ["text", "folder", "file", "document"]);
    assert_eq!(preview.rows[2], ["Far too high.", "rent", "1", "rent/1.txt"]);
    let roles = preview.roles;
    assert_eq!(roles.label.as_deref(), Some("folder"));
    assert_eq!(roles.group.as_deref(), Some("document"), "a document would stand in two parts");

    let to = folder.path().join("letters.xlsx");
    let xlsx = save_format(None, &to).unwrap();
    let saved = convert_file(&letters, &options, &Columns::default(), xlsx, &to).unwrap();
    assert_eq!(saved.rows, 3);
    assert_eq!(inspect(&to, &ReadOptions::default()).unwrap().rows, preview.rows);
}

#[test]
fn nothing_is_written_where_nothing_can_be() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("out.csv");
    let from = folder.path().join("bad.csv");
    std::fs::write(&from, "text,label\na\n").unwrap();
    let guess = ReadOptions::default();
    let csv = save_format(None, &to).unwrap();
    let error = convert_file(&from, &guess, &Columns::default(), csv, &to).unwrap_err();
    assert_eq!(error.code, Code::BadData);
    assert!(!to.exists());
    assert!(save_format(None, Path::new("out.docx")).is_err());
    assert!(save_format(Some("pickle"), &to).is_err());
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_of_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let (inside, outside) = (folder.path().join("in"), folder.path().join("out"));
    std::fs::create_dir_all(&inside).unwrap();
    std::fs::create_dir_all(&outside).unwrap();
    std::fs::write(inside.join("note.txt"), "A note.").unwrap();
    std::fs::write(outside.join("secret.txt"), "A secret.").unwrap();
    std::os::unix::fs::symlink(&outside, inside.join("more")).unwrap();
    std::os::unix::fs::symlink(outside.join("secret.txt"), inside.join("also.txt")).unwrap();
    let preview = inspect(&inside, &ReadOptions::default()).unwrap();
    assert_eq!((preview.row_count, preview.rejected_count), (1, 0));
}
