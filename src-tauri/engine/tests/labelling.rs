//! Labelling: what is asked, what is answered, and what stays of it.

use attune_engine::data::{
    Answer, Columns, Mark, Project, Queued, ReadOptions, RowFilter, TableWriter,
};
use attune_engine::error::Code;
use attune_engine::train::event::Part;
use std::path::Path;

fn columns(label: Option<&str>) -> Columns {
    Columns {
        text: Some("text".into()),
        label: label.map(str::to_owned),
        group: None,
        ..Columns::default()
    }
}

fn import(project: &mut Project, file: &Path, label: Option<&str>) {
    let options = ReadOptions::default();
    project.import(file, &options, &columns(label), false, false, &mut |_, _| true).unwrap();
}

/// A project of so many rows without any label.
fn unlabelled(folder: &Path, rows: usize) -> Project {
    let file = folder.join("rows.csv");
    let text: String = (0..rows).map(|i| format!("text of row {i}\n")).collect();
    std::fs::write(&file, format!("text\n{text}")).unwrap();
    let mut project = Project::open(&folder.join("project")).unwrap();
    import(&mut project, &file, None);
    project
}

/// Two categories, and a queue of the rows in this order, every fifth by chance.
fn queue(project: &mut Project, rows: &[i64]) {
    for name in ["first", "second"] {
        project.add_category(name).unwrap();
    }
    let ids: Vec<i64> = project.label_categories().unwrap().iter().map(|c| c.id).collect();
    let queued = rows.iter().enumerate().map(|(i, row)| Queued {
        row: *row,
        random: i % 5 == 4,
        guess: vec![0.25, 0.75],
    });
    project.set_queue(&ids, &queued.collect::<Vec<_>>()).unwrap();
}

fn asked(project: &Project, limit: usize) -> Vec<i64> {
    project.questions(limit).unwrap().iter().map(|question| question.id).collect()
}

fn label(project: &mut Project, row: i64, name: &str) {
    project.answer(row, Answer::Category(name)).unwrap();
}

#[test]
fn the_queue_comes_first_then_the_rest_and_last_what_was_skipped() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = unlabelled(folder.path(), 6);
    queue(&mut project, &[4, 2, 5]);
    assert_eq!(asked(&project, 3), [4, 2, 5]);
    project.answer(4, Answer::Later).unwrap();
    project.answer(2, Answer::Colleague).unwrap();
    project.answer(5, Answer::NoneFits).unwrap();
    let rest = asked(&project, 9);
    assert_eq!(rest.len(), 4);
    assert_eq!((rest[3], project.questions(9).unwrap()[3].later), (4, true));
    let progress = project.label_progress().unwrap();
    assert_eq!((progress.waiting, progress.later), (3, 1));
    assert_eq!((progress.colleague, progress.none), (1, 1));
    project.ask_again(&[2, 5]).unwrap();
    assert_eq!(asked(&project, 9)[..2], [2, 5]);
}

#[test]
fn an_answer_taken_back_is_asked_again_at_once_also_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = unlabelled(folder.path(), 6);
    queue(&mut project, &[4, 2, 5]);
    label(&mut project, 4, "first");
    label(&mut project, 2, "second");
    assert_eq!(asked(&project, 1), [5]);
    // Meanwhile a new queue was made, without the row.
    let ids: Vec<i64> = project.label_categories().unwrap().iter().map(|c| c.id).collect();
    let next = Queued { row: 1, random: false, guess: vec![0.5, 0.5] };
    project.set_queue(&ids, &[next]).unwrap();
    drop(project);
    let mut project = Project::open(&folder.path().join("project")).unwrap();
    project.undo().unwrap();
    assert_eq!(asked(&project, 2), [2, 1]);
    // What was suggested then is known still.
    let question = &project.questions(1).unwrap()[0];
    assert_eq!((question.random, question.guesses[0].1), (false, 0.75));
    project.redo().unwrap();
    assert_eq!(asked(&project, 1), [1]);
}

