//! What stands before the first line of an address and belongs to it: the flat, the house with a
//! name, whom the street was called after; and how a postal code finds its street.

use super::address_streets::SMALL;
use super::found::Found;
use super::name_lists::is_word;
use super::text::{Text, latin as pattern};
use regex::Regex;
use std::sync::LazyLock;

const CAPITAL: &str = r"\p{Lu}[\p{L}\p{M}'’.\-]*";

/// A house, a home, a park: before its name or behind it.
fn house() -> String {
    let kinds = r"Altersheim|Heim|Stift|Kloster|Burg|Cortijo|Finca|Masía|Mas|Hacienda|Caserío|Maison|résidence|residencia|residência|residenza|immeuble|edificio|edifício|lotissement|urbanización|condomínio|Rés\.|Res\.|Imm\.|Ferme|Mas|Manoir|Moulin|Le Clos|La Ferme|Le Moulin|Les|Casal|Lar|Herdade|Fazenda|Solar|Casale|Masseria|Borgo|Fattoria|Rifugio|Hoeve|Boerderij|Landgoed|Residentie|Woonzorg|Kasteel|Résidence|Residence|Foyer|Immeuble|Lotissement|EHPAD|Maison de retraite|Clos|Domaine|Haus|Pflegeheim|Seniorenheim|Seniorenzentrum|Altenheim|Wohnheim|Studentenwohnheim|Wohnpark|Hof|Gut|Schloss|Quinta|Urb\.|Urbanización|Urbanização|Edificio|Edifício|Ed\.|Edif\.|Condomínio|Condominio|Cond\.|Residencial|Residencia|Residência|Torre|Conjunto|Palazzo|Villa|Casa|Residenza|Complesso|Zorgcentrum|Woonzorgcentrum|Verpleeghuis|Vakantiepark|Gebouw|Huize|Z\.?A\.?C?|Z\.?I\.?|Zone [ai]\p{Ll}+|Polígono(?: Industrial)?|Centro Comercial|Centro Commerciale|Parque Empresarial|Lugar|Sítio|Bairro|OT|Ortsteil|Chez|Château|Camping|Cascina|Podere|Zona Industriale?";
    let ends = r"Home|Nursing Home|Care Home|Almshouses|Priory|Abbey|Cottages|Oast|Croft|House|Cottage|Cottages|Farm|Farmhouse|Bakery|Barn|Lodge|Hall|Mill|Court|Rectory|Vicarage|Manor|Chapel|Forge|Granary|Villa|Grange|Stables|School|Mansions|Heights|Buildings|Building|Park|Estate|Centre|Center|Tower|Towers|Point|Works|Wharf|Place|Hill|Gardens|Mews|Maltings|Coach House|Apartments|Flats|Parc";
    format!(
        r"(?:(?:{kinds})[ ](?:{SMALL}[ ]?){{0,2}}{CAPITAL}(?:[ ](?:{SMALL}[ ]?){{0,2}}{CAPITAL}){{0,3}}|(?:The[ ])?(?:{CAPITAL}[ ]){{1,3}}(?:{ends}))"
    )
}

/// Where the address begins whose street begins at `start`.
pub(super) fn begun(text: &Text<'_>, start: usize) -> usize {
    static PIECE: LazyLock<Regex> = LazyLock::new(|| {
        let house = house();
        let unit = r"(?i:flat|apt\.?|apartment|unit|suite|room|studio|floor|level|shop|lot|top|whg\.?|wohnung|stiege|hinterhaus|vorderhaus|block|halle|bât(?:iment|\.)|escalier|esc\.|appt?\.?|appartement|étage|porte|logement|lot|bloque|portal|piso|planta|puerta|local|oficina|nave|depto\.?|parcela|torre|scala|interno|int\.|piano|palazzina|lotto|kamer|unit|huis|bloco|apto\.?|ap\.|sala|lote|loja|andar|casa)[ ](?:n[.ºr°]{1,2}[ ]?)?#?(?:[0-9]{1,5}[A-Za-z]?(?:/[0-9]{1,3})?|[A-Z])|[0-9]{1,2}(?:er|[èe]me|e|st|nd|rd|th|\.)?[ ](?i:étage|floor|stock|og|piano|piso|andar|verdieping)";
        pattern(&format!(
            r"(?:^|[^\p{{L}}\p{{N}}])((?:{house}|{unit})(?:,[ ]?\n?|[ ]?\n|[ ][\-–|][ ]|[ ]))$"
        ))
    });
    let mut at = numbered(text, called(text, start));
    for _ in 0..4 {
        let from = text.slice(0, at).char_indices().rev().nth(70).map_or(0, |(i, _)| i);
        let near = text.slice(from, at);
        let Some(hit) = PIECE.captures(near).and_then(|captures| captures.get(1)) else { break };
        at = from + hit.start();
    }
    at
}

