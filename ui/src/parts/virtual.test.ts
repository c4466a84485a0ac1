import { describe, expect, it } from "vitest";
import { inSight, moved, pagesOf, scrollTo, seen } from "./virtual";

describe("rows in sight", () => {
  it("covers the viewport and a few spare rows", () => {
    expect(inSight(0, 360, 36, 100_000, 8)).toEqual({ first: 0, end: 18 });
    expect(inSight(3_600, 360, 36, 100_000, 8)).toEqual({ first: 92, end: 118 });
  });
  it("stays inside the list at both ends", () => {
    expect(inSight(-50, 360, 36, 5)).toEqual({ first: 0, end: 5 });
    expect(inSight(3_600_000, 360, 36, 100_000)).toEqual({ first: 99_992, end: 100_000 });
    expect(inSight(0, 360, 36, 0)).toEqual({ first: 0, end: 0 });
  });
  it("has no negative length when the list became shorter than the scroll place", () => {
    const { first, end } = inSight(9_000, 360, 36, 10);
    expect(first).toBeLessThanOrEqual(end);
  });
  it("draws a number of rows that does not grow with the list", () => {
    const short = inSight(1_000, 500, 36, 1_000);
    const long = inSight(1_000, 500, 36, 1_000_000);
    expect(long).toEqual(short);
  });
});

describe("rows that are seen", () => {
  it("counts from one, and leaves out those that hardly show", () => {
    expect(seen(0, 360, 36, 312)).toEqual([1, 10]);
    expect(seen(30, 360, 36, 312)).toEqual([2, 11]);
    expect(seen(0, 360, 36, 4)).toEqual([1, 4]);
    expect(seen(0, 360, 36, 0)).toEqual([0, 0]);
  });
});

describe("pages", () => {
  it("names every page a span touches", () => {
    expect(pagesOf({ first: 0, end: 18 }, 100)).toEqual([0]);
    expect(pagesOf({ first: 92, end: 118 }, 100)).toEqual([0, 1]);
    expect(pagesOf({ first: 100, end: 200 }, 100)).toEqual([1]);
    expect(pagesOf({ first: 5, end: 5 }, 100)).toEqual([]);
  });
});

describe("scrolling to a row", () => {
  it("moves as little as is needed", () => {
    expect(scrollTo(3, 0, 360, 36)).toBe(0);
    expect(scrollTo(10, 0, 360, 36)).toBe(36);
    expect(scrollTo(2, 360, 360, 36)).toBe(72);
  });
});

describe("keys", () => {
  it("moves by one, by a screen, and to the ends", () => {
    expect(moved("ArrowDown", 4, 100, 10)).toBe(5);
    expect(moved("ArrowUp", 0, 100, 10)).toBe(0);
    expect(moved("PageDown", 4, 100, 10)).toBe(13);
    expect(moved("PageUp", 50, 100, 10)).toBe(41);
    expect(moved("Home", 50, 100, 10)).toBe(0);
    expect(moved("End", 0, 100, 10)).toBe(99);
  });
  it("leaves other keys alone, and an empty list", () => {
    expect(moved("a", 4, 100, 10)).toBeNull();
    expect(moved("End", 0, 0, 10)).toBeNull();
  });
});
