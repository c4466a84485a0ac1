import { expect, it } from "vitest";
import { mayBeReadable } from "./readable";

it("lets in whatever may be a table or a document, and no picture or archive it can't read", () => {
  for (const name of [
    "a.csv",
    "b.TSV",
    "c.jsonl",
    "d.txt",
    "folder",
    "e.xlsx",
    "F.PDF",
    "g.docx",
    "h.parquet",
  ])
    expect(mayBeReadable(name), name).toBe(true);
  for (const name of ["a.xlsb", "B.DOC", "slides.pptx", "photo.jpeg", "rows.csv.gz"])
    expect(mayBeReadable(name), name).toBe(false);
});
