import type { Confidence, ExamState, Stale } from "../../backend/types.gen";
import { count, decimal, list, plural } from "../format";
import { called } from "./words";

function why(stale: Stale): string {
  switch (stale.reason) {
    case "data_changed":
      return "The rows it learned from changed after this run.";
    case "categories_merged":
      return `${list(stale.from)} and ${stale.into} are one category now; this run still tells them apart.`;
    case "categories_added":
      return `It has never seen ${list(stale.names)}.`;
  }
}

export const evaluate = {
  title: "Evaluate",
  pages: { result: "Result", mistakes: "Mistakes", compare: "Compare runs" },
  sub: (n: number, noun: string | null) =>
    `The final exam: ${called(n, noun)} the model has never seen.`,
  gets: "It sorts ",
  ofHundred: (n: number) => `${n} of 100`,
  right: (noun: string | null) => ` ${noun ?? "rows"} correctly.`,
  likely: (low: number, high: number, noun: string | null) =>
    `With new ${noun ?? "rows"}, expect between ${low} and ${high} of 100 `,
  likelyTerm: "(95% confidence)",
  mixes: (a: string, b: string) => `It most often takes ${a} for ${b}.`,
  smallExam: (n: number, noun: string | null) =>
    `The exam has only ${called(n, noun)}, so the range is wide.`,
  keptHead:
    "Training did not beat the model as it came with a quick head, so Attune kept the quick head. More examples, or another method, may change that.",
  keptTuning: (step: number) =>
    `Attune kept the version of step ${count(step)}, the best on the mock exam.`,
  ladder: "Against what it could have been",
  stage: {
    majority: "Always the most frequent category",
    quick_head: "As it came, with a quick head",
    untuned: "As it came",
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
  notInExam: "not in the exam",
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
  cellShow: (n: number) => (n === 1 ? "Show it" : `Show these ${count(n)}`),
  matrixHint: "Choose a cell to read it in words. The field calls this the ",
  matrixTerm: "confusion matrix",
  topMixes: "The most frequent mix-ups",
  noMixes: "No mix-ups in the exam.",
  run: "Run",
  runOf: (n: number, day: string) => `Run ${count(n)}, ${day}`,
  runName: (n: number, method: string, preset: string, time: string) =>
    `Run ${count(n)}: ${method}, ${preset}, ${time}`,
  earlier: "From earlier data",
  stale: (stale: Stale[]): string => [...stale.map(why), "Train again to take this in."].join(" "),
  next: "Use it",
  again: "Train again",
  againFixed: "Train again with the fixes",

  waiting: (n: number) =>
    `${plural(n, "exam row")} came in since. This run answers ${n === 1 ? "it" : "them"} now, so that the figures hold for the present exam.`,
  rescoring: "Answering the new exam rows",
  examChanged: "The exam changed since this run ended.",
  examChanges: ({ added, removed, relabelled, learned }: ExamState, before: number | null) => {
    const parts = [
      relabelled ? `${plural(relabelled, "label")} corrected` : "",
      added ? `${plural(added, "row")} added` : "",
      removed ? `${plural(removed, "row")} gone` : "",
      learned ? `${plural(learned, "row")} left out that it had learned from` : "",
    ].filter(Boolean);
    const then = before === null ? "" : ` At its end it had ${before} of 100.`;
    return `${list(parts)}.${then} All runs are scored on the present exam.`;
  },
  onlyMisses:
    "If only rows that the model missed are corrected, it looks better than it is. Look at some it got right as well.",
  toSample: "Look at 10 right ones",
};

export const mistakes = {
  sub: (wrong: number, all: number, noun: string | null) =>
    `${plural(wrong, "mistake")} in ${called(all, noun)} of the exam. Sometimes the label was wrong, not the model.`,
  views: { open: "To look at", settled: "Settled", sample: "Right ones" },
  viewsLabel: "Which rows",
  sampleDetail:
    "A random sample of rows the model got right. A label may be wrong here too; correcting only the mistakes would flatter the model.",
  otherSample: "Another 10",
  order: "Order",
  orders: { most_sure: "Most sure first", least_sure: "Least sure first", row: "As in the data" },
  of: (shown: number, all: number) => `${count(shown)} of ${count(all)}`,
  clear: (truth: string, predicted: string) => `No longer only ${truth} taken for ${predicted}`,
  yourLabel: "Your label",
  model: "Model",
  sure: (share: string) => `${share} sure`,
  before: (label: string) => `As it came: ${label}`,
  labelWrong: "The label was wrong",
  labelWrongTo: (label: string) => `It becomes ${label}`,
  modelWrong: "The model is wrong",
  labelRight: "The label is right",
  bothFit: "Both fit",
  similar: "Similar rows",
  another: "It is another one",
  takeBack: "Decide again",
  verdict: {
    label_wrong: "The label was wrong, and is corrected",
    model_wrong: "The label is right",
    both_fit: "Both fit",
  },
  fits: (other: string) => `${other} fits as well`,
  done: {
    label_wrong: (label: string) => `Corrected to ${label}. It counts in every run.`,
    model_wrong: "The label stays. It counts as a mistake of the model.",
    both_fit: (other: string) => `Noted: ${other} fits as well.`,
    open: "To be decided again.",
  },
  none: "No mistake left to look at",
  noneDetail: "Every row of the exam that the model missed is settled.",
  noMistakes: "No mistakes in the exam",
  noMistakesDetail:
    "The model got every exam row right. With a small exam that may be luck: add rows to be surer.",
  noneSettled: "Nothing settled yet",
  noneSettledDetail: "Rows you decide on will be listed here, and can be decided again.",
  more: (n: number) => `Show ${count(n)} more`,
  others: "Other mix-ups",
  pair: (truth: string, predicted: string, n: number) =>
    `${count(n)} ${truth} taken for ${predicted}`,
  morePairs: (pairs: number) => `${plural(pairs, "more pair")}`,
  noSimilar: "No other row shares its rare words.",
  shared: (words: string[]) => `both have ${list(words)}`,
  fixed: (n: number) => `${plural(n, "label")} fixed since this run`,
};

export const tryIt = {
  title: "Try it",
  label: "A text to sort",
  placeholder: "Write or paste a text as it would come in",
  go: "Sort it",
  busy: "Sorting",
  weights: "The stronger the tint, the more a word mattered.",
  against: "Underlined words spoke against it.",
  cut: "It is too long to weigh every word.",
  words: (words: string[]) => `What mattered most: ${list(words)}.`,
  before: "As it came, with a quick head",
  beforeSays: (label: string, share: string) => `${label}, ${share} sure`,
  unexpected: "Not what you expected?",
  category: "Category of this text",
  choose: "Its category",
  add: "Add it to my data",
  added: (label: string) => `Added to ${label}. It counts from the next run.`,
};

export const compare = {
  sub: (n: number, noun: string | null) =>
    `Every run took the same exam of ${called(n, noun)}, so they can be compared.`,
  leftOut: (n: number) =>
    `${plural(n, "exam row")} left out, as one of the runs learned from ${n === 1 ? "it" : "them"} or has no answer.`,
  run: (n: number) => `Run ${count(n)}`,
  runs: "Runs",
  choose: (n: number) => `Compare run ${count(n)} in words`,
  inUse: "In use",
  use: "Use this one",
  useRun: (n: number) => `Use run ${count(n)}`,
  usedNow: (n: number) => `Run ${count(n)} sorts files and is saved from now on.`,
  right: "Right",
  axis: (n: number) => (n === 100 ? "100 right of 100" : String(n)),
  f1: "F1",
  time: "Time",
  size: "Size",
  before: "Before training",
  beforeDetail: "The model as it came, with a quick head",
  one: "One run so far",
  oneDetail: "Train once more, with another method or more data, and both stand here side by side.",
  waiting: "Scoring the runs on the present exam",
  choosePair: "Choose two runs to read what sets them apart.",
  really: (a: number, b: number) => `Is run ${count(a)} really better than run ${count(b)}?`,
  equal: (a: number, b: number) => `Is run ${count(a)} better than run ${count(b)}?`,
  confidence: {
    surely: "Surely.",
    probably: "Probably.",
    cannot_tell: "Cannot tell yet.",
  } satisfies Record<Confidence, string>,
  tally: (rows: string, a: number, b: number, onlyA: number, onlyB: number) =>
    `Of the ${rows}, run ${count(a)} got ${count(onlyA)} right that run ${count(b)} missed, and lost ${count(onlyB)}.`,
  same: "Both get the same rows right.",
  rowsCalled: called,
  luck: (p: number) => {
    const often = Math.round(p * 100);
    if (p >= 0.995) return "By luck alone this would be no surprise at all ";
    return often < 1
      ? "By luck alone this would happen in fewer than 1 of 100 comparisons "
      : `By luck alone this would happen in about ${often} of 100 comparisons `;
  },
  test: (p: number) => `(McNemar p ${p < 0.001 ? "< 0.001" : `= ${decimal(p, p < 0.1 ? 3 : 2)}`}).`,
  settle: "More exam rows would settle it.",
  changed: (a: number, b: number) => `What changed from run ${count(a)} to run ${count(b)}`,
  change: (title: string, from: string, to: string) =>
    `${title}: ${from || "none"}, then ${to || "none"}`,
  changeTitles: {
    model: "Model",
    method: "Method",
    preset: "Preset",
    seed: "Seed",
    data: "Data",
  } as Record<string, string>,
  recall: (label: string, from: string, to: string) => `${label}: finds ${to}, was ${from}`,
  noChange: "Nothing that Attune knows of: the same data and settings.",
  different: (n: number) =>
    n === 1 ? "The row they answer differently" : `The ${count(n)} rows they answer differently`,
  text: "Text",
  label: "Your label",
  kept: "Runs are kept until you delete them.",
  storage: "Storage",
  newRun: "New run",
};

export const pictures = {
  save: "Save this chart",
  svg: "SVG, sharp at any size",
  png: "PNG, for documents and mail",
  summary: "Save a summary",
  summaryDetail: "One page on what was trained and how good it is",
  saved: (file: string, folder: string) => `Saved as ${file} in ${folder}.`,
  /** Words drawn into pictures, by key. */
  words: {
    "loss.title": "How far off (loss)",
    "loss.direction": "lower is better",
    "f1.title": "Score on the mock exam (F1)",
    "f1.direction": "higher is better",
    "confusion.title": "What it mixes up (confusion matrix)",
    "confusion.direction": "rows: the right category, columns: what it says",
    "categories.title": "How well each category goes",
    "categories.direction": "right when it says so (precision), finds (recall)",
    "axis.passes": "passes over the data",
    "line.training": "Learned from {}",
    "line.validation": "Mock exam {}",
    "line.majority": "Majority guess {}",
    "line.quick_head": "Before training {}",
    "line.kept": "Kept {}",
    "line.best": "Best {}",
    "column.precision": "Right when it says so",
    "column.recall": "Finds",
    "column.rows": "Exam rows",
    rough: "few rows, rough figure",
    "summary.title": "Training summary",
    "summary.right": "{right} of {n} right",
    "summary.range": "On unseen rows, {low} to {high}% is the likely range (95%).",
    "summary.before":
      "Before training it was {right} of {n}; always the most frequent: {majority}.",
    "summary.figures": "Accuracy {accuracy}%, F1 over the categories {f1}%.",
    "summary.left_out":
      "Of the exam, {rows} rows are not counted: not answered yet, or learned from.",
    "summary.trained": "What was trained",
    "summary.data": "Data",
    "summary.recipe": "Recipe",
    "fact.model": "Model",
    "fact.method": "Which part learns",
    "fact.preset": "Preset",
    "fact.time": "Time",
    "fact.minutes": "{} minutes",
    "fact.seconds": "{} seconds",
    "fact.rows": "Rows learned from",
    "fact.checks": "Rows of the mock exam",
    "fact.exam": "Rows of the exam",
    "fact.categories": "Categories",
    "fact.seed": "Seed",
    "summary.made": "Made on this computer by Attune {}. Nothing left it.",
  } as Record<string, string>,
};
