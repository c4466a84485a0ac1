import { expect, it } from "vitest";
import { rebalance } from "./shares";

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
