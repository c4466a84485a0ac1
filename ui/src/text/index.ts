// Every text the interface shows, in one place: one folder per language, one file per area.
import * as en from "./en";
import { language } from "./language.svelte";

/** What a language has to say: every key of English, with the same arguments. */
export type Catalogue = typeof en;

const catalogues: Record<string, Catalogue> = { en };

/** The texts in the language on show. */
export const text: Catalogue = new Proxy({} as Catalogue, {
  get: (_, area: keyof Catalogue) => (catalogues[language()] ?? en)[area],
});
