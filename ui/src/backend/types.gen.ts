// Made from the Rust types by the tests of src-tauri/api; ATTUNE_UPDATE=1 writes it anew. Do not
// edit by hand.

export type Account = { name: string, 
/**
 * Organisations it may publish for.
 */
organisations: Array<string>, 
/**
 * Whether the key may publish, where the hub tells.
 */
may_write: boolean | null, };

export type Answer = { label: string, confidence: number, 
/**
 * All categories, most likely first.
 */
all: Array<LabelProbability>, };

export type Answered = { row: number, text: string, 
/**
 * Its category or categories; none where it was set aside, or where none of them holds.
 */
labels: Array<string>, mark: Mark | null, 
/**
 * Whether the answer is what had been suggested, or holds it; absent when nothing was.
 */
suggested: boolean | null, 
/**
 * The suggestion was not shown.
 */
hidden: boolean, };

export type AppInfo = { version: string, os: string, cpu: string, cores: number, memory_bytes: number, memory_free_bytes: number, disk_free_bytes: number, };

export type Barred = "lock" | "environment";

export type Best = { 
/**
 * 0 is what there was before tuning, which did not beat it.
 */
step: number, 
/**
 * 0 where nothing is sorted.
 */
macro_f1: number, 
/**
 * Mean loss on the validation part; runs of earlier versions did not note it.
 */
loss: number | null, stage: Stage, };

export type Category = { name: string, count: number, train: number, validation: number, test: number, 
/**
 * Too few rows to stand in every part.
 */
too_small: boolean, 
/**
 * Among the project's categories by when they came: stays when counts change, and with it the
 * colour and the key.
 */
place: number, };

export type ChartInfo = { id: string, title: string, description: string, 
/**
 * Why this run has none.
 */
unavailable: string | null, };

export type ChatEnd = "said" | "full";

export type ChatInfo = { 
/**
 * The instructions that most examples had; empty when they had none.
 */
instructions: string, 
/**
 * Both sides use one copy of the model.
 */
shares_weights: boolean, 
/**
 * How it answers.
 */
params: Array<Param>, votes: Votes, };

export type ChatPiece = { side: Side, text: string, 
/**
 * Tokens of the answer so far.
 */
tokens: number, 
/**
 * `said`: the model ended it; `full`: it reached its longest. Absent while it goes on.
 */
ended: ChatEnd | null, };

export type ChatRequest = { 
/**
 * Put before the conversation; empty for none.
 */
instructions: string, before: Array<Message>, after: Array<Message>, settings: Settings, };

export type CheckReport = { 
/**
 * Rows looked at.
 */
rows: number, 
/**
 * What was found and is open, in the order to be shown.
 */
findings: Array<FindingCard>, 
/**
 * What the person settled, the newest first.
 */
settled: Array<SettledCard>, 
/**
 * The findings that need a model were looked for.
 */
slow_done: boolean, 
/**
 * Rows were changed since they were.
 */
slow_stale: boolean, };

export type CheckWith = { 
/**
 * The model that is to be trained.
 */
model: string, 
/**
 * Tokens of a text that training will read.
 */
limit: number, };

export type ClassScore = { label: string, precision: number, recall: number, f1: number, support: number, 
/**
 * Under 30 exam rows: a rough figure.
 */
rough: boolean, };

export type Cleaning = { on: boolean, 
/**
 * That the rows hold personal data is settled: they are to stay as they are.
 */
rows_stay: boolean, rules: Rules, };

export type ClosedAnswers = { n: number, 
/**
 * Answers that say the same, without case, punctuation and English articles.
 */
exact: [number, number], 
/**
 * Mean share of words that are shared, 0 to 1.
 */
overlap: [number, number], 
/**
 * 95% bootstrap range of the second.
 */
low: number, high: number, };

export type Code = "not_found" | "bad_file" | "bad_data" | "bad_setting" | "bad_model" | "unsupported" | "busy" | "disk_full" | "out_of_memory" | "diverged" | "interrupted" | "too_new" | "offline" | "network" | "key_needed" | "io" | "internal";

export type ColleagueAnswers = { 
/**
 * They had no category, and have the colleague's now.
 */
taken: number, 
/**
 * Both people gave one.
 */
compared: number, disagree: Array<Disagreement>, 
/**
 * Cohen's kappa over the compared rows; absent where it has no meaning.
 */
kappa: number | null, 
/**
 * Categories that are not in the project, and how often they were given.
 */
unknown: Array<[string, number]>, 
/**
 * Rows that are not in the project.
 */
strange: number, 
/**
 * Rows without an answer.
 */
empty: number, };

export type Columns = { 
/**
 * What the rows are for; the others follow from it.
 */
goal: Goal, text: string | null, label: string | null, 
/**
 * Where a row may have several categories and each has a column: these columns, in the place of
 * `label`.
 */
labels: Array<string>, 
/**
 * What stands between the categories of a cell; guessed when absent.
 */
separator: string | null, 
/**
 * Rows with the same value stay in the same part (patient, ticket, ...).
 */
group: string | null, 
/**
 * Of conversations: a list of messages, or a question and its answer.
 */
messages: string | null, prompt: string | null, answer: string | null, 
/**
 * Instructions put before every conversation that has none of its own: words, not a column.
 */
system: string | null, };

export type ComparedRun = { run: RunCard, 
/**
 * On the rows that all compared runs can be scored on.
 */
score: StageScore, 
/**
 * Macro F1's categories in the order of the comparison's `labels`.
 */
per_class: Array<ClassScore>, 
/**
 * Time spent on the run.
 */
seconds: number, 
/**
 * Size of what was learned, as saved.
 */
bytes: number, 
/**
 * Rows without an answer yet: `rescore` this run.
 */
waiting: number, };

export type ComparedTags = { run: RunCard, 
/**
 * On the rows that all compared runs can be scored on.
 */
score: TagStanding, 
/**
 * In the order of the comparison's `labels`.
 */
per_label: Array<LabelScore>, 
/**
 * Time spent on the run.
 */
seconds: number, 
/**
 * Size of what was learned, as saved.
 */
bytes: number, 
/**
 * Rows without an answer yet: `rescore_tags` this run.
 */
waiting: number, };

export type Comparison = { 
/**
 * Exam rows that every compared run can be scored on.
 */
rows: number, 
/**
 * Exam rows left out because one of the runs has no answer to them, or learned from them.
 */
left_out: number, labels: Array<string>, 
/**
 * In the order asked for.
 */
runs: Array<ComparedRun>, 
/**
 * The untuned model with the quick head of the first run.
 */
before: StageScore | null, 
/**
 * Every two of them.
 */
pairs: Array<PairTest>, changes: Array<SettingChange>, };

export type Confidence = "surely" | "probably" | "cannot_tell";

export type DataSummary = { goal: Goal, sources: Array<SourceFile>, rows: number, labelled: number, unlabelled: number, 
/**
 * Most frequent first.
 */
categories: Array<Category>, variants: Array<LabelVariants>, shares: SplitShares, train: number, validation: number, test: number, has_groups: boolean, 
/**
 * Rows by number of words: upper bound (inclusive) of the bin and count.
 */
lengths: Array<[number, number]>, median_words: number, rejected: number, 
/**
 * Rare categories are to weigh more in training.
 */
weigh_rare: boolean, 
/**
 * Why training can't start yet, in plain words; empty when it can.
 */
obstacles: Array<string>, 
/**
 * What undo would take back ("Joined 'refund' into 'Refund'").
 */
undo: string | null, redo: string | null, };

export type Decision = { "verdict": "label_wrong", label: string, } | { "verdict": "model_wrong" } | { "verdict": "both_fit", other: string, } | { "verdict": "open" };

