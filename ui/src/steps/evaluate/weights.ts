export interface Piece {
  text: string;
  /** How dark, 0 to 1; the piece that mattered most has 1. */
  share: number;
  /** It spoke against the answer. */
  against: boolean;
}

/** Less than this moved the answer too little to be shown: a hundredth of its probability. */
const LEAST = 0.01;

/** Pieces of a text with their weights, made comparable: the heaviest is the measure. */
export function shaded(pieces: readonly (readonly [string, number])[]): Piece[] {
  const most = Math.max(...pieces.map(([, weight]) => Math.abs(weight)), LEAST);
  return pieces.map(([text, weight]) => {
    const silent = Math.abs(weight) < LEAST || text.trim() === "";
    return { text, share: silent ? 0 : Math.abs(weight) / most, against: !silent && weight < 0 };
  });
}

/** The words that spoke most for the answer, the weightiest first. */
export function weightiest(pieces: readonly (readonly [string, number])[], limit = 3): string[] {
  return pieces
    .filter(([text, weight]) => weight >= LEAST && text.trim() !== "")
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, limit)
    .map(([text]) => text.trim());
}
