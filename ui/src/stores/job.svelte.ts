import type { Progress } from "../backend/types.gen";
import type { Session } from "./session.svelte";

let made = 0;

/** Work with progress that can be cancelled: one at a time per instance. */
export class Job {
  busy = $state(false);
  progress = $state.raw<Progress | null>(null);
  private id: string | null = null;

  constructor(private readonly session: Session) {}

  /** Runs `work` under a new job id; what goes wrong is shown. Cancelling is not an error. */
  async run<T>(work: (job: string) => Promise<T>, again?: () => unknown): Promise<T | undefined> {
    const id = `ui-${Date.now()}-${made++}`;
    this.id = id;
    this.busy = true;
    this.progress = null;
    const poll = setInterval(async () => {
      const progress = await this.session.call("progress", { job: id }).catch(() => null);
      if (this.id === id) this.progress = progress;
    }, 300);
    try {
      return await this.session.attempt(() => work(id), again);
    } finally {
      clearInterval(poll);
      if (this.id === id) {
        this.busy = false;
        this.progress = null;
        this.id = null;
      }
      if (this.session.error?.code === "interrupted") this.session.error = null;
    }
  }

  async cancel() {
    const id = this.id;
    if (id) await this.session.call("cancel", { job: id }).catch(() => null);
  }
}
