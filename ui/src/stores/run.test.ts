import { describe, expect, it } from "vitest";
import type { Event, Record as RunRecord, Stage } from "../backend/types.gen";
import { emptyRun, foldRun, keptCheck, progress, rowsPerSecond } from "./run";

function log(...events: Event[]): RunRecord[] {
  return events.map((event, seq) => ({ v: 1, seq, elapsed_ms: seq * 100, ...event }));
}
const prepared: Event = {
  event: "prepared",
  train: 80,
  validation: 10,
  test: 10,
  dropped: 1,
  truncated: 0,
  labels: ["a", "b"],
  trainable: 10,
  total: 100,
  steps: 10,
  epochs: 2,
  est_bytes: 1000,
};
function step(at: number, loss = 1): Event {
  return {
    event: "step",
    step: at,
    epoch: at / 5,
    loss,
    lr: 1e-4,
    grad_norm: 1,
    tokens_per_s: 100,
    mem_bytes: 5,
    eta_s: 10 - at,
  };
}
function scored(
  at: number,
  f1: number,
  stage: Stage = "tuning",
  split: "validation" | "test" = "validation",
  best = false,
): Event {
  return {
    event: "evaluated",
    step: at,
    epoch: at / 5,
    split,
    stage,
    metrics: { n: 10, loss: 1 - f1, accuracy: f1, macro_f1: f1, perplexity: null },
    best,
  };
}
function sample(at: number): Event {
  const answer = { text: "t", label: "a", predicted: "a", confidence: 0.5, before: null };
  return { event: "sample", step: at, answers: [answer] };
}
const paused: Event = {
  event: "paused",
  step: 2,
  code: "disk_full",
  what: "The disk is full",
  advice: "Free some space",
};

