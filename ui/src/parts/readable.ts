/** Endings that promise something other than a table as text. A name proves nothing, so any other
 * is let in and looked at. */
const OTHERS =
  /\.(xlsx?|xlsm|ods|numbers|docx?|odt|rtf|pdf|pptx?|zip|gz|7z|rar|parquet|png|jpe?g|gif|mp[34])$/i;

/** Whether a file of this name is worth a look. */
export function mayBeReadable(name: string): boolean {
  return !OTHERS.test(name);
}
