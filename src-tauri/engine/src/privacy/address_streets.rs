//! What the first line of an address looks like: a street with its number as each language writes
//! it, a house with a name, a place in the country.

use super::text::latin as pattern;
use regex::Regex;
use std::sync::LazyLock;

/// A word of a street's or town's name: capital first.
pub(super) const NAME: &str = r"\p{Lu}[\p{L}\p{M}'’\-.]*";
/// Small words inside one: de la, van der, upon. Any short ones, since a list of them stands in
/// each form several times.
pub(super) const SMALL: &str = r"(?:[a-zà-ÿ]{1,5}|dell['’]|l['’]|d['’]|a\.)";
/// The number of a house.
pub(super) const HOUSE: &str = r"[0-9]{1,5}(?:[ ]?[\-–/+][ ]?[0-9]{1,4}\b){0,3}(?:[ ]?[\-/]?[ ]?(?:[a-zA-Z](?:[\-–/+][a-zA-Z0-9])?|bis|ter|quater|hs|huis|[0-9]?hoog|[IVX]{2,4})\b)?";

/// Whether a postal code can be among it: four digits, or a letter and digits in turns.
pub(super) fn may_hold_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(4).any(|four| four.iter().all(u8::is_ascii_digit))
        || bytes.windows(2).any(|two| two[0].is_ascii_uppercase() && two[1].is_ascii_digit())
}

/// What must stand around a form for it to be an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    Nothing,
    /// A postal code behind it.
    Code,
    /// A postal code, in a language that writes nouns small.
    Small,
    /// English, or a postal code.
    English,
    /// One with letters, as Britain and its daughters write them.
    Letters,
}

/// A number without a word between it and the street, with one, or none at all.
fn number() -> String {
    format!(
        r"(?:(?:,?[ ]?(?i:n\.?[ ]?[°ºo]\.?|nr\.?|n\.|número|núm\.|num\.?|nº|numero|no\.?|km\.?|#|lote|lt\.?|lot|parcela|civico|nave|bloque|bl\.|bloco|chalet|quadra)[ ]?|[ ]?,[ ]?|[ ]){{1,2}}{HOUSE}(?:,[0-9]\b)?|,?[ ](?i:s/n[º°]?|s/nº|snc|s\.n\.c\.?)(?:[^\p{{L}}]|$))"
    )
}

/// The words of a street's name, the first of which may be small.
fn words() -> String {
    format!(
        r"(?:{SMALL}[ \u00a0]?){{0,3}}[\p{{L}}0-9][\p{{L}}\p{{M}}0-9'’\-.]*(?:[ ](?:{SMALL}[ ]?){{0,3}}{NAME}){{0,4}}"
    )
}

pub(super) fn streets() -> &'static [(Needs, Regex)] {
    static STREETS: LazyLock<Vec<(Needs, Regex)>> = LazyLock::new(|| {
        let all = [germanic(), british(), romance(), country()];
        all.into_iter().flatten().collect()
    });
    &STREETS
}

fn plain(text: &str) -> (Needs, Regex) {
    (Needs::Nothing, pattern(text))
}

fn coded(text: &str) -> (Needs, Regex) {
    (Needs::Code, pattern(text))
}

