//! Numbers that stand for a person: records, customers, insurance, tax, identity cards. Those with
//! a known form are found anywhere; others behind the words that announce them.

use super::cues::{self, Cue};
use super::found::Found;
use super::text::{Text, pattern};
use super::{Kind, national};
use regex::Regex;
use std::sync::LazyLock;

pub(super) const KIND: Kind = Kind {
    id: "records",
    title: "Record numbers",
    placeholder: "RECORD",
    example: "my record is MRN 0000417",
    help: "Numbers that stand for a person: patients, customers, members, pupils, files, \
           insurance, tax, identity cards and passports. Order and article numbers are left.",
    find,
};

/// What announces a number that stands for a person, without the word for number.
pub(super) const WORDS: &str = concat!(
    // Any of them before the word for number
    r"(?:patient|member|customer|client|student|pupil|kund(?:e|in)|mitglied|sch[üu]ler(?:in)?|mandant(?:in)?|[ée]l[èe]ve|adh[ée]rent|paciente|alumn[oa]|soci[oa]|cliente|paziente|alunn[oa]|alun[oa]|s[óo]ci[oa]|klant|lid|pati[ëe]nt|leerling|utente)e?(?: (?:with|mit|met|avec|con|com))? ?(?:no\.?|nr\.?|n\.?[°ºo]\.?|n\.|number|nummer|n[úu]mero|numero|num[ée]ro|#|id|matr[íi]cula|matricola)|",
    // English
    r"mrn|social(?: security)?(?: (?:no|number))?|medicare(?: (?:no|number|id))?|medicaid(?: (?:no|number|id))?|(?:driv\w+ )?licen[cs]e|nhs(?: (?:no|number))?|patient(?:'s)? (?:id|no|number|record|file)|(?:medical |health |patient )?records?|(?:national )?insurance(?: (?:no|number|id|policy))?|ni (?:no|number)|nino|ssn|social security(?: (?:no|number))?|(?:customer|client|member(?:ship)?|student|pupil|employee|staff|policy|case|file|contract|tenant|subscriber|loyalty|passport|licen[cs]e|driving licen[cs]e|driver'?s licen[cs]e|tax(?:payer)?|identity|id|vat|tin|ein|utr|national id|health card|claim|docket|matter|payroll|registration|library card|tenancy|donor|hospital|chart|candidate|applicant|participant|resident|beneficiary|claimant|guest|passenger|volunteer|taxpayer|policyholder|cardholder|enrol?ment|admission|referral|household|benefit|pension)(?: |-)?(?:ids?|card|no\b|nr|num(?:ber)?|reference|ref|code|#)?|passport|(?:licen[cs]e|number|registration) plate(?: number)?|vehicle registration|(?:our|your|my|case|file|client) ref(?:erence)?(?: (?:no|number))?|",
    // German
    r"vertragskonto|kundenkonto|(?:schein|zähler|anlagen|objekt|wohnungs|geräte|vorgangs|melde|buchungskreis|identifikations|identitäts|sozialversicherungs|lohnsteuer|einsatz|behandlungs)-?(?:nummer|nr)|kunden(?:-?nummer|-?nr|-?id|konto)|patienten?(?:-?nummer|-?nr|-?id|akte)|fall(?:-?nummer|-?nr)|akten?(?:zeichen|-?nummer|-?nr)?|az|gesch[äa]ftszeichen|versicherten?(?:-?nummer|-?nr)|versicherungs(?:-?nummer|schein(?:-?nummer)?|-?nr)|krankenversicher\w*|kv-?nummer|kvnr|rentenversicherungs\w*|sozialversicherungs\w*|sv-?(?:nummer|nr)|steuer(?:-?id(?:entifikationsnummer)?|-?nummer|-?nr|-?identifikationsnummer)|st-?nr|idnr|ust-?id(?:-?nr)?|umsatzsteuer-?id\w*|mitglieds?(?:-?nummer|-?nr|-?ausweis)|matrikel(?:-?nummer|-?nr)?|sch[üu]ler(?:-?nummer|-?nr|-?id|ausweis)|personal(?:-?nummer|-?nr|ausweis(?:-?nummer)?)|pers\.?-?nr|ausweis(?:-?nummer|-?nr)?|reisepass(?:-?nummer|-?nr)?|pass(?:-?nummer|-?nr)?|f[üu]hrerschein(?:-?nummer|-?nr)?|vertrags?(?:-?nummer|-?nr)?|(?:unser|ihr|mein) (?:zeichen|aktenzeichen)|(?:bewerber|teilnehmer|antrags(?:teller)?|pr[üu]flings|kandidaten|klienten|abonnenten|abo|leser|gast|spender|beitrags|betriebs|melde|haushalts|nutzer|kassen|pflege|bewohner|stamm|karten?inhaber|urkunden|nachlass|register|kassenzeichen)(?:-?nummer|-?nr|-?id|-?kennung|-?zeichen)|policen?(?:-?nummer|-?nr)|schaden(?:s?-?nummer|-?nr)|mandanten(?:-?nummer|-?nr)|mieter(?:-?nummer|-?nr)|kartei(?:karte)?|(?:kfz-|auto)?kennzeichen|fahrgestellnummer|ahv(?:-?nummer|-?nr)?|",
    // French
    r"(?:num[ée]ro |n[°o] ?)?(?:(?:de )?(?:client|dossier|patient|s[ée]curit[ée] sociale|adh[ée]rent|assur[ée]|allocataire|contrat|police|matricule|[ée]tudiant|passeport|permis(?: de conduire)?|carte (?:d'identit[ée]|vitale|de fid[ée]lit[ée])|fiscal|sinistre|abonn[ée]|employ[ée]|licence|mutuelle|candidat|b[ée]n[ée]ficiaire|locataire|[ée]l[èe]ve|usager|salari[ée]|demandeur|lecteur|inscription|affili[ée]))e?|(?:notre|votre|ma|nos|vos) r[ée]f(?:[ée]rences?|\.)?|r[ée]f(?:[ée]rence)? (?:client|dossier)|matricule|immatriculation|plaque(?: d'immatriculation)?|nir|ine|siret|num[ée]ro fiscal|num[ée]ro de s[ée]cu(?:rit[ée] sociale)?|identifiant (?:client|patient|fiscal)|",
    // Spanish
    r"(?:n[úu]mero|n[.ºo°]+|c[óo]digo) de (?:cliente|paciente|expediente|historia(?: cl[íi]nica)?|afiliaci[óo]n|la seguridad social|seguridad social|socio|p[óo]liza|contrato|alumno|estudiante|empleado|pasaporte|tarjeta sanitaria|colegiado|identificaci[óo]n|abonado|afiliad[oa]|beneficiari[oa]|candidat[oa]|inquilin[oa]|asegurad[oa]|matr[íi]cula|usuari[oa])|(?:nuestra|vuestra|su|mi) ref(?:erencia|\.)?|(?:cliente|paciente|expediente|historia cl[íi]nica|n[.ºo°]* ?ss|naf|nuss|socio|p[óo]liza|contrato|pasaporte|matr[íi]cula|historia(?: m[ée]dica)?|dni|nif|nie|cif|tarjeta sanitaria|cip|abonado)|",
    // Italian
    r"(?:numero|codice|n\.?|nr\.?) (?:di |del |della )?(?:cliente|paziente|pratica|polizza|tessera(?: sanitaria)?|contratto|matricola|passaporto|patente|sinistro|studente|dipendente|socio|utente|assistit[oa]|iscritt[oa]|candidat[oa]|inquilin[oa]|abbonat[oa]|beneficiari[oa]|alunn[oa]|fascicolo|cartella(?: clinica)?)|targa|codice (?:fiscale|cliente|paziente|utente)|c\.?f\.?|partita iva|p\.? ?iva|matricola|tessera(?: sanitaria)?|pratica|contratto|(?:nostro|vostro|mio|ns\.?|vs\.?) rif(?:erimento|\.)?|assistit[oa]|polizza|fascicolo|cartella(?: clinica)?|passaporto|patente|carta d'identit[àa]|",
    // Portuguese
    r"s[óo]ci[oa]|(?:n[úu]mero|n[.ºo°]+|c[óo]digo) (?:de |do |da )?(?:cliente|paciente|utente|processo|ap[óo]lice|contrato|s[óo]cio|aluno|estudante|benefici[áa]rio|contribuinte|passaporte|seguran[çc]a social|matr[íi]cula|funcion[áa]rio|mec(?:anogr[áa]fico)?|sns|candidat[oa]|inquilin[oa]|associad[oa]|segurad[oa]|assinante|inscri[çc][ãa]o|cart[ãa]o de cidad[ãa]o)|(?:a )?(?:nossa|vossa|minha|sua) ref(?:er[êe]ncia|\.)?|n\.?i\.?f\.?|niss|contribuinte|utente|processo(?: cl[íi]nico)?|contrato|ap[óo]lice|cart[ãa]o de cidad[ãa]o|passaporte|cpf|rg|",
    // Dutch
    r"(?:klant|pati[ëe]nt(?:en)?|dossier|polis|lid(?:maatschaps)?|leerling(?:en)?|student(?:en)?|personeels|contract|burgerservice|paspoort|rijbewijs|verzekerde|verzekerden|verzekerings|zaak|zorgverzekerings|relatie|schade|huurders?|debiteuren|btw|kandidaat|deelnemers?|abonnee|cli[ëe]nt(?:en)?|leners?|inschrijf|inschrijvings|registratie|aanvraag|pensioen)(?:-?nummer|-?nr|-?id)|paspoort|rijbewijs|contract|polis|dossier|id-?kaart|bsn|rijksregister(?:nummer)?|insz|zaaknr|inschrijvingsnummer|kenteken|(?:ons|uw|mijn) kenmerk",
);

