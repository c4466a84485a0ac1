import type { Param, TrainingOptions } from "../backend/types.gen";
import { inWords } from "../text/engine";

function paramsInWords(params: Param[]): Param[] {
  return params.map((param) => inWords("params", param.name, param));
}

/** What can be chosen for a training, in the language on show. */
export function optionsInWords(options: TrainingOptions): TrainingOptions {
  return {
    methods: options.methods.map((method) => {
      const said = inWords("methods", method.id, method);
      return { ...said, params: paramsInWords(said.params) };
    }),
    presets: options.presets.map((preset) => inWords("presets", preset.id, preset)),
    params: paramsInWords(options.params),
  };
}