/// Hauptstraße 12, Am Markt 3, Prinsengracht 402-3.
fn germanic() -> Vec<(Needs, Regex)> {
    vec![
        // Berliner Str. 5a, kerkstraat 3
        plain(&format!(
            r"(?:{NAME}[ \-]){{0,3}}(?:\p{{L}}[\p{{L}}\-.]*)?(?i:straße|strasse|straat|str\.|gracht|allee|gasse|chaussee|singel|plantsoen|steenweg|dreef|twiete|promenade|kade|laan|plein)(?:[ ](?i:nr\.?|no\.?))?[ ]?{HOUSE}"
        )),
        plain(&format!(
            r"(?:{NAME}[ \-]){{1,3}}(?:Straße|Strasse|Str\.|Str|Weg|Platz|Allee|Gasse|Ring|Ufer|Damm|Chaussee|Hof|Markt|Promenade|Steig|Pfad|Tor|Berg|Kade|Laan|Plein|Park|Graben|Reihe|Stieg|Deich|Wall|Brücke|Höhe|Gracht|Dijk|Baan|Singel|Kaai|straat|laan|weg|plein)(?:[ ](?i:nr\.?|no\.?))?[ ]{HOUSE}"
        )),
        // Lindenweg 3, Marktplatz 1, Stationsplein 4
        plain(&format!(
            r"\p{{Lu}}[\p{{L}}\-]+(?:weg|platz|ring|ufer|damm|steig|pfad|hof|berg|graben|markt|wall|tor|stieg|garten|winkel|zeile|kamp|feld|anger|deich|redder|rain|leite|höhe|brücke|bleiche|wiese|wiesen|siedlung|dijk|baan|wal|burgwal|hoek|veld|park|pad|steeg|weide|kwartier|brink|einde|kaai|lei|vest|markt|poort|erf|oord)[ ]{HOUSE}"
        )),
        // Am Markt 3, An der Alster 12, Unter den Linden 5, Achter de Dom 20
        plain(&format!(
            r"\b(?:Am|An der|An den|Im|In der|In den|Zum|Zur|Auf dem|Auf der|Auf den|Unter den|Hinter der|Hinter dem|Vor dem|Bei der|Beim|Alte|Alter|Neue|Neuer|Große|Kleine|Lange|Kurze|Hohe|Breite|Obere|Oberer|Untere|Unterer|Op de|Op den|Op 't|Oude|Nieuwe|Laan van|Aan de|Aan het|Achter de|Achter het|Onder de|Boven de|Voor de|Hof van)[ ](?:Alten?[ ]|Neuen?[ ]|Großen?[ ]|Kleinen?[ ])?{NAME}(?:[ ](?:(?:aan|van)[ ](?:de|het|den)[ ])?{NAME})?[ ]{HOUSE}"
        )),
        // Steenweg op Gent 148; Oude Gracht aan de Werf 33
        plain(&format!(
            r"\b(?:Steenweg|Chaussée|Baan|Weg|Laan|Gracht)[ ](?:op|naar|van|de|aan)[ ](?:(?:de|het|den)[ ])?{NAME}[ ]{HOUSE}"
        )),
        // De Wittenkade 111, 't Hoogt 4, Plein 1944 nr. 12, Meir 78
        coded(&format!(
            r"(?:\b(?:De|Het)|['’]t)[ ](?:{NAME}[ ]){{1,2}}(?:(?:nr|no)\.?[ ])?{HOUSE}"
        )),
        coded(&format!(r"\bPlein[ ]1[0-9]{{3}}[ ](?:(?i:nr|no)\.?[ ])?{HOUSE}")),
        // an der bleiche 7, 38100 braunschweig
        coded(
            r"\b(?:am|an der|an den|im|in der|zum|zur|auf dem|auf der|unter den|hinter der|op de|aan de|aan het) \p{Ll}[\p{Ll}\-]+(?: \p{Ll}[\p{Ll}\-]+)? [0-9]{1,4}[a-z]?",
        ),
        coded(
            r"\b\p{Ll}[\p{Ll}\-]{2,}(?:weg|platz|ring|ufer|damm|steig|pfad|hof|berg|graben|markt|wall|tor|str|dijk|baan|wal|hoek|veld|park|pad|steeg) [0-9]{1,4}[a-z]?",
        ),
        // Q7, 24, 68161 Mannheim
        coded(r"\b[A-U][ ]?[0-9],?[ ][0-9]{1,3}(?:[\-–][0-9]{1,3})?[a-z]?"),
    ]
}