export type Deed = "searched" | "asked" | "fetched" | "sent";

export type DifferentPage = { total: number, rows: Array<DifferentRow>, };

export type DifferentRow = { id: number, text: string, label: string, a: LabelProbability, b: LabelProbability, a_right: boolean, b_right: boolean, };

export type DifferentTags = { id: number, text: string, labels: Array<string>, a: Array<LabelProbability>, b: Array<LabelProbability>, a_right: boolean, b_right: boolean, };

export type DifferentTagsPage = { total: number, rows: Array<DifferentTags>, };

export type Disagreement = { row: number, text: string, yours: string, theirs: string, };

export type Draft = { id: string, 
/**
 * Everything that will be sent, the card included.
 */
files: Array<SentFile>, 
/**
 * Markdown with its head.
 */
card: string, 
/**
 * The base's name on the hub.
 */
base: string | null, 
/**
 * The licence that holds for the tuned model too, as the hub names it.
 */
licence: string | null, 
/**
 * What it allows, in a sentence.
 */
licence_plain: string | null, 
/**
 * What publishing asks of the person.
 */
duties: Array<string>, 
/**
 * Whether everybody may be shown it.
 */
may_be_public: boolean, };

export type Error = { code: Code, 
/**
 * What happened, as one sentence without a full stop.
 */
what: string, 
/**
 * Where: a file, a row, a setting.
 */
where: string | null, 
/**
 * What is safe.
 */
safe: string | null, 
/**
 * What to do.
 */
advice: string | null, 
/**
 * What the layer below said; for "Copy details", never the person's text.
 */
source: string | null, };

export type Estimate = { 
/**
 * For the whole run; early stopping may end it sooner.
 */
seconds: number, memory_bytes: number, memory_free_bytes: number, fit: Fit, steps: number, trainable: number, total: number, 
/**
 * A start with well-chosen examples, where all would take longer than a night.
 */
fewer: FewerExamples | null, };

export type Event = { "event": "choosing", done: number, total: number, count: number, } | { "event": "prepared", 
/**
 * Rows in each part.
 */
train: number, validation: number, test: number, 
/**
 * Rows left out because they have no text or no label.
 */
dropped: number, 
/**
 * Rows cut at the longest allowed length.
 */
truncated: number, labels: Array<string>, trainable: number, total: number, steps: number, epochs: number, 
/**
 * Peak memory of the worker, bytes, from the meta interpreter.
 */
est_bytes: number, } | { "event": "step", step: number, 
/**
 * Passes over the data so far.
 */
epoch: number, 
/**
 * Mean loss of this step's examples.
 */
loss: number, lr: number, 
/**
 * Before clipping.
 */
grad_norm: number, tokens_per_s: number, mem_bytes: number, eta_s: number, } | { "event": "evaluated", step: number, epoch: number, split: Part, stage: Stage, metrics: Scores, 
/**
 * This is the best on the validation part so far.
 */
best: boolean, } | { "event": "sample", step: number, answers: Array<SampleAnswer>, } | { "event": "checkpoint_saved", step: number, sha256: string, } | { "event": "warning", code: Code, what: string, advice: string, } | { "event": "paused", step: number, 
/**
 * Absent when the person asked for it.
 */
code: Code | null, what: string, advice: string, } | { "event": "resumed", step: number, } | { "event": "interrupted", step: number, } | { "event": "finished", best: Best, step: number, 
/**
 * Early stopping, or the person, ended it before the planned last step.
 */
stopped_early: boolean, } | { "event": "failed", code: Code, what: string, advice: string, last_good_step: number, };

export type ExamFilter = { truth: string | null, predicted: string | null, 
/**
 * true: right ones only, false: wrong ones only.
 */
right: boolean | null, 
/**
 * true: decided ones only, false: open ones only.
 */
decided: boolean | null, order: ExamOrder, seed: number, };

export type ExamOrder = "row" | "most_sure" | "least_sure" | "random";

export type ExamPage = { 
/**
 * Rows the filter finds.
 */
total: number, 
/**
 * Of all scored rows.
 */
right: number, wrong: number, rows: Array<ExamRow>, };

export type ExamRow = { id: number, text: string, 
/**
 * Its category now.
 */
label: string, predicted: string, confidence: number, right: boolean, 
/**
 * The three likeliest categories.
 */
likely: Array<LabelProbability>, 
/**
 * What the untuned model with its quick head says.
 */
before: LabelProbability | null, verdict: Verdict | null, 
/**
 * File and line it came from.
 */
source: string, line: number, };

export type ExamState = { 
/**
 * Exam rows of the project now.
 */
rows: number, 
/**
 * Of them, those this run's figures are about.
 */
scored: number, 
/**
 * Rows that joined the exam or changed since and have no answer yet: `rescore` fills them in.
 */
waiting: number, 
/**
 * Rows left out because this run learned from them, before they became exam rows.
 */
learned: number, 
/**
 * Since the run was finished: rows that joined, rows that left, rows with another category.
 */
added: number, removed: number, relabelled: number, 
/**
 * Wrong answers that a person said fit as well.
 */
both_fit: number, 
/**
 * Rows whose category a person has looked at and decided on.
 */
decided: number, };

export type Explained = { answer: Answer, 
/**
 * The text in pieces, each with what leaving it out takes from the answer's probability
 * (negative: it spoke against it). Joined, the pieces are the text.
 */
pieces: Array<[string, number]>, 
/**
 * What the untuned model with its quick head says.
 */
before: Answer | null, 
/**
 * The text was too long to weigh every word.
 */
cut: boolean, };

export type ExportFormat = { id: string, title: string, description: string, 
/**
 * Why this run can't have it.
 */
unavailable: string | null, };

export type Exported = { folder: string, files: Array<ExportedFile>, 
/**
 * The folder, to be opened.
 */
place: Handle, };

export type ExportedFile = { name: string, bytes: number, };

export type FedPiece = { text: string, 
/**
 * It is learned; the rest is only read.
 */
learned: boolean, 
/**
 * A mark of the model's own, which is no text to it.
 */
mark: boolean, };

export type FedRow = { 
/**
 * The model's id.
 */
model: string, 
/**
 * The model brings no template of its own for conversations; a plain one is used.
 */
plain: boolean, 
/**
 * Mostly one text; some templates write a conversation otherwise up to each of its answers.
 */
texts: Array<Array<FedPiece>>, };

export type FewerExamples = { examples: number, seconds: number, };

export type FindingCard = { id: string, title: string, 
/**
 * Why it matters.
 */
why: string, 
/**
 * It should be settled before training.
 */
decide: boolean, rows: number, 
/**
 * Things to be decided: a text that stands in two categories is one.
 */
matters: number, 
/**
 * What was found, by name, the most frequent first: languages, codes, phrases.
 */
notes: Array<Named>, 
/**
 * Marked places by kind, the most frequent first, where a finding tells several apart.
 */
kinds: Array<KindCount>, 
/**
 * The categories of the rows, the most frequent first.
 */
categories: Array<Named>, 
/**
 * The first of them, as examples.
 */
examples: Array<FoundRow>, 
/**
 * The recommended one first; those that would change nothing are left out.
 */
fixes: Array<FixCard>, };

export type Fit = "comfortable" | "tight" | "wont_fit";

export type Fix = "remove" | "rewrite" | "replace" | "clean" | "split" | "relabel" | "join" | "balance";

export type FixCard = { fix: Fix, 
/**
 * Rows it would change.
 */
rows: number, 
/**
 * Rows there would be fewer (or, cutting, more) after it.
 */
change: number, };

