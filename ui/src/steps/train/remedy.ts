import type { Code, Param, Settings } from "../../backend/types.gen";

export interface Remedy {
  kind: "smaller_batch" | "careful_rate";
  settings: Settings;
  /** The value to try next, as it would be typed. */
  value: string;
}

/** A gentler learning rate than this would hardly learn. */
const LEAST_RATE = 1e-7;

/** Changes to the settings that help with what ended a run; null where none would. */
export function remedyFor(
  code: Code | null,
  params: readonly Param[],
  value: (param: Param) => string,
): Remedy | null {
  const now = (name: string) => {
    const param = params.find((other) => other.name === name);
    return param ? Number(value(param)) : Number.NaN;
  };
  if (code === "out_of_memory") {
    const [batch, groups] = [now("batch_size"), now("accumulation")];
    if (!(batch > 1)) return null;
    const half = String(Math.floor(batch / 2));
    // Twice the groups keep what a step learns from the same.
    const settings: Settings = { batch_size: half };
    if (Number.isFinite(groups)) settings.accumulation = String(groups * 2);
    return { kind: "smaller_batch", settings, value: half };
  }
  if (code === "diverged") {
    const rate = now("learning_rate");
    if (!(rate / 3 >= LEAST_RATE)) return null;
    const careful = String(Number((rate / 3).toPrecision(1)));
    return { kind: "careful_rate", settings: { learning_rate: careful }, value: careful };
  }
  return null;
}
