//! Every command, once. From this list come the router that the window and tests call, and the
//! TypeScript the interface is checked against.

use crate::App;
use crate::types::*;
use attune_engine::error::{Code, Error, Result};
use attune_engine::task::Message;
use attune_engine::train::event::Record;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use ts_rs::TS;

/// Takes the names and types of all commands, in order.
pub(crate) trait Listener {
    fn command(&mut self, name: &'static str, about: &'static str);
    fn argument<T: TS + 'static>(&mut self, name: &'static str);
    fn result<T: TS + 'static>(&mut self);
}

macro_rules! commands {
    ($(
        #[doc = $about:literal]
        $name:ident($($arg:ident: $kind:ty),*) -> $result:ty;
    )*) => {
        impl App {
            /// Runs a command by name with its arguments as JSON.
            pub fn call(&self, name: &str, args: Value) -> Result<Value> {
                match name {
                    $(stringify!($name) => {
                        #[derive(serde::Deserialize)]
                        struct Args { $($arg: $kind),* }
                        let Args { $($arg),* } = read_args(name, args)?;
                        answer(name, self.$name($($arg),*)?)
                    })*
                    _ => Err(Error::internal(format!("There is no command '{name}'"))),
                }
            }
        }

        pub(crate) fn describe(listener: &mut impl Listener) {
            $(
                listener.command(stringify!($name), $about.trim_ascii());
                $(listener.argument::<$kind>(stringify!($arg));)*
                listener.result::<$result>();
            )*
        }
    };
}

