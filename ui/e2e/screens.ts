// Every screen in every state it has. A new screen, or a new state of one, is one line here: it is
// then checked like all others and gets a picture (see CONTRIBUTING.md, "Add a screen").
import { testId } from "./stage";

export interface Screen {
  /** Also the name of its picture. */
  name: string;
  /** What the made-up backend is asked for; see src/backend/mock-query.ts. */
  query: string;
  /** What is clicked on the way, by data-testid; key:, type:, dragover:, drop: and closing: do as they say. */
  path: string[];
  /** What shows once the screen is there. */
  shows: string;
}

function screen(name: string, query: string, path: string, shows: string): Screen {
  return { name, query, path: path.split(" > ").filter(Boolean), shows };
}

const ONE = "project-p1";
const DATA = `${ONE} > step-data`;
const CHECK = `${DATA} > page-check`;
const LABEL = `${DATA} > page-label`;
const MISTAKES = `${ONE} > page-mistakes`;
const COMPARE = `${ONE} > page-compare`;
const SHARE = `${ONE} > step-share`;
const SAVE = `${SHARE} > page-save`;
const SORT = `${SHARE} > primary`;
const CHAT = "project-p8";
const ASK = "chat-question > type:Hello > primary";
const TAGS = "project-p8";
const CHOOSE = "sample-pharmacy";
const START = `${CHOOSE} > start`;

const FOUND = `${ONE} > step-setup > find-words > type:minilm > find-models`;
const GET = "get-sentence-makers/all-minilm-l12";
const CARD = "card-sentence-makers/deep-minilm";
const GATED = "get-quiet-lab/minilm-clinic";
const WRONG_KEY = "key-input > type:wrong > key-check";
const PUBLISH = `${SHARE} > page-publish`;

const NETWORK = "tool-settings > page-network";

const EXPORT = "more-p1 > menu-export";
const UNPACK = "home-choose-file > import-project";

const WAITS = ".skel";
const FAILED = testId("error-banner");

