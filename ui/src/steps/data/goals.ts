// What the columns of a file are for each goal.
import type { Columns, Goal } from "../../backend/types.gen";
import { sorts } from "../../stores/goals";

export const GOALS: Goal[] = ["classify", "tag", "chat", "continue"];
export const ROLES = ["text", "label", "messages", "prompt", "answer", "group"] as const;
export type Role = (typeof ROLES)[number];
export const ROLES_OF: Record<Goal, Role[]> = {
  classify: ["text", "label", "group"],
  tag: ["text", "label", "group"],
  chat: ["messages", "prompt", "answer", "group"],
  continue: ["text", "group"],
};

export const NO_COLUMNS: Columns = {
  goal: "classify",
  text: null,
  label: null,
  labels: [],
  separator: null,
  group: null,
  messages: null,
  prompt: null,
  answer: null,
  system: null,
};

/** The same columns for another goal: what it has no use for is kept, and comes back with the goal. */
export function forGoal(columns: Columns, goal: Goal): Columns {
  const next = { ...columns, goal };
  // A text with its label, and a question with its answer, stand in the same places.
  if (goal === "chat" && !next.messages && !next.prompt && !next.answer) {
    next.prompt = columns.text;
    next.answer = columns.label;
  }
  if (goal !== "chat") {
    next.text ??= columns.prompt;
    if (sorts(goal)) next.label ??= columns.answer;
  }
  if (goal === "classify") next.label ??= columns.labels[0] ?? null;
  return next;
}

/** The columns of the categories: one for all of them, or one for each. */
export function labelColumns({ label, labels }: Columns): string[] {
  return labels.length > 0 ? labels : label === null ? [] : [label];
}

/** Other columns for the categories. What stood between them was guessed for those there were. */
function labelled(columns: Columns, found: string[]) {
  const [only = null, ...more] = found;
  if (more.length > 0) return { label: null, labels: found, separator: null };
  const separator = only === columns.label ? columns.separator : null;
  return { label: only, labels: [], separator };
}

/** What a column is for this goal. */
export function roleOf(columns: Columns, column: string): Role | "none" {
  if (columns.goal === "tag" && labelColumns(columns).includes(column)) return "label";
  return ROLES_OF[columns.goal].find((role) => columns[role] === column) ?? "none";
}

/** Gives a column its role; who had it before gives it up, where a role has one column. */
export function assign(columns: Columns, column: string, role: string): Columns {
  const offered = ROLES_OF[columns.goal];
  const several = columns.goal === "tag";
  const next = { ...columns };
  for (const other of offered) if (next[other] === column) next[other] = null;
  if (several) {
    const others = labelColumns(columns).filter((name) => name !== column);
    Object.assign(next, labelled(columns, role === "label" ? [...others, column] : others));
    if (role === "label") return next;
  }
  const chosen = offered.find((known) => known === role);
  if (chosen) next[chosen] = column;
  // A conversation is a list of messages, or a question with its answer.
  if (chosen === "messages") next.prompt = next.answer = null;
  else if (chosen === "prompt" || chosen === "answer") next.messages = null;
  return next;
}

/** What is still to be named before the rows can be taken in. */
export function missing(columns: Columns): Goal | null {
  const { goal, text, messages, prompt, answer } = columns;
  const there = goal === "chat" ? messages || (prompt && answer) : text;
  return there ? null : goal;
}

/** A cell with a list of messages, as people read it; anything else stays as it is. */
export function asTurns(cell: string): string {
  try {
    const whole: unknown = JSON.parse(cell);
    if (!Array.isArray(whole)) return cell;
    const turns = whole.map((turn) => turn?.content ?? turn?.value ?? turn?.text);
    return turns.filter((words) => typeof words === "string").join("  →  ") || cell;
  } catch {
    return cell;
  }
}
