import type { Comparison } from "../../backend/types.gen";

export interface SettingStep {
  name: string;
  title: string;
  from: string;
  to: string;
}
export interface RecallStep {
  label: string;
  from: number;
  to: number;
}

/** Smaller moves of a category are told by the table, not in words. */
const WORTH_TELLING = 0.05;
const MOST = 3;

/** What sets two of the compared runs apart: settings, and categories that moved the most. */
export function changesBetween(
  { runs, changes }: Pick<Comparison, "runs" | "changes">,
  from: string,
  to: string,
): { settings: SettingStep[]; recalls: RecallStep[] } {
  const [i, j] = [from, to].map((id) => runs.findIndex((entry) => entry.run.id === id));
  const old = new Map(runs[i ?? -1]?.per_class.map((score) => [score.label, score.recall]));
  const settings = changes
    .map(({ name, title, values }) => ({
      name,
      title,
      from: values[i ?? -1] ?? "",
      to: values[j ?? -1] ?? "",
    }))
    .filter((step) => step.from !== step.to);
  const recalls = (runs[j ?? -1]?.per_class ?? [])
    .flatMap(({ label, recall, support }) => {
      const before = old.get(label);
      return before === undefined || support === 0 ? [] : { label, from: before, to: recall };
    })
    .filter((step) => Math.abs(step.to - step.from) >= WORTH_TELLING)
    .toSorted((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from))
    .slice(0, MOST);
  return { settings, recalls };
}
