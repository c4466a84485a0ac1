import { expect, it } from "vitest";
import { GUESS } from "../../parts/readable";
import { changed, formatsFor } from "./reading";

it("offers every kind of text for a text, and nothing else for a file that is none", () => {
  expect(formatsFor({ ...GUESS, format: "csv", encoding: "utf-8" })).toContain("txt");
  expect(formatsFor({ ...GUESS, format: "xlsx" })).toEqual(["xlsx"]);
  expect(formatsFor(GUESS)).toContain("csv");
});

it("guesses anew what hangs on a changed option, and keeps the rest", () => {
  const sheet = { ...GUESS, format: "xlsx", sheet: "May", first_row: 3, header: true };
  expect(changed(sheet, "sheet", "June")).toMatchObject({ sheet: "June", first_row: null });
  expect(changed(sheet, "first_row", 4)).toMatchObject({ sheet: "May", header: null });
  expect(changed(sheet, "header", false)).toEqual({ ...sheet, header: false });
  expect(changed(sheet, "format", "csv")).toEqual({ ...GUESS, format: "csv" });
});
