//! What the words around a number say of it. Of two cues the nearer one counts.

use super::text::{Text, pattern};
use regex::Regex;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// A telephone.
    Phone,
    /// A number that stands for a person: record, insurance, customer, tax, identity card.
    Record,
    /// A bank account.
    Account,
    /// A payment card.
    Card,
    /// An order, an article, a version: it stands for no person.
    Thing,
}

const CUES: &[(Cue, &str)] = &[
    (
        Cue::Phone,
        r"tele(?:f|ph)\w*|zap(?:zap)?|wpp|wa|w[ua]s+ap|whats|tlmv?|telem|cel(?:ular)?|(?:tele)?fone|m[óo]v|mob|cel\.|handynr|mobilnr|telnr|tel\.?nr|t[ée]l(?:[ée](?:phone|fono|fone|m[óo]vel))?s?|phones?|mobiles?|cell(?:ulare)?|handy(?:nummer)?|mobil\w*|m[óo]vil|portable|gsm|fax|whats?app|signal|viber|rufnummer|durchwahl|r[üu]ckruf|anruf\w*|ruf\w*|erreich\w*|call(?:s|ed|ing)?|ring|dial|text(?:ed)?|sms|reach|appel\w*|rappel\w*|joindre|joignable|ll[áa]m\w*|llamar\w*|tfno|tlf|ligar?|ligue\w*|contact[oe]?|chiam\w*|richiam\w*|recapito|bel(?:len)?|terugbel\w*|bereik\w*|nummer(?:tje)?|landline|festnetz\w*|fixe|fijo|fisso|fixo|vaste lijn|06-nummer",
    ),
    (
        Cue::Account,
        r"iban|bic|swift|konto(?:nummer|nr)?|bankverbindung|blz|bankleitzahl|sort ?code|account (?:no|number|nr)|bank account|compte bancaire|rib|cuenta(?: bancaria)?|conto(?: corrente)?|conta banc[áa]ria|nib|rekening(?:nummer)?|banco|bank",
    ),
    (
        Cue::Card,
        r"credit ?cards?|debit ?cards?|kreditkarte\w*|carte (?:bancaire|bleue|de cr[ée]dit)|tarjeta|carta di credito|cart[ãa]o|creditcard|visa|master ?card|amex|american express|maestro|card (?:no|number)|kartennummer",
    ),
    (
        Cue::Thing,
        r"orders?|bestell\w*|auftrags?\w*|commande|pedido|ordine|encomenda|bestelling|ordernummer|invoices?|rechnung\w*|factures?|facturas?|fatturas?|fatura|factuur\w*|tickets?|tickets?nummer|article|artikel\w*|item|sku|produkt\w*|art(?:\.|ikel)?-?nr|ean|isbn|issn|pzn|gtin|upc|asin|serial|serien\w*|seriennummer|tracking|sendung\w*|paket\w*|colis|env[íi]o|spedizione|zending|version|build|firmware|modell?\w*|mod[èe]le|modelo|modello|charge\w*|lot|batch|lotto|chargen\w*|hausnummer|seite|page|zimmer|room|raum|kapitel|chapter|beleg\w*|quittung\w*|re[çc]u|recibo|bon|zeile|line (?:no|number)|fehlercode|error(?: code)?|code d'erreur|gutschein\w*|coupon|voucher|volgnummer|bonnummer|album|copies|stück|units|park\w*|locker",
    ),
];

/// A cue and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    start: usize,
    end: usize,
    cue: Cue,
}

/// All cues of a text.
pub(super) fn places(text: &str) -> Vec<Place> {
    let mut places = Vec::new();
    for (cue, form) in all() {
        let found = form.find_iter(text);
        places.extend(found.map(|hit| Place { start: hit.start(), end: hit.end(), cue: *cue }));
    }
    places
}

/// The cue before or behind a place that is nearest to it, on the same line.
pub(super) fn nearest(text: &Text<'_>, start: usize, end: usize) -> Option<Cue> {
    before(text, start, 40).or_else(|| after(text, end, 16))
}

/// The last cue among the characters before a place; of two that end together the longer one.
pub(super) fn before(text: &Text<'_>, start: usize, count: usize) -> Option<Cue> {
    let near = text.before(start, count);
    // What belongs to an earlier number or sentence says nothing of this one.
    let near = near.rsplit(['?', '!', ';']).next().unwrap_or_default();
    let from = start - near.len();
    let places = text.cues().iter().filter(|place| from <= place.start && place.end <= start);
    places.max_by_key(|place| (place.end, place.end - place.start)).map(|place| place.cue)
}

/// The first cue among the characters behind a place.
fn after(text: &Text<'_>, end: usize, count: usize) -> Option<Cue> {
    let near = text.after(end, count);
    let near = near.split(['.', '?', '!', ';', ',']).next().unwrap_or_default();
    let to = end + near.len();
    let places = text.cues().iter().filter(|place| end <= place.start && place.end <= to);
    places.min_by_key(|place| (place.start, usize::MAX - place.end)).map(|place| place.cue)
}

fn all() -> &'static [(Cue, Regex)] {
    static ALL: LazyLock<Vec<(Cue, Regex)>> = LazyLock::new(|| {
        // Boundaries between ASCII letters, and marks: the fast way to search knows no others.
        let form = |words: &str| {
            pattern(&format!(r"(?i)(?:(?-u:\b)|['’ (])(?:{words})(?:(?-u:\b)|$|[ :.,)])"))
        };
        let others = CUES.iter().map(|(cue, words)| (*cue, form(words)));
        others.chain([(Cue::Record, form(super::record_words::WORDS))]).collect()
    });
    &ALL
}
