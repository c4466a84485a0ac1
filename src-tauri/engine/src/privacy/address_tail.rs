//! What follows the first line of an address: floors and flats, further lines, the postal code,
//! the town, the region and the country. It is read piece by piece.

use super::address_streets::SMALL;
use super::name_lists::{fold, is_place, is_word_in};
use super::text::{Text, latin as pattern};
use regex::Regex;
use std::sync::LazyLock;

/// A word of a town's name.
pub(super) const TOWN: &str = r"(?:['’][st]-)?(?:[AO][ ]\p{Lu}\p{L}+|\p{Lu}[\p{L}\p{M}'’]+|St\.|Sta\.|Sto\.|a\.[ ]?(?:M|d)\.|i\.[ ]?(?:Br|d|B)\.|b\.)";

/// The words of a town's name: Sankt Peter-Ording, Neuhausen/Spree, Frankfurt am Main.
pub(super) fn town() -> String {
    format!(r"{TOWN}(?:(?:[ ]|[\-/])(?:{SMALL}[ \-]?){{0,2}}{TOWN}){{0,4}}")
}

/// How far an address reaches, and what was read on the way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    pub end: usize,
    /// A postal code is among it.
    pub coded: bool,
    /// A town is.
    pub town: bool,
}

/// What parts two pieces.
const BREAK: &str = r"^(?:[ ]?[,;·|•][ ]?(?:\r?\n)?[ ]?|[ ][\-–—/][ ]|[ ]?\r?\n[ ]?|[ ])";

/// Reads on from `end`, the end of a street.
/// `small`: it is written without capitals, and so may the town be.
pub(super) fn read(text: &Text<'_>, end: usize, small: bool) -> Reach {
    let mut reach = Reach { end, coded: false, town: false };
    for _ in 0..8 {
        let rest = text.slice(reach.end, text.text.len());
        if reach.coded {
            break;
        }
        if let Some(length) = code(rest, small) {
            reach = Reach { end: reach.end + length, coded: true, town: true };
        } else if let Some(length) = unit(rest) {
            reach.end += length;
        } else if let Some(length) = bridge(rest, small) {
            reach = Reach { end: reach.end + length, coded: true, town: true };
        } else {
            break;
        }
    }
    if !reach.coded
        && let Some(end) = town_behind(text, reach.end)
    {
        reach = Reach { end, town: true, ..reach };
    }
    if reach.town {
        reach.end = region(text, reach.end);
        // Rua X 3, Lisboa, 1250-198; 72 bd Saint-Michel, 75005 Paris, 3ème étage
        for _ in 0..3 {
            reach.end += unit(text.slice(reach.end, text.text.len())).unwrap_or(0);
        }
    }
    reach
}

