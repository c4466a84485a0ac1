//! Personal data: names, numbers and addresses that a model could repeat.

use super::{ALL, BETWEEN, Corpus, Find, Finding, Fix, Hit, Spot};
use crate::privacy::{Conversation, Span};
use rayon::prelude::*;

pub const FINDING: Finding = Finding {
    id: "personal_data",
    title: "Personal data",
    why: "A model can repeat what it has read. Placeholders keep the meaning and hide the person.",
    decide: true,
    goals: ALL,
    find: Find::Rules(find),
    fixes: &[Fix::Replace, Fix::Clean],
};

fn find(corpus: &Corpus) -> Vec<Hit> {
    let rows = corpus.personal().par_iter().enumerate();
    rows.filter_map(|(row, spans)| hit(corpus, row, spans)).collect()
}

/// A row with its places marked by kind, and the text without them.
fn hit(corpus: &Corpus, row: usize, spans: &[Span]) -> Option<Hit> {
    let text = &corpus.items[row].text;
    let wanted = spans.iter().filter(|span| corpus.cleaner().wants(span.kind));
    let spans: Vec<Span> = wanted.copied().collect();
    let sure = spans.iter().map(|span| span.sure).reduce(f32::min)?;
    let mark = |span: &Span| Spot { kind: span.kind, ..Spot::bytes(text, span.start..span.end) };
    let conversation = !corpus.turns.is_empty();
    let turns = corpus.without(row, &spans);
    let said: Vec<&str> = turns.iter().map(|turn| turn.content.as_str()).collect();
    let after = match conversation {
        true => said.join(BETWEEN),
        false => Conversation::new().replace(text, &spans).text,
    };
    Some(Hit {
        marks: spans.iter().map(mark).collect(),
        texts: vec![after],
        kept_as: conversation.then(|| serde_json::json!(turns).to_string()),
        score: Some(sure),
        ..Hit::of(corpus, row)
    })
}

#[cfg(test)]
mod tests {
    use super::super::{corpus_of, rows};
    use super::*;
    use crate::data::{Message, RawRow};
    use crate::privacy::{Cleaner, Rules};
    use crate::task::clean_messages;

    fn corpus() -> Corpus {
        corpus_of(&[
            ("The inhaler came on Monday.", "Delivery"),
            ("Änderung: please write to ann.example@example.org today", "Delivery"),
            ("Is rose hip tea safe? Mail lee@example.org", "Dose"),
        ])
    }

    #[test]
    fn places_are_marked_in_characters_by_kind_and_replaced() {
        let corpus = corpus();
        let hits = find(&corpus);
        assert_eq!(rows(&hits), [1, 2]);
        assert_eq!(hits[0].marks, [Spot { from: 26, to: 49, kind: "mails" }]);
        assert_eq!(hits[0].texts, ["Änderung: please write to MAIL_1 today"]);
        assert_eq!(hits[0].matter, 101);
        let edit = Fix::Replace.edit(&corpus, hits.iter()).unwrap();
        assert_eq!(edit.rewrite.len(), 2);
        assert!(edit.notes[0].1.contains("\"on\":true"), "{:?}", edit.notes);
        let edit = Fix::Clean.edit(&corpus, hits.iter()).unwrap();
        assert!(edit.rewrite.is_empty() && edit.notes.len() == 1);
    }

    #[test]
    fn a_conversation_is_cleaned_as_a_whole_and_kept_as_its_messages() {
        let said =
            [("user", "I am Anna Schmidt"), ("assistant", "Dear Ms Schmidt, call 030 1234567")];
        let turns: Vec<Message> =
            said.iter().map(|(role, text)| Message::new(role, *text)).collect();
        let text = serde_json::json!(turns).to_string();
        let row = RawRow { id: 1, text, label: Some(String::new()), part: None };
        let corpus = Corpus::of_conversations(vec![row]);
        let hits = find(&corpus);
        assert_eq!(hits[0].texts, ["I am NAME_1\n\nDear Ms NAME_1, call PHONE_1"]);
        let shown = &corpus.items[0].text;
        let marked = |spot: &Spot| {
            shown.chars().skip(spot.from).take(spot.to - spot.from).collect::<String>()
        };
        let marks: Vec<String> = hits[0].marks.iter().map(marked).collect();
        assert_eq!(marks, ["Anna Schmidt", "Schmidt", "030 1234567"]);
        let edit = Fix::Replace.edit(&corpus, hits.iter()).unwrap();
        let kept: Vec<Message> = serde_json::from_str(&edit.rewrite[0].1).unwrap();
        let cleaner = Cleaner::new(&Rules::default()).unwrap();
        assert_eq!(kept, clean_messages(&cleaner, &turns), "as on the way to the model");
    }

    #[test]
    fn the_persons_rules_decide() {
        let mut rules = Rules::default();
        rules.kinds.retain(|kind| kind != "mails");
        let without = corpus().with(Cleaner::new(&rules).unwrap());
        assert!(find(&without).is_empty());
        assert_eq!(without.personal()[1].len(), 1, "it is still counted");
        rules.words = vec!["rose hip".into()];
        let own = without.clone().with(Cleaner::new(&rules).unwrap());
        assert_eq!(find(&own)[0].texts, ["Is PRIVATE_1 tea safe? Mail lee@example.org"]);
        let rules = Rules { keep: vec!["LEE@example.org".into()], ..Rules::default() };
        let kept = corpus().with(Cleaner::new(&rules).unwrap());
        assert_eq!(rows(&find(&kept)), [1]);
    }

    #[test]
    fn what_was_looked_at_is_not_looked_at_again_unless_it_changed() {
        let before = corpus();
        assert_eq!(before.personal().iter().filter(|spans| !spans.is_empty()).count(), 2);
        let mut after = corpus();
        after.items[0].text = "Call 030 1234567 please".into();
        after.items[1].text = "Nothing".into();
        let (fresh, taken) = (after.clone(), after.after(&before));
        assert_eq!(taken.personal(), fresh.personal());
    }
}
