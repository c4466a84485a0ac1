//! Rows that may have any number of categories, from a file on disk to what a run learns from.

use attune_engine::data::{
    Answer, Columns, Decision, Edit, Goal, Part, Project, ReadOptions, RowFilter, StepKind, inspect,
};
use attune_engine::error::Code;
use attune_engine::task::Material;
use std::path::{Path, PathBuf};

const SETS: [&str; 5] = ["Delivery; Damage", "Delivery", "Damage", "Praise", "Praise; Delivery"];

fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn rows(count: usize) -> String {
    let row = |i: usize| format!("Message number {i},{}\n", SETS[i % SETS.len()]);
    format!("text,topics\n{}Nobody knows this one,\n", (0..count).map(row).collect::<String>())
}

fn import(project: &mut Project, path: &Path) -> Columns {
    let columns = inspect(path, &ReadOptions::default()).unwrap().roles;
    let options = ReadOptions::default();
    project.import(path, &options, &columns, false, false, &mut |_, _| true).unwrap();
    columns
}

fn project(folder: &Path) -> Project {
    let mut project = Project::open(&folder.join("project")).unwrap();
    let path = file(folder, "rows.csv", &rows(100));
    let columns = import(&mut project, &path);
    assert_eq!((columns.goal, columns.label.as_deref()), (Goal::Tag, Some("topics")));
    assert_eq!(columns.separator.as_deref(), Some(";"));
    project
}

fn counts(project: &Project) -> Vec<(String, usize)> {
    let categories = project.summary().unwrap().categories.into_iter();
    categories.map(|category| (category.name, category.count)).collect()
}

fn labels(project: &Project, row: i64) -> Option<Vec<String>> {
    project.rows_by_id(&[row]).unwrap().remove(0).labels
}

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn a_file_is_recognised_counted_divided_and_filtered() {
    let folder = tempfile::tempdir().unwrap();
    let project = project(folder.path());
    let summary = project.summary().unwrap();
    assert_eq!((summary.goal, summary.rows), (Goal::Tag, 101));
    assert_eq!((summary.labelled, summary.unlabelled), (100, 1));
    assert_eq!(summary.train + summary.validation + summary.test, 100, "each row once");
    let expected = [("Delivery", 60), ("Damage", 40), ("Praise", 40)];
    assert_eq!(counts(&project), expected.map(|(name, n)| (name.to_owned(), n)));
    // Every category has its share of every part.
    for category in &summary.categories {
        let share = category.test as f64 / category.count as f64;
        assert!((0.1..0.21).contains(&share), "{category:?}");
        assert!(!category.too_small);
    }
    let damage = RowFilter { label: Some("Damage".into()), ..RowFilter::default() };
    let page = project.rows(&damage, 0, 3).unwrap();
    assert_eq!(page.total, 40);
    assert_eq!(page.rows[0].labels, Some(names(&["Damage", "Delivery"])));
    assert_eq!(page.rows[0].label.as_deref(), Some("Damage; Delivery"));
    let open = RowFilter { unlabelled: true, ..RowFilter::default() };
    assert_eq!(project.rows(&open, 0, 3).unwrap().rows[0].labels, None);
}

#[test]
fn columns_of_yes_and_no_are_categories() {
    let folder = tempfile::tempdir().unwrap();
    let row = |i: usize| format!("Message number {i},{},{}\n", i % 2, ["x", "", ""][i % 3]);
    let text = format!("text,Late,Rude\n{}", (0..60).map(row).collect::<String>());
    let path = file(folder.path(), "flags.csv", &text);
    let mut project = Project::open(&folder.path().join("project")).unwrap();
    let columns = import(&mut project, &path);
    assert_eq!((columns.goal, columns.labels), (Goal::Tag, names(&["Late", "Rude"])));
    assert_eq!(labels(&project, 1), Some(names(&["Rude"])));
    assert_eq!(labels(&project, 4), Some(names(&["Late", "Rude"])));
    assert_eq!(labels(&project, 3), Some(Vec::new()), "it says that none holds");
    let summary = project.summary().unwrap();
    assert_eq!((summary.labelled, summary.unlabelled), (60, 0));
    // One named column beside them is what the rows are sorted by.
    let row = |i: usize| format!("Message number {i},{},{},yes\n", ["A", "B"][i % 2], i % 3 / 2);
    let text = format!("text,label,done,seen\n{}", (0..60).map(row).collect::<String>());
    let path = file(folder.path(), "named.csv", &text);
    assert_eq!(inspect(&path, &ReadOptions::default()).unwrap().roles.goal, Goal::Classify);
}

#[test]
fn labels_are_changed_undone_and_kept_across_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = project(folder.path());
    let part = |project: &Project| project.rows_by_id(&[1]).unwrap()[0].part;
    let before = part(&project);
    project.set_labels(1, Some(&names(&["Praise", "Delivery", "Praise"]))).unwrap();
    assert_eq!(labels(&project, 1), Some(names(&["Delivery", "Praise"])));
    assert_eq!(part(&project), before, "a row stays in its part");
    let step = project.history(1).unwrap().remove(0);
    assert_eq!((step.kind, step.names), (StepKind::LabelSet, names(&["Delivery", "Praise"])));
    project.set_labels(1, Some(&[])).unwrap();
    assert_eq!(labels(&project, 1), Some(Vec::new()));
    project.set_labels(1, None).unwrap();
    assert_eq!(labels(&project, 1), None);

    drop(project);
    let mut project = Project::open(&folder.path().join("project")).unwrap();
    project.undo().unwrap();
    assert_eq!(labels(&project, 1), Some(Vec::new()));
    project.undo().unwrap();
    project.undo().unwrap();
    assert_eq!(labels(&project, 1), Some(names(&["Damage", "Delivery"])));
    assert_eq!(part(&project), before);
    project.redo().unwrap();
    assert_eq!(labels(&project, 1), Some(names(&["Delivery", "Praise"])));
}