/// A floor, a flat, a door, a staircase: everything that says where in the house.
pub(super) fn unit(rest: &str) -> Option<usize> {
    static UNIT: LazyLock<Regex> = LazyLock::new(|| {
        let side = r"links|rechts|mitte|li\.?|re\.?|gauche|droite|izquierda|izqda\.?|izda\.?|izq\.?|derecha|dcha\.?|der\.?|direito|dt[oaº]\.?|g\.|gche\.?|dte\.?|dir\.?|esquerdo|esqu?\.?|esq|frente|fte\.?|fr\.?|tr[áa]s|centro|sinistra|destra|left|right|rear|front|vorne|hinten|achter|voor|[a-h]|[0-9]{1,2}[.ªaº]{0,2}";
        let storey = r"étage|etage|ét\.|stock|stockwerk|obergeschoss|og|ug|floor|fl\.?|level|piano|p\.|piso|planta|pl\.|andar|verdieping|verd\.?|sobreloja";
        let word = r"flat|apt|apartment|unit|suite|ste|room|rm|floor|level|lvl|lot|shop|whg|wohnung|top|tür|stiege|stg|stock|etage|zimmer|zi|app|apartment|appartement|aufgang|haus|block|gebäude|halle|eingang|trakt|parzelle|bâtiment|bât|bat|escalier|esc|étage|appt|porte|bte|boîte|bus|bureau|hall|entrée|logement|lot|lotissement|escalera|portal|planta|piso|puerta|pta|bloque|blq|bl|nave|local|oficina|of|despacho|depto|dpto|dep|departamento|interior|int|casa|chalet|parcela|torre|edificio|edif|ed|manzana|mz|lote|lt|scala|sc|interno|piano|palazzina|pal|edificio|lotto|fabbricato|blocco|ingresso|stabile|huis|kamer|k|verdieping|huisje|toren|gebouw|andar|apartamento|apto|ap|bloco|sala|conjunto|conj|cj|loja|lj|fração|fracção|quadra|qd|cs|porta|edifício|setor|sector|letra|fase|etapa|núcleo|km|caixa postal|cx\. ?postal|apartado|po box|postfach|postbus|box|caravan|bay|level|tower|hinterhaus|vorderhaus";
        pattern(&format!(
            r"(?i){BREAK}(?:(?:(?:{word})(?:\.[ ]?|[ ])(?:n[.ºr°]{{1,2}}[ ]?|#)?(?:[0-9]{{1,5}}[a-z]?(?:[/\-][0-9a-z]{{1,4}})?|[a-z]|[ivx]{{1,4}}|izda\.?|izqda\.?|dcha\.?|links|rechts)\b\.?|#[ ]?[0-9]{{1,5}}[a-z]?|n(?:\.?[ºo°]\.?|r\.)[ ]?[0-9]{{1,5}}[a-z]?\b|[0-9]{{1,2}}(?:\.[ºª°]|[.ºª°]|er|[èe]me|e|nd|rd|th|st|n|r)?[ ]?(?:{storey})(?:[ ](?:{side}))?|[0-9]{{1,2}}(?:\.[ºª°]|[ºª°]|\.)(?:[,]?[ ]?(?:{side}))?(?:[ ](?:{side}))?|[0-9]{{1,2}}[ ]?[na][ ][0-9]{{1,2}}[na]|(?:primer|segundo|tercer|cuarto|quinto|first|second|third|fourth|fifth|ground|top|lower ground|erster|zweiter|dritter|vierter|premier|deuxième|troisième|quatrième|primo|secondo|terzo|quarto|primeiro|terceiro|eerste|tweede|derde|vierde)[ ](?:{storey})|r/ch?|rés[ \-]do[ \-]chão|rez[ \-]de[ \-]chaussée|rdc|cave|cv|bajo|bajos|baixos?|baixa|entresol|ático|àtic|atico|entresuelo|entlo\.?|principal|pral\.?|semisótano|sótano|piano terra|piano rialzato|p\.t\.|seminterrato|attico|mansarda|eg|dg|vh|hh|sf|hinterhaus|vorderhaus|seitenflügel|hinterhof|erdgeschoss|dachgeschoss|souterrain|basement|begane grond|parterre|porte (?:gauche|droite)|[0-9]{{1,2}}[\-]?hoog|z\.i\.|zona industriale)(?:[ ](?:{side}))?)(?:[\s,.;)\-–|/·]|$)"
        ))
    });
    let hit = UNIT.find(rest)?;
    // The mark behind it is not part of it, a point of "esq." is.
    let cut = hit.as_str().trim_end_matches(|c: char| c.is_whitespace() || ",;)-–|/·".contains(c));
    Some(cut.len())
}

