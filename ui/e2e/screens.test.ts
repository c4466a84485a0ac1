import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { violations } from "./axe";
import { lost } from "./focus";
import { cutOff } from "./layout";
import { moving } from "./motion";
import { unlike } from "./pictures";
import { SCREENS } from "./screens";
import { DEFAULT, enact, openBrowser, openPage } from "./stage";

let browser: Browser;
/** Compares pictures; shows nothing. */
let judge: Page;
/** Pages that wait for the next screen. */
const free: Page[] = [];

/** The page is the same in both themes, but for its colours. */
const THEMES = [
  ["light", "all"],
  ["dark", "colours"],
] as const;
/** The rail is the same on every screen: here the focus goes through it as well. */
const WITH_RAIL = ["data", "result"];

beforeAll(async () => {
  browser = await openBrowser();
  judge = await browser.newPage();
});
afterAll(() => browser.close());

// Two at a time: each screen is reached once, and then looked at in every way.
it.concurrent.each(SCREENS)("$name", async (screen) => {
  const page = free.pop() ?? (await openPage(browser));
  const problems: string[] = [];
  page.removeAllListeners();
  page.on("pageerror", (error) => problems.push(`threw ${error.message}`));
  page.on("console", (said) => said.type() === "error" && problems.push(`said ${said.text()}`));
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(DEFAULT);
  await enact(page, screen);
  for (const [colorScheme, rules] of THEMES) {
    await page.emulateMedia({ colorScheme });
    problems.push(...(await unlike(page, judge, `${screen.name}-${colorScheme}`)));
    problems.push(...(await violations(page, rules)).map((what) => `${colorScheme}: ${what}`));
  }
  problems.push(...(await moving(page)));
  problems.push(...(await cutOff(page)));
  // A file that hovers lies over everything, and is let go by the pointer.
  if (!screen.path.includes("dragover:"))
    problems.push(...(await lost(page, WITH_RAIL.includes(screen.name))));
  free.push(page);
  expect(problems).toEqual([]);
});