#[test]
fn categories_are_renamed_and_joined_in_every_set() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = project(folder.path());
    let version = project.version().unwrap();
    project.rename_label("Delivery", "Shipping").unwrap();
    assert_eq!(labels(&project, 1), Some(names(&["Damage", "Shipping"])));
    assert_eq!(project.version().unwrap().learn, version.learn, "a new name is no new data");
    assert_eq!(project.rename_label("Damage", "Praise").unwrap_err().code, Code::BadSetting);
    project.merge_labels(&names(&["Damage", "Shipping"]), "Parcel").unwrap();
    assert_eq!(labels(&project, 1), Some(names(&["Parcel"])), "each category once");
    assert_eq!(counts(&project)[0], ("Parcel".into(), 80));
    assert_ne!(project.version().unwrap().learn, version.learn);
    project.undo().unwrap();
    project.undo().unwrap();
    assert_eq!(labels(&project, 1), Some(names(&["Damage", "Delivery"])));
    assert_eq!(counts(&project)[0], ("Delivery".into(), 60));
}

#[test]
fn questions_are_answered_with_sets_and_decisions_correct_them() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = project(folder.path());
    let open = project.questions(5).unwrap().remove(0).id;
    project.answer(open, Answer::Categories(&names(&["Praise", "Damage"]))).unwrap();
    assert_eq!(labels(&project, open), Some(names(&["Damage", "Praise"])));
    assert_eq!(project.answered(1).unwrap()[0].labels, ["Damage", "Praise"]);
    assert_eq!(project.label_progress().unwrap().given, 1);
    project.undo().unwrap();
    project.answer(open, Answer::Categories(&[])).unwrap();
    assert_eq!(labels(&project, open), Some(Vec::new()));

    let exam = project.exam().unwrap().remove(0);
    project.decide(exam.id, Decision::LabelsWrong(&names(&["Praise"]))).unwrap();
    assert_eq!(labels(&project, exam.id), Some(names(&["Praise"])));
    assert_eq!(project.exam().unwrap()[0].id, exam.id, "it stays in the exam");
    let one = project.decide(exam.id, Decision::LabelWrong("Praise")).unwrap_err();
    assert_eq!(one.code, Code::BadSetting);
    project.undo().unwrap();
    assert_eq!(project.exam().unwrap()[0].label, exam.label);
}

#[test]
fn a_second_file_joins_and_another_goal_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = project(folder.path());
    let more = rows(20).replace("Message number", "A later message");
    import(&mut project, &file(folder.path(), "more.csv", &more));
    let summary = project.summary().unwrap();
    assert_eq!((summary.rows, summary.sources.len()), (122, 2));
    let columns =
        Columns { text: Some("text".into()), label: Some("topics".into()), ..Columns::default() };
    let path = file(folder.path(), "one.csv", "text,topics\nHello,A\nBye,B\n");
    let options = ReadOptions::default();
    let error = project.import(&path, &options, &columns, false, false, &mut |_, _| true);
    assert_eq!(error.unwrap_err().code, Code::BadSetting);
    project.add_tagged("By hand", &names(&["Praise", "Damage"])).unwrap();
    assert_eq!(project.summary().unwrap().rows, 123);
}

#[test]
fn what_is_learned_leaves_out_what_hardly_occurs() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = project(folder.path());
    project.set_labels(1, Some(&names(&["Delivery", "Oddity"]))).unwrap();
    let Material::Tagged { rows, separator } = Material::of(&project).unwrap() else {
        panic!("rows of several categories");
    };
    assert_eq!((rows.len(), separator.as_str()), (100, "; "));
    assert_eq!(rows[0].labels, ["Delivery"]);
    assert_eq!(rows.iter().filter(|row| row.part == Part::Test).count(), {
        project.summary().unwrap().test
    });
    assert!(!project.version().unwrap().labels.contains("Oddity"));
    let category = |project: &Project, name: &str| {
        project.summary().unwrap().categories.into_iter().find(|c| c.name == name)
    };
    assert_eq!(category(&project, "Oddity").map(|c| c.count), Some(1));
    // What a finding puts in the place of two categories in one line.
    let relabel = vec![(2, "Delivery; Praise".to_owned()), (3, "Brand new".to_owned())];
    project.edit(StepKind::Fix, "Fixed", &[], &Edit { relabel, ..Edit::default() }).unwrap();
    assert_eq!(labels(&project, 2), Some(names(&["Delivery", "Praise"])));
    assert_eq!(labels(&project, 3), Some(names(&["Brand new"])));
}

#[test]
fn saved_rows_come_back_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let project = project(folder.path());
    let out = folder.path().join("saved.csv");
    let save = attune_engine::data::save::SAVES.iter().find(|save| save.id == "csv").unwrap();
    project.save_rows(save, &out).unwrap();
    let mut again = Project::open(&folder.path().join("again")).unwrap();
    let preview = inspect(&out, &ReadOptions::default()).unwrap();
    assert_eq!(preview.roles.goal, Goal::Tag);
    let options = ReadOptions::default();
    again.import(&out, &options, &preview.roles, false, false, &mut |_, _| true).unwrap();
    assert_eq!(counts(&again), counts(&project));
    for row in [1, 2, 3, 4, 5] {
        assert_eq!(labels(&again, row), labels(&project, row));
    }
}
