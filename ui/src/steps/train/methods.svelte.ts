import type { Estimate, TrainPlan } from "../../backend/types.gen";
import type { Session } from "../../stores/session.svelte";

let made = 0;

/**
 * What the methods beside the chosen one would take. Each is measured by a process of its own, so
 * they are asked one after the other, and only once the chosen one has its answer.
 */
export class OtherMethods {
  /** By the method's id. */
  estimates = $state.raw<Record<string, Estimate>>({});
  private asked: Record<string, string> = {};
  private job: string | null = null;

  constructor(private readonly session: Session) {}

  /** Figures of plans that are no longer offered go. */
  offer(plans: TrainPlan[]) {
    const now = Object.fromEntries(plans.map((plan) => [plan.method, JSON.stringify(plan)]));
    const valid = ([method]: [string, unknown]) => now[method] === this.asked[method];
    this.estimates = Object.fromEntries(Object.entries(this.estimates).filter(valid));
    this.asked = now;
  }

  /** Whether the plan is still offered. */
  keep(plan: TrainPlan, estimate: Estimate): boolean {
    if (this.asked[plan.method] !== JSON.stringify(plan)) return false;
    this.estimates = { ...this.estimates, [plan.method]: estimate };
    return true;
  }

  async ask(plans: TrainPlan[]) {
    this.forget();
    const project = this.session.project?.id;
    if (!project) return;
    for (const plan of plans) {
      if (this.estimates[plan.method]) continue;
      const job = `method-${Date.now()}-${made++}`;
      this.job = job;
      // A method that can't be measured here shows no figures; choosing it says why.
      const estimate = await this.session
        .call("estimate", { project, plan, job })
        .catch(() => null);
      if (this.job !== job) return;
      if (estimate) this.keep(plan, estimate);
    }
    this.job = null;
  }

  forget() {
    if (this.job) void this.session.call("cancel", { job: this.job }).catch(() => null);
    this.job = null;
  }
}
