//! Postal addresses: a street with its number as each language writes it, then the town; and
//! postal codes of their own form.

use super::Kind;
use super::found::Found;
use super::text::{Language, Text, pattern};
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

pub(super) const KIND: Kind = Kind {
    id: "addresses",
    title: "Postal addresses",
    placeholder: "ADDRESS",
    example: "I live at 12 Mill Lane, Exampleton",
    help: "Streets with a number, with the postal code and town behind them, and postal codes \
           that stand alone where their form tells.",
    find,
};

/// A word of a street's or town's name: capital first.
const NAME: &str = r"\p{Lu}[\p{L}\p{M}'’\-.]*";
/// A word of a town's name.
const TOWN: &str = r"(?:\p{Lu}[\p{L}\p{M}'’]*|St\.|a\.[ ]?(?:M|d)\.)";
/// Small words inside one.
const SMALL: &str = r"(?:de|del|della|dello|dei|degli|delle|dell['’]|di|da|das|do|dos|du|des|la|le|las|los|les|l['’]|d['’]|el|y|e|van|von|der|den|dem|het|ten|ter|am|an|im|in|zum|zur|of|the|upon|sur|sous|en|aux|au|à|bei|ob|a\.)";
/// The number of a house.
const HOUSE: &str = r"[0-9]{1,4}(?:[ ]?[\-–/][ ]?[0-9]{1,4}\b)?(?:[ ]?[\-/]?[ ]?(?:[a-zA-Z]|bis|ter|quater|hs|huis|[IVX]{2,4})\b)?";

