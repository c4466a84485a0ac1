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
