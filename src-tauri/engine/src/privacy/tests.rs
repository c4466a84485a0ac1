use super::*;

fn find(text: &str) -> Vec<(&'static str, String)> {
    let cleaner = Cleaner::new(&Rules::default()).unwrap();
    let spans = cleaner.find(text);
    spans.iter().map(|span| (span.kind, text[span.start..span.end].to_owned())).collect()
}

#[test]
fn examples_of_the_kinds_are_found_as_their_kind() {
    for kind in KINDS {
        let found = find(kind.example);
        assert!(found.iter().any(|(id, _)| *id == kind.id), "{}: {found:?}", kind.id);
    }
}

fn clean(text: &str) -> String {
    Cleaner::new(&Rules::default()).unwrap().clean(text).text
}

#[test]
fn the_same_person_has_the_same_number() {
    let text = "Anna Schmidt called. Ms Schmidt wants her refill, Anna's phone is 0171 2345678. \
                Mr Schmidt and Peter Weber called from +49 171 2345678.";
    assert_eq!(
        clean(text),
        "NAME_1 called. Ms NAME_1 wants her refill, NAME_1's phone is PHONE_1. \
         Mr NAME_2 and NAME_3 called from PHONE_1."
    );
}

#[test]
fn placeholders_that_were_there_are_left_and_not_used_again() {
    let text = "NAME_1 asked for Anna Schmidt, call PHONE_2 or 0171 2345678, Frau NAME_7 too";
    let cleaned = clean(text);
    assert_eq!(cleaned, "NAME_1 asked for NAME_2, call PHONE_2 or PHONE_1, Frau NAME_7 too");
    assert_eq!(clean(&cleaned), cleaned, "cleaning twice is cleaning once");
}

#[test]
fn a_conversation_shares_its_numbers() {
    let cleaner = Cleaner::new(&Rules::default()).unwrap();
    let texts =
        ["Hello, I am Anna Schmidt", "Dear Ms Schmidt, Tom Walker will call", "Thanks, Anna"];
    let mut conversation = Conversation::new();
    texts.iter().for_each(|text| conversation.reserve(text));
    let cleaned: Vec<String> =
        texts.map(|text| conversation.replace(text, &cleaner.find(text)).text).to_vec();
    assert_eq!(
        cleaned,
        ["Hello, I am NAME_1", "Dear Ms NAME_1, NAME_2 will call", "Thanks, NAME_1"]
    );
}

#[test]
fn a_kind_can_be_switched_off() {
    let rules = Rules::of(&["phones".into(), "mails".into()]).unwrap();
    let cleaner = Cleaner::new(&rules).unwrap();
    let text = cleaner.clean("I am Anna Schmidt, 0171 2345678, anna@example.org").text;
    assert_eq!(text, "I am Anna Schmidt, PHONE_1, MAIL_1");
    assert_eq!(Rules::of(&["faces".into()]).unwrap_err().code, Code::BadSetting);
}

#[test]
fn own_words_and_patterns_are_found_and_bad_ones_refused() {
    let mut rules = Rules::of(&[]).unwrap();
    rules.words = vec!["Project  Bluebird".into(), "ACME".into()];
    rules.patterns = vec![r"\bQX-\d{3}\b".into()];
    let cleaner = Cleaner::new(&rules).unwrap();
    let text = cleaner.clean("project bluebird of acme, QX-123, ACMEX").text;
    assert_eq!(text, "PRIVATE_1 of PRIVATE_2, PRIVATE_3, ACMEX");
    for pattern in ["(", "a*", r"(?:\w{1000}){1000}", ".{0}"] {
        rules.patterns = vec![pattern.into()];
        let error = Cleaner::new(&rules).err().expect("refused");
        assert_eq!(error.code, Code::BadSetting, "{pattern}");
    }
}

#[test]
fn a_key_gives_back_what_was_there_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key.age");
    let cleaner = Cleaner::new(&Rules::default()).unwrap();
    let texts = [
        "NAME_1 is not ours",
        "My name is Anna Schmidt.",
        "My name is Tom Walker.",
        "Frau Müller, Anna Müller und noch einmal Müller, +49 171 2345678",
        "nothing here",
    ];
    let mut key = Key::new("text");
    let cleaned: Vec<String> = texts
        .iter()
        .enumerate()
        .map(|(row, text)| {
            let cleaned = cleaner.clean(text);
            key.add(row, &cleaned);
            cleaned.text
        })
        .collect();
    let lock = Lock::identity_at(&folder.path().join("identity.txt")).unwrap();
    key.save(&path, &lock).unwrap();
    let sealed = std::fs::read(&path).unwrap();
    assert!(sealed.starts_with(b"age-encryption.org/v1"));
    assert!(!sealed.windows(6).any(|bytes| bytes == b"Walker"));

    let opened = Key::open(&path, &lock).unwrap();
    assert_eq!(opened, key);
    let restorer = opened.restorer();
    for (row, text) in texts.iter().enumerate() {
        let restored = match restorer.restore(row, &cleaned[row]) {
            Restored::Whole(text) => text,
            other => {
                assert_eq!(other, Restored::Untouched, "row {row}");
                cleaned[row].clone()
            }
        };
        assert_eq!(restored, *text);
    }
    // Two rows that read alike now were two people: moved, they can't be told apart.
    assert_eq!(restorer.restore(9, &cleaned[1]), Restored::Unknown);
    // A row that reads like no other is known wherever it stands.
    assert_eq!(restorer.restore(9, &cleaned[3]), Restored::Whole(texts[3].into()));
    assert_eq!(restorer.restore(1, "NAME_1 was edited"), Restored::Unknown);

    let other = Lock::identity_at(&folder.path().join("other.txt")).unwrap();
    assert_eq!(Key::open(&path, &other).unwrap_err().code, Code::BadSetting);
    Key::destroy(&path).unwrap();
    assert!(!path.exists());
}

#[test]
fn odd_texts_do_no_harm() {
    for text in [
        "",
        " ",
        "@",
        "+",
        "é",
        "Ä.",
        "000000000000000000000",
        "a@b",
        "::",
        "Dr. ",
        "🙂 Anna 🙂",
        "İstanbul Ünal",
        "𝔄nna",
    ] {
        let cleaned = Cleaner::new(&Rules::default()).unwrap().clean(text);
        assert_eq!(cleaned.put.is_empty(), cleaned.text == text);
    }
}
