// A made-up run that unfolds in time, for development in a plain browser.

import { sorts } from "../stores/goals";
import { LABELS } from "./mock-data";
import { TOPICS, tagSamples } from "./mock-tags";
import { samples } from "./mock-written";
import type {
  Event,
  Goal,
  Part,
  RunCard,
  Record as RunRecord,
  Stage,
  TrainPlan,
} from "./types.gen";

export const STEPS = 120;
/** How a run goes: well, memorising after half of it, or out of memory at step 40. */
export type Course = "well" | "memorising" | "failing";

export class MockRun {
  records: RunRecord[] = [];
  readonly card: RunCard;
  private step = 0;
  private bestStep = 0;
  private bestScore = Number.NEGATIVE_INFINITY;
  private timer: ReturnType<typeof setInterval> | null = null;

  constructor(
    id: string,
    readonly plan: TrainPlan,
    private readonly course: Course,
    private readonly goal: Goal = "classify",
  ) {
    this.card = {
      id,
      state: "running",
      model: plan.model,
      method: plan.method,
      preset: plan.preset,
      step: 0,
      steps: STEPS,
      task: goal,
      best_f1: null,
      best_loss: null,
      started_at: Date.now() / 1000,
      saved_at: null,
      from_earlier_data: false,
      stale: [],
      in_use: false,
    };
  }

  /** Writes the log up to a step at once, or to where it fails. */
  fast(to: number) {
    this.prepare();
    while (this.step < to && this.card.state !== "failed") {
      if (this.course === "failing" && this.step === 40) this.fails();
      else this.advance();
    }
  }

  begin(msPerStep: number) {
    this.card.state = "running";
    this.timer = setInterval(() => {
      if (this.records.length === 0) this.prepare();
      else if (this.course === "failing" && this.step === 40) this.fails();
      else if (this.step < STEPS) this.advance();
      else this.finish(false);
    }, msPerStep);
  }

  command(command: "pause" | "go_on" | "stop_and_keep", msPerStep: number) {
    if (command === "stop_and_keep") return this.finish(true);
    if (command === "go_on") return this.begin(msPerStep);
    this.halt();
    this.card.state = "paused";
    this.write({ event: "paused", step: this.step, code: null, what: "Paused", advice: "" });
  }

  resume(msPerStep: number) {
    this.step = Math.floor(this.step / 10) * 10;
    this.write({ event: "resumed", step: this.step });
    this.begin(msPerStep);
  }

  finish(early: boolean) {
    this.halt();
    this.card.state = "finished";
    const best = {
      step: this.bestStep,
      macro_f1: this.card.best_f1 ?? 0.9,
      loss: this.card.best_loss,
      stage: "tuning" as Stage,
    };
    this.write({ event: "finished", best, step: this.step, stopped_early: early });
  }

  private fails() {
    this.halt();
    this.card.state = "failed";
    this.write({
      event: "failed",
      code: "out_of_memory",
      what: "Ran out of memory at step 40",
      advice: "Choose a smaller model, fewer examples per step or shorter texts",
      last_good_step: this.step,
    });
  }

  private halt() {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }

  private write(event: Event) {
    const seq = this.records.length;
    this.records.push({ v: 1, seq, elapsed_ms: seq * 900, ...event });
  }

  private evaluated(stage: Stage, epoch: number, loss: number | null, f1: number | null) {
    const split: Part = "validation";
    const accuracy = f1 === null ? null : f1 + 0.01;
    const perplexity = f1 === null && loss !== null ? Math.exp(loss) : null;
    const micro = this.goal === "tag" && f1 !== null ? { micro_f1: f1 + 0.02 } : {};
    const metrics = { n: 47, loss, accuracy, macro_f1: f1, ...micro, perplexity };
    const score = f1 ?? -(loss ?? 0);
    const best = stage !== "tuning" || score > this.bestScore;
    if (stage === "tuning" && best) [this.bestScore, this.bestStep] = [score, this.step];
    this.write({ event: "evaluated", step: this.step, epoch, split, stage, metrics, best });
  }

  private prepare() {
    this.write({
      event: "prepared",
      train: 208,
      validation: 47,
      test: 47,
      dropped: 13,
      truncated: 0,
      labels: this.goal === "tag" ? TOPICS : this.goal === "classify" ? LABELS : [],
      trainable: 22_000_000,
      total: 22_700_000,
      steps: STEPS,
      epochs: 4,
      est_bytes: 6e8,
    });
    if (!sorts(this.goal)) return this.evaluated("untuned", 0, 3.02, null);
    this.evaluated("majority", 0, null, 0.1);
    this.evaluated("quick_head", 0, 0.62, 0.81);
  }

  private advance() {
    this.step++;
    const t = this.step / STEPS;
    const noise = Math.sin(this.step * 12.9898) * 0.06;
    const epoch = t * 4;
    const loss = 1.5 * Math.exp(-3.2 * t) + 0.1 + noise * (1 - t);
    this.write({
      event: "step",
      step: this.step,
      epoch,
      loss,
      lr: 5e-5 * (1 - t),
      grad_norm: 1.2,
      tokens_per_s: 3100,
      mem_bytes: 5.4e8,
      eta_s: (STEPS - this.step) * 3,
    });
    if (this.step % 10 === 0) this.check(t, epoch);
    this.card.step = this.step;
  }

  private checkWriting(t: number, epoch: number, worse: number) {
    const loss = 1.2 * Math.exp(-3 * t) + 1.82 + worse * 0.5;
    this.evaluated("tuning", epoch, loss, null);
    this.card.best_loss = Math.min(this.card.best_loss ?? loss, loss);
    this.write({ event: "sample", step: this.step, answers: samples(t) });
    this.write({ event: "checkpoint_saved", step: this.step, sha256: "0".repeat(64) });
    this.card.saved_at = Date.now() / 1000;
  }

  private check(t: number, epoch: number) {
    const worse = this.course === "memorising" ? Math.max(0, t - 0.6) : 0;
    const f1 = 0.93 - 0.3 * Math.exp(-4 * t) - worse * 0.08;
    const loss = 0.9 * Math.exp(-2.4 * t) + 0.22 + worse * 0.6;
    if (!sorts(this.goal)) return this.checkWriting(t, epoch, worse);
    this.evaluated("tuning", epoch, loss, f1);
    this.card.best_f1 = Math.max(this.card.best_f1 ?? 0, f1);
    this.write({
      event: "sample",
      step: this.step,
      answers:
        this.goal === "tag"
          ? tagSamples(t)
          : [
              {
                text: "Can I take ibuprofen while I am on the blood thinner?",
                label: "Interaction",
                predicted: "Interaction",
                confidence: 0.5 + t * 0.44,
                before: "Dosage question",
              },
              {
                text: "My ankles have been swollen since the new tablets",
                label: "Side effect",
                predicted: "Side effect",
                confidence: 0.6 + t * 0.37,
                before: "Side effect",
              },
              {
                text: "I have two doses left, can you send more to the ward?",
                label: "Refill request",
                predicted: t > 0.4 ? "Refill request" : "Delivery",
                confidence: 0.81,
                before: "Delivery",
              },
              {
                text: "I felt sick after doubling the iron pills, is two too many?",
                label: "Side effect",
                predicted: "Dosage question",
                confidence: 0.52,
                before: "Dosage question",
              },
            ],
    });
    this.write({ event: "checkpoint_saved", step: this.step, sha256: "0".repeat(64) });
    this.card.saved_at = Date.now() / 1000;
  }
}
