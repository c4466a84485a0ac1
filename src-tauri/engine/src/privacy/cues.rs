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
        r"tele(?:f|ph)\w*|t[ée]l(?:[ée](?:phone|fono|fone|m[óo]vel))?s?|phones?|mobiles?|cell(?:ulare)?|handy(?:nummer)?|mobil\w*|m[óo]vil|portable|gsm|fax|whats?app|signal|viber|rufnummer|durchwahl|r[üu]ckruf|anruf\w*|ruf\w*|erreich\w*|call(?:s|ed|ing)?|ring|dial|text(?:ed)?|sms|reach|appel\w*|rappel\w*|joindre|joignable|ll[áa]m\w*|llamar\w*|tfno|tlf|ligar?|ligue\w*|contact[oe]?|chiam\w*|richiam\w*|recapito|bel(?:len)?|terugbel\w*|bereik\w*|nummer(?:tje)?|landline|festnetz\w*|fixe|fijo|fisso|fixo|vaste lijn|06-nummer",
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
        r"orders?|bestell\w*|auftrags?\w*|commande|pedido|ordine|encomenda|bestelling|ordernummer|invoices?|rechnung\w*|factures?|facturas?|fatturas?|fatura|factuur\w*|tickets?|tickets?nummer|article|artikel\w*|item|sku|produkt\w*|art(?:\.|ikel)?-?nr|ean|isbn|issn|pzn|gtin|upc|asin|serial|serien\w*|seriennummer|tracking|sendung\w*|paket\w*|colis|env[íi]o|spedizione|zending|version|build|firmware|modell?\w*|mod[èe]le|modelo|modello|charge\w*|lot|batch|lotto|chargen\w*|hausnummer|seite|page|zimmer|room|raum|kapitel|chapter|beleg\w*|quittung\w*|re[çc]u|recibo|bon|zeile|line|fehlercode|error(?: code)?|code d'erreur|gutschein\w*|coupon|voucher|volgnummer|bonnummer|album|copies|stück|units|park\w*|locker",
    ),
];

/// The cue before or behind a place that is nearest to it, on the same line.
pub(super) fn nearest(text: &Text<'_>, start: usize, end: usize) -> Option<Cue> {
    before(text, start, 40).or_else(|| after(text, end, 16))
}

/// The last cue among the characters before a place.
pub(super) fn before(text: &Text<'_>, start: usize, count: usize) -> Option<Cue> {
    let near = text.before(start, count);
    // What belongs to an earlier number or sentence says nothing of this one.
    let near = near.rsplit(['?', '!', ';']).next().unwrap_or_default();
    let mut best: Option<(usize, Cue)> = None;
    for found in all().captures_iter(near) {
        let Some((group, place)) = (1..=CUES.len() + 1).find_map(|g| Some((g, found.get(g)?)))
        else {
            continue;
        };
        let cue = if group == 1 { Cue::Record } else { CUES[group - 2].0 };
        best = Some((place.end(), cue));
    }
    best.map(|(_, cue)| cue)
}

/// The first cue among the characters behind a place.
fn after(text: &Text<'_>, end: usize, count: usize) -> Option<Cue> {
    let near = text.after(end, count);
    let near = near.split(['.', '?', '!', ';', ',']).next().unwrap_or_default();
    let found = all().captures(near)?;
    let group = (1..=CUES.len() + 1).find(|group| found.get(*group).is_some())?;
    Some(if group == 1 { Cue::Record } else { CUES[group - 2].0 })
}

fn all() -> &'static Regex {
    static ALL: LazyLock<Regex> = LazyLock::new(|| {
        let groups: Vec<String> = CUES.iter().map(|(_, words)| format!("({words})")).collect();
        let record = super::records::WORDS;
        pattern(&format!(r"(?i)\b(?:({record})|{})(?:\b|$)", groups.join("|")))
    });
    &ALL
}
