import type { RunCard } from "../../backend/types.gen";

/** Runs are counted from the first one on; `runs` has the newest first. */
export function runNumber(runs: readonly { id: string }[], id: string): number {
  const place = runs.findIndex((run) => run.id === id);
  return place < 0 ? 0 : runs.length - place;
}

/** Runs that can be compared: those that took the exam. */
export function comparable(runs: readonly RunCard[]): RunCard[] {
  const finished = runs.filter((run) => run.state === "finished");
  // Those that answer otherwise took another kind of exam.
  const task = (finished.find((run) => run.in_use) ?? finished[0])?.task;
  return finished.filter((run) => run.task === task);
}

/** The two to begin with: the one in use, and the one before it, or else the one after. */
export function firstPair(runs: readonly { id: string; in_use: boolean }[]): string[] {
  const used = Math.max(
    0,
    runs.findIndex((run) => run.in_use),
  );
  const other = runs[used + 1] ?? runs[used - 1];
  return [runs[used]?.id, other?.id].filter((id) => id !== undefined);
}

/** Ticks or unticks a run; of three ticked ones the one ticked first goes. */
export function toggled(pair: readonly string[], id: string): string[] {
  if (pair.includes(id)) return pair.filter((other) => other !== id);
  return [...pair, id].slice(-2);
}
