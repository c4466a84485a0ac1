// Words that numbers and times are said with. They stand apart from the catalogue because the
// catalogue itself is written with them.
import type { Language } from "./language.svelte";

type Counted = readonly [one: string, many: string];

export interface Units {
  fewSeconds: string;
  second: Counted;
  minute: Counted;
  hour: Counted;
  byte: Counted;
  about: (time: string) => string;
  ago: (time: string) => string;
  justNow: string;
  today: string;
  yesterday: string;
  under: string;
  over: string;
  million: string;
  billion: string;
  and: string;
}

const en: Units = {
  fewSeconds: "a few seconds",
  second: ["second", "seconds"],
  minute: ["minute", "minutes"],
  hour: ["hour", "hours"],
  byte: ["byte", "bytes"],
  about: (time) => `about ${time}`,
  ago: (time) => `${time} ago`,
  justNow: "just now",
  today: "Today",
  yesterday: "Yesterday",
  under: "under",
  over: "over",
  million: "million",
  billion: "billion",
  and: "and",
};

const de: Units = {
  fewSeconds: "wenige Sekunden",
  second: ["Sekunde", "Sekunden"],
  minute: ["Minute", "Minuten"],
  hour: ["Stunde", "Stunden"],
  byte: ["Byte", "Bytes"],
  about: (time) => `etwa ${time}`,
  // The dative plural of "Minuten" and "Stunden" is the same word.
  ago: (time) => `vor ${time}`,
  justNow: "gerade eben",
  today: "Heute",
  yesterday: "Gestern",
  under: "unter",
  over: "über",
  million: "Millionen",
  billion: "Milliarden",
  and: "und",
};

export const UNITS: Record<Language, Units> = { en, de };