fn streets() -> &'static [Regex] {
    static STREETS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        let words = format!(
            r"(?:{SMALL}[ \u00a0]?){{0,3}}[\p{{L}}0-9][\p{{L}}\p{{M}}0-9'’\-.]*(?:[ ](?:{SMALL}[ ]?){{0,3}}{NAME}){{0,4}}"
        );
        let number = format!(
            r"(?:,|[ ]|,[ ]|[ ](?i:n\.?[°ºo]\.?|nr\.?|n\.|número|num\.|nº|numero|no\.?|km\.?)[ ]?|,[ ](?i:n\.?[°ºo]\.?|nr\.?|n\.|número|núm\.|num\.|numero|no\.?|km\.?)[ ]?){{1,2}}{HOUSE}"
        );
        vec![
            // Hauptstraße 12, Berliner Str. 5a, kerkstraat 3
            pattern(&format!(
                r"(?:{NAME}[ \-]){{0,3}}(?:\p{{L}}[\p{{L}}\-.]*)?(?i:straße|strasse|straat|str\.|gracht|allee|gasse|chaussee|singel|plantsoen|steenweg|dreef)[ ]?{HOUSE}"
            )),
            pattern(&format!(
                r"(?:{NAME}[ \-]){{1,3}}(?:Straße|Strasse|Str\.|Str|Weg|Platz|Allee|Gasse|Ring|Ufer|Damm|Chaussee|Hof|Markt|Promenade|Steig|Pfad|Tor|Berg|Kade|Laan|Plein|Park|straat|laan|weg|plein)[ ]{HOUSE}"
            )),
            // Lindenweg 3, Marktplatz 1, Stationsplein 4
            pattern(&format!(
                r"\p{{Lu}}\p{{L}}+(?:weg|platz|ring|ufer|damm|steig|pfad|hof|berg|graben|markt|promenade|wall|tor|stieg|garten|winkel|zeile|kamp|feld|anger|laan|plein|kade|dijk|baan|wal|burgwal|hoek|veld|park|pad|steeg|weide|kwartier|brink|ring)[ ]{HOUSE}"
            )),
            // Am Markt 3, An der Alster 12, Unter den Linden 5, Im Winkel 3
            pattern(&format!(
                r"\b(?:Am|An der|An den|Im|In der|In den|Zum|Zur|Auf dem|Auf der|Unter den|Hinter der|Hinter dem|Vor dem|Beim|Alte|Alter|Neue|Neuer|Große|Kleine|Lange|Obere|Untere|Op de|Op den|Oude|Nieuwe|Laan van|Aan de)[ ]{NAME}(?:[ ]{NAME})?[ ]{HOUSE}"
            )),
            // 12 Mill Lane, Flat 3, 45a Station Road
            pattern(
                r"(?:(?i:flat|apt\.?|apartment|unit|suite|room)[ ]?#?[0-9]{1,5}[A-Za-z]?,?[ ])?(?:(?:The[ ])?(?:\p{Lu}[\p{L}'’]*[ ]){0,2}(?:House|Cottage|Farm|Farmhouse|Bakery|Barn|Lodge|Hall|Mill|Court|Rectory|Vicarage|Manor|Chapel|Forge|Granary|Villa|Grange|Stables|Coach House|Old School|Mansions|Heights),[ ])?(?:(?i:flat|apt\.?|apartment|unit|suite|room|studio)[ ]?#?[0-9]{1,5}[A-Za-z]?,?[ ])?\b[0-9]{1,5}(?:[ ]?[\-–/][ ]?[0-9]{1,4})?[A-Za-z]?,?[ ](?:(?:[NSEW]|North|South|East|West|Old|New|St\.?|[0-9]{1,3}(?:st|nd|rd|th)|[\p{Lu}][\p{L}'’\-]*)\.?[ ]){0,4}(?i:street|st\.?|road|rd\.?|avenue|ave\.?|lane|ln\.?|drive|dr\.?|close|court|ct\.?|place|pl\.?|square|sq\.?|way|terrace|crescent|cres\.?|boulevard|blvd\.?|gardens?|grove|hill|park|row|mews|walk|parade|highway|hwy\.?|parkway|pkwy|green|rise|view|circle|trail|wharf|quay|broadway)\b(?:[ ](?:NE|NW|SE|SW|[NSEW])\b\.?)?(?:,?[ ](?i:flat|apt\.?|apartment|unit|suite|#)[ ]?#?[0-9]{1,5}[A-Za-z]?\b)?",
            ),
            pattern(
                r"(?i)\bP\.?[ ]?O\.?[ ]?Box[ ][0-9]{1,6}\b|\bpostfach[ ][0-9][0-9 ]{1,8}\b|\bpostbus[ ][0-9]{1,6}\b|\bapartado(?: de correos| postal)?[ ][0-9]{1,6}\b|\bcasella postale[ ][0-9]{1,6}\b|\bboîte postale[ ][0-9]{1,6}\b|\bb\.?p\.?[ ][0-9]{2,6}\b",
            ),
            // Rose Cottage, Church Lane, without a number
            pattern(
                r"(?:The[ ])?(?:\p{Lu}[\p{L}'’]*[ ]){1,2}(?:House|Cottage|Farm|Farmhouse|Barn|Lodge|Hall|Mill|Court|Rectory|Vicarage|Manor|Chapel|Forge|Villa|Grange|Stables),[ ](?:\p{Lu}[\p{L}'’]*[ ]){1,3}(?:Street|Road|Lane|Close|Drive|Avenue|Hill|Green|Row|Way)\b",
            ),
            // Steenweg op Gent 148 bus 3
            pattern(&format!(
                r"\b(?:Steenweg|Chaussée|Baan|Weg)[ ](?:op|naar|van|de)[ ]{NAME}[ ]{HOUSE}(?:[ ](?:bus|bte|boîte)[ ][0-9]{{1,3}})?"
            )),
            // 12 rue victor hugo 69002 lyon; calle mayor 12 3b, 50001 zaragoza: without capitals
            pattern(
                r"\b[0-9]{1,4}(?: ?(?:bis|ter|quater))?,? (?:rue|avenue|av|boulevard|bd|place|chemin|impasse|allée|route|quai|cours) [\p{Ll}'’ \-]{3,40}?,? [0-9]{5} \p{Ll}{3,}",
            ),
            pattern(
                r"\b(?:calle|c/|avenida|avda\.?|av\.|plaza|paseo|via|viale|piazza|corso|rua|travessa|largo|praça) [\p{Ll}'’ .\-]{3,40}?,? (?:n\.?[º°]? ?)?[0-9]{1,4}[a-z]?(?:[ ,]{1,2}[0-9a-zºª.]{1,4}){0,2},? [0-9]{4,5}(?:-[0-9]{3})? \p{Ll}{3,}(?: \p{Ll}{3,}$)?",
            ),
            // 12 bis, rue de la Paix
            pattern(&format!(
                r"(?:(?:Résidence|Bâtiment|Bât\.|Immeuble|Lotissement|Appartement|Appt\.?|Chez)[ ][^,\n]{{1,25}},[ ])?(?i:\b[0-9]{{1,4}}(?:[ ]?(?:bis|ter|quater|[a-d]))?,?[ ](?:rue|avenue|av\.|av|boulevard|bd\.?|blvd|place|pl\.|chemin|impasse|allées?|quai|route|cours|square|passage|faubourg|villa|résidence|lotissement|hameau|sentier|ruelle|esplanade|montée|promenade|rond-point|cité)[ ]){words}"
            )),
            // Rue de la Loi 16
            pattern(&format!(
                r"(?i:\b(?:rue|avenue|chaussée|boulevard|place|chemin|route)[ ]){words}{number}"
            )),
            // Calle Mayor, 5; C/ Mayor 5, 3º B; Via Roma 12; Rua das Flores, n.º 3
            pattern(&format!(
                r"(?i:(?:\b(?:calle|avenida|avda\.?|av\.?|plaza|pza\.?|plz\.|paseo|carretera|ctra\.?|camino|ronda|travesía|urbanización|urb\.|glorieta|callejón|pasaje|rambla|cuesta|via|viale|v\.le|piazza|p\.zza|corso|c\.so|largo|vicolo|piazzale|strada|contrada|lungotevere|lungarno|galleria|salita|borgo|rua|(?-i:R\.)|praça|travessa|estrada|alameda|beco|calçada|rotunda|bairro|urbanização|praceta|quinta)|\bc/|\b(?-i:C\.)|\bpº)(?:[ ]|\b)){words}{number}(?:,?[ ](?i:[0-9]{{1,2}}[.ºª°o]{{1,2}}[ ]?(?:[a-z]\b|izq(?:uierda|da)?\.?|der(?:echa|cha)?\.?|dcha\.?|dto\.?|direito|esq\.?|esquerdo|andar|frente|piso)?|piso[ ][0-9]+|puerta[ ][0-9a-z]+|interno[ ][0-9]+|int\.[ ]?[0-9]+|scala[ ][a-z0-9]|apto\.?[ ]?[0-9]+|bloco[ ][a-z0-9]+)){{0,2}}"
            )),
        ]
    });
    &STREETS
}

