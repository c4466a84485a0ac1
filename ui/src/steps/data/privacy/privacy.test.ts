import { expect, it } from "vitest";
import { RECALL } from "./recall";
import { parts, placeholders, without } from "./words";

const DOCS = import.meta.glob<string>("../../../../../docs/privacy.md", {
  query: "?raw",
  import: "default",
  eager: true,
});

it("shows the recall that the documentation reports, and no other", () => {
  const [page = ""] = Object.values(DOCS);
  const lines = [...page.matchAll(/^\| (\w+) \| [\d.]+ \((\d+)\) \| ([\d.]+) \|/gm)].filter(
    ([, kind]) => kind !== "all",
  );
  expect(lines.map(([, kind]) => kind)).toEqual(Object.keys(RECALL));
  for (const [, kind = "", all, recall] of lines) {
    const shown = RECALL[kind];
    expect(shown?.all, kind).toBe(Number(all));
    expect(((shown?.found ?? 0) / (shown?.all ?? 1)).toFixed(3), kind).toBe(recall);
  }
});

it("makes every word of a text a thing to click, and what was found one whole", () => {
  const found = parts("This is Ms Example, dr. O’Neil.", [{ from: 8, to: 18, kind: "names" }]);
  expect(found.map(({ text }) => text).join("")).toBe("This is Ms Example, dr. O’Neil.");
  expect(found.filter(({ is }) => is === "found").map(({ text }) => text)).toEqual(["Ms Example"]);
  expect(found.filter(({ is }) => is === "word").map(({ text }) => text)).toEqual([
    "This",
    "is",
    "dr",
    "O’Neil",
  ]);
});

it("tells placeholders from other words", () => {
  const put = placeholders("Call NAME_1 (PHONE_12) on NAME day").filter(({ put }) => put);
  expect(put.map(({ text }) => text)).toEqual(["NAME_1", "PHONE_12"]);
  expect(placeholders("").length).toBe(0);
});

it("takes a word off a list whatever its capitals", () => {
  expect(without(["Rose", "Ward 7"], "ROSE")).toEqual(["Ward 7"]);
});
