//! Whether the rows of a file look like single turns of conversations: by what their columns are
//! called and by who speaks in them.

use super::roles::words;
use super::shapes::role_of;
use super::{Turns, labels};
use serde::Serialize;
use std::collections::BTreeSet;
use ts_rs::TS;

/// A guess, and who speaks in the rows that were looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TurnsGuess {
    pub turns: Turns,
    pub speakers: Vec<String>,
}

// What such columns are called, in the languages that are looked for elsewhere too.
const CONVERSATION: &[&str] = &[
    "conversation",
    "dialogue",
    "dialog",
    "thread",
    "ticket",
    "chat",
    "case",
    "session",
    "gespräch",
    "vorgang",
    "fall",
    "anfrage",
    "conversación",
    "caso",
    "hilo",
    "dossier",
    "conversazione",
    "pratica",
    "conversa",
    "atendimento",
    "gesprek",
    "zaak",
];
const SPEAKER: &[&str] = &[
    "speaker",
    "role",
    "sender",
    "author",
    "from",
    "participant",
    "agent",
    "who",
    "absender",
    "sprecher",
    "verfasser",
    "rolle",
    "wer",
    "expéditeur",
    "auteur",
    "rôle",
    "remitente",
    "autor",
    "rol",
    "mittente",
    "autore",
    "ruolo",
    "remetente",
    "papel",
    "afzender",
];
const TEXT: &[&str] = &[
    "text",
    "message",
    "body",
    "content",
    "utterance",
    "value",
    "comment",
    "reply",
    "nachricht",
    "inhalt",
    "texte",
    "contenu",
    "mensaje",
    "texto",
    "messaggio",
    "testo",
    "mensagem",
    "bericht",
    "tekst",
];
const TIME: &[&str] = &[
    "time",
    "timestamp",
    "date",
    "created",
    "sent",
    "at",
    "zeit",
    "datum",
    "uhrzeit",
    "zeitpunkt",
    "heure",
    "fecha",
    "hora",
    "data",
    "ora",
    "tijd",
];
/// Words in the name of somebody who answers.
const ANSWERING: &[&str] = &[
    "agent",
    "assistant",
    "bot",
    "support",
    "staff",
    "helpdesk",
    "service",
    "adviser",
    "advisor",
    "operator",
    "team",
    "kundendienst",
    "kundenservice",
    "mitarbeiter",
    "berater",
    "beraterin",
    "conseiller",
    "conseillère",
    "agente",
    "soporte",
    "operador",
    "assistenza",
    "operatore",
    "atendente",
    "suporte",
    "medewerker",
    "klantenservice",
];
/// Speakers beyond which a column holds something else.
const SPEAKERS: usize = 40;

pub(super) fn answers(name: &str) -> bool {
    role_of(name) == Ok("assistant") || words(name).any(|word| ANSWERING.contains(&&*word))
}

/// Whether the rows look like turns: `rows` are the first of the file. Conversations have several
/// rows, few people speak, and one of them is known to answer.
pub(super) fn guess(columns: &[String], rows: &[Vec<String>]) -> Option<TurnsGuess> {
    let named = |known: &[&str], taken: &[usize]| {
        let fits = |(i, column): &(usize, &String)| {
            !taken.contains(i) && words(column).any(|word| known.contains(&&*word))
        };
        columns.iter().enumerate().find(fits).map(|(i, _)| i)
    };
    let conversation = named(CONVERSATION, &[])?;
    let text = named(TEXT, &[conversation])?;
    let speaker = named(SPEAKER, &[conversation, text])?;
    let time = named(TIME, &[conversation, text, speaker]);
    let values = |at: usize| {
        rows.iter().filter_map(|row| labels::tidy(row.get(at)?)).collect::<BTreeSet<_>>()
    };
    let (conversations, speakers) = (values(conversation), values(speaker));
    let several = 2 * conversations.len() <= rows.len() && !conversations.is_empty();
    let people = speakers.len() >= 2 && 2 * speakers.len() <= rows.len();
    if !several || !people || speakers.len() > SPEAKERS || !speakers.iter().any(|s| answers(s)) {
        return None;
    }
    let name = |at: usize| columns[at].clone();
    Some(TurnsGuess {
        turns: Turns {
            conversation: name(conversation),
            speaker: name(speaker),
            text: name(text),
            time: time.map(name),
            answering: speakers.iter().filter(|s| answers(s)).map(|s| (*s).to_owned()).collect(),
        },
        speakers: speakers.into_iter().map(str::to_owned).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESK: &str = "\
ticket,sender,sent_at,body
7,Customer,2024-05-02 09:00,Where is my parcel?
8,Customer,2024-05-02 09:01,Can I return it?
7,Support Ana,2024-05-02 09:05,It left today.
8,Support Ben,2024-05-02 09:30,Yes.
8,Support Ben,2024-05-02 09:31,Within 14 days.
9,Customer,2024-05-02 10:00,Hello?";

    #[test]
    fn a_help_desk_is_recognised_and_other_tables_are_not() {
        let rows = |content: &str| -> Vec<Vec<String>> {
            content.lines().map(|l| l.split(',').map(str::to_owned).collect()).collect()
        };
        let all = rows(DESK);
        let guess = guess(&all[0], &all[1..]).unwrap();
        assert_eq!(guess.turns.answering, ["Support Ana", "Support Ben"]);
        let columns = [&guess.turns.conversation, &guess.turns.speaker, &guess.turns.text];
        assert_eq!(columns, ["ticket", "sender", "body"]);
        assert_eq!(guess.turns.time.as_deref(), Some("sent_at"));
        assert_eq!(guess.speakers.len(), 3);
        let german = DESK
            .replace("ticket,sender,sent_at,body", "Vorgang,Absender,Zeit,Nachricht")
            .replace("Support", "Kundendienst");
        let all = rows(&german);
        assert_eq!(super::guess(&all[0], &all[1..]).unwrap().turns.answering.len(), 2);
        let plain = rows("ticket,sender,body\n1,Ana,Hi\n2,Ben,Ho\n3,Cid,Hu\n4,Dan,He");
        assert_eq!(super::guess(&plain[0], &plain[1..]), None);
    }
}
