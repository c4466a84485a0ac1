import type { ExamState, Stale } from "../../backend/types.gen";
import type { Catalogue } from "..";
import { count, decimal, list, plural } from "../format";
import { called, calledOf, noun, nounOf, rows } from "./words";

function why(stale: Stale): string {
  switch (stale.reason) {
    case "data_changed":
      return "Die Zeilen, aus denen es gelernt hat, haben sich seitdem geändert.";
    case "categories_merged":
      return `${list(stale.from)} und ${stale.into} sind jetzt eine Kategorie; dieses Training unterscheidet sie noch.`;
    case "categories_added":
      return `${list(stale.names)} hat es nie gesehen.`;
  }
}

function changes({ added, removed, relabelled, learned }: ExamState): string[] {
  return [
    relabelled ? `${plural(relabelled, "Kategorie", "Kategorien")} berichtigt` : "",
    added ? `${rows(added)} hinzugekommen` : "",
    removed ? `${rows(removed)} weggefallen` : "",
    learned ? `${rows(learned)} ausgelassen, aus denen es gelernt hatte` : "",
  ].filter(Boolean);
}

export const evaluate: Catalogue["evaluate"] = {
  title: "Auswerten",
  pages: { result: "Ergebnis", mistakes: "Fehler", compare: "Trainings vergleichen" },
  sub: (n, own) => `Die Endprüfung: ${called(n, own)}, die das Modell nie gesehen hat.`,
  gets: "Es sortiert ",
  ofHundred: (n) => `${n} von 100`,
  right: (own) => ` ${noun(own)} richtig.`,
  likely: (low, high, own) =>
    `Bei neuen ${nounOf(own)} sind zwischen ${low} und ${high} von 100 zu erwarten `,
  likelyTerm: "(95 % Konfidenz)",
  mixes: (a, b) => `Am häufigsten hält es ${a} für ${b}.`,
  smallExam: (n, own) => `Die Prüfung hat nur ${called(n, own)}, darum ist der Bereich breit.`,
  keptHead:
    "Das Training war nicht besser als das unveränderte Modell mit schnellem Kopf, darum hat Attune den schnellen Kopf behalten. Mehr Beispiele oder eine andere Methode können das ändern.",
  keptTuning: (step) =>
    `Attune hat die Fassung von Schritt ${count(step)} behalten, die beste in der Probeprüfung.`,
  ladder: "Im Vergleich dazu, was möglich gewesen wäre",
  stage: {
    majority: "Immer die häufigste Kategorie",
    quick_head: "Unverändert, mit schnellem Kopf",
    untuned: "Unverändert",
    tuning: "Nach dem Training",
    kept: "Nach dem Training",
  },
  keptIsHead: "Behalten: der schnelle Kopf",
  whisker: "von 100 richtig. Der dünne Strich ist der wahrscheinliche Bereich.",
  scoreSentence: (right, low, high) =>
    `${right} von 100, wahrscheinlich zwischen ${low} und ${high}`,
  perClass: "Kategorie für Kategorie",
  category: "Kategorie",
  precision: "Richtig, wenn es das sagt",
  precisionTerm: "Precision",
  recall: "Findet, von allen solchen",
  recallTerm: "Recall",
  f1: "Beides in einem",
  f1Term: "F1",
  rows: "Zeilen",
  rough: "wenige Zeilen, grob",
  notInExam: "nicht in der Prüfung",
  macro: (f1, before) =>
    before
      ? `Durchschnitt der Kategorien (Makro-F1): ${f1}; unverändert ${before}.`
      : `Durchschnitt der Kategorien (Makro-F1): ${f1}.`,
  matrix: "Was es verwechselt",
  matrixDetail: "Zeilen: Ihre Kategorie, Spalten: das Modell",
  cellRight: (n, all, label) => `${count(n)} von ${count(all)} ${label} richtig sortiert.`,
  cellWrong: (n, label, predicted) => `${count(n)} ${label} als ${predicted} sortiert.`,
  cellShow: (n) => (n === 1 ? "Zeigen" : `Diese ${count(n)} zeigen`),
  matrixHint: "Wählen Sie ein Feld, um es in Worten zu lesen. Der Fachbegriff dafür ist ",
  matrixTerm: "Verwechslungsmatrix",
  topMixes: "Die häufigsten Verwechslungen",
  noMixes: "Keine Verwechslungen in der Prüfung.",
  run: "Training",
  runOf: (n, day) => `Training ${count(n)}, ${day}`,
  runName: (n, method, preset, time) => `Training ${count(n)}: ${method}, ${preset}, ${time}`,
  earlier: "Aus früheren Daten",
  stale: (stale) => [...stale.map(why), "Trainieren Sie neu, um das aufzunehmen."].join(" "),
  next: "Anwenden",
  again: "Neu trainieren",
  againFixed: "Mit den Berichtigungen neu trainieren",

  waiting: (n) =>
    `${plural(n, "Prüfungszeile ist", "Prüfungszeilen sind")} seitdem hinzugekommen. Dieses Training beantwortet sie jetzt, damit die Zahlen für die heutige Prüfung gelten.`,
  rescoring: "Die neuen Prüfungszeilen werden beantwortet",
  examChanged: "Die Prüfung hat sich seit dem Ende dieses Trainings geändert.",
  examChanges: (exam, before) => {
    const then = before === null ? "" : ` An seinem Ende hatte es ${before} von 100.`;
    return `${list(changes(exam))}.${then} Alle Trainings werden an der heutigen Prüfung gemessen.`;
  },
  onlyMisses:
    "Werden nur Zeilen berichtigt, die das Modell verfehlt hat, sieht es besser aus, als es ist. Sehen Sie auch einige an, die es getroffen hat.",
  toSample: "10 richtige ansehen",
};

