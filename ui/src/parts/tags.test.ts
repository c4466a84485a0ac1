import { expect, it } from "vitest";
import { namesIn, sameNames, toggled } from "./tags";

const KNOWN = ["Delivery", "Damage", "Returns / refunds"];

it("finds categories whatever stands between them", () => {
  expect(namesIn("Delivery; Damage", KNOWN)).toEqual(["Delivery", "Damage"]);
  expect(namesIn("Delivery | Damage", KNOWN)).toEqual(["Delivery", "Damage"]);
  expect(namesIn("Damage", KNOWN)).toEqual(["Damage"]);
  expect(namesIn("Returns / refunds", KNOWN)).toEqual(["Returns / refunds"]);
});

it("takes no part of a line that it does not know", () => {
  expect(namesIn("Delivery; Weather", KNOWN)).toEqual([]);
  expect(namesIn("", KNOWN)).toEqual([]);
});

it("compares and changes sets", () => {
  expect(sameNames(["a", "b"], ["b", "a"])).toBe(true);
  expect(sameNames(["a"], ["a", "b"])).toBe(false);
  expect(toggled(["a"], "b")).toEqual(["a", "b"]);
  expect(toggled(["a", "b"], "a")).toEqual(["b"]);
});
