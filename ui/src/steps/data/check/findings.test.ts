import { describe, expect, it } from "vitest";
import type { FoundRow, Row } from "../../../backend/types.gen";
import { choices, nearChange, nearMark, pieces } from "./findings";

const mark = (from: number, to: number) => ({ from, to, kind: "" });

describe("marks", () => {
  it("count characters, not units of JavaScript", () => {
    const found = pieces("👍 caf\u00c3\u00a9", [mark(5, 7)]);
    expect(found.map(({ text }) => text)).toEqual(["👍 caf", "\u00c3\u00a9"]);
    expect(found.map(({ kind }) => kind)).toEqual([null, ""]);
  });
  it("may lie over each other, or beyond the end", () => {
    const found = pieces("abcdef", [mark(3, 9), mark(1, 4)]);
    expect(found.map(({ text }) => text).join("")).toBe("abcdef");
    expect(found[0]).toEqual({ text: "a", kind: null });
  });
  it("are brought into sight on one line", () => {
    const text = `${"a".repeat(100)}X`;
    const found = nearMark(text, [mark(100, 101)], 40);
    expect(found[0]?.text).toBe("…");
    expect(found.map((piece) => piece.text).join("")).toHaveLength(41);
    expect(found.at(-1)).toEqual({ text: "X", kind: "" });
    expect(nearMark("abc", [], 40)).toEqual([{ text: "abc", kind: null }]);
    const now = found.map((piece) => piece.text).join("");
    const after = nearChange(text.replace("X", "NAME_1"), [mark(100, 101)], 40);
    expect(after).toBe(now.replace("X", "NAME_1"));
    expect(nearChange("abc", [mark(1, 2)], 40)).toBe("abc");
  });
});

describe("categories to choose from", () => {
  const row = (id: number, label: string | null) => ({ id, line: id + 1, label }) as Row;
  const found = (id: number, matter: number, label: string | null, better: string | null = null) =>
    ({ row: row(id, label), matter, label: better }) as FoundRow;

  it("are those that the rows of one text have, each with its lines", () => {
    const rows = [found(1, 1, "A"), found(2, 1, "B"), found(3, 1, "A"), found(4, 4, "C")];
    const offered = choices("contradictions", rows[0] as FoundRow, rows);
    expect(offered.map(({ label, lines }) => [label, lines])).toEqual([
      ["A", [2, 4]],
      ["B", [3]],
    ]);
    expect(offered.every(({ rows }) => rows.join() === "1,2,3")).toBe(true);
  });
  it("are the row's own and the suggested one where a model doubts it", () => {
    const offered = choices("mislabelled", found(7, 7, "A", "B"), []);
    expect(offered.map(({ label, keep }) => [label, keep])).toEqual([
      ["A", true],
      ["B", false],
    ]);
  });
});
