use super::tagger::{Tagger, Weights};
use super::tagger_chain::{Chain, LABELS, Steps, raised};
use super::tagger_train::{Plan, pieces, train};
use super::text::Text;
use super::{Cleaner, KINDS, Rules};

const SAID: &str = "my gamer tag is MoldyPancake77 if your lad wants to add me";

fn found(rules: &Rules, text: &str) -> Vec<(&'static str, String)> {
    let spans = Cleaner::new(rules).unwrap().find(text);
    spans.iter().map(|span| (span.kind, text[span.start..span.end].to_owned())).collect()
}

#[test]
fn the_tagger_adds_what_the_rules_miss_and_rules_of_before_go_on_without_it() {
    let user = vec![("users", "MoldyPancake77".to_owned())];
    assert_eq!(found(&Rules::default(), SAID), user);
    let before = Rules { v: 2, ..Rules::default() };
    assert_eq!(found(&before, SAID), []);
    assert_eq!(found(&before.renewed(), SAID), user, "a project looks as the program does");
}

#[test]
fn a_kind_that_is_off_is_off_for_the_tagger_too() {
    let kinds: Vec<String> =
        KINDS.iter().map(|kind| kind.id.to_owned()).filter(|id| id != "users").collect();
    assert_eq!(found(&Rules::of(&kinds).unwrap(), SAID), []);
}

#[test]
fn only_whole_files_of_ours_are_read() {
    let shipped = include_bytes!("../../../../assets/privacy/tagger.bin");
    let read = Weights::read(shipped).unwrap();
    assert_eq!(read.bytes(), shipped, "written as it was read");
    assert!(shipped.len() < 3 << 20);
    for cut in [0, 7, 8, 11, 500, 3000, shipped.len() - 1] {
        assert!(Weights::read(&shipped[..cut]).is_none(), "{cut}");
    }
    let mut other = shipped.to_vec();
    other[0] = b'X';
    assert!(Weights::read(&other).is_none());
}

#[test]
fn every_text_can_be_read() {
    let tagger = Tagger::new(
        Weights::read(include_bytes!("../../../../assets/privacy/tagger.bin")).unwrap(),
    );
    let long = "Ana, 0171 ".repeat(2000);
    for text in ["", " ", "\n", "é", "e\u{301}\u{301}", "𝒜nna 🙂 ١٢٣", "a\u{200d}b", &long]
    {
        for guess in tagger.guesses(&Text::new(text), &[0.0; 12]) {
            assert!(text.get(guess.start..guess.end).is_some(), "{text}");
        }
    }
}

#[test]
fn probabilities_of_a_chain_are_those_of_all_its_ways() {
    let mut steps: Steps = [[0.0; LABELS]; LABELS + 1];
    let mut scores = vec![[-30.0; LABELS]; 2];
    // Two labels only: nothing, and the beginning of the first kind.
    (scores[0][0], scores[0][1], scores[1][0], scores[1][1]) = (0.0, 1.0, 0.5, 0.0);
    steps[1][0] = 2.0;
    let chain = Chain::new(&scores, &raised(&steps));
    let ways = [(0.0 + 0.5_f32).exp(), 0.0_f32.exp(), (1.0 + 2.0 + 0.5_f32).exp(), 1.0_f32.exp()];
    let all: f32 = ways.iter().sum();
    assert!((chain.total - all.ln()).abs() < 1e-4);
    assert!((chain.at[0][1] - (ways[2] + ways[3]) / all).abs() < 1e-4);
    assert!((chain.at[1][0] - (ways[0] + ways[2]) / all).abs() < 1e-4);
}

#[test]
fn the_same_messages_give_the_same_weights_and_these_find_what_they_learned() {
    let lines = [
        "the locker of [[names|Anna]] opens with [[secrets|4471]]",
        "the locker of [[names|Piotr]] opens with [[secrets|9020]]",
        "the shop of the museum opens at nine",
        "ask [[names|Wanda]] for the key, the shop opens at ten",
    ];
    let messages: Vec<_> = lines.iter().map(|line| pieces(line)).collect();
    let plan = Plan { rounds: 12, ..Plan::default() };
    let weights = train(&messages, &plan, |_, _| {});
    assert_eq!(weights.bytes(), train(&messages, &plan, |_, _| {}).bytes());
    let tagger = Tagger::new(weights);
    let text = "the locker of Greta opens with 5512";
    let guesses = tagger.guesses(&Text::new(text), &[0.5; 12]);
    assert!(guesses.iter().any(|guess| &text[guess.start..guess.end] == "5512"), "{guesses:?}");
}
