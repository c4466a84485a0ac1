//! Phone numbers that do not look like one: extensions, pagers, and numbers said in words.

use super::cues::{self, Cue};
use super::found::Found;
use super::phones::KIND;
use super::text::{Text, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// What announces a number inside a house.
const INSIDE: &str = concat!(
    r"ext(?:n|ension|ensi[óo]n|ens[ãa]o)?|bleep|bleeper|pager|beeper|dect|shortcode|speed dial|",
    r"durchwahl|dw|apparat|app|nebenstelle|nst|klappe|kl|hausruf|haustelefon|piepser|pieper|funk(?:er)?|",
    r"poste|ligne interne|ligne|interne|num[ée]ro interne|bip|biper|",
    r"extensi[óo]n|anexo|interno|busca|buscapersonas|b[úu]squeda|",
    r"int(?:erno)?|cercapersone|cicalino|derivazione|",
    r"ramal|extens[ãa]o|bipe|",
    r"toestel|tst|intern|doorkies(?:nummer)?|pieper|semafoon|sein",
);

/// Words of digits; those of one language may stand for another's where they are written alike.
const DIGIT: &str = concat!(
    r"(?:(?:double|triple|doppel|dubbel|doble|doppio) )?(?:",
    r"zero|oh|o|one|two|three|four|five|six|seven|eight|nine|nought|",
    r"null|eins|zwei|zwo|drei|vier|f(?:ü|ue)nf|sechs|sieben|acht|neun|",
    r"z[ée]ro|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|",
    r"cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|",
    r"due|tre|quattro|cinque|sei|sette|otto|nove|",
    r"um|dois|tr[êe]s|quatro|meia|sete|oito|",
    r"nul|een|één|twee|drie|vijf|zes|zeven|acht|negen",
    r")",
);

pub(super) fn find(text: &Text<'_>, found: &mut Found) {
    if text.has_digits() {
        inside(text, found);
    }
    spoken(text, found);
}

/// Ext. 4417, Durchwahl -22, poste 331, bip 7731.
fn inside(text: &Text<'_>, found: &mut Found) {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}0-9])({INSIDE})((?:[ :.(\-–#/=]|n[°ºo]\.?|nr\.?|no\.?|number|nummer|num[ée]ro|n[úu]mero|is|ist|lautet|est|es|[èé]|le|la|el|il|o|die|de){{0,5}})([0-9]{{2,3}}[ .\-]?[0-9]{{1,3}}|[0-9]{{2,6}})(?:[^0-9\p{{L}}]|$)"
        ))
    });
    for hit in FORM.captures_iter(text.text) {
        let (Some(word), Some(link), Some(value)) = (hit.get(1), hit.get(2), hit.get(3)) else {
            continue;
        };
        let digits = value.as_str().chars().filter(char::is_ascii_digit).count();
        let behind = text.after(value.end(), 6);
        let more = behind.starts_with([',', '.', ':', '/', '-', '%', '€', 'h'])
            && behind.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        let money = behind.trim_start().starts_with(['€', '$', '£', '%']);
        // Apartments are cut short like apparatuses.
        let flat = word.as_str().eq_ignore_ascii_case("app")
            && !link.as_str().contains(':')
            && cues::before(text, word.start(), 60) != Some(Cue::Phone);
        if flat
            || more
            || money
            || !clear(word.as_str(), link.as_str(), digits)
            || dwelling(text, word.start())
        {
            continue;
        }
        found.add(KIND.id, value.start(), value.end(), 0.84);
    }
}

/// Words that mean a flat, a job or a line as well need more than two digits, and a short form its
/// point or colon.
fn clear(word: &str, link: &str, digits: usize) -> bool {
    let word = word.to_lowercase();
    let sure = [
        "ext",
        "extn",
        "extension",
        "extensión",
        "durchwahl",
        "dw",
        "nebenstelle",
        "toestel",
        "ramal",
    ];
    let cut = ["app", "kl", "int", "sein", "o", "nst", "tst"];
    match word.as_str() {
        word if sure.contains(&word) => digits >= 2,
        word if cut.contains(&word) => digits >= 3 && link.contains(['.', ':']),
        "ligne" | "interne" | "intern" | "busca" | "funk" | "linea" => {
            digits >= 3 && (link.contains([':', '.', 'n', 'N']) || digits >= 4)
        }
        _ => digits >= 3,
    }
}

/// "Via Roma 3, scala B, interno 112" is a flat.
fn dwelling(text: &Text<'_>, at: usize) -> bool {
    static HOUSE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:^|[^\p{L}])(?:scala|piano|palazzina|via|viale|corso|piazza|civico|esc|piso|stiege|[a-zß]+stra(?:ß|ss)e|stock|haus)(?:[^\p{L}]|$)[^.;\n]*$",
        )
    });
    HOUSE.is_match(text.before(at, 50))
}

/// Seven digits or more in words: zero seven seven double oh nine.
fn spoken(text: &Text<'_>, found: &mut Found) {
    static ROW: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?-u:\b){DIGIT}(?:(?:[ ,\-–]|\.\.\.|, ){{1,3}}{DIGIT}){{6,15}}(?-u:\b)"
        ))
    });
    for hit in ROW.find_iter(text.text) {
        // Counting is no number: one two three four five six seven.
        let words: Vec<&str> =
            hit.as_str().split([' ', ',', '-', '–']).filter(|w| !w.is_empty()).collect();
        let counting = [
            "one two three four",
            "eins zwei drei vier",
            "un deux trois quatre",
            "uno dos tres cuatro",
            "uno due tre quattro",
            "um dois três quatro",
            "een twee drie vier",
        ];
        let row = words.join(" ").to_lowercase();
        if text.stands_alone(hit.start(), hit.end())
            && !counting.iter().any(|start| row.starts_with(start))
        {
            found.add(KIND.id, hit.start(), hit.end(), 0.8);
        }
    }
}
