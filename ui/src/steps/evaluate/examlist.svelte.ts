import type { DataSummary, ExamOrder } from "../../backend/types.gen";
import type { Session } from "../../stores/session.svelte";

const PAGE = 20;
const SAMPLE = 10;

/** Rows of the exam, a page at a time, with the one that is looked at. */
export abstract class ExamList<Row extends { id: number }, Filter extends { order: ExamOrder }> {
  rows = $state.raw<Row[]>([]);
  total = $state(0);
  known = $state(false);
  current = $state(0);
  busy = $state(false);
  private asked = 0;

  constructor(protected readonly session: Session) {}

  protected abstract page(
    project: string,
    run: string,
    filter: Filter,
    offset: number,
    limit: number,
  ): Promise<{ total: number; rows: Row[] }>;

  get row(): Row | undefined {
    return this.rows[this.current];
  }

  /** Reads from the top; as many rows again as were on show when it is the same list. */
  async read(run: string, filter: Filter, afresh: boolean) {
    if (afresh) {
      this.current = 0;
      this.known = false;
      this.rows = [];
    }
    const limit = filter.order === "random" ? SAMPLE : Math.max(PAGE, this.rows.length);
    const page = await this.ask(run, filter, 0, limit, () => this.read(run, filter, afresh));
    if (!page) return;
    this.rows = page.rows;
    this.total = filter.order === "random" ? page.rows.length : page.total;
    this.current = Math.max(0, Math.min(this.current, page.rows.length - 1));
    this.known = true;
  }

  async more(run: string, filter: Filter) {
    const again = () => this.more(run, filter);
    const page = await this.ask(run, filter, this.rows.length, PAGE, again);
    if (page) this.rows = [...this.rows, ...page.rows];
  }

  private async ask(
    run: string,
    filter: Filter,
    offset: number,
    limit: number,
    again: () => unknown,
  ) {
    const project = this.session.project?.id;
    if (!project) return undefined;
    const mine = ++this.asked;
    const read = () => this.page(project, run, filter, offset, limit);
    const page = await this.session.attempt(read, again);
    return mine === this.asked ? page : undefined;
  }

  /** Keeps a decision and says so; the new data makes the list and every figure follow. */
  protected async settle(work: (project: string) => Promise<DataSummary>, told: string) {
    const { session } = this;
    const project = session.project?.id;
    if (!project || this.busy) return;
    this.busy = true;
    session.error = null;
    const data = await session.attempt(() => work(project));
    this.busy = false;
    if (!data) return;
    session.setData(data);
    session.overlay.say(told, () => void session.retrace("undo"));
    await session.refresh();
  }
}
