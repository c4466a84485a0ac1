import type { Entry } from "./entry";

/** Small letters without accents, so that "uberanpassung" finds "Überanpassung". */
function plain(words: string): string {
  return words
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
}

/** How well something named so answers what was typed: 0 is best, null is not at all. */
export function rank(typed: string, name: string, also = ""): number | null {
  const wanted = plain(typed).trim();
  const shown = plain(name);
  if (shown.startsWith(wanted)) return 0;
  if (shown.split(/[\s,/-]+/).some((word) => word.startsWith(wanted))) return 1;
  const names = plain(also).split(", ");
  if (names.some((other) => other.startsWith(wanted))) return 2;
  return [shown, ...names].some((other) => other.includes(wanted)) ? 3 : null;
}

/** Whether an entry has what was typed: in its names, or in what it says. */
export function answers(typed: string, entry: Entry): boolean {
  if (rank(typed, entry.term, entry.also) !== null) return true;
  const wanted = plain(typed).trim();
  // A letter or two occur in every sentence.
  return wanted.length > 2 && plain([entry.short, ...entry.more].join(" ")).includes(wanted);
}
