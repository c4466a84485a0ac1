/** What the engine says while files are read, sentence by sentence; {} stands for a name or a number. */
export const imports: Record<string, string> = {
  // Documents, folders and archives.
  "Its name leads out of the archive": "Ihr Name führt aus dem Archiv hinaus",
  "It is damaged and can't be unpacked": "Sie ist beschädigt und lässt sich nicht entpacken",
  "It is larger than 64 million bytes": "Sie ist größer als 64 Millionen Bytes",
  "It is damaged in a way that its reader did not expect":
    "Sie ist auf eine Art beschädigt, mit der niemand gerechnet hat",
  "It is empty": "Sie ist leer",
  "It is no document that Attune reads": "Sie ist kein Dokument, das Attune liest",
  "It is a table ({}); add it as a file of its own":
    "Sie ist eine Tabelle ({}); fügen Sie sie als eigene Datei hinzu",
  "It can't be read: {}": "Sie lässt sich nicht lesen: {}",
  "There is no text in it": "Es steht kein Text darin",
  "There are no files in it": "Es sind keine Dateien darin",
  "There is no document in it that can be read": "Es ist kein lesbares Dokument darin",
  "Choose a folder or archive with documents in it":
    "Wählen Sie einen Ordner oder ein Archiv mit Dokumenten darin",
  "This folder holds more than 100,000 files": "In diesem Ordner liegen mehr als 100.000 Dateien",
  "Choose a folder with fewer files": "Wählen Sie einen Ordner mit weniger Dateien",
  "This file can't be cut by '{}'": "Diese Datei lässt sich nicht nach „{}“ teilen",
  "The document is larger than 64 million bytes": "Das Dokument ist größer als 64 Millionen Bytes",
  "The text of this document is larger than 32 million bytes":
    "Der Text dieses Dokuments ist größer als 32 Millionen Bytes",
  "The page is larger than 32 million bytes": "Die Seite ist größer als 32 Millionen Bytes",
  "This document has more than 300,000 paragraphs": "Dieses Dokument hat mehr als 300.000 Absätze",
  "The text of this PDF is larger than 32 million bytes":
    "Der Text dieser PDF-Datei ist größer als 32 Millionen Bytes",
  "A page of this PDF is larger than 16 million bytes":
    "Eine Seite dieser PDF-Datei ist größer als 16 Millionen Bytes",
  "The text is longer than 4 million bytes": "Der Text ist länger als 4 Millionen Bytes",
  "The message is larger than 32 million bytes": "Die Nachricht ist größer als 32 Millionen Bytes",
  "Split it into several files": "Teilen Sie es in mehrere Dateien",
  "There is no text in this document": "In diesem Dokument steht kein Text",
  "There is no text on this page": "Auf dieser Seite steht kein Text",
  "The document is damaged: its parts can't be unpacked":
    "Das Dokument ist beschädigt: seine Teile lassen sich nicht entpacken",
  "The document is damaged and can't be read to its end":
    "Das Dokument ist beschädigt und lässt sich nicht bis zum Ende lesen",
  "This document would unpack to far more than one holds":
    "Dieses Dokument würde entpackt viel größer, als ein Dokument ist",
  "This PDF would unpack to far more than one holds":
    "Diese PDF-Datei würde entpackt viel größer, als eine solche Datei ist",
  "The PDF is damaged and can't be read": "Die PDF-Datei ist beschädigt und lässt sich nicht lesen",
  "This PDF holds pictures of pages and no text: it was scanned":
    "Diese PDF-Datei enthält Bilder von Seiten und keinen Text: sie wurde eingescannt",
  "Run text recognition (OCR) over it, save it, and choose that file":
    "Lassen Sie eine Texterkennung (OCR) darüberlaufen, speichern Sie das Ergebnis und wählen Sie diese Datei",
  "This e-mail is damaged: it has no headers":
    "Diese E-Mail ist beschädigt: sie hat keine Kopfzeilen",
  "The e-mail has no text of its own": "Diese E-Mail hat keinen eigenen Text",
  "Choose another file; attachments are not read":
    "Wählen Sie eine andere Datei; Anhänge werden nicht gelesen",
  "Choose another file": "Wählen Sie eine andere Datei",

  // Spreadsheets.
  "The table has {} columns; at most {} fit": "Die Tabelle hat {} Spalten; höchstens {} gehen",
  "Delete the columns that are not needed, and save the file again":
    "Löschen Sie die überflüssigen Spalten und speichern Sie die Datei noch einmal",
  "The file has {} sheets; this is '{}'": "Die Datei hat {} Blätter; das ist „{}“",
  "There is no sheet '{}'": "Ein Blatt „{}“ gibt es nicht",
  "The table starts in row {}; what stands above it is left out":
    "Die Tabelle beginnt in Zeile {}; was darüber steht, bleibt weg",
  "The first row seems to be data, so the columns were numbered":
    "Die erste Zeile scheint schon Daten zu enthalten, darum haben die Spalten Nummern",
  "The sheets are {}": "Die Blätter sind {}",
  "The sheet '{}' is empty": "Das Blatt „{}“ ist leer",
  "There are no rows in this file": "In dieser Datei sind keine Zeilen",
  "Choose another sheet or file": "Wählen Sie ein anderes Blatt oder eine andere Datei",
  "It has a cell in column {}, the table has {}":
    "Sie hat eine Zelle in Spalte {}, die Tabelle hat {}",
  "Row {} of the sheet is larger than 16 million bytes":
    "Zeile {} des Blatts ist größer als 16 Millionen Bytes",
  "It is not known who answers": "Es ist nicht bekannt, wer antwortet",
  "Say who of these answers: {}": "Sagen Sie, wer von diesen antwortet: {}",
  "It names no conversation, or nobody who speaks":
    "Sie nennt kein Gespräch oder niemanden, der spricht",
  "Shorten it, and save the file again": "Kürzen Sie das, und speichern Sie die Datei noch einmal",
  "The spreadsheet is damaged and can't be read to its end":
    "Die Tabelle ist beschädigt und lässt sich nicht bis zum Ende lesen",
  "The workbook is larger than 32 million bytes":
    "Die Arbeitsmappe ist größer als 32 Millionen Bytes",
  "The range of its sheets has {} cells": "Der Bereich ihrer Blätter hat {} Zellen",
  "The texts of its cells have {} letters": "Die Texte ihrer Zellen haben {} Buchstaben",
  "Save it as an Excel workbook (.xlsx), which is read piece by piece":
    "Speichern Sie sie als Excel-Arbeitsmappe (.xlsx), die Stück für Stück gelesen wird",
  "This is a binary workbook (XLSB), which Attune does not read":
    "Das ist eine binäre Arbeitsmappe (XLSB), die Attune nicht liest",
  "Save it as an Excel workbook (.xlsx) or as CSV":
    "Speichern Sie sie als Excel-Arbeitsmappe (.xlsx) oder als CSV",
  "This is {}, which Attune does not read": "Das ist {}. Attune liest es nicht",
  "This is an old Office file without a table in it": "Das ist eine alte Office-Datei ohne Tabelle",
  "an old Word document (.doc)": "ein altes Word-Dokument (.doc)",
  "Save it as a Word document (.docx)": "Speichern Sie es als Word-Dokument (.docx)",
  "an old presentation (.ppt)": "eine alte Präsentation (.ppt)",
  "Save its text as a Word document": "Speichern Sie den Text als Word-Dokument",
  "an Outlook message (.msg)": "eine Nachricht aus Outlook (.msg)",
  "Save it as .eml or as text": "Speichern Sie sie als .eml oder als Text",
  "A single cell or text in '{}' is larger than 8 million bytes":
    "Eine einzelne Zelle oder ein Text in „{}“ ist größer als 8 Millionen Bytes",

  // Any packed or damaged file.
  "This archive claims to hold {} files; {} are the most":
    "Dieses Archiv soll {} Dateien enthalten; höchstens {} gehen",
  "Choose a smaller archive, or unpack it and choose the folder":
    "Wählen Sie ein kleineres Archiv, oder entpacken Sie es und wählen Sie den Ordner",
  "The file is damaged: its parts can't be unpacked":
    "Die Datei ist beschädigt: ihre Teile lassen sich nicht entpacken",
  "The file is damaged in a way that its reader did not expect":
    "Die Datei ist auf eine Art beschädigt, mit der niemand gerechnet hat",
  "Open it with the program that made it, save it under another name, and choose that file":
    "Öffnen Sie sie mit dem Programm, das sie erzeugt hat, speichern Sie sie unter einem anderen Namen und wählen Sie diese Datei",
  "The file is protected with a password": "Die Datei ist mit einem Passwort geschützt",
  "Open it with the program that made it, save it without a password, and choose that file":
    "Öffnen Sie sie mit dem Programm, das sie erzeugt hat, speichern Sie sie ohne Passwort und wählen Sie diese Datei",
  "This file would unpack to far more than such a file holds":
    "Diese Datei würde entpackt viel größer, als eine solche Datei ist",
  "If it is yours, split it into smaller files; if it came from elsewhere, don't open it":
    "Ist es Ihre, teilen Sie sie in kleinere Dateien; kam sie von anderswo, öffnen Sie sie nicht",
  "a spreadsheet, document or ZIP archive that is damaged":
    "eine beschädigte Tabelle, ein beschädigtes Dokument oder ZIP-Archiv",
  "This Parquet file has no columns": "Diese Parquet-Datei hat keine Spalten",
  "This Parquet file breaks off before its end": "Diese Parquet-Datei bricht vor ihrem Ende ab",
  "This Parquet file is damaged": "Diese Parquet-Datei ist beschädigt",
  "This Parquet file is encrypted": "Diese Parquet-Datei ist verschlüsselt",
  "Save it without encryption in the program that made it":
    "Speichern Sie sie ohne Verschlüsselung in dem Programm, das sie erzeugt hat",
  "This Parquet file contradicts itself about its rows":
    "Diese Parquet-Datei widerspricht sich darüber, wie viele Zeilen sie hat",
  "This Parquet file claims {} rows, which is more than Attune reads":
    "Diese Parquet-Datei soll {} Zeilen haben, mehr als Attune liest",
  "Save a part of the table to a file of its own":
    "Speichern Sie einen Teil der Tabelle in eine eigene Datei",
  "A sheet of this workbook says that it reaches further than a sheet can":
    "Ein Blatt dieser Mappe gibt an, weiter zu reichen, als ein Blatt reichen kann",
  "Open it in the program that made it and save it again":
    "Öffnen Sie es in dem Programm, das es erzeugt hat, und speichern Sie es neu",
  "The columns of this Parquet file are too many, or nested too deeply, to be read":
    "Die Spalten dieser Parquet-Datei sind zu viele oder zu tief verschachtelt, um gelesen zu werden",
  "Save the columns that matter as CSV": "Speichern Sie die Spalten, auf die es ankommt, als CSV",
  "What this Parquet file says about itself would fill the memory":
    "Was diese Parquet-Datei über sich selbst sagt, würde den Speicher füllen",
  "Save the table as CSV, or in larger groups of rows":
    "Speichern Sie die Tabelle als CSV oder in größeren Gruppen von Zeilen",
  "This Parquet file would fill the memory when it is read":
    "Diese Parquet-Datei würde beim Lesen den Speicher füllen",
  "Save the table as CSV, or in smaller groups of rows":
    "Speichern Sie die Tabelle als CSV oder in kleineren Gruppen von Zeilen",
  "an empty ZIP archive": "ein leeres ZIP-Archiv",
  "Choose one with files in it": "Wählen Sie eines mit Dateien darin",
  "an old Office file that is damaged": "eine beschädigte alte Office-Datei",
  "Save it as DOCX or plain text": "Speichern Sie es als DOCX oder reinen Text",
  "Choose a table, a document or plain text":
    "Wählen Sie eine Tabelle, ein Dokument oder reinen Text",
  "Cells of '{}' hold several categories, with '{}' between them":
    "Zellen von „{}“ enthalten mehrere Kategorien, mit „{}“ dazwischen",
  "Each of these columns is taken for a category: '{}'":
    "Jede dieser Spalten gilt als eine Kategorie: „{}“",
  "Attune has sorted this file: its answers in '{}' are taken for the labels":
    "Attune hat diese Datei sortiert: die Antworten in „{}“ gelten als Kategorien",
  "There is no text in what was pasted": "Im Eingefügten steht kein Text",
  "Copy some cells or text first": "Kopieren Sie zuerst Zellen oder Text",
};
