//! Passwords and codes that a sentence tells: some words behind the word for it, behind a bare "the
//! code is", in answer to a question.

use super::found::Found;
use super::secret_codes::{alone, keyed};
use super::secret_words::{BARE_CODES, CODES, NO_CODES, PASSWORDS, SAID_OF};
use super::secrets::KIND;
use super::text::{Text, pattern};
use regex::Regex;
use std::sync::LazyLock;

pub(super) fn find(text: &Text<'_>, found: &mut Found) {
    safe_words(text, found);
    if !text.has_digits() {
        return;
    }
    minted_behind(text, found);
    soon(text, found);
    bare(text, found);
    asked(text, found);
    on_the_back(text, found);
}

/// "La contraseña que me disteis, Gato.verde7, ...": the first word behind that no sentence has.
fn minted_behind(text: &Text<'_>, found: &mut Found) {
    static WORD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:\p{{L}}*(?:{PASSWORDS})|pass|token|key|cl[ée]|clave|chiave|chave|sleutel|schl[üu]ssel|codewor[dt]|kode)(?:s|es|en|er)?(?:[^\p{{L}}]|$)"
        ))
    });
    static TOKEN: LazyLock<Regex> = LazyLock::new(|| pattern(r#"[^\s"'“”„«»<>()]{6,64}"#));
    for hit in WORD.find_iter(text.text) {
        let tail = text.after(hit.end(), 70);
        let tail = sentence(tail);
        let token = TOKEN.find_iter(tail).find_map(|token| {
            let word = token.as_str().trim_end_matches(['.', ',', ';', ':', '!', '?']);
            minted(word).then_some((hit.end() + token.start(), word.len()))
        });
        if let Some((start, length)) = token {
            let taken = found.spans.iter().any(|span| {
                span.start < start + length && start < span.end && span.kind != "names"
            });
            if !taken {
                found.add(KIND.id, start, start + length, 0.8);
            }
        }
    }
}

/// Up to the end of the sentence: a blank behind its point.
fn sentence(tail: &str) -> &str {
    static END: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\p{L})][.!?][ \n]+\p{Lu}|\n"));
    let first = |end: &str| end.chars().next().map_or(0, char::len_utf8);
    END.find(tail).and_then(|end| tail.get(..end.start() + first(end.as_str()))).unwrap_or(tail)
}

/// Letters and digits with a mark or a capital among them, or many of both: no word, date or file.
fn minted(word: &str) -> bool {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:[0-9]+(?:[.,:/\-][0-9]+)*(?:h|€|\$|er|e|st|nd|rd|th|ml|mg|kg|km|gb|mb|x|uhr|am|pm|min|%)?|.*@.*\..*|(?:https?|www|ftp).*|.*\.(?:pdf|docx?|xlsx?|png|jpe?g|txt|zip|com|org|net|example|test|de|fr|es|it|pt|nl|uk)|(?:windows|office|ios|android|iphone|ipad|galaxy|covid|wpa|mp|v|version|h|raum|room|ebene)-?[0-9].*|[0-9]{1,2}h[0-9]{0,2}|[\p{L}]+/[\p{L}]+.*|[0-9]+-[\p{L}]+(?:-[\p{L}]+)?)$",
        )
    });
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let mark = word.chars().any(|c| !c.is_alphanumeric());
    let inner = word.chars().skip(1).any(char::is_uppercase);
    letters >= 3 && digits >= 1 && (mark || inner || digits >= 2) && !OTHER.is_match(word)
}

/// "Pin della carta nuova 6 0 3 8", "forgot my pin is it still 4471": digits in the same sentence.
fn soon(text: &Text<'_>, found: &mut Found) {
    static SOON: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:{CODES}|{PASSWORDS})(?:[ ,:–-]{{1,3}}[\p{{L}}'’\-]+){{1,7}}[ :,–-]{{1,3}}((?-i:[0-9](?:[ \-]?[0-9]){{3,7}}|[A-Z]?[0-9]{{2,6}}[A-Z][0-9]{{0,4}})[#*]?)"
        ))
    });
    static DATED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:^|[^\p{L}])(?:in|im|en|em|nel|de|since|seit|depuis|desde|dal|sinds|jahr|year|a[ñn]o|tel\.?|phone|t[ée]l\.?|call|ring|ext|zimmer|room|ruf\w*|appel\w*|nummer|number|num[ée]ro|n[úu]mero|ticket|order|version|until|bis|vor|nach|um|at|alle|às|om|à|las) $",
        )
    });
    for hit in SOON.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
        let dated = DATED.is_match(text.before(hit.start(), 14));
        let end = hit.start() + keyed(hit.as_str());
        if end > hit.start() && alone(text, hit.start(), end) && !dated {
            found.add(KIND.id, hit.start(), end, 0.62);
        }
    }
}

