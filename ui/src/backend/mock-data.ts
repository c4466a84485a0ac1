// Made-up content for looking at screens in a plain browser during development.
import type { Category, DataSummary, ModelCard, Row, TrainingOptions } from "./types.gen";

const TEXTS: [string, string][] = [
  ["Hello, I need more of my blood pressure tablets before Friday", "Refill request"],
  ["Can I take ibuprofen while I am on the blood thinner?", "Interaction"],
  ["Since Monday my hands shake a little in the morning. Is it the new tablet?", "Side effect"],
  ["I forgot the evening tablet. Do I take two now?", "Dosage question"],
  ["Is the counter open on Saturday to collect my order?", "Delivery"],
  ["My repeat prescription has run out and I travel on Sunday.", "Refill request"],
  ["A rash on both arms after the third capsule", "Side effect"],
  ["May I drink grapefruit juice with the cholesterol tablets?", "Interaction"],
  ["How many hours between two doses of the syrup for a child?", "Dosage question"],
  ["Please send the insulin to the ward, not to my home address", "Delivery"],
];
export const LABELS = [
  "Refill request",
  "Dosage question",
  "Side effect",
  "Interaction",
  "Delivery",
];

/** Rows with something wrong, so that there is something to check. */
const FAULTY: Record<number, { text: string; label?: string }> = {
  40: {
    text: "How many hours between two doses of the syrup for a child?",
    label: "Refill request",
  },
  52: { text: "Can I take ibuprofen while I am on the blood thinner?", label: "Interaction" },
  61: {
    text: "Since Monday my hands shake a little in the morning. Is it the new tablet?",
    label: "Dosage question",
  },
  75: { text: "Itâ€™s the second day and I still feel dizzy", label: "Side effect" },
  90: { text: "The nurse said itâ€™s due on Monday", label: "Refill request" },
  202: {
    text: "This is Ms Example, record MRN 0000417. Please call 555 0142 about my refill.",
    label: "Refill request",
  },
  209: { text: "Could the ward send the drops to Mr Sample in room 12?", label: "Delivery" },
  226: {
    text: "My new address for the order is in the portal, mail patient@example.org",
    label: "Delivery",
  },
  240: {
    text: "Is it safe to take Rose hip tea with the blood thinner?",
    label: "Interaction",
  },
  248: { text: "Refill for record MRN 0000502, thank you", label: "Refill request" },
  260: { text: "I spoke to Nurse Placeholder on Tuesday about the rash", label: "Side effect" },
  133: { text: "The parcel came open and half of it was missing", label: "Complaint" },
  201: { text: "Nobody answered the telephone for two days", label: "Complaint" },
};
/** The category that a made-up text is about. */
export function likelyLabel(text: string): string {
  const known = TEXTS.find(([words]) => text.startsWith(words));
  return known?.[1] ?? LABELS[text.length % LABELS.length] ?? "";
}

export function makeRows(length = 312): Row[] {
  return Array.from({ length }, (_, i) => {
    const [text, label] = TEXTS[(i * 7 + (i >> 3)) % TEXTS.length] as [string, string];
    const faulty = FAULTY[i];
    const unlabelled = i % 23 === 7 && !faulty?.label;
    const part = i % 20 < 14 ? "train" : i % 20 < 17 ? "validation" : "test";
    return {
      id: i + 1,
      messages: null,
      text: faulty?.text ?? (i < TEXTS.length ? text : `${text} (${i})`),
      label: unlabelled ? null : (faulty?.label ?? (i % 61 === 5 ? label.toLowerCase() : label)),
      labels: null,
      group: null,
      part: unlabelled ? null : part,
      source: "patient-messages.csv",
      line: i + 2,
    };
  });
}

export function summarise(rows: Row[], undo: string | null, redo: string | null): DataSummary {
  const byName = new Map<string, Category>();
  for (const row of rows) {
    if (row.label === null) continue;
    const counts = { count: 0, train: 0, validation: 0, test: 0 };
    const empty = { name: row.label, ...counts, too_small: false, place: 0 };
    const category = byName.get(row.label) ?? empty;
    category.count++;
    if (row.part) category[row.part]++;
    category.too_small = category.count < 3;
    byName.set(row.label, category);
  }
  const places = [...new Set([...LABELS.filter((name) => byName.has(name)), ...byName.keys()])];
  const categories = [...byName.values()]
    .map((category) => ({ ...category, place: places.indexOf(category.name) }))
    .sort((a, b) => b.count - a.count);
  const variants = categories
    .filter((c) => c.name === c.name.toLowerCase())
    .map((c) => ({
      keep: LABELS.find((name) => name.toLowerCase() === c.name) ?? c.name,
      others: [c.name],
      rows: c.count,
    }));
  const of = (part: string) => rows.filter((row) => row.part === part).length;
  const labelled = rows.filter((row) => row.label !== null).length;
  return {
    goal: "classify",
    sources: [{ name: "patient-messages.csv", rows: rows.length, rejected: 2, test_only: false }],
    rows: rows.length,
    labelled,
    unlabelled: rows.length - labelled,
    categories,
    variants,
    shares: { train: 70, validation: 15, test: 15 },
    train: of("train"),
    validation: of("validation"),
    test: of("test"),
    has_groups: false,
    lengths: [4, 8, 12, 16, 20, 24, 28, 32].map((w, i) => [
      w,
      [20, 80, 96, 60, 30, 14, 8, 4][i] ?? 0,
    ]),
    median_words: 11,
    rejected: 2,
    weigh_rare: false,
    obstacles: [],
    undo,
    redo,
  };
}

