import type { Catalogue } from "..";
import { count, list, plural } from "../format";
import { quoted } from "./words";

export const privacy: Catalogue["privacy"] = {
  title: "Persönliche Daten",
  looking: "Persönliche Daten werden gesucht",
  sub: (finds, n) =>
    `${plural(finds, "Fundstelle", "Fundstellen")} in ${plural(n, "Zeile", "Zeilen")}. Klicken Sie auf ein Wort, um es zu lassen, oder auf ein übersehenes, um es zu ersetzen.`,
  clearSub:
    "In diesen Zeilen wurde nichts gefunden. Klicken Sie auf ein Wort, das ersetzt werden soll.",
  found: "Gefunden",
  replace: "Ersetzen",
  replaceRow: (line) => `In Zeile ${count(line)} ersetzen`,
  replaceOrLeave: "ersetzen oder lassen",
  replacePlaces: (n) => `${plural(n, "Fundstelle", "Fundstellen")} ersetzen`,
  onTheWay: "Nur auf dem Weg zum Modell",
  onTheWayHint:
    "Die Zeilen bleiben, wie sie sind. Jedes Training und jeder Text, den das Modell später liest, bekommt Platzhalter.",
  kinds: "Was ersetzt wird",
  own: "Eigene Wörter",
  most: "Attune findet das meiste und übersieht vielleicht etwas.",
  mostDetail:
    "Namen, die auch Wörter sind, bleiben Ihnen überlassen. Sehen Sie auch Zeilen ohne Funde an.",
  showClear: "20 Zeilen ohne Funde zeigen",
  others: "20 andere",
  showFound: "Zurück zu den Funden",
  noClear: "In jeder Zeile wurde etwas gefunden.",
  leave: (word) => `${quoted(word)} in allen Zeilen lassen`,
  take: (word) => `${quoted(word)} in allen Zeilen ersetzen`,
  wordsOf: (line) => `Wörter der Zeile ${count(line)}`,
  always: "Immer ersetzt",
  kept: "So gelassen",
  addWord: "Ein Wort oder Name, der immer ersetzt wird",
  add: "Hinzufügen",
  takeOff: (word) => `${quoted(word)} von der Liste nehmen`,
  noWords: "Noch keine. Klicken Sie auf ein Wort einer Zeile, oder tippen Sie eines.",
  travel: "Im Training und im Gebrauch ersetzen",
  travelHint:
    "Jedes Training, das von nun an beginnt, und jeder Text, den sein Modell später liest, bekommt dieselben Platzhalter.",
  how: "Wie viel wird gefunden?",
  howLead:
    "Gezählt in Nachrichten, die für Attune geschrieben wurden, in sieben Sprachen, und die seine Regeln noch nicht kannten. Erwarten Sie bei Ihren etwa so viel, und nicht mehr.",
  howKind: "Art",
  howFound: "Gefunden",
  ofThese: (found, all) => `${count(found)} von ${count(all)}`,
  notMeasured: "nicht gezählt",
  howLists:
    "Nichts mit Prüfziffer, wie eine IBAN oder Kartennummer, wurde übersehen. Übersehen wurden meist seltene Vornamen, Spitznamen, und Namen, die auch Wörter sind.",
  forget: {
    ask: "Originale endgültig löschen",
    title: "Originale endgültig löschen?",
    lead: "Die Texte, wie sie vorher waren, werden aus diesem Projekt gelöscht, mit jedem Schritt, der sie zurückbringen könnte. Das lässt sich nicht rückgängig machen.",
    history: "Die Liste der Änderungen und das Zurücknehmen beginnen neu.",
    runs: (n) =>
      `${plural(n, "trainiertes Modell, das aus den Originalen gelernt hat, wird", "trainierte Modelle, die aus den Originalen gelernt haben, werden")} ebenfalls gelöscht.`,
    open: (n) =>
      `${plural(n, "Stelle mit persönlichen Daten steht", "Stellen mit persönlichen Daten stehen")} noch in den Zeilen und ${n === 1 ? "bleibt" : "bleiben"}.`,
    missed:
      "Das meiste wurde ersetzt; Attune hat vielleicht etwas übersehen. Sehen Sie vorher Zeilen ohne Funde an.",
    outside: (files) =>
      `Nicht gelöscht: ${list(files)} dort, wo Sie es aufbewahren, Sicherungskopien, und was anderswo gespeichert oder verschickt wurde.`,
    nothing: "Es sind nur die jetzigen Zeilen da. Es gibt nichts zu löschen.",
    yes: "Endgültig löschen",
    working: "Die Originale werden gelöscht",
    done: "Die Originale sind endgültig gelöscht.",
  },
  said: {
    word: (word) => `${quoted(word)} wird überall ersetzt.`,
    no_word: (word) => `${quoted(word)} steht nicht mehr auf der Liste.`,
    keep: (word) => `${quoted(word)} bleibt überall stehen.`,
    no_keep: (word) => `${quoted(word)} wird wieder gesucht.`,
  },
  step: (what, which) => {
    switch (what) {
      case "on":
        return "Persönliche Daten werden auf dem Weg zum Modell ersetzt";
      case "off":
        return "Persönliche Daten werden auf dem Weg zum Modell nicht mehr ersetzt";
      case "kind_on":
        return "Persönliche Daten: eine Art mehr wird ersetzt";
      case "kind_off":
        return "Persönliche Daten: eine Art weniger wird ersetzt";
      case "word":
        return `Persönliche Daten: ${quoted(which)} wird ersetzt`;
      case "no_word":
        return `Persönliche Daten: ${quoted(which)} ist von der Liste`;
      case "keep":
        return `Persönliche Daten: ${quoted(which)} bleibt`;
      case "no_keep":
        return `Persönliche Daten: ${quoted(which)} wird wieder gesucht`;
      default:
        return "Persönliche Daten: geändert, was ersetzt wird";
    }
  },
};
