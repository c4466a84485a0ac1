import { count, plural } from "../format";

export const evaluate = {
  title: "Evaluate",
  sub: (n: number) => `The final exam: ${plural(n, "row")} the model has never seen.`,
  gets: "Gets ",
  ofHundred: (n: number) => `${n} of 100`,
  right: " right.",
  likely: (low: number, high: number) =>
    `With new rows, expect between ${low} and ${high} of 100 (95% confidence).`,
  mixes: (a: string, b: string) => `It most often takes ${a} for ${b}.`,
  smallExam: (n: number) => `The exam has only ${plural(n, "row")}, so the range is wide.`,
  keptHead:
    "Training did not beat the model as it came with a quick head, so Attune kept the quick head. More examples, or another method, may change that.",
  keptTuning: (step: number) =>
    `Attune kept the version of step ${count(step)}, the best on the mock exam.`,
  ladder: "Against what it could have been",
  stage: {
    majority: "Always the most frequent category",
    quick_head: "As it came, with a quick head",
    tuning: "After training",
    kept: "After training",
  },
  keptIsHead: "Kept: the quick head",
  whisker: "of 100 right. The thin bar is the likely range.",
  scoreSentence: (right: number, low: number, high: number) =>
    `${right} of 100, likely between ${low} and ${high}`,
  perClass: "Category by category",
  category: "Category",
  precision: "Right when it says so",
  precisionTerm: "precision",
  recall: "Finds, of all such",
  recallTerm: "recall",
  f1: "Both in one",
  f1Term: "F1",
  rows: "Exam rows",
  rough: "few rows, rough figure",
  macro: (f1: string, before: string | null) =>
    before
      ? `Average over categories (macro F1): ${f1}; as it came ${before}.`
      : `Average over categories (macro F1): ${f1}.`,
  matrix: "What it mixes up",
  matrixDetail: "rows: your label, columns: the model",
  cellRight: (n: number, all: number, label: string) =>
    `${count(n)} of ${count(all)} ${label} sorted correctly.`,
  cellWrong: (n: number, label: string, predicted: string) =>
    `${count(n)} ${label} sorted as ${predicted}.`,
  matrixHint: "Choose a cell to read it in words. The field calls this the confusion matrix.",
  topMixes: "The most frequent mix-ups",
  noMixes: "No mix-ups in the exam.",
  run: "Run",
  runName: (method: string, preset: string, time: string) => `${method}, ${preset}, ${time}`,
  earlier: "From earlier data",
  earlierDetail: "The data changed after this run. Train again to take the changes in.",
  next: "Use it",
};
