// The glossary's entries, grouped by where they are met. Their words are in the catalogue.

export const GROUPS = [
  {
    id: "basics",
    terms: ["pretrained", "finetuning", "domain", "weights", "token", "context"],
  },
  { id: "data", terms: ["label", "train_part", "validation_part", "test_part", "split"] },
  {
    id: "methods",
    terms: ["full", "partial", "lora", "head", "rank", "alpha", "dropout"],
  },
  {
    id: "training",
    terms: [
      "loss",
      "learning_rate",
      "batch",
      "epoch",
      "seed",
      "checkpoint",
      "overfitting",
      "early_stopping",
      "class_weights",
    ],
  },
  {
    id: "results",
    terms: [
      "baseline",
      "quick_head",
      "accuracy",
      "precision",
      "recall",
      "f1",
      "confusion",
      "confidence",
      "range",
      "perplexity",
    ],
  },
  { id: "sharing", terms: ["adapter_file", "merged", "hub", "deployment"] },
] as const;

export type GroupId = (typeof GROUPS)[number]["id"];
export type TermId = (typeof GROUPS)[number]["terms"][number];

export const TERMS: readonly TermId[] = GROUPS.flatMap(({ terms }) => [...terms]);
