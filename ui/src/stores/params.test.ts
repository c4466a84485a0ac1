import { describe, expect, it } from "vitest";
import type { MethodInfo, Param, PresetInfo } from "../backend/types.gen";
import { paramError, presetValues, toggleListed } from "./params";

function param(kind: Param["kind"], value = ""): Param {
  return { name: "p", title: "P", kind, default: value, help: "", advanced: true };
}

describe("declared parameters", () => {
  it("checks whole numbers against the range", () => {
    const rank = param({ type: "integer", min: 1, max: 64 }, "8");
    expect(paramError(rank, "8")).toBeNull();
    expect(paramError(rank, "64")).toBeNull();
    for (const wrong of ["0", "65", "1.5", "", "ten", "1e2"]) {
      expect(paramError(rank, wrong)).toContain("from 1 to 64");
    }
  });
  it("takes numbers as they are typed", () => {
    const rate = param({ type: "number", min: 0, max: 1 });
    for (const fine of ["5e-5", "0", "1", ".5"]) expect(paramError(rate, fine)).toBeNull();
    for (const wrong of ["-0.1", "1.1", " ", "NaN", "Infinity"])
      expect(paramError(rate, wrong)).not.toBeNull();
  });
  it("leaves a default alone that is a word of the engine's own", () => {
    expect(paramError(param({ type: "integer", min: 1, max: 64 }, "auto"), "auto")).toBeNull();
  });
  it("keeps lists in the declared order, and never empty", () => {
    const options = ["query", "key", "value"];
    expect(toggleListed("value,query", "key", options)).toBe("query,key,value");
    expect(toggleListed("query,value", "query", options)).toBe("value");
    expect(paramError(param({ type: "list", options }, "query"), "")).not.toBeNull();
  });
  it("lays the preset over the defaults", () => {
    const method = { id: "lora" } as MethodInfo;
    const preset = { settings: { lora: { p: "4" } } } as unknown as PresetInfo;
    const declared = [param({ type: "integer", min: 1, max: 9 }, "3")];
    expect(presetValues(declared, method, preset)).toEqual({ p: "4" });
    expect(presetValues(declared, { id: "full" } as MethodInfo, preset)).toEqual({ p: "3" });
  });
});