export const SCREENS: Screen[] = [
  screen("home-empty", "empty", "", testId("sample-library")),
  screen("home-loading", "hold=projects", "", WAITS),
  screen("home-error", "fail=projects", "", FAILED),
  screen("home", "", "", testId("sample-library")),
  screen("home-resume", "", "", testId("resume-banner")),
  screen("home-menu", "", "more-p1", testId("menu-delete")),
  screen("home-delete", "", "more-p1 > menu-delete", testId("delete-dialog")),
  screen("home-rename", "", "more-p1 > menu-rename", testId("rename-dialog")),
  screen("home-copying", "hold=copy_project", "more-p1 > menu-copy", "progress"),
  screen("home-copied", "", "more-p1 > menu-copy", testId("toast")),
  screen("home-copy-error", "fail=copy_project", "more-p1 > menu-copy", FAILED),
  screen("home-export", "", "more-p1 > menu-export", testId("export-yes")),
  screen("home-exporting", "hold=export_project", `${EXPORT} > export-yes`, "progress"),
  screen("home-exported", "", `${EXPORT} > export-yes`, testId("project-saved")),
  screen("home-export-error", "fail=export_project", `${EXPORT} > export-yes`, FAILED),
  screen("project-question", "file=project", "home-choose-file", testId("project-question")),
  screen("project-unpacking", "file=project&hold=import_project", UNPACK, "progress"),
  screen("project-error", "file=project&fail=import_project", UNPACK, FAILED),
  screen("drop-hover", "", "dragover:", testId("drop-veil")),
  screen("drop-question", "", "drop:", testId("file-question")),

  screen("data-empty", "", "project-p7", testId("primary")),
  screen("data-import-loading", "hold=inspect_file", "project-p7 > primary", WAITS),
  screen("data-import-error", "fail=inspect_file", "project-p7 > primary", FAILED),
  screen("data-import", "", "project-p7 > primary", testId("role-0")),
  screen("data-import-sheet", "file=workbook", "project-p7 > primary", testId("read-sheet")),
  screen("data-import-folder", "", "project-p7 > choose-folder", testId("read-cut")),
  screen("data-paste", "", "project-p7 > paste", testId("paste-text")),
  screen("data-import-running", "hold=import_file", "project-p7 > primary > import", "progress"),
  screen("data-loading", "hold=rows", DATA, testId("rows")),
  screen("data-error", "fail=rows", DATA, FAILED),
  screen("data", "", DATA, `${testId("rows")} [role=gridcell].clip`),
  screen("data-add", "", `${DATA} > add`, testId("add-test-file")),
  screen("data-category", "", `${DATA} > edit-0`, testId("rename-to")),
  screen("data-save", "", `${DATA} > data-more > save-data`, testId("save-xlsx")),
  screen(
    "data-saved",
    "",
    `${DATA} > data-more > save-data > save-openai > save-choose`,
    testId("data-saved"),
  ),
  screen("data-rejected", "", `${DATA} > page-left-out`, `${testId("rejected")} [role=gridcell]`),
  screen("data-history", "", `${DATA} > join-0 > page-history`, testId("history")),

  screen("data-import-dialogues", "file=dialogues", "project-p7 > primary", testId("goal-chat")),
  screen("data-import-turns", "file=turns", "project-p7 > primary", testId("turns-join")),
  screen(
    "data-import-joined",
    "file=turns",
    "project-p7 > primary > turns-join",
    testId("turns-apart"),
  ),
  screen("data-import-topics", "file=topics", "project-p7 > primary", testId("separator")),
  screen("tags-data", "tags", `${TAGS} > step-data`, `${testId("rows")} [role=gridcell].clip`),
  screen("tags-check", "tags", `${TAGS} > step-data > page-check`, testId("findings")),
  screen(
    "tags-label",
    "tags",
    `${TAGS} > step-data > page-label > option-1 > option-3`,
    testId("label-confirm"),
  ),
  screen("tags-running", "tags&halt=60", `${TAGS} > step-train > again > start`, testId("samples")),
  screen("tags-result", "tags", TAGS, testId("per-label")),
  screen("tags-result-loading", "tags&hold=tag_report", TAGS, WAITS),
  screen("tags-result-error", "tags&fail=tag_report", TAGS, FAILED),
  screen("tags-mistakes", "tags", `${TAGS} > page-mistakes > other-tags`, testId("pick-tags")),
  screen("tags-mistakes-error", "tags&fail=tag_rows", `${TAGS} > page-mistakes`, FAILED),
  screen("tags-compare", "tags", `${TAGS} > page-compare > different`, testId("compare")),
  screen(
    "tags-use",
    "tags",
    `${TAGS} > step-share > try-input > type:It came late, and the lid is cracked > try-submit`,
    testId("tag-result"),
  ),
  screen(
    "tags-review",
    "tags",
    `${TAGS} > step-share > primary > file-sort > review-open`,
    testId("review-add"),
  ),
  screen("german-tags", "tags&language=de", TAGS, testId("per-label")),
  screen(
    "german-tags-import",
    "language=de&file=topics",
    "project-p7 > primary",
    testId("separator"),
  ),
  screen("data-dialogues", "chat", "project-p8 > step-data", testId("conversation")),
  screen("data-fed", "chat", "project-p8 > step-data > show-fed > show-marks", testId("fed")),
  screen("setup-no-writer", "", "sample-library", testId("no-writer")),
  screen("setup-writer", "writer", "sample-library", testId("setup-estimate")),
  screen(
    "written-running",
    "chat&halt=60",
    "project-p8 > step-train > again > start",
    testId("written-samples"),
  ),
  screen("written-result", "chat", "project-p8 > step-evaluate", testId("written-headline")),
  screen(
    "written-answers",
    "chat",
    "project-p8 > step-evaluate > page-answers > let-answer",
    testId("written-answer"),
  ),
  screen("written-rows", "chat", "project-p8 > step-evaluate > page-rows", testId("surprises")),
  screen(
    "chat-correct",
    "chat",
    `project-p8 > ${"chat-question > type:Hello > primary"} > vote-right > chat-correct`,
    testId("chat-correction"),
  ),

  screen("check", "", CHECK, testId("finding-contradictions")),
  screen("check-loading", "hold=check", CHECK, "progress"),
  screen("check-error", "fail=check", CHECK, FAILED),
  screen("check-looking", "", `${CHECK} > start-look`, testId("finding-mislabelled")),
  screen("check-settled", "", `${CHECK} > fix-duplicates`, testId("settled-duplicates")),
  screen("check-rows", "", `${CHECK} > rows-mojibake`, `${testId("found-rows")} mark`),
  screen("check-choose", "", `${CHECK} > look-contradictions`, testId("choose-2")),
  screen("check-rows-loading", "hold=found_rows", `${CHECK} > rows-mojibake`, testId("found")),
  screen("check-rows-error", "fail=found_rows", `${CHECK} > rows-mojibake`, FAILED),
  screen("personal", "", `${CHECK} > rows-personal_data`, `${testId("found-rows")} mark`),
  screen(
    "personal-dialogues",
    "chat",
    "project-p8 > step-data > page-check > rows-personal_data",
    `${testId("found-rows")} mark`,
  ),
  screen("personal-loading", "hold=privacy", `${CHECK} > rows-personal_data`, testId("found")),
  screen("personal-error", "fail=privacy", `${CHECK} > rows-personal_data`, FAILED),
  screen("personal-clear", "", `${CHECK} > rows-personal_data > show-clear`, testId("show-found")),
  screen("personal-recall", "", `${CHECK} > rows-personal_data > how`, testId("how-much")),
  screen("personal-settled", "", `${CHECK} > fix-personal_data`, testId("settled-personal_data")),
  screen(
    "personal-forget",
    "",
    `${CHECK} > fix-personal_data > forget`,
    testId("delete-originals"),
  ),
  screen("label", "", LABEL, testId("message")),
  screen("label-loading", "hold=label_view", LABEL, WAITS),
  screen("label-error", "fail=label_view", LABEL, FAILED),
  screen("label-chance", "", `${LABEL} > key:s`, testId("label-done")),
  screen("label-found", "", `${LABEL} > label-find > type:tablet`, testId("label-many")),
  screen(
    "label-many",
    "",
    `${LABEL} > label-find > type:tablet > label-many`,
    testId("label-many-sheet"),
  ),
  screen("label-new", "", `${LABEL} > key:n`, testId("new-category")),
  screen("label-definitions", "", `${LABEL} > label-definitions`, testId("definitions")),
  screen(
    "label-colleague",
    "",
    `${LABEL} > key:f > label-aside > colleague-read`,
    testId("colleague-answers"),
  ),

  screen("setup", "", `${ONE} > step-setup`, testId("model-starter")),
  screen("setup-loading", "hold=estimate", `${ONE} > step-setup`, testId("setup-estimate")),
  screen("setup-locked", "locked", `${ONE} > step-setup`, testId("barred")),
  screen("setup-card", "", `${ONE} > step-setup > ${CARD}`, testId("card-text")),
  screen(
    "setup-card-error",
    "fail=model_card",
    `${ONE} > step-setup > ${CARD}`,
    testId("card-problem"),
  ),
  screen("setup-drive", "", `${ONE} > step-setup > scan-drive`, testId("model-folder-2")),
  screen(
    "setup-drive-looking",
    "hold=scan_models",
    `${ONE} > step-setup > scan-drive`,
    testId("scan-stop"),
  ),
  screen("setup-found", "", FOUND, testId("get-house-of-words/minilm-multilingual")),
  screen("setup-searching", "hold=search_models", FOUND, testId("find-models")),
  screen("setup-search-error", "fail=search_models", FOUND, FAILED),
  screen("setup-fetching", "hold=fetch_model", `${FOUND} > ${GET}`, "progress"),
  screen("setup-fetch-error", "fail=fetch_model", `${FOUND} > ${GET}`, FAILED),
  screen("setup-key", "", `${FOUND} > ${GATED}`, testId("key-dialog")),
  screen("setup-key-wrong", "", `${FOUND} > ${GATED} > ${WRONG_KEY}`, testId("key-problem")),

  screen("train", "", CHOOSE, `${testId("estimate")} b`),
  screen("train-loading", "hold=estimate", CHOOSE, testId("estimate")),
  screen("train-error", "fail=estimate,start_training", START, FAILED),
  screen("train-night", "chat&night", "project-p8 > step-train > again", testId("fewer")),
  screen("train-advanced", "", `${CHOOSE} > advanced`, testId("advanced-drawer")),
  screen("train-preparing", "halt=0", START, testId("run-state")),
  screen("train-running", "halt=60", START, testId("coach")),
  screen("train-memorising", "halt=110&course=memorising", START, testId("coach")),
  screen("train-details", "halt=60", `${START} > details`, testId("details-table")),
  screen("train-closing", "halt=60", `${START} > closing:`, testId("close-question")),
  screen("train-paused", "halt=60", `${START} > pause`, testId("go-on")),
  screen("train-failed", "halt=60&course=failing", START, testId("run-notice")),
  screen("train-interrupted", "", "project-p5", testId("use-learned")),
  screen("train-done", "halt=120", `${START} > stop`, testId("again")),

  screen("result", "", ONE, testId("headline")),
  screen("result-loading", "hold=report", ONE, WAITS),
  screen("result-error", "fail=report", ONE, FAILED),
  screen("mistakes", "", MISTAKES, testId("label-wrong")),
  screen("mistakes-loading", "hold=exam_rows", MISTAKES, WAITS),
  screen("mistakes-error", "fail=exam_rows", MISTAKES, FAILED),
  screen("compare", "", COMPARE, testId("compare")),
  screen("compare-loading", "hold=compare_runs", COMPARE, WAITS),
  screen("compare-error", "fail=compare_runs", COMPARE, FAILED),

  screen("use", "", SHARE, testId("try-input")),
  screen("use-file", "", SORT, testId("file-column")),
  screen("use-running", "hold=predict_file", `${SORT} > file-sort`, "progress"),
  screen("use-error", "fail=predict_file", `${SORT} > file-sort`, FAILED),
  screen("use-done", "", `${SORT} > file-sort`, testId("file-result")),
  screen("save", "", SAVE, testId("format-merged")),
  screen("save-running", "hold=export_run", `${SAVE} > export`, "progress"),
  screen("save-error", "fail=export_run", `${SAVE} > export`, FAILED),
  screen("save-done", "", `${SAVE} > export`, testId("export-result")),
  screen("publish-key", "", PUBLISH, testId("publish-key")),
  screen("publish-locked", "locked", PUBLISH, testId("publish-barred")),
  screen("publish", "hub", PUBLISH, testId("card-preview")),
  screen("publish-edit", "hub", `${PUBLISH} > page-edit`, testId("card-text")),
  screen("publish-ask", "hub", `${PUBLISH} > who-everyone > publish`, testId("ask-everyone")),
  screen("publish-error", "hub&fail=publish", `${PUBLISH} > publish`, FAILED),
  screen("publish-running", "hub&hold=publish", `${PUBLISH} > publish`, "progress"),
  screen("publish-done", "hub", `${PUBLISH} > publish`, testId("published")),

  screen("chat", "chat", CHAT, testId("chat-question")),
  screen("chat-answered", "chat", `${CHAT} > ${ASK}`, testId("vote-left")),
  screen("chat-voted", "chat", `${CHAT} > ${ASK} > vote-right`, testId("chat-votes")),
  screen("chat-error", "chat&fail=chat_info", CHAT, FAILED),

  screen("german-home", "language=de", "", testId("resume-banner")),
  screen("german-export", "language=de", EXPORT, testId("export-yes")),
  screen("german-data", "language=de", DATA, `${testId("rows")} [role=gridcell].clip`),
  screen("german-check", "language=de", CHECK, testId("finding-contradictions")),
  screen("german-check-rows", "language=de", `${CHECK} > look-contradictions`, testId("choose-2")),
  screen("german-label", "language=de", LABEL, testId("message")),
  screen("german-folder", "language=de", "project-p7 > choose-folder", testId("read-cut")),
  screen("german-train", "language=de", `${CHOOSE} > advanced`, `${testId("estimate")} b`),
  screen("german-running", "language=de&halt=60", START, testId("coach")),
  screen("german-closing", "language=de&halt=60", `${START} > closing:`, testId("close-question")),
  screen("german-result", "language=de", ONE, testId("headline")),
  screen("german-compare", "language=de", COMPARE, testId("compare")),
  screen("german-use", "language=de", SORT, testId("file-column")),
  screen("german-save", "language=de", SAVE, testId("format-merged")),
  screen("german-found", "language=de", FOUND, testId("get-house-of-words/minilm-multilingual")),
  screen("german-publish", "language=de&hub", PUBLISH, testId("card-preview")),
  screen("german-network", "language=de&hub", NETWORK, testId("ledger")),

  screen("german-chat", "chat&language=de", `${CHAT} > ${ASK} > vote-left`, testId("chat-votes")),

  screen("network", "hub", NETWORK, testId("ledger")),
  screen("network-empty", "", NETWORK, testId("ledger")),
  screen("network-error", "fail=ledger", NETWORK, FAILED),
  screen("find", "", "key:Control+k > type:lo", testId("find-input")),
  screen("glossary", "", "key:F1", testId("glossary")),
  screen("quiz", "", "key:F1 > quiz-start > quiz-answer-0", testId("quiz-because")),
  screen("shortcuts", "", "tool-shortcuts", testId("shortcuts")),
  screen("settings", "", "tool-settings", testId("set-theme")),
  screen("storage", "", "tool-settings > page-storage", testId("storage-p1")),
  screen("storage-loading", "hold=storage", "tool-settings > page-storage", WAITS),
  screen("storage-error", "fail=storage", "tool-settings > page-storage", FAILED),
];
