// What Ctrl K looks through: projects, screens, the glossary's words.
import { type Session, STEPS } from "../stores/session.svelte";
import { text } from "../text";
import { rank } from "./search";
import { TERMS } from "./terms";

export interface Findable {
  id: string;
  kind: "project" | "screen" | "word";
  name: string;
  also: string;
  icon: string;
  open: () => void;
}

function screens(session: Session): Findable[] {
  const { overlay } = session;
  const steps = STEPS.filter((step) => session.reachable(step)).map((step, i) => ({
    id: `step-${step}`,
    name: text.step[step],
    also: session.project?.name ?? "",
    open: () => session.go(STEPS[i] ?? step),
  }));
  const others = [
    { id: "home", name: text.home.all, open: () => void session.goHome() },
    { id: "settings", name: text.settings.title, open: () => overlay.show("settings") },
    { id: "storage", name: text.storage.title, open: () => overlay.show("storage") },
    { id: "shortcuts", name: text.shortcuts.title, open: () => overlay.show("shortcuts") },
    { id: "glossary", name: text.help.title, open: () => overlay.show("glossary") },
    { id: "quiz", name: text.help.quizTitle, open: () => overlay.show("quiz") },
  ];
  return [...steps, ...others.map((other) => ({ ...other, also: "" }))].map((screen) => ({
    ...screen,
    kind: "screen" as const,
    icon: "ar",
  }));
}

export function findables(session: Session): Findable[] {
  const projects = (session.projects ?? []).map((card) => ({
    id: card.id,
    kind: "project" as const,
    name: card.name,
    also: text.home.status[card.status],
    icon: "sort",
    open: () => void session.open(card.id),
  }));
  const words = TERMS.map((term) => ({
    id: `term-${term}`,
    kind: "word" as const,
    name: text.help.terms[term].term,
    also: text.help.terms[term].also,
    icon: "help",
    open: () => session.overlay.explain(term),
  }));
  return [...projects, ...screens(session), ...words];
}

/** The best answers first; without anything typed, projects and screens. */
export function found(all: Findable[], typed: string, most: number): Findable[] {
  if (!typed.trim()) return all.filter(({ kind }) => kind !== "word").slice(0, most);
  return all
    .map((one) => ({ one, rank: rank(typed, one.name, one.also) }))
    .filter((hit) => hit.rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .slice(0, most)
    .map(({ one }) => one);
}