describe("the fold over a run's log", () => {
  it("collects points, baselines and pace", () => {
    const view = foldRun(
      emptyRun,
      log(
        prepared,
        scored(0, 0.1, "majority"),
        scored(0, 0.8, "quick_head"),
        step(1, 2),
        step(2, 1.5),
        scored(2, 0.7),
      ),
    );
    expect(view.phase).toBe("running");
    expect(view.train.map((point) => point.loss)).toEqual([2, 1.5]);
    expect(view.majority?.macro_f1).toBe(0.1);
    expect(view.quickHead?.macro_f1).toBe(0.8);
    expect(view.checks).toEqual([
      { step: 2, epoch: 0.4, loss: 1 - 0.7, f1: 0.7, accuracy: 0.7, microF1: null, best: false },
    ]);
    expect(view.pace?.secondsLeft).toBe(8);
    expect(progress(view)).toBe(0.2);
    expect(view.elapsedMs).toBe(500);
  });

  it("tells the speed in rows while there are some to come", () => {
    expect(rowsPerSecond(foldRun(emptyRun, log(prepared)))).toBeNull();
    // 2 passes over 80 rows in 10 steps: at step 2 there are 128 rows and 8 seconds to come.
    expect(rowsPerSecond(foldRun(emptyRun, log(prepared, step(2))))).toBe(16);
    expect(rowsPerSecond(foldRun(emptyRun, log(prepared, step(10))))).toBeNull();
  });

  it("keeps the final exam out of the validation chart", () => {
    const view = foldRun(emptyRun, log(prepared, scored(2, 0.9, "tuning", "test")));
    expect(view.checks).toEqual([]);
  });

  it("voids what came after the step that was resumed from", () => {
    const view = foldRun(
      emptyRun,
      log(
        prepared,
        step(1, 3),
        step(2, 2),
        scored(2, 0.5),
        sample(2),
        step(3, 9),
        step(4, 9),
        scored(4, 0.99),
        sample(4),
        { event: "interrupted", step: 4 },
        { event: "resumed", step: 2 },
        step(3, 1),
      ),
    );
    expect(view.phase).toBe("running");
    expect(view.train.map((point) => [point.step, point.loss])).toEqual([
      [1, 3],
      [2, 2],
      [3, 1],
    ]);
    expect(view.checks.map((check) => check.step)).toEqual([2]);
    expect(view.samples.map((set) => set.step)).toEqual([2]);
  });

  it("marks the version that the engine keeps, whatever scored highest", () => {
    const checks = [prepared, scored(2, 0.9), scored(4, 0.8, "tuning", "validation", true)];
    const going = foldRun(emptyRun, log(...checks, scored(6, 0.95)));
    expect(keptCheck(going)?.step).toBe(4);
    const finished = (stage: Stage, at: number): Event => ({
      event: "finished",
      best: { step: at, macro_f1: 0.8, loss: null, stage },
      step: 6,
      stopped_early: false,
    });
    const end = (last: Event) => keptCheck(foldRun(emptyRun, log(...checks, last)));
    expect(end(finished("tuning", 2))?.f1).toBe(0.9);
    expect(end(finished("quick_head", 0))).toBeNull();
    expect(keptCheck(foldRun(emptyRun, log(prepared, scored(2, 0.9))))).toBeNull();
  });

  it("goes back to the resumed step before the next one comes", () => {
    const view = foldRun(
      emptyRun,
      log(prepared, step(1), step(2), step(3), { event: "resumed", step: 1 }),
    );
    expect(view.pace?.step).toBe(1);
    const fromStart = foldRun(emptyRun, log(prepared, step(1), { event: "resumed", step: 0 }));
    expect(fromStart.pace).toBeNull();
    expect(fromStart.train).toEqual([]);
  });

  it("keeps the baselines when resumed from the start", () => {
    const view = foldRun(
      emptyRun,
      log(prepared, scored(0, 0.8, "quick_head"), step(1), { event: "resumed", step: 0 }),
    );
    expect(view.quickHead?.macro_f1).toBe(0.8);
  });

  it("counts a record that arrives twice once", () => {
    const records = log(prepared, step(1), step(2));
    const view = foldRun(foldRun(emptyRun, records), records.slice(1));
    expect(view.train).toHaveLength(2);
  });

  it("gives the same view in pieces as at once, and changes none it was given", () => {
    const records = log(
      prepared,
      step(1),
      scored(1, 0.4),
      step(2),
      { event: "resumed", step: 1 },
      step(2, 7),
    );
    const first = foldRun(emptyRun, records.slice(0, 3));
    const frozen = structuredClone(first);
    const whole = foldRun(emptyRun, records);
    expect(foldRun(first, records.slice(3))).toEqual(whole);
    expect(first).toEqual(frozen);
  });

  it("says why it paused, and forgets it when it goes on", () => {
    const view = foldRun(emptyRun, log(prepared, step(1), step(2), paused));
    expect(view.phase).toBe("paused");
    expect(view.notice?.advice).toBe("Free some space");
    const on = foldRun(view, [{ v: 1, seq: 4, elapsed_ms: 900, ...step(3) }]);
    expect(on.phase).toBe("running");
    expect(on.notice).toBeNull();
  });

  it("ends finished with what was kept, and failed with the remedy", () => {
    const best = { step: 0, macro_f1: 0.8, loss: null, stage: "quick_head" as const };
    const done = foldRun(
      emptyRun,
      log(prepared, step(1), { event: "finished", best, step: 1, stopped_early: true }),
    );
    expect([done.phase, done.kept?.stage, done.stoppedEarly, progress(done)]).toEqual([
      "finished",
      "quick_head",
      true,
      1,
    ]);
    const failed = foldRun(
      emptyRun,
      log(prepared, {
        event: "failed",
        code: "diverged",
        what: "w",
        advice: "a",
        last_good_step: 0,
      }),
    );
    expect([failed.phase, failed.notice?.code]).toEqual(["failed", "diverged"]);
  });
});