/// 12 Mill Lane, 2207 W. Alder St., 3a Tithe Barn Cottages.
fn british() -> Vec<(Needs, Regex)> {
    const KINDS: &str = r"street|st\.?|road|rd\.?|avenue|ave\.?|lane|ln\.?|drive|dr\.?|close|court|ct\.?|place|pl\.?|square|sq\.?|way|terrace|crescent|cres\.?|boulevard|blvd\.?|gardens?|gdns|grove|hill|park|row|mews|walk|parade|pde|highway|hwy\.?|parkway|pkwy|green|rise|view|circle|cir|trail|wharf|quay|broadway|cottages|villas|buildings|mansions|yard|gate|vale|hill top|top|heights|fields?|meadows?|croft|paddocks?|orchard|drove|bank|embankment|esplanade|promenade|circus|loop|pike|plaza|turnpike|path|ridge|run|crossing|bend|approach|end|side|wynd|brae|loan|parc|copse|ridings|spinney|chase|dell|glade|garth|fold|ginnel|pass";
    let english = |text: &str| (Needs::English, pattern(text));
    vec![
        english(&format!(
            r"\b[0-9]{{1,5}}(?:[ ]?[\-–/][ ]?[0-9]{{1,4}})?[A-Za-z]?,?[ ](?:(?:[NSEW]|NE|NW|SE|SW|North|South|East|West|Old|New|The|St\.?|[0-9]{{1,3}}(?:st|nd|rd|th)|\p{{Lu}}[\p{{L}}'’\-]*)[.'’]?[ ]){{1,4}}(?i:{KINDS})\b(?:[ ](?:North|South|East|West|NE|NW|SE|SW|[NSEW])\b\.?)?(?:,?[ ](?i:flat|apt\.?|apartment|unit|suite|#)[ ]?#?[0-9]{{1,5}}[A-Za-z]?\b)?"
        )),
        plain(r"\b[0-9]{1,5}[A-Za-z]?,?[ ]Broadway\b"),
        // 22 Hill Top, 8 High Trees: any capitals, if a postal code follows
        (
            Needs::Letters,
            pattern(
                r"\b[0-9]{1,5}(?:[ ]?[\-–/][ ]?[0-9]{1,4})?[A-Za-z]?,?[ ](?:\p{Lu}[\p{L}'’\-]*\.?[ ]?(?:(?:y|yr|of|the|na|an|upon|on|de)[ ])?){1,4}",
            ),
        ),
        // Rose Cottage, Church Lane, without a number
        plain(
            r"(?:The[ ])?(?:\p{Lu}[\p{L}'’]*[ ]){1,2}(?:House|Cottage|Farm|Farmhouse|Barn|Lodge|Hall|Mill|Court|Rectory|Vicarage|Manor|Chapel|Forge|Villa|Grange|Stables),[ ](?:\p{Lu}[\p{L}'’]*[ ]){1,3}(?:Street|Road|Lane|Close|Drive|Avenue|Hill|Green|Row|Way)\b",
        ),
        // 48 elm street, springfield, il 62704
        coded(
            r"\b[0-9]{1,5}[a-z]? (?:[a-z'’\-]+ ){1,3}(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|ct|place|pl|way|terrace|crescent|blvd|gardens|grove|row|mews|walk)\b\.?(?:,? (?:apt|unit|flat|suite|#) ?#?[0-9]+[a-z]?)?",
        ),
        // RR 2, Box 48
        coded(r"\b(?:RR|HC|Rural Route)[ ][0-9]{1,3},?[ ]Box[ ][0-9]{1,5}[A-Z]?"),
    ]
}

