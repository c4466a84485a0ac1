import { text } from "../text";
import type { Phase } from "./run";
import type { Session } from "./session.svelte";
import type { RunWatch } from "./watch.svelte";

/** Sends a message of the system when a run that was watched ends while one is elsewhere. */
export function announcer(
  session: Session,
  elsewhere: () => boolean = () => document.hidden || !document.hasFocus(),
): (watch: RunWatch | null, phase: Phase | undefined) => void {
  let before: { watch: RunWatch | null; active: boolean } = { watch: null, active: false };
  return (watch, phase) => {
    const ended = watch !== null && before.watch === watch && before.active && !watch.active;
    before = { watch, active: watch?.active ?? false };
    if (!ended || !phase || !session.preferences.notifications || !elsewhere()) return;
    const name = session.project?.name ?? "";
    const title = phase === "finished" ? text.app.trained : text.app.trainingStopped;
    // Where the system has no messages there is nothing to say about it either.
    session.backend.notify(title, name).catch(() => null);
  };
}
