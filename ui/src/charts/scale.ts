import type { Point } from "./thin";

/** Round values from 0 to at least `highest`, 3 to 5 steps. */
export function lossTicks(highest: number): number[] {
  const top = Number.isFinite(highest) && highest > 0 ? highest : 1;
  const magnitude = 10 ** Math.floor(Math.log10(top));
  for (const size of [0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5]) {
    const step = size * magnitude;
    const steps = Math.ceil(top / step - 1e-9);
    if (steps <= 4) return ticks(0, step, Math.max(steps, 2));
  }
  return ticks(0, magnitude * 5, 2);
}

/** Percent values that start at or below `lowest` (a share from 0 to 1) and end at 100. */
export function scoreTicks(lowest: number): number[] {
  const floor = Math.max(0, Math.min(80, Math.floor((lowest * 100) / 20) * 20));
  const step = floor >= 80 ? 5 : floor >= 60 ? 10 : floor >= 40 ? 20 : 25;
  return ticks(floor === 20 ? 0 : floor, step, (100 - (floor === 20 ? 0 : floor)) / step);
}

function ticks(from: number, step: number, steps: number): number[] {
  return Array.from({ length: steps + 1 }, (_, i) => Number((from + i * step).toPrecision(6)));
}

/** A value's place between two bounds, 0 to 100. */
export function place(value: number, low: number, high: number): number {
  if (high <= low) return 0;
  return Math.max(0, Math.min(100, ((value - low) / (high - low)) * 100));
}

/** An SVG path in a 100 by 100 box, y upwards. Points that are not numbers break the line. */
export function linePath(
  points: readonly Point[],
  x: [number, number],
  y: [number, number],
): string {
  let path = "";
  let pen = "M";
  for (const [px, py] of points) {
    if (!Number.isFinite(px) || !Number.isFinite(py)) {
      pen = "M";
      continue;
    }
    path += `${pen}${place(px, ...x).toFixed(2)} ${(100 - place(py, ...y)).toFixed(2)}`;
    pen = "L";
  }
  return path;
}

/** Moves labels apart so that they don't overlap; `gap` and places in percent of the height. */
export function spread(places: number[], gap: number): number[] {
  const order = places.map((_, i) => i).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
  const moved = places.slice();
  for (let i = 1; i < order.length; i++) {
    const below = order[i - 1] as number;
    const here = order[i] as number;
    moved[here] = Math.max(moved[here] ?? 0, (moved[below] ?? 0) + gap);
  }
  const top = order.at(-1);
  const over = top === undefined ? 0 : Math.max(0, (moved[top] ?? 0) - (100 - gap / 2));
  return moved.map((value) => value - over);
}
