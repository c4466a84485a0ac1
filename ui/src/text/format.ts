// One fixed locale: with the system language "C", WebKit reports a language that `Intl` refuses.
const LOCALE = "en-GB";
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat(LOCALE, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const clock = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short" });

/** 1,205 */
export function count(value: number): string {
  return whole.format(value);
}

/** "1 row", "1,205 rows" */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** A share from 0 to 1 as "91%". */
export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** A share as "under 1%" and "over 99%" where rounding would claim certainty. */
export function confidence(share: number): string {
  if (share > 0 && share < 0.005) return "under 1%";
  if (share < 1 && share > 0.995) return "over 99%";
  return percent(share);
}

/** A share from 0 to 1 as the 92 of "92 of 100". */
export function ofHundred(share: number): number {
  return Math.round(share * 100);
}

/** "512 bytes", "84 KB", "4.3 MB", "2.6 GB" */
export function bytes(value: number): string {
  if (value < 1000) return plural(value, "byte");
  if (value < 1e6) return `${whole.format(value / 1e3)} KB`;
  if (value < 1e9)
    return `${value < 1e7 ? oneDecimal.format(value / 1e6) : whole.format(value / 1e6)} MB`;
  return `${oneDecimal.format(value / 1e9)} GB`;
}

/** "22.7 million" */
export function bigCount(value: number): string {
  if (value < 1e6) return whole.format(value);
  if (value < 1e9) return `${oneDecimal.format(value / 1e6)} million`;
  return `${oneDecimal.format(value / 1e9)} billion`;
}

/** How long something takes, in words; seconds are named only below one minute. */
export function duration(seconds: number): string {
  const rounded = Math.max(0, seconds);
  if (rounded < 8) return "a few seconds";
  if (rounded < 55) return `${Math.round(rounded / 10) * 10 || 10} seconds`;
  const minutes = Math.max(1, Math.round(rounded / 60));
  if (minutes < 60) return plural(minutes, "minute");
  if (minutes < 10 * 60) {
    // To five minutes: an estimate of hours is not known more closely.
    const fives = Math.round(minutes / 5) * 5;
    const rest = fives % 60;
    const hours = plural(Math.floor(fives / 60), "hour");
    return rest === 0 ? hours : `${hours} ${rest} minutes`;
  }
  return plural(Math.round(minutes / 60), "hour");
}

/** "about 6 minutes", "a few seconds" */
export function about(seconds: number): string {
  const words = duration(seconds);
  return words.startsWith("a ") ? words : `about ${words}`;
}

/** "just now", "3 minutes ago" */
export function ago(seconds: number): string {
  if (seconds < 60) return "just now";
  return `${duration(seconds)} ago`;
}

/** A moment, given in seconds since 1970: "Today, 09:40", "12 Nov". */
export function moment(seconds: number, now: Date = new Date()): string {
  const date = new Date(seconds * 1000);
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  if (date.getTime() >= midnight) return `Today, ${clock.format(date)}`;
  if (date.getTime() >= midnight - 86_400_000) return `Yesterday, ${clock.format(date)}`;
  return day.format(date);
}

export function timeOfDay(seconds: number): string {
  return clock.format(new Date(seconds * 1000));
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

/** "a, b and c" */
export function list(names: string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
