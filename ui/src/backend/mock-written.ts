// A made-up project whose model learns to write: conversations, what is fed, and a result.
import { OPTIONS, STARTER, summarise } from "./mock-data";
import type { Handlers } from "./mock-results";
import type { MockState } from "./mock-state";
import { tagOptions } from "./mock-tags";
import type {
  Commands,
  DataSummary,
  Goal,
  LanguageView,
  Message,
  ModelCard,
  Param,
  Row,
  SampleAnswer,
  SplitShares,
  TrainingOptions,
  UnanswerableAnswer,
  WrittenAnswer,
} from "./types.gen";

const TALK: [question: string, answer: string][] = [
  [
    "Hi, how long can I keep the tile cutter?",
    "Seven days, like almost everything on our shelves. You can add another seven under My loans.",
  ],
  [
    "Do I need to pay a deposit for a drill?",
    "No. Your membership covers it; only the four items marked D need a deposit.",
  ],
  [
    "The sander I borrowed smells of burning.",
    "Please unplug it and bring it back as it is. Nobody pays for wear, and we lend you another.",
  ],
  [
    "Is the trailer free on Saturday?",
    "I can't see the calendar from here. Ring the bench on 555 0143, Tuesday to Saturday.",
  ],
  [
    "Can my neighbour fetch the ladder for me?",
    "Yes, with your member number and a note from you. The loan stays in your name.",
  ],
];

const say = (role: string, content: string): Message => ({ role, content });

export function makeDialogues(length = 120): Row[] {
  return Array.from({ length }, (_, i) => {
    const [question, answer] = TALK[i % TALK.length] as [string, string];
    const asked = i < TALK.length ? question : `${question} (${i})`;
    const messages = [say("user", asked), say("assistant", answer)];
    if (i % 6 === 2) messages.push(say("user", "Thank you!"), say("assistant", "Any time."));
    return {
      id: i + 1,
      text: asked,
      messages,
      label: null,
      labels: null,
      group: null,
      part: i % 20 < 14 ? "train" : i % 20 < 17 ? "validation" : "test",
      source: "help-desk.jsonl",
      line: i + 1,
    };
  });
}

export function summariseWritten(
  rows: Row[],
  kept: { goal: Goal; shares: SplitShares },
  undo: string | null,
  redo: string | null,
): DataSummary {
  return {
    ...summarise(rows, undo, redo),
    goal: kept.goal,
    sources: [{ name: "help-desk.jsonl", rows: rows.length, rejected: 0, test_only: false }],
    labelled: rows.length,
    unlabelled: 0,
    categories: [],
    variants: [],
    shares: kept.shares,
    median_words: 31,
    rejected: 0,
  };
}

export const WRITER: ModelCard = {
  ...STARTER,
  id: "HuggingFaceTB/SmolLM2-135M-Instruct",
  title: "SmolLM2-135M-Instruct",
  maker: "HuggingFaceTB",
  description: "From the hub, checked against its hashes.",
  family: "llama",
  parameters: 134_515_008,
  bytes: 269_000_000,
  layers: 30,
  hidden: 576,
  max_length: 8192,
  built_in: false,
  fetched: true,
  recommended: false,
  sorts: false,
  writes: true,
};

const EXAMPLES: Param = {
  name: "examples",
  title: "Examples learned from",
  kind: { type: "integer", min: 0, max: 10_000_000 },
  default: "0",
  help: "Where learning from all takes too long: so many that differ most from each other. 0 learns from all.",
  advanced: true,
};

/** A model that writes has no head of its own to learn, and no categories. */
export function optionsFor(goal: Goal): TrainingOptions {
  if (goal === "classify") return OPTIONS;
  if (goal === "tag") return tagOptions();
  const sorting = ["class_weights", "pooling"];
  return {
    ...OPTIONS,
    methods: OPTIONS.methods.filter((method) => method.id !== "head"),
    params: [...OPTIONS.params.filter((param) => !sorting.includes(param.name)), EXAMPLES],
  };
}

