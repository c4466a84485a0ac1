import type { Question } from "../../help/entry";

export const questions: readonly Question[] = [
  {
    ask: "Warum mit einem fertigen Modell beginnen, statt eines von Grund auf zu trainieren?",
    answers: [
      "Es kann schon Sprache, darum reichen wenige Beispiele und wenig Zeit",
      "Ein neues Modell darf keine vertraulichen Daten sehen",
      "Fertige Modelle kennen Ihre Kategorien bereits",
    ],
    because:
      "Der teure Teil, das Erlernen der Sprache, ist erledigt. Ihre Beispiele müssen nur noch die Aufgabe beibringen.",
  },
  {
    ask: "Ein Modell wird bei gelernten Zeilen besser und in der Probeprüfung schlechter. Was geschieht?",
    answers: [
      "Es lernt die Zeilen auswendig",
      "Die Lernrate ist zu klein",
      "Die Probeprüfung hat zu viele Zeilen",
    ],
    because:
      "Es prägt sich die Beispiele ein. Die Fassung von vorher ist die bessere, und sie wird behalten.",
  },
  {
    ask: "Warum dürfen Prüfungszeilen nie zum Lernen dienen?",
    answers: [
      "Das Ergebnis sähe besser aus, als das Modell ist",
      "Das Training würde zu lange dauern",
      "Dem Rechner ginge der Speicher aus",
    ],
    because: "Wer die Antworten einer Prüfung kennt, zeigt damit nichts für die nächste.",
  },
  {
    ask: "Neun von zehn Nachrichten sind „Lieferung“. Ein Modell, das immer „Lieferung“ sagt, ist…",
    answers: [
      "90-mal von 100 richtig, und nutzlos",
      "ein gutes Modell, denn 90 von 100 ist viel",
      "unmöglich, denn ein Modell muss jede Kategorie verwenden",
    ],
    because:
      "Darum steht neben jedem Ergebnis, was es brächte, immer die häufigste Kategorie zu sagen.",
  },
  {
    ask: "Eine Nebenwirkung zu übersehen wäre schlimm, ein Fehlalarm kostet nur eine Minute. Welche Zahl zählt am meisten?",
    answers: [
      "Findet, von allen solchen (Recall)",
      "Richtig, wenn es das sagt (Precision)",
      "Wie weit daneben (Loss)",
    ],
    because:
      "Recall sagt, wie viele der echten Fälle gefunden wurden; Precision, wie viele Meldungen echt waren.",
  },
  {
    ask: "Was ist der Vorteil eines kleinen Zusatzes (LoRA)?",
    answers: [
      "Er braucht wenig Speicher und Rechenzeit und lässt das Modell, wie es ist",
      "Er ist immer genauer, als alles zu ändern",
      "Er braucht keine Beispiele",
    ],
    because:
      "Nur kleine neue Teile lernen. Alles zu ändern kann etwas genauer sein, kostet aber mehr.",
  },
  {
    ask: "Wodurch passt sich ein Modell beim Fine-Tuning Ihrem Fachgebiet an?",
    answers: [
      "Es lernt aus Beispielen in den Worten Ihres Fachs",
      "Es schlägt Begriffe im Internet nach",
      "Es löscht Wörter, die es nicht braucht",
    ],
    because:
      "Die Wörter, Abkürzungen und Sonderfälle Ihrer eigenen Daten sind es, woran es sich anpasst.",
  },
  {
    ask: "Die Fehler springen beim Training auf und ab. Was versuchen Sie zuerst?",
    answers: ["Eine kleinere Lernrate", "Mehr Durchgänge", "Einen anderen Startwert"],
    because:
      "Jede Änderung war zu groß, das Modell schoss über das Ziel hinaus. Mit kleineren wird es ruhiger.",
  },
  {
    ask: "Die Prüfung hat 20 Zeilen, 18 waren richtig. Was ist bei neuem Text zu erwarten?",
    answers: ["Etwa 70 bis 97 von 100: die Prüfung ist klein", "Genau 90 von 100", "Gar nichts"],
    because:
      "Zwanzig Zeilen sind eine kleine Stichprobe, darum ist der wahrscheinliche Bereich breit. Mit mehr Prüfungszeilen wird er schmaler.",
  },
  {
    ask: "Eine Antwort ist zu 55 % sicher. Was tut Attune, wenn es eine Datei sortiert?",
    answers: [
      "Es markiert die Zeile, damit ein Mensch sie prüft",
      "Es lässt die Zeile weg",
      "Es fragt ein größeres Modell im Internet",
    ],
    because:
      "Zeilen unter 60 % bekommen needs_review. Nichts fällt weg, und nichts verlässt den Rechner.",
  },
];
