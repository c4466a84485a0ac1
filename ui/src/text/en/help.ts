import type { Area, ShortcutId } from "../../help/shortcuts";
import { groups, terms } from "./glossary";
import { questions } from "./quiz";

export const help = {
  title: "Glossary",
  open: "Open the glossary",
  what: (term: string) => `What is this: ${term}`,
  tool: "Glossary (F1)",
  find: "Find a word",
  findPlaceholder: "Find a word",
  none: "No entry has this word.",
  also: (names: string) => `Also: ${names}`,
  groups,
  terms,
  quizTitle: "Check yourself",
  quizDetail: "Ten short questions, nothing is kept",
  quizStart: "Check yourself",
  quizBack: "Back to the glossary",
  question: (n: number, all: number) => `Question ${n} of ${all}`,
  right: "Right.",
  wrong: "Not quite.",
  next: "Next question",
  finish: "See how you did",
  again: "Once more",
  result: (right: number, all: number) => `${right} of ${all} right`,
  resultDetail: (right: number, all: number) =>
    right === all
      ? "You know your way around."
      : "What was missed is explained in the glossary, one click away.",
  questions,
};

export const shortcuts: {
  title: string;
  tool: string;
  single: string;
  singleOff: string;
  area: Record<Area, string>;
  what: Record<ShortcutId, string>;
  dialogs: string;
  close: string;
  menu: string;
} = {
  title: "Shortcuts",
  tool: "Shortcuts (?)",
  single: "Single keys work while no text field has the focus.",
  singleOff: "Single keys are switched off in the settings.",
  area: {
    everywhere: "Everywhere",
    data: "Data",
    label: "Label",
    train: "Train",
    evaluate: "Evaluate",
  },
  what: {
    primary: "Press the main button",
    step: "Go to a step",
    home: "All projects",
    find: "Find a project, a screen or a word",
    file: "Add a file",
    undo: "Undo a change to the data",
    redo: "Redo it",
    save: "Save the model, under Share",
    settings: "Settings",
    glossary: "Glossary",
    shortcuts: "This list",
    region: "Next part of the window",
    "data.find": "Find in the rows",
    "label.choose": "Choose a category",
    "label.accept": "Accept the suggestion",
    "label.skip": "Skip",
    "label.undo": "Undo",
    "label.colleague": "Ask a colleague",
    "label.none": "None of these",
    "label.new": "New category",
    "train.advanced": "Advanced settings",
    "train.pause": "Pause, go on",
    "train.details": "Charts as tables",
    "evaluate.move": "Next, previous mistake",
    "evaluate.label": "The label was wrong",
    "evaluate.model": "The model is wrong",
    "evaluate.both": "Both fit",
    "evaluate.similar": "Similar rows",
    "evaluate.try": "Try the text",
  },
  dialogs: "Dialogs and cards",
  close: "Close",
  menu: "What can be done with a project",
};

/** Names on the caps, and the signs that stand for them. */
export const keys: Record<string, string> = {
  Ctrl: "Ctrl",
  Shift: "Shift",
  Enter: "↵",
  Space: "Space",
  Esc: "Esc",
};