fn find(text: &Text<'_>, found: &mut Found) {
    if !text.has_digits() {
        return;
    }
    national::find(text, found);
    announced(text, found);
}

/// A number behind words that announce it: letters and digits, at least three of them digits.
fn announced(text: &Text<'_>, found: &mut Found) {
    static ANNOUNCED: LazyLock<Regex> = LazyLock::new(|| {
        // Between the words and the number: the word for number, a verb, marks.
        let filler = r"(?:(?: \p{L}+){1,4} ?(?:is|ist|lautet|est|es|[èé]|:|n\.?[°ºo]\.?)[ ]?)?(?:[ \u00a0]?(?:\(|:|=|#|,|-|–|\.|n\.?[°ºo]\.?|n\.|nr\.?|no\.?|num\.|n[úu]m\.|[èé]|(?:num(?:ber|mer|[ée]ro|ero)|n[úu]mero|id|ref(?:erence)?|code|lautet|ist|is|was|est|es|war|the|die|das|der|mit|with|de|del|di|do|da|van|von|my|mine|meine?|mon|ma|mi|mio|meu|mijn|le|la|el|il|o|het|card|file|mrn|kvnr|vom|bei|at|und|and|y|et)\b)[ \u00a0]?){0,5}";
        let value = r"([A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[- ]?[0-9]{1,4}[EH]?\b|(?:[A-Z]{1,5}[-/. ]?|[A-Za-z]{1,5}[-/]?)?[0-9][0-9A-Za-z]*(?:[-/.][0-9A-Za-z]+|[ \u00a0](?:[0-9][0-9A-Z]*|[A-Z]{1,3}[0-9][0-9A-Z]*|[A-Z]{1,3}[ \u00a0][0-9]+(?:/[0-9]+)?|[B-DF-HJ-NP-XZ]\b))*)";
        pattern(&format!(r"(?i:(?:(?-u:\b)|['’ (])(?:{WORDS}){filler})[ \u00a0#:]{{0,2}}{value}"))
    });
    for captures in ANNOUNCED.captures_iter(text.text) {
        let Some(value) = captures.get(1) else { continue };
        let (start, end) = (value.start(), value.end());
        let written = value.as_str();
        // "MA 77 410": capitals before the digits belong to them, even if they are a small word too.
        let head = text.before(start, 5);
        let capitals = head.trim_end_matches([' ', '-']).rsplit(' ').next().unwrap_or_default();
        let own = !text.shouted
            && (1..=4).contains(&capitals.len())
            && capitals.bytes().all(|b| b.is_ascii_uppercase())
            && head.ends_with([' ', '-']);
        let earlier = start.saturating_sub(capitals.len() + 1);
        let own = own && cues::before(text, earlier, 40) == Some(Cue::Record);
        let start = if own { earlier } else { start };
        if !text.stands_alone(start, end) || !enough(written) {
            continue;
        }
        // The words for a person's number may stand before another one: "customer, order 12345".
        if matches!(cues::before(text, start, 40), Some(Cue::Record)) {
            found.add(KIND.id, start, end, 0.9);
        }
    }
}

/// Three digits or more, and neither a date, a time, a year nor an amount.
fn enough(value: &str) -> bool {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})|\d{4}-\d{2}-\d{2}|(?:19|20)\d{2}|\d{1,2}[h:.]\d{2}|\d{1,3}(?:[.,]\d{3})*[.,]\d{2}|\d{1,4} ?(?:mg|ml|g|kg|mm|cm|m|km|h|x|st|th|nd|rd|euros?|eur|usd|gbp|years?|jahre?|ans|años|anni|anos|jaar))$",
        )
    });
    value.chars().filter(char::is_ascii_digit).count() >= 3 && !OTHER.is_match(value)
}
