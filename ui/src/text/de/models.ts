import type { Catalogue } from "..";
import { count, plural } from "../format";

export const models: Catalogue["models"] = {
  recommended: "Für dieses Ziel empfohlen",
  recommendedDetail:
    "Aus einer Liste, die mit Attune kommt. Gefragt wird niemand, bis Sie auf Holen drücken.",
  recommendedNone: "Keines davon liest diese Sprache. Wählen Sie jede Sprache, oder suchen Sie.",
  list: "Empfohlene Modelle",
  found: "Online gefunden",
  again: "Die empfohlenen zeigen",
  tried: "Von uns erprobt",
  notTried: "Von uns nicht erprobt",
  parameters: (n) => `${n} Parameter`,
  languages: (n) => plural(n, "Sprache", "Sprachen"),
  languagesUnknown: "Sprachen nicht genannt",
  notStated: "nicht genannt",
  size: "Welche Größe",
  anySize: "Jede Größe",
  fits: "Passt auf diesen Rechner",
  takes: (time, memory) => `${time}, ${memory} Speicher für Ihre Zeilen`,
  takesNote:
    "Dauer und Speicher sind aus den Maßen des Modells berechnet, für Ausgewogen mit der zuerst angebotenen Methode. Liegt es hier, werden sie gemessen.",
  lacks: (memory) => `braucht ${memory} mehr freien Speicher`,
  read: "Modellkarte lesen",
  reading: "Holt die Modellkarte",
  cardTitle: (model) => `Was über ${model} geschrieben steht`,
  cardNote:
    "Geschrieben von denen, die es gemacht haben, nicht von uns. Bilder werden nicht geholt, und Adressen sind keine Links: Kopieren Sie eine in Ihren Browser.",
  page: "Seine Seite, für Ihren Browser:",
  picture: (words) => (words ? `[Bild: ${words}]` : "[Bild]"),
  drive: "Laufwerk durchsehen",
  looking: (n) => `In ${plural(n, "Ordner", "Ordner")} nachgesehen`,
  stop: "Nicht weiter suchen",
  foundOnDrive: (n) =>
    n === 0
      ? "Dort fand sich kein Modell, das Attune trainieren kann"
      : `Dort ${n === 1 ? "fand sich" : "fanden sich"} ${plural(n, "Modell", "Modelle")}`,
  refused: (n) => `${plural(n, "Ordner", "Ordner")} mit einem Modell anderer Bauart ausgelassen`,
  incomplete: (n) =>
    `Nur in die ersten ${count(n)} Ordner wurde gesehen; wählen Sie einen kleineren.`,
};
