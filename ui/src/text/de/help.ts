import type { Catalogue } from "..";
import { groups, terms } from "./glossary";
import { questions } from "./quiz";

export const help: Catalogue["help"] = {
  title: "Glossar",
  open: "Glossar öffnen",
  what: (term) => `Was ist das: ${term}`,
  tool: "Glossar (F1)",
  find: "Ein Wort suchen",
  findPlaceholder: "Ein Wort suchen",
  none: "Kein Eintrag enthält dieses Wort.",
  also: (names) => `Auch: ${names}`,
  groups,
  terms,
  quizTitle: "Prüfen Sie sich selbst",
  quizDetail: "Zehn kurze Fragen, nichts wird gespeichert",
  quizStart: "Prüfen Sie sich selbst",
  quizBack: "Zurück zum Glossar",
  question: (n, all) => `Frage ${n} von ${all}`,
  right: "Richtig.",
  wrong: "Nicht ganz.",
  next: "Nächste Frage",
  finish: "Ergebnis ansehen",
  again: "Noch einmal",
  result: (right, all) => `${right} von ${all} richtig`,
  resultDetail: (right, all) =>
    right === all
      ? "Sie kennen sich aus."
      : "Was noch fehlt, erklärt das Glossar, einen Klick entfernt.",
  questions,
};

export const shortcuts: Catalogue["shortcuts"] = {
  title: "Tastenkürzel",
  tool: "Tastenkürzel (?)",
  single: "Einzelne Tasten wirken, solange kein Textfeld aktiv ist.",
  singleOff: "Einzelne Tasten sind in den Einstellungen abgeschaltet.",
  area: {
    everywhere: "Überall",
    data: "Daten",
    label: "Zuordnen",
    train: "Trainieren",
    evaluate: "Auswerten",
  },
  what: {
    primary: "Die Hauptschaltfläche drücken",
    step: "Zu einem Schritt gehen",
    home: "Alle Projekte",
    find: "Projekt, Seite oder Wort suchen",
    file: "Datei hinzufügen",
    undo: "Änderung an den Daten zurücknehmen",
    redo: "Wiederherstellen",
    save: "Das Modell speichern, unter Nutzen",
    settings: "Einstellungen",
    glossary: "Glossar",
    shortcuts: "Diese Liste",
    region: "Nächster Teil des Fensters",
    "data.find": "In den Zeilen suchen",
    "label.choose": "Eine Kategorie wählen",
    "label.accept": "Den Vorschlag annehmen",
    "label.skip": "Überspringen",
    "label.undo": "Zurücknehmen",
    "label.colleague": "Jemanden fragen",
    "label.none": "Nichts davon",
    "label.new": "Neue Kategorie",
    "train.advanced": "Erweiterte Einstellungen",
    "train.pause": "Anhalten, weiter",
    "train.details": "Diagramme als Tabellen",
    "evaluate.move": "Nächster, voriger Fehler",
    "evaluate.label": "Die Kategorie war falsch",
    "evaluate.model": "Das Modell irrt",
    "evaluate.both": "Beides passt",
    "evaluate.similar": "Ähnliche Zeilen",
    "evaluate.try": "Den Text ausprobieren",
  },
  dialogs: "Dialoge und Karten",
  close: "Schließen",
  menu: "Was sich mit einem Projekt tun lässt",
};

export const keys: Catalogue["keys"] = {
  Ctrl: "Strg",
  Shift: "Umschalt",
  Enter: "↵",
  Space: "Leertaste",
  Esc: "Esc",
};
