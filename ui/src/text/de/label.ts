import { count, plural } from "../format";

/** Das eigene Wort des Menschen für Zeilen, oder unseres. */
const rows = (noun: string | null) => noun ?? "Zeilen";

export const label = {
  begin: "Zeilen zuordnen",
  importPage: "Einlesen",
  title: "Zuordnen",
  sub: "Sie kennen sich aus. Das Nützlichste kommt zuerst; hören Sie auf, wann Sie wollen.",
  saved: "Nach jeder Antwort gespeichert",
  progress: "Zugeordnet",
  left: (time: string) => `noch ${time}`,
  line: (line: number) => `Zeile ${count(line)}`,
  putOff: "Schon einmal übersprungen",
  byChance: "Zufällig: kein Vorschlag",
  byChanceWhy:
    "Zwei von zehn Zeilen kommen zufällig. Dort wird nichts vorgeschlagen, damit es Sie nicht lenkt; an diesen Zeilen zeigt sich, wie gut die Vorschläge wirklich sind.",
  useful: "Sehr nützlich: hier zögert das Modell",
  categories: "Kategorie",
  suggested: "vorgeschlagen",
  accept: "Annehmen",
  newCategory: "Neue Kategorie",
  definitions: "Was wohin gehört",
  way: {
    later: "Überspringen",
    colleague: "Jemanden fragen",
    none_fits: "Nichts davon",
  },
  wayWhy: {
    later: "Am Ende wird noch einmal gefragt",
    colleague: "Kommt auf eine Liste, die als Datei gespeichert werden kann",
    none_fits: "Passt in keine Kategorie und bleibt beim Trainieren außen vor",
  },
  beside: "Was als Nächstes kommt und was erledigt ist",
  next_useful: "Als Nächstes, das Nützlichste zuerst",
  next_mixed: "Als Nächstes, gemischt",
  reading: (done: number, total: number) =>
    `Ein schnelles Modell liest: ${count(done)} von ${plural(total, "Text", "Texten")}.`,
  headLater: "Ab zwei Kategorien stellt ein schnelles Modell das Nützlichste nach vorn.",
  headNames:
    "Wo ein schnelles Modell, das nur die Namen Ihrer Kategorien kennt, am unsichersten ist.",
  headLabels: (n: number) =>
    `Wo ein schnelles Modell, das aus ${n === 1 ? "einer Zuordnung" : `${count(n)} Zuordnungen`} gelernt hat, am unsichersten ist.`,
  headFault: "Das schnelle Modell konnte gerade nicht lernen. Sie können trotzdem weiter zuordnen.",
  find: (noun: string | null) => (noun ? `In „${noun}“ suchen` : "In den Zeilen suchen"),
  found: (n: number, noun: string | null) =>
    n === 1 && !noun ? `${count(n)} Zeile gefunden` : `${count(n)} ${rows(noun)} gefunden`,
  many: "Alle zuordnen",
  manyTitle: (words: string) => `Zeilen mit „${words}“`,
  manyDetail:
    "Nehmen Sie weg, was nicht dazugehört. Es ist ein Schritt und kann zurückgenommen werden.",
  manyFirst: (n: number) => `Das sind die ersten ${count(n)}; die übrigen können ebenso folgen.`,
  manyInto: "Sie alle gehören zu",
  manyDo: (n: string) => `${n} zuordnen`,
  manyDone: (n: number, name: string) => `${plural(n, "Zeile", "Zeilen")} zu „${name}“ gestellt.`,
  choose: "Kategorie wählen",
  justDone: "Eben erledigt",
  asSuggested: ", wie vorgeschlagen",
  changed: ", von Ihnen geändert",
  marked: {
    later: "Übersprungen",
    colleague: "Jemand anderem überlassen",
    none: "Nichts davon",
  },
  matched: "Der Vorschlag stimmte mit Ihrer Wahl überein:",
  hidden: (right: number, all: number) =>
    `Wo er Ihnen verborgen war, stimmte er in ${count(right)} von ${count(all)} Fällen.`,
  mostHelpful: (more: number, name: string) =>
    `Am meisten würden etwa ${count(more)} weitere zu ${name} helfen.`,
  helpfulWhy: (right: number) =>
    `Das schnelle Modell trifft etwa ${count(right)} von 100 Zuordnungen, die es nicht gesehen hat.`,
  enough: "Mehr Zuordnungen würden jetzt kaum helfen.",
  enoughWhy: (right: number) =>
    `Doppelt so viele würden wenig ändern: Das schnelle Modell trifft etwa ${count(right)} von 100, die es nicht gesehen hat.`,
  aside: (colleague: number, none: number) =>
    [
      colleague > 0 ? `${count(colleague)} jemand anderem überlassen` : "",
      none > 0 ? `${count(none)} in keiner Kategorie` : "",
    ]
      .filter(Boolean)
      .join(", "),
  together: "Mit jemandem zusammen zuordnen",
  allDone: (n: number) =>
    n === 1 ? "Die eine Zeile ist zugeordnet." : `Alle ${count(n)} sind zugeordnet.`,
  onlyColleague: (n: number) =>
    n === 1
      ? "Nur eine wartet noch, auf jemand anderen."
      : `Nur ${count(n)} warten noch, auf jemand anderen.`,
  nothing: "Jede Zeile ist zugeordnet.",
  later:
    "Kommen später Zeilen ohne Kategorie hinzu, wird hier nach ihnen gefragt, die unsichersten zuerst.",
  firstTitle: "Welche Kategorien gibt es?",
  firstDetail: "Nennen Sie eine, zu der dies gehören könnte. Mit N kommen jederzeit weitere hinzu.",
  firstExample: "Lieferung",
  add: "Hinzufügen",
  name: "Name",
  taken: "Eine Kategorie dieses Namens gibt es schon.",
  definition: "Was hineingehört",
  definitionExample: "Zum Beispiel: was hierher gehört, und was nicht",
  definitionWhy: "Ein Satz hilft Ihnen, dabei zu bleiben, und hilft den ersten Vorschlägen.",
  colleagueTitle: "Jemand anderem überlassen",
  colleagueEmpty: "Drücken Sie F bei einer Zeile, die jemand anderes ansehen sollte.",
  noneTitle: "Nichts davon",
  again: "Noch einmal fragen",
  compare: (n: number) =>
    `${plural(n, "Zeile", "Zeilen")}, die Sie zugeordnet haben, ohne die Kategorie mitschicken, um zu sehen, wie weit Sie übereinstimmen`,
  write: "Als Datei speichern",
  readAnswers: "Antworten übernehmen",
  written: (n: number, name: string) =>
    `${plural(n, "Zeile", "Zeilen")} als „${name}“ gespeichert. Auszufüllen ist die Spalte „category“.`,
  openFolder: "Ordner öffnen",
  cameBack: (n: number) => `${plural(n, "Zeile", "Zeilen")} übernommen`,
  agreed: (right: number, all: number) =>
    `Bei ${count(right)} von ${count(all)} Zeilen, die Sie beide zugeordnet haben, sind Sie sich einig.`,
  kappa: (kappa: string) =>
    `Übereinstimmung über den Zufall hinaus (Cohens Kappa): ${kappa}; 1 heißt volle Übereinstimmung.`,
  unanswered: (n: number) =>
    `${plural(n, "Zeile", "Zeilen")} ${n === 1 ? "kam" : "kamen"} ohne Antwort zurück.`,
  strange: (n: number) =>
    `${plural(n, "Zeile", "Zeilen")} der Datei ${n === 1 ? "gehört" : "gehören"} nicht zu diesem Projekt.`,
  unknown: (name: string, n: number) =>
    `„${name}“ ist hier keine Kategorie (${plural(n, "Zeile", "Zeilen")}). Legen Sie sie mit N an und übernehmen Sie die Datei noch einmal.`,
  keepYours: (name: string) => `${name} behalten`,
  takeTheirs: (name: string) => `${name} übernehmen`,
};
