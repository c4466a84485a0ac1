import { afterEach, describe, expect, it } from "vitest";
import * as format from "./format";
import { language, speak } from "./language.svelte";

afterEach(() => speak("en"));

describe("times in words", () => {
  it.each([
    [0, "a few seconds"],
    [7, "a few seconds"],
    [12, "about 10 seconds"],
    [44, "about 40 seconds"],
    [56, "about 1 minute"],
    [89, "about 1 minute"],
    [91, "about 2 minutes"],
    [360, "about 6 minutes"],
    [3599, "about 1 hour"],
    [4800, "about 1 hour 20 minutes"],
    [7200, "about 2 hours"],
    [60 * 60 * 30, "about 30 hours"],
  ])("%d s is %s", (seconds, words) => {
    expect(format.about(seconds)).toBe(words);
  });
  it("names no seconds from one minute on", () => {
    for (let seconds = 60; seconds < 20_000; seconds += 7)
      expect(format.about(seconds)).not.toContain("second");
  });
  it("says how long ago", () => {
    expect(format.ago(5)).toBe("just now");
    expect(format.ago(300)).toBe("5 minutes ago");
  });
  it("dates by the day", () => {
    const now = new Date(2026, 10, 23, 12, 0);
    const at = (...parts: [number, number, number, number, number]) =>
      new Date(...parts).getTime() / 1000;
    expect(format.moment(at(2026, 10, 23, 9, 40), now)).toBe("Today, 09:40");
    expect(format.moment(at(2026, 10, 22, 23, 5), now)).toBe("Yesterday, 23:05");
    expect(format.moment(at(2026, 10, 12, 9, 0), now)).toBe("12 Nov");
  });
});

describe("numbers in words", () => {
  it("groups, counts and shares", () => {
    expect(format.count(1205)).toBe("1,205");
    expect(format.plural(1, "row")).toBe("1 row");
    expect(format.plural(1205, "row")).toBe("1,205 rows");
    expect(format.ofHundred(0.917)).toBe(92);
  });
  it("never claims certainty by rounding", () => {
    expect(format.confidence(0.999)).toBe("over 99%");
    expect(format.confidence(0.001)).toBe("under 1%");
    expect(format.confidence(1)).toBe("100%");
    expect(format.confidence(0)).toBe("0%");
  });
  it("sizes", () => {
    expect(format.bytes(812)).toBe("812 bytes");
    expect(format.bytes(84_000)).toBe("84 KB");
    expect(format.bytes(4_300_000)).toBe("4.3 MB");
    expect(format.bytes(9_400_000_000)).toBe("9.4 GB");
    expect(format.bigCount(22_713_216)).toBe("22.7 million");
  });
  it("names a project after its file", () => {
    expect(format.projectName("patient-messages_2025.csv")).toBe("Patient messages 2025");
    expect(format.projectName(".csv")).toBe(".csv");
  });
  it("lists", () => {
    expect(format.list(["a", "b", "c"])).toBe("a, b and c");
    expect(format.list([])).toBe("");
  });
});

describe("German", () => {
  it("writes numbers with a point for thousands and a comma for decimals", () => {
    speak("de");
    expect(format.count(1205)).toBe("1.205");
    expect(format.decimal(0.255, 2)).toBe("0,26");
    expect([format.amount(1.5), format.amount(2)]).toEqual(["1,5", "2"]);
    expect(format.percent(0.914)).toBe("91\u00a0%");
    expect(format.confidence(0.999)).toBe("über 99\u00a0%");
    expect(format.bytes(4_300_000)).toBe("4,3 MB");
    expect(format.bigCount(22_713_216)).toBe("22,7 Millionen");
    expect(format.list(["a", "b", "c"])).toBe("a, b und c");
  });
  it("says times", () => {
    speak("de");
    expect(format.about(7)).toBe("wenige Sekunden");
    expect(format.about(56)).toBe("etwa 1 Minute");
    expect(format.about(4800)).toBe("etwa 1 Stunde 20 Minuten");
    expect(format.ago(300)).toBe("vor 5 Minuten");
    const now = new Date(2026, 10, 23, 12, 0);
    const at = (...parts: [number, number, number, number, number]) =>
      new Date(...parts).getTime() / 1000;
    expect(format.moment(at(2026, 10, 23, 9, 40), now)).toBe("Heute, 09:40");
    expect(format.moment(at(2026, 10, 12, 9, 0), now)).toBe("12. Nov.");
  });
});

it("speaks what the system does, as far as it can", () => {
  speak("system", ["de-AT", "en"]);
  expect(language()).toBe("de");
  speak("system", ["fr-FR", "de"]);
  expect(language()).toBe("de");
  speak("system", ["fr-FR"]);
  expect(language()).toBe("en");
  speak("system", ["C"]);
  expect(language()).toBe("en");
  speak("de");
  expect(language()).toBe("de");
});
