//! Numbers that stand for a person and are announced from further away: some words behind their
//! label, in answer to a question, in a list of which one was called so, on a card.

use super::cues::{self, Cue};
use super::found::Found;
use super::record_words::{BEARERS, PASSES, REGISTERS, THINGS, WORDS};
use super::records::{KIND, enough};
use super::text::{Text, pattern};
use super::{checks, names};
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Capitals, digits, and the marks between them.
const VALUE: &str = r"(?:[A-Z]{1,6}[-/. ])?(?:[A-Z]{1,4}[-/.]?)?[0-9][0-9A-Z]*(?:[-/.][0-9A-Z]+|[ \u00a0](?:[0-9]{2,}[A-Z]?|[A-Z]{2}\b|[A-D]\b|[A-Z][ \u00a0][0-9]{3}\b|[0-9]\b))*";

pub(super) fn find(text: &Text<'_>, found: &mut Found) {
    behind_words(text, found);
    registered(text, found);
    on_passes(text, found);
    of_bearers(text, found);
    passports(text, found);
    members(text, found);
    alike(text, found);
}

/// Nothing else explains it, and it is long enough.
fn good(text: &Text<'_>, start: usize, end: usize, digits: usize) -> bool {
    static UNIT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^ ?(?:€|\$|£|%|°|eur\b|euros?\b|usd|chf|gbp|mg\b|ml\b|kg\b|km\b|cm\b|mm\b|h\b|[,.:][0-9])",
        )
    });
    let value = text.slice(start, end);
    text.stands_alone(start, end)
        && enough(value)
        && checks::digits(value).len() >= digits
        && !UNIT.is_match(text.after(end, 8))
        && !text.before(start, 2).trim_end().ends_with(['€', '$', '£', '@'])
}

/// "Pratica di invalidità domus 3930987700451"; "número de socio? espera... 7 733 102".
fn behind_words(text: &Text<'_>, found: &mut Found) {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i:(?:^|[^\p{{L}}])(?:{WORDS})((?:[ ](?-i:\p{{Ll}})[\p{{L}}'’\-]*){{1,4}}[ ]?(?:n[.º°]{{1,2}}|nr\.?|no\.?)?[: ]{{1,2}}|[ ]?[?.]{{1,3}}[^0-9\n?]{{0,44}}?[ ,.:]))({VALUE})"
        ))
    });
    static ASIDE: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i)(?:^|[^\p{{L}}])(?:{THINGS})")));
    static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:^|[^\p{L}])(?:on|am|le|el|il|op|at|um|for|f[üu]r|seit|since|in|im|until|bis|paid|costs?|kostet)[ ]$|[.?!] (?-i:\p{Lu})",
        )
    });
    let mut at = 0;
    while let Some(hit) = FORM.captures_at(text.text, at) {
        let (Some(link), Some(value)) = (hit.get(1), hit.get(2)) else { break };
        at = link.start() + 1;
        at = (at..text.text.len())
            .find(|i| text.text.is_char_boundary(*i))
            .unwrap_or(text.text.len());
        let said = value.as_str();
        let asked = link.as_str().contains(['?', '.']);
        let code = said.chars().any(|c| c.is_ascii_uppercase()) || said.contains('/');
        let least = if asked || code { 5 } else { 6 };
        let other = matches!(
            cues::before(text, value.start(), 40),
            Some(Cue::Phone | Cue::Account | Cue::Card | Cue::Thing)
        );
        let aside = ASIDE.is_match(link.as_str()) || BETWEEN.is_match(link.as_str());
        if !other && !aside && good(text, value.start(), value.end(), least) {
            found.add(KIND.id, value.start(), value.end(), 0.7);
        }
    }
}

/// Cod. reg. 41877, prot. 2023/HC/551, Registro DS-118.440, rep. 44.190: short labels of registers.
fn registered(text: &Text<'_>, found: &mut Found) {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?:^|[^\p{{L}}])(?i:{REGISTERS})(?:(?i:[ ]?(?:n[.º°]{{1,2}}|nr\.?|no\.?|num\.?|number|:|#)|[ ](?:is|ist|est|es|è|é))){{0,2}}[ ]?({VALUE})"
        ))
    });
    for hit in FORM.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
        let (start, end) = (hit.start(), hit.end());
        if text.stands_alone(start, end) && (enough(hit.as_str()) || hit.as_str().len() > 5) {
            found.add(KIND.id, start, end, 0.8);
        }
    }
}

/// Carte 40021187, badge V-0417, tarjeta AN0483317295: what is printed on a card that is no bank's.
fn on_passes(text: &Text<'_>, found: &mut Found) {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i:(?:^|[^\p{{L}}])(?:{PASSES})(?:[ ](?:d['’]|de |del |della |da |do |van |of )?(?-i:\p{{Ll}}+)){{0,2}}(?:[ ]?(?:n[.º°]{{1,2}}|nr\.?|no\.?|num\.?|number|:|#|\()){{0,2}}[ ]?)({VALUE})"
        ))
    });
    for hit in FORM.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
        let letter = hit.as_str().chars().any(|c| c.is_ascii_uppercase());
        let least = if letter { 3 } else { 6 };
        if good(text, hit.start(), hit.end(), least) {
            found.add(KIND.id, hit.start(), hit.end(), 0.68);
        }
    }
}