#[test]
fn suggestions_are_compared_with_what_was_said_shown_ones_and_hidden_ones_apart() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = unlabelled(folder.path(), 12);
    queue(&mut project, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    for row in 1..=10 {
        let name = if row == 3 || row == 10 { "first" } else { "second" };
        label(&mut project, row, name);
    }
    let progress = project.label_progress().unwrap();
    assert_eq!((progress.shown, progress.matched), (8, 7));
    assert_eq!((progress.hidden, progress.hidden_matched), (2, 1));
    assert_eq!((progress.given, progress.labelled, progress.waiting), (10, 10, 2));
    let newest = &project.answered(1).unwrap()[0];
    assert_eq!((newest.row, newest.suggested, newest.hidden), (10, Some(false), true));
    project.undo().unwrap();
    assert_eq!(project.label_progress().unwrap().hidden, 1);
}

#[test]
fn only_rows_that_came_by_chance_become_an_exam() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = unlabelled(folder.path(), 60);
    let rows: Vec<i64> = (1..=60).collect();
    queue(&mut project, &rows);
    for row in rows {
        label(&mut project, row, if row % 2 == 0 { "first" } else { "second" });
    }
    let all = project.rows(&RowFilter::default(), 0, 100).unwrap().rows;
    let of = |part: Part| all.iter().filter(|row| row.part == Some(part)).collect::<Vec<_>>();
    let by_chance = |id: i64| id % 5 == 0;
    assert!(of(Part::Test).iter().all(|row| by_chance(row.id)));
    assert!(of(Part::Validation).iter().all(|row| by_chance(row.id)));
    assert!(of(Part::Test).len() >= 4 && of(Part::Validation).len() >= 4);
    assert!(project.summary().unwrap().obstacles.is_empty());
}

#[test]
fn categories_have_definitions_and_both_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = unlabelled(folder.path(), 3);
    project.add_category("Delivery").unwrap();
    assert_eq!(project.add_category(" Delivery ").unwrap_err().code, Code::BadSetting);
    assert_eq!(project.add_category("  ").unwrap_err().code, Code::BadSetting);
    project.define_category("Delivery", Some("where is it")).unwrap();
    let known = |project: &mut Project| project.label_categories().unwrap();
    assert_eq!(known(&mut project)[0].definition.as_deref(), Some("where is it"));
    label(&mut project, 1, "Delivery");
    assert_eq!(known(&mut project)[0].rows, 1);
    for _ in 0..2 {
        project.undo().unwrap();
    }
    assert_eq!(known(&mut project)[0].definition, None);
    project.undo().unwrap();
    assert!(known(&mut project).is_empty());
    project.redo().unwrap();
    assert_eq!(known(&mut project)[0].name, "Delivery");
}

#[test]
fn the_order_of_categories_stays_whatever_is_labelled() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = unlabelled(folder.path(), 9);
    queue(&mut project, &[]);
    let names = |project: &mut Project| {
        let categories = project.label_categories().unwrap();
        categories.into_iter().map(|category| category.name).collect::<Vec<_>>()
    };
    for row in 1..=6 {
        label(&mut project, row, "second");
    }
    label(&mut project, 7, "a third");
    assert_eq!(names(&mut project), ["first", "second", "a third"]);
}

#[test]
fn many_rows_are_labelled_in_one_step_and_none_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = unlabelled(folder.path(), 9);
    label(&mut project, 2, "mine");
    assert_eq!(project.label_many(&[1, 2, 3, 99], "theirs").unwrap(), 2);
    let filter = RowFilter { label: Some("theirs".into()), ..RowFilter::default() };
    assert_eq!(project.rows(&filter, 0, 9).unwrap().total, 2);
    project.undo().unwrap();
    assert_eq!(project.label_progress().unwrap().labelled, 1);
    assert_eq!(project.label_many(&[2], "theirs").unwrap(), 0);
}

#[test]
fn new_rows_join_those_that_wait() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = unlabelled(folder.path(), 2);
    label(&mut project, 1, "first");
    label(&mut project, 2, "second");
    assert!(project.questions(1).unwrap().is_empty());
    let file = folder.path().join("next month.csv");
    std::fs::write(&file, "text,label\nnew one,\nnew two,\nknown,first\n").unwrap();
    import(&mut project, &file, Some("label"));
    assert_eq!(asked(&project, 9).len(), 2);
    assert_eq!(project.label_progress().unwrap().waiting, 2);
}

#[test]
fn a_search_narrows_what_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let project = unlabelled(folder.path(), 12);
    let (found, questions) = project.questions_with("ROW 1", 2).unwrap();
    assert_eq!((found, questions.len()), (3, 2));
    assert!(questions.iter().all(|question| question.text.contains("row 1")));
}

