//! Decisions, new names and rows by hand: each durable, each undone as one step, and no training
//! needed for a new name.

use attune_engine::data::{
    Columns, Decision, Part, Project, ReadOptions, RowFilter, SplitShares, StepKind, StoredAnswer,
    Verdict, exact_key,
};
use attune_engine::error::Code;
use std::path::Path;

fn project(folder: &Path, each: usize) -> Project {
    let mut project = Project::open(&folder.join("project")).unwrap();
    let mut text = "text,label\n".to_owned();
    for i in 0..each {
        for label in ["Refund", "Delivery", "Praise"] {
            text += &format!("\"message {i} about {label}\",{label}\n");
        }
    }
    let file = folder.join("a.csv");
    std::fs::write(&file, text).unwrap();
    let columns = Columns {
        text: Some("text".into()),
        label: Some("label".into()),
        group: None,
        ..Columns::default()
    };
    project
        .import(&file, &ReadOptions::default(), &columns, false, false, &mut |_, _| true)
        .unwrap();
    project
}

fn reopen(project: Project) -> Project {
    let folder = project.folder().to_owned();
    drop(project);
    Project::open(&folder).unwrap()
}

#[test]
fn a_decision_is_kept_undone_and_done_again_across_restarts() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = project(folder.path(), 20);
    let before = project.exam().unwrap();
    let row = before[0].clone();
    let of = |project: &Project| project.exam().unwrap().into_iter().find(|r| r.id == row.id);

    let summary = project.decide(row.id, Decision::LabelWrong(" Praise ")).unwrap();
    assert_eq!(summary.test, before.len(), "the row stays in the exam");
    let mut project = reopen(project);
    let now = of(&project).unwrap();
    assert_eq!((now.label.as_str(), now.verdict), ("Praise", Some(Verdict::LabelWrong)));
    project.decide(row.id, Decision::BothFit("Refund")).unwrap();
    let other = Some(Verdict::BothFit { other: "Refund".into() });
    assert_eq!(of(&project).unwrap().verdict, other);
    project.decide(row.id, Decision::ModelWrong).unwrap();
    assert_eq!(of(&project).unwrap().verdict, Some(Verdict::ModelWrong));

    project.undo().unwrap();
    project = reopen(project);
    assert_eq!(of(&project).unwrap().verdict, other);
    project.undo().unwrap();
    project.undo().unwrap();
    assert_eq!(project.exam().unwrap(), before);
    for _ in 0..3 {
        project.redo().unwrap();
    }
    assert_eq!(of(&project).unwrap().verdict, Some(Verdict::ModelWrong));
    assert_eq!(of(&project).unwrap().label, "Praise");

    // What was decided on one label says nothing of another.
    project.set_label(row.id, Some("Delivery")).unwrap();
    assert_eq!(of(&project).unwrap().verdict, None);
    project.undo().unwrap();
    assert_eq!(of(&project).unwrap().verdict, Some(Verdict::ModelWrong));
}

#[test]
fn what_can_not_be_decided_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = project(folder.path(), 5);
    let mut refused = |row, decision| project.decide(row, decision).unwrap_err().code;
    assert_eq!(refused(999, Decision::ModelWrong), Code::NotFound);
    assert_eq!(refused(1, Decision::LabelWrong(" ")), Code::BadSetting);
    assert_eq!(refused(1, Decision::BothFit("Nothing")), Code::BadSetting);
    assert_eq!(refused(1, Decision::BothFit("Refund")), Code::BadSetting, "its own category");
    project.set_label(1, None).unwrap();
    let error = project.decide(1, Decision::ModelWrong).unwrap_err();
    assert_eq!(error.code, Code::BadData);
    assert_eq!(project.history(9).unwrap().len(), 2, "a refusal is no step");
}

#[test]
fn a_new_name_is_no_new_data() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = project(folder.path(), 20);
    let version = project.version().unwrap();
    let ids = project.category_ids().unwrap();
    let hash = project.data_hash().unwrap();

    let summary = project.rename_label("Refund", "Money back").unwrap();
    assert!(summary.categories.iter().any(|c| c.name == "Money back" && c.count == 20));
    let mut project = reopen(project);
    let now = project.version().unwrap();
    assert_eq!((&now.learn, &now.exam), (&version.learn, &version.exam));
    assert!(now.labels.contains("Money back") && !now.labels.contains("Refund"));
    assert_eq!(project.category_names().unwrap()[&ids["Refund"]], "Money back");
    assert_ne!(project.data_hash().unwrap(), hash);

    for (from, to, code) in [
        ("Money back", "Praise", Code::BadSetting),
        ("Money back", "  ", Code::BadSetting),
        ("Refund", "Other", Code::BadData),
    ] {
        assert_eq!(project.rename_label(from, to).unwrap_err().code, code, "{from} to {to}");
    }
    project.undo().unwrap();
    assert_eq!(project.data_hash().unwrap(), hash);
    assert_eq!(project.category_names().unwrap()[&ids["Refund"]], "Refund");
    project.redo().unwrap();

    // Joined categories keep their ids: a run that knew both still knows what each is now.
    let exam = project.version().unwrap().exam;
    project.merge_labels(&["Money back".into()], "Praise").unwrap();
    let names = project.category_names().unwrap();
    assert_eq!((&*names[&ids["Refund"]], &*names[&ids["Praise"]]), ("Praise", "Praise"));
    assert_ne!(project.version().unwrap().learn, version.learn);
    assert_ne!(project.version().unwrap().exam, exam);
    project.undo().unwrap();
    assert_eq!(project.version().unwrap(), now);
}

