import type { Coach } from "../../stores/coach";
import { about, capitalise, count, decimal, percent } from "../format";
import { called } from "./words";

export const train = {
  title: "Train",
  chooseSub: "How much of the model may change? The recommended choice is right for most projects.",
  which: "Which part learns?",
  changes: "changes",
  stays: "stays as it is",
  thorough: "How thorough?",
  advanced: "Advanced",
  backTo: (preset: string) => `Back to ${preset}`,
  changed: "Changed",
  common: "For every method",
  seed: "Seed",
  seedHelp: "Fixes the shuffle, so that two runs can be compared fairly.",
  on: "On",
  time: "Time",
  timeDetail: "at most; it may stop earlier",
  memory: "Memory",
  memoryDetail: (free: string) => `of ${free} free`,
  steps: "Steps",
  stepsDetail: "each learns from a few rows",
  learns: "Learns",
  learnsDetail: (n: string) => `${n} parameters`,
  estimating: "Working it out",
  noEstimate: "No estimate",
  fit: { comfortable: "Comfortable", tight: "Tight", wont_fit: "Won’t fit" },
  fitHint: {
    comfortable: (time: string) => `Runs here, ${time}. You can keep working.`,
    tight: () => "Memory is tight. Close other programs first.",
    wont_fit: () => "Needs more memory than is free. Choose a smaller part or a shorter text.",
  },
  lighter: (value: string) => `Take ${value} examples per step`,
  night: (time: string) => `Learning from all of your examples takes ${time}`,
  fewer: (n: number, time: string) =>
    `Start with ${count(n)} well-chosen ones: ${time}. Attune takes those that differ most, so that every kind is among them.`,
  fewerTake: (n: number) => `Start with ${count(n)}`,
  fewerChosen: (n: number) => `Learns from the ${count(n)} examples that differ most`,
  fewerUndo: "Learn from all",
  start: "Start training",
  startAnyway: "Start anyway",
  starting: "Starting",
  settingWrong: "A setting under Advanced needs another value",
  lastRun: "Last run",
  wholeNumber: (min: number, max: number) => `Give a whole number from ${min} to ${max}`,
  number: (min: number, max: number) => `Give a number from ${min} to ${max}`,
  chooseOne: "Choose at least one",
};

export const run = {
  title: {
    preparing: "Training",
    running: "Training",
    paused: "Training is paused",
    interrupted: "Training was cut off",
    finished: "Training is done",
    failed: "Training stopped",
  },
  sub: (method: string, model: string, preset: string) => `${method} on ${model}, ${preset}`,
  meanwhile: "You can keep using your computer.",
  started: (time: string) => `Started ${time}`,
  preparing: "Getting ready: reading the rows and the starting point",
  choosing: (n: number, done: number, total: number) =>
    `Choosing ${count(n)} examples: ${count(done)} of ${count(total)} read`,
  left: (seconds: number) => `${about(seconds)} left`,
  finished: "Done",
  finishedEarly: "Done, stopped early",
  passOf: (pass: number, passes: number) => `Pass ${pass} of ${passes}`,
  progress: "Training progress",
  loss: "How far off",
  lossTerm: "loss",
  lower: "lower is better",
  f1: (noun: string | null) => `Score on unseen ${noun ?? "rows"}`,
  f1Term: "validation F1",
  higher: "higher is better",
  training: (value: string) => `Training ${value}`,
  validation: (value: string) => `Mock exam ${value}`,
  bestSoFar: (value: string) => `Best so far ${value}`,
  kept: (value: string) => `Kept ${value}`,
  keptStep: (step: number) => `Kept: step ${count(step)}`,
  keptAt: (step: number, value: string) => `Kept: step ${count(step)}, ${value}`,
  majority: (value: string) => `Majority ${value}`,
  majorityTitle: "Always saying the most frequent category",
  quickHead: (value: string) => `As it came ${value}`,
  quickHeadTitle: "The model as it came, with a quick head",
  ofFree: (free: string) => ` of ${free} free`,
  pass: (n: number) => `Pass ${n}`,
  noPoints: "The first points appear soon.",
  lossSentence: (from: string, to: string, validation: string | null) =>
    `Training loss went from ${from} to ${to}${validation ? `; on the mock exam it is ${validation}` : ""}.`,
  f1Sentence: (to: string, best: string | null, head: string | null) =>
    `Validation F1 is ${to}${best ? `, of the version to keep ${best}` : ""}${head ? `; as it came, with a quick head, ${head}` : ""}.`,
  details: "Details",
  columnStep: "Step",
  columnLoss: "Mock exam loss",
  columnF1: "F1",
  columnMicro: "F1 over all",
  columnExact: "Exactly right",
  columnRight: "Right",
  columnTrainLoss: "Training loss",
  columnSpeed: "Tokens/s",
  samples: "How it sorts them now",
  samplesDetail: (noun: string | null) =>
    `${noun ?? "rows"} it has never studied, refreshed at every check`,
  row: "Text",
  now: "Now",
  before: "As it came",
  sure: "Sure",
  isRight: "right",
  isWrong: (label: string) => `wrong, the label is ${label}`,
  facts: "This run",
  speed: "Speed",
  speedValue: (rows: number) => `${rows < 10 ? decimal(rows, 1) : count(rows)} rows a second`,
  memory: "Memory",
  elapsed: "Elapsed",
  best: "Best",
  bestValue: (step: number, f1: number) => `step ${count(step)}, ${percent(f1)}`,
  bestHead: (f1: number) => `quick head, ${percent(f1)}`,
  saved: "Last saved",
  none: "not yet",
  pause: "Pause",
  pausing: "Pausing",
  goOn: "Go on",
  stop: "Stop and keep the best",
  stopKeep: (step: number) => `Stop now and keep step ${count(step)}`,
  stopping: "Stopping",
  resume: "Resume training",
  again: "Train again",
  results: "See results",
  safe: "Every check is saved. If the power goes out, nothing is lost.",
  interruptedWhat: "The training was cut off. Nothing is lost.",
  interruptedAdvice: "Resume it: it goes on from the last saved step.",
  interruptedUnsaved: "Resume it: it starts over, as nothing had been saved yet.",
  pausedByYou: "You paused it. Memory is kept until you go on or stop.",
  dropped: (n: number, noun: string | null, writes: boolean) =>
    `${called(n, noun)} without ${writes ? "text" : "text or label"} left out`,
  truncated: (n: number, noun: string | null) =>
    `${called(n, noun)} cut at the longest allowed length`,
  remedy: {
    smaller_batch: (value: string) => `Train again with ${value} examples per step`,
    careful_rate: (value: string) => `Train again with a learning rate of ${value}`,
  },
  remedyHelps: {
    smaller_batch: "Fewer examples per step need less memory. That is a new run, from the start.",
    careful_rate: "A more careful learning rate usually helps. That is a new run, from the start.",
  },
  lastGood: (step: number) => `Everything up to step ${count(step)} is safe.`,
};

