import type { Catalogue } from "..";
import { catalogue } from "./catalogue";
import { faults } from "./faults";
import { hub } from "./hub";
import { imports } from "./imports";
import { sentences } from "./sentences";

export const engine: Catalogue["engine"] = {
  methods: {
    full: {
      title: "Alles",
      description:
        "Das ganze Modell lernt. Passt sich am stärksten an, braucht am meisten Speicher und Zeit.",
    },
    partial: {
      title: "Die letzten Schichten",
      description:
        "Die letzten Schichten und der Kopf lernen; was darunter liegt, behält seine Sprachkenntnisse.",
    },
    lora: {
      title: "Ein kleiner Zusatz",
      description:
        "Das Modell bleibt, wie es kam; ein kleiner Zusatz (Adapter, LoRA) daneben lernt. Braucht wenig Speicher und ergibt kleine Dateien.",
    },
    head: {
      title: "Schneller Kopf",
      description:
        "Das Modell bleibt, wie es kam; nur die letzte Entscheidung wird gelernt. In Sekunden fertig.",
    },
  },
  presets: {
    quick: { title: "Schnell", description: "Eine erste Antwort, bald." },
    balanced: {
      title: "Ausgewogen",
      description: "Gute Ergebnisse in vernünftiger Zeit.",
    },
    thorough: {
      title: "Gründlich",
      description: "Lernt länger und hört auf, wenn es nicht mehr besser wird.",
    },
  },
  params: {
    epochs: { title: "Durchgänge", help: "Wie oft es jedes Beispiel sieht." },
    learning_rate: {
      title: "Lernrate",
      help: "Wie groß der Schritt nach jeder Gruppe von Beispielen ist. Zu groß, und die Fehler springen; zu klein, und es lernt langsam.",
    },
    head_learning_rate: {
      title: "Lernrate des Kopfes",
      help: "Bei 0 wird sie gewählt: das Zehnfache der Lernrate nach einem schnellen Kopf, sonst dieselbe.",
    },
    batch_size: {
      title: "Beispiele je Schritt",
      help: "Mehr sind ruhiger und brauchen mehr Speicher.",
    },
    accumulation: {
      title: "Gruppen je Schritt",
      help: "Zählt vor jedem Schritt mehrere Gruppen von Beispielen zusammen: die Wirkung einer größeren Gruppe mit dem Speicher einer kleinen.",
    },
    warmup: {
      title: "Aufwärmen",
      help: "Anteil der Schritte, in denen die Lernrate von null ansteigt; danach fällt sie geradlinig auf null.",
    },
    weight_decay: {
      title: "Gewichtsabnahme",
      help: "Zieht die Gewichte bei jedem Schritt ein wenig gegen null.",
    },
    clip: { title: "Begrenzung", help: "Der längste erlaubte Gradient; 0 erlaubt jeden." },
    max_length: {
      title: "Längster Text",
      help: "In Token; was länger ist, wird abgeschnitten. Längere Texte brauchen mehr Speicher und Zeit.",
    },
    examples: {
      title: "Beispiele, aus denen gelernt wird",
      help: "Wenn das Lernen aus allen zu lange dauert: so viele, die sich am meisten unterscheiden. Bei 0 wird aus allen gelernt.",
    },
    validation: {
      title: "Probeprüfung",
      help: "Anteil der Zeilen für die Prüfungen während des Trainings, wenn die Datei noch nicht aufgeteilt ist. Große Dateien behalten von sich aus etwa 500 Zeilen.",
    },
    early_stopping: {
      title: "Früher aufhören",
      help: "Hört nach so vielen Prüfungen ohne besseren Wert auf; 0 hört nie früher auf. Die beste Fassung wird in jedem Fall behalten.",
    },
    class_weights: {
      title: "Seltene Kategorien ausgleichen",
      help: "Gibt Beispielen seltener Kategorien mehr Gewicht.",
    },
    keep: {
      title: "Behaltene Fassung",
      help: "best behält die Fassung, die in der Probeprüfung am besten war, last die nach dem letzten Schritt.",
    },
    label_smoothing: {
      title: "Zweifel an Kategorien",
      help: "Anteil jeder Kategorie, der beim Lernen auf alle verteilt wird, damit einzelne falsche weniger schaden und es nicht zu sicher wird.",
    },
    device: {
      title: "Gerechnet auf",
      help: "gpu nimmt die Grafikkarte. Ihre Ergebnisse stimmen mit denen des Prozessors fast überein, nicht Bit für Bit.",
    },
    dropout: {
      title: "Dropout",
      help: "Anteil der Werte, die beim Lernen zufällig ausgelassen werden, gegen das Auswendiglernen.",
    },
    pooling: {
      title: "Zusammenfassen",
      help: "Wie aus einem Text ein Vektor wird; auto folgt dem Modell.",
    },
    head_init: {
      title: "Anfang des Kopfes",
      help: "probe beginnt mit einer logistischen Regression auf dem unveränderten Modell (Kumar u. a. 2022), random mit Rauschen.",
    },
    threads: { title: "Rechenkerne", help: "Wie viele Kerne rechnen; 0 nimmt alle." },
    precision: {
      title: "Genauigkeit",
      help: "exact rechnet mit 32-Bit-Gleitkommazahlen. fast rundet die Faktoren der Matrixprodukte auf 16 Bit (bf16) und summiert mit 32; dafür braucht der Prozessor bf16-Befehle. Auf manchen von diesen geht es schneller, auf anderen langsamer: Vergleichen Sie die Schätzungen.",
    },
    instructions: {
      title: "Befehle",
      help: "Die Befehle des Prozessors, mit denen gerechnet wird; auto nimmt die besten, die es gibt.",
    },
    rank: {
      title: "Rang",
      help: "Breite des Zusatzes (r). Ein höherer Rang kann mehr lernen und braucht mehr Speicher.",
    },
    alpha: {
      title: "Alpha",
      help: "Stärke des Zusatzes; was er sagt, wird mit Alpha / Rang malgenommen.",
    },
    targets: {
      title: "Wo er ansetzt",
      help: "Die Matrizen jeder Schicht, die einen Zusatz bekommen.",
    },
    layers: {
      title: "Lernende Schichten",
      help: "Wie viele der letzten Schichten sich ändern. Mehr passen sich besser an und dauern länger.",
    },
  },
  samples: {
    pharmacy: {
      title: "Apotheken-Nachrichten",
      noun: "Nachrichten",
      description:
        "300 englische Nachrichten an eine Apotheke: Nachbestellungen, Fragen zur Dosis, Nebenwirkungen, Wechselwirkungen und Lieferungen.",
    },
    tenancy: {
      title: "Mieterbriefe",
      noun: "Briefe",
      description:
        "260 kurze englische Briefe von Mietern nach Thema: Reparaturen, Mieterhöhungen, Kautionen, Kündigungen, Nachbarn und Heizkosten.",
    },
    "tool-library": {
      title: "Auskunft der Werkzeugbücherei",
      noun: "Gespräche",
      description:
        "120 englische Gespräche mit der Auskunft einer Werkzeugbücherei: kurz, freundlich, und ehrlich, wo sie etwas nicht weiß.",
    },
    museum: {
      title: "Aushänge des Museums",
      noun: "Aushänge",
      description:
        "150 englische Aushänge eines Kleinstadtmuseums: kurze, trockene Sätze, die mit dem Wetter anfangen und beim Teekessel enden.",
    },
    course: {
      title: "Fragen zum Kurs",
      noun: "Fragen",
      description:
        "240 englische Fragen und Notizen von Lernenden: Fristen, Benotung, Inhalt, technische Probleme und Fehlzeiten.",
    },
  },
  models: {
    starter: catalogue["sentence-transformers/all-MiniLM-L6-v2"] ?? {},
    ...catalogue,
  },
  formats: {
    merged: {
      title: "Vollständiges Modell",
      description: "Ein Ordner mit allem (merged safetensors). Für Softwareteams.",
    },
    peft: {
      title: "Zusatz für Hugging-Face-Werkzeuge",
      description:
        "Nur das Gelernte, neben dem Modell, zu dem es gehört (PEFT-Adapter). Wenige Megabyte.",
    },
  },
  charts: {},
  findings: {
    personal_data: {
      why: "Ein Modell kann wiederholen, was es gelesen hat. Platzhalter bewahren den Sinn und verbergen den Menschen.",
    },
    contradictions: {
      why: "Ein Modell kann auf eine Frage nicht zwei Antworten lernen; die falsche kostet Punkte.",
    },
    leakage: {
      why: "Was auswendig gelernt wurde, wird dann geprüft, und das Ergebnis verspricht zu viel.",
    },
    mislabelled: {
      why: "Jede falsche Kategorie lehrt einen Fehler, und in der Prüfung verdeckt sie eine richtige Antwort.",
    },
    label_spelling: {
      why: "Jede Schreibweise zählt als eigene Kategorie, und das Modell soll sie unterscheiden.",
    },
    duplicates: {
      why: "Eine Zeile, die zweimal dasteht, zählt doppelt und lässt die Prüfung leichter aussehen, als sie ist.",
    },
    near_duplicates: {
      why: "Zeilen, die sich um ein Wort unterscheiden, lehren wenig Neues, und die Prüfung wiederholt Gelerntes.",
    },
    empty: { why: "Aus nichts lernt ein Modell nur raten." },
    mojibake: {
      why: "Unterwegs verstümmelte Buchstaben ergeben Wörter, die das Modell noch nie gesehen hat.",
    },
    giveaway: {
      why: "Das Modell lernt das Kürzel statt der Wörter und versagt, wo es fehlt.",
    },
    too_few: {
      why: "Mit weniger als zehn Beispielen wird eine Kategorie kaum gelernt, und ihr Ergebnis ist Glück.",
    },
    imbalance: {
      why: "Das Modell übersieht sie vielleicht öfter. Meist hilft es, seltenen Kategorien mehr Gewicht zu geben.",
    },
    boilerplate: {
      why: "Eine Signatur oder Fußzeile sagt nichts über die Kategorie und nimmt dem Platz, was etwas sagt.",
    },
    mixed_languages: {
      why: "Ein Modell, das eine Sprache liest, rät in einer anderen; wenige Zeilen bringen sie ihm nicht bei.",
    },
    too_long: {
      why: "Was hinter der Grenze steht, wird nie gesehen, weder im Training noch später.",
    },
    too_short: { why: "Ein einzelnes Wort sagt selten, wohin es gehört." },
  },
  kinds: {
    names: {
      title: "Namen",
      help: "Vor- und Nachnamen von Menschen, nach Listen und den Wörtern ringsum. Namen, die auch Wörter sind, bleiben, wo sonst nichts für einen Namen spricht.",
    },
    phones: {
      title: "Telefonnummern",
      help: "Telefon- und Faxnummern, mit und ohne Landesvorwahl.",
    },
    mails: {
      title: "E-Mail-Adressen",
      help: "E-Mail-Adressen, auch mit (at) und (punkt) geschrieben.",
    },
    addresses: {
      title: "Anschriften",
      help: "Straßen mit Hausnummer, Postleitzahl und Ort, und Postleitzahlen allein, wo ihre Form es verrät.",
    },
    births: {
      title: "Geburtsdaten",
      help: "Geburtsdaten, wo die Wörter oder ein Name daneben es sagen. Andere Daten bleiben.",
    },
    records: {
      title: "Aktennummern",
      help: "Nummern, die für einen Menschen stehen: Patienten, Kunden, Mitglieder, Schüler, Akten, Versicherung, Steuer, Ausweise. Bestell- und Artikelnummern bleiben.",
    },
    accounts: {
      title: "Bankkonten",
      help: "IBANs, nach ihrer Prüfziffer, und Kontonummern, Bankleitzahlen und BICs, die so genannt werden.",
    },
    cards: {
      title: "Zahlungskarten",
      help: "Nummern von Kredit- und Bankkarten, nach ihrer Prüfziffer, mit ihren Sicherheitscodes.",
    },
    network: {
      title: "IP- und MAC-Adressen",
      help: "Adressen von Rechnern und Geräten in einem Netz. Versionsnummern bleiben.",
    },
    links: {
      title: "Links mit Schlüsseln",
      help: "Links, in denen ein Schlüssel, ein Passwort oder die Seite eines Menschen steht. Andere Links bleiben.",
    },
    users: {
      title: "Benutzernamen",
      help: "Namen, die Menschen auf Rechnern haben: @namen, und was Benutzername oder Login heißt.",
    },
    secrets: {
      title: "Passwörter und Schlüssel",
      help: "Passwörter und PINs, die so genannt werden, und die Schlüssel bekannter Dienste.",
    },
  },
  sentences: { ...sentences, ...faults, ...hub, ...imports },
};
