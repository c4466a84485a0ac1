import type { Named, Words } from "../engine";

/** English comes from the engine itself. */
export const engine: Record<Named, Record<string, Words>> & { sentences: Record<string, string> } =
  {
    methods: {},
    presets: {},
    params: {},
    samples: {},
    models: {},
    formats: {},
    charts: {},
    findings: {},
    kinds: {},
    sentences: {},
  };
