import { count, plural } from "../format";

/** Rows by the project's own word, which is a plural: "181 messages", but "1 row". */
export const called = (n: number, noun: string | null): string =>
  noun && n !== 1 ? `${count(n)} ${noun}` : plural(n, "row");
