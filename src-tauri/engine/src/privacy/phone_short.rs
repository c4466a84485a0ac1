//! Phone numbers that do not look like one: extensions, pagers, and numbers said in words.

use super::cues::{self, Cue};
use super::found::Found;
use super::phones::KIND;
use super::text::{Text, pattern};
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

/// What announces a number inside a house.
const INSIDE: &str = concat!(
    r"ext(?:n|ension|ensi[óo]n|ens[ãa]o)?|bleep|bleeper|pager|beeper|dect|shortcode|speed dial|",
    r"durchwahl|dw|apparat|app|nebenstelle|nst|klappe|kl|hausruf|haustelefon|piepser|pieper|funk(?:er)?|",
    r"poste|ligne interne|ligne|interne|num[ée]ro interne|bip|biper|",
    r"extensi[óo]n|anexo|interno|busca|buscapersonas|b[úu]squeda|",
    r"int(?:erno)?|cercapersone|cicalino|derivazione|",
    r"ramal|extens[ãa]o|bipe|",
    r"tel(?:efon|e?foon|[ée]fono|efone|ephone)?|t[ée]l(?:[ée]phone)?|phone|tfno|tlf|fax|ruf|",
    r"toestel|tst|intern|doorkies(?:nummer)?|pieper|semafoon|sein",
);

/// Words of digits in all languages, and what doubles them.
const DIGITS: &str = "zero oh o one two three four five six seven eight nine nought double triple hundred thousand hundert cent cento cien ciento cem honderd \
    null eins zwei zwo drei vier fünf fuenf sechs sieben acht neun doppel \
    zéro un deux trois quatre cinq sept huit neuf \
    cero uno dos tres cuatro cinco seis siete ocho nueve doble \
    due tre quattro cinque sei sette otto nove doppio \
    um dois três quatro meia sete oito \
    nul een één twee vijf zes zeven negen dubbel";

/// Words of numbers from ten on.
const TENS: &str = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen \
    twenty thirty forty fifty sixty seventy eighty ninety \
    zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn \
    dix onze douze treize quatorze quinze seize vingt vingts trente quarante cinquante soixante \
    septante huitante nonante \
    diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte treinta \
    cuarenta cincuenta sesenta setenta ochenta noventa \
    dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove venti \
    trenta quaranta cinquanta sessanta settanta ottanta novanta \
    dez doze treze catorze dezasseis dezesseis dezassete dezessete dezoito dezanove dezenove vinte \
    trinta quarenta cinquenta sessenta oitenta \
    tien twaalf dertien veertien vijftien zestien zeventien achttien negentien twintig dertig \
    veertig vijftig zestig zeventig tachtig negentig";

/// Compounds end like this: dreiundzwanzig, veintitrés, trentanove, drieëntwintig.
const COMPOUND: &[&str] = &[
    "undzwanzig",
    "unddreißig",
    "undvierzig",
    "undfünfzig",
    "undsechzig",
    "undsiebzig",
    "undachtzig",
    "undneunzig",
    "entwintig",
    "ëntwintig",
    "endertig",
    "ëndertig",
    "enveertig",
    "ënveertig",
    "envijftig",
    "ënvijftig",
    "enzestig",
    "ënzestig",
    "enzeventig",
    "ënzeventig",
    "entachtig",
    "ëntachtig",
    "ennegentig",
    "ënnegentig",
];
const BEGUN: &[&str] =
    &["veinti", "vent", "trent", "quarant", "cinquant", "sessant", "settant", "ottant", "novant"];

pub(super) fn find(text: &Text<'_>, found: &mut Found) {
    if text.has_digits() {
        inside(text, found);
        called(text, found);
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
            || ordered(text, word.start())
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
        // A house's own numbers are short where they are called telephones.
        "toestel" | "poste" | "interno" | "bip" => digits >= 3,
        word if word.starts_with(['t', 'f']) || word == "phone" || word == "ruf" => {
            digits >= 4 || digits == 3 && link.contains(['.', ':'])
        }
        _ => digits >= 3,
    }
}

/// "Ordine interno 5519" is an order.
fn ordered(text: &Text<'_>, at: usize) -> bool {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:^|[^\p{L}])(?:ordine|ordre|orden|ordem|uso|usage|code|codice|c[óo]digo|mercato|march[ée]|mercado|r[èe]glement|regolamento|reglamento|conto|compte|cuenta|consumo|audit|vol[oi]?|vuelo) $",
        )
    });
    BEFORE.is_match(text.before(at, 14))
}

