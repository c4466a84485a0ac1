// Values of declared parameters, as typed.
import type { MethodInfo, Param, PresetInfo, Settings } from "../backend/types.gen";
import { text } from "../text";

/** What is wrong with a typed value, as the remedy; null when it is fine. */
export function paramError(param: Param, value: string): string | null {
  const { kind } = param;
  // An untouched default is the engine's own ("auto" for a number, say), so it is always fine.
  if (value === param.default) return null;
  switch (kind.type) {
    case "integer": {
      const [min, max] = [Number(kind.min), Number(kind.max)];
      const fits = /^-?\d+$/.test(value) && Number(value) >= min && Number(value) <= max;
      return fits ? null : text.train.wholeNumber(min, max);
    }
    case "number": {
      const number = value.trim() === "" ? Number.NaN : Number(value);
      const fits = Number.isFinite(number) && number >= kind.min && number <= kind.max;
      return fits ? null : text.train.number(kind.min, kind.max);
    }
    case "switch":
      return value === "true" || value === "false" ? null : text.train.chooseOne;
    case "choice":
      return kind.options.includes(value) ? null : text.train.chooseOne;
    case "list":
      return listed(value).length > 0 ? null : text.train.chooseOne;
  }
}

/** The names in a list value. */
export function listed(value: string): string[] {
  return value
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
}

/** Adds or takes away a name, in the declared order. */
export function toggleListed(value: string, name: string, options: string[]): string {
  const chosen = new Set(listed(value));
  if (!chosen.delete(name)) chosen.add(name);
  return options.filter((option) => chosen.has(option)).join(",");
}

/** What a preset sets for a method, over the declared defaults. */
export function presetValues(
  params: Param[],
  method: MethodInfo | undefined,
  preset: PresetInfo | undefined,
): Settings {
  const values: Settings = {};
  for (const param of params) values[param.name] = param.default;
  Object.assign(values, method && preset ? preset.settings[method.id] : {});
  return values;
}
