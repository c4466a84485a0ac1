import type { FindingCard, Named, Part } from "../../backend/types.gen";
import type { Catalogue } from "..";
import { count, languageName, list, percent, plural } from "../format";
import { quoted, called as things, rows as zeilen } from "./words";

/** Mehrere Schreibweisen können zu einer Kategorie gehören. */
function spelled(spellings: number, categories: Named[]): string {
  const n = new Set(categories.map(({ into }) => into)).size || spellings;
  const ways = spellings > n ? "mehrere Arten" : "zwei Arten";
  return `${plural(n, "Kategorie ist", "Kategorien sind")} auf ${ways} geschrieben`;
}
const short = (text: string) => quoted(text.length > 60 ? `${text.slice(0, 59)}…` : text);
const names = (some: Named[]) => list(some.slice(0, 3).map(({ name }) => quoted(name)));

const PARTS: Record<Part, string> = {
  train: "zum Lernen",
  validation: "Probeprüfung",
  test: "Endprüfung",
};

export const check: Catalogue["check"] = {
  title: "Prüfen",
  go: "Daten prüfen",
  reading: "Die Zeilen werden durchgesehen",
  unread: "Was zu entscheiden ist, steht hier, sobald die Zeilen durchgesehen sind.",
  sub: (n, open, decisions, settled) =>
    open === 0
      ? `Nichts offen in ${zeilen(n)}. ${count(settled)} erledigt.`
      : `${plural(open, "Fund", "Funde")} in ${zeilen(n)}. ${count(decisions)} ${decisions === 1 ? "braucht" : "brauchen"} Sie, ${count(open - decisions)} nach Belieben, ${count(settled)} erledigt.`,
  decide: "Bitte entscheiden",
  optional: "Nach Belieben",
  settled: "Erledigt",
  next: "Nächste Entscheidung",
  left: (n) =>
    `Noch ${plural(n, "Entscheidung", "Entscheidungen")}. Es geht auch ohne ${n === 1 ? "sie" : "diese"} weiter.`,
  none: "Nichts gefunden",
  noneDetail: "Aus diesen Zeilen lässt sich lernen.",
  undoHint: "Nimmt dies zurück, und was danach geschah",
  showRows: "Zeilen zeigen",
  keep: "So lassen",
  keepAll: "Alle so lassen",
  oneByOne: "Einzeln entscheiden",
  longerModel: "Ein Modell wählen, das mehr liest",
  now: "Jetzt",
  after: "Danach",
  names: {
    personal_data: "Persönliche Daten",
    contradictions: "Ein Text, verschiedene Kategorien",
    leakage: "Dieselben Zeilen in zwei Teilen",
    mislabelled: "Vielleicht in der falschen Kategorie",
    label_spelling: "Eine Kategorie, verschieden geschrieben",
    duplicates: "Derselbe Text mehrmals",
    near_duplicates: "Fast derselbe Text",
    empty: "Ohne Inhalt",
    mojibake: "Seltsame Zeichen",
    mail_leftovers: "Zitierte Nachrichten, Signaturen und HTML",
    empty_answers: "Antworten ohne Inhalt",
    different_answers: "Eine Frage, verschiedene Antworten",
    long_answers: "Antworten, die das Modell nicht zu Ende liest",
    giveaway: "Ein Kürzel verrät die Kategorie",
    too_few: "Zu wenige Beispiele",
    imbalance: "Wenige Beispiele neben den anderen",
    boilerplate: "Dieselben Wörter in vielen Zeilen",
    mixed_languages: "In einer anderen Sprache",
    too_long: "Länger, als das Modell liest",
    too_short: "Sehr kurz",
  },
  sentence: (finding, noun) => {
    const { id, rows, matters, notes, categories, fixes } = finding;
    const those = things(rows, noun);
    const one = rows === 1;
    switch (id) {
      case "personal_data":
        return { what: `Persönliche Daten in ${those}` };
      case "contradictions":
        return {
          what: `${plural(matters, "Text steht", "Texte stehen")} in verschiedenen Kategorien`,
          aside: zeilen(rows),
        };
      case "leakage":
        return {
          what: `${those} zum Lernen ${one ? "steht" : "stehen"} auch in der Prüfung, oder fast`,
        };
      case "mislabelled":
        return { what: `${those} ${one ? "ist" : "sind"} vielleicht in der falschen Kategorie` };
      case "label_spelling":
        return {
          what: spelled(matters, categories),
          aside: zeilen(rows),
        };
      case "duplicates":
        return { what: `${those} ${one ? "wiederholt" : "wiederholen"} eine frühere` };
      case "near_duplicates":
        return { what: `${those} ${one ? "gleicht" : "gleichen"} einer früheren fast` };
      case "empty":
        return { what: `${those} ohne Inhalt` };
      case "mojibake":
        return { what: `${those} mit seltsamen Zeichen` };
      case "mail_leftovers":
        return { what: `Zitierte Nachrichten, Signaturen oder HTML in ${those}` };
      case "empty_answers":
        return { what: `${those} mit einer Antwort, die nichts sagt` };
      case "different_answers":
        return {
          what: `${plural(matters, "Frage wird", "Fragen werden")} verschieden beantwortet`,
          aside: `${those} ${one ? "weicht" : "weichen"} von den anderen ab`,
        };
      case "long_answers":
        return { what: `${those}, deren Antworten das Modell nicht zu Ende läse` };
      case "giveaway":
        return { what: `Ein Kürzel in ${those} verrät die Kategorie`, aside: names(notes) };
      case "too_few":
        return {
          what: `${names(categories)} ${matters === 1 ? "hat" : "haben"} zu wenige Beispiele`,
          aside: matters > 3 ? `und ${count(matters - 3)} weitere` : zeilen(rows),
        };
      case "imbalance":
        return {
          what: `${names(categories)} ${matters === 1 ? "hat" : "haben"} wenige Beispiele`,
          aside: matters > 3 ? `und ${count(matters - 3)} weitere` : zeilen(rows),
        };
      case "boilerplate":
        return { what: `Dieselben Wörter in ${those}` };
      case "mixed_languages":
        return {
          what: `${those} in einer anderen Sprache`,
          aside: list(
            notes.slice(0, 3).map(({ name, rows }) => `${languageName(name)} ${count(rows)}`),
          ),
        };
      case "too_long":
        return { what: `${those} länger, als das Modell liest`, aside: cut(fixes) };
      case "too_short":
        return { what: `${those} mit sehr wenig Text` };
      default:
        return { what: `${finding.title}: ${zeilen(rows)}` };
    }
  },
  example: ({ id, examples, categories, notes }) => {
    const [first] = examples;
    if (!first) return null;
    const { row, other, label } = first;
    switch (id) {
      case "contradictions":
        return other
          ? `${short(row.text)} ist ${row.label} in Zeile ${count(row.line)}, ${other.label} in Zeile ${count(other.line)}.`
          : null;
      case "duplicates":
      case "near_duplicates":
      case "leakage":
      case "different_answers":
        return other
          ? `${short(row.text)} in Zeile ${count(row.line)}, ${short(other.text)} in Zeile ${count(other.line)}.`
          : null;
      case "mislabelled":
        return `${short(row.text)} ist ${row.label} und liest sich wie ${label}.`;
      case "label_spelling":
        return categories
          .map(({ name, into }) => `${quoted(name)} ist ${quoted(into ?? "")}`)
          .join(", ");
      case "giveaway":
      case "boilerplate":
        return notes[0] ? short(notes[0].name) : null;
      case "mixed_languages":
      case "too_short":
      case "empty":
        return row.text.trim() ? `${short(row.text)} in Zeile ${count(row.line)}.` : null;
      default:
        return null;
    }
  },
  fix: {
    remove: (_, n) => (n === 1 ? "Entfernen" : `Alle ${count(n)} entfernen`),
    rewrite: ({ id }, n) =>
      id === "too_long"
        ? `${zeilen(n)} an der Grenze abschneiden`
        : id === "boilerplate" || id === "giveaway"
          ? `Aus ${plural(n, "Zeile", "Zeilen")} herausnehmen`
          : `${zeilen(n)} berichtigen`,
    replace: ({ kinds }) => `Alle ${count(places(kinds))} ersetzen`,
    clean: () => "Nur auf dem Weg zum Modell ersetzen",
    split: (_, n) => `${zeilen(n)} in Teile schneiden`,
    relabel: ({ id }, n) =>
      id === "contradictions"
        ? `Der Mehrheit folgen, ${zeilen(n)}`
        : `Die Kategorie des Modells nehmen, ${zeilen(n)}`,
    join: (_, n) => `${zeilen(n)} zusammenführen`,
    balance: () => "Mehr Gewicht geben",
  },
  done: {
    remove: (n) => `${zeilen(n)} entfernt`,
    rewrite: (n) => `${zeilen(n)} berichtigt`,
    replace: (n) =>
      `das meiste in ${plural(n, "Zeile", "Zeilen")} ersetzt; Attune übersieht vielleicht etwas`,
    clean: () =>
      "das meiste wird auf dem Weg zum Modell ersetzt; Attune übersieht vielleicht etwas",
    split: (n) => `${zeilen(n)} in Teile geschnitten`,
    relabel: (n) => `${zeilen(n)} in eine andere Kategorie gelegt`,
    join: (n) => `${zeilen(n)} zusammengeführt`,
    balance: () => "wiegt im Training mehr",
    keep: (n) => `${zeilen(n)} so gelassen`,
  },
  told: {
    remove: (n) => `${zeilen(n)} entfernt.`,
    rewrite: (n) => `${zeilen(n)} berichtigt.`,
    replace: (n) =>
      `Die meisten persönlichen Daten sind in ${plural(n, "Zeile", "Zeilen")} ersetzt. Attune übersieht vielleicht etwas.`,
    clean: () =>
      "Die meisten persönlichen Daten werden auf dem Weg zum Modell ersetzt. Attune übersieht vielleicht etwas.",
    split: (n) => `${zeilen(n)} in Teile geschnitten.`,
    relabel: (n) => `${zeilen(n)} in eine andere Kategorie gelegt.`,
    join: (n) => `${zeilen(n)} zusammengeführt.`,
    balance: () => "Kategorien mit wenigen Beispielen wiegen im Training mehr.",
    keep: (n) => `${zeilen(n)} so gelassen.`,
  },
  chosen: (label) => `In ${quoted(label)} gelegt.`,
  slow: "Auch mit dem Modell nachsehen",
  slowDetail:
    "Findet Zeilen in der falschen Kategorie und zu lange Texte. Dauert Sekunden bis Minuten und lässt sich anhalten.",
  slowTexts: "Findet zu lange Texte. Dauert Sekunden und lässt sich anhalten.",
  slowAnswers:
    "Findet Antworten, die das Modell nicht zu Ende läse. Dauert Sekunden und lässt sich anhalten.",
  slowStart: "Mit dem Modell nachsehen",
  slowStale: "Die Zeilen haben sich geändert, seit das Modell nachsah",
  slowAgain: "Noch einmal nachsehen",
  effect: "Nach diesen Änderungen",
  rows: "Zeilen",
  wouldBe: (n) => `${zeilen(n)}, wenn der gewählte Fund behoben ist.`,
  changed: "Was sich geändert hat",
  allFindings: "Alle Funde",
  singleSub:
    "Wählen Sie die richtige Kategorie mit ihrer Taste. Die nächste Zeile folgt von selbst.",
  rowsSub: "Schalten Sie eine Zeile aus, um sie so zu lassen.",
  nothingLeft: "Von diesem Fund ist nichts mehr übrig.",
  column: {
    duplicates: "Wiederholt Zeile",
    near_duplicates: "Wie Zeile",
    leakage: "Auch in",
    different_answers: "Bleibt",
    mislabelled: "Ist, und liest sich wie",
    label_spelling: "Würde zu",
    mixed_languages: "Sprache",
    giveaway: "Kürzel",
  },
  cell: (id, { row, other, label, note, score }) => {
    switch (id) {
      case "duplicates":
      case "near_duplicates":
        return other
          ? `${count(other.line)}${score === null ? "" : ` (zu ${percent(score)} gleich)`}`
          : "";
      case "leakage":
        return other?.part ? `${PARTS[other.part]}, Zeile ${count(other.line)}` : "";
      case "different_answers":
        return other ? `Zeile ${count(other.line)}` : "";
      case "mislabelled":
        return `${row.label} → ${label}`;
      case "label_spelling":
        return label ?? "";
      case "mixed_languages":
        return languageName(note ?? "");
      case "giveaway":
        return note ?? "";
      default:
        return row.label ?? "";
    }
  },
  change: "Ändern",
  changeRow: (line) => `Zeile ${count(line)} ändern`,
  changeOrLeave: "ändern oder lassen",
  adviceAny: "Zeilen, die so richtig sind, können so bleiben; nach ihnen wird nicht mehr gefragt.",
  advice: {
    contradictions:
      "Wenn beides passt, überschneiden sich die Kategorien: vielleicht sollten sie eine sein.",
    mislabelled: "Das Modell hat hier oft recht, aber nicht immer. Sie kennen Ihre Zeilen besser.",
    near_duplicates: "Formulare und Standardantworten wiederholen sich; sie können bleiben.",
    mixed_languages: "Kurze Texte und Namen werden manchmal für eine andere Sprache gehalten.",
    leakage: "Entfernt werden nur Zeilen zum Lernen; die Prüfung bleibt vollständig.",
  },
  like: (line, part) => (part ? `Zeile ${count(line)}, ${PARTS[part]}:` : `Zeile ${count(line)}:`),
  believed: (label, share) => `Das Modell hält ${quoted(label)} zu ${share} für richtig.`,
  choose: "Welche Kategorie ist richtig?",
  asItIs: "wie jetzt",
  linesOf: (lines) =>
    lines.length === 0 ? "" : `Zeile ${list(lines.slice(0, 3).map((line) => count(line)))}`,
};

function places(kinds: FindingCard["kinds"]): number {
  return kinds.reduce((sum, { places }) => sum + places, 0);
}

function cut(fixes: FindingCard["fixes"]): string {
  const split = fixes.find(({ fix }) => fix === "split");
  return split ? `${count(split.change)} mehr, wenn in Teile geschnitten` : "";
}
