// A text as it is clicked on: what was found, every other word, and what lies between.
import type { FoundRow, Row, Spot } from "../../../backend/types.gen";
import { pieces } from "../check/findings";

export interface Part {
  text: string;
  /** found: would be replaced. word: could be. gap: blanks and marks. */
  is: "found" | "word" | "gap";
}

const WORD = /[\p{L}\p{N}]+(?:[-'’_.@]+[\p{L}\p{N}]+)*/gu;

export function parts(text: string, marks: readonly Spot[]): Part[] {
  return pieces(text, marks).flatMap((piece): Part[] =>
    piece.kind === null ? words(piece.text) : [{ text: piece.text, is: "found" }],
  );
}

function words(text: string): Part[] {
  const found: Part[] = [];
  let at = 0;
  for (const hit of text.matchAll(WORD)) {
    if (hit.index > at) found.push({ text: text.slice(at, hit.index), is: "gap" });
    found.push({ text: hit[0], is: "word" });
    at = hit.index + hit[0].length;
  }
  if (at < text.length) found.push({ text: text.slice(at), is: "gap" });
  return found;
}

const PLACEHOLDER =
  /\b(?:NAME|PHONE|MAIL|ADDRESS|DATE|RECORD|ACCOUNT|CARD|DEVICE|LINK|USER|SECRET|PRIVATE)_\d+\b/g;

/** A cleaned text with its placeholders told from the rest. */
export function placeholders(text: string): { text: string; put: boolean }[] {
  const found: { text: string; put: boolean }[] = [];
  let at = 0;
  for (const hit of text.matchAll(PLACEHOLDER)) {
    if (hit.index > at) found.push({ text: text.slice(at, hit.index), put: false });
    found.push({ text: hit[0], put: true });
    at = hit.index + hit[0].length;
  }
  if (at < text.length) found.push({ text: text.slice(at), put: false });
  return found;
}

/** A row in which nothing was found. */
export function clear(row: Row): FoundRow {
  const none = { marks: [], other: null, label: null, texts: [], note: null, score: null };
  return { row, matter: row.id, ...none };
}

/** The kinds of a row's places, each once, in the order they stand there. */
export function kindsOf(found: FoundRow): string[] {
  return [...new Set(found.marks.map(({ kind }) => kind))];
}

/** A list without a word, whatever its capitals; or with it at the end. */
export function without(list: readonly string[], word: string): string[] {
  return list.filter((one) => one.toLowerCase() !== word.toLowerCase());
}
