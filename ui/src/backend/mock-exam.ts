// Made-up answers to the exam rows, and the figures that follow from them.
import type { MockProject } from "./mock-state";
import type {
  ClassScore,
  Comparison,
  ExamFilter,
  ExamPage,
  ExamRow,
  LabelProbability,
  MixUp,
  PairTest,
  Report,
  Row,
  Stage,
  StageScore,
} from "./types.gen";

/** A number from 0 to 1 that is always the same for the same words. */
export function chance(...seeds: (string | number)[]): number {
  let hash = 2166136261;
  for (const letter of seeds.join("|")) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619);
  hash = Math.imul(hash ^ (hash >>> 15), 2246822507);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

export function examOf(project: MockProject): Row[] {
  return project.rows.filter((row) => row.part === "test" && row.label !== null);
}

function labelsOf(project: MockProject): string[] {
  return [...new Set(project.rows.flatMap((row) => row.label ?? []))];
}

/** What a run says, mostly what the file says: a label changed since does not move it. */
function answer(labels: string[], row: Row, run: string, errors: number): LabelProbability {
  const truth = labels.find((label) => label.toLowerCase() === row.group) ?? row.label ?? "";
  const own = labels.findIndex((label) => label.toLowerCase() === truth.toLowerCase());
  const wrong = chance(row.id, run) < errors;
  const label = labels[(own + (wrong ? 1 : 0)) % labels.length] ?? truth;
  return { label, probability: 0.5 + 0.49 * chance(row.id, run, "sure") };
}

export function examRows(project: MockProject, run: string): ExamRow[] {
  const labels = labelsOf(project).filter((label) => label !== label.toLowerCase());
  return examOf(project).map((row) => {
    const said = answer(labels, row, run, run === "before" ? 0.3 : 0.12);
    const others = labels.filter((label) => label !== said.label).slice(0, 2);
    const rest = 1 - said.probability;
    return {
      id: row.id,
      text: row.text,
      label: row.label ?? "",
      predicted: said.label,
      confidence: said.probability,
      right: said.label === row.label,
      likely: [said, ...others.map((label, i) => ({ label, probability: rest * (0.6 - i * 0.3) }))],
      before: answer(labels, row, "before", 0.3),
      verdict: project.verdicts.get(row.id) ?? null,
      source: row.source,
      line: row.line,
    };
  });
}

export function examPage(
  project: MockProject,
  run: string,
  filter: ExamFilter,
  offset: number,
  limit: number,
): ExamPage {
  const all = examRows(project, run);
  const found = all.filter(
    (row) =>
      (filter.truth === null || row.label === filter.truth) &&
      (filter.predicted === null || row.predicted === filter.predicted) &&
      (filter.right === null || row.right === filter.right) &&
      (filter.decided === null || (row.verdict !== null) === filter.decided),
  );
  const keys: Record<typeof filter.order, (row: ExamRow) => number> = {
    row: (row) => row.id,
    most_sure: (row) => -row.confidence,
    least_sure: (row) => row.confidence,
    random: (row) => chance(row.id, filter.seed),
  };
  const key = keys[filter.order];
  found.sort((a, b) => key(a) - key(b));
  const right = all.filter((row) => row.right).length;
  const rows = found.slice(offset, offset + limit);
  return { total: found.length, right, wrong: all.length - right, rows };
}

