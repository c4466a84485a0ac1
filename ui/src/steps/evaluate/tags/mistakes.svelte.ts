import type { TagDecision, TagFault, TagFilter, TagRow } from "../../../backend/types.gen";
import { text } from "../../../text";
import { ExamList } from "../examlist.svelte";
import type { View } from "../mistakes.svelte";

/** One category that was missed, or one too many. */
export interface Fault {
  label: string;
  fault: TagFault;
}

export function filterOf(
  view: View,
  only: Fault | null,
  order: TagFilter["order"],
  seed: number,
): TagFilter {
  const base = { label: only?.label ?? null, fault: only?.fault ?? null, seed };
  if (view === "sample") return { ...base, right: true, decided: false, order: "random" };
  if (view === "settled") return { ...base, right: null, decided: true, order: "row" };
  return { ...base, right: false, decided: false, order };
}

/** The categories that the model names. */
export function said(row: TagRow): string[] {
  return row.tags.filter((tag) => tag.said).map((tag) => tag.label);
}

/** Rows of the exam to look at, and what is decided on them. */
export class TagMistakes extends ExamList<TagRow, TagFilter> {
  protected page(project: string, run: string, filter: TagFilter, offset: number, limit: number) {
    return this.session.call("tag_rows", { project, run, filter, offset, limit });
  }

  /** Keeps a decision; the new data makes the list and every figure follow. */
  decide(row: TagRow, decision: TagDecision) {
    return this.settle(
      (project) => this.session.call("decide_tags", { project, row: row.id, decision }),
      text.tags.mistakes.done[decision.verdict],
    );
  }
}