export type FormatFiles = { format: string, files: Array<ExportedFile>, };

export type FoundModel = { 
/**
 * OWNER/NAME
 */
id: string, state: FoundState, family: string | null, 
/**
 * Its usual name, or the hub's where that is not known.
 */
licence: string | null, 
/**
 * What it allows, in a sentence; absent where it is not known.
 */
licence_plain: string | null, languages: Array<string>, 
/**
 * How often it was fetched, where the hub was asked.
 */
downloads: number | null, 
/**
 * Of the weights, as far as the hub tells how many there are.
 */
bytes: number | null, 
/**
 * The licence has to be accepted on the hub first.
 */
gated: boolean, 
/**
 * Its page, for a browser.
 */
page: string, };

export type FoundOnDrive = { models: Array<ModelCard>, 
/**
 * Folders that hold a model which can't be trained.
 */
refused: number, 
/**
 * False where there were more folders than are looked through.
 */
complete: boolean, };

export type FoundPage = { total: number, rows: Array<FoundRow>, };

export type FoundRow = { row: Row, matter: number, marks: Array<Spot>, 
/**
 * The row it is like, or stands against.
 */
other: Row | null, 
/**
 * The category it would get.
 */
label: string | null, 
/**
 * The texts that would stand in its place.
 */
texts: Array<string>, note: string | null, score: number | null, };

export type FoundState = "here" | "begun" | "open" | "other_family" | "unsafe";

export type Goal = "classify" | "tag" | "chat" | "continue";

export type Handle = { id: string, name: string, 
/**
 * The folder it lies in, for reading only.
 */
folder: string, bytes: number, };

export type HistoryStep = { id: number, 
/**
 * In plain English.
 */
title: string, kind: StepKind, 
/**
 * What the kind says of them.
 */
names: Array<string>, 
/**
 * Rows it touched.
 */
rows: number, 
/**
 * It was taken back and can be done again.
 */
undone: boolean, 
/**
 * Seconds since 1970; 0 when not known.
 */
at: number, };

export type KeyPlace = "none" | "session" | "environment";

export type Kind = { "type": "integer", min: number, max: number, } | { "type": "number", min: number, max: number, } | { "type": "switch" } | { "type": "choice", options: Array<string>, } | { "type": "list", options: Array<string>, };

export type KindCount = { kind: string, places: number, };

export type KnownExport = { run: string, format: string, folder: string, bytes: number, saved_at: number, 
/**
 * Absent when it is not there any more.
 */
place: Handle | null, };

export type LabelAnswer = { "kind": "category", name: string, } | { "kind": "categories", names: Array<string>, } | { "kind": "later" } | { "kind": "colleague" } | { "kind": "none_fits" };

export type LabelCategory = { id: number, name: string, 
/**
 * What belongs into it, in the person's words.
 */
definition: string | null, rows: number, };

export type LabelFilter = { 
/**
 * Rows whose text holds this, case ignored.
 */
find: string | null, };

export type LabelForecast = { 
/**
 * Share of held-out labelled rows that the quick head gets right.
 */
accuracy: number, 
/**
 * By how much that would rise with twice the labels.
 */
gain: number, 
/**
 * More labels would hardly help.
 */
enough: boolean, 
/**
 * The category that more rows would help most, and about how many.
 */
most_helpful: [string, number] | null, };

export type LabelProbability = { label: string, probability: number, };

export type LabelProgress = { 
/**
 * All that have a category.
 */
labelled: number, 
/**
 * Of these, the ones that got it here and not from a file.
 */
given: number, waiting: number, later: number, colleague: number, none: number, 
/**
 * Labelled with a suggestion in sight, and of these where it was taken.
 */
shown: number, matched: number, 
/**
 * The same for rows that came by chance, with the suggestion hidden.
 */
hidden: number, hidden_matched: number, 
/**
 * The usual time for an answer; absent until there are some.
 */
seconds_each: number | null, };

export type LabelQuestion = { id: number, text: string, source: string, line: number, 
/**
 * It was put off before.
 */
later: boolean, 
/**
 * It comes by chance, so that nothing is suggested.
 */
random: boolean, 
/**
 * By how much the first suggestion leads before the second, 0 to 1.
 */
margin: number | null, 
/**
 * Most likely first; empty where nothing is suggested.
 */
guesses: Array<LabelProbability>, };

export type LabelScore = { label: string, 
/**
 * It is said from this probability on.
 */
threshold: number, precision: number, recall: number, f1: number, 
/**
 * 95% bootstrap range of the F1, over the rows.
 */
low: number, high: number, 
/**
 * Rows of which it is true, and of which it was said.
 */
support: number, said: number, 
/**
 * Of which it is true and was said.
 */
hits: number, 
/**
 * Under 30 rows of which it is true: a rough figure.
 */
rough: boolean, };

export type LabelVariants = { 
/**
 * The most frequent spelling.
 */
keep: string, others: Array<string>, rows: number, };

export type LabelView = { progress: LabelProgress, 
/**
 * In an order that stays the same.
 */
categories: Array<LabelCategory>, 
/**
 * The next rows, the first of them to be shown.
 */
questions: Array<LabelQuestion>, 
/**
 * Rows that pass the filter; absent without one.
 */
found: number | null, 
/**
 * The newest first.
 */
answered: Array<Answered>, head: QuickHead, };

export type LanguageView = { 
/**
 * chat or continue
 */
task: string, 
/**
 * The model as it came, and the version that was kept; absent without exam rows.
 */
before: Standing | null, after: Standing | null, kept: Stage, kept_step: number, 
/**
 * Time spent on the run.
 */
seconds: number, 
/**
 * Exam rows, those first that surprise the kept version most.
 */
rows: Array<SurprisingRow>, 
/**
 * Both models' answers, once they were asked for.
 */
answers: Array<WrittenAnswer>, 
/**
 * How right they are where an answer is short; absent where none is.
 */
closed: ClosedAnswers | null, 
/**
 * What the kept version repeats of its examples.
 */
repeated: Array<RepeatedSpan>, 
/**
 * Questions that can't be answered, once they were asked.
 */
unanswerable: Array<UnanswerableAnswer>, };

export type LedgerLine = { id: string, 
/**
 * Seconds since 1970, at its beginning.
 */
at: number, deed: Deed, 
/**
 * The words searched, or the file and model.
 */
what: string, 
/**
 * Every machine that was asked.
 */
hosts: Array<string>, 
/**
 * Bytes of contents; headers are not counted.
 */
received: number, sent: number, outcome: Outcome, };

export type Mark = "later" | "colleague" | "none";

export type Message = { 
/**
 * `system`, `user` or `assistant`.
 */
role: string, content: string, };

export type MethodInfo = { id: string, title: string, description: string, 
/**
 * Own parameters of the method.
 */
params: Array<Param>, recommended: boolean, };

export type MixUp = { truth: string, predicted: string, count: number, 
/**
 * The row the run is most sure of.
 */
example: string, };

export type ModelCard = { 
/**
 * "starter", the id of an opened folder, or OWNER/NAME of one that was fetched.
 */
id: string, title: string, 
/**
 * Empty where it is not stated; so is the licence.
 */
maker: string, description: string, licence: string, family: string, parameters: number, bytes: number, layers: number, hidden: number, max_length: number, 
/**
 * mean or cls
 */
pooling: string, built_in: boolean, 
/**
 * Fetched from the hub.
 */
fetched: boolean, recommended: boolean, 
/**
 * It can sort texts into categories.
 */
sorts: boolean, 
/**
 * It can write.
 */
writes: boolean, };

