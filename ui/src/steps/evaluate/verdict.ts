import type { PairTest } from "../../backend/types.gen";
import { text } from "../../text";

export interface VerdictWords {
  question: string;
  answer: string;
  tally: string;
  luck: string;
  test: string;
  advice: string;
}

/** What the comparison of run `a` with run `b` comes to, in words. `rows` as "181 messages". */
export function verdict(test: PairTest, a: number, b: number, rows: string): VerdictWords {
  const words = text.compare;
  if (test.only_a + test.only_b === 0) {
    const question = words.equal(a, b);
    return { question, answer: "", tally: words.same, luck: "", test: "", advice: "" };
  }
  // The question names the one that got more right first, whichever is newer.
  const first = test.better === test.b;
  const [better, other] = first ? [b, a] : [a, b];
  const [won, lost] = first ? [test.only_b, test.only_a] : [test.only_a, test.only_b];
  return {
    question: test.better ? words.really(better, other) : words.equal(a, b),
    answer: words.confidence[test.confidence],
    tally: words.tally(rows, better, other, won, lost),
    luck: words.luck(test.p),
    test: words.test(test.p),
    advice: test.confidence === "surely" ? "" : words.settle,
  };
}