const BEFORE = "Thank you for your question! There are many factors to consider.";

/** What a run shows at each check. */
export function samples(share: number): SampleAnswer[] {
  return TALK.slice(0, 2).map(([text, label]) => {
    const words = label.split(" ");
    const known = Math.max(3, Math.ceil(words.length * Math.min(1, share * 1.4)));
    const predicted = words.slice(0, known).join(" ");
    return { text, label, predicted, confidence: 0, before: BEFORE };
  });
}

const standing = (perplexity: number, low: number, high: number) => ({
  n: 18,
  tokens: 742,
  loss: Math.log(perplexity),
  perplexity,
  low,
  high,
});

const UNKNOWN: UnanswerableAnswer[] = [
  {
    question: "What is my neighbour's dog called?",
    before: "Your neighbour's dog is called Max.",
    after: "I can't know that. Ask your neighbour.",
    admits: [false, true],
  },
  {
    question: "How much money do I have in my pocket?",
    before: BEFORE,
    after: "Seven days, like almost everything on our shelves.",
    admits: [false, false],
  },
];

function report(rows: Row[], answers: WrittenAnswer[]): LanguageView {
  const exam = rows.filter((row) => row.part === "test");
  return {
    task: "chat",
    before: standing(20.5, 16.2, 26.1),
    after: standing(6.4, 5.1, 8.2),
    kept: "kept",
    kept_step: 90,
    seconds: 410,
    rows: exam.map((row, i) => ({
      id: row.id,
      messages: row.messages ?? [],
      before: 38 - 1.3 * i,
      after: 14.2 - 0.6 * i,
    })),
    answers,
    closed: answers.length
      ? { n: 5, exact: [0, 3], overlap: [0.21, 0.82], low: 0.6, high: 0.97 }
      : null,
    unanswerable: answers.length ? UNKNOWN : [],
    repeated: answers.slice(0, 1).map(({ id }) => ({
      answer: id,
      row: 12,
      text: "it is at the side door of the library from nine to five",
      kind: null,
    })),
  };
}

function answersTo(rows: Row[]): WrittenAnswer[] {
  const exam = rows.filter((row) => row.part === "test").slice(0, 6);
  return exam.map((row) => ({
    id: row.id,
    asked: (row.messages ?? []).slice(0, 1),
    expected: row.messages?.[1]?.content ?? "",
    before: BEFORE,
    after: `${row.messages?.[1]?.content.split(". ")[0] ?? ""}.`,
  }));
}

export function writtenHandlers(state: MockState) {
  const answered = new Map<string, WrittenAnswer[]>();
  const rowsOf = (project: string) => state.project(project).rows;
  return {
    add_written: ({ project, messages }) =>
      state.change(project, "add_row", [], "Added a conversation", ({ rows }) => {
        const id = rows.length + 1;
        const asked = messages.find((turn) => turn.role === "user")?.content ?? "";
        const row: Row = {
          id,
          text: asked,
          messages,
          label: null,
          labels: null,
          group: null,
          part: "train",
          source: "by hand",
          line: id,
        };
        return { rows: [...rows, row] };
      }),
    fed: ({ project, row, model }) => {
      const turns = rowsOf(project).find((other) => other.id === row)?.messages ?? [];
      const pieces = turns.flatMap(({ role, content }) => {
        const learned = role === "assistant";
        return [
          { text: "<|im_start|>", learned: false, mark: true },
          { text: `${role}\n`, learned: false, mark: false },
          { text: content, learned, mark: false },
          { text: "<|im_end|>", learned, mark: true },
          { text: "\n", learned: false, mark: false },
        ];
      });
      return { model, plain: false, texts: [pieces] };
    },
    language_report: ({ project, run }) => report(rowsOf(project), answered.get(run) ?? []),
    written_answers: ({ project, run }) => {
      const rows = rowsOf(project);
      answered.set(run, answersTo(rows));
      return report(rows, answered.get(run) ?? []);
    },
  } satisfies Partial<Handlers<keyof Commands>>;
}
