// The one line under each step in the rail: what was decided, or what is to do.
import { text } from "../text";
import { LEAST } from "./fall";
import { sorts } from "./goals";
import { progress } from "./run";
import type { Session, Step } from "./session.svelte";

export function stepFact(session: Session, step: Step): string {
  switch (step) {
    case "data": {
      const data = session.project?.data;
      if (!data) return text.rail.dataEmpty;
      return sorts(data.goal)
        ? text.rail.dataFact(data.rows, session.noun)
        : text.writing.dataFact(data.goal, data.rows);
    }
    case "setup":
      return session.dataReady ? session.modelTitle(session.plan.model) : text.rail.setupTodo;
    case "train":
      return trainFact(session);
    case "evaluate":
      return evaluateFact(session);
    case "share":
      return text.rail.shareTodo;
  }
}

function trainFact(session: Session): string {
  const watch = session.watch;
  if (!watch) return text.rail.trainTodo;
  const { phase } = watch;
  if (phase === "preparing" || phase === "running") {
    return text.rail.trainRunning(progress(watch.view));
  }
  if (phase !== "finished") return text.rail.trainState[phase];
  if (watch.card.from_earlier_data) return text.rail.earlier;
  const { method, preset } = watch.card;
  return text.rail.trainDone(session.methodTitle(method), session.presetTitle(preset));
}

function evaluateFact(session: Session): string {
  const run = session.resultRun;
  if (!run) return text.rail.evaluateTodo;
  if (run.from_earlier_data) return text.rail.earlier;
  const share = session.resultShare;
  if (share === null) return text.rail.evaluateTodo;
  if (sorts(run.task)) return text.rail.evaluateFact(share);
  return share > LEAST ? text.writing.less(share) : text.writing.notLess;
}