#[test]
fn an_exam_label_changes_the_exam_only() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = project(folder.path(), 20);
    let version = project.version().unwrap();
    let row = project.exam().unwrap()[0].id;
    project.set_label(row, Some("Praise!")).unwrap();
    let now = project.version().unwrap();
    assert_eq!(now.learn, version.learn);
    assert_ne!(now.exam, version.exam);
    project.undo().unwrap();
    let filter = RowFilter { part: Some(Part::Train), ..Default::default() };
    let row = project.rows(&filter, 0, 1).unwrap().rows[0].id;
    project.set_label(row, Some("Praise!")).unwrap();
    let now = project.version().unwrap();
    assert_ne!(now.learn, version.learn);
    assert_eq!(now.exam, version.exam);
}

#[test]
fn a_row_is_added_by_hand_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = project(folder.path(), 10);
    assert_eq!(project.add_row("  ", "Praise").unwrap_err().code, Code::BadData);
    assert_eq!(project.add_row("fine", "").unwrap_err().code, Code::BadData);
    let summary = project.add_row(" Where is my money? ", "Refund").unwrap();
    assert_eq!((summary.rows, summary.sources.len(), summary.sources[1].rows), (31, 2, 1));
    project.add_row("Thank you so much", "Praise").unwrap();
    let found = project
        .rows(&RowFilter { find: Some("my money".into()), ..Default::default() }, 0, 9)
        .unwrap();
    assert_eq!(found.rows[0].text, "Where is my money?");
    assert!(found.rows[0].part.is_some());
    project.undo().unwrap();
    let mut project = reopen(project);
    let summary = project.undo().unwrap();
    assert_eq!((summary.rows, summary.sources.len()), (30, 1));
    assert_eq!(project.redo().unwrap().rows, 31);
}

#[test]
fn every_step_says_what_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = project(folder.path(), 10);
    project.set_label(1, Some("Praise")).unwrap();
    project.rename_label("Praise", "Thanks").unwrap();
    project.merge_labels(&["Refund".into()], "Delivery").unwrap();
    project.set_shares(SplitShares { train: 60, validation: 20, test: 20 }).unwrap();
    project.undo().unwrap();
    let steps = project.history(10).unwrap();
    let said: Vec<_> =
        steps.iter().map(|s| (s.kind, s.names.join(" "), s.undone, s.at > 0)).collect();
    assert_eq!(
        said,
        [
            (StepKind::Shares, "60 20 20".into(), true, true),
            (StepKind::Merge, "Delivery Refund".into(), false, true),
            (StepKind::Rename, "Praise Thanks".into(), false, true),
            (StepKind::Label, "Praise".into(), false, true),
            (StepKind::Import, "a.csv".into(), false, true),
        ]
    );
    assert_eq!((steps[4].rows, steps[3].rows, steps[2].rows, steps[1].rows), (30, 1, 11, 9));
    assert_eq!(project.history(2).unwrap().len(), 2);
}

#[test]
fn answers_are_kept_until_the_run_goes() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = project(folder.path(), 10);
    assert_eq!(project.answers("run-1").unwrap(), None);
    let answer = |row, kept: Option<Vec<f32>>| StoredAnswer {
        row,
        text: exact_key("some text"),
        label: Some(1),
        quick_head: kept.clone(),
        kept,
    };
    let first = [answer(1, Some(vec![0.25, 0.75])), answer(2, None)];
    project.keep_answers("run-1", Some(1), &first).unwrap();
    project.keep_answers("run-2", None, &[]).unwrap();
    let mut later = answer(1, Some(vec![0.5, 0.5]));
    later.label = None;
    project.keep_answers("run-1", None, &[later]).unwrap();
    let mut project = reopen(project);
    let (majority, answers) = project.answers("run-1").unwrap().unwrap();
    assert_eq!((majority, answers.len()), (Some(1), 2));
    assert_eq!(answers[&1].kept, Some(vec![0.5, 0.5]));
    assert_eq!(answers[&1].label, Some(1), "what it was when the run ended stays known");
    assert_eq!(answers[&2].kept, None);
    project.forget_answers("run-1").unwrap();
    assert_eq!(project.answers("run-1").unwrap(), None);
    assert!(project.answers("run-2").unwrap().is_some());
    assert_ne!(exact_key("a b"), exact_key("a  b"));
}

#[test]
fn notes_are_seen_by_those_who_only_peek() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = project(folder.path(), 5);
    project.set_note(attune_engine::data::NOUN, Some("letters")).unwrap();
    project.note_result("run-1", Some((9, 10))).unwrap();
    project.note_result("run-2", Some((3, 10))).unwrap();
    project.note_result("run-2", None).unwrap();
    let peek = Project::peek(project.folder()).unwrap();
    assert_eq!(peek.noun.as_deref(), Some("letters"));
    assert_eq!(peek.results.into_iter().collect::<Vec<_>>(), [("run-1".to_string(), (9, 10))]);
    assert_eq!(project.history(9).unwrap().len(), 1, "a note is no step");
}

#[test]
fn similar_rows_share_what_is_rare() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = project(folder.path(), 30);
    project.add_row("My parcel got soaked on the porch", "Delivery").unwrap();
    project.add_row("A soaked parcel again, left at the porch", "Refund").unwrap();
    let find = RowFilter { find: Some("my parcel".into()), ..Default::default() };
    let row = project.rows(&find, 0, 1).unwrap().rows[0].id;
    let similar = project.similar(row, 5).unwrap();
    assert_eq!(similar.len(), 1, "{similar:?}");
    assert!(similar[0].row.text.starts_with("A soaked parcel"));
    assert_eq!(similar[0].shared[..3], ["parcel", "porch", "soaked"]);
    assert_eq!(project.similar(9999, 5).unwrap_err().code, Code::NotFound);
}
