import type { Catalogue } from "..";
import { plural } from "../format";

export const settings: Catalogue["settings"] = {
  title: "Einstellungen",
  tool: "Einstellungen (Strg ,)",
  general: "Allgemein",
  theme: "Darstellung",
  themes: { system: "Wie das System", light: "Hell", dark: "Dunkel" },
  size: "Textgröße",
  sizeDetail: "Alles wächst mit. In einem schmalen Fenster werden die Schritte zu Symbolen.",
  language: "Sprache",
  languages: { system: "Wie das System", en: "English", de: "Deutsch" },
  languageDetail: "Einzelne Meldungen und die eingebauten Beispieltexte sind auf Englisch.",
  single: "Tasten ohne Strg",
  singleDetail: "Zum Beispiel die Leertaste zum Anhalten. Beim Schreiben lösen sie nie etwas aus.",
  notify: "Bescheid geben, wenn das Training fertig ist",
  notifyDetail: "Eine Meldung des Systems, während Sie in einem anderen Fenster sind.",
  version: (version) => `Attune ${version}`,
};

export const storage: Catalogue["storage"] = {
  title: "Speicherplatz",
  lead: "Projekte, Trainings und Einstellungen liegen auf diesem Rechner, in diesem Ordner:",
  free: (bytes) => `${bytes} auf dieser Festplatte frei`,
  show: "In der Dateiverwaltung zeigen",
  projects: "Projekte",
  noProjects: "Noch keine Projekte.",
  runs: (n) => plural(n, "Training", "Trainings"),
  data: "Zeilen, Kategorien und was sich rückgängig machen lässt",
  run: (when) => `Training: ${when}`,
  saved: "Gespeichertes Modell",
  gone: "nicht mehr da",
  atWork: "Beenden Sie zuerst das Training",
  spare: (bytes) =>
    `${bytes} sind Zwischenstände, die fertige Trainings nicht mehr brauchen. Ergebnisse und Modelle bleiben.`,
  tidy: "Löschen",
  freed: (bytes) => `${bytes} freigegeben`,
  deleteRun: (when) => `Training löschen (${when})`,
  deleteRunTitle: (when) => `Training löschen (${when})?`,
  deleteRunDetail:
    "Das Ergebnis und das Gelernte werden endgültig gelöscht. Ihre Daten, andere Trainings und gespeicherte Modelle bleiben.",
  deleteRunYes: "Training löschen",
};
