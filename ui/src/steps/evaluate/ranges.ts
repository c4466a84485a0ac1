/** Where an axis of "right of 100" begins, so that every range fits and differences show. */
export function axisStart(lows: readonly number[]): number {
  const lowest = Math.min(1, ...lows) * 100;
  return Math.max(0, Math.min(80, Math.floor(lowest / 10) * 10));
}

/** A share from 0 to 1 as its place on that axis, in percent. */
export function onAxis(share: number, start: number): number {
  return Math.max(0, Math.min(100, ((share * 100 - start) / (100 - start)) * 100));
}
