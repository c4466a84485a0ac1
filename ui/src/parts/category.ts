/** The colour of a category: five hues in order, from the tenth on only grey. */
export function categoryClass(index: number): string {
  return index < 0 || index >= 9 ? "c0" : `c${(index % 5) + 1}`;
}

/** Where a hue comes back, a number tells the categories apart. */
export function categoryKey(index: number): string {
  return index >= 5 && index < 9 ? String(index + 1) : "";
}
