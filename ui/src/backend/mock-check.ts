// Made-up findings that follow the made-up rows: a handful of real rules, so that fixing, keeping
// and taking back can be tried in a plain browser.
import { personalRows } from "./mock-privacy";
import type { Handlers } from "./mock-results";
import type { MockProject, MockState } from "./mock-state";
import type {
  CheckReport,
  Cleaning,
  DataSummary,
  FindingCard,
  Fix,
  FoundRow,
  Row,
  Which,
} from "./types.gen";

interface Rule {
  id: string;
  title: string;
  why: string;
  decide?: boolean;
  slow?: boolean;
  fixes: Fix[];
  find(rows: Row[], project: MockProject): FoundRow[];
}

function hit(row: Row, more: Partial<FoundRow> = {}): FoundRow {
  const none = { marks: [], other: null, label: null, texts: [], note: null, score: null };
  return { row, matter: row.id, ...none, ...more };
}

/** A row with another text; of a conversation, what all messages say. */
function rewritten(row: Row, text: string): Row {
  if (!row.messages) return { ...row, text };
  const said = text.split("\n\n");
  const messages = row.messages.map((turn, i) => ({ ...turn, content: said[i] ?? turn.content }));
  return { ...row, messages, text: messages[0]?.content ?? text };
}

/** Rows of one text, as a person would compare it. */
function byText(rows: Row[]): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = row.text.toLowerCase().replace(/\W+/g, " ").trim();
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

const RULES: Rule[] = [
  {
    id: "personal_data",
    title: "Personal data",
    why: "A model can repeat what it has read. Placeholders keep the meaning and hide the person.",
    decide: true,
    fixes: ["replace", "clean"],
    find: (_, project) => personalRows(project),
  },
  {
    id: "contradictions",
    title: "The same text in different categories",
    why: "A model can't learn two answers to one question; whichever is wrong costs points.",
    decide: true,
    fixes: ["remove"],
    find: (rows) =>
      byText(rows).flatMap((group) => {
        const labels = new Set(group.map((row) => row.label));
        if (labels.size < 2) return [];
        const [first] = group;
        return group.map((row) =>
          hit(row, {
            matter: first?.id ?? 0,
            other: group.find((other) => other.label !== row.label) ?? null,
          }),
        );
      }),
  },
  {
    id: "label_spelling",
    title: "A category spelled in several ways",
    why: "Each spelling counts as a category of its own, and the model is asked to tell them apart.",
    decide: true,
    fixes: ["join"],
    find: (rows) => {
      const names = [...new Set(rows.map((row) => row.label))];
      const better = (label: string | null) =>
        names.find((name) => name !== label && name?.toLowerCase() === label) ?? null;
      return rows.flatMap((row) => {
        const label = better(row.label);
        return label ? [hit(row, { label, matter: -names.indexOf(row.label) })] : [];
      });
    },
  },
  {
    id: "mislabelled",
    title: "Rows that may be in the wrong category",
    why: "Every wrong label teaches a mistake, and one in the exam hides a right answer.",
    slow: true,
    fixes: ["relabel", "remove"],
    find: (rows) =>
      rows
        .filter((row) => row.label === "Delivery" && row.id % 29 === 5)
        .map((row) => hit(row, { label: "Refill request", score: 0.04 })),
  },
  {
    id: "duplicates",
    title: "The same text more than once",
    why: "A row that stands there twice counts twice, and makes the exam look easier than it is.",
    fixes: ["remove"],
    find: (rows) =>
      byText(rows).flatMap((group) =>
        group.flatMap((row, i) => {
          const other = group.slice(0, i).find((before) => before.label === row.label);
          return other ? [hit(row, { other })] : [];
        }),
      ),
  },
  {
    id: "mojibake",
    title: "Odd characters",
    why: "Letters that were garbled on the way make words that the model has never met.",
    fixes: ["rewrite"],
    find: (rows) =>
      rows.flatMap((row) => {
        const from = [...row.text].join("").indexOf("â€™");
        if (from < 0) return [];
        const marks = [{ from, to: from + 3, kind: "" }];
        return [hit(row, { marks, texts: [row.text.replaceAll("â€™", "’")] })];
      }),
  },
  {
    id: "imbalance",
    title: "Categories with few examples",
    why: "The model may miss them more often. Weighting rare categories up usually helps.",
    fixes: ["balance"],
    find: (rows) =>
      rows.filter((row) => row.label === "Complaint").map((row) => hit(row, { matter: -99 })),
  },
];

function open(project: MockProject, rule: Rule): FoundRow[] {
  if (rule.slow && !project.looked) return [];
  if (rule.fixes.includes("balance") && project.weighRare) return [];
  if (rule.fixes.includes("clean") && project.cleaning.rows_stay) return [];
  return unsettled(project, rule);
}

/** Whatever the person decided on the whole. */
function unsettled(project: MockProject, rule: Rule): FoundRow[] {
  return rule
    .find(project.rows, project)
    .filter(({ matter }) => !project.kept.has(`${rule.id} ${matter}`));
}

