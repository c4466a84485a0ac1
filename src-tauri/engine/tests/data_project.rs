//! A project's life: import, label, divide, undo, reopen.

use attune_engine::data::{
    Columns, DataSummary, Project, ReadOptions, RowFilter, SplitShares, load_examples, split,
};
use attune_engine::error::Code;
use attune_engine::train::event::Part;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }
    fn open(&self) -> Project {
        Project::open(&self.folder.path().join("project")).unwrap()
    }
    fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }
}

fn columns() -> Columns {
    Columns {
        text: Some("text".into()),
        label: Some("label".into()),
        group: None,
        ..Columns::default()
    }
}

fn import(project: &mut Project, path: &Path) -> DataSummary {
    project
        .import(path, &ReadOptions::default(), &columns(), false, false, &mut |_, _| true)
        .unwrap()
}

/// `n` rows of each of three categories, numbered from `from`.
fn csv(from: usize, n: usize) -> String {
    let mut text = "text,label\n".to_owned();
    for i in from..from + n {
        for label in ["Refund", "Delivery", "Praise"] {
            text += &format!("\"message {i} about {label}\",{label}\n");
        }
    }
    text
}

/// Everything a person sees of the rows.
fn state(project: &Project) -> BTreeMap<i64, (Option<String>, Option<Part>)> {
    let page = project.rows(&RowFilter::default(), 0, usize::MAX >> 1).unwrap();
    page.rows.into_iter().map(|r| (r.id, (r.label, r.part))).collect()
}

#[test]
fn import_gives_every_labelled_row_a_part() {
    let desk = Desk::new();
    let mut project = desk.open();
    let file = desk.file("a.csv", &(csv(0, 20) + "no label here,\n,Refund\nragged\n"));
    let before = std::fs::read(&file).unwrap();
    let summary = import(&mut project, &file);
    assert_eq!((summary.rows, summary.labelled, summary.unlabelled), (61, 60, 1));
    assert_eq!((summary.train, summary.validation, summary.test), (42, 9, 9));
    assert!(summary.categories.iter().all(|c| (c.train, c.validation, c.test) == (14, 3, 3)));
    assert_eq!(summary.rejected, 2);
    let rejected = project.rejected(0, 10).unwrap();
    assert_eq!(rejected.iter().map(|r| r.line).collect::<Vec<_>>(), [63, 64]);
    assert!(summary.obstacles.is_empty());
    assert_eq!(summary.lengths.iter().map(|(_, n)| n).sum::<usize>(), 61);
    assert_eq!(summary.undo.as_deref(), Some("Added 'a.csv'"));
    assert_eq!(project.examples().unwrap().len(), 60);
    assert_eq!(project.unlabelled().unwrap(), 1);
    assert_eq!(std::fs::read(&file).unwrap(), before, "the imported file was touched");
}

#[test]
fn a_second_window_is_told() {
    let desk = Desk::new();
    let mut project = desk.open();
    import(&mut project, &desk.file("a.csv", &csv(0, 3)));
    project.set_name("Letters").unwrap();
    let folder = project.folder().to_owned();
    assert_eq!(Project::open(&folder).err().unwrap().code, Code::Busy);
    let peek = Project::peek(&folder).unwrap();
    assert_eq!((peek.name.as_deref(), peek.rows, peek.categories), (Some("Letters"), 9, 3));
    drop(project);
    assert_eq!(desk.open().summary().unwrap().rows, 9);
}

#[test]
fn a_cancelled_import_leaves_nothing() {
    let desk = Desk::new();
    let mut project = desk.open();
    import(&mut project, &desk.file("a.csv", &csv(0, 5)));
    let before = state(&project);
    let big = desk.file("b.csv", &csv(100, 1000));
    let mut calls = 0;
    let error = project
        .import(&big, &ReadOptions::default(), &columns(), false, true, &mut |done, total| {
            assert!(done <= total);
            calls += 1;
            calls < 3
        })
        .unwrap_err();
    assert_eq!(error.code, Code::Interrupted);
    assert_eq!(state(&project), before);
    drop(project);
    let project = desk.open();
    assert_eq!(state(&project), before);
    assert_eq!(project.summary().unwrap().undo.as_deref(), Some("Added 'a.csv'"));
}

