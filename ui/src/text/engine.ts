// The engine speaks English. What it says of methods, settings, samples and models is known by id,
// and its sentences by themselves, so that both can be shown in another language.
import { text } from ".";

/** Words that stand in for the engine's own. */
export interface Words {
  title?: string;
  description?: string;
  help?: string;
  noun?: string;
  why?: string;
}

export type Named =
  | "methods"
  | "presets"
  | "params"
  | "samples"
  | "models"
  | "formats"
  | "charts"
  | "findings"
  | "kinds";

/** A thing of the engine in the language on show. */
export function inWords<T extends object>(kind: Named, id: string, thing: T): T {
  const words = text.engine[kind][id];
  return words ? { ...thing, ...words } : thing;
}

/** A sentence of the engine in the language on show; as it came where there is none. */
export function said(sentence: string): string {
  const known = text.engine.sentences[sentence];
  if (known !== undefined) return known;
  for (const [pattern, words] of Object.entries(text.engine.sentences)) {
    const parts = pattern.includes("{}") && match(pattern, sentence);
    if (parts) return parts.reduce((filled, part) => filled.replace("{}", said(part)), words);
  }
  return sentence;
}

/** What stands for each {} of a pattern; null where it does not fit. */
function match(pattern: string, sentence: string): string[] | null {
  const escaped = pattern
    .split("{}")
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("(.+)");
  return new RegExp(`^${escaped}$`).exec(sentence)?.slice(1) ?? null;
}
