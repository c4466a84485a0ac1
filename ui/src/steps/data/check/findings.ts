// How findings are shown: an icon, a tone, and which need the eye before the hand.
import type { FindingCard, Fix, FoundRow } from "../../../backend/types.gen";

const ICONS: Record<string, string> = {
  contradictions: "swap",
  leakage: "warn",
  mislabelled: "help",
  label_spelling: "pen",
  duplicates: "copy",
  near_duplicates: "copy",
  empty: "off",
  mojibake: "info",
  mail_leftovers: "file",
  empty_answers: "off",
  different_answers: "swap",
  long_answers: "long",
  giveaway: "search",
  too_few: "scale",
  imbalance: "scale",
  boilerplate: "file",
  mixed_languages: "table",
  too_long: "long",
  too_short: "long",
  personal_data: "shield",
};

export function iconOf(finding: string): string {
  return ICONS[finding] ?? "info";
}

/** Findings whose rows are decided one by one, each label with its key. */
const ONE_BY_ONE = new Set(["contradictions", "mislabelled"]);

export function oneByOne(finding: string): boolean {
  return ONE_BY_ONE.has(finding);
}

/** The main button opens the rows instead of changing them all. */
export function needsLook(finding: FindingCard): boolean {
  return oneByOne(finding.id) || finding.fixes.length === 0;
}

/** Fixes that act on the data as a whole, where single rows have no say. */
export function wholesale(fix: Fix): boolean {
  return fix === "join" || fix === "balance";
}

/** A text in pieces, marked or not. Places count characters, not the units of JavaScript. */
export function pieces(
  text: string,
  marks: readonly { from: number; to: number; kind: string }[],
): { text: string; kind: string | null }[] {
  const letters = [...text];
  const found: { text: string; kind: string | null }[] = [];
  let at = 0;
  const add = (to: number, kind: string | null) => {
    if (to > at) found.push({ text: letters.slice(at, to).join(""), kind });
    at = Math.max(at, to);
  };
  for (const mark of [...marks].sort((a, b) => a.from - b.from)) {
    add(Math.min(mark.from, letters.length), null);
    add(Math.min(mark.to, letters.length), mark.kind);
  }
  add(letters.length, null);
  return found;
}

/** Characters that are sure to be in sight before a mark on one line. */
export const IN_SIGHT = 40;

/** Where a line begins, in characters, so that `before` of them stand in front of the first mark. */
function startNear(marks: readonly { from: number }[], before: number): number {
  const first = Math.min(...marks.map((mark) => mark.from));
  return Number.isFinite(first) && first > before ? first - before + 1 : 0;
}

/** A changed text from where {@link nearMark} begins the one it was made of: up to there they are the same. */
export function nearChange(
  text: string,
  marks: readonly { from: number }[],
  before: number,
): string {
  const start = startNear(marks, before);
  return start === 0 ? text : `…${[...text].slice(start).join("")}`;
}

/** The pieces around the first mark, so that it is in sight on one line. */
export function nearMark(
  text: string,
  marks: readonly { from: number; to: number; kind: string }[],
  before: number,
): ReturnType<typeof pieces> {
  const start = startNear(marks, before);
  if (start === 0) return pieces(text, marks);
  const moved = marks.map((mark) => ({ ...mark, from: mark.from - start, to: mark.to - start }));
  const rest = pieces([...text].slice(start).join(""), moved);
  return [{ text: "…", kind: null }, ...rest];
}

/** A category that can be chosen for the rows of a matter. */
export interface Choice {
  label: string;
  /** The rows that would get it. */
  rows: number[];
  /** Lines that have it now. */
  lines: number[];
  /** It is the row's own: nothing would change. */
  keep: boolean;
}

/** The categories that a matter's rows have; where a row stands alone, its own and the suggestion. */
export function choices(id: string, found: FoundRow, around: readonly FoundRow[]): Choice[] {
  if (id === "mislabelled") {
    const own = found.row.label ?? "";
    const rows = [found.row.id];
    const keep = { label: own, rows, lines: [found.row.line], keep: true };
    return found.label ? [keep, { label: found.label, rows, lines: [], keep: false }] : [keep];
  }
  const same = around.filter((row) => row.matter === found.matter);
  const rows = same.map((row) => row.row.id);
  const labels = new Map<string, number[]>();
  for (const { row } of same)
    if (row.label) labels.set(row.label, [...(labels.get(row.label) ?? []), row.line]);
  return [...labels].map(([label, lines]) => ({ label, rows, lines, keep: false }));
}