export function mixUps(project: MockProject, run: string): MixUp[] {
  const found = new Map<string, MixUp>();
  for (const row of examPage(project, run, WRONG, 0, 10_000).rows) {
    const key = `${row.label}|${row.predicted}`;
    const pair = found.get(key);
    if (pair) pair.count++;
    else
      found.set(key, { truth: row.label, predicted: row.predicted, count: 1, example: row.text });
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}
const WRONG: ExamFilter = {
  truth: null,
  predicted: null,
  right: false,
  decided: null,
  order: "most_sure",
  seed: 0,
};

function score(stage: Stage, rows: { label: string; predicted: string }[]): StageScore {
  const n = Math.max(1, rows.length);
  const right = rows.filter((row) => row.label === row.predicted).length;
  const [p, z] = [right / n, 1.96];
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const macro = Math.max(0, p - 0.015);
  const [low, high] = [middle - half, middle + half];
  return { stage, n, right, accuracy: p, low, high, macro_f1: macro, loss: 1 - p };
}

function perClass(labels: string[], confusion: number[][]): ClassScore[] {
  return labels.map((label, i) => {
    const support = (confusion[i] ?? []).reduce((a, b) => a + b, 0);
    const said = confusion.reduce((sum, row) => sum + (row[i] ?? 0), 0);
    const hit = confusion[i]?.[i] ?? 0;
    const [precision, recall] = [hit / Math.max(1, said), hit / Math.max(1, support)];
    const f1 = (2 * precision * recall) / Math.max(1e-9, precision + recall);
    return { label, precision, recall, f1, support, rough: support < 30 };
  });
}

export function reportOf(project: MockProject, run: string): Report {
  const rows = examRows(project, run);
  const labels = [...new Set(rows.flatMap((row) => [row.label, row.predicted]))].sort();
  const confusion = labels.map((truth) =>
    labels.map((said) => rows.filter((r) => r.label === truth && r.predicted === said).length),
  );
  const most = labels.toSorted((a, b) => count(rows, b) - count(rows, a))[0] ?? "";
  const decided = [...project.verdicts.values()];
  const relabelled = decided.filter((verdict) => verdict.kind === "label_wrong").length;
  const kept = score("kept", rows);
  return {
    scores: [
      score(
        "majority",
        rows.map((row) => ({ label: row.label, predicted: most })),
      ),
      score(
        "quick_head",
        rows.map((row) => ({ ...row, predicted: row.before?.label ?? "" })),
      ),
      kept,
    ],
    labels,
    per_class: perClass(labels, confusion),
    confusion,
    kept: "kept",
    kept_step: 90,
    seconds: 126,
    exam: {
      rows: rows.length,
      scored: rows.length,
      waiting: 0,
      learned: 0,
      added: 0,
      removed: 0,
      relabelled,
      both_fit: decided.filter((verdict) => verdict.kind === "both_fit").length,
      decided: decided.length,
    },
    at_the_end: relabelled ? { ...kept, accuracy: kept.accuracy - 0.04 } : null,
  };
}
function count(rows: ExamRow[], label: string): number {
  return rows.filter((row) => row.label === label).length;
}

function pair(project: MockProject, a: string, b: string): PairTest {
  return pairOf([a, b], examRows(project, a), examRows(project, b));
}

/** The test of two runs on the same rows. */
export function pairOf(
  [a, b]: [string, string],
  of: { right: boolean }[],
  other: { right: boolean }[],
): PairTest {
  const both = of.filter((row, i) => row.right && other[i]?.right).length;
  const onlyA = of.filter((row, i) => row.right && !other[i]?.right).length;
  const onlyB = of.filter((row, i) => !row.right && other[i]?.right).length;
  const p = onlyA === onlyB ? 1 : Math.min(1, 2 * 0.5 ** Math.abs(onlyA - onlyB));
  return {
    a,
    b,
    only_a: onlyA,
    only_b: onlyB,
    both,
    neither: of.length - both - onlyA - onlyB,
    p,
    confidence: p < 0.01 ? "surely" : p < 0.1 ? "probably" : "cannot_tell",
    better: onlyA === onlyB ? null : onlyA > onlyB ? a : b,
  };
}

export function compare(project: MockProject, ids: string[]): Comparison {
  const runs = ids.flatMap((id) => project.runs.find((run) => run.card.id === id) ?? []);
  const reports = runs.map((run) => reportOf(project, run.card.id));
  const values = (of: (run: (typeof runs)[number]) => string) => runs.map(of);
  const changes = [
    { name: "method", title: "Method", values: values((run) => run.plan.method) },
    { name: "preset", title: "Preset", values: values((run) => run.plan.preset) },
    { name: "epochs", title: "Passes", values: values((run) => run.plan.settings.epochs ?? "4") },
  ];
  return {
    rows: examOf(project).length,
    left_out: 0,
    labels: reports[0]?.labels ?? [],
    runs: runs.map((run, i) => {
      const report = reports[i] as Report;
      const kept = report.scores[2] as StageScore;
      const { per_class, seconds } = report;
      return { run: run.card, score: kept, per_class, seconds, bytes: 4_300_000, waiting: 0 };
    }),
    before: reports[0]?.scores[1] ?? null,
    pairs: runs.flatMap((a, i) =>
      runs.slice(i + 1).map((b) => pair(project, a.card.id, b.card.id)),
    ),
    changes: changes.filter((change) => new Set(change.values).size > 1),
  };
}