/// What may follow a street: further lines, the postal code, the town.
fn tail() -> &'static Regex {
    static TAIL: LazyLock<Regex> = LazyLock::new(|| {
        let town = format!(r"{TOWN}(?:[ \-](?:{SMALL}[ \-])?{TOWN}){{0,3}}");
        pattern(&format!(
            r"^(?:(?:,[ ]|[ ]\()[^,;\n]{{1,20}}(?:,|\)))?(?:[ ]?[,;·\-–]?[ ]?(?:\r?\n)?[ ]?)(?:(?i:(?:in|à|a|en|em|te|at|near)[ ])?(?:(?:[A-Z]{{1,2}}-?[ ]?)?[0-9]{{4,5}}(?:-[0-9]{{3,4}})?(?:[ ]?[A-Z]{{2}}\b)?(?:[ ,]{{1,2}}{town}(?:[ ]\([A-Z]{{2}}\))?)?|{town},?[ ](?:[A-Z]{{2}},?[ ])?(?:CEP[ ])?(?:[0-9]{{5}}(?:-[0-9]{{3,4}})?|[A-Z]{{1,2}}[0-9][0-9A-Z]?[ ]?[0-9][A-Z]{{2}})|(?:{town},?[ ])?[A-Z]{{1,2}}[0-9][0-9A-Z]?[ ][0-9][A-Z]{{2}}\b))"
        ))
    });
    &TAIL
}

