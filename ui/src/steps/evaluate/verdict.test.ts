import { describe, expect, it } from "vitest";
import type { PairTest } from "../../backend/types.gen";
import { turned } from "./compare.svelte";
import { verdict } from "./verdict";

const test: PairTest = {
  a: "new",
  b: "old",
  only_a: 10,
  only_b: 3,
  both: 160,
  neither: 8,
  p: 0.0923,
  confidence: "probably",
  better: "new",
};

describe("the difference of two runs in words", () => {
  it("says how sure it is, counts both sides, and names luck", () => {
    const words = verdict(test, 3, 2, "181 messages");
    expect(words.question).toBe("Is run 3 really better than run 2?");
    expect(words.answer).toBe("Probably.");
    expect(words.tally).toContain("Of the 181 messages, run 3 got 10 right that run 2 missed");
    expect(words.tally).toContain("lost 3");
    expect(words.luck).toContain("about 9 of 100");
    expect(words.test).toContain("p = 0.092");
    expect(words.advice).not.toBe("");
  });

  it("asks about the better run, also when that is the older one", () => {
    const older: PairTest = { ...test, only_a: 3, only_b: 10, better: "old" };
    const words = verdict(older, 3, 2, "181 messages");
    expect(words.question).toBe("Is run 2 really better than run 3?");
    expect(words.tally).toContain("run 2 got 10 right that run 3 missed");
  });

  it("reads the same from either side", () => {
    expect(verdict(turned(test), 2, 3, "181 rows")).toEqual(verdict(test, 3, 2, "181 rows"));
  });

  it("promises nothing where nothing can be told", () => {
    const level: PairTest = {
      ...test,
      only_a: 4,
      only_b: 4,
      p: 1,
      confidence: "cannot_tell",
      better: null,
    };
    const words = verdict(level, 3, 2, "181 rows");
    expect(words.question).not.toContain("really");
    expect(words.answer).toBe("Cannot tell yet.");
    expect(words.luck).not.toContain("100 of 100");
  });

  it("says so when both answer alike", () => {
    const alike = { ...test, only_a: 0, only_b: 0, better: null };
    expect(verdict(alike, 3, 2, "181 rows")).toMatchObject({ answer: "", luck: "", advice: "" });
  });

  it("asks for no more rows once it is sure, and never rounds luck to none", () => {
    const sure: PairTest = { ...test, p: 0.0004, confidence: "surely" };
    const words = verdict(sure, 3, 2, "181 rows");
    expect(words.advice).toBe("");
    expect(words.luck).toContain("fewer than 1 of 100");
    expect(words.test).toContain("< 0.001");
  });
});
