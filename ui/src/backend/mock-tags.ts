// Made-up texts that may have several categories, and a run that names all of them.
import { OPTIONS, summarise } from "./mock-data";
import { chance, pairOf } from "./mock-exam";
import type { Handlers } from "./mock-results";
import type { MockProject, MockState } from "./mock-state";
import type {
  Commands,
  DataSummary,
  LabelScore,
  Row,
  RowTag,
  SampleAnswer,
  SplitShares,
  Stage,
  TagAnswer,
  TagDecision,
  TagFilter,
  TagRow,
  TagStanding,
  TagView,
  TrainingOptions,
  Verdict,
} from "./types.gen";

export const TOPICS = ["Delivery", "Damage", "Praise", "Price", "Returns"];

const REVIEWS: [string, string[]][] = [
  ["My parcel came a week late, and the lid of the jar is cracked", ["Delivery", "Damage"]],
  ["Lovely tea, thank you", ["Praise"]],
  ["Great quality, but it has become very dear", ["Praise", "Price"]],
  ["The box was torn open and I would like to send it back", ["Damage", "Returns"]],
  ["Where is my order?", ["Delivery"]],
  ["How do I return the second tin? The label was missing", ["Returns"]],
  ["Do you also sell cups?", []],
  ["Quick delivery and a fair price, I will order again", ["Delivery", "Price", "Praise"]],
  ["Two of the tins are dented", ["Damage"]],
  ["Ten for postage is too much", ["Price", "Delivery"]],
];

const line = (labels: string[] | null) => labels?.join("; ") ?? null;

export function makeTagged(length = 240): Row[] {
  return Array.from({ length }, (_, i) => {
    const [text, topics] = REVIEWS[(i * 3 + (i >> 3)) % REVIEWS.length] as [string, string[]];
    const labels = i % 19 === 4 ? null : topics;
    const part = i % 20 < 14 ? "train" : i % 20 < 17 ? "validation" : "test";
    return {
      id: i + 1,
      messages: null,
      text: i < REVIEWS.length ? text : `${text} (${i})`,
      label: line(labels),
      labels,
      group: null,
      part: labels ? part : null,
      source: "shop-reviews.csv",
      line: i + 2,
    };
  });
}

/** The row with other categories, or none yet. */
export function tagged(row: Row, labels: string[] | null): Row {
  const names = labels && [...new Set(labels)].sort();
  return { ...row, labels: names, label: line(names), part: names ? (row.part ?? "train") : null };
}

export function summariseTagged(
  rows: Row[],
  kept: { shares: SplitShares },
  undo: string | null,
  redo: string | null,
): DataSummary {
  const each = rows.flatMap((row) => (row.labels ?? []).map((label) => ({ ...row, label })));
  return {
    ...summarise(rows, undo, redo),
    goal: "tag",
    categories: summarise(each, null, null).categories,
    variants: [],
    sources: [{ name: "shop-reviews.csv", rows: rows.length, rejected: 0, test_only: false }],
    shares: kept.shares,
    rejected: 0,
  };
}

/** Thresholds take the place of levelling rare categories. */
export function tagOptions(): TrainingOptions {
  return { ...OPTIONS, params: OPTIONS.params.filter((param) => param.name !== "class_weights") };
}

const CHECKED = [0, 2, 3, 6];

/** What a run shows at each check. */
export function tagSamples(share: number): SampleAnswer[] {
  return CHECKED.map((place, i) => {
    const [text, topics] = REVIEWS[place] as [string, string[]];
    const missed = share < 0.3 + 0.2 * i;
    return {
      text,
      label: topics.join("; "),
      predicted: (missed ? topics.slice(0, 1) : topics).join("; "),
      confidence: 0.55 + share * 0.35,
      before: null,
    };
  });
}

function topicsOf(project: MockProject): string[] {
  return [...new Set([...TOPICS, ...project.rows.flatMap((row) => row.labels ?? [])])];
}

const threshold = (label: string) => 0.3 + 0.3 * chance(label, "from");

/** What a run says of a row, mostly what the file said: `group` keeps that. */
function tagsOf(labels: string[], row: Row, run: string, errors: number): RowTag[] {
  const then = row.group?.split("; ").filter(Boolean) ?? row.labels ?? [];
  const tags = labels.map((label) => {
    const from = threshold(label);
    const wrong = chance(row.id, run, label) < errors;
    const said = then.includes(label) !== wrong;
    const room = chance(row.id, run, label, "sure");
    const probability = said ? from + (1 - from) * room : from * room;
    const holds = row.labels?.includes(label) ?? false;
    return { label, holds, said, probability, threshold: from };
  });
  return tags.sort((a, b) => b.probability - a.probability);
}

