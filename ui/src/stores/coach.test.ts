import { describe, expect, it } from "vitest";
import { text } from "../text";
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
    microF1: null,
    loss: losses[i] ?? null,
    best: f1.slice(0, i).every((earlier) => score > earlier),
  }));
  return {
    ...emptyRun,
    prepared,
    checks,
    train: train.map((loss, i) => ({ step: i + 1, epoch: i / 10, loss, speed: 100 })),
  };
}
function falling(length: number): number[] {
  return Array.from({ length }, (_, i) => 2 / (1 + i / 10));
}

it("speaks of surprise, and not of a score that rises, where a model learns to write", () => {
  const state = { kind: "learning", rises: 3 } as const;
  expect(text.coach(state, "messages", false)[1]).toContain("score on messages");
  expect(text.coach(state, "conversations", true)[1]).not.toMatch(/score|rose/);
});

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
  it("tells memorising from a mock exam that wavers above its lowest", () => {
    const scores = [0.7, 0.8, 0.79, 0.79];
    expect(coach(view(scores, [0.4, 0.3, 0.36, 0.34]))).toEqual({
      kind: "memorising",
      keptStep: 20,
    });
    // Once is not enough, nor is next to nothing.
    expect(coach(view([0.7, 0.8, 0.79], [0.4, 0.3, 0.36])).kind).toBe("learning");
    expect(coach(view(scores, [0.4, 0.3, 0.301, 0.302])).kind).toBe("flat");
  });
  it("does not call it memorising while the score still rises", () => {
    expect(coach(view([0.7, 0.75, 0.8, 0.85], [0.4, 0.3, 0.36, 0.4])).kind).toBe("learning");
  });
  it("says how much longer it takes when another program is busy", () => {
    const usual = view([0.5, 0.6, 0.7, 0.8]);
    const pace = { secondsLeft: 600 } as RunView["pace"];
    const slow = {
      ...usual,
      pace,
      train: usual.train.map((point, i) => ({ ...point, speed: i < 30 ? 100 : 40 })),
    };
    expect(coach(slow)).toEqual({ kind: "slow", seconds: 360 });
    expect(coach({ ...usual, pace }).kind).toBe("learning");
  });
  it("notices errors that jump, and not ordinary noise", () => {
    expect(coach(view([0.5], [0.5], [...falling(25), 5, 5, 5, 5, 5])).kind).toBe("unstable");
    expect(coach(view([0.5], [0.5], [...falling(25), Number.NaN])).kind).toBe("unstable");
    const noisy = falling(40).map((loss, i) => loss + (i % 2 ? 0.2 : -0.2));
    expect(coach(view([0.5], [0.5], noisy)).kind).toBe("learning");
  });
});
