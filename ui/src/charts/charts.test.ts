import { describe, expect, it } from "vitest";
import { linePath, lossTicks, place, scoreTicks, spread } from "./scale";
import { type Point, thin } from "./thin";

function wave(n: number): Point[] {
  return Array.from({ length: n }, (_, i) => [i, Math.sin(i / 50)]);
}

describe("thinning", () => {
  it("leaves short lines as they are", () => {
    const points = wave(400);
    expect(thin(points)).toEqual(points);
    expect(thin([])).toEqual([]);
  });
  it("keeps to the limit, the ends and the order", () => {
    for (const n of [401, 999, 12_345]) {
      const points = wave(n);
      const thinned = thin(points);
      expect(thinned).toHaveLength(400);
      expect(thinned[0]).toEqual(points[0]);
      expect(thinned.at(-1)).toEqual(points.at(-1));
      expect(thinned.every((p, i) => i === 0 || p[0] > (thinned[i - 1]?.[0] ?? 0))).toBe(true);
    }
  });
  it("keeps a lone spike", () => {
    const points = wave(5000);
    points[2345] = [2345, 40];
    expect(thin(points)).toContainEqual([2345, 40]);
  });
});

describe("scales", () => {
  it("starts losses at 0 and reaches the highest", () => {
    for (const highest of [0.03, 0.71, 1, 1.7, 2.2, 4.4, 9, 37]) {
      const ticks = lossTicks(highest);
      expect(ticks[0]).toBe(0);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest);
      expect(ticks.length).toBeGreaterThanOrEqual(3);
      expect(ticks.length).toBeLessThanOrEqual(5);
    }
    expect(lossTicks(Number.NaN)[0]).toBe(0);
  });
  it("covers the lowest score and ends at 100", () => {
    for (let lowest = 0; lowest <= 1; lowest += 0.01) {
      const ticks = scoreTicks(lowest);
      expect(ticks[0]).toBeLessThanOrEqual(lowest * 100 + 1e-9);
      expect(ticks.at(-1)).toBe(100);
      expect(ticks.length).toBeLessThanOrEqual(5);
    }
  });
  it("stays inside the plot", () => {
    expect(place(5, 0, 10)).toBe(50);
    expect(place(50, 0, 10)).toBe(100);
    expect(place(1, 1, 1)).toBe(0);
  });
  it("breaks the line where a value is no number", () => {
    expect(
      linePath(
        [
          [0, 0],
          [1, Number.NaN],
          [2, 1],
        ],
        [0, 2],
        [0, 1],
      ),
    ).toBe("M0.00 100.00M100.00 0.00");
  });
  it("moves names apart and keeps their order", () => {
    const moved = spread([50, 51, 90], 10) as [number, number, number];
    expect(moved[1] - moved[0]).toBeGreaterThanOrEqual(10);
    expect(moved[2]).toBe(90);
    expect(Math.max(...spread([99, 98, 97], 10))).toBeLessThanOrEqual(95);
  });
});
