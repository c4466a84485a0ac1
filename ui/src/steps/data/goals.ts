// What the columns of a file are for each goal.
import type { Columns, Goal } from "../../backend/types.gen";

export const GOALS: Goal[] = ["classify", "chat", "continue"];
export const ROLES = ["text", "label", "messages", "prompt", "answer", "group"] as const;
export type Role = (typeof ROLES)[number];
export const ROLES_OF: Record<Goal, Role[]> = {
  classify: ["text", "label", "group"],
  chat: ["messages", "prompt", "answer", "group"],
  continue: ["text", "group"],
};

export const NO_COLUMNS: Columns = {
  goal: "classify",
  text: null,
  label: null,
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
    if (goal === "classify") next.label ??= columns.answer;
  }
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