/// A comma and a town: 12 Mill Lane, Leeds.
fn town_behind() -> &'static Regex {
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"^(?:,[ ]|[ ](?:in|à|a|en|em|te)[ ])({TOWN}(?:[ \-](?:{SMALL}[ \-])?{TOWN}){{0,2}})"
        ))
    });
    &BEHIND
}

fn find(text: &Text<'_>, found: &mut Found) {
    for street in streets() {
        let mut at = 0;
        while let Some(hit) = street.find_at(text.text, at) {
            at = hit.end().max(hit.start() + 1);
            let end = hit.start() + hit.as_str().trim_end().len();
            if !text.stands_alone(hit.start(), end)
                || measured(text, end)
                || borrowed(text, hit.as_str(), end)
            {
                continue;
            }
            found.add(KIND.id, begun(text, hit.start()), whole(text, end), 0.9);
        }
    }
    small(text, found);
    codes(text, found);
}

/// 12 mill lane, written without capitals; no word between may be one of distance.
fn small(text: &Text<'_>, found: &mut Found) {
    static STREET: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b[0-9]{1,4}[a-z]? ([a-z'’\-]{3,}(?: [a-z'’\-]{3,})?) (?:street|road|avenue|lane|crescent|terrace|gardens)\b",
        )
    });
    const NOT: &[&str] = &[
        "down",
        "the",
        "minutes",
        "minute",
        "mile",
        "miles",
        "along",
        "from",
        "this",
        "that",
        "off",
        "over",
        "into",
        "metres",
        "meters",
        "yards",
        "hours",
        "other",
        "each",
        "your",
        "near",
        "people",
        "cars",
        "times",
        "main",
        "busy",
        "more",
        "different",
        "new",
    ];
    for captures in STREET.captures_iter(text.text) {
        if let (Some(all), Some(words)) = (captures.get(0), captures.get(1))
            && !words.as_str().split(' ').any(|word| NOT.contains(&word))
        {
            found.add(KIND.id, all.start(), all.end(), 0.75);
        }
    }
}

/// Burgemeester de Vlugtlaan, Prins Bernhardplein: what the street was called after, before its end.
fn begun(text: &Text<'_>, start: usize) -> usize {
    static HEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:Burgemeester|Burg\.|Koning(?:in)?|Prins(?:es)?|Graaf|Pastoor|Pater|Professor|Prof\.|Dokter|Dr\.|Sint|President|Generaal|Admiraal|Kapitein|Meester|Mr\.|Oude|Nieuwe|Lange|Korte|Kleine|Grote|Eerste|Tweede|Derde|Laan van)[ ](?:\p{Lu}[\p{L}.]*[ ])?(?:(?:de|den|der|van|ten|ter)[ ]){0,2}$",
        )
    });
    let near = text.before(start, 40);
    HEAD.find(near).map_or(start, |hit| start - near.len() + hit.start())
}

