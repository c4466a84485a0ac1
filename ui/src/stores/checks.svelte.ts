import type {
  CheckReport,
  Cleaning,
  DataSummary,
  Fix,
  SettledCard,
  Which,
} from "../backend/types.gen";
import { text } from "../text";
import { Job } from "./job.svelte";
import type { Session } from "./session.svelte";

/** Tokens that are read of a text where the plan says nothing. */
const LIMIT = 128;

/** What was found in the open project's rows, and settling it. */
export class Checks {
  report = $state.raw<CheckReport | null>(null);
  busy = $state(false);
  readonly job: Job;
  private readonly slow: Job;
  private asked = 0;

  constructor(private readonly session: Session) {
    this.job = new Job(session);
    this.slow = new Job(session);
  }

  /** Findings that wait for the person. */
  get open(): number {
    return this.report?.findings.length ?? 0;
  }

  get decisions(): number {
    return this.report?.findings.filter((finding) => finding.decide).length ?? 0;
  }

  get looking(): boolean {
    return this.slow.busy;
  }

  get progress() {
    return this.slow.progress;
  }

  /** Another project, or none. */
  clear() {
    this.asked++;
    this.report = null;
    void this.slow.cancel();
  }

  /** Looks through the rows as they are now; what needs no model. */
  async read() {
    const project = this.session.project;
    if (!project?.data) return;
    const mine = ++this.asked;
    const report = await this.job.run(
      (job) => this.session.call("check", { project: project.id, with: null, job }),
      () => this.read(),
    );
    if (report && mine === this.asked) this.report = report;
  }

  /** Looks with the model as well, which takes longer. */
  async look() {
    const { project, plan } = this.session;
    if (!project?.data || this.slow.busy) return;
    const longest = plan.params.find(({ name }) => name === "max_length");
    const limit = longest ? Number(plan.value(longest)) : LIMIT;
    const given = { model: plan.model, limit };
    const report = await this.slow.run(
      (job) => this.session.call("check", { project: project.id, with: given, job }),
      () => this.look(),
    );
    if (report && this.session.project?.id === project.id) this.report = report;
  }

  stop() {
    return this.slow.cancel();
  }

  fix(finding: string, fix: Fix, which: Which, rows: number) {
    return this.settle(text.check.told[fix](rows), (project) =>
      this.session.call("fix_finding", { project, finding, fix, which }),
    );
  }

  keep(finding: string, which: Which, rows: number) {
    return this.settle(text.check.told.keep(rows), (project) =>
      this.session.call("keep_finding", { project, finding, which }),
    );
  }

  choose(finding: string, rows: number[], label: string) {
    return this.settle(text.check.chosen(label), (project) =>
      this.session.call("choose_label", { project, finding, rows, label }),
    );
  }

  /** How personal data is replaced from now on. */
  setPrivacy(cleaning: Cleaning, said: string | null) {
    return this.settle(said, (project) => this.session.call("set_privacy", { project, cleaning }));
  }

  /** Every text but the present ones goes, and there is no way back. */
  async deleteOriginals() {
    const gone = await this.settle(null, async (project) => {
      const view = await this.session.call("delete_originals", { project });
      return view.data ?? undefined;
    });
    if (gone) this.session.overlay.say(text.privacy.forget.done);
    return gone;
  }

  /** Takes back what was settled, and what was done after it. */
  async undo(settled: SettledCard) {
    const { session } = this;
    const project = session.project?.id ?? "";
    const steps = await session.attempt(() => session.call("history", { project, limit: 1000 }));
    const held = steps?.filter((step) => !step.undone) ?? [];
    await this.undoSteps(held.findIndex((step) => step.id === settled.step) + 1);
  }

  /** Takes so many steps back. */
  async undoSteps(times: number) {
    const { session } = this;
    const project = session.project?.id ?? "";
    await this.settle(null, async () => {
      let data: DataSummary | undefined;
      for (let i = 0; i < times; i++) data = await session.call("undo", { project });
      return data;
    });
  }

  private async settle(
    said: string | null,
    work: (project: string) => Promise<DataSummary | undefined>,
  ): Promise<boolean> {
    const { session } = this;
    const project = session.project?.id;
    if (!project || this.busy) return false;
    this.busy = true;
    session.error = null;
    const data = await session.attempt(() => work(project));
    if (data) {
      session.setData(data);
      if (said) session.overlay.say(said, () => void session.retrace("undo"));
      await session.refresh();
    }
    this.busy = false;
    return data !== undefined;
  }
}
