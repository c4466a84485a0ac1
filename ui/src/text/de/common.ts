import type { Catalogue } from "..";
import { count, list, plural } from "../format";
import { noun } from "./words";

export const app: Catalogue["app"] = {
  name: "Attune",
  home: "Alle Projekte (Strg 0)",
  private: "Nichts verlässt diesen Rechner",
  privateDetail: "Offline. Kein Konto nötig.",
  steps: "Schritte",
  actions: "Aktionen",
  rows: (n) => plural(n, "Zeile", "Zeilen"),
  loading: "Wird gelesen",
  unread: "Das ließ sich nicht lesen",
  backHome: "Start",
  close: "Schließen",
  cancel: "Abbrechen",
  or: "oder",
  trained: "Das Training ist fertig",
  trainingStopped: "Das Training wurde beendet",
  retry: "Noch einmal versuchen",
  undo: "Rückgängig",
  undone: "Die letzte Änderung an den Daten ist zurückgenommen",
  redone: "Die Änderung an den Daten ist wiederhergestellt",
  doneOf: (done, total) => `${count(done)} von ${count(total)}`,
  rowWord: (n, own) => (n === 1 ? "Zeile" : noun(own)),
  theme: {
    system: "Darstellung: wie das System",
    light: "Darstellung: hell",
    dark: "Darstellung: dunkel",
  },
  cannotRead: (names) => `Attune kann ${list(names)} nicht lesen`,
  reads: "Es liest Tabellen (Excel, CSV, JSON) und Dokumente (Word, PDF, Text, E-Mail).",
  letGo: (names) => `Loslassen, um ${list(names) || "die Datei"} hinzuzufügen`,
};

export const error: Catalogue["error"] = {
  unexpected: "Etwas ist schiefgegangen, womit Attune nicht gerechnet hat",
  reportAdvice:
    "Versuchen Sie es noch einmal. Passiert es wieder, kopieren Sie die Einzelheiten und melden Sie sie",
  copy: "Einzelheiten kopieren",
  copied: "Kopiert",
  dismiss: "Diese Meldung schließen",
  start: "Attune konnte nicht starten",
};

export const step: Catalogue["step"] = {
  data: "Daten",
  setup: "Einrichten",
  train: "Trainieren",
  evaluate: "Auswerten",
  share: "Nutzen",
};