/// 12 bis, rue de la Paix; Calle Mayor, 5; Via Roma 12; Rua das Flores, n.º 3; Cra. 7 # 71-21.
fn romance() -> Vec<(Needs, Regex)> {
    let (words, number) = (words(), number());
    vec![
        plain(&format!(
            r"(?i:\b[0-9]{{1,4}}(?:[ ]?,?[ ]?(?:bis|ter|quater|[a-d])\b)?,?[ ](?:rue|r\.|avenue|av\.|av|boulevard|bd\.?|bld|blvd|place|pl\.|chemin|ch\.|impasse|imp\.|allées?|quai|route|rte\.?|cours|square|passage|faubourg|fbg|villa|résidence|lotissement|hameau|sentier|ruelle|esplanade|montée|promenade|rond-point|cité|venelle|traverse|clos|domaine|voie|rampe|côte|parvis|levée|galerie|cour|mail)[ ]){words}"
        )),
        // Rue de la Loi 16, Ch. des Vignes 3
        plain(&format!(
            r"(?i:\b(?:rue|avenue|chaussée|boulevard|place|chemin|route|quai|allée|square|drève|clos|sentier|impasse|(?-i:Ch\.|Av\.|Rte|Bd))[ ]){words}{number}"
        )),
        plain(&format!(
            r"(?i:(?:\b(?:calle|avenida|avinguda|avgda\.?|avda\.?|avd\.?|av\.?|plaza|plaça|plazuela|pza\.?|plz\.|pl\.|paseo|passeig|pso\.|carretera|carrer|ctra\.?|camino|cno\.|camí|ronda|rda\.|travesía|trva\.|urbanización|urb\.|glorieta|callejón|pasaje|passatge|rambla|cuesta|rúa|praza|alameda|costanilla|vía|bulevar|boulevard|bajada|subida|senda|jirón|jr\.|calzada|prolongación|privada|cerrada|andador|circuito|pasaje|diagonal|transversal|barrio|polígono|pol\.|via|viale|v\.le|piazza|p\.zza|p\.za|corso|c\.so|largo|vicolo|vico|piazzale|piazzetta|p\.le|strada|contrada|c\.da|lungotevere|lungarno|lungomare|lungo|galleria|salita|borgo|calata|rione|rampa|scalinata|traversa|località|loc\.|frazione|fraz\.|fondamenta|calle|campo|ramo|maso|rua|(?-i:R\.)|praça|pça\.?|pc\.|travessa|tv\.|trav\.|estrada|estr\.|alameda|al\.|beco|calçada|calç\.|rotunda|bairro|praceta|pct\.|quinta|qta\.|azinhaga|ladeira|rodovia|rod\.|viela|vereda|escadinhas|caminho|loteamento|conjunto|setor|vila|servidão)|\bc/\.?|\b(?-i:C\.)|\bp\.?º)(?:[ ]|\b)){words}{number}"
        )),
        // Via Garibaldi, 20121 Milano
        coded(&format!(
            r"\b(?:Calle|C/|Avenida|Avda\.|Av\.|Plaza|Paseo|Via|Viale|Piazza|Corso|Largo|Vicolo|Strada|Rua|Praça|Travessa|Avenue|Rue|Place|Chemin|Impasse|Allée)[ ]{words}"
        )),
        // Cra. 7 # 71-21, Calle 85 No. 12-34
        plain(
            r"(?i)\b(?:calle|cll?\.?|carrera|cra\.?|kra?\.?|diagonal|diag\.|transversal|tv\.?|avenida|av\.?)[ ][0-9]{1,3}[ ]?[a-z]?(?:[ ]bis)?(?:[ ](?:sur|norte|este|oeste))?[ ]?(?:#|no\.?|n[°º]\.?)[ ]?[0-9]{1,3}[ ]?[a-z]?[ ]?[\-–][ ]?[0-9]{1,3}",
        ),
        // SQN 108, Bloco B
        plain(
            r"\b(?:SQN|SQS|SHIS|SHIN|CLN|CLS|SCLN|SCLS|SCS|SCN|SBN|SBS|QI|QL|QNM|QNN|QS|QE)[ ][0-9]{1,3},?[ ](?i:bloco|bl\.?|conjunto|cj\.?|lote|lt\.?|loja|casa)[ ][0-9A-Z]{1,3}\b",
        ),
        // Strada Provinciale 12 km 4, Estrada Nacional 2, Ctra. N-340, km 12
        plain(
            r"(?i)\b(?:strada (?:provinciale|statale|comunale)|s\.?[ps]\.?|estrada (?:nacional|municipal)|rod(?:ovia|\.)|(?:carretera|ctra\.?)(?: nacional)?|route (?:nationale|départementale))[ ](?:[a-z]{1,3}[ \-]?)?[0-9]{1,4}(?:,?[ ](?:km|n\.|nº|n°)[ .]?[0-9]{1,4}(?:[,.][0-9]{1,3})?)",
        ),
        coded(
            r"(?i)\b(?:estrada (?:nacional|municipal)|strada (?:provinciale|statale|comunale))[ ][0-9]{1,4}",
        ),
        // 12 rue victor hugo 69002 lyon; calle mayor 12 3b, 50001 zaragoza: without capitals
        plain(
            r"\b[0-9]{1,4}(?: ?(?:bis|ter|quater))?,? (?:rue|avenue|av|boulevard|bd|place|chemin|impasse|allée|allee|route|rte|quai|cours|square) \p{Ll}[\p{Ll}'’ \-]{2,40}?,? [0-9]{5} \p{Ll}{3,}(?:[ \-]\p{Ll}{3,}){0,2}",
        ),
        plain(
            r"\b(?:calle|c/|avenida|avda\.?|av\.|plaza|paseo|via|viale|piazza|corso|rua|travessa|largo|praça|praca) \p{Ll}[\p{Ll}'’ .\-]{2,40}?,? (?:n\.?[º°]? ?)?[0-9]{1,4}[a-z]?\b(?:[ ,]{1,2}[0-9]{1,2}[ºª.]{0,2} ?[a-z]\b)?",
        ),
    ]
}

