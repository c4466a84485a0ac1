//! What the parts of a link give away: a key, a person's number, a person's name.

use super::name_lists;
use super::text::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// Names of what is asked, in the seven languages, whose value is someone's or opens something.
const NAMES: &str = r"token|jeton|key|cle|clef|clave|chiave|chave|sleutel|schluessel|secret|sig(?:nature)?|auth\w*|session|sesion|sessione|sid|passw?o?r?d?|pass|pwd|pw|mdp|motdepasse|contrasena|senha|wachtwoord|ww|kennwort|passwort|code|codigo|codice|otp|pin|jwt|credential|hash|invit\w*|einladung|nonce|access|acceso|accesso|acesso|zugang|toegang|magic|uuid|guid|user(?:name|_?id)?|usuario|utente|utilizador|utilisateur|benutzer|nutzer|gebruiker|uid|email|mail|e-mail|correo|courriel|phone|tel|telefon\w*|patient\w*|paciente|paziente|customer|cliente?|kunde\w*|klant\w*|login|account|konto|compte|cuenta|conto|conta|member|mitglied|socio|lid|adherent|student|alumn[oa]|alun[oa]|eleve|leerling|schueler|enfant|kind|hijo|figlio|filho|dossier|expediente|exp|pratica|processo|akte|aktenzeichen|zaak|csv|csrf|nif|nie|dni|ssn|nhs|bsn|cpf|cf|iban|dob|geb\w*|candidat\w*|cand|bewerber|ticket|booking|reserva\w*|prenotazione|buchung|boeking|ref|reference|referenz|referencia|riferimento|kenmerk|sub|subscriber|recipient|rcpt|to|e|m|u|t|k|h|s|p|c|id|name|nom|nombre|nome|naam";

/// What only sorts, counts or shows.
const PUBLIC: &str = r"utm_\w+|lang|locale|hl|v|ver|version|page|seite|pagina|p|q|query|search|suche|buscar|cerca|zoek|size|taille|groesse|color|colour|farbe|sku|item|product\w*|produkt|prod|art|artikel|article|model|modell|variant|cat|category|kategorie|tag|sort|order|order_?by|start|limit|offset|width|height|w|format|date|datum|from|since|year|jahr|week|month|theme|view|ansicht|tab|src|source|campaign|gclid|fbclid|ref_src|list|index|step|line|stop|station";

/// One of its parameters tells someone or opens something.
pub(super) fn telling(link: &str) -> bool {
    static PARAMETER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"[?&#;]([A-Za-z][A-Za-z0-9_.\-]*)=([^&#\s]{2,})"));
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"(?i)^(?:[a-z0-9]+[_.\-])?(?:{NAMES})(?:[_.\-][a-z0-9]+)?$"))
    });
    static SHOWN: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"(?i)^(?:{PUBLIC})$")));
    PARAMETER.captures_iter(link).any(|hit| {
        let (Some(name), Some(value)) = (hit.get(1), hit.get(2)) else { return false };
        let (name, value) = (name.as_str(), value.as_str());
        if value.contains("%40") || value.contains('@') || somebody(value) {
            return true;
        }
        !SHOWN.is_match(name) && (NAMED.is_match(name) && keyed(value, 4) || keyed(value, 6))
    })
}

/// Letters and digits in one, or many digits: no word and no small number.
fn keyed(value: &str, least: usize) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let letters = value.chars().filter(char::is_ascii_alphabetic).count();
    let inner = value.chars().skip(1).any(|c| c.is_ascii_uppercase())
        && value.chars().any(|c| c.is_ascii_lowercase());
    value.len() >= least
        && (digits >= 2 && letters >= 1 && value.len() >= least.max(5)
            || digits >= 6
            || inner && digits >= 1)
}

/// jbarroso, lina.bk, anna-example: a name of the lists among the parts.
fn somebody(value: &str) -> bool {
    let parts = value.split(['.', '_', '-', '+', '%']).map(str::to_lowercase);
    let name =
        |part: &str| part.len() >= 4 && name_lists::known(part) && !name_lists::is_word(part);
    parts.into_iter().any(|part| {
        let letters: String = part.trim_matches(|c: char| c.is_ascii_digit()).to_owned();
        name(&letters)
            || letters.len() >= 6 && letters.is_ascii() && letters.get(1..).is_some_and(name)
    })
}

/// A step of the path that is someone's number or a key: /u/AB5510207, /entrar/8f0e-44cd.
pub(super) fn numbered(link: &str) -> bool {
    static STEP: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)/(?:u|usr|user|users|usuario|utente|utenti|utilizador|benutzer|gebruiker|me|my|mein|mijn|mi|mio|meu|mon|patients?|paciente|paziente|patienten|clients?|cliente|clienti|kunden?|klant|members?|mitglied|socio|soci|lid|leden|profiles?|profil|perfil|profilo|profiel|dossiers?|expediente|pratica|processo|akte|zaak|case|casi|candidat\w*|student|studenti|alumno|aluno|eleve|entrar|enter|acceso|acceder|acces|accesso|accedi|acesso|aceder|toegang|zugang|login|inloggen|anmelden|connexion|activar|ativar|attiva|activer|activeren|aktivieren|bestaetigen|confirmar|conferma|confirmer|bevestigen|restablecer|reinitialiser|reimposta|redefinir|herstel|zuruecksetzen|recuperar|recupera|invitacion|invito|convite|uitnodiging|einladung|partage|geteilt|compartido|condivisi|partilha|gedeeld|resultados?|results?|referti|referto|befund|ergebnis|uitslag|exames?|rdv|cita|appuntament\w*|termin|afspraak|reservas?|booking|l|i|e|v|g|b|q|h|x|z)/([a-z0-9._~\-]{4,})",
        )
    });
    STEP.captures_iter(link).filter_map(|hit| hit.get(1)).any(|step| {
        let step = step.as_str();
        let digits = step.chars().filter(char::is_ascii_digit).count();
        let file = step.contains(".htm") || step.contains(".pdf") || step.contains(".php");
        !file && (digits >= 3 || keyed(step, 5) || somebody(step))
    })
}
