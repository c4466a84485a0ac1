import { expect, it, vi } from "vitest";
import { MockBackend } from "../backend/mock";
import type { FoundModel, RecommendedModel } from "../backend/types.gen";
import { Finding } from "../steps/setup/finding.svelte";
import { Outlooks } from "../steps/setup/outlooks.svelte";
import { Publishing } from "../steps/share/publishing.svelte";
import { Session } from "../stores/session.svelte";

async function opened(): Promise<Session> {
  const session = new Session(new MockBackend(1));
  await session.start();
  await session.open("p1");
  return session;
}

async function searched(session: Session): Promise<Finding> {
  const finding = new Finding(session);
  finding.words = "minilm";
  await finding.search();
  return finding;
}

const one = (finding: Finding, state: FoundModel["state"], gated = false) =>
  finding.found?.find((model) => model.state === state && model.gated === gated) as FoundModel;

it("finds a model, fetches it, and says so while it is online", async () => {
  const session = await opened();
  const search = searched(session);
  await vi.waitFor(() => expect(session.network.doing).toBe("search"));
  const finding = await search;
  expect(session.network.doing).toBeNull();
  const fetching = finding.fetch(one(finding, "open"));
  expect(session.network.doing).toBe("fetch");
  const card = await fetching;
  expect(card).toMatchObject({ title: "all-minilm-l12", fetched: true });
  expect(finding.found?.find((model) => model.id === card?.id)?.state).toBe("here");
  expect(session.network.doing).toBeNull();
});

it("recommends what reads the language of the rows, and what is fetched of it is here", async () => {
  const session = await opened();
  const finding = new Finding(session);
  await finding.recommend();
  const ids = () => finding.suited.map((model) => model.found.id.split("/")[1]);
  expect(finding.language).toBe("en");
  expect(ids()).toEqual(["deep-minilm", "many-minilm", "large-bert"]);
  finding.language = "de";
  expect(ids()).toEqual(["many-minilm", "large-bert"]);
  finding.language = "multilingual";
  expect(ids()).toEqual(["many-minilm"]);
  finding.licence = "mit";
  expect(ids()).toEqual([]);
  finding.language = finding.licence = "";
  await finding.fetch((finding.suited[0] as RecommendedModel).found);
  expect(finding.suited[0]?.found.state).toBe("here");
});

it("tells which models fit, each asked for once", async () => {
  const session = await opened();
  const outlooks = new Outlooks(session);
  const calls = vi.spyOn(session, "call");
  await outlooks.ask(["starter", "quiet-lab/large-bert", "nobody/knows"]);
  await outlooks.ask(["starter"]);
  expect(calls).toHaveBeenCalledTimes(1);
  expect(outlooks.of("starter")?.fit).toBe("comfortable");
  expect([outlooks.fits("starter"), outlooks.fits("quiet-lab/large-bert")]).toEqual([true, false]);
  expect(outlooks.fits("nobody/knows")).toBe(true);
});

it("asks for a key before a gated model is fetched, and keeps a wrong one out", async () => {
  const session = await opened();
  const finding = await searched(session);
  const gated = one(finding, "open", true);
  expect(await finding.fetch(gated)).toBeUndefined();
  expect(finding.asksKey?.id).toBe(gated.id);
  await expect(session.network.setKey("wrong")).rejects.toMatchObject({ code: "key_needed" });
  expect(session.network.hasKey).toBe(false);
  await session.network.setKey("hf_right");
  expect(await finding.fetch(gated)).toMatchObject({ id: gated.id });
  await session.network.forgetKey();
  expect(session.network.hasKey).toBe(false);
});

it("leaves a paused fetch where it can go on", async () => {
  const session = await opened();
  const finding = await searched(session);
  const call = session.call.bind(session);
  let stop: (() => void) | undefined;
  vi.spyOn(session, "call").mockImplementation((name, args) => {
    if (name === "cancel") stop?.();
    if (name !== "fetch_model") return call(name, args);
    return new Promise((_, reject) => {
      stop = () => reject({ code: "interrupted", what: "You stopped this" });
    });
  });
  const model = one(finding, "open");
  const fetching = finding.fetch(model);
  await finding.pause();
  expect(await fetching).toBeUndefined();
  expect(session.error).toBeNull();
  expect(finding.found?.find((other) => other.id === model.id)?.state).toBe("begun");
});

it("goes nowhere while it is locked", async () => {
  const session = await opened();
  await session.network.lock(true);
  expect(session.network.barred).toBe("lock");
  const finding = await searched(session);
  expect(finding.found).toBeNull();
  expect(session.error?.code).toBe("offline");
  await session.network.lock(false);
  expect(session.network.barred).toBeNull();
});

it("publishes private by itself, and asks before everyone sees a model", async () => {
  vi.useFakeTimers();
  try {
    const starting = opened();
    await vi.runOnlyPendingTimersAsync();
    await vi.advanceTimersByTimeAsync(500);
    const session = await starting;
    const publishing = new Publishing(session);
    const key = session.network.setKey("hf_right");
    await vi.advanceTimersByTimeAsync(50);
    await key;
    const ready = publishing.become("r3", "merged");
    await vi.advanceTimersByTimeAsync(50);
    await ready;
    expect(publishing.repo).toBe("ana/patient-messages");
    expect(publishing.ready).toBe(false);
    await vi.advanceTimersByTimeAsync(1000);
    expect(publishing.state).toBe("free");

    publishing.rename("pharmacy-team", "sorter");
    expect(publishing.ready).toBe(false);
    expect(publishing.card).toContain("# sorter");
    publishing.rename("pharmacy-team", "-sorter");
    expect(publishing.nameIsGood).toBe(false);
    // What everyone sees already takes nothing that was meant to be private.
    publishing.rename("pharmacy-team", "taken");
    await vi.advanceTimersByTimeAsync(1000);
    expect([publishing.state, publishing.ready]).toEqual(["own_public", false]);
    publishing.everyone = true;
    expect(publishing.ready).toBe(true);
    publishing.publish();
    expect([publishing.asking, publishing.done]).toEqual([true, null]);
    publishing.asking = false;

    publishing.everyone = false;
    publishing.rename("ana", "sorter");
    await vi.advanceTimersByTimeAsync(1000);
    publishing.publish();
    await vi.advanceTimersByTimeAsync(50);
    expect(publishing.done).toMatchObject({ repo: "ana/sorter", private: true });
  } finally {
    vi.useRealTimers();
  }
});
