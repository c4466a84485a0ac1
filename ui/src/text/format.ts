// Numbers and times in the language on show.
import { LOCALES, language } from "./language.svelte";
import { UNITS, type Units } from "./units";

function units(): Units {
  return UNITS[language()];
}

const numbers = new Map<string, Intl.NumberFormat>();

/** A number with exactly so many decimals: 1,205 and 0.25, or 1.205 and 0,25. */
export function decimal(value: number, digits: number): string {
  const key = `${language()}/${digits}`;
  let format = numbers.get(key);
  if (!format) {
    const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    format = new Intl.NumberFormat(LOCALES[language()], options);
    numbers.set(key, format);
  }
  return format.format(value);
}

/** A number with as many decimals as it has: 1, 0.5, or 0,5. */
export function amount(value: number): string {
  return new Intl.NumberFormat(LOCALES[language()], { maximumFractionDigits: 6 }).format(value);
}

/** 1,205 */
export function count(value: number): string {
  return decimal(value, 0);
}

/** "1 row", "1,205 rows" */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** A share from 0 to 1 as "91%", in German "91 %" with a space that does not break. */
export function percent(share: number, digits = 0): string {
  const sign = language() === "de" ? "\u00a0%" : "%";
  return decimal(share * 100, digits) + sign;
}

/** A share as "under 1%" and "over 99%" where rounding would claim certainty. */
export function confidence(share: number): string {
  if (share > 0 && share < 0.005) return `${units().under} ${percent(0.01)}`;
  if (share < 1 && share > 0.995) return `${units().over} ${percent(0.99)}`;
  return percent(share);
}

/** A share from 0 to 1 as the 92 of "92 of 100". */
export function ofHundred(share: number): number {
  return Math.round(share * 100);
}

/** "512 bytes", "84 KB", "4.3 MB", "2.6 GB" */
export function bytes(value: number): string {
  if (value < 1000) return plural(value, ...units().byte);
  if (value < 1e6) return `${count(value / 1e3)} KB`;
  if (value < 1e9) return `${decimal(value / 1e6, value < 1e7 ? 1 : 0)} MB`;
  return `${decimal(value / 1e9, 1)} GB`;
}

/** "22.7 million" */
export function bigCount(value: number): string {
  if (value < 1e6) return count(value);
  if (value < 1e9) return `${decimal(value / 1e6, 1)} ${units().million}`;
  return `${decimal(value / 1e9, 1)} ${units().billion}`;
}

/** How long something takes, in words; seconds are named only below one minute. */
export function duration(seconds: number): string {
  const { fewSeconds, second, minute, hour } = units();
  const rounded = Math.max(0, seconds);
  if (rounded < 8) return fewSeconds;
  if (rounded < 55) return plural(Math.round(rounded / 10) * 10 || 10, ...second);
  const minutes = Math.max(1, Math.round(rounded / 60));
  if (minutes < 60) return plural(minutes, ...minute);
  if (minutes < 10 * 60) {
    // To five minutes: an estimate of hours is not known more closely.
    const fives = Math.round(minutes / 5) * 5;
    const rest = fives % 60;
    const hours = plural(Math.floor(fives / 60), ...hour);
    return rest === 0 ? hours : `${hours} ${plural(rest, ...minute)}`;
  }
  return plural(Math.round(minutes / 60), ...hour);
}

/** "about 6 minutes", "a few seconds" */
export function about(seconds: number): string {
  const words = duration(seconds);
  return words === units().fewSeconds ? words : units().about(words);
}

/** "just now", "3 minutes ago" */
export function ago(seconds: number): string {
  if (seconds < 60) return units().justNow;
  return units().ago(duration(seconds));
}

function clock(date: Date): string {
  // Two digits for the hour everywhere, so that times stand under each other.
  const options = { hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(LOCALES[language()], options).format(date);
}

/** A moment, given in seconds since 1970: "Today, 09:40", "12 Nov". */
export function moment(seconds: number, now: Date = new Date()): string {
  const date = new Date(seconds * 1000);
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  if (date.getTime() >= midnight) return `${units().today}, ${clock(date)}`;
  if (date.getTime() >= midnight - 86_400_000) return `${units().yesterday}, ${clock(date)}`;
  return day(seconds);
}

/** "2 Sep" */
export function day(seconds: number): string {
  const options = { day: "numeric", month: "short" } as const;
  return new Intl.DateTimeFormat(LOCALES[language()], options).format(new Date(seconds * 1000));
}

export function timeOfDay(seconds: number): string {
  return clock(new Date(seconds * 1000));
}

export function capitalise(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "patient-messages_2025.csv" becomes "Patient messages 2025". */
export function projectName(fileName: string): string {
  const stem = fileName
    .replace(/\.[^.]+$/, "")
    .replace(/[-_]+/g, " ")
    .trim();
  return capitalise(stem || fileName);
}

/** What a language is called, by its code: "German" for deu. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(LOCALES[language()], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** "a, b and c" */
export function list(names: string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} ${units().and} ${names.at(-1)}`;
}