export type ModelCardText = { model: string, 
/**
 * Markdown with its head. What others wrote: shown as text, never as a page.
 */
card: string, 
/**
 * The model's page, for a browser.
 */
page: string, };

export type ModelOutlook = { model: string, seconds: number, memory_bytes: number, memory_free_bytes: number, fit: Fit, };

export type ModelQuery = { words: string, 
/**
 * Two letters; absent for any.
 */
language: string | null, 
/**
 * As the hub names it; absent for any.
 */
licence: string | null, };

export type NameState = "free" | "own" | "own_public";

export type Named = { name: string, rows: number, 
/**
 * What it would be joined into.
 */
into: string | null, };

export type Online = { barred: Barred | null, 
/**
 * The hub's host.
 */
hub: string, key: KeyPlace, 
/**
 * Absent until the hub was asked.
 */
account: Account | null, };

export type Originals = { 
/**
 * Undo, removed rows or unreadable lines hold texts that are not the present ones.
 */
held: boolean, 
/**
 * Runs that learned from the originals, or keep a copy of them: they go as well.
 */
runs: Array<string>, 
/**
 * Personal data that stands in the rows still.
 */
open: Places, 
/**
 * Files the rows came from. They are not Attune's, and stay where they are.
 */
files: Array<string>, };

export type Outcome = "began" | "done" | "stopped" | "failed";

export type PairTest = { a: string, b: string, 
/**
 * Rows that only this one gets right.
 */
only_a: number, only_b: number, both: number, neither: number, p: number, confidence: Confidence, 
/**
 * Absent when both get as many right.
 */
better: string | null, };

export type Param = { 
/**
 * The key of `--set KEY=VALUE`, and of the recipe.
 */
name: string, title: string, kind: Kind, 
/**
 * As it would be typed.
 */
default: string, help: string, 
/**
 * Shown in the expert drawer only.
 */
advanced: boolean, };

export type Part = "train" | "validation" | "test";

export type Places = { places: number, rows: number, };

export type Predicted = { file: string, folder: string, rows: number, 
/**
 * Under 60% sure.
 */
needs_review: number, rejected: number, 
/**
 * The folder, to be opened.
 */
place: Handle, 
/**
 * The file that was written, for `review_rows`.
 */
sorted: Handle, };

export type Preferences = { 
/**
 * system, light, dark
 */
theme: string, 
/**
 * 1.0 is 100%.
 */
text_size: number, 
/**
 * system, or the code of a language: en, de.
 */
language: string, 
/**
 * Keys of one letter work while no text field has the focus.
 */
letter_keys: boolean, 
/**
 * A message of the system when work is done and the window is out of sight.
 */
notifications: boolean, 
/**
 * Show what the model would say before the person has decided.
 */
suggestions: boolean, 
/**
 * The lock: nothing may cross the network.
 */
never_online: boolean, };

export type PresetInfo = { id: string, title: string, description: string, 
/**
 * What it sets for each method: method id -> settings.
 */
settings: { [key in string]: Settings }, recommended: boolean, };

export type Preview = { name: string, bytes: number, 
/**
 * What was guessed or asked for; what the format has no use for is absent.
 */
options: ReadOptions, 
/**
 * The sheets to choose from; empty where there are none.
 */
sheets: Array<string>, 
/**
 * The ids of the ways to cut a document into rows; empty for a table.
 */
cuts: Array<string>, columns: Array<string>, 
/**
 * The guess.
 */
roles: Columns, 
/**
 * How rows are joined into conversations, or could be where they look like single turns.
 */
turns: TurnsGuess | null, 
/**
 * The first rows, one cell a column.
 */
rows: Array<Array<string>>, row_count: number, rejected_count: number, 
/**
 * The first of them.
 */
rejected: Array<RejectedRow>, 
/**
 * Facts worth knowing, in plain words ("The file says UTF-8 but ...").
 */
notes: Array<string>, seconds: number, };

export type PrivacyView = { cleaning: Cleaning, 
/**
 * Every kind, those that are not replaced too.
 */
kinds: Array<PrivateKind>, 
/**
 * What the person's own words and patterns found.
 */
own: Places, 
/**
 * What is replaced, in all.
 */
found: Places, 
/**
 * Rows in which nothing was found of any kind.
 */
clear: number, };

export type PrivateKind = { id: string, title: string, 
/**
 * What stands in its place, without its number.
 */
placeholder: string, example: string, help: string, found: Places, };

export type Progress = { 
/**
 * What is being done, in plain words.
 */
phase: string, done: number, 
/**
 * 0 while unknown.
 */
total: number, };

export type ProjectCard = { id: string, name: string, goal: Goal, status: ProjectStatus, rows: number, categories: number, 
/**
 * Right answers of the run in use on the exam, "92 of 100" = (92, 100).
 */
result: [number, number] | null, 
/**
 * The run a banner offers to resume.
 */
interrupted: RunCard | null, 
/**
 * The finished run that sorts files: the one in use, else the best.
 */
best_run: RunCard | null, 
/**
 * What a row is called: messages, clauses, ...; absent: rows.
 */
noun: string | null, 
/**
 * Seconds since 1970.
 */
opened_at: number, };

export type ProjectFile = { file: string, name: string, rows: number, runs: number, 
/**
 * What it will take on this disk.
 */
bytes: number, };

export type ProjectParts = { rows: number, 
/**
 * Trainings.
 */
runs: number, 
/**
 * About how large all of it is.
 */
bytes: number, };

export type ProjectStatus = "empty" | "ready" | "training" | "interrupted" | "trained";

export type ProjectStorage = { id: string, name: string, bytes: number, 
/**
 * Rows, labels and undo.
 */
data_bytes: number, runs: Array<RunStorage>, exports: Array<KnownExport>, place: Handle, };

export type ProjectView = { id: string, name: string, 
/**
 * What a row is called: messages, clauses, ...; absent: rows.
 */
noun: string | null, 
/**
 * Absent until a file was imported.
 */
data: DataSummary | null, 
/**
 * Newest first.
 */
runs: Array<RunCard>, };

export type Pushed = { repo: string, 
/**
 * The model's page.
 */
page: string, commit: string | null, files: Array<SentFile>, 
/**
 * As the hub says; null where it does not.
 */
private: boolean | null, };

export type Questions = { file: Handle, 
/**
 * The folder it lies in, to be opened.
 */
place: Handle, rows: number, };

export type QuickHead = { 
/**
 * Rows with a category that it has learned from; absent before the first time.
 */
labels: number | null, 
/**
 * It is learning now: texts read, and texts to read.
 */
learning: [number, number] | null, forecast: LabelForecast | null, 
/**
 * Why it could not learn.
 */
fault: Error | null, };

export type ReadOptions = { 
/**
 * csv, json, jsonl, xlsx, ...
 */
format: string | null, 
/**
 * utf-8, utf-16le, utf-16be, windows-1252
 */
encoding: string | null, delimiter: string | null, header: boolean | null, 
/**
 * Of a spreadsheet: the name of the sheet.
 */
sheet: string | null, 
/**
 * Of a sheet or a table as text: the row or line in which the table starts, from 1.
 */
first_row: number | null, 
/**
 * Of a document: the id of the way it is cut into rows.
 */
cut: string | null, 
/**
 * Of a document cut by length: words in a row.
 */
cut_words: number | null, 
/**
 * Where a row is one turn of a conversation: how rows are joined.
 */
turns: Turns | null, };

export type Recommendations = { 
/**
 * The best first.
 */
models: Array<RecommendedModel>, 
/**
 * The language of most rows, in two letters; absent where it is not clear.
 */
language: string | null, };

