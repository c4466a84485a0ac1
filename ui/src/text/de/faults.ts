/** What the engine says of rarer faults, sentence by sentence; {} stands for a name or a number. */
export const faults: Record<string, string> = {
  // What was asked for is not there.
  "There are no pictures in '{}'": "Bilder gibt es nicht als „{}“",
  "Choose svg or png": "Wählen Sie svg oder png",
  "There is no such sample": "Dieses Beispielprojekt gibt es nicht",
  "Choose one of the list": "Wählen Sie eines aus der Liste",
  "There is no such other category": "Diese andere Kategorie gibt es nicht",
  "There is no text encoding '{}'": "Den Zeichensatz „{}“ gibt es nicht",
  "Use utf-8, utf-16le, utf-16be or windows-1252":
    "Verwenden Sie utf-8, utf-16le, utf-16be oder windows-1252",
  "There is no file format '{}'": "Das Dateiformat „{}“ gibt es nicht",
  "Use one of {}": "Verwenden Sie eines von {}",
  "There is no format '{}'": "Das Format „{}“ gibt es nicht",
  "The formats are {}": "Die Formate sind {}",
  "There is no method '{}'": "Die Methode „{}“ gibt es nicht",
  "The methods are {}": "Die Methoden sind {}",
  "There is no setting '{}' here": "Die Einstellung „{}“ gibt es hier nicht",
  "The settings are {}": "Die Einstellungen sind {}",
  "There is no chart '{}'": "Das Diagramm „{}“ gibt es nicht",
  "The charts are {}": "Die Diagramme sind {}",
  "There is no preset '{}'": "Die Voreinstellung „{}“ gibt es nicht",
  "The presets are {}": "Die Voreinstellungen sind {}",
  "A word for the rows has up to 40 letters": "Ein Wort für die Zeilen hat höchstens 40 Buchstaben",
  "Give a short one, such as messages": "Nehmen Sie ein kurzes, etwa Nachrichten",
  "Go back to the data and change this": "Gehen Sie zurück zu den Daten und ändern Sie das",

  // Files.
  "The list of samples is damaged": "Die Liste der Beispielprojekte ist beschädigt",
  "Attune did not sort this file": "Diese Datei hat Attune nicht sortiert",
  "Sort it first": "Sortieren Sie sie zuerst",
  "A text could not be cut into tokens": "Ein Text ließ sich nicht in Token zerlegen",
  "A text holds nothing that the model can read":
    "Ein Text enthält nichts, was das Modell lesen kann",
  "Leave the row out, or choose a model whose tokenizer marks where texts begin and end":
    "Lassen Sie die Zeile weg, oder wählen Sie ein Modell, dessen Tokenizer Anfang und Ende der Texte markiert",

  // Models.
  "A file of the base model is not a JSON object":
    "Eine Datei des Ausgangsmodells ist kein JSON-Objekt",
  "A file of the model is not JSON": "Eine Datei des Modells ist kein JSON",
  "config.json has no number '{}'": "In config.json fehlt die Zahl „{}“",
  "config.json lacks a value that {} needs": "In config.json fehlt eine Angabe, die {} braucht",
  "This BERT uses the activation '{}', which is not known":
    "Dieses BERT verwendet die Aktivierung „{}“, die hier nicht bekannt ist",
  "Choose a model with the activation 'gelu'": "Wählen Sie ein Modell mit der Aktivierung „gelu“",
  "The hidden size can't be divided into the heads":
    "Die Breite des Modells lässt sich nicht auf seine Köpfe verteilen",
  "config.json is damaged; fetch the model again":
    "config.json ist beschädigt; besorgen Sie das Modell noch einmal",
  "The model has no tensor '{}'": "Dem Modell fehlt der Tensor „{}“",
  "The tensor '{}' has the shape {} instead of {}": "Der Tensor „{}“ hat die Form {} statt {}",
  "The file is damaged or incomplete; fetch the model again":
    "Die Datei ist beschädigt oder unvollständig; besorgen Sie das Modell noch einmal",
  "A text has a token or a length that the model's weights do not know":
    "Ein Text hat ein Token oder eine Länge, die das Modell nicht kennt",
  "tokenizer.json and the weights do not belong together, or the longest text is too long for this model":
    "tokenizer.json und die Gewichte gehören nicht zusammen, oder der längste Text ist für dieses Modell zu lang",

  // Training and its records.
  "The trial steps did not come to an end": "Die Probeschritte kamen nicht zum Ende",
  "Choose another run, or train again": "Wählen Sie ein anderes Training, oder trainieren Sie neu",
  "The run's answers don't belong to its exam rows":
    "Die Antworten dieses Trainings gehören nicht zu seinen Prüfungszeilen",
  "The run's answers can't be read": "Die Antworten dieses Trainings lassen sich nicht lesen",
  "There is no model to choose examples with":
    "Es gibt kein Modell, mit dem Beispiele ausgewählt werden könnten",
  "Set examples to 0, which learns from all":
    "Setzen Sie „Beispiele, aus denen gelernt wird“ auf 0: dann wird aus allen gelernt",
  "The list of the chosen examples can't be read":
    "Die Liste der ausgewählten Beispiele ist nicht lesbar",
  "The run's examples were changed or damaged":
    "Die Beispiele dieses Trainings wurden verändert oder beschädigt",
  "The run's recipe can't be read": "Das Rezept dieses Trainings lässt sich nicht lesen",
  "The run was made by a newer Attune": "Das Training stammt von einer neueren Fassung von Attune",
  "Update Attune": "Aktualisieren Sie Attune",
  "There is something at the place of the run already":
    "Am Platz dieses Trainings liegt schon etwas",
  "Choose another folder, or resume the run that is there":
    "Wählen Sie einen anderen Ordner, oder setzen Sie das Training fort, das dort liegt",
  "The recipe has no usable '{}'": "Das Rezept hat keinen brauchbaren Wert für „{}“",

  // The processor.
  "This computer can't train with the precision 'fast'":
    "Dieser Rechner kann nicht mit der Genauigkeit „fast“ trainieren",
  "Its processor has no bf16 instructions (it has {}); use 'exact'":
    "Sein Prozessor hat keine bf16-Befehle (er hat {}); verwenden Sie „exact“",
  "This processor does not have the instructions '{}'":
    "Dieser Prozessor hat die Befehle „{}“ nicht",
  "Here there are {}": "Hier gibt es {}",
  "The threads for computing could not be started":
    "Die Rechenkerne ließen sich nicht in Gang setzen",
  "Close other programs, or set fewer threads":
    "Schließen Sie andere Programme, oder stellen Sie weniger Rechenkerne ein",
};