/// Apt 9, No. 12: what the number counts.
fn numbered(text: &Text<'_>, start: usize) -> usize {
    static WORD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:^|[^\p{L}\p{N}])((?i:flat|apt\.?|apartment|unit|suite|room|floor|house|no\.?|nr\.?|plot|lot|shop|box)[ ]#?)$",
        )
    });
    let near = text.before(start, 14);
    let word = WORD.captures(near).and_then(|captures| captures.get(1));
    word.map_or(start, |hit| start - near.len() + hit.start())
}

/// Burgemeester de Vlugtlaan, Prins Bernhardplein: what the street was called after, before its end.
fn called(text: &Text<'_>, start: usize) -> usize {
    static HEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:Burgemeester|Burg\.|Koning(?:in)?|Prins(?:es)?|Graaf|Pastoor|Pater|Professor|Prof\.|Dokter|Dr\.|Sint|St\.|President|Generaal|Admiraal|Kapitein|Meester|Mr\.|Oude|Nieuwe|Lange|Korte|Kleine|Grote|Eerste|Tweede|Derde|Laan van|Monseigneur|Mgr\.)[ ](?:\p{Lu}[\p{L}.]*[ ])?(?:(?:de|den|der|van|ten|ter)[ ]){0,2}$",
        )
    });
    let near = text.before(start, 40);
    HEAD.find(near).map_or(start, |hit| start - near.len() + hit.start())
}

/// From a postal code back over the pieces before it. `sure` codes stand for an address whatever
/// is before; the others need a number or a house there. Returns where the address begins.
pub(super) fn walked(text: &Text<'_>, start: usize, sure: bool, found: &Found) -> Option<usize> {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        let number = r"[0-9]{1,4}[A-Za-z]?(?:[\-–/+][0-9A-Za-z]{1,4}){0,2}";
        let last = r"(?:s/n|snc|[a-zA-Z]\b|bis|ter|hs)";
        pattern(&format!(
            r"(?:^|[\s(:«„“])((?:{CAPITAL}|{number}|['’]t)(?:,?[ ](?:(?:n\.?[ºr°o]?|nr\.?)[ ]?)?(?:{SMALL}|{CAPITAL}|{number}|{last})){{0,7}})(?:,[ ]|,[ ]?\r?\n|[ ]?\r?\n|[ ][\-–|·][ ]|;[ ]|[ ]\()$"
        ))
    });
    static HOUSE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^{}", house())));
    let (mut at, mut told) = (start, None);
    for _ in 0..5 {
        let from = text.slice(0, at).char_indices().rev().nth(80).map_or(0, |(i, _)| i);
        let near = text.slice(from, at);
        // One piece: what stands behind the last break before it.
        let inner = near.trim_end_matches([',', ' ', '\n', '\r', '-', '–', '|', '·', ';', '(']);
        let cut = inner.rfind([',', '\n', ';', ':', '|']).map_or(0, |i| i + 1);
        let Some(hit) = BEFORE.captures(near.get(cut..)?).and_then(|captures| captures.get(1))
        else {
            break;
        };
        let (first, last) = (from + cut + hit.start(), from + cut + hit.end());
        let piece = hit.as_str();
        let digit = piece.contains(|c: char| c.is_ascii_digit());
        let house = HOUSE.is_match(piece);
        let person = found
            .of("names")
            .any(|span| span.start < last && first < span.end && span.sure >= 0.85);
        let opening = piece.split([' ', '.']).next().unwrap_or_default();
        let bare = !piece.contains(char::is_alphabetic);
        let word = is_word(opening) && !house && !super::name_lists::is_place(opening);
        if bare || (person && !digit && !house) || (word && !sure) {
            break;
        }
        at = first;
        if digit || house {
            told = Some(at);
        } else if sure && !word {
            told = told.or(Some(at)).map(|_| at);
        }
        let whole = near.get(..cut + hit.start()).is_none_or(|head| {
            head.trim_end_matches([' ', '\n', '\r']).ends_with([',', '\n', ';', '|'])
                || head.ends_with('\n')
        });
        if digit && !house || !whole {
            break;
        }
    }
    told.map(|at| begun(text, at))
}

/// Any piece with capitals before a street whose postal code was read, unless a person is called so:
/// Sunnyside, 8 Abbey Road, ...
pub(super) fn housed(text: &Text<'_>, start: usize, found: &Found) -> usize {
    static PIECE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?:^|[:;\n(][ ]?|[\p{{Ll}}0-9.][ ])((?:{CAPITAL})(?:[ ](?:(?:de|del|do|da|du|des|la|le|di|van|the|of)[ ])?{CAPITAL}){{0,3}}),[ ]?\n?$"
        ))
    });
    let near = text.before(start, 50);
    let Some(hit) = PIECE.captures(near).and_then(|captures| captures.get(1)) else { return start };
    let first = start - near.len() + hit.start();
    let last = start - near.len() + hit.end();
    let person = found.of("names").any(|span| span.start < last && first < span.end);
    let opening = hit.as_str().split(' ').next().unwrap_or_default();
    if person || is_word(opening) || hit.as_str().ends_with('.') { start } else { first }
}
