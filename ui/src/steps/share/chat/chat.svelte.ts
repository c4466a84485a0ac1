import type { ChatInfo, ChatPiece, Message, Side, Votes, Winner } from "../../../backend/types.gen";
import type { Session } from "../../../stores/session.svelte";

/** One side's answer as far as it has come. */
export interface Said {
  text: string;
  /** It goes no further. */
  ended: boolean;
  /** It was cut at its longest. */
  full: boolean;
}

/** A question with both answers. */
export interface Pair {
  id: string;
  question: string;
  before: Said;
  after: Said;
  /** The sides are shuffled while they are hidden, so that neither place gives anything away. */
  left: Side;
  blind: boolean;
  /** A vote was cast, and the names were shown. */
  revealed: boolean;
  winner: Winner | null;
}

export type Choice = "left" | "same" | "right";

const NOTHING: Said = { text: "", ended: false, full: false };
const other = (side: Side): Side => (side === "before" ? "after" : "before");
let made = 0;

/** A conversation with both sides of a run's model. */
export class Chat {
  info = $state.raw<ChatInfo | null>(null);
  votes = $state.raw<Votes | null>(null);
  pairs = $state<Pair[]>([]);
  question = $state("");
  instructions = $state("");
  temperature = $state(0.7);
  maxTokens = $state(256);
  blind = $state(true);
  busy = $state(false);
  /** Words a second of both sides together, of the last answers. */
  speed = $state<number | null>(null);
  /** The model goes on with a text, instead of answering. */
  goesOn = $state(false);
  private run = "";
  private job: string | null = null;

  constructor(
    private readonly session: Session,
    private readonly random: () => number = Math.random,
  ) {}

  /** Another run answers from now on; what was said with the one before is gone from sight. */
  async become(run: string, goesOn = false) {
    const project = this.session.project?.id;
    if (!project || run === this.run) return;
    await this.stop();
    this.run = run;
    this.goesOn = goesOn;
    this.renew();
    this.info = null;
    await this.learn(project, run);
  }

  /** What there is to know of the run that answers. */
  private async learn(project: string, run: string) {
    const ask = () => this.session.call("chat_info", { project, run });
    const info = await this.session.attempt(ask, () => this.learn(project, run));
    if (!info || run !== this.run) return;
    this.info = info;
    this.votes = info.votes;
    this.instructions = info.instructions;
    const declared = (name: string) =>
      Number(info.params.find((param) => param.name === name)?.default);
    this.temperature = declared("temperature");
    this.maxTokens = declared("max_tokens");
  }

  /** Begins a new conversation. */
  renew() {
    this.pairs = [];
    this.speed = null;
  }

  get canAsk(): boolean {
    return !!this.info && !this.busy && this.question.trim() !== "";
  }

  /** The last pair, once both answers have ended. */
  get open(): Pair | null {
    const last = this.pairs.at(-1);
    return last && !this.busy ? last : null;
  }

  /** Takes the question with a corrected answer into the examples. */
  async correct(pair: Pair, answer: string): Promise<boolean> {
    const project = this.session.project?.id;
    if (!project) return false;
    const messages: Message[] = this.instructions.trim()
      ? [{ role: "system", content: this.instructions.trim() }]
      : [];
    // Turns before it are told as the tuned side said them.
    const at = this.pairs.findIndex((known) => known.id === pair.id);
    for (const { question, after } of this.pairs.slice(0, Math.max(at, 0))) {
      messages.push({ role: "user", content: question });
      messages.push({ role: "assistant", content: after.text.trim() });
    }
    messages.push({ role: "user", content: pair.question });
    messages.push({ role: "assistant", content: answer.trim() });
    const said = messages.filter((turn) => turn.content !== "");
    const done = await this.session.attempt(async () => {
      const data = await this.session.call("add_written", {
        project,
        goal: "chat",
        messages: said,
      });
      this.session.setData(data);
      await this.session.refresh();
      return true;
    });
    return done === true;
  }

  private conversation(side: Side): Message[] {
    return this.pairs.flatMap((pair) => {
      const answer = pair[side];
      const question: Message = { role: "user", content: pair.question };
      return answer.ended ? [question, { role: "assistant", content: answer.text }] : [question];
    });
  }

  async ask() {
    const project = this.session.project?.id;
    if (!project || !this.canAsk) return;
    const { run } = this;
    const id = `pair-${Date.now()}-${made++}`;
    const left: Side = this.blind && this.random() < 0.5 ? "after" : "before";
    const question = this.question.trim();
    this.pairs.push({
      id,
      question,
      before: { ...NOTHING },
      after: { ...NOTHING },
      left,
      blind: this.blind,
      revealed: false,
      winner: null,
    });
    this.question = "";
    this.session.error = null;
    const request = {
      instructions: this.instructions,
      before: this.conversation("before"),
      after: this.conversation("after"),
      settings: { temperature: String(this.temperature), max_tokens: String(this.maxTokens) },
    };
    this.busy = true;
    this.job = id;
    const began = performance.now();
    const done = await this.session.attempt(async () => {
      const hear = (piece: ChatPiece) => this.hear(id, piece);
      await this.session.backend.chat(project, run, request, id, hear);
      return true;
    });
    this.settle(id, done === true, question, (performance.now() - began) / 1000);
  }

  private hear(id: string, piece: ChatPiece) {
    const said = this.pairs.find((pair) => pair.id === id)?.[piece.side];
    if (!said) return;
    said.text += piece.text;
    if (piece.ended) {
      said.ended = true;
      said.full = piece.ended === "full";
    }
  }

  /** Answers that were stopped stand as they are; a question that failed goes back to its field. */
  private settle(id: string, done: boolean, question: string, seconds: number) {
    if (this.job === id) {
      this.job = null;
      this.busy = false;
    }
    const pair = this.pairs.find((known) => known.id === id);
    if (!pair) return;
    if (!done && !pair.before.text && !pair.after.text) {
      this.pairs = this.pairs.filter((known) => known.id !== id);
      this.question ||= question;
      return;
    }
    const words = `${pair.before.text} ${pair.after.text}`.trim().split(/\s+/).length;
    this.speed = seconds > 0 ? words / seconds : null;
    for (const said of [pair.before, pair.after]) said.ended = true;
  }

  async stop() {
    const { job } = this;
    if (job) await this.session.call("cancel", { job }).catch(() => null);
  }

  /** What stands on one side of a pair. */
  at(pair: Pair, place: "left" | "right"): Side {
    return place === "left" ? pair.left : other(pair.left);
  }

  /** Names are shown once they can no longer lead the vote. */
  named(pair: Pair): boolean {
    return !pair.blind || pair.revealed;
  }

  chosen(pair: Pair): Choice | null {
    if (pair.winner === null || pair.winner === "same") return pair.winner;
    return pair.winner === pair.left ? "left" : "right";
  }

  /** The better side of a pair; the same choice again takes the vote back. */
  async vote(pair: Pair, choice: Choice) {
    const project = this.session.project?.id;
    if (!project || !pair.before.ended || !pair.after.ended) return;
    const picked: Winner = choice === "same" ? "same" : this.at(pair, choice);
    const winner = picked === pair.winner ? null : picked;
    const { id, question, before, after } = pair;
    // Once the names were shown, a change of mind is no longer blind.
    const blind = pair.blind && !pair.revealed;
    const vote = { pair: id, question, before: before.text, after: after.text, winner, blind };
    await this.session.attempt(async () => {
      this.votes = await this.session.call("vote", { project, run: this.run, vote });
      const known = this.pairs.find((other) => other.id === id);
      if (known) Object.assign(known, { winner, revealed: true });
    });
  }
}
