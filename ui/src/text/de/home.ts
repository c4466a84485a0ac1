import type { Catalogue } from "..";
import { count, plural } from "../format";

export const home: Catalogue["home"] = {
  all: "Alle Projekte",
  allOf: (n) => `Alle ${count(n)} Projekte`,
  fewer: "Nur die letzten drei",
  find: "Projekt suchen",
  open: "Öffnen",
  rename: "Umbenennen",
  renameTitle: (name) => `„${name}“ umbenennen`,
  sortFile: "Datei sortieren",
  removeMenu: "Löschen",
  actions: (name) => `Mehr zu „${name}“`,
  learned: "gelernt",
  newName: (others) => (others === 0 ? "Mein erstes Projekt" : `Projekt ${count(others + 1)}`),
  emptyGoal: "Leeres Projekt beginnen",
  resumeTitle: (name) => `Das Training von „${name}“ wurde unterbrochen. Nichts ist verloren.`,
  resumeDetail: (step, steps, when) =>
    `Schritt ${count(step)} von ${count(steps)} ist gesichert. Zuletzt gespeichert: ${when}.`,
  resumeUnsaved:
    "Es war noch nichts gespeichert, darum beginnt es von vorn. Ihre Daten sind unverändert.",
  resume: "Training fortsetzen",
  useIt: "Gelerntes verwenden",
  notNow: "Nicht jetzt",
  recent: "Weitermachen, wo Sie aufgehört haben",
  title: "Was soll Ihr Modell können?",
  samples: "Erst ein Beispiel ausprobieren",
  samplesDetail: "Eingebaut, geht offline.",
  sampleFact: (rows, categories, noun) =>
    `${count(rows)} ${noun || "Zeilen"}, ${plural(categories, "Kategorie", "Kategorien")}`,
  drop: "Ziehen Sie eine Datei irgendwo in dieses Fenster.",
  dropOr: "Oder ziehen Sie eine Datei irgendwo in dieses Fenster.",
  dropDetail:
    "Eine Tabelle mit Texten und Kategorien (Excel, CSV, JSON), Fragen mit Antworten, Gespräche, oder ein Ordner mit Dokumenten.",
  choose: "Datei wählen",
  emptyTitle: "Bringen Sie einem Sprachmodell bei, was Sie wissen",
  emptyLead:
    "Aus Ihren eigenen Beispielen, auf Ihrem eigenen Rechner, in fünf Schritten. Ohne Programmieren.",
  emptyDrop: "Ziehen Sie eine Datei mit Beispielen hierher",
  emptySamples: "Keine Datei zur Hand? Ein Beispiel:",
  flow: [
    ["Daten", "Beispiele mitbringen. Attune liest sie ein und teilt sie auf."],
    ["Einrichten", "Ein Modell wählen, das auf diesen Rechner passt."],
    ["Trainieren", "Zusehen, wie es lernt. Jederzeit anhalten."],
    ["Auswerten", "Sehen, wie gut es ist, in klaren Worten."],
    ["Nutzen", "Anwenden oder als Dateien behalten."],
  ],
  status: {
    empty: "Noch keine Daten",
    ready: "Bereit zum Training",
    training: "Im Training",
    interrupted: "Unterbrochen",
    trained: "Einsatzbereit",
  },
  right: "richtig",
  pips: (step) => `Schritt ${step} von 5`,
  removeTitle: (name) => `„${name}“ löschen?`,
  removeDetail:
    "Die Kopie der Daten, die Kategorien und alles Gelernte werden endgültig gelöscht. Ihre ursprünglichen Dateien bleiben, wo sie sind.",
  removeYes: "Projekt löschen",
  cancel: "Behalten",
};