function examRows(project: MockProject, run: string, errors = 0.06): TagRow[] {
  const labels = topicsOf(project);
  return project.rows
    .filter((row) => row.part === "test" && row.labels)
    .map((row) => {
      const tags = tagsOf(labels, row, run, errors);
      const said = tags.filter((tag) => tag.said);
      return {
        id: row.id,
        text: row.text,
        labels: row.labels ?? [],
        tags: tags.filter((tag, i) => i < 3 || tag.said || tag.holds),
        confidence: Math.min(1, ...said.map((tag) => tag.probability)),
        right: tags.every((tag) => tag.holds === tag.said),
        verdict: project.verdicts.get(row.id) ?? null,
        source: row.source,
        line: row.line,
      };
    });
}

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
const ratio = (a: number, b: number) => (b === 0 ? 0 : a / b);

function scores(labels: string[], rows: TagRow[]): LabelScore[] {
  return labels.map((label) => {
    const of = rows.flatMap((row) => row.tags.filter((tag) => tag.label === label));
    const support = of.filter((tag) => tag.holds).length;
    const said = of.filter((tag) => tag.said).length;
    const hits = of.filter((tag) => tag.holds && tag.said).length;
    const f1 = ratio(2 * hits, said + support);
    return {
      ...{ label, threshold: threshold(label), f1, support, said, hits },
      precision: ratio(hits, said),
      recall: ratio(hits, support),
      low: Math.max(0, f1 - 0.12),
      high: Math.min(1, f1 + 0.08),
      rough: support < 30,
    };
  });
}

function standing(stage: Stage, labels: string[], rows: TagRow[]): TagStanding {
  const each = scores(labels, rows).filter((score) => score.said + score.support > 0);
  const hits = sum(each.map((score) => score.hits));
  const micro = ratio(2 * hits, sum(each.map((score) => score.said + score.support)));
  const [n, exact] = [rows.length, rows.filter((row) => row.right).length];
  const share = ratio(exact, n);
  const half = 1.96 * Math.sqrt(Math.max(0.01, share * (1 - share)) / Math.max(1, n));
  return {
    ...{ stage, n, exact, exact_match: share, micro_f1: micro },
    exact_low: Math.max(0, share - half),
    exact_high: Math.min(1, share + half),
    micro_low: Math.max(0, micro - 0.05),
    micro_high: Math.min(1, micro + 0.04),
    macro_f1: ratio(sum(each.map((score) => score.f1)), each.length),
    loss: 0.2,
  };
}

function viewOf(project: MockProject, run: string): TagView {
  const labels = topicsOf(project);
  const rows = examRows(project, run);
  const most = rows.map((row) => ({
    ...row,
    tags: row.tags.map((tag) => ({ ...tag, said: tag.label === "Delivery" })),
    right: row.labels.join() === "Delivery",
  }));
  const decided = [...project.verdicts.values()];
  const relabelled = decided.filter((verdict) => verdict.kind === "label_wrong").length;
  const kept = standing("kept", labels, rows);
  return {
    scores: [
      standing("majority", labels, most),
      standing("quick_head", labels, examRows(project, "before", 0.13)),
      kept,
    ],
    per_label: scores(labels, rows),
    kept: "kept",
    kept_step: 90,
    seconds: 141,
    exam: {
      ...{ rows: rows.length, scored: rows.length, waiting: 0, learned: 0, added: 0, removed: 0 },
      ...{ relabelled, both_fit: 0, decided: decided.length },
    },
    at_the_end: relabelled ? { ...kept, exact_match: kept.exact_match - 0.03 } : null,
  };
}

function fits(filter: TagFilter, row: TagRow): boolean {
  const wanted = row.tags.filter((tag) => filter.label === null || tag.label === filter.label);
  const shows = wanted.some((tag) => {
    if (filter.fault === "missed") return tag.holds && !tag.said;
    if (filter.fault === "extra") return tag.said && !tag.holds;
    return tag.said || tag.holds;
  });
  return (
    ((filter.label === null && filter.fault === null) || shows) &&
    (filter.right === null || row.right === filter.right) &&
    (filter.decided === null || (row.verdict !== null) === filter.decided)
  );
}