#[test]
fn a_row_that_was_looked_for_is_no_exam_row() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = unlabelled(folder.path(), 40);
    for row in 1..=40 {
        let name = if row % 2 == 0 { "first" } else { "second" };
        let question = project.questions_with("row", 1).unwrap().1.remove(0);
        assert!(!question.random);
        project.answer_found(question.id, Answer::Category(name)).unwrap();
    }
    let all = project.rows(&RowFilter::default(), 0, 100).unwrap().rows;
    assert!(all.iter().all(|row| row.part == Some(Part::Train)), "{all:?}");
}

/// Fills in what a colleague would.
fn answered(from: &Path, to: &Path, say: impl Fn(&str) -> &'static str) {
    let preview = attune_engine::data::inspect(from, &ReadOptions::default()).unwrap();
    let mut table = TableWriter::create(to, &preview.columns).unwrap();
    for row in &preview.rows {
        table.row(&[&row[0], &row[1], say(&row[1]), &row[3]]).unwrap();
    }
    table.finish().unwrap();
}

#[test]
fn a_colleague_answers_and_is_compared() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = unlabelled(folder.path(), 8);
    for row in 1..=4 {
        label(&mut project, row, if row < 3 { "first" } else { "second" });
    }
    project.answer(5, Answer::Colleague).unwrap();
    project.answer(6, Answer::Colleague).unwrap();
    let (out, back) = (folder.path().join("out.csv"), folder.path().join("back.csv"));
    assert_eq!(project.write_questions(&out, 10).unwrap(), 6);
    let sent = std::fs::read_to_string(&out).unwrap();
    assert!(sent.starts_with("row,text,category,choose from"));
    // Rows 1 to 4 are texts 0 to 3; the two people differ on text 2.
    answered(&out, &back, |text| match text {
        "text of row 0" | "text of row 1" | "text of row 2" => "FIRST",
        "text of row 5" => "something new",
        _ => " second ",
    });
    let result = project.read_answers(&back).unwrap();
    assert_eq!((result.taken, result.compared, result.disagree.len()), (1, 4, 1));
    assert_eq!((result.disagree[0].row, &*result.disagree[0].theirs), (3, "first"));
    // 3 of 4 agree; by chance (2 * 3 + 2 * 1) / 16 = 1/2 would.
    assert!((result.kappa.unwrap() - 0.5).abs() < 1e-12);
    assert_eq!(result.unknown, [("something new".to_owned(), 1)]);
    assert_eq!(project.marked(Mark::Colleague).unwrap().len(), 1);
    project.undo().unwrap();
    assert_eq!(project.marked(Mark::Colleague).unwrap().len(), 2);
}

#[test]
fn a_strange_file_of_answers_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = unlabelled(folder.path(), 3);
    project.add_category("first").unwrap();
    let file = folder.path().join("strange.csv");
    std::fs::write(&file, "row,text,category\n1,another text,first\nx,y,first\n2,text of row 1,\n")
        .unwrap();
    let result = project.read_answers(&file).unwrap();
    assert_eq!((result.strange, result.empty, result.taken), (2, 1, 0));
    assert_eq!(result.kappa, None);
    std::fs::write(&file, "a,b\n1,2\n").unwrap();
    assert_eq!(project.read_answers(&file).unwrap_err().code, Code::BadFile);
    assert_eq!(project.write_questions(&file, 0).unwrap_err().code, Code::BadData);
}

#[test]
fn a_category_has_the_same_place_everywhere_however_its_count_changes() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = unlabelled(folder.path(), 8);
    for name in ["first", "unused", "third"] {
        project.add_category(name).unwrap();
    }
    let places = |project: &mut Project| -> Vec<(String, usize)> {
        let order: Vec<String> =
            project.label_categories().unwrap().into_iter().map(|c| c.name).collect();
        let summary = project.summary().unwrap();
        for category in &summary.categories {
            assert_eq!(order[category.place], category.name);
        }
        summary.categories.into_iter().map(|c| (c.name, c.place)).collect()
    };
    label(&mut project, 1, "third");
    label(&mut project, 2, "third");
    label(&mut project, 3, "first");
    assert_eq!(places(&mut project), [("third".into(), 2), ("first".into(), 0)]);
    for row in [4, 5, 6] {
        label(&mut project, row, "first");
    }
    assert_eq!(places(&mut project), [("first".into(), 0), ("third".into(), 2)]);
}
