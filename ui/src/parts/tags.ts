// Several categories of one text, where they stand in one line.

/** What may stand between the categories of a cell, as the engine writes them. */
const BETWEEN = [";", "|", "/", "\n", ","];

/** The categories in a line, as far as all of them are known; none where they are not. */
export function namesIn(line: string, known: readonly string[]): string[] {
  if (known.includes(line)) return [line];
  for (const between of BETWEEN) {
    const parts = line
      .split(between)
      .map((part) => part.trim())
      .filter(Boolean);
    if (parts.length > 0 && parts.every((part) => known.includes(part))) return parts;
  }
  return [];
}

/** The same categories, in whatever order. */
export function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}

/** Puts a category in, or takes it out. */
export function toggled(names: readonly string[], name: string): string[] {
  return names.includes(name) ? names.filter((other) => other !== name) : [...names, name];
}
