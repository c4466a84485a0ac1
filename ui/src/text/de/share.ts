import type { Catalogue } from "..";
import { plural } from "../format";
import { rows } from "./words";

export const share: Catalogue["share"] = {
  title: "Nutzen",
  sub: "Alles hier läuft auf diesem Rechner.",
  tryTitle: "Einen Text ausprobieren",
  tryLabel: "Ein eigener Text",
  tryPlaceholder: "Schreiben oder fügen Sie einen Text ein, wie er hereinkommen würde",
  trySubmit: "Sortieren",
  trying: "Wird sortiert",
  tryHint: "Die Eingabetaste sortiert. Umschalt Eingabe beginnt eine neue Zeile.",
  unsure: "Unsicher: bitte prüfen",
  others: (n, share) => `${plural(n, "andere Kategorie", "andere Kategorien")}, zusammen ${share}`,
  fileTitle: "Eine ganze Datei sortieren",
  fileDetail: "Dieselbe Datei, ergänzt um predicted, confidence und needs_review",
  fileChoose: "Datei wählen",
  fileAnother: "Andere Datei",
  fileColumn: "Welche Spalte ist der Text?",
  fileStart: (n) => `${rows(n)} sortieren`,
  fileBusy: "Wird sortiert",
  fileDone: (n) => `${rows(n)} sortiert.`,
  fileReview: (n) =>
    n === 0
      ? "Alle sind zu mindestens 60 % sicher."
      : `${plural(n, "Zeile ist", "Zeilen sind")} unter 60 % sicher und mit needs_review markiert.`,
  fileRejected: (n) =>
    `${rows(n)} ${n === 1 ? "ließ" : "ließen"} sich nicht lesen und ${n === 1 ? "fehlt" : "fehlen"} darin.`,
  fileWhere: "Gespeichert als",
  saveTitle: "Das Modell als Dateien behalten",
  saveDetail: "Sie lassen sich ohne Attune verwenden.",
  format: "Form",
  folder: "Ordner",
  change: "Anderen Ordner wählen",
  save: (title) => `${title} speichern`,
  saveNothing: "Speichern",
  saving: "Wird gespeichert",
  saved: "Gespeichert",
  files: "Dateien",
  privacy:
    "Keine Ihrer Zeilen steckt in diesen Dateien. Ein trainiertes Modell kann trotzdem seltene Wendungen wiederholen.",
};
