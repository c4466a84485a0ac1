// From the first start to a saved model without a pointer: only keys are pressed.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { load, openBrowser, openPage, testId } from "./stage";

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  page = await openPage(browser);
});
afterAll(() => browser.close());

const shows = (id: string) => page.locator(testId(id)).first().waitFor();
const press = (key: string) => page.keyboard.press(key);

/** Tab until something has the focus, as whoever looks for it does. */
async function tabTo(id: string, most = 60) {
  await shows(id);
  for (let i = 0; i < most; i++) {
    if (await page.evaluate(has, id)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reaches ${id}`);
}

function has(id: string) {
  const wanted = document.querySelector(`[data-testid="${id}"]`);
  const element = document.activeElement;
  return !!wanted && !!element && (wanted === element || wanted.contains(element));
}

/** Ctrl Enter once the main button can be pressed; it holds what `id` names. */
async function primary(id = "primary") {
  await page.locator(`.foot .btn.pri:not(:disabled)`).waitFor();
  await shows(id);
  await press("Control+Enter");
}

it("leads from home to a saved model by keyboard alone", async () => {
  await load(page, "empty");
  await shows("home-choose-file");
  expect(await page.evaluate(has, "home-choose-file")).toBe(true);
  await press("Enter");

  // Data: the columns can be reached, and were guessed right.
  await tabTo("role-0");
  await primary("import");
  await shows("rows");
  await primary();

  // Setup, then a method and a preset.
  await shows("model-starter");
  await primary();
  await shows("method-lora");
  await tabTo("method-full");
  await press("ArrowUp");
  expect(await checked("method")).not.toBe("full");
  await tabTo("preset-balanced");
  await press("ArrowLeft");
  expect(await checked("preset")).toBe("quick");
  await primary("start");

  // Pause and go on with the space bar, then to the end.
  await shows("pause");
  await page.locator("h1").focus();
  await press("Space");
  await shows("go-on");
  await press("Space");
  await shows("pause");
  await page.clock.runFor(15_000);
  await primary("see-results");

  // A mistake is corrected with one letter.
  await shows("headline");
  await tabTo("page-result");
  await press("ArrowRight");
  await press("Enter");
  await shows("label-wrong");
  const before = await page.locator(testId("mistakes-total")).textContent();
  await press("L");
  await expect.poll(() => page.locator(testId("mistakes-total")).textContent()).not.toBe(before);
  await press("Control+Enter");

  // Share: a text, then the model as files.
  await shows("try-input");
  await tabTo("try-input");
  await page.keyboard.type("Where is my parcel?");
  await press("Enter");
  await shows("try-result");
  await tabTo("page-use");
  await press("ArrowLeft");
  await press("Enter");
  await shows("format-merged");
  await press("Control+s");
  await shows("export-result");
});

it("goes through the parts of the window with F6, and back out of everything with Esc", async () => {
  await load(page);
  await shows("project-p1");
  await tabTo("project-p1");
  await press("Enter");
  await shows("headline");
  const region = () =>
    page.evaluate(() => document.activeElement?.closest("[data-region]")?.className.split(" ")[0]);
  const regions = new Set<string | undefined>();
  for (let i = 0; i < 4; i++) {
    await press("F6");
    regions.add(await region());
  }
  expect([...regions].sort()).toEqual(["bar", "content", "foot", "rail"]);
  for (const key of ["F1", "Control+,", "Control+k"]) {
    await press(key);
    await page.locator("dialog").waitFor();
    await press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
  }
});

function checked(name: string) {
  return page.evaluate(
    (name) => document.querySelector<HTMLInputElement>(`input[name=${name}]:checked`)?.value,
    name,
  );
}