#[test]
fn a_file_without_usable_rows_changes_nothing() {
    let desk = Desk::new();
    let mut project = desk.open();
    import(&mut project, &desk.file("a.csv", &csv(0, 5)));
    let before = state(&project);
    let empty = desk.file("b.csv", "text,label\n");
    let result =
        project.import(&empty, &ReadOptions::default(), &columns(), false, true, &mut |_, _| true);
    assert_eq!(result.unwrap_err().code, Code::BadData);
    let wrong = Columns { text: Some("nothing".into()), ..columns() };
    let result = project.import(
        &desk.file("c.csv", &csv(0, 5)),
        &ReadOptions::default(),
        &wrong,
        false,
        true,
        &mut |_, _| true,
    );
    assert_eq!(result.unwrap_err().code, Code::BadSetting);
    assert_eq!(state(&project), before);
}

#[test]
fn every_step_goes_back_and_forth_across_restarts() {
    let desk = Desk::new();
    let mut states = Vec::new();
    let mut project = desk.open();
    states.push(state(&project));
    let mut text = csv(0, 10);
    text += "open one,\nspelled,refund\nspelled too, REFUND \n";
    import(&mut project, &desk.file("a.csv", &text));
    states.push(state(&project));
    let open = project.rows(&RowFilter { unlabelled: true, ..Default::default() }, 0, 9).unwrap();
    project.set_label(open.rows[0].id, Some(" Praise ")).unwrap();
    states.push(state(&project));
    let variants = project.summary().unwrap().variants;
    assert_eq!((variants.len(), variants[0].keep.as_str(), variants[0].rows), (1, "Refund", 12));
    let summary = project.merge_labels(&variants[0].others, "Refund").unwrap();
    assert!(summary.variants.is_empty());
    states.push(state(&project));
    project.set_shares(SplitShares { train: 60, validation: 20, test: 20 }).unwrap();
    states.push(state(&project));
    project.set_label(1, None).unwrap();
    states.push(state(&project));
    let file = desk.file("b.csv", &csv(50, 4));
    project
        .import(&file, &ReadOptions::default(), &columns(), false, true, &mut |_, _| true)
        .unwrap();
    states.push(state(&project));
    assert_ne!(states[5], states[6]);

    let last = states.len() - 1;
    for i in (0..last).rev() {
        drop(project);
        project = desk.open();
        let summary = project.undo().unwrap();
        assert_eq!(state(&project), states[i], "after undoing step {i}");
        assert!(summary.redo.is_some());
    }
    assert_eq!(project.undo().unwrap().undo, None, "undoing nothing is harmless");
    for (i, expected) in states.iter().enumerate().skip(1) {
        drop(project);
        project = desk.open();
        project.redo().unwrap();
        assert_eq!(&state(&project), expected, "after redoing step {i}");
    }
    assert_eq!(project.redo().unwrap().redo, None);
    project.undo().unwrap();
    project.set_label(1, Some("Praise")).unwrap();
    let summary = project.redo().unwrap();
    assert_eq!(summary.redo, None, "a new step ends what could be redone");
}

