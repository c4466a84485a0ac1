// What is in the made-up files: a table as text, a workbook with two sheets, a folder of letters.
import { LABELS, makeRows, REJECTED } from "./mock-data";
import { makeTagged } from "./mock-tags";
import { makeDialogues } from "./mock-written";
import type { Columns, Handle, Preview, ReadOptions } from "./types.gen";

const PLACE = "/home/ana/Documents";
export const FILE: Handle = {
  id: "file-1",
  name: "patient-messages.csv",
  folder: PLACE,
  bytes: 28_400,
};
/** A help desk's export: a row for each message. */
const DESK: Handle = { id: "file-desk", name: "Help desk.csv", folder: PLACE, bytes: 88_000 };
const WORKBOOK: Handle = { id: "file-2", name: "Messages 2024.xlsx", folder: PLACE, bytes: 61_200 };
/** A folder is chosen where a model lies, too. */
export const CHOSEN_FOLDER: Handle = { id: "folder-2", name: "Models", folder: PLACE, bytes: 0 };
const DIALOGUES: Handle = { id: "file-4", name: "help-desk.jsonl", folder: PLACE, bytes: 39_400 };
export const PASTED: Handle = { id: "file-3", name: "Pasted rows.txt", folder: PLACE, bytes: 900 };

/** Reviews with all their topics in one cell. */
const TOPICS_FILE: Handle = {
  id: "file-topics",
  name: "shop-reviews.csv",
  folder: PLACE,
  bytes: 21_000,
};

export const PROJECT_FILE: Handle = {
  id: "file-project",
  name: "Ward letters.attune",
  folder: PLACE,
  bytes: 186_000_000,
};

/** The file a dialog gives: `?file=workbook` asks for the workbook. */
export function fileFor(wish: string): Handle {
  if (wish === "dialogues") return DIALOGUES;
  if (wish === "turns") return DESK;
  if (wish === "project") return PROJECT_FILE;
  if (wish === "topics") return TOPICS_FILE;
  return wish === "workbook" ? WORKBOOK : FILE;
}

export function fileName(id: string): string {
  return (
    [WORKBOOK, CHOSEN_FOLDER, PASTED, DIALOGUES, DESK, TOPICS_FILE].find((file) => file.id === id)
      ?.name ?? FILE.name
  );
}

const OPEN: ReadOptions = {
  format: null,
  encoding: null,
  delimiter: null,
  header: null,
  sheet: null,
  first_row: null,
  cut: null,
  cut_words: null,
  turns: null,
};

const NO_COLUMNS: Columns = {
  goal: "classify",
  text: null,
  label: null,
  labels: [],
  separator: null,
  group: null,
  messages: null,
  prompt: null,
  answer: null,
  system: null,
};

function dialogues(): Preview {
  const rows = makeDialogues();
  return {
    ...textTable(DIALOGUES.id),
    bytes: DIALOGUES.bytes,
    options: { ...OPEN, format: "jsonl", encoding: "utf-8" },
    columns: ["messages"],
    turns: null,
    roles: { ...NO_COLUMNS, goal: "chat", messages: "messages" },
    rows: rows.slice(0, 20).map((row) => [JSON.stringify(row.messages)]),
    row_count: rows.length,
    rejected_count: 0,
    rejected: [],
  };
}

function topics(): Preview {
  const rows = makeTagged();
  return {
    ...textTable(TOPICS_FILE.id),
    bytes: TOPICS_FILE.bytes,
    columns: ["review", "topics", "stars"],
    roles: { ...NO_COLUMNS, goal: "tag", text: "review", label: "topics", separator: ";" },
    rows: rows.slice(0, 20).map((row, i) => [row.text, row.label ?? "", `${1 + (i % 5)}`]),
    row_count: rows.length,
    rejected_count: 0,
    rejected: [],
    notes: ["Cells of 'topics' hold several categories, with ';' between them"],
  };
}

/** What a look at a file shows. */
export function makePreview(id: string, asked: ReadOptions): Preview {
  if (id === CHOSEN_FOLDER.id) return documents(asked);
  if (id === DIALOGUES.id) return dialogues();
  if (id === DESK.id) return desk(asked);
  if (id === TOPICS_FILE.id) return topics();
  const table = id === WORKBOOK.id ? workbook() : textTable(id);
  for (const [key, value] of Object.entries(asked))
    if (value !== null) Object.assign(table.options, { [key]: value });
  return table;
}