/// "Je suis étudiante en L2 (n° 22104417, ...": the word for number, and who has one before it.
fn of_bearers(text: &Text<'_>, found: &mut Found) {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:{BEARERS})(?:[ ][^.;:!?\n()0-9]{{0,28}}|[^.;:!?\n()]{{0,12}})[ (,]{{1,2}}(?:n[.º°]{{1,2}}|nr\.?|no\.?|num\.?|number|nummer|num[ée]ro|n[úu]mero|numero|id)[ :.]{{0,2}}(?-i:({VALUE}))"
        ))
    });
    for hit in FORM.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
        let thing = matches!(cues::before(text, hit.start(), 24), Some(Cue::Thing | Cue::Phone));
        if !thing && good(text, hit.start(), hit.end(), 4) {
            found.add(KIND.id, hit.start(), hit.end(), 0.68);
        }
    }
}

/// Álvaro Example PAB402917: behind a name, where passports or identity cards are spoken of.
fn passports(text: &Text<'_>, found: &mut Found) {
    static SPOKEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:^|[^\p{L}])(?:passports?|reisep[aä]ss\p{L}*|ausweis\p{L}*|passeports?|pi[èe]ces? d['’]identit[ée]|pasaportes?|dni|nie|passaport[oie]|carta d['’]identit[àa]|documenti|passaportes?|cart[ãa]o de cidad[ãa]o|paspoort(?:en)?|id-?kaart(?:en)?|documents?|documentos?)(?:[^\p{L}]|$)",
        )
    });
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"\b[A-Z]{1,3}[0-9]{6,7}[A-Z]{0,2}\b|\b[0-9]{2}[A-Z]{2}[0-9]{5}\b")
    });
    if !SPOKEN.is_match(text.text) {
        return;
    }
    for hit in FORM.find_iter(text.text) {
        let near = found
            .of(names::KIND.id)
            .any(|name| name.end <= hit.start() && hit.start() - name.end <= 14);
        if near && text.stands_alone(hit.start(), hit.end()) {
            found.add(KIND.id, hit.start(), hit.end(), 0.75);
        }
    }
}

/// A list of members, each with a number before the name.
fn members(text: &Text<'_>, found: &mut Found) {
    static LIST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:^|[^\p{L}])(?:members|students|pupils|customers|clients|patients|tenants|candidates|mitglieder|sch[üu]ler(?:innen)?|kunden|patienten|mieter|bewerber|teilnehmer|adh[ée]rents|[ée]l[èe]ves|[ée]tudiants|locataires|abonn[ée]s|candidats|abonados|socios|alumnos|clientes|pacientes|admitidos|aprobados|inquilinos|iscritti|soci|alunni|studenti|pazienti|clienti|candidati|s[óo]cios|alunos|utentes|aprovados|candidatos|leden|leerlingen|studenten|klanten|pati[ëe]nten|huurders|deelnemers|listado|liste|lista|lijst|rela[çc][ãa]o|elenco)(?:[^\p{L}]|$)",
        )
    });
    static ITEM: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:^|[\n;:,•–-] ?)([A-Z]{0,3}[0-9]{4,9})[ ,;:\t–-]{1,3}\p{Lu}"));
    if !LIST.is_match(text.text) {
        return;
    }
    let items: Vec<(usize, usize)> = ITEM
        .captures_iter(text.text)
        .filter_map(|hit| hit.get(1))
        .map(|hit| (hit.start(), hit.end()))
        .filter(|(start, end)| good(text, *start, *end, 4))
        .filter(|(_, end)| {
            found.of(names::KIND.id).any(|name| name.start >= *end && name.start - end <= 4)
        })
        .collect();
    let same = items.iter().all(|(start, end)| end - start == items[0].1 - items[0].0);
    if items.len() >= 2 && same {
        items.into_iter().for_each(|(start, end)| found.add(KIND.id, start, end, 0.82));
    }
}

/// Once one is called a member's, those of the same shape beside names are too.
fn alike(text: &Text<'_>, found: &mut Found) {
    static TOKEN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"[A-Z]{0,4}[-/]?[0-9][0-9A-Z]*(?:[-/.][0-9A-Z]+)*"));
    let shape = |value: &str| -> String {
        let one = |c: char| match c {
            '0'..='9' => '9',
            'A'..='Z' => 'A',
            other => other,
        };
        value.chars().map(one).collect()
    };
    let known: HashSet<String> = found
        .of(KIND.id)
        .map(|span| shape(text.slice(span.start, span.end)))
        .filter(|shape| shape.len() >= 4 && !shape.contains(' '))
        .collect();
    if known.is_empty() {
        return;
    }
    let mut more = Vec::new();
    for hit in TOKEN.find_iter(text.text) {
        let (start, end) = (hit.start(), hit.end());
        if !known.contains(&shape(hit.as_str())) {
            continue;
        }
        let beside = found.of(names::KIND.id).any(|name| {
            name.end <= start && start - name.end <= 3 || end <= name.start && name.start - end <= 3
        });
        let taken = found.of(KIND.id).any(|span| span.start < end && start < span.end);
        if beside && !taken && good(text, start, end, 4) {
            more.push((start, end));
        }
    }
    for (start, end) in more {
        found.add(KIND.id, start, end, 0.66);
    }
}