export const REJECTED = [
  {
    line: 41,
    reason:
      "This row has 5 cells, the others have 3. A comma inside the text was read as a new column.",
    excerpt: "I feel tired, is it the new tablet?,Side effect",
  },
  {
    line: 118,
    reason: "A quotation mark is opened and never closed.",
    excerpt: '"My refill is due on Monday,Refill request',
  },
];

export const STARTER: ModelCard = {
  id: "starter",
  title: "Starter",
  maker: "sentence-transformers",
  description: "Small and quick. A good first choice for sorting short English texts.",
  licence: "Apache-2.0",
  family: "bert",
  parameters: 22_713_216,
  bytes: 45_400_000,
  layers: 6,
  hidden: 384,
  max_length: 256,
  pooling: "mean",
  built_in: true,
  fetched: false,
  recommended: true,
  sorts: true,
  writes: false,
};

const integer = (min: number, max: number) => ({ type: "integer", min, max }) as const;
const number = (min: number, max: number) => ({ type: "number", min, max }) as const;

export const OPTIONS: TrainingOptions = {
  methods: [
    {
      id: "lora",
      title: "Adapter",
      description: "Small add-ons learn your task; the model itself stays as it is (LoRA).",
      recommended: false,
      params: [
        {
          name: "rank",
          title: "Rank",
          kind: integer(1, 256),
          default: "8",
          help: "How much the add-ons can hold.",
          advanced: true,
        },
        {
          name: "targets",
          title: "Where",
          kind: { type: "list", options: ["query", "key", "value", "dense"] },
          default: "query,value",
          help: "Which parts get an add-on.",
          advanced: true,
        },
      ],
    },
    {
      id: "partial",
      title: "Last layers",
      description: "Only the end of the model changes. Quick, but learns less.",
      recommended: false,
      params: [
        {
          name: "layers",
          title: "Layers",
          kind: integer(1, 48),
          default: "2",
          help: "How many of the last layers learn.",
          advanced: true,
        },
      ],
    },
    {
      id: "full",
      title: "Whole model",
      description: "Everything changes. Learns the most; the result is a complete model.",
      recommended: true,
      params: [],
    },
    {
      id: "head",
      title: "Quick head",
      description: "Only the last decision. Done in seconds.",
      recommended: false,
      params: [],
    },
  ],
  presets: [
    {
      id: "quick",
      title: "Quick",
      description: "1 pass. To see whether the idea works.",
      recommended: false,
      settings: { full: { epochs: "1" }, lora: { epochs: "1" } },
    },
    {
      id: "balanced",
      title: "Balanced",
      description: "Up to 4 passes, stops once it no longer improves.",
      recommended: true,
      settings: { full: { epochs: "4" }, lora: { epochs: "4" } },
    },
    {
      id: "thorough",
      title: "Thorough",
      description: "Up to 10 passes.",
      recommended: false,
      settings: { full: { epochs: "10" }, lora: { epochs: "10" } },
    },
  ],
  params: [
    {
      name: "epochs",
      title: "Passes over the data",
      kind: number(0.1, 100),
      default: "3",
      help: "How often it studies every row.",
      advanced: true,
    },
    {
      name: "learning_rate",
      title: "Learning rate",
      kind: number(1e-7, 1),
      default: "5e-5",
      help: "Small is careful, large is bold.",
      advanced: true,
    },
    {
      name: "batch_size",
      title: "Examples per step",
      kind: integer(1, 512),
      default: "32",
      help: "More is steadier and needs more memory.",
      advanced: true,
    },
    {
      name: "early_stopping",
      title: "Stop early",
      kind: { type: "switch" },
      default: "true",
      help: "Ends when the score no longer rises.",
      advanced: true,
    },
    {
      name: "class_weights",
      title: "Level rare categories",
      kind: { type: "switch" },
      default: "false",
      help: "Gives examples of rare categories more weight.",
      advanced: true,
    },
    {
      name: "pooling",
      title: "Pooling",
      kind: { type: "choice", options: ["mean", "cls"] },
      default: "mean",
      help: "How the words become one meaning.",
      advanced: true,
    },
  ],
};
