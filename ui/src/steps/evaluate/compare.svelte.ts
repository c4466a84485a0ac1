import type { Comparison, DifferentRow, PairTest } from "../../backend/types.gen";
import { Job } from "../../stores/job.svelte";
import type { Session } from "../../stores/session.svelte";
import { comparable } from "./runs";
import { asComparison, asDifferent } from "./tags/adapt";

/** So many runs, the newest, are set side by side. */
export const LIMIT = 8;

/** The newest finished runs on the same exam rows. */
export class Comparing {
  comparison = $state.raw<Comparison | null>(null);
  readonly job: Job;
  private asked = 0;

  constructor(private readonly session: Session) {
    this.job = new Job(session);
  }

  async read() {
    const { session } = this;
    const project = session.project?.id;
    const runs = comparable(session.runs)
      .slice(0, LIMIT)
      .map((run) => run.id);
    if (!project || runs.length === 0) return;
    const mine = ++this.asked;
    const several = session.resultRun?.task === "tag";
    const compared = async () =>
      several
        ? asComparison(await session.call("compare_tags", { project, runs }))
        : session.call("compare_runs", { project, runs });
    const again = () => this.read();
    const ask = () => session.attempt(compared, again);
    let answer = await ask();
    const behind = answer?.runs.filter((entry) => entry.waiting > 0) ?? [];
    for (const { run } of behind) {
      if (mine !== this.asked) return;
      const work = (job: string) =>
        session.call(several ? "rescore_tags" : "rescore", { project, run: run.id, job });
      if (!(await this.job.run(work, again))) break;
    }
    if (behind.length) answer = await ask();
    if (answer && mine === this.asked) this.comparison = answer;
  }

  /** The test of two runs, seen from the first one. */
  pair(a: string, b: string): PairTest | undefined {
    for (const test of this.comparison?.pairs ?? []) {
      if (test.a === a && test.b === b) return test;
      if (test.a === b && test.b === a) return turned(test);
    }
    return undefined;
  }

  async different(a: string, b: string, limit: number): Promise<DifferentRow[]> {
    const project = this.session.project?.id ?? "";
    const what = { project, a, b, offset: 0, limit };
    if (this.session.resultRun?.task === "tag") {
      const page = await this.session.attempt(() => this.session.call("different_tags", what));
      return (page?.rows ?? []).map(asDifferent);
    }
    const page = await this.session.attempt(() => this.session.call("different_rows", what));
    return page?.rows ?? [];
  }
}

/** The same test with the runs in the other order. */
export function turned(test: PairTest): PairTest {
  return { ...test, a: test.b, b: test.a, only_a: test.only_b, only_b: test.only_a };
}
