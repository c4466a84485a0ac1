import type { Coach } from "../../stores/coach";
import type { Catalogue } from "..";
import { about, capitalise, count, decimal, percent } from "../format";
import { called, noun, nounOf } from "./words";

export const train: Catalogue["train"] = {
  title: "Trainieren",
  chooseSub:
    "Wie viel vom Modell darf sich ändern? Die empfohlene Wahl passt für die meisten Projekte.",
  which: "Welcher Teil lernt?",
  changes: "ändert sich",
  stays: "bleibt, wie es ist",
  thorough: "Wie gründlich?",
  advanced: "Erweitert",
  backTo: (preset) => `Zurück zu ${preset}`,
  changed: "Geändert",
  common: "Für jede Methode",
  seed: "Startwert",
  seedHelp: "Legt das Mischen fest, damit sich zwei Trainings gerecht vergleichen lassen.",
  on: "An",
  time: "Dauer",
  timeDetail: "höchstens; es kann früher enden",
  memory: "Speicher",
  memoryDetail: (free) => `von ${free} frei`,
  steps: "Schritte",
  stepsDetail: "jeder lernt aus einigen Zeilen",
  learns: "Lernt",
  learnsDetail: (n) => `${n} Parameter`,
  estimating: "Wird geschätzt",
  noEstimate: "Keine Schätzung",
  fit: { comfortable: "Passt gut", tight: "Knapp", wont_fit: "Passt nicht" },
  fitHint: {
    comfortable: (time) => `Läuft hier, ${time}. Sie können weiterarbeiten.`,
    tight: () => "Der Speicher ist knapp. Schließen Sie vorher andere Programme.",
    wont_fit: () =>
      "Braucht mehr Speicher, als frei ist. Wählen Sie einen kleineren Teil oder kürzere Texte.",
  },
  lighter: (value) => `${value} Beispiele je Schritt nehmen`,
  night: (time) => `Aus allen Ihren Beispielen zu lernen dauert ${time}`,
  fewer: (n, time) =>
    `Beginnen Sie mit ${count(n)} gut gewählten: ${time}. Attune nimmt die, die sich am meisten unterscheiden, damit jede Art dabei ist.`,
  fewerTake: (n) => `Mit ${count(n)} beginnen`,
  fewerChosen: (n) => `Lernt aus den ${count(n)} Beispielen, die sich am meisten unterscheiden`,
  fewerUndo: "Aus allen lernen",
  start: "Training starten",
  startAnyway: "Trotzdem starten",
  starting: "Wird gestartet",
  settingWrong: "Eine Einstellung unter Erweitert braucht einen anderen Wert",
  lastRun: "Letztes Training",
  wholeNumber: (min, max) => `Geben Sie eine ganze Zahl von ${min} bis ${max} an`,
  number: (min, max) => `Geben Sie eine Zahl von ${min} bis ${max} an`,
  chooseOne: "Wählen Sie mindestens eines",
};

