import type { ReadOptions } from "../../backend/types.gen";
import { GUESS } from "../../parts/readable";

/** Formats that are text as a whole: any of them may be tried on such a file. */
const TEXT = ["csv", "json", "jsonl", "txt", "html"];

/** The formats that a file may be read as, the one it is read as among them. */
export function formatsFor(options: ReadOptions): string[] {
  return options.encoding === null && options.format !== null ? [options.format] : TEXT;
}

/**
 * What is asked for when one option changes. Another format, sheet or first row makes what was
 * found out below it void.
 */
export function changed<K extends keyof ReadOptions>(
  options: ReadOptions,
  key: K,
  value: ReadOptions[K],
): ReadOptions {
  if (key === "format") return { ...GUESS, [key]: value };
  const next = { ...options, [key]: value };
  if (key === "sheet") return { ...next, first_row: null, header: null };
  if (key === "first_row") return { ...next, header: null };
  return next;
}
