import type {
  MethodInfo,
  ModelCard,
  Param,
  PresetInfo,
  Settings,
  TrainingOptions,
  TrainPlan,
} from "../backend/types.gen";
import { optionsInWords } from "./options";
import { paramError, presetValues } from "./params";

/** What Setup and Train collect before a run starts. */
export class PlanDraft {
  model = $state("starter");
  method = $state("");
  preset = $state("");
  seed = $state(42);
  /** What the person changed, over the preset. */
  changes = $state.raw<Settings>({});
  /** What the project asks for, over the preset. */
  given = $state.raw<Settings>({});
  private known = $state.raw<TrainingOptions | null>(null);
  private options = $derived(this.known && optionsInWords(this.known));

  begin(models: ModelCard[], options: TrainingOptions) {
    this.known = options;
    this.changes = {};
    const model = models.find((card) => card.recommended) ?? models[0];
    this.model = model?.id ?? "";
    this.method = recommended(options.methods)?.id ?? "";
    this.preset = recommended(options.presets)?.id ?? "";
  }

  get methodInfo(): MethodInfo | undefined {
    return this.info(this.method);
  }

  private info(method: string): MethodInfo | undefined {
    return this.options?.methods.find((other) => other.id === method);
  }

  get presetInfo(): PresetInfo | undefined {
    return this.options?.presets.find((preset) => preset.id === this.preset);
  }

  /** Parameters of the method first, then those that every method has. */
  get params(): Param[] {
    return this.paramsOf(this.methodInfo);
  }

  private paramsOf(method: MethodInfo | undefined): Param[] {
    const own = method?.params ?? [];
    const names = new Set(own.map((param) => param.name));
    return [...own, ...(this.options?.params ?? []).filter((param) => !names.has(param.name))];
  }

  private get base(): Settings {
    return { ...presetValues(this.params, this.methodInfo, this.presetInfo), ...this.given };
  }

  value(param: Param): string {
    return this.changes[param.name] ?? this.base[param.name] ?? param.default;
  }

  changed(param: Param): boolean {
    return this.changes[param.name] !== undefined;
  }

  get anyChanged(): boolean {
    return this.params.some((param) => this.changed(param));
  }

  set(param: Param, value: string) {
    const { [param.name]: _, ...others } = this.changes;
    this.changes = value === this.base[param.name] ? others : { ...others, [param.name]: value };
  }

  reset() {
    this.changes = {};
  }

  get wrong(): boolean {
    return this.params.some((param) => paramError(param, this.value(param)) !== null);
  }

  get plan(): TrainPlan {
    return this.planWith(this.method);
  }

  /** The same with another method. */
  planWith(method: string): TrainPlan {
    const settings: Settings = {};
    const preset = this.presetInfo?.settings[method];
    for (const param of this.paramsOf(this.info(method))) {
      const value = this.changes[param.name] ?? this.given[param.name] ?? preset?.[param.name];
      if (value !== undefined) settings[param.name] = value;
    }
    return {
      model: this.model,
      method,
      preset: this.preset,
      settings,
      seed: this.seed,
    };
  }
}

function recommended<T extends { recommended: boolean }>(choices: T[]): T | undefined {
  return choices.find((choice) => choice.recommended) ?? choices[0];
}
