// A plain sentence on how training goes: one of fact, one of advice.
import type { Check, RunView, TrainPoint } from "./run";

export type Coach =
  | { kind: "preparing" }
  | { kind: "starting" }
  | { kind: "learning"; rises: number }
  | { kind: "flat"; checks: number }
  | { kind: "memorising" }
  | { kind: "unstable" };

/** Checks in a row, counted from the newest, that each beat all before them. */
function rises(checks: Check[]): number {
  let best = Number.NEGATIVE_INFINITY;
  let run = 0;
  for (const check of checks) {
    run = check.f1 > best ? run + 1 : 0;
    best = Math.max(best, check.f1);
  }
  return run;
}

/** Checks since the best one. */
function sinceBest(checks: Check[]): number {
  let best = 0;
  checks.forEach((check, index) => {
    if (check.f1 > (checks[best]?.f1 ?? Number.NEGATIVE_INFINITY)) best = index;
  });
  return checks.length - 1 - best;
}

function mean(points: TrainPoint[]): number {
  return points.reduce((sum, point) => sum + point.loss, 0) / points.length;
}

/** Validation loss rose twice in a row while the loss on studied rows kept falling. */
function memorises(view: RunView): boolean {
  const [a, b, c] = view.checks.slice(-3).map((check) => check.loss);
  if (a == null || b == null || c == null || !(a < b && b < c)) return false;
  const from = view.checks.at(-3)?.step ?? 0;
  const before = view.train.filter((point) => point.step <= from).slice(-20);
  const after = view.train.filter((point) => point.step > from);
  return before.length > 0 && after.length > 0 && mean(after) < mean(before);
}

/** The last steps are far worse than the best stretch before them. */
function jumps(train: TrainPoint[]): boolean {
  const width = 5;
  if (train.some((point) => !Number.isFinite(point.loss))) return true;
  if (train.length < width * 4) return false;
  let lowest = Number.POSITIVE_INFINITY;
  for (let i = 0; i + width <= train.length - width; i += width) {
    lowest = Math.min(lowest, mean(train.slice(i, i + width)));
  }
  const first = mean(train.slice(0, width));
  const now = mean(train.slice(-width));
  return now > first * 1.2 && now > lowest * 2;
}

export function coach(view: RunView): Coach {
  if (!view.prepared) return { kind: "preparing" };
  if (jumps(view.train)) return { kind: "unstable" };
  if (view.checks.length === 0) return { kind: "starting" };
  if (memorises(view) && sinceBest(view.checks) > 0) return { kind: "memorising" };
  const flat = sinceBest(view.checks);
  if (flat >= 2) return { kind: "flat", checks: flat };
  return { kind: "learning", rises: rises(view.checks) };
}