export type RecommendedModel = { title: string, 
/**
 * What it is good at, in a sentence.
 */
good_at: string, parameters: number, 
/**
 * How many languages it reads, where the list names only some.
 */
language_count: number | null, 
/**
 * Attune's own developers have trained it.
 */
tried: boolean, 
/**
 * As the hub names it.
 */
licence_id: string, found: FoundModel, };

export type Record = { v: number, 
/**
 * Counts from 0 without gaps within a run, across resumes.
 */
seq: number, 
/**
 * Time spent on the run, pauses and time between worker processes left out.
 */
elapsed_ms: number, } & ({ "event": "choosing", done: number, total: number, count: number, } | { "event": "prepared", 
/**
 * Rows in each part.
 */
train: number, validation: number, test: number, 
/**
 * Rows left out because they have no text or no label.
 */
dropped: number, 
/**
 * Rows cut at the longest allowed length.
 */
truncated: number, labels: Array<string>, trainable: number, total: number, steps: number, epochs: number, 
/**
 * Peak memory of the worker, bytes, from the meta interpreter.
 */
est_bytes: number, } | { "event": "step", step: number, 
/**
 * Passes over the data so far.
 */
epoch: number, 
/**
 * Mean loss of this step's examples.
 */
loss: number, lr: number, 
/**
 * Before clipping.
 */
grad_norm: number, tokens_per_s: number, mem_bytes: number, eta_s: number, } | { "event": "evaluated", step: number, epoch: number, split: Part, stage: Stage, metrics: Scores, 
/**
 * This is the best on the validation part so far.
 */
best: boolean, } | { "event": "sample", step: number, answers: Array<SampleAnswer>, } | { "event": "checkpoint_saved", step: number, sha256: string, } | { "event": "warning", code: Code, what: string, advice: string, } | { "event": "paused", step: number, 
/**
 * Absent when the person asked for it.
 */
code: Code | null, what: string, advice: string, } | { "event": "resumed", step: number, } | { "event": "interrupted", step: number, } | { "event": "finished", best: Best, step: number, 
/**
 * Early stopping, or the person, ended it before the planned last step.
 */
stopped_early: boolean, } | { "event": "failed", code: Code, what: string, advice: string, last_good_step: number, });

export type RejectedRow = { 
/**
 * Line of the file where the row starts, from 1.
 */
line: number, reason: string, 
/**
 * The beginning of the row as it stands in the file.
 */
excerpt: string, };

export type RepeatedSpan = { 
/**
 * The exam row that was answered, and the example.
 */
answer: number, row: number, text: string, 
/**
 * The kind of personal data it is, if it is any.
 */
kind: string | null, };

export type Report = { 
/**
 * Majority, quick head, kept.
 */
scores: Array<StageScore>, labels: Array<string>, per_class: Array<ClassScore>, 
/**
 * Row = true category, column = predicted, in the order of `labels`.
 */
confusion: Array<Array<number>>, 
/**
 * What was kept: tuning, or the quick head because tuning did not beat it.
 */
kept: Stage, kept_step: number, 
/**
 * Time spent on the run.
 */
seconds: number, exam: ExamState, 
/**
 * The figures as the run ended, when the exam has changed since.
 */
at_the_end: StageScore | null, };

export type ReviewPage = { total: number, rows: Array<ReviewRow>, };

export type ReviewRow = { line: number, text: string, predicted: string, confidence: number, };

export type Row = { id: number, 
/**
 * Of a conversation: what it begins with.
 */
text: string, 
/**
 * The turns of a conversation; absent elsewhere.
 */
messages: Array<Message> | null, 
/**
 * Its category, or its categories in one line; absent while unlabelled.
 */
label: string | null, 
/**
 * Its categories, where a row may have any number of them; absent elsewhere, and while
 * unlabelled.
 */
labels: Array<string> | null, group: string | null, 
/**
 * Absent while unlabelled.
 */
part: Part | null, 
/**
 * File and line it came from.
 */
source: string, line: number, };

export type RowFilter = { label: string | null, unlabelled: boolean, part: Part | null, 
/**
 * Rows whose text holds this, case ignored.
 */
find: string | null, };

export type RowPage = { total: number, rows: Array<Row>, };

export type RowTag = { label: string, holds: boolean, said: boolean, probability: number, 
/**
 * It is said from this probability on; absent where the run never learned it.
 */
threshold: number | null, };

export type Rules = { 
/**
 * Changes when the rules of a kind do: a model keeps to those it was trained with.
 */
v: number, 
/**
 * Ids of kinds.
 */
kinds: Array<string>, words: Array<string>, patterns: Array<string>, 
/**
 * What is found and yet stands for no one: the rose of rose hip tea. Whole places only.
 */
keep: Array<string>, };

export type RunCard = { id: string, state: RunState, 
/**
 * classify, tag, chat or continue
 */
task: string, model: string, method: string, preset: string, step: number, steps: number, 
/**
 * Best macro F1 on the validation part so far, where there are categories.
 */
best_f1: number | null, 
/**
 * Lowest mean loss of a token on the validation part so far, where the model learns to write.
 */
best_loss: number | null, started_at: number, 
/**
 * When the newest checkpoint was written.
 */
saved_at: number | null, 
/**
 * The data to learn from was changed after this run started; the exam may change freely.
 */
from_earlier_data: boolean, 
/**
 * Why it should be trained again.
 */
stale: Array<Stale>, 
/**
 * The one that sorts files and is saved, until the person chooses another.
 */
in_use: boolean, };

export type RunCommand = "pause" | "go_on" | "stop_and_keep";

export type RunState = "running" | "paused" | "interrupted" | "finished" | "failed";

export type RunStorage = { id: string, state: RunState, 
/**
 * All of the run.
 */
bytes: number, 
/**
 * Of it, checkpoints that a finished run no longer needs.
 */
spare_bytes: number, started_at: number, };

export type SampleAnswer = { text: string, label: string, predicted: string, confidence: number, before: string | null, };

export type SampleCard = { id: string, title: string, description: string, goal: Goal, 
/**
 * What a row is called: messages, clauses, ...
 */
noun: string, rows: number, categories: number, 
/**
 * The model on the hub that it is made for; absent where the starter is.
 */
model: string | null, };

export type Saved = { file: Handle, 
/**
 * The folder it lies in, to be opened.
 */
place: Handle, };

export type SavedData = { file: string, folder: string, rows: number, 
/**
 * Rows that the format has no place for.
 */
left_out: number, 
/**
 * What the person should know of the file.
 */
notes: Array<string>, 
/**
 * The folder, to be opened.
 */
place: Handle, };

export type SavedProject = { 
/**
 * The file's name.
 */
file: string, 
/**
 * For reading only.
 */
folder: string, bytes: number, place: Handle, };

export type Scores = { n: number, 
/**
 * Mean cross-entropy in nats. Absent for predictors without probabilities.
 */
loss: number | null, 
/**
 * Share of rows that are right, 0 to 1, where there are categories; where a row may have
 * several, of rows with exactly the right ones.
 */
accuracy: number | null, 
/**
 * Mean of the F1 of every category that has rows, 0 to 1.
 */
macro_f1: number | null, 
/**
 * F1 over all labels of all rows together, 0 to 1, where a row may have several.
 */
micro_f1?: number, 
/**
 * exp of the loss, where every token counts.
 */
perplexity: number | null, };

export type SentFile = { path: string, bytes: number, };

export type SettingChange = { 
/**
 * model, method, preset, seed, data, or the name of a setting.
 */
name: string, title: string, 
/**
 * One value a run, in their order; empty where the run has no such setting.
 */
values: Array<string>, };

export type Settings = { [key in string]: string };

