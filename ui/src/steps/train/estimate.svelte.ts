import type { Error as AppError, Estimate, TrainPlan } from "../../backend/types.gen";
import { toAppError } from "../../stores/errors";
import type { Session } from "../../stores/session.svelte";

const WAIT_MS = 300;
let made = 0;

/** The estimate for the plan as it stands; an older answer never overtakes a newer question. */
export class LiveEstimate {
  estimate = $state.raw<Estimate | null>(null);
  /** The plan it is of. */
  of = $state.raw<TrainPlan | null>(null);
  busy = $state(false);
  problem = $state.raw<AppError | null>(null);
  private timer: ReturnType<typeof setTimeout> | null = null;
  private job: string | null = null;

  constructor(private readonly session: Session) {}

  ask(plan: TrainPlan) {
    this.forget();
    this.timer = setTimeout(() => void this.read(plan), WAIT_MS);
  }

  /** Drops what is under way. */
  forget() {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.job) void this.session.call("cancel", { job: this.job }).catch(() => null);
    this.job = null;
    this.busy = false;
  }

  private async read(plan: TrainPlan) {
    const project = this.session.project?.id;
    if (!project) return;
    const job = `estimate-${Date.now()}-${made++}`;
    this.job = job;
    this.busy = true;
    try {
      const estimate = await this.session.call("estimate", { project, plan, job });
      if (this.job !== job) return;
      this.estimate = estimate;
      this.of = plan;
      this.problem = null;
    } catch (thrown) {
      if (this.job !== job) return;
      this.estimate = null;
      this.problem = toAppError(thrown);
    }
    this.job = null;
    this.busy = false;
  }
}
