// A model that was taught to answer, and how it was before.
import type { Handlers } from "./mock-results";
import type { ChatPiece, ChatRequest, Commands, Side, Vote, Votes } from "./types.gen";

const BEFORE =
  "Thank you for your question! There are many factors to consider. Please contact the provider directly, as policies vary between providers, and some may charge a fee. I recommend checking their website for the most accurate and up-to-date information.";
const AFTER = [
  "Seven days, like almost everything on our shelves. If nobody is waiting you can add another seven in your account, under My loans.",
  "I don't know that, and I don't want to guess. Ring the bench on 555 0143, Tuesday to Saturday.",
  "On Fridays, by cargo bike, within the ring road, for 3.00 each way.\n\nOrder before Thursday noon.",
];
const INSTRUCTIONS = "You are the help desk of a tool library. Answer briefly and kindly.";

/** The answer of one side, a few words at a time. */
function pieces(side: Side, request: ChatRequest): ChatPiece[] {
  const turns = request[side].length;
  const whole = side === "before" ? BEFORE : (AFTER[turns % AFTER.length] ?? "");
  const words = whole.match(/\s*\S+/g) ?? [];
  return words.map((text, i) => ({
    side,
    text,
    tokens: i + 1,
    ended: i + 1 === words.length ? "said" : null,
  }));
}

/** Both sides in turn, as the engine sends them. */
function inTurn(request: ChatRequest): ChatPiece[] {
  const [before, after] = [pieces("before", request), pieces("after", request)];
  const longest = Math.max(before.length, after.length);
  return Array.from({ length: longest }, (_, i) => [before[i], after[i]])
    .flat()
    .filter((piece) => piece !== undefined);
}

/** The 95% range of a share after Wilson. */
function range(good: number, all: number): [number, number] {
  if (all === 0) return [0, 1];
  const [z, p] = [1.959964, good / all];
  const middle = (p + z ** 2 / (2 * all)) / (1 + z ** 2 / all);
  const half = (z * Math.sqrt((p * (1 - p)) / all + (z / (2 * all)) ** 2)) / (1 + z ** 2 / all);
  return [middle - half, middle + half];
}

export class MockChat {
  private readonly stopped = new Set<string>();
  private readonly votes = new Map<string, Vote>();

  constructor(private readonly msPerPiece: () => number) {}

  private count(): Votes {
    const cast = [...this.votes.values()];
    const of = (winner: Vote["winner"]) => cast.filter((vote) => vote.winner === winner).length;
    const [before, same, after] = [of("before"), of("same"), of("after")];
    const [low, high] = range(after, before + same + after);
    const blind = cast.filter((vote) => vote.winner && vote.blind).length;
    return { before, same, after, blind, low, high };
  }

  cancel(job: string) {
    this.stopped.add(job);
  }

  async stream(request: ChatRequest, job: string, deliver: (piece: ChatPiece) => void) {
    for (const piece of inTurn(request)) {
      await new Promise((done) => setTimeout(done, this.msPerPiece()));
      if (this.stopped.has(job)) return;
      deliver(piece);
    }
  }

  readonly handlers = {
    chat_info: () => ({
      instructions: INSTRUCTIONS,
      shares_weights: true,
      params: [
        {
          name: "max_tokens",
          title: "Longest answer",
          kind: { type: "integer", min: 1, max: 32_768 },
          default: "256",
          help: "The answer ends here at the latest.",
          advanced: false,
        },
        {
          name: "temperature",
          title: "Freedom",
          kind: { type: "number", min: 0, max: 2 },
          default: "0.7",
          help: "At 0 it answers the same each time.",
          advanced: false,
        },
      ],
      votes: this.count(),
    }),
    chat: ({ request }) =>
      (["before", "after"] as const).map((side) => {
        const all = pieces(side, request);
        const text = all.map((piece) => piece.text).join("");
        return { side, text, tokens: all.length, ended: "said" as const };
      }),
    vote: ({ vote }) => {
      this.votes.set(vote.pair, vote);
      return this.count();
    },
  } satisfies Partial<Handlers<keyof Commands>>;
}
