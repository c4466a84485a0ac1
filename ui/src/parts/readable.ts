import type { ReadOptions } from "../backend/types.gen";

/** Everything about a file left to be guessed. */
export const GUESS: ReadOptions = {
  format: null,
  encoding: null,
  delimiter: null,
  header: null,
  sheet: null,
  first_row: null,
  cut: null,
  cut_words: null,
  turns: null,
};

/** Endings that promise something other than a table or a document with text. A name proves
 * nothing, so any other is let in and looked at. */
const OTHERS = /\.(xlsb|numbers|doc|odt|rtf|pptx?|odp|msg|gz|7z|rar|tar|png|jpe?g|gif|mp[34])$/i;

/** Whether a file of this name is worth a look. */
export function mayBeReadable(name: string): boolean {
  return !OTHERS.test(name);
}
