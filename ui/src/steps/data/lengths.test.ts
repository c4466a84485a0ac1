import { expect, it } from "vitest";
import { binsAgainst } from "./lengths";

const lengths = [
  [32, 40],
  [64, 30],
  [128, 5],
  [256, 2],
] as const;

it("marks the bins whose every text is longer than the model reads", () => {
  const { bins, longer } = binsAgainst(lengths, 64);
  expect(bins.map((bin) => bin.over)).toEqual([false, false, true, true]);
  expect(longer).toBe(7);
});

it("does not mark a bin that the limit runs through", () => {
  expect(binsAgainst(lengths, 100).longer).toBe(2);
  expect(binsAgainst(lengths, 512).longer).toBe(0);
  expect(binsAgainst([], 128)).toEqual({ bins: [], longer: 0 });
});