/// A postal code, its town before or behind it.
pub(super) fn code(rest: &str, small: bool) -> Option<usize> {
    static CODE: LazyLock<Regex> = LazyLock::new(|| {
        let town = town();
        let called =
            r"(?:(?i:CEP|C\.?P\.?|CAP|PLZ|zip|postcode|código postal|code postal)[ :.]{1,2})?";
        let british = r"[A-Z]{1,2}[0-9][0-9A-Z]?[ ]?[0-9][A-Z]{2}";
        let state = r"[A-Z]{2,3}";
        let island =
            r"[AC-FHKNPRTV-Y][0-9]{2}[ ]?[0-9AC-FHKNPRTV-Y]{4}|D6W[ ]?[0-9AC-FHKNPRTV-Y]{4}";
        let canada = r"[ABCEGHJ-NPRSTVXY][0-9][A-Z][ ]?[0-9][A-Z][0-9]";
        pattern(&format!(
            // 1012 AB Amsterdam, 20099 Hamburg, 1250-198 Lisboa, CH-8002 Zürich, C1042AAB Buenos Aires
            r"{BREAK}(?:(?i:in|à|a|en|em|te|at|near)[ ])?\(?(?:{called}(?:[1-9][0-9]{{3}}[ ]?[A-Z]{{2}}\b(?:[ ,]{{1,2}}{town})?|(?:(?:D|A|CH|F|E|I|B|L|NL|P|FL)[\-– ])?(?:[0-9]{{4}}-[0-9]{{3}}|[0-9]{{5}}-[0-9]{{3}}|[0-9]{{5}})\b(?:,?[ ]{town}|[ ]?-[ ]{town})?(?:[ ](?i:cedex)(?:[ ][0-9]{{1,2}})?)?|(?:(?:A|CH|B|L|NL|FL|DK)[\-– ])?[1-9][0-9]{{3}}[ ]{town}|[A-Z][0-9]{{4}}[A-Z]{{3}}\b(?:[ ,]{{1,2}}{town})?|{british}\b|{canada}\b|(?:{island})\b)|{town}(?:,?[ ]\(?{town}\)?)?,?[ \n](?:[ \-–/]{{0,2}}\(?{state}\)?,?[ \n]{{1,2}})?{called}(?:[0-9]{{5}}(?:-[0-9]{{3,4}})?|{british}|{canada}|{island})\b|{town},?[ ](?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT)[ ,]{{1,2}}[0-9]{{4}}\b|{town}[ ]?[/\-–,][ ]?[A-Z]{{2}}[ ,\-–]{{1,3}}{called}[0-9]{{5}}-[0-9]{{3}}\b|{town},[ ]{town},[ ][0-9]{{5}}\b|(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT)[ ,]{{1,2}}[0-9]{{4}}\b|{state}[ ][0-9]{{5}}(?:-[0-9]{{4}})?\b)\)?"
        ))
    });
    static SMALL_CODE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:,|,? ?\n)? ?(?:(?:[0-9]{4} ?[a-z]{2}|[0-9]{4}-[0-9]{3}|[0-9]{5}-[0-9]{3}|[0-9]{5}|[0-9]{4}) \p{Ll}{3,}(?: \p{Ll}{3,}(?:$|[,.\n]))?|[a-z .]{3,25},? [a-z]{2} [0-9]{5}\b|(?:[a-z .]{3,25},? )?[a-z]{1,2}[0-9][0-9a-z]? [0-9][a-z]{2}\b)",
        )
    });
    let large = CODE.find(rest).and_then(|hit| {
        let cut = hit.as_str();
        // A bracket is closed if it was opened.
        let unlike = cut.matches('(').count() != cut.matches(')').count();
        let cut = if unlike { cut.trim_end_matches(')') } else { cut };
        (!short_of(cut, rest))
            .then(|| with_cedex(cut.trim_end_matches(['.', ',', ' ', '\n']), rest))
    });
    let little = SMALL_CODE.find(rest).filter(|_| small).map(|hit| {
        let bare = hit.as_str().trim_end_matches([',', '.', '\n', ' ']);
        bare.len()
    });
    large.max(little)
}

/// Nantes Cedex 1: the number of a French office.
fn with_cedex(cut: &str, rest: &str) -> usize {
    static OFFICE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[ ][0-9]{1,2}\b"));
    let behind = rest.get(cut.len()..).unwrap_or_default();
    let office = OFFICE.find(behind).filter(|_| cut.to_lowercase().ends_with("cedex"));
    cut.len() + office.map_or(0, |hit| hit.len())
}

/// Whether a postal code with letters ends what was read: SW4 7AB, ID 83701, H2Y 2A6.
pub(super) fn lettered(read: &str) -> bool {
    static LETTERED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"[A-Z]{1,2}[0-9][0-9A-Z]?[ ]?[0-9][A-Z]{2}\b|\b[A-Z]{2,3},?[ ][0-9]{4,5}|[A-Z][0-9][A-Z][ ]?[0-9][A-Z][0-9]|\b[A-Z][0-9][0-9W][ ]?[0-9A-Z]{4}\b",
        )
    });
    LETTERED.is_match(read)
}

/// A code of digits that goes on as a longer number does.
fn short_of(cut: &str, rest: &str) -> bool {
    let mut behind = rest.get(cut.len()..).unwrap_or_default().chars();
    let (next, then) = (behind.next(), behind.next());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let ends = cut.ends_with(|c: char| c.is_ascii_digit());
    ends && (digit(next) || matches!(next, Some('.' | ',' | '-' | '/' | ' ')) && digit(then))
}

