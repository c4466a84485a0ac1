import { describe, expect, it } from "vitest";
import { ends, rebalance, withEnd } from "./shares";

const shares = { train: 70, validation: 15, test: 15 };

it("always adds up to 100", () => {
  for (const part of ["train", "validation", "test"] as const) {
    for (const value of [-5, 0, 1, 33.4, 50, 99, 100, 250, Number.NaN]) {
      const { train, validation, test } = rebalance(shares, part, value);
      expect(train + validation + test).toBe(100);
      expect(Math.min(train, validation, test)).toBeGreaterThanOrEqual(0);
    }
  }
});

it("takes the difference from the learning part", () => {
  expect(rebalance(shares, "test", 20)).toEqual({ train: 65, validation: 15, test: 20 });
  expect(rebalance(shares, "train", 80)).toEqual({ train: 80, validation: 5, test: 15 });
});

describe("handles of the divided bar", () => {
  const shares = { train: 70, validation: 15, test: 15 };
  it("stand where the parts meet", () => {
    expect(ends(shares)).toEqual([70, 85]);
  });
  it("move the two parts beside them and leave the third", () => {
    expect(withEnd(shares, 0, 60)).toEqual({ train: 60, validation: 25, test: 15 });
    expect(withEnd(shares, 1, 80)).toEqual({ train: 70, validation: 10, test: 20 });
  });
  it("cannot pass each other, nor leave the bar", () => {
    expect(withEnd(shares, 0, 99)).toEqual({ train: 85, validation: 0, test: 15 });
    expect(withEnd(shares, 1, 10)).toEqual({ train: 70, validation: 0, test: 30 });
    expect(withEnd(shares, 1, 140)).toEqual({ train: 70, validation: 30, test: 0 });
    expect(withEnd(shares, 0, Number.NaN)).toEqual({ train: 0, validation: 85, test: 15 });
  });
});
