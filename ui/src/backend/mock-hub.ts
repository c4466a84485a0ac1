// A hub in memory: models to be found, a key that is good, names that are taken.
import { STARTER } from "./mock-data";
import type { Wishes } from "./mock-query";
import type { Handlers } from "./mock-results";
import { FOLDER } from "./mock-results";
import { fail } from "./mock-state";
import type {
  Account,
  Commands,
  FoundModel,
  LedgerLine,
  ModelCard,
  ModelOutlook,
  Online,
  Preferences,
  RecommendedModel,
} from "./types.gen";

const ACCOUNT: Account = { name: "ana", organisations: ["pharmacy-team"], may_write: true };

function found(id: string, change: Partial<FoundModel> = {}): FoundModel {
  return {
    id,
    state: "open",
    family: "bert",
    licence: "Apache 2.0",
    licence_plain: "May be used, changed and passed on, also for business, when its notice stays.",
    languages: ["en"],
    downloads: 1_204_530,
    bytes: 133_000_000,
    gated: false,
    page: `hub.example/${id}`,
    ...change,
  };
}

const MODELS = [
  found("sentence-makers/all-minilm-l12", { bytes: 133_500_000 }),
  found("house-of-words/minilm-multilingual", {
    state: "begun",
    languages: ["en", "de", "fr", "es", "it"],
    bytes: 471_000_000,
  }),
  found("quiet-lab/minilm-clinic", {
    gated: true,
    licence: "clinic-licence",
    licence_plain: null,
    downloads: 5_310,
  }),
  found("owl-works/minilm-l6", { state: "here", bytes: 90_900_000 }),
  found("brook/minilm-t5", { state: "other_family", family: "t5" }),
  found("old-shelf/minilm-pickle", {
    state: "unsafe",
    bytes: null,
    licence: null,
    licence_plain: null,
  }),
];

const CARD = `---
license: "apache-2.0"
base_model: "sentence-transformers/all-MiniLM-L6-v2"
language: ["en"]
library_name: transformers
pipeline_tag: text-classification
---
# patient-messages

Sorts a text into one of 5 categories: Refill, Dosage, Side effect, Interaction, Delivery.

## Data

It learned from 218 examples, was steered by 47, and was examined with 47 that it never saw.

## Results

| | accuracy | 95% range | F1 (macro) |
|---|---|---|---|
| this model | 91.5% | 80.1% to 96.6% | 0.912 |
| always the largest category | 25.5% | 15.3% to 39.5% | 0.081 |

## Limits

It always answers with one of its categories, also for a text that fits none.
`;

/** Models worth recommending, in sizes from small to more than the mock-up's memory. */
const RECOMMENDED: RecommendedModel[] = [
  recommend("sentence-makers/deep-minilm", 133e6, 33_400_000, ["en"], {}),
  recommend("house-of-words/many-minilm", 471e6, 118_000_000, ["en", "de", "fr", "es", "it"], {
    language_count: 50,
    good_at: "Tells the meaning of short texts apart in many languages, also mixed ones.",
  }),
  recommend("quiet-lab/large-bert", 4.4e9, 1_100_000_000, ["en", "de"], {
    good_at: "Larger and slower; read the encyclopedias of many languages.",
    tried: true,
  }),
];

function recommend(
  id: string,
  bytes: number,
  parameters: number,
  languages: string[],
  change: Partial<RecommendedModel>,
): RecommendedModel {
  return {
    title: id.split("/")[1] ?? id,
    good_at: "Twice as deep as the built-in model, for short English texts.",
    parameters,
    language_count: null,
    tried: false,
    licence_id: "apache-2.0",
    found: found(id, { bytes, languages, downloads: null }),
    ...change,
  };
}

const FREE = 9.4e9;

/** As much as the parameters ask for; of a model whose size the mock-up does not know, nothing. */
function outlook(model: string): ModelOutlook[] {
  const parameters =
    model === STARTER.id
      ? STARTER.parameters
      : RECOMMENDED.find((one) => one.found.id === model)?.parameters;
  if (!parameters) return [];
  const memory_bytes = 1e8 + 11 * parameters;
  const share = memory_bytes / FREE;
  return [
    {
      model,
      seconds: parameters / 2e5,
      memory_bytes,
      memory_free_bytes: FREE,
      fit: share < 0.6 ? "comfortable" : share < 0.95 ? "tight" : "wont_fit",
    },
  ];
}

const MAKERS_CARD = `---
license: apache-2.0
language:
- en
pipeline_tag: sentence-similarity
---
# Deep MiniLM

Turns **sentences** into vectors; see [the paper](papers.example/minilm).

![results](results.png)

<div align="center"><img src="logo.png"> Made by the sentence makers</div>

| texts | score |
|---|---|
| short | 68.1 |
| long | 51.8 |

1. Install the library.
2. Load the model:

\`\`\`python
model = Model("sentence-makers/deep-minilm")
\`\`\`

> Trained on a billion pairs of sentences.
`;

/** In a folder that says nothing of its maker. */
const OPENED: ModelCard = {
  ...STARTER,
  id: "folder-2",
  title: "letters-model",
  maker: "",
  licence: "",
  description: "From the folder /media/ana/stick/letters-model",
  built_in: false,
  recommended: false,
};

