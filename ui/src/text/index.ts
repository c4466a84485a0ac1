// Every text the interface shows, in one place: one folder per language, one file per area.
import * as de from "./de";
import * as en from "./en";
import { type Language, language } from "./language.svelte";

/** The shape of a text, whatever it says. */
type Said<T> = T extends string
  ? string
  : T extends (...args: infer Args) => infer Result
    ? (...args: Args) => Said<Result>
    : T extends object
      ? { [Key in keyof T]: Said<T[Key]> }
      : T;

/** What a language has to say: every key of English, with the same arguments. */
export type Catalogue = Said<typeof en>;

export const CATALOGUES: Record<Language, Catalogue> = { en, de };

/** The texts in the language on show. */
export const text: Catalogue = new Proxy({} as Catalogue, {
  get: (_, area: keyof Catalogue) => CATALOGUES[language()][area],
});
