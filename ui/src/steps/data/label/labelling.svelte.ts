import type {
  DataSummary,
  LabelAnswer,
  LabelQuestion,
  LabelView,
} from "../../../backend/types.gen";
import { toggled } from "../../../parts/tags";
import type { Session } from "../../../stores/session.svelte";

/** Under this lead of the first category a suggestion is a guess between two. */
const HESITATES = 0.35;

export function hesitates(question: LabelQuestion): boolean {
  return question.margin !== null && question.margin < HESITATES;
}

/** Rows that have been dealt with, and all that came without a label. */
export function done({ progress }: LabelView): { done: number; all: number } {
  const settled = progress.given + progress.none;
  return { done: settled, all: settled + progress.waiting + progress.later + progress.colleague };
}

/** About how long the rest takes; null where nobody can say, or it would only discourage. */
export function timeLeft({ progress }: LabelView): number | null {
  const left = (progress.waiting + progress.later) * (progress.seconds_each ?? 0);
  return left > 0 && left < 3600 ? left : null;
}

/** One row after the other. Each answer is on disk before the next row shows. */
export class Labelling {
  view = $state.raw<LabelView | null>(null);
  find = $state("");
  /** What is chosen of the row at hand, where it may have several categories. */
  chosen = $state.raw<string[]>([]);
  busy = $state(false);
  /** The last data this made itself: nothing new to read when it comes round. */
  private own: DataSummary | null = null;
  private asked = 0;

  constructor(private readonly session: Session) {}

  get question(): LabelQuestion | undefined {
    return this.view?.questions[0];
  }

  /** Whether suggestions are shown at all. */
  get suggests(): boolean {
    return this.session.preferences.suggestions;
  }

  /** What Enter accepts; nothing where no suggestion is in sight. */
  get suggestion(): string | null {
    return this.suggests ? (this.question?.guesses[0]?.label ?? null) : null;
  }

  /** A row may have any number of categories. */
  get several(): boolean {
    return this.session.goal === "tag";
  }

  /** All categories that are suggested: more likely than not. */
  get suggested(): string[] {
    if (!this.suggests) return [];
    if (!this.several) return this.suggestion === null ? [] : [this.suggestion];
    const likely = (this.question?.guesses ?? []).filter(({ probability }) => probability >= 0.5);
    return likely.map(({ label }) => label);
  }

  toggle(name: string) {
    this.chosen = toggled(this.chosen, name);
  }

  /** What Enter keeps: what is chosen, or else what is suggested; nothing where neither is. */
  get confirmed(): string[] | null {
    if (this.chosen.length > 0) return this.chosen;
    return this.suggested.length > 0 ? this.suggested : null;
  }

  /** Takes over what was read. Another row begins with nothing chosen. */
  private show(view: LabelView) {
    if (view.questions[0]?.id !== this.question?.id) this.chosen = [];
    this.view = view;
  }

  private get filter() {
    return { find: this.find.trim() || null };
  }

  private get project(): string {
    return this.session.project?.id ?? "";
  }

  /** Reads what is to be shown; `data` is what made it necessary. */
  async read(data: DataSummary | null = null) {
    if (data && data === this.own) return;
    const { project, filter } = this;
    const mine = ++this.asked;
    const view = await this.session.attempt(
      () => this.session.call("label_view", { project, filter }),
      () => this.read(),
    );
    if (view && mine === this.asked) this.show(view);
  }

  /** While the quick head learns: shows what it has learned as soon as it has. */
  async follow() {
    if (this.view?.head.learning && !this.busy) await this.read();
  }

  async answer(answer: LabelAnswer): Promise<boolean> {
    const row = this.question?.id;
    if (row === undefined) return false;
    const { project, filter } = this;
    return this.change(() => this.session.call("label_answer", { project, row, answer, filter }));
  }

  async addCategory(name: string, definition: string | null): Promise<boolean> {
    const { project } = this;
    return this.change(async () => {
      const view = await this.session.call("add_category", { project, name });
      if (!definition) return view;
      return this.session.call("define_category", { project, name, definition });
    });
  }

  async define(name: string, definition: string | null): Promise<boolean> {
    const { project } = this;
    return this.change(() => this.session.call("define_category", { project, name, definition }));
  }

  async askAgain(rows: number[]): Promise<boolean> {
    const { project } = this;
    return this.change(() => this.session.call("ask_again", { project, rows }));
  }

  /** One change at a time: a key pressed twice answers one row. */
  private async change(work: () => Promise<LabelView>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.session.error = null;
    const mine = ++this.asked;
    const view = await this.session.attempt(work);
    if (view && mine === this.asked) this.show(view);
    this.busy = false;
    if (view) await this.summarise();
    return view !== undefined;
  }

  /** The rail and undo follow. */
  private async summarise() {
    const { project } = this;
    const data = await this.session.attempt(() => this.session.call("data_summary", { project }));
    if (!data || this.session.project?.id !== project) return;
    this.own = data;
    this.session.setData(data);
  }
}