/** What the mock-up needs to know of the window that it serves. */
interface World {
  wishes: Wishes;
  preferences: () => Preferences;
}

export class MockHub {
  private account: Account | null = null;
  private models = structuredClone(MODELS);
  private recommended = structuredClone(RECOMMENDED);
  private ledger: LedgerLine[] = [];

  constructor(private readonly world: World) {
    if (world.wishes.hub) {
      this.account = ACCOUNT;
      this.note("fetched", "model.safetensors of owl-works/minilm-l6", 90_900_000, 0);
      this.note("searched", "minilm", 31_400, 0);
    }
  }

  /** Cards of what was fetched. */
  get fetched(): ModelCard[] {
    return this.models.filter((model) => model.state === "here").map(card);
  }

  private note(deed: LedgerLine["deed"], what: string, received: number, sent: number) {
    const at = Math.floor(Date.now() / 1000);
    const id = `l${this.ledger.length}`;
    this.ledger.unshift({
      id,
      at,
      deed,
      what,
      hosts: ["hub.example"],
      received,
      sent,
      outcome: "done",
    });
  }

  private check() {
    if (this.world.preferences().never_online)
      fail("offline", "Attune is set never to go online", "Take the lock off in the settings");
  }

  private get online(): Online {
    const barred = this.world.preferences().never_online ? ("lock" as const) : null;
    const key = this.account ? ("session" as const) : ("none" as const);
    return { barred, hub: "hub.example", key, account: this.account };
  }

  readonly handlers = {
    online: () => this.online,
    ask_account: () => this.online,
    set_access_key: ({ key }) => {
      this.check();
      if (!key.startsWith("hf_"))
        fail(
          "key_needed",
          "The hub does not know the access key",
          "Make a new key in the hub's settings, and enter it",
        );
      this.account = ACCOUNT;
      return this.online;
    },
    forget_access_key: () => {
      this.account = null;
      return this.online;
    },
    search_models: ({ query }) => {
      this.check();
      this.note("searched", query.words, 31_400, 0);
      const words = query.words.toLowerCase().split(" ");
      return this.models.filter(
        (model) =>
          words.every((word) => model.id.includes(word)) &&
          (query.language === null || model.languages.includes(query.language)),
      );
    },
    recommended_models: () => ({ models: this.recommended, language: "en" }),
    outlooks: ({ models }) => models.flatMap(outlook),
    scan_models: () => ({ models: [OPENED], refused: 1, complete: true }),
    model_card: ({ repo }) => {
      this.check();
      this.note("fetched", `the card of ${repo}`, 2_900, 0);
      return { model: repo, card: MAKERS_CARD, page: `hub.example/${repo}` };
    },
    fetch_model: ({ repo }) => {
      this.check();
      const model =
        this.models.find((other) => other.id === repo) ??
        this.recommended.find((other) => other.found.id === repo)?.found ??
        fail("not_found", "The hub has no such model, or it is private", "Check the name");
      model.state = "here";
      this.note("fetched", `model.safetensors of ${repo}`, model.bytes ?? 0, 0);
      return card(model);
    },
    discard_fetch: () => null,
    ledger: ({ limit }) => this.ledger.slice(0, limit),
    save_ledger: () => ({
      file: { ...FOLDER, id: "csv", name: "attune-network.csv" },
      place: FOLDER,
    }),
    prepare_publish: ({ format, repo }) => ({
      id: "draft-1",
      files: [
        { path: "README.md", bytes: 2_900 },
        ...(format === "peft"
          ? [
              { path: "adapter_config.json", bytes: 640 },
              { path: "adapter_model.safetensors", bytes: 4_300_000 },
            ]
          : [
              { path: "config.json", bytes: 910 },
              { path: "model.safetensors", bytes: 90_900_000 },
            ]),
        { path: "tokenizer.json", bytes: 466_000 },
      ],
      card: CARD.replace("# patient-messages", `# ${repo.split("/")[1]}`),
      base: "sentence-transformers/all-MiniLM-L6-v2",
      licence: "Apache 2.0",
      licence_plain:
        "May be used, changed and passed on, also for business, when its notice stays.",
      duties: [],
      may_be_public: true,
    }),
    check_name: ({ repo }) => {
      this.check();
      return repo.endsWith("/taken") ? "own_public" : "free";
    },
    publish: ({ repo, public: open }) => {
      this.check();
      this.note("sent", `model.safetensors to ${repo}`, 400, 90_900_000);
      return {
        repo,
        page: `hub.example/${repo}`,
        commit: "0".repeat(40),
        files: [],
        private: !open,
      };
    },
    discard_draft: () => null,
  } satisfies Partial<Handlers<keyof Commands>>;
}

function card(model: FoundModel): ModelCard {
  const [maker = "", title = model.id] = model.id.split("/");
  return {
    ...STARTER,
    id: model.id,
    title,
    maker,
    description: "From the hub, checked against its hashes.",
    licence: model.licence ?? "",
    bytes: model.bytes ?? 0,
    built_in: false,
    fetched: true,
    recommended: false,
  };
}
