import type { Catalogue } from "..";
import { count, percent, plural } from "../format";

export const writing: Catalogue["writing"] = {
  goalTitle: "Was soll das Modell aus diesen Zeilen lernen?",
  goals: {
    classify: "Text in Kategorien sortieren",
    tag: "Mehrere Kategorien finden",
    chat: "Fragen beantworten",
    continue: "In unserem Stil schreiben",
  },
  goalDetail: {
    classify: "Jeder Text hat eine Kategorie",
    tag: "Jeder Text hat mehrere Kategorien oder keine",
    chat: "Gespräche, oder Fragen mit ihren Antworten",
    continue: "Texte, wie sie sind, zum Weiterschreiben",
  },
  homeDetail: {
    classify: "Aus „Wo ist meine Bestellung?“ wird Lieferung. Für Nachrichten, Anfragen, Klauseln.",
    tag: "Aus „Es kam spät, und der Deckel ist gesprungen“ wird Lieferung und Schaden.",
    chat: "Antwortet wie Ihre Fachleute. Braucht Gespräche oder Fragen mit Antworten.",
    continue: "Schreibt Texte weiter wie Ihre eigenen. Braucht Texte einer Art.",
  },
  goalFixed:
    "Wie die Zeilen, die schon da sind. Für ein anderes Ziel ersetzen Sie sie, oder beginnen ein neues Projekt.",
  system: "Anweisungen für jedes Gespräch, das keine hat",
  systemExample: "Du bist unsere Auskunft. Antworte kurz und freundlich.",
  turns: {
    found: (conversation: string, speaker: string) =>
      `Jede Zeile sieht nach einem Beitrag zu einem Gespräch aus: „${conversation}“ sagt, zu welchem, „${speaker}“, wer spricht.`,
    join: "Zu Gesprächen verbinden",
    joined: (conversation: string) => `Zeilen mit gleichem „${conversation}“ sind ein Gespräch.`,
    apart: "Jede Zeile für sich lassen",
    who: "Wer antwortet",
    legend: "Gespräche aus einzelnen Beiträgen",
  },
  previewSub: {
    classify: "Welche Spalte ist der Text, und welche die richtige Antwort?",
    tag: "Welche Spalte ist der Text, und welche Spalte oder Spalten enthalten seine Kategorien?",
    chat: "Welche Spalte enthält das Gespräch, oder die Frage und ihre Antwort?",
    continue: "Welche Spalte enthält die Texte?",
  },
  need: {
    classify: "Sagen Sie, welche Spalte der Text ist",
    tag: "Sagen Sie, welche Spalte der Text ist",
    chat: "Sagen Sie, welche Spalte das Gespräch enthält, oder welche Frage und Antwort sind",
    continue: "Sagen Sie, welche Spalte der Text ist",
  },
  role: {
    text: "Das ist der Text",
    label: "Das ist die Kategorie",
    messages: "Das Gespräch",
    prompt: "Die Frage",
    answer: "Die Antwort",
    group: "Hält zusammen",
    none: "Nicht verwendet",
  },
  dataFact: (goal, n) =>
    goal === "chat" ? plural(n, "Gespräch", "Gespräche") : plural(n, "Text", "Texte"),
  sampleFact: (n, noun, lacksModel) =>
    `${count(n)} ${noun}${lacksModel ? " · braucht erst ein Modell aus dem Internet" : ""}`,
  sortsNothing: "Sein Modell schreibt und sortiert nichts",
  question: "Frage",
  answer: "Antwort",
  conversation: "Gespräch",
  passage: "Text",
  roles: { system: "Anweisungen", user: "Frage", assistant: "Antwort" },
  showFed: "Zeigen, was das Modell bekommt",
  hideFed: "Ausblenden, was das Modell bekommt",
  fedDetail: (model) => `Genau so liest es ${model}. Was es lernt, ist farbig.`,
  plainTemplate:
    "Dieses Modell hat keine eigene Form für Gespräche, darum wird eine schlichte verwendet.",
  marks: "Die eigenen Zeichen des Modells zeigen",
  modelsDetail: "Jedes hat schon viel gelesen und lernt, wie Ihre Beispiele zu schreiben",
  noModel: "Wählen Sie zuerst unter Einrichten ein Modell, das schreibt",
  none: "Auf diesem Computer ist noch kein Modell, das schreibt",
  noneDetail: (repo) =>
    `Sortieren kann Attune von Haus aus. Zum Schreiben braucht es ein Sprachmodell. Ein kleines, das auf den meisten Computern lernt, ist ${repo}: Holen Sie es hier, einmal, oder öffnen Sie unten den Ordner eines anderen.`,
  fetch: (name) => `${name} holen`,
  fetching: (done, all) => `${done} von ${all}`,
  fetchStarting: "Der Hub wird gefragt",
  perplexity: "Perplexität",
  perplexityTitle: "Wie überrascht von ungesehenen Antworten",
  unit: "Perplexität",
  perplexityTerm: "Perplexität der Probeprüfung",
  asItCame: (value) => `Wie es kam ${value}`,
  asItCameTitle: "Das Modell, wie es kam, bevor es lernte",
  now: (value) => `Jetzt ${value}`,
  perplexitySentence: (now, before) =>
    `Die Perplexität auf ungesehenen Beispielen ist ${now}${before ? `; wie es kam, war sie ${before}` : ""}.`,
  bestValue: (step) => `Schritt ${count(step)}`,
  bestUntuned: "das Modell, wie es kam",
  samples: "Wie es jetzt antwortet",
  samplesDetail: "Fragen, die es nie gelernt hat",
  resultSub: (n) => `Geprüft an ${plural(n, "Beispiel", "Beispielen")}, die es nie gesehen hat.`,
  closer: "Näher an Ihren Beispielen als vorher: ",
  less: (fall) => `${percent(fall)} weniger überrascht`,
  notLess: "Nicht weniger überrascht",
  notCloser: "Nicht näher an Ihren Beispielen als vorher",
  measure: "Wie sehr ungesehene Beispiele es überraschen ",
  measureTerm: "(Perplexität)",
  went: (from, to) => `, ging von ${from} auf ${to}.`,
  range: (low, high) => `wahrscheinlich zwischen ${low} und ${high}`,
  rangeDetail: "Kleiner ist besser. Die dünne Linie ist der wahrscheinliche Bereich ",
  before: "Wie es kam",
  after: "Ihres",
  keptUntuned:
    "Das Lernen half nicht, darum bleibt das Modell, wie es kam. Mehr Beispiele oder eine kleinere Lernrate können helfen.",
  keptTuned: (step) =>
    `Behalten ist die Fassung von Schritt ${count(step)}, die beste der Probeprüfung.`,
  formNotFacts:
    "Lernen vermittelt Ton und Form besser als verlässliche Tatsachen. Sprechen Sie mit ihm, bevor Sie sich darauf verlassen.",
  noExam:
    "Die Prüfung hatte keine Zeilen, darum gibt es keine Zahl. Sprechen Sie stattdessen mit ihm.",
  pages: { result: "Ergebnis", answers: "Nebeneinander", rows: "Ungewöhnliche Zeilen" },
  answersSub: "Was beide zu Beispielen der Prüfung schreiben, immer das wahrscheinlichste Wort.",
  letAnswer: "Beide antworten lassen",
  answerAgain: "Noch einmal fragen",
  answering: "Beide antworten",
  answersNone: "Noch wurde nichts gefragt. Zwanzig Beispiele der Prüfung werden beiden vorgelegt.",
  closed: {
    title: (n: number) => (n === 1 ? "Eine kurze Antwort" : `${n} kurze Antworten`),
    exact: (before: number, after: number, n: number) =>
      `Wort für Wort richtig: vorher ${before} von ${n}, nachher ${after} von ${n}.`,
    overlap: (before: string, after: string) =>
      `Wörter, die Ihre Antwort auch hat: vorher ${before}, nachher ${after}.`,
  },
  repeated: {
    title: (n: number) =>
      n
        ? `${n} ${n === 1 ? "Stelle" : "Stellen"} aus Ihren Beispielen wiederholt`
        : "Nichts wiederholt",
    none: "Keine dieser Antworten wiederholt zehn Wörter hintereinander oder persönliche Daten aus den Beispielen, von denen es gelernt hat.",
    advice:
      "Diese Wörter stehen in einem Beispiel und weder in der Frage noch in der erwarteten Antwort. Redewendungen Ihres Hauses schaden nicht. Was einem Menschen gehört, schon: Ersetzen Sie persönliche Daten in Schritt 1, und trainieren Sie noch einmal.",
    from: (row: number) => `aus Beispiel ${row}`,
    personal: " · persönliche Daten",
  },
  unanswerable: {
    title: "Fragen, die sich nicht beantworten lassen",
    said: (before: number, after: number, n: number) =>
      `Es sagt, dass es das nicht weiß: vorher ${before} von ${n}, nachher ${after} von ${n}.`,
    worse:
      "Ihr Modell erfindet mehr als zuvor. Fügen Sie Beispiele solcher Fragen hinzu, mit der Antwort, die Sie geben würden, und lassen Sie es neu lernen.",
    some: "Was es erfindet, klingt so sicher wie das, was es weiß. Beispiele solcher Fragen, mit der Antwort, die Sie geben würden, bringen ihm bei, es zu sagen.",
    none: "Es soll das sagen und tut es. Lesen Sie seine Antworten trotzdem.",
    show: "Antworten zeigen",
    admits: "sagt es",
    makesUp: "sagt es nicht",
  },
  expected: "Ihr Beispiel",
  silent: "Es schrieb nichts.",
  rowsSub:
    "Was es am meisten überrascht, steht zuerst: oft ungewöhnlich, manchmal falsch in den Daten.",
  rowsNone: "Dieses Training hat seine Zeilen nicht vermerkt.",
  toTalk: "Mit ihm sprechen",
  goOn: "Beide weiterschreiben lassen",
  goOnSub: "Beginnen Sie einen Text. Vorher ist das Modell, wie es kam, Nachher ist Ihres.",
  goOnEmpty: "Beginnen Sie einen Text, und sehen Sie, wie beide ihn weiterschreiben.",
  correct: "Diese Antwort verbessern",
  correctDetail: "Was hätte es sagen sollen? Ihre Worte kommen zu den Beispielen.",
  correctKeep: "Zu den Beispielen",
  correctCancel: "Abbrechen",
  corrected: "Zu den Beispielen gelegt. Lassen Sie es neu lernen.",
};
