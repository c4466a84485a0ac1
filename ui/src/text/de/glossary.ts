import type { Catalogue } from "..";

export const groups: Catalogue["help"]["groups"] = {
  basics: "Modelle und Wörter",
  data: "Ihre Beispiele",
  methods: "Was sich ändern darf",
  training: "Während es lernt",
  results: "Wie gut es ist",
  sharing: "Anwenden",
};

export const terms: Catalogue["help"]["terms"] = {
  pretrained: {
    term: "Vortrainiertes Modell",
    also: "Basismodell, Sprachmodell, pre-trained model",
    short:
      "Ein Modell, das schon sehr viel allgemeinen Text gelesen hat, bevor Sie es bekommen. Es weiß, wie Sprache funktioniert, aber noch nichts von Ihren Kategorien.",
    more: [
      "So viel zu lesen beschäftigt viele Rechner lange Zeit. Sie beginnen mit dem Ergebnis, darum können einige hundert eigene Beispiele genügen.",
      "Attune bringt ein solches Modell mit und öffnet weitere aus einem Ordner. Das Original wird beim Training nie verändert; das Gelernte liegt bei Ihrem Projekt.",
    ],
  },
  finetuning: {
    term: "Fine-Tuning",
    also: "Feinabstimmung, Anpassen, Nachtrainieren",
    short:
      "Ein fertiges Modell mit eigenen Beispielen weitertrainieren, bis es Ihre Aufgabe beherrscht. Viel schneller und günstiger, als ein Modell von Grund auf zu bauen.",
    more: [
      "Das Modell sieht ein Beispiel, rät, erfährt, wie weit es danebenlag, und ändert sich ein wenig. Nach Tausenden solcher kleinen Änderungen sortiert es auf Ihre Art.",
      "Oft muss sich dafür nur ein kleiner Teil des Modells ändern. Welcher, das wählen Sie unter Trainieren.",
    ],
  },
  domain: {
    term: "Daten aus dem Fachgebiet",
    also: "eigene Daten, Fachtexte, Trainingsdaten, domain data",
    short:
      "Texte aus Ihrem Fach: seine Wörter, Abkürzungen und Sonderfälle. Ein daran angepasstes Modell passt besser zu Ihrer Arbeit als eines, das nur allgemeinen Text kennt.",
    more: [
      "Am meisten helfen Beispiele, die aussehen wie das, was später hereinkommt: gleiche Absender, gleiche Länge, gleiche Tippfehler.",
      "Ein paar hundert sorgfältig zugeordnete Zeilen sind mehr wert als Tausende nachlässige. Wo zwei Kollegen verschieden urteilen, kann es auch das Modell nicht besser wissen.",
    ],
  },
  weights: {
    term: "Gewichte",
    also: "Parameter, trainierbare Parameter, weights",
    short:
      "Die Zahlen in einem Modell, oft viele Millionen. In ihnen steckt alles, was es gelernt hat. Training heißt, einige davon um winzige Beträge zu ändern.",
    more: [
      "Man nennt sie auch Parameter. Ein Modell mit 22 Millionen belegt rund 90 MB, weil jede Zahl mit vier Bytes gespeichert ist.",
      "Gewichte, die sich ändern dürfen, brauchen zusätzlichen Speicher für die Änderung und für die Notizen des Lernverfahrens. Darum braucht es weit weniger, nur einen kleinen Teil zu trainieren.",
    ],
  },
  token: {
    term: "Token",
    also: "Wortstück, Tokenizer",
    short:
      "Das Stück Text, das ein Modell auf einmal liest: ein kurzes Wort oder ein Teil eines längeren. Auf drei englische Wörter kommen etwa vier Token.",
    more: [
      "Jedes Modell hat seine eigene Liste von Stücken. Fachwörter, die nicht darauf stehen, werden zerlegt. Das schadet nicht, macht den Text aber länger.",
      "Längengrenzen und Tempo werden in Token gezählt, denn so viel muss das Modell durcharbeiten.",
    ],
  },
  context: {
    term: "Längster Text",
    also: "maximale Länge, Kontextlänge, Kürzen",
    short:
      "Wie viele Token eines Textes das Modell aufnimmt. Was darüber hinausgeht, wird abgeschnitten und nicht gelesen; das Wichtige sollte also vorn stehen.",
    more: [
      "Kurze Nachrichten kommen nie in die Nähe. Sind viele Ihrer Texte länger, heben Sie die Grenze unter Erweitert an, soweit das Modell es erlaubt; Speicher und Zeit wachsen mit.",
    ],
  },
  label: {
    term: "Kategorie",
    also: "Label, Klasse, Etikett",
    short:
      "Die richtige Antwort, die Sie zu einem Beispiel geben: das Fach, in das es gehört. Üblich sind auch die Wörter Label und Klasse.",
    more: [
      "Gute Kategorien überschneiden sich nicht, und jede hat genug Zeilen. Mit weniger als etwa zehn hat ein Modell kaum Anhaltspunkte.",
      "Zwei Schreibweisen desselben Namens sind für einen Rechner zwei Kategorien. Attune weist darauf hin und führt sie auf Wunsch zusammen.",
    ],
  },
  train_part: {
    term: "Zeilen zum Lernen",
    also: "Trainingsdaten, Trainingsteil, training set",
    short:
      "Der größte Teil Ihrer Zeilen. Nur diese geht das Modell immer wieder durch. Wie gut es bei ihnen ist, sagt wenig über neuen Text.",
    more: [
      "Ein Modell kann Zeilen auswendig lernen, so wie Schüler alte Prüfungen auswendig lernen. Darum wird an diesen Zeilen nie gemessen, wie gut es ist.",
    ],
  },
  validation_part: {
    term: "Probeprüfung",
    also: "Validierungsdaten, Validierungsteil, validation set",
    short:
      "Zeilen, die beim Lernen zurückgehalten werden. Daran wird das Modell zwischendurch geprüft, und die Fassung, die dort am besten ist, wird behalten.",
    more: [
      "Das Modell lernt diese Zeilen nie, aber sie entscheiden mit, welche Fassung bleibt. Ihr Ergebnis ist deshalb etwas zu freundlich; das letzte Wort hat die Endprüfung.",
    ],
  },
  test_part: {
    term: "Endprüfung",
    also: "Testdaten, Testteil, test set",
    short:
      "Zeilen, die weder beim Lernen noch beim Auswählen mitreden. Sie werden am Ende gefragt und zeigen, was bei neuem Text zu erwarten ist.",
    more: [
      "Eine Zeile der Endprüfung wandert nie zu den Zeilen zum Lernen, was immer Sie hinzufügen, umbenennen oder neu aufteilen. Sonst sähe das Ergebnis besser aus, als es ist.",
      "Je mehr Zeilen sie hat, desto schmaler ist der Bereich, in dem der wahre Wert liegt.",
    ],
  },
  split: {
    term: "Aufteilen der Zeilen",
    also: "Aufteilung, Split, stratifiziert",
    short:
      "Jede Zeile mit Kategorie kommt in einen von drei Teilen: zum Lernen, Probeprüfung oder Endprüfung. Jede Kategorie wird im selben Verhältnis verteilt.",
    more: [
      "Sagt eine Spalte, was zusammengehört, etwa ein Patient oder ein Vorgang, kommen alle seine Zeilen in denselben Teil. Sonst stünden in der Prüfung Texte, die fast schon bekannt sind.",
    ],
  },
  full: {
    term: "Alles lernt",
    also: "volles Fine-Tuning, alle Schichten, full fine-tuning",
    short:
      "Alle Gewichte des Modells dürfen sich ändern. Es passt sich am stärksten an und braucht am meisten Speicher und Zeit. Mit wenigen Beispielen lernt es auch am ehesten auswendig.",
    more: [
      "Lohnt sich, wenn Sie viele Beispiele haben oder Ihre Texte weit von der Alltagssprache entfernt sind. Für kleine Modelle auf einem guten Laptop ist es gut machbar.",
      "Heraus kommt ein vollständiges Modell, so groß wie das Original.",
    ],
  },
  partial: {
    term: "Die letzten Schichten lernen",
    also: "teilweises Fine-Tuning, Einfrieren, partial fine-tuning",
    short:
      "Nur die oberen Schichten des Modells ändern sich, die unteren bleiben, wie sie kamen. Schneller als alles zu ändern, und die Sprachkenntnisse bleiben sicher.",
    more: [
      "Untere Schichten befassen sich mit Wörtern und Grammatik, obere damit, worum es geht. Verwendet Ihr Fach Wörter in ungewöhnlichem Sinn, können so feine Unterschiede verloren gehen.",
    ],
  },
  lora: {
    term: "Kleiner Zusatz",
    also: "Adapter, LoRA, PEFT",
    short:
      "Neben die Schichten kommen kleine neue Teile, und nur sie lernen; das Modell selbst bleibt, wie es ist. Braucht wenig Speicher, und das Ergebnis ist eine kleine Datei.",
    more: [
      "Üblich ist das Wort Adapter, diese Art heißt LoRA (low-rank adaptation). Oft ist weniger als ein Hundertstel der Gewichte neu, und doch kommt das Ergebnis nahe an das volle Training heran.",
      "Manchmal bleibt es etwas weniger genau. Mehrere Zusätze können sich ein Modell auf der Festplatte teilen.",
    ],
  },
  head: {
    term: "Nur die Entscheidung lernt",
    also: "Kopf, Klassifikator, linear probe",
    short:
      "Das Modell liest wie zuvor; nur der letzte Schritt, der aus dem Gelesenen eine Kategorie macht, lernt. Am schnellsten von allen, und ein guter erster Blick.",
    more: [
      "Dieser letzte Schritt heißt Kopf. Jede Methode hat einen; hier ändert sich sonst nichts.",
      "Attune beginnt immer mit einem solchen Kopf, damit Sie sehen, was das übrige Training hinzufügt.",
    ],
  },
  rank: {
    term: "Rang",
    also: "LoRA-Rang, r, rank",
    short:
      "Wie viel Platz ein kleiner Zusatz für Gelerntes hat. Ein höherer Rang fasst mehr, braucht etwas mehr Speicher und lernt eher auswendig.",
    more: [
      "Zum Sortieren von Text reichen 8 bis 16. Erhöhen Sie ihn, wenn dem Modell trotz vieler Beispiele Unterscheidungen entgehen.",
    ],
  },
  alpha: {
    term: "Alpha",
    also: "LoRA-Alpha, Skalierung",
    short:
      "Wie stark ein kleiner Zusatz auf das Modell wirkt, gemessen an seinem Rang. Üblich ist das Doppelte des Rangs; ändern muss man es selten.",
    more: [
      "Ein höheres Alpha wirkt ähnlich wie eine höhere Lernrate des Zusatzes. Ändern Sie immer nur eines von beiden, sonst lässt sich nicht sagen, was geholfen hat.",
    ],
  },
  dropout: {
    term: "Dropout",
    also: "Regularisierung, Auslassen",
    short:
      "Beim Lernen wird in jedem Schritt ein zufälliger Teil der Signale weggelassen. So kann sich das Modell nicht auf einzelne Hinweise stützen und lernt weniger auswendig.",
    more: [
      "Das betrifft nur das Training. Wenn das Modell Ihre Texte sortiert, sind alle Signale da.",
    ],
  },
  loss: {
    term: "Wie weit daneben",
    also: "Loss, Verlust, Fehler, Kreuzentropie",
    short:
      "Wie falsch das Modell rät, als eine Zahl. Sicher und falsch zu sein kostet am meisten. Kleiner ist besser; null hieße, immer richtig und ganz sicher.",
    more: [
      "Training ist die Suche nach Gewichten, die diese Zahl klein machen. Sie ist feiner als das Zählen von Fehlern: sie sinkt schon, während das Modell sicherer wird, noch bevor eine Antwort von falsch auf richtig springt.",
      "Sinkt sie bei gelernten Zeilen und steigt in der Probeprüfung, hat das Auswendiglernen begonnen.",
    ],
  },
  learning_rate: {
    term: "Lernrate",
    also: "learning rate, Schrittweite",
    short:
      "Wie stark sich das Modell nach jedem Blick auf einige Beispiele ändert. Zu stark, und die Fehler springen; zu schwach, und es dauert ewig.",
    more: [
      "Keine Einstellung wirkt mehr. Die Stufen enthalten Werte, die zur Methode passen: ein Zusatz verträgt größere Änderungen als ein ganzes Modell.",
      "Attune beginnt sanft und senkt die Rate zum Ende hin, so wie man ein Instrument stimmt.",
    ],
  },
  batch: {
    term: "Beispiele je Schritt",
    also: "Batch, Batchgröße, Schritt",
    short:
      "Wie viele Beispiele das Modell ansieht, bevor es sich einmal ändert. Mehr machen jede Änderung ruhiger, weniger brauchen weniger Speicher.",
    more: [
      "Ein solcher Blick mit einer Änderung ist ein Schritt. Bei 800 Zeilen zum Lernen und 16 Beispielen je Schritt hat ein Durchgang 50 Schritte.",
    ],
  },
  epoch: {
    term: "Durchgang",
    also: "Epoche, epoch",
    short:
      "Einmal durch alle Zeilen zum Lernen. Einige Durchgänge sind üblich; bei zu vielen lernt das Modell die Zeilen auswendig.",
    more: [
      "Für jeden Durchgang wird neu gemischt. Behalten wird die Fassung, die in der Probeprüfung am besten war; ein Durchgang zu viel kostet also Zeit, nicht Güte.",
    ],
  },
  seed: {
    term: "Startwert",
    also: "Seed, Zufallswert, Wiederholbarkeit",
    short:
      "Die Zahl, die allen Zufall im Training festlegt: das Mischen, den Anfang, was ausgelassen wird. Gleicher Startwert und gleiche Einstellungen geben das gleiche Ergebnis.",
    more: [
      "Um zwei Einstellungen gerecht zu vergleichen, lassen Sie den Startwert gleich. Um zu sehen, wie viel Glück dabei ist, ändern Sie nur ihn.",
    ],
  },
  checkpoint: {
    term: "Zwischenstand",
    also: "Checkpoint, Sicherung",
    short:
      "Eine Kopie alles bisher Gelernten, während des Trainings auf die Festplatte geschrieben. Nach einem Absturz oder einer Pause geht es von dort weiter.",
    more: [
      "Attune behält den neuesten zum Weitermachen und den besten zum Anwenden. Beide liegen im Ordner Ihres Projekts; unter Speicherplatz sehen Sie, wie viel sie belegen.",
    ],
  },
  overfitting: {
    term: "Auswendiglernen",
    also: "Überanpassung, Overfitting",
    short:
      "Das Modell wird bei gelernten Zeilen besser und bei anderen schlechter. Es merkt sich die Beispiele statt dessen, was sie gemeinsam haben.",
    more: [
      "Zu sehen ist es, wenn die Linien auseinanderlaufen: die Fehler bei gelernten Zeilen sinken weiter, die in der Probeprüfung steigen.",
      "Am meisten helfen mehr und vielfältigere Beispiele. Auch weniger Durchgänge, ein kleinerer lernender Teil und mehr Dropout helfen. Die beste Fassung wird in jedem Fall behalten.",
    ],
  },
  early_stopping: {
    term: "Früher aufhören",
    also: "Early Stopping, Geduld",
    short:
      "Das Training endet von selbst, wenn mehrere Prüfungen hintereinander nichts Besseres bringen. Das spart Zeit und bewahrt vor dem Auswendiglernen.",
    more: ["Behalten wird die beste Fassung, nicht die letzte. Sie können auch von Hand beenden."],
  },
  class_weights: {
    term: "Seltene stärker gewichten",
    also: "Klassengewichte, Ungleichgewicht, class weights",
    short:
      "Seltene Kategorien zählen im Training mehr, damit das Modell nicht einfach die häufigen nennt. Nützlich, wenn manche zehnmal so viele Zeilen haben.",
    more: [
      "Es findet mehr von den seltenen Fällen und bezahlt mit einigen Fehlalarmen. Besser sind mehr Beispiele der seltenen Kategorie, wenn Sie welche bekommen.",
    ],
  },
  baseline: {
    term: "Immer die häufigste",
    also: "Vergleichswert, Mehrheitsklasse, baseline",
    short:
      "Was herauskäme, wenn man jedem Text die häufigste Kategorie gäbe. Ein Modell muss das übertreffen, um etwas wert zu sein.",
    more: [
      "Geht es in neun von zehn Nachrichten um Lieferung, ist ein stures „Lieferung“ 90-mal von 100 richtig und nutzlos. Sehen Sie diese Zahl an, bevor Sie eine andere loben.",
    ],
  },
  quick_head: {
    term: "Unverändert, mit schnellem Kopf",
    also: "linear probe, eingefrorene Merkmale",
    short:
      "Das unveränderte Modell, nur sein letzter Schritt in einem Augenblick an Ihre Kategorien angepasst. Es zeigt, was das Training des Übrigen hinzufügt.",
    more: [
      "Ist das Training nicht besser, sagt Attune es und behält den schnellen Kopf: einfacher und genauso gut. Mehr Beispiele können das ändern.",
    ],
  },
  accuracy: {
    term: "Richtige von 100",
    also: "Genauigkeit, Trefferquote, accuracy",
    short:
      "Wie viele von hundert Prüfungszeilen das Modell so einordnet wie Sie. Leicht zu verstehen, doch eine seltene, immer übersehene Kategorie fällt nicht auf.",
    more: [
      "Der Fachbegriff ist accuracy, geschrieben 0,92 oder 92 %. Lesen Sie sie zusammen mit der Liste der Kategorien und mit dem, was die häufigste Antwort allein brächte.",
    ],
  },
  precision: {
    term: "Richtig, wenn es das sagt",
    also: "Precision, Präzision",
    short:
      "Von allen Texten, die das Modell in diese Kategorie gelegt hat, der Anteil, der dorthin gehört. Ein kleiner Wert bedeutet Fehlalarme.",
    more: [
      "Achten Sie darauf, wo ein Fehlalarm teuer ist: wenn eine als dringend markierte Nachricht nachts jemanden weckt.",
    ],
  },
  recall: {
    term: "Findet, von allen solchen",
    also: "Recall, Sensitivität, Trefferquote",
    short:
      "Von allen Texten, die in diese Kategorie gehören, der Anteil, den das Modell gefunden hat. Ein kleiner Wert bedeutet, dass ihm Fälle entgehen.",
    more: [
      "Achten Sie darauf, wo ein übersehener Fall teuer ist: eine Nebenwirkung, die niemand liest. Precision und Recall ziehen in verschiedene Richtungen; sehen Sie beide an.",
    ],
  },
  f1: {
    term: "F1",
    also: "F1-Wert, Makro-F1, harmonisches Mittel",
    short:
      "Eine Zahl für zwei Fragen: Stimmt es, wenn es das sagt, und findet es alle? Sie ist nur hoch, wenn beides hoch ist.",
    more: [
      "Bei mehreren Kategorien heißt der einfache Durchschnitt ihrer F1-Werte Makro-F1: seltene zählen so viel wie häufige. Danach wählt Attune die Fassung, die behalten wird.",
    ],
  },
  confusion: {
    term: "Was es verwechselt",
    also: "Verwechslungsmatrix, Konfusionsmatrix, confusion matrix",
    short:
      "Eine Tabelle mit Ihrer Kategorie in den Zeilen und der Antwort des Modells in den Spalten. Was neben der Diagonale liegt, wurde verwechselt.",
    more: [
      "Zwei oft verwechselte Kategorien überschneiden sich vielleicht wirklich. Sehen Sie sich solche Zeilen an: mal war die Kategorie falsch, mal brauchen sie eine klarere Grenze oder gehören zusammen.",
    ],
  },
  confidence: {
    term: "Wie sicher es ist",
    also: "Konfidenz, Wahrscheinlichkeit, confidence",
    short:
      "Wie viel Vertrauen das Modell seiner Antwort gibt, von 0 bis 100 %. Ein Hinweis, was zu prüfen ist, kein Versprechen.",
    more: [
      "Beim Sortieren einer Datei werden Zeilen unter 60 % zum Prüfen markiert. Ein Modell kann auch sicher sein und irren, vor allem bei Text, der nichts Gelerntem ähnelt.",
    ],
  },
  range: {
    term: "Wahrscheinlicher Bereich",
    also: "Konfidenzintervall, Wilson-Intervall, 95 %",
    short:
      "Eine Prüfung ist eine Stichprobe. Der Bereich sagt, wo der wahre Wert wahrscheinlich liegt; bei wenigen Prüfungszeilen ist er breit. 95 % heißt: etwa einmal von zwanzig falsch.",
    more: [
      "Zwei Modelle, deren Bereiche sich stark überlappen, sind vielleicht gleich gut. Mit viermal so vielen Prüfungszeilen wird der Bereich etwa halb so breit.",
    ],
  },
  temperature: {
    term: "Freiheit",
    also: "temperature, Temperatur, sampling",
    short:
      "Wie weit sich ein schreibendes Modell von seinen wahrscheinlichsten Wörtern entfernen darf. Bei 0 antwortet es immer gleich; höher schwankt es mehr und irrt mehr.",
    more: [
      "Vor jedem Wort gibt das Modell jedem Wort seines Vokabulars eine Wahrscheinlichkeit. Die Freiheit entscheidet, wie streng es sich an den Anfang dieser Liste hält.",
      "Für Antworten, die stimmen sollen, bleiben Sie unter 0,5. Für Ideen und Stil sind 0,7 bis 1,0 üblich.",
    ],
  },
  perplexity: {
    term: "Perplexität",
    also: "perplexity, Sprachmodellierung",
    short:
      "Für schreibende Modelle: zwischen wie vielen nächsten Wörtern es im Schnitt schwankt. Kleiner ist besser. Sortierende Modelle misst man an richtigen Antworten.",
    more: [
      "„69 % weniger überrascht“ heißt: Die Perplexität fiel um 69 %, gemessen an Beispielen, aus denen nie gelernt wurde. Bei einzelnen Zeilen sagt sie, welche ungewöhnlich sind.",
    ],
  },
  adapter_file: {
    term: "Zusatz für Hugging-Face-Werkzeuge",
    also: "PEFT-Adapter, Adapterdatei",
    short:
      "Nur die kleinen Teile, die gelernt haben, als Ordner von wenigen Megabyte. Wer ihn verwendet, braucht auch das ursprüngliche Modell.",
    more: ["Praktisch zum Weitergeben und um viele Fassungen aufzuheben. Die Form heißt PEFT."],
  },
  merged: {
    term: "Vollständiges Modell",
    also: "zusammengeführt, merged, safetensors",
    short:
      "Das ursprüngliche Modell mit allem Gelernten eingearbeitet, als ein Ordner. Es braucht nichts weiter und belegt so viel Platz wie das Original.",
    more: [
      "Softwareteams können es mit verbreiteten Bibliotheken laden. Die Dateiart, safetensors, enthält nur Zahlen und kann nichts ausführen.",
    ],
  },
  hub: {
    term: "Modellsammlung",
    also: "Hub, Hugging Face, Repository",
    short:
      "Eine Website, auf der Modelle mit Beschreibung und Lizenz geteilt werden. Attune braucht keine: Es arbeitet mit dem mitgelieferten Modell. Es kann eines von dort holen und Ihres dort veröffentlichen, wenn Sie es verlangen.",
    more: [
      "Lesen Sie die Lizenz, bevor Sie ein Modell beruflich verwenden, und in der Beschreibung, woraus und wofür es gemacht ist.",
    ],
  },
  deployment: {
    term: "In Betrieb nehmen",
    also: "Deployment, Inferenz, Einsatz",
    short:
      "Das fertige Modell wirklich arbeiten lassen: eingehende Dateien sortieren oder in andere Software eingebaut. Das braucht weit weniger Speicher als das Training.",
    more: [
      "Sehen Sie hin und wieder eine Stichprobe der Antworten an. Sprache ändert sich, Neues kommt hinzu, und ein Modell kennt nur, was es gesehen hat. Fügen Sie neue Beispiele hinzu und trainieren Sie neu.",
    ],
  },
};
