import type { Decision, ExamFilter, ExamRow } from "../../backend/types.gen";
import { text } from "../../text";
import { ExamList } from "./examlist.svelte";

export type View = "open" | "settled" | "sample";
export interface Pair {
  truth: string;
  predicted: string;
}
type Order = ExamFilter["order"];

export function filterOf(view: View, pair: Pair | null, order: Order, seed: number): ExamFilter {
  const base = { truth: pair?.truth ?? null, predicted: pair?.predicted ?? null, seed };
  if (view === "sample") return { ...base, right: true, decided: false, order: "random" };
  if (view === "settled") return { ...base, right: null, decided: true, order: "row" };
  return { ...base, right: false, decided: false, order };
}

/** Rows of the exam to look at, and what is decided on them. */
export class Mistakes extends ExamList<ExamRow, ExamFilter> {
  protected page(project: string, run: string, filter: ExamFilter, offset: number, limit: number) {
    return this.session.call("exam_rows", { project, run, filter, offset, limit });
  }

  /** Keeps a decision; the new data makes the list and every figure follow. */
  decide(row: ExamRow, decision: Decision) {
    return this.settle(
      (project) => this.session.call("decide", { project, row: row.id, decision }),
      told(decision),
    );
  }
}

function told(decision: Decision): string {
  const { done } = text.mistakes;
  switch (decision.verdict) {
    case "label_wrong":
      return done.label_wrong(decision.label);
    case "both_fit":
      return done.both_fit(decision.other);
    case "model_wrong":
      return done.model_wrong;
    case "open":
      return done.open;
  }
}
