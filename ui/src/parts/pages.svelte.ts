import { untrack } from "svelte";
import { pagesOf, type Span } from "./virtual";

/** Reads `limit` rows from `offset` on, and says how many there are. */
export type Read<T> = (offset: number, limit: number) => Promise<{ total: number; rows: T[] }>;

interface Page<T> {
  rows: T[];
  /** What was asked for anew since is shown until the answer comes, and then replaced. */
  edition: number;
}

const SIZE = 100;
/** Pages held at a time: some thousand rows, whatever the length of the list. */
const HELD = 30;

/** A long list read page by page, as its rows come into sight. */
export class Pages<T> {
  total = $state(0);
  /** At least one answer came. */
  known = $state(false);
  /** The last look at the list came to nothing. */
  private failed = $state(false);
  private held = $state.raw(new Map<number, Page<T>>());
  private edition = 0;
  private wanted: number[] = [];
  private reading = false;

  constructor(private read: Read<T>) {}

  /** The first answer is still to come. */
  get loading(): boolean {
    return !this.known && !this.failed;
  }

  row(index: number): T | undefined {
    return this.held.get(Math.floor(index / SIZE))?.rows[index % SIZE];
  }

  /** Another list: what was held goes. */
  become(read: Read<T>) {
    this.read = read;
    this.held = new Map();
    this.known = false;
    this.refresh();
  }

  /** The rows may have changed: what is in sight is read again. */
  refresh() {
    this.edition++;
    if (this.wanted.length === 0) this.wanted = [0];
    void this.pump();
  }

  /** These rows are to be shown. Pages that were scrolled past are never read. */
  want(span: Span) {
    this.wanted = pagesOf(span, SIZE);
    void this.pump();
  }

  private async pump() {
    if (this.reading) return;
    this.reading = true;
    this.failed = false;
    try {
      for (let page = this.missing(); page !== undefined; page = this.missing()) {
        const { read, edition } = this;
        const answer = await read(page * SIZE, SIZE);
        if (read !== this.read) continue;
        this.hold(page, { rows: answer.rows, edition });
        this.total = answer.total;
        this.known = true;
      }
    } catch {
      // `read` has shown what went wrong; the next look at the list asks again.
      this.failed = true;
    } finally {
      this.reading = false;
    }
  }

  /** Untracked: an effect that asks for pages would ask anew for each that comes. */
  private missing(): number | undefined {
    const held = untrack(() => this.held);
    return this.wanted.find((page) => held.get(page)?.edition !== this.edition);
  }

  private hold(number: number, page: Page<T>) {
    const next = new Map(this.held);
    next.delete(number);
    next.set(number, page);
    for (const old of next.keys()) {
      if (next.size <= HELD) break;
      if (!this.wanted.includes(old)) next.delete(old);
    }
    this.held = next;
  }
}
