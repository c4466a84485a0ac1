import { describe, expect, it } from "vitest";
import { shaded, weightiest } from "./weights";

const pieces = [
  ["My ", 0.002],
  ["mouth ", 0.1],
  ["is ", 0],
  ["so ", -0.05],
  ["dry", 0.4],
] as const;

describe("weights of words", () => {
  it("measures every word against the heaviest", () => {
    const [my, mouth, , so, dry] = shaded(pieces);
    expect(dry).toEqual({ text: "dry", share: 1, against: false });
    expect(mouth?.share).toBeCloseTo(0.25);
    expect(so).toMatchObject({ against: true });
    expect(my?.share).toBe(0);
  });
  it("keeps the text as it was", () => {
    expect(
      shaded(pieces)
        .map((piece) => piece.text)
        .join(""),
    ).toBe("My mouth is so dry");
  });
  it("does not make much of weights that are next to nothing", () => {
    expect(shaded([["a", 0.001]])[0]?.share).toBe(0);
  });
  it("names the weightiest words that spoke for the answer", () => {
    expect(weightiest(pieces)).toEqual(["dry", "mouth"]);
    expect(weightiest(pieces, 1)).toEqual(["dry"]);
  });
});