/// The place where postal code and town end.
fn whole(text: &Text<'_>, mut end: usize) -> usize {
    // Without capitals: 50667 köln, 6701 bk wageningen
    static SMALL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:,|,? ?\n)? ?(?:(?:[0-9]{4} ?[a-z]{2}|[0-9]{4}-[0-9]{3}|[0-9]{5}) \p{Ll}{3,}(?: \p{Ll}{3,}(?:$|[,.\n]))?)",
        )
    });
    // Bela Vista, São Paulo - SP, 01311-200
    static BRAZIL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^[ ,\-–][^\n]{0,70}?\b[0-9]{5}-[0-9]{3}\b(?:,? \p{Lu}[\p{L} ]{2,25}(?:[ /\-]{1,3}[A-Z]{2}\b)?)?",
        )
    });
    // Little Wenham, Suffolk CO7 6PU
    static BRITISH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:,[ \n]{1,2}|\n)(?:\p{Lu}[\p{L}'’\- ]{2,25}(?:,[ \n]{1,2}|\n| )){1,3}[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}\b",
        )
    });
    for form in [&*SMALL, &*BRITISH, &*BRAZIL] {
        let rest = text.slice(end, text.text.len());
        if form.as_str() == BRAZIL.as_str() && text.language != Some(Language::Portuguese) {
            continue;
        }
        if let Some(hit) = form.find(rest) {
            return end + hit.as_str().trim_end_matches([',', '.', '\n', ' ']).len();
        }
    }
    for _ in 0..2 {
        let rest = text.slice(end, text.text.len());
        let Some(hit) = tail().find(rest) else { break };
        end += hit.as_str().trim_end_matches(['.', ',', ' ']).len();
    }
    if let Some(captures) = town_behind().captures(text.slice(end, text.text.len()))
        && let Some(town) = captures.get(1)
    {
        // A sentence may go on with any word that has a capital; a known word is none of a town.
        let first = town.as_str().split([' ', '-']).next().unwrap_or_default();
        if !super::name_lists::is_word(first)
            || CITIES.contains(&super::name_lists::fold(first).as_str())
        {
            return end + town.end() - usize::from(town.as_str().ends_with('.'));
        }
    }
    end
}

/// "Ring 3 mm", "Platz 2 von 5": a number with a unit is no house.
fn measured(text: &Text<'_>, end: usize) -> bool {
    static UNIT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[ ]?(?:mg|ml|mm|cm|km|kg|%|€|euro|uhr|stück|minuten|minutes?|stunden|hours?|tage|days?|jahre|mal|times|von [0-9])",
        )
    });
    UNIT.is_match(text.after(end, 12))
}

/// Larger towns, for a postal code that stands without a street.
static CITIES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "berlin hamburg munchen koln frankfurt stuttgart dusseldorf leipzig dortmund essen \
         bremen dresden hannover nurnberg duisburg bochum wuppertal bielefeld bonn munster \
         mannheim karlsruhe augsburg wiesbaden kiel freiburg mainz rostock kassel halle \
         magdeburg erfurt lubeck potsdam ulm wien graz linz salzburg innsbruck zurich basel bern \
         geneve lausanne paris lyon marseille toulouse nice nantes strasbourg montpellier \
         bordeaux lille rennes reims toulon grenoble dijon angers madrid barcelona valencia \
         sevilla zaragoza malaga murcia palma bilbao alicante cordoba valladolid vigo gijon \
         granada oviedo roma milano napoli torino palermo genova bologna firenze bari catania \
         verona venezia messina padova trieste parma modena lisboa porto braga coimbra faro \
         aveiro setubal amsterdam rotterdam utrecht eindhoven groningen tilburg almere breda \
         nijmegen haarlem arnhem brussel bruxelles antwerpen gent liege london manchester leeds \
         bristol"
        .split_whitespace()
        .collect()
});

/// "Am Markt 3 Stände", "the old place at 3 Quarry Hill": words that only look like a street.
fn borrowed(text: &Text<'_>, street: &str, end: usize) -> bool {
    const HEADS: &[&str] = &["Am ", "Im ", "Zum ", "Zur ", "Beim "];
    let noun = text
        .after(end, 3)
        .strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let small = street.split(' ').next().is_some_and(|word| word.chars().all(char::is_lowercase));
    let french = small && street.starts_with('p');
    let first = street.split(' ').next().unwrap_or_default().to_lowercase();
    let parked =
        ["park", "arbeits", "stell", "sitz", "studien", "listen", "tabellen", "ausbildungs"]
            .iter()
            .any(|head| first == format!("{head}platz"));
    if parked {
        return true;
    }
    noun && HEADS.iter().any(|head| street.starts_with(head))
        || french && text.language == Some(Language::English)
}

