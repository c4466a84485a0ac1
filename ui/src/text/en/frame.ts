import { count, ofHundred, percent, plural } from "../format";
import { called } from "./words";

export const rail = {
  rename: "Rename this project",
  projects: "Projects",
  nameLabel: "Name of the project",
  sort: (n: number) =>
    n ? `Sort into ${plural(n, "category", "categories")}` : "Sort into categories",
  dataEmpty: "Bring examples",
  dataFact: called,
  setupTodo: "Choose a model",
  trainTodo: "Teach it",
  trainRunning: (share: number) => `Running, ${percent(share)}`,
  trainState: {
    paused: "Paused",
    interrupted: "Interrupted",
    failed: "Stopped by a problem",
  },
  trainDone: (method: string, preset: string) => `${method}, ${preset.toLowerCase()}`,
  evaluateTodo: "See how good it is",
  evaluateFact: (share: number) => `${ofHundred(share)} of 100 right`,
  earlier: "From earlier data",
  shareTodo: "Save or use it",
  why: {
    data: "",
    setup: "First bring examples that can be learned from",
    train: "First bring examples that can be learned from",
    evaluate: "There is a result after training",
    share: "There is something to share after training",
  },
};

/** What is to be done with a file. */
export const offer = {
  title: (files: string[]) =>
    files.length === 1
      ? `What should Attune do with “${files[0]}”?`
      : `What should Attune do with these ${count(files.length)} files?`,
  sort: "Sort it with a model",
  sortDetail: "A trained project puts every row into a category. Your file stays as it is.",
  sortNone: "No project has been trained yet",
  sortOne: "One file at a time: choose it under Share",
  learn: "Learn from it",
  learnDetail: "Its rows join the examples of a project. You look at them first.",
  project: "Project",
  begin: "New project",
  beginDetail: (name: string) => `Begins “${name}” with these rows as its examples.`,
};

/** Asked when the window is closed while something trains. */
export const closing = {
  title: "Go on in the background?",
  detail: (project: string) =>
    `“${project}” is being trained. It can go on without the window, at the same pace. When you open Attune again, it is where it has got to. Stopping it keeps the best version so far.`,
  goOn: "Go on without the window",
  stop: "Stop and close",
  stay: "Stay here",
};

export const find = {
  title: "Find",
  placeholder: "A project, a screen or a word of the glossary",
  none: "Nothing found.",
  project: "Project",
  screen: "Screen",
  word: "Glossary",
  found: (n: number) => plural(n, "match", "matches"),
};