/** Of a model that writes: how surprised it is falls, where a score would rise. */
function coachWriting(state: Coach): [fact: string, advice: string] | null {
  switch (state.kind) {
    case "preparing":
      return [
        "Getting ready.",
        "Attune looks how surprised the model is as it came, to have something to beat.",
      ];
    case "starting":
      return ["It has begun to learn.", "The first figure comes at the first check."];
    case "learning":
      return state.rises > 1
        ? [
            "Still improving.",
            `Examples it has not studied surprised it less at each of the last ${state.rises} checks. Let it run.`,
          ]
        : [
            "Learning.",
            "Examples it has not studied surprise it almost as little as ever. Let it run.",
          ];
    case "flat":
      return [
        "Levelling off.",
        `Examples it has not studied surprised it no less in the last ${state.checks} checks. The best version is kept.`,
      ];
    default:
      return null;
  }
}

export const coach = (
  state: Coach,
  noun: string | null,
  writes: boolean,
): [fact: string, advice: string] => {
  const writing = writes ? coachWriting(state) : null;
  if (writing) return writing;
  const rows = noun ?? "rows";
  switch (state.kind) {
    case "preparing":
      return ["Getting ready.", "Attune scores the model as it came, to have something to beat."];
    case "starting":
      return ["It has begun to learn.", "The first score comes at the first check."];
    case "learning":
      return state.rises > 1
        ? [
            "Still improving.",
            `The score on ${rows} it has not studied rose in the last ${state.rises} checks. Let it run.`,
          ]
        : [
            "Learning.",
            `The score on ${rows} it has not studied is close to its best. Let it run.`,
          ];
    case "flat":
      return [
        "Levelling off.",
        `No better score in the last ${state.checks} checks. The best version is kept.`,
      ];
    case "memorising":
      return [
        "Starting to memorise.",
        `It now gains only on ${rows} it has studied. ${
          state.keptStep === null
            ? "What it was before training is still the best, and is kept"
            : `The best version, of step ${count(state.keptStep)}, is kept`
        }; you can stop now.`,
      ];
    case "slow":
      return ["Another program is busy.", `${capitalise(about(state.seconds))} longer.`];
    case "unstable":
      return [
        "The errors jump.",
        "A more careful learning rate will help. Stop, and choose a smaller one under Advanced.",
      ];
  }
};
