/** What the engine says, sentence by sentence; {} stands for a name or a number. */
export const sentences: Record<string, string> = {
  // Why training can't start yet.
  "There are too few examples: give at least 3 different ones, better 200":
    "Es sind zu wenige Beispiele: geben Sie mindestens 3 verschiedene, besser 200",
  "There are no rows yet: import a file": "Es gibt noch keine Zeilen: fügen Sie eine Datei hinzu",
  "No row has a category yet: choose the column that holds them, or label some rows":
    "Noch hat keine Zeile eine Kategorie: wählen Sie die Spalte mit den Kategorien, oder ordnen Sie einige Zeilen zu",
  "There is only one category, '{}': training needs at least two to tell apart":
    "Es gibt nur eine Kategorie, „{}“: das Training braucht mindestens zwei",
  "Fewer than two categories have rows to learn from: add examples of the others":
    "Weniger als zwei Kategorien haben Zeilen zum Lernen: fügen Sie Beispiele der anderen hinzu",
  "Every category is too small: give at least one of them 3 different examples, better 20 for each":
    "Jede Kategorie ist zu klein: geben Sie mindestens einer 3 verschiedene Beispiele, besser jeder 20",
  "The category '{}' has no rows to learn from, only for the exams: join it with another, or add examples of it":
    "Die Kategorie „{}“ hat keine Zeilen zum Lernen, nur für die Prüfungen: verbinden Sie sie mit einer anderen, oder fügen Sie Beispiele hinzu",
  "The table can't start so far down": "So weit unten kann die Tabelle nicht beginnen",
  "Give a row among the first 200 that are filled":
    "Geben Sie eine Zeile unter den ersten 200 gefüllten an",
  "No rows are left for the exam: add examples, or a test file":
    "Für die Endprüfung bleiben keine Zeilen: fügen Sie Beispiele oder eine Prüfungsdatei hinzu",

  // What is safe.
  "Nothing was changed": "Es wurde nichts geändert",
  "Nothing was deleted": "Es wurde nichts gelöscht",
  "Nothing was written": "Es wurde nichts geschrieben",
  "Nothing of the file was kept": "Von der Datei wurde nichts übernommen",
  "The file was not changed": "Die Datei wurde nicht verändert",
  "It was not touched": "Es wurde nicht angerührt",
  "Your data is as it was": "Ihre Daten sind unverändert",
  "The training goes on": "Das Training läuft weiter",
  "Its result is kept": "Das Ergebnis bleibt",
  "Its last checkpoint is kept": "Der letzte Zwischenstand bleibt",
  "The best version so far is kept": "Die bisher beste Fassung bleibt",
  "Nothing was changed; exam rows are never learned from":
    "Es wurde nichts geändert; aus Prüfungszeilen wird nie gelernt",

  // Files.
  "This file or folder was not handed to Attune":
    "Diese Datei oder dieser Ordner wurde Attune nicht übergeben",
  "This is a folder, and a file is needed": "Das ist ein Ordner, gebraucht wird eine Datei",
  "The folder is not there any more": "Der Ordner ist nicht mehr da",
  "The folder is not there": "Der Ordner ist nicht da",
  "Choose it again": "Wählen Sie es noch einmal",
  "Choose a file in it": "Wählen Sie eine Datei darin",
  "Choose another one": "Wählen Sie eine andere",
  "Choose another folder": "Wählen Sie einen anderen Ordner",
  "It was moved or deleted outside Attune":
    "Es wurde außerhalb von Attune verschoben oder gelöscht",
  "Choose another file, or fill this one": "Wählen Sie eine andere Datei, oder füllen Sie diese",
  "Use a comma, a semicolon, a tab or a vertical bar":
    "Verwenden Sie ein Komma, einen Strichpunkt, einen Tabulator oder einen senkrechten Strich",
  "This character can't separate cells": "Dieses Zeichen kann keine Zellen trennen",
  "Correct that row, or say that the file has no header":
    "Berichtigen Sie diese Zeile, oder geben Sie an, dass die Datei keine Kopfzeile hat",
  "Check the delimiter": "Prüfen Sie das Trennzeichen",
  "The import was stopped": "Das Übernehmen wurde abgebrochen",
  "You stopped this": "Sie haben das abgebrochen",
  "No column is named for the text": "Keine Spalte ist als Text gewählt",
  "Choose one of {}": "Wählen Sie eine von {}",
  "There is no column '{}'": "Es gibt keine Spalte „{}“",
  "The columns are {}": "Die Spalten sind {}",
  "Each object should be one row with the same few keys":
    "Jedes Objekt sollte eine Zeile mit denselben wenigen Schlüsseln sein",
  "Save the list to use as a file of its own":
    "Speichern Sie die gewünschte Liste als eigene Datei",
  "Choose a file with at least one row under its header":
    "Wählen Sie eine Datei mit mindestens einer Zeile unter der Kopfzeile",
  "The file has no row that can be sorted": "Die Datei hat keine Zeile, die sich sortieren lässt",
  "There is something at that place already": "An dieser Stelle liegt schon etwas",

  // Projects and categories.
  "This project is not there any more": "Dieses Projekt ist nicht mehr da",
  "Go back to the list of projects": "Gehen Sie zurück zur Liste der Projekte",
  "A project needs a name of 1 to 200 letters":
    "Ein Projekt braucht einen Namen von 1 bis 200 Zeichen",
  "Give it a name you will recognise": "Geben Sie ihm einen Namen, den Sie wiedererkennen",
  "This project is being trained": "Dieses Projekt wird gerade trainiert",
  "This project is being trained already": "Dieses Projekt wird bereits trainiert",
  "Stop the training first, then delete the project":
    "Beenden Sie zuerst das Training, dann löschen Sie das Projekt",
  "Stop the training first, then delete the run":
    "Beenden Sie zuerst das Training, dann löschen Sie es",
  "This run is being trained": "Dieses Training läuft gerade",
  "{} is open somewhere else": "{} ist anderswo geöffnet",
  "Close it there, or wait until it is done, then try again":
    "Schließen Sie es dort oder warten Sie, bis es fertig ist, und versuchen Sie es noch einmal",
  "This project was made by a newer Attune":
    "Dieses Projekt stammt von einer neueren Fassung von Attune",
  "Open it with that version, or update this one":
    "Öffnen Sie es mit jener Fassung, oder aktualisieren Sie diese",
  "A category needs a name": "Eine Kategorie braucht einen Namen",
  "The joined category needs a name": "Die zusammengeführte Kategorie braucht einen Namen",
  "The right category needs a name": "Die richtige Kategorie braucht einen Namen",
  "There is a category '{}' already": "Die Kategorie „{}“ gibt es schon",
  "Choose another name, or join the two categories":
    "Wählen Sie einen anderen Namen, oder führen Sie die beiden Kategorien zusammen",
  "This row is not in the project any more": "Diese Zeile ist nicht mehr im Projekt",
  "This row has no category to decide on":
    "Diese Zeile hat keine Kategorie, über die zu entscheiden wäre",
  "Put it into a category first": "Ordnen Sie sie zuerst zu",
  "A row needs a text": "Eine Zeile braucht einen Text",
  "A row needs a category": "Eine Zeile braucht eine Kategorie",
  "{} rows are set aside for the exam already": "{} Zeilen sind schon für die Endprüfung bestimmt",
  "Give the exam {}% or more, or import the file into a new project":
    "Geben Sie der Endprüfung {} % oder mehr, oder übernehmen Sie die Datei in ein neues Projekt",

  // Models and settings.
  "This model is not open any more": "Dieses Modell ist nicht mehr geöffnet",
  "Open its folder again, or choose the built-in model":
    "Öffnen Sie den Ordner noch einmal, oder wählen Sie das eingebaute Modell",
  "There is no such model folder": "Diesen Modellordner gibt es nicht",
  "Give 'starter', or a folder with config.json and model.safetensors":
    "Wählen Sie einen Ordner mit config.json und model.safetensors",
  "The model folder is damaged; fetch it again":
    "Der Modellordner ist beschädigt; besorgen Sie ihn noch einmal",
  "The model folder is incomplete; fetch it again or choose another":
    "Der Modellordner ist unvollständig; besorgen Sie ihn noch einmal, oder wählen Sie einen anderen",
  "Fetch the model again": "Besorgen Sie das Modell noch einmal",
  "Fetch the model again or choose another":
    "Besorgen Sie das Modell noch einmal, oder wählen Sie ein anderes",
  "config.json and the weights do not belong together":
    "config.json und die Gewichte gehören nicht zusammen",
  "The weights can't be read as safetensors":
    "Die Gewichte lassen sich nicht als safetensors lesen",
  "The tokenizer of the model can't be used":
    "Der Tokenizer des Modells lässt sich nicht verwenden",
  "The longest text is too long for this model": "Der längste Text ist für dieses Modell zu lang",
  "It reads at most {} tokens": "Es liest höchstens {} Token",
  "Choose a smaller model, fewer examples per step or shorter texts":
    "Wählen Sie ein kleineres Modell, weniger Beispiele je Schritt oder kürzere Texte",
  "{} can't be '{}'": "{} kann nicht „{}“ sein",

  // Training and results.
  "This run is not there any more": "Dieses Training ist nicht mehr da",
  "This run is finished already": "Dieses Training ist schon fertig",
  "This run is not being trained now": "Dieses Training läuft gerade nicht",
  "Let the training end first, or stop it and keep the best":
    "Lassen Sie das Training erst enden, oder beenden Sie es und behalten Sie das Beste",
  "Wait until it is done, or stop it first":
    "Warten Sie, bis es fertig ist, oder beenden Sie es zuerst",
  "Start a new training": "Beginnen Sie ein neues Training",
  "Resume it first": "Setzen Sie es zuerst fort",
  "Train again": "Trainieren Sie neu",
  "Let the training end first": "Lassen Sie das Training erst enden",
  "Let the training go on until its first check":
    "Lassen Sie das Training bis zur ersten Prüfung weiterlaufen",
  "The run has no result yet": "Dieses Training hat noch kein Ergebnis",
  "The run has kept no version yet": "Dieses Training hat noch keine Fassung behalten",
  "The run's result can't be read": "Das Ergebnis dieses Trainings lässt sich nicht lesen",
  "The run was damaged; train again": "Das Training ist beschädigt; trainieren Sie neu",
  "A checkpoint is damaged": "Ein Zwischenstand ist beschädigt",
  "It was stopped": "Es wurde abgebrochen",
  "The training left the numbers: the loss is no longer finite":
    "Das Training ist entgleist: der Loss ist keine endliche Zahl mehr",
  "Train again with a smaller learning rate": "Trainieren Sie neu mit einer kleineren Lernrate",
  "The model's answers are not numbers": "Die Antworten des Modells sind keine Zahlen",
  "No row has both a text and a label": "Keine Zeile hat Text und Kategorie",
  "Check which columns hold the text and the label":
    "Prüfen Sie, welche Spalten den Text und die Kategorie enthalten",
  "The project's rows are there for another goal":
    "Die Zeilen des Projekts sind für ein anderes Ziel da",
  "Keep the goal, replace all rows, or begin a new project":
    "Behalten Sie das Ziel, ersetzen Sie alle Zeilen, oder beginnen Sie ein neues Projekt",
  "It has no question or no answer": "Frage oder Antwort fehlt",
  "The messages are not a JSON list": "Die Nachrichten sind keine JSON-Liste",
  "A message has no role": "Eine Nachricht hat keine Rolle",
  "A message has no text": "Eine Nachricht hat keinen Text",
  "The role '{}' is not known": "Die Rolle „{}“ ist nicht bekannt",
  "There is no answer of the assistant": "Es gibt keine Antwort des Assistenten",
  "There is no question before the first answer": "Vor der ersten Antwort steht keine Frage",
  "There is nothing in it": "Es steht nichts darin",
  "Give a question and the answer to it": "Geben Sie eine Frage und die Antwort darauf",
  "No column is known to hold conversations":
    "Von keiner Spalte ist bekannt, dass sie Gespräche enthält",
  "There is only one category to learn": "Es gibt nur eine Kategorie zu lernen",
  "Label some rows with a second category": "Ordnen Sie einige Zeilen einer zweiten Kategorie zu",
  "Label more rows, or change how they are divided":
    "Ordnen Sie mehr Zeilen zu, oder teilen Sie sie anders auf",
  "Label more rows of this category, or join it with another":
    "Ordnen Sie dieser Kategorie mehr Zeilen zu, oder führen Sie sie mit einer anderen zusammen",
  "The category '{}' has rows to be examined with, but none to learn from":
    "Die Kategorie „{}“ hat Zeilen für die Prüfung, aber keine zum Lernen",
  "There is no text to sort": "Es gibt keinen Text zum Sortieren",
  "Type or paste a text": "Schreiben oder fügen Sie einen Text ein",
  "A comparison needs two different runs": "Ein Vergleich braucht zwei verschiedene Trainings",
  "Choose two or more finished runs": "Wählen Sie zwei oder mehr fertige Trainings",
  "Save it as the complete model instead": "Speichern Sie es stattdessen als vollständiges Modell",

  // Attune itself.
  "The preferences could not be written": "Die Einstellungen ließen sich nicht speichern",
  "This is a fault in Attune. Copy the details and report it":
    "Das ist ein Fehler in Attune. Kopieren Sie die Einzelheiten und melden Sie ihn",
  "Install Attune again": "Installieren Sie Attune noch einmal",
  "Reading the file": "Die Datei wird gelesen",

  // Work that takes a moment.
  "Answering the exam rows": "Die Prüfungszeilen werden beantwortet",
  "Weighing the words": "Die Wörter werden gewichtet",
  "Sorting the rows": "Die Zeilen werden sortiert",
  "Writing the model": "Das Modell wird geschrieben",
  "Timing a few steps": "Einige Schritte werden gemessen",

  // What stands in other sentences.
  "This project": "Dieses Projekt",
  "This run": "Dieses Training",
  cell: "Zelle",
  cells: "Zellen",
  "a SQLite database": "eine SQLite-Datenbank",
  "a compressed file": "eine gepackte Datei",
  "a compressed archive": "ein gepacktes Archiv",
  "a picture": "ein Bild",
  "a word processor's document": "ein Dokument einer Textverarbeitung",
  "a number": "eine Zahl",
  "a text": "ein Text",
  "a list": "eine Liste",

  // Rows that can't be read, and files that are something else.
  "It has {} {}, the table has {} columns": "Sie hat {} {}, die Tabelle hat {} Spalten",
  "The line is longer than 16 million bytes": "Die Zeile ist länger als 16 Millionen Bytes",
  "A quote that starts in this row is never closed":
    "Ein Anführungszeichen, das in dieser Zeile beginnt, wird nie geschlossen",
  "Text follows a closing quote; quotes inside a cell are doubled":
    "Nach einem schließenden Anführungszeichen folgt Text; innerhalb einer Zelle werden sie verdoppelt",
  "Its text is empty": "Der Text ist leer",
  "It is {}, not an object": "Sie ist {}, kein Objekt",
  "It is not valid JSON (column {})": "Sie ist kein gültiges JSON (Stelle {})",
  "It holds bytes that are not valid {}": "Sie enthält Bytes, die kein gültiges {} sind",
  "It holds a zero byte, which no text has":
    "Sie enthält ein Nullbyte, das in keinem Text vorkommt",
  "The name says {}, but the content is {}": "Der Name sagt {}, der Inhalt ist aber {}",
  "The file is UTF-8, but {} places in it are damaged; the rows they stand in are listed":
    "Die Datei ist UTF-8, aber {} Stellen darin sind beschädigt; die betroffenen Zeilen sind aufgeführt",
  "The file is not UTF-8; it was read as {}. If letters look wrong, choose another encoding":
    "Die Datei ist nicht UTF-8; sie wurde als {} gelesen. Sehen Buchstaben falsch aus, wählen Sie einen anderen Zeichensatz",
  "The file is empty": "Die Datei ist leer",
  "There is nothing but blanks in this file": "Diese Datei enthält nur Leerzeichen",
  "This is {}, whatever its name says": "Das ist {}, was immer der Name sagt",
  "This is not a text file": "Das ist keine Textdatei",
  "Save it as CSV or JSON Lines": "Speichern Sie sie als CSV oder JSON Lines",
  "Save the table as CSV": "Speichern Sie die Tabelle als CSV",
  "Unpack it first": "Entpacken Sie sie zuerst",
  "Choose a file with text": "Wählen Sie eine Datei mit Text",
  "This is not valid JSON": "Das ist kein gültiges JSON",
  "The file could not be read to its end": "Die Datei ließ sich nicht bis zum Ende lesen",
  "Save the file again with the program that made it, or correct that line":
    "Speichern Sie die Datei mit dem Programm, das sie erzeugt hat, noch einmal, oder berichtigen Sie diese Zeile",
  "No line of this file is a JSON object with a name for each cell":
    "Keine Zeile dieser Datei ist ein JSON-Objekt mit einem Namen für jede Zelle",
  "The file has columns but no rows that can be read":
    "Die Datei hat Spalten, aber keine lesbaren Zeilen",
  "The file has no rows that can be used": "Die Datei hat keine brauchbaren Zeilen",
  "Look at the rejected rows in the preview; perhaps the delimiter or format is another":
    "Sehen Sie in der Vorschau die ausgelassenen Zeilen an; vielleicht ist das Trennzeichen oder das Format ein anderes",
  "The three shares don't add up to 100": "Die drei Anteile ergeben nicht 100",
  "Give three percentages, such as 70, 15, 15": "Geben Sie drei Prozentzahlen an, etwa 70, 15, 15",
  "Too little is left to learn from or to check against":
    "Zum Lernen oder zum Prüfen bleibt zu wenig übrig",
  "Give training at least 10% and validation at least 1%":
    "Geben Sie dem Lernen mindestens 10 % und der Probeprüfung mindestens 1 %",
  "This category has no rows": "Diese Kategorie hat keine Zeilen",
  "None of these categories has any rows": "Keine dieser Kategorien hat Zeilen",

  // Disk and folders.
  "The disk is full": "Die Festplatte ist voll",
  "Free some space, then go on": "Schaffen Sie Platz und machen Sie dann weiter",
  "What was saved before is safe": "Was vorher gespeichert war, ist sicher",
  "The project is in use": "Das Projekt ist in Gebrauch",
  "Close it elsewhere, then try again": "Schließen Sie es dort und versuchen Sie es noch einmal",
  "The project's database is damaged": "Die Datenbank des Projekts ist beschädigt",
  "Bring project.db back from a backup, or make a new project and import the file again":
    "Holen Sie project.db aus einer Sicherung zurück, oder legen Sie ein neues Projekt an und fügen Sie die Datei noch einmal hinzu",
  "The project's database may not be opened or written":
    "Die Datenbank des Projekts darf nicht geöffnet oder geschrieben werden",
  "Check that the folder can be written": "Prüfen Sie, ob der Ordner beschreibbar ist",
  "Reading or saving the project failed": "Das Projekt ließ sich nicht lesen oder speichern",
  "Check the disk, then retry": "Prüfen Sie die Festplatte und versuchen Sie es noch einmal",
  "Check the disk, then try again": "Prüfen Sie die Festplatte und versuchen Sie es noch einmal",
  "The file or folder is not there": "Die Datei oder der Ordner ist nicht da",
  "Check the name and the place": "Prüfen Sie Namen und Ort",
  "This place may not be read or written": "Hier darf nicht gelesen oder geschrieben werden",
  "Choose another place, or ask for the right to use it":
    "Wählen Sie einen anderen Ort, oder bitten Sie um das Recht dazu",
  "Reading or writing failed": "Lesen oder Schreiben ist fehlgeschlagen",
  "The file manager could not be opened": "Die Dateiverwaltung ließ sich nicht öffnen",
  "Open the folder yourself": "Öffnen Sie den Ordner selbst",

  // Models that can't be used, charts that a run has not.
  "From the folder {}": "Aus dem Ordner {}",
  "The folder holds no config.json": "Der Ordner enthält keine config.json",
  "The folder holds no model.safetensors": "Der Ordner enthält keine model.safetensors",
  "The folder holds no tokenizer.json": "Der Ordner enthält keine tokenizer.json",
  "Choose the folder in which config.json and model.safetensors lie":
    "Wählen Sie den Ordner, in dem config.json und model.safetensors liegen",
  "The weights are a pickle file, which can run code; fetch the safetensors version":
    "Die Gewichte sind eine pickle-Datei, die Code ausführen kann; besorgen Sie die Fassung als safetensors",
  "Fetch the model again, with model.safetensors":
    "Besorgen Sie das Modell noch einmal, mit model.safetensors",
  "The model is of the family '{}', which Attune can't train yet":
    "Das Modell gehört zur Familie „{}“, die Attune noch nicht trainieren kann",
  "The families it knows are {}": "Die bekannten Familien sind {}",
  "This run changed the model itself, so there is no add-on (adapter) to save":
    "Dieses Training hat das Modell selbst verändert, darum gibt es keinen Zusatz (Adapter) zu speichern",
  "The exam has no rows": "Die Endprüfung hat keine Zeilen",
  "This run was never checked while it learned": "Dieses Training wurde beim Lernen nie geprüft",
  "This run took no training step": "Dieses Training hat keinen Schritt gemacht",
  "Bars of more than 20 categories can't be read":
    "Balken von mehr als 20 Kategorien sind nicht lesbar",
  "A matrix of more than 20 categories can't be read":
    "Eine Matrix mit mehr als 20 Kategorien ist nicht lesbar",

  // During training.
  "Press Go on when you are ready": "Drücken Sie auf Weiter, wenn Sie so weit sind",
  "The disk is full, so the training could not be saved":
    "Die Festplatte ist voll, darum ließ sich das Training nicht sichern",
  "Free some space; training then goes on by itself":
    "Schaffen Sie Platz; das Training geht dann von selbst weiter",
  "The computer may fall asleep while training: {}":
    "Der Rechner könnte während des Trainings einschlafen: {}",

  // Whole projects.
  "Copying the project": "Projekt wird kopiert",
  "Packing the project": "Projekt wird gepackt",
  "Unpacking the project": "Projekt wird entpackt",
  "There is not enough room on the disk": "Auf dem Datenträger ist nicht genug Platz",
  "Free about {} MB there, then try again":
    "Machen Sie dort etwa {} MB frei, und versuchen Sie es noch einmal",
  "This file is not a project of Attune": "Diese Datei ist kein Projekt von Attune",
  "Choose a file that Attune saved a project to":
    "Wählen Sie eine Datei, in der Attune ein Projekt gespeichert hat",
  "This file is a whole project, not examples":
    "Diese Datei ist ein ganzes Projekt, keine Beispiele",
  "Drop it on the window, or choose it on the home screen, to open it":
    "Ziehen Sie sie auf das Fenster, oder wählen Sie sie auf der Startseite, um es zu öffnen",
  "This project was saved by a newer Attune":
    "Dieses Projekt wurde von einem neueren Attune gespeichert",
  "The project file is damaged or not whole":
    "Die Projektdatei ist beschädigt oder nicht vollständig",
  "Copy it once more from where it came, or save the project anew there":
    "Kopieren Sie sie noch einmal von dort, wo sie herkam, oder speichern Sie das Projekt dort neu",
  "'{}' in the file is no part of a project": "„{}“ in der Datei gehört zu keinem Projekt",
  "'{}' in the file is no plain file": "„{}“ in der Datei ist keine gewöhnliche Datei",
  "This file would unpack to far more than a project holds":
    "Diese Datei würde entpackt weit mehr ergeben, als ein Projekt enthält",
  "Attune did not make it so: open only files from people you know":
    "So hat Attune sie nicht gemacht: öffnen Sie nur Dateien von Menschen, die Sie kennen",
  "The database in it is not one that Attune made": "Die Datenbank darin hat Attune nicht gemacht",
  "Ask whoever made it to save the project anew":
    "Bitten Sie den Absender, das Projekt neu zu speichern",
  "The name of this place can't be written as text":
    "Der Name dieses Ortes lässt sich nicht als Text schreiben",
  "Something of this name is there already": "Etwas mit diesem Namen ist schon da",
  "Choose another name": "Wählen Sie einen anderen Namen",
  "The model this was tuned from is not here":
    "Das Modell, von dem dieses Training ausging, ist nicht hier",
  "Its results and rows are kept": "Ergebnisse und Zeilen bleiben erhalten",
  "Get the model or open its folder under Setup, then open the project again":
    "Holen Sie das Modell oder öffnen Sie seinen Ordner unter Einrichten, und öffnen Sie das Projekt dann noch einmal",
};
