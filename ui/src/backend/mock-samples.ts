// The samples that the made-up backend offers.
import type { SampleCard } from "./types.gen";

export const SAMPLES: SampleCard[] = [
  {
    id: "pharmacy",
    title: "Pharmacy messages",
    description: "What patients write to a pharmacy",
    goal: "classify",
    model: null,
    noun: "messages",
    rows: 300,
    categories: 5,
  },
  {
    id: "tenancy",
    title: "Tenancy letters",
    description: "Letters from tenants",
    goal: "classify",
    model: null,
    noun: "letters",
    rows: 200,
    categories: 5,
  },
  {
    id: "library",
    title: "Tool library help desk",
    description: "Questions to a tool library and how its desk answers",
    goal: "chat",
    model: "HuggingFaceTB/SmolLM2-135M-Instruct",
    noun: "conversations",
    rows: 120,
    categories: 0,
  },
  {
    id: "museum",
    title: "Museum notices",
    description: "Notices of a small museum, in one style",
    goal: "continue",
    model: "HuggingFaceTB/SmolLM2-135M-Instruct",
    noun: "notices",
    rows: 150,
    categories: 0,
  },
];