function textTable(id: string): Preview {
  const rows = makeRows();
  return {
    name: fileName(id),
    bytes: 28_400,
    options: {
      ...OPEN,
      format: "csv",
      encoding: "utf-8",
      delimiter: ",",
      header: true,
      first_row: 1,
    },
    sheets: [],
    cuts: [],
    columns: ["message", "category", "received"],
    turns: null,
    roles: { ...NO_COLUMNS, text: "message", label: "category" },
    rows: rows.slice(0, 20).map((row) => [row.text, row.label ?? "", "2 Sep"]),
    row_count: rows.length,
    rejected_count: REJECTED.length,
    rejected: REJECTED,
    notes: [],
    seconds: 0.02,
  };
}

function desk({ turns }: ReadOptions): Preview {
  const options = {
    ...OPEN,
    format: "csv",
    encoding: "utf-8",
    delimiter: ",",
    header: true,
    first_row: 1,
  };
  const guess = {
    turns: {
      conversation: "ticket",
      speaker: "sender",
      text: "body",
      time: "sent_at",
      answering: ["Help desk"],
    },
    speakers: ["Customer", "Help desk"],
  };
  const joined = dialogues();
  if (turns) {
    return {
      ...joined,
      name: DESK.name,
      options: { ...options, turns },
      columns: ["ticket", "messages"],
      rows: joined.rows.map(([messages], i) => [`${i + 1}`, messages ?? ""]),
      turns: { turns, speakers: turns.answering },
    };
  }
  const said = makeDialogues().flatMap(({ messages }, i) =>
    (messages ?? []).map(({ role, content }) => [
      `${i + 1}`,
      role === "assistant" ? "Help desk" : "Customer",
      "2024-05-02 09:00",
      content,
    ]),
  );
  return {
    ...joined,
    name: DESK.name,
    options,
    columns: ["ticket", "sender", "sent_at", "body"],
    roles: { ...NO_COLUMNS, text: "body", group: "ticket" },
    rows: said.slice(0, 20),
    row_count: said.length,
    turns: guess,
  };
}

function workbook(): Preview {
  return {
    ...textTable(WORKBOOK.id),
    bytes: WORKBOOK.bytes,
    options: { ...OPEN, format: "xlsx", header: true, sheet: "May", first_row: 3 },
    sheets: ["May", "June"],
    rejected_count: 0,
    rejected: [],
    notes: ["The file has 2 sheets; this is 'May'"],
  };
}

/** Rows that a letter becomes, by the way it is cut. */
const PARTS: Record<string, number> = { file: 1, heading: 2, clause: 3, paragraph: 4, line: 9 };

function documents(asked: ReadOptions): Preview {
  const cut = asked.cut ?? "file";
  const words = cut === "length" ? (asked.cut_words ?? 150) : null;
  const parts = words ? Math.max(1, Math.ceil(300 / words)) : (PARTS[cut] ?? 1);
  const letters = makeRows(48);
  const all = letters.flatMap((row, letter) =>
    Array.from({ length: parts }, (_, part) => [
      part ? `${row.text} (${part + 1})` : row.text,
      LABELS[letter % LABELS.length] ?? "",
      `letter ${letter + 1}`,
      `${LABELS[letter % LABELS.length]}/letter ${letter + 1}.docx`,
    ]),
  );
  return {
    name: CHOSEN_FOLDER.name,
    bytes: 412_000,
    options: { ...OPEN, format: "folder", cut, cut_words: words },
    sheets: [],
    cuts: ["file", "heading", "clause", "paragraph", "line", "length"],
    columns: ["text", "folder", "file", "document"],
    turns: null,
    roles: {
      ...NO_COLUMNS,
      text: "text",
      label: "folder",
      group: parts > 1 ? "document" : null,
    },
    rows: all.slice(0, 20),
    row_count: all.length,
    rejected_count: 1,
    rejected: [
      { line: 49, reason: "It is no document that Attune reads", excerpt: "scans/photo.png" },
    ],
    notes: [],
    seconds: 0.3,
  };
}