/// Places in the country, which have a name where streets have numbers.
fn country() -> Vec<(Needs, Regex)> {
    // Muelle de la Sal 5, Riva del Sale 5: no word that streets have
    let any = pattern(&format!(
        r"\b{NAME}(?:[ ](?:{SMALL}[ ]){{0,2}}{NAME}){{0,3}},?[ ](?:(?i:n\.?[º°o]\.?|nr\.|n\.)[ ]?)?{HOUSE}"
    ));
    let number = number();
    let places = format!(
        r"\b(?i:lieu-dit|lieudit|hameau|quartier|ferme|domaine|mas|château|moulin|lugar|sítio|sitio|quinta|herdade|monte|fazenda|chácara|povoação|casal|località|loc\.|frazione|fraz\.|contrada|c\.da|maso|masseria|cascina|podere|agriturismo|villaggio|borgata|regione|urbanización|urb\.|polígono(?: industrial)?|pol\. ?ind\.|finca|cortijo|caserío|masía|aldea|partida|paraje|barrio|residencial|conjunto residencial|parque empresarial|zona industrial(?:e)?|zone (?:industrielle|artisanale|d['’]activités)|z\.?a\.?c?|z\.?i\.?|parc d['’]activités|hof|gut|gehöft|weiler|einöde|schloss|mühle|forsthaus|boerderij|hoeve|buurtschap|landgoed|camping|bungalowpark|vakantiepark|recreatiepark)[ ](?:{SMALL}[ ]?){{0,3}}{NAME}(?:[ ](?:{SMALL}[ ]?){{0,3}}{NAME}){{0,3}}"
    );
    // A code of digits looks like a number, so the form without one is tried as well.
    vec![coded(&places), coded(&format!("{places}{number}")), (Needs::Small, any)]
}

/// P.O. boxes.
pub(super) fn boxes() -> &'static Regex {
    static BOXES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:p\.?[ ]?o\.?[ ]?box|post office box|gpo box|locked bag|private bag|postfach|schließfach|postbus|antwoordnummer|apartado(?: de correos| postal)?|apdo\.?(?: de correos)?|ap\. correos|casilla(?: de correo)?|casella postale|c\.?[ ]?p\.(?:[ ]n\.)?|bo[îi]te postale|b\.?p\.?|case postale|caixa postal|cx\.? ?postal|c\.s\.|cs|tsa)[ ](?:n[°º.][ ]?)?[0-9]{1,6}(?:[ ][0-9]{2,4}){0,2}\b",
        )
    });
    &BOXES
}
