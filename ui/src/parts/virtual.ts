// The arithmetic of a long list of which only the rows in sight are drawn.

/** Rows from `first` up to, but not including, `end`. */
export interface Span {
  first: number;
  end: number;
}

/** The rows to draw: those in sight, and a few on either side so that scrolling shows no gaps. */
export function inSight(
  scrollTop: number,
  height: number,
  rowHeight: number,
  total: number,
  spare = 8,
): Span {
  const top = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const bottom = Math.ceil((Math.max(0, scrollTop) + Math.max(0, height)) / rowHeight);
  const end = Math.min(total, bottom + spare);
  return { first: Math.max(0, Math.min(top - spare, end)), end };
}

/** The rows that can really be seen, counted from 1 for people; zeros where there is none. */
export function seen(
  scrollTop: number,
  height: number,
  rowHeight: number,
  total: number,
): [from: number, to: number] {
  if (total === 0) return [0, 0];
  // A row of which less than half shows is not counted.
  const from = Math.min(total, Math.round(Math.max(0, scrollTop) / rowHeight) + 1);
  const to = Math.round((Math.max(0, scrollTop) + Math.max(0, height)) / rowHeight);
  return [from, Math.max(from, Math.min(total, to))];
}

/** The numbers of the pages a span of rows lies on. */
export function pagesOf({ first, end }: Span, size: number): number[] {
  if (end <= first) return [];
  const from = Math.floor(first / size);
  const to = Math.floor((end - 1) / size);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** Where to scroll so that a row is wholly in sight; where it is already, nothing moves. */
export function scrollTo(
  index: number,
  scrollTop: number,
  height: number,
  rowHeight: number,
): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  const bottom = top + rowHeight;
  return bottom > scrollTop + height ? Math.max(0, bottom - height) : scrollTop;
}

/** The row a key moves to, or null where the key moves nothing. */
export function moved(key: string, index: number, total: number, height: number): number | null {
  if (total === 0) return null;
  const by: Record<string, number> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + Math.max(1, height - 1),
    PageUp: index - Math.max(1, height - 1),
    Home: 0,
    End: total - 1,
  };
  const wanted = by[key];
  return wanted === undefined ? null : Math.max(0, Math.min(total - 1, wanted));
}
