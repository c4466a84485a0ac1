//! Dates of birth: a date that is called so, or that stands beside a name as files put it.

use super::Kind;
use super::found::Found;
use super::names;
use super::text::{Text, pattern};
use regex::Regex;
use std::sync::LazyLock;

pub(super) const KIND: Kind = Kind {
    id: "births",
    title: "Dates of birth",
    placeholder: "DATE",
    example: "born 12 March 1958",
    help: "Dates of birth where the words or a name beside them say so. Other dates are left.",
    find,
};

/// What announces a date of birth.
const WORDS: &str = r"d\.?o\.?b\.?|born|birth ?da(?:te|y)s?|date of birth|birthdate|year of birth|geb(?:\.|oren(?:e|er|en)?)?|geburts(?:datum|tag|jahr)|gebdat|geb-?dat(?:um)?|jahrgang|né(?:\(?e\)?)?|nee? le|naissance|anniversaire|ddn|nacid[oa](?:/a)?|nac[íi]|nacimiento|naci[óo]|cumplea[ñn]os|f\. ?nac\.?|nat[oa]|nacque|nascita|compleanno|nascid[oa]|nasci|nasceu|nascimento|anivers[áa]rio|d\.? ?n\.?|geboren|geboortedatum|geboorte(?:dag|jaar)?|verjaardag|gbd|jarig|cumpl(?:e|ió|í|ir)(?: años)?|compie(?: gli)? anni|compie|faz(?:er)? anos|completa|zur welt|turn(?:s|ed)(?: [0-9]{1,3})?|au monde|classe|\*";

/// A day of the month in words.
const DAY_WORD: &str = r"(?:(?:vinte|trinta|veinti|treinta|vingt|trente|twenty|thirty)[\ \-](?:e[\ ]|y[\ ]|et[\ ])?)?(?:\p{L}*(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|teenth|tieth|ersten?|zweiten?|dritten?|vierten?|fünften?|sechsten?|siebten?|achten?|neunten?|zehnten?|elften?|zwölften?|zigsten?|ßigsten?)|premier|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|primero|primo|primeiro|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|veinti\p{L}+|treinta|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici|quattordici|quindici|sedici|diciassette|diciotto|diciannove|vent\p{L}+|trenta|dois|três|quatro|sete|oito|dez|doze|treze|catorze|dezasseis|dezesseis|dezassete|dezessete|dezoito|dezanove|dezenove|vinte|trinta|een|één|eerste|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|\p{L}*twintig|dertig)";

const MONTHS: &str = r"jan(?:uary|uar|vier|eiro|uari)?|jänner|enero|ene|gennaio|gen|feb(?:ruary|ruar|brero|braio|ruari)?|febrero|fevereiro|fev|février|févr?|fevrier|mar(?:ch|s|zo|ço)?|märz|maerz|mrz|maart|mrt|apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|may|mai|mayo|maggio|mag|maio|mei|june?|juni|juin|junio|giugno|giu|junho|july?|juli|juillet|juil|julio|luglio|lug|julho|aug(?:ust|ustus)?|août|aout|agosto|ago|sep(?:tember|tembre|tiembre|t)?|settembre|set(?:embro)?|o[ck]t(?:ober)?|octobre|octubre|ottobre|ott|outubro|out|nov(?:ember|embre|iembre|embro)?|noviembre|de[czs](?:ember)?|décembre|déc|decembre|diciembre|dic(?:embre)?|dezembro";

/// Any date, the year included unless it is called a birthday.
fn date() -> &'static Regex {
    static DATE: LazyLock<Regex> = LazyLock::new(|| {
        let year = r"(?:(?:1[89]|20)[0-9]{2}|['’]?[0-9]{2})";
        pattern(&format!(
            r"(?ix)
            \b(?:
              {DAY_WORD} \x20 (?:of\x20|de\x20|di\x20)? (?:{MONTHS})\b \x20? (?:de\x20|del\x20|di\x20)? (?:1[89]|20)[0-9]{{2}}
            | (?:{MONTHS})\b\.? \x20 (?:de\x20|del\x20|di\x20)? (?:1[89]|20)[0-9]{{2}}
            | (?:1[89]|20)[0-9]{{2}} [./\-] [0-9]{{1,2}} [./\-] [0-9]{{1,2}}
            | [0-9]{{1,2}} \s?[./\-]\s? [0-9]{{1,2}} \s?[./\-]\s? {year}
            | [0-9]{{1,2}} \x20 [0-9]{{1,2}} \x20 (?:1[89]|20)[0-9]{{2}}
            | [0-9]{{1,2}} (?:st|nd|rd|th|er|º|°|ª)?\.? [\x20\-./]? (?:of\x20|de\x20|d['’])? (?:{MONTHS})\b\.? ,?[\x20\-./]? (?:de\x20|del\x20|di\x20)? (?:{year})?
            | (?:{MONTHS})\b\.? \x20? [0-9]{{1,2}}(?:st|nd|rd|th)? (?: ,?\x20 {year})?
            | (?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?:19|20)[0-9]{{2}}
            | (?:19|20)[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])
            | (?:0?[1-9]|1[0-2])[./](?:19|20)[0-9]{{2}}
            | 19[0-9]{{2}} | 20[012][0-9]
            )"
        ))
    });
    &DATE
}

