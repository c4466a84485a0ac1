import type { ProjectCard } from "../../backend/types.gen";

/** What a person wants of a project, where more has to be said or shown. */
export interface Asked {
  what: "rename" | "copy" | "export" | "remove";
  card: ProjectCard;
}

/** A name for the copy of a project that no other has. `name` is told the number, empty at first. */
export function copyName(
  card: ProjectCard,
  others: ProjectCard[],
  name: (original: string, number: string) => string,
): string {
  const taken = new Set(others.map((other) => other.name));
  // A project's name has 200 letters at most, of which some are needed for what is added.
  const original = [...card.name].slice(0, 170).join("");
  let number = 1;
  while (taken.has(name(original, number === 1 ? "" : String(number)))) number++;
  return name(original, number === 1 ? "" : String(number));
}
