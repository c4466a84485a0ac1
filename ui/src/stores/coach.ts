// A plain sentence on how training goes: one of fact, one of advice.
import { type Check, keptCheck, type RunView, scoreOf, type TrainPoint } from "./run";

export type Coach =
  | { kind: "preparing" }
  | { kind: "starting" }
  | { kind: "learning"; rises: number }
  | { kind: "flat"; checks: number }
  | { kind: "memorising"; keptStep: number | null }
  | { kind: "slow"; seconds: number }
  | { kind: "unstable" };

/** Checks in a row, counted from the newest, that each beat all before them. */
function rises(checks: Check[]): number {
  let best = Number.NEGATIVE_INFINITY;
  let run = 0;
  for (const check of checks) {
    run = scoreOf(check) > best ? run + 1 : 0;
    best = Math.max(best, scoreOf(check));
  }
  return run;
}

/** Checks since the best one. */
function sinceBest(checks: Check[]): number {
  let best = 0;
  checks.forEach((check, index) => {
    const known = checks[best];
    if (known && scoreOf(check) > scoreOf(known)) best = index;
  });
  return checks.length - 1 - best;
}

function mean(points: TrainPoint[]): number {
  return points.reduce((sum, point) => sum + point.loss, 0) / points.length;
}

/** Rises of the mock exam's loss smaller than this are noise. */
const NOTICEABLE = 1.01;

/**
 * The loss on the mock exam has been above its lowest for two checks, while that on studied rows
 * went on falling. It need not rise twice in a row: with few rows it wavers.
 */
function memorises(view: RunView): boolean {
  const known = view.checks.filter((check) => check.loss !== null);
  const losses = known.map((check) => check.loss as number);
  const lowest = losses.indexOf(Math.min(...losses));
  const since = losses.slice(lowest + 1);
  const bar = (losses[lowest] ?? 0) * NOTICEABLE;
  if (since.length < 2 || since.some((loss) => loss <= bar)) return false;
  const from = known[lowest]?.step ?? 0;
  const before = view.train.filter((point) => point.step <= from).slice(-20);
  const after = view.train.filter((point) => point.step > from);
  return before.length > 0 && after.length > 0 && mean(after) < mean(before);
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** How much longer it takes because the last steps were far slower than usual; 0 when not. */
function delay(view: RunView): number {
  const [recent, least] = [8, 30];
  if (view.train.length < least || !view.pace) return 0;
  const speeds = view.train.map((point) => point.speed);
  const share = median(speeds.slice(-recent)) / median(speeds.slice(0, -recent));
  // The time left is reckoned at the present pace.
  return share < 0.6 ? view.pace.secondsLeft * (1 - share) : 0;
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
  if (memorises(view) && sinceBest(view.checks) > 0) {
    return { kind: "memorising", keptStep: keptCheck(view)?.step ?? null };
  }
  const seconds = delay(view);
  if (seconds >= 60) return { kind: "slow", seconds };
  const flat = sinceBest(view.checks);
  if (flat >= 2) return { kind: "flat", checks: flat };
  return { kind: "learning", rises: rises(view.checks) };
}
