import type { Catalogue } from "..";
import { count, ofHundred, percent, plural } from "../format";
import { called } from "./words";

export const rail: Catalogue["rail"] = {
  rename: "Dieses Projekt umbenennen",
  projects: "Projekte",
  nameLabel: "Name des Projekts",
  sort: (n) =>
    n ? `In ${plural(n, "Kategorie", "Kategorien")} sortieren` : "In Kategorien sortieren",
  dataEmpty: "Beispiele mitbringen",
  dataFact: called,
  setupTodo: "Modell wählen",
  trainTodo: "Anlernen",
  trainRunning: (share) => `Läuft, ${percent(share)}`,
  trainState: {
    paused: "Angehalten",
    interrupted: "Unterbrochen",
    failed: "Mit Problem beendet",
  },
  trainDone: (method, preset) => `${method}, ${preset.toLowerCase()}`,
  evaluateTodo: "Sehen, wie gut es ist",
  evaluateFact: (share) => `${ofHundred(share)} von 100 richtig`,
  earlier: "Aus früheren Daten",
  shareTodo: "Speichern, anwenden",
  why: {
    data: "",
    setup: "Zuerst braucht es Beispiele, aus denen sich lernen lässt",
    train: "Zuerst braucht es Beispiele, aus denen sich lernen lässt",
    evaluate: "Ein Ergebnis gibt es nach dem Training",
    share: "Etwas zum Nutzen gibt es nach dem Training",
  },
};

export const offer: Catalogue["offer"] = {
  title: (files) =>
    files.length === 1
      ? `Was soll Attune mit „${files[0]}“ tun?`
      : `Was soll Attune mit diesen ${count(files.length)} Dateien tun?`,
  sort: "Mit einem Modell sortieren",
  sortDetail: "Ein trainiertes Projekt ordnet jede Zeile ein. Ihre Datei bleibt, wie sie ist.",
  sortNone: "Noch ist kein Projekt trainiert",
  sortOne: "Nur eine Datei auf einmal: wählen Sie sie unter Nutzen",
  learn: "Daraus lernen",
  learnDetail: "Die Zeilen kommen zu den Beispielen eines Projekts. Vorher sehen Sie sie an.",
  project: "Projekt",
  begin: "Neues Projekt",
  beginDetail: (name) => `Beginnt „${name}“ mit diesen Zeilen als Beispielen.`,
};

export const closing: Catalogue["closing"] = {
  title: "Im Hintergrund weiterlaufen lassen?",
  detail: (project) =>
    `„${project}“ wird gerade trainiert. Das geht ohne das Fenster ebenso schnell weiter. Öffnen Sie Attune wieder, ist es dort, wo es angekommen ist. Beenden Sie es, bleibt die bisher beste Fassung.`,
  goOn: "Weiterlaufen lassen",
  stop: "Beenden und schließen",
  stay: "Hier bleiben",
};

export const find: Catalogue["find"] = {
  title: "Suchen",
  placeholder: "Ein Projekt, eine Seite oder ein Wort aus dem Glossar",
  none: "Nichts gefunden.",
  project: "Projekt",
  screen: "Seite",
  word: "Glossar",
  found: (n) => `${count(n)} Treffer`,
};
