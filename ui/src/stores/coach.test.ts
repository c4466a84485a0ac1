import { describe, expect, it } from "vitest";
import { coach } from "./coach";
import { emptyRun, type RunView } from "./run";

const prepared = { steps: 100, epochs: 4 } as RunView["prepared"];

function view(
  f1: number[],
  losses: number[] = f1.map((score) => 1 - score),
  train = falling(f1.length * 10),
): RunView {
  const checks = f1.map((score, i) => ({
    step: (i + 1) * 10,
    epoch: i,
    f1: score,
    accuracy: score,
    loss: losses[i] ?? null,
  }));
  return {
    ...emptyRun,
    prepared,
    checks,
    train: train.map((loss, i) => ({ step: i + 1, epoch: i / 10, loss })),
  };
}
function falling(length: number): number[] {
  return Array.from({ length }, (_, i) => 2 / (1 + i / 10));
}

describe("the coach line", () => {
  it("waits for the first check", () => {
    expect(coach(emptyRun).kind).toBe("preparing");
    expect(coach(view([])).kind).toBe("starting");
  });
  it("counts the checks that each beat all before", () => {
    expect(coach(view([0.5, 0.6, 0.7]))).toEqual({ kind: "learning", rises: 3 });
    expect(coach(view([0.7, 0.6, 0.8]))).toEqual({ kind: "learning", rises: 1 });
  });
  it("says when the score levels off", () => {
    expect(coach(view([0.8, 0.79, 0.8]))).toEqual({ kind: "flat", checks: 2 });
  });
  it("tells memorising by a mock exam that gets worse while studied rows get better", () => {
    expect(coach(view([0.8, 0.79, 0.78], [0.3, 0.4, 0.5])).kind).toBe("memorising");
    const rising = Array.from({ length: 30 }, (_, i) => 1 + i / 100);
    expect(coach(view([0.8, 0.79, 0.78], [0.3, 0.4, 0.5], rising)).kind).toBe("flat");
  });
  it("notices errors that jump, and not ordinary noise", () => {
    expect(coach(view([0.5], [0.5], [...falling(25), 5, 5, 5, 5, 5])).kind).toBe("unstable");
    expect(coach(view([0.5], [0.5], [...falling(25), Number.NaN])).kind).toBe("unstable");
    const noisy = falling(40).map((loss, i) => loss + (i % 2 ? 0.2 : -0.2));
    expect(coach(view([0.5], [0.5], noisy)).kind).toBe("learning");
  });
});