export const run: Catalogue["run"] = {
  title: {
    preparing: "Training",
    running: "Training",
    paused: "Training angehalten",
    interrupted: "Training unterbrochen",
    finished: "Training fertig",
    failed: "Training beendet",
  },
  meanwhile: "Sie können den Rechner weiter benutzen.",
  sub: (method, model, preset) => `${method} mit ${model}, ${preset}`,
  started: (time) => `Begonnen ${time}`,
  preparing: "Vorbereitung: Zeilen und Ausgangspunkt werden gelesen",
  choosing: (n, done, total) =>
    `${count(n)} Beispiele werden ausgewählt: ${count(done)} von ${count(total)} gelesen`,
  left: (seconds) => `noch ${about(seconds)}`,
  finished: "Fertig",
  finishedEarly: "Fertig, früher beendet",
  passOf: (pass, passes) => `Durchgang ${pass} von ${passes}`,
  progress: "Fortschritt des Trainings",
  loss: "Wie weit daneben",
  lossTerm: "Loss",
  lower: "kleiner ist besser",
  f1: (own) => `Güte bei ungesehenen ${nounOf(own)}`,
  f1Term: "Validierungs-F1",
  higher: "größer ist besser",
  training: (value) => `Training ${value}`,
  validation: (value) => `Probe ${value}`,
  bestSoFar: (value) => `Bester ${value}`,
  kept: (value) => `Behalten ${value}`,
  keptAt: (step, value) => `Behalten: Schritt ${count(step)}, ${value}`,
  keptStep: (step) => `Behalten: Schritt ${count(step)}`,
  stopKeep: (step) => `Jetzt beenden und Schritt ${count(step)} behalten`,
  remedy: {
    smaller_batch: (value) => `Mit ${value} Beispielen je Schritt neu trainieren`,
    careful_rate: (value) => `Mit einer Lernrate von ${value} neu trainieren`,
  },
  remedyHelps: {
    smaller_batch:
      "Weniger Beispiele je Schritt brauchen weniger Speicher. Das ist ein neues Training, von vorn.",
    careful_rate:
      "Eine vorsichtigere Lernrate hilft meistens. Das ist ein neues Training, von vorn.",
  },
  majority: (value) => `Häufigste ${value}`,
  majorityTitle: "Immer die häufigste Kategorie sagen",
  quickHead: (value) => `Vorher ${value}`,
  quickHeadTitle: "Das unveränderte Modell mit schnellem Kopf",
  ofFree: (free) => ` von ${free} frei`,
  pass: (n) => `Durchg. ${n}`,
  noPoints: "Die ersten Punkte erscheinen bald.",
  lossSentence: (from, to, validation) =>
    `Der Loss beim Lernen ging von ${from} auf ${to}${validation ? `; in der Probeprüfung liegt er bei ${validation}` : ""}.`,
  f1Sentence: (to, best, head) =>
    `Das F1 der Probeprüfung ist ${to}${best ? `, das der Fassung, die bleibt, ${best}` : ""}${head ? `; unverändert mit schnellem Kopf ${head}` : ""}.`,
  details: "Einzelheiten",
  columnStep: "Schritt",
  columnLoss: "Loss der Probeprüfung",
  columnF1: "F1",
  columnMicro: "F1 über alle",
  columnExact: "Genau richtig",
  columnRight: "Richtig",
  columnTrainLoss: "Loss beim Lernen",
  columnSpeed: "Token/s",
  samples: "So sortiert es jetzt",
  samplesDetail: (own) => `${noun(own)}, die es nie gelernt hat, bei jeder Prüfung erneuert`,
  row: "Text",
  now: "Jetzt",
  before: "Unverändert",
  sure: "Sicher",
  isRight: "richtig",
  isWrong: (label) => `falsch, richtig ist ${label}`,
  facts: "Dieses Training",
  speed: "Tempo",
  speedValue: (rows) => `${rows < 10 ? decimal(rows, 1) : count(rows)} Zeilen/s`,
  memory: "Speicher",
  elapsed: "Vergangen",
  best: "Bester Stand",
  bestValue: (step, f1) => `Schritt ${count(step)}, ${percent(f1)}`,
  bestHead: (f1) => `schneller Kopf, ${percent(f1)}`,
  saved: "Zuletzt gesichert",
  none: "noch nicht",
  pause: "Anhalten",
  pausing: "Wird angehalten",
  goOn: "Weiter",
  stop: "Beenden und das Beste behalten",
  stopping: "Wird beendet",
  resume: "Training fortsetzen",
  again: "Neu trainieren",
  results: "Ergebnis ansehen",
  safe: "Jede Prüfung wird gesichert. Fällt der Strom aus, ist nichts verloren.",
  interruptedWhat: "Das Training wurde unterbrochen. Nichts ist verloren.",
  interruptedAdvice: "Setzen Sie es fort: es geht vom letzten gesicherten Schritt weiter.",
  interruptedUnsaved: "Setzen Sie es fort: es beginnt von vorn, denn es war noch nichts gesichert.",
  pausedByYou:
    "Sie haben es angehalten. Der Speicher bleibt belegt, bis Sie weitermachen oder beenden.",
  dropped: (n, own, writes) =>
    `${called(n, own)} ohne ${writes ? "Text" : "Text oder Kategorie"} ausgelassen`,
  truncated: (n, own) => `${called(n, own)} an der größten erlaubten Länge abgeschnitten`,
  lastGood: (step) => `Alles bis Schritt ${count(step)} ist gesichert.`,
};

