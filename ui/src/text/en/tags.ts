import { count, plural } from "../format";
import { called } from "./words";

/** Everything about texts that may have several categories. */
export const tags = {
  none: "no category",
  rail: (categories: number) => `Several of ${plural(categories, "category", "categories")}`,
  between: "Between the categories of a cell",
  betweenGuess: "As it is found",
  betweenNames: {
    ";": "Semicolon  ;",
    ",": "Comma  ,",
    "|": "Bar  |",
    "/": "Slash  /",
    "\n": "Line break",
    "[ ]": "A list  [ ]",
  } as Record<string, string>,
  columns: (n: number) => `Each of ${plural(n, "column")} is taken for a category: yes, or no.`,
  labelsOf: (line: number) => `Categories of line ${count(line)}`,
  unlabel: "No label yet",
  clear: "Take them off",
  label: {
    sub: "You are the expert. Choose all that fit, then go on with Enter.",
    chosen: (n: number) => `${plural(n, "category", "categories")} chosen`,
    confirm: "Save and next",
    accept: "Accept what is suggested",
    pick: "Choose all that fit",
    none: "None of these",
    noneWhy: "It belongs to no category, and is learned from as such",
    now: "fits",
  },
  result: {
    sub: (n: number, noun: string | null) =>
      `The final exam: ${called(n, noun)} the model has never seen.`,
    gets: "It names exactly the right categories for ",
    ofHundred: (n: number) => `${n} of 100`,
    of: (noun: string | null) => ` ${noun ?? "rows"}.`,
    likely: (low: number, high: number, noun: string | null) =>
      `With new ${noun ?? "rows"}, expect between ${low} and ${high} of 100 `,
    micro: (f1: string, low: string, high: string) =>
      `Over all categories together (micro F1) it reaches ${f1}, likely between ${low} and ${high}.`,
    macro: (f1: string, before: string | null) =>
      before
        ? `Average over categories (macro F1): ${f1}; as it came ${before}.`
        : `Average over categories (macro F1): ${f1}.`,
    exactly: "of 100 with exactly the right categories. The thin bar is the likely range.",
    majority: "Always the most frequent combination",
    threshold: "Named from",
    thresholdTerm: "threshold",
    missed: "Missed",
    missedTerm: "false negatives",
    extra: "Too many",
    extraTerm: "false positives",
    unknown: "The run never learned it",
    showMissed: (n: number, label: string) =>
      n === 1
        ? `Show the row where ${label} was missed`
        : `Show ${count(n)} rows where ${label} was missed`,
    showExtra: (n: number, label: string) =>
      n === 1
        ? `Show the row where ${label} was named but does not fit`
        : `Show ${count(n)} rows where ${label} was named but does not fit`,
    note: "A category is named where its probability reaches its threshold. Each threshold was chosen on the mock exam.",
  },
  mistakes: {
    sub: (wrong: number, all: number, noun: string | null) =>
      `${plural(wrong, "mistake")} in ${called(all, noun)} of the exam: a category is missing, or one too many.`,
    only: {
      missed: (label: string) => `${label} was missed`,
      extra: (label: string) => `${label} is too many`,
    },
    clear: "Show all again",
    yours: "Your categories",
    says: "The model says",
    missing: "Missing",
    extra: "Too many",
    chance: (share: string, from: string) => `${share}, named from ${from}`,
    unlearned: "never learned",
    labelsWrong: "The labels were wrong",
    labelsWrongTo: (names: string) => `They become: ${names}`,
    other: "Other categories",
    otherWhy: "Which categories fit?",
    keep: "Keep these",
    verdict: {
      label_wrong: "The labels were wrong, and are corrected",
      model_wrong: "The labels are right",
      both_fit: "The labels are right",
    },
    done: {
      labels_wrong: "Corrected. It counts in every run.",
      model_wrong: "The labels stay. It counts as a mistake of the model.",
      open: "To be decided again.",
    },
  },
  tryIt: {
    title: "Try it",
    said: "It names",
    nothing: "It names no category: none reaches its threshold.",
    others: "Below their thresholds",
    from: (share: string) => `named from ${share}`,
    sentence: (label: string, share: string, from: string, said: boolean) =>
      said
        ? `${label}: ${share}, named, as it is from ${from} on`
        : `${label}: ${share}, not named, as that would be from ${from} on`,
    unexpected: "Not what you expected? Choose all that fit.",
    add: "Add it to my data",
    added: "Added to your data. It counts from the next run.",
  },
  compare: {
    sub: (n: number, noun: string | null) =>
      `Every run took the same exam of ${called(n, noun)}. Right means: exactly the right categories.`,
  },
  share: {
    fileDetail: "The same file, with all categories in predicted, and confidence and needs_review",
    reviewSays: (labels: string, share: string) => `Model: ${labels}, at least ${share} sure`,
    reviewNothing: "Model: no category",
    reviewLabels: (line: number) => `Categories of line ${line}`,
    reviewAdded: "Added to your data",
  },
};
