import { describe, expect, it } from "vitest";
import { errorDetails, toAppError } from "./errors";

describe("errors", () => {
  it("passes the engine's own through", () => {
    const error = {
      code: "bad_file",
      what: "w",
      where: "x.csv",
      safe: null,
      advice: "a",
      source: null,
    };
    expect(toAppError(error)).toEqual(error);
  });
  it("turns anything else into words, with the cause for support", () => {
    expect(toAppError(new TypeError("boom"))).toMatchObject({
      code: "internal",
      source: "TypeError: boom",
    });
    expect(toAppError("no").source).toBe("no");
    expect(toAppError(undefined).code).toBe("internal");
  });
  it("copies code, place and version", () => {
    const details = errorDetails(toAppError(new Error("boom")), "0.1.0");
    expect(JSON.parse(details)).toMatchObject({
      attune: "0.1.0",
      code: "internal",
      source: "Error: boom",
    });
  });
});
