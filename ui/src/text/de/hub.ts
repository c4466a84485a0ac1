/** What the hub's side of the engine says, sentence by sentence; {} stands for a name or a number. */
export const hub: Record<string, string> = {
  "From the hub, checked against its hashes.": "Vom Hub, mit seinen Prüfsummen verglichen.",
  "Fetching the model": "Holt das Modell",
  "Making the model ready": "Bereitet das Modell vor",
  Publishing: "Veröffentlicht",

  // Licences.
  "May be used, changed and passed on, also for business, when its notice stays.":
    "Darf benutzt, verändert und weitergegeben werden, auch geschäftlich, wenn der Hinweis stehen bleibt.",
  "May be used and changed, but not for business.":
    "Darf benutzt und verändert werden, aber nicht geschäftlich.",
  "May be used, changed and passed on under Meta's own terms, which limit some uses.":
    "Darf nach Metas eigenen Bedingungen benutzt, verändert und weitergegeben werden, die manches einschränken.",
  "May be used, changed and passed on, also for business, when the maker is named.":
    "Darf benutzt, verändert und weitergegeben werden, auch geschäftlich, wenn genannt wird, von wem es ist.",
  "May be used, changed and passed on under the same licence, when the maker is named.":
    "Darf unter derselben Lizenz benutzt, verändert und weitergegeben werden, wenn genannt wird, von wem es ist.",
  "May be used unchanged, but not for business; changed versions may not be passed on.":
    "Darf unverändert benutzt werden, aber nicht geschäftlich; Verändertes darf nicht weitergegeben werden.",
  "May be used, changed and passed on under Google's own terms, which limit some uses.":
    "Darf nach Googles eigenen Bedingungen benutzt, verändert und weitergegeben werden, die manches einschränken.",
  "May be used, changed and passed on, but not for the uses its list forbids.":
    "Darf benutzt, verändert und weitergegeben werden, aber nicht für das, was die beigefügte Liste verbietet.",

  // Models on this computer.
  "Looking for models": "Sucht nach Modellen",
  "The list of recommended models can't be read":
    "Die Liste der empfohlenen Modelle ist nicht zu lesen",
  "Searching and opening a folder work without it":
    "Suchen und einen Ordner öffnen gehen auch ohne sie",
  "Its maker may have written none; look at its page":
    "Vielleicht gibt es keine; sehen Sie auf seiner Seite nach",

  // Going online.
  "Attune is set never to go online": "Attune ist so eingestellt, dass es nie online geht",
  "the lock in the settings": "Sperre in den Einstellungen",
  "No connection was made": "Es wurde keine Verbindung aufgebaut",
  "The hub can't be reached": "Der Hub ist nicht erreichbar",
  "The connection broke": "Die Verbindung ist abgebrochen",
  "The network has been silent for too long": "Aus dem Netz kam zu lange nichts",
  "Check the network and the proxy, then try again; what has arrived is kept":
    "Prüfen Sie Netz und Proxy und versuchen Sie es noch einmal; was angekommen ist, bleibt erhalten",
  "Check the network, then try again; what has arrived is kept":
    "Prüfen Sie das Netz und versuchen Sie es noch einmal; was angekommen ist, bleibt erhalten",
  "Try again later": "Versuchen Sie es später noch einmal",
  "Try again later; what has arrived is kept":
    "Versuchen Sie es später noch einmal; was angekommen ist, bleibt erhalten",
  "What has arrived is kept": "Was angekommen ist, bleibt erhalten",
  "The hub has had too many questions from here": "Der Hub hatte zu viele Anfragen von hier",
  "The hub has a fault of its own": "Der Hub hat selbst eine Störung",
  "The hub's answer can't be understood": "Die Antwort des Hubs ist nicht zu verstehen",

  // Keys and names.
  "There is no access key": "Es gibt keinen Zugangsschlüssel",
  "This is no access key": "Das ist kein Zugangsschlüssel",
  "It was not kept": "Er wurde nicht behalten",
  "Copy it from the hub's settings once more; it is one word, without blanks":
    "Kopieren Sie ihn noch einmal aus den Einstellungen des Hubs; er ist ein Wort ohne Leerzeichen",
  "The hub does not know the access key": "Der Hub kennt den Zugangsschlüssel nicht",
  "Make a new key in the hub's settings, and enter it":
    "Legen Sie in den Einstellungen des Hubs einen neuen an und geben Sie ihn ein",
  "The hub asks for an access key": "Der Hub verlangt einen Zugangsschlüssel",
  "Enter an access key": "Geben Sie einen Zugangsschlüssel ein",
  "The hub refuses this": "Der Hub lehnt das ab",
  "Check what the access key may do: publishing needs the right to write":
    "Prüfen Sie, was der Schlüssel darf: Veröffentlichen braucht das Recht zu schreiben",
  "The maker lets people in one by one: the licence has to be accepted first":
    "Wer es gemacht hat, lässt jeden einzeln zu: Zuerst ist die Lizenz anzunehmen",
  "Open the model's page in a browser, accept the licence there, then enter an access key":
    "Öffnen Sie die Seite des Modells im Browser, nehmen Sie dort die Lizenz an und geben Sie dann einen Schlüssel ein",
  "The hub has no such model, or it is private":
    "Der Hub hat kein solches Modell, oder es ist privat",
  "The hub has no such model, or your access key does not open it":
    "Der Hub hat kein solches Modell, oder Ihr Schlüssel öffnet es nicht",

  // Models.
  "There is no such model on this computer": "Dieses Modell gibt es auf diesem Rechner nicht",
  "The file arrived damaged twice": "Die Datei kam zweimal beschädigt an",
  "It was deleted, and nothing of the model can be opened":
    "Sie wurde gelöscht, und vom Modell lässt sich nichts öffnen",
  "The model does not fit on the disk": "Das Modell passt nicht auf die Festplatte",
  "Nothing was fetched": "Es wurde nichts geholt",
  "A file of the model is damaged": "Eine Datei des Modells ist beschädigt",
  "The model's weights are there only in a format that can run code when it is opened":
    "Die Gewichte des Modells gibt es nur in einem Format, das beim Öffnen Programme ausführen kann",
  "Choose a copy of the model with safetensors weights":
    "Wählen Sie eine Fassung des Modells mit safetensors-Gewichten",

  // Publishing.
  "Nothing was sent": "Es wurde nichts gesendet",
  "Everybody can read this model already": "Dieses Modell können schon alle lesen",
  "Choose another name, or say that it shall be public":
    "Wählen Sie einen anderen Namen, oder veröffentlichen Sie es für alle",
  "The hub can't read the model card's head": "Der Hub kann den Kopf der Modellkarte nicht lesen",
  "Change the lines between the two --- of the card":
    "Ändern Sie die Zeilen zwischen den beiden --- der Karte",
  "The base model's licence keeps changed versions from being passed on":
    "Die Lizenz des Grundmodells verbietet, angepasste Fassungen weiterzugeben",
  "The model on the hub is as it was": "Das Modell auf dem Hub ist, wie es war",
  "Publish again: what is there is not sent again":
    "Veröffentlichen Sie noch einmal: Was schon dort ist, wird nicht noch einmal gesendet",
  "Publish again later": "Veröffentlichen Sie später noch einmal",
  "Wait some minutes, then publish again":
    "Warten Sie einige Minuten und veröffentlichen Sie dann noch einmal",
  "The file changed while it was sent": "Die Datei hat sich geändert, während sie gesendet wurde",
  "Publish again once nothing writes to it":
    "Veröffentlichen Sie noch einmal, wenn nichts mehr in sie schreibt",
  "The hub's content store refuses what the hub has allowed":
    "Der Dateispeicher des Hubs lehnt ab, was der Hub erlaubt hat",
  "Check that the access key may write, then publish again":
    "Prüfen Sie, ob der Schlüssel schreiben darf, und veröffentlichen Sie noch einmal",
  "The hub's content store has had too many questions from here":
    "Der Dateispeicher des Hubs hatte zu viele Anfragen von hier",
  "The hub's content store has a fault of its own":
    "Der Dateispeicher des Hubs hat selbst eine Störung",
  "The hub's content store waited too long": "Der Dateispeicher des Hubs hat zu lange gewartet",
  "The hub's content store does not take this": "Der Dateispeicher des Hubs nimmt das nicht an",
  "The hub does not say where its content store is":
    "Der Hub sagt nicht, wo sein Dateispeicher ist",
  "The hub's content store has an address that is not encrypted":
    "Der Dateispeicher des Hubs hat eine Adresse ohne Verschlüsselung",
  "The hub gives nothing that opens its content store":
    "Der Hub gibt nichts, was seinen Dateispeicher öffnet",
};
