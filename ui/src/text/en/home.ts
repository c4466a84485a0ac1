import { count, plural } from "../format";

export const home = {
  resumeTitle: (name: string) => `Training of “${name}” was cut off. Nothing is lost.`,
  resumeDetail: (step: number, steps: number) =>
    `Saved up to step ${count(step)} of ${count(steps)}.`,
  resume: "Resume training",
  useIt: "Use what it has learned",
  notNow: "Not now",
  recent: "Pick up where you left off",
  title: "What should your model learn?",
  goal: "Sort text into categories",
  goalDetail: "“Where is my order?” becomes Delivery. Works for messages, tickets, clauses.",
  samples: "Try a sample first",
  samplesDetail: "Built in, works offline.",
  sampleFact: (rows: number, categories: number, noun: string) =>
    `${count(rows)} ${noun || "rows"}, ${plural(categories, "category", "categories")}`,
  drop: "Drop a file anywhere in this window.",
  dropDetail: "A table with a text column and a label column: CSV, TSV, JSON or JSON Lines.",
  choose: "Choose a file",
  emptyTitle: "Teach a language model what you know",
  emptyLead: "From your own examples, on your own computer, in five steps. No code.",
  emptyDrop: "Drop a file with examples here",
  emptySamples: "No file at hand? Try a sample:",
  flow: [
    ["Data", "Bring examples. Attune reads and divides them."],
    ["Setup", "Pick a model that fits this computer."],
    ["Train", "Watch it learn. Stop any time."],
    ["Evaluate", "See how good it is, in plain words."],
    ["Share", "Use it, or keep it as files."],
  ] as readonly (readonly [name: string, detail: string])[],
  status: {
    empty: "No data yet",
    ready: "Ready to train",
    training: "Training",
    interrupted: "Interrupted",
    trained: "Ready to use",
  },
  right: "right",
  pips: (step: number) => `Step ${step} of 5`,
  remove: (name: string) => `Delete “${name}”`,
  removeTitle: (name: string) => `Delete “${name}”?`,
  removeDetail:
    "Its copy of the data, its labels and everything it has learned go. Your original files stay where they are.",
  removeYes: "Delete the project",
  cancel: "Keep it",
};
