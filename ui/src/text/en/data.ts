import type { Fix, StepKind } from "../../backend/types.gen";
import { count, decimal, list, plural } from "../format";
import { check } from "./check";
import { privacy } from "./privacy";
import { called } from "./words";

export const data = {
  title: "Data",
  rowCount: (n: number) => plural(n, "row"),
  emptySub: "Bring the examples that your model should learn from.",
  summarySub: "This is what the model learns from. Is it right?",
  testSub: "A test file: these rows are only for the final exam, never to learn from.",
  emptyTitle: "Your rows will be here",
  readIn: (rows: number, columns: number, seconds: number) =>
    `${plural(rows, "row")}, ${plural(columns, "column")}, read in ${seconds < 0.1 ? "under 0.1" : decimal(seconds, 1)} seconds. Attune works on its own copy; your file stays as it is.`,
  format: "Format",
  encoding: "Encoding",
  delimiter: "Cells are separated by",
  header: "First row",
  headerYes: "Names of the columns",
  headerNo: "Already data",
  formats: {
    csv: "Table (CSV, TSV)",
    json: "JSON",
    jsonl: "JSON Lines",
    txt: "Plain text",
    html: "Web page",
    xlsx: "Excel workbook",
    xls: "Old Excel workbook",
    ods: "OpenDocument spreadsheet",
    parquet: "Parquet file",
    docx: "Word document",
    pdf: "PDF document",
    eml: "E-mail",
    mbox: "Mailbox",
    zip: "ZIP archive",
    folder: "Folder",
  } as Record<string, string>,
  sheet: "Sheet",
  sheetName: (name: string) => `sheet “${name}”`,
  firstRow: "The table starts in row",
  cut: "One row of yours is",
  cuts: {
    file: "A whole file",
    page: "A page",
    heading: "What is under a heading",
    clause: "A numbered clause",
    paragraph: "A paragraph",
    line: "A line",
    length: "A number of words",
  } as Record<string, string>,
  cutWords: "Words in a row, about",
  cutSub: "How should this be cut into rows? Below are the first ones.",
  save: "Save a copy",
  saveTitle: "Save your rows",
  saveDetail: "The rows as they are now, with your labels, for other programs. Choose what for:",
  saveAs: {
    xlsx: ["Excel", "A workbook with text, label, group and part"],
    csv: ["CSV", "The same as plain text, which everything reads"],
    jsonl: ["JSON Lines", "The same for programs, one object a line"],
    parquet: ["Parquet", "The same, compressed, for data programs"],
    openai: ["Chat (OpenAI)", "Each text as a question and its label as the answer"],
  } as Record<string, [string, string]>,
  saveChoose: "Choose where",
  saved: (n: number, file: string) => `${plural(n, "row")} saved as “${file}”`,
  savedIn: (folder: string) => `in ${folder}`,
  savedLeftOut: (n: number) =>
    `${plural(n, "row")} without a label ${n === 1 ? "was" : "were"} left out.`,
  chooseFolder: "Choose a folder",
  folderDetail: "Each file in it becomes a row; a sub-folder can be the label.",
  paste: "Paste rows",
  pasteTitle: "Paste rows",
  pasteDetail:
    "Copy the cells of a spreadsheet, or any text, and paste it here. You look at it before anything is added.",
  pasteField: "What was copied",
  pasteLook: "Look at it",
  pastedName: "Pasted rows",
  encodings: {
    "utf-8": "UTF-8",
    "utf-16le": "UTF-16 (LE)",
    "utf-16be": "UTF-16 (BE)",
    "windows-1252": "Windows-1252",
  } as Record<string, string>,
  delimiters: {
    ",": "Comma",
    ";": "Semicolon",
    "\t": "Tab",
    "|": "Vertical bar",
  } as Record<string, string>,
  roleOf: (column: string) => `What “${column}” is`,
  firstRows: (shown: number, all: number) => `First ${count(shown)} of ${plural(all, "row")}`,
  import: (rows: number) => `Import ${plural(rows, "row")}`,
  importing: "Importing",
  cancelImport: "Cancel",
  discard: "Do not add this file",
  noLabel: "Without a label column the rows come in unlabelled",
  noRows: "There is no row that can be read",
  add: "Add",
  addFile: "Add a file",
  addFolder: "Add a folder",
  addTest: "Add a test file",
  replace: "Replace by another file",
  moreActs: "More to do with these rows",
  replaceWith: "Replaces the rows you have",
  rejected: (n: number) => `${plural(n, "row")} could not be read`,
  rejectedDetail: "They are listed here and left out. Correct them in your file and add it again.",
  rejectedTitle: (n: number, line: number, file: string) =>
    n === 1
      ? `Line ${count(line)} of “${file}” cannot be read.`
      : `${plural(n, "row")} of “${file}” cannot be read, the first in line ${count(line)}.`,
  rejectedFile: (file: string) => `“${file}” cannot be read.`,
  rejectedWays: (others: number) =>
    others === 0
      ? "No row is left. Read it in another way, or correct the file and read it again."
      : `The other ${plural(others, "row")} ${others === 1 ? "is" : "are"} fine and can be imported without ${others === 1 ? "it" : "them"}. Or correct the file, and read it again.`,
  rowsSafe: (n: number) => `Your ${plural(n, "row")} ${n === 1 ? "is" : "are"} safe`,
  showPlaces: "Show the places",
  hidePlaces: "Hide the places",
  places: "The places in the file",
  readAgain: "Read it again",
  readAgainDetail: "After the file was corrected and saved",
  unreadable: (name: string) => `“${name}” could not be opened`,
  unreadableDetail: "Correct it and read it again, or choose another file. Nothing was added.",
  chooseOther: "Choose another file",
  undoLater: "You can undo this later",
  rejectedMore: (n: number) => `and ${count(n)} more`,
  showMore: "Show more",
  line: "Line",
  reason: "Reason",
  excerpt: "How it starts",
  sources: (files: number, rows: number, noun: string | null) =>
    `${called(rows, noun)} from ${plural(files, "file")}`,
  testFile: "test file",
  text: "Text",
  label: "Label",
  part: "Part",
  parts: { train: "to learn from", validation: "mock exam", test: "final exam" },
  noPart: "not divided",
  noLabelYet: "No label yet",
  labelOf: (row: number) => `Label of row ${row}`,
  rowText: (line: number) => `The text of line ${count(line)} in full`,
  lineNumber: (line: number) => `Line ${count(line)}.`,
  lineOf: (line: number, source: string) => `Line ${count(line)}, ${source}`,
  chooseRow: "Choose a row to read it in full and to change its label.",
  find: "Find in the text",
  findKey: "Find in the text (Ctrl F)",
  filteredBy: (name: string) => `Only “${name}”`,
  showAll: "Show all",
  noMatch: "No row matches.",
  range: (from: number, to: number, all: number) =>
    all === 0 ? "No rows" : `Rows ${count(from)} to ${count(to)} of ${count(all)}`,
  categories: "Categories",
  labelled: (n: number) => `${count(n)} labelled`,
  tooSmall: "too few",
  onlyThese: (name: string, n: number) => `Show only ${name}, ${plural(n, "row")}`,
  editCategory: (name: string) => `Rename or join “${name}”`,
  renameTo: "New name",
  rename: "Rename",
  renameDetail: "The model need not be trained again.",
  nameTaken: "There is a category of this name. To make them one, join them.",
  joinInto: "Join into",
  joinDo: "Join",
  joinDetail: "Training again is needed: the model still knows them apart.",
  renamed: (from: string, to: string) => `“${from}” is now “${to}”.`,
  joined: (from: string[], into: string) =>
    `Joined ${list(from.map((name) => `“${name}”`))} into “${into}”.`,
  moreVariants: (n: number) => `${count(n)} more like this.`,
  variants: (keep: string, others: string[], rows: number) =>
    `${list(others.map((name) => `“${name}”`))} and “${keep}” differ only by capitals or blanks (${plural(rows, "row")}).`,
  join: (keep: string) => `Join as “${keep}”`,
  split: (noun: string | null) => `How to divide the ${noun ?? "rows"}`,
  splitDetail: "Every category is divided the same way.",
  whyParts: "Why three parts?",
  token: "What is a token?",
  splitGroups: "Rows with the same group stay together.",
  splitUnlabelled: (n: number, noun: string | null) =>
    `${called(n, noun)} without a label ${n === 1 ? "is" : "are"} not divided.`,
  endLearning: "Where the part to learn from ends",
  endMockExam: "Where the mock exam ends and the final exam begins",
  endAt: (place: number) => `${place}%`,
  splitTrain: "to learn from",
  splitTrainTerm: "training",
  splitValidation: "mock exam",
  splitValidationTerm: "validation",
  splitTest: "final exam",
  splitTestTerm: "test",
  splitPercent: (part: string) => `Percent ${part}`,
  undo: "Undo",
  redo: "Redo",
  turnWhat: (command: "undo" | "redo", what: string) =>
    command === "undo" ? `Undo: ${what} (Ctrl Z)` : `Redo: ${what} (Ctrl Shift Z)`,
  pages: { rows: "Rows", history: "History", leftOut: "Left out" },
  historyEmpty: "No step yet",
  historyEmptyDetail: "Every change to the data will be listed here, and can be taken back.",
  historyDetail:
    "Every change to the data, the newest first. Taking one back takes those after it back as well; nothing is lost, all can be done again. The list is kept when Attune is closed.",
  takenBack: "Taken back",
  turn: (command: "undo" | "redo", times: number) =>
    command === "undo"
      ? times === 1
        ? "Undo"
        : `Undo these ${count(times)}`
      : times === 1
        ? "Redo"
        : `Redo these ${count(times)}`,
  /** A step of the history in words; null for one of an earlier version, which has its own. */
  historyStep: (kind: StepKind, names: string[]): string | null => {
    const [first = "", second = "", third = ""] = names;
    switch (kind) {
      case "import":
        return `Added “${first}”`;
      case "replace":
        return `Replaced everything by “${first}”`;
      case "label":
        return `Labelled as ${first}`;
      case "label_set":
        return names.length
          ? `Labelled as ${list(names)}`
          : "Said that none of the categories fits";
      case "unlabel":
        return "Took a label away";
      case "merge":
        return `Joined ${list(names.slice(1))} into ${first}`;
      case "rename":
        return `Renamed ${first} to ${second}`;
      case "shares":
        return `Divided the rows ${first}, ${second} and ${third}%`;
      case "add_row":
        return names.length ? `Added a row to ${first}` : "Added an example by hand";
      case "label_wrong":
        return `Corrected an exam label to ${first}`;
      case "model_wrong":
        return "Confirmed an exam label";
      case "both_fit":
        return `Noted that ${first} fits an exam row as well`;
      case "fix":
        return `${check.names[first] ?? first}: ${check.done[second as Fix]?.(Number(third)) ?? third}`;
      case "keep":
        return `${check.names[first] ?? first}: ${check.done.keep(Number(second))}`;
      case "open":
        return "Took a decision on an exam row back";
      case "new_category":
        return `Made the category ${first}`;
      case "define":
        return `Said what belongs into ${first}`;
      case "label_many":
        return `Labelled several rows as ${first}`;
      case "later":
        return "Skipped a row";
      case "ask_colleague":
        return "Left a row to a colleague";
      case "none_fits":
        return "Said that no category fits a row";
      case "unmark":
        return "Let rows wait for a label again";
      case "colleague_answers":
        return "Took in a colleague’s answers";
      case "privacy":
        return privacy.step(first, second);
      case "other":
        return null;
    }
  },
  lengths: "Length of texts",
  median: (words: number) => `Half have fewer than ${plural(words, "word")}.`,
  lengthLimit: (tokens: number, longer: number) =>
    longer === 0
      ? `The model reads the first ${count(tokens)} tokens. A word is one token or more.`
      : `The model reads the first ${count(tokens)} tokens. ${plural(longer, "text has", "texts have")} more words than that and will be cut.`,
  lengthsSentence: (words: number) =>
    `How long the texts are. Half have fewer than ${plural(words, "word")}.`,
  words: (n: number) => `${count(n)} words`,
  obstacle: "Training can’t start yet.",
  next_step: "Continue to Setup",
};