/// Pieces that say nothing by themselves, up to a postal code: a quarter, a village, a building.
fn bridge(rest: &str, small: bool) -> Option<usize> {
    static PIECE: LazyLock<Regex> = LazyLock::new(|| {
        let town = town();
        pattern(&format!(
            r"{BREAK}((?i:col\.|colonia|fracc\.|fraccionamiento|bairro|barrio|ot|ortsteil|fraz\.|frazione|loc\.|località|ang\.|angolo|esquina|near|off|c/o|chez)[ ])?(?:(?:via|rua|calle|rue)[ ])?{town}"
        ))
    });
    let mut at = 0;
    for _ in 0..4 {
        let captures = PIECE.captures(rest.get(at..)?)?;
        let piece = captures.get(0)?;
        // A blank alone parts no two pieces of an address.
        let bare = piece.as_str().starts_with(' ')
            && !piece.as_str().trim_start().starts_with(['-', '–', '/', '|', '·']);
        if bare && at == 0 && captures.get(1).is_none() {
            return None;
        }
        at += piece.end();
        while let Some(length) = unit(rest.get(at..)?) {
            at += length;
        }
        if let Some(length) = code(rest.get(at..)?, small) {
            return Some(at + length);
        }
    }
    None
}

/// A comma and a town: 12 Mill Lane, Leeds; 27 quai de la Fosse à Nantes.
fn town_behind(text: &Text<'_>, end: usize) -> Option<usize> {
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        let town = town();
        pattern(&format!(
            r"^(?:[ ]?[,;|][ ](?:(?i:in|à|a|en|em|te)[ ])?|[ ](?i:in|à|a|en|em|te)[ ]|[ ][\-–—][ ]|[ ]?\r?\n|,[ ]?\r?\n)({town})"
        ))
    });
    static SMALL_TOWN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:,? (?:in|à|a|en|em|te) |, )(\p{L}+(?: \p{L}+)?)"));
    let mut at = end;
    let mut reached = None;
    for _ in 0..3 {
        let rest = text.slice(at, text.text.len());
        let Some(hit) = BEHIND.captures(rest).and_then(|captures| captures.get(1)) else { break };
        // A sentence may go on with any word that has a capital; a known word is none of a town.
        let bare = hit.as_str().trim_start_matches("'s-").trim_start_matches("’s-");
        let first = bare.split([' ', '-']).next().unwrap_or_default();
        let whole = fold(bare);
        let known = is_place(&whole) || is_place(first);
        let broken = rest.trim_start_matches([' ', ',']).starts_with(['\n', '\r']);
        // On a new line anything may stand.
        if !(known
            || !broken
                && !is_word_in(first, text.language)
                && (at == end || !super::name_lists::known(&fold(first))))
        {
            break;
        }
        at += hit.end()
            - usize::from(hit.as_str().ends_with('.') && !hit.as_str().ends_with("a. M."));
        reached = Some(at);
        if !known {
            break;
        }
    }
    if reached.is_none()
        && let Some(captures) = SMALL_TOWN.captures(text.slice(end, text.text.len()))
        && let Some(hit) = captures.get(1)
    {
        let one = hit.as_str().split(' ').next().unwrap_or_default();
        if is_place(hit.as_str()) {
            return Some(end + hit.end());
        }
        return is_place(one).then_some(end + hit.start() + one.len());
    }
    reached
}

/// The region or country behind a town.
pub(super) fn region(text: &Text<'_>, mut end: usize) -> usize {
    static REGION: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"^(?:,?[ ]Co\.[ ]\p{{Lu}}\p{{L}}+|[ ]?\([A-Z]{{2,4}}\)|[ ]?[,/\-–][ ]?(?:D\.[ ]?[CF]\.|(?:CDMX|CABA|[A-Z]{{2}})\b)|[ ]D\.[ ]?C\.|[ ](?:NSW|VIC|QLD|WA|SA|TAS|ACT|[A-Z]{{2}})\b|(?:[ ]?,[ ]|[ ]?\r?\n|[ ]\(|[ ][\-–][ ])({}))",
            town()
        ))
    });
    for _ in 0..3 {
        let rest = text.slice(end, text.text.len());
        let Some(captures) = REGION.captures(rest) else { break };
        let Some(all) = captures.get(0) else { break };
        match captures.get(1) {
            None => end += all.end(),
            Some(name) => {
                let first = name.as_str().split([' ', '-']).next().unwrap_or_default();
                if !is_place(&fold(name.as_str())) && !is_place(first) {
                    break;
                }
                end += name.end();
            }
        }
    }
    end
}