/** Of a model that writes: how surprised it is falls, where a score would rise. */
function coachWriting(state: Coach): [fact: string, advice: string] | null {
  switch (state.kind) {
    case "preparing":
      return [
        "Vorbereitung.",
        "Attune misst zuerst, wie überrascht das unveränderte Modell ist, damit es etwas zu übertreffen gibt.",
      ];
    case "starting":
      return ["Es hat zu lernen begonnen.", "Die erste Zahl kommt mit der ersten Prüfung."];
    case "learning":
      return state.rises > 1
        ? [
            "Es wird noch besser.",
            `Beispiele, die es nicht gelernt hat, überraschten es in jeder der letzten ${decimal(state.rises, 0)} Prüfungen weniger. Lassen Sie es laufen.`,
          ]
        : [
            "Es lernt.",
            "Kaum je überraschten es Beispiele, die es nicht gelernt hat, so wenig wie jetzt. Lassen Sie es laufen.",
          ];
    case "flat":
      return [
        "Es geht kaum noch voran.",
        `In den letzten ${decimal(state.checks, 0)} Prüfungen überraschten es Beispiele, die es nicht gelernt hat, nicht weniger. Die beste Fassung wird behalten.`,
      ];
    default:
      return null;
  }
}

export const coach: Catalogue["coach"] = (state, own, writes): [fact: string, advice: string] => {
  const writing = writes ? coachWriting(state) : null;
  if (writing) return writing;
  const rows = nounOf(own);
  switch (state.kind) {
    case "preparing":
      return [
        "Vorbereitung.",
        "Attune misst zuerst das unveränderte Modell, damit es etwas zu übertreffen gibt.",
      ];
    case "starting":
      return ["Es hat zu lernen begonnen.", "Die erste Bewertung kommt mit der ersten Prüfung."];
    case "learning":
      return state.rises > 1
        ? [
            "Es wird noch besser.",
            `Bei ${rows}, die es nicht gelernt hat, stieg die Güte in den letzten ${decimal(state.rises, 0)} Prüfungen. Lassen Sie es laufen.`,
          ]
        : [
            "Es lernt.",
            `Bei ${rows}, die es nicht gelernt hat, ist die Güte nahe am Bestwert. Lassen Sie es laufen.`,
          ];
    case "flat":
      return [
        "Es geht kaum noch voran.",
        `In den letzten ${decimal(state.checks, 0)} Prüfungen kein besserer Wert. Die beste Fassung wird behalten.`,
      ];
    case "memorising":
      return [
        "Es beginnt, auswendig zu lernen.",
        `Es wird nur noch bei ${rows} besser, die es gelernt hat. ${
          state.keptStep === null
            ? "Am besten ist noch, was es vor dem Training war, und das bleibt"
            : `Die beste Fassung, von Schritt ${count(state.keptStep)}, wird behalten`
        }; Sie können jetzt beenden.`,
      ];
    case "slow":
      return [
        "Ein anderes Programm ist beschäftigt.",
        `${capitalise(about(state.seconds))} länger.`,
      ];
    case "unstable":
      return [
        "Die Fehler springen.",
        "Eine vorsichtigere Lernrate hilft. Beenden Sie und wählen Sie unter Erweitert eine kleinere.",
      ];
  }
};