export const mistakes: Catalogue["mistakes"] = {
  sub: (wrong, all, own) =>
    `${count(wrong)} Fehler bei ${calledOf(all, own)} der Prüfung. Manchmal war die Kategorie falsch, nicht das Modell.`,
  views: { open: "Anzusehen", settled: "Erledigt", sample: "Richtige" },
  viewsLabel: "Welche Zeilen",
  sampleDetail:
    "Eine zufällige Auswahl von Zeilen, die das Modell getroffen hat. Auch hier kann eine Kategorie falsch sein; nur die Fehler zu berichtigen würde dem Modell schmeicheln.",
  otherSample: "10 andere",
  order: "Reihenfolge",
  orders: {
    most_sure: "Sicherste zuerst",
    least_sure: "Unsicherste zuerst",
    row: "Wie in den Daten",
  },
  of: (shown, all) => `${count(shown)} von ${count(all)}`,
  clear: (truth, predicted) => `Nicht mehr nur ${truth}, gehalten für ${predicted}`,
  yourLabel: "Ihre Kategorie",
  model: "Modell",
  sure: (share) => `zu ${share} sicher`,
  before: (label) => `Unverändert: ${label}`,
  labelWrong: "Die Kategorie war falsch",
  labelWrongTo: (label) => `Sie wird ${label}`,
  modelWrong: "Das Modell irrt",
  labelRight: "Die Kategorie stimmt",
  bothFit: "Beides passt",
  similar: "Ähnliche Zeilen",
  another: "Es ist eine andere",
  takeBack: "Neu entscheiden",
  verdict: {
    label_wrong: "Die Kategorie war falsch und ist berichtigt",
    model_wrong: "Die Kategorie stimmt",
    both_fit: "Beides passt",
  },
  fits: (other) => `Auch ${other} passt`,
  done: {
    label_wrong: (label) => `Zu ${label} berichtigt. Das zählt in jedem Training.`,
    model_wrong: "Die Kategorie bleibt. Es zählt als Fehler des Modells.",
    both_fit: (other) => `Vermerkt: auch ${other} passt.`,
    open: "Ist neu zu entscheiden.",
  },
  none: "Kein Fehler mehr anzusehen",
  noneDetail: "Über jede Prüfungszeile, die das Modell verfehlt hat, ist entschieden.",
  noMistakes: "Keine Fehler in der Prüfung",
  noMistakesDetail:
    "Das Modell hat jede Prüfungszeile getroffen. Bei einer kleinen Prüfung kann das Glück sein: mit mehr Zeilen wird es sicherer.",
  noneSettled: "Noch nichts erledigt",
  noneSettledDetail:
    "Zeilen, über die Sie entscheiden, stehen hier und lassen sich neu entscheiden.",
  more: (n) => `${count(n)} weitere zeigen`,
  others: "Andere Verwechslungen",
  pair: (truth, predicted, n) => `${count(n)} ${truth}, gehalten für ${predicted}`,
  morePairs: (pairs) => plural(pairs, "weiteres Paar", "weitere Paare"),
  noSimilar: "Keine andere Zeile hat dieselben seltenen Wörter.",
  shared: (words) => `beide enthalten ${list(words)}`,
  fixed: (n) => `${plural(n, "Kategorie", "Kategorien")} seit diesem Training berichtigt`,
};

