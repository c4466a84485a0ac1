import { expect, it } from "vitest";
import type { Report } from "../../backend/types.gen";
import { mixups } from "./mixups";

it("lists what was taken for something else, most frequent first", () => {
  const report = {
    labels: ["a", "b", "c"],
    confusion: [
      [9, 1, 0],
      [0, 8, 3],
      [0, 0, 7],
    ],
  } as unknown as Report;
  expect(mixups(report)).toEqual([
    { label: "b", predicted: "c", count: 3 },
    { label: "a", predicted: "b", count: 1 },
  ]);
});
