/** One entry of the glossary. */
export interface Entry {
  /** As it is listed. */
  term: string;
  /** Other names, for those who search for them. */
  also: string;
  /** For the popover: at most 45 words. */
  short: string;
  /** What there is to say beyond it, in paragraphs. */
  more: readonly string[];
}

/** One question of the self-check. */
export interface Question {
  ask: string;
  answers: readonly string[];
  /** Said after any answer, right or wrong. */
  because: string;
}
