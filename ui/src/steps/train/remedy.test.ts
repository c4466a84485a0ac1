import { describe, expect, it } from "vitest";
import type { Param } from "../../backend/types.gen";
import { remedyFor } from "./remedy";

const param = (name: string): Param => ({
  name,
  title: name,
  kind: { type: "number", min: 0, max: 1000 },
  default: "1",
  help: "",
  advanced: true,
});
const params = ["batch_size", "accumulation", "learning_rate"].map(param);
const values = (known: Record<string, string>) => (asked: Param) => known[asked.name] ?? "1";

describe("what helps a run that failed", () => {
  it("halves the examples held in memory and keeps those of a step", () => {
    const remedy = remedyFor("out_of_memory", params, values({ batch_size: "32" }));
    expect(remedy?.settings).toEqual({ batch_size: "16", accumulation: "2" });
    expect(remedy?.value).toBe("16");
  });
  it("cannot halve one example", () => {
    expect(remedyFor("out_of_memory", params, values({ batch_size: "1" }))).toBeNull();
  });
  it("takes a more careful learning rate where the errors jumped", () => {
    const remedy = remedyFor("diverged", params, values({ learning_rate: "0.0005" }));
    expect(remedy?.settings).toEqual({ learning_rate: "0.0002" });
    expect(remedyFor("diverged", params, values({ learning_rate: "1e-7" }))).toBeNull();
  });
  it("knows no setting against a full disk", () => {
    expect(remedyFor("disk_full", params, values({}))).toBeNull();
    expect(remedyFor("out_of_memory", [], values({}))).toBeNull();
  });
});
