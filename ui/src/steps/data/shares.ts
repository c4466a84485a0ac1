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
