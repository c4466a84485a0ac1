import type { Catalogue } from "..";
import { count, plural } from "../format";
import { called, calledOf, nounOf } from "./words";

export const tags: Catalogue["tags"] = {
  none: "keine Kategorie",
  rail: (categories) => `Mehrere von ${plural(categories, "Kategorie", "Kategorien")}`,
  between: "Zwischen den Kategorien einer Zelle",
  betweenGuess: "Wie vorgefunden",
  betweenNames: {
    ";": "Strichpunkt  ;",
    ",": "Komma  ,",
    "|": "Senkrechter Strich  |",
    "/": "Schrägstrich  /",
    "\n": "Zeilenumbruch",
    "[ ]": "Eine Liste  [ ]",
  },
  columns: (n) =>
    n === 1
      ? "Eine Spalte gilt als Kategorie: ja oder nein."
      : `${count(n)} Spalten gelten als je eine Kategorie: ja oder nein.`,
  labelsOf: (line) => `Kategorien von Zeile ${count(line)}`,
  unlabel: "Noch keine Kategorie",
  clear: "Wegnehmen",
  label: {
    sub: "Sie kennen sich aus. Wählen Sie alles, was zutrifft, und gehen Sie mit Eingabe weiter.",
    chosen: (n) => `${plural(n, "Kategorie", "Kategorien")} gewählt`,
    confirm: "Sichern und weiter",
    accept: "Vorschlag annehmen",
    pick: "Wählen Sie alles, was zutrifft",
    none: "Keine davon",
    noneWhy: "Die Zeile gehört in keine Kategorie, und so wird sie auch gelernt",
    now: "trifft zu",
  },
  result: {
    sub: (n, noun) => `Die Prüfung: ${called(n, noun)}, die das Modell nie gesehen hat.`,
    gets: "Es nennt genau die richtigen Kategorien bei ",
    ofHundred: (n) => `${n} von 100`,
    of: (own) => ` ${nounOf(own)}.`,
    likely: (low, high, own) =>
      `Bei neuen ${nounOf(own)} ist mit ${low} bis ${high} von 100 zu rechnen `,
    micro: (f1, low, high) =>
      `Über alle Kategorien zusammen (Mikro-F1) erreicht es ${f1}, wahrscheinlich zwischen ${low} und ${high}.`,
    macro: (f1, before) =>
      before
        ? `Mittel über die Kategorien (Makro-F1): ${f1}; wie es kam, ${before}.`
        : `Mittel über die Kategorien (Makro-F1): ${f1}.`,
    exactly:
      "von 100 mit genau den richtigen Kategorien. Der dünne Balken ist der wahrscheinliche Bereich.",
    majority: "Immer die häufigste Zusammenstellung",
    threshold: "Genannt ab",
    thresholdTerm: "Schwelle",
    missed: "Übersehen",
    missedTerm: "falsch negativ",
    extra: "Zu viel",
    extraTerm: "falsch positiv",
    unknown: "Das Training hat sie nie gelernt",
    showMissed: (n, label) =>
      n === 1
        ? `Die Zeile zeigen, bei der ${label} übersehen wurde`
        : `${count(n)} Zeilen zeigen, bei denen ${label} übersehen wurde`,
    showExtra: (n, label) =>
      n === 1
        ? `Die Zeile zeigen, bei der ${label} zu viel ist`
        : `${count(n)} Zeilen zeigen, bei denen ${label} zu viel ist`,
    note: "Eine Kategorie wird genannt, wo ihre Wahrscheinlichkeit ihre Schwelle erreicht. Jede Schwelle wurde an der Probeprüfung gewählt.",
  },
  mistakes: {
    sub: (wrong, all, noun) =>
      `${plural(wrong, "Fehler", "Fehler")} bei ${calledOf(all, noun)} der Prüfung: eine Kategorie fehlt, oder eine ist zu viel.`,
    only: {
      missed: (label) => `${label} wurde übersehen`,
      extra: (label) => `${label} ist zu viel`,
    },
    clear: "Wieder alle zeigen",
    yours: "Ihre Kategorien",
    says: "Das Modell sagt",
    missing: "Es fehlt",
    extra: "Zu viel",
    chance: (share, from) => `${share}, genannt ab ${from}`,
    unlearned: "nie gelernt",
    labelsWrong: "Die Kategorien waren falsch",
    labelsWrongTo: (names) => `Sie werden zu: ${names}`,
    other: "Andere Kategorien",
    otherWhy: "Welche Kategorien treffen zu?",
    keep: "Diese behalten",
    verdict: {
      label_wrong: "Die Kategorien waren falsch und sind berichtigt",
      model_wrong: "Die Kategorien stimmen",
      both_fit: "Die Kategorien stimmen",
    },
    done: {
      labels_wrong: "Berichtigt. Das zählt bei jedem Training.",
      model_wrong: "Die Kategorien bleiben. Es zählt als Fehler des Modells.",
      open: "Wird neu entschieden.",
    },
  },
  tryIt: {
    title: "Ausprobieren",
    said: "Es nennt",
    nothing: "Es nennt keine Kategorie: keine erreicht ihre Schwelle.",
    others: "Unter ihrer Schwelle",
    from: (share) => `genannt ab ${share}`,
    sentence: (label, share, from, said) =>
      said
        ? `${label}: ${share}, genannt, denn das ist sie ab ${from}`
        : `${label}: ${share}, nicht genannt, denn das wäre sie ab ${from}`,
    unexpected: "Nicht, was Sie erwartet haben? Wählen Sie, was zutrifft.",
    add: "In meine Daten aufnehmen",
    added: "In Ihre Daten aufgenommen. Es zählt ab dem nächsten Training.",
  },
  compare: {
    sub: (n, noun) =>
      `Jedes Training hatte dieselbe Prüfung: ${called(n, noun)}. Richtig heißt: genau die richtigen Kategorien.`,
  },
  share: {
    fileDetail:
      "Dieselbe Datei, mit allen Kategorien in predicted, dazu confidence und needs_review",
    reviewSays: (labels, share) => `Modell: ${labels}, mindestens ${share} sicher`,
    reviewNothing: "Modell: keine Kategorie",
    reviewLabels: (line) => `Kategorien von Zeile ${line}`,
    reviewAdded: "In Ihre Daten aufgenommen",
  },
};
