import { count, plural } from "../format";

/** What the built-in samples call their rows. */
const NOUNS: Record<string, string> = {
  messages: "Nachrichten",
  letters: "Briefe",
  questions: "Fragen",
};

/** Rows by the project's own word: one that a person typed stays as it is. */
export const noun = (own: string | null): string => (own ? (NOUNS[own] ?? own) : "Zeilen");

export const rows = (n: number): string => plural(n, "Zeile", "Zeilen");

export const categories = (n: number): string => plural(n, "Kategorie", "Kategorien");

/** "181 Nachrichten", but "1 Zeile": the own word is known in the plural only. */
export const called = (n: number, own: string | null): string =>
  own && n !== 1 ? `${count(n)} ${noun(own)}` : rows(n);

export const quoted = (name: string): string => `„${name}“`;