export const tryIt: Catalogue["tryIt"] = {
  title: "Ausprobieren",
  label: "Ein Text zum Sortieren",
  placeholder: "Schreiben oder fügen Sie einen Text ein, wie er hereinkommen würde",
  go: "Sortieren",
  busy: "Wird sortiert",
  weights: "Je kräftiger die Farbe, desto wichtiger war das Wort.",
  against: "Unterstrichene Wörter sprachen dagegen.",
  cut: "Der Text ist zu lang, um jedes Wort zu gewichten.",
  words: (words) => `Am wichtigsten waren: ${list(words)}.`,
  before: "Unverändert, mit schnellem Kopf",
  beforeSays: (label, share) => `${label}, zu ${share} sicher`,
  unexpected: "Nicht, was Sie erwartet haben?",
  category: "Kategorie dieses Textes",
  choose: "Seine Kategorie",
  add: "Zu meinen Daten hinzufügen",
  added: (label) => `Zu ${label} hinzugefügt. Es zählt ab dem nächsten Training.`,
};

export const compare: Catalogue["compare"] = {
  sub: (n, own) =>
    `Jedes Training hat dieselbe Prüfung mit ${calledOf(n, own)} abgelegt, darum lassen sie sich vergleichen.`,
  leftOut: (n) =>
    `${plural(n, "Prüfungszeile", "Prüfungszeilen")} ausgelassen, weil eines der Trainings daraus gelernt hat oder keine Antwort dazu hat.`,
  run: (n) => `Training ${count(n)}`,
  runs: "Trainings",
  choose: (n) => `Training ${count(n)} in Worten vergleichen`,
  inUse: "In Gebrauch",
  use: "Dieses verwenden",
  useRun: (n) => `Training ${count(n)} verwenden`,
  usedNow: (n) => `Ab jetzt sortiert Training ${count(n)} Dateien und wird gespeichert.`,
  right: "Richtig",
  axis: (n) => (n === 100 ? "100 von 100 richtig" : String(n)),
  f1: "F1",
  time: "Dauer",
  size: "Größe",
  before: "Vor dem Training",
  beforeDetail: "Das unveränderte Modell mit schnellem Kopf",
  one: "Bisher ein Training",
  oneDetail:
    "Trainieren Sie noch einmal, mit anderer Methode oder mehr Daten, dann stehen beide hier nebeneinander.",
  waiting: "Die Trainings werden an der heutigen Prüfung gemessen",
  choosePair: "Wählen Sie zwei Trainings, um zu lesen, was sie unterscheidet.",
  really: (a, b) => `Ist Training ${count(a)} wirklich besser als Training ${count(b)}?`,
  equal: (a, b) => `Ist Training ${count(a)} besser als Training ${count(b)}?`,
  confidence: {
    surely: "Sicher.",
    probably: "Wahrscheinlich.",
    cannot_tell: "Noch nicht zu sagen.",
  },
  tally: (all, a, b, onlyA, onlyB) =>
    `Von ${all} hat Training ${count(a)} ${count(onlyA)} richtig, die Training ${count(b)} verfehlt, und dafür ${count(onlyB)} verloren.`,
  same: "Beide treffen dieselben Zeilen.",
  rowsCalled: called,
  luck: (p) => {
    const often = Math.round(p * 100);
    if (p >= 0.995) return "Durch Zufall allein wäre das gar keine Überraschung ";
    return often < 1
      ? "Durch Zufall allein käme das in weniger als 1 von 100 Vergleichen vor "
      : `Durch Zufall allein käme das in etwa ${often} von 100 Vergleichen vor `;
  },
  test: (p) =>
    `(McNemar p ${p < 0.001 ? `< ${decimal(0.001, 3)}` : `= ${decimal(p, p < 0.1 ? 3 : 2)}`}).`,
  settle: "Mehr Prüfungszeilen würden es entscheiden.",
  changed: (a, b) => `Was sich von Training ${count(a)} zu Training ${count(b)} geändert hat`,
  change: (title, from, to) => `${title}: ${from || "nichts"}, dann ${to || "nichts"}`,
  changeTitles: {
    model: "Modell",
    method: "Methode",
    preset: "Stufe",
    seed: "Startwert",
    data: "Daten",
  },
  recall: (label, from, to) => `${label}: findet ${to}, vorher ${from}`,
  noChange: "Nichts, wovon Attune weiß: dieselben Daten und Einstellungen.",
  different: (n) =>
    n === 1
      ? "Die Zeile, die sie verschieden beantworten"
      : `Die ${count(n)} Zeilen, die sie verschieden beantworten`,
  text: "Text",
  label: "Ihre Kategorie",
  kept: "Trainings bleiben, bis Sie sie löschen.",
  storage: "Speicherplatz",
  newRun: "Neues Training",
};

