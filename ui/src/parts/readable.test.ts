import { expect, it } from "vitest";
import { mayBeReadable } from "./readable";

it("lets in whatever may be a table as text, and no spreadsheet, document or picture", () => {
  for (const name of ["a.csv", "b.TSV", "c.jsonl", "d.txt", "without ending", "report.xlsx.csv"])
    expect(mayBeReadable(name), name).toBe(true);
  for (const name of ["a.xlsx", "B.PDF", "letter.docx", "photo.jpeg", "rows.csv.gz"])
    expect(mayBeReadable(name), name).toBe(false);
});
