//! What a text is about: in a list of goods, in talk of books and films, and in what all the world
//! knows by name, a listed name alone is none of a person's.

use super::name_famous::famous;
use super::names::Names;
use super::text::{Text, pattern};
use regex::Regex;
use std::sync::LazyLock;

impl Names<'_> {
    /// Takes back what the context explains; what was announced stays.
    pub(super) fn settle(&mut self) {
        if self.spans.is_empty() {
            return;
        }
        let goods = goods(self.text);
        let priced = priced(self.text);
        let culture = culture(self.text);
        let known = famous(self.text);
        let spans = std::mem::take(&mut self.spans);
        self.spans = spans
            .into_iter()
            .filter(|(first, last, sure)| {
                let told = (*first..=*last).any(|i| self.told[i]);
                let (start, end) = (self.text.words[*first].start, self.text.words[*last].end);
                let inside = |(from, to): &(usize, usize)| *from <= start && end <= *to;
                let weak = *sure < 0.75 || first == last && *sure < 0.92;
                let explained = culture.iter().any(inside)
                    || goods && weak && priced.iter().any(inside)
                    || quoted(self.text, start, end);
                // One word alone is also a person's where a title or the list of first names says so.
                let all = known.iter().any(|(from, to)| {
                    from <= first
                        && last <= to
                        && (to > from
                            || !self.known[*first].any_name()
                            || !told && !self.known[*first].first)
                });
                !(all || explained && !told)
            })
            .collect();
    }
}

/// A price, a measure, a size.
fn measure() -> &'static Regex {
    static MEASURE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:[0-9](?:[.,][0-9]{1,2})? ?(?:€|£|\$|eur(?:os?)?\b|g\b|gr\b|kg\b|mg\b|ml\b|cl\b|dl\b|l\b|cm\b|mm\b|km\b|tsp\b|tbsp\b|el\b|tl\b|reais\b|stück\b|dozen\b|tassen\b|kilo\b|min\b|%)|[€£$] ?[0-9]|\b[0-9]{1,3},[0-9]{2}\b|\b[0-9]+ ?x ?[0-9]*\b|\bx ?[0-9]+\b|\b(?:art|réf|ref)\.?(?:[ \-]?nr)?\.? ?[0-9]|\b(?:baujahr|modell|modelo|model|modèle|modello|size|größe|taille|talla|taglia|maat|usado|usata|usada|used|gebraucht|occasion|tweedehands|boek|kilo|chilo|quilo)\b)",
        )
    });
    &MEASURE
}

/// Prices and measures, at least two of them, and nobody's address or phone among them.
fn goods(text: &Text<'_>) -> bool {
    static DISH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:(?:zwei|drei|two|three|deux|trois|un|une|una|uno|dos|tres|due|tre|duas|dois|twee|drie|een|ein|eine|a) (?:\p{L}+ ){0,1}(?:cola|pizza|bier|beer|pint|bottle|bouteilles?|botellas?|bottiglie?|garrafas?|flessen?|flaschen?|cañas?|copas?|cafés?|caffè|spritz|tapas?|tagliere)|pizza|pints?|cocktails?|glass of|verre de|vaso de|bicchiere|copo de|glas)\b",
        )
    });
    if text.text.contains('@') {
        return false;
    }
    let measures = measure().find_iter(text.text).count();
    measures >= 2
        || measures == 1 && DISH.is_match(text.text)
        || DISH.find_iter(text.text).count() >= 2
        || measures == 1 && text.words.len() <= 12 && !text.text.contains(['?', '!'])
}

/// The sentences that tell of books, plays, films and lessons on them.
fn culture(text: &Text<'_>) -> Vec<(usize, usize)> {
    static CULTURE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?i)\b(?:",
            r"(?:wir|oberstufe)[^.!?\n]{0,30}\b(?:lesen|gelesen|behandeln|behandelt)|lesen wir|lektüre|kommen? (?:in der|im) (?:prüfung|klausur|test)|thema der|kapitel [0-9]|",
            r"(?:we|year [0-9]+|they|class|pupils)(?:['’]re| are)? (?:all )?(?:reading|studying|doing)|reading list|set text|chapters? [0-9]|recorded|box set|",
            r"(?:on|nous|ils|classe)\b[^.!?\n]{0,12}\b(?:étudi\w+|lisons|lit)\b|au programme|en option|tome [0-9]|chapitre [0-9]|folio|regardé|à l['’]affiche|",
            r"en clase (?:leemos|damos|vemos|hemos|de lengua|de literatura)|literatura|entran? en el examen|damos|leemos|leyendo|vimos|edición|tapa (?:blanda|dura)|capítulos? [0-9]|página|páginas|",
            r"si legg(?:e|ono)|leggiamo|facciamo|abbiamo (?:visto|letto|studiato)|edizione|capitol[oi] [0-9]|cap\. [0-9]|",
            r"lezen (?:we|wij)|(?:we|wij|ik) l(?:ezen|ees)\b|voor de lijst|voor nederlands|komen in de toets|keken|gekeken|voorleesboek|hoofdstuk [0-9]|",
            r"lemos|lendo|(?:no|do) [0-9]+\.[ºo] ano (?:damos|lemos|estudamos)|vimos|edição|capítulos? [0-9]|leiam|teste a|",
            r"(?:exercices?|ejercicios?|esercizi[o]?|exercícios?|opgaven?|aufgaben?|exercises?) [0-9]|tema [0-9]|geografia|geografía|steht im|in opposition|beobachtung|tramonta|sunset|moonrise",
            r")\b"
        ))
    });
    let mut sentences = sentences(text);
    sentences.retain(|(from, to)| CULTURE.is_match(text.slice(*from, *to)));
    sentences
}

/// The sentences in which something is priced or measured, or counted on a line of its own.
fn priced(text: &Text<'_>) -> Vec<(usize, usize)> {
    static COUNT: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b[0-9]{1,3} \p{L}"));
    let mut sentences = sentences(text);
    sentences.retain(|(from, to)| {
        let sentence = text.slice(*from, *to);
        measure().is_match(sentence) || COUNT.is_match(sentence)
    });
    sentences
}

/// Where each sentence begins and ends.
fn sentences(text: &Text<'_>) -> Vec<(usize, usize)> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, c) in text.text.char_indices() {
        let ends = matches!(c, '!' | '?' | '\n')
            || c == '.'
                && !text
                    .after(at + 1, 2)
                    .chars()
                    .any(|c| c.is_lowercase() || c.is_ascii_digit() || c == 'º');
        if ends {
            sentences.push((start, at));
            start = at + c.len_utf8();
        }
    }
    sentences.push((start, text.text.len()));
    sentences
}

/// In quotation marks and short: what something is called.
fn quoted(text: &Text<'_>, start: usize, end: usize) -> bool {
    let open = text.before(start, 14);
    let close = text.after(end, 14);
    let marks = |c: char| "\"„“”«»‘‚".contains(c);
    let from = open.rfind(marks);
    let to = close.find(marks);
    let free = |part: &str| !part.contains(['.', ',', ':', '\n']);
    from.is_some_and(|i| {
        free(open.get(i..).unwrap_or_default()) && text.slice(0, start).len() > open.len() - i
    }) && to.is_some_and(|i| free(close.get(..i).unwrap_or_default()))
}