fn find(text: &Text<'_>, found: &mut Found) {
    if !text.has_digits() {
        return;
    }
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        // A few words may stand between: born in Leeds on the 3rd of May.
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:{WORDS})(?:[ :.,()=\-–/*]|am|on|the|in|at|le|la|el|il|em|a|à|op|den|dem|der|is|ist|was|war|est|es|era|è|é|fue|foi|em|de|da|di|del|do|van|vom|of|mein|my|je|mon|dag|das|datum|date|tag|des|my|his|her|our|your|unser|unsere|sein|seine|mio|mia|mi|su|ma|sa|son|meu|minha|seu|sua|mijn|zijn|haar|mother|father|son|daughter|baby|child|husband|wife|mutter|vater|sohn|tochter|kindes|kind|mannes|père|mère|fils|fille|mari|femme|padre|madre|hijo|hija|marido|mujer|figlio|figlia|marito|moglie|pai|mãe|filho|filha|mulher|vader|moeder|zoon|dochter|man|vrouw|\p{{Lu}}[\p{{L}}\-]+){{0,12}}$"
        ))
    });
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^(?:[ ,()\-–]{{0,3}})(?:(?:in|te|en|à|a|em)[ ]\p{{Lu}}[\p{{L}}\-]+[ ])?(?:{WORDS})(?:[^\p{{L}}]|$)"
        ))
    });
    let names: Vec<(usize, usize)> =
        found.of(names::KIND.id).map(|span| (span.start, span.end)).collect();
    for hit in date().find_iter(text.text) {
        let (start, end) =
            (hit.start(), hit.start() + hit.as_str().trim_end().trim_end_matches(',').len());
        if !text.stands_alone(start, end) {
            continue;
        }
        let near = text.before(start, 60);
        // A year alone is a date of birth only right behind the word.
        let alone = hit.as_str().len() == 4;
        // 08/1979 and March 1980 are dates of birth only where they are called so.
        let month = !hit.as_str().starts_with(|c: char| c.is_ascii_digit())
            || hit.as_str().matches(['.', '/']).count() == 1;
        let room = if alone { 24 } else { 60 };
        let near_words = text.before(start, room);
        let announced = BEFORE.is_match(near_words) || BEHIND.is_match(text.after(end, 36));
        if announced
            && !(alone
                && near.len() > 2
                && BEHIND.is_match(text.after(end, 20))
                && !BEFORE.is_match(near_words))
        {
            found.add(KIND.id, start, end, 0.92);
        } else if !month && beside(text, start, end, &names) && old(hit.as_str()) {
            found.add(KIND.id, start, end, 0.75);
        }
    }
}

/// Right behind a name, with a comma or in brackets: Example, Anna, 12.03.1958.
fn beside(text: &Text<'_>, start: usize, end: usize, names: &[(usize, usize)]) -> bool {
    let links = |gap: &str| {
        !gap.is_empty()
            && gap.len() <= 4
            && gap.chars().all(|c| " ,(;-–*|\t".contains(c))
            && gap.trim() != ""
    };
    names.iter().any(|(from, to)| {
        (*to <= start && links(text.slice(*to, start)))
            || (end <= *from
                && links(text.slice(end, *from))
                && text.slice(end, *from).contains(','))
    })
}

/// A whole date long enough ago that it is hardly an appointment or an invoice.
fn old(date: &str) -> bool {
    static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:1[89]|20)[0-9]{2}"));
    let year = YEAR.find(date).and_then(|year| year.as_str().parse::<u32>().ok());
    date.len() > 4 && year.is_some_and(|year| (1900..=2018).contains(&year))
}
