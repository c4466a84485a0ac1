// What a finished run answers: exam, comparison, single texts, files and pictures.
import { LABELS } from "./mock-data";
import { compare, examPage, examRows, mixUps, reportOf } from "./mock-exam";
import { fail, type MockState } from "./mock-state";
import type { Answer, Commands, Decision, Handle, Row, StepKind, Verdict } from "./types.gen";

export type Handlers<C extends keyof Commands> = {
  [Name in C]: (args: Commands[Name]["args"]) => Commands[Name]["result"];
};

export const FOLDER: Handle = {
  id: "folder-1",
  name: "Attune",
  folder: "/home/ana/Documents",
  bytes: 0,
};

function answerTo(words: string): Answer {
  const first = words.length % LABELS.length;
  const all = LABELS.map((label, i) => ({ label, probability: i === first ? 0.93 : 0.07 / 4 }));
  all.sort((a, b) => b.probability - a.probability);
  return { label: LABELS[first] as string, confidence: 0.93, all };
}

const EXPORTED = [
  { name: "config.json", bytes: 812 },
  { name: "model.safetensors", bytes: 90_900_000 },
  { name: "tokenizer.json", bytes: 711_000 },
];

const VERDICTS: Record<Decision["verdict"], [StepKind, string]> = {
  label_wrong: ["label_wrong", "Corrected an exam label"],
  model_wrong: ["model_wrong", "Confirmed an exam label"],
  both_fit: ["both_fit", "Noted that another category fits as well"],
  open: ["open", "Took a decision back"],
};

/** Settles a row of the exam. */
function decide(state: MockState, project: string, id: number, decision: Decision) {
  const [kind, title] = VERDICTS[decision.verdict];
  const label = decision.verdict === "label_wrong" ? decision.label : null;
  const other = decision.verdict === "both_fit" ? decision.other : null;
  return state.change(project, kind, [label ?? other ?? ""].filter(Boolean), title, (content) => {
    const verdicts = new Map(content.verdicts);
    if (decision.verdict === "open") verdicts.delete(id);
    else if (other !== null) verdicts.set(id, { kind: "both_fit", other });
    else verdicts.set(id, { kind: decision.verdict } as Verdict);
    const settle = (row: Row) =>
      // The made-up run remembers what the file said: `group` keeps it.
      row.id === id && label ? { ...row, group: (row.label ?? "").toLowerCase(), label } : row;
    return { verdicts, rows: label ? content.rows.map(settle) : content.rows };
  });
}

export function examHandlers(state: MockState) {
  const handlers = {
    report: ({ project, run }) => reportOf(state.project(project), run),
    rescore: ({ project, run }) => reportOf(state.project(project), run),
    exam_rows: ({ project, run, filter, offset, limit }) =>
      examPage(state.project(project), run, filter, offset, limit),
    mixups: ({ project, run }) => mixUps(state.project(project), run),
    decide: ({ project, row, decision }) => decide(state, project, row, decision),
    similar_rows: ({ project, row, limit }) => {
      const { rows } = state.project(project);
      const words = new Set(rows.find((other) => other.id === row)?.text.split(" "));
      return rows
        .filter((other) => other.id !== row)
        .map((other) => ({
          row: other,
          shared: other.text.split(" ").filter((word) => word.length > 3 && words.has(word)),
        }))
        .filter((other) => other.shared.length > 1)
        .slice(0, limit);
    },
    compare_runs: ({ project, runs }) => compare(state.project(project), runs),
    different_rows: ({ project, a, b, offset, limit }) => {
      const other = new Map(examRows(state.project(project), b).map((row) => [row.id, row]));
      const found = examRows(state.project(project), a).flatMap((row) => {
        const twin = other.get(row.id);
        if (!twin || twin.predicted === row.predicted) return [];
        return {
          id: row.id,
          text: row.text,
          label: row.label,
          a: { label: row.predicted, probability: row.confidence },
          b: { label: twin.predicted, probability: twin.confidence },
          a_right: row.right,
          b_right: twin.right,
        };
      });
      return { total: found.length, rows: found.slice(offset, offset + limit) };
    },
    classify_text: ({ text }) => answerTo(text),
    explain_text: ({ text }) => ({
      answer: answerTo(text),
      pieces: text
        .split(/(\s+)/)
        .filter(Boolean)
        .map((piece, i): [string, number] => [
          piece,
          /^\s/.test(piece) ? 0 : (i % 5) * 0.08 - 0.05,
        ]),
      before: answerTo(`${text}.`),
      cut: false,
    }),
  } satisfies Partial<Handlers<keyof Commands>>;
  return handlers;
}

export function shareHandlers(state: MockState) {
  const saved = (name: string) => ({
    file: { ...FOLDER, id: "saved", name, folder: `${FOLDER.folder}/${FOLDER.name}` },
    place: FOLDER,
  });
  const handlers = {
    predict_file: () => ({
      file: "patient-messages-sorted.csv",
      folder: FOLDER.folder,
      rows: 312,
      needs_review: 24,
      rejected: 2,
      place: FOLDER,
      sorted: saved("patient-messages-sorted.csv").file,
    }),
    review_rows: ({ offset, limit }) => ({
      total: 24,
      rows: Array.from({ length: Math.max(0, Math.min(limit, 24 - offset)) }, (_, i) => ({
        line: 2 + 13 * (offset + i),
        text: `Unclear message ${offset + i + 1}: can it wait until Monday, or is it urgent?`,
        predicted: LABELS[(offset + i) % LABELS.length] as string,
        confidence: 0.31 + 0.01 * ((offset + i) % 24),
      })),
    }),
    export_formats: () => [
      {
        id: "peft",
        title: "Small add-on",
        description: "For Hugging Face tools (PEFT). Needs the starter model beside it.",
        unavailable: "This run changed the whole model, so there is no add-on to save.",
      },
      {
        id: "merged",
        title: "Complete model",
        description: "Everything in one folder (merged safetensors). For software teams.",
        unavailable: null,
      },
    ],
    export_files: () => [{ format: "merged", files: EXPORTED }],
    export_run: () => ({
      folder: `${FOLDER.folder}/${FOLDER.name}/patient-messages`,
      files: EXPORTED,
      place: FOLDER,
    }),
    charts: () => [
      { id: "loss", title: "Loss", description: "How far off", unavailable: null },
      { id: "f1", title: "Score", description: "Validation F1", unavailable: null },
      { id: "confusion", title: "Mix-ups", description: "What it mixes up", unavailable: null },
    ],
    save_chart: ({ chart, format }) => saved(`${chart}.${format}`),
    save_summary: ({ format }) => saved(`summary.${format}`),
    use_run: ({ project, run }) => {
      const { runs } = state.project(project);
      for (const other of runs) other.card.in_use = other.card.id === run;
      return runs.map((other) => other.card);
    },
    delete_run: ({ project, run }) => {
      const found = state.project(project);
      if (state.run(project, run).card.state === "running")
        fail("busy", "This run is training", "Stop it first");
      found.runs = found.runs.filter((other) => other.card.id !== run);
      return found.runs.map((other) => other.card);
    },
    delete_checkpoints: () => 180_000_000,
    default_folder: () => FOLDER,
  } satisfies Partial<Handlers<keyof Commands>>;
  return handlers;
}
