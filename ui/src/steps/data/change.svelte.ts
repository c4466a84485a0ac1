import type { Commands, DataSummary } from "../../backend/types.gen";
import type { Session } from "../../stores/session.svelte";

/** Commands that change the data and answer with it. */
type Changing =
  | "set_label"
  | "set_labels"
  | "rename_label"
  | "merge_labels"
  | "set_shares"
  | "undo"
  | "redo"
  | "add_row"
  | "decide";
type Rest<C extends Changing> = Omit<Commands[C]["args"], "project">;

/** Changes the open project's data, one step at a time, and shows what came of it. */
export class DataChange {
  busy = $state(false);

  constructor(private readonly session: Session) {}

  /** True when it was done; else the fault is on show. */
  async run<C extends Changing>(command: C, args: Rest<C>): Promise<boolean> {
    return this.all(() => this.step(command, args));
  }

  /** Takes back, or does again, several steps. */
  async turn(command: "undo" | "redo", times: number): Promise<boolean> {
    return this.all(async () => {
      let data: DataSummary | undefined;
      for (let i = 0; i < times; i++) data = await this.step(command, {});
      return data;
    });
  }

  private step<C extends Changing>(command: C, args: Rest<C>): Promise<DataSummary> {
    const project = this.session.project?.id ?? "";
    const whole = { ...args, project } as unknown as Commands[C]["args"];
    return this.session.call(command, whole) as Promise<DataSummary>;
  }

  private async all(work: () => Promise<DataSummary | undefined>): Promise<boolean> {
    this.busy = true;
    this.session.error = null;
    const data = await this.session.attempt(work);
    if (data) {
      this.session.setData(data);
      await this.session.refresh();
    }
    this.busy = false;
    return data !== undefined;
  }
}