commands! {
    /// This computer and this program.
    app_info() -> AppInfo;
    /// What the person has chosen for all projects.
    preferences() -> Preferences;
    /// Keeps them.
    set_preferences(preferences: Preferences) -> Preferences;

    /// All projects, the last opened first.
    projects() -> Vec<ProjectCard>;
    /// The sample projects that ship with Attune.
    samples() -> Vec<SampleCard>;
    /// An empty project.
    create_project(name: String) -> ProjectView;
    /// A project with the rows of a sample.
    create_from_sample(sample: Id) -> ProjectView;
    /// Opens a project, and keeps other programs out of it.
    open_project(project: Id) -> ProjectView;
    /// Lets go of it.
    close_project(project: Id) -> ();
    /// Gives it another name.
    rename_project(project: Id, name: String) -> ProjectView;
    /// Says what its rows are called, null for rows.
    set_noun(project: Id, noun: Option<String>) -> ProjectView;
    /// Deletes it with its data and runs, for good; refused while one is training.
    delete_project(project: Id) -> ();
    /// What there is of it, before it is copied or saved.
    project_parts(project: Id) -> ProjectParts;
    /// A second project with the same rows, history and runs; refused while one is training.
    copy_project(project: Id, name: String, job: Option<Id>) -> ProjectCard;
    /// Saves all of it as one new file inside the chosen folder; refused while one is training.
    export_project(project: Id, folder: Id, job: Option<Id>) -> SavedProject;
    /// What such a file holds; null where it is none, whatever it is called.
    project_file(file: Id) -> Option<ProjectFile>;
    /// Makes a new project of it, and opens it.
    import_project(file: Id, job: Option<Id>) -> ProjectView;

    /// A look at a file before anything is imported.
    inspect_file(file: Id, options: ReadOptions) -> Preview;
    /// A handle for text from the clipboard, which is then read like a file of this name.
    paste_text(name: String, text: String) -> Handle;
    /// Takes a file's rows into the project, all or none.
    import_file(
        project: Id, file: Id, options: ReadOptions, columns: Columns, test_only: bool,
        replace: bool, job: Option<Id>
    ) -> DataSummary;
    /// Writes the project's rows as they are now into a folder: csv, xlsx, jsonl, parquet or openai.
    save_data(project: Id, format: Id, folder: Id) -> SavedData;
    /// The project's data in numbers; null until a file was imported.
    data_summary(project: Id) -> Option<DataSummary>;
    /// A page of rows.
    rows(project: Id, filter: RowFilter, offset: usize, limit: usize) -> RowPage;
    /// A page of what could not be read.
    rejected_rows(project: Id, offset: usize, limit: usize) -> Vec<RejectedRow>;
    /// Puts a row into a category, or takes it out with null.
    set_label(project: Id, row: i64, label: Option<String>) -> DataSummary;
    /// Says which categories hold for a row that may have several; null takes that away.
    set_labels(project: Id, row: i64, labels: Option<Vec<String>>) -> DataSummary;
    /// Gives a category another name; runs know it under the new one at once.
    rename_label(project: Id, from: String, to: String) -> DataSummary;
    /// Adds a row by hand.
    add_row(project: Id, text: String, label: String) -> DataSummary;
    /// Adds a row that may have several categories by hand.
    add_tagged(project: Id, text: String, labels: Vec<String>) -> DataSummary;
    /// Adds a conversation, or a text as its only message, by hand.
    add_written(project: Id, goal: Goal, messages: Vec<Message>) -> DataSummary;
    /// A row exactly as a model is fed it.
    fed(project: Id, row: i64, model: Id) -> FedRow;
    /// Rows that share a row's rarest words, nearest first.
    similar_rows(project: Id, row: i64, limit: usize) -> Vec<SimilarRow>;
    /// Joins categories into one.
    merge_labels(project: Id, from: Vec<String>, into: String) -> DataSummary;
    /// Divides the rows anew; exam rows stay in the exam.
    set_shares(project: Id, shares: SplitShares) -> DataSummary;
    /// Takes the newest step back.
    undo(project: Id) -> DataSummary;
    /// Does it again.
    redo(project: Id) -> DataSummary;
    /// The steps taken, the newest first; those taken back come before.
    history(project: Id, limit: usize) -> Vec<HistoryStep>;

    /// Looks for what is wrong with the rows; with a model, for what only a model sees as well.
    check(project: Id, with: Option<CheckWith>, job: Option<Id>) -> CheckReport;
    /// A page of the rows of a finding that are open.
    found_rows(project: Id, finding: Id, offset: usize, limit: usize) -> FoundPage;
    /// Fixes a finding in these rows, or in all, as one step that can be taken back.
    fix_finding(project: Id, finding: Id, fix: Fix, which: Which) -> DataSummary;
    /// Keeps these rows of a finding, or all, as they are; it is not asked again.
    keep_finding(project: Id, finding: Id, which: Which) -> DataSummary;
    /// Puts the rows of one matter into one category.
    choose_label(project: Id, finding: Id, rows: Vec<i64>, label: String) -> DataSummary;
    /// What was found of personal data, by kind, and how it is replaced.
    privacy(project: Id, job: Option<Id>) -> PrivacyView;
    /// Says how it is replaced from now on, in the rows and on the way to every model.
    set_privacy(project: Id, cleaning: Cleaning) -> DataSummary;
    /// Rows in which nothing was found, drawn by chance, to be looked through.
    clear_rows(project: Id, seed: u64, limit: usize) -> Vec<Row>;
    /// What deleting the originals for good would take with it; deletes nothing.
    originals(project: Id) -> Originals;
    /// Deletes the undo that held them and the runs that learned from them as well, for good.
    delete_originals(project: Id) -> ProjectView;
    /// What the labelling screen shows; learns in the background when enough is new.
    label_view(project: Id, filter: LabelFilter) -> LabelView;
    /// How far labelling has come; nothing is learned for it.
    label_progress(project: Id) -> LabelProgress;
    /// Keeps what the person says to a row before it answers.
    label_answer(
        project: Id, row: i64, answer: LabelAnswer, filter: LabelFilter
    ) -> LabelView;
    /// Puts rows that have no category into one, as one step.
    label_many(project: Id, rows: Vec<i64>, label: String) -> DataSummary;
    /// A category that no row has yet.
    add_category(project: Id, name: String) -> LabelView;
    /// Says what belongs into a category; null takes the words away.
    define_category(project: Id, name: String, definition: Option<String>) -> LabelView;
    /// Rows that wait for a reason.
    marked_rows(project: Id, mark: Mark) -> Vec<Row>;
    /// Lets marked rows wait like all others.
    ask_again(project: Id, rows: Vec<i64>) -> LabelView;
    /// Writes the rows left to a colleague, and some labelled ones to compare.
    write_questions(project: Id, folder: Id, compare: usize) -> Questions;
    /// Takes what the colleague answered, and says where the two of you differ.
    read_answers(project: Id, file: Id) -> ColleagueAnswers;

    /// The built-in model and the folders opened so far.
    models() -> Vec<ModelCard>;
    /// Looks at a model in a folder and offers it.
    open_model_folder(folder: Id) -> ModelCard;
    /// Looks through a drive or a folder for models that can be trained, and offers them.
    scan_models(folder: Id, job: Option<Id>) -> FoundOnDrive;
    /// Models worth recommending for a project's goal. Makes no connection.
    recommended_models(project: Id) -> Recommendations;
    /// What training each model on the project's rows would take, as far as its sizes are known.
    outlooks(project: Id, models: Vec<Id>) -> Vec<ModelOutlook>;

    /// Whether anything may go online, and whose access key there is.
    online() -> Online;
    /// Asks the hub whose key it is, and keeps it until Attune closes.
    set_access_key(key: String) -> Online;
    /// Asks the hub whose key this computer's is.
    ask_account() -> Online;
    /// Forgets the key that was entered.
    forget_access_key() -> Online;
    /// Looks for models on the hub; what Attune can train comes first.
    search_models(query: ModelQuery) -> Vec<FoundModel>;
    /// Fetches what a model's maker says of it.
    model_card(repo: Id) -> ModelCardText;
    /// Fetches a model, or what is missing of it; one that was called off goes on.
    fetch_model(repo: Id, job: Option<Id>) -> ModelCard;
    /// Throws away what a fetch that was called off left.
    discard_fetch(repo: Id) -> ();
    /// What crossed the network, the newest first.
    ledger(limit: usize) -> Vec<LedgerLine>;
    /// Writes all of it as CSV into the chosen folder.
    save_ledger(folder: Id) -> Saved;
    /// Makes a run ready to be published; sends nothing.
    prepare_publish(
        project: Id, run: Id, format: Id, repo: Id, job: Option<Id>
    ) -> Draft;
    /// Whether a name on the hub is free.
    check_name(repo: Id) -> NameState;
    /// Sends a draft with the card as it is now.
    publish(draft: Id, repo: Id, public: bool, card: String, job: Option<Id>) -> Pushed;
    /// Deletes a draft.
    discard_draft(draft: Id) -> ();

    /// Methods, presets and settings for a goal.
    training_options(goal: Goal) -> TrainingOptions;
    /// Time and memory the plan would take, from a few timed steps.
    estimate(project: Id, plan: TrainPlan, job: Option<Id>) -> Estimate;

    /// Starts a run in a process of its own.
    start_training(project: Id, plan: TrainPlan) -> RunCard;
    /// Goes on with a run that was interrupted.
    resume_run(project: Id, run: Id) -> RunCard;
    /// Asks a running worker to pause, to go on, or to stop and keep the best.
    control_run(project: Id, run: Id, command: RunCommand) -> ();
    /// The project's runs, newest first.
    runs(project: Id) -> Vec<RunCard>;
    /// Makes a finished run the one that sorts files and is saved.
    use_run(project: Id, run: Id) -> Vec<RunCard>;
    /// Deletes a run with its model, for good; refused while it is training.
    delete_run(project: Id, run: Id) -> Vec<RunCard>;
    /// Deletes the checkpoints that one finished run, or all, no longer need; gives bytes freed.
    delete_checkpoints(project: Id, run: Option<Id>) -> u64;
    /// The events after a sequence number, or all.
    run_records(project: Id, run: Id, after: Option<u64>) -> Vec<Record>;

    /// How good a finished run is on the present exam rows, as far as it has answered them.
    report(project: Id, run: Id) -> Report;
    /// The same for a run that writes.
    language_report(project: Id, run: Id) -> LanguageView;
    /// Lets both models of such a run answer a few exam rows, and reports.
    written_answers(project: Id, run: Id, job: Option<Id>) -> LanguageView;
    /// Answers the exam rows that wait, and reports.
    rescore(project: Id, run: Id, job: Option<Id>) -> Report;
    /// A page of the exam rows that the run has answered.
    exam_rows(
        project: Id, run: Id, filter: ExamFilter, offset: usize, limit: usize
    ) -> ExamPage;
    /// What it mixes up, the most frequent first.
    mixups(project: Id, run: Id) -> Vec<MixUp>;
    /// Keeps what the person decides on a row. All runs are scored by it from then on.
    decide(project: Id, row: i64, decision: Decision) -> DataSummary;
    /// Finished runs on the same rows.
    compare_runs(project: Id, runs: Vec<Id>) -> Comparison;
    /// The rows that two runs answer differently.
    different_rows(project: Id, a: Id, b: Id, offset: usize, limit: usize) -> DifferentPage;
    /// How good a run is that says any number of categories.
    tag_report(project: Id, run: Id) -> TagView;
    /// Lets such a run answer the exam rows that wait, and reports.
    rescore_tags(project: Id, run: Id, job: Option<Id>) -> TagView;
    /// A page of the exam rows that such a run has answered.
    tag_rows(
        project: Id, run: Id, filter: TagFilter, offset: usize, limit: usize
    ) -> TagPage;
    /// Keeps what the person decides on such a row.
    decide_tags(project: Id, row: i64, decision: TagDecision) -> DataSummary;
    /// Finished runs of this kind on the same rows.
    compare_tags(project: Id, runs: Vec<Id>) -> TagComparison;
    /// The rows of which two such runs say different categories.
    different_tags(
        project: Id, a: Id, b: Id, offset: usize, limit: usize
    ) -> DifferentTagsPage;
    /// What such a run says of one text.
    tag_text(project: Id, run: Id, text: String) -> TagAnswer;
    /// One text sorted by a finished run.
    classify_text(project: Id, run: Id, text: String) -> Answer;
    /// The same, with the weight of every word and the answer from before training.
    explain_text(project: Id, run: Id, text: String, job: Option<Id>) -> Explained;
    /// A whole file sorted: its rows with predicted, confidence and needs_review added, as CSV.
    predict_file(
        project: Id, run: Id, file: Id, text_column: String, folder: Option<Id>, job: Option<Id>
    ) -> Predicted;
    /// The rows of a sorted file that need a look; `add_row` takes a corrected one into the data.
    review_rows(file: Id, text_column: String, offset: usize, limit: usize) -> ReviewPage;
    /// What a chat with a finished run begins with.
    chat_info(project: Id, run: Id) -> ChatInfo;
    /// The answers of both sides, whole; the window streams them instead.
    chat(project: Id, run: Id, request: ChatRequest, job: Option<Id>) -> Vec<ChatPiece>;
    /// Keeps which answer of a pair is better.
    vote(project: Id, run: Id, vote: Vote) -> Votes;
    /// What the run can be saved as.
    export_formats(project: Id, run: Id) -> Vec<ExportFormat>;
    /// The files that each of them which it can have would write; writes none.
    export_files(project: Id, run: Id) -> Vec<FormatFiles>;
    /// Saves it into a new folder inside the chosen one.
    export_run(project: Id, run: Id, format: Id, folder: Id, job: Option<Id>) -> Exported;
    /// The charts of a run.
    charts(project: Id, run: Id) -> Vec<ChartInfo>;
    /// Writes a chart as svg or png into the chosen folder.
    save_chart(
        project: Id, run: Id, chart: Id, format: Id, folder: Id, words: Words
    ) -> Saved;
    /// Writes one page on what was trained and how good it is, as svg or png.
    save_summary(project: Id, run: Id, format: Id, folder: Id, words: Words) -> Saved;
    /// What lies where, and how big it is.
    storage() -> Storage;
    /// The folder offered when the person has not chosen one.
    default_folder() -> Handle;

    /// How far a job is; null when it is not running.
    progress(job: Id) -> Option<Progress>;
    /// Calls a job off.
    cancel(job: Id) -> ();
}

fn read_args<T: DeserializeOwned>(command: &str, args: Value) -> Result<T> {
    let args = if args.is_null() { Value::Object(Default::default()) } else { args };
    serde_json::from_value(args).map_err(|error| {
        Error::new(Code::Internal, format!("The command '{command}' got arguments it can't take"))
            .safe("Nothing was changed")
            .advice("This is a fault in Attune. Copy the details and report it")
            .source(error)
    })
}

fn answer(command: &str, value: impl Serialize) -> Result<Value> {
    serde_json::to_value(value).map_err(|error| {
        Error::internal(format!("The answer of '{command}' could not be written")).source(error)
    })
}
