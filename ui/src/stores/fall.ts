import type { LanguageView } from "../backend/types.gen";

/** A smaller fall than this is none worth telling. */
export const LEAST = 0.005;

/** By how much of what it was the perplexity on the exam fell; null where there was no exam. */
export function fallOf({ before, after }: LanguageView): number | null {
  return before && after ? 1 - after.perplexity / before.perplexity : null;
}
