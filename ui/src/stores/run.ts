// The state of a run is a fold over its event log. Nothing here knows the window.
import type {
  Best,
  Code,
  Event,
  Record as RunRecord,
  SampleAnswer,
  Scores,
} from "../backend/types.gen";

export type Phase = "preparing" | "running" | "paused" | "interrupted" | "finished" | "failed";
export type Prepared = Extract<Event, { event: "prepared" }>;

export interface TrainPoint {
  step: number;
  epoch: number;
  loss: number;
  /** Tokens per second. */
  speed: number;
}

/** One scoring of the validation part. */
export interface Check {
  step: number;
  epoch: number;
  loss: number | null;
  /** Absent where the model learns to write. */
  f1: number | null;
  accuracy: number | null;
  /** F1 over all categories together, where a text may have several. */
  microF1: number | null;
  /** It is the version to keep, as things stood then: the engine's choice, which weighs more than a score. */
  best: boolean;
}

export interface SampleSet {
  step: number;
  answers: SampleAnswer[];
}

export interface Notice {
  code: Code | null;
  what: string;
  advice: string;
}

export interface Pace {
  step: number;
  epoch: number;
  loss: number;
  learningRate: number;
  gradNorm: number;
  tokensPerSecond: number;
  memoryBytes: number;
  secondsLeft: number;
}

export interface RunView {
  phase: Phase;
  /** The newest record seen; -1 before the first. */
  lastSeq: number;
  elapsedMs: number;
  /** Before it is prepared: rows read to choose those it learns from. */
  choosing: { done: number; total: number; count: number } | null;
  prepared: Prepared | null;
  train: TrainPoint[];
  checks: Check[];
  majority: Scores | null;
  quickHead: Scores | null;
  /** The model as it came, where it can answer before it has learned. */
  untuned: Scores | null;
  samples: SampleSet[];
  pace: Pace | null;
  saved: { step: number; elapsedMs: number } | null;
  /** Why it paused or failed. */
  notice: Notice | null;
  warnings: Notice[];
  kept: Best | null;
  stoppedEarly: boolean;
}

export const emptyRun: RunView = {
  phase: "preparing",
  lastSeq: -1,
  elapsedMs: 0,
  choosing: null,
  prepared: null,
  train: [],
  checks: [],
  majority: null,
  quickHead: null,
  untuned: null,
  samples: [],
  pace: null,
  saved: null,
  notice: null,
  warnings: [],
  kept: null,
  stoppedEarly: false,
};

/** The view after these records. The given view is left as it is. */
export function foldRun(view: RunView, records: RunRecord[]): RunView {
  const next: RunView = {
    ...view,
    train: [...view.train],
    checks: [...view.checks],
    samples: [...view.samples],
    warnings: [...view.warnings],
  };
  for (const record of records) {
    // A record may arrive twice when watching starts again; the log itself has no gaps.
    if (record.seq <= next.lastSeq) continue;
    next.lastSeq = record.seq;
    next.elapsedMs = record.elapsed_ms;
    apply(next, record);
  }
  return next;
}

function apply(view: RunView, record: RunRecord): void {
  switch (record.event) {
    case "choosing":
      view.choosing = { done: record.done, total: record.total, count: record.count };
      return;
    case "prepared":
      view.choosing = null;
      view.prepared = record;
      view.phase = "running";
      return;
    case "step":
      view.train.push({
        step: record.step,
        epoch: record.epoch,
        loss: record.loss,
        speed: record.tokens_per_s,
      });
      view.pace = {
        step: record.step,
        epoch: record.epoch,
        loss: record.loss,
        learningRate: record.lr,
        gradNorm: record.grad_norm,
        tokensPerSecond: record.tokens_per_s,
        memoryBytes: record.mem_bytes,
        secondsLeft: record.eta_s,
      };
      view.phase = "running";
      view.notice = null;
      return;
    case "evaluated":
      evaluated(view, record);
      return;
    case "sample":
      view.samples.push({ step: record.step, answers: record.answers });
      return;
    case "checkpoint_saved":
      view.saved = { step: record.step, elapsedMs: record.elapsed_ms };
      return;
    case "warning":
      view.warnings.push({ code: record.code, what: record.what, advice: record.advice });
      return;
    case "paused":
      view.phase = "paused";
      view.notice = { code: record.code, what: record.what, advice: record.advice };
      return;
    case "resumed":
      resumed(view, record.step);
      return;
    case "interrupted":
      view.phase = "interrupted";
      return;
    case "finished":
      view.phase = "finished";
      view.notice = null;
      view.kept = record.best;
      view.stoppedEarly = record.stopped_early;
      return;
    case "failed":
      view.phase = "failed";
      view.notice = { code: record.code, what: record.what, advice: record.advice };
      return;
  }
}

function evaluated(view: RunView, record: Extract<Event, { event: "evaluated" }>): void {
  if (record.split !== "validation") return;
  if (record.stage === "majority") view.majority = record.metrics;
  if (record.stage === "quick_head") view.quickHead = record.metrics;
  if (record.stage === "untuned") view.untuned = record.metrics;
  if (record.stage === "tuning") {
    view.checks.push({
      step: record.step,
      epoch: record.epoch,
      loss: record.metrics.loss,
      f1: record.metrics.macro_f1,
      accuracy: record.metrics.accuracy,
      microF1: record.metrics.micro_f1 ?? null,
      best: record.best,
    });
  }
}

/** What came after the step that training goes on from never happened. */
function resumed(view: RunView, step: number): void {
  const stands = (entry: { step: number }) => entry.step <= step;
  view.train = view.train.filter(stands);
  view.checks = view.checks.filter(stands);
  view.samples = view.samples.filter(stands);
  const last = view.train.at(-1);
  if (view.pace && last) {
    const { step, epoch, loss } = last;
    view.pace = { ...view.pace, step, epoch, loss };
  }
  if (view.pace && !last) view.pace = null;
  view.phase = "running";
  view.notice = null;
  view.kept = null;
  view.stoppedEarly = false;
}

/** How good a check is; more is better. Where nothing is sorted, the loss tells. */
export function scoreOf(check: Check): number {
  return check.f1 ?? -(check.loss ?? Number.POSITIVE_INFINITY);
}

/** Whether the model learns to write; only sorting has categories. */
export function writes(view: RunView): boolean {
  return view.prepared !== null && view.prepared.labels.length === 0;
}

/** The check of the version that is kept, so far or in the end; none where what there was before leads. */
export function keptCheck({ kept, checks }: RunView): Check | null {
  if (!kept) return checks.findLast(({ best }) => best) ?? null;
  if (kept.stage !== "tuning") return null;
  return checks.find(({ step }) => step === kept.step) ?? null;
}

/** How much of the planned run is done, 0 to 1. */
export function progress(view: RunView): number {
  if (view.phase === "finished") return 1;
  const steps = view.prepared?.steps ?? 0;
  const step = view.pace?.step ?? 0;
  return steps > 0 ? Math.min(1, step / steps) : 0;
}

/** Rows that it learns from in a second: those to come, over the time left. */
export function rowsPerSecond({ prepared, pace }: RunView): number | null {
  if (!prepared || !pace || pace.secondsLeft <= 0) return null;
  const passes = prepared.epochs - pace.epoch;
  return passes > 0 ? (prepared.train * passes) / pace.secondsLeft : null;
}

export function isOver(phase: Phase): boolean {
  return phase === "finished" || phase === "failed" || phase === "interrupted";
}