export type SettledCard = { 
/**
 * The step of the history.
 */
step: number, finding: string, 
/**
 * Absent where it was kept as it is.
 */
fix: Fix | null, rows: number, };

export type Side = "before" | "after";

export type SimilarRow = { row: Row, 
/**
 * The rarest words both have, the rarest first.
 */
shared: Array<string>, };

export type SourceFile = { name: string, rows: number, rejected: number, 
/**
 * A test file of the person's own.
 */
test_only: boolean, };

export type SplitShares = { 
/**
 * Percent; the three add up to 100.
 */
train: number, validation: number, test: number, };

export type Spot = { from: number, to: number, 
/**
 * What it is, where a finding tells several kinds apart; else empty.
 */
kind: string, };

export type Stage = "majority" | "quick_head" | "untuned" | "tuning" | "kept";

export type StageScore = { stage: Stage, n: number, right: number, accuracy: number, 
/**
 * 95% Wilson score interval of the accuracy.
 */
low: number, high: number, macro_f1: number, loss: number | null, };

export type Stale = { "reason": "data_changed" } | { "reason": "categories_merged", from: Array<string>, into: string, } | { "reason": "categories_added", names: Array<string>, };

export type Standing = { 
/**
 * Conversations or texts.
 */
n: number, 
/**
 * Tokens that were asked for.
 */
tokens: number, 
/**
 * Nats for each of these tokens.
 */
loss: number, perplexity: number, 
/**
 * 95% bootstrap range of the perplexity, over the texts.
 */
low: number, high: number, };

export type StepKind = "import" | "replace" | "label" | "label_set" | "unlabel" | "merge" | "rename" | "shares" | "add_row" | "label_wrong" | "model_wrong" | "both_fit" | "open" | "fix" | "keep" | "new_category" | "define" | "label_many" | "later" | "ask_colleague" | "none_fits" | "unmark" | "colleague_answers" | "privacy" | "other";

export type Storage = { 
/**
 * Where all of it lies.
 */
place: Handle, 
/**
 * Projects, preferences and window state.
 */
bytes: number, settings_bytes: number, disk_free_bytes: number, 
/**
 * The largest first.
 */
projects: Array<ProjectStorage>, };

export type SurprisingRow = { id: number, messages: Array<Message>, 
/**
 * Perplexity on this row alone.
 */
before: number, after: number, };

export type TagAnswer = { 
/**
 * All categories, most likely first.
 */
tags: Array<TagChance>, };

export type TagChance = { label: string, probability: number, 
/**
 * It is said from this probability on.
 */
threshold: number, said: boolean, };

export type TagComparison = { 
/**
 * Exam rows that every compared run can be scored on.
 */
rows: number, 
/**
 * Exam rows left out because one of the runs has no answer to them, or learned from them.
 */
left_out: number, labels: Array<string>, 
/**
 * In the order asked for.
 */
runs: Array<ComparedTags>, 
/**
 * The untuned model with the quick head of the first run.
 */
before: TagStanding | null, 
/**
 * Every two of them, by rows that are exactly right.
 */
pairs: Array<PairTest>, changes: Array<SettingChange>, };

export type TagDecision = { "verdict": "labels_wrong", labels: Array<string>, } | { "verdict": "model_wrong" } | { "verdict": "open" };

export type TagFault = "missed" | "extra";

export type TagFilter = { 
/**
 * Rows with this category in truth or answer; with `fault`, those where it is wrong.
 */
label: string | null, fault: TagFault | null, 
/**
 * true: exactly right ones only, false: others only.
 */
right: boolean | null, 
/**
 * true: decided ones only, false: open ones only.
 */
decided: boolean | null, order: ExamOrder, seed: number, };

export type TagPage = { 
/**
 * Rows the filter finds.
 */
total: number, 
/**
 * Of all scored rows.
 */
right: number, wrong: number, rows: Array<TagRow>, };

export type TagRow = { id: number, text: string, 
/**
 * Its categories now.
 */
labels: Array<string>, 
/**
 * The categories that hold or are said, and the likeliest others; most likely first.
 */
tags: Array<RowTag>, 
/**
 * How sure the run is of its answer as a whole.
 */
confidence: number, 
/**
 * Exactly the categories that hold were said.
 */
right: boolean, verdict: Verdict | null, 
/**
 * File and line it came from.
 */
source: string, line: number, };

export type TagStanding = { stage: Stage, n: number, 
/**
 * Rows with exactly the right labels.
 */
exact: number, exact_match: number, 
/**
 * Wilson score interval of the exact match.
 */
exact_low: number, exact_high: number, micro_f1: number, 
/**
 * Bootstrap range of the micro F1, over the rows.
 */
micro_low: number, micro_high: number, macro_f1: number, 
/**
 * Mean binary cross-entropy in nats; absent for a guess without probabilities.
 */
loss: number | null, };

export type TagView = { 
/**
 * The most frequent combination, quick head, kept.
 */
scores: Array<TagStanding>, 
/**
 * In the order of the run's categories; those it never learned come last.
 */
per_label: Array<LabelScore>, 
/**
 * What was kept: tuning, or the quick head because tuning did not beat it.
 */
kept: Stage, kept_step: number, 
/**
 * Time spent on the run.
 */
seconds: number, exam: ExamState, 
/**
 * The figures as the run ended, when the exam has changed since.
 */
at_the_end: TagStanding | null, };

export type TrainPlan = { model: string, method: string, preset: string, settings: Settings, seed: number, };

export type TrainingOptions = { methods: Array<MethodInfo>, presets: Array<PresetInfo>, 
/**
 * Parameters every method has.
 */
params: Array<Param>, };

export type Turns = { 
/**
 * Rows with the same value here are one conversation.
 */
conversation: string, 
/**
 * Who says it.
 */
speaker: string, 
/**
 * What is said.
 */
text: string, 
/**
 * When; without it the order of the file counts.
 */
time: string | null, 
/**
 * The speakers whose turns are answers. Empty: those whose names say so.
 */
answering: Array<string>, };

export type TurnsGuess = { turns: Turns, speakers: Array<string>, };

export type UnanswerableAnswer = { question: string, before: string, after: string, 
/**
 * Whether each says so.
 */
admits: [boolean, boolean], };

export type Verdict = { "kind": "label_wrong" } | { "kind": "model_wrong" } | { "kind": "both_fit", other: string, };

export type Vote = { 
/**
 * The pair's own id: a later vote on it takes the place of an earlier one.
 */
pair: string, question: string, before: string, after: string, 
/**
 * Absent: the vote is taken back.
 */
winner: Winner | null, 
/**
 * Which side was which could not be seen.
 */
blind: boolean, };

export type Votes = { before: number, same: number, after: number, 
/**
 * Those of them that were blind.
 */
blind: number, 
/**
 * The likely range of the share in which After is better (95%, Wilson); 0 to 1 without votes.
 */
low: number, high: number, };

export type Which = "all" | { "only": Array<number> } | { "except": Array<number> };

export type Winner = "before" | "same" | "after";

export type WrittenAnswer = { id: number, 
/**
 * What they were given.
 */
asked: Array<Message>, 
/**
 * What the row has.
 */
expected: string, before: string, after: string, };

type None = { [key: string]: never };