export const pictures: Catalogue["pictures"] = {
  save: "Dieses Diagramm speichern",
  svg: "SVG, in jeder Größe scharf",
  png: "PNG, für Dokumente und E-Mails",
  summary: "Zusammenfassung speichern",
  summaryDetail: "Eine Seite darüber, was trainiert wurde und wie gut es ist",
  saved: (file, folder) => `Als ${file} in ${folder} gespeichert.`,
  words: {
    "loss.title": "Wie weit daneben (Loss)",
    "loss.direction": "niedriger ist besser",
    "f1.title": "Güte in der Probeprüfung (F1)",
    "f1.direction": "höher ist besser",
    "confusion.title": "Was es verwechselt (Konfusionsmatrix)",
    "confusion.direction": "Zeilen: die richtige Kategorie, Spalten: was es sagt",
    "categories.title": "Wie gut jede Kategorie gelingt",
    "categories.direction": "richtig, wenn es das sagt (Precision), findet (Recall)",
    "axis.passes": "Durchgänge durch die Daten",
    "line.training": "Gelernt {}",
    "line.validation": "Probeprüfung {}",
    "line.majority": "Häufigste Kategorie {}",
    "line.quick_head": "Vor dem Training {}",
    "line.kept": "Behalten {}",
    "line.best": "Bester Wert {}",
    "column.precision": "Richtig, wenn es das sagt",
    "column.recall": "Findet",
    "column.rows": "Prüfungszeilen",
    rough: "wenige Zeilen, grob",
    "summary.title": "Das Training im Überblick",
    "summary.right": "{right} von {n} richtig",
    "summary.range": "Bei ungesehenen Zeilen sind {low} bis {high} % zu erwarten (95 %).",
    "summary.before": "Vor dem Training waren es {right} von {n}; immer die häufigste: {majority}.",
    "summary.figures": "Genauigkeit {accuracy} %, F1 über die Kategorien {f1} %.",
    "summary.left_out":
      "Von der Prüfung zählen {rows} Zeilen nicht: noch nicht beantwortet oder selbst gelernt.",
    "summary.trained": "Was trainiert wurde",
    "summary.data": "Daten",
    "summary.recipe": "Einstellungen",
    "fact.model": "Modell",
    "fact.method": "Welcher Teil lernt",
    "fact.preset": "Stufe",
    "fact.time": "Dauer",
    "fact.minutes": "{} Minuten",
    "fact.seconds": "{} Sekunden",
    "fact.rows": "Zeilen zum Lernen",
    "fact.checks": "Zeilen der Probeprüfung",
    "fact.exam": "Zeilen der Prüfung",
    "fact.categories": "Kategorien",
    "fact.seed": "Startwert",
    "summary.made": "Auf diesem Rechner erstellt mit Attune {}. Nichts hat ihn verlassen.",
  },
};
