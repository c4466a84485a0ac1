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
      "temperature",
    ],
  },
  { id: "sharing", terms: ["adapter_file", "merged", "hub", "deployment"] },
] as const;

export type GroupId = (typeof GROUPS)[number]["id"];
export type TermId = (typeof GROUPS)[number]["terms"][number];

/** Settings and methods of the engine that the glossary explains. */
export const OF_PARAM: Partial<Record<string, TermId>> = {
  epochs: "epoch",
  learning_rate: "learning_rate",
  head_learning_rate: "head",
  batch_size: "batch",
  max_length: "context",
  validation: "validation_part",
  early_stopping: "early_stopping",
  class_weights: "class_weights",
  dropout: "dropout",
  rank: "rank",
  alpha: "alpha",
};
export const OF_METHOD: Partial<Record<string, TermId>> = {
  full: "full",
  partial: "partial",
  lora: "lora",
  head: "head",
};

export const TERMS: readonly TermId[] = GROUPS.flatMap(({ terms }) => [...terms]);
