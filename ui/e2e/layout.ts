// Nothing may need scrolling sideways, and no control may be cut off where nothing scrolls to it.
import type { Page } from "playwright-core";
import { SMALLEST } from "./stage";

/** The smallest window; the first window at 200%; the smallest at 200%. */
const SIZES = [SMALLEST, { width: 640, height: 400 }, { width: 480, height: 320 }];

export async function cutOff(page: Page): Promise<string[]> {
  const problems: string[] = [];
  for (const size of SIZES) {
    await page.setViewportSize(size);
    // Tables whose rows are drawn as they come into sight settle within two frames.
    await page.evaluate(() => new Promise((done) => setTimeout(done, 50)));
    const found = await page.evaluate(look);
    problems.push(...found.map((what) => `${size.width}x${size.height}: ${what}`));
  }
  return problems;
}

/** Runs in the page. What holds a table of data may scroll sideways by itself. */
function look(): string[] {
  const named = (element: Element) => {
    const { tagName, className } = element;
    const id = element.getAttribute("data-testid") ?? element.textContent?.trim().slice(0, 40);
    return `${tagName.toLowerCase()}.${String(className).split(" ")[0]} "${id}"`;
  };
  const scrolls = (element: Element, axis: "X" | "Y") =>
    ["auto", "scroll"].includes(getComputedStyle(element)[`overflow${axis}`]);
  const excused = (element: Element) =>
    element.closest("table") !== null || element.querySelector(":scope > table") !== null;
  const problems: string[] = [];

  for (const element of document.querySelectorAll("body, body *")) {
    if (excused(element) || element.scrollWidth <= element.clientWidth + 1) continue;
    if (element === document.body || scrolls(element, "X"))
      problems.push(`${named(element)} scrolls sideways`);
  }
  const controls = "button, a[href], input, select, textarea, [tabindex='0']";
  for (const control of document.querySelectorAll(controls)) {
    const box = control.getBoundingClientRect();
    if (box.width < 2 || !control.checkVisibility({ visibilityProperty: true })) continue;
    const reach = { X: false, Y: false };
    for (let around = control.parentElement; around; around = around.parentElement) {
      const frame = around.getBoundingClientRect();
      for (const axis of ["X", "Y"] as const) {
        if (reach[axis]) continue;
        reach[axis] = scrolls(around, axis);
        if (reach[axis] || getComputedStyle(around)[`overflow${axis}`] === "visible") continue;
        const [from, to] =
          axis === "X" ? (["left", "right"] as const) : (["top", "bottom"] as const);
        if (box[from] < frame[from] - 1 || box[to] > frame[to] + 1)
          problems.push(`${named(control)} is cut off by ${named(around)}`);
      }
      if (getComputedStyle(around).position === "fixed") break;
    }
  }
  return [...new Set(problems)];
}