export interface Commands {
  /** This computer and this program. */
  app_info: { args: None; result: AppInfo };
  /** What the person has chosen for all projects. */
  preferences: { args: None; result: Preferences };
  /** Keeps them. */
  set_preferences: { args: { preferences: Preferences }; result: Preferences };
  /** All projects, the last opened first. */
  projects: { args: None; result: Array<ProjectCard> };
  /** The sample projects that ship with Attune. */
  samples: { args: None; result: Array<SampleCard> };
  /** An empty project. */
  create_project: { args: { name: string }; result: ProjectView };
  /** A project with the rows of a sample. */
  create_from_sample: { args: { sample: string }; result: ProjectView };
  /** Opens a project, and keeps other programs out of it. */
  open_project: { args: { project: string }; result: ProjectView };
  /** Lets go of it. */
  close_project: { args: { project: string }; result: null };
  /** Gives it another name. */
  rename_project: { args: { project: string, name: string }; result: ProjectView };
  /** Says what its rows are called, null for rows. */
  set_noun: { args: { project: string, noun: string | null }; result: ProjectView };
  /** Deletes it with its data and runs, for good; refused while one is training. */
  delete_project: { args: { project: string }; result: null };
  /** What there is of it, before it is copied or saved. */
  project_parts: { args: { project: string }; result: ProjectParts };
  /** A second project with the same rows, history and runs; refused while one is training. */
  copy_project: { args: { project: string, name: string, job: string | null }; result: ProjectCard };
  /** Saves all of it as one new file inside the chosen folder; refused while one is training. */
  export_project: { args: { project: string, folder: string, job: string | null }; result: SavedProject };
  /** What such a file holds; null where it is none, whatever it is called. */
  project_file: { args: { file: string }; result: ProjectFile | null };
  /** Makes a new project of it, and opens it. */
  import_project: { args: { file: string, job: string | null }; result: ProjectView };
  /** A look at a file before anything is imported. */
  inspect_file: { args: { file: string, options: ReadOptions }; result: Preview };
  /** A handle for text from the clipboard, which is then read like a file of this name. */
  paste_text: { args: { name: string, text: string }; result: Handle };
  /** Takes a file's rows into the project, all or none. */
  import_file: { args: { project: string, file: string, options: ReadOptions, columns: Columns, test_only: boolean, replace: boolean, job: string | null }; result: DataSummary };
  /** Writes the project's rows as they are now into a folder: csv, xlsx, jsonl, parquet or openai. */
  save_data: { args: { project: string, format: string, folder: string }; result: SavedData };
  /** The project's data in numbers; null until a file was imported. */
  data_summary: { args: { project: string }; result: DataSummary | null };
  /** A page of rows. */
  rows: { args: { project: string, filter: RowFilter, offset: number, limit: number }; result: RowPage };
  /** A page of what could not be read. */
  rejected_rows: { args: { project: string, offset: number, limit: number }; result: Array<RejectedRow> };
  /** Puts a row into a category, or takes it out with null. */
  set_label: { args: { project: string, row: number, label: string | null }; result: DataSummary };
  /** Says which categories hold for a row that may have several; null takes that away. */
  set_labels: { args: { project: string, row: number, labels: Array<string> | null }; result: DataSummary };
  /** Gives a category another name; runs know it under the new one at once. */
  rename_label: { args: { project: string, from: string, to: string }; result: DataSummary };
  /** Adds a row by hand. */
  add_row: { args: { project: string, text: string, label: string }; result: DataSummary };
  /** Adds a row that may have several categories by hand. */
  add_tagged: { args: { project: string, text: string, labels: Array<string> }; result: DataSummary };
  /** Adds a conversation, or a text as its only message, by hand. */
  add_written: { args: { project: string, goal: Goal, messages: Array<Message> }; result: DataSummary };
  /** A row exactly as a model is fed it. */
  fed: { args: { project: string, row: number, model: string }; result: FedRow };
  /** Rows that share a row's rarest words, nearest first. */
  similar_rows: { args: { project: string, row: number, limit: number }; result: Array<SimilarRow> };
  /** Joins categories into one. */
  merge_labels: { args: { project: string, from: Array<string>, into: string }; result: DataSummary };
  /** Divides the rows anew; exam rows stay in the exam. */
  set_shares: { args: { project: string, shares: SplitShares }; result: DataSummary };
  /** Takes the newest step back. */
  undo: { args: { project: string }; result: DataSummary };
  /** Does it again. */
  redo: { args: { project: string }; result: DataSummary };
  /** The steps taken, the newest first; those taken back come before. */
  history: { args: { project: string, limit: number }; result: Array<HistoryStep> };
  /** Looks for what is wrong with the rows; with a model, for what only a model sees as well. */
  check: { args: { project: string, with: CheckWith | null, job: string | null }; result: CheckReport };
  /** A page of the rows of a finding that are open. */
  found_rows: { args: { project: string, finding: string, offset: number, limit: number }; result: FoundPage };
  /** Fixes a finding in these rows, or in all, as one step that can be taken back. */
  fix_finding: { args: { project: string, finding: string, fix: Fix, which: Which }; result: DataSummary };
  /** Keeps these rows of a finding, or all, as they are; it is not asked again. */
  keep_finding: { args: { project: string, finding: string, which: Which }; result: DataSummary };
  /** Puts the rows of one matter into one category. */
  choose_label: { args: { project: string, finding: string, rows: Array<number>, label: string }; result: DataSummary };
  /** What was found of personal data, by kind, and how it is replaced. */
  privacy: { args: { project: string, job: string | null }; result: PrivacyView };
  /** Says how it is replaced from now on, in the rows and on the way to every model. */
  set_privacy: { args: { project: string, cleaning: Cleaning }; result: DataSummary };
  /** Rows in which nothing was found, drawn by chance, to be looked through. */
  clear_rows: { args: { project: string, seed: number, limit: number }; result: Array<Row> };
  /** What deleting the originals for good would take with it; deletes nothing. */
  originals: { args: { project: string }; result: Originals };
  /** Deletes the undo that held them and the runs that learned from them as well, for good. */
  delete_originals: { args: { project: string }; result: ProjectView };
  /** What the labelling screen shows; learns in the background when enough is new. */
  label_view: { args: { project: string, filter: LabelFilter }; result: LabelView };
  /** How far labelling has come; nothing is learned for it. */
  label_progress: { args: { project: string }; result: LabelProgress };
  /** Keeps what the person says to a row before it answers. */
  label_answer: { args: { project: string, row: number, answer: LabelAnswer, filter: LabelFilter }; result: LabelView };
  /** Puts rows that have no category into one, as one step. */
  label_many: { args: { project: string, rows: Array<number>, label: string }; result: DataSummary };
  /** A category that no row has yet. */
  add_category: { args: { project: string, name: string }; result: LabelView };
  /** Says what belongs into a category; null takes the words away. */
  define_category: { args: { project: string, name: string, definition: string | null }; result: LabelView };
  /** Rows that wait for a reason. */
  marked_rows: { args: { project: string, mark: Mark }; result: Array<Row> };
  /** Lets marked rows wait like all others. */
  ask_again: { args: { project: string, rows: Array<number> }; result: LabelView };
  /** Writes the rows left to a colleague, and some labelled ones to compare. */
  write_questions: { args: { project: string, folder: string, compare: number }; result: Questions };
  /** Takes what the colleague answered, and says where the two of you differ. */
  read_answers: { args: { project: string, file: string }; result: ColleagueAnswers };
  /** The built-in model and the folders opened so far. */
  models: { args: None; result: Array<ModelCard> };
  /** Looks at a model in a folder and offers it. */
  open_model_folder: { args: { folder: string }; result: ModelCard };
  /** Looks through a drive or a folder for models that can be trained, and offers them. */
  scan_models: { args: { folder: string, job: string | null }; result: FoundOnDrive };
  /** Models worth recommending for a project's goal. Makes no connection. */
  recommended_models: { args: { project: string }; result: Recommendations };
  /** What training each model on the project's rows would take, as far as its sizes are known. */
  outlooks: { args: { project: string, models: Array<string> }; result: Array<ModelOutlook> };
  /** Whether anything may go online, and whose access key there is. */
  online: { args: None; result: Online };
  /** Asks the hub whose key it is, and keeps it until Attune closes. */
  set_access_key: { args: { key: string }; result: Online };
  /** Asks the hub whose key this computer's is. */
  ask_account: { args: None; result: Online };
  /** Forgets the key that was entered. */
  forget_access_key: { args: None; result: Online };
  /** Looks for models on the hub; what Attune can train comes first. */
  search_models: { args: { query: ModelQuery }; result: Array<FoundModel> };
  /** Fetches what a model's maker says of it. */
  model_card: { args: { repo: string }; result: ModelCardText };
  /** Fetches a model, or what is missing of it; one that was called off goes on. */
  fetch_model: { args: { repo: string, job: string | null }; result: ModelCard };
  /** Throws away what a fetch that was called off left. */
  discard_fetch: { args: { repo: string }; result: null };
  /** What crossed the network, the newest first. */
  ledger: { args: { limit: number }; result: Array<LedgerLine> };
  /** Writes all of it as CSV into the chosen folder. */
  save_ledger: { args: { folder: string }; result: Saved };
  /** Makes a run ready to be published; sends nothing. */
  prepare_publish: { args: { project: string, run: string, format: string, repo: string, job: string | null }; result: Draft };
  /** Whether a name on the hub is free. */
  check_name: { args: { repo: string }; result: NameState };
  /** Sends a draft with the card as it is now. */
  publish: { args: { draft: string, repo: string, public: boolean, card: string, job: string | null }; result: Pushed };
  /** Deletes a draft. */
  discard_draft: { args: { draft: string }; result: null };
  /** Methods, presets and settings for a goal. */
  training_options: { args: { goal: Goal }; result: TrainingOptions };
  /** Time and memory the plan would take, from a few timed steps. */
  estimate: { args: { project: string, plan: TrainPlan, job: string | null }; result: Estimate };
  /** Starts a run in a process of its own. */
  start_training: { args: { project: string, plan: TrainPlan }; result: RunCard };
  /** Goes on with a run that was interrupted. */
  resume_run: { args: { project: string, run: string }; result: RunCard };
  /** Asks a running worker to pause, to go on, or to stop and keep the best. */
  control_run: { args: { project: string, run: string, command: RunCommand }; result: null };
  /** The project's runs, newest first. */
  runs: { args: { project: string }; result: Array<RunCard> };
  /** Makes a finished run the one that sorts files and is saved. */
  use_run: { args: { project: string, run: string }; result: Array<RunCard> };
  /** Deletes a run with its model, for good; refused while it is training. */
  delete_run: { args: { project: string, run: string }; result: Array<RunCard> };
  /** Deletes the checkpoints that one finished run, or all, no longer need; gives bytes freed. */
  delete_checkpoints: { args: { project: string, run: string | null }; result: number };
  /** The events after a sequence number, or all. */
  run_records: { args: { project: string, run: string, after: number | null }; result: Array<Record> };
  /** How good a finished run is on the present exam rows, as far as it has answered them. */
  report: { args: { project: string, run: string }; result: Report };
  /** The same for a run that writes. */
  language_report: { args: { project: string, run: string }; result: LanguageView };
  /** Lets both models of such a run answer a few exam rows, and reports. */
  written_answers: { args: { project: string, run: string, job: string | null }; result: LanguageView };
  /** Answers the exam rows that wait, and reports. */
  rescore: { args: { project: string, run: string, job: string | null }; result: Report };
  /** A page of the exam rows that the run has answered. */
  exam_rows: { args: { project: string, run: string, filter: ExamFilter, offset: number, limit: number }; result: ExamPage };
  /** What it mixes up, the most frequent first. */
  mixups: { args: { project: string, run: string }; result: Array<MixUp> };
  /** Keeps what the person decides on a row. All runs are scored by it from then on. */
  decide: { args: { project: string, row: number, decision: Decision }; result: DataSummary };
  /** Finished runs on the same rows. */
  compare_runs: { args: { project: string, runs: Array<string> }; result: Comparison };
  /** The rows that two runs answer differently. */
  different_rows: { args: { project: string, a: string, b: string, offset: number, limit: number }; result: DifferentPage };
  /** How good a run is that says any number of categories. */
  tag_report: { args: { project: string, run: string }; result: TagView };
  /** Lets such a run answer the exam rows that wait, and reports. */
  rescore_tags: { args: { project: string, run: string, job: string | null }; result: TagView };
  /** A page of the exam rows that such a run has answered. */
  tag_rows: { args: { project: string, run: string, filter: TagFilter, offset: number, limit: number }; result: TagPage };
  /** Keeps what the person decides on such a row. */
  decide_tags: { args: { project: string, row: number, decision: TagDecision }; result: DataSummary };
  /** Finished runs of this kind on the same rows. */
  compare_tags: { args: { project: string, runs: Array<string> }; result: TagComparison };
  /** The rows of which two such runs say different categories. */
  different_tags: { args: { project: string, a: string, b: string, offset: number, limit: number }; result: DifferentTagsPage };
  /** What such a run says of one text. */
  tag_text: { args: { project: string, run: string, text: string }; result: TagAnswer };
  /** One text sorted by a finished run. */
  classify_text: { args: { project: string, run: string, text: string }; result: Answer };
  /** The same, with the weight of every word and the answer from before training. */
  explain_text: { args: { project: string, run: string, text: string, job: string | null }; result: Explained };
  /** A whole file sorted: its rows with predicted, confidence and needs_review added, as CSV. */
  predict_file: { args: { project: string, run: string, file: string, text_column: string, folder: string | null, job: string | null }; result: Predicted };
  /** The rows of a sorted file that need a look; `add_row` takes a corrected one into the data. */
  review_rows: { args: { file: string, text_column: string, offset: number, limit: number }; result: ReviewPage };
  /** What a chat with a finished run begins with. */
  chat_info: { args: { project: string, run: string }; result: ChatInfo };
  /** The answers of both sides, whole; the window streams them instead. */
  chat: { args: { project: string, run: string, request: ChatRequest, job: string | null }; result: Array<ChatPiece> };
  /** Keeps which answer of a pair is better. */
  vote: { args: { project: string, run: string, vote: Vote }; result: Votes };
  /** What the run can be saved as. */
  export_formats: { args: { project: string, run: string }; result: Array<ExportFormat> };
  /** The files that each of them which it can have would write; writes none. */
  export_files: { args: { project: string, run: string }; result: Array<FormatFiles> };
  /** Saves it into a new folder inside the chosen one. */
  export_run: { args: { project: string, run: string, format: string, folder: string, job: string | null }; result: Exported };
  /** The charts of a run. */
  charts: { args: { project: string, run: string }; result: Array<ChartInfo> };
  /** Writes a chart as svg or png into the chosen folder. */
  save_chart: { args: { project: string, run: string, chart: string, format: string, folder: string, words: { [key in string]: string } }; result: Saved };
  /** Writes one page on what was trained and how good it is, as svg or png. */
  save_summary: { args: { project: string, run: string, format: string, folder: string, words: { [key in string]: string } }; result: Saved };
  /** What lies where, and how big it is. */
  storage: { args: None; result: Storage };
  /** The folder offered when the person has not chosen one. */
  default_folder: { args: None; result: Handle };
  /** How far a job is; null when it is not running. */
  progress: { args: { job: string }; result: Progress | null };
  /** Calls a job off. */
  cancel: { args: { job: string }; result: null };
}
