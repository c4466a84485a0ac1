import { expect, it } from "vitest";
import { axisStart, onAxis } from "./ranges";
import { firstPair, runNumber, toggled } from "./runs";

const runs = [
  { id: "c", in_use: false },
  { id: "b", in_use: true },
  { id: "a", in_use: false },
];

it("counts runs from the first one on", () => {
  expect([runNumber(runs, "a"), runNumber(runs, "c"), runNumber(runs, "gone")]).toEqual([1, 3, 0]);
});

it("begins with the run in use and the one before it", () => {
  expect(firstPair(runs)).toEqual(["b", "a"]);
  expect(firstPair([{ id: "x", in_use: false }])).toEqual(["x"]);
  expect(firstPair([runs[0], { id: "a", in_use: true }] as typeof runs)).toEqual(["a", "c"]);
  expect(firstPair([])).toEqual([]);
});

it("keeps two runs ticked at most, the last ones", () => {
  expect(toggled(["a", "b"], "c")).toEqual(["b", "c"]);
  expect(toggled(["a", "b"], "a")).toEqual(["b"]);
});

it("begins the axis below every range, in tens", () => {
  expect(axisStart([0.873, 0.54])).toBe(50);
  expect(axisStart([0.99])).toBe(80);
  expect(axisStart([])).toBe(80);
  expect([onAxis(0.75, 50), onAxis(1, 50), onAxis(0.2, 50)]).toEqual([50, 100, 0]);
});