function counted(found: FoundRow[], of: (row: FoundRow) => string | null, into: boolean) {
  const counts = new Map<string, FindingCard["notes"][number]>();
  for (const row of found) {
    const name = of(row);
    if (name === null) continue;
    const known = counts.get(name) ?? { name, rows: 0, into: into ? row.label : null };
    counts.set(name, { ...known, rows: known.rows + 1 });
  }
  return [...counts.values()].sort((a, b) => b.rows - a.rows).slice(0, 6);
}

function places(found: FoundRow[]): FindingCard["kinds"] {
  const counts = new Map<string, number>();
  for (const { kind } of found.flatMap(({ marks }) => marks))
    if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, n]) => ({ kind, places: n })).sort((a, b) => b.places - a.places);
}

function card(rule: Rule, found: FoundRow[]): FindingCard {
  const { id, title, why, decide = false, fixes } = rule;
  return {
    id,
    title,
    why,
    decide,
    rows: found.length,
    matters: new Set(found.map(({ matter }) => matter)).size,
    notes: counted(found, ({ note }) => note, false),
    kinds: places(found),
    categories: counted(found, ({ row }) => row.label, true),
    examples: found.slice(0, 2),
    fixes: fixes.map((fix) => ({
      fix,
      rows: found.length,
      change: fix === "remove" ? -found.length : 0,
    })),
  };
}

function chosen(found: FoundRow[], which: Which): FoundRow[] {
  if (which === "all") return found;
  const rows = "only" in which ? which.only : which.except;
  return found.filter(({ row }) => rows.includes(row.id) === "only" in which);
}

function changed(rows: Row[], fix: Fix, found: FoundRow[]): Row[] {
  const hits = new Map(found.map((one) => [one.row.id, one]));
  if (fix === "remove") return rows.filter((row) => !hits.has(row.id));
  return rows.map((row) => {
    const one = hits.get(row.id);
    if (!one) return row;
    if (fix === "rewrite" || fix === "replace") return rewritten(row, one.texts[0] ?? row.text);
    return fix === "balance" || fix === "clean" ? row : { ...row, label: one.label ?? row.label };
  });
}

function cleaned(before: Cleaning, fix: Fix): Cleaning {
  if (fix !== "clean" && fix !== "replace") return before;
  return { ...before, on: true, rows_stay: fix === "clean" };
}

type Commands = "check" | "found_rows" | "fix_finding" | "keep_finding" | "choose_label";

export function checkHandlers(state: MockState): Pick<Handlers<Commands>, Commands> {
  const rule = (id: string) => RULES.find((known) => known.id === id) as Rule;
  const settle = (
    project: string,
    kind: "fix" | "keep",
    names: string[],
    edit: Parameters<MockState["change"]>[4],
  ): DataSummary =>
    state.change(project, kind, names, `${rule(names[0] ?? "").title}: ${names.at(-1)} rows`, edit);
  return {
    check: ({ project: id, with: given }): CheckReport => {
      const project = state.project(id);
      if (given) project.looked = true;
      const sorts = project.goal === "classify";
      const looked = RULES.filter((known) => sorts || known.id === "personal_data");
      const findings = looked.map((known) => card(known, open(project, known)));
      return {
        rows: project.rows.length,
        findings: findings
          .filter(({ rows }) => rows > 0)
          .sort((a, b) => Number(b.decide) - Number(a.decide)),
        settled: state
          .history(id)
          .filter((step) => !step.undone && (step.kind === "fix" || step.kind === "keep"))
          .map(({ id: step, kind, names }) => ({
            step,
            finding: names[0] ?? "",
            fix: kind === "fix" ? (names[1] as Fix) : null,
            rows: Number(names.at(-1)),
          })),
        slow_done: project.looked,
        slow_stale: false,
      };
    },
    found_rows: ({ project, finding, offset, limit }) => {
      const found = unsettled(state.project(project), rule(finding));
      return { total: found.length, rows: found.slice(offset, offset + limit) };
    },
    fix_finding: ({ project, finding, fix, which }) => {
      const found = chosen(open(state.project(project), rule(finding)), which);
      return settle(project, "fix", [finding, fix, String(found.length)], (before) => ({
        rows: changed(before.rows, fix, found),
        weighRare: before.weighRare || fix === "balance",
        cleaning: cleaned(before.cleaning, fix),
      }));
    },
    keep_finding: ({ project, finding, which }) => {
      const found = chosen(open(state.project(project), rule(finding)), which);
      return settle(project, "keep", [finding, String(found.length)], ({ kept }) => ({
        kept: new Set([...kept, ...found.map(({ matter }) => `${finding} ${matter}`)]),
      }));
    },
    choose_label: ({ project, finding, rows: ids, label }) =>
      settle(project, "fix", [finding, "relabel", String(ids.length)], ({ rows }) => ({
        rows: rows.map((row) => (ids.includes(row.id) ? { ...row, label } : row)),
      })),
  };
}