/// A postal code that nothing else explains: not part of a longer number, and where its form is
/// also that of other numbers, in its own language or with its town.
fn code_alone(text: &Text<'_>, code: &str, start: usize, end: usize) -> bool {
    let marks = ['-', '/', '.', '+'];
    let left = text.slice(0, start).ends_with(marks);
    let right = text.after(end, 2);
    let longer =
        right.starts_with(marks) && right.chars().nth(1).is_some_and(char::is_alphanumeric);
    let town = code.chars().filter(|c| c.is_lowercase()).count() > 1;
    let letters = code.chars().any(|c| c.is_ascii_uppercase());
    let british = code.starts_with(|c: char| c.is_ascii_uppercase());
    let home = match (british, letters) {
        (true, _) => true,
        (false, true) => matches!(text.language, Some(Language::Dutch) | None),
        (false, false) => text.language == Some(Language::Portuguese) && !code.starts_with("20"),
    };
    !left && !longer && text.stands_alone(start, end) && (town || home)
}

fn codes(text: &Text<'_>, found: &mut Found) {
    // SW1A 1AA; 1012 AB; 1100-148 Lisboa; 01310-100
    static OWN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"\b(?:[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-HJKPS-UW]?[ ][0-9][ABD-HJLNP-UW-Z]{{2}}|[1-9][0-9]{{3}}[ ]?(?:[A-RT-Z][A-Z]|S[BCE-RT-Z])(?:[ ]{TOWN})?|[0-9]{{4}}-[0-9]{{3}}(?:[ ]{TOWN})?|[0-9]{{5}}-[0-9]{{3}})\b"
        ))
    });
    static CODE_TOWN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"\b(?:(?:D|A|CH|F|E|I|B|L|NL)-)?([0-9]{{4,5}})[ ]({TOWN}(?:[ \-](?:{SMALL}[ \-])?{TOWN}){{0,2}})"
        ))
    });
    static CALLED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i:\b(?:plz|postleitzahl|zip(?: ?code)?|post ?code|postal code|code postal|c[óo]digo postal|c\.?p\.?|cap|postcode)(?:[ :]|is|ist|est|es|[èé]|lautet){0,4})([A-Z0-9][A-Z0-9 \-]{2,8}[0-9A-Z])\b",
        )
    });
    static CONTEXT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:wohn\w*|adresse|anschrift|plz|nach|address|live|adresse|habite|vivo|direcci[óo]n|domicil\w*|indirizzo|abito|residente|morada|moro|woon\w*|adres|liefer\w*|umgezogen|moved)\W*(?:\w+\W+){0,4}$",
        )
    });
    for hit in OWN.find_iter(text.text) {
        if code_alone(text, hit.as_str(), hit.start(), hit.end()) {
            found.add(KIND.id, hit.start(), hit.end(), 0.78);
        }
    }
    for captures in CODE_TOWN.captures_iter(text.text) {
        let (Some(all), Some(code), Some(town)) =
            (captures.get(0), captures.get(1), captures.get(2))
        else {
            continue;
        };
        let first =
            super::name_lists::fold(town.as_str().split([' ', '-']).next().unwrap_or_default());
        let city = CITIES.contains(&first.as_str()) && code.as_str().len() >= 4;
        let near = CONTEXT.is_match(text.before(all.start(), 50))
            && (city || !super::name_lists::is_word(&first));
        if (near || city && code.as_str().len() == 5)
            && !measured(text, code.end())
            && text.stands_alone(all.start(), all.end())
        {
            found.add(KIND.id, all.start(), all.end(), 0.8);
        }
    }
    for captures in CALLED.captures_iter(text.text) {
        if let Some(code) = captures.get(1)
            && code.as_str().chars().any(|c| c.is_ascii_digit())
        {
            found.add(KIND.id, code.start(), code.end(), 0.85);
        }
    }
}
