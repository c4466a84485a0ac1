import type { Goal } from "../backend/types.gen";

/** Whether a model for this goal, or a run of this task, sorts into categories; else it writes. */
export function sorts(goal: Goal | string | undefined): boolean {
  return goal === "classify" || goal === "tag";
}
