//! Originals that were deleted for good are in no file of the project.

use attune_engine::check::{Corpus, FINDINGS, Fix, Look};
use attune_engine::data::{Columns, Edit, Project, ReadOptions, StepKind};
use attune_engine::privacy::{Cleaner, Rules};
use std::path::Path;

/// Mail addresses nobody has, each in a row of its own.
fn secret(number: usize) -> String {
    format!("planted{number:02}@example.org")
}

/// Files below a folder that hold one of the secrets.
pub fn files_with(folder: &Path, secrets: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, secrets));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let holds = |secret: &&String| bytes.windows(secret.len()).any(|w| w == secret.as_bytes());
        found.extend(secrets.iter().find(holds).map(|s| format!("{}: {s}", path.display())));
    }
    found
}

fn project(folder: &Path) -> Project {
    let mut text = String::from("text,label,person\n");
    for i in 0..50 {
        let label = ["Delivery", "Dose"][i % 2];
        // Some go through removed rows, some through groups, some through rows of their own.
        let group = if i < 5 { secret(i) } else { format!("G{i}") };
        text += &format!("\"Row {i}: please answer to {} soon\",{label},{group}\n", secret(i));
    }
    text += "one,cell,too,many: planted07@example.org\n";
    let file = folder.join("rows.csv");
    std::fs::write(&file, text).unwrap();
    let mut project = Project::open(&folder.join("project")).unwrap();
    let columns = Columns {
        text: Some("text".into()),
        label: Some("label".into()),
        group: Some("person".into()),
        ..Default::default()
    };
    let options = ReadOptions::default();
    project.import(&file, &options, &columns, false, false, &mut |_, _| true).unwrap();
    std::fs::remove_file(&file).unwrap();
    project
}

/// Removes three rows, replaces what is found in the others, and removes one more.
fn replaced(project: &mut Project) {
    let ids: Vec<i64> = project.raw_rows().unwrap().iter().map(|row| row.id).collect();
    let remove = |ids: &[i64]| Edit { remove: ids.to_vec(), ..Edit::default() };
    project.edit(StepKind::Fix, "Removed", &[], &remove(&ids[..3])).unwrap();
    let corpus = Corpus::of_rows(project.raw_rows().unwrap());
    let finding = FINDINGS.iter().find(|finding| finding.id == "personal_data").unwrap();
    let none: Option<&Look<'_>> = None;
    let hits = finding.find(&corpus, none, &mut |_, _, _| Ok(())).unwrap();
    assert_eq!(hits.len(), 47, "every planted address is found");
    let edit = Fix::Replace.edit(&corpus, hits.iter()).unwrap();
    project.edit(StepKind::Fix, "Replaced", &["personal_data", "replace"], &edit).unwrap();
    project.set_label(ids[10], Some("Dose planted10@example.org")).unwrap();
    project.set_label(ids[10], Some("Dose")).unwrap();
}

#[test]
fn nothing_of_fifty_planted_secrets_is_left_in_any_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = project(folder.path());
    let secrets: Vec<String> = (0..50).map(secret).collect();
    replaced(&mut project);
    assert!(!files_with(folder.path(), &secrets).is_empty(), "undo holds them");
    assert!(project.holds_originals().unwrap());
    let before = project.summary().unwrap();
    let texts = project.raw_rows().unwrap();

    let after = project.forget_originals(&Cleaner::new(&Rules::default()).unwrap()).unwrap();
    assert_eq!(files_with(folder.path(), &secrets), Vec::<String>::new());
    assert!(!project.holds_originals().unwrap());
    assert_eq!((after.rows, after.train, after.test), (before.rows, before.train, before.test));
    assert_eq!((&after.undo, after.has_groups), (&None, true));
    let now = project.raw_rows().unwrap();
    assert_eq!(now, texts, "rows, labels and parts are as they were");
    assert!(now[0].text.contains("MAIL_1"), "{}", now[0].text);

    // Undo goes no further, and works again for what comes after.
    assert_eq!(project.undo().unwrap().rows, before.rows);
    assert!(project.raw_rows().unwrap()[0].text.contains("MAIL_1"));
    assert!(project.history(100).unwrap().is_empty());
    project.add_row("One more", "Dose").unwrap();
    assert_eq!(project.history(100).unwrap().len(), 1);
    assert_eq!(project.undo().unwrap().rows, before.rows);
    assert!(project.cleaning().unwrap().on, "models go on getting placeholders");

    drop(project);
    assert_eq!(files_with(folder.path(), &secrets), Vec::<String>::new(), "closed as well");
}

#[test]
fn a_program_killed_before_the_file_was_written_anew_goes_on_later() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = project(folder.path());
    replaced(&mut project);
    let cleaner = Cleaner::new(&Rules::default()).unwrap();
    project.forget_originals(&cleaner).unwrap();
    // As it is after the texts were deleted and before anything else was done.
    project.set_note("forgetting", Some("1")).unwrap();
    drop(project);
    let project = Project::open(&folder.path().join("project")).unwrap();
    assert_eq!(project.note("forgetting").unwrap(), None);
    assert_eq!(project.summary().unwrap().rows, 47);
}
