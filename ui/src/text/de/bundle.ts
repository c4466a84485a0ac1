import type { Catalogue } from "..";
import { count, plural } from "../format";
import { rows as rowsOf } from "./words";

export const bundle: Catalogue["bundle"] = {
  copy: "Kopieren",
  copyName: (name, number) => (number ? `${name} (Kopie ${number})` : `${name} (Kopie)`),
  copying: (name) => `„${name}“ wird kopiert`,
  copied: (name) => `„${name}“ ist da`,
  training: "Es wird gerade trainiert",
  export: "Exportieren",
  exportTitle: (name) => `„${name}“ exportieren`,
  exportDetail:
    "Das ganze Projekt kommt in eine Datei: um es aufzuheben, oder um auf einem anderen Rechner weiterzumachen. Darin sind:",
  rows: (rows) => `${rows}, mit ihren Kategorien und den Schritten, die sich zurücknehmen lassen`,
  runs: (runs) =>
    `${plural(runs, "Training", "Trainings")}: was gelernt wurde, und die Beispiele, aus denen es gelernt wurde`,
  without:
    "Nicht darin: Zugangsschlüssel, Einstellungen dieses Rechners und die Modelle, von denen Sie ausgegangen sind. Die braucht auch der andere Rechner.",
  ownTitle: "Sie enthält Ihre eigenen Texte.",
  ownDetail:
    "Wer die Datei hat, kann alle lesen, auch jene, die Zurücknehmen wieder hervorholen würde.",
  folder: "Ordner",
  size: (size) => `Darin entsteht eine neue Datei von höchstens etwa ${size}.`,
  exportYes: "Datei speichern",
  packing: "Projekt wird gepackt",
  stop: "Abbrechen",
  saved: (file, size) => `Gespeichert als ${file} (${size})`,
  savedIn: (folder) => `In ${folder}`,
  savedHow:
    "Zum Öffnen ziehen Sie sie auf das Fenster von Attune, auf diesem Rechner oder einem anderen.",
  openTitle: (name) => `Das Projekt „${name}“ öffnen?`,
  openDetail: (rows, runs) =>
    `Ein ganzes Projekt mit ${rowsOf(rows)} und ${plural(runs, "Training", "Trainings")}. Es wird hier ein neues Projekt; Ihre anderen bleiben, wie sie sind.`,
  openSize: (size) => `Es braucht ${size} auf diesem Datenträger.`,
  openTrust: "Öffnen Sie nur Dateien von Menschen, die Sie kennen.",
  openYes: "Projekt öffnen",
  unpacking: "Projekt wird entpackt",
  doneOf: (done, total) =>
    total > 1e7
      ? `${count(done / 1e6)} von ${count(total / 1e6)} MB`
      : `${count(done / 1e3)} von ${count(total / 1e3)} KB`,
};
