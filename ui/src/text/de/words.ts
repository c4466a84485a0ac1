import { count, plural } from "../format";

/** What the built-in samples call their rows. */
const NOUNS: Record<string, string> = {
  messages: "Nachrichten",
  letters: "Briefe",
  questions: "Fragen",
  conversations: "Gespräche",
  texts: "Texte",
};

/** Rows by the project's own word: one that a person typed stays as it is. */
export const noun = (own: string | null): string => (own ? (NOUNS[own] ?? own) : "Zeilen");

/** The same after "bei" and "aus": Briefen. */
export function nounOf(own: string | null): string {
  const word = noun(own);
  return own && own in NOUNS && word.endsWith("e") ? `${word}n` : word;
}

export const rows = (n: number): string => plural(n, "Zeile", "Zeilen");

export const categories = (n: number): string => plural(n, "Kategorie", "Kategorien");

/** "181 Nachrichten", but "1 Zeile": the own word is known in the plural only. */
export const called = (n: number, own: string | null): string =>
  own && n !== 1 ? `${count(n)} ${noun(own)}` : rows(n);

/** The same after "bei", "mit" and "aus". */
export const calledOf = (n: number, own: string | null): string =>
  own && n !== 1 ? `${count(n)} ${nounOf(own)}` : rows(n);

export const quoted = (name: string): string => `„${name}“`;
