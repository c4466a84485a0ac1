// Every text the interface shows, in one place: one folder per language, one file per area.
import * as en from "./en";
import { known, type Language, language, speak } from "./language.svelte";

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

const here: Partial<Record<Language, Catalogue>> = { en };

/** Fetched when first shown, so that the window does not open with languages that nobody reads. */
const FETCH: Record<Exclude<Language, "en">, () => Promise<Catalogue>> = {
  de: () => import("./de"),
};

let asked = 0;

/** Shows `choice`, or what the system speaks, once its texts are here. */
export async function show(choice: string): Promise<void> {
  const mine = ++asked;
  const code = known(choice);
  if (code !== "en") here[code] ??= await FETCH[code]();
  if (mine === asked) speak(code);
}

/** The texts in the language on show. */
export const text: Catalogue = new Proxy({} as Catalogue, {
  get: (_, area: keyof Catalogue) => (here[language()] ?? en)[area],
});
