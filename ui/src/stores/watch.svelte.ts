import type { Backend } from "../backend";
import type { RunCard, Record as RunRecord } from "../backend/types.gen";
import { emptyRun, foldRun, isOver, type Phase, type RunView } from "./run";

/** Charts are drawn at most four times a second. */
const REDRAW_MS = 250;
/** How often the run's card is read: a killed worker writes no last event. */
const CARD_MS = 2000;

/** Follows one run: folds its records as they come, and notices when its worker is gone. */
export class RunWatch {
  view = $state.raw<RunView>(emptyRun);
  card = $state.raw<RunCard>() as RunCard;
  private waiting: RunRecord[] = [];
  private redraw: ReturnType<typeof setTimeout> | null = null;
  private poll: ReturnType<typeof setInterval> | null = null;
  private stopped = false;
  /** To be ended with the best version as soon as its worker takes commands. */
  private ending = false;

  constructor(
    private readonly backend: Backend,
    private readonly project: string,
    card: RunCard,
    private readonly ended: () => void,
  ) {
    this.card = card;
  }

  /** The log's word where it has one; else whether the worker is there. */
  get phase(): Phase {
    if (isOver(this.view.phase) || this.view.phase === "paused") return this.view.phase;
    const { state } = this.card;
    if (state === "running" || state === "paused") return this.view.phase;
    return state;
  }

  get active(): boolean {
    return !isOver(this.phase);
  }

  async start() {
    if (this.card.state === "running" || this.card.state === "paused") {
      this.poll ??= setInterval(() => void this.readCard(), CARD_MS);
      await this.backend.watchRun(this.project, this.card.id, this.after, (records) =>
        this.receive(records),
      );
    } else {
      await this.catchUp();
    }
  }

  stop() {
    this.stopped = true;
    if (this.redraw) clearTimeout(this.redraw);
    this.stopPolling();
  }

  async control(command: "pause" | "go_on" | "stop_and_keep") {
    await this.backend.call("control_run", { project: this.project, run: this.card.id, command });
  }

  async resume() {
    this.card = await this.backend.call("resume_run", { project: this.project, run: this.card.id });
    // Until the worker's `resumed` arrives, the log still ends in the old interruption.
    this.view = { ...this.view, phase: "preparing", notice: null };
    await this.start();
  }

  /** A run that was cut off has no result until it is brought to its end: that is done now. */
  async keepBest() {
    this.ending = true;
    try {
      await this.resume();
    } catch (thrown) {
      this.ending = false;
      throw thrown;
    }
  }

  /** A worker that has just started may not listen yet: the next records try again. */
  private async end() {
    this.ending = false;
    await this.control("stop_and_keep").catch(() => {
      this.ending = this.active;
    });
  }

  private get after(): number | null {
    return this.view.lastSeq < 0 ? null : this.view.lastSeq;
  }

  private receive(records: RunRecord[]) {
    if (this.stopped) return;
    this.waiting.push(...records);
    this.redraw ??= setTimeout(() => this.flush(), REDRAW_MS);
  }

  private flush() {
    this.redraw = null;
    const records = this.waiting;
    this.waiting = [];
    const wasActive = this.active;
    this.view = foldRun(this.view, records);
    if (this.ending && this.view.phase === "running") void this.end();
    if (wasActive && isOver(this.view.phase)) void this.readCard();
  }

  private async catchUp() {
    const records = await this.backend.call("run_records", {
      project: this.project,
      run: this.card.id,
      after: this.after,
    });
    if (!this.stopped) this.view = foldRun(this.view, records);
  }

  private async readCard() {
    try {
      const runs = await this.backend.call("runs", { project: this.project });
      const card = runs.find((run) => run.id === this.card.id);
      if (!card || this.stopped) return;
      this.card = card;
      if (card.state !== "running" && card.state !== "paused") {
        this.stopPolling();
        await this.catchUp();
        this.ended();
      }
    } catch {
      // The next round asks again; a lasting fault shows up in what the person does next.
    }
  }

  private stopPolling() {
    if (this.poll) clearInterval(this.poll);
    this.poll = null;
  }
}