/// "Appelé au 5512", "on ext", "erreichbar unter 4417": a house's own number behind a call.
fn called(text: &Text<'_>, found: &mut Found) {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:^|[^\p{L}])(?:call(?:ed|s)?|ring|rang|dial|bleep(?:ed)?|paged?|reach(?:ed)?|appel(?:[ée]e?|er|ez)|joindre|joignable|r?appeler|biper|bip[ée]e?|llam[ae]\p{L}*|avis(?:ad[oa]|ar)|localizable|marcar|chiam\p{L}+|contatt\p{L}+|reperibile|lig(?:ar|ue|ou)|contact(?:ar|o|e)|bel(?:len|t|de)?|gebeld|bereikbaar|anruf(?:en)?|angerufen|erreichbar|anpiepsen)(?: (?:me|us|him|her|back|moi|nous|mich|uns|sie|ihn))?(?: (?:on|at|au|sur le|al|en el|allo|sull['’]|para o|no|op|unter|auf(?: der)?))(?: (?:ext\.?|extension|poste|bip|interno|extensi[óo]n|ramal|toestel))? ([0-9]{3,5})(?:[^0-9\p{L}.:/%€h\-]|[.](?:\s|$)|$)",
        )
    });
    for hit in FORM.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
        found.add(KIND.id, hit.start(), hit.end(), 0.7);
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

/// Seven digits or more in words, by ones or by tens: zero seven seven double oh, zéro six trente-neuf.
fn spoken(text: &Text<'_>, found: &mut Found) {
    let mut row: Option<Row> = None;
    for word in &text.words {
        let (said, digits) = said(word.text);
        let near = row.as_ref().is_some_and(|row| {
            let gap = text.slice(row.reach, word.start);
            gap.len() <= 4 && gap.chars().all(|c| " ,.-–…".contains(c))
        });
        let link = matches!(word.text, "and" | "und" | "et" | "y" | "e" | "en");
        if !near || !(said || link) {
            row.take().into_iter().for_each(|row| row.add(text, found));
        }
        match &mut row {
            Some(row) if said => row.go_on(word.end, digits),
            None if said => {
                row = Some(Row {
                    start: word.start,
                    end: word.end,
                    reach: word.end,
                    digits,
                    words: 1,
                })
            }
            Some(row) if link => row.reach = word.end,
            _ => {}
        }
    }
    row.into_iter().for_each(|row| row.add(text, found));
}

/// Words of numbers that follow each other.
struct Row {
    start: usize,
    end: usize,
    /// As far as a small word between two numbers reaches.
    reach: usize,
    digits: usize,
    words: usize,
}

impl Row {
    fn go_on(&mut self, end: usize, digits: usize) {
        (self.end, self.reach) = (end, end);
        self.digits += digits;
        self.words += 1;
    }
    fn add(self, text: &Text<'_>, found: &mut Found) {
        // Counting is no number: one two three four five six seven.
        let row = text.slice(self.start, self.end).to_lowercase().replace(',', "");
        let counting = COUNTING.iter().any(|start| row.starts_with(start));
        if self.digits >= 7 && self.words >= 4 && !counting {
            found.add(KIND.id, self.start, self.end, 0.8);
        }
    }
}

/// Whether it is a number, and how many digits it stands for.
pub(super) fn said(word: &str) -> (bool, usize) {
    static ONES: LazyLock<HashSet<&str>> = LazyLock::new(|| DIGITS.split_whitespace().collect());
    static MORE: LazyLock<HashSet<&str>> = LazyLock::new(|| TENS.split_whitespace().collect());
    let lower = word.to_lowercase();
    let compound = |part: &str| {
        COMPOUND.iter().any(|end| part.ends_with(end))
            || BEGUN.iter().any(|head| {
                let tail = part.strip_prefix(head).unwrap_or_default();
                let tail = tail.trim_start_matches(['i', 'a']);
                tail.len() >= 3 && ONES.contains(tail.replace(['é', 'ó'], "e").as_str())
            })
    };
    let mut digits = 0;
    for part in lower.split('-') {
        digits += match part {
            "et" => 0,
            part if ONES.contains(part) => 1,
            part if MORE.contains(part) || compound(part) => 2,
            _ => return (false, 0),
        };
    }
    // "quatre-vingt-dix-huit" is two digits however it is written.
    let one = lower.contains('-') && lower.split('-').any(|part| MORE.contains(part));
    (digits > 0, if one { 2 } else { digits })
}

const COUNTING: &[&str] = &[
    "one two three four",
    "eins zwei drei vier",
    "un deux trois quatre",
    "uno dos tres cuatro",
    "uno due tre quattro",
    "um dois três quatro",
    "een twee drie vier",
];