/// "Il codice è 14B88", "the code's 4417#": where nothing says which, and no shop's is meant.
fn bare(text: &Text<'_>, found: &mut Found) {
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r#"(?i)(?:^|[^\p{{L}}])(?:{BARE_CODES})["'„“«]?((?-i:[A-Z]{{0,3}}[0-9][0-9A-Z]*(?:[ \-][0-9A-Z]{{1,4}}){{0,4}}[#*]?))"#
        ))
    });
    static NOT: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i)(?:^|[^\p{{L}}])\p{{L}}*(?:{NO_CODES})")));
    for hit in BARE.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
        let end = hit.start() + keyed(hit.as_str());
        let shop = NOT.is_match(text.before(hit.start(), 60)) || NOT.is_match(text.after(end, 40));
        if end > hit.start() && !shop && alone(text, hit.start(), end) {
            found.add(KIND.id, hit.start(), end, 0.7);
        }
    }
}

/// "The alarm code? 7719", and on the next line of a chat.
fn asked(text: &Text<'_>, found: &mut Found) {
    static ASKED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:{CODES}|{PASSWORDS})(?: \p{{L}}+){{0,4}} ?\?[\s\-–—>]{{0,5}}(?:[\p{{L}}'’]+[ :,.]{{1,3}}){{0,4}}((?-i:[A-Z]{{0,2}}[0-9][0-9A-Z]{{2,9}}[#*]?))"
        ))
    });
    for hit in ASKED.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
        let end = hit.start() + keyed(hit.as_str());
        if end > hit.start() && alone(text, hit.start(), end) {
            found.add(KIND.id, hit.start(), end, 0.66);
        }
    }
}

/// Words agreed upon, which are words: the safe word is pineapple.
fn safe_words(text: &Text<'_>, found: &mut Found) {
    static SAFE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r#"(?i)(?:^|[^\p{L}])(?:safe ?word|code ?word|secret word|memorable (?:word|place|name|answer)|security (?:answer|word)|code ?wort|losungswort|sicherheitswort|merkwort|kennwort|mot (?:secret|de code)|r[ée]ponse secr[èe]te|palabra (?:clave|secreta|de seguridad)|respuesta secreta|parola (?:segreta|di sicurezza|d['’]ordine)|risposta segreta|palavra[- ](?:secreta|de seguran[çc]a)|resposta secreta|codewoord|geheim woord|wachtwoord bij afhalen)(?: \p{L}+){0,3}?(?: ?[:=]| is| ist| lautet| est| es| [èé]| era| was| war)[ ]["'„“«]?([\p{L}\p{N}][\p{L}\p{N}\-]{3,30})"#,
        )
    });
    static SAID: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"(?i)^(?:{SAID_OF})$")));
    for hit in SAFE.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
        if !SAID.is_match(hit.as_str()) {
            found.add(KIND.id, hit.start(), hit.end(), 0.8);
        }
    }
}

/// The three digits on the back of a card.
fn on_the_back(text: &Text<'_>, found: &mut Found) {
    static BACK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:^|[^\p{L}])(?:cvv2?|cvc2?|cvn|cid|csc|security (?:code|number|digits)|(?:karten)?pr[üu]f(?:nummer|ziffern?|zahl|code)|kpn|cryptogramme(?: visuel)?|cl[ée] (?:au dos|de contr[ôo]le)|(?:three|3|last three|drei|letzten drei|trois|tres|[úu]ltimos tres|tre|ultime tre|tr[êe]s|[úu]ltimos tr[êe]s|drie|laatste drie) (?:digits|numbers|ziffern|zahlen|chiffres|d[íi]gitos|n[úu]meros|cifre|numeri|cijfers|nummers)|(?:number|code|digits|nummer|zahl|num[ée]ro|chiffres|c[óo]digo|n[úu]mero|codice|numero|cijfers?) (?:on the back|at the back|hinten(?: drauf)?|auf der r[üu]ckseite|au dos|derri[èe]re|de atr[áa]s|del reverso|por detr[áa]s|sul retro|dietro|no verso|de tr[áa]s|atr[áa]s|achterop|op de achterkant))(?:[ ](?:on the back|at the back|hinten(?: drauf)?|auf der r[üu]ckseite|au dos|derri[èe]re|de atr[áa]s|del reverso|por detr[áa]s|sul retro|dietro|no verso|de tr[áa]s|atr[áa]s|achterop|op de achterkant|of the card|der karte|de la carte|de la tarjeta|della carta|do cart[ãa]o|van de kaart|da carta))*(?:[ :=(,–-]|is|are|ist|sind|lautet|est|sont|es|son|[èé]|sono|s[ãa]o|zijn){0,5}([0-9]{3,4})(?:[^0-9\p{L}]|$)",
        )
    });
    for hit in BACK.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
        found.add(KIND.id, hit.start(), hit.end(), 0.88);
    }
}
