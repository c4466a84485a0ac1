export interface Bin {
  /** Most words a text of this bin has. */
  upTo: number;
  rows: number;
  /** Every text in it has more words than the model reads tokens. */
  over: boolean;
}

/**
 * The bins of the histogram against the longest text that is read, in tokens. A word is at least
 * one token, so a text with more words than that is surely cut; shorter ones may be, too.
 */
export function binsAgainst(
  lengths: readonly (readonly [number, number])[],
  limit: number,
): { bins: Bin[]; longer: number } {
  let below = 0;
  const bins = lengths.map(([upTo, rows]) => {
    const over = below >= limit;
    below = upTo;
    return { upTo, rows, over };
  });
  const longer = bins.reduce((sum, bin) => sum + (bin.over ? bin.rows : 0), 0);
  return { bins, longer };
}
