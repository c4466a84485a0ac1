// Tab through a screen in the smallest window: wherever the focus goes, it shows, and nothing lies
// over it.
import type { Page } from "playwright-core";
import { SMALLEST } from "./stage";

const MOST = 70;
const AROUND = 60;
/** Kinds of control whose ring has been looked at; one look at each is enough. */
const seen = new Set<string>();

interface Stop {
  name: string;
  kind: string;
  problems: string[];
  first: boolean;
  box: { x: number; y: number; width: number; height: number };
}

/** Once round, from where the screen itself puts the focus, to the end of the page. */
export async function lost(page: Page, railToo: boolean): Promise<string[]> {
  await page.setViewportSize(SMALLEST);
  const problems: string[] = [];
  await page.evaluate(() => Object.assign(window, { focusStops: new WeakSet() }));
  for (let i = 0; i < MOST; i++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(look);
    if (stop === null && railToo) continue;
    if (!stop?.first) break;
    problems.push(...stop.problems.map((what) => `focus on ${stop.name} ${what}`));
    if (stop.problems.length > 0 || seen.has(stop.kind)) continue;
    seen.add(stop.kind);
    if (!(await rings(page, stop))) problems.push(`focus on ${stop.name} does not show`);
  }
  return problems;
}

/** Runs in the page: what has the focus, null for nothing. */
function look(): Stop | null {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const stops = (window as unknown as { focusStops: WeakSet<Element> }).focusStops;
  const first = !stops.has(element);
  stops.add(element);
  const id = element.getAttribute("data-testid") ?? element.textContent?.trim().slice(0, 40);
  // What is too small to see (a radio in its card) shows on what is around it.
  let shown = element;
  while (shown.getBoundingClientRect().width < 14 && shown.parentElement)
    shown = shown.parentElement;
  const card = element.matches("input[type=radio]") && element.closest("label");
  if (card) shown = card;
  const box = shown.getBoundingClientRect();
  const problems: string[] = [];
  for (let around = shown.parentElement; around; around = around.parentElement) {
    const { overflowY } = getComputedStyle(around);
    const frame = around.getBoundingClientRect();
    if (overflowY === "visible" || box.height > frame.height) continue;
    if (box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
      problems.push(`is out of sight in ${around.tagName.toLowerCase()}.${around.className}`);
  }
  // Of sliders laid over one another only the thumbs can be hit.
  const hit = getComputedStyle(element).pointerEvents !== "none";
  const at = document.elementFromPoint(
    Math.min(innerWidth - 1, Math.max(0, box.x + box.width / 2)),
    Math.min(innerHeight - 1, Math.max(0, box.y + Math.min(box.height, innerHeight - box.y) / 2)),
  );
  if (hit && at && !shown.contains(at) && !at.contains(shown))
    problems.push(`lies under ${at.tagName.toLowerCase()}.${at.className}`);
  const { tagName, className } = element;
  const kind = `${tagName} ${className} ${element.getAttribute("type")} in ${shown.parentElement?.className}`;
  const { x, y, width, height } = box;
  return {
    name: `${tagName.toLowerCase()} "${id}"`,
    kind,
    problems,
    first,
    box: { x, y, width, height },
  };
}

/** Whether the pixels around a control change when the focus leaves it. */
async function rings(page: Page, { box }: Stop): Promise<boolean> {
  // The ring of a button that stands for its whole card lies around the card.
  const [x, y] = [Math.max(0, box.x - AROUND), Math.max(0, box.y - AROUND)];
  const width = Math.min(SMALLEST.width, box.x + box.width + AROUND) - x;
  const height = Math.min(SMALLEST.height, box.y + box.height + AROUND) - y;
  const options = { clip: { x, y, width, height }, animations: "disabled", caret: "hide" } as const;
  const focused = await page.screenshot(options);
  await page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    Object.assign(window, { lastFocus: element });
    element.blur();
  });
  const blurred = await page.screenshot(options);
  await page.evaluate(() =>
    (window as unknown as { lastFocus: HTMLElement }).lastFocus.focus({ preventScroll: true }),
  );
  return !focused.equals(blurred);
}
