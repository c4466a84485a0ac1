import { expect, it } from "vitest";
import type { ClassScore, ComparedRun } from "../../backend/types.gen";
import { changesBetween } from "./changes";

const score = (label: string, recall: number, support = 20) =>
  ({ label, recall, support }) as ClassScore;
const run = (id: string, per_class: ClassScore[]) =>
  ({ run: { id }, per_class }) as unknown as ComparedRun;

const comparison = {
  runs: [
    run("new", [score("Delivery", 0.93), score("Refill", 0.9), score("Rare", 1, 0)]),
    run("old", [score("Delivery", 0.71), score("Refill", 0.91), score("Rare", 0, 0)]),
  ],
  changes: [
    { name: "epochs", title: "Passes", values: ["4", "1"] },
    { name: "seed", title: "Seed", values: ["42", "42"] },
  ],
};

it("tells what was set differently, from the older run to the newer", () => {
  const { settings } = changesBetween(comparison, "old", "new");
  expect(settings).toEqual([{ name: "epochs", title: "Passes", from: "1", to: "4" }]);
});

it("tells of categories that moved noticeably, and of none without exam rows", () => {
  const { recalls } = changesBetween(comparison, "old", "new");
  expect(recalls).toEqual([{ label: "Delivery", from: 0.71, to: 0.93 }]);
});
