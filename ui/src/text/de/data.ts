import type { Fix } from "../../backend/types.gen";
import type { Catalogue } from "..";
import { count, decimal, list, plural } from "../format";
import { check } from "./check";
import { privacy } from "./privacy";
import { called, noun, quoted, rows } from "./words";

export const data: Catalogue["data"] = {
  title: "Daten",
  rowCount: rows,
  emptySub: "Bringen Sie die Beispiele mit, aus denen Ihr Modell lernen soll.",
  summarySub: "Daraus lernt das Modell. Stimmt es so?",
  testSub: "Eine Prüfungsdatei: diese Zeilen dienen nur der Endprüfung, nie dem Lernen.",
  emptyTitle: "Hier werden Ihre Zeilen stehen",
  readIn: (n, columns, seconds) =>
    `${rows(n)}, ${plural(columns, "Spalte", "Spalten")}, gelesen in ${seconds < 0.1 ? `unter ${decimal(0.1, 1)}` : decimal(seconds, 1)} Sekunden. Attune arbeitet mit einer eigenen Kopie; Ihre Datei bleibt, wie sie ist.`,
  format: "Format",
  encoding: "Zeichensatz",
  delimiter: "Die Zellen sind getrennt durch",
  header: "Erste Zeile",
  headerYes: "Namen der Spalten",
  headerNo: "Schon Daten",
  formats: {
    csv: "Tabelle (CSV, TSV)",
    json: "JSON",
    jsonl: "JSON Lines",
    txt: "Reiner Text",
    html: "Webseite",
    xlsx: "Excel-Arbeitsmappe",
    xls: "Alte Excel-Arbeitsmappe",
    ods: "OpenDocument-Tabelle",
    parquet: "Parquet-Datei",
    docx: "Word-Dokument",
    pdf: "PDF-Dokument",
    eml: "E-Mail",
    mbox: "Postfach",
    zip: "ZIP-Archiv",
    folder: "Ordner",
  },
  sheet: "Tabellenblatt",
  sheetName: (name) => `Blatt ${quoted(name)}`,
  firstRow: "Die Tabelle beginnt in Zeile",
  cut: "Eine Zeile ist",
  cuts: {
    file: "Eine ganze Datei",
    page: "Eine Seite",
    heading: "Was unter einer Überschrift steht",
    clause: "Eine nummerierte Klausel",
    paragraph: "Ein Absatz",
    line: "Eine Textzeile",
    length: "Eine Anzahl von Wörtern",
  },
  cutWords: "Wörter je Zeile, ungefähr",
  cutSub: "Wie soll das in Zeilen geteilt werden? Unten stehen die ersten.",
  save: "Kopie speichern",
  saveTitle: "Ihre Zeilen speichern",
  saveDetail:
    "Die Zeilen, wie sie jetzt sind, mit Ihren Kategorien, für andere Programme. Wählen Sie, wofür:",
  saveAs: {
    xlsx: ["Excel", "Eine Arbeitsmappe mit Text, Kategorie, Gruppe und Teil"],
    csv: ["CSV", "Dasselbe als reiner Text, den alles liest"],
    jsonl: ["JSON Lines", "Dasselbe für Programme, ein Objekt je Zeile"],
    parquet: ["Parquet", "Dasselbe gepackt, für Datenprogramme"],
    openai: ["Chat (OpenAI)", "Jeder Text als Frage und seine Kategorie als Antwort"],
  },
  saveChoose: "Ort wählen",
  saved: (n, file) => `${rows(n)} gespeichert als ${quoted(file)}`,
  savedIn: (folder) => `in ${folder}`,
  savedLeftOut: (n) => `${rows(n)} ohne Kategorie ${n === 1 ? "fehlt" : "fehlen"} darin.`,
  chooseFolder: "Ordner wählen",
  folderDetail: "Jede Datei darin wird eine Zeile; ein Unterordner kann die Kategorie sein.",
  paste: "Zeilen einfügen",
  pasteTitle: "Zeilen einfügen",
  pasteDetail:
    "Kopieren Sie Zellen einer Tabelle oder beliebigen Text und fügen Sie ihn hier ein. Sie sehen alles an, bevor etwas hinzukommt.",
  pasteField: "Das Kopierte",
  pasteLook: "Ansehen",
  pastedName: "Eingefügte Zeilen",
  encodings: {
    "utf-8": "UTF-8",
    "utf-16le": "UTF-16 (LE)",
    "utf-16be": "UTF-16 (BE)",
    "windows-1252": "Windows-1252",
  },
  delimiters: { ",": "Komma", ";": "Strichpunkt", "\t": "Tabulator", "|": "Senkrechter Strich" },
  roleOf: (column) => `Was ${quoted(column)} ist`,
  firstRows: (shown, all) => `Die ersten ${count(shown)} von ${rows(all)}`,
  import: (n) => `${rows(n)} übernehmen`,
  importing: "Wird übernommen",
  cancelImport: "Abbrechen",
  discard: "Diese Datei nicht hinzufügen",
  noLabel: "Ohne Spalte mit Kategorien kommen die Zeilen ohne Kategorie herein",
  noRows: "Keine Zeile lässt sich lesen",
  add: "Hinzufügen",
  addFile: "Datei hinzufügen",
  addFolder: "Ordner hinzufügen",
  addTest: "Prüfungsdatei hinzufügen",
  replace: "Durch andere Datei ersetzen",
  moreActs: "Mehr mit diesen Zeilen tun",
  replaceWith: "Ersetzt die vorhandenen Zeilen",
  rejected: (n) => `${rows(n)} nicht lesbar`,
  rejectedDetail:
    "Sie stehen hier und bleiben außen vor. Berichtigen Sie sie in Ihrer Datei und fügen Sie die Datei noch einmal hinzu.",
  rejectedTitle: (n, line, file) =>
    n === 1
      ? `Zeile ${count(line)} von ${quoted(file)} lässt sich nicht lesen.`
      : `${rows(n)} von ${quoted(file)} lassen sich nicht lesen, die erste ist Zeile ${count(line)}.`,
  rejectedFile: (file) => `${quoted(file)} lässt sich nicht lesen.`,
  rejectedWays: (others) => {
    if (others === 0)
      return "Es bleibt keine Zeile übrig. Lesen Sie die Datei anders ein, oder berichtigen Sie sie und lesen Sie sie noch einmal.";
    const rest = others === 1 ? "Die andere Zeile ist" : `Die anderen ${rows(others)} sind`;
    return `${rest} in Ordnung und lassen sich ohne den Rest übernehmen. Oder Sie berichtigen die Datei und lesen sie noch einmal.`;
  },
  rowsSafe: (n) => (n === 1 ? "Ihre Zeile ist sicher" : `Ihre ${rows(n)} sind sicher`),
  showPlaces: "Stellen zeigen",
  hidePlaces: "Stellen verbergen",
  places: "Die Stellen in der Datei",
  readAgain: "Noch einmal lesen",
  readAgainDetail: "Nachdem die Datei berichtigt und gespeichert ist",
  unreadable: (name) => `${quoted(name)} ließ sich nicht öffnen`,
  unreadableDetail:
    "Berichtigen Sie die Datei und lesen Sie sie noch einmal, oder wählen Sie eine andere. Es wurde nichts hinzugefügt.",
  chooseOther: "Andere Datei wählen",
  undoLater: "Das lässt sich später rückgängig machen",
  rejectedMore: (n) => `und ${count(n)} weitere`,
  showMore: "Mehr zeigen",
  line: "Zeile",
  reason: "Grund",
  excerpt: "So beginnt sie",
  sources: (files, n, own) => `${called(n, own)} aus ${plural(files, "Datei", "Dateien")}`,
  testFile: "Prüfungsdatei",
  text: "Text",
  label: "Kategorie",
  part: "Teil",
  parts: { train: "zum Lernen", validation: "Probeprüfung", test: "Endprüfung" },
  noPart: "nicht aufgeteilt",
  noLabelYet: "Noch keine Kategorie",
  labelOf: (row) => `Kategorie von Zeile ${row}`,
  rowText: (line) => `Der ganze Text von Zeile ${count(line)}`,
  lineNumber: (line) => `Zeile ${count(line)}.`,
  lineOf: (line, source) => `Zeile ${count(line)}, ${source}`,
  chooseRow: "Wählen Sie eine Zeile, um sie ganz zu lesen und ihre Kategorie zu ändern.",
  find: "Im Text suchen",
  findKey: "Im Text suchen (Strg F)",
  filteredBy: (name) => `Nur ${quoted(name)}`,
  showAll: "Alle zeigen",
  noMatch: "Keine Zeile passt.",
  range: (from, to, all) =>
    all === 0 ? "Keine Zeilen" : `Zeilen ${count(from)} bis ${count(to)} von ${count(all)}`,
  categories: "Kategorien",
  labelled: (n) => `${count(n)} zugeordnet`,
  tooSmall: "zu wenige",
  onlyThese: (name, n) => `Nur ${name} zeigen, ${rows(n)}`,
  editCategory: (name) => `${quoted(name)} umbenennen oder zusammenführen`,
  renameTo: "Neuer Name",
  rename: "Umbenennen",
  renameDetail: "Das Modell muss dafür nicht neu trainiert werden.",
  nameTaken:
    "Eine Kategorie dieses Namens gibt es schon. Um eine daraus zu machen, führen Sie sie zusammen.",
  joinInto: "Zusammenführen mit",
  joinDo: "Zusammenführen",
  joinDetail: "Danach ist ein neues Training nötig: das Modell unterscheidet sie noch.",
  renamed: (from, to) => `Aus ${quoted(from)} wurde ${quoted(to)}.`,
  joined: (from, into) => `${list(from.map(quoted))} gehört jetzt zu ${quoted(into)}.`,
  moreVariants: (n) => `${count(n)} weitere dieser Art.`,
  variants: (keep, others, n) =>
    `${list(others.map(quoted))} und ${quoted(keep)} unterscheiden sich nur durch Großschreibung oder Leerzeichen (${rows(n)}).`,
  join: (keep) => `Als ${quoted(keep)} zusammenführen`,
  split: (own) => `Wie die ${noun(own)} aufgeteilt werden`,
  splitDetail: "Jede Kategorie wird gleich aufgeteilt.",
  whyParts: "Warum drei Teile?",
  token: "Was ist ein Token?",
  splitGroups: "Zeilen derselben Gruppe bleiben beisammen.",
  splitUnlabelled: (n, own) =>
    `${called(n, own)} ohne Kategorie ${n === 1 ? "wird" : "werden"} nicht aufgeteilt.`,
  endLearning: "Wo der Teil zum Lernen endet",
  endMockExam: "Wo die Probeprüfung endet und die Endprüfung beginnt",
  endAt: (place) => `${place} %`,
  splitTrain: "zum Lernen",
  splitTrainTerm: "Training",
  splitValidation: "Probeprüfung",
  splitValidationTerm: "Validierung",
  splitTest: "Endprüfung",
  splitTestTerm: "Test",
  splitPercent: (part) => `Prozent: ${part}`,
  undo: "Rückgängig",
  redo: "Wiederherstellen",
  turnWhat: (command, what) =>
    command === "undo"
      ? `Rückgängig: ${what} (Strg Z)`
      : `Wiederherstellen: ${what} (Strg Umschalt Z)`,
  pages: { rows: "Zeilen", history: "Verlauf", leftOut: "Ausgelassen" },
  historyEmpty: "Noch kein Schritt",
  historyEmptyDetail: "Jede Änderung an den Daten wird hier stehen und lässt sich zurücknehmen.",
  historyDetail:
    "Jede Änderung an den Daten, die neueste zuerst. Wer eine zurücknimmt, nimmt auch die späteren zurück; nichts geht verloren, alles lässt sich wiederherstellen. Die Liste bleibt erhalten, wenn Attune geschlossen wird.",
  takenBack: "Zurückgenommen",
  turn: (command, times) => {
    const what = command === "undo" ? "Rückgängig" : "Wiederherstellen";
    return times === 1 ? what : `Diese ${count(times)}: ${what}`;
  },
  historyStep: (kind, names) => {
    const [first = "", second = "", third = ""] = names;
    switch (kind) {
      case "import":
        return `${quoted(first)} hinzugefügt`;
      case "replace":
        return `Alles durch ${quoted(first)} ersetzt`;
      case "label":
        return `Der Kategorie ${first} zugeordnet`;
      case "label_set":
        return names.length
          ? `Den Kategorien ${list(names)} zugeordnet`
          : "Gesagt, dass keine Kategorie zutrifft";
      case "unlabel":
        return "Eine Kategorie weggenommen";
      case "merge":
        return `${list(names.slice(1))} mit ${first} zusammengeführt`;
      case "rename":
        return `${first} in ${second} umbenannt`;
      case "shares":
        return `Zeilen aufgeteilt: ${first}, ${second} und ${third} %`;
      case "add_row":
        return names.length ? `Zeile zu ${first} hinzugefügt` : "Ein Beispiel von Hand hinzugefügt";
      case "label_wrong":
        return `Kategorie in der Prüfung zu ${first} berichtigt`;
      case "model_wrong":
        return "Kategorie in der Prüfung bestätigt";
      case "both_fit":
        return `Vermerkt: auch ${first} passt zu einer Prüfungszeile`;
      case "fix":
        return `${check.names[first] ?? first}: ${check.done[second as Fix]?.(Number(third)) ?? third}`;
      case "keep":
        return `${check.names[first] ?? first}: ${check.done.keep(Number(second))}`;
      case "open":
        return "Entscheidung über eine Prüfungszeile zurückgenommen";
      case "new_category":
        return `Kategorie ${first} angelegt`;
      case "define":
        return `Gesagt, was zu ${first} gehört`;
      case "label_many":
        return `Mehrere Zeilen zu ${first} gestellt`;
      case "later":
        return "Eine Zeile übersprungen";
      case "ask_colleague":
        return "Eine Zeile jemand anderem überlassen";
      case "none_fits":
        return "Gesagt, dass keine Kategorie zu einer Zeile passt";
      case "unmark":
        return "Zeilen wieder warten lassen";
      case "colleague_answers":
        return "Antworten einer anderen Person übernommen";
      case "privacy":
        return privacy.step(first, second);
      case "other":
        return null;
    }
  },
  lengths: "Länge der Texte",
  median: (words) => `Die Hälfte hat weniger als ${plural(words, "Wort", "Wörter")}.`,
  lengthLimit: (tokens, longer) =>
    longer === 0
      ? `Das Modell liest die ersten ${count(tokens)} Token. Ein Wort ist ein Token oder mehr.`
      : `Das Modell liest die ersten ${count(tokens)} Token. ${plural(longer, "Text hat", "Texte haben")} mehr Wörter und werden gekürzt.`,
  lengthsSentence: (words) =>
    `Wie lang die Texte sind. Die Hälfte hat weniger als ${count(words)} Wörter.`,
  words: (n) => `${count(n)} Wörter`,
  obstacle: "Das Training kann noch nicht beginnen.",
  next_step: "Weiter zu Einrichten",
};