#[test]
fn test_rows_stay_test_rows() {
    let desk = Desk::new();
    let mut project = desk.open();
    import(&mut project, &desk.file("a.csv", &csv(0, 20)));
    let first = state(&project);
    let tests: Vec<i64> =
        first.iter().filter(|(_, (_, p))| *p == Some(Part::Test)).map(|(id, _)| *id).collect();
    assert_eq!(tests.len(), 9);
    for id in &tests {
        project.set_label(*id, Some("Praise")).unwrap();
    }
    project.set_label(tests[0], None).unwrap();
    import(&mut project, &desk.file("b.csv", &csv(20, 30)));
    project.set_label(tests[0], Some("Refund")).unwrap();
    project.set_shares(SplitShares { train: 50, validation: 25, test: 25 }).unwrap();
    let now = state(&project);
    for id in &tests {
        assert_eq!(now[id].1, Some(Part::Test), "row {id} left the exam");
    }
    for (id, (_, part)) in &first {
        // Dividing anew may move rows into the exam, never out of it.
        assert!(*part != Some(Part::Test) || now[id].1 == Some(Part::Test));
    }
    let error = project.set_shares(SplitShares { train: 80, validation: 15, test: 5 }).unwrap_err();
    assert_eq!(error.code, Code::BadData);
    assert_eq!(state(&project), now);
}

#[test]
fn a_corrected_file_keeps_its_exam() {
    let desk = Desk::new();
    let mut project = desk.open();
    import(&mut project, &desk.file("a.csv", &csv(0, 20)));
    let texts = |project: &Project| -> Vec<String> {
        let filter = RowFilter { part: Some(Part::Test), ..Default::default() };
        let page = project.rows(&filter, 0, 1000).unwrap();
        page.rows.into_iter().map(|r| r.text).collect()
    };
    let before = texts(&project);
    let file = desk.file("a.csv", &csv(0, 25));
    project
        .import(&file, &ReadOptions::default(), &columns(), false, true, &mut |_, _| true)
        .unwrap();
    let after = texts(&project);
    assert!(before.iter().all(|text| after.contains(text)));
    assert!(after.len() > before.len());
}

#[test]
fn the_same_text_and_the_same_group_stay_together() {
    let desk = Desk::new();
    let mut project = desk.open();
    let mut text = "text,label,patient\n".to_owned();
    for i in 0..120 {
        text += &format!("note {i},{},p{}\n", ["a", "b"][i % 2], i / 4);
        text += &format!("  NOTE   {i} ,{},\n", ["a", "b"][i % 2]);
    }
    let columns = Columns { group: Some("patient".into()), ..columns() };
    let file = desk.file("a.csv", &text);
    let summary = project
        .import(&file, &ReadOptions::default(), &columns, false, false, &mut |_, _| true)
        .unwrap();
    assert!(summary.has_groups);
    assert!(summary.test > 20 && summary.validation > 20);
    let page = project.rows(&RowFilter::default(), 0, 1000).unwrap();
    let mut parts: BTreeMap<String, Option<Part>> = BTreeMap::new();
    for row in page.rows {
        let mut keys = vec![split::key(&row.text).to_string()];
        keys.extend(row.group);
        for key in keys {
            assert_eq!(*parts.entry(key).or_insert(row.part), row.part);
        }
    }
}

#[test]
fn an_own_test_file_is_the_whole_exam() {
    let desk = Desk::new();
    let main = desk.file("a.csv", &csv(0, 20));
    let exam = desk.file("exam.csv", &csv(100, 5));
    let mut project = desk.open();
    project
        .import(&exam, &ReadOptions::default(), &columns(), true, false, &mut |_, _| true)
        .unwrap();
    let summary = import(&mut project, &main);
    assert_eq!((summary.train, summary.validation, summary.test), (48, 12, 15));
    assert!(summary.sources[0].test_only);

    let options = ReadOptions::default();
    let loaded =
        load_examples(&main, &options, &columns(), Some(&exam), split::DEFAULT_SHARES, 1).unwrap();
    loaded.check_trainable().unwrap();
    let count = |part| loaded.examples.iter().filter(|e| e.part == part).count();
    assert_eq!((count(Part::Train), count(Part::Validation), count(Part::Test)), (48, 12, 15));
    assert!(loaded.examples[60..].iter().all(|e| e.part == Part::Test));
}

