import { ofHundred, percent, plural } from "../format";

export const rail = {
  rename: "Rename this project",
  nameLabel: "Name of the project",
  sort: (n: number) =>
    n ? `Sort into ${plural(n, "category", "categories")}` : "Sort into categories",
  dataEmpty: "Bring examples",
  dataFact: (rows: number, categories: number) =>
    `${plural(rows, "row")}, ${plural(categories, "category", "categories")}`,
  setupTodo: "Choose a model",
  trainTodo: "Teach it",
  trainRunning: (share: number) => `Running, ${percent(share)}`,
  trainState: {
    paused: "Paused",
    interrupted: "Interrupted",
    failed: "Stopped by a problem",
  },
  trainDone: (method: string, preset: string) => `${method}, ${preset.toLowerCase()}`,
  evaluateTodo: "See how good it is",
  evaluateFact: (share: number) => `${ofHundred(share)} of 100 right`,
  earlier: "From earlier data",
  shareTodo: "Save or use it",
  why: {
    data: "",
    setup: "First bring examples that can be learned from",
    train: "First bring examples that can be learned from",
    evaluate: "There is a result after training",
    share: "There is something to share after training",
  },
};
