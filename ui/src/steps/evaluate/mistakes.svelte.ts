import type { Decision, ExamFilter, ExamRow } from "../../backend/types.gen";
import type { Session } from "../../stores/session.svelte";
import { text } from "../../text";

export type View = "open" | "settled" | "sample";
export interface Pair {
  truth: string;
  predicted: string;
}
type Order = ExamFilter["order"];

const PAGE = 20;
const SAMPLE = 10;

export function filterOf(view: View, pair: Pair | null, order: Order, seed: number): ExamFilter {
  const base = { truth: pair?.truth ?? null, predicted: pair?.predicted ?? null, seed };
  if (view === "sample") return { ...base, right: true, decided: false, order: "random" };
  if (view === "settled") return { ...base, right: null, decided: true, order: "row" };
  return { ...base, right: false, decided: false, order };
}

/** Rows of the exam to look at, and what is decided on them. */
export class Mistakes {
  rows = $state.raw<ExamRow[]>([]);
  total = $state(0);
  known = $state(false);
  current = $state(0);
  busy = $state(false);
  private asked = 0;

  constructor(private readonly session: Session) {}

  get row(): ExamRow | undefined {
    return this.rows[this.current];
  }

  /** Reads from the top; as many rows again as were on show when it is the same list. */
  async read(run: string, filter: ExamFilter, afresh: boolean) {
    if (afresh) {
      this.current = 0;
      this.known = false;
      this.rows = [];
    }
    const limit = filter.order === "random" ? SAMPLE : Math.max(PAGE, this.rows.length);
    const page = await this.ask(run, filter, 0, limit);
    if (!page) return;
    this.rows = page.rows;
    this.total = filter.order === "random" ? page.rows.length : page.total;
    this.current = Math.max(0, Math.min(this.current, page.rows.length - 1));
    this.known = true;
  }

  async more(run: string, filter: ExamFilter) {
    const page = await this.ask(run, filter, this.rows.length, PAGE);
    if (page) this.rows = [...this.rows, ...page.rows];
  }

  private async ask(run: string, filter: ExamFilter, offset: number, limit: number) {
    const project = this.session.project?.id;
    if (!project) return undefined;
    const mine = ++this.asked;
    const page = await this.session.attempt(() =>
      this.session.call("exam_rows", { project, run, filter, offset, limit }),
    );
    return mine === this.asked ? page : undefined;
  }

  /** Keeps a decision; the new data makes the list and every figure follow. */
  async decide(row: ExamRow, decision: Decision) {
    const { session } = this;
    const project = session.project?.id;
    if (!project || this.busy) return;
    this.busy = true;
    session.error = null;
    const data = await session.attempt(() =>
      session.call("decide", { project, row: row.id, decision }),
    );
    this.busy = false;
    if (!data) return;
    session.setData(data);
    session.overlay.say(told(decision), () => void session.retrace("undo"));
    await session.refresh();
  }
}

function told(decision: Decision): string {
  const { done } = text.mistakes;
  switch (decision.verdict) {
    case "label_wrong":
      return done.label_wrong(decision.label);
    case "both_fit":
      return done.both_fit(decision.other);
    case "model_wrong":
      return done.model_wrong;
    case "open":
      return done.open;
  }
}
