export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

/** What numbers and dates follow. The system's own is not asked: with the system language "C",
 * WebKit reports one that `Intl` refuses. */
export const LOCALES: Record<Language, string> = { en: "en-GB", de: "de-DE" };

let shown = $state<Language>("en");

/** The language of every text and number on the screen. Read inside a component it is reactive. */
export function language(): Language {
  return shown;
}

/** `choice`, or what the system speaks; a language that is not here becomes English. */
export function known(choice: string, system?: readonly string[]): Language {
  const asked = choice === "system" ? (system ?? navigator.languages) : [choice];
  return asked.map((tag) => tag.slice(0, 2)).find(isKnown) ?? "en";
}

/** Numbers and dates follow `choice` from now on, and texts where they were fetched. */
export function speak(choice: string, system?: readonly string[]): void {
  shown = known(choice, system);
}

function isKnown(tag: string): tag is Language {
  return LANGUAGES.some((known) => known === tag);
}
