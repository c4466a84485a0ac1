import type { Catalogue } from "..";
import { count, plural } from "../format";
import { rows } from "./words";

export const share: Catalogue["share"] = {
  title: "Nutzen",
  pages: { save: "Speichern", use: "Gleich nutzen" },
  saveSub:
    "Das Modell als Dateien auf diesem Rechner behalten. Sie lassen sich ohne Attune verwenden.",
  useSub: (run) => `Training ${count(run)} ist geladen. Alles hier läuft auf diesem Rechner.`,
  sortFile: "Datei zum Sortieren wählen",
  sortAnother: "Weitere Datei sortieren",
  firstTexts: "Die ersten Texte der Datei",
  fileBeside: "Die sortierte Datei wird daneben abgelegt. Ihre bleibt, wie sie ist.",
  fileDrop:
    "Ziehen Sie eine Datei irgendwo in dieses Fenster, oder wählen Sie unten eine: eine Arbeitsmappe oder eine Tabelle als CSV, TSV, JSON oder Parquet.",
  reviewShare: (share) => `${share} sind zum Prüfen markiert`,
  openFolder: "Ordner öffnen",
  newFolder: "Darin entsteht ein neuer Ordner; nichts wird überschrieben.",
  willGet: "Was Sie bekommen",
  willGetDetail: {
    peft: "Der kleine Zusatz (Adapter) mit seinen Einstellungen, den Kategorien und einer Modellkarte. Er braucht das Modell, mit dem er trainiert wurde, neben sich.",
    merged:
      "Die Gewichte des Modells (safetensors) mit ihren Einstellungen, der Wortliste, den Kategorien und einer Modellkarte.",
  },
  ollama: {
    title: "Für Ollama und LM Studio",
    description: "Eine Datei für Programme, in denen man mit einem Modell spricht (GGUF).",
    unavailable: "Diese Programme führen Modelle aus, die schreiben. Dieses hier sortiert.",
  },
  synced: (service) =>
    `Diesen Ordner scheint ${service} abzugleichen. Was hier gespeichert wird, würde diesen Rechner verlassen.`,
  shared:
    "Dieser Ordner scheint auf einem anderen Rechner zu liegen. Was hier gespeichert wird, würde diesen verlassen.",
  tryTitle: "Ausprobieren",
  tryLabel: "Ein eigener Text",
  tryPlaceholder: "Schreiben oder fügen Sie einen Text ein, wie er hereinkommen würde",
  trySubmit: "Sortieren",
  trying: "Wird sortiert",
  tryHint: "Die Eingabetaste sortiert. Umschalt Eingabe beginnt eine neue Zeile.",
  unsure: "Unsicher: bitte prüfen",
  others: (n, share) => `${plural(n, "andere Kategorie", "andere Kategorien")}, zusammen ${share}`,
  fileTitle: "Eine ganze Datei sortieren",
  fileDetail: "Dieselbe Datei, ergänzt um predicted, confidence und needs_review",
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
  reviewTitle: "Bitte ansehen",
  reviewDetail: (n) =>
    `${plural(n, "Zeile ist", "Zeilen sind")} unter 60 % sicher. Berichtigen Sie eine Kategorie und übernehmen Sie die Zeile in Ihre Daten: das nächste Training lernt daraus.`,
  reviewOpen: (n) => (n === 1 ? "Die Zeile ansehen" : `${rows(n)} durchsehen`),
  reviewSays: (label, share) => `Modell: ${label}, zu ${share} sicher`,
  reviewNone: "Kein Text, also keine Antwort",
  reviewLabel: (line) => `Kategorie von Zeile ${line}`,
  reviewAdd: "In meine Daten übernehmen",
  reviewAdded: (label) => `In ${label} übernommen`,
  reviewMore: (n) => `${count(n)} weitere zeigen`,
  format: "Form",
  folder: "Ordner",
  change: "Ändern",
  save: { merged: "Vollständiges Modell speichern", peft: "Zusatz speichern" },
  saveNothing: "Speichern",
  saving: "Wird gespeichert",
  saved: "Gespeichert",
  privacy: "Keine Ihrer Zeilen steckt in diesen Dateien.",
  privacyDetail: "Ein trainiertes Modell kann trotzdem seltene Wendungen verraten.",
};