function decide(state: MockState, project: string, id: number, decision: TagDecision) {
  const labels = decision.verdict === "labels_wrong" ? decision.labels : null;
  const kind = labels ? "label_wrong" : decision.verdict === "open" ? "open" : "model_wrong";
  return state.change(project, kind, labels ?? [], "Decided on an exam row", (content) => {
    const verdicts = new Map(content.verdicts);
    if (kind === "open") verdicts.delete(id);
    else verdicts.set(id, { kind } as Verdict);
    // The made-up run remembers what the file said: `group` keeps it.
    const settle = (row: Row) =>
      row.id === id && labels ? { ...tagged(row, labels), group: row.label ?? "" } : row;
    return { verdicts, rows: labels ? content.rows.map(settle) : content.rows };
  });
}

function answerTo(words: string): TagAnswer {
  const tags = TOPICS.map((label) => {
    const from = threshold(label);
    const probability = chance(words, label);
    return { label, probability, threshold: from, said: probability >= from };
  });
  tags.sort((a, b) => Number(b.said) - Number(a.said) || b.probability - a.probability);
  return { tags };
}

const said = (row: TagRow) =>
  row.tags.filter((tag) => tag.said).map(({ label, probability }) => ({ label, probability }));

export function tagHandlers(state: MockState) {
  const handlers = {
    set_labels: ({ project, row, labels }) =>
      state.change(project, "label_set", labels ?? [], "Changed categories", ({ rows }) => ({
        rows: rows.map((old) => (old.id === row ? tagged(old, labels) : old)),
      })),
    add_tagged: ({ project, text, labels }) =>
      state.change(project, "add_row", labels, "Added a row", ({ rows }) => {
        const id = rows.length + 1;
        const row = { ...(rows[0] as Row), id, text, source: "by hand", line: id };
        return { rows: [...rows, tagged(row, labels)] };
      }),
    tag_report: ({ project, run }) => viewOf(state.project(project), run),
    rescore_tags: ({ project, run }) => viewOf(state.project(project), run),
    tag_rows: ({ project, run, filter, offset, limit }) => {
      const all = examRows(state.project(project), run);
      const found = all.filter((row) => fits(filter, row));
      const keys: Record<typeof filter.order, (row: TagRow) => number> = {
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
    },
    decide_tags: ({ project, row, decision }) => decide(state, project, row, decision),
    compare_tags: ({ project, runs }) => {
      const found = state.project(project);
      const chosen = runs.map((id) => state.run(project, id));
      const labels = topicsOf(found);
      const views = chosen.map((run) => viewOf(found, run.card.id));
      const rows = chosen.map((run) => examRows(found, run.card.id));
      const methods = chosen.map((run) => run.plan.method);
      return {
        rows: rows[0]?.length ?? 0,
        left_out: 0,
        labels,
        runs: chosen.map((run, i) => ({
          run: run.card,
          score: views[i]?.scores[2] as TagStanding,
          per_label: views[i]?.per_label ?? [],
          ...{ seconds: 141, bytes: 4_300_000, waiting: 0 },
        })),
        before: views[0]?.scores[1] ?? null,
        pairs: runs.flatMap((a, i) =>
          runs.slice(i + 1).map((b, k) => pairOf([a, b], rows[i] ?? [], rows[i + 1 + k] ?? [])),
        ),
        changes: [{ name: "method", title: "Method", values: methods }],
      };
    },
    different_tags: ({ project, a, b, offset, limit }) => {
      const found = state.project(project);
      const other = examRows(found, b);
      const rows = examRows(found, a).flatMap((row, i) => {
        const twin = other[i];
        if (!twin) return [];
        const [of, by] = [said(row), said(twin)];
        const names = (tags: { label: string }[]) =>
          tags
            .map((tag) => tag.label)
            .sort()
            .join();
        if (names(of) === names(by)) return [];
        const { id, text, labels } = row;
        return { id, text, labels, a: of, b: by, a_right: row.right, b_right: twin.right };
      });
      return { total: rows.length, rows: rows.slice(offset, offset + limit) };
    },
    tag_text: ({ text }) => answerTo(text),
  } satisfies Partial<Handlers<keyof Commands>>;
  return handlers;
}
