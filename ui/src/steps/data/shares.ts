import type { SplitShares } from "../../backend/types.gen";

/**
 * One share changed: the learning part gives or takes the difference, or, when it was the one
 * that changed, the mock exam does and then the final exam. The three always add up to 100.
 */
export function rebalance(
  shares: SplitShares,
  part: keyof SplitShares,
  value: number,
): SplitShares {
  const wanted = Math.round(Math.max(0, Math.min(100, Number.isFinite(value) ? value : 0)));
  if (part !== "train") {
    const other = part === "validation" ? shares.test : shares.validation;
    const own = Math.min(wanted, 100 - other);
    return { ...shares, [part]: own, train: 100 - own - other };
  }
  const rest = 100 - wanted;
  const test = Math.min(shares.test, rest);
  return { train: wanted, validation: rest - test, test };
}

/** The places where one part ends and the next begins, in percent. */
export type Ends = [learning: number, mockExam: number];

export function ends(shares: SplitShares): Ends {
  return [shares.train, shares.train + shares.validation];
}

/** One of the two handles was moved. It can't pass the other, and the other stays. */
export function withEnd(shares: SplitShares, handle: 0 | 1, place: number): SplitShares {
  const [learning, mockExam] = ends(shares);
  const wanted = Math.round(Math.max(0, Math.min(100, Number.isFinite(place) ? place : 0)));
  const first = handle === 0 ? Math.min(wanted, mockExam) : learning;
  const second = handle === 1 ? Math.max(wanted, learning) : mockExam;
  return { train: first, validation: second - first, test: 100 - second };
}
