import { describe, expect, it } from "vitest";
import { Pages } from "./pages.svelte";

/** A list of `total` numbers that notes what was read. */
function numbers(total: number, plus = 0) {
  const asked: number[] = [];
  const read = async (offset: number, limit: number) => {
    asked.push(offset);
    const length = Math.max(0, Math.min(limit, total - offset));
    return { total, rows: Array.from({ length }, (_, i) => offset + i + plus) };
  };
  return { asked, read };
}
const settle = () => new Promise((done) => setTimeout(done, 5));

describe("pages of a long list", () => {
  it("reads only what is in sight", async () => {
    const { asked, read } = numbers(100_000);
    const pages = new Pages(read);
    pages.want({ first: 90, end: 120 });
    await settle();
    expect(asked).toEqual([0, 100]);
    expect(pages.total).toBe(100_000);
    expect(pages.row(119)).toBe(119);
    expect(pages.row(5_000)).toBeUndefined();
  });

  it("does not read what was scrolled past in the meantime", async () => {
    const { asked, read } = numbers(100_000);
    const pages = new Pages(read);
    for (let first = 0; first < 50_000; first += 1_000) pages.want({ first, end: first + 30 });
    await settle();
    expect(asked.length).toBeLessThanOrEqual(2);
    expect(pages.row(49_010)).toBe(49_010);
  });

  it("keeps showing the old rows until changed ones have come", async () => {
    let plus = 0;
    const pages = new Pages<number>(async (offset, limit) => ({
      total: 50,
      rows: Array.from({ length: Math.min(50, limit) }, (_, i) => offset + i + plus),
    }));
    pages.want({ first: 0, end: 20 });
    await settle();
    plus = 1_000;
    pages.refresh();
    expect(pages.row(3)).toBe(3);
    await settle();
    expect(pages.row(3)).toBe(1_003);
  });

  it("never mixes two lists, even when the older answer comes last", async () => {
    let late: (page: { total: number; rows: number[] }) => void = () => {};
    const pages = new Pages<number>(() => new Promise((done) => (late = done)));
    pages.want({ first: 0, end: 20 });
    pages.become(numbers(7, 500).read);
    late({ total: 9_999, rows: [1, 2, 3] });
    await settle();
    expect(pages.total).toBe(7);
    expect(pages.row(0)).toBe(500);
  });

  it("holds a bounded number of pages", async () => {
    const { asked, read } = numbers(100_000);
    const pages = new Pages(read);
    for (let first = 0; first < 6_000; first += 100) {
      pages.want({ first, end: first + 30 });
      await settle();
    }
    const before = asked.length;
    pages.want({ first: 0, end: 30 });
    await settle();
    expect(asked.length).toBe(before + 1);
  });

  it("goes on after a page that could not be read", async () => {
    let broken = true;
    const pages = new Pages<number>(async () => {
      if (broken) throw new Error("gone");
      return { total: 1, rows: [7] };
    });
    expect(pages.loading).toBe(true);
    pages.want({ first: 0, end: 20 });
    await settle();
    expect(pages.known).toBe(false);
    expect(pages.loading).toBe(false);
    broken = false;
    pages.want({ first: 0, end: 20 });
    await settle();
    expect(pages.row(0)).toBe(7);
  });
});