#[test]
fn the_data_hash_follows_what_training_sees() {
    let desk = Desk::new();
    let mut project = desk.open();
    import(&mut project, &desk.file("a.csv", &(csv(0, 5) + "open one,\n")));
    let first = project.data_hash().unwrap();
    assert_eq!(project.data_hash().unwrap(), first);
    project.set_label(1, Some("Praise")).unwrap();
    assert_ne!(project.data_hash().unwrap(), first);
    project.undo().unwrap();
    assert_eq!(project.data_hash().unwrap(), first);
}

#[test]
fn obstacles_are_said_in_words() {
    let desk = Desk::new();
    let mut project = desk.open();
    assert!(project.summary().unwrap().obstacles[0].contains("no rows"));
    let file = desk.file("a.csv", "text,label\none text,a\nanother text,a\nlast text,\n");
    let summary = import(&mut project, &file);
    assert!(summary.obstacles[0].contains("only one category"));
    let summary = project.set_label(3, Some("b")).unwrap();
    assert!(summary.obstacles[0].contains("too small"), "{:?}", summary.obstacles);
    assert!(summary.categories.iter().all(|c| c.too_small));
}

#[test]
fn a_category_only_the_exam_knows_is_told_before_training() {
    let desk = Desk::new();
    let mut project = desk.open();
    import(&mut project, &desk.file("a.csv", &csv(0, 10)));
    let exam = desk.file("exam.csv", "text,label\none of its own,Return\n");
    let summary = project
        .import(&exam, &ReadOptions::default(), &columns(), true, false, &mut |_, _| true)
        .unwrap();
    assert!(summary.obstacles[0].contains("'Return' has no rows to learn from"));
    let summary = project.merge_labels(&["Return".into()], "Refund").unwrap();
    assert_eq!(summary.obstacles, [""; 0]);
}

#[test]
fn every_category_of_a_first_file_has_a_place_and_keeps_it() {
    let desk = Desk::new();
    let mut project = desk.open();
    let summary = import(&mut project, &desk.file("a.csv", &csv(0, 6)));
    let places = |summary: &DataSummary| -> BTreeMap<String, usize> {
        summary.categories.iter().map(|c| (c.name.clone(), c.place)).collect()
    };
    let first = places(&summary);
    assert_eq!(first.values().copied().collect::<std::collections::BTreeSet<_>>().len(), 3);
    let more = "text,label\na praise,Praise\nno praise,Praise\n";
    let summary = import(&mut project, &desk.file("b.csv", more));
    assert_eq!(summary.categories[0].name, "Praise");
    assert_eq!(places(&summary), first);
    let order = project.label_categories().unwrap();
    assert!(order.iter().enumerate().all(|(place, c)| first[&c.name] == place));
}

#[test]
fn rows_are_found_and_paged() {
    let desk = Desk::new();
    let mut project = desk.open();
    let extra = "ÄRGER über 100% Rabatt,Refund\n\"=HYPERLINK(\"\"x\"\")\",<script>\n";
    import(&mut project, &desk.file("a.csv", &(csv(0, 10) + extra)));
    let page = |filter: RowFilter, offset, limit| project.rows(&filter, offset, limit).unwrap();
    let find = |text: &str| RowFilter { find: Some(text.into()), ..Default::default() };
    assert_eq!(page(find("ärger ÜBER"), 0, 9).total, 1);
    assert_eq!(page(find("100%"), 0, 9).total, 1);
    let found = page(find("MESSAGE"), 29, 9);
    assert_eq!((found.total, found.rows.len()), (30, 1));
    let label = RowFilter { label: Some("Refund".into()), ..find("message") };
    assert_eq!(page(label, 0, 99).total, 10);
    let script = page(RowFilter { label: Some("<script>".into()), ..Default::default() }, 0, 9);
    assert_eq!(script.rows[0].text, "=HYPERLINK(\"x\")");
    let last = page(RowFilter::default(), 31, 10);
    assert_eq!((last.total, last.rows.len(), last.rows[0].line), (32, 1, 33));
}
