/** Moves the focus among the elements of a list with the arrow keys, Home and End. */
export function moveFocus(event: KeyboardEvent, list: HTMLElement, items: string): void {
  const all = [...list.querySelectorAll<HTMLElement>(items)];
  const to = next(event.key, all.indexOf(document.activeElement as HTMLElement), all.length);
  if (to === null) return;
  event.preventDefault();
  all[to]?.focus();
}

/** The place a key leads to, from `here` (-1: outside) among `length`; null for other keys. */
export function next(key: string, here: number, length: number): number | null {
  if (length === 0) return null;
  switch (key) {
    case "ArrowDown":
      return Math.min(here + 1, length - 1);
    case "ArrowUp":
      return Math.max(here - 1, 0);
    case "Home":
      return 0;
    case "End":
      return length - 1;
    default:
      return null;
  }
}
