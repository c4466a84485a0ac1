import { plural } from "../format";

export const settings = {
  title: "Settings",
  tool: "Settings (Ctrl ,)",
  general: "General",
  theme: "Theme",
  themes: { system: "Match system", light: "Light", dark: "Dark" },
  size: "Text size",
  sizeDetail: "Everything grows with it. In a narrow window the steps fold to icons.",
  language: "Language",
  languages: { system: "Match system", en: "English", de: "Deutsch" },
  languageDetail: "A few messages and the texts of the built-in samples are in English.",
  single: "Single-letter shortcuts",
  singleDetail: "Keys without Ctrl, such as Space to pause. They never act while you write.",
  notify: "Tell me when training is done",
  notifyDetail: "A message of the system, while you are in another window.",
  version: (version: string) => `Attune ${version}`,
};

export const storage = {
  title: "Storage",
  lead: "Projects, runs and settings lie on this computer, in this folder:",
  free: (bytes: string) => `${bytes} free on this disk`,
  show: "Show in the file manager",
  projects: "Projects",
  noProjects: "No projects yet.",
  runs: (n: number) => plural(n, "run"),
  data: "Rows, labels and what can be undone",
  run: (when: string) => `Run of ${when}`,
  saved: "Saved model",
  gone: "not there any more",
  atWork: "Stop the training first",
  spare: (bytes: string) =>
    `${bytes} are saved versions that finished runs no longer need. Results and models stay.`,
  tidy: "Delete them",
  freed: (bytes: string) => `${bytes} freed`,
  deleteRun: (when: string) => `Delete the run of ${when}`,
  deleteRunTitle: (when: string) => `Delete the run of ${when}?`,
  deleteRunDetail:
    "Its result and what it learned go for good. Your data and other runs stay, and so do models you saved.",
  deleteRunYes: "Delete the run",
};
